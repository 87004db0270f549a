//! Several programs at once: names pasted, or a file of rows. What the preview says of a line is what happens to it.

use leptos::prelude::*;

use crate::address;
use crate::domain::brought::Line;
use crate::domain::program::Program;
use crate::exchange::program_list::{FILE_MAX, only, read, text_of};
use crate::features::programs::look;
use crate::features::shell::brought::{done, preview, programs};
use crate::features::shell::reading::{bullets, said};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Hand, Visit, muted_status};
use crate::session::phone;
use crate::store::acts::programs::ProgramAction;
use crate::store::core::bring::{Fate, Named, fates, needed, summary, to_correct};
use crate::ui::{ActionBar, Button, ButtonKind, Icon, TextField, dynamic, el};

/// The columns that are known, for who makes a table.
const COLUMNS: [&str; 5] = [
    "name (the only one that must be there)",
    "specialty, city, state, NRMP code, site, note",
    "stage: interested, applied, signaled, invited, waitlist, declined, withdrawn",
    "reply by, interview date: 2026-12-14",
    "interview time, on the program’s clock: 08:00; format: in person or virtual",
];

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let hand = visit.hand();
    let session = hand.session;
    let typed = unfinished::<String>("programs-brought");
    let refused = RwSignal::new(None::<String>);
    let known = session.watch(|model, _| model.all::<Program>().len());
    let lines = Memo::new(move |_| typed.with(|text| read(text)));
    let fated = Memo::new(move |_| {
        known.track();
        let lines: Vec<Line> = lines.get();
        session.read(|model, _| fates(model, lines))
    });
    let count = Memo::new(move |_| fated.with(|lines| arriving(lines)));
    let write = Callback::new(move |text: String| {
        refused.set(None);
        typed.set(text);
    });
    let add = Callback::new(move |()| {
        let needed = fated.with_untracked(|lines| needed(lines));
        let act = ProgramAction::Bring {
            lines: lines.get_untracked(),
            fresh: (0..needed).map(|_| session.fresh_id()).collect(),
            today: session.read(|_, world| world.today()),
        };
        // What is left out stays in the field, to be corrected.
        let left = fated.with_untracked(|lines| to_correct(lines));
        let done = done(count.get_untracked(), "brought in", left.len());
        match hand.tries_with_undo(act, &done) {
            Ok(()) if left.is_empty() => {
                typed.set(String::new());
                phone::swap(address::PROGRAMS);
            }
            Ok(()) => {
                typed.update(|text| *text = only(text, &left));
                phone::focus("main textarea");
            }
            Err(refusal) => phone::refuse(refused, refusal.0, "main"),
        }
    });
    let label = Signal::derive(move || match count.get() {
        0 => "Bring in".to_owned(),
        count => ["Bring in ", &*programs(count)].concat(),
    });
    let outcome = muted_status(move || {
        fated.with(|lines| match lines.is_empty() {
            true => String::new(),
            false => summary(lines),
        })
    });
    let choose = Callback::new(move |()| choose(hand, typed, refused));
    if phone::is_handed_over() {
        choose.run(());
    }
    view! {
        {said("Paste names, one on each line, or rows of a spreadsheet with the names of its columns. Or choose a CSV file.")}
        <div class="card field-group bring-names">
            <TextField label="Programs" multiline=true spellcheck=false value=typed on_input=write
                error=refused hint="Nothing is written before you press “Bring in”."
                placeholder="Riverside Internal Medicine" />
            <Button icon=Icon::Upload label="Choose a file" on_press=choose />
        </div>
        {el("div").child(outcome)}
        {dynamic(move || fated.with(|lines| preview(lines)))}
        {bullets("Columns that are known", &COLUMNS.map(str::to_owned))}
        <ActionBar>
            <Button kind=ButtonKind::Primary label=label icon=Icon::Plus on_press=add />
        </ActionBar>
    }
    .into_any()
}

fn arriving(lines: &[Named]) -> usize {
    let arrives = |line: &&Named| matches!(line.fate, Fate::Added { .. });
    lines.iter().filter(arrives).count()
}

/// Puts the text of a file into the field, where it can be corrected.
fn choose(hand: Hand, typed: RwSignal<String>, refused: RwSignal<Option<String>>) {
    leptos::task::spawn_local(async move {
        let read = match phone::pick_file("", FILE_MAX).await {
            Ok(None) => return,
            Ok(Some(bytes)) => text_of(&bytes).map_err(str::to_owned),
            Err(sentence) => Err(sentence),
        };
        // The person may have left the screen while the file was read.
        match read {
            Ok(text) => {
                refused.try_set(None);
                let before = typed.try_get_untracked().unwrap_or_default();
                let is_lost = !before.trim().is_empty() && before != text;
                if typed.try_set(text).is_some() {
                    return;
                }
                match is_lost {
                    // Nothing that was typed is gone by a tap.
                    true => hand.toaster.show_undo(
                        "The file stands in the place of what you typed",
                        false,
                        move || drop(typed.try_set(before.clone())),
                    ),
                    false => hand
                        .toaster
                        .show("The file was read. Look below at what it brings."),
                }
            }
            Err(sentence) => {
                if refused.try_set(Some(sentence)).is_none() {
                    phone::show_fault_soon("main");
                }
            }
        }
    });
}
