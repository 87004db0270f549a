//! Finds the message a place in the page, and the page the room to be scrolled clear of it. The choice is
//! `message::place`; here is what it needs to know of the page.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use crate::message::place::{Control, Kind, Place, Room, Strip, choose};

/// What can be pressed.
const CONTROLS: &str = "a,button,input,select,textarea,summary,label,[tabindex=\"0\"]";
/// What is looked at lies so far apart, in pixels: less than a finger is wide.
const STEP: f64 = 16.0;
/// What stays free beside a message, in pixels.
const GAP: i32 = 8;

/// Gives the message that is shown a place, and takes back what the page gave to one that is gone.
pub fn place_toast() {
    let Some((toast, toasts)) =
        find(".toast").and_then(|one| Some((one.clone(), one.parent_element()?)))
    else {
        if let Some(room) = find(".room") {
            room.remove();
        }
        return keep_in_sight("");
    };
    let foot = find(".page .foot").and_then(|foot| foot.dyn_into::<HtmlElement>().ok());
    let foot = foot.map_or(0, |foot| foot.offset_height());
    let header = find(".top").map_or(0, |header| strip(&header).bottom);
    set_style(&toasts, "--under", &pixels(foot));
    set_style(&toasts, "--over", &pixels(header));
    // The message itself is still on its way up; what it stands in is not.
    let _ = toasts.set_attribute("data-at", "head");
    let head = strip(&toasts);
    let _ = toasts.remove_attribute("data-at");
    let foot = strip(&toasts);
    give_room(foot.bottom - foot.top + 2 * GAP);
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    keep_in_sight(&pixels(height.unwrap_or_default() as i32 - foot.top + GAP));

    let mut controls = Vec::new();
    let pressed = document().active_element();
    if let Some(pressed) = pressed.filter(|pressed| is_in(pressed, ".page")) {
        controls.push(Control {
            strip: strip(&pressed),
            kind: Kind::Pressed,
        });
    }
    // What lies under it is looked for through it.
    set_style(&toast, "pointer-events", "none");
    let area = toast.get_bounding_client_rect();
    for place in [foot, head] {
        look(place, (area.left(), area.right()), &mut controls);
    }
    set_style(&toast, "pointer-events", "");
    let room = Room {
        foot,
        head,
        scrolled: window().scroll_y().unwrap_or_default() as i32,
    };
    match choose(room, &controls) {
        Place::Head => {
            let _ = toasts.set_attribute("data-at", "head");
        }
        Place::Foot(0) => {}
        Place::Foot(up) => window().scroll_by_with_x_and_y(0.0, f64::from(up)),
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn is_in(element: &Element, place: &str) -> bool {
    element.closest(place).is_ok_and(|found| found.is_some())
}

fn set_style(element: &Element, property: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(property, value);
    }
}

/// What gets the focus is scrolled so far above the lower edge of the window.
fn keep_in_sight(height: &str) {
    if let Some(page) = document().document_element() {
        set_style(&page, "scroll-padding-block-end", height);
    }
}

fn pixels(count: i32) -> String {
    [&*count.to_string(), "px"].concat()
}

fn strip(element: &Element) -> Strip {
    let area = element.get_bounding_client_rect();
    Strip {
        top: area.top() as i32,
        // A part of a pixel is one, too.
        bottom: area.bottom() as i32 + 1,
    }
}

/// Lengthens the page. It stays so until the screen is left: to end sooner would move what is read there.
fn give_room(height: i32) {
    let room = find(".room").or_else(|| {
        let room = document().create_element("div").ok()?;
        let _ = room.set_attribute("class", "room");
        find(".page")?.append_child(&room).ok()?;
        Some(room)
    });
    if let Some(room) = room {
        set_style(&room, "block-size", &pixels(height));
    }
}

/// Notes what can be pressed in a strip between `left` and `right`.
fn look(strip_of: Strip, (left, right): (f64, f64), found: &mut Vec<Control>) {
    let (top, bottom) = (f64::from(strip_of.top), f64::from(strip_of.bottom));
    let steps = |from: f64, to: f64| {
        let count = ((to - from) / STEP) as i32;
        (0..=count).map(move |step| (from + 1.0 + f64::from(step) * STEP).min(to - 1.0))
    };
    for y in steps(top, bottom) {
        for x in steps(left, right) {
            let there = document().element_from_point(x as f32, y as f32);
            let control = there.and_then(|there| there.closest(CONTROLS).ok().flatten());
            let Some(control) = control else {
                continue;
            };
            let kind = match is_in(&control, ".page") && !is_in(&control, ".foot") {
                true => Kind::Page,
                false => Kind::Still,
            };
            let strip = strip(&control);
            found.push(Control { strip, kind });
        }
    }
}
