//! The streaming end of the coach: takes samples, keeps 62 bytes for every 10 ms, decides at the end.
//!
//! Deliberately absent: a result on the way. Thresholds depend on the whole take, so a figure
//! shown early would have to be taken back; only the level is known at once.

use crate::speech::frame::{Frame, Framer, HOP};
use crate::speech::judge;
use crate::speech::report::Report;
use crate::speech::resample::{RATE, Resampler};

/// The longest stretch that is judged, in seconds. What comes later is counted but not judged, so
/// that a forgotten recorder cannot fill the memory: 15 minutes are 5.6 MB of frames.
pub const LONGEST: u32 = 15 * 60;

const MOST_FRAMES: usize = LONGEST as usize * (RATE as usize / HOP);

/// A sample at or beyond this is at the end of the scale.
const FULL: f32 = 0.985;
/// So many neighbours at the end of the scale are a clipped peak.
const CLIPPED_RUN: u32 = 3;

/// Samples converted at a time; keeps the memory small however large the chunk.
const STEP: usize = 4096;

/// One take while it is being heard.
///
/// ```
/// let mut analyser = matchbook::speech::Analyser::new(48_000)?;
/// analyser.push(&[0.0; 4800]);
/// let report = analyser.finish();
/// assert!(report.judged().is_none());
/// # Ok::<(), String>(())
/// ```
pub struct Analyser {
    resampler: Resampler,
    framer: Framer,
    converted: Vec<f32>,
    frames: Vec<Frame>,
    rate: u32,
    samples: u64,
    run: u32,
    clipped: u32,
    peak: f32,
}

impl Analyser {
    /// An analyser for mono sound of `rate` samples per second.
    ///
    /// # Errors
    /// A sentence when the rate is not one a recording can have (8000 to 192000).
    pub fn new(rate: u32) -> Result<Analyser, String> {
        Ok(Analyser {
            resampler: Resampler::new(rate)?,
            framer: Framer::default(),
            converted: Vec::new(),
            frames: Vec::new(),
            rate,
            samples: 0,
            run: 0,
            clipped: 0,
            peak: 0.0,
        })
    }

    /// Takes the next samples, -1 to 1, in a chunk of any size. A sample that is not a number
    /// counts as silence; one beyond the scale counts as the end of the scale.
    pub fn push(&mut self, samples: &[f32]) {
        let mut clean = [0.0f32; STEP];
        for part in samples.chunks(STEP) {
            self.samples += part.len() as u64;
            if self.is_full() {
                continue;
            }
            for (out, &x) in clean.iter_mut().zip(part) {
                *out = if x.is_nan() { 0.0 } else { x.clamp(-1.0, 1.0) };
                self.peak = self.peak.max(out.abs());
                self.run = if out.abs() >= FULL { self.run + 1 } else { 0 };
                if self.run == CLIPPED_RUN {
                    self.clipped += 1;
                }
            }
            self.resampler
                .push(&clean[..part.len()], &mut self.converted);
            self.measure();
        }
    }

    /// True once the longest judged stretch has been heard.
    pub fn is_full(&self) -> bool {
        self.frames.len() >= MOST_FRAMES
    }

    /// Level of the newest 10 ms in decibels under a full-scale tone, for a meter.
    pub fn level(&self) -> f32 {
        self.frames
            .last()
            .map_or(crate::speech::frame::SILENCE, Frame::level)
    }

    /// Seconds heard so far.
    pub fn seconds(&self) -> f64 {
        self.samples as f64 / f64::from(self.rate)
    }

    /// Bytes held, for the memory bound of the tests.
    pub fn held_bytes(&self) -> usize {
        self.frames.capacity() * size_of::<Frame>() + self.converted.capacity() * size_of::<f32>()
    }

    /// What the take showed.
    pub fn finish(mut self) -> Report {
        if !self.is_full() {
            self.resampler.finish(&mut self.converted);
            self.measure();
            let frames = &mut self.frames;
            self.framer.finish(|frame| frames.push(frame));
        }
        self.frames.truncate(MOST_FRAMES);
        judge::judge(
            &self.frames,
            &judge::Heard {
                seconds: self.samples as f64 / f64::from(self.rate),
                clipped: self.clipped,
                peak: self.peak,
            },
        )
    }

    fn measure(&mut self) {
        // A minute at a time: doubling would need twice the memory at the worst moment.
        const MINUTE: usize = 60 * RATE as usize / HOP;
        let frames = &mut self.frames;
        self.framer.push(&self.converted, |frame| {
            if frames.len() == frames.capacity() {
                frames.reserve_exact(MINUTE);
            }
            frames.push(frame);
        });
        self.converted.clear();
    }
}
