//! Adding programs by their names, one on each line. What the preview says of a line is what happens to it.

use leptos::prelude::*;

use crate::address;
use crate::domain::brought::only_lines;
use crate::features::rank::look;
use crate::features::shell::brought::{done, preview, programs};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Visit, muted_status};
use crate::session::phone;
use crate::store::acts::ranking::RankAction;
use crate::store::core::bring::{named, needed, summary, to_correct};
use crate::ui::{ActionBar, Button, ButtonKind, Icon, TextField, dynamic};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let hand = visit.hand();
    let session = hand.session;
    let typed = unfinished::<String>("rank-names");
    let refused = RwSignal::new(None::<String>);
    let known = session.watch(|model, _| model.all::<crate::domain::program::Program>().len());
    let lines = Memo::new(move |_| {
        known.track();
        typed.with(|text| session.read(|model, _| named(model, text)))
    });
    let count = Memo::new(move |_| lines.with(|lines| needed(lines)));
    let write = Callback::new(move |text: String| {
        refused.set(None);
        typed.set(text);
    });
    let add = Callback::new(move |()| {
        let count = count.get_untracked();
        let act = RankAction::Add {
            text: typed.get_untracked(),
            fresh: (0..count).map(|_| session.fresh_id()).collect(),
            today: session.read(|_, world| world.today()),
        };
        // What is left out stays in the field, to be corrected.
        let left = lines.with_untracked(|lines| to_correct(lines));
        match hand.tries_with_undo(act, &done(count, "added", left.len())) {
            Ok(()) if left.is_empty() => {
                typed.set(String::new());
                phone::swap(address::RANK);
            }
            Ok(()) => {
                typed.update(|text| *text = only_lines(text, &left));
                phone::focus("main textarea");
            }
            Err(refusal) => phone::refuse(refused, refusal.0, "main"),
        }
    });
    let label = Signal::derive(move || match count.get() {
        0 => "Add".to_owned(),
        count => ["Add ", &*programs(count)].concat(),
    });
    let outcome = muted_status(move || {
        lines.with(|lines| match lines.is_empty() {
            true => String::new(),
            false => summary(lines),
        })
    });
    view! {
        <div class="card field-group rank-names">
            <TextField label="Programs, one on each line" multiline=true spellcheck=false value=typed on_input=write
                error=refused hint="Type them, or paste a list. An NRMP code behind the name is kept."
                placeholder="Riverside Internal Medicine" />
        </div>
        {outcome}
        {dynamic(move || lines.with(|lines| preview(lines)))}
        <ActionBar>
            <Button kind=ButtonKind::Primary label=label icon=Icon::Plus on_press=add />
        </ActionBar>
    }
    .into_any()
}
