//! `test`: every check there is, in one order, with one count at the end. A step that cannot run
//! counts as failed; nothing is skipped in silence.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::census::Census;
use crate::{Outcome, build, finish, tools};

/// A part of the suite, for `--only`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Formatting and clippy.
    Lint,
    /// Tests without a browser.
    Native,
    /// wasm-bindgen tests in Chromium and Firefox, of widgets, screens and the edge.
    Web,
    /// Production build, limits, and end-to-end tests in three browsers.
    EndToEnd,
}

impl Part {
    /// All parts, in the order they run.
    pub const ALL: [Self; 4] = [Self::Lint, Self::Native, Self::Web, Self::EndToEnd];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Web => "web",
            Self::EndToEnd => "e2e",
        }
    }
}

/// How many checks passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Passed checks.
    pub passed: usize,
    /// Failed checks, and steps that could not run.
    pub failed: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads one line of output; test programs sum themselves up in `test result: ok. 3 passed; 0 failed; …`.
fn read_result(line: &str) -> Option<Tally> {
    let rest = line.trim_start().strip_prefix("test result: ")?;
    let number = |word: &str| -> Option<usize> {
        let before = rest.split(&format!(" {word}")).next()?;
        before.rsplit([' ', '.', ';']).next()?.parse().ok()
    };
    Some(Tally {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

/// What a step's exit and its summed results mean together.
fn judge(counted: Tally, success: bool, is_test: bool) -> Tally {
    match (success, is_test) {
        (true, false) => Tally {
            passed: 1,
            failed: 0,
        },
        (false, false) => Tally {
            passed: 0,
            failed: 1,
        },
        // No test at all is a mistake in the set-up, not a success.
        (true, true) if counted.passed == 0 && counted.failed == 0 => Tally {
            passed: 0,
            failed: 1,
        },
        (true, true) => counted,
        // It did not compile, or died outside a test.
        (false, true) => Tally {
            failed: counted.failed.max(1),
            ..counted
        },
    }
}

/// A step that says nothing for so long hangs: it is ended and has failed. The longest test takes a few
/// minutes.
const SILENCE: Duration = Duration::from_secs(15 * 60);

/// How often a silent step is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Lets a step be ended with all that it starts.
fn own_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

fn end_group(child: &mut Child) {
    #[cfg(unix)]
    {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
    }
    let _ = child.kill();
}

#[derive(Default)]
struct Suite {
    tally: Tally,
    failures: Vec<String>,
    census: Census,
    /// Steps with tests that ran.
    ran: Vec<String>,
}

impl Suite {
    fn count(&mut self, name: &str, tally: Tally) {
        if tally.failed > 0 {
            self.failures.push(name.to_owned());
        }
        self.tally.add(tally);
    }

    /// A step that needed something it could not get.
    fn failed(&mut self, name: &str, reason: &str) {
        println!("{reason}");
        self.count(
            name,
            Tally {
                passed: 0,
                failed: 1,
            },
        );
    }

    fn check(&mut self, name: &str, command: &mut Command) {
        let (tally, _) = run_step(name, command, None);
        self.count(name, tally);
    }

    fn tests(&mut self, name: &str, command: &mut Command) {
        let (tally, failed) = run_step(name, command, Some(&mut self.census));
        self.ran.push(name.to_owned());
        self.count(name, tally);
        let failed = failed.iter().map(|test| format!("{name}: {test}"));
        self.failures.extend(failed);
    }

    /// Whether each target that ran had the tests that it should have.
    fn take_census(&mut self) {
        if self.ran.is_empty() {
            return;
        }
        println!("\n== census of the tests\n{}", self.census.table());
        let expected = std::fs::read_to_string(crate::workspace().join(CENSUS)).unwrap_or_default();
        let faults = self.census.faults(&expected, &self.ran);
        if faults.is_empty() {
            let passed = Tally {
                passed: 1,
                failed: 0,
            };
            return self.count("census of the tests", passed);
        }
        let advice = format!("Where that is right, write the table above into {CENSUS}.");
        self.failed(
            "census of the tests",
            &[faults, vec![advice]].concat().join("\n"),
        );
    }
}

/// What the suite must find; see `census`.
const CENSUS: &str = "tests/census.txt";

/// The name in `test name ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    let name = line
        .trim()
        .strip_prefix("test ")?
        .strip_suffix(" ... FAILED")?;
    (!name.contains(' ')).then_some(name)
}

/// Runs a step and gives what it counted and which tests failed. One with a census has tests, which are
/// counted there by target.
fn run_step(
    name: &str,
    command: &mut Command,
    mut census: Option<&mut Census>,
) -> (Tally, Vec<String>) {
    let is_test = census.is_some();
    println!("\n== {name}");
    let begun = Instant::now();
    own_group(command);
    let (mut child, output) = match start(command) {
        Ok(started) => started,
        Err(error) => {
            println!("{name} could not start: {error}");
            let failed = Tally {
                passed: 0,
                failed: 1,
            };
            return (failed, Vec::new());
        }
    };
    let mut counted = Tally::default();
    let mut failed = Vec::new();
    let (send, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut reader = BufReader::new(output);
        let mut line = Vec::new();
        while reader
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
            && send.send(std::mem::take(&mut line)).is_ok()
        {}
    });
    let mut heard = Instant::now();
    loop {
        match lines.recv_timeout(LOOK) {
            Ok(line) => {
                heard = Instant::now();
                let text = String::from_utf8_lossy(&line);
                if let Some(tally) = read_result(&text) {
                    counted.add(tally);
                }
                failed.extend(failed_test(&text).map(str::to_owned));
                if let Some(census) = &mut census {
                    census.read(name, &text);
                }
                // Whoever reads our output may have gone; the count still matters.
                let _ = std::io::stdout().write_all(&line);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            // It has ended; what it left behind may hold the pipe for ever.
            Err(RecvTimeoutError::Timeout) if !matches!(child.try_wait(), Ok(None)) => break,
            Err(RecvTimeoutError::Timeout) if heard.elapsed() > SILENCE => {
                let minutes = SILENCE.as_secs() / 60;
                println!("{name} said nothing for {minutes} minutes, so it was ended.");
                end_group(&mut child);
                break;
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    let success = child.wait().is_ok_and(|status| status.success());
    println!("{name} took {} s.", begun.elapsed().as_secs());
    (judge(counted, success, is_test), failed)
}

/// Starts a step. Both of its outputs come through one pipe: cargo names a target on one of them, and the
/// target's result comes on the other.
fn start(command: &mut Command) -> std::io::Result<(Child, std::io::PipeReader)> {
    let (output, input) = std::io::pipe()?;
    let child = command
        .stdin(Stdio::null())
        .stdout(input.try_clone()?)
        .stderr(input)
        .spawn()?;
    // The command would keep its ends of the pipe open, and the reading would not end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok((child, output))
}

fn all_tools() -> Outcome<[tools::Tool; 3]> {
    Ok([tools::trunk(), tools::wasm_bindgen()?, tools::geckodriver()])
}

/// Runs all parts, or one, and prints `N passed, N failed` as the last line.
///
/// # Errors
/// When anything failed.
pub fn run(only: Option<Part>) -> Outcome<()> {
    let mut suite = Suite::default();
    let wanted = |part| only.is_none_or(|only| only == part);
    let production = wanted(Part::EndToEnd).then(|| {
        // What is missing comes in one go, before two threads could bring it twice. What cannot be had is
        // told by the step that needs it.
        drop(tools::wasm_target().and_then(|()| tools::prepare(&all_tools()?, true)));
        Production::begin()
    });
    if wanted(Part::Lint) {
        lint(&mut suite);
    }
    if wanted(Part::Native) {
        native(&mut suite);
    }
    if wanted(Part::Web) {
        web(&mut suite);
    }
    if let Some(production) = production {
        end_to_end(&mut suite, production);
    }
    suite.take_census();
    if let Some(part) = only {
        println!("\nOnly the part {} ran.", part.name());
    }
    for name in &suite.failures {
        println!("failed: {name}");
    }
    println!(
        "{} passed, {} failed",
        suite.tally.passed, suite.tally.failed
    );
    if suite.tally.failed == 0 {
        return Ok(());
    }
    // The line above is the last one by contract, so the reason is not repeated.
    Err(String::new())
}

fn lint(suite: &mut Suite) {
    for (component, program) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if let Err(reason) = tools::component(component, program) {
            suite.failed(component, &reason);
        }
    }
    if let Err(reason) = tools::wasm_target() {
        suite.failed("WebAssembly target", &reason);
    }
    suite.check(
        "formatting",
        tools::cargo().args(["fmt", "--all", "--check"]),
    );
    let steps: [(&str, &[&str]); 4] = [
        (
            "clippy, the core without a browser",
            &[
                "--package",
                "matchbook",
                "--no-default-features",
                "--all-targets",
            ],
        ),
        (
            // Its own tests use it as one program; what they add is checked in the same go.
            "clippy, the app cut into parts and its tests",
            &[
                "--package",
                "matchbook",
                "--target",
                tools::WASM_TARGET,
                "--features",
                "split",
                "--profile",
                "test",
                "--lib",
                "--bins",
                "--test",
                "web",
            ],
        ),
        ("clippy, xtask", &["--package", "xtask", "--all-targets"]),
        (
            "clippy, end-to-end tests",
            &["--package", "e2e", "--all-targets"],
        ),
    ];
    for (name, arguments) in steps {
        let mut command = tools::cargo();
        command
            .args(["clippy", "--locked", "--quiet"])
            .args(arguments);
        suite.check(name, command.args(["--", "-D", "warnings"]));
    }
}

fn native(suite: &mut Suite) {
    let test = |package: &str| {
        let mut command = tools::cargo();
        command.args(["test", "--locked", "--no-fail-fast", "--package", package]);
        command
    };
    suite.tests(
        "tests of the core",
        test("matchbook").arg("--no-default-features"),
    );
    suite.tests("tests of xtask", &mut test("xtask"));
}

/// (program, Debian package) of the servers that the end-to-end tests start for themselves.
const SERVERS: [(&str, &str); 4] = [
    ("nginx", "nginx"),
    // Its package apache2 would only add a service.
    ("apache2", "apache2-bin"),
    ("caddy", "caddy"),
    ("python3", "python3"),
];

/// (program, Debian package) of what drives and shows browsers.
const BROWSERS: [(&str, &str); 7] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("xvfb-run", "xvfb"),
    // Firefox's microphone in the tests.
    ("pulseaudio", "pulseaudio"),
    ("paplay", "pulseaudio-utils"),
];

fn web(suite: &mut Suite) {
    let prepared = tools::wasm_target()
        .and_then(|()| tools::debian(&BROWSERS))
        .and_then(|()| tools::prepare(&[tools::wasm_bindgen()?, tools::geckodriver()], false));
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(reason) => return suite.failed("tests in the browser", &reason),
    };
    let browsers = [
        ("Chromium", "CHROMEDRIVER", "chromedriver"),
        ("Firefox", "GECKODRIVER", "geckodriver"),
    ];
    for (browser, variable, driver) in browsers {
        let mut command = tools::cargo();
        prepared.apply(&mut command);
        // Both drivers set would let the runner choose, and it would choose one.
        command
            .args([
                "test",
                "--locked",
                "--package",
                "matchbook",
                "--target",
                tools::WASM_TARGET,
            ])
            // The first are what widgets and screens work out without a page.
            .args(["--lib", "--test", "web"])
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                prepared.program("wasm-bindgen-test-runner"),
            )
            .env_remove("CHROMEDRIVER")
            .env_remove("GECKODRIVER")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            // The runner reads all of a program before each browser; nine tenths of it were for a debugger.
            .env("CARGO_PROFILE_TEST_DEBUG", "false")
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env(variable, full_path(&prepared, driver));
        suite.tests(&format!("tests in {browser}"), &mut command);
    }
}

/// The absolute path of a program; some consumers do not search PATH.
fn full_path(prepared: &tools::Prepared, program: &str) -> std::path::PathBuf {
    let known = prepared.program(program);
    if known.is_absolute() {
        return known;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .unwrap_or(known)
}

/// The production build, made while other steps run: its long link keeps one processor busy, and so do
/// their compilations.
struct Production {
    begun: Instant,
    made: JoinHandle<Outcome<(PathBuf, String)>>,
}

impl Production {
    fn begin() -> Self {
        let made = std::thread::spawn(|| {
            let (mut command, out) = build::command(Path::new("dist"), build::Limits::Told)?;
            own_group(&mut command);
            let (mut child, mut output) = start(&mut command).map_err(|error| error.to_string())?;
            let mut said = Vec::new();
            output
                .read_to_end(&mut said)
                .map_err(|error| error.to_string())?;
            let said = String::from_utf8_lossy(&said).into_owned();
            match child.wait() {
                Ok(status) if status.success() => Ok((out, said)),
                _ => Err(said),
            }
        });
        Self {
            begun: Instant::now(),
            made,
        }
    }

    /// Waits for it, prints what it said, and gives its folder.
    fn finish(self) -> Outcome<PathBuf> {
        println!("\n== production build");
        let made = self
            .made
            .join()
            .map_err(|_| "The build stopped.".to_owned())?;
        let (out, said) = made?;
        println!("{said}");
        println!(
            "production build was there after {} s.",
            self.begun.elapsed().as_secs()
        );
        Ok(out)
    }
}

fn end_to_end(suite: &mut Suite, production: Production) {
    let out = match production.finish() {
        Ok(out) => out,
        Err(reason) => return suite.failed("production build", &reason),
    };
    suite.count(
        "production build",
        Tally {
            passed: 1,
            failed: 0,
        },
    );
    match finish::exceeded(&out) {
        Ok(over) if over.is_empty() => suite.count(
            "size limits",
            Tally {
                passed: 1,
                failed: 0,
            },
        ),
        Ok(over) => suite.failed("size limits", &over.join("\n")),
        Err(reason) => suite.failed("size limits", &reason),
    }
    match tools::debian(&SERVERS).and_then(|()| in_browsers(&out)) {
        Ok(mut command) => {
            let profiles = folder_in_memory();
            if let Some(folder) = &profiles {
                command.env("TMPDIR", folder);
            }
            suite.tests(
                "end-to-end tests",
                command.args(["test", "--locked", "--no-fail-fast", "--package", "e2e"]),
            );
            // What killed browsers and their drivers leave goes with it.
            profiles.map(std::fs::remove_dir_all);
        }
        Err(reason) => suite.failed("end-to-end tests", &reason),
    }
}

/// A new folder for the profiles of browsers that needs no disk, where there is room for some of them: the
/// hundreds of databases that the tests make would wait for the disk a fifth of their time.
fn folder_in_memory() -> Option<PathBuf> {
    const ROOM_KB: u64 = 4 << 20;
    let shared = Path::new("/dev/shm");
    let told = Command::new("df").arg("-Pk").arg(shared).output().ok()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let mut fields = told.lines().nth(1)?.split_whitespace();
    let is_memory = fields.next() == Some("tmpfs");
    let free: u64 = fields.nth(2)?.parse().ok()?;
    let folder = shared.join(format!("matchbook-{}", std::process::id()));
    (is_memory && free >= ROOM_KB && std::fs::create_dir(&folder).is_ok()).then_some(folder)
}

/// Cargo under a virtual display, with the browsers, their drivers and the checker at hand.
///
/// # Errors
/// When one of them cannot be had.
pub fn in_browsers(out: &Path) -> Outcome<Command> {
    tools::debian(&BROWSERS)?;
    let axe = tools::axe()?;
    let prepared = tools::prepare(&[tools::geckodriver()], false)?;
    let mut command = Command::new("xvfb-run");
    command
        .args(["--auto-servernum", "--"])
        .arg(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(crate::workspace())
        .env("MATCHBOOK_DIST", out)
        .env("MATCHBOOK_AXE", axe)
        .env("CHROMEDRIVER", full_path(&prepared, "chromedriver"))
        .env("GECKODRIVER", full_path(&prepared, "geckodriver"))
        .env("WEBKITDRIVER", full_path(&prepared, "WebKitWebDriver"));
    prepared.apply(&mut command);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read() {
        let line = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.01s";
        assert_eq!(
            read_result(line),
            Some(Tally {
                passed: 12,
                failed: 0
            })
        );
        let line = "test result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert_eq!(
            read_result(line),
            Some(Tally {
                passed: 1,
                failed: 2
            })
        );
        assert_eq!(read_result("running 3 tests"), None);
        assert_eq!(read_result("test result: nonsense"), None);
    }

    #[test]
    fn a_failed_test_is_known_by_its_name() {
        assert_eq!(
            failed_test("test webkit::large_phrases ... FAILED\n"),
            Some("webkit::large_phrases")
        );
        assert_eq!(failed_test("test webkit::large_phrases ... ok"), None);
        assert_eq!(failed_test("test result: FAILED. 1 passed; 1 failed"), None);
        assert_eq!(failed_test("said: test it all ... FAILED"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_step_is_ended_with_all_that_it_started() {
        // The shell waits for a child of its own, which holds the pipe open.
        let mut command = Command::new("sh");
        command.args(["-c", "echo $$; sleep 600 & echo $!; wait"]);
        own_group(&mut command);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let pids: Vec<String> = lines.by_ref().take(2).map(|line| line.unwrap()).collect();
        end_group(&mut child);
        child.wait().unwrap();
        // Whoever held the pipe is gone, so it ends.
        assert!(lines.next().is_none(), "{pids:?}");
    }

    #[test]
    fn no_step_passes_by_accident() {
        let none = Tally::default();
        let one = |passed, failed| Tally { passed, failed };
        assert_eq!(judge(none, true, false), one(1, 0));
        assert_eq!(judge(none, false, false), one(0, 1));
        assert_eq!(judge(none, true, true), one(0, 1));
        assert_eq!(judge(one(5, 0), true, true), one(5, 0));
        assert_eq!(judge(one(5, 0), false, true), one(5, 1));
        assert_eq!(judge(one(5, 2), false, true), one(5, 2));
    }
}
