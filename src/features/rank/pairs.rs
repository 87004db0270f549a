//! What the screens of two programs share: their address, pairs that are asked about, and what stands there when one of
//! the two is missing.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::features::{Hand, gone, not_found};
use crate::store::read::ranking::gut::Question;
use crate::ui::{Icon, Row};

/// The address of the question which of the two one would choose.
pub fn choose_path(one: &ProgramId, other: &ProgramId) -> String {
    address::choose_pair(one, other)
}

/// A pair on which gut and score disagree, with the way to choose.
pub fn question(one: &Question) -> AnyView {
    let [first, second] = &one.ids;
    let to = href(&choose_path(first, second));
    view! { <Row title=one.title() detail=one.detail() icon=Icon::Message href=to /> }.into_any()
}

/// What stands in place of two programs that are not there, or are not two; none where they are.
pub fn missing(hand: Hand, (one, other): (&str, &str)) -> Option<AnyView> {
    let session = hand.session;
    let is_gone = |id: &&str| session.read(|model, _| !model.is_alive(Program::KIND, id));
    match [one, other].into_iter().find(is_gone) {
        Some(id) => Some(gone(hand, Program::KIND, id)),
        None => (one == other).then(not_found),
    }
}
