//! A list in which somebody finds rows while typing, filters and orders them, sees them page by page, and selects
//! many at once. Which rows answer, and what can be done with them, is the business of the screen that lends it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::session::phone;
use crate::ui::{
    ActionBar, Button, ButtonKind, ButtonProps, Check, CheckRow, EmptyState, Group, Icon, PillTone,
    Row, TextField, dynamic, each, el, maybe,
};

mod filters;

/// Rows shown at first: more than any phone shows, and few enough to be drawn anew with every key.
pub const PAGE: usize = 24;
/// By how many "Show more" adds to them.
const MORE: usize = 60;

/// What a finder says of the things that it lists.
pub struct Words {
    /// Names the search.
    pub search: &'static str,
    /// What can be typed into it.
    pub placeholder: &'static str,
    /// So many things, `3 cards`.
    pub counted: fn(usize) -> String,
    /// Nothing was found.
    pub none: &'static str,
    /// Takes every filter away.
    pub all: &'static str,
    /// Goes from the filters to the list.
    pub show: &'static str,
    /// Said while nothing is selected.
    pub select: &'static str,
}

/// How a facet is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetKind {
    /// The order of the rows, which is no filter.
    Order,
    /// One of several values.
    Choice,
    /// On, with this label, or off.
    Only(&'static str),
}

/// What rows are filtered or ordered by.
#[derive(Clone, Copy)]
pub struct Facet {
    /// Names it.
    pub label: &'static str,
    /// How it is chosen.
    pub kind: FacetKind,
    /// Id of the value that is chosen; empty means all.
    pub value: Signal<String>,
    /// Ids and labels.
    pub options: Signal<Vec<(String, String)>>,
    /// Chooses a value by id.
    pub choose: Callback<String>,
}

impl Facet {
    fn is_filter(&self) -> bool {
        self.kind != FacetKind::Order
    }
}

/// One row as it is drawn.
#[derive(Clone, Default, PartialEq)]
pub struct FoundRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// A line under it.
    pub detail: String,
    /// How it stands.
    pub pill: Option<(PillTone, String)>,
    /// Where it leads.
    pub href: String,
}

/// The rows to draw, and how many answer in all.
#[derive(Clone, Default, PartialEq)]
pub struct Found {
    /// At most as many as the finder shows.
    pub rows: Vec<FoundRow>,
    /// How many answer.
    pub all: usize,
}

/// What can be done with the selected rows.
#[derive(Clone, Copy)]
pub struct SelectAct {
    /// Its button.
    pub label: &'static str,
    /// The sign on it.
    pub icon: Option<Icon>,
    /// The main one is primary.
    pub kind: ButtonKind,
    /// Does it with these ids, and says whether it was done.
    pub run: Callback<BTreeSet<String>, bool>,
}

/// What a finder lists.
pub struct Listing {
    /// Its words.
    pub words: &'static Words,
    /// In the order in which they are offered.
    pub facets: Vec<Facet>,
    /// What answers now.
    pub found: Memo<Found>,
    /// Ids of everything that answers.
    pub ids: Callback<(), BTreeSet<String>>,
    /// In the order of the bar.
    pub acts: Vec<SelectAct>,
    /// What else is offered where nothing answers.
    pub else_offered: fn() -> AnyView,
}

/// What a person does in a finder. Copies are the same.
#[derive(Clone, Copy)]
pub struct Finder {
    /// What is typed.
    pub search: RwSignal<String>,
    /// How many rows are shown.
    pub count: RwSignal<usize>,
    /// Ids of the ticked rows; `None` while nothing is being selected.
    ticked: RwSignal<Option<BTreeSet<String>>>,
    /// The filters are open.
    filtering: RwSignal<bool>,
}

/// A finder with what it lists.
#[derive(Clone, Copy)]
struct FinderView {
    finder: Finder,
    words: &'static Words,
    facets: StoredValue<Vec<Facet>>,
    found: Memo<Found>,
    ids: Callback<(), BTreeSet<String>>,
    acts: StoredValue<Vec<SelectAct>>,
    else_offered: fn() -> AnyView,
}

impl Finder {
    /// A finder that begins with a search and so many rows.
    pub fn new(search: String, count: usize) -> Finder {
        Finder {
            search: RwSignal::new(search),
            count: RwSignal::new(count),
            ticked: RwSignal::new(None),
            filtering: RwSignal::new(false),
        }
    }

    /// Puts the focus into the search.
    pub fn focus() {
        phone::focus("main input[type=search]");
    }

    /// The list with all that finds in it.
    pub fn view(self, listing: Listing) -> AnyView {
        let view = FinderView {
            finder: self,
            words: listing.words,
            facets: StoredValue::new(listing.facets),
            found: listing.found,
            ids: listing.ids,
            acts: StoredValue::new(listing.acts),
            else_offered: listing.else_offered,
        };
        view.draw()
    }
}

impl FinderView {
    /// Shows another choice of rows, from the first page on.
    fn choose(self, facet: Facet, value: &str) {
        facet.choose.run(value.to_owned());
        self.finder.count.set(PAGE);
    }

    fn draw(self) -> AnyView {
        let found = self.found;
        let is_selecting = Memo::new(move |_| self.finder.ticked.with(Option::is_some));
        let has_rows = Memo::new(move |_| found.with(|found| found.all > 0));
        let list = move || {
            if !has_rows.get() {
                return self.nothing();
            }
            let keys =
                move || found.with(|found| found.rows.iter().map(|row| row.id.clone()).collect());
            let is_selecting = is_selecting.get();
            let row = move |id: String| {
                if is_selecting {
                    self.tick_row(id)
                } else {
                    self.link_row(&id)
                }
            };
            view! { <Group>{each(keys, row)}</Group> }.into_any()
        };
        vec![
            self.search_field(),
            self.controls(is_selecting),
            self.chips(),
            dynamic(list),
            self.more(),
            self.sheet(),
            maybe(move || is_selecting.get().then(|| self.bar())),
        ]
        .into_any()
    }

    fn search_field(self) -> AnyView {
        let words = self.words;
        let Finder { search, count, .. } = self.finder;
        let typed = move |text: String| {
            search.set(text);
            count.set(PAGE);
        };
        let told = move || match self.found.with(|found| found.all) {
            0 => words.none.to_owned(),
            all => (words.counted)(all),
        };
        let field = view! {
            <TextField
                label=words.search
                hide_label=true
                input_type="search"
                placeholder=words.placeholder
                spellcheck=false
                value=search
                on_input=typed
            />
        };
        let line = el("p").class("hint").attr("role", "status").say_with(told);
        el("div").view(field.into_any()).child(line).into_any()
    }

    fn nothing(self) -> AnyView {
        let all = move |()| {
            self.finder.search.set(String::new());
            for facet in self.facets.get_value() {
                self.choose(facet, "");
            }
            Finder::focus();
        };
        let words = self.words;
        view! {
            <EmptyState icon=Icon::Search title=words.none text="Try another word, or remove a filter.">
                <Button label=words.all on_press=all />
                {(self.else_offered)()}
            </EmptyState>
        }
        .into_any()
    }

    /// Filter and select; while selecting, all at once and the way out.
    fn controls(self, is_selecting: Memo<bool>) -> AnyView {
        let Finder {
            ticked, filtering, ..
        } = self.finder;
        let filter_label = Signal::derive(move || match self.in_use().len() {
            0 => "Filter".to_owned(),
            count => ["Filter (", &count.to_string(), ")"].concat(),
        });
        let all_label = Signal::derive(move || {
            let all = self.found.with(|found| found.all);
            ["Select all ", &all.to_string()].concat()
        });
        let first = move || {
            if is_selecting.get() {
                let all = move |()| ticked.set(Some(self.ids.run(())));
                view! { <Button label=all_label on_press=all /> }.into_any()
            } else {
                let filter = move |()| filtering.set(true);
                view! { <Button label=filter_label on_press=filter /> }.into_any()
            }
        };
        let select_label = Signal::derive(move || {
            let label = if is_selecting.get() {
                "Cancel"
            } else {
                "Select"
            };
            label.to_owned()
        });
        let select = move |()| {
            ticked.update(|ticked| {
                *ticked = match ticked {
                    Some(_) => None,
                    None => Some(BTreeSet::new()),
                }
            });
        };
        let buttons = vec![
            dynamic(first),
            view! { <Button label=select_label on_press=select /> }.into_any(),
        ];
        el("div")
            .class("cluster deck-controls")
            .view(buttons.into_any())
            .into_any()
    }

    fn more(self) -> AnyView {
        let left = Memo::new(move |_| self.found.with(|found| found.all - found.rows.len()));
        let is_left = Memo::new(move |_| left.get() > 0);
        maybe(move || {
            is_left.get().then(|| {
                let label = Signal::derive(move || {
                    ["Show more (", &left.get().to_string(), " left)"].concat()
                });
                let press = move |()| self.finder.count.update(|count| *count += MORE);
                view! { <Button label=label on_press=press /> }.into_any()
            })
        })
    }

    fn row(self, id: &str) -> Memo<FoundRow> {
        let id = id.to_owned();
        Memo::new(move |_| {
            self.found.with(|found| {
                let row = found.rows.iter().find(|row| row.id == id);
                row.cloned().unwrap_or_default()
            })
        })
    }

    fn link_row(self, id: &str) -> AnyView {
        let row = self.row(id);
        let title = Signal::derive(move || row.with(|row| row.title.clone()));
        let detail = Signal::derive(move || row.with(|row| row.detail.clone()));
        let pill = Signal::derive(move || row.with(|row| row.pill.clone()));
        let href = row.with_untracked(|row| row.href.clone());
        view! { <Row title=title detail=detail pill=pill href=href /> }.into_any()
    }

    fn tick_row(self, id: String) -> AnyView {
        let row = self.row(&id);
        let ticked = self.finder.ticked;
        let key = StoredValue::new(id);
        let look = Signal::derive(move || {
            let FoundRow {
                title,
                detail,
                pill,
                ..
            } = row.get();
            let checked = ticked.with(|ticked| {
                let ticked = ticked.as_ref();
                ticked.is_some_and(|ids| key.with_value(|key| ids.contains(key)))
            });
            Check {
                title,
                detail,
                checked,
                pill,
                mark: None,
            }
        });
        let toggle = move |yes: bool| {
            ticked.update(|ticked| {
                if let Some(ids) = ticked {
                    let id = key.get_value();
                    if yes {
                        ids.insert(id);
                    } else {
                        ids.remove(&id);
                    }
                }
            });
        };
        view! { <CheckRow look=look strike=false on_toggle=toggle /> }.into_any()
    }

    /// What can be done with the selected rows.
    fn bar(self) -> AnyView {
        let ticked = self.finder.ticked;
        let count =
            Memo::new(move |_| ticked.with(|ticked| ticked.as_ref().map_or(0, BTreeSet::len)));
        let none = Signal::derive(move || count.get() == 0);
        let words = self.words;
        let told = move || match count.get() {
            0 => words.select.to_owned(),
            count => [&(words.counted)(count), " selected"].concat(),
        };
        let line = el("p").class("hint").attr("role", "status").say_with(told);
        let button = |act: SelectAct| {
            let run = move |()| {
                let ids = ticked.get_untracked().unwrap_or_default();
                if act.run.run(ids) {
                    ticked.set(None);
                    phone::focus(".deck-controls .btn:last-child");
                }
            };
            Button(ButtonProps {
                label: act.label.into(),
                kind: act.kind,
                icon: act.icon,
                hint: None,
                note: None,
                disabled: Some(none),
                on_press: Callback::new(run),
            })
        };
        let acts = self.acts.get_value().into_iter();
        let buttons: Vec<AnyView> = acts.map(button).collect();
        let buttons = el("div").class("deck-acts").view(buttons.into_any());
        let bar = el("div").class("deck-bar").child(line).child(buttons);
        view! { <ActionBar>{bar}</ActionBar> }.into_any()
    }
}
