//! What is read on the day: now, next, and later.

use leptos::prelude::*;

use super::{Page, Told};
use crate::domain::trip::Format;
use crate::features::programs::reach::{map, outside};
use crate::features::shell::reading::nothing;
use crate::store::read::day::Slot;
use crate::store::read::day::clock::{Phase, count, said};
use crate::store::read::day::words::{Face, clocks, face};
use crate::store::read::world::city_of;
use crate::ui::{Icon, dynamic, el, icon};

/// Blocks after the next one that are shown.
const LATER: usize = 3;

impl Page {
    pub(super) fn hero(self) -> AnyView {
        // Only the last minute before a room changes what is said.
        let is_close = Memo::new(move |_| self.left().is_some_and(|left| left <= 60_000));
        let face = Memo::new(move |_| {
            let left = if is_close.get() { 0 } else { i64::MAX };
            self.at(|told, moment| {
                self.hand.session.read(|_, world| {
                    self.content
                        .with_value(|content| face(world, content, &told.plan, moment, left))
                })
            })
            .unwrap_or_default()
        });
        let line = move |class: &str, read: fn(&Face) -> &String| {
            el("p")
                .class(class)
                .attr("dir", "auto")
                .say_with(move || face.with(|face| read(face).clone()))
        };
        let shown = Memo::new(move |_| self.left().map(count).unwrap_or_default());
        let spoken = Memo::new(move |_| self.left().map_or("", said));
        let part = Memo::new(move |_| {
            let moment = self.moment.get()?;
            let (since, until) = (moment.since?, moment.until?);
            let (whole, gone) = (until.0 - since.0, self.now.get().0 - since.0);
            Some((gone * 100 / whole.max(1)).clamp(0, 100))
        });
        let counting = el("div")
            .class("day-count")
            .child(
                el("b")
                    .attr("role", "timer")
                    .attr("aria-live", "off")
                    .say_with(move || shown.get()),
            )
            .child(
                el("span")
                    .attr("dir", "auto")
                    .say_with(move || face.with(|face| face.until.clone())),
            );
        let bar = el("div")
            .class("day-line")
            .attr("aria-hidden", "true")
            .attr_of("hidden", move || part.get().is_none().then(String::new))
            .child(el("i").style_of("inline-size", move || {
                [&*part.get().unwrap_or(0).to_string(), "%"].concat()
            }));
        let title = el("h2")
            .class("day-title")
            .attr("dir", "auto")
            .say_with(move || face.with(|face| face.title.clone()));
        el("section")
            .class("day-now")
            .child(el("p").class("day-clocks").say_with(self.clock_line()))
            .child(line("day-kick", |face| &face.kick))
            .child(title)
            .child(counting)
            .child(line("day-says", |face| &face.says))
            .child(bar)
            .child(
                el("p")
                    .class("visually-hidden")
                    .attr("role", "status")
                    .say_with(move || spoken.get().to_owned()),
            )
            .into_any()
    }

    /// `10:26 in Chicago, 21:56 for your body`.
    fn clock_line(self) -> impl Fn() -> String + 'static {
        let minute = Memo::new(move |_| self.now.get().0.div_euclid(60_000));
        let session = self.hand.session;
        let home = session.watch(|model, world| world.home(model));
        move || {
            // Tracked alone, a memo never looks at the time.
            minute.get();
            home.track();
            let line = self.told.with(|told| {
                let zone = &told.as_ref()?.plan.zone;
                Some(self.hand.session.read(|model, world| {
                    let now = clocks(model, world, zone, world.now);
                    let there = [&*now.there, " in ", &*city_of(zone)].concat();
                    match &*now.home {
                        "" => there,
                        home => [&*there, ", ", home, " for your body"].concat(),
                    }
                }))
            });
            line.unwrap_or_default()
        }
    }

    /// What comes next: who, how to say it, the question.
    pub(super) fn next(self) -> AnyView {
        dynamic(move || {
            let shown = self.at(|told, moment| match moment.phase {
                // What is on is what matters, as long as nobody is near who could read it.
                Phase::Over | Phase::Free => nothing(),
                _ => match moment.next {
                    Some(next) => next_block(told, next),
                    None => nothing(),
                },
            });
            let arrival = self.at(|told, moment| match moment.phase {
                Phase::Over => nothing(),
                // A call can break off at any time.
                _ if told.plan.format == Format::Virtual => arrival(told),
                Phase::Before(_) => arrival(told),
                _ => nothing(),
            });
            vec![
                arrival.unwrap_or_else(nothing),
                shown.unwrap_or_else(nothing),
            ]
            .into_any()
        })
    }

    pub(super) fn later(self) -> AnyView {
        dynamic(move || {
            let rows = self.at(|told, moment| {
                let first = moment
                    .next
                    .map_or(usize::MAX, |next| next.saturating_add(1));
                let slots = told.plan.slots.iter().zip(&told.times);
                let rows = slots.skip(first).take(LATER).map(|(slot, time)| {
                    el("li")
                        .child(el("b").text(time))
                        .child(el("span").attr("dir", "auto").text(&summary(slot)))
                });
                rows.collect::<Vec<_>>()
            });
            match rows {
                Some(rows) if !rows.is_empty() => el("section")
                    .child(el("h2").class("visually-hidden").text("Later"))
                    .child(el("ol").class("day-later").children(rows))
                    .into_any(),
                _ => nothing(),
            }
        })
    }
}

/// Where one goes before the first block: the door and the way there, or the video room.
fn arrival(told: &Told) -> AnyView {
    let link = match told.plan.format {
        Format::Virtual => {
            let link = told.link.as_ref();
            link.map(|link| outside("Open the video room", Icon::Play, link))
        }
        Format::InPerson => map(&told.place),
    };
    let door = (told.plan.format == Format::InPerson && !told.door.is_empty()).then(|| {
        el("p")
            .class("day-door")
            .attr("dir", "auto")
            .child(icon(Icon::MapPin))
            .child(el("span").text(&told.door))
    });
    match (&door, &link) {
        (None, None) => nothing(),
        _ => el("div")
            .class("stack")
            .children(door)
            .children(link.map(|link| el("div").class("reach").child(link)))
            .into_any(),
    }
}

/// The next block: where, how long, who, and the question for them.
fn next_block(told: &Told, place: usize) -> AnyView {
    let slot = &told.plan.slots[place];
    let heading = ["Next, ", &*told.times[place]].concat();
    let minutes = [&*slot.minutes.to_string(), " minutes"].concat();
    let parts = [&*slot.room, &*minutes].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let head = el("div")
        .class("section-head")
        .child(el("h2").text(&heading))
        .child(
            el("small")
                .class("muted")
                .attr("dir", "auto")
                .text(&parts.join(", ")),
        );
    let about = match &slot.with {
        Some(who) => who.about(),
        None => slot.goal.clone(),
    };
    let line = |class: &str, text: &str| el("p").class(class).attr("dir", "auto").text(text);
    let who = slot.with.as_ref();
    let question = who.map(|who| &who.question).filter(|text| !text.is_empty());
    let interest = who.map(|who| &who.interest).filter(|text| !text.is_empty());
    let question = question.map(|question| {
        el("p")
            .class("card day-ask")
            .child(icon(Icon::Message))
            .child(el("span").attr("dir", "auto").text(question))
    });
    let section = el("section")
        .class("day-next")
        .child(head)
        .child(line("day-who", slot.name()))
        .children((!about.is_empty()).then(|| line("muted", &about)))
        .children(interest.map(|interest| line("muted", interest)))
        .children(question);
    section.into_any()
}

/// A later block in one line.
fn summary(slot: &Slot) -> String {
    let parts = [slot.name(), &*slot.room].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
