//! What a view holds until it goes: timers, a voice, keys, the screen kept on, a worker.

use leptos::prelude::*;

use crate::platform::microphone::Microphone;
use crate::platform::sound::Sound;
use crate::platform::worker::Word;
use crate::platform::{Subscription, clock, install, keyboard, voice, wake_lock, worker};

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

/// Runs `run` about every `ms` milliseconds, and whenever the page is shown again, while the calling
/// view is there.
pub fn every(ms: u32, run: impl Fn() + Clone + 'static) {
    let both = clock::every(ms, run.clone()).and(clock::on_visible(run));
    let both = StoredValue::new_local(Some(both));
    on_cleanup(move || drop(both.try_update_value(Option::take)));
}

/// Keeps the screen on until it is dropped, where the browser does that.
pub struct ScreenOn(#[allow(dead_code, reason = "held, not read")] Subscription);

/// Asks the browser to keep the screen on. `state` is told whether it does.
pub fn keep_screen_on(state: RwSignal<Option<bool>>) -> ScreenOn {
    ScreenOn(wake_lock::hold_and_tell(move |on| {
        // The answer may come after the view has gone.
        state.try_set(Some(on));
    }))
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
