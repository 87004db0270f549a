//! The layer rule of ARCHITECTURE.md, over the sources as they are: who may name whom, and what
//! nobody may write. Reads text, not syntax: comments, strings' contents and test modules are left out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::Path;

/// A room: the folder (and file) under src, the rooms it may name, the outside crates it may name.
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
}

const BROWSER: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_storage",
];

const ROOMS: &[Room] = &[
    Room {
        name: "domain",
        rooms: &["domain", "record"],
        crates: &["serde", "serde_json", "chrono", "fractional_index"],
    },
    Room {
        name: "content",
        rooms: &["content", "domain"],
        crates: &["serde", "serde_json"],
    },
    Room {
        name: "store",
        rooms: &["store", "domain", "content", "rank"],
        crates: &["serde", "serde_json", "crc32fast"],
    },
    Room {
        name: "exchange",
        rooms: &["exchange", "domain"],
        crates: &["serde", "serde_json", "csv", "htmlize", "ruzstd", "zip"],
    },
    Room {
        name: "study",
        rooms: &["study", "domain", "content"],
        crates: &["serde", "serde_json", "fsrs"],
    },
    Room {
        name: "rank",
        rooms: &["rank", "domain"],
        crates: &[],
    },
    Room {
        name: "job",
        rooms: &["job", "study", "rank"],
        crates: &["serde", "serde_json"],
    },
    Room {
        name: "speech",
        rooms: &["speech"],
        crates: &["hound", "microfft", "serde", "serde_json"],
    },
    Room {
        name: "platform",
        rooms: &["platform"],
        crates: BROWSER,
    },
    Room {
        name: "message",
        rooms: &[],
        crates: &[],
    },
    Room {
        name: "ui",
        rooms: &["ui", "message"],
        crates: &["leptos"],
    },
    Room {
        name: "parts",
        rooms: &["parts"],
        crates: &[],
    },
    Room {
        name: "session",
        rooms: &["session", "store", "platform", "domain", "parts"],
        crates: &["leptos", "wasm_bindgen_futures"],
    },
    Room {
        name: "screens",
        rooms: &["screens", "features", "parts"],
        crates: &["leptos"],
    },
    Room {
        name: "address",
        rooms: &[],
        crates: &[],
    },
    Room {
        name: "features",
        rooms: &[
            "features", "session", "store", "study", "rank", "job", "exchange", "speech", "domain",
            "content", "ui", "address", "parts",
        ],
        crates: &["leptos"],
    },
    Room {
        name: "worker",
        rooms: &["worker", "job", "study", "speech", "platform", "parts"],
        crates: &["wasm_bindgen"],
    },
    Room {
        name: "app",
        rooms: &[
            "app", "features", "session", "screens", "address", "parts", "platform", "ui",
        ],
        crates: &["leptos", "wasm_bindgen_futures"],
    },
];

const OUTSIDE: &[&str] = &[
    "serde",
    "serde_json",
    "chrono",
    "fractional_index",
    "crc32fast",
    "csv",
    "flate2",
    "ruzstd",
    "zip",
    "fsrs",
    "hound",
    "microfft",
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_storage",
    "indexed_db_futures",
];

/// The text with comments and the insides of strings blanked out, lines kept.
fn code(source: &str) -> String {
    let mut out = String::new();
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut i = 0;
    while i < chars.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            ('r', '"' | '#')
                if !at(i.wrapping_sub(1)).is_alphanumeric() && at(i.wrapping_sub(1)) != '_' =>
            {
                let hashes = (i + 1..).take_while(|&j| at(j) == '#').count();
                if at(i + 1 + hashes) != '"' {
                    out.push('r');
                    i += 1;
                    continue;
                }
                i += hashes + 2;
                while i < chars.len() && !(at(i) == '"' && (1..=hashes).all(|j| at(i + j) == '#')) {
                    if at(i) == '\n' {
                        out.push('\n');
                    }
                    i += 1;
                }
                i += hashes + 1;
                out.push_str("\"\"");
            }
            ('"', _) => {
                i += 1;
                while i < chars.len() && at(i) != '"' {
                    if at(i) == '\n' {
                        out.push('\n');
                    }
                    i += if at(i) == '\\' && at(i + 1) != '\n' {
                        2
                    } else {
                        1
                    };
                }
                i += 1;
                out.push_str("\"\"");
            }
            ('\'', '\\') => {
                i += 3;
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            ('\'', _) if at(i + 2) == '\'' => i += 3,
            (c, _) => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

/// Every path that begins with `root::`, as its next two names, with the line. Follows `{ }` groups.
fn paths(code: &str, root: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let start = [root, "::"].concat();
    for (place, _) in code.match_indices(&start) {
        let before = code[..place].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' || before == ':' || before == '$' {
            continue;
        }
        let line =
            code[..place].lines().count().max(1) + usize::from(code[..place].ends_with('\n'));
        let rest = &code[place + start.len()..];
        for (first, tail) in names(rest) {
            let seconds = tail.map_or(vec![String::new()], |tail| {
                names(tail).into_iter().map(|(name, _)| name).collect()
            });
            for second in seconds {
                found.push((line, first.clone(), second));
            }
        }
    }
    found
}

/// The names at the start of a path's rest: one, or those of a group, each with what follows it.
fn names(rest: &str) -> Vec<(String, Option<&str>)> {
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let rest = rest.trim_start();
    let Some(group) = rest.strip_prefix('{') else {
        let name = word(rest);
        let tail = rest[name.len()..].strip_prefix("::");
        return vec![(name, tail)];
    };
    let mut depth = 0;
    let mut parts = Vec::new();
    let mut begun = 0;
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[begun..i]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[begun..i]);
                begun = i + 1;
            }
            _ => {}
        }
    }
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let name = word(part);
            let tail = part[name.len()..].strip_prefix("::");
            (name, tail)
        })
        .collect()
}

/// Everything wrong with one source; `path` is relative to src.
fn faults(path: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, what: &str| faults.push(format!("src/{path}:{line}: {what}"));
    if !source.starts_with("//!") {
        fault(1, "begins without //!");
    }
    let source = source.split("#[cfg(test)]").next().unwrap_or("");
    let source = source.split("#[cfg(all(test").next().unwrap_or("");
    let code = code(source);
    let lines: Vec<&str> = code.lines().collect();
    for (n, line) in lines.iter().enumerate() {
        let allowed = |lint: &str| {
            let attribute = format!("clippy::{lint}");
            // On the line itself, or on the item it stands in: the nearest attributes above.
            code.lines()
                .take(n + 1)
                .collect::<Vec<_>>()
                .iter()
                .rev()
                .take(40)
                .any(|above| above.contains("allow") && above.contains(&attribute))
        };
        for (call, lint) in [(".unwrap()", "unwrap_used"), (".expect(", "expect_used")] {
            if line.contains(call) && !allowed(lint) {
                fault(n + 1, &format!("{call} outside tests"));
            }
        }
        if line.contains("inner_html") {
            fault(n + 1, "inner_html");
        }
        if line.contains("unsafe ") || line.contains("todo!(") || line.contains("dbg!(") {
            fault(n + 1, "unsafe, todo! or dbg!");
        }
    }
    let (room, _) = path
        .split_once('/')
        .unwrap_or((path.trim_end_matches(".rs"), ""));
    let Some(rule) = ROOMS.iter().find(|rule| rule.name == room) else {
        if !matches!(path, "lib.rs" | "main.rs") {
            fault(1, "a room without a rule");
        }
        return faults;
    };
    for (line, first, _) in paths(&code, "crate") {
        if !rule.rooms.contains(&&*first) {
            fault(line, &format!("{room} may not name {first}"));
        }
    }
    for outside in OUTSIDE {
        if rule.crates.contains(outside) {
            continue;
        }
        if let Some((line, ..)) = paths(&code, outside).first() {
            fault(*line, &format!("{room} may not name {outside}"));
        }
    }
    // The only ways round the rule above.
    if !["platform", "ui"].contains(&room) {
        for hidden in ["web_sys", "wasm_bindgen", "js_sys"] {
            if paths(&code, "leptos")
                .iter()
                .any(|(_, first, _)| first == hidden)
            {
                fault(
                    1,
                    &format!("{room} may not name {hidden}, not through leptos either"),
                );
            }
        }
    }
    faults
}

fn sources(folder: &Path, prefix: &str, out: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            sources(&path, &format!("{name}/"), out);
        } else if name.ends_with(".rs") {
            out.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let mut out = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        "",
        &mut out,
    );
    out
}

#[test]
fn every_source_keeps_the_rule() {
    let sources = all_sources();
    assert!(sources.len() > 40);
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|(path, source)| faults(path, source))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_room_has_a_rule_and_no_mod_rs() {
    let sources = all_sources();
    let rooms: BTreeSet<&str> = sources
        .iter()
        .filter_map(|(path, _)| Some(path.split_once('/')?.0))
        .collect();
    for room in rooms {
        assert!(ROOMS.iter().any(|rule| rule.name == room), "{room}");
    }
    for (path, _) in &sources {
        for bad in [
            "mod", "utils", "util", "helpers", "helper", "common", "manager", "service",
        ] {
            assert!(
                !path
                    .split('/')
                    .any(|part| part.trim_end_matches(".rs") == bad),
                "{path}"
            );
        }
    }
}

/// Negative controls: each offence is seen, on its line, and its lawful neighbour is not.
#[test]
fn offences_are_seen() {
    let check = |path: &str, body: &str, says: &str| {
        let source = format!("//! A file.\n\n{body}\n");
        let found = faults(path, &source);
        if says.is_empty() {
            assert!(found.is_empty(), "{path}: {body}: {found:?}");
        } else {
            assert!(
                found.iter().any(|fault| fault.contains(says)),
                "{path}: {body}: {found:?}, not {says}"
            );
        }
    };
    check(
        "domain/x.rs",
        "use crate::store::model::Model;",
        "src/domain/x.rs:3: domain may not name store",
    );
    check(
        "domain/x.rs",
        "use crate::{domain::time, content::PACKING};",
        "domain may not name content",
    );
    check(
        "domain/x.rs",
        "fn f() { crate::platform::clock::now_ms(); }",
        "domain may not name platform",
    );
    check(
        "domain/x.rs",
        "use leptos::prelude::*;",
        "domain may not name leptos",
    );
    check(
        "domain/x.rs",
        "use serde::Serialize;\nuse crate::domain::time::Day;",
        "",
    );
    check(
        "content/x.rs",
        "use crate::store::model;",
        "content may not name store",
    );
    check(
        "store/x.rs",
        "let x = web_sys::window();",
        ":3: store may not name web_sys",
    );
    check(
        "store/x.rs",
        "use crate::platform::db;",
        "store may not name platform",
    );
    check(
        "store/x.rs",
        "// use crate::platform::db;\nlet s = \"crate::ui::x\";",
        "",
    );
    check(
        "exchange/x.rs",
        "use crate::store::model;",
        "exchange may not name store",
    );
    check(
        "store/x.rs",
        "use zip::ZipArchive;",
        "store may not name zip",
    );
    check("exchange/x.rs", "use zip::ZipArchive;", "");
    check(
        "speech/x.rs",
        "use crate::domain::story;",
        "speech may not name domain",
    );
    check(
        "rank/x.rs",
        "use crate::store::model;",
        "rank may not name store",
    );
    check("domain/x.rs", "use hound::WavReader;", "may not name hound");
    check(
        "platform/x.rs",
        "use crate::domain::time;",
        "platform may not name domain",
    );
    check(
        "platform/x.rs",
        "use leptos::prelude::*;",
        "platform may not name leptos",
    );
    check(
        "ui/x.rs",
        "use crate::domain::time;",
        "ui may not name domain",
    );
    check(
        "ui/x.rs",
        "use crate::session::Session;",
        "ui may not name session",
    );
    check(
        "session/x.rs",
        "use crate::features;",
        "session may not name features",
    );
    check("session/x.rs", "use crate::store::model;", "");
    check(
        "features/today.rs",
        "use crate::platform::clock;",
        "features may not name platform",
    );
    check(
        "features/today.rs",
        "use crate::app::start;",
        "features may not name app",
    );
    check(
        "features/today.rs",
        "use leptos::web_sys::Event;",
        "not through leptos either",
    );
    check(
        "features/today.rs",
        "use crate::screens::find;",
        "features may not name screens",
    );
    check("features/today.rs", "use crate::address::href;", "");
    check(
        "app/x.rs",
        "use crate::store::model;",
        "app may not name store",
    );
    check("attic/x.rs", "", "a room without a rule");
    check(
        "store/x.rs",
        "let a = b.unwrap();",
        ":3: .unwrap() outside tests",
    );
    check(
        "store/x.rs",
        "let a = b.expect(\"x\");",
        ".expect( outside tests",
    );
    check(
        "store/x.rs",
        "#[allow(clippy::expect_used)] // why\nlet a = b.expect(\"x\");",
        "",
    );
    check("store/x.rs", "let a = b.unwrap_or(3);\n// c.unwrap()", "");
    check(
        "store/x.rs",
        "#[cfg(test)]\nmod tests { fn f() { b.unwrap(); } }",
        "",
    );
    check("ui/x.rs", "view! { <p inner_html=x /> }", "inner_html");
    check("store/x.rs", "unsafe { }", "unsafe");
    assert!(
        !faults("store/x.rs", "use std::fmt;\n").is_empty(),
        "no //!"
    );
}
