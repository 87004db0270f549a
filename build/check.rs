//! What the content must obey, checked at every build and by tests/native/content.rs.
//!
//! A fault names the file, the line and what to do. The rules are tables where they can be:
//! `FILES`, `REFERENCES`, `PREFIXES`, `LEAST`. Deliberately not here: the shapes (shape.rs),
//! the lines (tree.rs), the Rust tables (bake.rs).

pub mod shape;
mod tree;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::path::Path;
use tree::{Node, Value};

/// Every content file, below `content/`. The ones under `lazy/` are served beside the app.
pub const FILES: [&str; 11] = [
    "conditions.json",
    "places.json",
    "packing.json",
    "logistics.json",
    "attire.json",
    "lazy/questions.json",
    "lazy/practice.json",
    "lazy/phrases.json",
    "lazy/programs.json",
    "lazy/ranking.json",
    "lazy/facts.json",
];

/// The sample season: records of the app and not content of its own, so its ids and texts follow other rules
/// (`tests/native/sample.rs`).
pub const SAMPLE: &str = "lazy/sample.json";

/// Every id that was ever shipped: one `file list id` a line.
pub const LOCK: &str = "ids.lock";

/// (file, path of the value) must name an id of (file, list).
const REFERENCES: [(&str, &str, &str, &str); 24] = [
    (
        "conditions.json",
        "conditions.needs",
        "conditions.json",
        "conditions",
    ),
    ("places.json", "cities.state", "places.json", "states"),
    (
        "conditions.json",
        "conditions.not_with",
        "conditions.json",
        "conditions",
    ),
    (
        "packing.json",
        "sections.hide_if",
        "conditions.json",
        "conditions",
    ),
    (
        "packing.json",
        "sections.items.condition",
        "conditions.json",
        "conditions",
    ),
    (
        "packing.json",
        "sections.items.hide_if",
        "conditions.json",
        "conditions",
    ),
    (
        "logistics.json",
        "items.condition",
        "conditions.json",
        "conditions",
    ),
    (
        "logistics.json",
        "items.hide_if",
        "conditions.json",
        "conditions",
    ),
    (
        "attire.json",
        "sections.hide_if",
        "conditions.json",
        "conditions",
    ),
    (
        "attire.json",
        "sections.items.condition",
        "conditions.json",
        "conditions",
    ),
    (
        "attire.json",
        "sections.items.hide_if",
        "conditions.json",
        "conditions",
    ),
    (
        "lazy/questions.json",
        "questions.category",
        "lazy/questions.json",
        "categories",
    ),
    (
        "lazy/questions.json",
        "questions.priority",
        "lazy/questions.json",
        "priorities",
    ),
    (
        "lazy/questions.json",
        "questions.structure",
        "lazy/practice.json",
        "structures",
    ),
    (
        "lazy/questions.json",
        "questions.alt_structures",
        "lazy/practice.json",
        "structures",
    ),
    (
        "lazy/questions.json",
        "questions.story_bank_ids",
        "lazy/practice.json",
        "story_bank",
    ),
    (
        "lazy/questions.json",
        "questions.interviewer_types",
        "lazy/practice.json",
        "interviewer_types",
    ),
    (
        "lazy/practice.json",
        "red_flag_types.card",
        "lazy/questions.json",
        "questions",
    ),
    (
        "lazy/practice.json",
        "img_strengths.card",
        "lazy/questions.json",
        "questions",
    ),
    (
        "lazy/facts.json",
        "visa.cards.card",
        "lazy/questions.json",
        "questions",
    ),
    (
        "lazy/phrases.json",
        "phrases.groups.card",
        "lazy/questions.json",
        "questions",
    ),
    (
        "lazy/phrases.json",
        "etiquette.topic",
        "lazy/phrases.json",
        "etiquette_topics",
    ),
    (
        "lazy/phrases.json",
        "phrases.items.group",
        "lazy/phrases.json",
        "phrases.groups",
    ),
    (
        "lazy/programs.json",
        "questions_to_ask.items.role",
        "lazy/programs.json",
        "questions_to_ask.roles",
    ),
];

/// Lists that are pointless unless something refers to every entry.
const MUST_BE_USED: [(&str, &str); 5] = [
    ("conditions.json", "conditions"),
    ("lazy/questions.json", "categories"),
    ("lazy/phrases.json", "phrases.groups"),
    ("lazy/phrases.json", "etiquette_topics"),
    ("lazy/programs.json", "questions_to_ask.roles"),
];

/// Ids that users' data stores start alike, so that no two lists can share one.
const PREFIXES: [(&str, &str, &str); 8] = [
    ("conditions.json", "conditions", "c_"),
    ("packing.json", "sections.items", "pk-"),
    ("logistics.json", "items", "lg-"),
    ("attire.json", "sections.items", "at-"),
    ("lazy/phrases.json", "phrases.items", "ph-"),
    ("lazy/programs.json", "program_sheet_fields", "prep-"),
    ("lazy/programs.json", "questions_to_ask.items", "ask-"),
    ("lazy/ranking.json", "ranking.criteria", "rk-"),
];

/// Fewer entries than this mean that a file was cut short.
const LEAST: [(&str, &str, usize); 9] = [
    ("places.json", "states", 52),
    ("conditions.json", "conditions", 20),
    ("packing.json", "sections.items", 50),
    ("logistics.json", "items", 30),
    ("attire.json", "sections.items", 30),
    ("lazy/questions.json", "questions", 150),
    ("lazy/practice.json", "structures", 8),
    ("lazy/phrases.json", "phrases.items", 40),
    ("lazy/ranking.json", "ranking.criteria", 6),
];

/// Fields that may say nothing.
const MAY_BE_EMPTY: [&str; 3] = ["why", "note", "notes"];

/// Longest text, in characters, by the last part of its path; anything else `LONGEST`.
const LONG: [(&str, &str, usize); 9] = [
    ("conditions.json", "label", 20),
    ("conditions.json", "question", 80),
    ("packing.json", "text", 90),
    ("packing.json", "why", 60),
    ("logistics.json", "text", 110),
    ("logistics.json", "why", 100),
    ("attire.json", "text", 110),
    ("attire.json", "why", 60),
    ("lazy/questions.json", "text", 240),
];
const LONGEST: usize = 340;

/// Sites a text may name. Anything else that looks like an address is refused: a link rots,
/// and the app makes no request its user did not expect.
const SITES: [&str; 2] = ["nrmp.org", "aamc.org"];

/// Ranges of numbers, by the last part of the path.
const RANGES: [(&str, f64, f64); 8] = [
    ("cold", 1.0, 12.0),
    ("think_seconds", 1.0, 60.0),
    ("longest_answer", 20.0, 180.0),
    ("probe_count", 0.0, 4.0),
    ("offset_days", -60.0, 60.0),
    ("offset_minutes", -720.0, 720.0),
    ("deadline_hours", 1.0, 72.0),
    ("default_weight", 0.0, 5.0),
];

/// Lists with a number of entries that a screen is drawn for, by the last part of the path.
const LENGTHS: [(&str, usize, usize); 4] = [
    ("answer_plan", 2, 6),
    ("follow_ups", 1, 5),
    ("pitfalls", 1, 5),
    ("steps", 3, 6),
];

/// One thing wrong with the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Below `content/`.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "content/{}:{}: {}", self.file, self.line, self.what)
    }
}

/// All content files, each of the right shape.
pub struct Content {
    pub conditions: shape::Conditions,
    pub places: shape::Places,
    pub packing: shape::Packing,
    pub logistics: shape::Logistics,
    pub attire: shape::Attire,
    trees: BTreeMap<&'static str, Node>,
    lock: String,
}

impl Content {
    /// Reads `content/` below `root`.
    pub fn open(root: &Path) -> Result<Self, Vec<Fault>> {
        let mut texts = BTreeMap::new();
        let mut faults = Vec::new();
        for file in FILES.into_iter().chain([SAMPLE, LOCK]) {
            match std::fs::read_to_string(root.join("content").join(file)) {
                Ok(text) => {
                    texts.insert(file, text);
                }
                Err(error) => faults.push(Fault {
                    file: file.to_owned(),
                    line: 1,
                    what: format!("cannot be read ({error}); restore it"),
                }),
            }
        }
        if faults.is_empty() {
            Self::read(&texts)
        } else {
            Err(faults)
        }
    }

    /// Reads the content from texts named as in `FILES`, `SAMPLE` and `LOCK`.
    pub fn read(texts: &BTreeMap<&'static str, String>) -> Result<Self, Vec<Fault>> {
        fn typed<T: serde::de::DeserializeOwned>(
            texts: &BTreeMap<&'static str, String>,
            file: &str,
            faults: &mut Vec<Fault>,
        ) -> Option<T> {
            let text = texts.get(file).map_or("", String::as_str);
            serde_json::from_str(text)
                .map_err(|error| {
                    faults.push(Fault {
                        file: file.to_owned(),
                        line: error.line().max(1),
                        what: format!("{error}; see build/shape.rs for the fields of this file"),
                    });
                })
                .ok()
        }

        let mut faults = Vec::new();
        let conditions = typed(texts, "conditions.json", &mut faults);
        let places = typed(texts, "places.json", &mut faults);
        let packing = typed(texts, "packing.json", &mut faults);
        let logistics = typed(texts, "logistics.json", &mut faults);
        let attire = typed(texts, "attire.json", &mut faults);
        typed::<shape::Questions>(texts, "lazy/questions.json", &mut faults);
        typed::<shape::Practice>(texts, "lazy/practice.json", &mut faults);
        typed::<shape::Phrases>(texts, "lazy/phrases.json", &mut faults);
        typed::<shape::Programs>(texts, "lazy/programs.json", &mut faults);
        typed::<shape::RankingFile>(texts, "lazy/ranking.json", &mut faults);
        typed::<shape::Facts>(texts, "lazy/facts.json", &mut faults);
        typed::<Vec<shape::Invented>>(texts, SAMPLE, &mut faults);
        let trees: BTreeMap<_, _> = FILES
            .into_iter()
            .filter_map(|file| Some((file, Node::read(texts.get(file)?)?)))
            .collect();
        let lock = texts.get(LOCK).cloned().unwrap_or_default();
        match (conditions, places, packing, logistics, attire) {
            (Some(conditions), Some(places), Some(packing), Some(logistics), Some(attire))
                if faults.is_empty() =>
            {
                Ok(Self {
                    conditions,
                    places,
                    packing,
                    logistics,
                    attire,
                    trees,
                    lock,
                })
            }
            _ => Err(faults),
        }
    }

    /// Everything that breaks a rule, file by file.
    pub fn faults(&self) -> Vec<Fault> {
        let mut found = Faults::default();
        let ids = self.ids(&mut found);
        for (file, tree) in &self.trees {
            texts(file, tree, &mut found);
            numbers(file, tree, &mut found);
        }
        self.references(&ids, &mut found);
        self.conditions_agree(&mut found);
        self.questions(&mut found);
        self.places(&mut found);
        self.quantities(&mut found);
        self.questions_make_sense(&mut found);
        self.locked(&ids, &mut found);
        found
            .0
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        found.0
    }

    /// The lines `ids.lock` still lacks, for ids that are in the content and not yet recorded.
    #[cfg(test)]
    pub fn unlocked(&self) -> Vec<String> {
        let locked: HashSet<&str> = self.lock.lines().collect();
        let ids = self.ids(&mut Faults::default());
        let mut missing = Vec::new();
        for ((file, list), ids) in &ids {
            for id in ids.keys() {
                let entry = format!("{file} {list} {id}");
                if !locked.contains(entry.as_str()) {
                    missing.push(entry);
                }
            }
        }
        missing
    }

    /// Every id with its line, by file and list; repeated and ill-formed ones are faults.
    fn ids(&self, found: &mut Faults) -> Ids {
        let mut ids = Ids::new();
        for (file, tree) in &self.trees {
            tree.walk(&mut |list, node| {
                let Some((id, line)) = node.get("id").and_then(|n| Some((n.text()?, n.line)))
                else {
                    // Steps are only unique inside their structure, which walks them itself.
                    return;
                };
                if list.ends_with(".steps") {
                    return;
                }
                let mut note =
                    |list: &str, id: &str, line: usize| {
                        if !is_well_formed(id) {
                            found.at(file, line, format!(
                            "id {id:?} must be lower-case words joined by - or _ (or all capitals)"
                        ));
                        }
                        let prefix = PREFIXES.iter().find(|(f, l, _)| f == file && *l == list);
                        if let Some((.., prefix)) = prefix
                            && !id.starts_with(prefix)
                        {
                            found.at(file, line, format!("id {id:?} must start with {prefix:?}"));
                        }
                        let known = ids.entry((file, list.to_owned())).or_default();
                        if let Some(first) = known.get(id) {
                            found.at(file, line, format!(
                            "id {id:?} is already used on line {first}; give this one a new id"
                        ));
                        } else {
                            known.insert(id.to_owned(), line);
                        }
                    };
                note(list, id, line);
                if let Some(Value::Array(steps)) = node.get("steps").map(|n| &n.value) {
                    let list = format!("{list}.{id}.steps");
                    for step in steps {
                        if let Some(id) = step.get("id") {
                            note(&list, id.text().unwrap_or_default(), id.line);
                        }
                    }
                }
            });
        }
        for (file, list, least) in LEAST {
            let count = ids.get(&(file, list.to_owned())).map_or(0, BTreeMap::len);
            if count < least {
                found.at(file, 1, format!(
                    "{list} has {count} entries, expected {least} or more; was the file cut short?"
                ));
            }
        }
        ids
    }

    fn references(&self, ids: &Ids, found: &mut Faults) {
        let mut used: HashSet<(&str, &str, &str)> = HashSet::new();
        for (&file, tree) in &self.trees {
            tree.walk(&mut |here, node| {
                // An array is walked too, but only its elements carry text.
                let Some(id) = node.text() else { return };
                for (_, path, target_file, target_list) in REFERENCES
                    .iter()
                    .filter(|(f, path, ..)| *f == file && *path == here)
                {
                    let known = ids.get(&(*target_file, (*target_list).to_owned()));
                    if known.is_some_and(|known| known.contains_key(id)) {
                        // Being named by another condition is no use of a condition.
                        if !path.ends_with("not_with") && !path.ends_with("needs") {
                            used.insert((target_file, target_list, id));
                        }
                        continue;
                    }
                    let field = path.rsplit('.').next().unwrap_or(path);
                    let what = format!(
                        "{field} names {id:?}, which is not in {target_list} of \
                         content/{target_file}; correct it or add it there"
                    );
                    found.at(file, node.line, what);
                }
            });
        }
        for (file, list) in MUST_BE_USED {
            for (id, line) in ids.get(&(file, list.to_owned())).into_iter().flatten() {
                if !used.contains(&(file, list, id.as_str())) && !self.is_retired(file, id) {
                    found.at(
                        file,
                        *line,
                        format!("nothing uses {id:?}; use it, or mark it \"retired\": true"),
                    );
                }
            }
        }
    }

    fn is_retired(&self, file: &str, id: &str) -> bool {
        let mut retired = false;
        if let Some(tree) = self.trees.get(file) {
            tree.walk(&mut |_, node| {
                if node.get("id").and_then(Node::text) == Some(id) {
                    retired |= node.get("retired").is_some_and(Node::is_true);
                }
            });
        }
        retired
    }

    /// Exclusions are mutual, nobody excludes itself, and no item needs what hides it.
    fn conditions_agree(&self, found: &mut Faults) {
        let Some(tree) = self.trees.get("conditions.json") else {
            return;
        };
        let mut against: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
        tree.walk(&mut |_, node| {
            if let (Some(id), Some(others)) =
                (node.get("id").and_then(Node::text), node.get("not_with"))
            {
                against.insert(id, others.texts());
            }
            if let Some(label) = node.get("label").filter(|_| node.get("id").is_some())
                && label.text().unwrap_or_default().split(' ').count() > 3
            {
                found.at(
                    "conditions.json",
                    label.line,
                    "a label has at most three words",
                );
            }
        });
        for (id, others) in &against {
            for (line, other) in others {
                let back = against
                    .get(other)
                    .is_none_or(|o| o.iter().any(|(_, x)| x == id));
                if other == id {
                    found.at(
                        "conditions.json",
                        *line,
                        format!("{id:?} excludes itself; remove it"),
                    );
                } else if !back {
                    found.at(
                        "conditions.json",
                        *line,
                        format!(
                            "{id:?} excludes {other:?}, but {other:?} does not exclude {id:?}; \
                         write it in both"
                        ),
                    );
                }
            }
        }
        for file in ["packing.json", "logistics.json", "attire.json"] {
            let Some(tree) = self.trees.get(file) else {
                continue;
            };
            tree.walk(&mut |_, node| {
                let Some(Value::Array(items)) = node.get("items").map(|n| &n.value) else {
                    return;
                };
                let outer = node.get("hide_if").map(Node::texts).unwrap_or_default();
                for item in items {
                    let Some(needs) = item.get("condition") else {
                        continue;
                    };
                    let inner = item.get("hide_if").map(Node::texts).unwrap_or_default();
                    let hidden = outer
                        .iter()
                        .chain(&inner)
                        .any(|(_, id)| Some(*id) == needs.text());
                    if hidden {
                        found.at(
                            file,
                            needs.line,
                            "never shown: the condition is also in hide_if",
                        );
                    }
                }
            });
        }
    }

    /// Whoever answers a condition, the rest of it fits: a fact follows from the trip, what is about the
    /// person from nothing, and documents belong to a question of the trip.
    fn questions(&self, found: &mut Faults) {
        let Some(tree) = self.trees.get("conditions.json") else {
            return;
        };
        tree.walk(&mut |_, node| {
            let (Some(of), Some(derived)) = (node.get("of"), node.get("derived")) else {
                return;
            };
            let what = match (of.text(), derived.text()) {
                (Some("fact"), None) => "a fact has to say in \"derived\" what it follows from",
                (Some("person"), Some(_)) => {
                    "what is about the person follows from no trip; write \"derived\": null"
                }
                (Some("fact" | "person"), _)
                    if node.get("documents").is_some_and(Node::is_true) =>
                {
                    "only a question of a trip adds documents; write \"documents\": false"
                }
                _ => return,
            };
            found.at("conditions.json", of.line, what);
        });
    }

    /// No city stands twice in a state, and each zone has the form of one.
    fn places(&self, found: &mut Faults) {
        let Some(tree) = self.trees.get("places.json") else {
            return;
        };
        let mut cities: HashSet<(&str, &str)> = HashSet::new();
        tree.walk(&mut |_, node| {
            let text = |field| node.get(field).and_then(Node::text);
            if let Some(zone) = node.get("zone")
                && zone.text().is_some_and(|name| !name.contains('/'))
            {
                found.at(
                    "places.json",
                    zone.line,
                    "a zone is an area and a city, such as America/Chicago",
                );
            }
            if let (Some(name), Some(state)) = (text("name"), text("state"))
                && !cities.insert((name, state))
            {
                let what = format!("{name}, {state} stands here twice; remove one");
                found.at("places.json", node.line, what);
            }
        });
    }

    fn quantities(&self, found: &mut Faults) {
        let Some(tree) = self.trees.get("packing.json") else {
            return;
        };
        tree.walk(&mut |_, node| {
            let Some(quantity) = node.get("quantity") else {
                return;
            };
            let Value::Object(fields) = &quantity.value else {
                return;
            };
            let per: Vec<_> = fields
                .iter()
                .filter(|(key, _)| key.starts_with("per_"))
                .collect();
            let [(key, factor)] = per.as_slice() else {
                let what = "a quantity has exactly one of per_trip, per_night, per_interview";
                found.at("packing.json", quantity.line, what);
                return;
            };
            let tenths = factor.number().unwrap_or_default() * 10.0;
            if tenths < 1.0 || (tenths - tenths.round()).abs() > 1e-6 {
                found.at(
                    "packing.json",
                    factor.line,
                    format!("{key} must be 0.1 or more, in tenths"),
                );
            }
            if key != "per_trip" && (quantity.get("min").is_none() || quantity.get("max").is_none())
            {
                found.at(
                    "packing.json",
                    quantity.line,
                    format!("{key} needs a min and a max"),
                );
            }
        });
    }

    /// What stands in brackets is never said, and nobody pushes back on a yes or a no.
    fn questions_make_sense(&self, found: &mut Faults) {
        let file = "lazy/questions.json";
        let Some(tree) = self.trees.get(file) else {
            return;
        };
        tree.walk(&mut |path, node| {
            let (Some(text), true) = (node.get("text"), path == "questions") else {
                return;
            };
            let words = text.text().unwrap_or_default();
            let turn = node.get("turn").and_then(Node::text).unwrap_or_default();
            if words.starts_with('(') && turn != "never" {
                let what = "a question in brackets is nothing to say; give it \"turn\": \"never\"";
                found.at(file, text.line, what);
            }
            let asks = words.split_inclusive(['?', '.', '!']).any(wants_yes_or_no);
            for (line, follow_up) in node.get("follow_ups").map(Node::texts).unwrap_or_default() {
                if asks && points_back(follow_up) {
                    let what = "it makes sense after one of yes and no alone; ask what fits both";
                    found.at(file, line, what);
                }
            }
            let Some(pushback) = node.get("pushback") else {
                return;
            };
            if wants_yes_or_no(words) || matches!(turn, "closer" | "never") {
                let what = "nobody pushes back on a yes, a no or a courtesy; remove pushback";
                found.at(file, pushback.line, what);
            }
        });
    }

    fn locked(&self, ids: &Ids, found: &mut Faults) {
        for (index, entry) in self.lock.lines().enumerate() {
            let parts: Vec<&str> = entry.split(' ').collect();
            let [file, list, id] = parts.as_slice() else {
                found.at(
                    LOCK,
                    index + 1,
                    "expected `file list id`; restore this line",
                );
                continue;
            };
            let here = ids
                .iter()
                .any(|((f, l), ids)| f == file && l == list && ids.contains_key(*id));
            if !here {
                found.at(
                    LOCK,
                    index + 1,
                    format!(
                        "id {id} was shipped and may not disappear from {list} of content/{file}; \
                     put it back and mark it \"retired\": true"
                    ),
                );
            }
        }
    }
}

type Ids = BTreeMap<(&'static str, String), BTreeMap<String, usize>>;

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn at(&mut self, file: &str, line: usize, what: impl Into<String>) {
        self.0.push(Fault {
            file: file.to_owned(),
            line,
            what: what.into(),
        });
    }
}

/// The last sentence begins as a question for yes or no does, and offers no choice.
fn wants_yes_or_no(question: &str) -> bool {
    const FIRST: [&str; 19] = [
        "do", "does", "did", "are", "is", "was", "were", "have", "has", "had", "would", "could",
        "can", "will", "should", "may", "must", "am", "might",
    ];
    let last = question
        .trim_end_matches(['?', '.', '!'])
        .rsplit(['?', '.', '!', ':'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let mut words = last.split_whitespace();
    words.next().is_some_and(|first| FIRST.contains(&first)) && !words.any(|word| word == "or")
}

/// It takes up what was just said, so that it depends on the answer.
fn points_back(follow_up: &str) -> bool {
    let lower = follow_up.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let back = ["that", "it", "them", "those", "else", "then", "still"];
    words.clone().next() == Some("so") || words.any(|word| back.contains(&word))
}

/// `pk-id`, `c_entry_visa` or `FOUR_STEP`.
fn is_well_formed(id: &str) -> bool {
    let one_case = |word: &str, upper: bool| {
        word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && word.chars().all(|c| {
                c.is_ascii_digit()
                    || if upper {
                        c.is_ascii_uppercase()
                    } else {
                        c.is_ascii_lowercase()
                    }
            })
    };
    id.split(['-', '_']).all(|word| one_case(word, false))
        || id.split('_').all(|word| one_case(word, true))
}

/// Wording rules that need no meaning.
fn texts(file: &str, tree: &Node, found: &mut Faults) {
    tree.walk(&mut |path, node| {
        let field = path.rsplit('.').next().unwrap_or(path);
        if let Value::Array(items) = &node.value {
            let texts = node.texts();
            let distinct: BTreeSet<&str> = texts.iter().map(|(_, text)| *text).collect();
            if texts.len() == items.len() && distinct.len() < texts.len() {
                found.at(
                    file,
                    node.line,
                    format!("{field} says the same thing twice"),
                );
            }
        }
        let Some(text) = node.text() else { return };
        let mut fault = |what: String| found.at(file, node.line, what);
        if text.is_empty() {
            if !MAY_BE_EMPTY.contains(&field) {
                fault(format!("{field} is empty; write it"));
            }
            return;
        }
        if text.trim() != text || text.contains("  ") {
            fault(format!("{field} has stray spaces"));
        }
        if let Some(odd) = text.chars().find(|c| !c.is_ascii() && !c.is_alphabetic()) {
            fault(format!(
                "{field} contains {odd:?}; write plain quotes, hyphens and dots"
            ));
        }
        if text.contains("from_seed") {
            fault(format!("{field} contains a working note; remove it"));
        }
        let longest = LONG
            .iter()
            .find(|(f, end, _)| *f == file && *end == field)
            .map_or(LONGEST, |(.., longest)| *longest);
        let length = text.chars().count();
        if length > longest {
            fault(format!(
                "{field} has {length} characters; shorten it to {longest}"
            ));
        }
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || ".:/-_".contains(c))) {
            let word = word.trim_matches(['.', ':', '-']);
            if !word.contains(['.', ':']) {
                continue;
            }
            let lower = word.to_ascii_lowercase();
            let looks_like_an_address = lower.contains("://")
                || lower.starts_with("www.")
                || [".org", ".com", ".gov", ".net", ".edu", ".io", ".app"]
                    .iter()
                    .any(|end| lower.ends_with(end) || lower.contains(&format!("{end}/")));
            if looks_like_an_address && !SITES.contains(&lower.as_str()) {
                fault(format!(
                    "{field} names the address {word:?}; only {SITES:?} are allowed"
                ));
            }
        }
        if text.matches('[').count() != text.matches(']').count() {
            fault(format!("{field} has a square bracket without its partner"));
        }
    });
}

/// Ranges ascend, and numbers with a known meaning stay within it.
fn numbers(file: &str, tree: &Node, found: &mut Faults) {
    tree.walk(&mut |path, node| {
        let field = path.rsplit('.').next().unwrap_or(path);
        let pair = match &node.value {
            Value::Array(items) if items.len() == 2 => items[0].number().zip(items[1].number()),
            Value::Object(_) => {
                let end = |key| node.get(key).and_then(Node::number);
                end("min").zip(end("max"))
            }
            _ => None,
        };
        if let Some((low, high)) = pair
            && low > high
        {
            found.at(
                file,
                node.line,
                format!("{field} runs from {low} down to {high}; swap them"),
            );
        }
        if let Value::Array(items) = &node.value
            && let Some((_, least, most)) = LENGTHS.iter().find(|(end, ..)| *end == field)
            && !(*least..=*most).contains(&items.len())
        {
            let count = items.len();
            found.at(
                file,
                node.line,
                format!("{field} has {count} entries; expected {least} to {most}"),
            );
        }
        if let Some(number) = node.number()
            && let Some((_, low, high)) = RANGES.iter().find(|(end, ..)| *end == field)
            && !(*low..=*high).contains(&number)
        {
            found.at(
                file,
                node.line,
                format!("{field} is {number}; expected {low} to {high}"),
            );
        }
    });
}
