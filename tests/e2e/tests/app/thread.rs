//! A season driven through the real screens, from the first program to the last thank-you note: each thing is
//! typed once, then looked for one by one wherever the thread brings it.
//!
//! The clock of the page is moved, so that each interview begins, goes by and is over in a few seconds. Three
//! programs are enough to see a thread that leads to the wrong program; `MATCHBOOK_SEASON=15` plays a whole
//! season: 15 programs and interviews in 6 zones, 60 people, 15 debriefs, 45 notes that are sent.

use e2e::target::{Target, beside, button, checkbox, css, field, link, press, radio};
use e2e::{Engine, Profile, Visit, every_engine, words};
use matchbook::domain::card::why_card;
use matchbook::domain::ranking::GUT;
use matchbook::domain::time::{Day, Instant, Minute, WallTime, resolve};
use matchbook::domain::zone;
use serde_json::json;

use crate::thread::season::{Season, fact_of};

mod season;

every_engine!(what_is_typed_once_arrives_everywhere);

/// How many programs, unless `MATCHBOOK_SEASON` says otherwise.
const PROGRAMS: usize = 3;

/// The end of every name of one program. None is the beginning of another.
const ENDINGS: [&str; 15] = [
    "berg", "gren", "holm", "qvist", "strom", "dahl", "lund", "vall", "mark", "sund", "fors",
    "stad", "hage", "rup", "wick",
];

/// Where the programs are: the city as typed, and the zone that follows from it.
const PLACES: [(&str, &str); 6] = [
    ("Chicago", "America/Chicago"),
    ("Honolulu", "Pacific/Honolulu"),
    ("Boston", "America/New_York"),
    ("Denver", "America/Denver"),
    ("Phoenix", "America/Phoenix"),
    ("Seattle", "America/Los_Angeles"),
];

/// Who is at each program, by the id of the role.
const ROLES: [&str; 4] = ["pd", "faculty", "resident", "coordinator"];
const DIRECTOR: usize = 0;
const FACULTY: usize = 1;
const RESIDENT: usize = 2;
const COORDINATOR: usize = 3;

/// The card that every debrief wants to be answered better.
const REDO: &str = "Tell me about yourself.";

/// The thread of one program, as it is typed.
struct Thread {
    ending: &'static str,
    city: &'static str,
    zone: &'static str,
    is_call: bool,
    day: Day,
    /// What stands in the rating of the first criterion, and in words.
    value: u8,
    name: String,
    fact: String,
    /// Without `Dr`, in the order of `ROLES`.
    people: [String; 4],
    /// What is to be mentioned to each of those who get a letter.
    details: [String; 3],
    /// Id of the program and of its interview, once they are there, and of the people within the program.
    id: String,
    interview: String,
    own: [String; 4],
}

impl Thread {
    fn new(number: usize, today: Day) -> Thread {
        let ending = ENDINGS[number];
        let (city, zone) = PLACES[number % PLACES.len()];
        let days = i64::try_from(10 + 2 * number).expect("a few weeks");
        let named = |first: &str| [first, ending].concat();
        Thread {
            ending,
            city,
            zone,
            is_call: number % 2 == 1,
            day: today.plus(days),
            value: if number.is_multiple_of(2) { 5 } else { 2 },
            name: format!("Saint {ending} Hospital"),
            fact: format!("Interns of {ending} have their own clinic patients"),
            people: ["Marta Lind", "Samir Had", "Kiri Tan", "Dana Mor"].map(named),
            details: ["the new garden", "the ultrasound course", "the first night"]
                .map(|what| format!("{what} behind the {ending} ward")),
            id: String::new(),
            interview: String::new(),
            own: Default::default(),
        }
    }

    /// A sentence that stands in no other thread.
    fn text(&self, what: &str) -> String {
        [what, " ", self.ending].concat()
    }

    /// With a form of address, as one is presented.
    fn full(&self, who: usize) -> String {
        match who {
            COORDINATOR => self.people[who].clone(),
            _ => ["Dr ", &*self.people[who]].concat(),
        }
    }

    /// `Dr Lindberg`.
    fn short(&self, who: usize) -> String {
        let last = self.people[who].split(' ').next_back();
        ["Dr ", last.unwrap_or_default()].concat()
    }

    /// The question for somebody.
    fn question(&self, who: usize) -> String {
        self.text(["What will you change in", "Whom do you teach in"][who])
    }

    /// Where the door of a house or of a video room is.
    fn door(&self) -> String {
        match self.is_call {
            true => format!("https://video.example/{}", self.ending),
            false => format!("third floor, desk {}", self.ending),
        }
    }

    fn path(&self, of: &str) -> String {
        ["programs/", &*self.id, of].concat()
    }

    fn day_path(&self, of: &str) -> String {
        self.path(&["/interview/", &*self.interview, of].concat())
    }

    /// So many minutes after the start, in milliseconds since 1970 UTC.
    fn at(&self, minutes: i64) -> i64 {
        let minute = Minute::parse("08:00").expect("a time");
        let wall = WallTime {
            day: self.day,
            minute,
        };
        let offset = |at: Instant| zone::clock(self.zone, at).expect("a known zone").offset;
        resolve(wall, &offset).instant().plus_minutes(minutes).0
    }
}

/// What is done with a note that is open.
fn note_is_sent(season: &mut Season, path: &str) {
    season.here(path, &[(".notes", "Ready to send")]);
    season.visit.click(&button("It was sent"));
    season
        .visit
        .wait_until(&Visit::shows("It stays as it went"));
}

impl Season {
    /// A program, its interview, its sheet, its people and the plan of its day.
    fn prepares(&mut self, one: &mut Thread) {
        self.adds(one);
        self.fills_sheet(one);
        self.adds_people(one);
        self.plans_day(one);
    }

    fn adds(&mut self, one: &mut Thread) {
        self.goes("programs");
        self.visit.click(&press(words::ADD_PROGRAM));
        self.visit.wait_until("location.hash === '#/programs/new'");
        self.visit.wait_for(&button("Add the program"));
        self.types(&[(field("Name"), &one.name)]);
        self.visit.click(&button("Add the program"));
        self.visit.wait_until(&format!(
            "location.hash !== '#/programs/new' && mb.h1().textContent === {}",
            json!(one.name)
        ));
        one.id = self.visit.text("location.hash.split('/')[2]");
        self.types(&[(field("Stage"), "invited"), (field(words::CITY), one.city)]);
        self.visit.wait_until(&format!(
            "{}.value === {}",
            field(words::ZONE),
            json!(one.zone)
        ));
        self.visit.click(&press(words::ADD_INTERVIEW));
        self.visit
            .wait_until("location.hash.includes('/interview/')");
        one.interview = self.visit.text("location.hash.split('/')[4]");
        self.visit.wait_for(&field(words::DATE));
        if one.is_call {
            self.visit.click(&radio("Virtual"));
        }
        let iso = one.day.iso();
        self.types(&[(field(words::DATE), &iso), (field(words::TIME), "08:00")]);
        // The zone of the city that was typed with the program.
        let zone = format!("{}.value === {}", field(words::ZONE), json!(one.zone));
        self.visit.wait_until(&zone);
        self.found += 2;
    }

    fn fills_sheet(&mut self, one: &Thread) {
        let sheet = one.path("/sheet");
        self.goes(&sheet);
        self.opens("prep-different");
        let (why, proof) = (one.text("I want that since"), one.text("I did it in"));
        self.types(&[
            (fact_of("prep-different"), &one.fact),
            (field("Why it matters to me"), &why),
            (field("My proof in my own words"), &proof),
        ]);
        self.visit.click(&button("Done"));
        self.visit.click(&checkbox("On the elevator card"));
        self.opens("prep-questions");
        let own = one.text("How do interns rest in");
        self.types(&[(fact_of("prep-questions"), &own)]);
        self.opens("prep-img");
        let visa = one.text("Sponsors J-1, says");
        self.types(&[(fact_of("prep-img"), &visa)]);
        self.opens("prep-why");
        self.visit.click(&button("Practice it as a card"));
        self.visit.wait_for(&link("Open its card"));
        self.here(
            &sheet,
            &[
                ("[data-field=prep-different] .sheet-says", &one.fact),
                ("[data-field=prep-img] .sheet-says", &visa),
                ("[data-field=prep-why] .points", &one.fact),
                ("[data-field=prep-why] .points", &why),
                (
                    "[data-field=prep-why] .points",
                    &["Proof: ", &*proof].concat(),
                ),
            ],
        );
    }

    fn adds_people(&mut self, one: &mut Thread) {
        let people = one.path("/people");
        self.goes(&people);
        for (name, role) in one.people.iter().zip(ROLES) {
            self.types(&[(field("Name"), name), (field("Role"), role)]);
            self.visit.click(&button("Add"));
            self.visit.wait_for(&link(name));
            self.visit
                .wait_until(&format!("{}.value === ''", field("Name")));
        }
        for who in 0..ROLES.len() {
            self.goes(&people);
            self.visit.click(&link(&one.people[who]));
            self.visit.wait_for(&field("Email (optional)"));
            one.own[who] = self.visit.text("location.hash.split('/')[4]");
            let mail = format!("{}@{}.example", ROLES[who], one.ending);
            let mut fields = vec![(field("Email (optional)"), mail)];
            if who < RESIDENT {
                let says = field("How to say it (optional)");
                let cares = field("What they work on or care for (optional)");
                fields.push((says, format!("{who}-{}", one.ending.to_uppercase())));
                fields.push((cares, one.text(["Research in", "Teaching in"][who])));
                fields.push((field("Question"), one.question(who)));
            }
            if who == COORDINATOR {
                fields.push((field("Phone (optional)"), "+1 312 555 0100".to_owned()));
            }
            let fields: Vec<(Target, &str)> = fields
                .iter()
                .map(|(target, text)| (target.clone(), &**text))
                .collect();
            self.types(&fields);
        }
    }

    fn plans_day(&mut self, one: &Thread) {
        let plan = one.day_path("/plan");
        self.goes(&plan);
        let door = match one.is_call {
            true => "Address of the video room",
            false => "Door, floor, parking (optional)",
        };
        self.types(&[(field(door), &one.door())]);
        for (number, who) in [(1, DIRECTOR), (2, FACULTY)] {
            self.visit.click(&css(&format!(
                "[data-key=\"sd-interviews/{number}\"] .plan-hit"
            )));
            let room = format!("Room {number} {}", one.ending);
            self.visit.wait_for(&field("With whom?"));
            self.types(&[(field("Room, floor or video room"), &room)]);
            if number == 1 {
                self.types(&[(field("Start"), "10:00"), (field("Minutes"), "30")]);
            }
            self.chooses("With whom?", &one.full(who));
            self.visit.click(&button("Done"));
            self.visit
                .wait_until("!document.querySelector('dialog[open]')");
        }
        self.here(
            &plan,
            &[
                ("[data-key=\"sd-interviews/1\"]", &one.full(DIRECTOR)),
                ("[data-key=\"sd-interviews/1\"]", &one.text("Room 1")),
                ("[data-key=\"sd-interviews/2\"]", &one.full(FACULTY)),
                ("main", &one.name),
            ],
        );
    }

    /// Before the day: the cards, the sheet, the page of the program and the calendar.
    fn is_ready(&mut self, one: &Thread) {
        let why = ["practice/card/", &*why_card(&one.id.as_str().into())].concat();
        self.arrives(
            &why,
            &[
                ("body", &format!("Why {}?", one.name)),
                ("body", &one.fact),
                ("body", &one.text("I want that since")),
                ("body", &["Proof: ", &*one.text("I did it in")].concat()),
            ],
        );
        let held = match one.is_call {
            true => "video call".to_owned(),
            false => one.door(),
        };
        self.arrives(
            &one.path("/card"),
            &[
                (".lift-name", &one.full(DIRECTOR)),
                (
                    ".lift-small",
                    &format!("say: 0-{}", one.ending.to_uppercase()),
                ),
                (".lift-list", &one.fact),
                (".lift-small", &["Me: ", &*one.text("I did it in")].concat()),
                (".lift-asks", &one.question(DIRECTOR)),
                (".lift-asks", &one.text("How do interns rest in")),
                (".lift-door", &one.day.short()),
                (".lift-door", &held),
            ],
        );
        let kind = if one.is_call {
            "Video call"
        } else {
            "In person"
        };
        self.arrives(
            &one.path("/sheet"),
            &[
                (
                    "[data-field=prep-people] .sheet-says",
                    &one.people[DIRECTOR],
                ),
                ("[data-field=prep-people] .sheet-says", &one.people[FACULTY]),
                (
                    "[data-field=prep-coordinator] .sheet-says",
                    &one.people[COORDINATOR],
                ),
                (
                    "[data-field=prep-coordinator] .sheet-says",
                    "+1 312 555 0100",
                ),
                ("[data-field=prep-format] .sheet-says", kind),
                ("[data-field=prep-address] .sheet-says", &one.door()),
            ],
        );
        self.arrives(
            &one.path(""),
            &[
                (".hero-kicker", &one.day.short()),
                (".two-clocks", one.city),
                ("main", "4 people, 3 questions"),
            ],
        );
        self.goes("programs/season");
        self.visit.wait_for(&css("[role=gridcell]"));
        let iso = one.day.iso();
        let cell = css(&format!(
            "[role=gridcell][data-day=\"{iso}\"]:not([data-outside])"
        ));
        // The calendar opens with the first interview; the season takes two or three months.
        for _ in 0..3 {
            if !self.visit.sees(&cell) {
                let shown = self
                    .visit
                    .text("document.querySelector('.month-head h2').textContent");
                self.visit
                    .click(&css(".month-head .icon-button:last-of-type"));
                self.visit.wait_until(&format!(
                    "document.querySelector('.month-head h2').textContent !== {}",
                    json!(shown)
                ));
            }
        }
        self.visit.click(&cell);
        let place = match one.is_call {
            true => "video call".to_owned(),
            false => ["in ", one.city].concat(),
        };
        let row = format!("main a[href=\"#/{}\"]", one.path(""));
        let wanted = [
            (&*row, &*one.name),
            (&*row, &*one.day.short()),
            (&*row, &*place),
        ];
        self.here("programs/season", &wanted);
    }

    /// The day: before the door, before the first room, after it.
    fn goes_by(&mut self, one: &Thread) {
        let day = one.day_path("/day");
        self.clock(one.at(-30));
        self.arrives("", &[(".hero-link", &one.name)]);
        let door = match one.is_call {
            true => (
                format!("a[href=\"{}\"]", one.door()),
                "Open the video room".to_owned(),
            ),
            false => (".day-door".to_owned(), one.door()),
        };
        let city = zone_city(one.zone);
        self.arrives(
            &day,
            &[
                (&door.0, &door.1),
                (".day-clocks", &["in ", city].concat()),
                (".day-thumb", "Read the elevator card"),
                (
                    ".day-thumb a[href^=\"tel:\"]",
                    &one.people[COORDINATOR][..4],
                ),
            ],
        );
        // The phone slept on the way: the face is right by itself.
        self.clock(one.at(115));
        self.here(
            &day,
            &[
                (".day-clocks", "9:55"),
                (".day-who", &one.full(DIRECTOR)),
                (
                    ".day-next",
                    &format!("say: 0-{}", one.ending.to_uppercase()),
                ),
                (".day-next", &one.text("Room 1")),
                (".day-next", &one.text("Research in")),
                (".day-ask", &one.question(DIRECTOR)),
            ],
        );
        self.clock(one.at(151));
        let about = ["Note about ", &*one.short(DIRECTOR)].concat();
        self.here(
            &day,
            &[
                (".day-clocks", "10:31"),
                (".day-who", &one.full(FACULTY)),
                (".day-ask", &one.question(FACULTY)),
                (".day-thumb", &about),
            ],
        );
        self.visit.click(&link(&about));
        self.visit.wait_until("location.hash.endsWith('/note')");
        self.here(
            "the note",
            &[
                (".note-who", &one.full(DIRECTOR)),
                (".note-chip", &one.short(FACULTY)),
            ],
        );
        self.types(&[(field("One thing to mention later"), &one.details[DIRECTOR])]);
        self.visit.click(&radio("Good"));
        self.visit.click(&checkbox("I want to redo an answer"));
        self.visit.click(&button("Save, then"));
        self.visit.wait_until("location.hash.endsWith('/day')");
    }

    /// The evening: each step of the debrief, and what it leaves to do.
    fn debriefs(&mut self, one: &Thread) {
        self.visit.wait_for(&css("main .day-next"));
        self.clock(one.at(600));
        let path = one.day_path("/debrief");
        // Who looks at the day when it ends is led to its debrief.
        self.visit
            .wait_until(&format!("location.hash === '#/{path}'"));
        let row = format!("main a[href=\"#/{path}\"]");
        self.arrives("", &[(&row, "Write the debrief"), (&row, &one.name)]);
        self.goes(&path);
        let dump = one.text("Everybody said hello in");
        self.types(&[(field("Everything you remember"), &dump)]);
        self.visit.click(&button("Next: people"));
        let card = |who: usize| press(&[&*one.people[who], ","].concat());
        self.visit.wait_for(&card(DIRECTOR));
        // What was noted between two rooms stands there.
        self.here(
            &path,
            &[
                (".noted textarea", &one.details[DIRECTOR]),
                (".noted label:has(input:checked)", "Good"),
                (".noted li:has(input:checked)", "I want to redo an answer"),
            ],
        );
        for who in [FACULTY, RESIDENT] {
            self.visit.click(&button(&one.people[who]));
            self.visit.wait_for(&card(who));
            let detail = beside(&card(who), "details", ".noted textarea");
            self.types(&[(detail, &one.details[who])]);
        }
        let insight = one.text("a good question comes first in");
        let second = ".noted .field ~ .field textarea";
        self.types(&[(beside(&card(FACULTY), "details", second), &insight)]);
        self.visit.click(&button("Next: likes"));
        let (liked, disliked) = (one.text("The clinic of"), one.text("The parking of"));
        self.types(&[
            (field("What did you like?"), &liked),
            (field("What did you not like"), &disliked),
        ]);
        self.visit.click(&button("Next: answers"));
        // The wish of the quick note is asked for until its answer is named.
        let wanted = ["redo an answer with ", &*one.short(DIRECTOR)].concat();
        self.here(&path, &[("main .banner", &wanted)]);
        let proud = one.text("The answer about");
        self.types(&[
            (field("Which answer are you proud of?"), &proud),
            (field("Which card is it?"), "about yourself"),
        ]);
        self.visit.click(&press(REDO));
        self.visit
            .wait_until(&Visit::shows("Due in Cards, to be rewritten"));
        self.visit
            .wait_until("!document.querySelector('main .banner')");
        self.visit.click(&button("Next: questions"));
        let asked = asked(one);
        let by = [&*one.people[FACULTY], " asked"].concat();
        self.types(&[(field(&by), &asked)]);
        self.visit.click(&button("Add 1 question to the deck"));
        self.visit.wait_until(&Visit::shows("In your deck already"));
        self.visit.click(&button("Next: ratings"));
        self.visit.click(&press("Resident culture and happiness"));
        self.visit
            .click(&radio(&[&*one.value.to_string(), ", "].concat()));
        self.visit.wait_until(&Visit::shows("1 of 6 rated"));
        self.visit.click(&button("Next: gut and fit"));
        self.visit.click(&radio("8 of 10"));
        let fit = one.text("It felt right in");
        self.types(&[(field("Did it feel like a good fit?"), &fit)]);
        self.visit.click(&button("Next: the rest"));
        let next = one.text("Sleep more before");
        self.types(&[(field("One thing to do differently next time"), &next)]);
        self.visit.click(&button("Done"));
        self.visit.wait_until(&Visit::shows("Written down"));

        // It is where it was typed, and where the thread brings it.
        for (step, texts) in [
            ("1. Write everything down", vec![&dump]),
            ("3. Liked, not liked", vec![&liked, &disliked]),
            ("4. Proud of, would redo", vec![&proud]),
            ("5. Questions they asked", vec![&asked]),
            ("7. Gut feeling and fit", vec![&fit]),
            ("8. The rest", vec![&next]),
        ] {
            self.visit.click(&press(step));
            let texts: Vec<(&str, &str)> = texts
                .into_iter()
                .map(|text| ("main textarea", &**text))
                .collect();
            self.here(&path, &texts);
        }
        self.arrives(
            &one.path(&["/people/", &*one.own[FACULTY]].concat()),
            &[("main .row", &one.details[FACULTY])],
        );
        self.goes("practice/deck");
        self.types(&[(field(words::SEARCH_DECK), &asked)]);
        self.here("practice/deck", &[("main .row", &asked)]);
        self.arrives(
            "practice/card/open-about-yourself",
            &[("body", "After an interview you wanted a better answer")],
        );
        self.says_why(one);
    }

    /// The rating of the debrief stands on the page of the ratings, and gets its reason there.
    fn says_why(&mut self, one: &Thread) {
        let path = ["rank/rate/", &*one.id].concat();
        let gut = format!("[data-key={GUT}]");
        self.goes(&path);
        self.visit
            .click(&css("[data-key=rk-culture] [aria-expanded=false]"));
        self.here(
            &path,
            &[
                ("[data-key=rk-culture] .row-end b", &one.value.to_string()),
                (&format!("{gut} .row-end b"), "8"),
            ],
        );
        self.types(&[(
            css("[data-key=rk-culture] textarea"),
            &one.text("They laughed together in"),
        )]);
    }

    /// A note to two of the three whom it goes to. The first stands open.
    fn thanks(&mut self, one: &Thread) {
        let path = one.day_path("/thanks");
        let row = format!("main a[href=\"#/{path}\"]");
        self.arrives("", &[(&row, "Thank four people"), (&row, &one.name)]);
        self.goes(&path);
        self.visit.wait_for(&css(".letter-text"));
        if self.visit.sees(&field("Your full name")) {
            let own = [
                ("Your full name", "Mira Sanyal"),
                ("Your AAMC ID", "12345678"),
            ];
            self.types(&own.map(|(label, text)| (field(label), text)));
        }
        let feature = one.text("the calm of");
        self.types(&[
            (field("In place of [feature]"), &feature),
            (field("In place of [x]"), "two years in a clinic"),
        ]);
        self.here(
            &path,
            &[
                (".letter-head", &format!("pd@{}.example", one.ending)),
                (".letter-head", &one.day.in_letter()),
                (".letter-text", &["Dear ", &*one.short(DIRECTOR)].concat()),
                (".letter-text", &one.details[DIRECTOR]),
                (".letter-text", &feature),
                (".letter-text", "Mira Sanyal, MD"),
                (".letter-text", "AAMC ID 12345678"),
            ],
        );
        note_is_sent(self, &path);
        self.visit.click(&press(&one.people[RESIDENT]));
        self.types(&[(field("In place of [topic]"), "the nights")]);
        self.here(
            &path,
            &[
                (".letter-text", &["Hi ", &*one.short(RESIDENT)].concat()),
                (".letter-text", one.day.weekday_name()),
                (".letter-text", &one.details[RESIDENT]),
            ],
        );
        note_is_sent(self, &path);
    }

    /// The third note, and none to the coordinator: nothing is left to do.
    fn thanks_the_last(&mut self, one: &Thread) {
        let path = one.day_path("/thanks");
        let row = format!("main a[href=\"#/{path}\"]");
        self.arrives("", &[(&row, "Thank two people"), (&row, &one.name)]);
        self.goes(&path);
        self.opens_note(&one.people[FACULTY]);
        self.types(&[(field("In place of [learn/contribute]"), "learn it")]);
        let insight = one.text("a good question comes first in");
        self.here(
            &path,
            &[
                (".letter-text", &["Dear ", &*one.short(FACULTY)].concat()),
                (".letter-text", &["at ", &*one.name].concat()),
                (
                    ".letter-text",
                    &["our talk about ", &*one.details[FACULTY]].concat(),
                ),
                (".letter-text", &["your point that ", &*insight].concat()),
            ],
        );
        note_is_sent(self, &path);
        self.visit.click(&button("Send no note"));
        self.visit
            .wait_until(&format!("!{}", button("Send no note")));
        self.arrives(
            &one.path(""),
            &[("main", "All done"), ("main", "1 criterion rated")],
        );
        self.goes("");
        self.visit.wait_until(&format!(
            "[...document.querySelectorAll('.row-more[aria-expanded=false]')]
               .every((more) => {{ more.click(); return false; }})
             && !document.querySelector('main .skeleton') && !document.querySelector({})",
            json!(row)
        ));
        self.found += 1;
    }

    /// The letter to somebody, open.
    fn opens_note(&self, name: &str) {
        let row = press(name);
        self.visit.wait_for(&row);
        let is_open = format!("{row}.getAttribute('aria-expanded') === 'true'");
        if self.visit.eval(&is_open) != true {
            self.visit.click(&row);
        }
        self.visit.wait_until(&is_open);
        self.visit.wait_for(&css(".letter-text"));
    }

    /// Two names, the program's, a fact and two details are mended, while one note of three is open.
    fn corrects(&mut self, one: &mut Thread) {
        let was = Thread {
            own: one.own.clone(),
            people: one.people.clone(),
            details: one.details.clone(),
            id: one.id.clone(),
            interview: one.interview.clone(),
            name: one.name.clone(),
            fact: one.fact.clone(),
            ..*one
        };
        let new = |first: &str| [first, one.ending].concat();
        one.people[DIRECTOR] = new("Marta Lyng");
        one.people[FACULTY] = new("Samir Hed");
        one.name = format!("Mount {} Hospital", one.ending);
        one.fact = one.text("From month two on there are own patients in");
        one.details[FACULTY] = one.text("the course of sound behind");
        one.details[RESIDENT] = one.text("the second night behind");

        for who in [DIRECTOR, FACULTY] {
            self.goes(&one.path(&["/people/", &*one.own[who]].concat()));
            self.types(&[(field("Name"), &one.people[who])]);
        }
        self.goes(&one.path(""));
        self.types(&[(field("Name"), &one.name)]);
        self.goes(&one.path("/sheet"));
        self.opens("prep-different");
        self.visit.click(&button("Change"));
        self.types(&[(fact_of("prep-different"), &one.fact)]);
        let debrief = one.day_path("/debrief");
        self.goes(&debrief);
        self.visit.click(&press("2. People"));
        let card = |who: usize| press(&[&*one.people[who], ","].concat());
        for who in [FACULTY, RESIDENT] {
            self.visit.wait_for(&card(who));
            self.types(&[(
                beside(&card(who), "details", ".noted textarea"),
                &one.details[who],
            )]);
        }
        self.visit.wait_saved();

        let old_names = [&*was.people[DIRECTOR], &was.people[FACULTY], &was.name];
        self.here(
            &debrief,
            &[
                ("main", &one.name),
                ("main summary", &one.people[DIRECTOR]),
                (".noted textarea", &one.details[FACULTY]),
                (".noted textarea", &one.details[RESIDENT]),
            ],
        );
        self.nowhere_here(&debrief, &old_names);
        self.arrives(
            &["practice/card/", &*why_card(&one.id.as_str().into())].concat(),
            &[("body", &format!("Why {}?", one.name)), ("body", &one.fact)],
        );
        self.nowhere_here("its card", &[&was.fact, &was.name]);
        let card = one.path("/card");
        self.arrives(
            &card,
            &[
                (".lift-name", &one.full(DIRECTOR)),
                (".lift-list", &one.fact),
                ("main", &one.name),
            ],
        );
        self.nowhere_here(&card, &[&was.people[DIRECTOR], &was.fact, &was.name]);
        let people = one.path("/people");
        self.arrives(
            &people,
            &[
                ("main .row", &one.full(DIRECTOR)),
                ("main .row", &one.full(FACULTY)),
                ("main", &one.name),
            ],
        );
        self.nowhere_here(&people, &old_names);
        let plan = one.day_path("/plan");
        self.arrives(
            &plan,
            &[
                ("[data-key=\"sd-interviews/1\"]", &one.full(DIRECTOR)),
                ("[data-key=\"sd-interviews/2\"]", &one.full(FACULTY)),
                ("main", &one.name),
            ],
        );
        self.nowhere_here(&plan, &old_names);
        let note = one.day_path("/note");
        self.arrives(
            &note,
            &[
                (".note-chip", &one.short(DIRECTOR)),
                (".note-chip", &one.short(FACULTY)),
            ],
        );
        self.nowhere_here(&note, &[&was.short(DIRECTOR), &was.short(FACULTY)]);
        let resident = one.path(&["/people/", &*one.own[RESIDENT]].concat());
        self.arrives(&resident, &[("main .row", &one.details[RESIDENT])]);
        self.nowhere_here(&resident, &[&was.details[RESIDENT]]);
        self.arrives("programs", &[("main .row", &one.name)]);
        self.nowhere_here("programs", &[&was.name]);
        self.arrives(&["rank/rate/", &*one.id].concat(), &[("h1", &one.name)]);
        self.sent_stays(one, &was);
        // The open one has what is right now.
        let thanks = one.day_path("/thanks");
        self.opens_note(&one.people[FACULTY]);
        self.here(
            &thanks,
            &[
                (".letter-text", &["Dear ", &*one.short(FACULTY)].concat()),
                (".letter-text", &["at ", &*one.name].concat()),
                (
                    ".letter-text",
                    &["our talk about ", &*one.details[FACULTY]].concat(),
                ),
            ],
        );
        self.nowhere_here(
            &thanks,
            &[&was.people[FACULTY], &was.details[FACULTY], &was.name],
        );
    }

    /// What went stays as it went, under the names that are right now.
    fn sent_stays(&mut self, one: &Thread, was: &Thread) {
        let thanks = one.day_path("/thanks");
        self.goes(&thanks);
        self.opens_note(&one.people[DIRECTOR]);
        self.here(
            &thanks,
            &[
                (".letter-text", &["Dear ", &*was.short(DIRECTOR)].concat()),
                (".letter-text", &was.details[DIRECTOR]),
            ],
        );
        self.opens_note(&one.people[RESIDENT]);
        self.here(&thanks, &[(".letter-text", &was.details[RESIDENT])]);
        self.nowhere_here(&thanks, &[&one.details[RESIDENT]]);
    }
}

/// What somebody asked in a room. Two of these are not taken for one question.
fn asked(one: &Thread) -> String {
    format!("What would {} teach you?", one.ending)
}

/// The city that a zone is called after.
fn zone_city(zone: &str) -> &'static str {
    match zone {
        "America/Chicago" => "Chicago",
        "Pacific/Honolulu" => "Honolulu",
        "America/New_York" => "New York",
        "America/Denver" => "Denver",
        "America/Phoenix" => "Phoenix",
        _ => "Los Angeles",
    }
}

fn what_is_typed_once_arrives_everywhere(engine: Engine) {
    let wished = std::env::var("MATCHBOOK_SEASON").ok();
    let programs = wished.map_or(PROGRAMS, |text| text.parse().expect("a number"));
    assert!((2..=ENDINGS.len()).contains(&programs), "2 to 15 programs");
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    let mut season = Season { visit, found: 0 };
    let today = season.visit.text("new Date().toISOString().slice(0, 10)");
    let today = Day::parse(&today).expect("a day");
    let mut threads: Vec<Thread> = (0..programs)
        .map(|number| Thread::new(number, today))
        .collect();
    for one in &mut threads {
        season.prepares(one);
    }
    season.visit.wait_saved();
    for one in &threads {
        season.is_ready(one);
    }
    let first = &threads[0];
    season.arrives(
        "",
        &[
            (".hero-link", &first.name),
            (".hero-link", &first.day.short()),
        ],
    );
    let mut was = None;
    for (number, one) in threads.iter_mut().enumerate() {
        season.goes_by(one);
        season.debriefs(one);
        season.thanks(one);
        if number == 0 {
            was = Some(Thread::new(number, today));
            season.corrects(one);
        }
        season.thanks_the_last(one);
    }
    // The reasons of two ratings that differ are read side by side.
    let why = format!("rank/why/{}/{}", threads[0].id, threads[1].id);
    let reasons = [0, 1].map(|number| threads[number].text("They laughed together in"));
    season.arrives(
        &why,
        &[
            ("blockquote", &reasons[0]),
            ("blockquote", &reasons[1]),
            ("main", &threads[0].name),
        ],
    );
    // All of it outlives a reload.
    season.visit.wait_saved();
    season.visit.reload_app();
    for one in &threads {
        season.arrives("programs", &[("main .row", &one.name)]);
        season.arrives(&one.path("/card"), &[(".lift-list", &one.fact)]);
    }
    if let Some(was) = was {
        season.sent_stays(&threads[0], &was);
    }
    println!(
        "{engine}: {programs} programs, {} things looked for and found",
        season.found
    );
    season.visit.expect_no_errors("a season");
}
