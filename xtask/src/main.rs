//! The command line of the chores. What they do is in the library.

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};
use xtask::{Outcome, bench, build, finish, pictures, serve, suite};

const HELP: &str = "\
The chores of Matchbook. Each brings what it needs on the first run.

cargo xtask serve     build the app and serve it at http://localhost:8080
cargo xtask build     write the production build to dist/
cargo xtask test      run every check; the last line is `N passed, N failed`
cargo xtask bench     print sizes and run the measurements
cargo xtask pictures  make the pictures of the README anew
cargo xtask finish    what Trunk calls after a build; not for people

cargo xtask <command> --help says more.
Tools are kept in the user's cache folder; MATCHBOOK_TOOLS names another one.
";

const SERVE: &str = "\
cargo xtask serve [--port N] [--base /repo/] [--dev]

Builds the production app and serves it on this machine only.
On the first run it installs Trunk and wasm-bindgen (some minutes); after that it takes seconds.

--port N       port to use, else the next free one (default 8080)
--base /repo/  serve below this path, as a project page of a static host does
--dev          development build with live reload (runs `trunk serve`)
";

const BUILD: &str = "\
cargo xtask build [--out DIR]

Writes the production build, prints its sizes, and fails when a limit is exceeded or something is in
it that the page's policy forbids.

--out DIR  folder to write (default dist)
";

const TEST: &str = "\
cargo xtask test [--only lint|native|web|e2e]

lint    formatting and clippy
native  tests without a browser
web     tests in Chromium and Firefox
e2e     production build, limits, and end-to-end tests in Chromium, Firefox and WebKit

Installs missing browsers and drivers where it may (Debian, as root or with sudo).
The last line is `N passed, N failed`; the exit code is not zero when anything failed.
";

const BENCH: &str = "\
cargo xtask bench

Builds, prints the size table, and runs the native benchmarks and the browser measurements.
";

const PICTURES: &str = "\
cargo xtask pictures

Builds, opens the sample season in Chromium at a fixed date, and writes docs/screenshots/.
";

#[derive(Debug, PartialEq, Eq)]
enum Chore {
    Help(&'static str),
    Serve { port: u16, base: String, dev: bool },
    Build { out: PathBuf },
    Test { only: Option<suite::Part> },
    Bench,
    Pictures,
    Finish,
}

fn read(mut parser: Parser) -> Result<Chore, lexopt::Error> {
    let name = match parser.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Chore::Help(HELP)),
        Some(Arg::Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    let (mut chore, help) = match name.as_str() {
        "help" => return Ok(Chore::Help(HELP)),
        "serve" => (
            Chore::Serve {
                port: 8080,
                base: "/".to_owned(),
                dev: false,
            },
            SERVE,
        ),
        "build" => (Chore::Build { out: "dist".into() }, BUILD),
        "test" => (Chore::Test { only: None }, TEST),
        "bench" => (Chore::Bench, BENCH),
        "pictures" => (Chore::Pictures, PICTURES),
        "finish" => (Chore::Finish, HELP),
        other => return Err(format!("there is no chore `{other}`").into()),
    };
    while let Some(argument) = parser.next()? {
        match (&mut chore, argument) {
            (_, Arg::Short('h') | Arg::Long("help")) => return Ok(Chore::Help(help)),
            (Chore::Serve { port, .. }, Arg::Long("port")) => *port = parser.value()?.parse()?,
            (Chore::Serve { base, .. }, Arg::Long("base")) => {
                // `repo` and `/repo` are what people type.
                let typed = parser.value()?.string()?;
                let bare = typed.trim_matches('/');
                *base = if bare.is_empty() {
                    "/".to_owned()
                } else {
                    format!("/{bare}/")
                };
            }
            (Chore::Serve { dev, .. }, Arg::Long("dev")) => *dev = true,
            (Chore::Build { out }, Arg::Long("out")) => *out = parser.value()?.into(),
            (Chore::Test { only }, Arg::Long("only")) => {
                let typed = parser.value()?.string()?;
                let part = suite::Part::ALL
                    .into_iter()
                    .find(|part| part.name() == typed);
                *only = Some(part.ok_or("--only takes lint, native, web or e2e")?);
            }
            (_, other) => return Err(other.unexpected()),
        }
    }
    if let Chore::Serve {
        base, dev: true, ..
    } = &chore
        && base != "/"
    {
        return Err("--base belongs to the production server, not to --dev".into());
    }
    Ok(chore)
}

fn run(chore: Chore) -> Outcome<()> {
    match chore {
        Chore::Help(text) => {
            print!("{text}");
            Ok(())
        }
        Chore::Serve {
            port, dev: true, ..
        } => serve::develop(port),
        Chore::Serve { port, base, .. } => serve::run(port, &base),
        Chore::Build { out } => {
            // A folder somebody names is meant from where they stand.
            let out = std::path::absolute(out).map_err(|error| error.to_string())?;
            build::run(&out, build::Limits::Kept).map(drop)
        }
        Chore::Test { only } => suite::run(only),
        Chore::Bench => bench::run(),
        Chore::Pictures => pictures::run(),
        Chore::Finish => finish::from_trunk(),
    }
}

fn main() -> ExitCode {
    let chore = match read(Parser::from_env()) {
        Ok(chore) => chore,
        Err(error) => {
            eprintln!("{error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            if !reason.is_empty() {
                eprintln!("{reason}");
            }
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Chore, lexopt::Error> {
        read(Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn every_chore_is_understood() {
        let serve = |port, base: &str, dev| Chore::Serve {
            port,
            base: base.into(),
            dev,
        };
        assert_eq!(parse("serve").unwrap(), serve(8080, "/", false));
        assert_eq!(
            parse("serve --port 9 --base repo").unwrap(),
            serve(9, "/repo/", false)
        );
        assert_eq!(
            parse("serve --base=/a/b/").unwrap(),
            serve(8080, "/a/b/", false)
        );
        assert_eq!(parse("serve --dev").unwrap(), serve(8080, "/", true));
        assert_eq!(
            parse("build --out x").unwrap(),
            Chore::Build { out: "x".into() }
        );
        assert_eq!(
            parse("test --only e2e").unwrap(),
            Chore::Test {
                only: Some(suite::Part::EndToEnd)
            }
        );
        assert_eq!(parse("bench").unwrap(), Chore::Bench);
        assert_eq!(parse("pictures").unwrap(), Chore::Pictures);
        assert_eq!(parse("").unwrap(), Chore::Help(HELP));
        assert_eq!(parse("test -h").unwrap(), Chore::Help(TEST));
    }

    #[test]
    fn mistakes_are_named() {
        for line in [
            "serv",
            "serve --port 99999",
            "serve --port",
            "serve x",
            "build --port 1",
            "test --only all",
            "serve --dev --base /x/",
            "--port 1",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
