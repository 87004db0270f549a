//! What tests/oracle/zone_offsets.py reckoned: 1,000 wall times of a season in 40 zones, with the offset that belongs
//! to each. The script says how the file is written.

#![allow(dead_code)] // each test uses what it needs

use matchbook::domain::time::{Day, Instant, WallTime};

const FILE: &str = include_str!("../data/zones/season.txt");
const MINUTE: i64 = 60_000;

/// A zone of the file.
pub struct Zone {
    pub name: &'static str,
    /// From which minute since 1970 on which offset holds; the first from the beginning on.
    changes: Vec<(i64, i32)>,
    /// The offset of each wall time, in their order.
    offsets: Vec<i32>,
}

impl Zone {
    /// Minutes that its clocks are ahead of UTC, for an instant of the season.
    pub fn offset_at(&self, at: Instant) -> i32 {
        let minute = at.0.div_euclid(MINUTE);
        let so_far = self.changes.iter().rev();
        let mut so_far = so_far.filter(|(from, _)| *from <= minute);
        so_far.next().unwrap().1
    }

    /// Each wall time with its instant.
    pub fn cases<'a>(
        &'a self,
        walls: &'a [WallTime],
    ) -> impl Iterator<Item = (WallTime, Instant)> + 'a {
        assert_eq!(self.offsets.len(), walls.len(), "{}", self.name);
        let instant = |(wall, offset): (&WallTime, &i32)| {
            (*wall, as_utc(*wall).plus_minutes(-i64::from(*offset)))
        };
        walls.iter().zip(&self.offsets).map(instant)
    }

    /// The last minute before each change and its first one, with their offsets.
    pub fn turns(&self) -> impl Iterator<Item = (Instant, i32)> + '_ {
        self.changes.windows(2).flat_map(|two| {
            let at = Instant(two[1].0 * MINUTE);
            [(at.plus_minutes(-1), two[0].1), (at, two[1].1)]
        })
    }
}

/// The instant at which a clock of UTC shows this.
pub fn as_utc(wall: WallTime) -> Instant {
    let days = wall.day.since(Instant(0).wall(0).day);
    Instant((days * 1_440 + i64::from(wall.minute.of_day())) * MINUTE)
}

/// The wall times, and the zones.
pub fn read() -> (Vec<WallTime>, Vec<Zone>) {
    let (mut walls, mut zones) = (Vec::new(), Vec::new());
    for line in FILE.lines() {
        match line.split_once(" | ") {
            Some((head, offsets)) => zones.push(zone(head, offsets)),
            None => {
                let (day, minutes) = line.split_once(' ').unwrap();
                let day = Day::parse(day).unwrap();
                let midnight = Instant(day.since(Instant(0).wall(0).day) * 1_440 * MINUTE);
                let at = |minute: &str| midnight.plus_minutes(minute.parse().unwrap()).wall(0);
                walls.extend(minutes.split(' ').map(at));
            }
        }
    }
    assert_eq!((walls.len(), zones.len()), (1_000, 40));
    (walls, zones)
}

fn zone(head: &'static str, offsets: &str) -> Zone {
    let mut words = head.split(' ');
    let name = words.next().unwrap();
    let first = words.next().unwrap().parse().unwrap();
    let change = |word: &str| {
        let (at, offset) = word.split_once('=').unwrap();
        (at.parse().unwrap(), offset.parse().unwrap())
    };
    let mut changes = vec![(i64::MIN, first)];
    changes.extend(words.map(change));
    let run = |run: &str| {
        let (offset, count) = run.split_once('*').unwrap();
        let offset: i32 = offset.parse().unwrap();
        std::iter::repeat_n(offset, count.parse().unwrap())
    };
    Zone {
        name,
        changes,
        offsets: offsets.split(' ').flat_map(run).collect(),
    }
}
