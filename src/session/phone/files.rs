//! What leaves the app or comes into it: files, shared and copied text, paper.

use crate::platform::bytes::Bytes;
use crate::platform::install::Family;
use crate::platform::{files, install, tail};
use crate::session::phone::outside;

/// How a file or a text left the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Through the share sheet, as a download, or into the clipboard.
    Yes,
    /// The person closed the share sheet.
    No,
    /// The browser can do none of these.
    Cannot,
}

/// Hands a text file out: through the share sheet where files can be shared (an installed app on
/// an iPhone has nowhere to download to), else as a download.
pub async fn save_file(name: &str, text: &str) -> Left {
    save_text(name, "application/json", text).await
}

/// As `save_file`, for text of another type, such as `text/csv`.
pub async fn save_text(name: &str, mime: &str, text: &str) -> Left {
    save_bytes(name, mime, &Bytes::of(text.as_bytes())).await
}

/// As `save_file`, for any bytes. What is of the sample season says so in its name.
pub async fn save_bytes(name: &str, mime: &str, bytes: &Bytes) -> Left {
    let of_sample = if tail::is_sample() { "sample-" } else { "" };
    let name = &*[of_sample, name].concat();
    if !matches!(install::family(), Family::Desktop) && files::can_share_files() {
        match files::share_file(name, mime, bytes).await {
            files::Shared::Shared => return Left::Yes,
            files::Shared::Cancelled => return Left::No,
            files::Shared::Unsupported => {}
        }
    }
    if files::download(name, mime, bytes) {
        Left::Yes
    } else {
        Left::Cannot
    }
}

/// Shares a text, or copies it where nothing can be shared. The second part says which.
pub async fn share_text(title: &str, text: &str) -> (Left, bool) {
    match files::share_text(title, text).await {
        files::Shared::Shared => (Left::Yes, false),
        files::Shared::Cancelled => (Left::No, false),
        files::Shared::Unsupported => {
            let copied = files::copy_text(text).await;
            (if copied { Left::Yes } else { Left::Cannot }, true)
        }
    }
}

/// Copies a text.
pub async fn copy_text(text: &str) -> bool {
    files::copy_text(text).await
}

/// A file that the person chose.
pub struct Chosen {
    /// Its name, without a folder.
    pub name: String,
    /// What kind the system takes it for; may be empty.
    pub mime: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Lets the person choose a file; `None` when none was chosen.
///
/// # Errors
/// A sentence when the file cannot be read.
pub async fn pick_file(accept: &str, max_bytes: u32) -> Result<Option<Vec<u8>>, String> {
    let chosen = choose_file(accept, max_bytes).await?;
    Ok(chosen.map(|chosen| chosen.bytes.to_vec()))
}

/// As `pick_file`, with what the system says of the file. What another app handed over is chosen already.
///
/// # Errors
/// A sentence when the file cannot be read.
pub async fn choose_file(accept: &str, max_bytes: u32) -> Result<Option<Chosen>, String> {
    let unreadable = |_| {
        "This file could not be read. Copy it to the phone first, then choose it again.".to_owned()
    };
    let handed = outside::take();
    let is_handed = handed.is_some();
    let picked = match handed {
        None => files::pick(accept).await.map_err(unreadable)?,
        handed => handed,
    };
    let Some(picked) = picked else {
        return Ok(None);
    };
    match picked.read(max_bytes).await {
        Ok(bytes) => {
            if is_handed {
                outside::forget_arrived().await;
            }
            Ok(Some(Chosen {
                name: picked.name(),
                mime: picked.mime(),
                bytes,
            }))
        }
        Err(files::PickError::TooBig) => {
            let megabytes = (max_bytes >> 20).to_string();
            Err([
                "This file is larger than ",
                &megabytes,
                " MB, which is too large to open here. Check that you chose the right file.",
            ]
            .concat())
        }
        Err(unread) => Err(unreadable(unread)),
    }
}

/// Prints the screen with the print style sheet.
pub fn print() {
    files::print();
}
