//! What a rating rests on, in the person's words.

use leptos::prelude::*;

use crate::ui::{El, el};

/// Characters of which about four lines are shown until somebody wants more.
const LONG: usize = 160;

/// A sentence between quotation marks, with what stands under it. Of a long one the beginning.
pub fn quote(text: &str, under: &str) -> El {
    let text = ["“", text.trim(), "”"].concat();
    let said = el("p").attr("dir", "auto").text(&text);
    let under = el("small").text(under);
    if text.chars().count() <= LONG {
        return el("blockquote").child(said).child(under);
    }
    let is_whole = RwSignal::new(false);
    let more = el("button")
        .attr("type", "button")
        .class("btn btn-quiet")
        .attr_of("aria-expanded", move || Some(is_whole.get().to_string()))
        .on("click", move |_| is_whole.update(|whole| *whole = !*whole))
        .say_with(move || if is_whole.get() { "Less" } else { "More" }.to_owned());
    el("blockquote")
        .child(said.attr_of("data-cut", move || (!is_whole.get()).then(String::new)))
        .child(more)
        .child(under)
}

/// Two columns of what was said.
pub fn quotes(both: impl IntoIterator<Item = El>) -> El {
    el("div").class("quotes").children(both)
}
