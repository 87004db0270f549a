//! Data to begin with, written into the database as the app itself would have written them. The
//! rows come from the app's own planner and codec, so they cannot drift from its format.

use matchbook::domain::card::{Card, Effort, Log, Point, Rating, Review, study_day};
use matchbook::domain::checklist::{Bag, Entry, Habit};
use matchbook::domain::debrief::Debrief;
use matchbook::domain::drill::{Answer, Drill};
use matchbook::domain::fact::{DIFFERENT, Fact};
use matchbook::domain::ids::{CardId, child, pair};
use matchbook::domain::meeting::{Block, Meeting};
use matchbook::domain::person::Person;
use matchbook::domain::phrase::PhraseMark;
use matchbook::domain::program::Program;
use matchbook::domain::ranking::{
    Choice, Criterion, Duel, RANK, RankSettings, Ranking, Score, Weighing,
};
use matchbook::domain::record::Record;
use matchbook::domain::season::{SEASON, Season};
use matchbook::domain::story::{Run, Story, Wording};
use matchbook::domain::study::{STUDY, StudySettings};
use matchbook::domain::take::{Heard, Of, Take, VOICE, Voice};
use matchbook::domain::thanks::{Thanks, note_id};
use matchbook::domain::time::{Day, Instant, Minute};
use matchbook::domain::trip::{Interview, Trip};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::checklist::ChecklistAction;
use matchbook::store::acts::debrief::DebriefAction;
use matchbook::store::acts::drills::DrillAction;
use matchbook::store::acts::people::PeopleAction;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction, Said};
use matchbook::store::acts::season::SeasonAction;
use matchbook::store::acts::sheet::SheetAction;
use matchbook::store::acts::stories::StoryAction;
use matchbook::store::acts::takes::TakeAction;
use matchbook::store::acts::thanks::ThanksAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::change::{Act, Change, Plan, Replaces, stamp};
use matchbook::store::core::codec::Op;
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::{Model, Stored};
use matchbook::store::core::ranking::criteria::Role;
use matchbook::store::core::ranking::list::Spot;
use matchbook::store::keep::export;
use serde_json::{Value, json};

use crate::{Browser, words};

/// Id of the seeded trip.
pub const TRIP: &str = "seeded-trip";
/// Id of the seeded story.
pub const STORY: &str = "seeded-story";
/// Id of the seeded drill.
pub const DRILL: &str = "seeded-drill";
/// Id of the seeded take, whose sound is on no device.
pub const TAKE: &str = "seeded-take";
/// Id of the seeded list of programs.
pub const RANKING: &str = "seeded-ranking";
/// Names and ids of two programs that are rated alike and placed in this order.
pub const RANKED: [&str; 2] = ["Harborlight", "Juniper"];
/// Id of the program of the seeded trip's interview.
pub const PROGRAM_ID: &str = "seeded-program";
/// Id of the seeded trip's interview.
pub const INTERVIEW: &str = "seeded-interview";
/// What the seeded person at the program is called in its id.
pub const PERSON: &str = "seeded-person";
/// Its name.
pub const PROGRAM: &str = "Lakeside Internal Medicine";

/// The criteria that count from the start, the most important first.
pub const RATED: [&str; 6] = [
    "rk-culture",
    "rk-img",
    "rk-teaching",
    "rk-workload",
    "rk-life",
    "rk-goals",
];

/// The criteria of the content that count only when the person says so.
const EXTRA: [&str; 8] = [
    "rk-visa-certainty",
    "rk-board",
    "rk-supervision",
    "rk-wellbeing",
    "rk-research",
    "rk-stability",
    "rk-family",
    "rk-gut",
];

/// Id of somebody at the seeded program.
fn person() -> String {
    child(PROGRAM_ID, PERSON)
}

/// Rows in the making.
pub struct Seed {
    model: Model,
    rows: Vec<Value>,
    actor: Actor,
    now_ms: i64,
}

impl Seed {
    /// Somebody who answered the first questions, `now_ms` being their clock.
    #[must_use]
    pub fn welcomed(now_ms: i64) -> Self {
        let actor = Actor {
            device: 0x5eed,
            tab: 1,
        };
        let mut seed = Self {
            model: Model::default(),
            rows: Vec::new(),
            actor,
            now_ms,
        };
        let season = Season {
            specialty: "Internal medicine".to_owned(),
            welcomed: Day::new(2026, 10, 1),
            ..Season::default()
        };
        seed.act(SeasonAction::Edit { season });
        seed
    }

    /// As `welcomed`, with one finished trip to an interview, one story and one take of it.
    #[must_use]
    pub fn with_trip(now_ms: i64) -> Self {
        let mut seed = Self::welcomed(now_ms);
        let (trip, interview) = (TRIP.to_owned(), INTERVIEW.to_owned());
        let today = Day::new(2026, 11, 20).expect("a day");
        let zone = "America/Chicago".to_owned();
        seed.act(ProgramAction::Add {
            id: PROGRAM_ID.into(),
            program: Program {
                name: PROGRAM.to_owned(),
                ..Program::default()
            },
        });
        seed.act(TripAction::Begin {
            trip: trip.clone().into(),
            interview: interview.clone().into(),
            today,
            home: String::new(),
        });
        seed.act(TripAction::EditInterview {
            id: interview.into(),
            interview: Interview {
                trip: Some(trip.as_str().into()),
                at: Some(PROGRAM_ID.into()),
                day: Day::new(2026, 12, 14),
                start: Minute::parse("08:00").ok(),
                zone,
                invited: Some(today),
                ..Interview::default()
            },
        });
        seed.act(TripAction::Finish { trip: trip.into() });
        let slots = [
            "On a night shift",
            "I had the results",
            "I called",
            "No harm",
        ];
        seed.act(StoryAction::Edit {
            id: STORY.into(),
            story: Story {
                title: "The mixed-up results".to_owned(),
                structure: "STAR".to_owned(),
                slots: slots.map(str::to_owned).to_vec(),
                prompts: ["sb-mistake".to_owned()].into(),
                made: Some(today),
                ..Story::default()
            },
        });
        seed.act(TakeAction::Keep {
            id: TAKE.into(),
            take: Take {
                at: now_ms - 60_000,
                day: Some(today),
                of: Of::Story(STORY.into()).text(),
                title: "The mixed-up results".to_owned(),
                mime: "audio/webm;codecs=opus".to_owned(),
                ms: 92_000,
                bytes: 740_000,
                blob: "a recording of another device".to_owned(),
                heard: Some(Heard {
                    syllables: 320,
                    span: 90_000,
                    speaking: 74_000,
                    pauses: 24,
                    paused: 16_000,
                    longest: 2_100,
                    ..Heard::default()
                }),
                ..Take::default()
            },
        });
        seed
    }

    /// As `with_trip`, with `trips` finished trips in all, an interview every other day.
    #[must_use]
    pub fn with_season(now_ms: i64, trips: i64) -> Self {
        let mut seed = Self::with_trip(now_ms);
        let first = Day::new(2026, 12, 14).expect("a day");
        let zones = [
            "America/New_York",
            "America/Los_Angeles",
            "America/Denver",
            "America/Chicago",
        ];
        for (number, zone) in (2..=trips).zip(zones.into_iter().cycle()) {
            let (trip, interview) = (format!("trip-{number}"), format!("interview-{number}"));
            let program = format!("program-{number}");
            seed.act(ProgramAction::Add {
                id: program.clone().into(),
                program: Program {
                    name: format!("Program {number}"),
                    ..Program::default()
                },
            });
            seed.act(TripAction::Begin {
                trip: trip.clone().into(),
                interview: interview.clone().into(),
                today: first.plus(-24),
                home: String::new(),
            });
            seed.act(TripAction::EditInterview {
                id: interview.into(),
                interview: Interview {
                    trip: Some(trip.as_str().into()),
                    at: Some(program.into()),
                    day: Some(first.plus(2 * number)),
                    start: Minute::parse("08:00").ok(),
                    zone: zone.to_owned(),
                    ..Interview::default()
                },
            });
            seed.act(TripAction::Finish { trip: trip.into() });
        }
        seed
    }

    /// As `with_trip`, with the interview so many study days after `now_ms` (in UTC).
    #[must_use]
    pub fn with_interview_in(now_ms: i64, days: i64) -> Self {
        let mut seed = Self::with_trip(now_ms);
        let id = INTERVIEW.to_owned();
        let interview = seed.model.get_or_default::<Interview>(&id);
        let day = Some(study_day(Instant(now_ms), 0).plus(days));
        seed.act(TripAction::EditInterview {
            id: id.into(),
            interview: Interview { day, ..interview },
        });
        seed
    }

    /// As `with_trip`, with the interview so many minutes after `now_ms`, in UTC.
    #[must_use]
    pub fn with_interview_after(now_ms: i64, minutes: i64) -> Self {
        let mut seed = Self::with_trip(now_ms);
        let id = INTERVIEW.to_owned();
        let interview = seed.model.get_or_default::<Interview>(&id);
        let start = Instant(now_ms).plus_minutes(minutes).wall(0);
        seed.act(TripAction::EditInterview {
            id: id.into(),
            interview: Interview {
                day: Some(start.day),
                start: Some(start.minute),
                zone: "UTC".to_owned(),
                ..interview
            },
        });
        seed
    }

    /// Somebody at home in Kolkata with programs `program-1` and so on, each with its interview behind it, on
    /// the rank list in this order; yesterday it was the other way round. Of each: its name and its NRMP code.
    #[must_use]
    pub fn with_rank_list(now_ms: i64, programs: &[(&str, &str)]) -> Self {
        let mut seed = Self::welcomed(now_ms);
        let season = Season {
            home_zone: "Asia/Kolkata".to_owned(),
            ..seed.model.get_or_default(SEASON)
        };
        seed.act(SeasonAction::Edit { season });
        let today = study_day(Instant(now_ms), 0);
        for (number, (name, code)) in (1..).zip(programs) {
            let id = format!("program-{number}");
            seed.act(ProgramAction::Add {
                id: id.clone().into(),
                program: Program {
                    name: (*name).to_owned(),
                    code: (*code).to_owned(),
                    ..Program::default()
                },
            });
            seed.act(RankAction::Interviewed {
                program: id.clone().into(),
                interview: format!("interview-{number}").into(),
                day: today.plus(-20),
                today,
            });
            seed.act(RankAction::Order {
                change: Move::Place {
                    program: id.into(),
                    spot: Spot::First,
                },
                draft: DraftOf {
                    id: "seeded-yesterday".to_owned(),
                    at: now_ms - 86_400_000,
                    day: today.plus(-1),
                },
            });
        }
        let order = (1..=programs.len()).map(|number| format!("program-{number}").into());
        seed.act(RankAction::Order {
            change: Move::Take {
                order: order.collect(),
            },
            draft: DraftOf {
                id: "seeded-today".to_owned(),
                at: now_ms - 60_000,
                day: today,
            },
        });
        seed
    }

    /// The same with another program on the list, whose interview is not known.
    #[must_use]
    pub fn with_place_ahead(mut self, name: &str) -> Self {
        let id = "program-ahead".to_owned();
        let program = Program {
            name: name.to_owned(),
            ..Program::default()
        };
        self.act(ProgramAction::Add {
            id: id.clone().into(),
            program,
        });
        let draft = DraftOf {
            id: "seeded-today".to_owned(),
            at: self.now_ms - 60_000,
            day: study_day(Instant(self.now_ms), 0),
        };
        let change = Move::Place {
            program: id.into(),
            spot: Spot::Last,
        };
        self.act(RankAction::Order { change, draft });
        self
    }

    /// The same with programs that are interviewed, rated in one criterion and placed in this order. The id
    /// of each is its name.
    #[must_use]
    pub fn with_board(mut self, programs: &[(&str, u8)]) -> Self {
        let (at, day) = (self.now_ms, study_day(Instant(self.now_ms), 0).plus(-2));
        for (name, value) in programs {
            let program = (*name).to_owned();
            self.act(RankAction::Add {
                text: program.clone(),
                fresh: vec![program.clone()],
                today: day,
            });
            self.act(RankAction::Interviewed {
                program: program.clone().into(),
                interview: ["interview-", name].concat().into(),
                day,
                today: day,
            });
            let said = Said {
                program: program.clone().into(),
                criterion: "rk-culture".into(),
                fresh: "first".to_owned(),
                at,
                day,
            };
            self.act(RankAction::Rate {
                said,
                value: Some(*value),
                note: String::new(),
            });
            let spot = Spot::Last;
            let id = "seeded-draft".to_owned();
            self.act(RankAction::Order {
                change: Move::Place {
                    program: program.into(),
                    spot,
                },
                draft: DraftOf { id, at, day },
            });
        }
        self
    }

    /// Adds so many programs `program-1` and on, each placed, with 14 criteria that count and are rated.
    #[must_use]
    pub fn with_wide_board(mut self, programs: usize) -> Self {
        let (at, day) = (self.now_ms, study_day(Instant(self.now_ms), 0).plus(-2));
        for criterion in EXTRA {
            self.act(RankAction::SetRole {
                criterion: criterion.into(),
                role: Role::Counts { minimum: None },
                key: None,
            });
        }
        let names: Vec<String> = (1..=programs).map(|n| format!("program-{n}")).collect();
        self = self.with_board(&names.iter().map(|name| (&**name, 4)).collect::<Vec<_>>());
        for (number, program) in names.into_iter().enumerate() {
            for (place, criterion) in RATED.iter().chain(&EXTRA).enumerate().skip(1) {
                let said = Said {
                    program: program.clone().into(),
                    criterion: (*criterion).into(),
                    fresh: "first".to_owned(),
                    at,
                    day,
                };
                self.act(RankAction::Rate {
                    said,
                    value: u8::try_from((number * 7 + place * 3) % 5 + 1).ok(),
                    note: String::new(),
                });
            }
        }
        self
    }

    /// Adds so many programs `thread-1` and on, each with ten people `p1` and on, four facts, an interview
    /// `over-1` and on that is over, with what was written of it and one note sent, and one `ahead-1` and on.
    #[must_use]
    pub fn with_threads(mut self, programs: usize) -> Self {
        let today = study_day(Instant(self.now_ms), 0);
        for number in 1..=programs {
            let program = format!("thread-{number}");
            self.act(ProgramAction::Add {
                id: program.clone().into(),
                program: Program {
                    name: format!("Thread {number} Medical Center"),
                    place: "Chicago".to_owned(),
                    zone: "America/Chicago".to_owned(),
                    made: Some(today),
                    ..Program::default()
                },
            });
            for person in 1..=10 {
                let roles = ["coordinator", "pd", "faculty", "chief_resident", "resident"];
                self.act(PeopleAction::Add {
                    program: program.clone().into(),
                    fresh: format!("p{person}"),
                    person: Person {
                        name: format!("First{person} Last{person}of{number}"),
                        role: roles[(person - 1) % roles.len()].to_owned(),
                        interest: format!("Ultrasound on ward {person}"),
                        question: format!("What would you change on ward {person}?"),
                        email: format!("p{person}@thread{number}.example"),
                        ..Person::default()
                    },
                });
            }
            for (field, own) in [
                (DIFFERENT, "a"),
                (DIFFERENT, "b"),
                ("prep-focus", "c"),
                ("prep-img", "d"),
            ] {
                self.act(SheetAction::Write {
                    id: child(&child(&program, field), own).into(),
                    fact: Fact {
                        text: format!("Fact {own} of program {number}"),
                        why: "I want to follow the same people for years".to_owned(),
                        proof_text: "I did so for two years at home".to_owned(),
                        on_card: field == DIFFERENT,
                        checked_on: Some(today),
                        ..Fact::default()
                    },
                    today,
                });
            }
            self.act_thread_days(&program, number, today);
        }
        self
    }

    /// The two interviews of a thread.
    fn act_thread_days(&mut self, program: &str, number: usize, today: Day) {
        let at = self.now_ms;
        let days = i64::try_from(number).expect("a small number");
        let over = format!("over-{number}");
        let both = [
            (over.clone(), today.plus(-1 - days % 10)),
            (format!("ahead-{number}"), today.plus(days)),
        ];
        for (id, day) in both {
            self.act(ProgramAction::AddInterview {
                program: program.into(),
                interview: id.clone().into(),
                today,
            });
            let interview = Interview {
                day: Some(day),
                start: Minute::parse("08:00").ok(),
                ..self.model.get_or_default(&id)
            };
            self.act(TripAction::EditInterview {
                id: id.into(),
                interview,
            });
        }
        for person in 1..=5 {
            self.act(PeopleAction::Note {
                interview: over.clone().into(),
                person: child(program, &format!("p{person}")).into(),
                meeting: Meeting {
                    detail: format!("the garden behind ward {person} of {number}"),
                    insight: format!("the question {person} comes before the answer"),
                    asked: format!("What did you learn on ward {person}?"),
                    ..Meeting::default()
                },
                at: at + i64::from(person),
            });
        }
        for (prompt, text) in [
            ("dump", "Everybody said hello to everybody. ".repeat(20)),
            ("db-liked", "The clinic of their own".to_owned()),
            ("db-proud", "The gap in my CV".to_owned()),
        ] {
            self.act(DebriefAction::Write {
                interview: over.clone().into(),
                prompt: prompt.to_owned(),
                text,
                at,
            });
        }
        self.act(ThanksAction::Send {
            id: note_id(&over, &child(program, "p1"), None),
            text: "Thank you for the day.".to_owned(),
            subject: "Thank you".to_owned(),
            at,
        });
    }

    /// The same with these items of the trip's packing list ticked.
    #[must_use]
    pub fn with_ticks(mut self, items: &[&str]) -> Self {
        for item in items {
            self.act(ChecklistAction::Tick {
                entry: [TRIP, "/", item].concat(),
                done: true,
            });
        }
        self
    }

    /// As `with_trip`, with a deck that was studied and a drill that is over: no screen is empty.
    #[must_use]
    pub fn full(now_ms: i64) -> Self {
        let mut seed = Self::with_trip(now_ms).with_deck(8, 4);
        let answer = |index: usize| Answer {
            card: format!("card-{index}").into(),
            spoke: 40_000 + index as u32 * 1_000,
            redo: index == 2,
            aim: (45, 90),
            ..Answer::default()
        };
        seed.act(DrillAction::Save {
            id: DRILL.into(),
            drill: Drill {
                at: now_ms - 3_600_000,
                day: Some(study_day(Instant(now_ms), 0)),
                interviewer: "warm".to_owned(),
                asked: (1..=3)
                    .map(|index| format!("card-{index}").into())
                    .collect(),
                answers: (1..=3).map(answer).collect(),
                rubric: [("rb-structure".to_owned(), 4)].into(),
                ended: true,
                ..Drill::default()
            },
        });
        seed.act(RankAction::Order {
            change: Move::Place {
                program: PROGRAM_ID.into(),
                spot: Spot::First,
            },
            draft: DraftOf {
                id: RANKING.to_owned(),
                at: now_ms - 3_600_000,
                day: study_day(Instant(now_ms), 0),
            },
        });
        seed.write_thread();
        let notes = [
            r#""Sponsors J-1 only, said the coordinator""#,
            r#""Ask about the visa""#,
        ];
        seed.with_other_versions(Program::KIND, PROGRAM_ID, "note", &notes)
            .with_board(&RANKED.map(|name| (name, 4)))
    }

    /// One person at the program, met on the day of its interview, one fact, one memory and a letter.
    fn write_thread(&mut self) {
        let (model, at) = (&self.model, self.now_ms);
        let changes = [
            edit::<Person>(model, &person(), |person| {
                person.name = "Marta Lindqvist".to_owned();
                person.role = "pd".to_owned();
                person.question = "How does independence grow?".to_owned();
                person.email = "m.lindqvist@lakeside.example".to_owned();
            }),
            edit::<Fact>(model, &child(PROGRAM_ID, "prep-focus"), |fact| {
                fact.text = "Interns have their own clinic patients".to_owned();
                fact.why = "I want to follow the same people for years".to_owned();
                fact.checked_on = Some(study_day(Instant(at), 0));
            }),
            edit::<Meeting>(model, &child(INTERVIEW, &person()), |meeting| {
                meeting.detail = "Teaches ultrasound to interns".to_owned();
                meeting.at = at;
            }),
            edit::<Debrief>(model, &child(INTERVIEW, "db-liked"), |debrief| {
                debrief.text = "Everybody said hello to the cleaner".to_owned();
                debrief.at = at;
            }),
        ];
        for (_, changes) in changes {
            self.write(changes);
        }
    }

    /// Adds `count` own packing items named "Thing 1" and so on.
    #[must_use]
    pub fn with_things(mut self, count: usize) -> Self {
        let order = matchbook::domain::order::initial(count);
        for (index, order) in (1..=count).zip(order) {
            let entry = Entry {
                own: true,
                text: Some(format!("Thing {index}")),
                bag: Some(Bag::OnMe),
                order: Some(order),
                ..Entry::default()
            };
            self.act(ChecklistAction::Edit {
                id: format!("{TRIP}/own-{index}"),
                entry,
            });
        }
        self
    }

    /// Ticks and unticks one row until there are `count` rows in all.
    #[must_use]
    pub fn with_history(mut self, count: usize) -> Self {
        // Each tick must differ from the one before: what changes nothing writes no row.
        let mut done = false;
        while self.rows.len() < count {
            done = !done;
            let before = self.rows.len();
            self.act(ChecklistAction::Tick {
                entry: format!("{TRIP}/pk-id"),
                done,
            });
            assert!(self.rows.len() > before, "a tick wrote nothing");
        }
        self
    }

    /// Adds `cards` own cards that are studied, named "Question 1" and so on, each with `reviews` answers
    /// on earlier days, three days apart, the newest 2 to 31 days ago. Every seventh did not come.
    #[must_use]
    pub fn with_deck(mut self, cards: usize, reviews: usize) -> Self {
        const DAY_MS: i64 = 86_400_000;
        let made = study_day(Instant(self.now_ms), 0).plus(-90);
        for index in 1..=cards {
            let point = |number: usize| Point {
                id: format!("p{number}"),
                text: format!("Point {number} of answer {index}"),
            };
            self.act(CardAction::Add {
                id: format!("card-{index}").into(),
                card: Card {
                    text: Some(format!(
                        "Question {index}: what did you learn on ward {}?",
                        index % 97
                    )),
                    outline: Some((1..=3).map(point).collect()),
                    chosen: true,
                    made: Some(made),
                    ..Card::default()
                },
            });
            for review in 1..=reviews {
                let back = (reviews - review) * 3 + 2 + index % 30;
                let back = i64::try_from(back).expect("days");
                let at = Instant(self.now_ms - back * DAY_MS);
                let rating = if (index + review).is_multiple_of(7) {
                    Rating::Again
                } else {
                    Rating::Good
                };
                let review = Review {
                    rating,
                    at,
                    day: study_day(at, 0),
                    duration: 20_000,
                    effort: Effort::Review,
                    said: Vec::new(),
                    missed: Vec::new(),
                };
                self.act(CardAction::Grade {
                    card: format!("card-{index}").into(),
                    fresh: format!("seed{back}"),
                    review,
                });
            }
        }
        self
    }

    /// The same with a deck, seen before, that is only for the program of the trip.
    #[must_use]
    pub fn with_deck_for_program(self, cards: usize) -> Self {
        let mut seed = self.with_deck(cards, 2);
        for index in 1..=cards {
            let id = CardId::from(format!("card-{index}"));
            let card = Card {
                only_for: Some(PROGRAM_ID.into()),
                ..seed.model.get_or_default(&id)
            };
            seed.act(CardAction::Edit { id, card });
        }
        seed
    }

    /// What the version before programs were records wrote for three typed names.
    ///
    /// # Panics
    /// Never: the fixture is rows.
    #[must_use]
    pub fn of_typed_names(now_ms: i64) -> Self {
        let mut seed = Self::welcomed(now_ms);
        seed.rows.clear();
        for line in include_str!("../../fixtures/typed_names_a.txt").lines() {
            let row: Vec<&str> = line.splitn(3, '\t').collect();
            let number: u64 = row[1].parse().expect("a number");
            seed.rows.push(json!([row[0], number, row[2]]));
        }
        seed
    }

    /// With programs on the rank list in this order, each interviewed ten days ago and rated in the six criteria
    /// that count, the most important first. Their ids are their names in lower case.
    #[must_use]
    pub fn with_rated(mut self, programs: &[(&str, [u8; 6])]) -> Self {
        let day = study_day(Instant(self.now_ms), 0).plus(-10);
        let id = |name: &str| name.to_lowercase();
        let names: Vec<&str> = programs.iter().map(|(name, _)| *name).collect();
        self.act(RankAction::Add {
            text: names.join("\n"),
            fresh: names.iter().map(|name| id(name)).collect(),
            today: day,
        });
        for (name, ratings) in programs {
            let program = id(name);
            self.act(RankAction::Interviewed {
                program: program.clone().into(),
                interview: format!("interview-{program}").into(),
                day,
                today: day,
            });
            for (criterion, value) in RATED.iter().zip(ratings) {
                let said = Said {
                    program: program.clone().into(),
                    criterion: (*criterion).into(),
                    fresh: "seeded".to_owned(),
                    at: self.now_ms,
                    day,
                };
                self.act(RankAction::Rate {
                    said,
                    value: Some(*value),
                    note: format!("{name}: {criterion}"),
                });
            }
        }
        self.act(RankAction::Order {
            change: Move::Take {
                order: names.iter().map(|name| id(name).into()).collect(),
            },
            draft: DraftOf {
                id: "seeded-draft".to_owned(),
                at: self.now_ms,
                day,
            },
        });
        self
    }

    /// Changes a record of each kind, on somebody `full`, as another tab would: gives for each kind what
    /// that tab tells the others, ["<actor>", <number>, "<text>"].
    #[must_use]
    pub fn change_each_kind(&mut self) -> Vec<(&'static str, Vec<Value>)> {
        self.actor.tab += 1;
        let (model, at) = (&self.model, self.now_ms);
        let day = study_day(Instant(at), 0);
        let review = Review {
            rating: Rating::Good,
            at: Instant(at),
            day,
            duration: 30_000,
            effort: Effort::Review,
            said: Vec::new(),
            missed: Vec::new(),
        };
        let changes = [
            edit::<Trip>(model, TRIP, |trip| {
                trip.title = "A trip renamed elsewhere".to_owned();
            }),
            edit::<Interview>(model, INTERVIEW, |interview| {
                interview.day = Day::new(2026, 12, 17);
                interview.start = Minute::parse("09:15").ok();
            }),
            edit::<Entry>(model, &format!("{TRIP}/pk-id"), |entry| entry.done = true),
            edit::<Habit>(model, "pk-charger", |habit| habit.leave_out = true),
            edit::<PhraseMark>(model, "ph-think", |mark| mark.favorite = true),
            edit::<Season>(model, SEASON, |season| {
                season.home_zone = "Asia/Kolkata".to_owned();
                season.specialty = "Pediatrics".to_owned();
            }),
            edit::<Card>(model, words::CARD, |card| {
                card.text = Some("A question reworded elsewhere?".to_owned());
                card.chosen = true;
            }),
            edit::<Log>(model, "card-1", |log| {
                log.reviews.insert(review.name("elsewhere"), review);
            }),
            edit::<Story>(model, STORY, |story| {
                story.title = "A story renamed elsewhere".to_owned();
            }),
            edit::<Drill>(model, DRILL, |drill| {
                drill.note = "A note from elsewhere".to_owned();
            }),
            edit::<StudySettings>(model, STUDY, |study| {
                study.new_per_day = 2;
                study.four_buttons = true;
            }),
            edit::<Wording>(model, &format!("{STORY}/elsewhere"), |wording| {
                wording.at = at;
                wording.structure = "STAR".to_owned();
                wording.slots = vec!["A wording from elsewhere".to_owned()];
            }),
            edit::<Run>(model, &format!("{STORY}/elsewhere"), |run| {
                run.at = at;
                run.day = Some(day);
                run.spoke = 71_000;
                run.aim = (60, 90);
            }),
            edit::<Take>(model, TAKE, |take| {
                take.name = "A recording renamed elsewhere".to_owned();
            }),
            edit::<Voice>(model, VOICE, |voice| {
                voice.gain = Some(1_100);
                voice.day = Some(day);
            }),
            edit::<Program>(model, PROGRAM_ID, |program| {
                program.name = "A program renamed elsewhere".to_owned();
            }),
            edit::<Criterion>(model, "rk-board", |criterion| criterion.on = Some(true)),
            edit::<Score>(
                model,
                &child(&child(PROGRAM_ID, "rk-life"), "elsewhere"),
                |score| {
                    score.value = Some(4);
                    score.at = at;
                    score.day = Some(day);
                },
            ),
            edit::<Duel>(model, &pair(PROGRAM_ID, "elsewhere"), |duel| {
                duel.choice = Some(Choice::First);
                duel.at = at;
            }),
            edit::<Ranking>(model, "elsewhere", |ranking| {
                ranking.at = at;
                ranking.day = Some(day);
                ranking.note = "A list kept elsewhere".to_owned();
            }),
            edit::<RankSettings>(model, RANK, |settings| {
                settings.weighing = Weighing::Flatter;
            }),
            edit::<Person>(model, &person(), |person| {
                person.name = "Somebody renamed elsewhere".to_owned();
                person.role = "resident".to_owned();
            }),
            edit::<Fact>(model, &child(PROGRAM_ID, "prep-focus"), |fact| {
                fact.text = "A fact corrected elsewhere".to_owned();
                fact.on_card = true;
            }),
            edit::<Meeting>(model, &child(INTERVIEW, &person()), |meeting| {
                meeting.detail = "A detail from elsewhere".to_owned();
                meeting.insight = "A thought from elsewhere".to_owned();
            }),
            edit::<Block>(model, &child(INTERVIEW, "sd-tour"), |block| {
                block.title = "A tour renamed elsewhere".to_owned();
                block.start = Minute::parse("13:10").ok();
            }),
            edit::<Debrief>(model, &child(INTERVIEW, "db-liked"), |debrief| {
                debrief.text = "A memory from elsewhere".to_owned();
                debrief.at = at;
            }),
            edit::<Thanks>(model, &child(INTERVIEW, &person()), |thanks| {
                thanks.text = Some("A letter from elsewhere".to_owned());
            }),
        ];
        let each = changes.into_iter().map(|(kind, changes)| {
            let before = self.rows.len();
            self.write(changes);
            (kind, self.rows[before..].to_vec())
        });
        each.collect()
    }

    /// With one thing more that the person did.
    #[must_use]
    pub fn and(mut self, act: impl Act) -> Self {
        self.act(act);
        self
    }

    fn act(&mut self, act: impl Act) {
        let planned = act
            .plan(&self.model)
            .unwrap_or_else(|refusal| panic!("{}", refusal.0));
        let Plan::Write(changes) = planned else {
            panic!("seeds are plain writes")
        };
        self.write(changes);
    }

    fn write(&mut self, changes: Vec<Change>) {
        let seq = self.rows.len() as u64 + 1;
        let after: Hlc = self.model.newest();
        let ops = stamp(
            &self.model,
            changes,
            Replaces::Shown,
            self.actor,
            seq,
            after,
            self.now_ms,
        );
        for op in ops {
            self.take(&op);
        }
    }

    /// With what other phones wrote into a field, each without knowing of what stands there: `vals` are JSON.
    ///
    /// # Panics
    /// Where one is no JSON.
    #[must_use]
    pub fn with_other_versions(mut self, kind: &str, id: &str, field: &str, vals: &[&str]) -> Self {
        for (number, val) in (1..).zip(vals) {
            let device = self.actor.device ^ number;
            let actor = Actor {
                device,
                ..self.actor
            };
            self.take(&Op {
                actor,
                seq: self.rows.len() as u64 + 1,
                hlc: Hlc::default().next(self.now_ms, actor),
                kind: kind.into(),
                id: id.into(),
                field: field.into(),
                val: (*val).into(),
                prev: Vec::new(),
            });
        }
        self
    }

    fn take(&mut self, op: &Op) {
        let row = op.row().expect("a seed is valid JSON");
        self.rows.push(json!([row.actor, row.seq, row.text]));
        self.model.apply(op);
    }

    /// The text of a saved copy of all this.
    ///
    /// # Panics
    /// Never: a seed is valid JSON.
    #[must_use]
    pub fn copy(&self) -> String {
        export::write(&self.model, &[], self.now_ms).expect("a copy")
    }

    /// Writes the rows into the database of the open page. The app must be loaded anew to see them.
    pub fn plant(&self, browser: &Browser) {
        for rows in self.rows.chunks(2_000) {
            browser.eval_async(&format!(
                "const db = await new Promise((done, fail) => {{
                   const ask = indexedDB.open('matchbook', 1);
                   ask.onsuccess = () => done(ask.result);
                   ask.onerror = () => fail(ask.error);
                   ask.onupgradeneeded = () => {{
                     for (const name of ['ops', 'snap', 'blob', 'chunk', 'meta'])
                       ask.result.createObjectStore(name);
                   }};
                 }});
                 const write = db.transaction('ops', 'readwrite', {{ durability: 'strict' }});
                 for (const [actor, seq, text] of {})
                   write.objectStore('ops').put(text, [actor, seq]);
                 await new Promise((done, fail) => {{
                   write.oncomplete = done;
                   write.onabort = () => fail(write.error);
                 }});
                 db.close();",
                json!(rows)
            ));
        }
    }
}

/// What `change` does to a record, as its fields are written.
fn edit<R: Stored>(
    model: &Model,
    id: &str,
    change: impl FnOnce(&mut R),
) -> (&'static str, Vec<Change>) {
    let before = model.get_or_default::<R>(id);
    let mut after = before.clone();
    change(&mut after);
    let fields = after.changes_since(&before).into_iter();
    let fields = fields.map(|(field, json)| Change {
        kind: R::KIND.into(),
        id: id.into(),
        field: field.into(),
        val: json.into(),
    });
    (R::KIND, fields.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use matchbook::store::core::codec::Row;
    use matchbook::store::core::model::Kinds;

    #[test]
    fn each_kind_is_changed() {
        let mut changed: Vec<&str> = Seed::full(1_790_000_000_000)
            .change_each_kind()
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(kind, _)| kind)
            .collect();
        changed.sort_unstable();
        let mut all = Kinds::NAMES.to_vec();
        all.sort_unstable();
        assert_eq!(changed, all);
    }

    #[test]
    fn a_thread_has_all_that_its_bench_opens() {
        let seed = Seed::welcomed(1_790_000_000_000).with_threads(60);
        let model = &seed.model;
        assert_eq!(model.all::<Program>().len(), 60);
        assert_eq!(model.all::<Person>().len(), 600);
        assert_eq!(model.all::<Interview>().len(), 120);
        assert_eq!(model.all::<Meeting>().len(), 300);
        let first = model.get::<Interview>("over-1").expect("an interview");
        assert_eq!(first.at.as_deref(), Some("thread-1"));
        assert!(first.day < study_day(Instant(seed.now_ms), 0).into());
    }

    #[test]
    fn the_app_reads_what_is_planted() {
        let seed = Seed::with_trip(1_790_000_000_000)
            .with_things(500)
            .with_history(5_000);
        let mut model = Model::default();
        for row in &seed.rows {
            let text = |index: usize| row[index].as_str().expect("a text").to_owned();
            let seq = row[1].as_u64().expect("a number");
            let row = Row {
                actor: text(0),
                seq,
                text: text(2),
            };
            model.apply(&Op::read(&row).expect("a sound row"));
        }
        assert!(model.get::<Trip>(TRIP).is_some_and(|trip| !trip.draft));
        assert_eq!(
            model
                .all::<Entry>()
                .values()
                .filter(|entry| entry.own)
                .count(),
            500
        );
        assert!(model.season().welcomed.is_some());
        assert!(seed.rows.len() >= 5_000);
    }
}
