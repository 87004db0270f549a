//! Before the first program: what the list is, the next step, and an invented example that leaves no trace.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::features::muted;
use crate::features::rank::order::desk::lies_over;
use crate::features::shell::reading::{fact, listed};
use crate::session::phone;
use crate::ui::{
    Banner, Button, ButtonKind, Icon, LinkButton, PillTone, Scored, ScoredRow, dynamic, el,
};

/// Five invented programs: name, line, low end, score, high end.
const EXAMPLE: [(&str, &str, u8, u8, u8); 5] = [
    ("Example: Cedar Lake", "Best support for IMGs", 82, 82, 82),
    ("Example: Northfield", "The warmest residents", 75, 75, 75),
    ("Example: Riverbend", "↑ Near my sister", 68, 68, 68),
    ("Example: Fox Harbor", "2 unknown: 57–79", 57, 73, 79),
    (
        "Example: Mill Street",
        "Fair hours, few mentors",
        50,
        50,
        50,
    ),
];

/// The whole screen under its head.
pub fn view() -> AnyView {
    let is_example = RwSignal::new(false);
    dynamic(move || match is_example.get() {
        true => example(is_example),
        false => begin(is_example),
    })
}

/// The button that was pressed goes.
fn shows(is_example: RwSignal<bool>, yes: bool) {
    is_example.set(yes);
    phone::focus_soon("h1");
}

fn begin(is_example: RwSignal<bool>) -> AnyView {
    let look = Callback::new(move |()| shows(is_example, true));
    let words = el("section")
        .class("prose")
        .child(el("h2").text("Your list is what you truly prefer."))
        .child(muted("Put the program where you most want to train first, whatever you think of your chance. A first choice that says no cannot hurt your second."));
    let step = el("section")
        .class("card closest")
        .child(
            el("div")
                .class("closest-words")
                .child(el("h2").text("Next step: add your programs"))
                .child(muted("Paste their names, one on each line")),
        )
        .view(view! { <LinkButton kind=ButtonKind::Primary label="Add programs" href=href(address::ADD_TO_RANK) icon=Icon::Plus /> }.into_any());
    let then = listed(
        "Then build your list",
        vec![
            fact(
                "Rate each program that night",
                "Criterion by criterion, or “don't know yet”",
            ),
            fact(
                "Put it into your order",
                "Drag it, or answer a few quick choices",
            ),
            fact("Look again in February", "What has changed in your memory?"),
        ],
    );
    let example = view! {
        <div class="cluster"><Button label="Look at an example" icon=Icon::Eye on_press=look /></div>
    };
    vec![words.into_any(), step.into_any(), then, example.into_any()].into_any()
}

/// To be looked at only: it is never stored, and gone when it is left.
fn example(is_example: RwSignal<bool>) -> AnyView {
    let close = Callback::new(move |()| shows(is_example, false));
    lies_over(close);
    let row = |(place, (name, detail, low, score, high)): (usize, (&str, &str, u8, u8, u8))| {
        let place = place.to_string();
        let number = score.to_string();
        let spoken = [
            "Place ", &*place, ", ", name, ", score ", &number, ". ", detail,
        ]
        .concat();
        let look = Scored {
            place,
            title: name.to_owned(),
            detail: detail.to_owned(),
            number,
            // From 40 to 92.
            band: Some([low, score, high].map(|point| (f64::from(point) - 40.0) / 52.0)),
            spoken,
        };
        el("li")
            .class("row")
            .view(view! { <ScoredRow look=Signal::stored(look) /> }.into_any())
    };
    let rows = (1..).zip(EXAMPLE).map(row);
    let list = el("ol").attr("role", "list").class("group").children(rows);
    view! {
        <Banner tone=PillTone::Accent text="An example with invented programs. Nothing of it is kept." />
        {el("section").child(el("h2").text("An example")).child(list)}
        {muted("The order is your own. The number is the score out of 100; the bar shows how far unknown ratings can move it.")}
        <div class="cluster">
            <Button label="Close the example" icon=Icon::Close on_press=close />
            <LinkButton label="Add programs" href=href(address::ADD_TO_RANK) kind=ButtonKind::Primary icon=Icon::Plus />
        </div>
    }
    .into_any()
}
