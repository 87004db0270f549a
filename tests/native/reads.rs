//! What a view reads is noted: an answer whose basis holds is the answer that would be worked out now.

use matchbook::domain::card::Card;
use matchbook::domain::program::Program;
use matchbook::domain::story::Story;
use matchbook::domain::trip::{Interview, Trip};
use matchbook::store::core::codec::Op;
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::{Basis, DELETED, Kinds, Model};
use proptest::prelude::*;

const KINDS: [&str; 8] = [
    "trip",
    "interview",
    "program",
    "card",
    "story",
    "season",
    "log",
    "kind of a later version",
];
const IDS: [&str; 2] = ["a", "b"];

/// One field of one record, written or, every fourth time, the record deleted.
fn change() -> impl Strategy<Value = (&'static str, &'static str, u8)> {
    (
        prop::sample::select(&KINDS[..]),
        prop::sample::select(&IDS[..]),
        any::<u8>(),
    )
}

fn op(number: u64, kind: &str, id: &str, value: u8) -> Op {
    let (field, val) = if value.is_multiple_of(4) {
        (DELETED, "true".to_owned())
    } else {
        let field = match kind {
            "trip" | "story" => "title",
            "program" => "name",
            "interview" => "note",
            _ => "text",
        };
        (field, format!("\"{value}\""))
    };
    let actor = Actor { device: 1, tab: 1 };
    Op {
        actor,
        seq: number + 1,
        hlc: Hlc::default().next(1_000 + i64::try_from(number).unwrap(), actor),
        kind: kind.into(),
        id: id.into(),
        field: field.into(),
        val: val.into(),
        prev: Vec::new(),
    }
}

/// What views ask for, each in another way; two of them read on only after what they have read.
const VIEWS: [fn(&Model) -> String; 10] = [
    |model| format!("{:?}", model.all::<Program>()),
    |model| format!("{:?}", model.get::<Trip>("a")),
    |model| format!("{:?}", model.is_alive("interview", "b")),
    |model| format!("{:?}", model.register("card", "a", "text")),
    |model| format!("{:?}", model.remains::<Story>("a")),
    |model| format!("{:?}", model.season()),
    |model| format!("{:?}", model.text("kind of a later version", "a", "text")),
    |model| format!("{} {:?}", model.field_count(), model.newest()),
    |model| match model.get::<Trip>("a") {
        Some(_) => format!("{:?}", model.all::<Interview>()),
        None => format!("{:?}", model.all::<Card>()),
    },
    |model| {
        let (inner, _) = model.noting(|| model.all::<Program>().len());
        match inner {
            0 => model.with_prefix::<Story>("").count().to_string(),
            _ => inner.to_string(),
        }
    },
];

/// Answers that are worked out again only when `holds` says that they do not hold; gives the first that
/// is not what it should be.
fn first_stale(
    changes: &[(&str, &str, u8)],
    holds: impl Fn(Basis, &Model) -> bool,
) -> Option<(usize, usize)> {
    let mut model = Model::default();
    let mut kept: Vec<(String, Basis)> = VIEWS
        .iter()
        .map(|view| model.basis(|| view(&model)))
        .collect();
    for (number, (kind, id, value)) in changes.iter().enumerate() {
        model.apply(&op(number as u64, kind, id, *value));
        for (place, view) in VIEWS.iter().enumerate() {
            if !holds(kept[place].1, &model) {
                kept[place] = model.basis(|| view(&model));
            }
            if kept[place].0 != view(&model) {
                return Some((number, place));
            }
        }
    }
    None
}

proptest! {
    #[test]
    fn no_answer_is_stale(changes in prop::collection::vec(change(), 0..60)) {
        prop_assert_eq!(first_stale(&changes, Basis::holds), None);
    }
}

/// Control: a list of kinds kept by hand that lacks what is read on a condition.
#[test]
fn control_a_list_that_lacks_a_kind_is_stale() {
    let changes = [("trip", "a", 1), ("interview", "a", 1)];
    let forgets = |basis: Basis, model: &Model| {
        let listed = Kinds::of::<Trip>().and(Kinds::of::<Card>());
        let hears = basis.kinds.meets(listed);
        !hears || model.revision(listed) == basis.revision
    };
    let stale = first_stale(&changes, forgets);
    assert_eq!(stale.map(|(change, _)| change), Some(1));
}

#[test]
fn only_what_is_read_is_told() {
    let mut model = Model::default();
    let ((), kinds) = model.noting(|| {
        model.all::<Program>();
        // Whoever asks around another has read that too, and nothing from before.
        let ((), inner) = model.noting(|| assert_eq!(model.get::<Trip>("a"), None));
        assert_eq!(inner, Kinds::of::<Trip>());
    });
    assert_eq!(kinds, Kinds::of::<Program>().and(Kinds::of::<Trip>()));
    assert!(!kinds.meets(Kinds::of::<Card>()));
    assert!(!kinds.meets(Kinds::named("kind of a later version")));

    let (_, basis) = model.basis(|| model.get::<Trip>("a").cloned());
    model.apply(&op(1, "program", "a", 1));
    assert!(basis.holds(&model), "a program is no trip");
    model.apply(&op(2, "trip", "b", 1));
    assert!(!basis.holds(&model));
    // What changes nothing is no change.
    let (_, basis) = model.basis(|| model.get::<Trip>("a").cloned());
    model.apply(&op(2, "trip", "b", 1));
    assert!(basis.holds(&model));
}
