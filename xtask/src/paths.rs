//! The folders of the machine that builds. The compiler writes where a source lay into every message
//! of a panic; mapped to names that are the same everywhere, no shipped file tells whose machine it
//! was, and builds in two folders are equal to the byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, build, tools};

/// Flags for the app alone: the programs that run on this machine keep theirs and are not built anew.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
/// Where Cargo looks first; set by somebody, they take the place of ours.
const OTHER_FLAGS: [&str; 2] = ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"];

/// Lets a command that compiles the app map this machine's folders.
///
/// # Errors
/// When Cargo cannot say where the packages are.
pub fn map(command: &mut Command) -> Outcome<()> {
    if OTHER_FLAGS
        .iter()
        .all(|name| std::env::var_os(name).is_none())
    {
        command.env(FLAGS, flags(&mapped()?));
    }
    Ok(())
}

/// Whether the app was compiled with mapped folders, as the hook sees it.
pub fn are_mapped() -> bool {
    std::env::var(FLAGS).is_ok_and(|flags| flags.contains(MAP))
}

const MAP: &str = "--remap-path-prefix=";

/// One flag a folder. Cargo splits this variable at spaces, so a folder with one cannot be mapped; the
/// build then ends with a sentence about it.
fn flags(folders: &[(PathBuf, String)]) -> String {
    let one = |(from, to): &(PathBuf, String)| format!("{MAP}{}={to}", from.display());
    let all: Vec<String> = folders
        .iter()
        .map(one)
        .filter(|flag| !flag.contains(char::is_whitespace))
        .collect();
    all.join(" ")
}

/// Folders and what they are called in the app. The compiler takes the last one that fits.
fn mapped() -> Outcome<Vec<(PathBuf, String)>> {
    let rustc = tools::rustc()?;
    let mut folders: Vec<(PathBuf, String)> = package_folders()?
        .into_iter()
        .map(|folder| (folder, "crates".to_owned()))
        .collect();
    // The standard library calls itself so where its sources are not installed.
    let library = rustc.sysroot.join("lib/rustlib/src/rust");
    folders.push((library, format!("/rustc/{}", rustc.commit)));
    folders.push((build::target_folder(), "target".to_owned()));
    folders.push((crate::workspace(), ".".to_owned()));
    // The inner folder must come after the outer one.
    folders.sort_by_key(|(folder, _)| folder.components().count());
    Ok(folders)
}

/// The folders that hold the packages the app is built from, one for each source.
fn package_folders() -> Outcome<Vec<PathBuf>> {
    let output = tools::cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", tools::WASM_TARGET])
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("cargo metadata failed: {said}"));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(folders_in(&text, &crate::workspace()))
}

/// Every folder two above a `manifest_path` of Cargo's answer, but those of the workspace itself.
fn folders_in(metadata: &str, workspace: &Path) -> Vec<PathBuf> {
    let manifests = metadata.split("\"manifest_path\":\"").skip(1);
    let folders: BTreeMap<PathBuf, ()> = manifests
        .filter_map(|rest| rest.split('"').next())
        // JSON doubles the separators of Windows.
        .map(|path| PathBuf::from(path.replace("\\\\", "\\")))
        .filter(|path| !path.starts_with(workspace))
        .filter_map(|path| Some((path.parent()?.parent()?.to_owned(), ())))
        .collect();
    folders.into_keys().collect()
}

/// Texts that tell of this machine: its folders, and the names of the places packages came from.
///
/// # Errors
/// When the compiler does not say where it lives.
pub fn telltales() -> Outcome<Vec<String>> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = variable("HOME").or_else(|| variable("USERPROFILE"));
    let cargo = variable("CARGO_HOME").or_else(|| Some(home.clone()?.join(".cargo")));
    let rustc = tools::rustc()?;
    let mut sources = Vec::new();
    for kind in ["registry/src", "git/checkouts"] {
        let folder = cargo
            .iter()
            .filter_map(|cargo| cargo.join(kind).read_dir().ok());
        sources.extend(folder.flatten().flatten().map(|entry| entry.file_name()));
    }
    let folders = [
        Some(crate::workspace()),
        Some(build::target_folder()),
        Some(rustc.sysroot),
        home,
        cargo,
    ];
    let mut texts: Vec<String> = folders
        .into_iter()
        .flatten()
        // The root of a disk is in every path.
        .filter(|folder| folder.components().count() > 1)
        .map(|folder| folder.display().to_string())
        .chain(
            sources
                .iter()
                .map(|name| name.to_string_lossy().into_owned()),
        )
        .collect();
    texts.sort();
    texts.dedup();
    Ok(texts)
}

/// The first of `telltales` that stands in `bytes`.
pub fn told_by<'a>(bytes: &[u8], telltales: &'a [String]) -> Option<&'a str> {
    let is_told = |text: &&String| {
        let text = text.as_bytes();
        // A short path such as /app is also the tail of longer, innocent ones.
        let is_short = text
            .iter()
            .filter(|byte| matches!(byte, b'/' | b'\\'))
            .count()
            < 2;
        let stands = |at: usize| {
            let before = at.checked_sub(1).map(|before| bytes[before]);
            let after = bytes.get(at + text.len());
            let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
            let ends = !after.is_some_and(|byte| is_inside(*byte));
            !is_short || (ends && !before.is_some_and(is_inside))
        };
        bytes
            .windows(text.len())
            .enumerate()
            .any(|(at, window)| window == text && stands(at))
    };
    telltales.iter().find(is_told).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_of_packages_is_found_once() {
        let metadata = r#"{"packages":[{"manifest_path":"/c/src/one/a-1/Cargo.toml"},
            {"manifest_path":"/c/src/one/b-2/Cargo.toml"},{"manifest_path":"/c/src/two/c-3/Cargo.toml"},
            {"manifest_path":"/w/xtask/Cargo.toml"},{"manifest_path":"C:\\x\\d-4\\Cargo.toml"}]}"#
            .replace("\n", "");
        let folders = folders_in(&metadata, Path::new("/w"));
        assert!(folders.contains(&"/c/src/one".into()) && folders.contains(&"/c/src/two".into()));
        assert!(!folders.iter().any(|folder| folder.starts_with("/w")));
    }

    #[test]
    fn this_machine_is_mapped() {
        let folders = mapped().unwrap();
        let at = |wanted: &Path| folders.iter().position(|(folder, _)| folder == wanted);
        let workspace = at(&crate::workspace()).unwrap();
        assert!(folders.iter().any(|(_, name)| name == "crates"));
        if build::target_folder().starts_with(crate::workspace()) {
            assert!(at(&build::target_folder()).unwrap() > workspace);
        }
        let flags = flags(&[("/a b".into(), "x".into()), ("/c".into(), "y".into())]);
        assert_eq!(flags, "--remap-path-prefix=/c=y");
    }

    #[test]
    fn a_path_of_this_machine_is_noticed() {
        let telltales = [
            "/home/me/app".to_owned(),
            "/app".to_owned(),
            "index.x-1".to_owned(),
        ];
        let told = |text: &str| told_by(text.as_bytes(), &telltales).is_some();
        assert!(told("panicked at /home/me/app/src/a.rs"));
        assert!(told("text/home/me/app/src/a.rs"), "texts lie side by side");
        assert!(told("\0/app/src/a.rs") && told("/app"));
        assert!(told("crates/index.x-1/a.rs"));
        assert!(!told("./app.js /apple crates/x/app/y src/app/frame.rs"));
        assert!(!told("/home/me"));
        // Control: what is asked of every build does hold something to find.
        let real = telltales_of_this_machine();
        assert!(told_by(format!("x{}/src/lib.rs", real[0]).as_bytes(), &real).is_some());
    }

    fn telltales_of_this_machine() -> Vec<String> {
        let mut real = telltales().unwrap();
        real.sort_by_key(|text| std::cmp::Reverse(text.len()));
        real
    }
}
