//! Files and texts that leave the app or enter it: download, share sheet, clipboard, file
//! picker, printer. All but `print` must begin inside a tap, or browsers refuse them.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlAnchorElement, HtmlElement};

use super::bytes::Bytes;
use super::{Subscription, clock, js};

/// Long enough for a slow phone to have begun the download.
const DOWNLOAD_MS: u32 = 60_000;

/// What became of a share sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Handed over to another app.
    Shared,
    /// The user closed the sheet: nothing left the app, nothing is wrong.
    Cancelled,
    /// This browser cannot share this; offer a download or the clipboard instead.
    Unsupported,
}

/// A file the user picked, not yet read.
#[derive(Clone, Debug)]
pub struct Picked(pub(super) JsValue);

/// Why a picked file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickError {
    /// Larger than the cap.
    TooBig,
    /// The browser could not read it: moved away, or not on this device yet.
    Unreadable,
}

fn construct(class: &str, arguments: &Array) -> Option<JsValue> {
    let class: Function = js::get(&js::window(), class).dyn_into().ok()?;
    Reflect::construct(&class, arguments).ok()
}

/// A `File` or, without a name, a `Blob`.
fn file(name: Option<&str>, mime: &str, bytes: &Bytes) -> Option<JsValue> {
    let parts = Array::of1(bytes.js());
    let options = js::object(&[("type", &mime.into())]);
    match name {
        Some(name) => construct("File", &Array::of3(&parts, &name.into(), &options)),
        None => construct("Blob", &Array::of2(&parts, &options)),
    }
}

/// An address of these bytes inside this page, good until the subscription is dropped.
pub(super) fn object_url(mime: &str, bytes: &Bytes) -> Option<(JsValue, Subscription)> {
    let class = js::get(&js::window(), "URL");
    let blob = file(None, mime, bytes)?;
    let url = js::call(&class, "createObjectURL", &[&blob]).ok()?;
    let address = url.clone();
    let end = Subscription::new(move || {
        let _ = js::call(&class, "revokeObjectURL", &[&url]);
    });
    Some((address, end))
}

/// Saves a file where downloads go. `false` when the browser refused. On an iPhone's home screen a
/// download strands the user on a preview page: share there instead.
pub fn download(name: &str, mime: &str, bytes: &Bytes) -> bool {
    let link = js::document()
        .and_then(|document| document.create_element("a").ok())
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let (Some((url, end)), Some(link)) = (object_url(mime, bytes), link) else {
        return false;
    };
    link.set_href(&url.as_string().unwrap_or_default());
    link.set_download(name);
    link.click();
    clock::after(DOWNLOAD_MS, move || drop(end)).forever();
    true
}

fn share_data(name: &str, mime: &str, bytes: &Bytes) -> Option<JsValue> {
    let data = js::object(&[("files", &Array::of1(&file(Some(name), mime, bytes)?))]);
    let can = js::call(&js::navigator(), "canShare", &[&data]).ok()?;
    can.is_truthy().then_some(data)
}

/// Whether the share sheet takes files at all.
pub fn can_share_files() -> bool {
    share_data("a.txt", "text/plain", &Bytes::of(b"a")).is_some()
}

/// Offers a file to the share sheet. Browsers accept few types: text, images, audio, PDF.
pub async fn share_file(name: &str, mime: &str, bytes: &Bytes) -> Shared {
    match share_data(name, mime, bytes) {
        Some(data) => share(&data).await,
        None => Shared::Unsupported,
    }
}

/// Offers a text to the share sheet.
pub async fn share_text(title: &str, text: &str) -> Shared {
    share(&js::object(&[
        ("title", &title.into()),
        ("text", &text.into()),
    ]))
    .await
}

async fn share(data: &JsValue) -> Shared {
    match js::ask(&js::navigator(), "share", &[data]).await {
        Ok(_) => Shared::Shared,
        Err(error) if js::error_name(&error) == "AbortError" => Shared::Cancelled,
        Err(_) => Shared::Unsupported,
    }
}

/// Puts a text on the clipboard; `false` when the browser refused.
pub async fn copy_text(text: &str) -> bool {
    let clipboard = js::get(&js::navigator(), "clipboard");
    js::ask(&clipboard, "writeText", &[&text.into()])
        .await
        .is_ok()
}

/// Lets the user pick one file; `None` when they change their mind. `accept` is a list as of `<input
/// accept>`; empty means anything.
///
/// # Errors
/// `Unreadable` when the browser shows no picker.
pub async fn pick(accept: &str) -> Result<Option<Picked>, PickError> {
    let input = js::document().and_then(|document| {
        let input = document
            .create_element("input")
            .ok()?
            .dyn_into::<HtmlElement>()
            .ok()?;
        // Safari opens the picker, but never answers, for an input that is not in the page.
        document.body()?.append_child(&input).ok()?;
        Some(input)
    });
    let Some(input) = input else {
        return Err(PickError::Unreadable);
    };
    input.set_hidden(true);
    let _ = input.set_attribute("type", "file");
    let _ = input.set_attribute("accept", accept);
    let (answered, resolve, _) = js::promise();
    for event in ["change", "cancel"] {
        let _ = input.add_event_listener_with_callback(event, &resolve);
    }
    input.click();
    let _ = js::settle(answered).await;
    input.remove();
    let file = js::get(&js::get(&input, "files"), "0");
    Ok((!file.is_undefined()).then_some(Picked(file)))
}

impl Picked {
    fn text(&self, name: &str) -> String {
        js::get(&self.0, name).as_string().unwrap_or_default()
    }

    /// Its name, without a folder.
    pub fn name(&self) -> String {
        self.text("name")
    }

    /// What kind the system takes it for; may be empty.
    pub fn mime(&self) -> String {
        self.text("type")
    }

    /// Its first `count` bytes, or all there are.
    ///
    /// # Errors
    /// `Unreadable`.
    pub async fn start(&self, count: u32) -> Result<Bytes, PickError> {
        let piece = js::call(&self.0, "slice", &[&0.into(), &count.into()]);
        let piece = piece.map_err(|_| PickError::Unreadable)?;
        let content = js::ask(&piece, "arrayBuffer", &[]).await.ok();
        content
            .and_then(Bytes::from_js)
            .ok_or(PickError::Unreadable)
    }

    /// Its content.
    ///
    /// # Errors
    /// See [`PickError`]; a file of more than `max_bytes` is not read at all.
    pub async fn read(&self, max_bytes: u32) -> Result<Bytes, PickError> {
        let size = js::get(&self.0, "size").as_f64();
        if size.is_none_or(|size| size > f64::from(max_bytes)) {
            return Err(PickError::TooBig);
        }
        let content = js::ask(&self.0, "arrayBuffer", &[]).await.ok();
        content
            .and_then(Bytes::from_js)
            .ok_or(PickError::Unreadable)
    }
}

/// Opens the print dialogue for this page.
pub fn print() {
    let _ = js::call(&js::window(), "print", &[]);
}
