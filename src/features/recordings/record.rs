//! The recorder's own screen: a take of a story, or of anything. Listening is another screen.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::recorder::Now;
use crate::domain::story::Story;
use crate::domain::take::Of;
use crate::features::aloud::recorder::{PRACTICE_ONLY, Recorder, about_take};
use crate::features::shell::reading::nothing;
use crate::features::{Visit, muted};
use crate::session::phone;
use crate::store::core::model::Model;
use crate::store::read::stories::stories;
use crate::store::read::takes;
use crate::store::read::world::World;
use crate::ui::{
    ActionBar, Button, ButtonKind, Card, EmptyState, FieldGroup, Group, Icon, LinkButton, Row,
    SelectField, dynamic, maybe,
};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    if !phone::can_record() {
        return view! {
            <EmptyState icon=Icon::Mic title="No recorder here" text=phone::NO_RECORDER>
                <LinkButton label="Bring in a file" href=href(address::RECORDINGS) icon=Icon::Upload />
            </EmptyState>
        }
        .into_any();
    }
    let hand = visit.hand();
    let recorder = Recorder::new(hand);
    let of = RwSignal::new(String::new());
    let options = hand.session.watch(|model, _| {
        let anything = (String::new(), "Anything".to_owned());
        let stories = stories(model).map(|(id, story)| (id.clone(), story.title.clone()));
        std::iter::once(anything).chain(stories).collect::<Vec<_>>()
    });
    let has_stories = Memo::new(move |_| options.with(Vec::len) > 1);
    let about = move || {
        let id = of.get_untracked();
        let story = |model: &Model, _: &World| model.get::<Story>(&id).map(|one| one.title.clone());
        match hand.session.read(story) {
            Some(title) => about_take(hand, &Of::Story(id.into()), &title),
            None => about_take(hand, &Of::Anything, ""),
        }
    };
    let now = recorder.now();
    let begin = move || recorder.open(move || recorder.start(about()));
    phone::follow_keys(move |key| {
        match (now.get_untracked(), key) {
            (Now::Off | Now::Hearing, "r" | " ") => begin(),
            (Now::Recording | Now::Paused, "p") => recorder.toggle(),
            (Now::Recording | Now::Paused, "f" | " ") => recorder.stop(),
            _ => return false,
        }
        true
    });
    // A take that is kept is listened to at once.
    let kept = recorder.kept();
    Effect::new(move |_| {
        if let Some(id) = kept.get() {
            phone::swap(&address::take(&id));
        }
    });
    // The buttons change under the finger; the focus goes with them.
    Effect::new(move |before: Option<Now>| {
        let is = now.get();
        if before.is_some_and(|before| before != is) {
            phone::after(0, || phone::focus(".foot .btn-primary"));
        }
        is
    });
    let is_idle = Memo::new(move |_| matches!(now.get(), Now::Off | Now::Hearing));
    let choice = maybe(move || {
        (has_stories.get() && is_idle.get()).then(|| {
            let choose = move |id: String| of.set(id);
            view! {
                <FieldGroup>
                    <SelectField
                        label="What will you talk about?"
                        hint="With a story, the pace can be exact"
                        options=options
                        value=of
                        on_change=choose
                    />
                </FieldGroup>
            }
            .into_any()
        })
    });
    let why = maybe(move || {
        (now.get() == Now::Off).then(|| {
            muted("Your browser will ask for the microphone. It is used for this recording only; the sound stays on this phone, and nothing is sent.")
                .into_any()
        })
    });
    // Without it a pace is told within a third, which is no help.
    let knows_voice = hand
        .session
        .watch(|model, _| takes::voice(model).gain.is_some());
    let voice = maybe(move || {
        (is_idle.get() && !knows_voice.get()).then(|| {
            view! {
                <Group>
                    <Row
                        title="First, let the coach learn your voice"
                        detail="Read a text aloud once (40 seconds). Then your pace is told within about 15 percent."
                        icon=Icon::Wave
                        href=href(address::VOICE)
                    />
                </Group>
            }
            .into_any()
        })
    });
    let buttons = dynamic(move || {
        match now.get() {
        Now::Off | Now::Asking => view! {
            <Button label="Sound test" on_press=move |()| recorder.open(|| ()) />
            <Button label="Record" kind=ButtonKind::Primary icon=Icon::Mic on_press=move |()| begin() />
        }
        .into_any(),
        Now::Hearing => view! {
            <Button label="Turn off" on_press=move |()| recorder.close() />
            <Button label="Record" kind=ButtonKind::Primary icon=Icon::Mic on_press=move |()| begin() />
        }
        .into_any(),
        Now::Recording | Now::Paused => {
            let paused = now.get_untracked() == Now::Paused;
            let label = if paused { "Go on" } else { "Pause" };
            view! {
                <Button label=label on_press=move |()| recorder.toggle() />
                <Button label="Finish" kind=ButtonKind::Primary icon=Icon::Stop on_press=move |()| recorder.stop() />
            }
            .into_any()
        }
        Now::Keeping => nothing(),
    }
    });
    let face = recorder.face();
    view! {
        {recorder.problem_line()}
        <Card>{face}</Card>
        {voice}
        {choice}
        {why}
        {muted(PRACTICE_ONLY)}
        {muted("Keys: R begins, P pauses, F finishes.").class("muted keys-hint")}
        <ActionBar>{buttons}</ActionBar>
    }
    .into_any()
}
