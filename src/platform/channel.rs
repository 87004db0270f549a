//! Short texts between the open tabs of this app. Not a transport for data: a tab that was
//! frozen misses messages, so what they announce must be found in the database too.

use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

use super::js;

/// A named channel; closes when dropped. Where the browser has none it does nothing.
pub struct Channel {
    inner: Option<BroadcastChannel>,
    _received: js::Callback,
}

impl Channel {
    /// Joins the channel. `on_message` gets what other tabs post, never what this one does.
    pub fn open(name: &str, on_message: impl Fn(String) + 'static) -> Self {
        let received = js::callback(move |event: JsValue| {
            if let Some(text) = js::get(&event, "data").as_string() {
                on_message(text);
            }
        });
        let inner = BroadcastChannel::new(name).ok();
        if let Some(inner) = &inner {
            inner.set_onmessage(Some(js::function(&received)));
        }
        Self {
            inner,
            _received: received,
        }
    }

    /// Tells the other tabs.
    pub fn post(&self, text: &str) {
        if let Some(inner) = &self.inner {
            let _ = inner.post_message(&text.into());
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            inner.set_onmessage(None);
            inner.close();
        }
    }
}
