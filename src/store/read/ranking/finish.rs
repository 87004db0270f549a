//! What is left before the list is certified, the lists that were kept, and what has changed between two.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::ranking::{Kept, Placed, Ranking};
use crate::domain::time::{Day, Instant, Minute, WallTime};
use crate::domain::words::{and_list, and_more};
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::{hundredths, settings};
use crate::store::core::ranking::standing::Standing;
use crate::store::read::ranking::board::{Board, BoardRow, in_line};
use crate::store::read::world::World;

/// A line of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Every program on the list has had an interview.
    Interviewed,
    /// One would train at each of them.
    Willing,
    /// The order is what one truly prefers.
    Preference,
    /// Each has an NRMP code of its own.
    Codes,
    /// Contract and visa policy of each are at hand.
    Papers,
    /// The list as it stands is the one that was certified.
    Certified,
}

impl Check {
    /// The person ticks it; the others follow from what is known.
    pub fn is_ticked_by_hand(self) -> bool {
        matches!(self, Check::Willing | Check::Preference)
    }
}

/// A line of the checklist and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckRow {
    /// What is checked.
    pub check: Check,
    /// It is so.
    pub done: bool,
    /// Names of the programs for which it is not so yet; empty while it is said of none.
    pub missing: Vec<String>,
}

/// The deadline as the person typed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    /// On the clock of the zone.
    pub wall: WallTime,
    /// IANA zone.
    pub zone: String,
    /// The instant.
    pub at: Instant,
    /// Minutes left; negative when it is over.
    pub minutes_left: i64,
    /// What the clock at home shows then, and its zone; none where that is the same.
    pub home: Option<(WallTime, String)>,
}

/// What the screen of the end needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Finish {
    /// The list, the first place first.
    pub rows: Vec<BoardRow>,
    /// Codes of the rows, as typed.
    pub codes: Vec<String>,
    /// The checklist.
    pub checks: Vec<CheckRow>,
    /// Until when.
    pub deadline: Option<Deadline>,
    /// The last list that was certified, with its id.
    pub certified: Option<(String, Ranking)>,
    /// What has changed since, if anything was certified.
    pub changed: Comparison,
    /// On which day the order was changed last since, as far as a draft says so.
    pub changed_on: Option<Day>,
    /// The list as it would be kept.
    pub standing: Standing,
}

impl Finish {
    /// The list was certified, and stands as it did then.
    pub fn is_certified(&self) -> bool {
        self.certified.is_some() && self.changed.is_empty()
    }

    /// `Places 4 and 5 changed on Wed 10 Feb`, `6 places changed`: what has changed since the list was certified,
    /// by its places now; else `Cedar taken off on Wed 10 Feb`. `None`: nothing, or it never was certified.
    pub fn changed_words(&self) -> Option<String> {
        if self.changed.is_empty() {
            return None;
        }
        let places = self.changed.moved.iter().filter_map(|one| one.to);
        let places: Vec<String> = places.map(|place| place.to_string()).collect();
        let on = self.changed_on.map(Day::short);
        let on = on.map_or(String::new(), |day| [" on ", &*day].concat());
        let what = match &*places {
            [] => [&*and_more(&self.changed.names()), " taken off"].concat(),
            [place] => ["Place ", &**place, " changed"].concat(),
            [_, _] | [_, _, _] => ["Places ", &*and_list(&places), " changed"].concat(),
            many => [&*many.len().to_string(), " places changed"].concat(),
        };
        Some([&*what, &*on].concat())
    }

    /// Places of the list that have no NRMP code, or that of another one.
    pub fn without_code(&self) -> Vec<&Placed> {
        without_code(&self.standing.list.order)
    }
}

/// Reads it all.
pub fn finish(model: &Model, world: &World, guide: &RankingGuide) -> Finish {
    let board = Board::read(model, world, guide);
    let waiting: Vec<&BoardRow> = board.waiting.iter().filter(|row| row.has_key).collect();
    let names_of = |rows: &[&BoardRow]| rows.iter().map(|row| row.name.clone()).collect();
    let standing = Standing {
        list: as_kept(model, world, &board),
        waiting: names_of(&waiting),
        waiting_ids: waiting.iter().map(|row| row.id.clone()).collect(),
    };
    let kept = rankings(model);
    let newest = |kind: Kept| kept.iter().find(|(_, one)| one.kept == kind);
    let certified = newest(Kept::Certified).cloned();
    let since = certified.as_ref().map_or(i64::MAX, |(_, one)| one.at);
    let draft = newest(Kept::Draft).filter(|(_, one)| one.at > since);
    let changed_on = draft.and_then(|(_, one)| one.day);
    let changed = match &certified {
        Some((_, before)) => compare(&before.order, &standing.list.order),
        None => Comparison::default(),
    };
    let codes = standing.list.order.iter().map(|one| one.code.clone());
    Finish {
        codes: codes.collect(),
        checks: checks(model, &board, &standing, certified.is_some(), &changed),
        deadline: deadline(model, world),
        rows: board.placed,
        certified,
        changed,
        changed_on,
        standing,
    }
}

/// The deadline, if the person typed one.
pub fn deadline(model: &Model, world: &World) -> Option<Deadline> {
    let settings = settings(model);
    let wall = settings.deadline?;
    Some(Deadline::of(model, world, wall, settings.deadline_zone))
}

/// When the list must usually be certified: at 9 p.m. Eastern, sixteen days before the third Friday of
/// March, on which results come. The next one that is still to come. The NRMP sets it anew each year.
pub fn usual_deadline(model: &Model, world: &World) -> Option<Deadline> {
    let minute = Minute::new(21, 0)?;
    let of_year = |year: i32| {
        let day = third_friday_of_march(year)?.plus(-16);
        let wall = WallTime { day, minute };
        let zone = "America/New_York".to_owned();
        Some(Deadline::of(model, world, wall, zone)).filter(|one| one.minutes_left > 0)
    };
    (world.today().year()..).take(2).find_map(of_year)
}

fn third_friday_of_march(year: i32) -> Option<Day> {
    (15..=21)
        .filter_map(|day| Day::new(year, 3, day))
        .find(|day| day.weekday() == "Fri")
}

impl Deadline {
    fn of(model: &Model, world: &World, wall: WallTime, zone: String) -> Deadline {
        let at = world.instant(&zone, wall);
        let home = world.home(model);
        let there = world.wall_at(&home, at);
        Deadline {
            home: (there != wall).then_some((there, home)),
            minutes_left: at.minutes_since(world.now),
            wall,
            zone,
            at,
        }
    }
}

fn as_kept(model: &Model, world: &World, board: &Board) -> Ranking {
    let placed = |row: &BoardRow| Placed {
        program: row.id.clone(),
        name: row.name.clone(),
        code: code(model, &row.id),
        tier: row.tier,
        score: row.score.map(|score| hundredths(score.value * 100.0)),
    };
    Ranking {
        at: world.now.0,
        day: Some(world.today()),
        order: board.placed.iter().map(placed).collect(),
        weights: board.criteria.weighed(),
        ..Ranking::default()
    }
}

fn code(model: &Model, program: &ProgramId) -> String {
    let program = model.get::<Program>(program);
    program.map_or(String::new(), |program| program.code.trim().to_owned())
}

fn checks(
    model: &Model,
    board: &Board,
    standing: &Standing,
    was_certified: bool,
    changed: &Comparison,
) -> Vec<CheckRow> {
    let settings = settings(model);
    let rows = &board.placed;
    let is_empty = rows.is_empty();
    let without = |lacks: &dyn Fn(&BoardRow) -> bool| -> Vec<String> {
        let lacking = rows.iter().filter(|row| lacks(row));
        lacking.map(|row| row.name.clone()).collect()
    };
    let no_code = without_code(&standing.list.order).into_iter();
    let no_code: Vec<String> = no_code.map(|one| one.name.clone()).collect();
    let no_papers = |row: &BoardRow| {
        let program = model.get::<Program>(&row.id);
        program.is_none_or(|program| program.papers.is_none())
    };
    // What was said of a list lapses where a program came later or moved.
    let willing = settings.willing.as_ref().map(|said| {
        let said: BTreeSet<&str> = said.iter().map(|id| &**id).collect();
        without(&|row| !said.contains(&*row.id))
    });
    let preference = settings.preference.as_ref().map(|said| {
        let is_there: BTreeSet<&str> = rows.iter().map(|row| &*row.id).collect();
        let said = said.iter().filter(|id| is_there.contains(&***id));
        let said = said.map(|program| Placed {
            program: program.clone(),
            ..Placed::default()
        });
        compare(&said.collect::<Vec<Placed>>(), &standing.list.order).names()
    });
    let derived = |check: Check, missing: Vec<String>| CheckRow {
        check,
        done: !is_empty && missing.is_empty(),
        missing,
    };
    let said = |check: Check, missing: Option<Vec<String>>| CheckRow {
        check,
        done: !is_empty && missing.as_ref().is_some_and(Vec::is_empty),
        missing: missing.unwrap_or_default(),
    };
    vec![
        derived(Check::Interviewed, standing.waiting.clone()),
        said(Check::Willing, willing),
        said(Check::Preference, preference),
        derived(Check::Codes, no_code),
        derived(Check::Papers, without(&no_papers)),
        said(Check::Certified, was_certified.then(|| changed.names())),
    ]
}

fn without_code(order: &[Placed]) -> Vec<&Placed> {
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for one in order {
        *codes.entry(one.code.to_uppercase()).or_default() += 1;
    }
    let is_lacking = |one: &&Placed| {
        let code = one.code.to_uppercase();
        code.is_empty() || codes.get(&code).is_some_and(|count| *count > 1)
    };
    order.iter().filter(is_lacking).collect()
}

/// The lists that were kept, drafts too, newest first.
pub fn rankings(model: &Model) -> Vec<(String, Ranking)> {
    let all = model.all::<Ranking>().iter();
    let mut all: Vec<(String, Ranking)> = all.map(|(id, one)| (id.clone(), one.clone())).collect();
    all.sort_by(|a, b| (b.1.at, &b.0).cmp(&(a.1.at, &a.0)));
    all
}

/// The name of a place in a list that was kept: as it was then, or for a draft as it is, or was when the
/// program was deleted.
pub fn name_of(model: &Model, placed: &Placed) -> String {
    if !placed.name.is_empty() {
        return placed.name.clone();
    }
    let id = &*placed.program;
    let known = model.get::<Program>(id).cloned();
    let program = known.or_else(|| model.remains(id)).unwrap_or_default();
    program.title().to_owned()
}

/// The list with the names of `name_of`.
pub fn named(model: &Model, list: &[Placed]) -> Vec<Placed> {
    let named = |one: &Placed| Placed {
        name: name_of(model, one),
        ..one.clone()
    };
    list.iter().map(named).collect()
}

/// A program that was moved, came or went between two lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Id of the program.
    pub program: ProgramId,
    /// Its name in the later list, or in the only one that has it.
    pub name: String,
    /// Its place in the earlier list, from 1; none: it was not on it.
    pub from: Option<usize>,
    /// Its place in the later list.
    pub to: Option<usize>,
}

impl Moved {
    /// What became of it, behind its name: `up from 4 to 2`, `new, at 5`, `gone, was 8`.
    pub fn words(&self) -> String {
        let (from, to) = (self.from.unwrap_or(0), self.to.unwrap_or(0));
        let (before, after) = (from.to_string(), to.to_string());
        match (from, to) {
            (0, _) => ["new, at ", &*after].concat(),
            (_, 0) => ["gone, was ", &*before].concat(),
            _ if to < from => ["up from ", &*before, " to ", &*after].concat(),
            _ => ["down from ", &*before, " to ", &*after].concat(),
        }
    }
}

/// What differs between two lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Programs that were moved or came, by their place in the later list; then those that went. Those that
    /// only made room are none of them.
    pub moved: Vec<Moved>,
}

impl Comparison {
    /// The lists are equal.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty()
    }

    /// Names of all that moved, came or went.
    pub fn names(&self) -> Vec<String> {
        self.moved.iter().map(|one| one.name.clone()).collect()
    }
}

/// The rank of each of some different numbers among them, from 0.
fn ranks(numbers: &[usize]) -> Vec<usize> {
    let all: BTreeSet<usize> = numbers.iter().copied().collect();
    let ranks: BTreeMap<usize, usize> = all.into_iter().zip(0..).collect();
    numbers.iter().map(|number| ranks[number]).collect()
}

/// What differs between an earlier list and a later one: as few moves as lead from the one to the other.
pub fn compare(earlier: &[Placed], later: &[Placed]) -> Comparison {
    fn places(list: &[Placed]) -> BTreeMap<&ProgramId, usize> {
        list.iter().map(|one| &one.program).zip(1..).collect()
    }
    let (before, after) = (places(earlier), places(later));
    let moved = |one: &Placed| Moved {
        program: one.program.clone(),
        name: one.name.clone(),
        from: before.get(&one.program).copied(),
        to: after.get(&one.program).copied(),
    };
    let both = later
        .iter()
        .filter_map(|one| Some((&one.program, *before.get(&one.program)?)));
    let (ids, then): (Vec<&ProgramId>, Vec<usize>) = both.unzip();
    let then = ranks(&then);
    // Whoever has its place still stays in line before one that has another.
    let has_another: Vec<bool> = (0..).zip(&then).map(|(now, then)| now != *then).collect();
    let kept = in_line(&then, &has_another);
    let stays = ids.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept);
    let stays: BTreeSet<&ProgramId> = stays.map(|(id, _)| id).collect();
    // Where others changed sides around one, there is nothing to say of it.
    let has_moved = |one: &Moved| one.from != one.to && !stays.contains(&one.program);
    let later = later.iter().map(moved).filter(has_moved);
    let gone = earlier
        .iter()
        .filter(|one| !after.contains_key(&one.program));
    Comparison {
        moved: later.chain(gone.map(moved)).collect(),
    }
}
