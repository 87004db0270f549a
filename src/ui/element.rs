//! Elements, dynamic parts and keyed lists as plain values of one type.
//!
//! Leptos gives every view a type of its own, and every type its own machine code: a third of a
//! megabyte after compression for this app. Widgets are built from `El` instead, screens compose
//! widgets with `view!`, and both stay ordinary Leptos views. Built at once and for the browser
//! only: no server rendering, no hydration.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::any_view::AnyView;
use leptos::tachys::view::{
    Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr,
};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::JsValue;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{
    Comment, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    Node, Text,
};

use send_wrapper::SendWrapper;

type ViewState = <AnyView as Render>::State;

/// What lives as long as the element. Held, not read: dropping it ends it.
#[allow(dead_code)]
enum Kept {
    Effect(Follower),
    Listener(Listener),
    View(ViewState),
}

/// What an effect does, until it is let go.
type Held = Rc<RefCell<Option<Rc<dyn Fn()>>>>;

/// An effect that lets go of what it holds as soon as it is dropped. Leptos alone would keep it until the
/// effect's task is next woken, and effects inside it, woken before, would read signals that are gone.
struct Follower {
    run: Held,
    _effect: RenderEffect<()>,
}

impl Follower {
    fn new(run: Rc<dyn Fn()>) -> Follower {
        let run = Rc::new(RefCell::new(Some(run)));
        let held = run.clone();
        let effect = RenderEffect::new(move |_| {
            // It may end itself.
            let run = held.borrow().clone();
            if let Some(run) = run {
                run();
            }
        });
        Follower {
            run,
            _effect: effect,
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        drop(self.run.take());
    }
}

/// Leaves with its element: an event that is still on its way then (the `close` of a dialog) finds
/// nobody, instead of a closure that is gone.
struct Listener {
    node: Element,
    event: String,
    run: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let run = self.run.as_ref().unchecked_ref();
        let _ = self
            .node
            .remove_event_listener_with_callback(&self.event, run);
    }
}

/// An element of the page with everything that belongs to it.
pub struct El(SendWrapper<State>);

/// What stays of an `El` once it is in the page.
pub struct State {
    node: Element,
    kept: Vec<Kept>,
}

/// A new element.
pub fn el(tag: &str) -> El {
    El::from_node(document().create_element(tag))
}

/// A new element of an SVG picture.
pub fn svg_el(tag: &str) -> El {
    El::from_node(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag))
}

impl El {
    #[allow(clippy::expect_used)] // fails only for a name that is not a tag, and all names are ours
    fn from_node(node: Result<Element, JsValue>) -> El {
        El(SendWrapper::new(State {
            node: node.expect("a tag name"),
            kept: Vec::new(),
        }))
    }

    /// The element itself, for what has no method here.
    pub fn node(&self) -> Element {
        self.0.node.clone()
    }

    /// Sets an attribute. Fails only for a name that is not one, and all names are ours.
    pub fn attr(self, name: &str, value: &str) -> El {
        let _ = self.0.node.set_attribute(name, value);
        self
    }

    /// Sets the class.
    pub fn class(self, class: &str) -> El {
        self.attr("class", class)
    }

    /// Keeps an attribute equal to `value`; `None` takes it off.
    pub fn attr_of(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> El {
        let node = self.node();
        self.follow(Box::new(move || {
            set_attribute(&node, name, value().as_deref());
        }))
    }

    /// Keeps an attribute equal to a signal.
    pub fn attr_say(self, name: &'static str, text: Signal<String>) -> El {
        self.attr_of(name, move || Some(text.get()))
    }

    /// Keeps a property of the style equal to `value`, in a way that the page's policy allows.
    pub fn style_of(self, name: &'static str, value: impl Fn() -> String + 'static) -> El {
        let node = self.node();
        self.follow(Box::new(move || {
            let value = value();
            if let Some(node) = node.dyn_ref::<HtmlElement>() {
                let _ = node.style().set_property(name, &value);
            }
        }))
    }

    /// Keeps a check box or radio equal to `checked`.
    pub fn checked_of(self, checked: impl Fn() -> bool + 'static) -> El {
        let node = self.node();
        self.follow(Box::new(move || set_checked(&node, checked())))
    }

    /// Keeps what a field shows equal to `value`.
    pub fn value_of(self, value: impl Fn() -> String + 'static) -> El {
        let node = self.node();
        self.follow(Box::new(move || set_value(&node, &value())))
    }

    /// Adds a text that stays.
    pub fn text(self, text: &str) -> El {
        let _ = self.0.node.append_with_str_1(text);
        self
    }

    /// Adds a text that follows a signal.
    pub fn say(self, text: Signal<String>) -> El {
        self.say_with(move || text.get())
    }

    /// Adds a text that follows whatever `text` reads.
    pub fn say_with(self, text: impl Fn() -> String + 'static) -> El {
        let node = Text::new().ok();
        if let Some(node) = &node {
            let _ = self.0.node.append_child(node);
        }
        self.follow(Box::new(move || {
            if let Some(node) = &node {
                node.set_data(&text());
            }
        }))
    }

    /// Calls `run` on an event of this element.
    pub fn on(self, event: &str, run: impl FnMut(Event) + 'static) -> El {
        self.listen(event, Box::new(run))
    }

    fn listen(mut self, event: &str, run: Box<dyn FnMut(Event)>) -> El {
        let listener = Listener {
            node: self.node(),
            event: event.to_owned(),
            run: Closure::wrap(run),
        };
        let run = listener.run.as_ref().unchecked_ref();
        let _ = listener.node.add_event_listener_with_callback(event, run);
        self.0.kept.push(Kept::Listener(listener));
        self
    }

    /// Adds an element.
    pub fn child(mut self, child: El) -> El {
        let State { node, kept } = child.0.take();
        let _ = self.0.node.append_child(&node);
        self.0.kept.extend(kept);
        self
    }

    /// Adds elements.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// Keeps all that is inside equal to `children`, drawn anew whenever what it reads changes.
    /// For an element that has nothing else inside.
    pub fn children_of(self, children: impl Fn() -> Vec<El> + 'static) -> El {
        let node = self.node();
        let shown = RefCell::new(Vec::new());
        self.follow(Box::new(move || {
            let mut now = Vec::new();
            let children = children();
            node.set_text_content(None);
            for child in children {
                let State { node: child, kept } = child.0.take();
                let _ = node.append_child(&child);
                now.extend(kept);
            }
            shown.replace(now);
        }))
    }

    /// Goes on with `then` where there is something to go on with.
    pub fn given<T>(self, some: Option<T>, then: impl FnOnce(El, T) -> El) -> El {
        match some {
            Some(some) => then(self, some),
            None => self,
        }
    }

    /// Adds any view.
    pub fn view(mut self, view: AnyView) -> El {
        let mut state = view.build();
        state.mount(&self.0.node, None);
        self.0.kept.push(Kept::View(state));
        self
    }

    /// Runs `effect` now and whenever what it reads changes, for as long as the element lives.
    pub fn follow(mut self, effect: Box<dyn Fn()>) -> El {
        self.0.kept.push(Kept::Effect(Follower::new(effect.into())));
        self
    }

    /// Calls `then` once the element stands in the page.
    pub fn when_mounted(self, then: impl FnOnce(Element) + 'static) -> El {
        let node = self.node();
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            then(node);
        });
        self
    }
}

/// Sets an attribute; `None` takes it off.
pub(super) fn set_attribute(node: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => node.set_attribute(name, value),
        None => node.remove_attribute(name),
    };
}

/// Sets all that is inside to a text. Leaves it alone where it says so already: the browser would
/// lay it out anew.
pub(super) fn set_text(node: &Element, text: &str) {
    if node.text_content().as_deref() != Some(text) {
        node.set_text_content(Some(text));
    }
}

/// Ticks or unticks a check box or radio.
pub(super) fn set_checked(node: &Element, checked: bool) {
    if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
        input.set_checked(checked);
    }
}

fn set_value(node: &Element, value: &str) {
    if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
        // Writing the same value again would move the cursor of somebody who is typing.
        if input.value() != value {
            input.set_value(value);
        }
    } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
        if area.value() != value {
            area.set_value(value);
        }
    } else if let Some(select) = node.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    }
}

/// A part of the page that is drawn anew whenever what `view` reads changes.
pub fn dynamic(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed(Box::new(view))
}

/// As `dynamic`, for something that is there or not.
pub fn maybe(view: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    boxed_maybe(Box::new(view))
}

// Kept out of line, so that every caller's closure costs its own body and no more.
#[inline(never)]
fn boxed(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    Dynamic(SendWrapper::new(view)).into_any()
}

#[inline(never)]
fn boxed_maybe(view: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
    boxed(Box::new(move || view().unwrap_or_else(|| ().into_any())))
}

/// A view that is drawn anew whenever what it reads changes.
struct Dynamic(SendWrapper<Box<dyn Fn() -> AnyView + Send>>);

/// What is drawn now.
struct DynamicState {
    shown: Rc<RefCell<Option<ViewState>>>,
    _draws: Follower,
}

impl Render for Dynamic {
    type State = DynamicState;

    fn build(self) -> DynamicState {
        let view = self.0.take();
        let shown = Rc::new(RefCell::new(None::<ViewState>));
        let drawn = shown.clone();
        let draws = Follower::new(Rc::new(move || {
            let new = view();
            match &mut *drawn.borrow_mut() {
                Some(state) => new.rebuild(state),
                none => *none = Some(new.build()),
            }
        }));
        DynamicState {
            shown,
            _draws: draws,
        }
    }

    fn rebuild(self, state: &mut DynamicState) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for DynamicState {
    fn unmount(&mut self) {
        if let Some(state) = &mut *self.shown.borrow_mut() {
            state.unmount();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(state) = &mut *self.shown.borrow_mut() {
            state.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let shown = self.shown.borrow();
        shown
            .as_ref()
            .is_some_and(|state| state.insert_before_this(child))
    }

    fn elements(&self) -> Vec<Element> {
        let shown = self.shown.borrow();
        shown.as_ref().map_or(Vec::new(), ViewState::elements)
    }
}

/// One view for each key, kept while the key stays: a row that moves is not drawn anew.
/// Each row must have one root element.
pub fn each(
    keys: impl Fn() -> Vec<String> + 'static,
    row: impl Fn(String) -> AnyView + 'static,
) -> AnyView {
    Each(SendWrapper::new(EachParts {
        keys: Box::new(keys),
        row: Box::new(row),
    }))
    .into_any()
}

struct EachParts {
    keys: Box<dyn Fn() -> Vec<String>>,
    row: Box<dyn Fn(String) -> AnyView>,
}

/// A keyed list as a view.
pub struct Each(SendWrapper<EachParts>);

struct EachRow {
    key: String,
    owner: Owner,
    state: ViewState,
}

struct EachRows {
    rows: Vec<EachRow>,
    /// Stands after the last row and finds the parent.
    end: Comment,
}

/// A keyed list in the page.
pub struct EachState {
    rows: Rc<RefCell<EachRows>>,
    _keys: Follower,
}

impl EachRows {
    /// Brings the rows to `keys`: goes, comes and moves as few as it takes.
    fn show(&mut self, keys: Vec<String>, owner: &Owner, row: &dyn Fn(String) -> AnyView) {
        // Filled one by one: collecting would sort first, and every sort is kilobytes of code.
        let mut wanted: BTreeSet<&String> = BTreeSet::new();
        wanted.extend(&keys);
        let (kept, gone): (Vec<EachRow>, Vec<EachRow>) = std::mem::take(&mut self.rows)
            .into_iter()
            .partition(|row| wanted.contains(&row.key));
        for mut row in gone {
            row.state.unmount();
            row.owner.cleanup();
        }
        let mut order: Vec<String> = kept.iter().map(|row| row.key.clone()).collect();
        let mut known: BTreeMap<String, EachRow> = BTreeMap::new();
        known.extend(kept.into_iter().map(|row| (row.key.clone(), row)));
        let parent = self
            .end
            .parent_node()
            .and_then(|parent| parent.dyn_into::<Element>().ok());
        let mut before: Node = self.end.clone().into();
        for key in keys.into_iter().rev() {
            let (mut one, in_place) = match known.remove(&key) {
                Some(one) => {
                    let in_place = order.pop_if(|last| *last == key).is_some();
                    if !in_place {
                        order.retain(|other| *other != key);
                    }
                    (one, in_place)
                }
                None => {
                    let owner = owner.with(Owner::new);
                    let state = owner.with(|| untrack(|| row(key.clone()).build()));
                    (EachRow { key, owner, state }, false)
                }
            };
            if let Some(parent) = &parent {
                if !in_place {
                    one.state.mount(parent, Some(&before));
                }
                if let Some(first) = one.state.elements().into_iter().next() {
                    before = first.into();
                }
            }
            self.rows.push(one);
        }
        self.rows.reverse();
    }
}

impl Render for Each {
    type State = EachState;

    fn build(self) -> EachState {
        let EachParts { keys, row } = self.0.take();
        let owner = Owner::current().unwrap_or_default();
        let rows = Rc::new(RefCell::new(EachRows {
            rows: Vec::new(),
            end: document().create_comment(""),
        }));
        let shown = rows.clone();
        let keys = Follower::new(Rc::new(move || {
            shown.borrow_mut().show(keys(), &owner, &*row);
        }));
        EachState { rows, _keys: keys }
    }

    fn rebuild(self, state: &mut EachState) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for EachState {
    fn unmount(&mut self) {
        let mut rows = self.rows.borrow_mut();
        for row in &mut rows.rows {
            row.state.unmount();
        }
        rows.end.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let mut rows = self.rows.borrow_mut();
        let _ = parent.insert_before(&rows.end, marker);
        let end: Node = rows.end.clone().into();
        for row in &mut rows.rows {
            row.state.mount(parent, Some(&end));
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let rows = self.rows.borrow();
        if let Some(first) = rows.rows.first() {
            return first.state.insert_before_this(child);
        }
        match rows
            .end
            .parent_node()
            .and_then(|parent| parent.dyn_into::<Element>().ok())
        {
            Some(parent) => {
                child.mount(&parent, Some(&rows.end));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        self.rows
            .borrow()
            .rows
            .iter()
            .flat_map(|row| row.state.elements())
            .collect()
    }
}

impl Render for El {
    type State = State;

    fn build(self) -> State {
        self.0.take()
    }

    fn rebuild(self, state: &mut State) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for State {
    fn unmount(&mut self) {
        self.node.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.node.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.node));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.node.clone()]
    }
}

// What Leptos asks of every view for a server that this app does not have.
macro_rules! browser_only {
    ($view:ty) => {
        impl AddAnyAttr for $view {
            type Output<Added: Attribute> = Self;

            fn add_any_attr<Added: Attribute>(self, _: Added) -> Self {
                self
            }
        }

        impl RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;
            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(
                self,
                _: &mut String,
                _: &mut Position,
                _: bool,
                _: bool,
                _: Vec<AnyAttribute>,
            ) {
            }

            fn hydrate<const FROM_SERVER: bool>(
                self,
                _: &Cursor,
                _: &PositionState,
            ) -> Self::State {
                self.build()
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}
browser_only!(El);
browser_only!(Dynamic);
browser_only!(Each);
