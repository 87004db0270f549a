//! A meter that moves with a value, such as how loud it is. It only shows; what it means stands beside
//! it in words.

use leptos::prelude::*;

use super::element::{El, el};

/// A bar of so many percent, 0 to 100. Hidden from screen readers: it changes many times a second.
pub fn meter(percent: Signal<u32>) -> El {
    let fill = el("i").style_of("inline-size", move || {
        [&*percent.get().min(100).to_string(), "%"].concat()
    });
    el("div")
        .class("meter")
        .attr("aria-hidden", "true")
        .child(fill)
}
