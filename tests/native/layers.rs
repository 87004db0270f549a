//! The layer rule of ARCHITECTURE.md, over the sources as they are: who may name whom, and what
//! nobody may write.

use std::collections::BTreeSet;

use crate::sources::{Token, all, at, module_of, paths, paths_into, row};

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
        rooms: &["store", "domain", "content", "rank", "address"],
        crates: &["serde", "serde_json", "crc32fast"],
    },
    Room {
        name: "exchange",
        rooms: &["exchange", "domain"],
        crates: &[
            "serde",
            "serde_json",
            "csv",
            "htmlize",
            "percent_encoding",
            "ruzstd",
            "zip",
        ],
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
        rooms: &["session", "store", "platform", "domain", "parts", "address"],
        crates: &["leptos", "wasm_bindgen_futures"],
    },
    Room {
        name: "screens",
        rooms: &["screens", "features", "parts", "address"],
        crates: &["leptos"],
    },
    Room {
        name: "address",
        rooms: &["address", "domain"],
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

/// Everything wrong with one source; `path` is relative to src.
fn faults(path: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, what: &str| faults.push(format!("src/{path}:{line}: {what}"));
    if !source.starts_with("//!") {
        fault(1, "begins without //!");
    }
    let row = row(source);
    let allows = |token: &Token, call| {
        let lint = ["clippy :: ", call, "_used"].concat();
        token.allowed.contains(&lint)
    };
    for (place, token) in row.iter().enumerate() {
        let (before, next) = (at(&row, place.wrapping_sub(1)), at(&row, place + 1));
        match &*token.text {
            call @ ("unwrap" | "expect")
                if before == "." && next == "(" && !allows(token, call) =>
            {
                fault(token.line, &format!(".{call}() outside tests"));
            }
            "unsafe" => fault(token.line, "unsafe"),
            "todo" | "dbg" if next == "!" => fault(token.line, "todo! or dbg!"),
            name if name.contains("inner_html") => fault(token.line, "inner_html"),
            _ => {}
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
    let is_room =
        |path: &[String]| matches!(path, [one] if ROOMS.iter().any(|room| room.name == one));
    for named in paths(&module_of(path), &row, &is_room) {
        let first = named.path.first().map_or("", String::as_str);
        if !rule.rooms.contains(&first) {
            fault(named.line, &format!("{room} may not name {first}"));
        }
    }
    for outside in OUTSIDE {
        if rule.crates.contains(outside) {
            continue;
        }
        if let Some(named) = paths_into(outside, &row).first() {
            fault(named.line, &format!("{room} may not name {outside}"));
        }
    }
    // The only ways round the rule above.
    if !["platform", "ui"].contains(&room) {
        for named in paths_into("leptos", &row) {
            let first = named.path.first().map_or("", String::as_str);
            if ["web_sys", "wasm_bindgen", "js_sys"].contains(&first) {
                fault(
                    named.line,
                    &format!("{room} may not name {first}, not through leptos either"),
                );
            }
        }
    }
    faults
}

#[test]
fn every_source_keeps_the_rule() {
    let sources = all();
    assert!(sources.len() > 40);
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|(path, source)| faults(path, source))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

type Parts = (BTreeSet<String>, BTreeSet<String>);

/// What addresses are made of, from the face that has them all: the first part of each, and the parts that
/// stand behind an id.
fn address_parts() -> Parts {
    let sources = all();
    let (_, source) = sources
        .iter()
        .find(|(path, _)| path == "address.rs")
        .unwrap();
    let (mut first, mut behind) = (BTreeSet::new(), BTreeSet::new());
    for address in row(source).iter().filter_map(|token| token.says.as_deref()) {
        let mut parts = address.split('/').peekable();
        if parts.peek().is_some_and(|part| part.len() > 2) {
            first.extend(parts.next().map(str::to_owned));
        }
        let of_ids = parts.skip_while(|part| !part.starts_with(':'));
        let names = of_ids.filter(|part| !part.starts_with(':'));
        behind.extend(names.map(str::to_owned));
    }
    first.remove("new");
    (first, behind)
}

/// Every address that a source writes itself, whole or a piece to glue.
fn own_addresses(path: &str, source: &str, (first, behind): &Parts) -> Vec<String> {
    let row = row(source);
    let mut found = Vec::new();
    for (place, token) in row.iter().enumerate() {
        let Some(says) = token.says.as_deref() else {
            continue;
        };
        let goes = matches!(
            at(&row, place.wrapping_sub(2)),
            "href" | "go" | "swap" | "restart_at" | "leave_sample"
        );
        let is_given = goes && at(&row, place.wrapping_sub(1)) == "(";
        let of_screen = says.split_once('/').is_some_and(|(room, rest)| {
            first.contains(room) && !rest.starts_with(char::is_whitespace)
        });
        let is_end = says.strip_prefix('/').is_some_and(|end| {
            let end = end.trim_end_matches('/');
            behind.contains(end)
        });
        if is_given || of_screen || is_end || says.starts_with("#/") {
            found.push(format!(
                "src/{path}:{}: writes the address {says:?} itself",
                token.line
            ));
        }
    }
    found
}

#[test]
fn only_one_file_writes_addresses() {
    let parts = address_parts();
    for (known, some) in [
        (&parts.0, ["practice", "rank"]),
        (&parts.1, ["interview", "edit"]),
    ] {
        assert!(some.iter().all(|part| known.contains(*part)), "{known:?}");
    }
    let found: Vec<String> = all()
        .iter()
        .filter(|(path, _)| path != "address.rs")
        .flat_map(|(path, source)| own_addresses(path, source, &parts))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    // Negative controls, each with its lawful neighbour.
    let own = |body: &str| own_addresses("x.rs", &format!("//! A file.\n\n{body}\n"), &parts).len();
    for planted in [
        "fn f() { go(\"rank\") }",
        "const TO: &str = \"settings/storage\";",
        "fn f() { [\"practice/card/\", id].concat() }",
        "fn f() { [&program(id), \"/interview/\", day].concat() }",
        "fn f() { [&trip(id), \"/edit\"].concat() }",
        "fn f() { view! { <Row title=\"Deck\" href=\"#/practice/deck\" /> } }",
        "fn f() { r#\"pack/you\"# }",
    ] {
        assert_eq!(own(planted), 1, "{planted}");
    }
    for lawful in [
        "fn f() { go(address::RANK) }",
        "fn f() { counted(count, \"program\", \"programs\") }",
        "fn f() { [actor, \"/\", seq].concat() }",
        "fn f() { say(\"/why\", text) }",
        "// \"rank/add\"\nconst FILE: &str = \"./licences/mit.txt\";",
        "#[cfg(test)]\nmod tests { const TO: &str = \"rank/add\"; }",
    ] {
        assert_eq!(own(lawful), 0, "{lawful}");
    }
}

/// Files in which a lone slash or tilde is no piece of a record's id, and what it is there.
const NO_IDS: &[(&str, &str)] = &[
    ("domain/zone.rs", "the parts of a time zone's name"),
    ("domain/words.rs", "a sign between words"),
    ("store/core/codec.rs", "the key of a row of the journal"),
    ("store/read/agenda/todo.rs", "sorts behind every time"),
    ("store/read/day.rs", "sorts behind every time"),
    ("store/read/programs.rs", "sorts behind every day"),
    ("store/read/ranking/board.rs", "sorts behind every day"),
    ("store/read/tasks.rs", "sorts behind every day"),
    ("store/core/bookings.rs", "sorts behind every day"),
    ("store/read/world.rs", "the parts of a time zone's name"),
    ("features/shell/zones.rs", "the parts of a time zone's name"),
    ("features/settings/about.rs", "a page of a site"),
    ("features/programs/list.rs", "so many of so many"),
    ("features/trips/attire.rs", "the key of a group of rows"),
];

/// Where a source writes a lone slash or tilde, as one does who glues an id or takes one apart.
fn lone_signs(path: &str, source: &str) -> Vec<String> {
    let row = row(source);
    let is_lone = |token: &&Token| matches!(token.says.as_deref(), Some("/" | "~"));
    row.iter()
        .filter(is_lone)
        .map(|token| format!("src/{path}:{}: glues or splits an id itself", token.line))
        .collect()
}

/// The way from a record to what belongs to it stands in `domain/ids.rs` alone. Rooms that hold no records, and
/// those that write keys of storage or messages, have slashes of their own.
#[test]
fn only_one_file_glues_and_splits_ids() {
    let holds_records = |path: &str| {
        let rooms = [
            "domain/",
            "store/acts/",
            "store/core/",
            "store/read/",
            "study/",
            "rank/",
            "features/",
        ];
        path != "domain/ids.rs" && rooms.iter().any(|room| path.starts_with(room))
    };
    let (mut found, mut left) = (Vec::new(), Vec::from(NO_IDS));
    for (path, source) in all().iter().filter(|(path, _)| holds_records(path)) {
        let signs = lone_signs(path, source);
        match left.iter().position(|(known, _)| known == path) {
            Some(known) if !signs.is_empty() => drop(left.remove(known)),
            _ => found.extend(signs),
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(left.is_empty(), "these need no leave: {left:?}");
    // Negative controls, each with its lawful neighbour.
    let signs = |body: &str| lone_signs("x.rs", &format!("//! A file.\n\n{body}\n")).len();
    for planted in [
        "fn f() { id.split_once('/') }",
        "fn f() { rest.splitn(3, '/') }",
        "fn f() { [program, \"/\", own].concat() }",
        "fn f() { parts.join(\"/\") }",
        "fn f() { [one, r#\"~\"#, other].concat() }",
        "fn f() { before.ends_with(b'/') }",
    ] {
        assert_eq!(signs(planted), 1, "{planted}");
    }
    for lawful in [
        "fn f() { parent(id) }",
        "fn f() { child(program, own) }",
        "fn f() { [\"this and/or that\", \" / \"].concat() }",
        "fn f() { 6 / 2 }",
        "// the program's, '/' and \"/\"",
        "#[cfg(test)]\nmod tests { fn f() { id.split_once('/') } }",
    ] {
        assert_eq!(signs(lawful), 0, "{lawful}");
    }
}

/// Links that people have kept: each is what it always was, and leads to its screen with its ids in order.
#[test]
fn deep_links_stay() {
    use matchbook::address;
    let (program, interview, trip) = ("p".into(), "i".into(), "t".into());
    for (made, kept, pattern, ids) in [
        (
            address::thanks(&program, &interview),
            "programs/p/interview/i/thanks",
            "programs/:program/interview/:interview/thanks",
            vec!["p", "i"],
        ),
        (
            address::person(&"p/x".into()),
            "programs/p/people/x",
            "programs/:program/people/:person",
            vec!["p", "x"],
        ),
        (
            address::trip_form(&trip),
            "pack/t/edit",
            "pack/:trip/edit",
            vec!["t"],
        ),
        (
            address::choose_pair(&"a".into(), &"b".into()),
            "rank/choose/a/b",
            "rank/choose/:one/:other",
            vec!["a", "b"],
        ),
        (
            address::card(&"c".into()),
            "practice/card/c",
            "practice/card/:card",
            vec!["c"],
        ),
        (
            address::NEW_CARD.to_owned(),
            "practice/card/new",
            "practice/card/:card",
            vec![address::NEW],
        ),
    ] {
        assert_eq!(made, kept);
        let (screen, found) = matchbook::screens::find(&made).unwrap();
        assert_eq!(
            (screen.path, found),
            (pattern, ids.into_iter().map(str::to_owned).collect())
        );
    }
    // Each screen is found at its own address, not at another's.
    for screen in matchbook::screens::SCREENS {
        let address = screen.path.replace(':', "x-");
        let (found, _) = matchbook::screens::find(&address).unwrap();
        assert_eq!(found.path, screen.path);
    }
}

#[test]
fn every_room_has_a_rule_and_no_mod_rs() {
    let sources = all();
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
        "fn f() { super::super::platform::clock::now_ms(); }",
        "domain may not name platform",
    );
    check(
        "domain/x.rs",
        "fn f(db: crate::platform::db::Db) {}",
        "domain may not name platform",
    );
    check(
        "domain/x.rs",
        "use web_sys as dom;",
        "domain may not name web_sys",
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
        ".expect() outside tests",
    );
    check(
        "store/x.rs",
        "#[allow(clippy::expect_used)] // why\nlet a = b.expect(\"x\");",
        "",
    );
    check(
        "store/x.rs",
        "#[allow(clippy::expect_used)]\nfn f() { a.b() }\nfn g() { a.expect(\"x\") }",
        ":5: .expect() outside tests",
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
