//! Being on the home screen: whether we are, on what kind of device, and the browser's own offer
//! to put us there where it makes one. Not the words that explain it.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::{Subscription, js};

/// Kinds of device that install an app in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// iPhone and iPad: by the share menu only, and with storage of its own.
    IPhone,
    /// Android: by the browser's offer or menu.
    Android,
    /// Anything with a keyboard.
    Desktop,
}

thread_local! {
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Whether the app runs in a window of its own.
pub fn is_installed() -> bool {
    js::matches("(display-mode: standalone)") || js::get(&js::navigator(), "standalone").is_truthy()
}

/// The kind of this device, as far as its browser tells the truth.
pub fn family() -> Family {
    let navigator = js::navigator();
    let agent = js::get(&navigator, "userAgent")
        .as_string()
        .unwrap_or_default();
    let touches = js::get(&navigator, "maxTouchPoints")
        .as_f64()
        .unwrap_or(0.0);
    let says = |word: &str| agent.contains(word);
    // An iPad calls itself a Macintosh; no Macintosh has a touch screen.
    if says("iPhone") || says("iPad") || says("iPod") || (says("Macintosh") && touches > 1.0) {
        Family::IPhone
    } else if says("Android") {
        Family::Android
    } else {
        Family::Desktop
    }
}

/// Catches the browser's offer to install, which comes once and early: call at start.
/// `on_offer` runs when [`can_prompt`] becomes true. The page's boot script may have caught the
/// offer before and left it in `window.matchbookInstallOffer`.
pub fn listen(on_offer: impl Fn() + 'static) {
    let parked = js::get(&js::window(), "matchbookInstallOffer");
    if !parked.is_undefined() {
        OFFER.set(Some(parked));
        on_offer();
    }
    js::listen(&js::window(), "beforeinstallprompt", move |event| {
        // Else some browsers show a bar of their own over ours.
        let _ = js::call(&event, "preventDefault", &[]);
        OFFER.set(Some(event));
        on_offer();
    })
    .forever();
}

/// Whether [`prompt`] can ask now.
pub fn can_prompt() -> bool {
    OFFER.with_borrow(Option::is_some)
}

/// Shows the browser's install question, inside a tap; `true` when the user agreed. An offer can be
/// used once.
pub async fn prompt() -> bool {
    let Some(offer) = OFFER.take() else {
        return false;
    };
    if js::ask(&offer, "prompt", &[]).await.is_err() {
        return false;
    }
    let choice = js::settle(js::get(&offer, "userChoice"))
        .await
        .unwrap_or(JsValue::UNDEFINED);
    js::get(&choice, "outcome").as_string().as_deref() == Some("accepted")
}

/// Runs when the app has been installed from this page.
pub fn on_installed(run: impl Fn() + 'static) -> Subscription {
    js::listen(&js::window(), "appinstalled", move |_| {
        OFFER.set(None);
        run();
    })
}
