//! The length of any answer: three usual ones, and fields for any other. It is remembered.

use leptos::prelude::*;

use crate::content::lazy::Practice;
use crate::session::phone;
use crate::store::read::rehearsal::zones;
use crate::ui::{FieldGroup, Segmented, TextField, el};

const AIM: &str = "timer/aim";

/// The length that was chosen last.
pub fn remembered() -> Option<(u16, u16)> {
    phone::preference(AIM).and_then(|text| parse_aim(&text))
}

fn parse_aim(text: &str) -> Option<(u16, u16)> {
    let (least, most) = text.split_once('-')?;
    Some((least.trim().parse().ok()?, most.trim().parse().ok()?))
}

fn aim_text((least, most): (u16, u16)) -> String {
    [&least.to_string(), "-", &most.to_string()].concat()
}

/// Three usual lengths, and fields for any other.
pub fn form(practice: Practice, aim: RwSignal<(u16, u16)>) -> AnyView {
    let usual = &practice.speech.answer_length;
    let options: Vec<(String, String)> = [
        (usual.rapid, "Rapid-fire"),
        (usual.default, "Short answer"),
        (usual.story, "Story"),
    ]
    .map(|(aim, name)| (aim_text(aim), name.to_owned()))
    .to_vec();
    let error = RwSignal::new(None::<String>);
    let typed = RwSignal::new((String::new(), String::new()));
    let show = move |(least, most): (u16, u16)| typed.set((least.to_string(), most.to_string()));
    show(aim.get_untracked());
    let choose = move |wanted: (u16, u16)| match zones(&practice, wanted) {
        Ok(_) => {
            error.set(None);
            aim.set(wanted);
            phone::set_preference(AIM, &aim_text(wanted));
        }
        Err(sentence) => error.set(Some(sentence)),
    };
    let choose = StoredValue::new(choose);
    let select = move |value: String| {
        if let Some(wanted) = parse_aim(&value) {
            show(wanted);
            choose.with_value(|choose| choose(wanted));
        }
    };
    let take = move || {
        let (least, most) = typed.get_untracked();
        match parse_aim(&[&*least, "-", &most].concat()) {
            Some(wanted) => choose.with_value(|choose| choose(wanted)),
            None => error.set(Some("Write both times as whole seconds.".to_owned())),
        }
    };
    let selected = Signal::derive(move || aim_text(aim.get()));
    let least = view! {
        <TextField label="Shortest, in seconds" input_type="number" value=Signal::derive(move || typed.get().0)
            on_commit=move |text: String| { typed.update(|typed| typed.0 = text); take(); } error=error />
    };
    let most = view! {
        <TextField label="Longest, in seconds" input_type="number" value=Signal::derive(move || typed.get().1)
            on_commit=move |text: String| { typed.update(|typed| typed.1 = text); take(); } />
    };
    view! {
        <FieldGroup title="How long?">
            <Segmented label="Usual lengths" options=options selected=selected on_select=select />
            {el("div").class("pair").view(least.into_any()).view(most.into_any())}
        </FieldGroup>
    }
    .into_any()
}
