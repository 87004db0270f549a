//! Checks `content/` and bakes the small checklists into Rust tables.
//!
//! All judgement lives in build/check.rs, which the tests share; this file only reads, reports
//! and writes. It fetches nothing and writes nowhere but `OUT_DIR`.

use std::path::Path;
use std::process::ExitCode;

#[path = "build/bake.rs"]
mod bake;
#[path = "build/check.rs"]
mod check;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=content");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some()
        && std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm")
    {
        // Which function uses what: the cutting needs it.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    let content = match check::Content::open(Path::new(&root)) {
        Ok(content) => content,
        Err(faults) => return refuse(&faults),
    };
    let faults = content.faults();
    if !faults.is_empty() {
        return refuse(&faults);
    }
    match std::fs::write(
        Path::new(&out).join("checklists.rs"),
        bake::tables(&content),
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=checklists.rs cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(faults: &[check::Fault]) -> ExitCode {
    for fault in faults {
        println!("cargo::error={fault}");
    }
    ExitCode::FAILURE
}
