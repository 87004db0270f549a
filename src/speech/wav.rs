//! WAV files as chunks of mono samples: PCM of 8, 16, 24 and 32 bits and 32-bit floating point.
//!
//! Read as a stream, so that an hour of sound needs no more memory than a second. Deliberately
//! absent: every other container; the browser decodes those.

use hound::{SampleFormat, WavReader};
use std::io::Read;

/// Frames per chunk.
const CHUNK: usize = 4096;

/// A WAV file that is being read.
pub struct Wav<R: Read> {
    reader: WavReader<R>,
    channels: usize,
    scale: Option<f32>,
}

impl<R: Read> Wav<R> {
    /// Opens the file.
    ///
    /// # Errors
    /// A sentence when this is not a WAV file that can be read.
    pub fn open(source: R) -> Result<Wav<R>, String> {
        let reader = WavReader::new(source).map_err(|error| sentence(&error))?;
        let spec = reader.spec();
        if !crate::speech::resample::RATES.contains(&spec.sample_rate) {
            return Err(format!(
                "This file says {} samples a second. Save it again with 16000, 44100 or 48000.",
                spec.sample_rate
            ));
        }
        if spec.channels == 0 || spec.channels > 8 {
            return Err(format!(
                "This file has {} channels. Save it again with one or two.",
                spec.channels
            ));
        }
        let scale = match (spec.sample_format, spec.bits_per_sample) {
            (SampleFormat::Float, 32) => None,
            (SampleFormat::Int, bits @ (8 | 16 | 24 | 32)) => {
                Some(0.5f32.powi(i32::from(bits) - 1))
            }
            _ => return Err(sentence(&hound::Error::Unsupported)),
        };
        if reader.duration() == 0 {
            return Err("This recording is empty. Choose another one or record again.".to_owned());
        }
        Ok(Wav {
            channels: usize::from(spec.channels),
            scale,
            reader,
        })
    }

    /// Samples per second.
    pub fn rate(&self) -> u32 {
        self.reader.spec().sample_rate
    }

    /// Seconds that the header promises.
    pub fn seconds(&self) -> f64 {
        f64::from(self.reader.duration()) / f64::from(self.rate())
    }

    /// Puts the next mono samples, -1 to 1, into `chunk`; channels are averaged. Returns false at the
    /// end, which is also where a file cut short ends: what is there is read.
    pub fn next(&mut self, chunk: &mut Vec<f32>) -> bool {
        chunk.clear();
        let wanted = CHUNK * self.channels;
        let channels = self.channels;
        let mut sum = 0.0;
        let mut have = 0;
        let mut take = |sample: f32| {
            sum += sample;
            have += 1;
            if have == channels {
                chunk.push(sum / channels as f32);
                (sum, have) = (0.0, 0);
            }
        };
        // An unreadable sample is the end: hound cannot read past it.
        match self.scale {
            None => self
                .reader
                .samples::<f32>()
                .take(wanted)
                .map_while(Result::ok)
                .for_each(&mut take),
            Some(scale) => self
                .reader
                .samples::<i32>()
                .take(wanted)
                .map_while(Result::ok)
                .for_each(|sample| take(sample as f32 * scale)),
        }
        !chunk.is_empty()
    }
}

/// The head of a WAV file of `samples` 16-bit samples of one channel, `rate` a second, which follow it.
pub fn header(rate: u32, samples: u32) -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut head = spec.into_header_for_infinite_file();
    // It leaves both lengths open; here they are known.
    let data = samples.saturating_mul(2);
    let all = data.saturating_add(head.len() as u32 - 8);
    let end = head.len();
    head[4..8].copy_from_slice(&all.to_le_bytes());
    head[end - 4..].copy_from_slice(&data.to_le_bytes());
    head
}

fn sentence(error: &hound::Error) -> String {
    match error {
        hound::Error::Unsupported | hound::Error::InvalidSampleFormat | hound::Error::TooWide => {
            "This kind of WAV file cannot be read. Save it again as 16-bit PCM.".to_owned()
        }
        _ => "This is not a WAV file, or it is damaged at the start. Choose another recording."
            .to_owned(),
    }
}
