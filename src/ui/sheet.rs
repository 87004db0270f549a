//! Sheets and dialogs on the native `<dialog>`: the browser keeps the focus inside, makes the rest
//! inert and gives the focus back. Content exists only while open. Not here: when to open one.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, PointerEvent};
use send_wrapper::SendWrapper;

use super::element::{El, el, maybe};
use super::fresh_id;
use super::icon::{Icon, icon};
use super::modal::modal;

/// Pull on the head of a sheet, in CSS pixels, that closes it.
const DISMISS_PULL: i32 = 96;

/// Lays a cover over the page that Back takes off, which runs the given function. Gives what takes the
/// cover off otherwise.
pub type LayCover = fn(Box<dyn Fn()>) -> Uncover;
/// Takes a cover off.
pub type Uncover = Box<dyn FnOnce()>;

#[derive(Clone, Copy)]
struct Covering(LayCover);

/// Tells all sheets and dialogs how to be closed by Back. Without it Back leaves the screen under them.
pub fn provide_cover(cover: LayCover) {
    provide_context(Covering(cover));
}

/// Lets Back run `close` instead of leaving the screen, for as long as the calling view is there.
pub fn lay_cover(close: impl Fn() + 'static) {
    if let Some(Covering(cover)) = use_context() {
        let uncover = SendWrapper::new(cover(Box::new(close)));
        on_cleanup(move || uncover.take()());
    }
}

/// A panel that rises from the bottom (centred on wide screens). Esc, Back, the backdrop, the close
/// button and a pull on its head all call `on_close`; the caller then sets `open` to false.
#[component]
pub fn Sheet(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> AnyView {
    when_open(open, true, title, on_close, children)
}

/// A small centred question. Its children are the text and the answer buttons; Esc is "no".
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> AnyView {
    when_open(open, false, title, on_close, children)
}

fn when_open(
    open: Signal<bool>,
    is_sheet: bool,
    title: Signal<String>,
    on_close: Callback<()>,
    children: ChildrenFn,
) -> AnyView {
    let is_open = Memo::new(move |_| open.get());
    maybe(move || {
        is_open
            .get()
            .then(|| sheet(is_sheet, title, on_close, children()))
    })
}

fn sheet(
    is_sheet: bool,
    title: Signal<String>,
    on_close: Callback<()>,
    content: AnyView,
) -> AnyView {
    let title_id = fresh_id();
    let heading = el("h2")
        .attr("id", &title_id)
        .attr("tabindex", "-1")
        .attr("dir", "auto")
        .say(title);
    let focus_first = html(heading.node());
    let root = el("dialog")
        .class(if is_sheet { "sheet" } else { "sheet dialog" })
        .attr("aria-labelledby", &title_id);
    let root = modal(root, move || drop(focus_first.focus()));

    let ask_to_close = move || {
        // The listener may outlive its screen by a turn of the event loop.
        let _ = on_close.try_run(());
    };
    lay_cover(ask_to_close);
    let pressed_backdrop = Rc::new(Cell::new(false));
    let presses_backdrop = pressed_backdrop.clone();
    let mut head = el("div").class("sheet-head").child(heading);
    if is_sheet {
        head = pulled(head, html(root.node()), ask_to_close).child(
            el("button")
                .attr("type", "button")
                .class("icon-button")
                .attr("aria-label", "Close")
                .on("click", move |_| ask_to_close())
                .child(icon(Icon::Close)),
        );
    }
    root.on("cancel", move |event| {
        event.prevent_default();
        ask_to_close();
    })
    // Browsers may close a dialog on a second Esc without asking; the caller's signal must follow.
    .on("close", move |event| {
        if is_backdrop(&event) {
            ask_to_close();
        }
    })
    .on("pointerdown", move |event| {
        presses_backdrop.set(is_backdrop(&event))
    })
    .on("click", move |event| {
        if is_backdrop(&event) && pressed_backdrop.get() {
            ask_to_close();
        }
    })
    .child(head)
    .child(el("div").class("sheet-body").view(content))
    .into_any()
}

/// Lets the `head` pull its `sheet` down, and past `DISMISS_PULL` asks to close it.
fn pulled(head: El, sheet: HtmlElement, ask_to_close: impl Fn() + 'static) -> El {
    let move_to = move |offset: i32| {
        let value = ["0 ", &offset.to_string(), "px"].concat();
        let _ = sheet.style().set_property("translate", &value);
    };
    let handle = head.node();
    // Where the pull began, CSS pixels from the top of the window.
    let pull = Cell::new(None);
    let on_pointer = Rc::new(move |event: Event| {
        let event: PointerEvent = event.unchecked_into();
        let offset = |start: i32| (event.client_y() - start).max(0);
        match (event.type_().as_str(), pull.get()) {
            ("pointerdown", _) if event.button() == 0 && !is_in_button(&event) => {
                pull.set(Some(event.client_y()));
                let _ = handle.set_pointer_capture(event.pointer_id());
            }
            ("pointermove", Some(start)) => move_to(offset(start)),
            ("pointerup", Some(start)) if offset(start) > DISMISS_PULL => {
                pull.set(None);
                ask_to_close();
            }
            ("pointerup" | "pointercancel", Some(_)) => {
                pull.set(None);
                move_to(0);
            }
            _ => {}
        }
    });
    ["pointerdown", "pointermove", "pointerup", "pointercancel"]
        .into_iter()
        .fold(head, |head, event| {
            let on_pointer = on_pointer.clone();
            head.on(event, move |event| on_pointer(event))
        })
}

fn is_backdrop(event: &Event) -> bool {
    event.target() == event.current_target()
}

fn is_in_button(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_none_or(|target| matches!(target.closest("button"), Ok(Some(_))))
}

/// All elements of this file are HTML elements.
fn html(node: Element) -> HtmlElement {
    node.unchecked_into()
}
