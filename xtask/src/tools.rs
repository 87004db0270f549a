//! Brings the tools a chore needs: on PATH in the right version, else in the user's cache folder,
//! else installed there. Nothing goes into the repository or `target/`.
//!
//! A tool counts as installed only when its final folder exists: it is built in a `.partial` folder
//! and renamed after it has answered `--version`, so an interrupted install is resumed, never trusted.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, paths};

/// The Trunk that builds the app. 0.22 needs a newer compiler than ours.
pub const TRUNK: &str = "0.21.14";
/// The driver for Firefox.
pub const GECKODRIVER: &str = "0.37.1";
/// The accessibility checker the end-to-end tests run in the page.
pub const AXE: &str = "4.14.1";
/// What the browser build is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Features of the production build.
pub const APP_FEATURES: &str = "split";

/// A tool from crates.io.
#[derive(Debug, Clone)]
pub struct Tool {
    /// Its package.
    pub package: &'static str,
    /// The exact version.
    pub version: String,
    /// The programs we call; the first one is asked for its version.
    pub programs: &'static [&'static str],
    /// Feature flags for its installation.
    pub features: &'static [&'static str],
}

/// Trunk.
pub fn trunk() -> Tool {
    Tool {
        package: "trunk",
        version: TRUNK.to_owned(),
        programs: &["trunk"],
        features: &["--no-default-features"],
    }
}

/// The wasm-bindgen programs in exactly the version of the library in `Cargo.lock`.
///
/// # Errors
/// When `Cargo.lock` has no wasm-bindgen.
pub fn wasm_bindgen() -> Outcome<Tool> {
    let path = crate::workspace().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).map_err(|error| format!("Cargo.lock: {error}"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock has no wasm-bindgen; run `cargo check` first.")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        features: &[],
    })
}

/// geckodriver.
pub fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        version: GECKODRIVER.to_owned(),
        programs: &["geckodriver"],
        features: &[],
    }
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let entry = lock
        .split("[[package]]")
        .find(|entry| entry.contains(&format!("\nname = \"{package}\"\n")))?;
    let rest = entry.split("\nversion = \"").nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

/// The folder for tools: `MATCHBOOK_TOOLS`, else `matchbook` in the user's cache folder.
///
/// # Errors
/// When no variable says where the user's files are.
pub fn cache() -> Outcome<PathBuf> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let folder = if let Some(folder) = variable("MATCHBOOK_TOOLS") {
        std::path::absolute(&folder).map_err(|error| error.to_string())?
    } else {
        variable("XDG_CACHE_HOME")
            .or_else(|| variable("LOCALAPPDATA"))
            .or_else(|| variable("HOME").map(|home| home.join(".cache")))
            .ok_or("Set MATCHBOOK_TOOLS to a folder for the build tools.")?
            .join("matchbook")
    };
    Ok(folder)
}

/// Cargo as the running chore was started by it.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::workspace());
    command
}

fn folder_name(tool: &Tool) -> String {
    // The package is called wasm-bindgen-cli, people look for wasm-bindgen.
    format!("{}-{}", tool.programs[0], tool.version)
}

/// Whether `program --version` names this version as a word of its own.
fn answers(program: &Path, version: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| {
            output.status.success()
                && String::from_utf8_lossy(&output.stdout)
                    .lines()
                    .next()
                    .is_some_and(|line| line.split_whitespace().any(|word| word == version))
        })
}

/// Where a tool is: `None` means not installed, an empty path means it is on PATH.
fn locate(tool: &Tool) -> Outcome<Option<PathBuf>> {
    let on_path = tool
        .programs
        .iter()
        .all(|program| answers(Path::new(program), &tool.version));
    if on_path {
        return Ok(Some(PathBuf::new()));
    }
    let folder = cache()?.join(folder_name(tool)).join("bin");
    let complete = tool.programs.iter().all(|program| {
        let program = folder
            .join(program)
            .with_extension(std::env::consts::EXE_EXTENSION);
        answers(&program, &tool.version)
    });
    Ok(complete.then_some(folder))
}

/// Folders to put before PATH, in which the prepared tools are.
#[derive(Debug, Default, Clone)]
pub struct Prepared(Vec<PathBuf>);

impl Prepared {
    /// Lets a command find the tools.
    pub fn apply(&self, command: &mut Command) {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let all = self.0.iter().cloned().chain(std::env::split_paths(&old));
        if let Ok(path) = std::env::join_paths(all) {
            command.env("PATH", path);
        }
    }

    /// The full path of a prepared program, or its bare name when PATH has it.
    pub fn program(&self, name: &str) -> PathBuf {
        self.0
            .iter()
            .map(|folder| {
                folder
                    .join(name)
                    .with_extension(std::env::consts::EXE_EXTENSION)
            })
            .find(|path| path.exists())
            .unwrap_or_else(|| name.into())
    }
}

/// Brings `tools`. Where something has to be compiled, the first build of the app (if `app`) runs at
/// the same time; together they use as many processors as there are, shared through one job server.
///
/// # Errors
/// When an installation fails, with the end of its output.
pub fn prepare(tools: &[Tool], app: bool) -> Outcome<Prepared> {
    let mut prepared = Prepared::default();
    let mut missing = Vec::new();
    for tool in tools {
        match locate(tool)? {
            Some(folder) if folder.as_os_str().is_empty() => {}
            Some(folder) => prepared.0.push(folder),
            None => missing.push(tool.clone()),
        }
    }
    if missing.is_empty() {
        return Ok(prepared);
    }
    let names: Vec<String> = missing
        .iter()
        .map(|tool| format!("{} {}", tool.package, tool.version))
        .collect();
    println!(
        "Installing {} into {} (once, some minutes).",
        names.join(" and "),
        cache()?.display()
    );
    let binstall = Command::new("cargo")
        .args(["binstall", "-V"])
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success());
    // Long jobs first; the app goes last, and to whichever lane is free.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let lanes = if processors > 1 { 2 } else { 1 };
    let jobs = jobserver::Client::new(processors).map_err(|error| error.to_string())?;
    let queue = std::sync::Mutex::new(
        missing
            .iter()
            .map(Some)
            .chain(app.then_some(None))
            .collect::<VecDeque<_>>(),
    );
    let lane = || -> Outcome<()> {
        loop {
            let next = queue.lock().map_err(|error| error.to_string())?.pop_front();
            // Every child owns one token from its start, as the protocol wants it.
            let token = jobs.acquire().map_err(|error| error.to_string())?;
            match next {
                None => return Ok(()),
                Some(Some(tool)) => install(tool, binstall, &jobs)?,
                // A mistake in the app is Trunk's to show, with colours.
                Some(None) => drop(compile_app(&jobs)),
            }
            drop(token);
        }
    };
    let outcomes: Vec<Outcome<()>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..lanes).map(|_| scope.spawn(lane)).collect();
        running
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err("An installation stopped.".to_owned()))
            })
            .collect()
    });
    outcomes.into_iter().collect::<Outcome<()>>()?;
    for tool in &missing {
        match locate(tool)? {
            Some(folder) => prepared.0.push(folder),
            None => return Err(format!("{} was installed but does not run.", tool.package)),
        }
    }
    Ok(prepared)
}

fn install(tool: &Tool, binstall: bool, jobs: &jobserver::Client) -> Outcome<()> {
    let complete = cache()?.join(folder_name(tool));
    let partial = complete.with_file_name(format!("{}.partial", folder_name(tool)));
    let bin = partial.join("bin");
    std::fs::create_dir_all(&bin).map_err(|error| format!("{}: {error}", bin.display()))?;
    let usable = || {
        tool.programs.iter().all(|program| {
            let program = bin
                .join(program)
                .with_extension(std::env::consts::EXE_EXTENSION);
            answers(&program, &tool.version)
        })
    };
    let label = format!("{} {}", tool.package, tool.version);
    if binstall {
        let mut command = cargo();
        command
            .args([
                "binstall",
                "--no-confirm",
                "--no-track",
                "--disable-strategies",
                "compile",
            ])
            .arg("--install-path")
            .arg(&bin)
            .arg(format!("{}@{}", tool.package, tool.version));
        drop(watched(&label, &mut command));
    }
    if !usable() {
        let mut command = cargo();
        command
            .args([
                "install",
                tool.package,
                "--locked",
                "--force",
                "--version",
                &tool.version,
            ])
            .args(tool.features)
            .arg("--root")
            .arg(&partial)
            // A fixed folder lets an interrupted installation go on where it stopped.
            .arg("--target-dir")
            .arg(partial.join("target"))
            .current_dir(&partial)
            // Built once and run for seconds: a fast build matters, a fast program does not.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS");
        jobs.configure(&mut command);
        watched(&label, &mut command)?;
    }
    if !usable() {
        return Err(format!("{label} was built but does not run."));
    }
    drop(std::fs::remove_dir_all(partial.join("target")));
    drop(std::fs::remove_dir_all(&complete));
    std::fs::rename(&partial, &complete)
        .map_err(|error| format!("{}: {error}", complete.display()))?;
    println!("{label} is ready.");
    Ok(())
}

/// The same command Trunk will give, so that Trunk finds the work done.
fn compile_app(jobs: &jobserver::Client) -> Outcome<()> {
    let mut command = cargo();
    command.args([
        "build",
        "--target",
        WASM_TARGET,
        "--manifest-path",
        "Cargo.toml",
        "--release",
        "--bin",
        "matchbook-app",
        "--features",
        APP_FEATURES,
    ]);
    paths::map(&mut command)?;
    jobs.configure(&mut command);
    watched("the app", &mut command)
}

/// Runs a compilation quietly: a sentence now and then, the end of the output when it fails.
fn watched(label: &str, command: &mut Command) -> Outcome<()> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{label}: {error}"))?;
    let mut tail = VecDeque::new();
    let (mut parts, mut spoken) = (0_usize, Instant::now());
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let word = line.trim_start();
            if word.starts_with("Compiling ") {
                parts += 1;
            }
            if spoken.elapsed() > Duration::from_secs(20) {
                println!(
                    "  {label}: {parts} parts compiled in {} s.",
                    start.elapsed().as_secs()
                );
                spoken = Instant::now();
            }
            tail.push_back(line);
            if tail.len() > 40 {
                tail.pop_front();
            }
        }
    }
    let status = child.wait().map_err(|error| format!("{label}: {error}"))?;
    if status.success() {
        println!("  {label}: compiled in {} s.", start.elapsed().as_secs());
        return Ok(());
    }
    let tail: Vec<String> = tail.into();
    Err(format!(
        "{label} could not be compiled:\n{}",
        tail.join("\n")
    ))
}

/// What the compiler says of itself.
#[derive(Debug)]
pub struct Rustc {
    /// The folder of its toolchain.
    pub sysroot: PathBuf,
    /// The commit it was made from.
    pub commit: String,
}

/// The compiler that builds the app.
///
/// # Errors
/// When there is none.
pub fn rustc() -> Outcome<Rustc> {
    let ask = |arguments: &[&str]| -> Outcome<String> {
        let output = Command::new("rustc")
            .args(arguments)
            .current_dir(crate::workspace())
            .output()
            .map_err(|error| format!("rustc: {error}"))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let version = ask(&["-vV"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .unwrap_or_default();
    Ok(Rustc {
        sysroot: PathBuf::from(ask(&["--print", "sysroot"])?.trim()),
        commit: commit.to_owned(),
    })
}

/// Adds the WebAssembly target. Asked for by hand because some machines switch rustup's automatic
/// installation off.
///
/// # Errors
/// When the target is missing and cannot be added.
pub fn wasm_target() -> Outcome<()> {
    let libraries = rustc()?.sysroot.join("lib/rustlib");
    let library = libraries.join(WASM_TARGET).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    rustup(&["target", "add", WASM_TARGET])
}

/// Adds a part of the toolchain (clippy, rustfmt) unless its program answers.
///
/// # Errors
/// When it is missing and cannot be added.
pub fn component(name: &str, program: &str) -> Outcome<()> {
    let present = cargo()
        .args([program, "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if present {
        return Ok(());
    }
    rustup(&["component", "add", name])
}

fn rustup(arguments: &[&str]) -> Outcome<()> {
    println!("Running rustup {}.", arguments.join(" "));
    let status = Command::new("rustup")
        .args(arguments)
        .current_dir(crate::workspace())
        .stdin(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!(
            "`rustup {}` did not work. With a Rust that does not come from rustup, install that part by hand.",
            arguments.join(" ")
        )),
    }
}

/// Whether a program is on PATH, or where Debian keeps servers, which only the administrator has there.
pub fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| {
            folder
                .join(program)
                .with_extension(std::env::consts::EXE_EXTENSION)
        })
        .any(|file| file.is_file())
}

/// apt-get, with its arguments, so that no server of a package begins to run: not now, because Debian
/// asks this file first, and not when the machine starts again.
const INSTALL: &str = r#"
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
fi
apt-get -qq install -y --no-install-recommends "$@" || exit
for package in "$@"; do
    deb-systemd-helper disable "$package.service" >/dev/null 2>&1 || true
done
"#;

/// Brings programs that come from Debian packages: (program, package). Servers are installed, not
/// started.
///
/// # Errors
/// On other systems, or without the right to install: one sentence that says what to install.
pub fn debian(needed: &[(&str, &str)]) -> Outcome<()> {
    let missing: Vec<&str> = needed
        .iter()
        .filter(|(program, _)| !is_on_path(program))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let advice =
        format!("Please install what these Debian packages hold, then run this again: {list}.");
    if !is_on_path("apt-get") {
        return Err(advice);
    }
    let succeeds = |program: &str, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let prefix: &[&str] = match (is_root, succeeds("sudo", &["-n", "true"])) {
        (true, _) => &["env"],
        (false, true) => &["sudo", "-n", "env"],
        (false, false) => return Err(advice),
    };
    println!("Installing {list} with apt-get.");
    let run = |arguments: &[&str]| {
        let mut all: Vec<&str> = prefix[1..].to_vec();
        all.push("DEBIAN_FRONTEND=noninteractive");
        all.extend(arguments);
        succeeds(prefix[0], &all)
    };
    let mut install = vec!["sh", "-c", INSTALL, "sh"];
    install.extend(&missing);
    if run(&install) || (run(&["apt-get", "-qq", "update"]) && run(&install)) {
        return Ok(());
    }
    Err(format!("apt-get failed. {advice}"))
}

/// axe-core from npm, in the cache folder; returns the path of `axe.min.js`.
///
/// # Errors
/// When npm or the registry is not there.
pub fn axe() -> Outcome<PathBuf> {
    let complete = cache()?.join(format!("axe-core-{AXE}"));
    let file = complete.join("axe.min.js");
    if file.is_file() {
        return Ok(file);
    }
    debian(&[("npm", "npm")])?;
    let partial = cache()?.join(format!("axe-core-{AXE}.partial"));
    drop(std::fs::remove_dir_all(&partial));
    std::fs::create_dir_all(&partial).map_err(|error| error.to_string())?;
    let run = |program: &str, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .current_dir(&partial)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let archive = format!("axe-core-{AXE}.tgz");
    let fetched = run("npm", &["pack", "--silent", &format!("axe-core@{AXE}")]);
    let unpacked = fetched
        && run(
            "tar",
            &[
                "-xzf",
                &archive,
                "--strip-components=1",
                "package/axe.min.js",
            ],
        )
        && partial.join("axe.min.js").is_file();
    if !unpacked {
        return Err(format!("axe-core {AXE} could not be fetched from npm."));
    }
    drop(std::fs::remove_dir_all(&complete));
    std::fs::rename(&partial, &complete).map_err(|error| error.to_string())?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_read() {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.79\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").unwrap(), "0.2.129");
        assert!(locked_version(lock, "bindgen").is_none());
    }

    #[test]
    fn a_tool_in_another_version_does_not_count() {
        let rustc = Path::new("rustc");
        assert!(!answers(rustc, "0.0.1"));
        assert!(!answers(Path::new("no-such-program-here"), "1"));
        // A prefix of the right version is another version.
        assert!(!answers(rustc, "1"));
    }

    #[test]
    fn a_missing_program_is_noticed() {
        assert!(is_on_path("cargo"));
        assert!(!is_on_path("no-such-program-here"));
        assert!(debian(&[("cargo", "cargo")]).is_ok());
    }
}
