//! The number on the app's icon, where the browser has one.

use super::js;

/// Whether this browser can show a number there.
pub fn is_there() -> bool {
    !js::get(&js::navigator(), "setAppBadge").is_undefined()
}

/// Shows `count`; 0 takes the number away. A browser that may not show it shows none.
pub async fn show(count: u32) {
    let navigator = js::navigator();
    let _ = match count {
        0 => js::ask(&navigator, "clearAppBadge", &[]).await,
        _ => js::ask(&navigator, "setAppBadge", &[&count.into()]).await,
    };
}
