//! One message at a time, no offer to bring something back is lost to a passing word, and none stands where it
//! is in the way.

use matchbook::message::place::{Control, Kind, Place, Room, Strip, choose};
use matchbook::message::{Messages, Offer};
use proptest::prelude::*;

fn shown(messages: &Messages<&'static str>) -> Option<String> {
    messages.shown().map(|message| message.text.clone())
}

fn id(messages: &Messages<&'static str>) -> u32 {
    messages.shown().expect("a message").id
}

/// To bring back what is gone from sight.
fn back(act: &'static str) -> Option<Offer<&'static str>> {
    Some(Offer { act, lasts: true })
}

/// To take back a small change.
fn small(act: &'static str) -> Option<Offer<&'static str>> {
    Some(Offer { act, lasts: false })
}

#[test]
fn the_newest_takes_the_place_of_the_one_before() {
    let mut messages = Messages::default();
    messages.say("Copied".into(), None);
    messages.say("Shared".into(), None);
    assert_eq!(shown(&messages).as_deref(), Some("Shared"));
    messages.end(id(&messages));
    assert_eq!(shown(&messages), None);
}

#[test]
fn an_offer_returns_after_a_passing_word() {
    for passing in [None, small("a rating")] {
        let mut messages = Messages::default();
        messages.say("Trip deleted".into(), back("trip"));
        messages.say("Copied".into(), None);
        messages.say("Shared".into(), passing);
        messages.end(id(&messages));
        assert_eq!(shown(&messages).as_deref(), Some("Trip deleted"));
        messages.end(id(&messages));
        assert_eq!(shown(&messages), None);
    }
}

#[test]
fn the_newest_offer_counts() {
    let mut messages = Messages::default();
    messages.say("Trip deleted".into(), back("trip"));
    messages.say("Copied".into(), None);
    messages.say("Story deleted".into(), back("story"));
    messages.end(id(&messages));
    assert_eq!(shown(&messages), None, "an offer that was replaced is over");
    // A small change gives way for good: the screen itself can take it back.
    messages.say("Rated".into(), small("a rating"));
    messages.say("Copied".into(), None);
    messages.end(id(&messages));
    assert_eq!(shown(&messages), None);
}

#[test]
fn only_an_offer_that_brings_back_outlives_its_screen() {
    let mut messages = Messages::default();
    for passing in [None, small("a tick")] {
        messages.say("Copied".into(), passing.clone());
        messages.leave_screen();
        assert_eq!(shown(&messages), None);
        messages.say("Trip deleted".into(), back("trip"));
        messages.leave_screen();
        assert_eq!(shown(&messages).as_deref(), Some("Trip deleted"));
        messages.say("Copied".into(), passing);
        messages.leave_screen();
        assert_eq!(shown(&messages).as_deref(), Some("Trip deleted"));
        messages.clear();
    }
}

#[test]
fn what_is_said_on_the_way_out_belongs_to_the_next_screen() {
    let mut messages = Messages::default();
    for said in [None, small("a choice")] {
        messages.begin_leaving();
        messages.say("You chose".into(), said);
        messages.leave_screen();
        assert_eq!(shown(&messages).as_deref(), Some("You chose"));
        messages.leave_screen();
        assert_eq!(shown(&messages), None, "to one screen and no further");
        // What stood there before is not carried along.
        messages.say("Rated".into(), small("a rating"));
        messages.begin_leaving();
        messages.leave_screen();
        assert_eq!(shown(&messages), None);
    }
}

#[test]
fn a_late_end_ends_nothing_else() {
    let mut messages: Messages<&'static str> = Messages::default();
    messages.say("One".into(), None);
    let one = id(&messages);
    messages.say("Two".into(), None);
    messages.end(one);
    assert_eq!(shown(&messages).as_deref(), Some("Two"));
}

/// A telephone: a header down to 64, a foot from 760 on, and a page that is scrolled by so much.
fn room(scrolled: i32) -> Room {
    let strip = |top, bottom| Strip { top, bottom };
    Room {
        foot: strip(700, 750),
        head: strip(72, 122),
        scrolled,
    }
}

fn control(kind: Kind, top: i32, bottom: i32) -> Control {
    let strip = Strip { top, bottom };
    Control { strip, kind }
}

/// Rows without a gap from the header to the foot.
fn rows() -> Vec<Control> {
    let rows = (64..760).step_by(58);
    rows.map(|top| control(Kind::Page, top, top + 58)).collect()
}

#[test]
fn a_message_stands_where_nothing_is() {
    let at = |kind, top, bottom| choose(room(0), &[control(kind, top, bottom)]);
    // Beside it, to the pixel, is not under it.
    for (top, bottom) in [(300, 350), (650, 700), (750, 800), (64, 130)] {
        assert_eq!(at(Kind::Page, top, bottom), Place::Foot(0), "{top}");
    }
    for (top, bottom) in [(650, 701), (749, 800), (600, 900), (710, 730)] {
        for kind in [Kind::Page, Kind::Pressed, Kind::Still] {
            assert_eq!(at(kind, top, bottom), Place::Head, "{kind:?} {top}");
        }
    }
    assert_eq!(choose(room(0), &[]), Place::Foot(0));
}

#[test]
fn in_a_list_it_stands_at_the_foot_from_which_the_page_can_be_scrolled() {
    for scrolled in [0, 40, 900] {
        assert_eq!(choose(room(scrolled), &rows()), Place::Foot(0));
    }
    // What was pressed may be pressed again. Under the header are rows that can be scrolled away as well.
    let mut pressed = rows();
    pressed.push(control(Kind::Pressed, 690, 734));
    assert_eq!(choose(room(900), &pressed), Place::Head);
    // Not so at the top of the page: then what was pressed moves up.
    assert_eq!(choose(room(0), &pressed), Place::Foot(34));
    assert_eq!(choose(room(57), &pressed), Place::Foot(34), "one too few");
    assert_eq!(choose(room(58), &pressed), Place::Head);
    // But no further than it can: who writes in a large field keeps its first line.
    pressed.push(control(Kind::Pressed, 90, 740));
    assert_eq!(choose(room(0), &pressed), Place::Foot(34));
    let field = [
        control(Kind::Pressed, 80, 740),
        control(Kind::Page, 64, 122),
    ];
    assert_eq!(choose(room(0), &field), Place::Foot(8));
    let field = [
        control(Kind::Pressed, 20, 740),
        control(Kind::Page, 64, 122),
    ];
    assert_eq!(choose(room(0), &field), Place::Foot(0));
}

#[test]
fn what_stands_still_is_never_covered_while_there_is_another_place() {
    let mut all = rows();
    all.push(control(Kind::Still, 690, 740));
    assert_eq!(choose(room(900), &all), Place::Head);
    all.push(control(Kind::Still, 64, 80));
    assert_eq!(choose(room(900), &all), Place::Foot(0));
}

proptest! {
    /// Whatever happens: the last thing said is what is shown until it ends, and a lasting offer that
    /// nothing replaced is there once all other messages have passed.
    #[test]
    fn no_offer_is_lost(steps in prop::collection::vec(0_u8..6, 1..40)) {
        let mut messages = Messages::default();
        let mut open: Option<String> = None;
        for (number, step) in steps.into_iter().enumerate() {
            let text = number.to_string();
            match step {
                0 => {
                    messages.say(text, None);
                }
                1 => {
                    messages.say(text.clone(), back("a record"));
                    open = Some(text);
                }
                2 => {
                    messages.say(text, small("a change"));
                }
                3 => messages.begin_leaving(),
                4 => messages.leave_screen(),
                _ => {
                    if let Some(shown) = messages.shown() {
                        if Some(&shown.text) == open.as_ref() {
                            open = None;
                        }
                        let id = shown.id;
                        messages.end(id);
                    }
                }
            }
        }
        // The way out and one screen more.
        messages.leave_screen();
        messages.leave_screen();
        prop_assert_eq!(shown(&messages), open);
    }
}
