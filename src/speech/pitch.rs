//! Pitch of one short stretch of sound: autocorrelation of the windowed samples divided by that of
//! the window (Boersma 1993, "Accurate short-term analysis of the fundamental frequency"), and the
//! cheapest path through the candidates of a whole take.
//!
//! Deliberately absent: a verdict on the voice; there is no norm for pitch.

use crate::speech::resample::RATE;
use std::f64::consts::PI;

/// Samples under the pitch window: 44 ms, just under three periods of the lowest voice.
pub const WINDOW: usize = 704;

/// Lowest voice looked for, in hertz.
pub const LOW: f32 = 65.0;
/// Highest voice looked for, in hertz.
pub const HIGH: f32 = 450.0;

/// How many candidates each frame keeps.
pub const CANDIDATES: usize = 3;

const SIZE: usize = 1024;

/// A possible pitch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Candidate {
    /// In hertz, [`LOW`] to [`HIGH`]; 0 when there is none.
    pub hertz: f32,
    /// 0 (noise) to 1 (perfectly periodic).
    pub strength: f32,
}

impl Candidate {
    /// Strength with a small preference for the higher octave (Boersma's octave cost).
    fn worth(self) -> f32 {
        if self.strength > 0.0 {
            self.strength + 0.01 * (self.hertz / LOW).log2()
        } else {
            0.0
        }
    }
}

/// The window and its own autocorrelation, computed once.
pub struct PitchFinder {
    window: Vec<f32>,
    /// 1 / normalised autocorrelation of the window, by lag.
    correction: Vec<f32>,
    buffer: Box<[f32; SIZE]>,
}

impl Default for PitchFinder {
    fn default() -> PitchFinder {
        let window: Vec<f64> = (0..WINDOW)
            .map(|i| 0.5 - 0.5 * (2.0 * PI * (i as f64 + 0.5) / WINDOW as f64).cos())
            .collect();
        let own =
            |lag: usize| -> f64 { window.iter().zip(&window[lag..]).map(|(a, b)| a * b).sum() };
        let lags = (RATE as f32 / LOW) as usize + 2;
        let zero = own(0);
        PitchFinder {
            correction: (0..lags).map(|lag| (zero / own(lag)) as f32).collect(),
            window: window.iter().map(|w| *w as f32).collect(),
            buffer: Box::new([0.0; SIZE]),
        }
    }
}

impl PitchFinder {
    /// The strongest candidates in `samples` ([`WINDOW`] of them at 16 kHz), best first; unused
    /// places have strength 0.
    pub fn find(&mut self, samples: &[f32]) -> [Candidate; CANDIDATES] {
        let mut best = [Candidate::default(); CANDIDATES];
        let mean = samples.iter().sum::<f32>() / WINDOW as f32;
        let buffer = &mut *self.buffer;
        buffer.fill(0.0);
        for ((out, x), w) in buffer.iter_mut().zip(samples).zip(&self.window) {
            *out = (x - mean) * w;
        }
        let spectrum = microfft::real::rfft_1024(buffer);
        let mut power = [0.0f32; SIZE / 2 + 1];
        // The first bin carries the two real ends of the spectrum.
        power[0] = spectrum[0].re * spectrum[0].re;
        power[SIZE / 2] = spectrum[0].im * spectrum[0].im;
        for (out, bin) in power[1..SIZE / 2].iter_mut().zip(&spectrum[1..]) {
            *out = bin.re * bin.re + bin.im * bin.im;
        }
        // The transform of a real, even spectrum is its own inverse but for the scale.
        for (i, p) in power.iter().enumerate() {
            buffer[i] = *p;
            buffer[(SIZE - i) % SIZE] = *p;
        }
        let correlation = microfft::real::rfft_1024(buffer);
        let zero = correlation[0].re;
        if !zero.is_normal() || zero < 0.0 {
            return best;
        }
        let at = |lag: usize| correlation[lag].re / zero * self.correction[lag];
        for lag in (RATE as f32 / HIGH) as usize..self.correction.len() - 1 {
            let (left, here, right) = (at(lag - 1), at(lag), at(lag + 1));
            if here < 0.15 || here < left || here <= right {
                continue;
            }
            let bend = left - 2.0 * here + right;
            let shift = if bend < 0.0 {
                0.5 * (left - right) / bend
            } else {
                0.0
            };
            let found = Candidate {
                hertz: RATE as f32 / (lag as f32 + shift),
                strength: (here - 0.25 * (left - right) * shift).clamp(0.0, 1.0),
            };
            if !(LOW..=HIGH).contains(&found.hertz) {
                continue;
            }
            if let Some(place) = best.iter().position(|c| found.worth() > c.worth()) {
                best[place..].rotate_right(1);
                best[place] = found;
            }
        }
        best
    }
}

/// Worth of an unvoiced frame (Boersma's default).
const UNVOICED: f32 = 0.45;
/// Price of one octave between neighbouring frames.
const JUMP: f32 = 0.35;
/// Price of starting or stopping to voice.
const SWITCH: f32 = 0.14;

/// The pitch of every frame in hertz, 0 where unvoiced: the best path through the candidates.
/// `sounding` says which frames may be voiced at all.
pub fn path(
    frames: usize,
    candidates: impl Fn(usize) -> [Candidate; CANDIDATES],
    sounding: impl Fn(usize) -> bool,
) -> Vec<f32> {
    const STATES: usize = CANDIDATES + 1;
    // State 0 is unvoiced, the others are the candidates.
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(frames);
    let mut score = [0.0f32; STATES];
    let mut was: [Option<f32>; STATES] = [None; STATES];
    for frame in 0..frames {
        let mut here = [None; STATES];
        let mut worth = [UNVOICED, 0.0, 0.0, 0.0];
        if sounding(frame) {
            for (state, candidate) in candidates(frame).into_iter().enumerate() {
                if candidate.strength > 0.0 {
                    here[state + 1] = Some(candidate.hertz.log2());
                    worth[state + 1] = candidate.worth();
                }
            }
        }
        let mut next = [f32::MIN; STATES];
        let mut from = [0u8; STATES];
        for to in (0..STATES).filter(|&to| to == 0 || here[to].is_some()) {
            for old in (0..STATES).filter(|&old| old == 0 || was[old].is_some()) {
                let price = match (was[old], here[to]) {
                    (Some(a), Some(b)) => JUMP * f32::abs(a - b),
                    (None, None) => 0.0,
                    _ => SWITCH,
                };
                let total = score[old] - price + worth[to];
                if total > next[to] {
                    next[to] = total;
                    from[to] = old as u8;
                }
            }
        }
        // Kept near zero, so that a long take loses no precision.
        let top = next.iter().copied().fold(f32::MIN, f32::max);
        score = next.map(|value| (value - top).max(-1e6));
        was = here;
        back.push(from);
    }
    let mut state = (0..STATES)
        .filter(|&s| s == 0 || was[s].is_some())
        .max_by(|&a, &b| score[a].total_cmp(&score[b]))
        .unwrap_or(0);
    let mut out = vec![0.0; frames];
    for frame in (0..frames).rev() {
        if state > 0 {
            out[frame] = candidates(frame)[state - 1].hertz;
        }
        state = usize::from(back[frame][state]);
    }
    out
}
