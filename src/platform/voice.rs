//! The device's own voice. Only voices that speak on the device are used: others would send the
//! text to a server. Where there is none, this says so instead of falling back.

use wasm_bindgen::prelude::*;

use super::{Subscription, js};

fn speech() -> JsValue {
    js::get(&js::window(), "speechSynthesis")
}

/// The first local English voice, preferring the browser's default; else none.
fn local_voice() -> Option<JsValue> {
    let list = js::call(&speech(), "getVoices", &[]).ok()?;
    let voices: Vec<JsValue> = js_sys::Array::from(&list).iter().collect();
    let speaks_here = |voice: &&JsValue| {
        let language = js::get(voice, "lang").as_string().unwrap_or_default();
        js::get(voice, "localService").is_truthy() && language.to_lowercase().starts_with("en")
    };
    let is_default = |voice: &&&JsValue| js::get(voice, "default").is_truthy();
    let local: Vec<&JsValue> = voices.iter().filter(speaks_here).collect();
    let best = local.iter().find(is_default).or_else(|| local.first())?;
    Some((*best).clone())
}

/// Whether the device can speak English by itself. Voices may come a moment after the page:
/// see [`on_voices`].
pub fn is_local() -> bool {
    local_voice().is_some()
}

/// Runs whenever the list of voices changes.
pub fn on_voices(run: impl Fn() + 'static) -> Subscription {
    js::listen(&speech(), "voiceschanged", move |_| run())
}

/// Says `text` and then runs `then` with whether it was said to the end. Dropping the answer stops
/// the voice. `None` when there is no local voice.
pub fn say(text: &str, then: impl Fn(bool) + 'static) -> Option<Subscription> {
    let voice = local_voice()?;
    let kind: js_sys::Function = js::get(&js::window(), "SpeechSynthesisUtterance")
        .dyn_into()
        .ok()?;
    let utterance = js_sys::Reflect::construct(&kind, &js_sys::Array::of1(&text.into())).ok()?;
    js::set(&utterance, "voice", &voice);
    js::set(&utterance, "lang", &js::get(&voice, "lang"));
    let then = std::rc::Rc::new(then);
    let broken = then.clone();
    let ended = js::listen(&utterance, "end", move |_| then(true));
    let failed = js::listen(&utterance, "error", move |_| broken(false));
    // What an earlier screen left unsaid would come first.
    stop();
    js::call(&speech(), "speak", &[&utterance]).ok()?;
    Some(ended.and(failed).and(Subscription::new(stop)))
}

/// Silence at once.
pub fn stop() {
    let _ = js::call(&speech(), "cancel", &[]);
}
