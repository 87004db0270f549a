//! What can happen to the files in which Chromium keeps a database: the site's own one and its twin are
//! told apart, and the one is damaged without touching the other.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Profile;

/// Checksum, length (500) and kind of a LevelDB record whose body was never written.
const HEAD: [u8; 7] = [0x78, 0x56, 0x34, 0x12, 0xf4, 0x01, 0x01];

/// Folders in which the site's own databases lie, or with `buckets` those of its storage buckets.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn folders(profile: &Profile, buckets: bool) -> Vec<PathBuf> {
    let is_bucket = |folder: &PathBuf| {
        let mut parts = folder.components();
        parts.any(|part| part.as_os_str() == "WebStorage")
    };
    let mut folders = profile.databases();
    folders.retain(|folder| is_bucket(folder) == buckets);
    assert!(!folders.is_empty(), "no database, in buckets: {buckets}");
    folders
}

/// Removes the databases of the storage bucket that was made first: the twin.
///
/// # Panics
/// When there is none.
pub fn remove_twin(profile: &Profile) {
    let mut buckets = folders(profile, true);
    buckets.sort();
    fs::remove_dir_all(&buckets[0]).expect("the twin away");
}

/// One way to damage the site's own database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    FolderDeleted,
    /// Back to the folder that was kept earlier.
    RolledBack,
    /// The newest log ends in its middle.
    LogCut,
    /// The newest log ends behind the head of a record, as after a kill; a start writes behind it.
    LogTorn,
    ManifestDeleted,
    CurrentDeleted,
    CurrentGarbled,
    /// A stretch in the middle of every table and log.
    BytesFlipped,
    AllButLockDeleted,
}

impl Damage {
    /// Every way there is.
    pub const ALL: [Damage; 9] = [
        Damage::FolderDeleted,
        Damage::RolledBack,
        Damage::LogCut,
        Damage::LogTorn,
        Damage::ManifestDeleted,
        Damage::CurrentDeleted,
        Damage::CurrentGarbled,
        Damage::BytesFlipped,
        Damage::AllButLockDeleted,
    ];

    /// The browser starts with an empty database or an older one; otherwise it opens none any more.
    #[must_use]
    pub fn leaves_it_openable(self) -> bool {
        !matches!(self, Damage::ManifestDeleted | Damage::CurrentGarbled)
    }

    /// Does it to the files of a browser that does not run; `older` is a copy of the profile from before.
    ///
    /// # Panics
    /// When the files are not as they should be.
    pub fn apply(self, profile: &Profile, older: &Profile) {
        for folder in folders(profile, false) {
            match self {
                Damage::FolderDeleted => fs::remove_dir_all(&folder).expect("the folder away"),
                Damage::RolledBack => {
                    fs::remove_dir_all(&folder).expect("the newer state away");
                    for (kept, back) in folders(older, false).iter().zip([&folder]) {
                        copy_folder(kept, back);
                    }
                }
                Damage::LogCut => {
                    let log = newest_log(&folder);
                    let half = fs::metadata(&log).expect("a log").len() / 2;
                    let log = OpenOptions::new().write(true).open(log).expect("the log");
                    log.set_len(half).expect("a cut");
                }
                Damage::LogTorn => tear(&folder),
                Damage::ManifestDeleted => remove(&folder, |name| name.starts_with("MANIFEST")),
                Damage::CurrentDeleted => remove(&folder, |name| name == "CURRENT"),
                Damage::CurrentGarbled => {
                    for file in files(&folder, |name| name == "CURRENT") {
                        fs::write(file, "garbled\n").expect("another text");
                    }
                }
                Damage::BytesFlipped => {
                    for file in files(&folder, is_data) {
                        let mut bytes = fs::read(&file).expect("a file");
                        let middle = bytes.len() / 2;
                        bytes
                            .iter_mut()
                            .skip(middle)
                            .take(64)
                            .for_each(|byte| *byte ^= 0x5a);
                        fs::write(file, bytes).expect("flipped bytes");
                    }
                }
                Damage::AllButLockDeleted => remove(&folder, |name| name != "LOCK"),
            }
        }
    }
}

/// Ends the newest log under `folder` like a kill between the head and the body of a record.
///
/// # Panics
/// When there is no log.
pub fn tear(folder: &Path) {
    let mut log = OpenOptions::new()
        .append(true)
        .open(newest_log(folder))
        .expect("the log");
    log.write_all(&HEAD).expect("a torn end");
}

fn is_data(name: &str) -> bool {
    [".log", ".ldb"].iter().any(|end| name.ends_with(end))
}

fn newest_log(folder: &Path) -> PathBuf {
    let mut logs = files(folder, |name| name.ends_with(".log"));
    logs.sort();
    logs.pop().expect("a log")
}

fn remove(folder: &Path, which: impl Fn(&str) -> bool) {
    let found = files(folder, which);
    assert!(!found.is_empty(), "nothing to delete");
    for file in found {
        fs::remove_file(file).expect("a file away");
    }
}

/// Files of the databases under `folder` whose names fit.
fn files(folder: &Path, fits: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let is_database = |path: &PathBuf| path.extension().is_some_and(|end| end == "leveldb");
    let databases = fs::read_dir(folder).expect("a folder").flatten();
    databases
        .map(|entry| entry.path())
        .filter(is_database)
        .filter_map(|database| fs::read_dir(database).ok())
        .flat_map(|database| database.flatten().map(|file| file.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(&fits)
        })
        .collect()
}

/// Copies a folder with everything in it.
///
/// # Panics
/// When it cannot.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        match entry.file_type().expect("a kind of file") {
            kind if kind.is_dir() => copy_folder(&source, &target),
            // Sockets and links of a browser that ended say nothing to the next one.
            kind if kind.is_file() => drop(fs::copy(&source, &target).expect("a copy")),
            _ => {}
        }
    }
}
