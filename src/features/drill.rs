//! Practice interviews.

pub mod choose;
pub mod run;

use crate::domain::drill::Drill;
use crate::domain::ids::DrillId;
use crate::domain::record::{as_text, of_text};
use crate::session::phone;

/// The form that holds the drill that was begun last and has no answer yet. It is stored with its first answer, so
/// that one which was only looked at leaves nothing behind.
const BEGUN: &str = "drill";

/// Holds a drill that was begun, until its first answer.
fn hold(id: &DrillId, drill: &Drill) {
    phone::keep_unfinished(BEGUN, &[id, " ", &*as_text(drill)].concat());
}

/// The drill of this id, if it is held.
fn held(id: &DrillId) -> Option<Drill> {
    let text = phone::unfinished(BEGUN);
    let (of, drill) = text.split_once(' ')?;
    (*of == **id).then(|| of_text(drill)).flatten()
}

/// It has an answer, or is not wanted any more.
fn let_go(id: &DrillId) {
    if held(id).is_some() {
        phone::keep_unfinished(BEGUN, "");
    }
}
