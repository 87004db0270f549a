//! The person's own order: every program that has a place in it, by tier, then by key, then by id, so that
//! phones that sort apart and merge read one list.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::ProgramId;
use crate::domain::order;
use crate::domain::program::{Program, Tier};
use crate::domain::ranking::Placed;
use crate::store::core::change::Change;
use crate::store::core::change::{Refusal, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::ranking::readings::is_below_minimum;

/// Where in the list a program shall stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Before all others.
    First,
    /// After all others.
    Last,
    /// Right before this program.
    Before(ProgramId),
    /// Right after this program.
    After(ProgramId),
}

/// One program of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Id of the program.
    pub id: ProgramId,
    /// Its tier.
    pub tier: Option<Tier>,
    key: String,
}

/// The person's own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List(Vec<Line>);

impl List {
    /// As the model has it, also those that are ruled out or have had no interview.
    pub fn of(model: &Model) -> List {
        let placed = model.all::<Program>().iter();
        let placed = placed.filter(|(_, program)| !program.rank.is_empty());
        let lines = placed.map(|(id, program)| Line {
            id: id.as_str().into(),
            tier: program.tier,
            key: program.rank.clone(),
        });
        List(order::by_text(lines.collect(), |line| {
            [tier_key(line.tier), &*line.key, &*line.id].join("\u{1}")
        }))
    }

    /// Its lines, the first place first.
    pub fn lines(&self) -> &[Line] {
        &self.0
    }

    fn at(&self, id: &str) -> Result<usize, Refusal> {
        let place = self.0.iter().position(|line| line.id == id);
        place.ok_or_else(|| {
            Refusal("The list was changed in the meantime. Nothing was moved.".to_owned())
        })
    }

    /// Puts a program at a spot. It keeps its tier where the spot lies at the edge of it; else it takes that
    /// of its new neighbors.
    pub fn place(&mut self, id: &str, spot: &Spot) -> Result<(), Refusal> {
        if matches!(spot, Spot::Before(other) | Spot::After(other) if other == id) {
            return Ok(());
        }
        let known = self.0.iter().position(|line| line.id == id);
        let own = known.map(|place| self.0.remove(place));
        let at = match spot {
            Spot::First => 0,
            Spot::Last => self.0.len(),
            Spot::Before(other) => self.at(other)?,
            Spot::After(other) => self.at(other)? + 1,
        };
        let tier_at = |place: usize| self.0.get(place).map(|line| line.tier);
        let (above, below) = (at.checked_sub(1).and_then(tier_at), tier_at(at));
        let tier = match (above, below, &own) {
            (Some(above), Some(below), _) if above == below => above,
            (_, _, Some(own)) if above == Some(own.tier) || below == Some(own.tier) => own.tier,
            (_, Some(below), _) => below,
            (Some(above), None, _) => above,
            (None, None, own) => own.as_ref().and_then(|own| own.tier),
        };
        let is_there = known == Some(at) && own.as_ref().is_some_and(|own| own.tier == tier);
        match own.filter(|_| is_there) {
            Some(own) => self.0.insert(at, own),
            None => self.insert(at, id, tier),
        }
        Ok(())
    }

    /// Puts a program at a spot in a tier. A tier that does not reach there gives way to that of the neighbors.
    pub fn place_in(&mut self, id: &str, spot: &Spot, tier: Option<Tier>) -> Result<(), Refusal> {
        self.place(id, spot)?;
        let at = self.at(id)?;
        let rank_at = |place: usize| self.0.get(place).map(|line| rank(line.tier));
        let above = at.checked_sub(1).and_then(rank_at);
        let is_reached = above.is_none_or(|above| above <= rank(tier))
            && rank_at(at + 1).is_none_or(|below| rank(tier) <= below);
        if is_reached && self.0[at].tier != tier {
            self.0.remove(at);
            self.insert(at, id, tier);
        }
        Ok(())
    }

    /// Gives a program a tier: it goes as far as it must to stand in that part of the list. Programs before
    /// it that have no tier take the same one, if nothing lies between.
    pub fn give_tier(&mut self, id: &str, tier: Option<Tier>) {
        let known = self.0.iter().position(|line| line.id == id);
        if known.is_some_and(|place| self.0[place].tier == tier) {
            return;
        }
        let place = known.unwrap_or(self.0.len());
        let without = known.is_none_or(|place| self.0[place].tier.is_none());
        let is_last = |line: &Line| line.tier.is_none() || rank(line.tier) <= rank(tier);
        if known.is_some() && without && self.0.iter().all(is_last) {
            for line in &mut self.0[..=place] {
                line.tier = line.tier.or(tier);
            }
            self.settle();
            return;
        }
        if known.is_some() {
            self.0.remove(place);
        }
        let starts = |of: u8| self.0.iter().filter(|line| rank(line.tier) < of).count();
        let (start, end) = (starts(rank(tier)), starts(rank(tier) + 1));
        let at = if place <= start { start } else { end };
        self.insert(at, id, tier);
    }

    /// Puts all of `ids` into this order, each at one of the places that they have now; those that had none
    /// come last. The tiers stay where they are. What is not among them stays behind its neighbor.
    pub fn take(&mut self, ids: &[ProgramId]) {
        let wanted: BTreeSet<&str> = ids.iter().map(|id| &**id).collect();
        let mut behind: BTreeMap<Option<ProgramId>, Vec<Line>> = BTreeMap::new();
        let (mut tiers, mut last) = (Vec::new(), None);
        for line in std::mem::take(&mut self.0) {
            if wanted.contains(&*line.id) {
                tiers.push(line.tier);
                last = Some(line.id.clone());
            }
            behind.entry(last.clone()).or_default().push(line);
        }
        let lowest = tiers.last().copied().flatten();
        self.0 = behind.remove(&None).unwrap_or_default();
        for (place, id) in ids.iter().enumerate() {
            let tier = tiers.get(place).copied().unwrap_or(lowest);
            let mut lines = behind.remove(&Some(id.clone())).unwrap_or_default();
            if lines.is_empty() {
                lines.push(Line {
                    id: id.clone(),
                    tier,
                    key: String::new(),
                });
            }
            for line in &mut lines {
                line.tier = tier;
            }
            self.0.extend(lines);
        }
        self.settle();
    }

    /// Takes a program off the list.
    pub fn remove(&mut self, id: &str) {
        self.0.retain(|line| line.id != id);
    }

    /// Writes one key, or more where neighbors share theirs.
    fn insert(&mut self, at: usize, id: &str, tier: Option<Tier>) {
        let start = self.0[..at].iter().rev();
        let start = at - start.take_while(|line| line.tier == tier).count();
        let group = self.0[start..].iter().take_while(|line| line.tier == tier);
        let mut keys: Vec<String> = group.map(|line| line.key.clone()).collect();
        let (to, count) = (at - start, keys.len());
        self.0.insert(
            at,
            Line {
                id: id.into(),
                tier,
                key: order::after(None),
            },
        );
        // From one end of the part to its place, so that it is always a move.
        let from = if to == 0 { count } else { 0 };
        keys.insert(from, String::new());
        for (row, key) in order::moved(&keys, from, to) {
            let row = match row {
                row if row == from => to,
                // As the others stand without it, and then with it.
                row => {
                    let row = row - usize::from(row > from);
                    row + usize::from(row >= to)
                }
            };
            self.0[start + row].key = key;
        }
    }

    /// New keys for the parts whose keys are not in the order of their lines.
    fn settle(&mut self) {
        for part in self.0.chunk_by_mut(|a, b| a.tier == b.tier) {
            let is_sorted = part.windows(2).all(|two| two[0].key < two[1].key);
            if is_sorted && part.iter().all(|line| !line.key.is_empty()) {
                continue;
            }
            let keys = order::initial(part.len());
            for (line, key) in part.iter_mut().zip(keys) {
                line.key = key;
            }
        }
    }

    /// What makes the model's list this one.
    pub fn write(&self, model: &Model, out: &mut Vec<Change>) -> Result<(), Refusal> {
        let before = List::of(model);
        let stays: BTreeSet<&str> = self.0.iter().map(|line| &*line.id).collect();
        let gone = before.0.iter().filter(|line| !stays.contains(&*line.id));
        let gone = gone.map(|line| (&line.id, None, ""));
        let lines = self.0.iter().map(|line| (&line.id, line.tier, &*line.key));
        for (id, tier, key) in gone.chain(lines) {
            let program: Program = existing(model, id)?;
            if program.tier == tier && program.rank == key {
                continue;
            }
            let program = Program {
                tier,
                rank: key.to_owned(),
                ..program
            };
            edit(model, id, &program, out)?;
        }
        Ok(())
    }

    /// As a draft keeps it, without those of which `is_out` holds.
    pub fn kept(&self, is_out: impl Fn(&str) -> bool) -> Vec<Placed> {
        let lines = self.0.iter().filter(|line| !is_out(&line.id));
        let placed = |line: &Line| Placed {
            program: line.id.clone(),
            tier: line.tier,
            ..Placed::default()
        };
        lines.map(placed).collect()
    }
}

/// A list that names a program twice or one that is gone is none.
pub(in crate::store) fn check_order(model: &Model, ids: &[ProgramId]) -> Result<(), Refusal> {
    let all: BTreeSet<&ProgramId> = ids.iter().collect();
    let is_there = |id: &&ProgramId| model.get::<Program>(id).is_some();
    if ids.is_empty() {
        return refuse("There is nothing to put in order yet. Add a program first.");
    }
    if all.len() < ids.len() || !all.iter().all(is_there) {
        return refuse("A program was deleted in the meantime. Look at the order once more.");
    }
    Ok(())
}

/// The program is not ranked, as far as no clock is asked.
pub(in crate::store) fn is_out(model: &Model, id: &str) -> bool {
    let is_out = |program: &Program| program.ruled_out.is_some() || program.is_off();
    model.get::<Program>(id).is_none_or(is_out) || is_below_minimum(model, id)
}

/// Ids of the programs that have a place and are ranked, in order. Some may have had no interview.
pub(in crate::store) fn ranked(model: &Model) -> Vec<ProgramId> {
    let list = List::of(model);
    let ids = list.lines().iter().map(|line| &line.id);
    ids.filter(|id| !is_out(model, id)).cloned().collect()
}

fn rank(tier: Option<Tier>) -> u8 {
    match tier {
        Some(Tier::Top) => 0,
        Some(Tier::Good) => 1,
        Some(Tier::Accept) => 2,
        None => 3,
    }
}

fn tier_key(tier: Option<Tier>) -> &'static str {
    ["0", "1", "2", "3"][usize::from(rank(tier))]
}
