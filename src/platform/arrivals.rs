//! What another app handed to this one: a file shared on a phone, which the service worker keeps until
//! it is asked for, or a file opened with the app on a desktop, which the boot script holds.

use wasm_bindgen::prelude::*;

use super::files::Picked;
use super::js;

/// As the service worker calls its cache and the entry in it: `shared` below the folder of the app.
fn entry() -> String {
    let page = js::get(&js::get(&js::window(), "location"), "href")
        .as_string()
        .unwrap_or_default();
    let page = page.split(['#', '?']).next().unwrap_or_default();
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    [folder, "/shared"].concat()
}

/// The file that waits, if there is one, and how many came with it that do not. It goes on waiting until `forget`.
pub async fn waiting() -> Option<(Picked, usize)> {
    let all = js::get(&js::window(), "matchbookOpened");
    let opened = js::get(&all, "0");
    if !opened.is_undefined() {
        let others = js::get(&all, "length").as_f64().unwrap_or(1.0) as usize;
        let file = js::ask(&opened, "getFile", &[]).await;
        return file
            .ok()
            .map(|file| (Picked(file), others.saturating_sub(1)));
    }
    let caches = js::get(&js::window(), "caches");
    let response = js::ask(&caches, "match", &[&entry().into()]).await.ok()?;
    let form = js::ask(&response, "formData", &[]).await.ok()?;
    let entry = |name: &str| js::call(&form, "get", &[&name.into()]).ok();
    let file = entry("file")?;
    let others = entry("others").and_then(|others| others.as_string()?.parse().ok());
    (!file.is_null() && !file.is_undefined()).then_some((Picked(file), others.unwrap_or(0)))
}

/// Lets go of what waits.
pub async fn forget() {
    js::set(&js::window(), "matchbookOpened", &JsValue::UNDEFINED);
    let caches = js::get(&js::window(), "caches");
    let Ok(names) = js::ask(&caches, "keys", &[]).await else {
        return;
    };
    for name in js_sys::Array::from(&names) {
        let is_ours = name
            .as_string()
            .is_some_and(|name| name.starts_with("shared-"));
        if is_ours && let Ok(cache) = js::ask(&caches, "open", &[&name]).await {
            let _ = js::ask(&cache, "delete", &[&entry().into()]).await;
        }
    }
}
