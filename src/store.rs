//! The only writer: what is known, how it changes, how it is kept and read back.
//!
//! `dispatch` (in `session`) → `plan` → ops → `Model::apply` → `keep`. Nothing here knows a
//! browser: the database and the tail are traits that the edge fills in and the tests crash.
//! `acts`, `read` and `keep` use `core` and not each other (`tests/native/house.rs`).

pub mod acts;
pub mod core;
pub mod keep;
pub mod read;
