//! Sound for a microphone that is not there: something like speech, made here, as a WAV file.

use std::f32::consts::{PI, TAU};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Samples a second.
const RATE: usize = 48_000;

/// Vowels in groups with pauses between them: `groups` times `each` syllables of `syllable` seconds,
/// `pause` seconds apart, half a second of silence at both ends.
#[must_use]
pub fn speech_like(groups: usize, each: usize, syllable: f32, pause: f32) -> Vec<f32> {
    const VOWELS: [(f32, f32); 4] = [
        (700.0, 1200.0),
        (500.0, 1800.0),
        (600.0, 1000.0),
        (450.0, 1500.0),
    ];
    let length = |seconds: f32| (seconds * RATE as f32) as usize;
    let mut sound = vec![0.0; length(0.5)];
    let mut phase = 0.0_f32;
    for group in 0..groups {
        if group > 0 {
            sound.resize(sound.len() + length(pause), 0.0);
        }
        for place in 0..each {
            let count = length(syllable);
            let (low, high) = VOWELS[place % VOWELS.len()];
            // The pitch falls over a group, as over a sentence.
            let hertz = 150.0 - 35.0 * place as f32 / each as f32;
            for at in 0..count {
                phase = (phase + hertz / RATE as f32).fract();
                let near =
                    |k: f32, f: f32, width: f32| 1.0 / (1.0 + ((k * hertz - f) / width).powi(2));
                let buzz: f32 = (1..)
                    .map(|k| k as f32)
                    .take_while(|k| k * hertz < 4_000.0)
                    .map(|k| {
                        let loud = near(k, low, 90.0) + 0.5 * near(k, high, 120.0) + 0.01;
                        loud * (TAU * k * phase).sin()
                    })
                    .sum();
                let shape = (PI * at as f32 / count as f32).sin();
                sound.push(0.2 * shape * buzz);
            }
        }
    }
    sound.resize(sound.len() + length(0.5), 0.0);
    sound
}

/// As a WAV file.
#[must_use]
pub fn wav(samples: &[f32]) -> Vec<u8> {
    let mut file = matchbook::speech::wav::header(RATE as u32, samples.len() as u32);
    for sample in samples {
        let number = (sample.clamp(-1.0, 1.0) * 32_767.0) as i16;
        file.extend(number.to_le_bytes());
    }
    file
}

/// A WAV file on the disk, removed when dropped.
pub struct SoundFile(PathBuf);

impl SoundFile {
    /// Writes one.
    ///
    /// # Panics
    /// When the disk does not take it.
    #[must_use]
    pub fn of(name: &str, samples: &[f32]) -> Self {
        // Tests run side by side in one process: each has a file of its own to remove.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("matchbook-{}-{number}-{name}.wav", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, wav(samples)).expect("a sound file");
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for SoundFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Bytes as base64, for a script.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= three.len() {
                text.push(char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_as_others_write_it() {
        assert_eq!(base64(b"Matchbook"), "TWF0Y2hib29r");
        assert_eq!(base64(b"ab"), "YWI=");
        assert_eq!(base64(b"a"), "YQ==");
        assert_eq!(base64(b""), "");
    }
}
