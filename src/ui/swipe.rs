//! Swiping a surface to one side with a finger: a shortcut for buttons that are there as well.
//! The page scrolls as always; whatever turns out to be scrolling, or is let go early, is no swipe.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlElement, PointerEvent};

use super::element::El;

/// How far a finger must go to the side, in CSS pixels, for a swipe.
const REACH: i32 = 96;
/// A finger that has gone this far and more up or down than to the side is scrolling.
const SLACK: i32 = 12;

/// The side a swipe went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the left of the screen.
    Left,
    /// To the right of the screen.
    Right,
}

/// What a finger is doing after it went this far: `None` while it may still become either.
fn is_sideways(x: i32, y: i32) -> Option<bool> {
    if x.abs().max(y.abs()) < SLACK {
        return None;
    }
    Some(x.abs() > y.abs())
}

/// The side that is reached, if any.
fn side(x: i32) -> Option<Side> {
    match x {
        x if x <= -REACH => Some(Side::Left),
        x if x >= REACH => Some(Side::Right),
        _ => None,
    }
}

fn pulled(x: i32, left: &'static str, right: &'static str) -> &'static str {
    if x < 0 { left } else { right }
}

/// Lets the element be swiped while `on` says so. While a finger pulls, the word for its side stands
/// there: `words` are those for left and right.
pub fn swipe(
    element: El,
    on: impl Fn() -> bool + 'static,
    swiped: Callback<Side>,
    words: [&str; 2],
) -> El {
    // Where the finger went down, and whether it is certainly not scrolling.
    let finger = StoredValue::new_local(None::<(i32, i32, bool)>);
    let node = element.node();
    let [left, right] = words;
    let element = element.attr("data-left", left).attr("data-right", right);
    let shift = move |x: i32| {
        let Some(node) = node.dyn_ref::<HtmlElement>() else {
            return;
        };
        let style = node.style();
        // What a gone element refuses shows nothing.
        let _ = match x {
            0 => style.remove_property("translate").map(drop),
            x => style.set_property("translate", &[&x.to_string(), "px"].concat()),
        };
        let _ = match (x, side(x)) {
            (0, _) => node.remove_attribute("data-pull"),
            (_, Some(_)) => node.set_attribute("data-pull", pulled(x, "left-far", "right-far")),
            _ => node.set_attribute("data-pull", pulled(x, "left", "right")),
        };
    };
    let (moves, ends, stops) = (shift.clone(), shift.clone(), shift);
    element
        .attr("data-swipe", "")
        .on("pointerdown", move |event| {
            let at = place(&event).filter(|_| on());
            finger.try_set_value(at.map(|(x, y)| (x, y, false)));
        })
        .on("pointermove", move |event| {
            let (Some((from_x, from_y, sure)), Some((x, y))) =
                (finger.try_get_value().flatten(), place(&event))
            else {
                return;
            };
            let (x, y) = (x - from_x, y - from_y);
            match is_sideways(x, y) {
                Some(false) if !sure => {
                    finger.try_set_value(None);
                }
                Some(_) => {
                    finger.try_set_value(Some((from_x, from_y, true)));
                    moves(x);
                }
                None => {}
            }
        })
        .on("pointerup", move |event| {
            let held = finger.try_update_value(Option::take).flatten();
            ends(0);
            let reached = held.filter(|(.., sure)| *sure).zip(place(&event));
            if let Some(side) = reached.and_then(|((from, ..), (x, _))| side(x - from)) {
                let _ = swiped.try_run(side);
            }
        })
        // The browser has taken the finger for scrolling.
        .on("pointercancel", move |_| {
            finger.try_set_value(None);
            stops(0);
        })
}

/// Where the finger is. A mouse selects text instead; a second finger zooms.
fn place(event: &Event) -> Option<(i32, i32)> {
    let event: &PointerEvent = event.unchecked_ref();
    let is_finger = event.is_primary() && event.pointer_type() != "mouse";
    is_finger.then(|| (event.client_x(), event.client_y()))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Side, is_sideways, side};

    #[wasm_bindgen_test]
    fn scrolling_and_short_moves_are_no_swipes() {
        assert_eq!(is_sideways(5, -8), None);
        assert_eq!(is_sideways(14, -15), Some(false));
        assert_eq!(is_sideways(-20, 15), Some(true));
        assert_eq!(side(95), None);
        assert_eq!(side(96), Some(Side::Right));
        assert_eq!(side(-200), Some(Side::Left));
    }
}
