//! A list whose rows are moved by dragging a grip, by buttons or by the keyboard on the grip.
//! It keeps no order of its own: it asks with `on_move` and follows `ids`. Rows keep their elements.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, Node, PointerEvent};

use super::element::{El, each, el, maybe};
use super::fresh_id;
use super::icon::{Icon, icon};
use super::pieces::Pieces;

/// Distance from the edges of the window, in CSS pixels, within which a drag scrolls the page.
const SCROLL_ZONE: i32 = 96;
/// Scrolling speed there, CSS pixels per frame.
const SCROLL_STEP: i32 = 9;
/// A press that moves less than this many CSS pixels is a tap.
const TAP_SLACK: i32 = 4;

/// One drag, from the finger going down to it going up. All lengths in CSS pixels.
struct Drag {
    id: String,
    list: Element,
    rows: Vec<HtmlElement>,
    /// Top and height of each row before the drag.
    places: Vec<(i32, i32)>,
    from: usize,
    to: usize,
    start_y: i32,
    y: i32,
    start_scroll: i32,
    has_moved: bool,
}

/// Everything the handlers of one list share; all of it dies with the list.
#[derive(Clone, Copy)]
struct List {
    ids: Signal<Vec<String>>,
    label_of: Callback<String, String>,
    inside: Callback<String, AnyView>,
    on_move: Callback<(String, usize)>,
    on_hover: Option<Callback<Option<(String, usize)>>>,
    buttons: Signal<bool>,
    is_fixed: Option<fn(&str) -> bool>,
    whereabouts: Option<Callback<String, String>>,
    on_place: Option<Callback<String>>,
    on_drop: Option<Callback<String>>,
    /// The row picked up by tap or keyboard, and the index it came from.
    lifted: RwSignal<Option<(String, usize)>>,
    /// How far the rows are drawn; all of them before one is moved.
    pieces: Pieces,
    said: RwSignal<String>,
    drag: StoredValue<Option<Drag>, LocalStorage>,
    /// Moving a focused element blurs it; while this is true a blur is ours and not the user's.
    is_moving: StoredValue<bool>,
    /// The browser sends a click after a drag; this is the one to ignore.
    is_click_of_drag: StoredValue<bool>,
}

/// A group of rows that can be put in order.
///
/// * `row` draws the inside of a row; `label_of` names it for screen readers.
/// * `on_move(id, index)`: the row wants to be at `index` of the list without gaps (0 is first).
/// * `on_hover`: while a row is dragged, where it would land; none when the drag ends.
/// * `buttons`: shows move buttons on every row; without it, tapping the grip shows them on that row.
/// * `is_fixed` tells headings among `ids`: they have no grip, and the first of them stays first. A row that
///   passes one moves by one index.
/// * `whereabouts` says where a row stands, in place of "3 of 8".
/// * `on_place`: tapping the grip shows Up, Down, Place… and Done in words under the row; Place… asks this.
/// * `on_drop(id)`: a row that was dragged or picked up was put down, elsewhere than where it stood before.
/// * Keyboard on the grip: Enter or Space lifts, arrows, Home and End move, Enter drops, Esc puts back, also
///   what is being dragged.
#[component]
pub fn Reorder(
    #[prop(into)] ids: Signal<Vec<String>>,
    #[prop(into)] label_of: Callback<String, String>,
    #[prop(into)] row: Callback<String, AnyView>,
    #[prop(into)] on_move: Callback<(String, usize)>,
    #[prop(optional, into)] on_hover: Option<Callback<Option<(String, usize)>>>,
    #[prop(optional, into)] buttons: Signal<bool>,
    #[prop(optional)] is_fixed: Option<fn(&str) -> bool>,
    #[prop(optional, into)] whereabouts: Option<Callback<String, String>>,
    #[prop(optional, into)] on_place: Option<Callback<String>>,
    #[prop(optional, into)] on_drop: Option<Callback<String>>,
) -> AnyView {
    let list = List {
        ids,
        label_of,
        inside: row,
        on_move,
        on_hover,
        buttons,
        is_fixed,
        whereabouts,
        on_place,
        on_drop,
        lifted: RwSignal::new(None),
        pieces: Pieces::of_rows(),
        said: RwSignal::new(String::new()),
        drag: StoredValue::new_local(None),
        is_moving: StoredValue::new(false),
        is_click_of_drag: StoredValue::new(false),
    };
    let help_id = fresh_id();
    let help = el("p")
        .class("visually-hidden")
        .attr("id", &help_id)
        .text("Press Enter to pick up, arrow keys to move, Enter to drop, Escape to put back.");
    let keys = move || list.pieces.take(ids.get());
    let rows = each(keys, move |id| list.row(id, &help_id));
    el("div")
        .child(
            el("ul")
                .attr("role", "list")
                .class("group reorder")
                .view(rows),
        )
        .child(help)
        .child(
            el("p")
                .class("visually-hidden")
                .attr("aria-live", "assertive")
                .say(list.said.into()),
        )
        .into_any()
}

impl List {
    fn row(self, id: String, help_id: &str) -> AnyView {
        if self.is_fixed.is_some_and(|is_fixed| is_fixed(&id)) {
            return el("li")
                .class("reorder-head")
                .view(self.inside.run(id))
                .into_any();
        }
        let key = StoredValue::new(id.clone());
        let is_lifted = Memo::new(move |_| {
            self.lifted.with(|lifted| {
                lifted
                    .as_ref()
                    .is_some_and(|(id, _)| key.with_value(|key| key == id))
            })
        });
        let mut item = el("li")
            .class("row")
            .attr("data-key", &id)
            .attr_of("data-lifted", move || is_lifted.get().then(String::new))
            .on("focusout", move |event| {
                // Removal takes the focus as well, and then the signals may be gone already.
                if is_lifted.try_get_untracked() == Some(true) && !self.is_moving.get_value() {
                    let next = event.unchecked_ref::<FocusEvent>().related_target();
                    let next = next.and_then(|next| next.dyn_into::<Node>().ok());
                    if !element_of(&event).contains(next.as_ref()) {
                        self.lets_go();
                    }
                }
            })
            .child(el("div").class("row-body").view(self.inside.run(id)));
        for (by, sign, word) in [
            (-1, Icon::ChevronUp, "Move up: "),
            (1, Icon::ChevronDown, "Move down: "),
        ] {
            if self.on_place.is_some() {
                break;
            }
            item = item.view(maybe(move || {
                (self.buttons.get() || is_lifted.get()).then(|| {
                    let button = self.button(key, word, sign);
                    self.moves_by(key, by, button).into_any()
                })
            }));
        }
        let grip = self
            .button(key, "Move ", Icon::Grip)
            .class("icon-button grip")
            .attr("aria-describedby", help_id)
            .attr_of("aria-pressed", move || Some(is_lifted.get().to_string()))
            .on("click", move |_| self.toggle(key.get_value()))
            .on("keydown", move |event| {
                let event: &KeyboardEvent = event.unchecked_ref();
                if event.key() == "Escape" && self.puts_back() {
                    event.prevent_default();
                    event.stop_propagation();
                } else {
                    self.on_key(key.get_value(), event);
                }
            })
            .on("pointerdown", move |event| {
                self.start(key.get_value(), event.unchecked_ref())
            })
            .on("pointermove", move |event| {
                self.follow(event.unchecked_ref::<PointerEvent>().client_y())
            })
            .on("pointerup", move |_| self.drop_row(true))
            .on("pointercancel", move |_| self.drop_row(false));
        let item = item.child(grip);
        let Some(on_place) = self.on_place else {
            return item.into_any();
        };
        item.view(maybe(move || {
            is_lifted.get().then(|| self.bar(key, on_place).into_any())
        }))
        .into_any()
    }

    /// What may be done with a row that is picked up, in words.
    fn bar(self, key: StoredValue<String>, on_place: Callback<String>) -> El {
        let button = |word: &'static str, sign: Option<Icon>, text: &str| {
            el("button")
                .attr("type", "button")
                .class("btn")
                .attr_of("aria-label", move || {
                    Some([word, &self.label_of.run(key.get_value())].concat())
                })
                .children(sign.map(icon))
                .child(el("span").text(text))
        };
        let up = button("Up: ", Some(Icon::ChevronUp), "Up");
        let down = button("Down: ", Some(Icon::ChevronDown), "Down");
        let place = button("Place… ", None, "Place…").on("click", move |event| {
            // From the grip, so that the focus comes back to it.
            focus_grip(&event);
            super::tell(on_place, key.get_value());
        });
        let done = button("Done: ", Some(Icon::Tick), "Done").on("click", move |event| {
            focus_grip(&event);
            self.toggle(key.get_value());
        });
        el("div")
            .class("reorder-bar")
            .attr("role", "group")
            .on("keydown", move |event| {
                let event: &KeyboardEvent = event.unchecked_ref();
                if event.key() == "Escape" {
                    focus_grip(event);
                    self.on_key(key.get_value(), event);
                }
            })
            .child(self.moves_by(key, -1, up))
            .child(self.moves_by(key, 1, down))
            .child(place)
            .child(done)
    }

    /// A button whose name is `word` and the name of the row.
    fn button(self, key: StoredValue<String>, word: &'static str, sign: Icon) -> El {
        el("button")
            .attr("type", "button")
            .class("icon-button")
            .attr_of("aria-label", move || {
                Some([word, &self.label_of.run(key.get_value())].concat())
            })
            .child(icon(sign))
    }

    /// Lets a button move the row by one place.
    fn moves_by(self, key: StoredValue<String>, by: isize, button: El) -> El {
        let target = move || {
            let from = key.with_value(|id| self.index_of(id))?;
            let lawful = self.first()..self.ids.with_untracked(Vec::len);
            from.checked_add_signed(by).filter(|to| lawful.contains(to))
        };
        button
            .attr_of("aria-disabled", move || {
                self.ids.track();
                target().is_none().then(|| "true".to_owned())
            })
            .on("click", move |event| {
                if let Some(to) = target() {
                    self.move_to(key.get_value(), to, element_of(&event));
                }
            })
    }

    /// The first index that a row can have.
    fn first(self) -> usize {
        let Some(is_fixed) = self.is_fixed else {
            return 0;
        };
        let is_head = |ids: &Vec<String>| ids.first().is_some_and(|id| is_fixed(id));
        usize::from(self.ids.with_untracked(is_head))
    }

    fn index_of(self, id: &str) -> Option<usize> {
        self.ids
            .with_untracked(|ids| ids.iter().position(|other| other == id))
    }

    /// Says where a row stands now.
    fn say(self, done: &str, id: &str) {
        let place = match self.whereabouts {
            Some(whereabouts) => whereabouts.try_run(id.to_owned()).unwrap_or_default(),
            None => {
                let of = self.ids.with_untracked(Vec::len).to_string();
                let place = self.index_of(id).unwrap_or_default() + 1;
                [&place.to_string(), " of ", &*of].concat()
            }
        };
        self.said.set([done, &place].concat());
    }

    /// What comes before a place that is told in words, or before its number.
    fn or_placed(self, words: &'static str, number: &'static str) -> &'static str {
        match self.whereabouts {
            Some(_) => words,
            None => number,
        }
    }

    /// Asks for the move, says it, and gives the focus back to the control that asked.
    fn move_to(self, id: String, to: usize, control: HtmlElement) {
        self.is_moving.set_value(true);
        super::tell(self.on_move, (id.clone(), to));
        self.say(self.or_placed("", "Moved to "), &id);
        request_animation_frame(move || {
            let _ = control.focus();
            let _ = self.is_moving.try_set_value(false);
        });
    }

    /// The row that is picked up, if one is, stays where it is now.
    fn lets_go(self) {
        let Some((id, origin)) = self.lifted.try_get_untracked().flatten() else {
            return;
        };
        self.lifted.set(None);
        if self.index_of(&id) != Some(origin) {
            self.is_dropped(id);
        }
    }

    fn is_dropped(self, id: String) {
        if let Some(on_drop) = self.on_drop {
            super::tell(on_drop, id);
        }
    }

    fn toggle(self, id: String) {
        if self.is_click_of_drag.get_value() {
            self.is_click_of_drag.set_value(false);
            return;
        }
        let Some(index) = self.index_of(&id) else {
            return;
        };
        self.pieces.finishes();
        let was_lifted = self
            .lifted
            .with_untracked(|lifted| lifted.as_ref().is_some_and(|(other, _)| *other == id));
        if was_lifted {
            self.say(self.or_placed("Dropped. ", "Dropped at "), &id);
            self.lets_go();
        } else {
            self.lets_go();
            self.say(self.or_placed("Picked up. ", "Picked up. Place "), &id);
            self.lifted.set(Some((id, index)));
        }
    }

    fn on_key(self, id: String, event: &KeyboardEvent) {
        let Some((_, origin)) = self
            .lifted
            .get_untracked()
            .filter(|(other, _)| *other == id)
        else {
            return;
        };
        let Some(from) = self.index_of(&id) else {
            return;
        };
        let last = self.ids.with_untracked(Vec::len).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowUp" => from.saturating_sub(1).max(self.first()),
            "ArrowDown" => (from + 1).min(last),
            "Home" => self.first(),
            "End" => last,
            "Escape" => {
                self.lifted.set(None);
                origin
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if to != from {
            self.move_to(id, to, element_of(event));
        }
    }

    fn start(self, id: String, event: &PointerEvent) {
        let grip = element_of(event);
        let (Ok(Some(list)), Some(from)) = (grip.closest("ul"), self.index_of(&id)) else {
            return;
        };
        if event.button() != 0 {
            return;
        }
        self.is_click_of_drag.set_value(false);
        // Safari gives a pressed button no focus, and without it Escape would not be heard.
        let _ = grip.focus();
        let _ = grip.set_pointer_capture(event.pointer_id());
        let children = list.children();
        let rows: Vec<HtmlElement> = (0..children.length())
            .filter_map(|index| children.item(index))
            .filter_map(|child| child.dyn_into().ok())
            .collect();
        let places = rows
            .iter()
            .map(|row| (row.offset_top(), row.offset_height()))
            .collect();
        self.drag.set_value(Some(Drag {
            id,
            list,
            rows,
            places,
            from,
            to: from,
            start_y: event.client_y(),
            y: event.client_y(),
            start_scroll: scroll_top(),
            has_moved: false,
        }));
    }

    fn follow(self, y: i32) {
        let is_first = self
            .drag
            .try_update_value(|drag| {
                let drag = drag.as_mut()?;
                drag.y = y;
                if !drag.has_moved && (y - drag.start_y).abs() < TAP_SLACK {
                    return None;
                }
                let is_first = !drag.has_moved;
                drag.has_moved = true;
                drag.place();
                Some(is_first)
            })
            .flatten();
        self.hovers();
        if is_first == Some(true) {
            self.lets_go();
            self.scroll_at_edges();
        }
    }

    /// Tells where the dragged row would land.
    fn hovers(self) {
        let Some(on_hover) = self.on_hover else {
            return;
        };
        let place = self.drag.try_with_value(|drag| {
            let drag = drag.as_ref().filter(|drag| drag.has_moved)?;
            Some((drag.id.clone(), drag.to))
        });
        super::tell(on_hover, place.flatten());
    }

    /// Runs once per frame while a drag lasts.
    fn scroll_at_edges(self) {
        let step = self.drag.try_with_value(|drag| {
            drag.as_ref().map(|drag| {
                let height = window()
                    .inner_height()
                    .ok()
                    .and_then(|height| height.as_f64());
                let height = height.unwrap_or_default() as i32;
                if drag.y < SCROLL_ZONE {
                    -SCROLL_STEP
                } else if drag.y > height - SCROLL_ZONE {
                    SCROLL_STEP
                } else {
                    0
                }
            })
        });
        let Some(step) = step.flatten() else {
            return;
        };
        if step != 0 {
            window().scroll_by_with_x_and_y(0.0, f64::from(step));
            self.drag.update_value(|drag| {
                if let Some(drag) = drag {
                    drag.place();
                }
            });
            self.hovers();
        }
        request_animation_frame(move || self.scroll_at_edges());
    }

    /// Ends a drag as if it had not been; `false` when there is none.
    fn puts_back(self) -> bool {
        let id = self.drag.with_value(|drag| {
            let drag = drag.as_ref().filter(|drag| drag.has_moved)?;
            Some(drag.id.clone())
        });
        let Some(id) = id else {
            return false;
        };
        self.drop_row(false);
        // The finger is still down, and what it does when it goes up is no tap.
        self.is_click_of_drag.set_value(true);
        self.say(self.or_placed("Put back. ", "Put back at "), &id);
        true
    }

    fn drop_row(self, is_wanted: bool) {
        let Some(drag) = self.drag.try_update_value(Option::take).flatten() else {
            return;
        };
        if !drag.has_moved {
            return;
        }
        self.is_click_of_drag.set_value(is_wanted);
        // Rows are about to be where they were drawn: without this they would glide there twice.
        let list = drag.list;
        let _ = list.set_attribute("data-dropping", "");
        for row in &drag.rows {
            let _ = row.style().remove_property("translate");
            let _ = row.remove_attribute("data-dragging");
        }
        let to = drag.to.max(self.first());
        if is_wanted && to != drag.from {
            super::tell(self.on_move, (drag.id.clone(), to));
            self.say(self.or_placed("", "Moved to "), &drag.id);
            self.is_dropped(drag.id);
        }
        self.hovers();
        request_animation_frame(move || {
            request_animation_frame(move || {
                let _ = list.remove_attribute("data-dropping");
            });
        });
    }
}

impl Drag {
    /// Draws the dragged row under the finger and the others out of its way.
    fn place(&mut self) {
        let offset = self.y - self.start_y + scroll_top() - self.start_scroll;
        let (top, height) = self.places[self.from];
        let middle = top + height / 2 + offset;
        self.to = target_index(&self.places, self.from, middle);
        for (index, row) in self.rows.iter().enumerate() {
            let shift = if index == self.from {
                let _ = row.set_attribute("data-dragging", "");
                offset
            } else if index > self.from && index <= self.to {
                -height
            } else if index < self.from && index >= self.to {
                height
            } else {
                0
            };
            let value = ["0 ", &shift.to_string(), "px"].concat();
            let _ = row.style().set_property("translate", &value);
        }
    }
}

/// Index at which the row from `from` lands when its middle is at `middle`: as many rows come
/// before it as have their own middle above.
fn target_index(places: &[(i32, i32)], from: usize, middle: i32) -> usize {
    places
        .iter()
        .enumerate()
        .filter(|(index, (top, height))| *index != from && top + height / 2 < middle)
        .count()
}

fn scroll_top() -> i32 {
    window().scroll_y().unwrap_or_default() as i32
}

/// Gives the focus to the grip of the row in which something was pressed.
fn focus_grip(event: &Event) {
    let row = element_of(event).closest("li").ok().flatten();
    let grip = row.and_then(|row| row.query_selector(".grip").ok().flatten());
    if let Some(grip) = grip.and_then(|grip| grip.dyn_into::<HtmlElement>().ok()) {
        let _ = grip.focus();
    }
}

/// The element a listener of this file sits on; all of them are HTML elements.
fn element_of(event: &Event) -> HtmlElement {
    event
        .current_target()
        .unwrap_or_else(|| document().into())
        .unchecked_into()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::target_index;

    const PLACES: [(i32, i32); 4] = [(0, 60), (60, 60), (120, 100), (220, 60)];

    #[wasm_bindgen_test]
    fn a_row_lands_where_its_middle_is() {
        assert_eq!(target_index(&PLACES, 0, 30), 0);
        assert_eq!(target_index(&PLACES, 0, 91), 1);
        assert_eq!(target_index(&PLACES, 0, 171), 2);
        assert_eq!(target_index(&PLACES, 0, 10_000), 3);
        assert_eq!(target_index(&PLACES, 3, 169), 2);
        assert_eq!(target_index(&PLACES, 3, -500), 0);
    }
}
