//! The house: no circle among files, and in the features no arrow that climbs. Reads the tokens of the
//! sources, so that what a macro is given counts too; what stands in a test module does not.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Rooms of `features`: each may use those before it, and none after.
const FEATURES: [&str; 12] = [
    "shell",
    "aloud",
    "settings",
    "reading",
    "rank",
    "programs",
    "trips",
    "cards",
    "stories",
    "drill",
    "recordings",
    "today",
];

/// Sources by module: `crate::store::model` for `store/model.rs`.
type House = BTreeMap<Vec<String>, TokenStream>;

/// Arrows among modules: who names whom.
type Arrows = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

fn module_of(path: &str) -> Vec<String> {
    path.trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect()
}

fn house() -> House {
    fn read(folder: &Path, prefix: &str, house: &mut House) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                read(&path, &format!("{name}/"), house);
            } else if name.ends_with(".rs") && name != "lib.rs" && name != "main.rs" {
                let text = std::fs::read_to_string(&path).unwrap();
                house.insert(module_of(&name), text.parse().expect(&name));
            }
        }
    }
    let mut house = House::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        "",
        &mut house,
    );
    house
}

/// All tokens in one row, a group's between its brackets; test modules are left out.
fn flat(tokens: TokenStream, out: &mut Vec<String>) {
    let mut in_test = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let inside = group.stream();
                let is_test = ["cfg (test)", "cfg (all (test"]
                    .iter()
                    .any(|begin| inside.to_string().starts_with(begin));
                if group.delimiter() == Delimiter::Bracket && is_test {
                    in_test = true;
                    continue;
                }
                if std::mem::take(&mut in_test) {
                    continue;
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    _ => ("(", ")"),
                };
                out.push(open.to_owned());
                flat(inside, out);
                out.push(close.to_owned());
            }
            TokenTree::Punct(punct) => {
                in_test &= punct.as_char() != ';';
                out.push(punct.as_char().to_string());
            }
            TokenTree::Ident(ident) => out.push(ident.to_string()),
            TokenTree::Literal(_) => out.push("\"".to_owned()),
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The paths that begin at `place` with what is in `begun`, groups taken apart; gives where they end.
fn paths_at(
    tokens: &[String],
    mut place: usize,
    begun: &[String],
    out: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = begun.to_vec();
    let at = |place: usize| tokens.get(place).map_or("", String::as_str);
    loop {
        if at(place) == "{" {
            place += 1;
            while !matches!(at(place), "}" | "") {
                if is_name(at(place)) || at(place) == "{" {
                    place = paths_at(tokens, place, &path, out);
                } else {
                    place += 1;
                }
            }
            return place + 1;
        }
        if !is_name(at(place)) {
            break;
        }
        path.push(at(place).to_owned());
        place += 1;
        if at(place) != ":" || at(place + 1) != ":" {
            break;
        }
        place += 2;
    }
    if at(place) == "as" {
        place += 2;
    }
    out.push(path);
    place
}

/// Every path in a module, from the root of the house.
fn paths(module: &[String], tokens: &TokenStream, house: &House) -> Vec<Vec<String>> {
    let mut row = Vec::new();
    flat(tokens.clone(), &mut row);
    let at = |place: usize| row.get(place).map_or("", String::as_str);
    let mut found = Vec::new();
    let mut place = 0;
    while place < row.len() {
        let is_first = place == 0 || (at(place - 1) != ":" && at(place - 1) != "$");
        let is_path = at(place + 1) == ":" && at(place + 2) == ":";
        let begun: Option<Vec<String>> = match at(place) {
            _ if !is_first || !is_path => None,
            "crate" => Some(Vec::new()),
            "self" => Some(module.to_vec()),
            "super" => Some(module[..module.len() - 1].to_vec()),
            // A module of its own.
            name if house.contains_key(&[module, &[name.to_owned()]].concat()) => {
                Some([module, &[name.to_owned()]].concat())
            }
            _ => None,
        };
        match begun {
            Some(begun) => place = paths_at(&row, place + 3, &begun, &mut found),
            None => place += 1,
        }
    }
    found
}

/// What the faces of folders lend: a name in a module, and the path that it stands for.
fn lent(house: &House) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut lent = BTreeMap::new();
    for (module, tokens) in house {
        let mut row = Vec::new();
        flat(tokens.clone(), &mut row);
        for place in 0..row.len() {
            let is_use =
                row[place] == "pub" && row.get(place + 1).is_some_and(|next| next == "use");
            if !is_use {
                continue;
            }
            let first = &row[place + 2];
            let mut found = Vec::new();
            let begun = match first.as_str() {
                "crate" => Vec::new(),
                "self" => module.clone(),
                name => [module.as_slice(), &[name.to_owned()]].concat(),
            };
            paths_at(&row, place + 5, &begun, &mut found);
            for path in found {
                if let Some(name) = path.last() {
                    lent.insert(
                        [module.as_slice(), std::slice::from_ref(name)].concat(),
                        path,
                    );
                }
            }
        }
    }
    lent
}

fn arrows(house: &House) -> Arrows {
    let lent = lent(house);
    let mut arrows = Arrows::new();
    for (module, tokens) in house {
        for mut path in paths(module, tokens, house) {
            // A face only hands on.
            while let Some(real) = (1..=path.len()).find_map(|end| {
                // A module and what it lends may have one name: then the module is meant.
                let real = lent.get(&path[..end])?;
                let is_module = house.contains_key(&path[..end]);
                (!is_module).then(|| [real.as_slice(), &path[end..]].concat())
            }) {
                path = real;
            }
            let end = (1..=path.len())
                .rev()
                .find(|end| house.contains_key(&path[..*end]));
            if let Some(end) = end
                && path[..end] != **module
            {
                let named = arrows.entry(module.clone()).or_default();
                named.insert(path[..end].to_vec());
            }
        }
    }
    // What a face hands on is no arrow of its own.
    let handed: BTreeSet<(Vec<String>, Vec<String>)> = lent
        .iter()
        .filter_map(|(name, path)| {
            let end = (1..=path.len())
                .rev()
                .find(|end| house.contains_key(&path[..*end]))?;
            Some((name[..name.len() - 1].to_vec(), path[..end].to_vec()))
        })
        .collect();
    for (face, behind) in handed {
        if let Some(named) = arrows.get_mut(&face) {
            named.remove(&behind);
        }
    }
    arrows
}

/// A circle among modules, if there is one.
fn circle(arrows: &Arrows) -> Option<String> {
    fn walk<'a>(
        module: &'a Vec<String>,
        arrows: &'a Arrows,
        way: &mut Vec<&'a Vec<String>>,
        done: &mut BTreeSet<&'a Vec<String>>,
    ) -> Option<String> {
        if let Some(begin) = way.iter().position(|on| *on == module) {
            let round = way[begin..].iter().chain([&module]);
            return Some(
                round
                    .map(|one| one.join("/"))
                    .collect::<Vec<_>>()
                    .join(" > "),
            );
        }
        if !done.insert(module) {
            return None;
        }
        way.push(module);
        let found = arrows
            .get(module)
            .into_iter()
            .flatten()
            .find_map(|next| walk(next, arrows, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    arrows
        .keys()
        .find_map(|module| walk(module, arrows, &mut Vec::new(), &mut done))
}

/// Arrows inside `features` that climb from a room to a later one.
fn climbs(arrows: &Arrows) -> Vec<String> {
    let room = |module: &[String]| match module {
        [features, room, ..] if features == "features" => {
            FEATURES.iter().position(|known| known == room)
        }
        _ => None,
    };
    let all = arrows
        .iter()
        .flat_map(|(from, named)| named.iter().map(move |to| (from, to)));
    all.filter(|(from, to)| matches!((room(from), room(to)), (Some(from), Some(to)) if from < to))
        .map(|(from, to)| format!("{} > {}", from.join("/"), to.join("/")))
        .collect()
}

#[test]
fn there_is_no_circle_among_files() {
    let arrows = arrows(&house());
    assert!(
        arrows.values().map(BTreeSet::len).sum::<usize>() > 500,
        "hardly an arrow is seen"
    );
    assert_eq!(circle(&arrows), None);
}

#[test]
fn no_arrow_climbs() {
    let house = house();
    let rooms: BTreeSet<&str> = house
        .keys()
        .filter(|module| module.len() > 1 && module[0] == "features")
        .map(|module| module[1].as_str())
        .collect();
    assert_eq!(
        rooms,
        FEATURES.into_iter().collect(),
        "a room without a place"
    );
    assert_eq!(climbs(&arrows(&house)), Vec::<String>::new());
}

/// The modules that the registry opens screens of.
fn screens(house: &House) -> BTreeSet<Vec<String>> {
    let features = ["features".to_owned()];
    let mut row = Vec::new();
    flat(house[&["screens".to_owned()][..]].clone(), &mut row);
    let mut named = Vec::new();
    for place in 0..row.len() {
        if row[place] == features[0] && row.get(place + 2).is_some_and(|next| next == ":") {
            paths_at(&row, place + 3, &features, &mut named);
        }
    }
    named.retain(|path| path.len() > 3 && house.contains_key(&path[..3]));
    named.into_iter().map(|path| path[..3].to_vec()).collect()
}

/// Features that name a screen which is not theirs; a screen's own files may name it.
fn names_of_screens(arrows: &Arrows, screens: &BTreeSet<Vec<String>>) -> Vec<String> {
    let is_feature = |module: &[String]| module[0] == "features";
    let all = arrows
        .iter()
        .flat_map(|(from, named)| named.iter().map(move |to| (from, to)));
    all.filter(|(from, to)| is_feature(from) && screens.contains(*to) && !from.starts_with(to))
        .map(|(from, to)| format!("{} > {}", from.join("/"), to.join("/")))
        .collect()
}

#[test]
fn no_screen_is_named_but_by_the_registry() {
    let house = house();
    let screens = screens(&house);
    assert!(screens.len() > 25, "hardly a screen is seen: {screens:?}");
    let planted = Arrows::from([(
        module_of("features/trips/list"),
        BTreeSet::from([module_of("features/trips/packing")]),
    )]);
    assert_eq!(names_of_screens(&planted, &screens).len(), 1, "control");
    assert_eq!(
        names_of_screens(&arrows(&house), &screens),
        Vec::<String>::new()
    );
}

/// Controls: one of each that is planted is found.
#[test]
fn a_planted_circle_and_a_planted_climb_are_found() {
    let planted = |files: &[(&str, &str)]| {
        let mut house = house();
        for (path, text) in files {
            let mut tokens: TokenStream = text.parse().unwrap();
            if let Some(old) = house.get(&module_of(path)) {
                tokens = [old.clone(), tokens].into_iter().collect();
            }
            house.insert(module_of(path), tokens);
        }
        arrows(&house)
    };
    assert_eq!(
        circle(&planted(&[(
            "domain/a.rs",
            "use crate::domain::time::Day;"
        )])),
        None
    );
    // Through a group, and back by a macro's argument.
    let round = planted(&[
        (
            "domain/a.rs",
            "use crate::{domain::b::{self, X as Y}, store};",
        ),
        (
            "domain/b.rs",
            "cut! { part; fn f() -> () = crate::domain::a::f; }",
        ),
    ]);
    assert_eq!(circle(&round).unwrap(), "domain/a > domain/b > domain/a");
    // Through a face that hands on, and by `super`.
    let round = planted(&[
        ("ui/a.rs", "fn f() { super::b::g(); }"),
        ("ui/b.rs", "use crate::ui::A;"),
        ("ui.rs", "pub use a::A;"),
    ]);
    assert_eq!(circle(&round).unwrap(), "ui/a > ui/b > ui/a");
    // Not what a test names.
    let tested = planted(&[
        ("domain/a.rs", "use crate::domain::b::X;"),
        (
            "domain/b.rs",
            "#[cfg(test)] mod tests { use crate::domain::a::f; }",
        ),
    ]);
    assert_eq!(circle(&tested), None);

    let climb = planted(&[(
        "features/trips/list.rs",
        "use crate::features::today::agenda;",
    )]);
    assert_eq!(
        climbs(&climb),
        ["features/trips/list > features/today/agenda"]
    );
}
