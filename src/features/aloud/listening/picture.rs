//! What of a report is drawn over the sound, and the figures of it that are kept.

use crate::domain::take::Heard;
use crate::speech::report::LONG_PAUSE;
use crate::speech::{Report, Span};
use crate::ui::{El, Lane, Stretch, StretchKind, el};

/// Peaks so that the loudest fills the picture, unless all is nearly silent.
pub fn scaled(peaks: Vec<f32>) -> Vec<f32> {
    let most = peaks.iter().copied().fold(0.02, f32::max);
    peaks.into_iter().map(|peak| peak / most).collect()
}

/// The figures that are kept of a report.
pub fn figures(report: &Report) -> Heard {
    let Some(measures) = report.judged() else {
        return Heard {
            gated: true,
            ..Heard::default()
        };
    };
    let ms = |seconds: f32| (seconds * 1_000.0).round() as u32;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let pauses: Vec<Span> = measures.inner_pauses().collect();
    let lengths = pauses.iter().map(|pause| pause.seconds());
    Heard {
        gated: false,
        syllables: count(measures.nuclei.len()),
        span: ms(measures.speech.seconds()),
        speaking: ms(measures.speaking_seconds),
        pauses: count(pauses.len()),
        paused: ms(lengths.clone().sum()),
        longest: ms(lengths.fold(0.0, f32::max)),
        hesitations: count(measures.hesitations.len()),
        pitch: report
            .pitch_range
            .map(|(_, spread)| (spread * 10.0).round() as u32),
        loudness: report
            .loudness_spread_db
            .map(|spread| (spread * 10.0).round() as u32),
    }
}

pub fn stretches(report: &Report) -> Vec<Stretch> {
    let Some(measures) = report.judged() else {
        return Vec::new();
    };
    let stretch = |span: Span, kind| Stretch {
        from: f64::from(span.from),
        to: f64::from(span.to),
        kind,
    };
    let pauses = measures.inner_pauses().map(|pause| {
        let kind = if pause.seconds() >= LONG_PAUSE {
            StretchKind::LongGap
        } else {
            StretchKind::Gap
        };
        stretch(pause, kind)
    });
    let marks = measures.hesitations.iter();
    let marks = marks.map(|span| stretch(*span, StretchKind::Mark));
    pauses.chain(marks).collect()
}

/// Pitch and level as lines, over the middle of what the person does in this very take.
pub fn lanes(report: &Report) -> Vec<Lane> {
    if report.judged().is_none() {
        return Vec::new();
    }
    let semitones = |hertz: f32| 12.0 * (hertz / 100.0).log2();
    let pitch: Vec<Option<f32>> = report
        .pitch
        .iter()
        .map(|hertz| (*hertz > 0.0).then(|| semitones(*hertz)))
        .collect();
    let level: Vec<Option<f32>> = report
        .level
        .iter()
        .map(|db| (*db > report.loud_db - 40.0).then_some(*db))
        .collect();
    vec![
        Lane {
            name: "Pitch",
            text: "high and low in this recording".to_owned(),
            values: spread(&pitch),
        },
        Lane {
            name: "Loudness",
            text: "loud and soft in this recording".to_owned(),
            values: spread(&level),
        },
    ]
}

/// The values from 0 to 1, without the few that lie far outside.
fn spread(values: &[Option<f32>]) -> Vec<Option<f32>> {
    let mut known: Vec<f32> = values.iter().copied().flatten().collect();
    known.sort_by(f32::total_cmp);
    let at = |percent: usize| known.get(known.len() * percent / 100).copied();
    let (Some(low), Some(high)) = (at(2), at(97)) else {
        return vec![None; values.len()];
    };
    let range = (high - low).max(0.001);
    let place = |value: f32| ((value - low) / range).clamp(0.0, 1.0);
    values.iter().map(|value| value.map(place)).collect()
}

/// What the shades of the timeline mean.
pub fn legend() -> El {
    let key = |class: &str, text: &str| {
        el("li")
            .child(el("i").class(class).attr("aria-hidden", "true"))
            .text(text)
    };
    el("ul")
        .attr("role", "list")
        .class("plain legend")
        .child(key("legend-gap", "Pause"))
        .child(key("legend-long", "Pause of 2 seconds or more"))
        .child(key("legend-mark", "Possible hesitation"))
}
