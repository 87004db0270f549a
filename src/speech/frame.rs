//! What is kept of every 10 ms of sound: 24 band levels and three pitch candidates, 62 bytes.
//!
//! Deliberately absent: the samples themselves, which are forgotten as soon as they are measured.

use crate::speech::pitch::{CANDIDATES, Candidate, PitchFinder, WINDOW};
use crate::speech::resample::RATE;
use std::f32::consts::PI;

/// Samples from one frame to the next: 10 ms.
pub const HOP: usize = 160;

/// Mel bands between 100 and 7600 Hz.
pub const BANDS: usize = 24;

const LOWEST: f32 = 100.0;
const HIGHEST: f32 = 7600.0;

const SPECTRUM: usize = 512;

/// Levels below this are silence for every purpose here, in decibels under a full-scale tone:
/// about the rounding noise of 16-bit sound.
pub const SILENCE: f32 = -100.0;

/// Steps of a stored level per decibel; step 0 is [`BOTTOM`].
const STEPS: f32 = 200.0;
const BOTTOM: f32 = -130.0;

/// One frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    bands: [u16; BANDS],
    level: u16,
    /// Hundredths of a hertz, and strength times 65535.
    pitch: [(u16, u16); CANDIDATES],
}

fn stored(power: f32) -> u16 {
    let db = 10.0 * power.max(1e-13).log10();
    ((db - BOTTOM) * STEPS).round().clamp(0.0, 65_535.0) as u16
}

fn loaded(step: u16) -> f32 {
    f32::from(step) / STEPS + BOTTOM
}

impl Frame {
    /// Level of one band, in decibels under a full-scale tone.
    pub fn band(&self, band: usize) -> f32 {
        loaded(self.bands[band])
    }

    /// Power of one band, as a share of a full-scale tone.
    pub fn power(&self, band: usize) -> f32 {
        10f32.powf(loaded(self.bands[band]) / 10.0)
    }

    /// Level of the whole frame, in decibels under a full-scale tone.
    pub fn level(&self) -> f32 {
        loaded(self.level).max(SILENCE)
    }

    /// The pitch candidates, best first.
    pub fn candidates(&self) -> [Candidate; CANDIDATES] {
        self.pitch.map(|(hertz, strength)| Candidate {
            hertz: f32::from(hertz) / 100.0,
            strength: f32::from(strength) / 65_535.0,
        })
    }

    /// Strength of the best candidate, 0 to 1.
    pub fn voicing(&self) -> f32 {
        f32::from(self.pitch[0].1) / 65_535.0
    }
}

/// Centre of a band in hertz.
pub fn centre(band: usize) -> f32 {
    edge(band + 1)
}

fn mel(hertz: f32) -> f32 {
    2595.0 * (1.0 + hertz / 700.0).log10()
}

fn edge(index: usize) -> f32 {
    let (low, high) = (mel(LOWEST), mel(HIGHEST));
    let mel = low + (high - low) * index as f32 / (BANDS + 1) as f32;
    700.0 * (10f32.powf(mel / 2595.0) - 1.0)
}

/// Turns a stream at 16 kHz into frames. Frame n is centred on sample 160 n.
pub struct Framer {
    window: Vec<f32>,
    /// For every band: its first bin and the weights from there.
    filters: Vec<(usize, Vec<f32>)>,
    pitch: PitchFinder,
    buffer: Box<[f32; SPECTRUM]>,
    held: Vec<f32>,
    was: f32,
    passed: f32,
    taken: usize,
    made: usize,
}

impl Default for Framer {
    fn default() -> Framer {
        let window = (0..SPECTRUM)
            .map(|i| 0.5 - 0.5 * (2.0 * PI * (i as f32 + 0.5) / SPECTRUM as f32).cos())
            .collect();
        let hertz = RATE as f32 / SPECTRUM as f32;
        let filters = (0..BANDS)
            .map(|band| {
                let (left, mid, right) = (edge(band), edge(band + 1), edge(band + 2));
                let first = (left / hertz).ceil() as usize;
                let last = (right / hertz).floor() as usize;
                let weights = (first..=last)
                    .map(|bin| bin as f32 * hertz)
                    .map(|f| ((f - left) / (mid - left)).min((right - f) / (right - mid)))
                    .map(|weight| weight.max(0.0))
                    .collect();
                (first, weights)
            })
            .collect();
        Framer {
            window,
            filters,
            pitch: PitchFinder::default(),
            buffer: Box::new([0.0; SPECTRUM]),
            held: vec![0.0; WINDOW / 2],
            was: 0.0,
            passed: 0.0,
            taken: 0,
            made: 0,
        }
    }
}

impl Framer {
    /// Takes samples and hands over the frames that they complete.
    pub fn push(&mut self, samples: &[f32], mut each: impl FnMut(Frame)) {
        // First-order high-pass at 60 Hz against desk rumble and breath.
        const KEEP: f32 = 0.976_7;
        for &x in samples {
            self.passed = KEEP * (self.passed + x - self.was);
            if self.passed.abs() < 1e-15 {
                // Numbers too small to be normal would slow everything down.
                self.passed = 0.0;
            }
            self.was = x;
            self.held.push(self.passed);
            self.taken += 1;
            if self.taken == self.made * HOP + WINDOW / 2 {
                each(self.measure());
                self.made += 1;
                self.held.drain(..HOP);
            }
        }
    }

    /// The frames that still wait for what comes after the end, which is silence.
    pub fn finish(&mut self, mut each: impl FnMut(Frame)) {
        let total = self.taken.div_ceil(HOP);
        if total > 0 {
            let rest = (total - 1) * HOP + WINDOW / 2 - self.taken;
            let last = self.was;
            self.push(&vec![last; rest], &mut each);
        }
    }

    fn measure(&mut self) -> Frame {
        let samples = &self.held[..WINDOW];
        let middle = &samples[(WINDOW - SPECTRUM) / 2..][..SPECTRUM];
        for ((out, x), w) in self.buffer.iter_mut().zip(middle).zip(&self.window) {
            *out = x * w;
        }
        let spectrum = microfft::real::rfft_512(&mut self.buffer);
        // A full-scale tone has power 1.
        const UNIT: f32 = 1.0 / (128.0 * 128.0);
        let mut power = [0.0f32; SPECTRUM / 2];
        for (out, bin) in power.iter_mut().zip(spectrum.iter()).skip(1) {
            *out = (bin.re * bin.re + bin.im * bin.im) * UNIT;
        }
        let mut bands = [0u16; BANDS];
        for (out, (first, weights)) in bands.iter_mut().zip(&self.filters) {
            *out = stored(
                power[*first..]
                    .iter()
                    .zip(weights)
                    .map(|(p, w)| p * w)
                    .sum(),
            );
        }
        let level = stored(power.iter().sum());
        let pitch = if loaded(level) > SILENCE {
            self.pitch
                .find(samples)
                .map(|c| ((c.hertz * 100.0) as u16, (c.strength * 65_535.0) as u16))
        } else {
            [(0, 0); CANDIDATES]
        };
        Frame {
            bands,
            level,
            pitch,
        }
    }
}
