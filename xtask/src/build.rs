//! `build`: the production `dist/`, by Trunk and its hook. Also where the build folder is.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Outcome, finish, paths, tools};

/// Cargo's build folder: `CARGO_TARGET_DIR`, else `target` in the workspace.
pub fn target_folder() -> PathBuf {
    let root = crate::workspace();
    std::env::var_os("CARGO_TARGET_DIR")
        .filter(|value| !value.is_empty())
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// A Trunk command with all it needs on PATH and nothing asked of the network.
pub fn trunk(prepared: &tools::Prepared, arguments: &[&str]) -> Command {
    let mut command = Command::new(prepared.program("trunk"));
    command
        .args(arguments)
        .current_dir(crate::workspace())
        .stdin(Stdio::null())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk's own call stack would bury the sentence that says what is wrong.
        .env("RUST_BACKTRACE", "0");
    // Trunk takes only true and false for this, everybody else sets 1.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    prepared.apply(&mut command);
    command
}

/// Brings Trunk, wasm-bindgen and the compiler's target.
///
/// # Errors
/// When one cannot be had.
pub fn prepare(app: bool) -> Outcome<tools::Prepared> {
    tools::wasm_target()?;
    tools::prepare(&[tools::trunk(), tools::wasm_bindgen()?], app)
}

/// What an exceeded size limit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// The build fails.
    Kept,
    /// The build says so and goes on.
    Told,
}

/// The command that builds into `out` (absolute, or relative to the workspace), and its absolute path.
///
/// # Errors
/// When a tool cannot be had.
pub fn command(out: &Path, limits: Limits) -> Outcome<(Command, PathBuf)> {
    let prepared = prepare(true)?;
    let out = crate::workspace().join(out);
    let folder = out.to_string_lossy().into_owned();
    println!("Building {folder}.");
    let mut command = trunk(
        &prepared,
        &[
            "--log",
            "warn",
            "build",
            "--release",
            "--locked",
            "--features",
            tools::APP_FEATURES,
            "--dist",
            &folder,
        ],
    );
    paths::map(&mut command)?;
    match limits {
        Limits::Kept => command.env_remove(finish::ONLY_TOLD),
        Limits::Told => command.env(finish::ONLY_TOLD, "1"),
    };
    Ok((command, out))
}

/// Builds into `out`, as `command` says.
///
/// # Errors
/// When anything does not compile or breaks a rule; the reason is printed above.
pub fn run(out: &Path, limits: Limits) -> Outcome<PathBuf> {
    let (mut command, out) = command(out, limits)?;
    let status = command
        .status()
        .map_err(|error| format!("Trunk: {error}"))?;
    if status.success() {
        return Ok(out);
    }
    Err("The build failed; the reason stands above.".to_owned())
}
