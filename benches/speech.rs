//! The coach's table: every recording of `../shared/speech`, beside Praat's syllable-nuclei method
//! when a Python with `praat-parselmouth` is given, and the cost.
//!
//!     PRAAT_PYTHON=venv/bin/python cargo bench --no-default-features --bench speech

#![allow(clippy::unwrap_used, clippy::expect_used)]

// The tests use the rest of it.
#[allow(dead_code)]
#[path = "recordings/recordings.rs"]
mod recordings;

use matchbook::speech::{Analyser, Span};
use recordings::{Recording, Tally, folder, recordings};
use serde::Deserialize;
use std::process::Command;
use std::time::Instant;

#[derive(Deserialize)]
struct Praat {
    file: String,
    syllables: usize,
    pauses: Vec<(f32, f32)>,
    hesitations: Vec<(f32, f32)>,
}

fn praat(all: &[Recording]) -> Vec<Praat> {
    let Ok(python) = std::env::var("PRAAT_PYTHON") else {
        println!("PRAAT_PYTHON is not set: the columns of Praat stay empty.");
        return Vec::new();
    };
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/oracle/praat_syllables.py"
    );
    let files = all
        .iter()
        .map(|recording| folder().join(&recording.truth.file));
    let output = Command::new(python)
        .arg(script)
        .args(files)
        .output()
        .expect("Python");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of the script"))
        .collect()
}

fn spans(list: &[(f32, f32)]) -> Vec<Span> {
    list.iter().map(|&(from, to)| Span { from, to }).collect()
}

/// Ours or Praat's: errors and tallies of one group of recordings.
#[derive(Default)]
struct Side {
    errors: Vec<f64>,
    pauses: Tally,
    hesitations: Tally,
    /// Hesitations found where the truth has none to find, or not there.
    false_ones: usize,
}

impl Side {
    fn add(
        &mut self,
        recording: &Recording,
        syllables: usize,
        pauses: &[Span],
        hesitations: &[Span],
    ) -> f64 {
        let truth = &recording.truth;
        let error = 100.0 * (syllables as f64 / f64::from(truth.syllables) - 1.0);
        self.errors.push(error.abs());
        self.pauses.add(&truth.pauses(), pauses, 0.5);
        let before = self.hesitations.matched;
        self.hesitations.add(&truth.hesitations(), hesitations, 0.2);
        self.false_ones += hesitations.len() - (self.hesitations.matched - before);
        error
    }

    fn line(&self) -> String {
        format!(
            "{:5.1} %  F1 {:.2} ±{:.2} s  P {:.2} R {:.2} false {:2}",
            self.errors.iter().sum::<f64>() / self.errors.len().max(1) as f64,
            self.pauses.f1(),
            self.pauses.duration_error(),
            self.hesitations.precision(),
            self.hesitations.recall(),
            self.false_ones
        )
    }
}

fn main() {
    let Some(all) = recordings() else { return };
    let praat = praat(&all);
    let mut groups: Vec<(&str, Side, Side)> = ["clean", "room", "noise", "real"]
        .map(|name| (name, Side::default(), Side::default()))
        .into();
    println!(
        "{:34} true  ours         Praat        range  gates",
        "recording"
    );
    for recording in &all {
        let mut analyser = Analyser::new(recording.rate).unwrap();
        analyser.push(&recording.samples);
        let report = analyser.finish();
        let measures = report.ungated();
        let group = match recording.truth.condition.as_deref() {
            Some("clean") => 0,
            Some(condition) if condition.starts_with("room") => 1,
            Some(_) => 2,
            None => 3,
        };
        let ours = groups[group].1.add(
            recording,
            measures.nuclei.len(),
            &measures.pauses,
            &measures.hesitations,
        );
        let theirs = praat
            .iter()
            .find(|praat| praat.file == recording.truth.file)
            .map(|praat| {
                let (pauses, hesitations) = (spans(&praat.pauses), spans(&praat.hesitations));
                let error = groups[group]
                    .2
                    .add(recording, praat.syllables, &pauses, &hesitations);
                format!("{:4} {error:+5.1} %", praat.syllables)
            });
        println!(
            "{:34} {:4}  {:4} {ours:+5.1} %  {:12} {:5.1}  {:?}",
            recording.truth.file,
            recording.truth.syllables,
            measures.nuclei.len(),
            theirs.unwrap_or_default(),
            report.range_db,
            report.gates
        );
    }
    println!("\nsyllable error, pauses, hesitations (mean of files, pooled stretches)");
    for (name, ours, theirs) in &groups {
        println!("{name:6} ours   {}", ours.line());
        if !theirs.errors.is_empty() {
            println!("{name:6} Praat  {}", theirs.line());
        }
    }
    for rate in [16_000, 48_000] {
        let sound: Vec<Vec<f32>> = all
            .iter()
            .map(|recording| recordings::at_rate(&recording.samples, recording.rate, rate))
            .collect();
        let seconds: f64 = sound
            .iter()
            .map(|samples| samples.len() as f64 / f64::from(rate))
            .sum();
        let best = (0..3)
            .map(|_| {
                let start = Instant::now();
                for samples in &sound {
                    let mut analyser = Analyser::new(rate).unwrap();
                    samples.chunks(2048).for_each(|chunk| analyser.push(chunk));
                    std::hint::black_box(analyser.finish());
                }
                start.elapsed().as_secs_f64()
            })
            .fold(f64::INFINITY, f64::min);
        println!(
            "cost at {rate} Hz: {:.3} % of real time ({seconds:.0} s of sound)",
            100.0 * best / seconds
        );
    }
}
