//! The way into the sample season and out of it. A tap that leads here opens it at once, and nothing of one's
//! own is touched; whoever comes by Back, a reload or an address is asked first.

use leptos::prelude::*;

use crate::address;
use crate::features::{Visit, muted_status};
use crate::session::{Session, phone};
use crate::ui::{Banner, Button, ButtonKind, Card, Icon, PillTone, dynamic, el};

/// The season's records, as `store::acts::sample` reads them.
const SEASON: &str = "content/sample.json";

const WHAT_IT_IS: &str = "A whole interview season, invented, to look at every screen. It lies apart from yours and is deleted when you leave it.";

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let is_tapped = phone::was_sample_tapped();
    if visit.session.is_sample() {
        inside(visit.session)
    } else {
        outside(visit.session, is_tapped)
    }
}

#[derive(Clone)]
enum State {
    Asking,
    OnTheWay,
    Refused(String),
}

fn outside(session: Session, is_tapped: bool) -> AnyView {
    let state = RwSignal::new(State::Asking);
    // Rows written of rows to write.
    let written = RwSignal::new((0, 1));
    let enter = move |()| {
        state.set(State::OnTheWay);
        leptos::task::spawn_local(async move {
            let season = phone::fetch_text(SEASON).await.unwrap_or_default();
            // The person may have left the screen by now.
            let hear = move |done, of| {
                written.try_set((done, of));
            };
            let is_here = move || written.try_get_untracked().is_some();
            if let Err(why) = session.enter_sample(season, hear, is_here).await {
                state.try_set(State::Refused(why));
            }
        });
    };
    if is_tapped {
        enter(());
    }
    let enter = Callback::new(enter);
    let percent = move || {
        let (done, of): (usize, usize) = written.get();
        let percent = (done * 100 / of.max(1)).to_string();
        ["Opening the sample season… ", &percent, " %"].concat()
    };
    dynamic(move || match state.get() {
        State::Asking => view! {
            <Card>{el("p").text(WHAT_IT_IS)}</Card>
            <Button label="Open the sample season" kind=ButtonKind::Primary on_press=enter />
        }
        .into_any(),
        State::OnTheWay => muted_status(percent).into_any(),
        State::Refused(why) => view! {
            <Banner tone=PillTone::Warn text=why />
            <Button label="Try again" icon=Icon::Refresh on_press=enter />
        }
        .into_any(),
    })
}

fn inside(session: Session) -> AnyView {
    let words = [
        "Mira Sanyal, her programs and everybody you meet here are invented.",
        "Tick, type, rate and practice as you like. All of it stays in the sample; your own season is closed meanwhile and does not change.",
        "When you leave, the sample is deleted with everything you did in it. You can open a new one at any time.",
    ];
    let words: Vec<_> = words.map(|text| el("p").text(text)).into();
    view! {
        <Card>{words}</Card>
        <Button
            label="Leave the sample season"
            kind=ButtonKind::Primary
            on_press=move |()| session.leave_sample(address::TODAY)
        />
    }
    .into_any()
}
