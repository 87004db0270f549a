//! The speech coach, on sound made here and on the recordings beside the repository.
//!
//! Recordings: `../shared/speech` with its `truth.json`; without them those tests say so and only
//! the sound made here is judged.

use matchbook::speech::calibration::{
    Gain, syllables, syllables_per_word, words, words_per_minute,
};
use matchbook::speech::resample::Resampler;
use matchbook::speech::wav::{Wav, header};
use matchbook::speech::{Analyser, Gate, Report};
use std::f32::consts::TAU;
use std::io::Cursor;
use std::path::PathBuf;

// The bench uses the rest of it.
#[allow(dead_code)]
#[path = "../../benches/recordings/recordings.rs"]
mod recordings;
use recordings::{Tally, recordings};

fn analyse(rate: u32, samples: &[f32]) -> Report {
    let mut analyser = Analyser::new(rate).unwrap();
    analyser.push(samples);
    analyser.finish()
}

/// Random numbers without a crate: the same on every run.
fn random(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

/// A buzz through a vowel's two resonances: `hertz` may glide, one value per sample.
fn vowel(rate: u32, hertz: impl Fn(usize) -> f32, formants: (f32, f32), n: usize) -> Vec<f32> {
    let mut phase = 0.0f32;
    let mut out = Vec::with_capacity(n);
    for i in 0..n {
        let f0 = hertz(i);
        phase = (phase + f0 / rate as f32).fract();
        let mut sum = 0.0;
        let mut k = 1.0f32;
        while k * f0 < 4000.0 {
            let near = |f: f32, width: f32| 1.0 / (1.0 + ((k * f0 - f) / width).powi(2));
            sum += (near(formants.0, 90.0) + 0.5 * near(formants.1, 120.0) + 0.01)
                * (TAU * k * phase).sin();
            k += 1.0;
        }
        out.push(sum);
    }
    out
}

/// Syllables of 0.2 s (vowels of falling pitch with closures between) in groups with pauses.
/// Returns the samples, the syllables and the inner pauses in seconds.
fn train(rate: u32, groups: &[usize], pause: f32) -> (Vec<f32>, usize, Vec<(f32, f32)>) {
    let silence = |seconds: f32| vec![0.0; (seconds * rate as f32) as usize];
    let mut out = silence(0.6);
    let mut pauses = Vec::new();
    let vowels = [
        (700.0, 1200.0),
        (500.0, 1800.0),
        (600.0, 1000.0),
        (450.0, 1500.0),
    ];
    for (g, &group) in groups.iter().enumerate() {
        if g > 0 {
            let from = out.len() as f32 / rate as f32;
            out.extend(silence(pause));
            pauses.push((from, from + pause));
        }
        for s in 0..group {
            let n = (0.2 * rate as f32) as usize;
            let from = 150.0 - 30.0 * s as f32 / group as f32;
            let sound = vowel(
                rate,
                |i| from - 10.0 * i as f32 / n as f32,
                vowels[s % 4],
                n,
            );
            out.extend(sound.iter().enumerate().map(|(i, x)| {
                let shape = (std::f32::consts::PI * i as f32 / n as f32).sin();
                x * shape * 0.2
            }));
        }
    }
    out.extend(silence(0.6));
    let mut hiss = random(3);
    out.iter_mut().for_each(|x| *x += 2e-4 * hiss());
    (out, groups.iter().sum(), pauses)
}

fn within(got: usize, want: usize, share: f64) -> bool {
    (got as f64 - want as f64).abs() <= share * want as f64
}

#[test]
fn a_train_of_syllables_is_counted_and_its_pauses_found() {
    for rate in [16_000, 44_100, 48_000] {
        let (samples, count, pauses) = train(rate, &[6, 9, 4, 8, 7], 0.6);
        let report = analyse(rate, &samples);
        let measures = report
            .judged()
            .unwrap_or_else(|| panic!("{:?}", report.gates));
        assert!(
            within(measures.nuclei.len(), count, 0.06),
            "{rate}: {} of {count}",
            measures.nuclei.len()
        );
        let found: Vec<_> = measures.inner_pauses().collect();
        assert_eq!(found.len(), pauses.len(), "{rate}: {found:?}");
        for (found, (from, to)) in found.iter().zip(pauses) {
            assert!(
                (found.from - from).abs() < 0.1 && (found.to - to).abs() < 0.1,
                "{found:?}"
            );
        }
        assert!(
            measures.hesitations.is_empty(),
            "{:?}",
            measures.hesitations
        );
        let (middle, spread) = report.pitch_range.unwrap();
        assert!(
            (115.0..150.0).contains(&middle) && (1.0..6.0).contains(&spread),
            "{middle} {spread}"
        );
        assert!((0.1..0.35).contains(&measures.pause_share()));
    }
}

#[test]
fn a_steady_dark_vowel_alone_may_be_a_hesitation() {
    let rate = 16_000;
    let (mut samples, ..) = train(rate, &[7, 6], 0.6);
    let from = samples.len() as f32 / rate as f32;
    let n = rate as usize * 6 / 10;
    let mut um = vowel(
        rate,
        |i| 120.0 - 4.0 * i as f32 / n as f32,
        (520.0, 1100.0),
        n,
    );
    for (i, x) in um.iter_mut().enumerate() {
        let edge = (i.min(n - i) as f32 / 800.0).min(1.0);
        *x *= 0.12 * edge;
    }
    samples.extend(um);
    let (rest, ..) = train(rate, &[8], 0.6);
    samples.extend(rest);
    let report = analyse(rate, &samples);
    let hesitations = &report.judged().unwrap().hesitations;
    assert_eq!(hesitations.len(), 1, "{hesitations:?}");
    assert!(hesitations[0].from < from + 0.3 && hesitations[0].to > from + 0.3);
}

#[test]
fn what_is_not_speech_is_not_judged() {
    let rate = 16_000;
    let n = rate as usize * 12;
    let mut noise = random(11);
    let white: Vec<f32> = (0..n).map(|_| 0.1 * noise()).collect();
    let mut brown = 0.0;
    let rumble: Vec<f32> = white
        .iter()
        .map(|x| {
            brown = 0.99 * brown + 0.1 * x;
            brown
        })
        .collect();
    let hum = |base: f32, level: f32| -> Vec<f32> {
        (0..n)
            .map(|i| {
                let t = i as f32 / rate as f32;
                (1..=8)
                    .map(|k| (TAU * base * k as f32 * t).sin() / k as f32)
                    .sum::<f32>()
                    * level
            })
            .collect()
    };
    let with_ends = |sound: &[f32]| -> Vec<f32> {
        let quiet = vec![0.0; rate as usize];
        [&quiet[..], sound, &quiet[..]].concat()
    };
    let cases = [
        ("nothing", vec![]),
        ("one sample", vec![0.5]),
        ("digital silence", vec![0.0; n]),
        ("not numbers", vec![f32::NAN; n]),
        ("white noise", white.clone()),
        ("rumble between silences", with_ends(&rumble)),
        ("rumble", rumble),
        ("faint hiss", white.iter().map(|x| x * 0.001).collect()),
        ("hum of 50 Hz", hum(50.0, 0.1)),
        ("hum of 60 Hz", hum(60.0, 0.1)),
        ("hum of 100 Hz", hum(100.0, 0.1)),
        (
            "hum of 120 Hz between silences",
            with_ends(&hum(120.0, 0.1)),
        ),
        ("noise between silences", with_ends(&white)),
        (
            "hum and noise",
            hum(100.0, 0.05)
                .iter()
                .zip(&white)
                .map(|(a, b)| a + 0.2 * b)
                .collect(),
        ),
        (
            "steps of direct current",
            (0..n)
                .map(|i| if i / 8000 % 2 == 0 { 0.3 } else { -0.3 })
                .collect(),
        ),
    ];
    for (name, samples) in cases {
        let report = analyse(rate, &samples);
        let measures = report.ungated();
        assert_eq!(measures.nuclei.len(), 0, "{name}: syllables");
        assert_eq!(measures.hesitations.len(), 0, "{name}: hesitations");
        assert!(report.judged().is_none(), "{name}: judged");
        assert!(
            report.gates.contains(&Gate::NoSpeech),
            "{name}: {:?}",
            report.gates
        );
        for gate in &report.gates {
            assert!(gate.sentence().ends_with('.'));
        }
    }
}

#[test]
fn bad_recordings_of_speech_say_what_is_wrong() {
    let rate = 16_000;
    let (samples, ..) = train(rate, &[8, 7, 9, 8], 0.6);
    let gates = |change: &mut dyn FnMut(f32) -> f32| {
        analyse(
            rate,
            &samples.iter().map(|x| change(*x)).collect::<Vec<_>>(),
        )
        .gates
    };
    assert_eq!(gates(&mut |x| x), []);
    assert_eq!(gates(&mut |x| (x * 40.0).clamp(-1.0, 1.0)), [Gate::Clipped]);
    assert!(gates(&mut |x| x * 0.0005).contains(&Gate::TooQuiet));
    let mut noise = random(5);
    assert!(gates(&mut |x| x + 0.08 * noise()).contains(&Gate::TooNoisy));
}

#[test]
fn any_chunk_size_gives_the_same_bits() {
    for rate in [
        8_000, 11_025, 16_000, 22_050, 44_100, 44_056, 48_000, 96_000,
    ] {
        let (samples, ..) = train(rate, &[3, 4], 0.4);
        let whole = analyse(rate, &samples);
        let mut sizes = random(9);
        for size in [1, 7, 128, 160, 441, 4096, 5000, 0] {
            let mut analyser = Analyser::new(rate).unwrap();
            let mut rest = &samples[..];
            while !rest.is_empty() {
                let take = if size > 0 {
                    size
                } else {
                    (2000.0 * (1.0 + sizes())) as usize
                };
                let (part, later) = rest.split_at(take.min(rest.len()));
                analyser.push(part);
                rest = later;
            }
            assert!(analyser.finish() == whole, "{rate} in chunks of {size}");
        }
    }
}

#[test]
fn resampling_keeps_a_tone_and_its_length() {
    for rate in [
        8_000u32, 11_025, 22_050, 32_000, 44_056, 44_100, 48_000, 96_000, 192_000,
    ] {
        let tone = |hertz: f32, rate: u32, i: usize| {
            (std::f64::consts::TAU * f64::from(hertz) * i as f64 / f64::from(rate)).sin() as f32
        };
        let n = rate as usize;
        let mut resampler = Resampler::new(rate).unwrap();
        let mut out = Vec::new();
        resampler.push(
            &(0..n).map(|i| tone(1000.0, rate, i)).collect::<Vec<_>>(),
            &mut out,
        );
        resampler.finish(&mut out);
        assert_eq!(out.len(), 16_000, "{rate}");
        for (i, x) in out.iter().enumerate().skip(500).take(15_000) {
            assert!((x - tone(1000.0, 16_000, i)).abs() < 0.01, "{rate}: {i}");
        }
        if rate > 30_000 {
            // What 16 kHz cannot hold is gone, not folded back.
            let mut resampler = Resampler::new(rate).unwrap();
            let mut out = Vec::new();
            resampler.push(
                &(0..n).map(|i| tone(11_000.0, rate, i)).collect::<Vec<_>>(),
                &mut out,
            );
            let loudest = out[500..15_000].iter().fold(0.0f32, |a, x| a.max(x.abs()));
            assert!(loudest < 0.003, "{rate}: {loudest}");
        }
    }
    assert!(Resampler::new(0).err().unwrap().ends_with('.'));
    assert!(Analyser::new(400_000).err().unwrap().ends_with('.'));
}

#[test]
fn ten_minutes_fit_and_three_hours_are_told() {
    let (samples, ..) = train(16_000, &[8, 7, 9], 0.6);
    let mut analyser = Analyser::new(16_000).unwrap();
    let mut most = 0;
    while analyser.seconds() < 600.0 {
        analyser.push(&samples);
        most = most.max(analyser.held_bytes());
    }
    assert!(most < 6_000_000, "{most} bytes held");
    while analyser.seconds() < 3.0 * 3600.0 {
        analyser.push(&samples);
        most = most.max(analyser.held_bytes());
    }
    assert!(most < 8_000_000, "{most} bytes held");
    let report = analyser.finish();
    assert!(report.judged().is_some());
    assert!((report.judged_seconds - 900.0).abs() < 0.1);
    let note = report.length_note().unwrap();
    assert!(
        note.contains("180 minutes") && note.contains("first 15 minutes"),
        "{note}"
    );
    assert!(analyse(16_000, &samples).length_note().is_none());
}

fn wav(spec: hound::WavSpec, samples: &[f32]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for &x in samples {
        for _ in 0..spec.channels {
            match spec.sample_format {
                hound::SampleFormat::Float => writer.write_sample(x).unwrap(),
                hound::SampleFormat::Int => {
                    let top = 2f64.powi(i32::from(spec.bits_per_sample) - 1);
                    writer
                        .write_sample((f64::from(x) * top).round().min(top - 1.0) as i32)
                        .unwrap();
                }
            }
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

fn read(bytes: &[u8]) -> Result<(u32, Vec<f32>), String> {
    let mut file = Wav::open(Cursor::new(bytes))?;
    let (mut all, mut chunk) = (Vec::new(), Vec::new());
    while file.next(&mut chunk) {
        all.extend_from_slice(&chunk);
    }
    Ok((file.rate(), all))
}

#[test]
fn every_kind_of_wav_is_read() {
    let want: Vec<f32> = (0..9000).map(|i| (i as f32 * 0.01).sin() * 0.7).collect();
    for channels in [1, 2, 6] {
        for (bits, format, error) in [
            (8, hound::SampleFormat::Int, 0.01),
            (16, hound::SampleFormat::Int, 1e-4),
            (24, hound::SampleFormat::Int, 1e-6),
            (32, hound::SampleFormat::Int, 1e-6),
            (32, hound::SampleFormat::Float, 1e-6),
        ] {
            let spec = hound::WavSpec {
                channels,
                sample_rate: 44_100,
                bits_per_sample: bits,
                sample_format: format,
            };
            let (rate, got) = read(&wav(spec, &want)).unwrap();
            assert_eq!((rate, got.len()), (44_100, want.len()), "{spec:?}");
            assert!(
                got.iter().zip(&want).all(|(a, b)| (a - b).abs() < error),
                "{spec:?}"
            );
        }
    }
}

#[test]
fn our_own_wav_is_read_back() {
    for (rate, count) in [(24_000, 0u32), (24_000, 1), (48_000, 30_000)] {
        let want: Vec<f32> = (0..count).map(|i| (i as f32 * 0.01).sin() * 0.7).collect();
        let mut bytes = header(rate, count);
        for x in &want {
            bytes.extend(((x * 32_767.0).round() as i16).to_le_bytes());
        }
        // What hound itself would have written.
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut theirs = Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut theirs, spec).unwrap();
        for x in &want {
            writer.write_sample((x * 32_767.0).round() as i16).unwrap();
        }
        writer.finalize().unwrap();
        assert_eq!(bytes, theirs.into_inner());
        if count > 0 {
            let (got_rate, got) = read(&bytes).unwrap();
            assert_eq!((got_rate, got.len()), (rate, want.len()));
        }
    }
}

#[test]
fn a_report_travels_and_is_thinned_without_losing_its_figures() {
    let (samples, ..) = train(16_000, &[8, 7, 9], 0.6);
    let report = analyse(16_000, &samples);
    assert!((report.step - 0.01).abs() < 1e-6);
    assert_eq!(Report::read(&report.text()).as_ref(), Some(&report));
    assert_eq!(Report::read(""), None);
    assert_eq!(Report::read(&report.text()[..200]), None);

    let thin = report.clone().thinned(100);
    assert!(thin.pitch.len() <= 100 && thin.pitch.len() == thin.level.len());
    assert_eq!(thin.judged(), report.judged());
    let length = |report: &Report| report.level.len() as f32 * report.step;
    assert!((length(&thin) - length(&report)).abs() <= thin.step);
    let loudest = |report: &Report| report.level.iter().copied().fold(f32::MIN, f32::max);
    assert_eq!(loudest(&thin), loudest(&report));
    assert!(
        thin.pitch
            .iter()
            .all(|hertz| *hertz == 0.0 || (60.0..460.0).contains(hertz))
    );
    // Nothing to thin, and nothing at all.
    assert_eq!(thin.clone().thinned(1_000), thin);
    let nothing = analyse(16_000, &[]);
    assert_eq!(nothing.clone().thinned(10), nothing);
}

#[test]
fn a_broken_wav_gets_a_sentence_or_what_is_left() {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let good = wav(spec, &vec![0.25; 20_000]);
    let refused = |bytes: &[u8], says: &str| {
        let sentence = read(bytes).unwrap_err();
        assert!(
            sentence.contains(says) && sentence.ends_with('.'),
            "{sentence}"
        );
    };
    refused(b"", "not a WAV file");
    refused(b"\x1aE\xdf\xa3 this is a film", "not a WAV file");
    refused(&wav(spec, &[]), "empty");
    let mut rate = good.clone();
    rate[24..28].copy_from_slice(&3u32.to_le_bytes());
    rate[28..32].copy_from_slice(&6u32.to_le_bytes());
    refused(&rate, "3 samples a second");
    // Cut anywhere: a sentence, or the samples that are there; never a crash.
    for cut in (0..good.len()).step_by(37).chain(0..200) {
        if let Ok((_, samples)) = read(&good[..cut]) {
            assert!(samples.len() <= cut / 2 && samples.iter().all(|x| (x - 0.25).abs() < 1e-3));
            assert!(
                cut < 1000 || samples.len() + 30 > (cut - 44) / 2,
                "{cut}: {}",
                samples.len()
            );
        }
    }
    // Any single byte of the header may be wrong.
    for at in 0..44 {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[at] = value;
            match read(&bytes) {
                Ok((rate, samples)) => assert!(rate >= 8000 && samples.len() <= 40_000),
                Err(sentence) => assert!(sentence.ends_with('.')),
            }
        }
    }
}

#[test]
fn syllables_of_spelling() {
    for (text, count) in [
        ("I studied medicine at a university", 13),
        ("the patient was frightened", 7),
        ("apple table little", 6),
        ("make takes cases wanted walked", 8),
        ("an idea about science and radio", 12),
        ("resident physician education nation", 12),
        ("MD", 2),
        ("", 0),
        ("— ... !", 0),
    ] {
        let got = syllables(text);
        assert!(got.abs_diff(count) <= 1, "{text}: {got}, not {count}");
    }
    assert_eq!(words("It's a well-known fact — isn't it?"), 6);
    assert!((syllables_per_word("") - 1.4).abs() < 1e-6);
}

#[test]
fn rates_come_as_bands() {
    let raw = words_per_minute(3.5, 1.4, None);
    assert!(
        (raw.middle - 150.0).abs() < 0.1
            && (raw.low - 97.5).abs() < 0.1
            && (raw.high - 202.5).abs() < 0.1
    );
    let gain = Gain::from_reading(120, 100).unwrap();
    let own = words_per_minute(3.5, 1.4, Some(gain));
    assert!((own.middle - 180.0).abs() < 0.1 && (own.high - 207.0).abs() < 0.1);
    for (spoken, counted) in [(10, 10), (100, 0), (100, 30), (100, 400)] {
        assert!(
            Gain::from_reading(spoken, counted)
                .unwrap_err()
                .ends_with('.')
        );
    }
    assert_eq!(Gain::stored(f32::NAN), None);
    assert_eq!(Gain::stored(1.1).map(Gain::value), Some(1.1));
}

/// The figures that the design asks for, on the recordings that are there.
#[test]
fn recordings_meet_the_figures() {
    let Some(all) = recordings() else {
        return;
    };
    let (mut synthetic, mut real) = (Vec::new(), Vec::new());
    let (mut pauses, mut hesitations) = (Tally::default(), Tally::default());
    for recording in &all {
        let report = analyse(recording.rate, &recording.samples);
        let name = &recording.truth.file;
        if recording.is_noisy() {
            assert!(
                report.gates.contains(&Gate::TooNoisy),
                "{name}: {:?}",
                report.gates
            );
            continue;
        }
        assert_eq!(
            report.gates,
            [],
            "{name}: {} dB, murmur {}",
            report.range_db,
            report.murmur
        );
        let measures = report.judged().unwrap();
        let error = measures.nuclei.len() as f64 / f64::from(recording.truth.syllables) - 1.0;
        if recording.truth.voice.is_some() {
            assert!(error.abs() <= 0.15, "{name}: {error:+.3}");
            synthetic.push(error.abs());
        } else {
            assert!(error.abs() <= 0.25, "{name}: {error:+.3}");
            real.push(error.abs());
        }
        pauses.add(&recording.truth.pauses(), &measures.pauses, 0.5);
        if recording.truth.filled_pauses.is_some() {
            hesitations.add(&recording.truth.hesitations(), &measures.hesitations, 0.2);
        }
    }
    let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len().max(1) as f64;
    assert!(mean(&synthetic) <= 0.10, "{synthetic:?}");
    assert!(mean(&real) <= 0.13, "{real:?}");
    assert!(
        pauses.f1() >= 0.88 && pauses.duration_error() <= 0.12,
        "{pauses:?}"
    );
    assert!(
        hesitations.precision() >= 0.80 && hesitations.recall() >= 0.30,
        "{hesitations:?}"
    );
}

/// One gain from the first half brings the second half near: within 9 % in the mean.
#[test]
fn half_a_recording_calibrates_the_other() {
    let Some(all) = recordings() else {
        return;
    };
    let mut errors = Vec::new();
    // Only recordings of many sentences say where each ends, and their text is known.
    for recording in &all {
        let (Some(gaps), Some(text)) = (&recording.truth.inserted_gaps, &recording.truth.text)
        else {
            continue;
        };
        let report = analyse(recording.rate, &recording.samples);
        let nuclei = &report.judged().unwrap().nuclei;
        let lines: Vec<&str> = text.split('/').collect();
        assert_eq!(lines.len(), gaps.len(), "{}", recording.truth.file);
        let mut from = 0.0;
        let mut sentences: Vec<(u32, u32)> = Vec::new();
        for (line, (to, next)) in lines.iter().zip(gaps) {
            let heard = nuclei.iter().filter(|x| (from..*to).contains(*x)).count();
            sentences.push((syllables(line), heard as u32));
            from = *next;
        }
        // Many ways to halve: one way alone is mostly chance with so few sentences.
        let mut chance = random(17);
        for _ in 0..200 {
            for i in (1..sentences.len()).rev() {
                let other = ((chance() + 1.0) / 2.0 * (i + 1) as f32) as usize;
                sentences.swap(i, other.min(i));
            }
            let (one, two) = sentences.split_at(sentences.len() / 2);
            let sums = |half: &[(u32, u32)]| {
                half.iter()
                    .fold((0, 0), |sum, x| (sum.0 + x.0, sum.1 + x.1))
            };
            let ((spoken, heard), (other_spoken, other_heard)) = (sums(one), sums(two));
            let gain = Gain::from_reading(spoken, heard).unwrap().value();
            errors.push(f64::from(
                (other_heard as f32 * gain / other_spoken as f32 - 1.0).abs(),
            ));
        }
    }
    assert!(!errors.is_empty());
    eprintln!(
        "split half: {:.3}",
        errors.iter().sum::<f64>() / errors.len() as f64
    );
    assert!(errors.iter().sum::<f64>() / errors.len() as f64 <= 0.09);
}

#[test]
fn recordings_do_not_mind_rate_or_distance() {
    let Some(all) = recordings() else {
        return;
    };
    for recording in all.iter().filter(|recording| !recording.is_noisy()) {
        let plain = analyse(recording.rate, &recording.samples);
        let count = plain.ungated().nuclei.len();
        let name = &recording.truth.file;
        let compare = |what: &str, report: Report| {
            let got = report.ungated().nuclei.len();
            // A file of twenty syllables cannot differ by less than one.
            let allowed = (0.03 * count as f64).max(1.0);
            assert!(
                (got as f64 - count as f64).abs() <= allowed,
                "{name} {what}: {got}, not {count}"
            );
            assert_eq!(report.gates, plain.gates, "{name} {what}");
        };
        let softer: Vec<f32> = recording.samples.iter().map(|x| x * 0.251_19).collect();
        compare("-12 dB", analyse(recording.rate, &softer));
        for rate in [44_100, 48_000] {
            compare(
                "rate",
                analyse(
                    rate,
                    &recordings::at_rate(&recording.samples, recording.rate, rate),
                ),
            );
        }
    }
}

#[test]
fn the_folder_of_recordings_is_where_it_should_be_or_said_to_be_missing() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/speech");
    assert_eq!(recordings().is_some(), folder.join("truth.json").exists());
}
