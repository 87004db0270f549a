//! What a person does to the rank list, to criteria and to ratings.

use crate::domain::brought::lines;
use crate::domain::ids::{CriterionId, InterviewId, ProgramId, pair};
use crate::domain::order;
use crate::domain::program::Program;
use crate::domain::ranking::{
    Choice, Criterion, Duel, Kept, OWN_MAX, POINTS_MAX, RANK, RankSettings, Ranking, Score,
    Weighing,
};
use crate::domain::time::{Day, WallTime};
use crate::domain::trip::Interview;
use crate::store::acts::programs::bring;
use crate::store::acts::ranking::criteria::{criterion_now, worded};
use crate::store::acts::ranking::moves::{fits, reorder, said_of};
use crate::store::acts::ranking::ratings::{check_said, new_score, rate, reading_id};
use crate::store::core::bookings::bookings;
use crate::store::core::change::{Act, Change, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;
use crate::store::core::ranking::criteria::{Role, settings};
use crate::store::core::ranking::standing::Standing;

mod criteria;
mod moves;
mod ratings;

pub use moves::{DraftOf, Move, REASON_MAX};
pub use ratings::Said;

/// One thing done on the screens of the rank list.
#[derive(Clone, Debug, PartialEq)]
pub enum RankAction {
    /// Add programs by their names, one a line. `bring::named` says before which lines arrive.
    Add {
        /// What was typed or pasted.
        text: String,
        /// Fresh ids, at least as many as lines.
        fresh: Vec<String>,
        /// Today at home.
        today: Day,
    },
    /// Note that the interview of a day took place. Where none is known of that day, there is one now.
    Interviewed {
        /// Id of the program.
        program: ProgramId,
        /// Fresh id, for an interview of which nothing else is known.
        interview: InterviewId,
        /// On which day.
        day: Day,
        /// Today where the phone is.
        today: Day,
    },
    /// Change the order.
    Order {
        /// How.
        change: Move,
        /// Where the order is noted.
        draft: DraftOf,
    },
    /// Say why a program stands where it stands.
    Because {
        /// Id of the program.
        program: ProgramId,
        /// In a few words; empty takes it back.
        because: String,
    },
    /// Say that the contract and the visa policy of a program are at hand, or are not.
    Papers {
        /// Id of the program.
        program: ProgramId,
        /// The day on which that was said.
        day: Option<Day>,
    },
    /// Rate a program: adds a reading. The same value once more on the same day adds none.
    Rate {
        /// Of what, and when.
        said: Said,
        /// 1–5, of the gut 0–10; none: "don't know yet".
        value: Option<u8>,
        /// What it rests on; may be empty.
        note: String,
    },
    /// Write what the newest reading rests on. It is kept with that reading if it is of today; else with a
    /// new one of the same value.
    Evidence {
        /// Of what, and when.
        said: Said,
        /// The sentence.
        note: String,
    },
    /// Let a criterion count, only rule out, or neither.
    SetRole {
        /// Id of the criterion.
        criterion: CriterionId,
        /// What it is for.
        role: Role,
        /// `Criteria::key_for`: where it stands when it counts for the first time.
        key: Option<String>,
    },
    /// Move a criterion among those that count.
    MoveCriterion {
        /// `Criteria::keys`.
        rows: Vec<(CriterionId, String)>,
        /// Its position, from 0.
        from: usize,
        /// Where it goes: its position afterwards.
        to: usize,
    },
    /// Give a criterion points.
    SetPoints {
        /// Id of the criterion.
        criterion: CriterionId,
        /// 0–100; none: as the order says.
        points: Option<u8>,
    },
    /// Add an own criterion, which counts.
    AddCriterion {
        /// Fresh id.
        id: CriterionId,
        /// Its title.
        title: String,
        /// What each value from 1 to 5 looks like; may be empty.
        anchors: [String; 5],
        /// `Criteria::last_key`.
        last: Option<String>,
        /// `Criteria::titles_beside`.
        taken: Vec<String>,
    },
    /// Change title and values of a criterion. What is empty is as in the content.
    EditCriterion {
        /// Id of the criterion.
        id: CriterionId,
        /// Its title.
        title: String,
        /// What each value from 1 to 5 looks like.
        anchors: [String; 5],
        /// `Criteria::titles_beside`.
        taken: Vec<String>,
    },
    /// Delete an own criterion. Its readings are no longer seen.
    DeleteCriterion {
        /// Id of the criterion.
        id: CriterionId,
    },
    /// Choose between two programs.
    Choose {
        /// Ids of the two, in any order.
        between: (ProgramId, ProgramId),
        /// Id of the one chosen; none: cannot choose.
        chosen: Option<ProgramId>,
        /// Now, in milliseconds since 1970 UTC.
        at: i64,
    },
    /// Say where the weights come from.
    Weigh {
        /// From where.
        weighing: Weighing,
    },
    /// Say until when the list must be certified.
    SetDeadline {
        /// On the clock of `zone`; none: not known.
        deadline: Option<WallTime>,
        /// IANA zone.
        zone: String,
        /// Now, on the same clock.
        now: WallTime,
    },
    /// Say of all programs on the list that one would train there, or take that back.
    Willing {
        /// It is so.
        yes: bool,
    },
    /// Say of the order that it is what one truly prefers, or take that back.
    Prefer {
        /// It is so.
        yes: bool,
    },
    /// Note that the list, as it stands, was certified in the Match.
    Certify {
        /// Fresh id.
        id: String,
        /// The list as it was shown (`finish`).
        standing: Box<Standing>,
        /// What the person wrote to it; may be empty.
        note: String,
    },
    /// Keep the list as it stands.
    Keep {
        /// Fresh id.
        id: String,
        /// The list as it was shown (`finish`).
        standing: Box<Standing>,
        /// What the person wrote to it; may be empty.
        note: String,
    },
    /// Forget a list that was kept.
    Forget {
        /// Its id.
        id: String,
    },
}

impl Act for RankAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            RankAction::Add { text, fresh, today } => {
                bring(model, lines(&text), fresh, today, &mut out)?;
            }
            RankAction::Interviewed {
                program,
                interview,
                day,
                today,
            } => {
                existing::<Program>(model, &program)?;
                if day > today {
                    return refuse(
                        "This day is still to come. Plan the interview with the program, or choose a day that is over.",
                    );
                }
                let of_day = |one: &Interview| {
                    one.day == Some(day) && one.program_id().as_deref() == Some(&program)
                };
                let known = bookings(model, &of_day).next();
                let (id, one) = match known {
                    Some((id, _)) => (id.clone(), existing(model, &id)?),
                    None => {
                        let one = Interview {
                            at: Some(program.clone()),
                            day: Some(day),
                            ..Interview::default()
                        };
                        (interview, one)
                    }
                };
                let noted = Interview {
                    took_place: true,
                    ..one
                };
                edit(model, &id, &noted, &mut out)?;
            }
            RankAction::Order { change, draft } => reorder(model, change, draft, &mut out)?,
            RankAction::Because { program, because } => {
                let because = fits(&because)?;
                let program_now: Program = existing(model, &program)?;
                let after = Program {
                    because,
                    ..program_now
                };
                edit(model, &program, &after, &mut out)?;
            }
            RankAction::Papers { program, day } => {
                let now: Program = existing(model, &program)?;
                edit(model, &program, &Program { papers: day, ..now }, &mut out)?;
            }
            RankAction::Rate { said, value, note } => rate(model, &said, value, note, &mut out)?,
            RankAction::Evidence { said, note } => {
                let newest = check_said(model, &said)?;
                let today = newest
                    .newest()
                    .filter(|one| one.score.day == Some(said.day));
                let (id, score) = match today {
                    Some(one) => (one.id.clone(), one.score.clone()),
                    None => (reading_id(&said), new_score(&said, newest.value())),
                };
                edit(model, &id, &Score { note, ..score }, &mut out)?;
            }
            RankAction::SetRole {
                criterion,
                role,
                key,
            } => {
                let mut one = criterion_now(model, &criterion)?;
                if role
                    .minimum()
                    .is_some_and(|minimum| !(2..=5).contains(&minimum))
                {
                    return refuse("Choose a minimum from 2 to 5.");
                }
                if role.counts() && one.order.is_empty() {
                    one.order = key.unwrap_or_default();
                }
                one.on = Some(role.counts());
                one.minimum = role.minimum();
                edit(model, &criterion, &one, &mut out)?;
            }
            RankAction::MoveCriterion { rows, from, to } => {
                let keys: Vec<String> = rows.iter().map(|(_, key)| key.clone()).collect();
                for (row, key) in order::moved(&keys, from, to) {
                    let id = &rows[row].0;
                    let one = Criterion {
                        order: key,
                        ..criterion_now(model, id)?
                    };
                    edit(model, id, &one, &mut out)?;
                }
            }
            RankAction::SetPoints { criterion, points } => {
                if points.is_some_and(|points| points > POINTS_MAX) {
                    return refuse("Choose a number of points from 0 to 100.");
                }
                let one = criterion_now(model, &criterion)?;
                edit(model, &criterion, &Criterion { points, ..one }, &mut out)?;
            }
            RankAction::AddCriterion {
                id,
                title,
                anchors,
                last,
                taken,
            } => {
                let own = model.all::<Criterion>().values().filter(|one| one.own);
                if own.count() >= OWN_MAX {
                    return refuse(
                        "You have 20 criteria of your own. Delete one that you no longer need first.",
                    );
                }
                let one = Criterion {
                    own: true,
                    order: order::after(last.as_deref()),
                    ..Criterion::default()
                };
                edit(
                    model,
                    &id,
                    &worded(model, &id, one, title, anchors, &taken)?,
                    &mut out,
                )?;
            }
            RankAction::EditCriterion {
                id,
                title,
                anchors,
                taken,
            } => {
                let one = criterion_now(model, &id)?;
                edit(
                    model,
                    &id,
                    &worded(model, &id, one, title, anchors, &taken)?,
                    &mut out,
                )?;
            }
            RankAction::DeleteCriterion { id } => {
                let one: Criterion = existing(model, &id)?;
                if !one.own {
                    return refuse("This criterion came with the app. Turn it off instead.");
                }
                delete::<Criterion>(&id, &mut out);
            }
            RankAction::Choose {
                between: (one, other),
                chosen,
                at,
            } => {
                existing::<Program>(model, &one)?;
                existing::<Program>(model, &other)?;
                let first = (&one).min(&other);
                let choice = match &chosen {
                    _ if one == other => return refuse("Choose between two different programs."),
                    None => Choice::Tie,
                    Some(chosen) if chosen == first => Choice::First,
                    Some(chosen) if *chosen == one || *chosen == other => Choice::Second,
                    Some(_) => return refuse("Choose one of the two programs."),
                };
                let choice = Some(choice);
                edit(model, &pair(&one, &other), &Duel { choice, at }, &mut out)?;
            }
            RankAction::Weigh { weighing } => {
                set(model, |settings| settings.weighing = weighing, &mut out)?;
            }
            RankAction::SetDeadline {
                deadline,
                zone,
                now,
            } => {
                if deadline.is_some() && zone.trim().is_empty() {
                    return refuse(
                        "Choose the time zone of the deadline. The NRMP gives it in Eastern time.",
                    );
                }
                if deadline.is_some_and(|deadline| deadline <= now) {
                    return refuse("This is over already. Check the day and the year.");
                }
                let set_both = |settings: &mut RankSettings| {
                    settings.deadline = deadline;
                    if deadline.is_some() {
                        settings.deadline_zone = zone;
                    }
                };
                set(model, set_both, &mut out)?;
            }
            RankAction::Willing { yes } => {
                let list = said_of(model, yes)?;
                set(model, |settings| settings.willing = list, &mut out)?;
            }
            RankAction::Prefer { yes } => {
                let list = said_of(model, yes)?;
                set(model, |settings| settings.preference = list, &mut out)?;
            }
            RankAction::Certify { id, standing, note } => {
                standing.may_be_certified()?;
                keep(model, &id, Kept::Certified, *standing, note, &mut out)?;
            }
            RankAction::Keep { id, standing, note } => {
                keep(model, &id, Kept::Snapshot, *standing, note, &mut out)?;
            }
            RankAction::Forget { id } => {
                existing::<Ranking>(model, &id)?;
                delete::<Ranking>(&id, &mut out);
            }
        }
        Ok(Plan::Write(out))
    }
}

fn set(
    model: &Model,
    change: impl FnOnce(&mut RankSettings),
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let mut after = settings(model);
    change(&mut after);
    edit(model, RANK, &after, out)
}

/// Keeps the list as it was shown, unless it has changed since.
fn keep(
    model: &Model,
    id: &str,
    kept: Kept,
    standing: Standing,
    note: String,
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    standing.check(model)?;
    let list = Ranking {
        kept,
        note,
        ..standing.list
    };
    edit(model, id, &list, out)
}
