//! The content obeys its rules, the rules catch damage on the right line, and what the app reads
//! is what the files say.
//!
//! The checker is the one build.rs runs. To record new ids as shipped (they may then never
//! disappear), run `LOCK_IDS=1 cargo test --test content`.

// build.rs uses the shapes this file does not.
#[allow(dead_code)]
#[path = "../../build/check.rs"]
mod check;

use check::{Content, FILES, Fault, LOCK, SAMPLE};
use matchbook::content::lazy::{
    self, Facts, Lazy, Phrases, Practice, ProgramsGuide, Questions, RankingGuide,
};
use matchbook::content::{
    ATTIRE, ATTIRE_SECTIONS, CONDITIONS, Derived, LOGISTICS, PACKING, PACKING_SECTIONS, Priority,
    Whose, attire_item, condition, pack_item, task,
};
use matchbook::domain::checklist::{Anchor, Bag, Moment, Scope, applies};
use matchbook::domain::time::Day;
use matchbook::screens::SCREENS;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Texts = BTreeMap<&'static str, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn texts() -> Texts {
    let read = |file| std::fs::read_to_string(root().join("content").join(file)).unwrap();
    FILES
        .into_iter()
        .chain([SAMPLE, LOCK])
        .map(|file| (file, read(file)))
        .collect()
}

fn faults(texts: &Texts) -> Vec<Fault> {
    match Content::read(texts) {
        Ok(content) => content.faults(),
        Err(faults) => faults,
    }
}

fn yes(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

/// One way to break the content, and where the fault must then be seen: on the first line that
/// contains `mark`.
struct Damage {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// The file named by the fault; empty for the damaged one.
    seen_in: &'static str,
    mark: &'static str,
    says: &'static str,
}

const fn damage(
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    mark: &'static str,
    says: &'static str,
) -> Damage {
    Damage {
        what,
        file,
        from,
        to,
        seen_in: "",
        mark,
        says,
    }
}

const DAMAGES: &[Damage] = &[
    damage(
        "a comma is missing",
        "packing.json",
        "\"id\": \"pk-cv\",",
        "\"id\": \"pk-cv\"",
        "\"Printed CV\"",
        "expected `,`",
    ),
    damage(
        "a field is misspelled",
        "packing.json",
        "\"cabin\": true",
        "\"cabbin\": true",
        "\"cabbin\"",
        "unknown field `cabbin`",
    ),
    damage(
        "a field is unknown",
        "lazy/ranking.json",
        "\"default_weight\": 3,",
        "\"default_weight\": 3, \"from_seed\": true,",
        "from_seed",
        "unknown field",
    ),
    damage(
        "a word is not one of the choices",
        "packing.json",
        "\"on-me\"",
        "\"onme\"",
        "\"onme\"",
        "unknown variant `onme`",
    ),
    damage(
        "a moment is unknown",
        "attire.json",
        "\"week-before\"",
        "\"month-before\"",
        "\"month-before\"",
        "unknown variant",
    ),
    damage(
        "a number is a word",
        "logistics.json",
        "\"offset_days\": -28",
        "\"offset_days\": \"early\"",
        "\"early\"",
        "invalid type",
    ),
    damage(
        "a level is missing",
        "lazy/ranking.json",
        "[\"poor\", ",
        "[",
        "\"labels\"",
        "invalid length 4",
    ),
    damage(
        "a stage direction would be asked",
        "lazy/questions.json",
        "\"text\": \"Do you need visa sponsorship?\"",
        "\"text\": \"(Do you need visa sponsorship?)\"",
        "(Do you need",
        "never",
    ),
    damage(
        "somebody pushes back on a yes",
        "lazy/questions.json",
        "\"follow_ups\": [\"Have you had a J visa before?\"",
        "\"pushback\" : [\"why\"], \"follow_ups\": [\"Have you had a J visa before?\"",
        "\"pushback\" :",
        "pushes back",
    ),
    damage(
        "a follow-up takes a yes for granted",
        "lazy/questions.json",
        "\"What will you do without a fellowship?\"",
        "\"What if you do not get that fellowship?\"",
        "get that fellowship",
        "yes and no",
    ),
    damage(
        "an id is used twice",
        "packing.json",
        "\"id\": \"pk-ps\"",
        "\"id\" : \"pk-cv\"",
        "\"id\" :",
        "already used on line",
    ),
    damage(
        "a question id is used twice",
        "lazy/questions.json",
        "\"id\": \"open-three-words\"",
        "\"id\" : \"open-about-yourself\"",
        "\"id\" :",
        "already used",
    ),
    damage(
        "a step id is used twice",
        "lazy/practice.json",
        "\"id\": \"turning\"",
        "\"id\" : \"roots\"",
        "\"id\" :",
        "already used",
    ),
    damage(
        "an id is ill-formed",
        "attire.json",
        "\"at-fit\"",
        "\"at-Fit now\"",
        "\"at-Fit now\"",
        "lower-case words",
    ),
    damage(
        "an id has the wrong prefix",
        "logistics.json",
        "\"lg-hotel\"",
        "\"hotel\"",
        "\"hotel\"",
        "must start with \"lg-\"",
    ),
    damage(
        "a condition does not exist",
        "packing.json",
        "\"condition\": \"c_portfolio\"",
        "\"condition\": \"c_poster\"",
        "\"c_poster\"",
        "condition names \"c_poster\"",
    ),
    damage(
        "hide_if does not exist",
        "logistics.json",
        "[\"c_virtual\", \"c_local\"]",
        "[\"c_virtual\", \"c_near\"]",
        "\"c_near\"",
        "hide_if names \"c_near\"",
    ),
    damage(
        "a section's hide_if does not exist",
        "attire.json",
        "\"hide_if\": [\"c_virtual\"]",
        "\"hide_if\": [\"c_remote\"]",
        "\"c_remote\"",
        "c_remote",
    ),
    damage(
        "a structure does not exist",
        "lazy/questions.json",
        "\"structure\": \"STORY4\"",
        "\"structure\": \"STORY5\"",
        "\"STORY5\"",
        "structures of content/lazy/practice.json",
    ),
    damage(
        "a category does not exist",
        "lazy/questions.json",
        "\"category\": \"img_path\"",
        "\"category\": \"img_road\"",
        "\"img_road\"",
        "category names",
    ),
    damage(
        "a priority does not exist",
        "lazy/questions.json",
        "\"priority\": \"core\"",
        "\"priority\": \"main\"",
        "\"main\"",
        "priority names",
    ),
    damage(
        "a story does not exist",
        "lazy/questions.json",
        "[\"sb-specialty\"]",
        "[\"sb-special\"]",
        "\"sb-special\"",
        "story_bank",
    ),
    damage(
        "an interviewer type does not exist",
        "lazy/questions.json",
        "[\"warm\", \"rapid\"]",
        "[\"warm\", \"quick\"]",
        "\"quick\"",
        "interviewer_types",
    ),
    damage(
        "a phrase group does not exist",
        "lazy/phrases.json",
        "\"group\": \"recover\"",
        "\"group\": \"rescue\"",
        "\"rescue\"",
        "group names",
    ),
    damage(
        "a role does not exist",
        "lazy/programs.json",
        "\"role\": \"pd\"",
        "\"role\": \"boss\"",
        "\"boss\"",
        "role names",
    ),
    damage(
        "a weak point belongs to no question",
        "lazy/practice.json",
        "\"card\": \"flag-gap\"",
        "\"card\": \"flag-hole\"",
        "\"flag-hole\"",
        "card names \"flag-hole\"",
    ),
    damage(
        "a strength belongs to no question",
        "lazy/practice.json",
        "\"card\": \"prog-what-bring\"",
        "\"card\": \"prog-bring\"",
        "\"prog-bring\"",
        "card names \"prog-bring\"",
    ),
    damage(
        "a visa sentence belongs to no question",
        "lazy/facts.json",
        "\"card\": \"visa-travel-risk\"",
        "\"card\": \"visa-travel\"",
        "\"visa-travel\"",
        "card names \"visa-travel\"",
    ),
    damage(
        "a topic of manners does not exist",
        "lazy/phrases.json",
        "\"topic\": \"meal\"",
        "\"topic\": \"food\"",
        "\"food\"",
        "topic names \"food\"",
    ),
    damage(
        "a condition is asked for nothing",
        "conditions.json",
        "\"conditions\": [",
        "\"conditions\": [\n{ \"id\": \"c_moon\", \"question\": \"Full moon?\", \"label\": \"Moon\", \
         \"group\": \"travel\", \"of\": \"trip\", \"derived\": null, \"needs\": null, \
         \"documents\": false, \"not_with\": [] },",
        "\"c_moon\"",
        "nothing uses \"c_moon\"",
    ),
    damage(
        "an exclusion is not mutual",
        "conditions.json",
        "\"not_with\": []",
        "\"not_with\": [\"c_tie\"]",
        "[\"c_tie\"]",
        "write it in both",
    ),
    damage(
        "a condition excludes itself",
        "conditions.json",
        "[\"c_local\", \"c_virtual\"]",
        "[\"c_local\", \"c_virtual\", \"c_intl\"]",
        "\"c_virtual\", \"c_intl\"",
        "excludes itself",
    ),
    damage(
        "a fact follows from nothing",
        "conditions.json",
        "\"derived\": \"nights\"",
        "\"derived\": null",
        "\"of\": \"fact\"",
        "what it follows from",
    ),
    damage(
        "what is about the person follows from a trip",
        "conditions.json",
        "\"of\": \"person\",\n      \"derived\": null",
        "\"of\": \"person\",\n      \"derived\": \"nights\"",
        "\"of\": \"person\"",
        "follows from no trip",
    ),
    damage(
        "a question needs what nobody asks",
        "conditions.json",
        "\"needs\": \"c_call\"",
        "\"needs\": \"c_phone\"",
        "\"c_phone\"",
        "needs names \"c_phone\"",
    ),
    damage(
        "a city is in no state",
        "places.json",
        "\"name\": \"Chicago\", \"state\": \"IL\"",
        "\"name\": \"Chicago\", \"state\": \"IX\"",
        "\"IX\"",
        "states of content/places.json",
    ),
    damage(
        "a city stands twice",
        "places.json",
        "\"name\": \"Naperville\"",
        "\"name\":  \"Chicago\"",
        "\"name\":  \"Chicago\"",
        "stands here twice",
    ),
    damage(
        "a label is long",
        "conditions.json",
        "\"Tie\"",
        "\"Tie or no tie\"",
        "\"Tie or no tie\"",
        "three words",
    ),
    damage(
        "an item needs what hides it",
        "logistics.json",
        "\"condition\": \"c_flight\",\n      \"hide_if\": [\"c_virtual\", \"c_local\"]",
        "\"condition\": \"c_flight\",\n      \"hide_if\": [\"c_flight\"]",
        "\"condition\": \"c_flight\"",
        "never shown",
    ),
    damage(
        "a text is empty",
        "attire.json",
        "\"Ironed or steamed\"",
        "\"\"",
        "\"text\": \"\"",
        "text is empty",
    ),
    damage(
        "a text has stray spaces",
        "packing.json",
        "\"Power bank\"",
        "\"Power  bank\"",
        "\"Power  bank\"",
        "stray spaces",
    ),
    damage(
        "a dash is not plain",
        "lazy/practice.json",
        "They look for fit",
        "They look \u{2014} for fit",
        "\u{2014}",
        "plain quotes",
    ),
    damage(
        "a quote is curly",
        "lazy/phrases.json",
        "Titles first",
        "Titles \u{2018}first\u{2019}",
        "\u{2018}",
        "plain quotes",
    ),
    damage(
        "a working note is left",
        "lazy/questions.json",
        "Tell me about yourself.",
        "Tell me about yourself. [from_seed]",
        "[from_seed]",
        "working note",
    ),
    damage(
        "a text is too long",
        "packing.json",
        "\"Water bottle\"",
        "\"A water bottle of the kind that does not leak when the bag is turned upside down on the \
         bus, which happens more often than one thinks\"",
        "A water bottle",
        "shorten it to 90",
    ),
    damage(
        "a text names an address",
        "lazy/facts.json",
        "\"No moonlighting.\"",
        "\"No moonlighting (see www.example.com/rules).\"",
        "www.example.com",
        "names the address",
    ),
    damage(
        "a bracket is open",
        "lazy/phrases.json",
        "[your understanding]",
        "[your understanding",
        "[your understanding?",
        "square bracket",
    ),
    damage(
        "a list repeats itself",
        "lazy/practice.json",
        "\"Speak with no notes\"",
        "\"Read aloud once\"",
        "\"levels\"",
        "same thing twice",
    ),
    damage(
        "a range runs down",
        "lazy/questions.json",
        "{ \"min\": 90, \"max\": 120 }",
        "{ \"min\": 190, \"max\": 120 }",
        "\"min\": 190",
        "swap them",
    ),
    damage(
        "an outline has no points",
        "lazy/questions.json",
        "[\"Your role\", \"One strength\", \"One wish for your training here\"]",
        "[]",
        "\"answer_plan\": []",
        "expected 2 to 6",
    ),
    damage(
        "an offset is absurd",
        "logistics.json",
        "\"offset_days\": -28",
        "\"offset_days\": -280",
        "-280",
        "expected -60 to 60",
    ),
    damage(
        "a quantity counts two things",
        "packing.json",
        "{ \"per_trip\": 2, \"unit\": \"pens\" }",
        "{ \"per_trip\": 2, \"per_night\": 1, \"unit\": \"pens\" }",
        "\"pens\"",
        "exactly one of",
    ),
    damage(
        "a quantity has no limits",
        "packing.json",
        "\"min\": 2, \"max\": 5, \"unit\": \"shirts\"",
        "\"unit\": \"shirts\"",
        "\"shirts\"",
        "needs a min and a max",
    ),
    damage(
        "a quantity is finer than tenths",
        "packing.json",
        "{ \"per_trip\": 2, \"unit\": \"pens\" }",
        "{ \"per_trip\": 0.25, \"unit\": \"pens\" }",
        "0.25",
        "in tenths",
    ),
    Damage {
        what: "a shipped id disappears",
        file: "packing.json",
        from: "\"id\": \"pk-tissue\"",
        to: "\"id\": \"pk-tissues\"",
        seen_in: LOCK,
        mark: "packing.json sections.items pk-tissue",
        says: "id pk-tissue was shipped and may not disappear",
    },
    Damage {
        what: "a shipped structure step disappears",
        file: "lazy/practice.json",
        from: "\"id\": \"turning\"",
        to: "\"id\": \"turns\"",
        seen_in: LOCK,
        mark: "structures.STORY4.steps turning",
        says: "id turning was shipped",
    },
    damage(
        "the lock is garbled",
        LOCK,
        "packing.json sections.items pk-tissue\n",
        "pk-tissue\n",
        "pk-tissue",
        "restore this line",
    ),
];

#[test]
fn the_shipped_content_is_faultless() {
    let found = faults(&texts());
    assert!(found.is_empty(), "{}", listed(&found));
    assert!(Content::open(root()).is_ok());
}

fn listed(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn every_kind_of_damage_is_found_on_its_line() {
    let clean = texts();
    for d in DAMAGES {
        let mut damaged = clean.clone();
        let text = damaged.get_mut(d.file).unwrap();
        assert!(
            text.contains(d.from),
            "{}: {:?} is not in {}",
            d.what,
            d.from,
            d.file
        );
        *text = text.replacen(d.from, d.to, 1);
        let file = if d.seen_in.is_empty() {
            d.file
        } else {
            d.seen_in
        };
        let line = 1 + damaged[file]
            .lines()
            .position(|l| l.contains(d.mark))
            .unwrap();
        let found = faults(&damaged);
        assert!(
            found
                .iter()
                .any(|f| f.file == file && f.line == line && f.what.contains(d.says)),
            "{}: expected content/{file}:{line}: …{}…, found\n{}",
            d.what,
            d.says,
            listed(&found),
        );
    }
}

#[test]
fn a_file_cut_short_or_gone_is_refused() {
    let mut cut = texts();
    cut.insert("logistics.json", "{ \"items\": [] }\n".to_owned());
    let found = faults(&cut);
    assert!(
        found
            .iter()
            .any(|f| f.file == "logistics.json" && f.what.contains("cut short"))
    );

    let mut half = texts();
    let text = half.get_mut("lazy/questions.json").unwrap();
    text.truncate(text.len() / 2);
    let last = text.lines().count();
    let found = faults(&half);
    assert!(
        found
            .iter()
            .any(|f| f.file == "lazy/questions.json" && f.line == last),
        "{}",
        listed(&found)
    );

    let gone = Content::open(Path::new("/nonexistent")).err().unwrap();
    assert_eq!(gone.len(), FILES.len() + 2);
    assert!(gone[0].what.contains("restore it"));
}

#[test]
fn a_retired_item_may_stay() {
    let mut texts = texts();
    let text = texts.get_mut("packing.json").unwrap();
    *text = text.replacen(
        "\"id\": \"pk-tissue\",",
        "\"id\": \"pk-tissue\", \"retired\": true,",
        1,
    );
    let found = faults(&texts);
    assert!(found.is_empty(), "{}", listed(&found));
}

#[test]
fn every_id_is_recorded_as_shipped() {
    let content = Content::open(root()).ok().unwrap();
    let missing = content.unlocked();
    if std::env::var_os("LOCK_IDS").is_some() {
        let path = root().join("content").join(LOCK);
        let old = std::fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = old
            .lines()
            .chain(missing.iter().map(String::as_str))
            .collect();
        lines.sort_unstable();
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
        return;
    }
    assert!(
        missing.is_empty(),
        "new ids: run LOCK_IDS=1 cargo test --test content\n{missing:#?}"
    );
}

fn read<T: Lazy>() -> T {
    let name = T::PATH.strip_prefix("content/").unwrap();
    lazy::read(&texts()[format!("lazy/{name}").as_str()]).unwrap()
}

#[test]
fn every_lazy_file_reads_into_its_type() {
    let deck: Questions = read();
    let practice: Practice = read();
    assert_eq!((deck.questions.len(), deck.categories.len()), (196, 18));
    for question in &deck.questions {
        assert!(
            practice
                .structures
                .iter()
                .any(|s| s.id == question.structure)
        );
        assert!(
            !question.answer_plan.is_empty() && !question.pitfalls.is_empty(),
            "{}",
            question.id
        );
        assert!(!question.follow_ups.is_empty(), "{}", question.id);
    }
    // The drill knows it by its id.
    assert!(
        deck.categories
            .iter()
            .any(|one| one.id == "specialty_specific")
    );
    let story = &practice.story;
    let parts = practice.structures.iter().find(|one| one.id == "STORY4");
    let parts = &parts.unwrap().steps;
    assert!(parts.iter().all(|part| part.seconds.is_some()));
    for line in &story.skeleton {
        assert!(parts.iter().any(|part| part.id == line.part), "{line:?}");
        assert!(line.text.contains('['), "{line:?}");
    }
    assert_eq!(story.short_version.seconds, (35, 50));
    let rubric = &practice.mock_rubric;
    assert_eq!(rubric.domains.len(), 6);
    let types = &practice.interviewer_types;
    let hurried = types.iter().min_by_key(|one| one.longest_answer);
    assert_eq!(hurried.map(|one| &*one.id), Some("rapid"));
    assert!(types.iter().all(|one| one.think_seconds > 0));
    let phrases: Phrases = read();
    assert_eq!(
        (phrases.phrases.items.len(), phrases.phrases.groups.len()),
        (54, 12)
    );
    assert!(!phrases.etiquette.is_empty() && !phrases.glossary.is_empty());
    // A weak point is answered in the four steps, a visa question with a sentence.
    let shape = |card: &str| {
        let question = deck.questions.iter().find(|one| one.id == card);
        question.map(|question| (&*question.structure, question.retired))
    };
    for point in &practice.red_flag_types {
        assert_eq!(shape(&point.card), Some(("FOUR_STEP", false)), "{point:?}");
    }
    let facts: Facts = read();
    for visa in &facts.visa.cards {
        assert_eq!(shape(&visa.card), Some(("DIRECT", false)), "{visa:?}");
    }
    assert!(Day::parse(&facts.checked_on).is_ok());
    let programs: ProgramsGuide = read();
    assert_eq!(programs.questions_to_ask.items.len(), 39);
    let ranking: RankingGuide = read();
    assert_eq!(
        ranking
            .ranking
            .criteria
            .iter()
            .filter(|c| !c.optional)
            .count(),
        6
    );
    assert!(!ranking.match_rules.you_may.is_empty());

    for wrong in [
        "",
        "{ \"categories\": [] }",
        "{ \"categories\": [], \"questions\": [{}] }",
        "[]",
    ] {
        assert_eq!(
            lazy::read::<Questions>(wrong),
            Err(lazy::Unreadable),
            "{wrong}"
        );
    }
    assert!(lazy::read::<Questions>("{ \"categories\": [], \"questions\": [] }").is_ok());
}

#[test]
fn the_baked_tables_are_what_the_files_say() {
    let content = Content::open(root()).ok().unwrap();
    assert_eq!(CONDITIONS.len(), content.conditions.conditions.len());
    assert_eq!(LOGISTICS.len(), content.logistics.items.len());
    let packed: Vec<_> = content
        .packing
        .sections
        .iter()
        .flat_map(|s| &s.items)
        .collect();
    let worn: Vec<_> = content
        .attire
        .sections
        .iter()
        .flat_map(|s| &s.items)
        .collect();
    assert!(
        packed
            .iter()
            .map(|i| i.id.as_str())
            .eq(PACKING.iter().map(|i| i.id))
    );
    assert!(
        worn.iter()
            .map(|i| i.text.as_str())
            .eq(ATTIRE.iter().map(|i| i.text))
    );
    for section in PACKING_SECTIONS {
        assert!(
            PACKING.iter().any(|i| i.section == section.id),
            "{} is empty",
            section.id
        );
    }
    for section in ATTIRE_SECTIONS {
        assert!(
            ATTIRE.iter().any(|i| i.section == section.id),
            "{} is empty",
            section.id
        );
    }
    assert_eq!(
        condition("c_virtual").unwrap().derived,
        Some(Derived::Format)
    );
    assert_eq!(
        task("lg-receipts").map(|t| (t.scope, t.anchor)),
        Some((Scope::Trip, Anchor::InterviewEnd))
    );
    assert_eq!(
        attire_item("at-ironed").unwrap().moment,
        Moment::EveningBefore
    );
    assert_eq!(pack_item("nothing"), None);
}

#[test]
fn every_moment_has_something_to_look_at() {
    for moment in [Moment::WeekBefore, Moment::EveningBefore, Moment::Mirror] {
        let plain = |i: &&matchbook::content::AttireItem| {
            i.moment == moment && applies(i.condition, i.hide_if, &yes(&[]))
        };
        let count = ATTIRE.iter().filter(plain).count();
        assert!((6..=20).contains(&count), "{moment:?}: {count}");
    }
}

#[test]
fn amounts_follow_the_trip() {
    let count = |id, nights, interviews| {
        pack_item(id)
            .map(|i| i.quantity.count(nights, interviews))
            .unwrap()
    };
    assert_eq!([1, 2, 4].map(|n| count("pk-cv", 2, n)), [4, 8, 12]);
    assert_eq!([0, 1, 3, 9].map(|n| count("pk-shirt", n, 1)), [2, 2, 4, 5]);
    assert_eq!([0, 4].map(|n| count("pk-meds", n, 1)), [3, 7]);
    assert_eq!(count("pk-pen", 5, 5), 2);
    assert_eq!(count("pk-suit", 5, 5), 1);
}

#[test]
fn what_must_not_be_lost_stays_in_the_cabin() {
    for id in [
        "pk-suit",
        "pk-shoes",
        "pk-shirt",
        "pk-meds",
        "pk-powerbank",
        "pk-tickets",
        "pk-laptop",
    ] {
        let item = pack_item(id).unwrap();
        assert!(item.cabin, "{id}");
    }
    for item in PACKING {
        assert!(
            !(item.cabin && item.bag == Bag::Checked),
            "{} starts in the wrong bag",
            item.id
        );
    }
}

#[test]
fn a_virtual_interview_needs_no_travel() {
    let shown = |answers: &[&str]| -> Vec<&str> {
        let answers = yes(answers);
        PACKING
            .iter()
            .filter(|i| applies(i.condition, i.hide_if, &answers))
            .map(|i| i.id)
            .collect()
    };
    let there = shown(&["c_flight", "c_overnight", "c_winter", "c_intl"]);
    let here = shown(&["c_virtual", "c_flight", "c_overnight", "c_winter", "c_intl"]);
    let on_the_road = [
        "pk-tickets",
        "pk-hotel",
        "pk-bag",
        "pk-lint",
        "pk-coat",
        "pk-garment",
        "pk-insurance",
        "pk-shoes",
    ];
    for id in on_the_road {
        assert!(there.contains(&id) && !here.contains(&id), "{id}");
    }
    // What is worn is on the dress list, from head to shoe.
    assert!(there.contains(&"pk-suit") && !here.contains(&"pk-suit"));

    let answers = yes(&["c_virtual", "c_call"]);
    let set_up = PACKING
        .iter()
        .filter(|i| applies(i.condition, i.hide_if, &answers) && i.section == "call");
    assert!(set_up.count() >= 12);
    for id in ["at-suit", "at-shoes", "at-call-full"] {
        let item = attire_item(id).unwrap();
        assert!(applies(item.condition, item.hide_if, &answers), "{id}");
    }
    let tasks: Vec<_> = LOGISTICS
        .iter()
        .filter(|t| applies(t.condition, t.hide_if, &answers))
        .collect();
    for id in [
        "lg-flight",
        "lg-leave",
        "lg-arrive1",
        "lg-visit",
        "lg-receipts",
    ] {
        assert!(!tasks.iter().any(|t| t.id == id), "{id}");
    }
    assert!(tasks.iter().any(|t| t.id == "lg-virtual-join"));
}

#[test]
fn one_need_or_many_is_one_message_to_the_coordinator() {
    let needs = ["c_access", "c_diet", "c_prayer", "c_lactation"];
    for mask in 1..16_usize {
        let some: Vec<&str> = (0..4)
            .filter(|bit| mask >> bit & 1 == 1)
            .map(|bit| needs[bit])
            .collect();
        let answers = yes(&some);
        let count = LOGISTICS
            .iter()
            .filter(|t| t.id.starts_with("lg-needs") && applies(t.condition, t.hide_if, &answers))
            .count();
        assert_eq!(count, 1, "{some:?}");
    }
}

/// What must not be forgotten on a trip with these answers, in all three lists: id and reason.
fn essentials(answers: &[&str]) -> Vec<(&'static str, &'static str)> {
    let answers = yes(answers);
    let packed = PACKING
        .iter()
        .filter(|i| i.essential && applies(i.condition, i.hide_if, &answers))
        .map(|i| (i.id, i.why));
    let done = LOGISTICS
        .iter()
        .filter(|t| t.priority == Priority::High && applies(t.condition, t.hide_if, &answers))
        .map(|t| (t.id, t.why));
    let worn = ATTIRE
        .iter()
        .filter(|i| i.essential && applies(i.condition, i.hide_if, &answers))
        .map(|i| (i.id, i.why));
    packed.chain(done).chain(worn).collect()
}

#[test]
fn essentials_are_the_dozen_without_which_the_day_fails() {
    let journeys: [&[&str]; 7] = [
        &["c_local"],
        &["c_car"],
        &["c_overnight", "c_multi"],
        &["c_flight", "c_overnight", "c_winter", "c_dinner"],
        &[
            "c_flight",
            "c_overnight",
            "c_intl",
            "c_entry_visa",
            "c_timezones",
            "c_winter",
            "c_multi",
        ],
        &["c_virtual", "c_call"],
        &["c_multi", "c_call", "c_onsite"],
    ];
    // Of the person and not of the journey: each may add what only they cannot do without.
    let persons = CONDITIONS
        .iter()
        .filter(|one| one.of != Whose::Fact)
        .map(|one| one.id)
        .filter(|id| !journeys.iter().any(|journey| journey.contains(id)));
    let persons: Vec<&str> = persons.collect();
    assert!(persons.contains(&"c_meds") && persons.contains(&"c_tie"));
    for journey in journeys {
        let found = essentials(journey);
        let least = if journey.contains(&"c_virtual") { 6 } else { 9 };
        assert!(
            (least..=14).contains(&found.len()),
            "{journey:?}: {found:?}"
        );
        for (id, why) in &found {
            assert!(!why.is_empty(), "{id} must say why");
        }
        for person in &persons {
            let more = essentials(&[journey, &[person]].concat()).len() - found.len();
            assert!(more <= 1, "{person} adds {more} to {journey:?}");
        }
    }
    let abroad: Vec<&str> = essentials(journeys[4])
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    for id in [
        "pk-id",
        "pk-visa-docs",
        "pk-tickets",
        "pk-suit",
        "pk-shoes",
        "lg-reply",
        "lg-arrive2",
        "at-layout",
    ] {
        assert!(abroad.contains(&id), "{id}");
    }
    let of_need = |id| {
        essentials(&[id])
            .into_iter()
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    assert!(of_need("c_meds").contains(&"pk-meds") && !abroad.contains(&"pk-meds"));
    for nice in ["at-smile", "pk-water", "pk-pen", "pk-notebook", "pk-snack"] {
        assert!(
            !abroad.contains(&nice),
            "{nice} is no reason for a day to fail"
        );
    }
}

#[test]
fn links_lead_to_screens() {
    let links = PACKING
        .iter()
        .map(|i| (i.id, i.link))
        .chain(LOGISTICS.iter().map(|t| (t.id, t.link)));
    let links: Vec<_> = links.filter_map(|(id, link)| Some((id, link?))).collect();
    assert!(links.contains(&("pk-questions", "programs/questions")));
    for (id, link) in links {
        assert!(
            SCREENS.iter().any(|screen| screen.path == link),
            "{id} leads to {link}"
        );
    }
    // Nothing asks for a screen that is not there.
    let texts = PACKING
        .iter()
        .map(|i| i.text)
        .chain(LOGISTICS.iter().map(|t| t.text));
    for text in texts {
        for word in ["prep sheet", "enter costs"] {
            assert!(!text.contains(word), "{text}");
        }
    }
}
