//! Sizes of a finished `dist/` and the limits it must keep. Raising a limit is a decision in a
//! commit of its own.

use std::fmt::Write;

use crate::page;

/// Everything a first visit fetches before the app answers, in bytes after brotli.
pub const FIRST_LOAD: usize = 218_000;
/// The start-up WebAssembly file, in bytes after brotli.
pub const START_WASM: usize = 195_000;

/// One shipped file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Path in `dist/`.
    pub path: String,
    /// Bytes on disk.
    pub raw: usize,
    /// Bytes a browser fetches: brotli, or raw where nothing compresses it.
    pub sent: usize,
}

/// The files fetched before the app is interactive: the page and what its head names.
pub fn first_load(page: &str) -> Vec<String> {
    let mut paths = vec!["index.html".to_owned()];
    for tag in page::tags(page) {
        let counted = match tag.name.as_str() {
            "script" => true,
            "link" => matches!(
                tag.attribute("rel"),
                Some("stylesheet" | "modulepreload" | "preload" | "manifest" | "icon")
            ),
            _ => false,
        };
        if let Some(path) = tag.file().filter(|_| counted)
            && !paths.iter().any(|known| known == path)
        {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// A table for people, and one sentence for each limit that is exceeded.
pub fn report(sizes: &[Size], page: &str) -> (String, Vec<String>) {
    let first = first_load(page);
    let mut table = format!("{:>9} {:>9}  file\n", "raw", "sent");
    let (mut total, mut all, mut broken) = (0, 0, Vec::new());
    let mut rows: Vec<&Size> = sizes.iter().collect();
    rows.sort_by_key(|size| (!first.contains(&size.path), std::cmp::Reverse(size.sent)));
    for size in rows {
        let is_first = first.contains(&size.path);
        let mark = if is_first { " (first load)" } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "{:>9} {:>9}  {}{mark}",
            size.raw, size.sent, size.path
        );
        all += size.sent;
        if is_first {
            total += size.sent;
            if size.path.ends_with(".wasm") && size.sent > START_WASM {
                broken.push(format!(
                    "{} is {} bytes after brotli; the limit is {START_WASM}.",
                    size.path, size.sent
                ));
            }
        }
    }
    for path in &first {
        if !sizes.iter().any(|size| size.path == *path) {
            broken.push(format!("index.html names {path}, which is not there."));
        }
    }
    let _ = writeln!(
        table,
        "first load {total} of {FIRST_LOAD} bytes in {} requests; everything {all} bytes",
        first.len()
    );
    if total > FIRST_LOAD {
        broken.push(format!(
            "The first load is {total} bytes after brotli; the limit is {FIRST_LOAD}."
        ));
    }
    (table, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<link rel=stylesheet href=./a.css><link rel=preload href=./a.wasm as=fetch><script src=./b.js></script><link rel=apple-touch-icon href=./i.png>";

    fn size(path: &str, sent: usize) -> Size {
        Size {
            path: path.into(),
            raw: sent,
            sent,
        }
    }

    #[test]
    fn only_what_the_start_needs_counts() {
        assert_eq!(first_load(PAGE), ["index.html", "a.css", "a.wasm", "b.js"]);
        let files = |wasm, other| {
            [
                size("index.html", 10),
                size("a.css", 10),
                size("a.wasm", wasm),
                size("b.js", 10),
                size("content/x.json", other),
            ]
        };
        assert!(report(&files(START_WASM, 9_000_000), PAGE).1.is_empty());
        assert_eq!(report(&files(START_WASM + 1, 0), PAGE).1.len(), 1);
        assert_eq!(report(&files(FIRST_LOAD, 0), PAGE).1.len(), 2);
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let (_, broken) = report(&[size("index.html", 1)], PAGE);
        assert_eq!(broken.len(), 3);
    }
}
