//! How much room there is, and whether the browser has promised not to clear it.

use wasm_bindgen::prelude::*;

use super::{clock, js};

/// Firefox asks the user, and without a screen never answers.
const PATIENCE_MS: u32 = 3_000;

fn manager() -> JsValue {
    js::get(&js::navigator(), "storage")
}

/// Waits for an answer for a few seconds at most.
async fn answer(question: &str) -> Option<JsValue> {
    let asked = js::call(&manager(), question, &[]).ok()?;
    let (late, give_up, _) = js::promise();
    let _timer = clock::after(PATIENCE_MS, move || {
        let _ = give_up.call0(&JsValue::UNDEFINED);
    });
    js::first(&[&asked, &late]).await.ok()
}

/// Bytes used and bytes allowed for this site, both rounded by the browser.
pub async fn estimate() -> Option<(f64, f64)> {
    let estimate = answer("estimate").await?;
    Some((
        js::get(&estimate, "usage").as_f64()?,
        js::get(&estimate, "quota").as_f64()?,
    ))
}

/// Whether the browser has promised to keep the data; `None` when it does not say.
pub async fn is_persisted() -> Option<bool> {
    answer("persisted").await?.as_bool()
}

/// Asks for that promise; best inside a tap, after the first real data. `None` when there is no
/// answer within three seconds: the user may still be reading the question.
pub async fn request_persist() -> Option<bool> {
    answer("persist").await?.as_bool()
}
