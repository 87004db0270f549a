//! What lies on the table at a step: the person's list, and who has which seat.

use leptos::prelude::*;

use crate::features::shell::reading::section;
use crate::rank::matching::{Reply, Step};
use crate::store::read::ranking::market::{Asked, Fair};
use crate::ui::{El, Group, el};

/// The list of the person and how each of its programs has answered.
pub fn your_list(fair: &Fair, shown: &[Step], is_tried: bool) -> AnyView {
    let title = if is_tried {
        "Your list, not the true one"
    } else {
        "Your list"
    };
    let items = (1_usize..)
        .zip(fair.asked(shown))
        .map(|(place, (program, asked))| {
            let (state, word) = match asked {
                Asked::NotYet => ("open", "not asked yet"),
                Asked::Holds => ("holds", "holds a seat for you"),
                Asked::No => ("no", "no"),
            };
            el("li")
                .attr("data-state", state)
                .child(
                    el("strong")
                        .attr("dir", "auto")
                        .text(&[&*place.to_string(), " ", &fair.programs[program]].concat()),
                )
                .child(el("small").text(word))
        });
    let list = el("ol")
        .class("market-list")
        .attr("role", "list")
        .children(items);
    section(title, list.into_any())
}

/// The programs with those who have a seat for the moment; `last` is the step just done.
pub fn seats(fair: &Fair, shown: &[Step], last: Option<&Step>) -> AnyView {
    let rows: Vec<AnyView> = (0..fair.programs.len())
        .map(|program| program_row(fair, shown, last, program))
        .collect();
    view! { <Group title="Seats, for the moment">{rows}</Group> }.into_any()
}

fn program_row(fair: &Fair, shown: &[Step], last: Option<&Step>, program: usize) -> AnyView {
    let seats = fair.market.programs[program].seats;
    let many = if seats == 1 { " seat" } else { " seats" };
    let held = fair.held(shown, program);
    let told_no = last.and_then(|step| match step {
        Step::Asks {
            applicant,
            program: asked,
            reply,
        } if *asked == program => match reply {
            Reply::Instead { of } => Some(*of),
            reply if !reply.is_yes() => Some(*applicant),
            _ => None,
        },
        _ => None,
    });
    let seat = |state: &str, text: &str| {
        el("li")
            .attr("data-state", state)
            .attr("dir", "auto")
            .text(text)
    };
    let people = held.iter().map(|one| {
        seat(
            if *one == fair.you { "you" } else { "taken" },
            &fair.applicants[*one],
        )
    });
    let free = (held.len()..seats).map(|_| seat("free", "free"));
    let gone = told_no.map(|one| {
        el("li")
            .attr("data-state", "no")
            .child(el("s").attr("dir", "auto").text(&fair.applicants[one]))
            .child(el("span").class("visually-hidden").text(": no"))
    });
    let wants: Vec<&str> = fair.market.programs[program]
        .list
        .iter()
        .map(|one| &*fair.applicants[*one])
        .collect();
    let wants = match wants.is_empty() {
        true => "wants nobody".to_owned(),
        false => ["wants ", &wants.join(", ")].concat(),
    };
    let seats_now: Vec<El> = people.chain(free).chain(gone).collect();
    el("li")
        .class("row market-row")
        .child(
            el("div")
                .child(
                    el("strong")
                        .attr("dir", "auto")
                        .text(&fair.programs[program]),
                )
                .child(
                    el("small")
                        .class("muted")
                        .text(&[&*seats.to_string(), many].concat()),
                ),
        )
        .child(
            el("div")
                .child(
                    el("ul")
                        .class("market-seats")
                        .attr("role", "list")
                        .children(seats_now),
                )
                .child(el("small").class("muted").attr("dir", "auto").text(&wants)),
        )
        .into_any()
}
