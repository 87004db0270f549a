//! Until when the list must be certified, on both clocks: as the person typed it, or what is usual.

use leptos::prelude::*;

use crate::domain::time::{Day, Hours, Minute, WallTime};
use crate::features::shell::reading::section;
use crate::features::shell::zones::{unknown, zone_field, zone_label};
use crate::features::{Hand, muted};
use crate::session::phone;
use crate::store::acts::ranking::RankAction;
use crate::store::core::change::Refusal;
use crate::store::read::ranking::due::{SOON, left_words};
use crate::store::read::ranking::finish::{self, Deadline};
use crate::ui::{
    Button, ButtonKind, El, Icon, PillTone, Sheet, TextField, dynamic, el, icon, keep_focus, maybe,
};

/// The hero, or the way to it, and the form behind both.
pub fn deadline(hand: Hand) -> AnyView {
    let part = Part {
        hand,
        open: RwSignal::new(false),
        usual: hand.session.watch(finish::usual_deadline),
    };
    let set = hand.session.watch(finish::deadline);
    let is_set = Memo::new(move |_| set.with(Option::is_some));
    // What is pressed to set or to remove it goes.
    Effect::new(move |before: Option<()>| {
        is_set.track();
        if before.is_some() {
            keep_focus(vec!["h1".to_owned()]);
        }
    });
    let shown = dynamic(move || match is_set.get() {
        true => part.hero(set),
        false => part.proposal(),
    });
    let close = Callback::new(move |()| part.open.set(false));
    view! {
        {shown}
        <Sheet open=part.open title="Deadline" on_close=close>
            {part.form(set.get_untracked())}
        </Sheet>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Part {
    hand: Hand,
    open: RwSignal<bool>,
    usual: Signal<Option<Deadline>>,
}

impl Part {
    fn hero(self, set: Signal<Option<Deadline>>) -> AnyView {
        let session = self.hand.session;
        let left = move || set.with(|set| set.as_ref().map_or(0, |set| set.minutes_left));
        let words = move || left_words(left());
        let tone = move || match left() {
            0..SOON => Some(PillTone::Warn.name().to_owned()),
            _ => None,
        };
        let kicker = el("p")
            .class("hero-kicker spread")
            .child(el("span").text("Certify before"))
            .child(
                el("span")
                    .attr_of("class", move || tone().map(|_| "pill".to_owned()))
                    .attr_of("data-tone", tone)
                    .say_with(words),
            );
        let hours = session.read(|_, world| world.hours);
        let clocks = move || {
            set.with(|set| {
                let Some(set) = set else {
                    return Vec::new();
                };
                let there = Some((set.wall, &set.zone));
                let home = set.home.as_ref().map(|(wall, zone)| (*wall, zone));
                let clock = |(wall, zone): (WallTime, &String)| clock(wall, zone, hours);
                there.into_iter().chain(home).map(clock).collect()
            })
        };
        let open = Callback::new(move |()| self.open.set(true));
        let change = view! {
            <Button kind=ButtonKind::Quiet icon=Icon::Pencil label="Change the deadline" on_press=open />
        };
        let hero = el("section")
            .class("hero")
            .attr("aria-label", "Deadline, as you typed it")
            .child(kicker)
            .child(el("div").class("clocks").children_of(clocks));
        vec![
            hero.into_any(),
            el("div")
                .class("cluster")
                .view(change.into_any())
                .into_any(),
        ]
        .into_any()
    }

    /// What is usual, to take with one press.
    fn proposal(self) -> AnyView {
        let hand = self.hand;
        let hours = hand.session.read(|_, world| world.hours);
        let words = move || {
            self.usual.with(|usual| {
                let Some(usual) = usual else {
                    return String::new();
                };
                let home = usual.home.as_ref().map(|(wall, zone)| (*wall, zone));
                let home = home.map(|(wall, zone)| [" (", &*told(wall, zone, hours), ")"].concat());
                [
                    "For ",
                    &*usual.wall.day.year().to_string(),
                    " expect ",
                    &*told(usual.wall, &usual.zone, hours),
                    home.as_deref().unwrap_or(""),
                    ", as in earlier years. Confirm with nrmp.org.",
                ]
                .concat()
            })
        };
        let take = Callback::new(move |()| {
            if let Some(usual) = self.usual.get_untracked() {
                let act = sets(hand, Some(usual.wall), usual.zone);
                hand.does_with_undo(act, "Deadline kept");
            }
        });
        let open = Callback::new(move |()| self.open.set(true));
        let buttons = el("div").class("cluster").view(
            view! {
                <Button kind=ButtonKind::Primary label="Use this date" on_press=take />
                <Button label="Type another" on_press=open />
            }
            .into_any(),
        );
        let card = el("div")
            .class("card stack")
            .child(el("p").say_with(words))
            .child(buttons);
        section("When must you certify?", card.into_any())
    }

    fn form(self, set: Option<Deadline>) -> AnyView {
        let hand = self.hand;
        let known = set.clone().or_else(|| self.usual.get_untracked());
        let day = RwSignal::new(
            known
                .as_ref()
                .map_or(String::new(), |one| one.wall.day.iso()),
        );
        let time = RwSignal::new(
            known
                .as_ref()
                .map_or(String::new(), |one| one.wall.minute.text()),
        );
        let zone = RwSignal::new(known.map_or(String::new(), |one| one.zone));
        let day_wrong = RwSignal::new(None);
        let time_wrong = RwSignal::new(None);
        let zone_wrong = RwSignal::new(None);
        let read = move || -> Option<WallTime> {
            let (read_day, read_time) = untrack(|| {
                (
                    day.with(|text| Day::parse(text)),
                    time.with(|text| Minute::parse(text)),
                )
            });
            zone_wrong.set(zone.with_untracked(|zone| unknown(zone)));
            time_wrong.set(read_time.as_ref().err().cloned());
            day_wrong.set(read_day.as_ref().err().cloned());
            let wall = WallTime {
                day: read_day.ok()?,
                minute: read_time.ok()?,
            };
            zone_wrong.with_untracked(Option::is_none).then_some(wall)
        };
        let keep = Callback::new(move |()| {
            let Some(wall) = read() else {
                return phone::show_fault_soon("dialog");
            };
            let zone = zone.get_untracked();
            let wrong = if zone.trim().is_empty() {
                zone_wrong
            } else {
                day_wrong
            };
            match hand.tries_with_undo(sets(hand, Some(wall), zone), "Deadline kept") {
                Ok(()) => self.open.set(false),
                Err(Refusal(sentence)) => phone::refuse(wrong, sentence, "dialog"),
            }
        });
        let remove = Callback::new(move |()| {
            self.open.set(false);
            let act = sets(hand, None, String::new());
            hand.does_with_undo(act, "Deadline removed");
        });
        let is_set = set.is_some();
        let choose = Callback::new(move |chosen| zone.set(chosen));
        let zone = zone_field("Time zone", zone.into(), choose, zone_wrong.into());
        let remove = maybe(move || {
            is_set.then(|| {
                view! { <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Remove the deadline" on_press=remove /> }.into_any()
            })
        });
        let pair = el("div").class("pair").view(
            view! {
                <TextField label="Date" input_type="date" value=day on_commit=move |text| day.set(text) error=day_wrong />
                <TextField label="Time" input_type="time" value=time on_commit=move |text| time.set(text) error=time_wrong />
            }
            .into_any(),
        );
        view! {
            {muted("As nrmp.org says for your year. The NRMP gives it in Eastern time.")}
            {pair}
            {zone}
            <Button kind=ButtonKind::Primary label="Keep this deadline" on_press=keep />
            {remove}
        }
        .into_any()
    }
}

fn sets(hand: Hand, deadline: Option<WallTime>, zone: String) -> RankAction {
    let now = hand.session.read(|_, world| world.wall_in(&zone));
    RankAction::SetDeadline {
        deadline,
        zone,
        now,
    }
}

fn clock(wall: WallTime, zone: &str, hours: Hours) -> El {
    let is_night = !(6 * 60..18 * 60).contains(&wall.minute.of_day());
    let sign = if is_night { Icon::Moon } else { Icon::Sun };
    let under = [&*wall.day.short(), ", ", &*called(zone)].concat();
    el("div")
        .child(el("b").text(&wall.minute.clock(hours)))
        .child(icon(sign))
        .child(el("span").text(&under))
}

/// `21:00 on Wed 3 Mar, Eastern`.
fn told(wall: WallTime, zone: &str, hours: Hours) -> String {
    let clock = wall.minute.clock(hours);
    [&*clock, " on ", &*wall.day.short(), ", ", &*called(zone)].concat()
}

/// `Eastern`, `Kolkata`.
fn called(zone: &str) -> String {
    let label = zone_label(zone);
    label.split(", ").next().unwrap_or(&label).to_owned()
}
