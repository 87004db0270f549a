//! "Other version": where two phones wrote the same field, both texts stand in the page, and the person
//! chooses which to keep.

use leptos::prelude::*;

use crate::domain::time::Instant;
use crate::features::shell::visit::Hand;
use crate::session::phone;
use crate::store::acts::versions::ChooseVersion;
use crate::store::core::hlc::Hlc;
use crate::store::read::versions::{Reading, Twice, written_twice};
use crate::ui::{Button, El, Icon, dynamic, el};

/// The fields of a record that were written twice, each with its versions; nothing while there are none.
pub fn other_versions(hand: Hand, kind: &'static str, id: String) -> AnyView {
    // The buttons are gone.
    other_versions_with(hand, kind, id, || phone::focus("h1"))
}

/// As `other_versions`, for a place that does something of its own once a version was chosen.
pub fn other_versions_with(
    hand: Hand,
    kind: &'static str,
    id: String,
    chosen: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let of = id.clone();
    let twice = hand.session.watch(move |model, world| {
        let written = |version: &Reading| {
            let at = Instant(i64::try_from(version.stamp.ms).unwrap_or(0));
            world.moment(model, at)
        };
        let twice = written_twice(model, world, kind, &of).into_iter();
        twice
            .map(|field| (field.versions.iter().map(written).collect(), field))
            .collect::<Vec<(Vec<String>, Twice)>>()
    });
    let row = move |(written, field): (Vec<String>, Twice)| {
        one_field(hand, kind, &id, field, written, chosen).into_any()
    };
    dynamic(move || {
        twice
            .get()
            .into_iter()
            .map(&row)
            .collect::<Vec<_>>()
            .into_any()
    })
}

fn one_field(
    hand: Hand,
    kind: &'static str,
    id: &str,
    twice: Twice,
    written: Vec<String>,
    chosen: impl Fn() + Copy + Send + Sync + 'static,
) -> El {
    let Twice {
        field,
        label,
        versions,
    } = twice;
    let title = [label, ": ", &versions.len().to_string(), " versions"].concat();
    let keep = |stamp: Hlc| {
        let id = id.to_owned();
        move |()| {
            let act = ChooseVersion {
                kind: kind.to_owned(),
                id: id.clone(),
                field: field.to_owned(),
                keep: stamp,
            };
            if hand.does_with_undo(act, "This version is kept") {
                chosen();
            }
        }
    };
    let versions = versions.into_iter().zip(written).enumerate();
    let versions = versions.map(|(place, (version, at))| {
        let Reading { stamp, text } = version;
        let (about, label) = match place {
            0 => (["Shown now, written ", &*at].concat(), "Keep what is shown"),
            _ => (["Other version, written ", &*at].concat(), "Keep this one"),
        };
        let says = match &*text {
            "" => el("p")
                .class("hint")
                .text("Nothing: the field was emptied."),
            // Long ones scroll, also by the keys.
            text => el("p")
                .class("version-text")
                .attr("dir", "auto")
                .attr("tabindex", "0")
                .attr("aria-label", &about)
                .text(text),
        };
        let button = view! { <Button label=label icon=Icon::Tick on_press=keep(stamp) /> };
        el("li")
            .child(el("p").class("hint").text(&about))
            .child(says)
            .view(button.into_any())
    });
    let list = el("ul")
        .attr("role", "list")
        .class("plain versions")
        .children(versions);
    let why = "Two phones wrote here, and neither knew of the other. Choose the words to keep; Undo brings both back.";
    el("section")
        .class("card written-twice")
        .child(el("h2").text(&title))
        .child(el("p").class("hint").text(why))
        .child(list)
}
