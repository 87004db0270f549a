//! Plays a recording, from any place, slower or faster at the same pitch. One file, one player; dropping
//! it ends the sound.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::bytes::Bytes;
use super::{Subscription, clock, files, js};

/// A file that can be listened to.
pub struct Player {
    sound: JsValue,
    _url: Subscription,
    _hears: Subscription,
}

impl Player {
    /// A player of a file that this browser can play; `changed` runs whenever it begins, stands still,
    /// ends or fails. `None` where the browser cannot play sound.
    pub fn of(file: &Bytes, mime: &str, changed: impl Fn() + 'static) -> Option<Self> {
        let maker: Function = js::get(&js::window(), "Audio").dyn_into().ok()?;
        let sound = Reflect::construct(&maker, &Array::new()).ok()?;
        let (address, url) = files::object_url(mime, file)?;
        js::set(&sound, "preload", &"auto".into());
        js::set(&sound, "preservesPitch", &true.into());
        js::set(&sound, "src", &address);
        let changed = Rc::new(changed);
        let hears = ["play", "pause", "ended", "error"]
            .map(|event| {
                let changed = changed.clone();
                js::listen(&sound, event, move |_| changed())
            })
            .into_iter()
            .reduce(Subscription::and)?;
        Some(Self {
            sound,
            _url: url,
            _hears: hears,
        })
    }

    fn number(&self, name: &str) -> f64 {
        js::get(&self.sound, name).as_f64().unwrap_or(0.0)
    }

    /// Place in seconds.
    pub fn place(&self) -> f64 {
        self.number("currentTime")
    }

    /// Goes to a place, in seconds.
    pub fn seek(&self, seconds: f64) {
        js::set(&self.sound, "currentTime", &seconds.max(0.0).into());
    }

    /// It can be heard now.
    pub fn plays(&self) -> bool {
        !js::get(&self.sound, "paused").is_truthy() && !js::get(&self.sound, "ended").is_truthy()
    }

    /// The browser cannot play this file after all.
    pub fn is_broken(&self) -> bool {
        !js::get(&self.sound, "error").is_null()
    }

    /// Plays from where it stands. Call it inside a tap.
    pub fn play(&self) {
        // The answer is a promise that fails when a pause comes before the sound: no news.
        if let Ok(begun) = js::call(&self.sound, "play", &[]) {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = js::settle(begun).await;
            });
        }
    }

    /// Stands still.
    pub fn pause(&self) {
        let _ = js::call(&self.sound, "pause", &[]);
    }

    /// How fast, 1 being as it was spoken; the pitch stays.
    pub fn set_speed(&self, speed: f64) {
        js::set(&self.sound, "playbackRate", &speed.into());
    }
}

/// How long the browser may take to say how long a file is, in milliseconds.
const PATIENCE_MS: u32 = 4_000;

/// What a file is, as far as the browser says without decoding it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Length {
    /// Its length; `None` when the browser does not say in time.
    pub seconds: Option<f64>,
    /// It is a film.
    pub has_picture: bool,
}

/// Looks at a file; `None` when the browser does not know its kind.
pub async fn length_of(file: &Bytes, mime: &str) -> Option<Length> {
    let (told, tell, _) = js::promise();
    let late = tell.clone();
    let _late = clock::after(PATIENCE_MS, move || {
        let _ = late.call0(&JsValue::UNDEFINED);
    });
    // An element for film, which plays sound as well, and knows whether there is a picture.
    let film: JsValue = js::document()?.create_element("video").ok()?.into();
    let (address, _url) = files::object_url(mime, file)?;
    let failed = Rc::new(Cell::new(false));
    let (fails, ends) = (failed.clone(), tell.clone());
    let _fails = js::listen(&film, "error", move |_| {
        fails.set(true);
        let _ = ends.call0(&JsValue::UNDEFINED);
    });
    let _hears = ["loadedmetadata", "durationchange"].map(|event| {
        let (looked, tell) = (film.clone(), tell.clone());
        js::listen(&film, event, move |_| {
            if finite(&looked).is_some() {
                let _ = tell.call0(&JsValue::UNDEFINED);
            } else {
                // A recording that was never closed says its length only at its end.
                js::set(&looked, "currentTime", &1e7.into());
            }
        })
    });
    js::set(&film, "preload", &"metadata".into());
    js::set(&film, "src", &address);
    let _ = js::settle(told).await;
    let width = js::get(&film, "videoWidth").as_f64();
    (!failed.get()).then(|| Length {
        seconds: finite(&film),
        has_picture: width.is_some_and(|width| width > 0.0),
    })
}

fn finite(film: &JsValue) -> Option<f64> {
    let seconds = js::get(film, "duration").as_f64();
    seconds.filter(|seconds| seconds.is_finite())
}

impl Drop for Player {
    fn drop(&mut self) {
        self.pause();
    }
}
