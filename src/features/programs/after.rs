//! What the interviews of a program leave to do, on the page of the program.

use leptos::prelude::*;

use crate::address::href;
use crate::features::Hand;
use crate::store::read::after::{After, after};
use crate::ui::{Group, Icon, Row, dynamic};

/// A group of rows for each interview that is over.
pub fn after_rows(hand: Hand, program: String) -> AnyView {
    let of = program.clone();
    let all = hand
        .session
        .watch(move |model, world| after(model, world, &of));
    dynamic(move || {
        let group = |one: After| {
            let page = |page: &str| {
                let parts = ["programs/", &*program, "/interview/", &*one.interview, page];
                href(&parts.concat())
            };
            let (debrief, thanks) = (page("/debrief"), page("/thanks"));
            let title = ["After ", &*one.day].concat();
            view! {
                <Group title=title>
                    <Row title="Debrief" detail=one.debrief icon=Icon::Pencil href=debrief />
                    <Row title="Thank-you notes" detail=one.thanks icon=Icon::Mail href=thanks />
                </Group>
            }
            .into_any()
        };
        let groups = all.get().into_iter().map(group);
        groups.collect::<Vec<AnyView>>().into_any()
    })
}
