//! From the frames of a whole take to syllables, pauses, possible hesitations and gates.
//!
//! Every threshold is relative to the take itself, so that the distance to the microphone does not
//! matter. Figures and their limits: the speech notes of the design. Deliberately absent: words, and
//! a trained model; a take is judged by sound level, voicing and spectral change alone.

use crate::speech::frame::{BANDS, Frame, HOP, SILENCE, centre};
use crate::speech::pitch;
use crate::speech::report::{Gate, Measures, Report, Span};
use crate::speech::resample::RATE;

/// Seconds from one frame to the next.
const STEP: f32 = HOP as f32 / RATE as f32;

/// Shortest pause and shortest sound, in frames.
const PAUSE: usize = 25;
const SOUND: usize = 8;

/// What the frames do not tell.
pub struct Heard {
    /// Length of the take in seconds.
    pub seconds: f64,
    /// Clipped peaks.
    pub clipped: u32,
    /// Largest sample, 0 to 1.
    pub peak: f32,
}

/// Measures the take.
pub fn judge(frames: &[Frame], heard: &Heard) -> Report {
    let loudness = loudness(frames);
    let (quiet, loud) = (percentile(&loudness, 0.05), percentile(&loudness, 0.95));
    let range = loud - quiet;
    let threshold = (quiet + f32::max(6.0, 0.3 * range))
        .clamp(loud - 30.0, loud - 14.0)
        .max(SILENCE + 15.0);
    let voicing: Vec<f32> = frames.iter().map(Frame::voicing).collect();
    let mut sounds: Vec<bool> = loudness.iter().map(|level| *level > threshold).collect();
    drop_hum(frames, &mut sounds);
    let mut speech = sounds.clone();
    flip_short(&mut speech, false, PAUSE);
    flip_short(&mut speech, true, SOUND);
    flip_short(&mut speech, false, PAUSE);

    let noise = noise(frames);
    let nuclei = if has_voice(frames, &sounds) {
        nuclei(frames, &noise, &voicing, &sounds, &speech)
    } else {
        Vec::new()
    };
    let hesitations = if nuclei.is_empty() {
        Vec::new()
    } else {
        hesitations(frames, &noise, &voicing, &sounds)
    };
    let pitch = pitch::path(frames.len(), |i| frames[i].candidates(), |i| speech[i]);
    let first = speech.iter().position(|s| *s).unwrap_or(0);
    let last = speech.iter().rposition(|s| *s).map_or(0, |i| i + 1);
    let level: Vec<f32> = frames.iter().map(Frame::level).collect();
    let at_nuclei: Vec<f32> = nuclei.iter().map(|i| level[*i]).collect();
    let speaking = speech.iter().filter(|s| **s).count();
    let murmur = murmur(&voicing, &loudness, quiet);
    Report {
        step: STEP,
        seconds: heard.seconds,
        judged_seconds: frames.len() as f64 * f64::from(STEP),
        gates: gates(&nuclei, range, loud, murmur, heard),
        pitch_range: pitch_range(frames, &pitch),
        loudness_spread_db: (nuclei.len() >= 5).then(|| deviation(&at_nuclei)),
        measures: Measures {
            nuclei: nuclei.iter().map(|i| *i as f32 * STEP).collect(),
            pauses: runs(&speech, false).map(span).collect(),
            hesitations,
            speech: span((first, last)),
            speaking_seconds: speaking as f32 * STEP,
        },
        range_db: range,
        loud_db: loud,
        murmur,
        clipped: heard.clipped,
        peak: heard.peak,
        pitch,
        level,
    }
}

fn gates(nuclei: &[usize], range: f32, loud: f32, murmur: f32, heard: &Heard) -> Vec<Gate> {
    let mut gates = Vec::new();
    if nuclei.len() < 2 {
        gates.push(Gate::NoSpeech);
    }
    if loud < -68.0 {
        gates.push(Gate::TooQuiet);
    }
    if range < 22.5 || (range < 27.0 && murmur > 0.42) {
        gates.push(Gate::TooNoisy);
    }
    if f64::from(heard.clipped) > heard.seconds.max(1.0) {
        gates.push(Gate::Clipped);
    }
    gates
}

fn db(power: f32) -> f32 {
    10.0 * power.max(1e-13).log10()
}

fn span((from, to): (usize, usize)) -> Span {
    Span {
        from: from as f32 * STEP,
        to: to as f32 * STEP,
    }
}

fn percentile(values: &[f32], share: f32) -> f32 {
    let mut values = values.to_vec();
    if values.is_empty() {
        return SILENCE;
    }
    let at = ((values.len() - 1) as f32 * share).round() as usize;
    *values.select_nth_unstable_by(at, f32::total_cmp).1
}

fn deviation(values: &[f32]) -> f32 {
    let n = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / n;
    (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / n).sqrt()
}

fn mean_around(values: &[f32], half: usize) -> Vec<f32> {
    (0..values.len())
        .map(|i| {
            let part = &values[i.saturating_sub(half)..(i + half + 1).min(values.len())];
            part.iter().sum::<f32>() / part.len() as f32
        })
        .collect()
}

/// Level of the bands from 250 Hz, mean of 30 ms, in decibels.
fn loudness(frames: &[Frame]) -> Vec<f32> {
    let bands = || (0..BANDS).filter(|b| centre(*b) >= 250.0);
    let sums: Vec<f32> = frames
        .iter()
        .map(|frame| bands().map(|b| frame.power(b)).sum())
        .collect();
    mean_around(&sums, 1)
        .into_iter()
        .map(|power| db(power).max(SILENCE))
        .collect()
}

/// Noise power of each band: the 8th percentile of its 50 ms means.
fn noise(frames: &[Frame]) -> [f32; BANDS] {
    std::array::from_fn(|b| {
        let band: Vec<f32> = frames.iter().map(|frame| frame.power(b)).collect();
        percentile(&mean_around(&band, 2), 0.08).max(1e-13)
    })
}

/// Power of a band with twice the noise taken away.
fn clear(frame: &Frame, band: usize, noise: &[f32; BANDS]) -> f32 {
    (frame.power(band) - 2.0 * noise[band]).max(0.0)
}

/// How periodic the background is, 0 to 1: other voices are, hiss is not.
fn murmur(voicing: &[f32], loudness: &[f32], quiet: f32) -> f32 {
    let background: Vec<f32> = voicing
        .iter()
        .zip(loudness)
        .filter(|(_, level)| **level < quiet + 3.0)
        .map(|(voicing, _)| *voicing)
        .collect();
    if background.is_empty() {
        0.0
    } else {
        percentile(&background, 0.5)
    }
}

/// Whether a voice is in the sound: at least a tenth of it clearly periodic (rumble looks voiced
/// only now and then, talk half of the time), and a pitch that moves (a mains hum's does not).
fn has_voice(frames: &[Frame], sounds: &[bool]) -> bool {
    let heard = || frames.iter().zip(sounds).filter(|(_, sounds)| **sounds);
    let clear = heard().filter(|(frame, _)| frame.voicing() > 0.85).count();
    let pitches: Vec<f32> = heard()
        .filter(|(frame, _)| frame.voicing() > 0.5)
        .map(|(frame, _)| frame.candidates()[0].hertz)
        .collect();
    let middle = percentile(&pitches, 0.5);
    let near = pitches
        .iter()
        .filter(|hertz| (*hertz - middle).abs() <= 0.02 * middle)
        .count();
    clear > 0 && clear * 10 >= heard().count() && near * 5 < pitches.len() * 4
}

/// A tone that keeps its pitch within 1 % for two seconds is a machine, not a voice.
fn drop_hum(frames: &[Frame], sounds: &mut [bool]) {
    const LONG: usize = 200;
    let hertz = |i: usize| frames[i].candidates()[0].hertz;
    let mut start = 0;
    for i in 0..=frames.len() {
        let goes_on = i < frames.len() && {
            let (here, there) = (hertz(i), hertz(start));
            frames[i].voicing() > 0.8 && (here - there).abs() <= 0.01 * there
        };
        if !goes_on {
            if i - start >= LONG {
                sounds[start..i].fill(false);
            }
            start = i;
        }
    }
}

/// Level of the vowels' bands after taking the noise away, smoothed over `sigma` frames, in
/// decibels. 300 to 900 Hz holds the first formant of open vowels: consonants between them leave
/// a deeper dip there than in the whole spectrum.
fn envelope(frames: &[Frame], noise: &[f32; BANDS], sigma: f32) -> Vec<f32> {
    const COMPRESSED: f32 = 0.3;
    let bands = || (0..BANDS).filter(|b| (300.0..=900.0).contains(&centre(*b)));
    let raw: Vec<f32> = frames
        .iter()
        .map(|frame| {
            let sum: f32 = bands().map(|b| clear(frame, b, noise)).sum();
            sum.powf(COMPRESSED)
        })
        .collect();
    let reach = (3.0 * sigma).ceil() as isize;
    let kernel: Vec<f32> = (-reach..=reach)
        .map(|i| (-0.5 * (i as f32 / sigma).powi(2)).exp())
        .collect();
    let total: f32 = kernel.iter().sum();
    let last = raw.len() as isize - 1;
    (0..=last)
        .map(|i| {
            let sum: f32 = (-reach..=reach)
                .zip(&kernel)
                .map(|(d, k)| raw[(i + d).clamp(0, last) as usize] * k)
                .sum();
            db(sum / total) / COMPRESSED
        })
        .collect()
}

/// Frames at the middle of a syllable, ascending.
///
/// Two passes: a slow speaker's long sounds have small dips inside, a fast speaker's syllables
/// are narrower than the smoothing. The first pass estimates the pace, the second smooths by it.
fn nuclei(
    frames: &[Frame],
    noise: &[f32; BANDS],
    voicing: &[f32],
    sounds: &[bool],
    speech: &[bool],
) -> Vec<usize> {
    /// Smoothing of the first pass and its bounds in the second, in frames.
    const SIGMA: f32 = 1.5;
    const NARROW: f32 = 1.0;
    const WIDE: f32 = 4.0;
    /// Syllables a second of speaking time at which the two passes agree.
    const PACE: f32 = 3.7;
    let pick = |sigma: f32| {
        let envelope = envelope(frames, noise, sigma);
        peaks(&envelope, voicing, |i| sounds[i] && speech[i])
    };
    let first = pick(SIGMA);
    let seconds = speech.iter().filter(|s| **s).count() as f32 * STEP;
    if first.is_empty() || seconds <= 0.0 {
        return first;
    }
    let pace = first.len() as f32 / seconds;
    pick((SIGMA * (PACE / pace).powi(3)).clamp(NARROW, WIDE))
}

/// Peaks of the envelope with a dip of at least 1.8 dB on both sides, a voice between the two
/// dips, and a level within 20 dB of the loudest.
fn peaks(envelope: &[f32], voicing: &[f32], speaks: impl Fn(usize) -> bool) -> Vec<usize> {
    const DIP: f32 = 1.8;
    const TURN: f32 = 0.6;
    const VOICED: f32 = 0.6;
    let top = percentile(envelope, 0.95);
    let at = |i: usize| envelope[i].max(top - 32.0);
    let mut hills: Vec<usize> = Vec::new();
    // A valley before every hill and one after the last.
    let mut valleys = vec![0];
    let (mut best, mut climbing) = (0, true);
    for i in 0..envelope.len() {
        if climbing {
            if at(i) > at(best) {
                best = i;
            }
            if at(i) < at(best) - TURN {
                hills.push(best);
                (best, climbing) = (i, false);
            }
        } else {
            if at(i) < at(best) {
                best = i;
            }
            if at(i) > at(best) + TURN {
                valleys.push(best);
                (best, climbing) = (i, true);
            }
        }
    }
    if climbing && !envelope.is_empty() {
        hills.push(best);
    }
    if valleys.len() == hills.len() {
        valleys.push(envelope.len().saturating_sub(1));
    }
    // A shallow valley joins its two hills; one pass with a stack, so that time stays linear.
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (k, &hill) in hills.iter().enumerate() {
        let (mut hill, mut valley) = (hill, valleys[k]);
        while let Some(&(before, its_valley)) = kept.last() {
            if at(before).min(at(hill)) - at(valley) >= DIP {
                break;
            }
            if at(before) > at(hill) {
                hill = before;
            }
            valley = its_valley;
            kept.pop();
        }
        kept.push((hill, valley));
    }
    let end = valleys.last().copied().unwrap_or(0);
    let mut out = Vec::new();
    for (k, &(hill, left)) in kept.iter().enumerate() {
        let right = kept.get(k + 1).map_or(end, |next| next.1);
        let dip = (at(hill) - at(left)).min(at(hill) - at(right));
        let voiced = voicing[left..=right].iter().copied().fold(0.0, f32::max);
        if dip >= DIP && voiced > VOICED && at(hill) > top - 20.0 && speaks(hill) {
            out.push(hill);
        }
    }
    out
}

/// Sounds that may be "um" or "uh": steady in spectrum and pitch, dark in colour, and standing
/// alone between two silences. A steady vowel inside a phrase is left out on purpose: it is far
/// more often a long syllable than a hesitation.
fn hesitations(
    frames: &[Frame],
    noise: &[f32; BANDS],
    voicing: &[f32],
    sounds: &[bool],
) -> Vec<Span> {
    /// Shortest steady stretch, and silence on each side, in frames.
    const STEADY: usize = 16;
    const ALONE: usize = 20;
    /// Longest sound between the two silences, and the part of it that must be steady.
    const ISLAND: usize = 150;
    const SHARE: f32 = 0.4;
    /// Change over 60 ms, in decibels.
    const CHANGE: f32 = 6.0;
    const SHAPE: usize = 14;
    let shape: Vec<[f32; SHAPE]> = frames
        .iter()
        .map(|frame| {
            let power: [f32; SHAPE] = std::array::from_fn(|b| clear(frame, b + 1, noise));
            // Bands 22 dB under the loudest tell of the noise, not of the vowel.
            let floor = power.iter().copied().fold(1e-10, f32::max) * 0.006_3;
            let levels = power.map(|p| db(p.max(floor)));
            let mean = 0.7 * levels.iter().sum::<f32>() / SHAPE as f32;
            levels.map(|level| level - mean)
        })
        .collect();
    let change = |i: usize| {
        let (before, after) = (i.saturating_sub(3), (i + 3).min(frames.len() - 1));
        let sum: f32 = shape[before]
            .iter()
            .zip(&shape[after])
            .map(|(a, b)| (a - b) * (a - b))
            .sum();
        (sum / SHAPE as f32).sqrt()
    };
    let mut steady: Vec<bool> = (0..frames.len())
        .map(|i| sounds[i] && voicing[i] > 0.5 && change(i) < CHANGE)
        .collect();
    flip_short(&mut steady, false, 3);
    // Islands of sound: what lies between silences of at least `ALONE`. The take's own ends count
    // as silence.
    let mut islands = sounds.to_vec();
    for (from, to) in runs(sounds, false).collect::<Vec<_>>() {
        if to - from < ALONE && from > 0 && to < sounds.len() {
            islands[from..to].fill(true);
        }
    }
    let mut out = Vec::new();
    for (from, to) in runs(&islands, true).filter(|(from, to)| to - from <= ISLAND) {
        let found = runs(&steady[from..to], true)
            .map(|(a, b)| (from + a, from + b))
            .filter(|(a, b)| b - a >= STEADY && (b - a) as f32 >= SHARE * (to - from) as f32)
            .filter(|&(a, b)| holds_pitch(&frames[a..b]) && is_dark(&frames[a..b], noise))
            .max_by_key(|(a, b)| b - a);
        out.extend(found.map(span));
    }
    out
}

/// Pitch within 5 semitones from the 10th to the 90th percentile.
fn holds_pitch(frames: &[Frame]) -> bool {
    let pitches: Vec<f32> = frames
        .iter()
        .filter(|frame| frame.voicing() > 0.5)
        .map(|frame| semitones(frame.candidates()[0].hertz))
        .collect();
    !pitches.is_empty() && percentile(&pitches, 0.9) - percentile(&pitches, 0.1) <= 5.0
}

/// Spectral centre below 4 kHz between 350 and 1300 Hz: a central vowel or a hum of the lips.
fn is_dark(frames: &[Frame], noise: &[f32; BANDS]) -> bool {
    let (mut weighted, mut sum) = (0.0, 0.0);
    for frame in frames {
        for band in (0..BANDS).filter(|b| centre(*b) < 4000.0) {
            let amplitude = clear(frame, band, noise).sqrt();
            weighted += amplitude * centre(band);
            sum += amplitude;
        }
    }
    sum > 0.0 && (350.0..=1300.0).contains(&(weighted / sum))
}

fn semitones(hertz: f32) -> f32 {
    12.0 * hertz.max(1.0).log2()
}

/// Median pitch in hertz and the spread from the 10th to the 90th percentile in semitones, of the
/// frames with a clear pitch within ten semitones of the median: beyond lie octave errors.
fn pitch_range(frames: &[Frame], pitch: &[f32]) -> Option<(f32, f32)> {
    let clear: Vec<f32> = pitch
        .iter()
        .zip(frames)
        .filter(|(hertz, frame)| **hertz > 0.0 && frame.voicing() > 0.6)
        .map(|(hertz, _)| semitones(*hertz))
        .collect();
    let middle = percentile(&clear, 0.5);
    let near: Vec<f32> = clear
        .into_iter()
        .filter(|s| (s - middle).abs() <= 10.0)
        .collect();
    (near.len() >= 50).then(|| {
        let spread = percentile(&near, 0.9) - percentile(&near, 0.1);
        ((middle / 12.0).exp2(), spread)
    })
}

/// Turns over runs of `value` that are shorter than `least` frames.
fn flip_short(flags: &mut [bool], value: bool, least: usize) {
    for (from, to) in runs(flags, value).collect::<Vec<_>>() {
        if to - from < least {
            flags[from..to].fill(!value);
        }
    }
}

/// Runs of `value`, as first frame and the frame after the last.
fn runs(flags: &[bool], value: bool) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + flags[at..].iter().position(|flag| *flag == value)?;
        let length = flags[from..].iter().position(|flag| *flag != value);
        at = length.map_or(flags.len(), |length| from + length);
        Some((from, at))
    })
}
