//! What a screen may ask of the phone, beside its data: go somewhere, share, print, save a file.
//! Thin: each function is one call to the edge, so that no screen names the edge itself.

use leptos::prelude::*;

use crate::domain::offline::{Finding, Readiness};
use crate::domain::story_timer::Reading;
use crate::domain::time::Hours;
use crate::platform::{
    Subscription, clock, haptics, install, loader, microphone, offline, page, player, pref,
    requests, storage, tail, tone, voice, zone,
};

mod files;
mod forms;
mod go;
mod holds;
mod outside;

pub use crate::platform::bytes::Bytes;
pub use crate::platform::install::Family;
pub use crate::platform::microphone::{Microphone, is_there as can_record};
pub use crate::platform::player::Player;
pub use crate::platform::service_worker::{apply_update, check_now as check_for_update, version};
pub use crate::platform::sound::{Sound, SoundError};
pub use crate::platform::storage::{estimate, is_persisted, request_persist};
pub use crate::platform::worker::Word;
pub use files::{
    Chosen, Left, choose_file, copy_text, pick_file, print, save_bytes, save_file, save_text,
    share_text,
};
pub use forms::{keep_unfinished, unfinished};
pub use go::{
    entry, focus, focus_soon, go, in_view, refuse, restart, restart_at, reveal, show_fault_soon,
    show_soon, swap, tap_sample, turn_page, turn_page_soon, was_sample_tapped,
};
pub use holds::{Hold, ScreenOn, after, every, follow_install, follow_keys, hold, keep_screen_on};
pub use outside::{Arrived, arrived, forget_arrived, hand_over, is_handed_over, keep_badge};

/// Version and build as one text: `0.1.0, build 1a2b3c`.
pub fn version_text() -> String {
    let build = version();
    let build = match &*build {
        "" => "development build",
        build => build,
    };
    [env!("CARGO_PKG_VERSION"), ", build ", build]
        .concat()
        .replace("build development", "development")
}

/// A short vibration, where there is one.
pub fn tick() {
    haptics::tick();
}

/// A piece of the first screen is not there yet, as long as this is held.
pub fn on_its_way() -> Subscription {
    page::on_its_way()
}

/// Notes on the page how much memory the program has, for the benches.
pub fn note_memory() {
    page::note_memory();
}

/// What a file is, where the browser says so without decoding it.
pub async fn length_of(file: &Bytes, mime: &str) -> Option<player::Length> {
    player::length_of(file, mime).await
}

/// Turns the microphone on. Call it inside a tap.
///
/// # Errors
/// A sentence that says why not and what to do.
pub async fn open_microphone() -> Result<Microphone, String> {
    use microphone::MicrophoneError;
    Microphone::open().await.map_err(|error| {
        match error {
            MicrophoneError::Unsupported => NO_RECORDER,
            MicrophoneError::Missing => {
                "This device has no microphone. Plug one in and try again, or bring in a recording from a file."
            }
            MicrophoneError::Refused => {
                "The microphone is not allowed for this app. Allow it in the settings of the browser for this page, then try again."
            }
            MicrophoneError::Busy => {
                "Another app has the microphone. End the call or close that app, then try again."
            }
        }
        .to_owned()
    })
}

/// What to say where the browser cannot record.
pub const NO_RECORDER: &str = "This browser cannot record sound here. You can still bring in a recording from a file, and the coach listens to it.";

/// The text of a file of this app.
pub async fn fetch_text(path: &str) -> Option<String> {
    loader::fetch_text(path).await.ok()
}

/// The browser knows this zone.
pub fn zone_exists(zone: &str) -> bool {
    zone::exists(zone)
}

/// All zones the browser knows.
pub fn zones() -> Vec<String> {
    zone::all()
}

/// Which family of device this is.
pub fn family() -> Family {
    install::family()
}

/// The app runs from the home screen.
pub fn is_installed() -> bool {
    install::is_installed()
}

/// The browser offers to install the app on a tap.
pub fn can_install() -> bool {
    install::can_prompt()
}

/// Asks the browser to install the app. `true` when the person agreed.
pub async fn install() -> bool {
    install::prompt().await
}

/// Everything this page has loaded since it was opened.
pub fn requests() -> Vec<String> {
    requests::since_start()
}

/// A preference: may be lost, never leaves the phone.
pub fn preference(name: &str) -> Option<String> {
    pref::get(name)
}

/// Keeps a preference.
pub fn set_preference(name: &str, value: &str) {
    pref::put(name, value);
}

/// What a place's key begins with.
const PLACE: &str = "mb/at/";

/// Where the person is in the data that this tab shows. No preference: it goes with a sample.
pub fn place(name: &str) -> Option<String> {
    tail::get(&[PLACE, name].concat())
}

/// Keeps where the person is.
pub fn set_place(name: &str, value: &str) {
    // Lost without harm.
    let _ = tail::put(&[PLACE, name].concat(), value);
}

/// The person asked the device for less motion.
pub fn is_still() -> bool {
    pref::is_still()
}

/// Puts a style sheet into the page, behind all others, unless it is there.
pub fn adopt_style(css: &'static str) {
    page::adopt_style(css);
}

/// Sets or (with `None`) forgets the theme: `light` or `dark`; else as the system.
pub fn set_theme(theme: Option<&str>) {
    match theme {
        Some(theme) => pref::put("theme", theme),
        None => pref::remove("theme"),
    }
    pref::apply_theme(theme);
}

/// Sets the text size in percent.
pub fn set_text_percent(percent: u16) {
    pref::put("text", &percent.to_string());
    pref::apply_text_percent(percent);
}

/// Whether the device can speak English without a server.
pub fn has_voice() -> bool {
    voice::is_local()
}

/// Both clocks, read now.
pub fn reading() -> Reading {
    Reading {
        steady_ms: clock::monotonic_ms(),
        wall_ms: clock::now_ms() as f64,
    }
}

/// Bytes that this app may still store, as far as the browser says.
pub async fn free_bytes() -> Option<f64> {
    let (used, quota) = storage::estimate().await?;
    Some((quota - used).max(0.0))
}

/// A vibration of `ms` milliseconds, where there is one.
pub fn buzz(ms: u32) {
    haptics::buzz(ms);
}

/// The browser can be asked to vibrate.
pub fn can_buzz() -> bool {
    haptics::is_there()
}

/// Gets ready to sound. Call it inside a tap.
pub fn prepare_tones() {
    tone::prepare();
}

/// A tone of `hz` for `ms` milliseconds.
pub fn beep(hz: f64, ms: u32) {
    tone::beep(hz, ms);
}

/// The browser can make tones.
pub fn can_beep() -> bool {
    tone::is_there()
}

/// Whether a start without a network would show the app. What is missing is brought meanwhile; `so_far`
/// hears how far that has come.
pub async fn check_offline(so_far: impl Fn(Readiness) + 'static) -> Readiness {
    let stored = offline::check(move |done, of| so_far(Readiness::Checking { done, of })).await;
    let finding = match stored {
        offline::Stored::All => Finding::Stored,
        offline::Stored::Not { file, why, status } => Finding::Fault { file, why, status },
        offline::Stored::Silent => Finding::Silent,
        offline::Stored::Refused {
            status,
            media_type,
            varies,
        } => Finding::Refused {
            status,
            media_type,
            varies,
        },
        offline::Stored::NoWorkers { secure } => Finding::NoWorkers { secure },
        offline::Stored::NoVersion => Finding::NoVersion,
    };
    finding.into()
}

/// Storage used and allowed, as text: `1.2 MB of 10 GB`.
pub async fn storage_used() -> Option<String> {
    let (used, quota) = storage::estimate().await?;
    Some([&bytes(used), " used of ", &bytes(quota)].concat())
}

fn bytes(count: f64) -> String {
    const STEPS: [(f64, &str); 3] = [(1e9, " GB"), (1e6, " MB"), (1e3, " KB")];
    let (size, unit) = STEPS
        .into_iter()
        .find(|(size, _)| count >= *size)
        .unwrap_or((1e3, " KB"));
    // One decimal without float formatting: tenths, rounded.
    let tenths = (count / size * 10.0) as u64;
    [
        &(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
        unit,
    ]
    .concat()
}

/// The address this app was loaded from, without a path: `https://example.org`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The theme that was chosen: `light`, `dark`, or an empty text for the system's.
pub fn theme() -> String {
    pref::get("theme").unwrap_or_default()
}

/// How times are written: as was chosen in the settings, else as the phone does.
pub fn hours(set: &zone::Phone) -> Hours {
    let is_twelve = match &*hours_chosen() {
        "12" => true,
        "24" => false,
        _ => set.twelve_hours,
    };
    if is_twelve {
        Hours::Twelve
    } else {
        Hours::TwentyFour
    }
}

/// `12`, `24`, or an empty text for the phone's own.
pub fn hours_chosen() -> String {
    pref::get("hours").unwrap_or_default()
}

/// The text size that was chosen, in percent.
pub fn text_percent() -> u16 {
    pref::get("text")
        .and_then(|text| text.parse().ok())
        .unwrap_or(100)
}
