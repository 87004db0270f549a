//! One stored field: a multi-value register.
//!
//! It shows the newest value and keeps every value that was written without knowledge of it
//! ("Other version"). Its merge is the causal join of Almeida, Shoker and Baquero's delta-state
//! registers: commutative, associative and idempotent. Values are opaque JSON text.

use crate::store::core::hlc::Hlc;

/// One written value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When and by whom.
    pub hlc: Hlc,
    /// JSON text.
    pub val: Box<str>,
}

/// The state of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Values that no known write has replaced, newest first.
    heads: Vec<Version>,
    /// The newest stamp seen of each actor, heads included, in order of actor.
    seen: Vec<Hlc>,
}

impl Register {
    /// A register with these heads that knows `prev` to be replaced.
    pub fn new(mut heads: Vec<Version>, prev: &[Hlc]) -> Register {
        settle(&mut heads);
        let mut seen = Vec::new();
        for hlc in heads.iter().map(|head| &head.hlc).chain(prev) {
            note(&mut seen, *hlc);
        }
        Register { heads, seen }
    }

    /// The value to show.
    pub fn current(&self) -> Option<&Version> {
        self.heads.first()
    }

    /// Values written in ignorance of the one shown, that differ from it.
    pub fn others(&self) -> impl Iterator<Item = &Version> {
        let shown = self.current().map(|version| version.val.clone());
        self.heads
            .iter()
            .skip(1)
            .filter(move |head| Some(&head.val) != shown.as_ref())
    }

    /// All heads, newest first.
    pub fn heads(&self) -> &[Version] {
        &self.heads
    }

    /// Stamps known to be replaced: what a reader needs beside the heads to rebuild the register.
    pub fn replaced(&self) -> impl Iterator<Item = Hlc> {
        self.seen
            .iter()
            .copied()
            .filter(|seen| self.heads.iter().all(|head| head.hlc != *seen))
    }

    /// Every stamp it knows of: those of its values and those they replaced.
    pub fn stamps(&self) -> impl Iterator<Item = Hlc> {
        self.heads
            .iter()
            .map(|head| head.hlc)
            .chain(self.replaced())
    }

    /// Takes in everything `other` knows. Says whether the heads changed.
    pub fn join(&mut self, other: &Register) -> bool {
        let before = self.heads.clone();
        let known = |seen: &[Hlc], hlc: &Hlc| {
            seen.iter()
                .any(|newest| newest.actor == hlc.actor && hlc <= newest)
        };
        let mut heads: Vec<Version> = self
            .heads
            .iter()
            .filter(|head| stands(&other.heads, &head.hlc) || !known(&other.seen, &head.hlc))
            .cloned()
            .collect();
        for head in &other.heads {
            if stands(&self.heads, &head.hlc) || !known(&self.seen, &head.hlc) {
                heads.push(head.clone());
            }
        }
        settle(&mut heads);
        self.heads = heads;
        for hlc in &other.seen {
            note(&mut self.seen, *hlc);
        }
        self.heads != before
    }
}

fn stands(heads: &[Version], hlc: &Hlc) -> bool {
    heads.iter().any(|head| head.hlc == *hlc)
}

// Newest first. One stamp with two values (a file edited by hand) keeps the greater one, so that
// every order of merging agrees and none drops both.
fn settle(heads: &mut Vec<Version>) {
    // By insertion: there are one or two, and a general sort would be kilobytes of code at start-up.
    for end in 1..heads.len() {
        let goes_before = |a: &Version, b: &Version| (a.hlc, &a.val) > (b.hlc, &b.val);
        let mut place = end;
        while place > 0 && goes_before(&heads[place], &heads[place - 1]) {
            heads.swap(place, place - 1);
            place -= 1;
        }
    }
    heads.dedup_by(|later, first| later.hlc == first.hlc);
}

fn note(seen: &mut Vec<Hlc>, hlc: Hlc) {
    match seen.binary_search_by(|newest| newest.actor.cmp(&hlc.actor)) {
        Ok(place) => seen[place] = seen[place].max(hlc),
        Err(place) => seen.insert(place, hlc),
    }
}
