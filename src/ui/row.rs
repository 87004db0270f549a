//! Rows of a group: a plain or pressable row, and a row with a check box.
//! Both are `<li>`s. Not here: the list around them (card.rs) and moving rows (reorder.rs).

use leptos::prelude::*;

use super::button::bare_icon_button;
use super::element::{El, el, maybe, set_attribute, set_checked, set_text};
use super::icon::{Icon, icon};
use super::progress::PillTone;

/// A pill as rows take it: tone and text. An empty text draws nothing.
pub type RowPill = (PillTone, String);

/// The two lines of a row, for rows that a caller lays out alone (in `Reorder`, for example).
#[component]
pub fn RowText(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] detail: Option<Signal<String>>,
) -> AnyView {
    row_text(title, detail).into_any()
}

/// As `RowText`, for widgets.
pub(super) fn row_text(title: Signal<String>, detail: Option<Signal<String>>) -> El {
    let line = |class: &str, text| el("span").class(class).attr("dir", "auto").say(text);
    el("span")
        .class("row-main")
        .child(line("row-title", title))
        .children(detail.map(|detail| line("row-detail", detail)))
}

/// More letters than this would take the room of the title: they go under it.
const END_MAX: usize = 10;

/// What stands at the end of a row, or under its title when it is too long for that.
fn at_end((tone, text): &RowPill) -> El {
    let class = match text.chars().count() {
        ..=END_MAX => "row-end",
        _ => "pill",
    };
    el("span")
        .class(class)
        .attr("data-tone", tone.name())
        .text(text)
}

/// A box at the start of a row, to tick; the rest of the row leads on.
#[derive(Clone)]
pub struct RowTick {
    /// Ticked.
    pub checked: Signal<bool>,
    /// What it does.
    pub on_toggle: Callback<bool>,
}

/// A row. With `href` it is a link, with `on_press` a button, with neither plain text. Its title has the
/// whole width beside the icon or box and what stands at the end: `pill`, when it has at most ten letters,
/// or else a chevron where the row leads on. Children are things at its end that are pressed on their own.
/// `key` is written on the row as `data-key`, for whoever has to find it.
#[component]
pub fn Row(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] detail: Option<Signal<String>>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] tick: Option<RowTick>,
    #[prop(optional, into)] pill: Option<Signal<Option<RowPill>>>,
    #[prop(optional, into)] href: Option<Signal<String>>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    #[prop(optional, into)] key: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let (hit, leads_on) = if let Some(href) = href {
        (el("a").attr_say("href", href), true)
    } else if let Some(on_press) = on_press {
        (
            el("button")
                .attr("type", "button")
                .on("click", move |_| super::tell(on_press, ())),
            true,
        )
    } else {
        (el("div"), false)
    };
    let chevron = move || leads_on.then(|| self::icon(Icon::ChevronRight));
    let body = el("span").class("row-body").child(row_text(title, detail));
    let hit = hit.class("row-hit").children(icon.map(self::icon));
    let hit = match pill {
        None => hit.child(body).children(chevron()),
        Some(pill) => {
            let end = move |short: bool| {
                let fits = |(_, text): &RowPill| (text.chars().count() <= END_MAX) == short;
                pill.get().filter(|end| !end.1.is_empty() && fits(end))
            };
            let under = maybe(move || Some(at_end(&end(false)?).into_any()));
            let beside = maybe(move || match end(true) {
                Some(end) => Some(at_end(&end).into_any()),
                None => chevron().map(El::into_any),
            });
            hit.child(body.view(under)).view(beside)
        }
    };
    el("li")
        .class("row")
        .given(key, |row, key| row.attr("data-key", &key))
        .children(tick.map(|tick| tick_box(title, tick)))
        .child(hit)
        .given(children, |row, children| row.view(children()))
        .into_any()
}

fn tick_box(title: Signal<String>, tick: RowTick) -> El {
    let RowTick { checked, on_toggle } = tick;
    let input = check_box(on_toggle)
        .class("check")
        .attr_say("aria-label", title)
        .checked_of(move || checked.get());
    el("label").class("row-tick").child(input)
}

/// What a check row shows. An empty detail, no pill and no mark take no room.
#[derive(Clone, Default, PartialEq)]
pub struct Check {
    pub title: String,
    pub detail: String,
    pub checked: bool,
    pub pill: Option<RowPill>,
    /// A dot in the margin, and what it means, for who does not see it.
    pub mark: Option<&'static str>,
}

/// A row with a native check box; the whole row is its label. A ticked title is struck through
/// unless `strike` is false. `on_more` adds a button "More about <title>"; `key` is written on the row as
/// `data-key`, for whoever has to find it.
///
/// There are hundreds of them in one list, so each follows one signal with one effect: five effects
/// to a row cost memory that a list of 500 feels, and most of the time that opening it takes.
#[component]
pub fn CheckRow(
    #[prop(into)] look: Signal<Check>,
    #[prop(default = true)] strike: bool,
    #[prop(into)] on_toggle: Callback<bool>,
    #[prop(optional, into)] on_more: Option<Callback<()>>,
    #[prop(optional, into)] key: Option<String>,
) -> AnyView {
    let line = |class: &str| el("span").class(class).attr("dir", "auto");
    let (title, detail) = (line("row-title"), line("row-detail"));
    let (input, pill, mark) = (
        check_box(on_toggle).class("check"),
        el("span").class("pill"),
        el("span").class("dot"),
    );
    let more = on_more.map(|on_more| bare_icon_button(Icon::More, None, on_more));

    let (title_node, detail_node) = (title.node(), detail.node());
    let (input_node, pill_node, mark_node) = (input.node(), pill.node(), mark.node());
    let more_node = more.as_ref().map(El::node);
    let show = move |look: &Check| {
        set_text(&title_node, &look.title);
        set_text(&detail_node, &look.detail);
        set_checked(&input_node, look.checked);
        let (tone, word) = match &look.pill {
            Some((tone, word)) => (tone.name(), &**word),
            None => ("", ""),
        };
        set_text(&pill_node, word);
        set_attribute(&pill_node, "data-tone", Some(tone));
        set_text(&mark_node, look.mark.unwrap_or(""));
        if let Some(more) = &more_node {
            let name = ["More about ", &look.title].concat();
            set_attribute(more, "aria-label", Some(&name));
        }
    };

    let words = el("span").class("row-main").child(title).child(detail);
    let body = el("span").class("row-body").child(words).child(pill);
    let hit = el("label")
        .class(if strike { "row-hit strike" } else { "row-hit" })
        .child(input)
        .child(body)
        .child(mark);
    el("li")
        .class("row")
        .given(key, |row, key| row.attr("data-key", &key))
        .child(hit)
        .children(more)
        .follow(Box::new(move || look.with(&show)))
        .into_any()
}

/// A native check box that looks like nothing yet and follows nothing.
pub(super) fn check_box(on_toggle: Callback<bool>) -> El {
    el("input")
        .attr("type", "checkbox")
        .attr("autocomplete", "off")
        .on("change", move |event| {
            super::tell(on_toggle, event_target_checked(&event))
        })
}
