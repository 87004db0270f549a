//! The page on which one program is rated.

use crate::content::lazy::RankingGuide;
use crate::domain::ids::family;
use crate::domain::ranking::{GUT, Score};
use crate::domain::time::Day;
use crate::domain::trip::Interview;
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::core::ranking::readings::{Reading, Readings, Sheet, parted, sheet};
use crate::store::read::interviews::is_over;
use crate::store::read::world::World;

const THAT_NIGHT: &str = "that night";
const EARLIER: &str = "earlier";

/// One program's sheet, and what is known of the day there.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// What can be rated, and the readings so far.
    pub sheet: Sheet,
    /// Day of the last interview that is over.
    pub interview: Option<Day>,
    /// Today where the phone is.
    pub today: Day,
}

/// How far a sheet is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Criteria with a value.
    pub rated: usize,
    /// Criteria of which the person said "don't know yet".
    pub unknown: usize,
    /// All criteria of the sheet.
    pub all: usize,
}

impl Rating {
    /// Of a program; `None` when there is no such program.
    pub fn read(
        model: &Model,
        world: &World,
        guide: &RankingGuide,
        program: &str,
    ) -> Option<Rating> {
        let sheet = sheet(model, guide, program)?;
        let mine = |one: &Interview| one.at.as_deref() == Some(program);
        let over = bookings(model, &mine).filter(|(_, one)| is_over(one, world));
        Some(Rating {
            sheet,
            interview: over.filter_map(|(_, one)| one.day).max(),
            today: world.today(),
        })
    }

    /// The readings of a criterion, or of the gut.
    pub fn readings(&self, criterion: &str) -> Option<&Readings> {
        if criterion == GUT {
            return Some(&self.sheet.gut);
        }
        let mut rows = self.sheet.rows.iter();
        let row = rows.find(|row| row.criterion.id == criterion)?;
        Some(&row.readings)
    }

    /// The person's minimum for a criterion, where the value that counts lies below it: that rules the program
    /// out.
    pub fn broken_minimum(&self, criterion: &str) -> Option<u8> {
        let mut rows = self.sheet.rows.iter();
        let row = rows.find(|row| row.criterion.id == criterion)?;
        let (minimum, value) = (row.criterion.role.minimum()?, row.readings.value()?);
        (value < minimum).then_some(minimum)
    }

    /// How far it is filled in, without the gut.
    pub fn filled(&self) -> Filled {
        let rows = &self.sheet.rows;
        let rated = rows.iter().filter(|row| row.readings.value().is_some());
        let said = rows.iter().filter(|row| row.readings.newest().is_some());
        let rated = rated.count();
        Filled {
            rated,
            unknown: said.count() - rated,
            all: rows.len(),
        }
    }

    /// The first thing that the person said, when it is not what counts now.
    pub fn earlier<'a>(&self, readings: &'a Readings) -> Option<&'a Reading> {
        let (first, newest) = (readings.first()?, readings.newest()?);
        (first.score.value != newest.score.value && first.score.day != newest.score.day)
            .then_some(first)
    }

    /// What changed since the first reading, in a sentence: `That night you said 4. Now it is one step lower: 3.`
    /// `None` where nothing did, or nothing was said at first.
    pub fn drift_words(&self, readings: &Readings) -> Option<String> {
        let (first, newest) = (self.earlier(readings)?, readings.newest()?);
        let before = first.score.value?;
        let began = [
            &*self.when_begins(first),
            " you said ",
            &*before.to_string(),
        ]
        .concat();
        let Some(after) = newest.score.value else {
            return Some([&*began, ". Now you don’t know."].concat());
        };
        let by = match before.abs_diff(after) {
            1 => "one step".to_owned(),
            steps => [&*steps.to_string(), " steps"].concat(),
        };
        let way = if after > before {
            " higher: "
        } else {
            " lower: "
        };
        Some([&*began, ". Now it is ", &*by, way, &*after.to_string(), "."].concat())
    }

    /// As `when`, where a sentence begins.
    pub fn when_begins(&self, reading: &Reading) -> String {
        match self.when(reading) {
            when if when == THAT_NIGHT => "That night".to_owned(),
            when if when == EARLIER => "Earlier".to_owned(),
            day => day,
        }
    }

    /// When a reading was made, in words: "that night" for the day of the interview and the one after it.
    pub fn when(&self, reading: &Reading) -> String {
        let Some(day) = reading.score.day else {
            return EARLIER.to_owned();
        };
        let nights = self.interview.map(|interview| day.since(interview));
        match nights {
            Some(0 | 1) => THAT_NIGHT.to_owned(),
            _ => day.near(self.today),
        }
    }

    /// The sentence that belongs to what counts now: that of today's reading, which may be empty, or else the
    /// newest there is.
    pub fn because(&self, readings: &Readings) -> String {
        match readings.newest() {
            Some(one) if one.score.day == Some(self.today) => one.score.note.clone(),
            _ => readings.evidence().map_or("", |(note, _)| note).to_owned(),
        }
    }

    /// What a new value of today says of its reason: a finger that mends its number keeps the sentence.
    pub fn note_of_today(&self, criterion: &str) -> String {
        let newest = self.readings(criterion).and_then(Readings::newest);
        let today = newest.filter(|one| one.score.day == Some(self.today));
        today.map_or("", |one| &one.score.note).to_owned()
    }
}

/// Criteria of a program whose newest reading has a value, whether they count now or not.
pub fn rated(model: &Model, program: &str) -> usize {
    let mut seen: Vec<&str> = Vec::new();
    for (id, _) in model.with_prefix::<Score>(&family(program)) {
        let criterion = parted(id).map(|(_, criterion)| criterion);
        // Those of one criterion come one after the other.
        if let Some(criterion) = criterion.filter(|one| *one != GUT && seen.last() != Some(one)) {
            seen.push(criterion);
        }
    }
    let has_value = |criterion: &&&str| Readings::of(model, program, criterion).value().is_some();
    seen.iter().filter(has_value).count()
}
