//! What another app shared with this one: what it is, and where it may go. Nothing is read into the data
//! here; the screen it goes to shows what would come of it, as for a file that was chosen there.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::arrival::{Arrival, likely};
use crate::features::{Visit, muted};
use crate::session::Session;
use crate::session::phone::{self, Arrived};
use crate::ui::{Banner, Button, ButtonKind, Group, Icon, LinkButton, PillTone, Row, dynamic, el};

/// Lines of a text that are shown.
const LINES: usize = 4;

#[derive(Clone)]
enum State {
    Looking,
    Nothing,
    Here(Arrived),
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let session = visit.session;
    let state = RwSignal::new(State::Looking);
    leptos::task::spawn_local(async move {
        let found = phone::arrived().await.map_or(State::Nothing, State::Here);
        // The person may have left the screen meanwhile.
        state.try_set(found);
    });
    let drop_it = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            phone::forget_arrived().await;
            if state.try_set(State::Nothing).is_none() {
                phone::focus("h1");
            }
        });
    });
    dynamic(move || match state.get() {
        State::Looking => muted("Looking at what came…")
            .attr("role", "status")
            .into_any(),
        State::Nothing => nothing(),
        // What another app gives is the person's own: the sample would take it along when it is deleted.
        State::Here(arrived) if session.is_sample() => in_sample(session, &arrived),
        State::Here(arrived) => here(arrived, drop_it),
    })
}

fn in_sample(session: Session, arrived: &Arrived) -> AnyView {
    vec![
        el("p").class("big").text(&arrived.name).into_any(),
        el("p").text("This is the sample season, which is deleted when you leave it. Leave it first: what came waits for your own season.").into_any(),
        view! {
            <Button
                label="Leave the sample season"
                kind=ButtonKind::Primary
                on_press=move |()| session.leave_sample(address::ARRIVED)
            />
        }
        .into_any(),
    ]
    .into_any()
}

fn nothing() -> AnyView {
    vec![
        el("p").text("Nothing waits here.").into_any(),
        muted("In another app, choose Share and then Matchbook: a deck of cards, a list of programs, a copy or a recording. A phone offers it once Matchbook is on the home screen.").into_any(),
        view! { <LinkButton label="To Today" href=href(address::TODAY) /> }.into_any(),
    ]
    .into_any()
}

fn here(arrived: Arrived, drop_it: Callback<()>) -> AnyView {
    let Arrived {
        name, mime, start, ..
    } = &arrived;
    let likely = likely(name, mime, start);
    let told = match likely {
        Some(_) => el("p").class("big").text(name).into_any(),
        None => {
            let text = [&**name, ": Matchbook cannot read this kind of file."].concat();
            view! { <Banner tone=PillTone::Warn text=text /> }.into_any()
        }
    };
    let first = match likely {
        Some(Arrival::Cards | Arrival::Programs) if !start.starts_with(b"PK") => excerpt(start),
        _ => String::new(),
    };
    let excerpt =
        (!first.is_empty()).then(|| el("pre").attr("dir", "auto").class("muted").text(&first));
    // The likely one first; a guess may be wrong, so that the others stay in reach.
    let mut offered: Vec<Arrival> = likely.into_iter().collect();
    offered.extend(
        Arrival::ALL
            .into_iter()
            .filter(|one| likely.is_some() && likely != Some(*one)),
    );
    let rows = offered
        .into_iter()
        .map(|to| row(to, arrived.clone()))
        .collect::<Vec<AnyView>>();
    let group = (!rows.is_empty()).then(|| view! { <Group title="What is it?">{rows}</Group> });
    let others = match arrived.others {
        0 => None,
        1 => Some(
            "Another file came with it, which was not kept. Share or open it by itself.".to_owned(),
        ),
        others => Some(
            [
                &others.to_string(),
                " other files came with it, which were not kept. Share or open them one by one.",
            ]
            .concat(),
        ),
    };
    vec![
        told,
        excerpt.into_any(),
        others.map(|text| muted(&text)).into_any(),
        group.into_any(),
        muted("You see what would change before anything is written.").into_any(),
        view! { <Button kind=ButtonKind::Quiet icon=Icon::Close label="Leave it" on_press=drop_it /> }.into_any(),
    ]
    .into_any()
}

/// The first lines of a text.
fn excerpt(start: &[u8]) -> String {
    let text = String::from_utf8_lossy(start);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(LINES)
        .collect();
    lines.join("\n")
}

fn row(to: Arrival, arrived: Arrived) -> AnyView {
    let (title, detail, icon, path) = match to {
        Arrival::Cards => (
            "Questions and answers",
            "Into your deck",
            Icon::Cards,
            address::EXCHANGE,
        ),
        Arrival::Programs => ("Programs", "Into your list", Icon::Building, address::BRING),
        Arrival::Copy => (
            "A copy of Matchbook",
            "Its changes are added to yours",
            Icon::Shield,
            address::STORAGE,
        ),
        Arrival::Sound => (
            "A recording",
            "Listen to it, and let the coach hear it",
            Icon::Mic,
            address::RECORDINGS,
        ),
    };
    let go = Callback::new(move |()| {
        phone::hand_over(arrived.clone());
        phone::swap(path);
    });
    view! { <Row title=title detail=detail icon=icon on_press=go /> }.into_any()
}
