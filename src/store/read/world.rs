//! What the edge knows and the model does not: the time, the phone's zone, and how times are written.

use crate::domain::time::{Day, Hours, Instant, Resolved, WallTime, resolve};
use crate::domain::trip::Interview;
use crate::store::core::model::Model;

/// What the edge knows and the model does not.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The time.
    pub now: Instant,
    /// The zone the phone is set to.
    pub phone_zone: &'a str,
    /// Offset from UTC in minutes of a zone at an instant; 0 for a zone it does not know.
    pub offset: &'a dyn Fn(&str, Instant) -> i32,
    /// Short name of a zone at an instant, for example `CST`.
    pub abbreviation: &'a dyn Fn(&str, Instant) -> String,
    /// How times of day are written.
    pub hours: Hours,
}

impl World<'_> {
    /// The zone the person's body lives in.
    pub fn home(&self, model: &Model) -> String {
        match model.season().home_zone {
            zone if zone.is_empty() => self.phone_zone.to_owned(),
            zone => zone,
        }
    }

    /// Offset of a zone at an instant; where the phone is, while none is known: an interview without a zone
    /// is over when it is over here, not in Greenwich.
    fn offset_in(&self, zone: &str, at: Instant) -> i32 {
        let zone = if zone.is_empty() {
            self.phone_zone
        } else {
            zone
        };
        (self.offset)(zone, at)
    }

    /// Now, on the wall in a zone.
    pub fn wall_in(&self, zone: &str) -> WallTime {
        self.now.wall(self.offset_in(zone, self.now))
    }

    /// An instant, on the wall in a zone.
    pub fn wall_at(&self, zone: &str, at: Instant) -> WallTime {
        at.wall(self.offset_in(zone, at))
    }

    /// Today where the phone is.
    pub fn today(&self) -> Day {
        self.wall_in(self.phone_zone).day
    }

    /// Today in a zone; where the phone is, while none is known.
    pub fn today_in(&self, zone: &str) -> Day {
        self.wall_in(zone).day
    }

    /// When a wall time comes in a zone.
    pub fn instant(&self, zone: &str, wall: WallTime) -> Instant {
        resolve(wall, &|at| self.offset_in(zone, at)).instant()
    }

    /// What the wall shows when this wall time comes in a zone: another time where the clocks jump over it.
    pub fn shown(&self, zone: &str, wall: WallTime) -> WallTime {
        self.wall_at(zone, self.instant(zone, wall))
    }

    /// From when to when the clocks of a zone jump over this wall time; none where it comes.
    pub fn jump(&self, zone: &str, wall: WallTime) -> Option<(WallTime, WallTime)> {
        let offset_at = |at| self.offset_in(zone, at);
        let Resolved::Never(mut first) = resolve(wall, &offset_at) else {
            return None;
        };
        let (after, mut before) = (offset_at(first), offset_at(first));
        // No clock jumps over more than a day.
        for _ in 0..1_440 {
            before = offset_at(first.plus_minutes(-1));
            if before != after {
                break;
            }
            first = first.plus_minutes(-1);
        }
        Some((first.wall(before), first.wall(after)))
    }

    /// Start and end of an interview with a date.
    pub fn span(&self, interview: &Interview) -> Option<(Instant, Instant)> {
        let offset_at = |at| self.offset_in(&interview.zone, at);
        Some((
            interview.starts_at(&offset_at)?,
            interview.ends_at(&offset_at)?,
        ))
    }

    /// `Mon 14 Dec, 08:00 CST`.
    pub fn when(&self, zone: &str, wall: WallTime) -> String {
        let wall = self.shown(zone, wall);
        [&wall.day.short(), ", ", &self.time(zone, wall)].concat()
    }

    /// `08:00 CST`, or `19:30 Kolkata time` for a zone that has no name in the United States.
    pub fn time(&self, zone: &str, wall: WallTime) -> String {
        let at = self.instant(zone, wall);
        let (wall, mut name) = (self.wall_at(zone, at), (self.abbreviation)(zone, at));
        if name.len() > UNNAMED.len() && name.starts_with(UNNAMED) && !zone.starts_with("Etc/") {
            name = [&*city_of(zone), " time"].concat();
        }
        let parts = [&wall.minute.clock(self.hours), " ", &name];
        parts.concat().trim_end().to_owned()
    }

    /// When something happened, on the clock at home: `Wed 2 Dec, 09:15`. With the zone while the phone
    /// shows another time than home does.
    pub fn moment(&self, model: &Model, at: Instant) -> String {
        let home = self.home(model);
        let wall = self.wall_at(&home, at);
        if wall == self.wall_at(self.phone_zone, at) {
            [&*wall.day.short(), ", ", &wall.minute.clock(self.hours)].concat()
        } else {
            self.when(&home, wall)
        }
    }
}

/// How the abbreviation of a zone without a name begins, before the distance.
const UNNAMED: &str = "GMT";

/// Cities that some browsers still list under an older name.
const RENAMED: [(&str, &str); 5] = [
    ("Calcutta", "Kolkata"),
    ("Katmandu", "Kathmandu"),
    ("Rangoon", "Yangon"),
    ("Saigon", "Ho Chi Minh City"),
    ("Kiev", "Kyiv"),
];

/// `Chicago` for `America/Chicago`, `Kolkata` for `Asia/Calcutta`.
pub fn city_of(zone: &str) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone);
    match RENAMED.iter().find(|(old, _)| *old == city) {
        Some((_, new)) => (*new).to_owned(),
        None => city.replace('_', " "),
    }
}
