//! The library of recordings: all takes, how much room they take, what they show over weeks, and the way
//! to bring one in from a file. Deliberately not here: one take (`take`) and recording (`record`).

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::TakeId;
use crate::domain::story_timer::clock;
use crate::domain::take::{About, Of, TAKE_MAX_MS, TAKE_MIN_MS, Take, Voice, size_text};
use crate::domain::time::Instant;
use crate::features::aloud::coach::{gain, take_row};
use crate::features::aloud::listening::{NO_SOUND, decoded, is_wav, wav_seconds};
use crate::features::aloud::recorder::{PRACTICE_ONLY, about_take, last_microphone};
use crate::features::shell::reading::{listed, listed_with_count, nothing};
use crate::features::{Hand, Visit, muted};
use crate::session::phone::{self, Chosen};
use crate::speech::calibration::{GOOD_FOR_DAYS, words_per_minute};
use crate::store::acts::takes::TakeAction;
use crate::store::core::model::Kinds;
use crate::store::read::takes::{self, Known, Reread};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Check, CheckRow, Disclosure, EmptyState, Group, Icon,
    LinkButton, Mark, PillTone, Plot, PlotKind, Row, dynamic, el, maybe,
};

/// Largest file that is brought in, in bytes.
const FILE_MAX: u32 = 200 << 20;
/// Largest file of unknown length that is decoded, in bytes.
const UNKNOWN_MAX: u32 = 20 << 20;
/// Takes with figures from which on progress is drawn.
const PROGRESS_MIN: usize = 3;
/// Takes in the plots.
const PROGRESS_MAX: usize = 30;
/// Oldest takes that are offered for deletion.
const OFFERED: usize = 20;
/// Syllables a word where no text says otherwise.
const USUAL: f32 = 1.4;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    leptos::task::spawn_local(async move {
        // What is past recall goes, what was cut off comes.
        session.sweep_recordings().await;
        match session.rescue_recordings().await {
            0 => {}
            1 => hand.toaster.show("A recording that was cut off is kept."),
            count => hand.toaster.show(
                [
                    &*count.to_string(),
                    " recordings that were cut off are kept.",
                ]
                .concat(),
            ),
        }
    });
    let all = session.watch(|model, world| {
        let line = |(id, take): Known| {
            let when = world.moment(model, Instant(take.at));
            let detail = [&*when, " · ", &take.length_and_size()].concat();
            (id, take, detail)
        };
        takes::takes(model)
            .into_iter()
            .map(line)
            .collect::<Vec<_>>()
    });
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let list = dynamic(move || {
        let all = all.get();
        if all.is_empty() {
            return empty();
        }
        let rows = all
            .iter()
            .map(|(id, take, detail)| take_row(id, take, detail));
        listed_with_count("Recordings", all.len(), rows.collect())
    });
    let changed =
        session.watch(|model, _| model.revision(Kinds::of::<Take>().and(Kinds::of::<Voice>())));
    let rest = dynamic(move || {
        changed.track();
        untrack(|| {
            session.read(|model, world| {
                let voice = takes::voice(model);
                let microphone = last_microphone();
                let reread =
                    takes::reread(&voice, world.today(), GOOD_FOR_DAYS, microphone.as_deref());
                let judged = takes::judged(model);
                let per_voice = gain(&voice).filter(|_| reread != Some(Reread::Microphone));
                vec![
                    reading_row(reread),
                    progress(&judged, per_voice),
                    space(hand, takes::size(model), takes::oldest(model)),
                ]
                .into_any()
            })
        })
    });
    let bring = move |()| {
        if !busy.get_untracked() {
            busy.set(true);
            problem.set(None);
            leptos::task::spawn_local(async move {
                let ended = bring_in(hand).await;
                // The person may have gone elsewhere, to record perhaps, and stays there.
                let is_gone = busy.try_set(false).is_some();
                match ended {
                    Ok(Some(_)) if is_gone => hand.toaster.show("Recording brought in"),
                    Err(sentence) if is_gone => hand.toaster.show(sentence),
                    Ok(Some(id)) => phone::go(&address::take(&id)),
                    Ok(None) => {}
                    Err(sentence) => drop(problem.try_set(Some(sentence))),
                }
            });
        }
    };
    if phone::is_handed_over() {
        bring(());
    }
    let label = Signal::derive(move || if busy.get() { "Reading …" } else { "Import" }.to_owned());
    let trouble = maybe(move || {
        let text = problem.get()?;
        Some(view! { <Banner tone=PillTone::Warn text=text /> }.into_any())
    });
    let no_recorder = (!phone::can_record())
        .then(|| view! { <Banner tone=PillTone::Neutral text=phone::NO_RECORDER /> }.into_any());
    let record = phone::can_record().then(|| {
        view! { <LinkButton label="Record" icon=Icon::Mic kind=ButtonKind::Primary href=href(address::RECORD) /> }
    });
    view! {
        {no_recorder.unwrap_or_else(nothing)}
        {trouble}
        {list}
        {rest}
        {muted(PRACTICE_ONLY)}
        <ActionBar>
            <Button label=label icon=Icon::Upload on_press=bring />
            {record}
        </ActionBar>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=Icon::Wave
            title="Hear yourself as they will"
            text="Record an answer, and see your pace, your pauses and your hesitations. The sound never leaves this phone."
        />
    }
    .into_any()
}

/// The way to the known text, while it should be read.
fn reading_row(reread: Option<Reread>) -> AnyView {
    let (title, detail) = match reread {
        Some(Reread::Never) => (
            "Let the coach learn your voice",
            "Read a text once, about 40 seconds. Then the pace is measured more closely."
                .to_owned(),
        ),
        Some(Reread::Old(days)) => (
            "Read the known text again",
            format!("The last reading is {days} days old."),
        ),
        Some(Reread::Microphone) => (
            "Read the known text again",
            "You use another microphone now.".to_owned(),
        ),
        None => (
            "Your voice",
            "The coach knows it. Read the text again whenever you like.".to_owned(),
        ),
    };
    let to = href(address::VOICE);
    view! { <Group><Row title=title detail=detail icon=Icon::Mic href=to /></Group> }.into_any()
}

/// What the takes show over time.
fn progress(judged: &[Known], voice: Option<crate::speech::calibration::Gain>) -> AnyView {
    if judged.len() < PROGRESS_MIN {
        return nothing();
    }
    let newest = &judged[judged.len().saturating_sub(PROGRESS_MAX)..];
    let name = |take: &Take| take.day.map_or_else(String::new, |day| day.short());
    let plot = |title: &'static str,
                column: &'static str,
                summary: String,
                values: &dyn Fn(&Take) -> Option<(f32, String)>| {
        let marks: Vec<Mark> = newest
            .iter()
            .filter_map(|(_, take)| {
                let (value, text) = values(take)?;
                Some(Mark {
                    name: name(take),
                    value,
                    text,
                })
            })
            .collect();
        let plot = view! { <Plot kind=PlotKind::Line summary=summary marks=marks columns=("Recording", column) /> };
        let inside = el("div")
            .class("stack")
            .child(el("h3").text(title))
            .view(plot.into_any());
        inside.into_any()
    };
    let pace = |take: &Take| {
        if let Some(words) = take.exact_pace() {
            #[allow(clippy::cast_precision_loss)] // a few hundred
            return Some((words as f32, format!("{words} (exact)")));
        }
        let band = words_per_minute(take.figures()?.rate(), USUAL, voice);
        let whole = |pace: f32| format!("{pace:.0}");
        Some((
            band.middle,
            format!("{} to {}", whole(band.low), whole(band.high)),
        ))
    };
    let paused = |take: &Take| {
        let percent = take.figures()?.paused_percent();
        #[allow(clippy::cast_precision_loss)] // at most 100
        Some((percent as f32, format!("{percent} %")))
    };
    let taps = |take: &Take| {
        let seconds = take.seconds();
        let counted = take.taps.len() + take.confirmed();
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // at most 1,000
        let each = (counted as f64 * 60.0 / seconds.max(1.0)) as f32;
        Some((each, format!("{each:.1}")))
    };
    let count = newest.len();
    let over = |first: &str, last: &str, what: &str| {
        format!("{what} over {count} recordings: first {first}, last {last}.")
    };
    let ends = |values: &dyn Fn(&Take) -> Option<(f32, String)>| {
        let text = |known: Option<&Known>| {
            let value = known.and_then(|(_, take)| values(take));
            value.map_or_else(|| "–".to_owned(), |(_, text)| text)
        };
        (text(newest.first()), text(newest.last()))
    };
    let (pace_from, pace_to) = ends(&pace);
    let (pause_from, pause_to) = ends(&paused);
    let (taps_from, taps_to) = ends(&taps);
    let plots = vec![
        plot(
            "Words a minute",
            "Words a minute",
            over(&pace_from, &pace_to, "Pace")
                + " The line is the middle of an estimate; a change under 15 % may be chance.",
            &pace,
        ),
        plot(
            "Time in pauses",
            "In pauses",
            over(&pause_from, &pause_to, "Time in pauses"),
            &paused,
        ),
        plot(
            "Fillers and hesitations a minute",
            "A minute",
            over(
                &taps_from,
                &taps_to,
                "Fillers that you tapped or confirmed, a minute,",
            ),
            &taps,
        ),
    ];
    let inside = el("div").class("stack").view(plots.into_any());
    view! { <Disclosure title="Progress over time">{inside}</Disclosure> }.into_any()
}

/// How much room the recordings take, and the oldest to delete, each by a tap.
fn space(hand: Hand, size: f64, oldest: Vec<Known>) -> AnyView {
    if size <= 0.0 {
        return nothing();
    }
    let title = ["Space: ", &size_text(size), " of recordings"].concat();
    if oldest.is_empty() {
        return muted(&title).into_any();
    }
    let chosen = RwSignal::new(std::collections::BTreeSet::<TakeId>::new());
    let rows = oldest.iter().take(OFFERED).map(|(id, take)| {
        let (own, id) = (id.clone(), id.clone());
        let (title, detail) = (
            take.label(),
            [
                &*take.day.map_or_else(String::new, |day| day.short()),
                " · ",
                &take.length_and_size(),
            ]
            .concat(),
        );
        let look = Signal::derive(move || Check {
            title: title.clone(),
            detail: detail.clone(),
            checked: chosen.with(|chosen| chosen.contains(&own)),
            ..Check::default()
        });
        let tick = move |on: bool| {
            chosen.update(|chosen| {
                if on {
                    chosen.insert(id.clone());
                } else {
                    chosen.remove(&id);
                }
            });
        };
        view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
    });
    let list = listed("Oldest first; kept ones are left out", rows.collect());
    let label = Signal::derive(move || match chosen.with(|chosen| chosen.len()) {
        0 => "Delete the ticked ones".to_owned(),
        1 => "Delete 1 recording".to_owned(),
        count => ["Delete ", &count.to_string(), " recordings"].concat(),
    });
    let none = Signal::derive(move || chosen.with(|chosen| chosen.is_empty()));
    let delete = move |()| {
        let ids: Vec<TakeId> = chosen.get_untracked().into_iter().collect();
        let at = hand.session.read(|_, world| world.now);
        let count = ids.len();
        let told = match count {
            1 => "1 recording deleted".to_owned(),
            count => [&*count.to_string(), " recordings deleted"].concat(),
        };
        if hand.does_with_undo(TakeAction::DeleteMany { ids, at }, &told) {
            hand.session.sweep_recordings_later();
        }
    };
    let button = view! { <Button label=label kind=ButtonKind::Danger icon=Icon::Trash disabled=none on_press=delete /> };
    let inside = el("div").class("stack").view(list).view(button.into_any());
    view! { <Disclosure title=title>{inside}</Disclosure> }.into_any()
}

/// Lets the person choose a file and keeps it; `None` when they change their mind.
async fn bring_in(hand: Hand) -> Result<Option<TakeId>, String> {
    let accept = "audio/*,.wav,.m4a,.mp3,.webm,.ogg,.opus,.flac,.aac";
    let Some(chosen) = phone::choose_file(accept, FILE_MAX).await? else {
        return Ok(None);
    };
    let seconds = checked(&chosen).await?;
    let ms = (seconds * 1_000.0).round() as u32;
    let about = About {
        mime: if is_wav(&chosen.bytes) {
            "audio/wav".to_owned()
        } else {
            chosen.mime.clone()
        },
        ..about_take(hand, &Of::Anything, &named(&chosen.name))
    };
    hand.session
        .bring_in(about, ms, &chosen.bytes)
        .await
        .map(Some)
}

/// The file's name without its ending.
fn named(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.chars().take(100).collect()
}

/// Length in seconds of a file that can be listened to.
async fn checked(chosen: &Chosen) -> Result<f64, String> {
    let bytes = &chosen.bytes;
    if bytes.is_empty() {
        return Err("This file is empty. Choose another one.".to_owned());
    }
    let most = f64::from(TAKE_MAX_MS) / 1_000.0;
    let too_long = |seconds: f64| {
        let minutes = clock((seconds / 60.0).round() * 60.0);
        format!(
            "This recording takes {minutes}. The coach listens to 15 minutes at most: cut a piece out and bring that in."
        )
    };
    let known = if is_wav(bytes) {
        Some(wav_seconds(bytes)?)
    } else {
        let length = phone::length_of(bytes, &chosen.mime).await;
        // One that the browser does not know says by its kind that it is a film.
        let is_film = length.map_or(chosen.mime.starts_with("video/"), |length| {
            length.has_picture
        });
        if is_film {
            return Err(
                "This is a video. Matchbook listens to sound only: save its sound as M4A, MP3 or WAV, and bring that in."
                    .to_owned(),
            );
        }
        length.and_then(|length| length.seconds)
    };
    match known {
        Some(seconds) if seconds > most + 1.0 => return Err(too_long(seconds)),
        None if bytes.len() > UNKNOWN_MAX => return Err(NO_SOUND.to_owned()),
        _ => {}
    }
    let sound = decoded(bytes).await?;
    if sound.seconds() > most + 1.0 {
        return Err(too_long(sound.seconds()));
    }
    if sound.seconds() * 1_000.0 < f64::from(TAKE_MIN_MS) {
        return Err("This recording is shorter than a second. Choose another one.".to_owned());
    }
    Ok(sound.seconds())
}
