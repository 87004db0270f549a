//! Sound as numbers, on the browser's side: made by the browser's decoder or written piece by piece,
//! read piece by piece. One channel. What the numbers mean is not known here.

use js_sys::{Array, Float32Array, Function, Int16Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::bytes::Bytes;
use super::js;

/// Samples a second of decoded sound: all that speech needs, at half the memory of the usual 48,000.
pub const RATE: u32 = 24_000;
/// Samples that are held in the program's memory at a time.
const STEP: u32 = 8_192;

/// Why a file gives no sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundError {
    /// This browser has no decoder at all.
    Unsupported,
    /// The decoder does not know this kind of file, or the file is damaged.
    Undecodable,
}

/// Sound of one channel. Copies share it.
#[derive(Clone, Debug)]
pub struct Sound {
    samples: Float32Array,
    rate: u32,
}

impl Sound {
    /// Silence of so many samples, to be written over.
    pub fn silence(rate: u32, length: u32) -> Self {
        Self {
            samples: Float32Array::new_with_length(length),
            rate,
        }
    }

    /// What `js` of another thread was.
    pub(super) fn received(samples: &JsValue, rate: u32) -> Option<Self> {
        let samples = samples.dyn_ref::<Float32Array>()?.clone();
        Some(Self { samples, rate })
    }

    pub(super) fn js(&self) -> &Float32Array {
        &self.samples
    }

    /// Samples a second.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// Number of samples.
    pub fn len(&self) -> u32 {
        self.samples.length()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Length in seconds.
    pub fn seconds(&self) -> f64 {
        f64::from(self.len()) / f64::from(self.rate)
    }

    /// Writes samples at a place; what goes beyond the end is left out.
    pub fn write(&self, at: u32, samples: &[f32]) {
        let room = self.len().saturating_sub(at) as usize;
        let samples = &samples[..samples.len().min(room)];
        let end = at + samples.len() as u32;
        self.samples.subarray(at, end).copy_from(samples);
    }

    /// The first `length` samples.
    pub fn first(&self, length: u32) -> Self {
        Self {
            samples: self.samples.subarray(0, length),
            rate: self.rate,
        }
    }

    /// Hands all samples to `take`, some thousand at a time.
    pub fn each(&self, mut take: impl FnMut(&[f32])) {
        let mut piece = vec![0.0; STEP as usize];
        let mut at = 0;
        while at < self.len() {
            let end = (at + STEP).min(self.len());
            let piece = &mut piece[..(end - at) as usize];
            self.samples.subarray(at, end).copy_to(piece);
            take(piece);
            at = end;
        }
    }

    /// The largest sample, 0 to 1 and more, of each of `count` equal stretches.
    pub fn peaks(&self, count: usize) -> Vec<f32> {
        let mut peaks = vec![0.0_f32; count];
        let (length, mut at) = (u64::from(self.len().max(1)), 0_u64);
        self.each(|piece| {
            for sample in piece {
                let place = (at * count as u64 / length) as usize;
                if let Some(peak) = peaks.get_mut(place) {
                    *peak = peak.max(sample.abs());
                }
                at += 1;
            }
        });
        peaks
    }

    /// As 16-bit numbers behind `header`.
    pub fn with_header(&self, header: &[u8]) -> Bytes {
        let numbers = Int16Array::new_with_length(self.len());
        let (mut piece, mut at) = (Vec::with_capacity(STEP as usize), 0);
        self.each(|samples| {
            piece.clear();
            // `as` saturates, which is what a sample beyond the scale becomes.
            piece.extend(
                samples
                    .iter()
                    .map(|sample| (sample * 32_767.0).round() as i16),
            );
            let end = at + piece.len() as u32;
            numbers.subarray(at, end).copy_from(&piece);
            at = end;
        });
        let size = header.len() as u32;
        let whole = Uint8Array::new_with_length(size + 2 * self.len());
        whole.subarray(0, size).copy_from(header);
        whole.set(&Uint8Array::new(&numbers.buffer()), size);
        Bytes::of_array(&whole)
    }

    /// Decodes a file that the browser knows, mixed to one channel.
    ///
    /// # Errors
    /// See [`SoundError`].
    pub async fn decode(file: &Bytes) -> Result<Self, SoundError> {
        let maker: Function = js::get(&js::window(), "OfflineAudioContext")
            .dyn_into()
            .map_err(|_| SoundError::Unsupported)?;
        let arguments = Array::of3(&1.into(), &1.into(), &RATE.into());
        let context =
            Reflect::construct(&maker, &arguments).map_err(|_| SoundError::Unsupported)?;
        // The decoder takes its input away; the file is still wanted.
        let copy = file.js().slice(0);
        let decoded = js::ask(&context, "decodeAudioData", &[&copy])
            .await
            .map_err(|_| SoundError::Undecodable)?;
        let number = |name: &str| js::get(&decoded, name).as_f64().unwrap_or(0.0) as u32;
        let channels = number("numberOfChannels").max(1);
        let channel = |index: u32| {
            js::call(&decoded, "getChannelData", &[&index.into()])
                .ok()
                .and_then(|data| data.dyn_into::<Float32Array>().ok())
                .ok_or(SoundError::Undecodable)
        };
        let first = channel(0)?;
        let sound = Self {
            samples: first,
            rate: number("sampleRate").max(1),
        };
        if channels == 1 {
            return Ok(sound);
        }
        let all: Vec<Float32Array> = (0..channels).map(channel).collect::<Result<_, _>>()?;
        Ok(sound.mixed(&all))
    }

    fn mixed(&self, channels: &[Float32Array]) -> Self {
        let mixed = Self::silence(self.rate, self.len());
        let share = 1.0 / channels.len() as f32;
        let mut piece = vec![0.0; STEP as usize];
        let mut at = 0;
        while at < self.len() {
            let end = (at + STEP).min(self.len());
            let count = (end - at) as usize;
            let mut sum = vec![0.0; count];
            for channel in channels {
                channel.subarray(at, end).copy_to(&mut piece[..count]);
                for (sum, sample) in sum.iter_mut().zip(&piece) {
                    *sum += sample * share;
                }
            }
            mixed.write(at, &sum);
            at = end;
        }
        mixed
    }
}
