use matchbook::platform::{pref, tail};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn values_are_kept_as_they_are() {
    assert!(tail::local_works());
    tail::put("t1/a", "{\"raw\": \"ü\"}").unwrap();
    tail::put("t1/b", "").unwrap();
    tail::put("t2/c", "other").unwrap();
    assert_eq!(tail::get("t1/a").as_deref(), Some("{\"raw\": \"ü\"}"));
    let mut entries = tail::entries("t1/");
    entries.sort();
    assert_eq!(
        entries,
        [
            ("t1/a".into(), "{\"raw\": \"ü\"}".into()),
            ("t1/b".into(), String::new())
        ]
    );
    tail::remove("t1/a");
    tail::remove("never");
    assert_eq!(tail::get("t1/a"), None);
    assert_eq!(tail::get("mb/probe"), None);
}

#[wasm_bindgen_test]
fn a_full_storage_says_so_and_keeps_the_old_value() {
    tail::put("full/kept", "old").unwrap();
    let block = "x".repeat(6_000_000);
    assert_eq!(tail::put("full/kept", &block), Err(tail::TailError::Full));
    assert_eq!(tail::get("full/kept").as_deref(), Some("old"));
    tail::put("full/kept", "new").unwrap();
}

#[wasm_bindgen_test]
fn a_tab_shows_the_sample_that_has_its_number_alone() {
    // Read first, as at a start: what follows counts from the next load on.
    assert!(!tail::is_sample());
    assert!(!tail::turn_to_sample(true), "there is none");
    assert!(tail::note_sample(Some("1")) && tail::has_left_sample());
    assert!(!tail::shows_what_lies_here(), "nobody turned to it");
    assert!(tail::turn_to_sample(true) && tail::shows_what_lies_here());
    assert!(tail::note_sample(Some("2")));
    assert!(!tail::shows_what_lies_here(), "a newer one");
    assert!(tail::note_sample(Some("1")) && tail::turn_to_sample(false));
    assert!(!tail::shows_what_lies_here(), "left");
    assert!(tail::note_sample(None) && !tail::has_left_sample());
    assert!(!tail::is_sample());
}

#[wasm_bindgen_test]
fn preferences_live_under_their_own_prefix() {
    pref::put("theme", "dark");
    assert_eq!(tail::get("mb/pref/theme").as_deref(), Some("dark"));
    assert_eq!(pref::get("theme").as_deref(), Some("dark"));
    pref::remove("theme");
    assert_eq!(pref::get("theme"), None);
    let root = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .document_element()
        .unwrap();
    pref::apply_theme(Some("dark"));
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
    pref::apply_theme(None);
    assert_eq!(root.get_attribute("data-theme"), None);
    pref::apply_text_percent(112);
    assert!(
        root.get_attribute("style")
            .unwrap_or_default()
            .contains("112%")
    );
    pref::apply_text_percent(100);
    assert!(
        !root
            .get_attribute("style")
            .unwrap_or_default()
            .contains('%')
    );
}
