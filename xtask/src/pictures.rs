//! `pictures`: the pictures of the README, taken in Chromium by the `pictures` program of `tests/e2e`.

use std::path::Path;

use crate::{Outcome, build, suite};

/// Builds, and takes the pictures of that build.
///
/// # Errors
/// When the build or a picture fails.
pub fn run() -> Outcome<()> {
    let out = build::run(Path::new("dist"), build::Limits::Told)?;
    let mut command = suite::in_browsers(&out)?;
    command.args(["run", "--locked", "--package", "e2e", "--bin", "pictures"]);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err("The pictures could not be made.".to_owned()),
    }
}
