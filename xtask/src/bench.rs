//! `bench`: sizes, native benchmarks, and measurements in real browsers. A new native benchmark is a
//! file in `benches/` with its `[[bench]]` in Cargo.toml; a new browser measurement belongs into
//! the `bench` program of `tests/e2e`.

use std::path::Path;

use crate::{Outcome, build, suite, tools};

/// Builds, prints the size table, and runs what is registered.
///
/// # Errors
/// When the build, a benchmark or a measurement fails.
pub fn run() -> Outcome<()> {
    let root = crate::workspace();
    let out = build::run(Path::new("dist"), build::Limits::Told)?;
    let manifest = std::fs::read_to_string(root.join("Cargo.toml"))
        .map_err(|error| format!("Cargo.toml: {error}"))?;
    if manifest.contains("[[bench]]") {
        finish(
            "cargo bench",
            tools::cargo().args([
                "bench",
                "--package",
                "matchbook",
                "--no-default-features",
                "--benches",
            ]),
        )?;
    } else {
        println!("There are no native benchmarks yet.");
    }
    if root.join("tests/e2e/src/bin/bench.rs").is_file() {
        let mut command = suite::in_browsers(&out)?;
        command.args(["run", "--package", "e2e", "--bin", "bench"]);
        finish("the browser measurements", &mut command)?;
    } else {
        println!("There are no browser measurements yet.");
    }
    Ok(())
}

fn finish(name: &str, command: &mut std::process::Command) -> Outcome<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("{name} failed.")),
    }
}
