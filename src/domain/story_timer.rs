//! The story timer and what surrounds it: zones, elapsed time that survives a sleeping phone, part
//! marks, pace, the ladder of fewer crutches, and the difference between two versions.
//!
//! Any answer with a shortest and a longest time uses the same timer. Deliberately absent: a clock
//! (both clocks' readings enter as arguments), and a verdict beyond the zone.

use serde::{Deserialize, Serialize};

/// Words a minute before the first takes are measured.
pub const USUAL_PACE: f64 = 140.0;
/// So many of the newest takes make the pace.
pub const PACE_TAKES: usize = 5;
/// Runs in range before the next rung is proposed.
pub const RUNS_PER_RUNG: usize = 3;

/// A stretch of time on the timer's face.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Its name in the content, for example `target`.
    pub id: String,
    /// Seconds from which it holds.
    pub from_s: f64,
    /// Seconds at which the next one begins; `None` for the last.
    pub to_s: Option<f64>,
    /// The word on the face.
    pub label: String,
    /// What to do in it.
    pub say: String,
    /// Finishing here counts as in range.
    pub is_target: bool,
}

/// Zones in order, without gap or overlap, from zero to the end of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Zones(Vec<Zone>);

impl Zone {
    /// The word on the face while somebody speaks, and what to do. Nobody is told that an answer is too
    /// short before it is over.
    pub fn while_speaking(&self) -> (&str, &str) {
        match &*self.id {
            "short" | "nearly" => ("Go on", ""),
            _ => (&self.label, &self.say),
        }
    }
}

impl Zones {
    /// Zones as the content gives them.
    ///
    /// # Errors
    /// A sentence when they do not begin at 0, leave a gap, overlap, do not end open, or do not hold
    /// exactly one target.
    pub fn new(zones: Vec<Zone>) -> Result<Zones, String> {
        let mut at = Some(0.0);
        for zone in &zones {
            let ends_later = zone
                .to_s
                .is_none_or(|to| to > zone.from_s && to.is_finite());
            if at != Some(zone.from_s) || !ends_later {
                return Err(format!(
                    "The zone {} does not begin where the one before it ends.",
                    zone.id
                ));
            }
            at = zone.to_s;
        }
        if zones.is_empty() || at.is_some() {
            return Err("The last zone must have no end.".to_owned());
        }
        if zones.iter().filter(|zone| zone.is_target).count() != 1 {
            return Err("Exactly one zone must be the target.".to_owned());
        }
        Ok(Zones(zones))
    }

    /// Zones for an answer that should last `min_s` to `max_s` seconds, in the story's proportions:
    /// nearly from 5/6 of the shortest, getting long up to 5/4 of the longest.
    ///
    /// # Errors
    /// A sentence when the times are not in order or not between 1 second and 1 hour.
    pub fn for_answer(min_s: f64, max_s: f64) -> Result<Zones, String> {
        if !(1.0..=3600.0).contains(&min_s) || !(min_s + 1.0..=3600.0).contains(&max_s) {
            return Err(
                "Choose a shortest and a longest time: 1 second to 1 hour, the longest at least 1 second more."
                    .to_owned(),
            );
        }
        let edges = [
            ("short", "Too short", "Say a little more.", 0.0),
            (
                "nearly",
                "Almost there",
                "A little more detail.",
                min_s * 5.0 / 6.0,
            ),
            ("target", "Target", "Finish in this zone.", min_s),
            ("long", "Getting long", "Finish now.", max_s),
            ("stop", "Too long", "Stop here.", max_s * 1.25),
        ];
        let ends = edges.iter().skip(1).map(|edge| Some(edge.3)).chain([None]);
        Zones::new(
            edges
                .iter()
                .zip(ends)
                .map(|(&(id, label, say, from_s), to_s)| Zone {
                    id: id.to_owned(),
                    from_s,
                    to_s,
                    label: label.to_owned(),
                    say: say.to_owned(),
                    is_target: id == "target",
                })
                .collect(),
        )
    }

    /// The zone at `seconds`; times before zero belong to the first.
    pub fn at(&self, seconds: f64) -> &Zone {
        let later = self.0.partition_point(|zone| zone.from_s <= seconds);
        &self.0[later.saturating_sub(1)]
    }

    /// All zones in order.
    pub fn all(&self) -> &[Zone] {
        &self.0
    }

    /// Shortest and longest time of the target, in seconds.
    pub fn target(&self) -> (f64, f64) {
        self.0
            .iter()
            .find(|zone| zone.is_target)
            .map_or((0.0, 0.0), |zone| {
                (zone.from_s, zone.to_s.unwrap_or(f64::INFINITY))
            })
    }

    /// Whether a take of this length is in range. Both ends count: a story of exactly 120 seconds
    /// took no more than 120 seconds.
    pub fn is_in_range(&self, seconds: f64) -> bool {
        let (from, to) = self.target();
        (from..=to).contains(&seconds)
    }

    /// Seconds beyond the target's end, 0 before it.
    pub fn over_s(&self, seconds: f64) -> f64 {
        (seconds - self.target().1).max(0.0)
    }
}

/// One reading of the two clocks, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The clock that never jumps but may stand still while the phone sleeps.
    pub steady_ms: f64,
    /// The wall clock, which goes on during sleep but may be set.
    pub wall_ms: f64,
}

/// The two clocks may differ by so much before it counts as sleep; below lies ordinary drift.
const SLEPT_MS: f64 = 250.0;
/// Beyond this a difference is a clock that was set, not a phone that slept.
const LONGEST_SLEEP_MS: f64 = 24.0 * 3_600_000.0;

/// A running, paused or finished timer.
///
/// The steady clock counts. Where the wall clock has gone further since the last reading, the phone
/// slept and the difference is added; where it went back or leaps by more than a day, somebody set
/// it and only the steady clock counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Timer {
    last: Reading,
    elapsed_ms: f64,
    slept_ms: f64,
    running: bool,
    marks: Vec<f64>,
}

impl Timer {
    /// A timer that starts now.
    pub fn start(now: Reading) -> Timer {
        Timer {
            last: now,
            elapsed_ms: 0.0,
            slept_ms: 0.0,
            running: true,
            marks: Vec::new(),
        }
    }

    /// Takes a new reading and returns the milliseconds the phone slept since the last one, 0 when it
    /// did not. A reading older than the last changes nothing.
    pub fn read(&mut self, now: Reading) -> f64 {
        let steady = now.steady_ms - self.last.steady_ms;
        let ahead = now.wall_ms - self.last.wall_ms - steady;
        if !(steady >= 0.0 && steady.is_finite() && ahead.is_finite()) {
            return 0.0;
        }
        let slept = if (SLEPT_MS..=LONGEST_SLEEP_MS).contains(&ahead) {
            ahead
        } else {
            0.0
        };
        self.last = now;
        if self.running {
            self.elapsed_ms += steady + slept;
            self.slept_ms += slept;
            slept
        } else {
            0.0
        }
    }

    /// Stops counting until [`Timer::resume`].
    pub fn pause(&mut self, now: Reading) {
        self.read(now);
        self.running = false;
    }

    /// Counts on.
    pub fn resume(&mut self, now: Reading) {
        self.read(now);
        self.running = true;
    }

    /// Ends the part that is being spoken; returns its number from 0. A mark in a pause, or in the
    /// same millisecond as the one before, is not taken.
    pub fn mark(&mut self, now: Reading) -> Option<usize> {
        self.read(now);
        let before = self.marks.last().copied().unwrap_or(0.0);
        (self.running && self.elapsed_ms - before >= 1.0).then(|| {
            self.marks.push(self.elapsed_ms);
            self.marks.len() - 1
        })
    }

    /// Takes the last mark back.
    pub fn unmark(&mut self) {
        self.marks.pop();
    }

    /// Seconds at the last reading, pauses left out.
    pub fn seconds(&self) -> f64 {
        self.elapsed_ms / 1000.0
    }

    /// Seconds of them during which the phone slept.
    pub fn slept_seconds(&self) -> f64 {
        self.slept_ms / 1000.0
    }

    /// True while it counts.
    pub fn is_running(&self) -> bool {
        self.running
    }

    /// Seconds of every part, the one being spoken last. Their sum is [`Timer::seconds`].
    pub fn parts(&self) -> Vec<f64> {
        let ends = self.marks.iter().copied().chain([self.elapsed_ms]);
        let starts = [0.0].into_iter().chain(self.marks.iter().copied());
        starts
            .zip(ends)
            .map(|(from, to)| (to - from) / 1000.0)
            .collect()
    }
}

/// A time as minutes and whole seconds, `1:05`. What is not finished does not count; negative and
/// broken times are `0:00`.
pub fn clock(seconds: f64) -> String {
    // Saturates: nobody speaks for a century. The small share undoes the rounding of sums of
    // milliseconds, which would show 1:04 at 65 seconds sharp.
    let whole = (seconds + 1e-6) as u32;
    let rest = (whole % 60).to_string();
    let zero = if rest.len() == 1 { "0" } else { "" };
    [&(whole / 60).to_string(), ":", zero, &rest].concat()
}

/// What to say about a sleep of `milliseconds`; `None` when there was none worth telling.
pub fn slept_note(milliseconds: f64) -> Option<String> {
    (milliseconds >= 1000.0).then(|| {
        let slept = clock((milliseconds / 1000.0).round());
        [
            "The phone slept for ",
            &slept,
            ". The time shown includes it.",
        ]
        .concat()
    })
}

/// Words a minute: the median of the newest [`PACE_TAKES`] takes (oldest first), and
/// [`USUAL_PACE`] until there are so many. A take is words and seconds; one without words, or
/// shorter than 5 seconds, does not count.
pub fn pace(takes: &[(u32, f64)]) -> f64 {
    let mut newest: Vec<f64> = takes
        .iter()
        .rev()
        .filter(|(words, seconds)| *words > 0 && seconds.is_finite() && *seconds >= 5.0)
        .take(PACE_TAKES)
        .map(|(words, seconds)| f64::from(*words) * 60.0 / seconds)
        .collect();
    if newest.len() < PACE_TAKES {
        return USUAL_PACE;
    }
    newest.sort_by(f64::total_cmp);
    newest[PACE_TAKES / 2]
}

/// Seconds that so many words take at `pace` words a minute.
pub fn seconds_for(words: usize, pace: f64) -> f64 {
    if pace > 0.0 {
        words as f64 * 60.0 / pace
    } else {
        0.0
    }
}

/// Help in front of the speaker, from much to none.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// The whole text.
    #[default]
    Script,
    /// One card for each part.
    PartCards,
    /// Key words.
    KeyWords,
    /// Nothing.
    Blank,
}

impl Rung {
    /// All rungs, from much help to none.
    pub const ALL: [Rung; 4] = [Rung::Script, Rung::PartCards, Rung::KeyWords, Rung::Blank];

    /// Its name, as a choice.
    pub fn name(self) -> &'static str {
        match self {
            Rung::Script => "Script",
            Rung::PartCards => "Part cards",
            Rung::KeyWords => "Key words",
            Rung::Blank => "Nothing",
        }
    }

    /// The rung of this name.
    pub fn named(name: &str) -> Option<Rung> {
        Rung::ALL.into_iter().find(|rung| rung.name() == name)
    }

    /// The rung with less help, if there is one.
    pub fn next(self) -> Option<Rung> {
        Rung::ALL.iter().copied().find(|rung| *rung > self)
    }
}

/// One finished attempt, as far as the streak and the ladder ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attempt {
    /// Its length.
    pub seconds: f64,
    /// The help that was shown.
    pub rung: Rung,
}

/// How many of the newest attempts in a row were in range. Oldest first.
pub fn streak(attempts: &[Attempt], zones: &Zones) -> usize {
    let in_range = |attempt: &&Attempt| zones.is_in_range(attempt.seconds);
    attempts.iter().rev().take_while(in_range).count()
}

/// The rung to propose after these attempts (oldest first): the next one once the newest three
/// were all in range on the same rung. `None` otherwise, and on the last rung.
pub fn proposed_rung(attempts: &[Attempt], zones: &Zones) -> Option<Rung> {
    let newest = attempts.last()?;
    let run = attempts
        .iter()
        .rev()
        .take_while(|attempt| attempt.rung == newest.rung && zones.is_in_range(attempt.seconds))
        .count();
    (run >= RUNS_PER_RUNG).then(|| newest.rung.next()).flatten()
}

/// A run of words in the difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Kept(String),
    /// Only in the older one.
    Removed(String),
    /// Only in the newer one.
    Added(String),
}

/// Word pairs compared at most, about 2000 by 2000. What differs beyond that is shown as removed and
/// added as a whole, so that memory stays under 8 MB.
const MOST_CELLS: usize = 4_000_000;

/// The word-level difference between two texts: the longest common run of words is kept. Words are
/// compared as they stand; white space does not count.
pub fn difference(older: &str, newer: &str) -> Vec<Change> {
    let old: Vec<&str> = older.split_whitespace().collect();
    let new: Vec<&str> = newer.split_whitespace().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let pairs = old_rest.iter().rev().zip(new_rest.iter().rev());
    let tail = pairs.take_while(|(a, b)| a == b).count();
    let old_mid = &old_rest[..old_rest.len() - tail];
    let new_mid = &new_rest[..new_rest.len() - tail];

    let mut out = Vec::new();
    push(&mut out, Change::Kept, &old[..head]);
    if old_mid.len().saturating_mul(new_mid.len()) > MOST_CELLS {
        push(&mut out, Change::Removed, old_mid);
        push(&mut out, Change::Added, new_mid);
    } else {
        walk(old_mid, new_mid, &mut out);
    }
    push(&mut out, Change::Kept, &old_rest[old_rest.len() - tail..]);
    join(out)
}

/// Longest common subsequence by table, walked from the front.
fn walk(old: &[&str], new: &[&str], out: &mut Vec<Change>) {
    let width = new.len() + 1;
    let mut longest = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            push(out, Change::Kept, &old[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            push(out, Change::Removed, &old[i..=i]);
            i += 1;
        } else {
            push(out, Change::Added, &new[j..=j]);
            j += 1;
        }
    }
    push(out, Change::Removed, &old[i..]);
    push(out, Change::Added, &new[j..]);
}

fn push(out: &mut Vec<Change>, kind: fn(String) -> Change, words: &[&str]) {
    if !words.is_empty() {
        out.push(kind(words.join(" ")));
    }
}

/// Neighbours of one kind become one run; within a changed stretch what was removed comes first.
fn join(changes: Vec<Change>) -> Vec<Change> {
    let mut out = Vec::new();
    let (mut kept, mut removed, mut added) = (Vec::new(), Vec::new(), Vec::new());
    let flush = |out: &mut Vec<Change>, kind: fn(String) -> Change, words: &mut Vec<String>| {
        if !words.is_empty() {
            out.push(kind(words.join(" ")));
            words.clear();
        }
    };
    for change in changes {
        match change {
            Change::Kept(words) => {
                flush(&mut out, Change::Removed, &mut removed);
                flush(&mut out, Change::Added, &mut added);
                kept.push(words);
            }
            Change::Removed(words) => {
                flush(&mut out, Change::Kept, &mut kept);
                removed.push(words);
            }
            Change::Added(words) => {
                flush(&mut out, Change::Kept, &mut kept);
                added.push(words);
            }
        }
    }
    flush(&mut out, Change::Kept, &mut kept);
    flush(&mut out, Change::Removed, &mut removed);
    flush(&mut out, Change::Added, &mut added);
    out
}
