//! The known text: read aloud once, it teaches the coach how many of a person's syllables it hears, and
//! the range of every pace becomes narrower.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{KnownText, Practice};
use crate::domain::recorder::Now;
use crate::domain::take::{Of, Take, Voice};
use crate::features::aloud::listening::{Coach, Listening};
use crate::features::aloud::recorder::{Recorder, about_take, last_microphone};
use crate::features::shell::reading::{nothing, reading, said, shown};
use crate::features::{Hand, Visit, muted};
use crate::session::phone;
use crate::speech::calibration::{GOOD_FOR_DAYS, Gain, syllables, words};
use crate::store::acts::takes::TakeAction;
use crate::store::read::takes::{self, Reread};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, PillTone, dynamic,
    el, maybe,
};

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// It can begin.
    Ready,
    /// The coach listens to it.
    Listens,
    /// The gain is kept.
    Learned,
    /// A sentence that says why not.
    Failed(String),
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    if !phone::can_record() {
        return view! {
            <EmptyState icon=Icon::Mic title="No recorder here" text=phone::NO_RECORDER>
                <LinkButton label="Recordings" href=href(address::RECORDINGS) icon=Icon::Wave />
            </EmptyState>
        }
        .into_any();
    }
    let practice = reading::<Practice>();
    let came_late = visit.came_late;
    let hand = visit.hand();
    shown(came_late, practice, move |practice| {
        let text = practice.speech.reading.clone();
        untrack(|| screen(hand, text))
    })
}

fn screen(hand: Hand, text: KnownText) -> AnyView {
    let recorder = Recorder::new(hand);
    let step = RwSignal::new(Step::Ready);
    let now = recorder.now();
    let kept = recorder.kept();
    let spoken = text.lines.join(" ");
    let syllables = syllables(&spoken);
    let begin = move || {
        step.set(Step::Ready);
        recorder.open(move || recorder.start(about_take(hand, &Of::KnownText, "The known text")));
    };
    phone::follow_keys(move |key| {
        match (now.get_untracked(), key) {
            (Now::Off | Now::Hearing, "r" | " ") => begin(),
            (Now::Recording, "f" | " ") => recorder.stop(),
            _ => return false,
        }
        true
    });
    // Each reading is listened to by a view of its own.
    let listens = dynamic(move || {
        let Some(id) = kept.get() else {
            return nothing();
        };
        untrack(|| {
            step.set(Step::Listens);
            let was_cut_off = hand
                .session
                .read(|model, _| model.get_or_default::<Take>(&id).cut_off);
            let listening = Listening::to(hand, &id);
            let coach = listening.coach();
            Effect::new(move |_| {
                let learned = match coach.get() {
                    Coach::Listens => return,
                    Coach::Failed => {
                        Err("The coach could not listen to this reading. Try again.".to_owned())
                    }
                    Coach::Heard(_) if was_cut_off => {
                        Err("The reading was cut off. Read the whole text once more.".to_owned())
                    }
                    Coach::Heard(report) => match report.judged() {
                        Some(measures) => {
                            let heard = u32::try_from(measures.nuclei.len()).unwrap_or(u32::MAX);
                            Gain::from_reading(syllables, heard)
                        }
                        None => Err(report
                            .gates
                            .first()
                            .map_or("Try again.", |gate| gate.sentence())
                            .to_owned()),
                    },
                };
                match learned {
                    Ok(gain) => keep(hand, gain, recorder.microphone_name(), step),
                    Err(sentence) => step.set(Step::Failed(sentence)),
                }
            });
            nothing()
        })
    });
    let told = dynamic(move || match step.get() {
        Step::Ready => nothing(),
        Step::Listens => muted("The coach listens …")
            .attr("role", "status")
            .into_any(),
        Step::Learned => {
            let text =
                "Done. From now on your pace is shown within about 15 percent instead of 35.";
            view! {
                <Banner tone=PillTone::Good text=text />
                <LinkButton label="To your recordings" href=href(address::RECORDINGS) icon=Icon::Wave />
            }
            .into_any()
        }
        Step::Failed(sentence) => view! { <Banner tone=PillTone::Warn text=sentence /> }.into_any(),
    });
    let known = hand.session.watch(|model, world| {
        let voice = takes::voice(model);
        let microphone = last_microphone();
        let reread = takes::reread(
            &voice,
            world.today(),
            GOOD_FOR_DAYS,
            microphone.as_deref(),
        );
        match (reread, voice.day) {
            (Some(Reread::Never), _) | (_, None) => {
                "Read this text aloud once, as you would speak to an interviewer.".to_owned()
            }
            (_, Some(day)) => format!(
                "Last read on {}. Read it again after {GOOD_FOR_DAYS} days or with another microphone.",
                day.long()
            ),
        }
    });
    let about_text = format!(
        "{} words, about {} seconds. Every line once, without extra words, in a quiet room.",
        words(&spoken),
        text.seconds
    );
    let paragraphs = text.lines.iter().map(|line| said(line));
    let page = el("div")
        .class("known-text")
        .attr("lang", "en")
        .children(paragraphs);
    let buttons = dynamic(move || {
        match now.get() {
        Now::Recording | Now::Paused => view! {
            <Button label="I have read it" kind=ButtonKind::Primary icon=Icon::Stop on_press=move |()| recorder.stop() />
        }
        .into_any(),
        Now::Keeping => nothing(),
        _ => view! {
            <Button label="Begin to read" kind=ButtonKind::Primary icon=Icon::Mic on_press=move |()| begin() />
        }
        .into_any(),
    }
    });
    let why = maybe(move || {
        (now.get() == Now::Off).then(|| {
            muted("Your browser will ask for the microphone, to hear this reading. The sound stays on this phone.")
                .into_any()
        })
    });
    // While it is read, nothing but the text stands there: it fits a phone, and nobody scrolls aloud.
    let reads = Memo::new(move |_| matches!(now.get(), Now::Recording | Now::Paused));
    Effect::new(move |_| {
        if reads.get() {
            phone::turn_page();
        }
    });
    let about = maybe(move || {
        (!reads.get()).then(|| {
            let about = vec![
                el("p").say_with(move || known.get()).into_any(),
                muted(&about_text).into_any(),
            ];
            about.into_any()
        })
    });
    let shows_face = Memo::new(move |_| now.get() != Now::Off);
    let face = maybe(move || shows_face.get().then(|| recorder.small_face()));
    view! {
        {about}
        {why}
        {recorder.problem_line()}
        {told}
        <Card>{page}</Card>
        {muted("It tells the coach how many of your syllables it hears. Nobody's accent is judged.")}
        {listens}
        <ActionBar>{face}{buttons}</ActionBar>
    }
    .into_any()
}

fn keep(hand: Hand, gain: Gain, microphone: String, step: RwSignal<Step>) {
    let day = hand.session.read(|_, world| world.today());
    let voice = Voice {
        gain: Some((gain.value() * 1_000.0).round() as u32),
        day: Some(day),
        microphone,
    };
    let act = TakeAction::KeepVoice { voice };
    hand.does_then(act, move || drop(step.try_set(Step::Learned)));
}
