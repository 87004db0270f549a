//! What a person does to thank-you notes, and to the letters that follow later.

use crate::domain::ids::ThanksId;
use crate::domain::person::Person;
use crate::domain::thanks::{Thanks, sides_of};
use crate::domain::trip::Interview;
use crate::store::core::blanks::filled;
use crate::store::core::change::{Act, Change, Plan, Refusal, edit, existing, refuse};
use crate::store::core::model::Model;

/// One thing done to notes. Ids are those of `note_id`.
#[derive(Clone, Debug, PartialEq)]
pub enum ThanksAction {
    /// Choose the template of a note. What was written by hand stays.
    Choose {
        /// Id of the note.
        id: ThanksId,
        /// Id of the template; empty: that of the person's role.
        template: String,
    },
    /// Fill a blank that no record fills.
    Fill {
        /// Id of the note.
        id: ThanksId,
        /// What the blank is called.
        blank: String,
        /// What stands there; empty opens it again.
        text: String,
    },
    /// Write the text by hand.
    Write {
        /// Id of the note.
        id: ThanksId,
        /// The text.
        text: String,
    },
    /// Write the subject by hand.
    Title {
        /// Id of the note.
        id: ThanksId,
        /// The subject.
        subject: String,
    },
    /// Go back to the template: what was written by hand goes.
    BackToTemplate {
        /// Id of the note.
        id: ThanksId,
    },
    /// Say that a note was sent: it stays as it was.
    Send {
        /// Id of the note.
        id: ThanksId,
        /// The text that went.
        text: String,
        /// The subject that went.
        subject: String,
        /// When, in milliseconds since 1970 UTC.
        at: i64,
    },
    /// Say that a note was not sent after all. Its text can be changed again.
    NotSent {
        /// Id of the note.
        id: ThanksId,
    },
    /// Say that no note is to be written to these people, or that one is after all.
    Decline {
        /// Ids of the notes.
        ids: Vec<ThanksId>,
        /// None is to be written.
        declined: bool,
    },
}

impl Act for ThanksAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            ThanksAction::Choose { id, template } => {
                change(model, &id, |note| note.template = template, &mut out)?;
            }
            ThanksAction::Fill { id, blank, text } => {
                let mut all = filled(model, &id);
                // Emptied, not forgotten: another phone's words must not come back.
                if !text.trim().is_empty() || all.contains_key(&blank) {
                    all.insert(blank, text.trim().to_owned());
                }
                change(model, &id, |note| note.filled = all, &mut out)?;
            }
            ThanksAction::Write { id, text } => {
                change(model, &id, |note| note.text = Some(text), &mut out)?;
            }
            ThanksAction::Title { id, subject } => {
                change(model, &id, |note| note.subject = Some(subject), &mut out)?;
            }
            ThanksAction::BackToTemplate { id } => {
                let goes_back = |note: &mut Thanks| {
                    note.text = None;
                    note.subject = None;
                };
                change(model, &id, goes_back, &mut out)?;
            }
            ThanksAction::Send {
                id,
                text,
                subject,
                at,
            } => {
                if text.trim().is_empty() {
                    return refuse("This note is empty. Write it first.");
                }
                let sends = |note: &mut Thanks| {
                    note.text = Some(text);
                    note.subject = Some(subject);
                    note.sent = Some(at);
                    note.declined = false;
                };
                change(model, &id, sends, &mut out)?;
            }
            ThanksAction::NotSent { id } => {
                let mut note: Thanks = existing(model, &id)?;
                note.sent = None;
                edit(model, &id, &note, &mut out)?;
            }
            ThanksAction::Decline { ids, declined } => {
                for id in ids {
                    change(model, &id, |note| note.declined = declined, &mut out)?;
                }
            }
        }
        Ok(Plan::Write(out))
    }
}

/// Changes a note that has not gone. Interview and person must be there.
fn change(
    model: &Model,
    id: &str,
    change: impl FnOnce(&mut Thanks),
    out: &mut Vec<Change>,
) -> Result<(), Refusal> {
    let (interview, person) = sides_of(id).unwrap_or_default();
    existing::<Interview>(model, interview)?;
    existing::<Person>(model, person)?;
    let mut note: Thanks = model.get_or_default(id);
    if note.sent.is_some() {
        return refuse(
            "This note was sent, so it stays as it is. Say “Not sent” first to change it.",
        );
    }
    change(&mut note);
    edit(model, id, &note, out)
}
