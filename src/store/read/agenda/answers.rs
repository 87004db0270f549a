//! Invitations that wait for an answer.

use crate::address;
use crate::domain::checklist::Urgency;
use crate::domain::ids::ProgramId;
use crate::domain::order;
use crate::domain::program::{Program, Standing, match_year};
use crate::store::core::model::Model;
use crate::store::read::programs::card;
use crate::store::read::today::{About, TodayRow, span_text};
use crate::store::read::world::World;

/// The task of a trip that says the same.
pub(super) const ANSWER_TASK: &str = "lg-reply";

/// From so many minutes before its end on, an answer is spoken of: a week.
const SPOKEN_OF: i64 = 7 * 24 * 60;
/// From so many minutes before its end on, it is a thing of today.
const PRESSES: i64 = 2 * 24 * 60;

/// An invitation that waits for an answer.
pub(super) struct Answer {
    /// Id of the program.
    pub(super) program: ProgramId,
    pub(super) row: TodayRow,
}

/// The invitations of this season that wait for an answer, the first to end first.
pub(super) fn answers(model: &Model, world: &World) -> Vec<Answer> {
    let season = match_year(world.today());
    let asked = model.all::<Program>().iter();
    let asked = asked.filter(|(_, program)| program.reply_by.is_some() && !program.archived);
    let all = asked.filter_map(|(id, program)| {
        let card = card(model, world, &id.as_str().into(), program);
        let (wall, at, zone) = card.reply_by?;
        let is_open = card.standing == Standing::ToAnswer && card.season == season;
        let left = at.minutes_since(world.now);
        if !is_open || left > SPOKEN_OF {
            return None;
        }
        let when = world.when(&zone, wall);
        let (urgency, end, detail) = match left {
            _ if at <= world.now => (
                Urgency::Late,
                "late".to_owned(),
                ["Was due ", &*when, ". Call, then answer"].concat(),
            ),
            ..PRESSES => {
                let whole = if left < 60 { left } else { left - left % 60 };
                let reply = ["Reply by ", &*when].concat();
                (
                    Urgency::Today,
                    [&*span_text(whole), " left"].concat(),
                    reply,
                )
            }
            _ => {
                let days = (left / (24 * 60)).to_string();
                let reply = ["Reply by ", &*when].concat();
                (Urgency::Next, [&*days, " days"].concat(), reply)
            }
        };
        let title = ["Answer ", &*card.name].concat();
        let program = ProgramId::from(id.as_str());
        let path = address::program(&program);
        let mut row = TodayRow::link(About::Interview, &title, &detail, &path);
        row.key = [&*path, "#answer"].concat();
        row.end = (urgency, end);
        Some((at, Answer { program, row }))
    });
    let all = order::by_text(all.collect(), |(at, _)| order::sortable(at.0));
    all.into_iter().map(|(_, answer)| answer).collect()
}
