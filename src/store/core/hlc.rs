//! Hybrid logical clock: a total order of changes that survives wrong phone clocks.
//!
//! After Kulkarni et al., "Logical Physical Clocks" (2014), with an epoch in front: a phone whose
//! clock once stood years ahead would otherwise win every later merge. The clock itself is an
//! argument.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// How far (ms) a stamp may lie ahead of the clock at start before a new epoch begins: 24 hours.
pub const TRUSTED_AHEAD_MS: u64 = 24 * 60 * 60 * 1000;

/// Who wrote: one tab of one device. Two tabs never share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Actor {
    /// Random, drawn once per installation.
    pub device: u64,
    /// Random, drawn at every start of a tab.
    pub tab: u16,
}

impl Actor {
    /// Twenty hex digits.
    pub fn text(self) -> String {
        let mut text = String::with_capacity(20);
        hex(&mut text, self.device, 16);
        hex(&mut text, u64::from(self.tab), 4);
        text
    }

    /// Reads what `text` wrote.
    pub fn parse(text: &str) -> Option<Actor> {
        let (device, tab) = (text.get(..16)?, text.get(16..)?);
        Some(Actor {
            device: unhex(device, 16)?,
            tab: u16::try_from(unhex(tab, 4)?).ok()?,
        })
    }
}

/// One moment in the order of all changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc {
    /// Raised when stamps were found far ahead of the clock.
    pub epoch: u16,
    /// Physical part, milliseconds since 1970 UTC, 48 bits.
    pub ms: u64,
    /// Tells changes of one millisecond apart, and grows while the clock runs backward.
    pub counter: u16,
    /// Who wrote.
    pub actor: Actor,
}

impl Hlc {
    /// The stamp that follows `self` for `actor` at wall time `now_ms`: always greater than `self`.
    #[must_use]
    pub fn next(self, now_ms: i64, actor: Actor) -> Hlc {
        let now = u64::try_from(now_ms).unwrap_or(0).min(MS_MAX);
        let (ms, counter) = if now > self.ms {
            (now, 0)
        } else {
            match self.counter.checked_add(1) {
                Some(counter) => (self.ms, counter),
                None => (self.ms + 1, 0),
            }
        };
        // Past the end of the 48 bits (only a hostile file gets there) a new epoch begins.
        let (epoch, ms) = if ms > MS_MAX {
            (self.epoch.saturating_add(1), now)
        } else {
            (self.epoch, ms)
        };
        Hlc {
            epoch,
            ms,
            counter,
            actor,
        }
    }

    /// What the next stamp must follow, given the newest stamp found at start: the same, or the
    /// start of a new epoch when it lies more than a day ahead of the clock.
    #[must_use]
    pub fn at_start(self, now_ms: i64) -> Hlc {
        let now = u64::try_from(now_ms).unwrap_or(0);
        let ahead = self.ms > now.saturating_add(TRUSTED_AHEAD_MS);
        // Without an epoch left, order matters more than a plausible time.
        match self.epoch.checked_add(1).filter(|_| ahead) {
            Some(epoch) => Hlc {
                epoch,
                ms: now,
                counter: 0,
                actor: self.actor,
            },
            None => self,
        }
    }

    /// Forty hex digits that sort as the stamps do.
    pub fn text(self) -> String {
        let mut text = String::with_capacity(40);
        hex(&mut text, u64::from(self.epoch), 4);
        hex(&mut text, self.ms, 12);
        hex(&mut text, u64::from(self.counter), 4);
        text.push_str(&self.actor.text());
        text
    }

    /// Reads what `text` wrote.
    pub fn parse(text: &str) -> Option<Hlc> {
        Some(Hlc {
            epoch: u16::try_from(unhex(text.get(..4)?, 4)?).ok()?,
            ms: unhex(text.get(4..16)?, 12)?,
            counter: u16::try_from(unhex(text.get(16..20)?, 4)?).ok()?,
            actor: Actor::parse(text.get(20..)?)?,
        })
    }
}

const MS_MAX: u64 = (1 << 48) - 1;

fn hex(text: &mut String, number: u64, digits: u32) {
    for place in (0..digits).rev() {
        let digit = (number >> (4 * place)) & 0xf;
        text.push(char::from_digit(digit as u32, 16).unwrap_or('0'));
    }
}

fn unhex(text: &str, digits: usize) -> Option<u64> {
    let lower = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    (text.len() == digits && text.bytes().all(lower))
        .then(|| u64::from_str_radix(text, 16).ok())
        .flatten()
}

impl Serialize for Hlc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Hlc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Hlc::parse(&text).ok_or_else(|| D::Error::custom("not a clock stamp"))
    }
}
