//! What a rating rests on, in the person's words.

use crate::ui::{El, el};

/// A sentence between quotation marks, with what stands under it.
pub fn quote(text: &str, under: &str) -> El {
    let text = ["“", text.trim(), "”"].concat();
    el("blockquote")
        .child(el("p").attr("dir", "auto").text(&text))
        .child(el("small").text(under))
}

/// Two columns of what was said.
pub fn quotes(both: impl IntoIterator<Item = El>) -> El {
    el("div").class("quotes").children(both)
}
