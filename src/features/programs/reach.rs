//! Ways out of the app to somebody or some place: a call, a letter, a map, a page.

use leptos::prelude::*;

use crate::exchange::links::{self, Maps};
use crate::session::phone::{self, Family};
use crate::store::read::people::Who;
use crate::ui::{ButtonKind, El, Icon, LinkButton, el, icon};

/// A button that calls somebody; none without a number that can be called.
pub fn call(who: &Who, label: &str) -> Option<AnyView> {
    let href = links::call(&who.phone)?;
    let label = label.to_owned();
    Some(view! { <LinkButton label=label icon=Icon::Phone href=href /> }.into_any())
}

/// A button that begins a letter to somebody; none without a mail address.
pub fn mail(who: &Who, label: &str) -> Option<AnyView> {
    let href = links::write_to(&who.email)?;
    let label = label.to_owned();
    Some(view! { <LinkButton label=label icon=Icon::Mail href=href /> }.into_any())
}

/// A link to another program or page. It opens beside the app, which stays where it is.
pub fn outside(label: &str, sign: Icon, href: &str) -> El {
    el("a")
        .class("btn")
        .attr("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(icon(sign))
        .child(el("span").text(label))
}

/// The link to a place in the map of this phone; none where there is no place.
pub fn map(place: &str) -> Option<El> {
    let by = match phone::family() {
        Family::IPhone => Maps::Apple,
        Family::Android => Maps::Geo,
        Family::Desktop => Maps::Web,
    };
    Some(outside(
        "Open the map",
        Icon::MapPin,
        &links::map(place, by)?,
    ))
}

/// Buttons side by side; nothing without one.
pub fn cluster(buttons: Vec<AnyView>) -> Option<El> {
    (!buttons.is_empty()).then(|| el("div").class("reach").view(buttons.into_any()))
}

/// A plain button that leads to another screen.
pub fn quiet_link(label: &str, href: String) -> AnyView {
    let label = label.to_owned();
    view! { <LinkButton label=label kind=ButtonKind::Quiet href=href /> }.into_any()
}
