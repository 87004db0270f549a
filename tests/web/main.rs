//! In-browser tests of src/platform. Run by wasm-bindgen-test-runner in a real browser; empty on
//! any other target.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod clock;
mod db;
mod page;
mod sound;
mod tabs;
mod tail;
mod zone;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
