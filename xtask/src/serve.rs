//! `serve`: from a fresh machine to the app in the browser, in one command.

use std::path::Path;

use crate::{Outcome, build, site::Site};

/// Builds and serves until interrupted.
///
/// # Errors
/// When the build fails or no port is free.
pub fn run(port: u16, base: &str) -> Outcome<()> {
    let out = build::run(Path::new("dist"), build::Limits::Told)?;
    let site = open(&out, base, port)?;
    if site.port() != port {
        println!("Port {port} is taken, so it is another one:");
    }
    println!("Matchbook is at {} (stop with Ctrl-C).", site.url());
    loop {
        std::thread::park();
    }
}

/// The first free port from `port` on.
fn open(out: &Path, base: &str, port: u16) -> Outcome<Site> {
    let mut last = String::new();
    for port in port..=port.saturating_add(50) {
        match Site::start(out, base, port) {
            Ok(site) => return Ok(site),
            Err(error) => last = error.to_string(),
        }
    }
    Err(format!("No port from {port} on could be opened: {last}"))
}

/// Trunk's own server: development profile, live reload.
///
/// # Errors
/// When Trunk cannot be had or does not start.
pub fn develop(port: u16) -> Outcome<()> {
    let prepared = build::prepare(false)?;
    let status = build::trunk(&prepared, &["serve", "--port", &port.to_string()])
        .status()
        .map_err(|error| format!("Trunk: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err("Trunk stopped.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_stepped_over() {
        let folder = std::env::temp_dir();
        let first = open(&folder, "/", 18_080).unwrap();
        let second = open(&folder, "/", first.port()).unwrap();
        assert!(second.port() > first.port());
    }
}
