//! The recordings beside the repository and how a result is compared with their truth.

use matchbook::speech::Span;
use matchbook::speech::wav::Wav;
use serde::Deserialize;
use std::path::PathBuf;

/// One entry of `truth.json`.
#[derive(Deserialize)]
pub struct Truth {
    pub file: String,
    pub syllables: u32,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub voice: Option<String>,
    #[serde(default)]
    pub condition: Option<String>,
    #[serde(default)]
    pub filled_pauses: Option<Vec<Vec<serde_json::Value>>>,
    #[serde(default)]
    pub pauses: Option<Vec<(f32, f32)>>,
    #[serde(default)]
    pub inserted_gaps: Option<Vec<(f32, f32)>>,
}

impl Truth {
    /// Pauses of at least 0.25 s.
    pub fn pauses(&self) -> Option<Vec<Span>> {
        let spans = self.pauses.as_ref()?.iter();
        Some(
            spans
                .map(|&(from, to)| Span { from, to })
                .filter(|span| span.seconds() >= 0.25)
                .collect(),
        )
    }

    /// Hesitations in the truth.
    pub fn hesitations(&self) -> Option<Vec<Span>> {
        let number = |value: &serde_json::Value| value.as_f64().unwrap_or(0.0) as f32;
        let entries = self.filled_pauses.as_ref()?.iter();
        Some(
            entries
                .map(|entry| Span {
                    from: number(&entry[0]),
                    to: number(&entry[1]),
                })
                .collect(),
        )
    }
}

/// A recording with its truth.
pub struct Recording {
    pub truth: Truth,
    pub rate: u32,
    pub samples: Vec<f32>,
}

impl Recording {
    /// Made with more noise than the coach promises to stand.
    pub fn is_noisy(&self) -> bool {
        let condition = self.truth.condition.as_deref().unwrap_or("");
        condition.starts_with("pink:10") || condition.starts_with("babble")
    }
}

/// Where the recordings lie.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/speech")
}

/// All recordings; `None`, and a line that says so, when they are not there.
pub fn recordings() -> Option<Vec<Recording>> {
    let Ok(text) = std::fs::read_to_string(folder().join("truth.json")) else {
        eprintln!("../shared/speech is not there: no recording was judged, only sound made here.");
        return None;
    };
    let truths: Vec<Truth> = serde_json::from_str(&text).expect("truth.json");
    Some(
        truths
            .into_iter()
            .map(|truth| {
                let file = std::fs::File::open(folder().join(&truth.file)).expect(&truth.file);
                let mut wav = Wav::open(std::io::BufReader::new(file)).expect(&truth.file);
                let (mut samples, mut chunk) = (Vec::new(), Vec::new());
                while wav.next(&mut chunk) {
                    samples.extend_from_slice(&chunk);
                }
                Recording {
                    rate: wav.rate(),
                    truth,
                    samples,
                }
            })
            .collect(),
    )
}

/// The same sound at a higher rate, by a sinc of 32 samples: not the resampler under test.
pub fn at_rate(samples: &[f32], from: u32, to: u32) -> Vec<f32> {
    use std::f64::consts::PI;
    let (from, to) = (from as usize, to as usize);
    // One set of weights for each place between two samples.
    let phases = (1..=to)
        .find(|phases| from * phases % to == 0)
        .unwrap_or(to);
    let weights: Vec<[f32; 32]> = (0..phases)
        .map(|phase| {
            let shift = (phase * from % to) as f64 / to as f64;
            std::array::from_fn(|tap| {
                let d = shift + 15.0 - tap as f64;
                let sinc = if d.abs() < 1e-9 {
                    1.0
                } else {
                    (PI * d).sin() / (PI * d)
                };
                (sinc * (0.5 + 0.5 * (PI * d / 16.5).cos())) as f32
            })
        })
        .collect();
    let padded = [&[0.0; 15][..], samples, &[0.0; 17][..]].concat();
    (0..samples.len() * to / from)
        .map(|k| {
            let window = &padded[k * from / to..][..32];
            let weights = &weights[k % phases];
            window.iter().zip(weights).map(|(x, w)| x * w).sum()
        })
        .collect()
}

/// Found and true stretches, pooled over files.
#[derive(Debug, Default)]
pub struct Tally {
    pub wanted: usize,
    pub found: usize,
    pub matched: usize,
    pub duration_errors: Vec<f32>,
}

impl Tally {
    /// Adds one file; without a truth nothing is added.
    pub fn add(&mut self, truth: &Option<Vec<Span>>, found: &[Span], overlap: f32) {
        let Some(truth) = truth else { return };
        self.wanted += truth.len();
        self.found += found.len();
        let mut free: Vec<Span> = found.to_vec();
        for want in truth {
            let shared = |got: &Span| {
                let inner = got.to.min(want.to) - got.from.max(want.from);
                inner / (got.to.max(want.to) - got.from.min(want.from))
            };
            let best =
                (0..free.len()).max_by(|&a, &b| shared(&free[a]).total_cmp(&shared(&free[b])));
            if let Some(best) = best.filter(|&best| shared(&free[best]) >= overlap) {
                let got = free.swap_remove(best);
                self.matched += 1;
                self.duration_errors
                    .push((got.seconds() - want.seconds()).abs());
            }
        }
    }

    pub fn precision(&self) -> f64 {
        self.matched as f64 / self.found.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.matched as f64 / self.wanted.max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        2.0 * self.matched as f64 / (self.wanted + self.found).max(1) as f64
    }

    pub fn duration_error(&self) -> f64 {
        let sum: f32 = self.duration_errors.iter().sum();
        f64::from(sum) / self.duration_errors.len().max(1) as f64
    }
}
