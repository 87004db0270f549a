//! What a person does in a debrief.

use crate::domain::card::{Card, Effort, Log, Rating, Review};
use crate::domain::debrief::{Debrief, REDO};
use crate::domain::ids::{CardId, InterviewId, as_piece, child};
use crate::domain::record::Record;
use crate::domain::time::{Day, Instant};
use crate::domain::trip::Interview;
use crate::store::acts::cards::grade;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done in a debrief.
#[derive(Clone, Debug, PartialEq)]
pub enum DebriefAction {
    /// Write the answer to a prompt. The first time sets when.
    Write {
        /// Id of the interview.
        interview: InterviewId,
        /// Id of the prompt, or `DUMP`.
        prompt: String,
        /// As written.
        text: String,
        /// Now, in milliseconds since 1970 UTC.
        at: i64,
    },
    /// Choose a card whose answer should be better next time: it is due, and its answer is to be written
    /// anew. Or take that back.
    Redo {
        /// Id of the interview.
        interview: InterviewId,
        /// Id of the card.
        card: CardId,
        /// Chosen.
        on: bool,
        /// Fresh id.
        fresh: String,
        /// Now.
        at: Instant,
        /// The study day.
        day: Day,
    },
    /// Say that the debrief is done, and with it that the interview took place.
    Close {
        /// Id of the interview.
        interview: InterviewId,
        /// Today where the phone is.
        today: Day,
    },
}

impl Act for DebriefAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            DebriefAction::Write {
                interview,
                prompt,
                text,
                at,
            } => {
                existing::<Interview>(model, &interview)?;
                let id = child(&interview, &prompt);
                let before: Debrief = model.get_or_default(&id);
                let at = if before.at == 0 { at } else { before.at };
                edit(model, &id, &Debrief { text, at, ..before }, &mut out)?;
            }
            DebriefAction::Redo {
                interview,
                card,
                on,
                fresh,
                at,
                day,
            } => {
                existing::<Interview>(model, &interview)?;
                let id = child(&interview, REDO);
                let mut memory: Debrief = model.get_or_default(&id);
                if memory.at == 0 {
                    memory.at = at.0;
                }
                let has_changed = match on {
                    true => memory.cards.insert(card.clone()),
                    false => memory.cards.remove(&card),
                };
                if !has_changed {
                    return Ok(Plan::Write(out));
                }
                edit(model, &id, &memory, &mut out)?;
                // One answer of one day: found again when it is taken back, and the same on two phones.
                // It ends with a sign: another interview's id may begin with this one's.
                let mark = ["redo-", &as_piece(&interview), "-"].concat();
                if on {
                    let name = [&*mark, &*fresh].concat();
                    grade(model, &card, &name, not_known(at, day), &mut out)?;
                } else {
                    take_back(model, &card, &mark, &mut out);
                }
                let before: Card = model.get_or_default(&card);
                let is_wanted = || {
                    let mut all = model.all::<Debrief>().iter();
                    all.any(|(other, one)| **other != id && one.cards.contains(&card))
                };
                let after = match on {
                    true => Card {
                        chosen: true,
                        suspended: false,
                        to_rewrite: true,
                        ..before
                    },
                    // After another interview it was to be rewritten too.
                    false => Card {
                        to_rewrite: before.to_rewrite && is_wanted(),
                        ..before
                    },
                };
                edit(model, &card, &after, &mut out)?;
            }
            DebriefAction::Close { interview, today } => {
                let before: Interview = existing(model, &interview)?;
                if before.day.is_none_or(|day| day > today) {
                    return refuse(
                        "This interview is still to come. Write its debrief afterwards.",
                    );
                }
                let after = Interview {
                    debriefed: Some(today),
                    took_place: true,
                    ..before
                };
                edit(model, &interview, &after, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}

fn not_known(at: Instant, day: Day) -> Review {
    Review {
        rating: Rating::Again,
        at,
        day,
        duration: 0,
        effort: Effort::Review,
        said: Vec::new(),
        missed: Vec::new(),
    }
}

/// Takes back the answers that were counted as not known under this mark.
fn take_back(model: &Model, card: &CardId, mark: &str, out: &mut Vec<Change>) {
    let log: Log = model.get_or_default(card);
    let is_marked = |name: &&String| {
        let own = name.split_once('-');
        own.is_some_and(|(_, own)| own.starts_with(mark))
    };
    for name in log.reviews.keys().filter(is_marked) {
        out.push(Change {
            kind: Log::KIND.into(),
            id: (&**card).into(),
            field: name.clone().into(),
            val: "null".into(),
        });
    }
}
