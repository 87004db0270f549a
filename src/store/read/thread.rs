//! How far the thread of one program has come: its interview on both clocks, the one next step, and what is
//! ready.

use crate::address;
use crate::domain::card::{Card, why_card};
use crate::domain::fact::{DIFFERENT, Fact};
use crate::domain::ids::{InterviewId, ProgramId, family};
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::domain::thanks::ThanksPolicy;
use crate::domain::time::{Instant, WallTime, days_from_today};
use crate::domain::trip::Booking;
use crate::store::core::model::Model;
use crate::store::core::sheet::{ToCheck, facts_of};
use crate::store::read::interviews::{is_forgotten, is_over};
use crate::store::read::morning::Morning;
use crate::store::read::people::persons;
use crate::store::read::sheet::{Count, count, counted_words, interview_of};
use crate::store::read::thanks::to_thank;
use crate::store::read::world::{World, city_of};

use behind::{Behind, over};

pub mod behind;
pub mod stages;

/// The thread of one program.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The interview that comes next or is on, or else the last one.
    pub interview: Option<Moment>,
    /// The most urgent thing that is missing.
    pub step: Option<Step>,
    /// What the stages are for: `Ready for Mon 14 Dec`.
    pub title: String,
    /// The stages in order.
    pub stages: Vec<Stage>,
}

/// An interview as the hero of the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Its id.
    pub id: InterviewId,
    /// `In 2 days, Mon 14 Dec`.
    pub when: String,
    /// Its start on both clocks; without a time, or where both agree, fewer.
    pub clocks: Vec<Clock>,
    /// From when to when on the body's clock, where it is another one.
    pub line: Option<DayLine>,
    /// When it ends for the body, and when to be at the door.
    pub says: String,
    /// It is over.
    pub over: bool,
}

/// A time on one clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// `08:00`.
    pub time: String,
    /// Whose clock: `Chicago, CST`.
    pub whose: String,
    /// It is night there.
    pub night: bool,
}

/// The interview on a day of the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayLine {
    /// Hour at which the drawn day begins: 0 or 12.
    pub from: u8,
    /// Where the interview begins and how long it is, in percent of the day.
    pub span: (f32, f32),
}

/// A length in percent of a day.
fn percent(minutes: u16) -> f32 {
    f32::from(minutes) * 100.0 / f32::from(MIDNIGHT)
}

impl DayLine {
    /// Where the body sleeps, in percent of the day: from and how long.
    pub fn nights(self) -> Vec<(f32, f32)> {
        let sleep = [
            (0, AWAKE.start),
            (AWAKE.end, MIDNIGHT - AWAKE.end),
            (AWAKE.end - NOON, MIDNIGHT - AWAKE.end + AWAKE.start),
        ];
        let all = sleep.map(|(from, long)| (percent(from), percent(long)));
        match self.from {
            0 => all[..2].to_vec(),
            _ => all[2..].to_vec(),
        }
    }

    /// Of an interview of so many minutes that begins at this minute of the body's day.
    fn of(begins: u16, length: u16) -> DayLine {
        let from = if begins < NOON { 0 } else { 12 };
        let begins = percent(begins - u16::from(from) * 60);
        DayLine {
            from,
            span: (begins, percent(length.min(MIDNIGHT)).min(100.0 - begins)),
        }
    }
}

/// The one thing to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do.
    pub title: String,
    /// Where, a path of the registry.
    pub path: String,
}

/// What a stage is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The prep sheet.
    Sheet,
    /// People and questions.
    People,
    /// The plan of the day.
    Plan,
    /// The day itself.
    Day,
    /// The elevator card.
    Elevator,
    /// The debrief.
    Debrief,
    /// Notes of thanks.
    Thanks,
    /// The ratings.
    Rating,
}

/// One stage of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it is about.
    pub about: About,
    /// Its name.
    pub title: &'static str,
    /// How far it has come.
    pub detail: String,
    /// The same in at most ten letters; may be empty.
    pub end: String,
    /// Something in it wants to be looked at.
    pub warns: bool,
    /// Where it is done, a path of the registry; none while it is not open yet.
    pub path: Option<String>,
}

/// The minutes of a day at which people are awake.
const AWAKE: std::ops::Range<u16> = 6 * 60..22 * 60;
/// Noon, and the end of the day, in minutes.
const NOON: u16 = 12 * 60;
const MIDNIGHT: u16 = 24 * 60;

/// What is known of one program's thread.
struct Known<'a> {
    model: &'a Model,
    world: &'a World<'a>,
    program: &'a ProgramId,
    sheet: Count,
    focus: Option<(InterviewId, Booking)>,
}

/// The thread of a program.
pub fn thread(model: &Model, world: &World, program: &ProgramId) -> Thread {
    let known = Known::new(model, world, program, interview_of(model, world, program));
    Thread {
        interview: known.moment(),
        step: known.step(),
        title: known.title(),
        stages: known.stages(),
    }
}

impl<'a> Known<'a> {
    fn new(
        model: &'a Model,
        world: &'a World<'a>,
        program: &'a ProgramId,
        focus: Option<(InterviewId, Booking)>,
    ) -> Known<'a> {
        Known {
            model,
            world,
            program,
            sheet: count(model, world, program),
            focus,
        }
    }

    fn is_over(&self) -> bool {
        let focus = self.focus.as_ref();
        focus.is_some_and(|(_, one)| is_over(one, self.world))
    }

    fn moment(&self) -> Option<Moment> {
        let (id, one) = self.focus.as_ref()?;
        let world = self.world;
        let over = is_over(one, world);
        let day = one.day?;
        let days = day.since(world.today());
        let day_words = day.near(world.today());
        let when = match (over, world.span(one)) {
            (true, _) => ["Was on ", &*day_words].concat(),
            (false, Some((start, _))) if start <= world.now => "On now".to_owned(),
            (false, _) => [&*capital(days_from_today(days)), ", ", &*day_words].concat(),
        };
        let mut moment = Moment {
            id: id.clone(),
            when,
            clocks: Vec::new(),
            line: None,
            says: String::new(),
            over,
        };
        if let (Some(there), Some((start, end)), false) =
            (one.wall(), world.span(one), one.zone.is_empty())
        {
            self.on_clocks(&mut moment, one, there, start, end);
        }
        Some(moment)
    }

    fn on_clocks(
        &self,
        moment: &mut Moment,
        one: &Booking,
        there: WallTime,
        start: Instant,
        end: Instant,
    ) {
        let world = self.world;
        let there = world.shown(&one.zone, there);
        let city = match one.city() {
            "" => city_of(&one.zone),
            city => city.to_owned(),
        };
        let zone = (world.abbreviation)(&one.zone, start);
        let clock = |wall: WallTime, whose: String| Clock {
            time: wall.minute.clock(world.hours),
            whose,
            night: !AWAKE.contains(&wall.minute.of_day()),
        };
        moment
            .clocks
            .push(clock(there, [&*city, ", ", &*zone].concat()));
        let home = world.home(self.model);
        let (body, rises) = (world.wall_at(&home, start), world.wall_at(&home, end));
        let mut says: Vec<String> = Vec::new();
        if body != there {
            let whose = ["your body, ", &*city_of(&home)].concat();
            moment.clocks.push(clock(body, whose));
            moment.line = Some(DayLine::of(body.minute.of_day(), one.length));
            let ends = rises.minute.clock(world.hours);
            says.push(["Ends at ", &*ends, " for your body."].concat());
        }
        let morning = Morning::read(self.model, world, &moment.id, one);
        if let (Some(Morning::InPerson { door, .. }), false) = (morning, moment.over) {
            let door = world.wall_at(&one.zone, door).minute.clock(world.hours);
            says.push(["Be at the door at ", &*door, "."].concat());
        }
        moment.says = says.join(" ");
    }

    fn title(&self) -> String {
        let day = self.focus.as_ref().and_then(|(_, one)| one.day);
        match day {
            _ if self.is_over() => "After the interview".to_owned(),
            None => "Get ready".to_owned(),
            Some(day) => ["Ready for ", &*day.near(self.world.today())].concat(),
        }
    }

    /// When the stages after the interview open; `None` once they are.
    fn opens(&self) -> Option<String> {
        (self.focus.is_some() && self.over().is_empty()).then(|| self.ends())
    }

    fn ends(&self) -> String {
        let world = self.world;
        let one = self.focus.as_ref().map(|(_, one)| one);
        let end = one.and_then(|one| Some((one, world.span(one)?.1)));
        let day = one.and_then(|one| one.day);
        let words = match (end, day) {
            (Some((one, end)), _) => world.when(&one.zone, world.wall_at(&one.zone, end)),
            (None, Some(day)) => ["after ", &*day.near(world.today())].concat(),
            (None, None) => "after the interview".to_owned(),
        };
        ["Opens ", &*words].concat()
    }

    fn over(&self) -> Vec<(InterviewId, Booking)> {
        over(self.model, self.world, self.program)
    }

    /// The interview that was debriefed last of all, or should be: one whose debrief is asked for first.
    fn behind(&self) -> Option<(InterviewId, Booking)> {
        let over = self.over();
        let is_asked = |one: &Booking| one.debriefed.is_none() && !is_forgotten(one, self.world);
        let open = over.iter().find(|(_, one)| is_asked(one));
        open.or(over.last()).cloned()
    }

    /// Nothing more is to come of it, or it was put away.
    fn is_closed(&self) -> bool {
        let program = self.model.get::<Program>(self.program);
        program.is_some_and(Program::is_off)
    }

    fn policy(&self) -> ThanksPolicy {
        let program = self.model.get::<Program>(self.program);
        program.map_or(ThanksPolicy::Unknown, |one| one.thanks_policy)
    }

    fn step(&self) -> Option<Step> {
        let step = |title: &str, path: String| {
            Some(Step {
                title: title.to_owned(),
                path,
            })
        };
        if self.is_closed() {
            return None;
        }
        let behind = Behind::of(self.model, self.world, self.program);
        if let Some(id) = &behind.debrief {
            let path = address::debrief(self.program, id);
            return step("Write down how it was", path);
        }
        if let Some(thanks) = &behind.thanks {
            let path = address::thanks(self.program, &thanks.interview);
            return step(&to_thank(thanks.count), path);
        }
        if behind.any && behind.rated == 0 {
            return step("Rate it while you remember", address::rate(self.program));
        }
        let (id, one) = self.focus.as_ref().filter(|_| !self.is_over())?;
        let sheet = address::sheet(self.program);
        let days = one.day.map(|day| day.since(self.world.today()));
        if one.day.is_none() || one.start.is_none() || one.zone.is_empty() {
            return step(
                "Add its day, time and zone",
                address::interview(self.program, id),
            );
        }
        if days.is_some_and(|days| days <= 0) {
            return step("Read the elevator card", address::elevator(self.program));
        }
        if let Some(title) = check_words(self.sheet.check) {
            return step(&title, sheet);
        }
        let different = facts_of(self.model, self.program, DIFFERENT);
        if !different.iter().any(|(_, fact)| fact.has_text()) {
            return step("Write what makes it different", sheet);
        }
        let card = why_card(self.program);
        if !self.model.is_alive(Card::KIND, &card) {
            return step("Practice “Why this program?”", sheet);
        }
        if persons(self.model, self.program).is_empty() {
            return step(
                "Write down whom you will meet",
                address::people(self.program),
            );
        }
        let facts = self.model.with_prefix::<Fact>(&family(self.program));
        if facts.into_iter().all(|(_, fact)| !fact.on_card) {
            return step("Choose three facts for the elevator", sheet);
        }
        if self.sheet.filled < self.sheet.all {
            let left = self.sheet.all - self.sheet.filled;
            let left = counted_words(left, "field", "fields");
            return step(&["Fill ", &*left, " of the prep sheet"].concat(), sheet);
        }
        None
    }
}

/// `Check 2 facts again, find out 1`; none when nothing is to be looked up.
fn check_words(check: ToCheck) -> Option<String> {
    let facts = |count| counted_words(count, "fact", "facts");
    Some(match (check.stale, check.open) {
        (0, 0) => return None,
        (0, open) => ["Find out ", &*facts(open)].concat(),
        (stale, 0) => ["Check ", &*facts(stale), " again"].concat(),
        (stale, open) => {
            let open = open.to_string();
            ["Check ", &*facts(stale), " again, find out ", &*open].concat()
        }
    })
}

fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
