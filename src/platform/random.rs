//! Random numbers from the browser's cryptographic source: device ids, tab ids, seeds.

use js_sys::Uint8Array;

use super::js;

/// 64 random bits.
pub fn u64() -> u64 {
    let bytes = Uint8Array::new_with_length(8);
    let filled = js::call(
        &js::get(&js::window(), "crypto"),
        "getRandomValues",
        &[&bytes],
    );
    let mut out = [0; 8];
    if filled.is_ok() {
        bytes.copy_to(&mut out);
        return u64::from_le_bytes(out);
    }
    // No browser this app runs in lacks `crypto`; ids from here still differ between devices.
    let draw = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    draw() << 32 | draw()
}

/// 16 random bits.
pub fn u16() -> u16 {
    (self::u64() >> 48) as u16
}
