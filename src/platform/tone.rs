//! Short tones, made on the device. Browsers allow sound only after a tap: `prepare` belongs into one.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::js;

thread_local! {
    static CONTEXT: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// How loud, 1 being as loud as the device is set.
const LOUD: f64 = 0.25;
/// As good as silent; an exponential ramp cannot reach 0.
const SILENT: f64 = 0.0001;
/// Rise at the start, in seconds, without which a tone begins with a click.
const RISE_S: f64 = 0.02;

fn maker() -> Option<Function> {
    js::get(&js::window(), "AudioContext").dyn_into().ok()
}

/// The browser can make tones.
pub fn is_there() -> bool {
    maker().is_some()
}

/// Gets ready to sound. Call it inside a tap.
pub fn prepare() {
    CONTEXT.with_borrow_mut(|context| {
        if context.is_none() {
            *context = maker().and_then(|maker| Reflect::construct(&maker, &Array::new()).ok());
        }
        if let Some(context) = context {
            js::wish(context, "resume");
        }
    });
}

/// A tone of `hz` for `ms` milliseconds; nothing before `prepare`.
pub fn beep(hz: f64, ms: u32) {
    let context = CONTEXT.with_borrow(Clone::clone);
    if let Some(context) = context {
        // A browser that has lost its sound device stays silent.
        let _ = sound(&context, hz, f64::from(ms) / 1000.0);
    }
}

fn sound(context: &JsValue, hz: f64, seconds: f64) -> Result<(), JsValue> {
    let wave = js::call(context, "createOscillator", &[])?;
    let volume = js::call(context, "createGain", &[])?;
    js::set(&js::get(&wave, "frequency"), "value", &hz.into());
    let now = js::get(context, "currentTime").as_f64().unwrap_or(0.0);
    let end = now + seconds;
    let gain = js::get(&volume, "gain");
    js::call(&gain, "setValueAtTime", &[&SILENT.into(), &now.into()])?;
    for (loud, at) in [(LOUD, now + RISE_S), (SILENT, end)] {
        js::call(
            &gain,
            "exponentialRampToValueAtTime",
            &[&loud.into(), &at.into()],
        )?;
    }
    js::call(&wave, "connect", &[&volume])?;
    js::call(&volume, "connect", &[&js::get(context, "destination")])?;
    js::call(&wave, "start", &[&now.into()])?;
    js::call(&wave, "stop", &[&end.into()])?;
    Ok(())
}
