//! The way from a record to what belongs to it, also where one id begins or ends as another does.

use matchbook::domain::ids::{
    CardId, as_piece, child, ends_in, family, first_child, holds, parent, root, within,
};
use matchbook::domain::thanks::{note_id, sides_of};

#[test]
fn an_id_is_taken_apart_as_it_was_put_together() {
    let person = child("p", "x");
    for (id, of, own) in [
        (&*person, "p", Some("x")),
        ("p/prep-different/a", "p", Some("prep-different/a")),
        ("p/prep-different/a", "p/prep-different", Some("a")),
        ("p2/x", "p", None),
        ("p", "p", None),
        ("q/p/x", "p", None),
    ] {
        assert_eq!(within(of, id), own, "{id} within {of}");
        assert_eq!(id.starts_with(&family(of)), own.is_some(), "{id} of {of}");
    }
    assert_eq!(parent("p/prep-why/a"), Some(("p", "prep-why/a")));
    assert_eq!((parent("p"), root("p"), root("p/x/y")), (None, "p", "p"));
    for (id, first) in [("p", "p"), ("p/x", "p/x"), ("p/x/ty-update", "p/x")] {
        assert_eq!(first_child(id), first);
    }
    // A meeting ends with a person, a letter that follows later goes on behind them.
    for (id, at_end, inside) in [
        ("i/p/x", true, true),
        ("i/p/x/ty-update", false, true),
        ("i/p/xy", false, false),
        ("i/pp/x", false, false),
        ("p/x", false, false),
    ] {
        assert_eq!(
            (ends_in(id, "p/x"), holds(id, "p/x")),
            (at_end, inside),
            "{id}"
        );
    }
    for later in [None, Some("ty-update")] {
        let note = note_id("i", &person, later);
        assert_eq!(sides_of(&note), Some(("i", "p/x")), "{note}");
    }
    assert_eq!(as_piece("t/i"), "t-i");
    // Found by its text: as it hashes and sorts.
    let cards = std::collections::BTreeSet::from(["b", "a/c", "a"].map(CardId::from));
    assert!(cards.contains("a/c") && !cards.contains("a/"));
}
