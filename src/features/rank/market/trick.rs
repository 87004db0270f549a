//! Another list in place of the true one, and what it brings: never anything better.

use leptos::prelude::*;

use crate::features::shell::reading::folded;
use crate::features::{muted, muted_status};
use crate::session::phone;
use crate::store::read::ranking::market::Fair;
use crate::ui::{Button, ButtonKind, Icon, IconButton, Reorder, RowText, dynamic, el, keep_focus};

/// The button that was pressed goes with its program.
fn focus_stays() {
    keep_focus(vec![".trick-buttons .btn".to_owned()]);
}

/// A list to change, beside the true one of `fair`; `play` gets the list to play with, none for the true one.
pub fn trick(fair: &Fair, play: Callback<Option<Vec<usize>>>) -> AnyView {
    let names = StoredValue::new(fair.programs.clone());
    let list = RwSignal::new(fair.list().to_vec());
    let truth = StoredValue::new(fair.clone());
    let ids = Signal::derive(move || {
        list.with(|list| list.iter().map(usize::to_string).collect::<Vec<_>>())
    });
    let name = move |id: &str| {
        let at = id.parse::<usize>().ok();
        let name = at.and_then(|at| names.with_value(|names| names.get(at).cloned()));
        name.unwrap_or_default()
    };
    let label_of = Callback::new(move |id: String| name(&id));
    let leave_out = move |id: String| {
        list.update(|list| list.retain(|one| one.to_string() != id));
        focus_stays();
    };
    let row = Callback::new(move |id: String| {
        let shown = name(&id);
        let label = ["Leave out ", &shown].concat();
        let press = Callback::new(move |()| leave_out(id.clone()));
        view! {
            <RowText title=shown />
            <IconButton icon=Icon::Close label=label on_press=press />
        }
        .into_any()
    });
    let on_move = Callback::new(move |(id, to): (String, usize)| {
        list.update(|list| {
            if let Some(from) = list.iter().position(|one| one.to_string() == id) {
                let one = list.remove(from);
                list.insert(to.min(list.len()), one);
            }
        });
    });
    let add = dynamic(move || {
        let missing: Vec<usize> = (0..names.with_value(Vec::len))
            .filter(|one| list.with(|list| !list.contains(one)))
            .collect();
        let button = |one: usize| {
            let label = ["Add ", &name(&one.to_string())].concat();
            let press = Callback::new(move |()| {
                list.update(|list| list.push(one));
                focus_stays();
            });
            view! { <Button label=label icon=Icon::Plus on_press=press /> }.into_any()
        };
        missing
            .into_iter()
            .map(button)
            .collect::<Vec<AnyView>>()
            .into_any()
    });
    let result = muted_status(move || {
        let list = list.get();
        truth.with_value(|truth| match list == truth.list() {
            true => "This is your true list. Change it: move a program, leave one out, or add one."
                .to_owned(),
            false => truth.trick(&list),
        })
    });
    let again = Callback::new(move |()| {
        let tried = list.get_untracked();
        let is_true = truth.with_value(|truth| truth.list() == tried);
        play.run((!is_true).then_some(tried));
        phone::turn_page();
    });
    let truly = Callback::new(move |()| {
        list.set(truth.with_value(|truth| truth.list().to_vec()));
        play.run(None);
    });
    let inside = el("div")
        .class("stack")
        .view(view! { <Reorder ids=ids label_of=label_of row=row on_move=on_move /> }.into_any())
        .child(el("div").class("trick-buttons").view(add))
        .child(result)
        .child(
            el("div")
                .class("trick-buttons")
                .view(view! { <Button label="Play with this list" icon=Icon::Refresh on_press=again /> }.into_any())
                .view(view! { <Button label="Back to the true list" kind=ButtonKind::Quiet on_press=truly /> }.into_any()),
        );
    folded(
        "Try to trick it",
        vec![
            muted(
                "Put another list in place of your true one. Whatever you try, it never gets you a program that you like more.",
            ),
            inside,
        ],
    )
}
