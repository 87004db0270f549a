//! Media types by file ending: what the server sends and what the service worker answers with.

/// The `Content-Type` of a file, by its ending; unknown endings are plain bytes.
pub fn of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The media type without its parameters, e.g. `text/html`.
fn essence(path: &str) -> &'static str {
    of(path).split(';').next().unwrap_or_default()
}

/// Whether brotli and gzip siblings are worth their bytes (PNG and fonts are compressed inside).
pub fn is_compressible(path: &str) -> bool {
    !matches!(
        essence(path),
        "image/png" | "image/webp" | "font/woff2" | "application/octet-stream"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_insist_on_these() {
        assert_eq!(of("assets/app_bg-0123.wasm"), "application/wasm");
        assert_eq!(essence("boot.js"), "text/javascript");
        assert_eq!(essence("index.html"), "text/html");
        assert_eq!(of("manifest.webmanifest"), "application/manifest+json");
        assert_eq!(of("_headers"), "application/octet-stream");
    }

    #[test]
    fn pictures_are_not_compressed_twice() {
        assert!(is_compressible("a.svg") && is_compressible("content/questions.json"));
        assert!(!is_compressible("icons/icon-512.png") && !is_compressible("_headers"));
    }
}
