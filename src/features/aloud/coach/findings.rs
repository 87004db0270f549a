//! What the coach says of one take.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Heeded, gain, range_text, target, tenth};
use crate::address::{self, href};
use crate::content::lazy::SpeechGuide;
use crate::domain::story_timer::clock;
use crate::domain::take::{Heard, Take, Voice};
use crate::features::aloud::listening::Coach;
use crate::features::muted;
use crate::features::shell::reading::{listed, nothing, said};
use crate::speech::calibration::{TELLING_CHANGE, words_per_minute};
use crate::speech::report::LONG_PAUSE;
use crate::speech::{Report, Span};
use crate::store::read::takes;
use crate::ui::{
    Banner, ButtonKind, Card, El, Icon, IconButton, LinkButton, PillTone, Segmented, dynamic, el,
    svg_el,
};

/// Long pauses and hesitations that are listed.
const LISTED: usize = 200;

/// Ends of the picture of a pace, in words a minute.
const SCALE: (f32, f32) = (60.0, 240.0);

impl Heeded {
    /// Everything that may be said, or why nothing is.
    pub fn findings(self, guide: SpeechGuide) -> AnyView {
        let guide = StoredValue::new(guide);
        let coach = self.listening.coach();
        dynamic(move || match coach.get() {
            Coach::Listens => muted("The coach listens …")
                .attr("role", "status")
                .into_any(),
            Coach::Failed => muted("The coach could not listen to this recording.").into_any(),
            Coach::Heard(report) => untrack(|| self.told(report, guide)),
        })
    }

    fn told(self, report: Arc<Report>, guide: StoredValue<SpeechGuide>) -> AnyView {
        if report.judged().is_none() {
            let rows = report.gates.iter().map(|gate| {
                let text = gate.sentence();
                view! { <Banner tone=PillTone::Warn text=text /> }.into_any()
            });
            let mut views: Vec<AnyView> = rows.collect();
            views.push(muted("You can still listen to it, and look back on it below.").into_any());
            return views.into_any();
        }
        let note = report.length_note().map(|note| muted(&note));
        let (pauses, hesitations) = (report.clone(), report.clone());
        vec![
            note.map_or_else(nothing, IntoAny::into_any),
            dynamic(move || guide.with_value(|guide| self.pace(guide))),
            self.pauses(&pauses),
            self.hesitations(&hesitations, guide),
            self.melody(&report),
        ]
        .into_any()
    }

    fn voice(self) -> Voice {
        self.hand.session.read(|model, _| takes::voice(model))
    }

    /// How fast: exact where the text is known, else a range.
    fn pace(self, guide: &SpeechGuide) -> AnyView {
        let take = self.take.get();
        let Some(heard) = take.figures() else {
            return nothing();
        };
        let target = target(guide);
        let mut views: Vec<AnyView> = Vec::new();
        if let Some(words) = take.exact_pace() {
            let line = [&*words.to_string(), " words a minute"].concat();
            views.push(el("p").class("big num").text(&line).into_any());
            let why = format!(
                "Exact: the text has {} words, and you spoke for {}. {}",
                take.words,
                clock(f64::from(heard.span) / 1_000.0),
                zone_of(guide, words)
            );
            views.push(pace_bar((words as f32, words as f32), target, &line).into_any());
            views.push(said(&why).into_any());
        } else {
            // The reading says nothing of a file from elsewhere.
            let gain = gain(&self.voice()).filter(|_| !take.imported);
            let band = words_per_minute(heard.rate(), self.per_word.get_value(), gain);
            let line = [&*range_text(band), " words a minute"].concat();
            views.push(el("p").class("big num").text(&line).into_any());
            views.push(pace_bar((band.low, band.high), target, &line).into_any());
            if let Some(pace) = take.impossible_pace() {
                let text = format!(
                    "Did you say all of it? {} words in {} are {pace} a minute, and nobody speaks like that. So here is the estimate from the sound.",
                    take.words,
                    clock(f64::from(heard.span) / 1_000.0),
                );
                views.push(view! { <Banner tone=PillTone::Warn text=text /> }.into_any());
            }
            let aim = format!(
                "Estimated from sound; no words are recognized. Aim for {} to {}.",
                target.0, target.1
            );
            views.push(said(&aim).into_any());
            if gain.is_none() && !take.imported {
                let to = href(address::VOICE);
                views.push(
                    muted("The range is wide because the coach does not know your voice yet.")
                        .into_any(),
                );
                views.push(
                    view! { <LinkButton label="Read a text once (40 seconds)" kind=ButtonKind::Quiet icon=Icon::Mic href=to /> }
                        .into_any(),
                );
            }
        }
        if let Some(change) = self.change(heard) {
            views.push(said(&change).into_any());
        }
        views.push(
            muted("Pauses at the end of an idea help the listener more than slow words.")
                .into_any(),
        );
        titled("Pace", views)
    }

    /// Faster or slower than the take before of the same thing, where that is more than chance.
    fn change(self, heard: &Heard) -> Option<String> {
        let id = self.id.get_value();
        let before = self.hand.session.read(|model, _| takes::before(model, &id));
        let before = before?.1.figures()?.rate();
        if before <= 0.0 {
            return None;
        }
        let ratio = heard.rate() / before;
        Some(
            if ratio > 1.0 + TELLING_CHANGE {
                "Clearly faster than last time."
            } else if ratio < 1.0 - TELLING_CHANGE {
                "Clearly slower than last time."
            } else {
                "About as fast as last time."
            }
            .to_owned(),
        )
    }

    fn pauses(self, report: &Report) -> AnyView {
        let Some(measures) = report.judged() else {
            return nothing();
        };
        let pauses: Vec<Span> = measures.inner_pauses().collect();
        let longest = pauses
            .iter()
            .map(|pause| pause.seconds())
            .fold(0.0, f32::max);
        let line = match pauses.len() {
            0 => "No pauses between the first and the last word.".to_owned(),
            count => format!(
                "{}, {:.0} % of the time. The longest takes {longest:.1} s.",
                many(count, "pause"),
                measures.pause_share() * 100.0
            ),
        };
        let long: Vec<AnyView> = pauses
            .iter()
            .filter(|pause| pause.seconds() >= LONG_PAUSE)
            .take(LISTED)
            .map(|pause| self.stretch(*pause, None))
            .collect();
        let has_long = !long.is_empty();
        vec![
            titled(
                "Pauses",
                vec![
                    said(&line).into_any(),
                    muted("A pause is never bad by itself. Pauses between ideas help the listener; pauses inside a phrase sound less fluent.").into_any(),
                ],
            ),
            if has_long { listed("Pauses of 2 seconds or more", long) } else { nothing() },
        ]
        .into_any()
    }

    fn hesitations(self, report: &Report, guide: StoredValue<SpeechGuide>) -> AnyView {
        let Some(measures) = report.judged() else {
            return nothing();
        };
        let found = &measures.hesitations;
        let line = match found.len() {
            0 => "No sound stands out as a hesitation.".to_owned(),
            1 => "1 sound that may be a hesitation. Listen, and say whether it is one.".to_owned(),
            count => format!(
                "{count} sounds that may be hesitations. Listen, and say whether each is one."
            ),
        };
        let minutes = f64::from(measures.speech.seconds()) / 60.0;
        let told = dynamic(move || {
            let confirmed = self.take.with(Take::confirmed);
            if confirmed == 0 {
                return nothing();
            }
            #[allow(clippy::cast_precision_loss)] // some dozen
            let each = confirmed as f64 / minutes.max(0.1);
            let text = format!(
                "{} confirmed: {each:.1} a minute.",
                many(confirmed, "hesitation")
            );
            said(&text).into_any()
        });
        let rows = found.iter().take(LISTED);
        let rows: Vec<AnyView> = rows
            .map(|span| self.stretch(*span, Some((span.from * 1_000.0).round() as u32)))
            .collect();
        let note = guide.with_value(|guide| guide.fillers_per_min.note.clone());
        vec![
            titled(
                "Hesitations",
                vec![
                    said(&line).into_any(),
                    told,
                    muted("The coach misses about half of all hesitations, so do not take this as a count.")
                        .into_any(),
                    muted(&note).into_any(),
                ],
            ),
            listed("Listen to each", rows),
        ]
        .into_any()
    }

    /// A stretch to listen to; with a `key`, to confirm or reject as well.
    fn stretch(self, span: Span, key: Option<u32>) -> AnyView {
        let at = clock(f64::from(span.from).floor());
        let title = [&*at, " · ", &format!("{:.1} s", span.seconds())].concat();
        let play = move |()| self.listening.play(span);
        let label = ["Play at ", &at].concat();
        let button = view! { <IconButton icon=Icon::Play label=label on_press=play /> }.into_any();
        let judge = key.map(|key| {
            let chosen = Signal::derive(move || {
                self.take
                    .with(|take| match take.judged.get(&key) {
                        Some(true) => "yes",
                        Some(false) => "no",
                        None => "",
                    })
                    .to_owned()
            });
            let choose = move |value: String| {
                self.edit(|take| {
                    take.judged.insert(key, value == "yes");
                });
            };
            let group = ["Is the sound at ", &at, " a hesitation?"].concat();
            view! {
                <Segmented
                    label=group
                    options=[("yes", "Hesitation"), ("no", "Not one")]
                    selected=chosen
                    on_select=choose
                />
            }
            .into_any()
        });
        el("li")
            .class("row stretch-row")
            .view(button)
            .child(el("span").class("row-title num").text(&title))
            .view(judge.unwrap_or_else(nothing))
            .into_any()
    }

    /// Pitch and loudness, beside the person's own takes; there is no norm.
    fn melody(self, report: &Report) -> AnyView {
        let id = self.id.get_value();
        let others: Vec<Heard> = self.hand.session.read(|model, _| {
            takes::judged(model)
                .into_iter()
                .filter(|(other, _)| *other != id)
                .filter_map(|(_, take)| take.heard)
                .collect()
        });
        let among = |of: fn(&Heard) -> Option<u32>, unit: &str| {
            let all: Vec<u32> = others.iter().filter_map(of).collect();
            match (all.iter().min(), all.iter().max(), all.len()) {
                (Some(low), Some(high), 3..) => format!(
                    " Your other recordings: {} to {} {unit}.",
                    tenth(*low),
                    tenth(*high)
                ),
                _ => String::new(),
            }
        };
        let now = crate::features::aloud::listening::figures(report);
        let pitch = match now.pitch {
            Some(spread) => format!(
                "Your pitch moves over {} semitones.{}",
                tenth(spread),
                among(|heard| heard.pitch, "semitones")
            ),
            None => "Too little clear pitch to say how it moves.".to_owned(),
        };
        let loudness = match now.loudness {
            Some(spread) => format!(
                "Your loudness varies by {} dB.{}",
                tenth(spread),
                among(|heard| heard.loudness, "dB")
            ),
            None => "Too few syllables to say how the loudness varies.".to_owned(),
        };
        titled(
            "Pitch and loudness",
            vec![
                said(&pitch).into_any(),
                said(&loudness).into_any(),
                muted("There is no right number. Compare with your own recordings.").into_any(),
            ],
        )
    }
}

fn zone_of(guide: &SpeechGuide, words: u32) -> String {
    let target = target(guide);
    let aim = format!("aim for {} to {}", target.0, target.1);
    let zone = guide.pace_wpm.zones.iter().find(|zone| {
        zone.min.is_none_or(|min| words >= u32::from(min))
            && zone.max.is_none_or(|max| words < u32::from(max))
    });
    match zone {
        Some(zone) if zone.id == "target" => "That is in the target range.".to_owned(),
        Some(zone) => format!("{}: {aim}.", zone.label),
        None => format!("{aim}."),
    }
}

/// A range of paces over the range to aim for, as a picture.
fn pace_bar((low, high): (f32, f32), target: (u16, u16), text: &str) -> El {
    let x = |pace: f32| ((pace - SCALE.0) / (SCALE.1 - SCALE.0)).clamp(0.0, 1.0) * 100.0;
    let rect = |class: &str, from: f32, to: f32, y: &str, height: &str| {
        svg_el("rect")
            .class(class)
            .attr("x", &format!("{:.1}", x(from)))
            .attr("width", &format!("{:.1}", (x(to) - x(from)).max(1.0)))
            .attr("y", y)
            .attr("height", height)
    };
    let (from, to) = (f32::from(target.0), f32::from(target.1));
    let label = format!("{text}; the aim is {} to {}", target.0, target.1);
    svg_el("svg")
        .class("pace")
        .attr("viewBox", "0 0 100 12")
        .attr("preserveAspectRatio", "none")
        .attr("role", "img")
        .attr("aria-label", &label)
        .child(rect("pace-scale", SCALE.0, SCALE.1, "5", "2"))
        .child(rect("pace-aim", from, to, "0", "12"))
        .child(rect("pace-range", low, high, "3", "6"))
}

fn titled(title: &str, inside: Vec<AnyView>) -> AnyView {
    let head = el("div").class("section-head").child(el("h2").text(title));
    el("section")
        .child(head)
        .view(view! { <Card>{inside}</Card> }.into_any())
        .into_any()
}

fn many(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}
