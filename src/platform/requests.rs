//! What this page has loaded, by the browser's own list: the evidence that nothing leaves.

use js_sys::Array;

use super::js;

/// The address of everything loaded since the page was opened, in order; browsers keep at least
/// the first 250. Empty where the browser keeps no list.
pub fn since_start() -> Vec<String> {
    let performance = js::get(&js::window(), "performance");
    ["navigation", "resource"]
        .into_iter()
        .filter_map(|kind| js::call(&performance, "getEntriesByType", &[&kind.into()]).ok())
        .flat_map(|entries| Array::from(&entries).iter().collect::<Vec<_>>())
        .filter_map(|entry| js::get(&entry, "name").as_string())
        .collect()
}
