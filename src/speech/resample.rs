//! From the sound card's rate to the 16 kHz that the analysis works at, sample by sample.
//!
//! A windowed-sinc filter with one set of coefficients per phase. The place of every output sample
//! is kept in whole numbers: a take of any length does not drift, and the result is the same for
//! any chunk size. Deliberately absent: any other rate as a target.

use std::f64::consts::PI;

/// The rate everything after this file works at, in samples per second.
pub const RATE: u32 = 16_000;

/// Rates that can be read, in samples per second: from the telephone to the fastest sound cards.
pub const RATES: std::ops::RangeInclusive<u32> = 8_000..=192_000;

/// Zero crossings of the sinc on each side, at the lower of the two rates.
const CROSSINGS: f64 = 10.0;

/// Odd rates would need thousands of phases; this many put an output sample within 1/1024 of an
/// input sample of its place.
const PHASES: u64 = 1024;

/// The filter's half-power point as a share of the lower Nyquist frequency.
const PASS: f64 = 0.92;

/// A stream of samples on its way to 16 kHz.
pub struct Resampler {
    /// Coefficients, `taps` per phase; empty when the source is at 16 kHz already.
    kernel: Vec<f32>,
    taps: usize,
    phases: u64,
    /// Output sample k lies at input place k · step / base.
    step: u64,
    base: u64,
    /// Input samples not yet done with; the window of input place `first` starts at its beginning.
    held: Vec<f32>,
    first: u64,
    made: u64,
    taken: u64,
}

impl Resampler {
    /// A resampler from `rate` samples per second.
    ///
    /// # Errors
    /// A sentence when `rate` is outside [`RATES`].
    pub fn new(rate: u32) -> Result<Resampler, String> {
        if !RATES.contains(&rate) {
            return Err(format!(
                "This sound has {rate} samples a second. Choose a recording with 8000 to 192000."
            ));
        }
        let divisor = gcd(rate, RATE);
        let (step, base) = (u64::from(rate / divisor), u64::from(RATE / divisor));
        let mut resampler = Resampler {
            kernel: Vec::new(),
            taps: 0,
            phases: base.min(PHASES),
            step,
            base,
            held: Vec::new(),
            first: 0,
            made: 0,
            taken: 0,
        };
        if rate != RATE {
            resampler.design(f64::from(rate));
        }
        Ok(resampler)
    }

    fn design(&mut self, rate: f64) {
        // Cut-off in cycles per input sample, and the filter's reach in input samples.
        let cut = PASS * 0.5 * (f64::from(RATE) / rate).min(1.0);
        let reach = CROSSINGS / (2.0 * cut);
        let half = reach.ceil() as usize;
        self.taps = 2 * half;
        self.kernel.reserve_exact(self.taps * self.phases as usize);
        for phase in 0..self.phases {
            let shift = phase as f64 / self.phases as f64;
            let mut values: Vec<f64> = (1..=self.taps)
                .map(|tap| {
                    // Distance of this input sample from the output sample.
                    let x = tap as f64 - half as f64 - shift;
                    let sinc = if x.abs() < 1e-9 {
                        2.0 * cut
                    } else {
                        (2.0 * PI * cut * x).sin() / (PI * x)
                    };
                    let w = (x / reach).clamp(-1.0, 1.0);
                    // Blackman's window: side lobes 58 dB down.
                    sinc * (0.42 + 0.5 * (PI * w).cos() + 0.08 * (2.0 * PI * w).cos())
                })
                .collect();
            // Every phase passes a constant unchanged.
            let sum: f64 = values.iter().sum();
            values.iter_mut().for_each(|value| *value /= sum);
            self.kernel.extend(values.iter().map(|value| *value as f32));
        }
        self.held = vec![0.0; half - 1];
    }

    /// Takes `input` and appends the samples at 16 kHz that it completes to `output`.
    pub fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        self.taken += input.len() as u64;
        if self.kernel.is_empty() {
            output.extend_from_slice(input);
            return;
        }
        self.held.extend_from_slice(input);
        self.drain(u64::MAX, output);
    }

    /// The samples that still wait for what comes after the end, which is silence.
    pub fn finish(&mut self, output: &mut Vec<f32>) {
        if !self.kernel.is_empty() {
            self.held.resize(self.held.len() + self.taps, 0.0);
            self.drain((self.taken * self.base).div_ceil(self.step), output);
        }
    }

    fn drain(&mut self, total: u64, output: &mut Vec<f32>) {
        while self.made < total {
            let at = self.made * self.step;
            let (whole, part) = (at / self.base, at % self.base);
            let from = (whole - self.first) as usize;
            let Some(window) = self.held.get(from..from + self.taps) else {
                break;
            };
            let phase = (part * self.phases / self.base) as usize;
            let kernel = &self.kernel[phase * self.taps..(phase + 1) * self.taps];
            // Four sums, so that the additions do not wait for each other.
            let mut sums = [0.0f32; 4];
            let (xs, ks) = (window.chunks_exact(4), kernel.chunks_exact(4));
            let (last_x, last_k) = (xs.remainder(), ks.remainder());
            for (x, k) in xs.zip(ks) {
                for lane in 0..4 {
                    sums[lane] += x[lane] * k[lane];
                }
            }
            for (x, k) in last_x.iter().zip(last_k) {
                sums[0] += x * k;
            }
            output.push((sums[0] + sums[1]) + (sums[2] + sums[3]));
            self.made += 1;
        }
        let next = self.made * self.step / self.base;
        let done = ((next - self.first) as usize).min(self.held.len());
        self.held.drain(..done);
        self.first += done as u64;
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}
