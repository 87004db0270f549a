//! What holds for a trip: the answers given, and for the rest what follows from its facts.

use std::collections::BTreeSet;

use crate::content;
use crate::content::{Condition, Derived, Question, Whose};
use crate::domain::ids::TripId;
use crate::domain::season::Season;
use crate::domain::time::month_name;
use crate::domain::trip::{Booking, Format, Trip};
use crate::domain::zone::{is_abroad, is_american};
use crate::store::core::bookings::{interviews_of, is_off};
use crate::store::core::model::Model;
use crate::store::read::home::asks_home;
use crate::store::read::world::World;

/// A yes/no question, as a form shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is about.
    pub condition: &'static Condition,
    /// How it is asked.
    pub question: &'static Question,
    /// The person's answer.
    pub answer: Option<bool>,
    /// What counts until then, with the reason: `home is 11½ hours away`.
    pub suggested: Option<(bool, String)>,
}

impl Asked {
    /// `Suggested: yes, because home is 11½ hours away`, or nothing once it is answered.
    pub fn suggestion(&self) -> String {
        match (&self.suggested, self.answer) {
            (Some((yes, reason)), None) => {
                let yes = if *yes { "yes" } else { "no" };
                ["Suggested: ", yes, ", because ", reason].concat()
            }
            _ => String::new(),
        }
    }
}

/// The questions of a trip that matter for its format and places.
pub fn asked(model: &Model, trip_id: &TripId, world: &World) -> Vec<Asked> {
    asked_of(&Facts::of(model, trip_id, world))
}

/// As `asked`, of a trip that is not begun yet, with its first interview.
pub fn asked_before(model: &Model, trip: &Trip, first: Booking, world: &World) -> Vec<Asked> {
    asked_of(&Facts::before(model, trip, first, world))
}

fn asked_of(facts: &Facts) -> Vec<Asked> {
    let yes = facts.conditions();
    let mut asked = Vec::new();
    for (condition, question) in content::CONDITIONS.iter().zip(content::QUESTIONS) {
        let answer = facts.answer(condition);
        let suggested = condition.derived.and_then(|derived| {
            let follows = facts.follows(derived)?;
            Some((follows, facts.reason(derived, follows)))
        });
        let matters = match condition.of {
            Whose::Person => false,
            // Answered by an older version, which asked for what other fields say.
            Whose::Fact => answer.is_some_and(|answer| facts.contradicts(condition, answer)),
            Whose::Trip => {
                let excluded = condition.not_with.iter().any(|other| yes.contains(*other));
                let idle = question.needs.is_some_and(|other| !yes.contains(other));
                // That home is near or in the country is plain from the zones.
                let plain = matches!(condition.derived, Some(Derived::Zones | Derived::Abroad))
                    && matches!(suggested, Some((false, _)));
                !excluded && (answer.is_some() || !(idle || plain))
            }
        };
        if matters && !question.retired {
            asked.push(Asked {
                condition,
                question,
                answer,
                suggested,
            });
        }
    }
    asked
}

/// The questions about the person, which are asked once and count for every trip.
pub fn asked_once(model: &Model) -> Vec<Asked> {
    let season = model.season();
    content::CONDITIONS
        .iter()
        .zip(content::QUESTIONS)
        .filter(|(condition, question)| condition.of == Whose::Person && !question.retired)
        .map(|(condition, question)| Asked {
            condition,
            question,
            answer: given(&season.conditions, &season.answered, condition.id),
            suggested: None,
        })
        .collect()
}

/// What a trip still has to be told before its lists hold every document: the labels of open questions.
pub fn missing(model: &Model, trip_id: &TripId, world: &World) -> Vec<String> {
    let mut missing: Vec<String> = asked(model, trip_id, world)
        .iter()
        .filter(|asked| {
            asked.question.documents && asked.answer.is_none() && asked.suggested.is_none()
        })
        .map(|asked| asked.question.label.to_lowercase())
        .collect();
    if model.season().home_zone.is_empty() && asks_home(model, world) {
        missing.push("home".to_owned());
    }
    missing
}

/// Ids of the conditions that hold for a trip: the answers given, and for the rest what follows
/// from its facts.
pub fn conditions(model: &Model, trip_id: &TripId, world: &World) -> BTreeSet<String> {
    Facts::of(model, trip_id, world).conditions()
}

/// The nights of a trip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nights {
    /// How many.
    pub count: u8,
    /// Why so many are suggested, to stand after `because`; nothing once the person said how many.
    pub because: Option<String>,
}

impl Nights {
    /// `Suggested, because you arrive the day before`, or nothing.
    pub fn suggestion(&self) -> String {
        match &self.because {
            Some(because) => ["Suggested, because ", because].concat(),
            None => String::new(),
        }
    }
}

/// The nights that a trip has: as the person said, and until then as follows from its answers and days.
pub fn nights(model: &Model, trip_id: &TripId, world: &World) -> Nights {
    Facts::of(model, trip_id, world).nights()
}

/// As `nights`, of a trip that is not begun yet, with its first interview.
pub fn nights_before(model: &Model, trip: &Trip, first: Booking, world: &World) -> Nights {
    Facts::before(model, trip, first, world).nights()
}

/// Says how many nights a trip has; none is an answer too.
pub fn say_nights(trip: &mut Trip, count: u8) {
    trip.nights = count;
    trip.answered.insert(OVERNIGHT.to_owned());
    if count > 0 {
        trip.conditions.insert(OVERNIGHT.to_owned());
    } else {
        trip.conditions.remove(OVERNIGHT);
    }
}

/// The answer among those given, if it is.
fn given(yes: &BTreeSet<String>, answered: &BTreeSet<String>, id: &str) -> Option<bool> {
    // What was merged from two devices may hold a yes without the note that it was answered.
    let yes = yes.contains(id);
    (yes || answered.contains(id)).then_some(yes)
}

/// What conditions follow from.
struct Facts<'a> {
    model: &'a Model,
    world: &'a World<'a>,
    trip: Trip,
    season: Season,
    interviews: Vec<Booking>,
    home: String,
}

/// Hours on the clock from which nobody drives, in minutes.
const TOO_FAR_TO_DRIVE: i32 = 120;

/// The conditions that nights are about, or follow from.
const OVERNIGHT: &str = "c_overnight";
const NEARBY: &str = "c_local";
const ZONES: &str = "c_timezones";
const FLIGHT: &str = "c_flight";
const EVENING: &str = "c_dinner";

/// Interviews that are more nights apart than this are two journeys.
const ONE_JOURNEY: i64 = 7;

impl<'a> Facts<'a> {
    fn before(model: &'a Model, trip: &Trip, first: Booking, world: &'a World<'a>) -> Self {
        Facts {
            model,
            world,
            trip: trip.clone(),
            season: model.season(),
            interviews: vec![first],
            home: world.home(model),
        }
    }

    fn of(model: &'a Model, trip_id: &'a TripId, world: &'a World) -> Facts<'a> {
        Facts {
            model,
            world,
            trip: model.get_or_default(trip_id),
            season: model.season(),
            interviews: interviews_of(model, trip_id).map(|(_, one)| one).collect(),
            home: world.home(model),
        }
    }

    /// Ids of the conditions that hold.
    fn conditions(&self) -> BTreeSet<String> {
        let mut yes = BTreeSet::new();
        let mut hold = |wanted: &dyn Fn(&Condition) -> bool| {
            for condition in content::CONDITIONS {
                let excluded = condition.not_with.iter().any(|other| yes.contains(*other));
                if !excluded && wanted(condition) {
                    yes.insert(condition.id.to_owned());
                }
            }
        };
        // The format comes first: no nights, no zones and no earlier answers about a journey on a screen.
        hold(&|condition| {
            let is_format = condition.derived == Some(Derived::Format);
            is_format && self.follows(Derived::Format) == Some(true)
        });
        hold(&|condition| self.answer(condition) == Some(true));
        hold(&|condition| {
            let follows = condition.derived.and_then(|derived| self.follows(derived));
            self.answer(condition).is_none() && follows == Some(true)
        });
        yes
    }

    /// The person's answer: for this trip (older versions asked everything for each), else for all.
    fn answer(&self, condition: &Condition) -> Option<bool> {
        let Facts { trip, season, .. } = self;
        let here = given(&trip.conditions, &trip.answered, condition.id);
        match condition.of {
            Whose::Person => {
                here.or_else(|| given(&season.conditions, &season.answered, condition.id))
            }
            Whose::Trip | Whose::Fact => here,
        }
    }

    /// An answer to what the fields of the trip say says something else.
    fn contradicts(&self, condition: &Condition, answer: bool) -> bool {
        let follows = condition.derived.and_then(|derived| self.follows(derived));
        follows.is_some_and(|follows| follows != answer)
            && !(condition.derived == Some(Derived::Format) && follows == Some(true))
    }

    /// What follows from the facts; `None` while they leave it open.
    fn follows(&self, derived: Derived) -> Option<bool> {
        let calls = self.count(Format::Virtual);
        let visits = self.count(Format::InPerson);
        let far = i32::from(self.season.far_zone_hours) * 60;
        match derived {
            Derived::Format => Some(calls > 0 && visits == 0),
            Derived::Calls => Some(calls > 0),
            Derived::Visits => Some(visits > 0),
            Derived::Nights => Some(self.nights().count > 0),
            Derived::Interviews => Some(self.interviews.len() > 1),
            Derived::Abroad => self.is_abroad(),
            Derived::Distance => {
                let far = self.gap().is_some_and(|gap| gap >= TOO_FAR_TO_DRIVE);
                (far || self.is_abroad() == Some(true)).then_some(true)
            }
            Derived::Zones => self.gap().map(|gap| gap >= far),
            Derived::Weather => self.cold(),
        }
    }

    /// It was answered with yes, or follows while it is not answered.
    fn holds(&self, id: &str) -> bool {
        let condition = content::CONDITIONS.iter().find(|one| one.id == id);
        condition.is_some_and(|condition| {
            let follows = || condition.derived.and_then(|derived| self.follows(derived));
            self.answer(condition).or_else(follows) == Some(true)
        })
    }

    fn nights(&self) -> Nights {
        let Trip {
            nights,
            answered,
            conditions,
            ..
        } = &self.trip;
        let none = answered.contains(OVERNIGHT) && !conditions.contains(OVERNIGHT);
        let suggested = if *nights > 0 || none {
            None
        } else {
            self.suggested_nights()
        };
        suggested.unwrap_or(Nights {
            count: *nights,
            because: None,
        })
    }

    /// Nights from the arrival to the last interview in person; `None` while nothing says that there are any.
    fn suggested_nights(&self) -> Option<Nights> {
        let visits = || self.visits().filter(|one| !is_off(self.model, one));
        visits().next()?;
        if self.holds(NEARBY) {
            return None;
        }
        // As the logistics plan the arrival.
        let (before, arrival) = if self.holds(ZONES) {
            (2, "you arrive two days before")
        } else if self.holds(FLIGHT) {
            (1, "you arrive the day before")
        } else if self.holds(EVENING) {
            (1, "there is an event the evening before")
        } else {
            (0, "")
        };
        let days = || visits().filter_map(|one| one.day);
        let apart = days().max().zip(days().min());
        let apart = apart.map_or(0, |(last, first)| last.since(first));
        let apart = if apart > ONE_JOURNEY { 0 } else { apart };
        let between = match apart {
            0 => String::new(),
            1 => "the interviews are 1 night apart".to_owned(),
            _ => {
                let apart = apart.to_string();
                ["the interviews are ", &apart, " nights apart"].concat()
            }
        };
        let because = match (arrival, &*between) {
            ("", "") => return None,
            ("", one) | (one, "") => one.to_owned(),
            (arrival, between) => [arrival, " and ", between].concat(),
        };
        Some(Nights {
            count: u8::try_from(before + apart).unwrap_or(u8::MAX),
            because: Some(because),
        })
    }

    fn count(&self, format: Format) -> usize {
        self.interviews
            .iter()
            .filter(|one| one.format == format)
            .count()
    }

    fn visits(&self) -> impl Iterator<Item = &Booking> {
        self.interviews
            .iter()
            .filter(|one| one.format == Format::InPerson)
    }

    /// Home is outside the country of the programs; `None` where home says nothing.
    fn is_abroad(&self) -> Option<bool> {
        let there = self.visits().any(|one| is_american(&one.zone));
        let home = is_abroad(&self.home);
        (there && (home || is_american(&self.home))).then_some(home)
    }

    /// The most that the clocks of home and a program in person differ, in minutes.
    fn gap(&self) -> Option<i32> {
        self.visits()
            .filter(|one| !one.zone.is_empty())
            .map(|one| {
                let world = self.world;
                let at = world.span(one).map_or(world.now, |(start, _)| start);
                ((world.offset)(&one.zone, at) - (world.offset)(&self.home, at)).abs()
            })
            .max()
    }

    /// Whether it is cold or wet at one of the programs; `None` where a place or a day is open.
    fn cold(&self) -> Option<bool> {
        let mut cold = None;
        for one in self.visits() {
            let here = one
                .day
                .and_then(|day| content::is_cold(&one.state, day.month()));
            if here.is_some() && cold != Some(true) {
                cold = here;
            }
        }
        cold
    }

    /// Why something follows, to stand after `because`.
    fn reason(&self, derived: Derived, follows: bool) -> String {
        match derived {
            Derived::Abroad | Derived::Distance if self.is_abroad() == Some(true) => {
                "home is outside the U.S.".to_owned()
            }
            Derived::Distance | Derived::Zones => {
                let away = self.gap().map(hours).unwrap_or_default();
                ["home is ", &away, " away"].concat()
            }
            Derived::Weather => {
                let of = |one: &&Booking| {
                    let month = one.day?.month();
                    (content::is_cold(&one.state, month)? == follows).then_some(month)
                };
                let found = self.visits().find_map(|one| Some((of(&one)?, one)));
                found.map_or_else(String::new, |(month, one)| {
                    let word = if follows { "cold or wet" } else { "mild" };
                    let state = content::places::state_name(&one.state);
                    [month_name(month), " is ", word, " in ", state].concat()
                })
            }
            _ => "the other answers say so".to_owned(),
        }
    }
}

/// `11½ hours`, `1 hour`.
pub(super) fn hours(minutes: i32) -> String {
    let part = match minutes % 60 {
        15 => "¼",
        30 => "½",
        45 => "¾",
        _ => "",
    };
    let word = if minutes == 60 { " hour" } else { " hours" };
    [&(minutes / 60).to_string(), part, word].concat()
}
