//! Builds to serve: the finished one, and a next version of it that differs in one file. Makes no
//! build of its own: what is tested is what is shipped.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::digest;

/// The file in which the next version differs.
pub const CHANGED: &str = "manifest.webmanifest";

/// The finished build.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn dist() -> PathBuf {
    let folder = std::env::var_os("MATCHBOOK_DIST")
        .map_or_else(|| xtask::workspace().join("dist"), PathBuf::from);
    assert!(
        folder.join("index.html").exists(),
        "no build in {}: run `cargo xtask build` first, or set MATCHBOOK_DIST",
        folder.display()
    );
    folder
}

/// The finished build's own version.
#[must_use]
pub fn version(folder: &Path) -> String {
    let page = fs::read_to_string(folder.join("index.html")).expect("the page");
    let (_, rest) = page
        .split_once("name=\"matchbook-version\" content=\"")
        .expect("a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// The name of the one file in `dist` that begins and ends so, relative to it.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn asset(start: &str, end: &str) -> String {
    fs::read_dir(dist().join("assets"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.starts_with(start) && name.ends_with(end))
        .map(|name| format!("assets/{name}"))
        .unwrap_or_else(|| panic!("no assets/{start}*{end}"))
}

/// A copy of the build whose manifest has one more space, with a list and a version that fit.
/// Removed when dropped.
pub struct NextVersion {
    pub folder: PathBuf,
    pub version: String,
}

impl NextVersion {
    /// Makes it.
    ///
    /// # Panics
    /// When the build is not as the build makes it.
    #[must_use]
    pub fn make(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("matchbook-next-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy(&dist(), &folder);
        let old = version(&folder);
        let new: String = old.chars().rev().collect::<String>() + "b";

        let mut manifest = fs::read(folder.join(CHANGED)).expect("the manifest");
        manifest.push(b' ');
        write(&folder, CHANGED, &manifest);
        let page = fs::read_to_string(folder.join("index.html")).expect("the page");
        write(&folder, "index.html", page.replace(&old, &new).as_bytes());

        let worker = fs::read_to_string(folder.join("sw.js")).expect("the worker");
        let mut worker = worker.replace(&old, &new);
        for path in [CHANGED, "index.html"] {
            let start = format!("[\"{path}\",\"");
            let at = worker.find(&start).expect("the file's line in the list") + start.len();
            let end = at + worker[at..].find('"').expect("a hash");
            let bytes = fs::read(folder.join(path)).expect("the file");
            worker.replace_range(at..end, &digest::base64(&bytes));
        }
        write(&folder, "sw.js", worker.as_bytes());
        Self {
            folder,
            version: new,
        }
    }
}

impl Drop for NextVersion {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Writes a file and drops its compressed copies, which are now of something else.
fn write(folder: &Path, path: &str, bytes: &[u8]) {
    fs::write(folder.join(path), bytes).expect("a changed file");
    for ending in ["br", "gz"] {
        let _ = fs::remove_file(folder.join(format!("{path}.{ending}")));
    }
}

/// Copies a folder with all that is in it.
///
/// # Panics
/// When it cannot.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(&source, &target).expect("a copy");
        }
    }
}
