//! The list of files in the service worker: path, SHA-256 and media type of everything it keeps,
//! the headers it answers with, and the version that names its cache. `public/sw.js` holds the three
//! places this fills.

use crate::{Outcome, digest, media};

const VERSION_PLACE: &str = "const VERSION = \"\";";
const FILES_PLACE: &str = "const FILES = [];";
const HEADERS_PLACE: &str = "const HEADERS = {};";

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
    !matches!(path, "sw.js" | "kill-sw.js")
        && !is_for_hosts(path)
        && !path.starts_with("screenshots/")
        && !path.ends_with(".br")
        && !path.ends_with(".gz")
}

/// Files that only hosts read. Some hosts leave out whatever has a name of this kind, so nothing else
/// may have one.
pub fn is_for_hosts(path: &str) -> bool {
    matches!(path, "_headers" | ".nojekyll")
}

/// Whether some hosts would leave a file out for its name.
pub fn is_left_out(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with(['_', '.']))
}

/// The version: a hash of the list, the headers and the worker's own code, so that equal builds are
/// equal and a change in any makes a new cache.
pub fn version(entries: &[Entry], headers: &[(String, String)], worker: &str) -> String {
    let mut text = worker.to_owned();
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\n"));
    }
    for entry in entries {
        text.push_str(&entry.path);
        text.push(' ');
        text.push_str(&entry.hash);
        text.push('\n');
    }
    digest::short(text.as_bytes())
}

/// Writes version, list and headers into the worker's source.
///
/// # Errors
/// When the source has lost one of its places, or a text would need escapes.
pub fn fill(
    worker: &str,
    version: &str,
    entries: &[Entry],
    headers: &[(String, String)],
) -> Outcome<String> {
    for place in [VERSION_PLACE, FILES_PLACE, HEADERS_PLACE] {
        if worker.matches(place).count() != 1 {
            return Err(format!("sw.js must contain exactly one `{place}`"));
        }
    }
    let texts = headers.iter().flat_map(|(name, value)| [name, value]);
    for text in texts.chain(entries.iter().map(|entry| &entry.path)) {
        if text.contains(['"', '\\', '\n']) {
            return Err(format!("{text} cannot stand in sw.js"));
        }
    }
    let mut common = String::from("const HEADERS = {\n");
    for (name, value) in headers {
        common.push_str(&format!("\"{name}\":\"{value}\",\n"));
    }
    common.push_str("};");
    let mut list = String::from("const FILES = [\n");
    for entry in entries {
        list.push_str(&format!(
            "[\"{}\",\"{}\",\"{}\"],\n",
            entry.path,
            entry.hash,
            media::of(&entry.path)
        ));
    }
    list.push_str("];");
    Ok(worker
        .replace(VERSION_PLACE, &format!("const VERSION = \"{version}\";"))
        .replace(FILES_PLACE, &list)
        .replace(HEADERS_PLACE, &common))
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

    fn header(value: &str) -> Vec<(String, String)> {
        vec![("X-One".to_owned(), value.to_owned())]
    }

    #[test]
    fn the_version_follows_every_byte() {
        let list = [entry("index.html", b"a"), entry("assets/x.js", b"b")];
        let one = header("1");
        let same = version(&list, &one, "code");
        assert_eq!(same, version(&list.clone(), &one, "code"));
        assert_ne!(same, version(&list, &one, "other code"));
        assert_ne!(same, version(&list, &header("2"), "code"));
        let page = [entry("index.html", b"a2"), list[1].clone()];
        assert_ne!(same, version(&page, &one, "code"));
        assert_ne!(same, version(&list[..1], &one, "code"));
    }

    #[test]
    fn the_real_worker_has_its_places() {
        let source = std::fs::read_to_string(crate::workspace().join("public/sw.js")).unwrap();
        let page = [entry("index.html", b"a")];
        let filled = fill(&source, "abc", &page, &header("it's; 1")).unwrap();
        assert!(filled.contains("const VERSION = \"abc\";"));
        assert!(filled.contains(
            "[\"index.html\",\"ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=\",\"text/html; charset=utf-8\"]"
        ));
        assert!(filled.contains("const HEADERS = {\n\"X-One\":\"it's; 1\",\n};"));
        assert!(fill("nothing here", "abc", &[], &[]).is_err());
        assert!(fill(&source, "abc", &[entry("a\"b", b"")], &[]).is_err());
        assert!(fill(&source, "abc", &page, &header("\"")).is_err());
    }

    #[test]
    fn what_is_not_the_app_is_not_kept() {
        assert!(is_listed("index.html") && is_listed("content/questions.json"));
        for path in [
            "sw.js",
            "kill-sw.js",
            "_headers",
            ".nojekyll",
            "screenshots/wide.png",
            "a.js.br",
            "a.js.gz",
        ] {
            assert!(!is_listed(path), "{path}");
        }
    }

    #[test]
    fn names_that_hosts_leave_out_are_known() {
        for path in [
            "_x.js",
            "assets/_x.js",
            "_assets/x.js",
            ".well/x",
            "_headers",
        ] {
            assert!(is_left_out(path), "{path}");
        }
        assert!(!is_left_out("assets/app_bg-1.wasm"));
        assert!(is_for_hosts("_headers") && is_for_hosts(".nojekyll"));
        assert!(!is_for_hosts("assets/_headers"));
    }
}
