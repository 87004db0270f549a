//! The chores of the project in Rust: build, serve, check. `cargo xtask --help` lists them.
//!
//! A library as well, because the end-to-end tests serve `dist/` with the same [`site`].
//! Deliberately not a second builder: Trunk builds, [`finish`] completes what it staged.

pub mod bench;
pub mod budget;
pub mod build;
pub mod census;
pub mod digest;
pub mod finish;
pub mod headers;
pub mod join;
pub mod media;
pub mod names;
pub mod page;
pub mod paths;
pub mod pictures;
pub mod policy;
pub mod serve;
pub mod site;
pub mod split;
pub mod squeeze;
pub mod suite;
pub mod tools;
pub mod worker_list;

use std::path::{Path, PathBuf};

/// A chore either works or ends with one sentence that says what to do.
pub type Outcome<T> = Result<T, String>;

/// The folder that holds the workspace's `Cargo.toml`.
///
/// Looked up at run time: two checkouts that share one build folder also share this program.
pub fn workspace() -> PathBuf {
    let started_for = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    started_for
        .or_else(|| std::env::current_dir().ok())
        .and_then(|folder| {
            let mut above = folder.ancestors();
            above
                .find(|folder| folder.join("Trunk.toml").is_file())
                .map(PathBuf::from)
        })
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
}
