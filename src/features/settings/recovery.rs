//! Two screens for bad days: something saved earlier is missing, and the way out after a crash.
//! Both show what is there and change nothing by themselves.

use leptos::prelude::*;

use crate::address;
use crate::features::muted;
use crate::features::settings::copies::{restore_button, save_copy};
use crate::session::{Saving, Session, phone};
use crate::store::keep::journal::Missing;
use crate::ui::{
    Button, ButtonKind, Card, Icon, Toasts, el, place_toast, provide_toaster, use_toaster,
};

/// The screen that asks what to do when something saved earlier is missing.
pub fn view(session: Session, missing: Missing) -> AnyView {
    let toaster = use_toaster();
    let go_on = Callback::new(move |()| leptos::task::spawn_local(session.accept_loss()));
    if missing == Missing::Unread {
        return unread(session, go_on);
    }
    let what = [
        el("p").class("big").text(&what_is_missing(missing)),
        el("p").text("Matchbook noticed it before writing anything, so nothing was overwritten. What is still here is safe."),
        muted("Probably the browser cleared the data of this site, or this phone or browser was set back to an older state."),
    ];
    let way_out = "If you have saved a copy, restore it: it is added to what is still here, and nothing is removed.";
    view! {
        <Card>{Vec::from(what)}</Card>
        <Card>
            {el("p").text(way_out)}
            {restore_button(session, toaster, ButtonKind::Primary, go_on)}
            <Button
                label="Save a copy of what is still here"
                icon=Icon::Download
                on_press=move |()| save_copy(session, toaster)
            />
            <Button label="Continue without it" kind=ButtonKind::Quiet on_press=go_on />
        </Card>
    }
    .into_any()
}

fn unread(session: Session, go_on: Callback<()>) -> AnyView {
    let toaster = use_toaster();
    let what = [
        el("p").class("big").text("Your data could not be read."),
        el("p").text("Nothing was changed or deleted. Close all Matchbook windows, close the browser, and open Matchbook again."),
        muted("If this screen comes back each time, the browser’s own files are damaged. Then a saved copy is the way out."),
    ];
    // Where nothing can be kept there is nothing to restore into.
    let can_keep = session.saving().get_untracked() != Saving::Unread;
    let restore = can_keep.then(|| restore_button(session, toaster, ButtonKind::Secondary, go_on));
    view! {
        <Card>{Vec::from(what)}</Card>
        <Card>
            <Button label="Try again" kind=ButtonKind::Primary icon=Icon::Refresh on_press=move |()| phone::restart() />
            {restore}
            <Button label="Continue without it" kind=ButtonKind::Quiet on_press=go_on />
        </Card>
    }
    .into_any()
}

fn what_is_missing(missing: Missing) -> String {
    match missing {
        Missing::Everything | Missing::Unread => {
            "Everything that you saved in this browser is gone.".to_owned()
        }
        Missing::AtLeast(1) => {
            "At least one change that you saved in this browser is gone.".to_owned()
        }
        Missing::AtLeast(changes) => [
            "At least ",
            &changes.to_string(),
            " changes that you saved in this browser are gone.",
        ]
        .concat(),
    }
}

/// The whole app after a crash: a copy to take away, and another try. Draws none of the data, so
/// that nothing in them can fail again.
pub fn rescue(session: Session) -> AnyView {
    let toaster = provide_toaster(place_toast);
    // Nothing of the sample is worth a copy, and one that stops at every start must let the person out.
    let (why, first) = if session.is_sample() {
        (
            "Matchbook stopped in the sample season. Your own season was closed and did not change.",
            view! {
                <Button
                    label="Leave the sample season"
                    kind=ButtonKind::Primary
                    on_press=move |()| session.leave_sample(address::TODAY)
                />
            }
            .into_any(),
        )
    } else {
        (
            "Matchbook stopped, but what you saved is still on this phone. Save a copy, then try again.",
            view! {
                <Button
                    label="Save a copy"
                    kind=ButtonKind::Primary
                    icon=Icon::Download
                    on_press=move |()| save_copy(session, toaster)
                />
            }
            .into_any(),
        )
    };
    let card = view! {
        <Card>
            {el("p").text(why)}
            {first}
            <Button
                label="Try again"
                icon=Icon::Refresh
                on_press=move |()| session.when_saved(phone::restart)
            />
        </Card>
    };
    let heading = el("h1").attr("tabindex", "-1").text("Save your data");
    let page = el("main")
        .attr("id", "main")
        .class("page")
        .view(card.into_any());
    let shell = el("div")
        .class("shell")
        .child(el("header").class("top").child(heading))
        .child(page);
    vec![shell.into_any(), view! { <Toasts /> }.into_any()].into_any()
}
