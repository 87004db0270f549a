//! One message at a time, and no offer to bring something back is lost to a passing word.

use matchbook::message::Messages;
use proptest::prelude::*;

fn shown(messages: &Messages<&'static str>) -> Option<String> {
    messages.shown().map(|message| message.text.clone())
}

fn id(messages: &Messages<&'static str>) -> u32 {
    messages.shown().expect("a message").id
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
    let mut messages = Messages::default();
    messages.say("Trip deleted".into(), Some("bring it back"));
    messages.say("Copied".into(), None);
    messages.say("Shared".into(), None);
    messages.end(id(&messages));
    assert_eq!(shown(&messages).as_deref(), Some("Trip deleted"));
    messages.end(id(&messages));
    assert_eq!(shown(&messages), None);
}

#[test]
fn the_newest_offer_counts() {
    let mut messages = Messages::default();
    messages.say("Trip deleted".into(), Some("trip"));
    messages.say("Copied".into(), None);
    messages.say("Story deleted".into(), Some("story"));
    messages.end(id(&messages));
    assert_eq!(shown(&messages), None, "an offer that was replaced is over");
}

#[test]
fn only_an_offer_outlives_its_screen() {
    let mut messages = Messages::default();
    messages.say("Copied".into(), None);
    messages.leave_screen();
    assert_eq!(shown(&messages), None);
    messages.say("Trip deleted".into(), Some("trip"));
    messages.leave_screen();
    assert_eq!(shown(&messages).as_deref(), Some("Trip deleted"));
    messages.say("Copied".into(), None);
    messages.leave_screen();
    assert_eq!(shown(&messages).as_deref(), Some("Trip deleted"));
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

proptest! {
    /// Whatever happens: the last thing said is what is shown until it ends, and an offer that
    /// nothing replaced is there once all plain words have passed.
    #[test]
    fn no_offer_is_lost(steps in prop::collection::vec(0_u8..4, 1..40)) {
        let mut messages = Messages::default();
        let mut open: Option<String> = None;
        for (number, step) in steps.into_iter().enumerate() {
            let text = number.to_string();
            match step {
                0 => {
                    messages.say(text, None);
                }
                1 => {
                    messages.say(text.clone(), Some(()));
                    open = Some(text);
                }
                2 => messages.leave_screen(),
                _ => {
                    if let Some(shown) = messages.shown() {
                        if shown.offer.is_some() {
                            open = None;
                        }
                        let id = shown.id;
                        messages.end(id);
                    }
                }
            }
        }
        while messages.shown().is_some_and(|shown| shown.offer.is_none()) {
            let id = messages.shown().map(|shown| shown.id);
            messages.end(id.unwrap_or_default());
        }
        prop_assert_eq!(messages.shown().map(|shown| shown.text.clone()), open);
    }
}
