//! The answer that the prep sheet of a program gives: it is read here and changed there.

use leptos::prelude::*;

use super::CardScreen;
use crate::address::{self, href};
use crate::features::muted;
use crate::features::shell::reading::{card, points, said};
use crate::ui::{Icon, Row, dynamic, el};

impl CardScreen {
    pub(super) fn of_sheet(self) -> AnyView {
        let answer = self.read(|row| (row.outline.clone(), row.script.clone()));
        let program = self.row.with_untracked(|row| row.sheet.clone());
        let to = href(&address::sheet(&program.unwrap_or_default()));
        let answer = dynamic(move || {
            let (outline, script) = answer.get();
            let texts: Vec<String> = outline.into_iter().map(|point| point.text).collect();
            let outline = match texts.is_empty() {
                true => muted(
                    "Write on the prep sheet what makes the program different. It will stand here.",
                ),
                false => points("ul", &texts),
            };
            let script = (!script.is_empty()).then(|| said(&script));
            card(
                "My answer",
                std::iter::once(outline).chain(script).collect(),
            )
        });
        let change = view! {
            <Row title="Change it on the prep sheet" detail="The card follows the sheet" icon=Icon::Pencil href=to />
        };
        let list = el("ul").attr("role", "list").class("group");
        vec![answer, list.view(change.into_any()).into_any()].into_any()
    }
}
