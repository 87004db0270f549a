use matchbook::platform::bytes::Bytes;
use matchbook::platform::sound::{RATE, Sound, SoundError};
use matchbook::speech::wav::header;
use wasm_bindgen_test::wasm_bindgen_test;

/// A tone of one second.
fn tone(rate: u32) -> Sound {
    let samples: Vec<f32> = (0..rate)
        .map(|at| (at as f32 * 440.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5)
        .collect();
    let sound = Sound::silence(rate, rate);
    // In two writes, the second of which goes beyond the end.
    sound.write(0, &samples[..1_000]);
    sound.write(1_000, &samples[1_000..]);
    sound.write(rate - 1, &[samples[rate as usize - 1], 1.0, 1.0]);
    sound.write(rate + 5, &[1.0]);
    sound
}

#[wasm_bindgen_test]
async fn a_wav_file_of_ours_is_decoded_by_the_browser() {
    let sound = tone(48_000);
    let file = sound.with_header(&header(sound.rate(), sound.len()));
    assert_eq!(file.len(), 44 + 2 * 48_000);
    let decoded = Sound::decode(&file).await.unwrap();
    assert_eq!(decoded.rate(), RATE);
    assert!((decoded.seconds() - 1.0).abs() < 0.01);
    let peaks = decoded.peaks(10);
    assert!(
        peaks.iter().all(|peak| (0.45..0.55).contains(peak)),
        "{peaks:?}"
    );
    // The file itself is still there.
    assert_eq!(file.len(), 44 + 2 * 48_000);
}

#[wasm_bindgen_test]
async fn what_is_no_sound_is_refused() {
    for bytes in [&b""[..], b"no sound", &[0; 4_000]] {
        let refused = Sound::decode(&Bytes::of(bytes)).await;
        assert_eq!(refused.err(), Some(SoundError::Undecodable));
    }
}

#[wasm_bindgen_test]
fn every_sample_is_handed_on_once_and_peaks_cover_all() {
    let sound = Sound::silence(8_000, 20_001);
    sound.write(20_000, &[-0.75]);
    let mut count = 0;
    sound.each(|piece| count += piece.len());
    assert_eq!(count, 20_001);
    let peaks = sound.peaks(7);
    assert_eq!(peaks.len(), 7);
    assert!((peaks[6] - 0.75).abs() < 1e-6 && peaks[..6].iter().all(|peak| *peak == 0.0));
    assert_eq!(sound.first(100).len(), 100);
    assert!(Sound::silence(8_000, 0).is_empty());
    assert_eq!(Sound::silence(8_000, 0).peaks(3), [0.0; 3]);
    // Too loud is as loud as can be, not the other way round.
    let loud = Sound::silence(8_000, 2);
    loud.write(0, &[3.0, -3.0]);
    let numbers = loud.with_header(&[]).to_vec();
    assert_eq!(numbers, [0xff, 0x7f, 0x00, 0x80]);
}
