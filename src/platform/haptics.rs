//! The short buzz of a tick and the longer ones of a timer, where the device has them. iPhones do not
//! let pages vibrate.

use super::js;

const TICK_MS: u32 = 10;

/// One short buzz, or nothing.
pub fn tick() {
    buzz(TICK_MS);
}

/// A buzz of `ms` milliseconds, or nothing.
pub fn buzz(ms: u32) {
    let _ = js::call(&js::navigator(), "vibrate", &[&ms.into()]);
}

/// The browser can be asked to vibrate. A desk may still stand still.
pub fn is_there() -> bool {
    js::get(&js::navigator(), "vibrate").is_truthy()
}
