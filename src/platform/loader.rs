//! Files of the app itself that are read when first needed. Never anything from elsewhere.

use super::{js, service_worker};

/// Why a file could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No answer: offline, and not in the cache of this version.
    Unreachable,
    /// The server answered, but with this status.
    Status(u16),
    /// The address points out of the app.
    Foreign,
}

/// Whether more may be brought than was asked for: the person does not save data, and there is a connection
/// or a stored copy.
pub fn may_bring_ahead() -> bool {
    let navigator = js::navigator();
    let saves_data = js::get(&js::get(&navigator, "connection"), "saveData").is_truthy();
    let is_stored = js::get(&service_worker::container(), "controller").is_truthy();
    !saves_data && (is_stored || js::get(&navigator, "onLine").is_truthy())
}

/// The text of a file next to the page, such as `./content/questions.json`.
///
/// # Errors
/// See [`LoadError`].
pub async fn fetch_text(path: &str) -> Result<String, LoadError> {
    if path.starts_with('/') || path.contains("//") || path.contains("..") {
        return Err(LoadError::Foreign);
    }
    let answer = js::ask(&js::window(), "fetch", &[&path.into()])
        .await
        .map_err(|_| LoadError::Unreachable)?;
    if !js::get(&answer, "ok").is_truthy() {
        return Err(LoadError::Status(
            js::get(&answer, "status").as_f64().unwrap_or(0.0) as u16,
        ));
    }
    let text = js::ask(&answer, "text", &[])
        .await
        .map_err(|_| LoadError::Unreachable)?;
    text.as_string().ok_or(LoadError::Unreachable)
}
