//! What each line of the rank board says, and where a line that is moved goes.

use matchbook::domain::program::Tier;
use matchbook::rank::score::Score;
use matchbook::store::core::ranking::list::Spot;
use matchbook::store::read::ranking::board::{BoardRow, Tie};
use matchbook::store::read::ranking::lines::{
    dropped, is_head, moved_words, reason, spoken, tie_words, words_apart,
};

fn row() -> BoardRow {
    BoardRow {
        id: "kestrel".into(),
        name: "Kestrel Bay".to_owned(),
        city: "Tucson".to_owned(),
        place: 5,
        has_key: true,
        tier: Some(Tier::Good),
        score: Some(Score {
            value: 0.73,
            low: 0.57,
            high: 0.79,
            rated: 4,
            unknown: 2,
        }),
        gut: None,
        because: String::new(),
        tie: Tie::None,
        is_rated: true,
        score_place: None,
        interview: None,
    }
}

#[test]
fn a_row_says_what_it_shows() {
    let mut one = row();
    assert_eq!(reason(&one), "2 unknown: 57–79");
    assert_eq!(
        spoken(&one),
        "Place 5, Kestrel Bay, score 73, between 57 and 79, two ratings unknown. Tucson"
    );
    one.score_place = Some(2);
    assert_eq!(reason(&one), "↓ The score says place 2");
    one.because = "near my sister".to_owned();
    assert_eq!(reason(&one), "↓ near my sister");
    assert_eq!(
        spoken(&one),
        "Place 5, Kestrel Bay, score 73, between 57 and 79, two ratings unknown. \
         The score says place 2. near my sister"
    );
    one.score_place = Some(7);
    assert_eq!(reason(&one), "↑ near my sister");
    // Rated, but nothing of it counts.
    one = BoardRow {
        score: None,
        place: 0,
        ..row()
    };
    assert_eq!(reason(&one), "No score");
    assert_eq!(spoken(&one), "Kestrel Bay, no score. Tucson");
    one.is_rated = false;
    assert_eq!(reason(&one), "Not rated yet");
    assert_eq!(spoken(&one), "Kestrel Bay, not rated yet. Tucson");
}

#[test]
fn how_far_two_are_apart_is_said_without_false_digits() {
    assert_eq!(words_apart(0.0), "The scores are equal.");
    assert_eq!(words_apart(0.01), "1 point apart.");
    assert_eq!(words_apart(0.005), "0.5 points apart.");
    assert_eq!(words_apart(0.03), "3 points apart.");
}

#[test]
fn a_row_that_is_dropped_takes_the_tier_of_the_heading_above() {
    let keys: Vec<String> = ["tier/top", "a", "b", "tier/good", "tier/accept", "c", "d"]
        .map(str::to_owned)
        .to_vec();
    assert!(is_head(&keys[0]) && !is_head(&keys[1]));
    let after = |id: &str| Spot::After(id.into());
    let before = |id: &str| Spot::Before(id.into());
    let (top, good, accept) = (Some(Tier::Top), Some(Tier::Good), Some(Tier::Accept));
    for (id, index, spot, tier) in [
        ("c", 1, before("a"), top),
        ("c", 2, after("a"), top),
        ("c", 3, after("b"), top),
        ("c", 4, after("b"), good),
        ("c", 5, before("d"), accept),
        ("a", 3, after("b"), good),
        ("a", 6, after("d"), accept),
        ("a", 99, after("d"), accept),
    ] {
        assert_eq!(dropped(&keys, id, index), (spot, tier), "{id} to {index}");
    }
    let plain: Vec<String> = ["a", "b"].map(str::to_owned).to_vec();
    assert_eq!(dropped(&plain, "b", 0), (before("a"), None));
    assert_eq!(dropped(&plain[..1], "a", 0), (Spot::First, None));
}

#[test]
fn a_preview_says_which_neighbors_tie() {
    let of = |value: f64, place: usize| {
        let mut one = row();
        one.place = place;
        one.score = one.score.map(|score| Score { value, ..score });
        one
    };
    let kept = Some("The scores tie: your order is kept");
    assert_eq!(tie_words(&of(0.81, 1), &of(0.82, 2)), kept);
    assert_eq!(tie_words(&of(0.84, 1), &of(0.82, 2)), None);
    // One that has no place yet has no order to keep.
    assert_eq!(
        tie_words(&of(0.82, 1), &of(0.81, 0)),
        Some("The scores tie")
    );
    let unrated = BoardRow {
        score: None,
        ..row()
    };
    assert_eq!(tie_words(&of(0.82, 1), &unrated), None);
    assert_eq!(tie_words(&unrated, &unrated), None);
}

#[test]
fn a_move_is_told_as_an_event_that_can_be_undone() {
    let top = Some(Tier::Top);
    let told = |after| moved_words("Kestrel Bay", (3, top), after);
    assert_eq!(told((Some(4), None)), "Kestrel Bay moved to 4");
    assert_eq!(told((Some(4), Some(top))), "Kestrel Bay moved to 4");
    // Over the line between two tiers the place is the same.
    let good = Some(Some(Tier::Good));
    assert_eq!(told((Some(3), good)), "Kestrel Bay moved to Good");
    assert_eq!(told((Some(4), good)), "Kestrel Bay moved to 4, Good");
    assert_eq!(told((None, good)), "Kestrel Bay moved to Good");
    assert_eq!(told((None, Some(None))), "Kestrel Bay moved to no tier");
    assert_eq!(told((None, None)), "Kestrel Bay moved");
}
