//! The way into the sample season and out of it. Whoever opens this screen from their own season is taken
//! there at once: it is one tap, and nothing of theirs is touched.

use leptos::prelude::*;

use crate::features::{Visit, muted_status};
use crate::session::{Session, phone};
use crate::ui::{Banner, Button, ButtonKind, Card, Icon, PillTone, dynamic, el};

/// The season's records, as `store::acts::sample` reads them.
const SEASON: &str = "content/sample.json";

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    if visit.session.is_sample() {
        inside(visit.session)
    } else {
        on_the_way(visit.session)
    }
}

fn on_the_way(session: Session) -> AnyView {
    // Rows written of rows to write, and why it did not work.
    let (written, refused) = (RwSignal::new((0, 1)), RwSignal::new(None));
    let enter = move || {
        leptos::task::spawn_local(async move {
            let season = phone::fetch_text(SEASON).await.unwrap_or_default();
            // The person may have left the screen by now.
            let hear = move |done, of| {
                written.try_set((done, of));
            };
            if let Err(why) = session.enter_sample(season, hear).await {
                refused.try_set(Some(why));
            }
        });
    };
    enter();
    let again = Callback::new(move |()| {
        refused.set(None);
        enter();
    });
    let percent = move || {
        let (done, of): (usize, usize) = written.get();
        let percent = (done * 100 / of.max(1)).to_string();
        ["Opening the sample season… ", &percent, " %"].concat()
    };
    dynamic(move || match refused.get() {
        None => muted_status(percent).into_any(),
        Some(why) => view! {
            <Banner tone=PillTone::Warn text=why />
            <Button label="Try again" icon=Icon::Refresh on_press=again />
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
            on_press=move |()| session.leave_sample()
        />
    }
    .into_any()
}
