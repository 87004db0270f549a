//! What a person does to practice interviews.

use crate::domain::card::{Card, Effort, Rating, Review};
use crate::domain::drill::{ANSWERS_MAX, Answer, Drill};
use crate::domain::ids::DrillId;
use crate::domain::time::{Day, Instant};
use crate::store::acts::cards::grade;
use crate::store::core::change::{Act, Plan, Refusal, delete, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done to practice interviews.
#[derive(Clone, Debug, PartialEq)]
pub enum DrillAction {
    /// Keep a practice interview as far as it got.
    Save {
        /// Id of the drill; fresh when it begins.
        id: DrillId,
        /// As it went.
        drill: Drill,
    },
    /// A practice interview is over: its answers go into the logs, where they move no schedule.
    End {
        /// Id of the drill.
        id: DrillId,
        /// Fresh id.
        fresh: String,
        /// Now.
        at: Instant,
        /// The study day.
        day: Day,
    },
    /// Ask the cards of the answers to do again soon. This does move their schedule.
    BringBack {
        /// Id of the drill.
        drill: DrillId,
        /// Fresh id.
        fresh: String,
        /// Now.
        at: Instant,
        /// The study day.
        day: Day,
    },
    /// Delete a practice interview.
    Delete {
        /// Id of the drill.
        id: DrillId,
    },
}

impl Act for DrillAction {
    fn is_of_screen(&self, _: &Model) -> bool {
        // A practice interview keeps its own place in itself.
        !matches!(self, DrillAction::Save { .. } | DrillAction::End { .. })
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            DrillAction::Save { id, drill } => {
                if drill.answers.len() > ANSWERS_MAX {
                    return refuse("One drill keeps 60 answers. Save this one and begin another.");
                }
                if drill.rubric.values().any(|mark| !(1..=5).contains(mark)) {
                    return refuse("Choose a mark from 1 to 5.");
                }
                edit(model, &id, &drill, &mut out)?;
            }
            DrillAction::End { id, fresh, at, day } => {
                let drill = existing::<Drill>(model, &id)?;
                if drill.ended {
                    return refuse("This drill is finished already. Nothing was changed.");
                }
                for (place, answer) in drill.answers.iter().enumerate() {
                    let fresh = [&*fresh, "-", &place.to_string()].concat();
                    let review = Review {
                        rating: answer.rating(),
                        effort: Effort::Practice,
                        ..reviewed(answer, at, day)
                    };
                    grade(model, &answer.card, &fresh, review, &mut out)?;
                }
                let after = Drill {
                    ended: true,
                    ..drill
                };
                edit(model, &id, &after, &mut out)?;
            }
            DrillAction::BringBack {
                drill: id,
                fresh,
                at,
                day,
            } => {
                let drill = existing::<Drill>(model, &id)?;
                if drill.brought_back {
                    return refuse("These cards are back in Cards already.");
                }
                for (place, answer) in drill.answers.iter().enumerate() {
                    if !answer.redo {
                        continue;
                    }
                    let fresh = [&*fresh, "-", &place.to_string()].concat();
                    let review = reviewed(answer, at, day);
                    grade(model, &answer.card, &fresh, review, &mut out)?;
                    let card = Card {
                        chosen: true,
                        suspended: false,
                        ..model.get_or_default(&answer.card)
                    };
                    edit(model, &answer.card, &card, &mut out)?;
                }
                let after = Drill {
                    brought_back: true,
                    ..drill
                };
                edit(model, &id, &after, &mut out)?;
            }
            DrillAction::Delete { id } => {
                existing::<Drill>(model, &id)?;
                delete::<Drill>(&id, &mut out);
            }
        }
        Ok(Plan::Write(out))
    }
}

/// An answer of a drill as a review that says "again".
fn reviewed(answer: &Answer, at: Instant, day: Day) -> Review {
    Review {
        rating: Rating::Again,
        at,
        day,
        duration: answer.thought.saturating_add(answer.spoke),
        effort: Effort::Review,
        said: answer.said.clone(),
        missed: answer.missed.clone(),
    }
}
