//! What a person does that the app acknowledges: one entry an act. None needs what another one did, so that the
//! loss of each is seen by itself.

use e2e::target::{Target, button, checkbox, css, field, link, press, radio};
use e2e::{Visit, seed, seed::Seed, words};
use matchbook::domain::card::{Card, Log, study_day};
use matchbook::domain::checklist::{Entry, Habit};
use matchbook::domain::debrief::Debrief;
use matchbook::domain::drill::Drill;
use matchbook::domain::fact::Fact;
use matchbook::domain::meeting::{Block, Meeting};
use matchbook::domain::person::Person;
use matchbook::domain::phrase::PhraseMark;
use matchbook::domain::program::Program;
use matchbook::domain::ranking::{Criterion, Duel, RankSettings, Ranking, Score};
use matchbook::domain::record::Record as _;
use matchbook::domain::season::Season;
use matchbook::domain::story::{Run, Story, Wording};
use matchbook::domain::study::StudySettings;
use matchbook::domain::take::Take;
use matchbook::domain::thanks::Thanks;
use matchbook::domain::time::{Instant, Minute};
use matchbook::domain::trip::{Interview, Trip};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::checklist::{ChecklistAction, TickAll};
use matchbook::store::acts::day::BlockAction;
use matchbook::store::acts::debrief::DebriefAction;
use matchbook::store::acts::drills::DrillAction;
use matchbook::store::acts::look_back::LookBack;
use matchbook::store::acts::people::PeopleAction;
use matchbook::store::acts::phrases::Favor;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::ranking::RankAction;
use matchbook::store::acts::restore::BringBack;
use matchbook::store::acts::season::SeasonAction;
use matchbook::store::acts::sheet::SheetAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::study::StudyAction;
use matchbook::store::acts::takes::TakeAction;
use matchbook::store::acts::thanks::ThanksAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::acts::versions::ChooseVersion;
use serde_json::json;

use super::at;

/// An act with words that acknowledge it.
pub struct Act {
    /// What it is called in a report.
    pub name: &'static str,
    /// What it asks the store to do.
    pub plan: &'static str,
    /// The kinds of record that it writes.
    pub writes: &'static [&'static str],
    /// A message that says it is done; empty: the header alone says so.
    pub says: &'static str,
    /// Goes there and prepares everything. Gives the script of the last press.
    pub does: fn(&Visit) -> String,
    /// Goes to where it is seen. Gives an expression that is null until that is drawn, and then says
    /// whether it is there.
    pub sight: fn(&Visit) -> String,
}

/// The name of an act of the store. Fails to compile for one that is not there.
macro_rules! plan {
    ($kind:ident) => {{
        let _ = |act: &$kind| matches!(act, $kind { .. });
        stringify!($kind)
    }};
    ($list:ident . $one:ident) => {{
        let _ = |act: &$list| matches!(act, $list::$one { .. });
        concat!(stringify!($list), "::", stringify!($one))
    }};
}
pub(super) use plan;

/// Id of a trip whose interview is in three days, and of that interview.
const AHEAD: &str = "trip-ahead";
const INTERVIEW_AHEAD: &str = "interview-ahead";
/// Programs for one act each, and a person and a story that go and come.
const FOR_ARCHIVE: &str = "for-archive";
const FOR_INTERVIEW: &str = "for-interview";
const LEAVES: &str = "leaves";
const GONE: &str = "gone-story";

/// The device that seeds are written by.
pub const SEEDED: u64 = 0x5eed;

/// Somebody in the middle of a season: an interview two days ago, one in three days, something on every
/// screen.
pub fn season(now: i64) -> Seed {
    let today = study_day(Instant(now), 0);
    let program = |id: &str, name: &str| ProgramAction::Add {
        id: id.into(),
        program: Program {
            name: name.to_owned(),
            ..Program::default()
        },
    };
    let interview = |trip: &str, at: &str, days: i64| Interview {
        trip: Some(trip.into()),
        at: Some(at.into()),
        day: Some(today.plus(days)),
        start: Minute::parse("08:00").ok(),
        zone: "UTC".to_owned(),
        invited: Some(today.plus(-20)),
        ..Interview::default()
    };
    let story = Story {
        title: "A story that was deleted".to_owned(),
        structure: "STAR".to_owned(),
        slots: vec!["By mistake".to_owned()],
        ..Story::default()
    };
    Seed::full(now)
        .and(TripAction::EditInterview {
            id: seed::INTERVIEW.into(),
            interview: interview(seed::TRIP, seed::PROGRAM_ID, -2),
        })
        .and(program("ahead", "Aspen Ridge"))
        .and(program(FOR_ARCHIVE, "Wrenfield University"))
        .and(program(FOR_INTERVIEW, "Quillwater"))
        .and(TripAction::Begin {
            trip: AHEAD.into(),
            interview: INTERVIEW_AHEAD.into(),
            today,
            home: String::new(),
        })
        .and(TripAction::EditInterview {
            id: INTERVIEW_AHEAD.into(),
            interview: interview(AHEAD, "ahead", 3),
        })
        .and(TripAction::Finish { trip: AHEAD.into() })
        .and(PeopleAction::Add {
            program: seed::PROGRAM_ID.into(),
            fresh: LEAVES.to_owned(),
            person: Person {
                name: "Odo Brandt".to_owned(),
                role: "faculty".to_owned(),
                ..Person::default()
            },
        })
        .and(StoryAction::Edit {
            id: GONE.into(),
            story,
        })
        .and(StoryAction::Delete { id: GONE.into() })
}

fn of_program(page: &str) -> String {
    ["programs/", seed::PROGRAM_ID, page].concat()
}

fn of_day(page: &str) -> String {
    of_program(&["/interview/", seed::INTERVIEW, page].concat())
}

fn of_ahead(page: &str) -> String {
    ["pack/", AHEAD, page].concat()
}

/// The last press.
fn pressed(target: &Target) -> String {
    format!("{target}.click()")
}

/// Presses `target` last, once it is there.
fn press_on(visit: &Visit, target: &Target) -> String {
    visit.wait_for(target);
    pressed(target)
}

/// Types `text` last.
fn type_into(visit: &Visit, target: &Target, text: &str) -> String {
    visit.wait_for(target);
    format!("mb.fill({target}, {})", json!(text))
}

/// Whether a field has this text.
fn holds(target: &Target, text: &str) -> String {
    format!(
        "((field) => field && field.value === {})({target})",
        json!(text)
    )
}

fn ticked(target: &Target) -> String {
    format!("((box) => box && box.checked)({target})")
}

/// Whether `found` is there, on a screen that has been drawn when `mark` is.
fn beside_mark(mark: &Target, found: &Target) -> String {
    format!("{mark} && !!{found}")
}

/// Whether one of the elements that `selector` finds has this text; null while there is none.
fn said(selector: &str, text: &str) -> String {
    format!(
        "((all) => all.length ? all.some((one) => one.textContent.includes({})) : null)([...document.querySelectorAll({})])",
        json!(text),
        json!(selector)
    )
}

/// Every act but those that have a test of their own.
#[allow(clippy::too_many_lines, reason = "a list")]
pub fn acts() -> Vec<Act> {
    let on_the_way = [
        Act {
            name: "a tick",
            plan: plan!(ChecklistAction.Tick),
            writes: &[Entry::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_ahead(""));
                press_on(visit, &checkbox(words::PASSPORT))
            },
            sight: |visit| {
                at(visit, &of_ahead(""));
                ticked(&checkbox(words::PASSPORT))
            },
        },
        Act {
            name: "a thing added",
            plan: plan!(ChecklistAction.Edit),
            writes: &[Entry::KIND],
            says: "Added to",
            does: |visit| {
                at(visit, &of_ahead(""));
                visit.fill(&field(words::ADD_ITEM), "Lip balm");
                press_on(visit, &button(words::ADD))
            },
            sight: |visit| {
                at(visit, &of_ahead(""));
                beside_mark(&checkbox(words::PASSPORT), &checkbox("Lip balm"))
            },
        },
        Act {
            name: "a tick, taken back and done again",
            plan: plan!(ChecklistAction.Tick),
            writes: &[Entry::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_ahead(""));
                visit.tick(words::FOLDER);
                visit.click(&button(words::UNDO));
                visit.wait_until(&format!("!{}.checked", checkbox(words::FOLDER)));
                press_on(visit, &button(words::REDO))
            },
            sight: |visit| {
                at(visit, &of_ahead(""));
                ticked(&checkbox(words::FOLDER))
            },
        },
        Act {
            name: "a task of Today",
            plan: plan!(TickAll),
            writes: &[Entry::KIND],
            says: ": done",
            does: |visit| {
                at(visit, "");
                press_on(visit, &checkbox(""))
            },
            sight: |visit| {
                at(visit, &of_ahead("/logistics"));
                "((all) => all.length > 3 ? all.some((one) => one.checked) : null)(mb.all('checkbox'))".to_owned()
            },
        },
        Act {
            name: "a new trip",
            plan: plan!(TripAction.Finish),
            writes: &[Trip::KIND, Interview::KIND, Program::KIND],
            says: "",
            does: |visit| {
                at(visit, "pack");
                visit.click(&button(words::NEW_TRIP));
                for (name, value) in [
                    (words::PROGRAM, "Northfield"),
                    (words::DATE, "2099-12-14"),
                    (words::TIME, "08:00"),
                    (words::ZONE, "America/Chicago"),
                ] {
                    visit.fill(&field(name), value);
                }
                press_on(visit, &button(words::FINISH_TRIP))
            },
            sight: |visit| {
                at(visit, "pack");
                "((main) => main.includes('Aspen Ridge') ? main.includes('Northfield') && !main.includes('not finished') : null)(document.querySelector('main').innerText)".to_owned()
            },
        },
        Act {
            name: "a time in the form of a trip",
            plan: plan!(TripAction.EditInterview),
            writes: &[Interview::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_ahead("/edit"));
                type_into(visit, &field(words::TIME), "09:45")
            },
            sight: |visit| {
                at(visit, &of_ahead("/edit"));
                holds(&field(words::TIME), "09:45")
            },
        },
        Act {
            name: "what was missed on a trip",
            plan: plan!(LookBack.Miss),
            writes: &[Entry::KIND, Habit::KIND],
            says: "Noted as missed: Umbrella",
            does: |visit| {
                at(visit, &["pack/", seed::TRIP, "/review"].concat());
                visit.fill(&field("Something you missed?"), "Umbrella");
                press_on(visit, &button(words::ADD))
            },
            sight: |visit| {
                at(visit, &["pack/", seed::TRIP].concat());
                beside_mark(&checkbox(words::PASSPORT), &checkbox("Umbrella"))
            },
        },
        Act {
            name: "a look back",
            plan: plan!(LookBack.Finish),
            writes: &[Trip::KIND],
            says: "Thank you. The next list is better.",
            does: |visit| {
                at(visit, &["pack/", seed::TRIP, "/review"].concat());
                // Its words tell whether anything was named above.
                press_on(visit, &css(".foot .btn-primary"))
            },
            sight: |visit| {
                at(visit, &["pack/", seed::TRIP].concat());
                format!(
                    "{} && !{}",
                    checkbox(words::PASSPORT),
                    button(words::LOOK_BACK)
                )
            },
        },
    ];
    let programs = [
        Act {
            name: "a list brought in",
            plan: plan!(ProgramAction.Bring),
            writes: &[Program::KIND],
            says: "2 programs brought in",
            does: |visit| {
                at(visit, "programs/bring");
                visit.fill(&field("Programs"), "Mercy\nKestrel Bay");
                press_on(visit, &button("Bring in 2 programs"))
            },
            sight: |visit| {
                at(visit, "programs");
                beside_mark(&press(seed::PROGRAM), &press("Kestrel Bay"))
            },
        },
        Act {
            name: "a program put into the archive",
            plan: plan!(ProgramAction.Edit),
            writes: &[Program::KIND],
            says: "Put into the archive",
            does: |visit| {
                at(visit, &["programs/", FOR_ARCHIVE].concat());
                press_on(visit, &button("Put into the archive"))
            },
            sight: |visit| {
                at(visit, &["programs/", FOR_ARCHIVE].concat());
                beside_mark(
                    &button("Delete this program"),
                    &button("Take out of the archive"),
                )
            },
        },
        Act {
            name: "an interview without a trip",
            plan: plan!(ProgramAction.AddInterview),
            writes: &[Interview::KIND],
            says: "",
            does: |visit| {
                at(visit, &["programs/", FOR_INTERVIEW].concat());
                visit.click(&press(words::ADD_INTERVIEW));
                visit.wait_for(&radio("Virtual"));
                press_on(visit, &radio("Virtual"))
            },
            sight: |visit| {
                at(visit, &["programs/", FOR_INTERVIEW].concat());
                format!(
                    "{} && !!document.querySelector('main a[href*=\"/interview/\"]')",
                    button("Delete this program")
                )
            },
        },
        Act {
            name: "one of two versions",
            plan: plan!(ChooseVersion),
            writes: &[Program::KIND],
            says: "This version is kept",
            does: |visit| {
                at(visit, &of_program(""));
                press_on(visit, &css(".versions > li:last-child .btn"))
            },
            sight: |visit| {
                at(visit, &of_program(""));
                format!(
                    "{} && !document.querySelector('.written-twice')",
                    button("Delete this program")
                )
            },
        },
        Act {
            name: "a fact",
            plan: plan!(SheetAction.Write),
            writes: &[Fact::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_program("/sheet"));
                opened(visit, "prep-img");
                type_into(
                    visit,
                    &css("[data-field=prep-img] .fact textarea"),
                    "Nine of 24 are IMGs",
                )
            },
            sight: |visit| {
                at(visit, &of_program("/sheet"));
                "document.querySelector('[data-field=prep-focus] .sheet-says')
                    && !!document.querySelector('[data-field=prep-img] .sheet-says')?.textContent.includes('Nine of 24')"
                    .to_owned()
            },
        },
        Act {
            name: "the reason, practiced as a card",
            plan: plan!(SheetAction.Practice),
            writes: &[Card::KIND],
            says: "It is asked with your cards",
            does: |visit| {
                at(visit, &of_program("/sheet"));
                opened(visit, "prep-why");
                press_on(visit, &button("Practice it as a card"))
            },
            sight: |visit| {
                at(visit, &of_program("/sheet"));
                opened(visit, "prep-why");
                format!(
                    "{} ? true : {} ? false : null",
                    link("Open its card"),
                    button("Practice it as a card")
                )
            },
        },
        Act {
            name: "somebody",
            plan: plan!(PeopleAction.Add),
            writes: &[Person::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_program("/people"));
                visit.fill(&field("Name"), "Kiri Tan");
                visit.fill(&field("Role"), "resident");
                press_on(visit, &button("Add"))
            },
            sight: |visit| {
                at(visit, &of_program("/people"));
                beside_mark(&link("Marta Lindqvist"), &link("Kiri Tan"))
            },
        },
        Act {
            name: "what somebody works on",
            plan: plan!(PeopleAction.Edit),
            writes: &[Person::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_program(&["/people/", seed::PERSON].concat()));
                type_into(visit, &field("What they work on"), "Sepsis")
            },
            sight: |visit| {
                at(visit, &of_program(&["/people/", seed::PERSON].concat()));
                holds(&field("What they work on"), "Sepsis")
            },
        },
        Act {
            name: "somebody deleted",
            plan: plan!(PeopleAction.Delete),
            writes: &[Person::KIND],
            says: "Person deleted",
            does: |visit| {
                at(visit, &of_program(&["/people/", LEAVES].concat()));
                press_on(visit, &button("Delete this person"))
            },
            sight: |visit| {
                at(visit, &of_program("/people"));
                format!("{} && !{}", link("Marta Lindqvist"), link("Odo Brandt"))
            },
        },
    ];
    let days = [
        Act {
            name: "a block of the day",
            plan: plan!(BlockAction.Add),
            writes: &[Block::KIND],
            says: "Added to the plan",
            does: |visit| {
                at(visit, &of_day("/plan"));
                visit.click(&press("Add something else"));
                visit.fill(&field("What is it?"), "Coffee with the chair");
                press_on(visit, &css("dialog .btn-primary"))
            },
            sight: |visit| {
                at(visit, &of_day("/plan"));
                said("main [data-key]", "Coffee with the chair")
            },
        },
        Act {
            name: "a quick note",
            plan: plan!(PeopleAction.Note),
            writes: &[Meeting::KIND],
            says: "",
            does: |visit| {
                at(visit, &of_day("/note"));
                visit.click(&css(".note-chip"));
                press_on(visit, &radio("Good"))
            },
            sight: |visit| {
                at(visit, &of_day("/note"));
                visit.click(&css(".note-chip"));
                ticked(&radio("Good"))
            },
        },
        Act {
            name: "a memory",
            plan: plan!(DebriefAction.Write),
            writes: &[Debrief::KIND],
            says: "",
            does: |visit| {
                first_step(visit);
                type_into(visit, &field("Everything you remember"), "All greeted me")
            },
            sight: |visit| {
                first_step(visit);
                holds(&field("Everything you remember"), "All greeted me")
            },
        },
        Act {
            name: "a debrief that is done",
            plan: plan!(DebriefAction.Close),
            writes: &[Interview::KIND],
            says: "Debrief done",
            does: |visit| {
                at(visit, &of_day("/debrief"));
                visit.click(&press("8. The rest"));
                press_on(visit, &button("Done"))
            },
            sight: |visit| {
                at(visit, &of_day("/debrief"));
                format!(
                    "{} && {}",
                    press("8. The rest"),
                    Visit::shows("You can read it and change it")
                )
            },
        },
        Act {
            name: "a name under the notes",
            plan: plan!(SeasonAction.Edit),
            writes: &[Season::KIND],
            says: "",
            does: |visit| {
                at(visit, "settings");
                type_into(visit, &field("Your full name"), "Mira Sanyal")
            },
            sight: |visit| {
                at(visit, "settings");
                holds(&field("Your full name"), "Mira Sanyal")
            },
        },
        Act {
            name: "a note that was sent",
            plan: plan!(ThanksAction.Send),
            writes: &[Thanks::KIND],
            says: "Noted as sent",
            does: |visit| {
                at(visit, &of_day("/thanks"));
                visit.wait_for(&css(".letter-text"));
                for (name, text) in [
                    ("Your full name", "Mira Sanyal"),
                    ("Your AAMC ID", "12345678"),
                    ("In place of [feature]", "the calm"),
                    ("In place of [x]", "two years in a clinic"),
                ] {
                    if visit.sees(&field(name)) {
                        visit.fill(&field(name), text);
                    }
                }
                press_on(visit, &button("It was sent"))
            },
            sight: |visit| {
                at(visit, &of_day("/thanks"));
                let row = press("Marta Lindqvist");
                format!("{row} && {row}.textContent.includes('Sent')")
            },
        },
    ];
    let ranks = [
        Act {
            name: "a rating",
            plan: plan!(RankAction.Rate),
            writes: &[Score::KIND],
            says: "",
            does: |visit| {
                at(visit, &["rank/rate/", seed::PROGRAM_ID].concat());
                visit.wait_for(&css("[aria-expanded=true]"));
                press_on(visit, &radio("5, excellent"))
            },
            sight: |visit| {
                at(visit, &["rank/rate/", seed::PROGRAM_ID].concat());
                "document.querySelector('[data-key=rk-culture]') && document.querySelector('[data-key=rk-culture] .row-end b')?.textContent === '5'".to_owned()
            },
        },
        Act {
            name: "a program moved up",
            plan: plan!(RankAction.Order),
            writes: &[Program::KIND, Ranking::KIND],
            says: "",
            does: |visit| {
                at(visit, "rank");
                visit.click(&button("Move Juniper"));
                press_on(visit, &button("Up: Juniper"))
            },
            sight: |visit| {
                at(visit, "rank");
                "((names) => names.includes('Juniper') ? names.indexOf('Juniper') < names.indexOf('Harborlight') : null)([...document.querySelectorAll('.ranked .row-title')].map((name) => name.textContent))".to_owned()
            },
        },
        Act {
            name: "a choice of two",
            plan: plan!(RankAction.Choose),
            writes: &[Duel::KIND],
            says: "",
            does: |visit| {
                at(visit, "rank/choose/Harborlight/Juniper");
                visit.wait_until("document.querySelectorAll('.duel-side').length === 2");
                press_on(visit, &button("Harborlight"))
            },
            sight: |visit| {
                at(visit, "rank");
                format!(
                    "document.querySelector('.ranked .row-title') && !{}",
                    Visit::shows("The scores tie")
                )
            },
        },
        Act {
            name: "a criterion that does not count",
            plan: plan!(RankAction.SetRole),
            writes: &[Criterion::KIND],
            says: "",
            does: |visit| {
                at(visit, "rank/criteria/rk-life");
                press_on(visit, &radio("Off"))
            },
            sight: |visit| {
                at(visit, "rank/criteria/rk-life");
                ticked(&radio("Off"))
            },
        },
        Act {
            name: "an own criterion",
            plan: plan!(RankAction.AddCriterion),
            writes: &[Criterion::KIND],
            says: "",
            does: |visit| {
                at(visit, "rank/criteria");
                visit.click(&press("Add your own criterion"));
                visit.fill(&field("Title"), "Near my sister");
                press_on(visit, &button("Add it"))
            },
            sight: |visit| {
                at(visit, "rank/criteria");
                beside_mark(
                    &link("Resident culture and happiness"),
                    &link("Near my sister"),
                )
            },
        },
        Act {
            name: "a deadline",
            plan: plan!(RankAction.SetDeadline),
            writes: &[RankSettings::KIND],
            says: "Deadline kept",
            does: |visit| {
                at(visit, "rank/finish");
                press_on(visit, &button("Use this date"))
            },
            sight: |visit| {
                at(visit, "rank/finish");
                format!(
                    "document.querySelector('.codes') && !{}",
                    button("Use this date")
                )
            },
        },
        Act {
            name: "a list that was kept",
            plan: plan!(RankAction.Keep),
            writes: &[Ranking::KIND],
            says: "List kept",
            does: |visit| {
                at(visit, "rank/lists");
                visit.fill(&field("Note"), "Before the second look");
                press_on(visit, &button("Keep this list"))
            },
            sight: |visit| {
                at(visit, "rank/lists");
                beside_mark(&link("Order of"), &link("Kept on"))
            },
        },
        Act {
            name: "a certified list",
            plan: plan!(RankAction.Certify),
            writes: &[Ranking::KIND],
            says: "Certified list kept",
            does: |visit| {
                at(visit, "rank/finish");
                press_on(visit, &button("I certified it in R3"))
            },
            sight: |visit| {
                at(visit, "rank/lists");
                beside_mark(&link("Order of"), &link("Certified on"))
            },
        },
    ];
    let practice = [
        Act {
            name: "an answer that was typed",
            plan: plan!(CardAction.Edit),
            writes: &[Card::KIND],
            says: "",
            does: |visit| {
                at(visit, &["practice/card/", words::CARD].concat());
                type_into(
                    visit,
                    &field("Point 1"),
                    "Lagos, then Houston, and a year of research",
                )
            },
            sight: |visit| {
                at(visit, &["practice/card/", words::CARD].concat());
                holds(
                    &field("Point 1"),
                    "Lagos, then Houston, and a year of research",
                )
            },
        },
        Act {
            name: "a step of a worksheet",
            plan: plan!(CardAction.Edit),
            writes: &[Card::KIND],
            says: "",
            does: |visit| {
                at(visit, "practice/worksheets/flag-gap");
                type_into(visit, &field("Name it"), "From May to July I had no job.")
            },
            sight: |visit| {
                at(visit, "practice/worksheets/flag-gap");
                holds(&field("Name it"), "From May to July I had no job.")
            },
        },
        Act {
            name: "a grade",
            plan: plan!(CardAction.Grade),
            writes: &[Log::KIND],
            says: "",
            does: |visit| {
                at(visit, "practice/review");
                visit.wait_until("document.querySelector('.asked')");
                visit.click(&button(words::SHOW_OUTLINE));
                visit.wait_until("document.querySelector('.outline input')");
                press_on(visit, &button(words::GOT_IT))
            },
            sight: |visit| {
                at(visit, "practice/statistics");
                "((told) => told && told.textContent.startsWith('33 answers'))(document.querySelector('.plot-box .prose'))".to_owned()
            },
        },
        Act {
            name: "a new card",
            plan: plan!(CardAction.Add),
            writes: &[Card::KIND],
            says: "Card added, and chosen to be studied",
            does: |visit| {
                at(visit, "practice/card/new");
                visit.fill(&field("Question"), "Why Ohio and not Texas?");
                press_on(visit, &button(words::ADD_CARD))
            },
            sight: |visit| {
                at(visit, "practice/deck");
                visit.fill(&field(words::SEARCH_DECK), "Ohio Texas");
                visit.wait_until("!document.body.innerText.includes('Tell me about yourself')");
                said("main .group > .row, main .empty", "Why Ohio and not Texas?")
            },
        },
        Act {
            name: "how one studies",
            plan: plan!(StudyAction.Edit),
            writes: &[StudySettings::KIND],
            says: "",
            does: |visit| {
                at(visit, "practice/settings");
                press_on(visit, &checkbox("Four buttons"))
            },
            sight: |visit| {
                at(visit, "practice/settings");
                ticked(&checkbox("Four buttons"))
            },
        },
        Act {
            name: "a favorite phrase",
            plan: plan!(Favor),
            writes: &[PhraseMark::KIND],
            says: "",
            does: |visit| {
                at(visit, "practice/phrases");
                visit.click(&css("main .group button"));
                press_on(visit, &checkbox(words::FAVORITE))
            },
            sight: |visit| {
                at(visit, "practice/phrases");
                "((head) => head && head.textContent === 'Favorites')(document.querySelector('main section h2'))".to_owned()
            },
        },
        Act {
            name: "a part of a story",
            plan: plan!(StoryAction.Edit),
            writes: &[Story::KIND],
            says: "",
            does: |visit| {
                at(visit, &["practice/stories/", seed::STORY].concat());
                type_into(visit, &css("main textarea"), "On a night in May")
            },
            sight: |visit| {
                at(visit, &["practice/stories/", seed::STORY].concat());
                holds(&css("main textarea"), "On a night in May")
            },
        },
        Act {
            name: "words that were kept",
            plan: plan!(StoryAction.KeepVersion),
            writes: &[Wording::KIND],
            says: "These words are kept",
            does: |visit| {
                at(visit, &["practice/stories/", seed::STORY].concat());
                visit.click(&press("Versions"));
                press_on(visit, &button("Keep this version"))
            },
            sight: |visit| {
                at(visit, &["practice/stories/", seed::STORY].concat());
                said("main summary", "Versions (1)")
            },
        },
        Act {
            name: "a story brought back",
            plan: plan!(BringBack),
            writes: &[Story::KIND],
            says: "",
            does: |visit| {
                at(visit, &["practice/stories/", GONE].concat());
                press_on(visit, &button(words::BRING_BACK))
            },
            sight: |visit| {
                at(visit, &["practice/stories/", GONE].concat());
                format!(
                    "{} ? false : {} ? true : null",
                    button(words::BRING_BACK),
                    css("main textarea")
                )
            },
        },
        Act {
            name: "an attempt",
            plan: plan!(StoryAction.KeepRun),
            writes: &[Run::KIND],
            says: "Attempt kept",
            does: |visit| {
                at(visit, "practice/timer");
                visit.click(&radio("Rapid-fire"));
                visit.click(&button(words::START));
                visit.wait_until(
                    "Number(document.querySelector('.clock-time')?.dataset.ms ?? -1) > 3300",
                );
                press_on(visit, &button(words::FINISH))
            },
            sight: |visit| {
                at(visit, "practice/timer");
                // What was chosen last is nobody's word.
                visit.click(&radio("Rapid-fire"));
                format!("{} && {}", button(words::START), Visit::shows("Attempts"))
            },
        },
        Act {
            name: "the first answer of a drill",
            plan: plan!(DrillAction.Save),
            writes: &[Drill::KIND],
            says: "",
            does: |visit| {
                at(visit, "practice/drill");
                visit.fill(&field(words::INTERVIEWER), "rapid");
                visit.fill(&field(words::HOW_LONG), "q3");
                visit.click(&button(words::BEGIN));
                visit.tap(&button(words::ASK_ME));
                visit.wait_for(&button(words::ANSWERED));
                visit.wait_until("Number(document.querySelector('.clock-time').dataset.ms) > 300");
                visit.tap(&button(words::ANSWERED));
                visit.wait_for(&checkbox(words::DO_AGAIN));
                press_on(visit, &button(words::NEXT_QUESTION))
            },
            sight: |visit| {
                at(visit, "practice/drill");
                format!(
                    "{} && {}",
                    Visit::shows("Earlier drills"),
                    Visit::shows("1 of 3 answered")
                )
            },
        },
        Act {
            name: "the name of a recording",
            plan: plan!(TakeAction.Edit),
            writes: &[Take::KIND],
            says: "",
            does: |visit| {
                at(visit, &["practice/recordings/", seed::TAKE].concat());
                type_into(visit, &field("Name"), "My best one")
            },
            sight: |visit| {
                at(visit, &["practice/recordings/", seed::TAKE].concat());
                holds(&field("Name"), "My best one")
            },
        },
    ];
    on_the_way
        .into_iter()
        .chain(programs)
        .chain(days)
        .chain(ranks)
        .chain(practice)
        .collect()
}

/// The first step of the debrief, whichever it begins with.
fn first_step(visit: &Visit) {
    at(visit, &of_day("/debrief"));
    let (step, text) = (
        press("1. Write everything down"),
        field("Everything you remember"),
    );
    visit.wait_until(&format!("{step} || {text}"));
    if visit.sees(&step) {
        visit.click(&step);
    }
}

/// Opens a field of the prep sheet.
fn opened(visit: &Visit, of: &str) {
    visit.click(&css(&format!("[data-field={of}]:not([open]) > summary")));
    visit.wait_for(&css(&format!("[data-field={of}][open]")));
}
