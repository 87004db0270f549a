//! The house: no circle among files, and in the features no arrow that climbs. Reads the tokens of the
//! sources, so that what a macro is given counts too; what stands in a test module does not.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Named, Row, all, at, module_of, paths, paths_at, row};

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

/// Rooms of `store`, and which of the others each may use.
const STORE: [(&str, &[&str]); 4] = [
    ("core", &[]),
    ("acts", &["core"]),
    ("read", &["core"]),
    ("keep", &["core"]),
];

/// Sources by module: `crate::store::core` for `store/core.rs`.
type House = BTreeMap<Vec<String>, Row>;

/// Arrows among modules: who names whom.
type Arrows = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

fn house() -> House {
    let inside = all().into_iter();
    inside
        .filter(|(path, _)| path != "lib.rs" && path != "main.rs")
        .map(|(path, text)| (module_of(&path), row(&text)))
        .collect()
}

/// What the faces of folders lend: a name in a module, and the path that it stands for.
fn lent(house: &House) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut lent = BTreeMap::new();
    for (module, row) in house {
        for place in 0..row.len() {
            if at(row, place) != "pub" || at(row, place + 1) != "use" {
                continue;
            }
            let mut found = Vec::new();
            let begun = match at(row, place + 2) {
                "crate" => Vec::new(),
                "self" => module.clone(),
                name => [module.as_slice(), &[name.to_owned()]].concat(),
            };
            paths_at(row, place + 5, &begun, &mut found);
            for Named { path, .. } in found {
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
    let is_module = |path: &[String]| house.contains_key(path);
    let mut arrows = Arrows::new();
    for (module, row) in house {
        for Named { mut path, .. } in paths(module, row, &is_module) {
            // A face only hands on.
            while let Some(real) = (1..=path.len()).find_map(|end| {
                // A module and what it lends may have one name: then the module is meant.
                let real = lent.get(&path[..end])?;
                (!is_module(&path[..end])).then(|| [real.as_slice(), &path[end..]].concat())
            }) {
                path = real;
            }
            let end = (1..=path.len()).rev().find(|end| is_module(&path[..*end]));
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
                .find(|end| is_module(&path[..*end]))?;
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
    one_by_one(arrows)
        .filter(|(from, to)| matches!((room(from), room(to)), (Some(from), Some(to)) if from < to))
        .map(in_words)
        .collect()
}

/// Arrows inside `store` from a room to one that it may not use, or from the face of the store to any.
fn strays(arrows: &Arrows) -> Vec<String> {
    let room = |module: &[String]| match module {
        [store, room, ..] if store == "store" => STORE.iter().find(|known| known.0 == room),
        _ => None,
    };
    let is_stray = |(from, to): &(&Vec<String>, &Vec<String>)| match (room(from), room(to)) {
        (Some(from), Some(to)) => from.0 != to.0 && !from.1.contains(&to.0),
        (None, Some(_)) => from[0] == "store",
        _ => false,
    };
    one_by_one(arrows).filter(is_stray).map(in_words).collect()
}

fn one_by_one(arrows: &Arrows) -> impl Iterator<Item = (&Vec<String>, &Vec<String>)> {
    arrows
        .iter()
        .flat_map(|(from, named)| named.iter().map(move |to| (from, to)))
}

fn in_words((from, to): (&Vec<String>, &Vec<String>)) -> String {
    format!("{} > {}", from.join("/"), to.join("/"))
}

/// The folders of a room.
fn rooms<'a>(house: &'a House, of: &str) -> BTreeSet<&'a str> {
    house
        .keys()
        .filter(|module| module.len() > 1 && module[0] == of)
        .map(|module| module[1].as_str())
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
    assert_eq!(
        rooms(&house, "features"),
        FEATURES.into_iter().collect(),
        "a room without a place"
    );
    assert_eq!(climbs(&arrows(&house)), Vec::<String>::new());
}

#[test]
fn the_rooms_of_the_store_keep_apart() {
    let house = house();
    assert_eq!(
        rooms(&house, "store"),
        STORE.iter().map(|room| room.0).collect(),
        "a room without a rule"
    );
    assert_eq!(strays(&arrows(&house)), Vec::<String>::new());
}

/// The modules that the registry opens screens of.
fn screens(house: &House) -> BTreeSet<Vec<String>> {
    let features = ["features".to_owned()];
    let row = &house[&["screens".to_owned()][..]];
    let mut named = Vec::new();
    for place in 0..row.len() {
        if at(row, place) == features[0] && at(row, place + 2) == ":" {
            paths_at(row, place + 3, &features, &mut named);
        }
    }
    let paths = named.into_iter().map(|named| named.path);
    paths
        .filter(|path| path.len() > 3 && house.contains_key(&path[..3]))
        .map(|path| path[..3].to_vec())
        .collect()
}

/// Features that name a screen which is not theirs; a screen's own files may name it.
fn names_of_screens(arrows: &Arrows, screens: &BTreeSet<Vec<String>>) -> Vec<String> {
    let is_feature = |module: &[String]| module[0] == "features";
    one_by_one(arrows)
        .filter(|(from, to)| is_feature(from) && screens.contains(*to) && !from.starts_with(to))
        .map(in_words)
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
    let whole = house();
    let planted = |files: &[(&str, &str)]| {
        let mut house = whole.clone();
        for (path, text) in files {
            house.entry(module_of(path)).or_default().extend(row(text));
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

    // To a sister by the way round, to what is above, and from the face; not to what is below.
    let stray = planted(&[
        (
            "store/read/a.rs",
            "fn f(x: super::super::acts::season::SeasonAction) {}",
        ),
        ("store/core/a.rs", "use crate::store::{self, keep::tail};"),
        ("store.rs", "use crate::store::core::model;"),
        ("store/keep/a.rs", "use crate::store::core::model;"),
    ]);
    assert_eq!(
        strays(&stray),
        [
            "store > store/core/model",
            "store/core/a > store/keep/tail",
            "store/read/a > store/acts/season",
        ]
    );
}
