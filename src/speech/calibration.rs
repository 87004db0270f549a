//! From syllables to words a minute, with an honest range; and the personal gain.
//!
//! A known text, read once, tells how many of a person's true syllables are heard. Evidence: 61
//! second-language speakers, error 18 % without the gain and 6 % with it (speech notes).
//! Deliberately absent: a dictionary; syllables of a text are counted by the rules of spelling.

/// A reading shorter than this many syllables, or a gain outside [`GAINS`], is not trusted.
const FEWEST: u32 = 40;
/// Gains that a complete, correct reading can give.
const GAINS: std::ops::RangeInclusive<f32> = 0.5..=1.6;
/// Days after which the reading should be repeated.
pub const GOOD_FOR_DAYS: i64 = 60;

/// A change of rate smaller than this share is not worth telling: faster or slower only beyond it.
pub const TELLING_CHANGE: f32 = 0.15;

/// True syllables divided by counted ones, for one person and one microphone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain(f32);

impl Gain {
    /// The gain from a reading of a text with `spoken` syllables in which `counted` were heard.
    ///
    /// # Errors
    /// A sentence when the reading was too short, or so far off that the text cannot have been
    /// read as it is.
    pub fn from_reading(spoken: u32, counted: u32) -> Result<Gain, String> {
        if spoken < FEWEST || counted < FEWEST / 2 {
            return Err(
                "That reading was too short. Read the whole text aloud, about 40 seconds."
                    .to_owned(),
            );
        }
        let gain = spoken as f32 / counted as f32;
        if GAINS.contains(&gain) {
            Ok(Gain(gain))
        } else {
            Err(
                "The reading does not fit the text. Read every line once, without extra words."
                    .to_owned(),
            )
        }
    }

    /// A stored gain, if it is one that a reading can give.
    pub fn stored(value: f32) -> Option<Gain> {
        GAINS.contains(&value).then_some(Gain(value))
    }

    /// The factor, 0.5 to 1.6.
    pub fn value(self) -> f32 {
        self.0
    }
}

/// A rate and the range in which the true one lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Lower end.
    pub low: f32,
    /// Best guess; never to be shown without the range.
    pub middle: f32,
    /// Upper end.
    pub high: f32,
}

/// The band around a rate from sound, in whatever unit `rate` has: ±35 % without a personal
/// gain, ±15 % with one (80th and 90th percentile of the measured errors).
pub fn band(rate: f32, gain: Option<Gain>) -> Band {
    let (middle, spread) = gain.map_or((rate, 0.35), |gain| (rate * gain.0, 0.15));
    Band {
        low: middle * (1.0 - spread),
        middle,
        high: middle * (1.0 + spread),
    }
}

/// Words a minute from syllables a second, as a band. `syllables_per_word` comes from the user's own
/// text ([`syllables_per_word`]); values outside 1 to 3 are taken as 1.4, the usual one.
pub fn words_per_minute(syllables_per_second: f32, per_word: f32, gain: Option<Gain>) -> Band {
    let per_word = if (1.0..=3.0).contains(&per_word) {
        per_word
    } else {
        1.4
    };
    band(syllables_per_second * 60.0 / per_word, gain)
}

/// Words of a text: runs of letters, digits, apostrophes and inner hyphens count once.
pub fn words(text: &str) -> usize {
    crate::speech::calibration::spoken_words(text).count()
}

/// The words of a text as they stand, without the punctuation around them.
pub fn spoken_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '—' | '–'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Syllables of an English text, counted from its spelling. Within about 5 % on running text.
pub fn syllables(text: &str) -> u32 {
    spoken_words(text)
        .flat_map(|word| word.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’'))
        .map(word_syllables)
        .sum()
}

/// Syllables per word of a text, 1 to 3; 1.4 for a text without words.
pub fn syllables_per_word(text: &str) -> f32 {
    match words(text) {
        0 => 1.4,
        words => (syllables(text) as f32 / words as f32).clamp(1.0, 3.0),
    }
}

fn word_syllables(word: &str) -> u32 {
    let digits = word.chars().filter(char::is_ascii_digit).count() as u32;
    let letters: Vec<char> = word
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    if letters.is_empty() {
        // "2026" is read in about one and a half syllables a digit.
        return digits + digits / 2;
    }
    let shouted = word
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    if shouted && letters.len() > 1 && letters.len() <= 4 {
        // Read letter by letter: MD, USA, MRI. "W" has three.
        return letters.iter().map(|c| if *c == 'w' { 3 } else { 1 }).sum();
    }
    let vowel = |i: usize| match letters.get(i) {
        Some('y') => i > 0,
        Some(c) => matches!(
            c,
            'a' | 'e' | 'i' | 'o' | 'u' | 'é' | 'è' | 'á' | 'í' | 'ó' | 'ú' | 'ü' | 'ö' | 'ä'
        ),
        None => false,
    };
    let n = letters.len();
    let text: String = letters.iter().collect();
    let mut count = (0..n)
        .filter(|&i| vowel(i) && (i == 0 || !vowel(i - 1)))
        .count() as u32;
    // Two vowels that are spoken apart: "medicine" has none, "idea", "science", "radio" do.
    for pair in ["ia", "io", "iu", "eo", "ua", "uou"] {
        count += text.matches(pair).count() as u32;
    }
    for joined in [
        "tion", "sion", "cia", "tia", "gion", "cious", "tious", "qua", "gua", "peop", "cian", "geo",
    ] {
        count -= (text.matches(joined).count() as u32).min(count);
    }
    count += text.matches("ience").count() as u32 + text.matches("iet").count() as u32;
    let silent_e =
        n > 2 && text.ends_with('e') && !vowel(n - 2) && (!text.ends_with("le") || vowel(n - 3));
    let silent_es = n > 3
        && text.ends_with("es")
        && !vowel(n - 3)
        && !matches!(letters[n - 3], 's' | 'z' | 'x' | 'c' | 'g' | 'h');
    let silent_ed =
        n > 3 && text.ends_with("ed") && !vowel(n - 3) && !matches!(letters[n - 3], 't' | 'd');
    if silent_e || silent_es || silent_ed {
        count = count.saturating_sub(1);
    }
    count.max(1) + digits
}
