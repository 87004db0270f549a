//! What Today says of the rank list: a look at a few fields, without the content and without any score.

use crate::domain::ids::{ProgramId, family};
use crate::domain::program::{Program, match_year};
use crate::domain::ranking::{Kept, RANK, RankSettings, Ranking, Score};
use crate::domain::trip::Interview;
use crate::domain::words::counted;
use crate::store::core::bookings::bookings;
use crate::store::core::model::Model;
use crate::store::core::ranking::list::ranked;
use crate::store::read::interviews::is_over;
use crate::store::read::world::World;

/// From so many days before the deadline on Today speaks of a list that is not certified.
const DAYS_BEFORE: i64 = 21;

/// What is left to do for the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RankDue {
    /// Programs whose interview is over and that nobody has rated.
    pub unrated: usize,
    /// The list is not certified as it stands, and so many minutes are left.
    pub uncertified: Option<i64>,
}

impl RankDue {
    /// `3 programs not rated`; nothing when there is none.
    pub fn unrated_words(&self) -> Option<String> {
        let one = "program not rated";
        (self.unrated > 0).then(|| counted(self.unrated, one, "programs not rated"))
    }
}

/// Minutes before a deadline from which on it is told in hours and stands out: two days.
pub const SOON: i64 = 2 * 24 * 60;

/// How long it is until a deadline: `4 days left`; when that is soon, in hours.
pub fn left_words(minutes: i64) -> String {
    let left = match minutes {
        ..0 => return "deadline over".to_owned(),
        0..60 => "less than an hour".to_owned(),
        60..120 => "1 hour".to_owned(),
        120..SOON => [&*(minutes / 60).to_string(), " hours"].concat(),
        _ => [&*(minutes / (24 * 60)).to_string(), " days"].concat(),
    };
    [&*left, " left"].concat()
}

/// What is left to do.
pub fn rank_due(model: &Model, world: &World) -> RankDue {
    let (mut over, mut fresh): (Vec<ProgramId>, Vec<ProgramId>) = (Vec::new(), Vec::new());
    let this = match_year(world.today());
    for (_, one) in bookings(model, &|one: &Interview| one.day.is_some()) {
        let Some(program) = one.program_id().filter(|_| is_over(&one, world)) else {
            continue;
        };
        // What was not rated in its own season is not asked for in the next one.
        let is_fresh = one.day.is_some_and(|day| match_year(day) >= this);
        if is_fresh && !fresh.contains(&program) {
            fresh.push(program.clone());
        }
        if !over.contains(&program) {
            over.push(program);
        }
    }
    let is_unrated = |id: &&ProgramId| {
        let is_open = |one: &Program| one.ruled_out.is_none() && !one.is_off();
        let is_rated = model.with_prefix::<Score>(&family(id)).next().is_some();
        !is_rated && model.get::<Program>(id).is_some_and(is_open)
    };
    RankDue {
        unrated: fresh.iter().filter(is_unrated).count(),
        uncertified: uncertified(model, world, &over),
    }
}

fn uncertified(model: &Model, world: &World, over: &[ProgramId]) -> Option<i64> {
    let settings: RankSettings = model.get_or_default(RANK);
    let at = world.instant(&settings.deadline_zone, settings.deadline?);
    let left = at.minutes_since(world.now);
    if !(0..=DAYS_BEFORE * 24 * 60).contains(&left) {
        return None;
    }
    let mut now = ranked(model);
    now.retain(|id| over.contains(id));
    let certified = model.all::<Ranking>().values();
    let certified = certified.filter(|one| one.kept == Kept::Certified);
    let stands = certified.max_by_key(|one| one.at).is_some_and(|one| {
        let order = one.order.iter().map(|placed| &placed.program);
        order.eq(&now)
    });
    (!stands && !now.is_empty()).then_some(left)
}
