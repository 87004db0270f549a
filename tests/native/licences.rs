//! The licences that About shows are those of the packages that are built in.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const PACKAGES: &str = include_str!("../../public/licences/packages.txt");

#[test]
fn every_text_is_there_and_shown() {
    let about = include_str!("../../src/features/settings/about.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/licences");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(about.contains(&name), "{name} is not shown");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.len() > 500, "{name} is too short");
    }
    for shown in about.split("./licences/").skip(1) {
        let name = shown.split('"').next().unwrap();
        assert!(folder.join(name).exists(), "{name} is missing");
    }
}

#[test]
fn licence_table_is_what_cargo_says() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--package",
            "matchbook",
            "--edges",
            "normal,no-proc-macro",
        ])
        .args([
            "--target",
            "wasm32-unknown-unknown",
            "--prefix",
            "none",
            "--format",
            "{p}|{l}",
        ])
        .output()
        .expect("cargo runs");
    assert!(
        tree.status.success(),
        "cargo tree failed (`cargo fetch --locked` gets what it needs): {}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout).expect("text");
    let one_spelling = |licence: &str| {
        let mut names: Vec<&str> = licence
            .split(" OR ")
            .flat_map(|part| part.split('/'))
            .collect();
        names.sort_unstable();
        names.join(" OR ")
    };
    let built: BTreeSet<(String, String)> = tree
        .lines()
        .filter_map(|line| line.trim_end_matches(" (*)").split_once('|'))
        .filter_map(|(package, licence)| {
            Some((package.split(' ').next()?.to_owned(), one_spelling(licence)))
        })
        .filter(|(name, _)| name != "matchbook")
        .collect();
    let told: BTreeSet<(String, String)> = PACKAGES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, licence)| (name.to_owned(), one_spelling(licence)))
        .collect();
    assert!(!built.is_empty(), "cargo tree said nothing");
    let missing: Vec<_> = built.difference(&told).collect();
    let gone: Vec<_> = told.difference(&built).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in the table: {missing:?}; no longer built: {gone:?}"
    );
}
