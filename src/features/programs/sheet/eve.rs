//! The whole sheet on one page, for the evening before and for paper.

use leptos::prelude::*;

use super::{Sheet, stale_line};
use crate::features::muted;
use crate::store::read::eve::{Eve, Reading, eve};
use crate::ui::{El, EmptyState, Icon, dynamic, el};

impl Sheet {
    pub(super) fn eve(self) -> AnyView {
        let (id, content) = (self.program, self.content);
        let read = self.hand.session.watch(move |model, world| {
            content.with_value(|content| eve(model, world, &id.get_value(), content))
        });
        dynamic(move || read.with(draw))
    }
}

fn draw(eve: &Eve) -> AnyView {
    if eve.parts.is_empty() {
        return view! {
            <EmptyState icon=Icon::Book title="Nothing to read yet"
                text="Choose “Fill in” and begin with what makes the program different." />
        }
        .into_any();
    }
    let seconds = ["About ", &*eve.seconds.to_string(), " s to read"].concat();
    let parts = eve.parts.iter().map(|(label, readings)| {
        el("section")
            .child(el("h2").text(label))
            .children(readings.iter().map(one))
    });
    let empty = (!eve.empty.is_empty()).then(|| {
        let labels = ["Still empty: ", &*eve.empty.join(", ")].concat();
        muted(&labels)
    });
    el("div")
        .class("eve")
        .child(muted(&seconds).class("muted screen-only"))
        .children(parts)
        .children(empty)
        .into_any()
}

fn one(reading: &Reading) -> El {
    let line = |class: &str, start: &str, text: &str| {
        (!text.is_empty()).then(|| {
            let text = [start, text].concat();
            el("p").class(class).attr("dir", "auto").text(&text)
        })
    };
    el("div")
        .children(line("eve-text", "", &reading.text))
        .children(line("eve-more", "Why: ", &reading.why))
        .children(line("eve-more", "My proof: ", &reading.proof))
        .children((!reading.stale.is_empty()).then(|| stale_line(&reading.stale)))
}
