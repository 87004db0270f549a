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
    let Some(toast) = find(".toast") else {
        if let Some(room) = find(".room") {
            room.remove();
        }
        return set_style(
            document().document_element(),
            "scroll-padding-block-end",
            "",
        );
    };
    let Some(toasts) = toast.parent_element() else {
        return;
    };
    let bottom = |selector: &str| find(selector).map(|one| one.get_bounding_client_rect().bottom());
    let height = |selector: &str| {
        let found = find(selector).and_then(|one| one.dyn_into::<HtmlElement>().ok());
        found.map_or(0, |one| one.offset_height())
    };
    let both = Some(toasts.clone());
    set_style(both.clone(), "--under", &pixels(height(".page .foot")));
    let header = bottom(".top").unwrap_or(0.0) as i32;
    set_style(both.clone(), "--over", &pixels(header));
    // The message itself is still on its way up; what it stands in is not.
    let _ = toasts.set_attribute("data-at", "head");
    let head = strip(&toasts);
    let _ = toasts.remove_attribute("data-at");
    let foot = strip(&toasts);
    give_room(foot.bottom - foot.top + 2 * GAP);
    let window = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let window = window.map_or(foot.bottom, |height| height as i32);
    set_style(
        document().document_element(),
        "scroll-padding-block-end",
        &pixels(window - foot.top + GAP),
    );

    let pressed = document()
        .active_element()
        .filter(|element| element.closest(".page").is_ok_and(|page| page.is_some()));
    let mut controls: Vec<Control> = pressed
        .iter()
        .map(|pressed| Control {
            strip: strip(pressed),
            kind: Kind::Pressed,
        })
        .collect();
    // What lies under it is looked for through it.
    set_style(Some(toast.clone()), "pointer-events", "none");
    let width = toast.get_bounding_client_rect();
    for place in [foot, head] {
        look(place, (width.left(), width.right()), &mut controls);
    }
    set_style(Some(toast), "pointer-events", "");
    let scrolled = leptos::prelude::window().scroll_y().unwrap_or(0.0) as i32;
    let room = Room {
        foot,
        head,
        scrolled,
    };
    match choose(room, &controls) {
        Place::Head => {
            let _ = toasts.set_attribute("data-at", "head");
        }
        Place::Foot(0) => {}
        Place::Foot(up) => leptos::prelude::window().scroll_by_with_x_and_y(0.0, f64::from(up)),
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn set_style(of: Option<Element>, property: &str, value: &str) {
    if let Some(Ok(element)) = of.map(JsCast::dyn_into::<HtmlElement>) {
        let _ = element.style().set_property(property, value);
    }
}

fn pixels(count: i32) -> String {
    [&*count.to_string(), "px"].concat()
}

fn strip(element: &Element) -> Strip {
    let area = element.get_bounding_client_rect();
    Strip {
        top: area.top() as i32,
        bottom: area.bottom() as i32,
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
    set_style(room, "block-size", &pixels(height));
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
            let is_in = |place: &str| control.closest(place).is_ok_and(|found| found.is_some());
            let kind = match is_in(".page") && !is_in(".foot") {
                true => Kind::Page,
                false => Kind::Still,
            };
            let strip = strip(&control);
            found.push(Control { strip, kind });
        }
    }
}
