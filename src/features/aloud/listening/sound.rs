//! A sound file, read into samples: a WAV file here, anything else by the browser.

use std::io::{BufReader, Read};

use crate::domain::take::TAKE_MAX_MS;
use crate::session::phone::{Bytes, Sound, SoundError};
use crate::speech::wav::Wav;

/// Why a file gives no sound, in words.
pub const NO_SOUND: &str = "This browser cannot read this kind of sound. Save it as WAV, M4A or MP3 and bring it in again.";

/// The sound of a file: a WAV file is read here, anything else by the browser.
///
/// # Errors
/// A sentence that says what to do.
pub async fn decoded(file: &Bytes) -> Result<Sound, String> {
    if file.is_empty() {
        return Err("This file is empty. Choose another one or record again.".to_owned());
    }
    if is_wav(file) {
        return read_wav(file);
    }
    Sound::decode(file).await.map_err(|error| {
        match error {
            SoundError::Unsupported => "This browser cannot read sound at all. Open Matchbook in Chrome, Firefox or Safari.",
            SoundError::Undecodable => NO_SOUND,
        }
        .to_owned()
    })
}

/// The file says that it is a WAV file.
pub fn is_wav(file: &Bytes) -> bool {
    let head = file.start(12);
    head.starts_with(b"RIFF") && head.ends_with(b"WAVE")
}

/// A WAV file is longer than what can be judged: its length in seconds.
///
/// # Errors
/// A sentence when it is damaged.
pub fn wav_seconds(file: &Bytes) -> Result<f64, String> {
    Ok(Wav::open(buffered(file))?.seconds())
}

/// In large pieces: each read is a call into the browser, and hound reads number by number.
fn buffered(file: &Bytes) -> impl Read + use<> {
    BufReader::with_capacity(1 << 16, file.reader())
}

fn read_wav(file: &Bytes) -> Result<Sound, String> {
    let mut wav = Wav::open(buffered(file))?;
    let most = f64::from(TAKE_MAX_MS) / 1_000.0 + 60.0;
    let promised = wav.seconds().min(most) * f64::from(wav.rate());
    let sound = Sound::silence(wav.rate(), promised.round() as u32);
    let (mut at, mut chunk) = (0, Vec::new());
    while at < sound.len() && wav.next(&mut chunk) {
        sound.write(at, &chunk);
        at += chunk.len() as u32;
    }
    // A file cut short promises more than it has.
    Ok(sound.first(at.min(sound.len())))
}
