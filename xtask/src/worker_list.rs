//! The list of files in the service worker: path, SHA-256 and media type of everything it keeps,
//! and the version that names its cache. `public/sw.js` holds the two places this fills.

use crate::{Outcome, digest, media};

const VERSION_PLACE: &str = "const VERSION = \"\";";
const FILES_PLACE: &str = "const FILES = [];";

/// One file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Relative to `dist/`, with `/`.
    pub path: String,
    /// SHA-256 in base64.
    pub hash: String,
}

/// Whether the worker keeps a file for offline use. The worker itself, the kill switch, what only
/// hosts read and pictures for the install sheet are not part of the app.
pub fn is_listed(path: &str) -> bool {
    !matches!(path, "sw.js" | "kill-sw.js" | "_headers")
        && !path.starts_with("screenshots/")
        && !path.ends_with(".br")
        && !path.ends_with(".gz")
}

/// The version: a hash of the list and of the worker's own code, so that equal builds are equal
/// and a change in either makes a new cache.
pub fn version(entries: &[Entry], worker: &str) -> String {
    let mut text = worker.to_owned();
    for entry in entries {
        text.push_str(&entry.path);
        text.push(' ');
        text.push_str(&entry.hash);
        text.push('\n');
    }
    digest::short(text.as_bytes())
}

/// Writes version and list into the worker's source.
///
/// # Errors
/// When the source has lost one of its two places.
pub fn fill(worker: &str, version: &str, entries: &[Entry]) -> Outcome<String> {
    for place in [VERSION_PLACE, FILES_PLACE] {
        if worker.matches(place).count() != 1 {
            return Err(format!("sw.js must contain exactly one `{place}`"));
        }
    }
    let mut list = String::from("const FILES = [\n");
    for entry in entries {
        let quoted = |text: &str| !text.contains(['"', '\\', '\n']);
        if !quoted(&entry.path) {
            return Err(format!("{} cannot stand in a list", entry.path));
        }
        list.push_str(&format!(
            "[\"{}\",\"{}\",\"{}\"],\n",
            entry.path,
            entry.hash,
            media::essence(&entry.path)
        ));
    }
    list.push_str("];");
    Ok(worker
        .replace(VERSION_PLACE, &format!("const VERSION = \"{version}\";"))
        .replace(FILES_PLACE, &list))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, bytes: &[u8]) -> Entry {
        Entry {
            path: path.into(),
            hash: digest::base64(bytes),
        }
    }

    #[test]
    fn the_version_follows_every_byte() {
        let list = [entry("index.html", b"a"), entry("assets/x.js", b"b")];
        let same = version(&list, "code");
        assert_eq!(same, version(&list.clone(), "code"));
        assert_ne!(same, version(&list, "other code"));
        assert_ne!(
            same,
            version(&[entry("index.html", b"a2"), list[1].clone()], "code")
        );
        assert_ne!(same, version(&list[..1], "code"));
    }

    #[test]
    fn the_real_worker_has_its_places() {
        let source = std::fs::read_to_string(crate::workspace().join("public/sw.js")).unwrap();
        let filled = fill(&source, "abc", &[entry("index.html", b"a")]).unwrap();
        assert!(filled.contains("const VERSION = \"abc\";"));
        assert!(filled.contains(
            "[\"index.html\",\"ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=\",\"text/html\"]"
        ));
        assert!(fill("nothing here", "abc", &[]).is_err());
        assert!(fill(&source, "abc", &[entry("a\"b", b"")]).is_err());
    }

    #[test]
    fn what_is_not_the_app_is_not_kept() {
        assert!(is_listed("index.html") && is_listed("content/questions.json"));
        for path in [
            "sw.js",
            "kill-sw.js",
            "_headers",
            "screenshots/wide.png",
            "a.js.br",
            "a.js.gz",
        ] {
            assert!(!is_listed(path), "{path}");
        }
    }
}
