//! Today: the next interview, and under it what is to be done (`agenda`, which comes with the part of
//! the trips, so that the start need not know a single list).

use leptos::prelude::*;

use crate::address::href;
use crate::domain::trip::{Interview, Trip};
use crate::features::today::agenda;
use crate::features::today::welcome::{no_interview, welcome};
use crate::features::{Visit, damaged, muted};
use crate::parts::{NotLoaded, at_once, cut};
use crate::session::phone;
use crate::store::read::today::{NextInterview, next_interview};
use crate::ui::{Button, Hero, dynamic, el, maybe};

cut! { pack; fn to_do(visit: Visit, below: agenda::Below) -> AnyView = agenda::view; }

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let session = visit.session;
    let welcomed = session.watch(|model, _| model.season().welcomed.is_some());
    let has_trips = session
        .watch(|model, _| !model.all::<Trip>().is_empty() || !model.all::<Interview>().is_empty());
    let next = session.watch(next_interview);
    let has_cards = session.read(|model, _| model.records().contains_key("card"));
    dynamic(move || {
        if !welcomed.get() && !has_trips.get() {
            return welcome(&visit);
        }
        let hero = maybe(move || next.with(|next| next.as_ref().map(hero)));
        // Whoever has nothing to do yet sees at once what there is to begin with.
        let (first, below) = if has_trips.get() || has_cards {
            (None, agenda::Below::Anything)
        } else {
            (Some(no_interview(visit.hand())), agenda::Below::Rows)
        };
        view! { {hero} {first} {when_it_comes(&visit, below)} }.into_any()
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Coming,
    Here,
    NotLoaded,
}

/// What is to be done, as soon as its part of the program is there.
fn when_it_comes(visit: &Visit, below: agenda::Below) -> AnyView {
    let part = RwSignal::new(Part::Coming);
    let visit = visit.clone();
    dynamic(move || {
        if part.get() == Part::NotLoaded {
            return not_loaded(part);
        }
        let mut loading = to_do::load();
        match at_once(&mut loading) {
            Some(Ok(())) => at_once(&mut to_do::call(visit.clone(), below))
                .and_then(Result::ok)
                .unwrap_or_else(|| not_loaded(part)),
            Some(Err(NotLoaded)) => not_loaded(part),
            None => {
                let (waiting, came_late) = (phone::on_its_way(), visit.came_late);
                leptos::task::spawn_local(async move {
                    let came = loading.await.is_ok();
                    // The person may have left the screen by now.
                    part.try_set(if came { Part::Here } else { Part::NotLoaded });
                    leptos::task::tick().await;
                    came_late.notify();
                    drop(waiting);
                });
                el("div")
                    .class("skeleton late")
                    .attr("aria-hidden", "true")
                    .child(el("div"))
                    .into_any()
            }
        }
    })
}

fn not_loaded(part: RwSignal<Part>) -> AnyView {
    let again = move |()| part.set(Part::Coming);
    let button = view! { <Button label="Try again" on_press=again /> };
    el("section")
        .class("stack")
        .child(muted(&damaged()))
        .view(button.into_any())
        .into_any()
}

fn hero(next: &NextInterview) -> AnyView {
    let kicker = match next.on_now {
        true => "Your interview is on now".to_owned(),
        false => ["Next interview, ", &next.distance].concat(),
    };
    let lines: Vec<String> = std::iter::once(next.there.clone())
        .chain(next.body.clone())
        .collect();
    let hero = view! { <Hero kicker=kicker title=next.name.clone() lines=Signal::stored(lines) /> };
    let link = href(&next.path);
    el("a")
        .class("hero-link")
        .attr("href", &link)
        .view(hero.into_any())
        .into_any()
}
