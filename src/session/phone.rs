//! What a screen may ask of the phone, beside its data: go somewhere, share, print, save a file.
//! Thin: each function is one call to the edge, so that no screen names the edge itself.

use leptos::prelude::*;

use crate::domain::offline::{Finding, Readiness};
use crate::domain::story_timer::Reading;
use crate::domain::time::Hours;
use crate::platform::{
    Subscription, clock, files, haptics, install, keyboard, loader, location, microphone, offline,
    page, player, pref, requests, service_worker, storage, tone, voice, wake_lock, worker, zone,
};

pub use crate::platform::bytes::Bytes;

pub use crate::platform::install::Family;
pub use crate::platform::microphone::{Microphone, is_there as can_record};
pub use crate::platform::player::Player;
pub use crate::platform::service_worker::{apply_update, check_now as check_for_update, version};
pub use crate::platform::sound::{Sound, SoundError};
pub use crate::platform::storage::{estimate, is_persisted, request_persist};
pub use crate::platform::worker::Word;

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

/// Opens a screen, as a link would.
pub fn go(path: &str) {
    location::push(&["/", path].concat());
}

/// Opens a screen in place of this one, so that Back skips this one.
pub fn swap(path: &str) {
    location::replace(&["/", path].concat());
}

/// Moves the focus to the first element that the selector finds.
pub fn focus(selector: &str) {
    location::focus(selector);
}

/// Moves the focus once what was drawn stands in the page.
pub fn focus_soon(selector: &'static str) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        focus(selector);
    });
}

/// As `focus_soon`, for what may lie outside of the screen.
pub fn show_soon(selector: &'static str) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        location::focus(selector);
        location::reveal(selector, "center");
    });
}

/// Once the page is drawn anew: if nothing has the focus any more, gives it to the first element that
/// one of the selectors finds.
pub fn keep_focus(selectors: Vec<String>) {
    request_animation_frame(move || {
        if page::is_focus_lost() {
            selectors.iter().any(|selector| location::focus(selector));
        }
    });
}

/// Once the page is drawn anew: scrolls as little as it takes to show what the selector finds.
pub fn reveal(selector: String) {
    request_animation_frame(move || {
        location::reveal(&selector, "nearest");
    });
}

/// The `attribute` of that element of those that match `selector` which the person is looking at.
pub fn in_view(selector: &str, attribute: &str) -> Option<String> {
    page::in_view(selector, attribute)
}

/// Begins a new page of the same screen: at its top, with the focus on its title.
pub fn turn_page() {
    location::scroll_to_top();
    location::focus("h1");
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

/// Prints the screen with the print style sheet.
pub fn print() {
    files::print();
}

/// How a file or a text left the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Through the share sheet, as a download, or into the clipboard.
    Yes,
    /// The person closed the share sheet.
    No,
    /// The browser can do none of these.
    Cannot,
}

/// Hands a text file out: through the share sheet where files can be shared (an installed app on
/// an iPhone has nowhere to download to), else as a download.
pub async fn save_file(name: &str, text: &str) -> Left {
    save_text(name, "application/json", text).await
}

/// As `save_file`, for text of another type, such as `text/csv`.
pub async fn save_text(name: &str, mime: &str, text: &str) -> Left {
    save_bytes(name, mime, &Bytes::of(text.as_bytes())).await
}

/// As `save_file`, for any bytes.
pub async fn save_bytes(name: &str, mime: &str, bytes: &Bytes) -> Left {
    if !matches!(install::family(), Family::Desktop) && files::can_share_files() {
        match files::share_file(name, mime, bytes).await {
            files::Shared::Shared => return Left::Yes,
            files::Shared::Cancelled => return Left::No,
            files::Shared::Unsupported => {}
        }
    }
    if files::download(name, mime, bytes) {
        Left::Yes
    } else {
        Left::Cannot
    }
}

/// Shares a text, or copies it where nothing can be shared. The second part says which.
pub async fn share_text(title: &str, text: &str) -> (Left, bool) {
    match files::share_text(title, text).await {
        files::Shared::Shared => (Left::Yes, false),
        files::Shared::Cancelled => (Left::No, false),
        files::Shared::Unsupported => {
            let copied = files::copy_text(text).await;
            (if copied { Left::Yes } else { Left::Cannot }, true)
        }
    }
}

/// Copies a text.
pub async fn copy_text(text: &str) -> bool {
    files::copy_text(text).await
}

/// A file that the person chose.
pub struct Chosen {
    /// Its name, without a folder.
    pub name: String,
    /// What kind the system takes it for; may be empty.
    pub mime: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Lets the person choose a file; `None` when none was chosen.
///
/// # Errors
/// A sentence when the file cannot be read.
pub async fn pick_file(accept: &str, max_bytes: u32) -> Result<Option<Vec<u8>>, String> {
    let chosen = choose_file(accept, max_bytes).await?;
    Ok(chosen.map(|chosen| chosen.bytes.to_vec()))
}

/// As `pick_file`, with what the system says of the file.
///
/// # Errors
/// A sentence when the file cannot be read.
pub async fn choose_file(accept: &str, max_bytes: u32) -> Result<Option<Chosen>, String> {
    let unreadable = |_| {
        "This file could not be read. Copy it to the phone first, then choose it again.".to_owned()
    };
    let Some(picked) = files::pick(accept).await.map_err(unreadable)? else {
        return Ok(None);
    };
    match picked.read(max_bytes).await {
        Ok(bytes) => Ok(Some(Chosen {
            name: picked.name(),
            mime: picked.mime(),
            bytes,
        })),
        Err(files::PickError::TooBig) => {
            let megabytes = (max_bytes >> 20).to_string();
            Err([
                "This file is larger than ",
                &megabytes,
                " MB, which is too large to open here. Check that you chose the right file.",
            ]
            .concat())
        }
        Err(unread) => Err(unreadable(unread)),
    }
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

/// Runs `then` after at least `ms` milliseconds, unless the calling view goes first.
pub fn after(ms: u32, then: impl FnOnce() + 'static) {
    let timer = StoredValue::new_local(Some(clock::after(ms, then)));
    on_cleanup(move || drop(timer.try_update_value(Option::take)));
}

/// Something that the calling view holds until it goes: a timer, a voice, a lock, a worker. Holding
/// something new lets go of what was held.
#[derive(Clone, Copy)]
pub struct Hold(StoredValue<Option<Subscription>, LocalStorage>);

/// A hold of the calling view, still empty.
pub fn hold() -> Hold {
    let hold = Hold(StoredValue::new_local(None));
    on_cleanup(move || hold.release());
    hold
}

impl Hold {
    fn take(self, mut held: Option<Subscription>) -> bool {
        let holds = held.is_some();
        // Dropped outside of the cell: what stops may call back.
        let before = self
            .0
            .try_update_value(|kept| std::mem::replace(kept, held.take()));
        drop(before);
        holds
    }

    /// Lets go.
    pub fn release(self) {
        self.take(None);
    }

    /// Runs `then` after at least `ms` milliseconds.
    pub fn after(self, ms: u32, then: impl FnOnce() + 'static) {
        self.take(Some(clock::after(ms, then)));
    }

    /// Says `text` with a voice of this device, then runs `then` with whether it was said to the end.
    /// `false` when there is no such voice.
    pub fn say(self, text: &str, then: impl Fn(bool) + 'static) -> bool {
        // What was being said would otherwise fall silent after this has begun, and this with it.
        self.release();
        self.take(voice::say(text, then))
    }

    /// Runs `run` whenever [`has_voice`] may have changed.
    pub fn voices(self, run: impl Fn() + 'static) {
        self.take(Some(voice::on_voices(run)));
    }

    /// Keeps the screen on, where the browser can.
    pub fn screen_on(self) {
        self.take(Some(wake_lock::hold()));
    }

    /// Starts a task beside the page; `false` when this browser cannot.
    pub fn work(self, task: &str, hear: impl Fn(Word) + 'static) -> bool {
        self.take(worker::start(task, None, hear))
    }

    /// Runs `run` when the system takes the microphone away.
    pub fn microphone_lost(self, microphone: &Microphone, run: impl Fn() + 'static) {
        self.take(Some(microphone.on_lost(run)));
    }

    /// As `work`, for the coach, which gets a copy of `sound`.
    pub fn listens(self, sound: &Sound, hear: impl Fn(Word) + 'static) -> bool {
        self.take(worker::start("", Some(sound), hear))
    }
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

/// Runs `run` about every `ms` milliseconds, and whenever the page is shown again, while the calling
/// view is there.
pub fn every(ms: u32, run: impl Fn() + Clone + 'static) {
    let both = clock::every(ms, run.clone()).and(clock::on_visible(run));
    let both = StoredValue::new_local(Some(both));
    on_cleanup(move || drop(both.try_update_value(Option::take)));
}

/// Keeps the screen on until it is dropped, where the browser does that.
pub struct ScreenOn(#[allow(dead_code, reason = "held, not read")] Subscription);

/// Bytes that this app may still store, as far as the browser says.
pub async fn free_bytes() -> Option<f64> {
    let (used, quota) = storage::estimate().await?;
    Some((quota - used).max(0.0))
}

/// Asks the browser to keep the screen on. `state` is told whether it does.
pub fn keep_screen_on(state: RwSignal<Option<bool>>) -> ScreenOn {
    ScreenOn(wake_lock::hold_and_tell(move |on| {
        // The answer may come after the view has gone.
        state.try_set(Some(on));
    }))
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

/// Hands every key that is no typing and no shortcut of the browser to `run`, while the calling view is
/// there; `true` means handled. Space, Enter and the arrows on a control are that widget's.
pub fn follow_keys(run: impl Fn(&str) -> bool + 'static) {
    let keys = keyboard::on_key(move |key| {
        let own = key.editable || key.ctrl || key.alt;
        let presses = key.on_control
            && (matches!(&*key.name, " " | "Enter") || key.name.starts_with("Arrow"));
        !own && !presses && run(&key.name)
    });
    let keys = StoredValue::new_local(Some(keys));
    on_cleanup(move || drop(keys.try_update_value(Option::take)));
}

/// Looks for a waiting update and, when it is there, says so through `ready`.
pub fn follow_updates(ready: impl Fn() + 'static) {
    service_worker::start(ready);
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

/// Loads the app anew at its first screen.
pub fn restart() {
    location::replace("/");
    location::reload();
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

/// Runs `run` whenever [`can_install`] or [`is_installed`] may have changed, while the calling view
/// is there. The browser's offer often comes after the first screen has been drawn.
pub fn follow_install(run: impl Fn() + Clone + 'static) {
    let installed = StoredValue::new_local(Some(install::on_installed(run.clone())));
    // The edge's own listener was there first, so the offer is known when this one runs.
    let offered = window_event_listener_untyped("beforeinstallprompt", move |_| run());
    on_cleanup(move || {
        offered.remove();
        drop(installed.try_update_value(Option::take));
    });
}
