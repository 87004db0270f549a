//! Preferences of this device that may be lost without harm, and their effect on `<html>`.
//! Not settings: those are records of the store. The page's boot script reads the same keys
//! before the first paint.

use super::{js, tail};

/// Text size that means "as designed", in percent.
const NORMAL_PERCENT: u16 = 100;

fn key(name: &str) -> String {
    [tail::PREFERENCE, name].concat()
}

/// The preference, or `None` when it was never set or storage is forbidden.
pub fn get(name: &str) -> Option<String> {
    tail::get(&key(name))
}

/// Keeps the preference where the browser allows it.
pub fn put(name: &str, text: &str) {
    let _ = tail::put(&key(name), text);
}

/// Back to the default.
pub fn remove(name: &str) {
    tail::remove(&key(name));
}

/// The person asked the device for less motion.
pub fn is_still() -> bool {
    js::matches("(prefers-reduced-motion: reduce)")
}

/// Shows the page in `light` or `dark`, or as the device does; the browser's own bars follow.
pub fn apply_theme(theme: Option<&str>) {
    let Some(document) = js::document() else {
        return;
    };
    // The page names a bar colour for light and one for dark, in this order; which one counts is
    // all that changes here, so that the colours stand in one place.
    if let Ok(metas) = js::call(
        &document,
        "querySelectorAll",
        &[&"meta[name=theme-color]".into()],
    ) {
        for (index, scheme) in [("0", "light"), ("1", "dark")] {
            let media = match theme {
                None => ["(prefers-color-scheme: ", scheme, ")"].concat(),
                Some(theme) if theme == scheme => "all".to_owned(),
                Some(_) => "not all".to_owned(),
            };
            js::set(&js::get(&metas, index), "media", &media.into());
        }
    }
    let Some(root) = document.document_element() else {
        return;
    };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Sets the size of all text, in percent of the browser's own.
pub fn apply_text_percent(percent: u16) {
    let Some(root) = js::document().and_then(|document| document.document_element()) else {
        return;
    };
    let style = js::get(&root, "style");
    let size = if percent == NORMAL_PERCENT {
        String::new()
    } else {
        [&percent.to_string(), "%"].concat()
    };
    js::set(&style, "fontSize", &size.into());
}
