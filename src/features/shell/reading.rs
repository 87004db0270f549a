//! What the reading screens share: content that is read when a screen first needs it, the search
//! in it, and the few shapes in which it is shown.
//! Deliberately not here: what any content says, and which screen shows it.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

use crate::content::lazy::{Lazy, Phrases, Rule, read};
use crate::features::shell::words::muted;
use crate::session::phone;
use crate::ui::{Banner, Card, Disclosure, El, Group, PillTone, Row, TextField, dynamic, el};

/// Results shown at once; more would only be scrolled past.
pub const MOST_SHOWN: usize = 50;

/// Content of any kind. The kind is forgotten and asked again, because a signal for each kind
/// would be machine code for each kind.
type Shared = Arc<dyn Any + Send + Sync>;

#[derive(Clone)]
enum State {
    Coming,
    Here(Shared),
    Damaged,
}

/// Content that is on its way, here, or not to be had.
pub struct Reading<T> {
    state: RwSignal<State>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reading<T> {}

impl<T: 'static> Reading<T> {
    /// Follows the content; `None` while it is not here.
    pub fn with<U>(self, view: impl FnOnce(&T) -> U) -> Option<U> {
        match self.state.get() {
            State::Here(content) => content.downcast_ref().map(view),
            _ => None,
        }
    }
}

thread_local! {
    /// What was read since the app was opened, by its address: to fetch and read it again for every screen
    /// takes a slow phone longer than to draw the screen.
    static READ: RefCell<Vec<(&'static str, Shared)>> = const { RefCell::new(Vec::new()) };
}

/// Begins to read one of the large content files, unless it was read before.
pub fn reading<T: Lazy + Send + Sync + 'static>() -> Reading<T> {
    let state = fetch(T::PATH, |text| Some(Arc::new(read::<T>(text).ok()?)));
    let of = PhantomData;
    Reading { state, of }
}

fn fetch(path: &'static str, read: fn(&str) -> Option<Shared>) -> RwSignal<State> {
    let known = move || {
        READ.with_borrow(|all| {
            let mut all = all.iter();
            let found = all.find(|(known, _)| *known == path);
            found.map(|(_, content)| content.clone())
        })
    };
    if let Some(content) = known() {
        return RwSignal::new(State::Here(content));
    }
    let state = RwSignal::new(State::Coming);
    leptos::task::spawn_local(async move {
        let text = phone::fetch_text(path).await;
        // Somebody else may have read it meanwhile.
        let content = known().or_else(|| {
            let content = read(&text?)?;
            READ.with_borrow_mut(|all| all.push((path, content.clone())));
            Some(content)
        });
        // The person may have left the screen by now.
        state.try_set(content.map_or(State::Damaged, State::Here));
    });
    state
}

/// Draws content once it is here; until then says that it is coming, or why it does not.
/// Notifies `came_late` when the page first stood there without it.
pub fn shown<T: 'static>(
    came_late: Trigger,
    reading: Reading<T>,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    stand(
        came_late,
        reading.state,
        Box::new(move |content| content.downcast_ref().map_or_else(nothing, &draw)),
    )
}

type Draw = Box<dyn Fn(&(dyn Any + Send + Sync)) -> AnyView + Send>;

fn stand(came_late: Trigger, state: RwSignal<State>, draw: Draw) -> AnyView {
    let is_late = state.with_untracked(|state| matches!(state, State::Coming));
    dynamic(move || {
        match state.get() {
        State::Coming => muted("Loading…").attr("role", "status").into_any(),
        State::Damaged => view! {
            <Banner
                tone=PillTone::Bad
                text="This part could not be read. Close the app, connect to the internet once, and open it again."
            />
        }
        .into_any(),
        State::Here(content) => {
            let drawn = draw(&*content);
            if is_late {
                // Whoever follows it runs in a later turn; this view is in the page in this one.
                came_late.notify();
            }
            drawn
        }
    }
    })
}

/// Nothing at all.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// What a search found: positions in the content, or nothing while there is no search.
pub type Hits = Memo<Option<Vec<usize>>>;

/// Positions that `matches` accepts, or `None` when nothing is searched for.
pub fn find(
    search: &str,
    count: usize,
    matches: impl Fn(usize, &str) -> bool,
) -> Option<Vec<usize>> {
    if search.trim().is_empty() {
        return None;
    }
    Some((0..count).filter(|index| matches(*index, search)).collect())
}

/// Every word of `search` occurs in `text`, in any order and case. The content is ASCII, and phones
/// type a curly apostrophe.
pub fn holds(text: &str, search: &str) -> bool {
    search.split_whitespace().all(|word| {
        let word = word.replace('’', "'");
        let mut parts = text.as_bytes().windows(word.len());
        parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// A search with a line that says how much it found.
pub fn search_field(label: &'static str, search: RwSignal<String>, hits: Hits) -> AnyView {
    let field = view! {
        <TextField
            label=label
            hide_label=true
            input_type="search"
            placeholder=label
            spellcheck=false
            value=search
            on_input=move |text| search.set(text)
        />
    };
    let found = move || {
        hits.with(|hits| {
            hits.as_ref()
                .map_or_else(String::new, |hits| told(hits.len()))
        })
    };
    let line = el("p").class("hint").attr("role", "status").say_with(found);
    el("div").view(field.into_any()).child(line).into_any()
}

fn told(found: usize) -> String {
    let count = found.to_string();
    match found {
        0 => "Nothing found. Try another word.".to_owned(),
        1..=MOST_SHOWN => [&count, " found"].concat(),
        _ => {
            let most = MOST_SHOWN.to_string();
            [
                &count,
                " found, the first ",
                &most,
                " are shown. Add a word to see fewer.",
            ]
            .concat()
        }
    }
}

/// A row that leads somewhere.
pub fn link(title: &str, detail: &str, pill: Option<(PillTone, String)>, href: String) -> AnyView {
    let (title, detail) = (title.to_owned(), detail.to_owned());
    view! { <Row title=title detail=detail pill=Signal::stored(pill) href=href /> }.into_any()
}

/// A row to read.
pub fn fact(title: &str, detail: &str) -> AnyView {
    let (title, detail) = (title.to_owned(), detail.to_owned());
    view! { <Row title=title detail=detail /> }.into_any()
}

/// A titled list of rows; nothing without one.
pub fn listed(title: &str, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return nothing();
    }
    let title = title.to_owned();
    view! { <Group title=title>{rows}</Group> }.into_any()
}

/// As `listed`, with a number in the heading.
pub fn listed_with_count(title: &str, count: usize, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return nothing();
    }
    let title = title.to_owned();
    view! { <Group title=title trailing=count.to_string()>{rows}</Group> }.into_any()
}

/// Rules with their reasons.
pub fn rules<'a>(title: &str, rules: impl Iterator<Item = &'a Rule>) -> AnyView {
    let row = |rule: &Rule| fact(&rule.text, rule.why.as_deref().unwrap_or_default());
    listed(title, rules.map(row).collect())
}

/// A heading over anything.
pub fn section(title: &str, inside: AnyView) -> AnyView {
    let head = el("div").class("section-head").child(el("h2").text(title));
    el("section").child(head).view(inside).into_any()
}

/// Rules of manner by topic: its title and its rules.
pub fn manners(content: &Phrases) -> Vec<(&str, Vec<String>)> {
    let of = |topic: &str| {
        let all = content.etiquette.iter();
        let mine = all.filter(|rule| rule.topic == topic && !rule.retired);
        mine.map(|rule| rule.text.clone()).collect()
    };
    let topics = content.etiquette_topics.iter();
    topics.map(|topic| (&*topic.title, of(&topic.id))).collect()
}

/// A heading over several surfaces.
pub fn stacked(title: &str, surfaces: Vec<AnyView>) -> AnyView {
    let stack = el("div").class("stack").view(surfaces.into_any());
    section(title, stack.into_any())
}

fn prose(inside: Vec<El>) -> El {
    el("div").class("prose").children(inside)
}

/// A heading over a card of text.
pub fn card(title: &str, inside: Vec<El>) -> AnyView {
    let prose = prose(inside);
    section(title, view! { <Card>{prose}</Card> }.into_any())
}

/// A card with a list; no card without one.
pub fn bullets(title: &str, texts: &[String]) -> AnyView {
    if texts.is_empty() {
        return nothing();
    }
    card(title, vec![points("ul", texts)])
}

/// Text behind a title that opens.
pub fn folded(title: &str, inside: Vec<El>) -> AnyView {
    let (title, prose) = (title.to_owned(), prose(inside));
    view! { <Disclosure title=title>{prose}</Disclosure> }.into_any()
}

/// Texts as a list: `ul`, or `ol` where their order counts.
pub fn points(tag: &str, texts: &[String]) -> El {
    let item = |list: El, text: &String| list.child(el("li").text(text));
    texts.iter().fold(el(tag), item)
}

/// A paragraph.
pub fn said(text: &str) -> El {
    el("p").text(text)
}

/// A smaller heading inside text.
pub fn heading(text: &str) -> El {
    el("h3").text(text)
}

/// An item of a list with its name in bold.
pub fn named(name: &str, text: &str) -> El {
    let name = el("strong").text(name);
    el("li").child(name).text(": ").text(text)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{find, holds, told};

    #[wasm_bindgen_test]
    fn a_search_finds_all_its_words_in_any_order_and_case() {
        let text = "Tell me about a mistake you didn't expect.";
        assert!(holds(text, "MISTAKE tell"));
        assert!(holds(text, " didn’t "));
        assert!(!holds(text, "mistake conflict"));
        assert!(!holds("ab", "abc"));
        assert!(!holds(text, "ошибка"));
    }

    #[wasm_bindgen_test]
    fn no_words_are_no_search() {
        assert_eq!(find("  ", 3, |_, _| true), None);
        assert_eq!(find("a", 3, |index, _| index != 1), Some(vec![0, 2]));
    }

    #[wasm_bindgen_test]
    fn a_search_that_finds_too_much_says_so() {
        assert_eq!(told(50), "50 found");
        assert!(told(51).starts_with("51 found, the first 50 are shown."));
    }
}
