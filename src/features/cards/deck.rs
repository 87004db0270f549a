//! The deck: every card, found while typing, filtered, put in order, and chosen to be studied, many at
//! once. Deliberately not here: what is on a card.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;

use crate::content::lazy::{Practice, Questions};
use crate::domain::card::Priority;
use crate::domain::ids::ProgramId;
use crate::domain::time::Day;
use crate::features::cards::desk::{self, Desk};
use crate::features::cards::standing::{
    PRIORITIES, Standing, card_href, cards_counted, category_title, due_rank, priority_of,
    priority_word, standing,
};
use crate::features::shell::reading::{Reading, reading, shown};
use crate::features::{Hand, Tool, Visit};
use crate::session::{Session, phone};
use crate::store::acts::cards::CardAction;
use crate::store::read::deck::{Browse, Row as CardRow, browse};
use crate::store::read::finder::{Index, Match, Names};
use crate::ui::{
    ActionBar, Button, ButtonKind, Check, CheckRow, El, EmptyState, Group, Icon, LinkButton,
    PillTone, Row, SelectField, Sheet, Switch, TextField, dynamic, each, el, icon, maybe,
};

/// Rows shown at first: more than any phone shows, and few enough to be drawn anew with every key.
const PAGE: usize = 24;
/// By how many "Show more" adds to them.
const MORE: usize = 60;
/// Rows that the index takes in at once while nobody types: a few milliseconds on a slow phone.
const INDEX_STEP: usize = 80;
/// When the search takes the focus, in milliseconds after it was drawn.
const FOCUS_MS: u32 = 60;
/// Between two such steps, in milliseconds.
const INDEX_PAUSE_MS: u32 = 16;

/// How the rows are put in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sort {
    #[default]
    Important,
    Due,
    Newest,
}

const SORTS: [(Sort, &str, &str); 3] = [
    (Sort::Important, "important", "Most important first"),
    (Sort::Due, "due", "As they are asked"),
    (Sort::Newest, "newest", "My newest cards first"),
];

/// What the person has asked to see.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wish {
    browse: Browse,
    standing: Option<Standing>,
    sort: Sort,
}

thread_local! {
    /// What was asked for when the screen was left: wish, search and rows shown. Back finds it again.
    static LAST: RefCell<Option<(Wish, String, usize)>> = const { RefCell::new(None) };
    /// Kept between visits: reading ten thousand cards anew costs a second.
    static FINDER: RefCell<Finder> = RefCell::default();
}

/// The index of the deck, and what it was made from.
#[derive(Default)]
struct Finder {
    index: Index,
    /// The names in it.
    names: Names,
    /// Of each row in the index, what its words were.
    marks: Vec<u64>,
    /// Revision of the cards at the last look at the marks.
    revision: u64,
}

impl Finder {
    /// Takes in at most `most` more rows; says whether it knows them all. It starts anew when a word of a
    /// known row has changed, which choosing or pausing a card does not.
    fn learn(&mut self, rows: &[CardRow], names: &Names, revision: u64, most: usize) -> bool {
        if self.names != *names {
            *self = Finder {
                names: names.clone(),
                ..Finder::default()
            };
        }
        if self.revision != revision {
            let known = self.marks.len() <= rows.len()
                && self
                    .marks
                    .iter()
                    .zip(rows)
                    .all(|(old, row)| *old == mark(row));
            if !known {
                *self = Finder {
                    names: names.clone(),
                    ..Finder::default()
                };
            }
            self.revision = revision;
        }
        for row in rows.iter().skip(self.marks.len()).take(most) {
            self.index.add(row, &self.names);
            self.marks.push(mark(row));
        }
        self.marks.len() >= rows.len()
    }

    /// For each row how it answers the search, as far as the rows are known, and whether all are.
    fn hits(
        &mut self,
        rows: &[CardRow],
        names: &Names,
        revision: u64,
        search: &str,
    ) -> (Vec<Option<Match>>, bool) {
        // A key never waits for a large deck: the rest is found as it is learned.
        let knows_all = self.learn(rows, names, revision, INDEX_STEP);
        let mut hits = vec![None; rows.len()];
        for (place, how) in self.index.search(search) {
            if let Some(hit) = hits.get_mut(place) {
                *hit = Some(how);
            }
        }
        (hits, knows_all)
    }
}

fn mark(row: &CardRow) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&row.id, &row.text, &row.tags).hash(&mut hasher);
    (&row.category, &row.structure, &row.program).hash(&mut hasher);
    for point in &row.outline {
        point.text.hash(&mut hasher);
    }
    hasher.finish()
}

/// One row as it is drawn.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    id: String,
    text: String,
    detail: String,
    pill: Option<(PillTone, String)>,
}

impl Shown {
    fn of(content: &Questions, desk: &Desk, row: &CardRow) -> Shown {
        let mut detail: Vec<&str> = vec![category_title(content, &row.category)];
        if row.priority == Priority::Core {
            detail.push("core");
        }
        if row.own {
            detail.push("yours");
        }
        detail.push(&row.program);
        detail.retain(|part| !part.is_empty());
        Shown {
            id: row.id.clone(),
            text: row.text.clone(),
            detail: detail.join(" · "),
            pill: standing(desk, row),
        }
    }
}

/// What came of a wish: the rows to draw, and how many there are.
#[derive(Clone, Default, PartialEq)]
struct Found {
    rows: Vec<Shown>,
    all: usize,
}

#[derive(Clone, Copy)]
struct Screen {
    hand: Hand,
    session: Session,
    questions: Reading<Questions>,
    guide: Reading<Practice>,
    wish: RwSignal<Wish>,
    search: RwSignal<String>,
    count: RwSignal<usize>,
    /// Ids of the ticked cards; `None` while nothing is being selected.
    ticked: RwSignal<Option<BTreeSet<String>>>,
    filtering: RwSignal<bool>,
    /// Rows are being learned for the search.
    learning: StoredValue<bool>,
    /// Grows with what the search knows, while it does not know all.
    grown: RwSignal<u32>,
    /// Changes with everything that a row shows.
    turn: Signal<(u64, Day)>,
}

/// The screen, ready to type what to find.
pub fn find(visit: Visit) -> AnyView {
    deck(visit, true)
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    deck(visit, false)
}

fn deck(visit: Visit, finds: bool) -> AnyView {
    let session = visit.session;
    let last = LAST.with_borrow(Clone::clone);
    let (wish, search, count) = last.unwrap_or((Wish::default(), String::new(), PAGE));
    let screen = Screen {
        hand: visit.hand(),
        session,
        questions: reading(),
        guide: reading(),
        wish: RwSignal::new(wish),
        search: RwSignal::new(search),
        count: RwSignal::new(count),
        ticked: RwSignal::new(None),
        filtering: RwSignal::new(false),
        learning: StoredValue::new(false),
        grown: RwSignal::new(0),
        turn: desk::turn(session),
    };
    on_cleanup(move || {
        LAST.set(Some((
            screen.wish.get_untracked(),
            screen.search.get_untracked(),
            screen.count.get_untracked(),
        )));
    });
    visit.show_tools(vec![Tool {
        icon: Icon::Plus,
        label: "New card",
        press: Callback::new(|()| phone::go("practice/card/new")),
    }]);
    shown(visit.came_late, screen.questions, move |_| {
        screen.learn_later();
        if finds {
            // After the house has put the focus on the title.
            phone::after(FOCUS_MS, || phone::focus("main input[type=search]"));
        }
        screen.draw()
    })
}

impl Screen {
    fn with<T>(self, read: impl FnOnce(&Questions, &Desk) -> T) -> Option<T> {
        let session = self.session;
        self.questions
            .with(|content| desk::with(session, content, |desk| read(content, desk)))
    }

    /// What the search knows beside the words of the cards. The shapes may come later.
    fn names(self) -> Names {
        let shapes = self.guide.with(|guide| guide.structures.clone());
        let names = |content: &Questions| {
            Names::new(&content.categories, shapes.as_deref().unwrap_or_default())
        };
        self.questions.with(names).unwrap_or_default()
    }

    /// Builds the index in small steps, so that neither opening the screen nor the first key waits.
    fn learn_later(self) {
        // Not when the screen was left meanwhile.
        if self.learning.try_get_value() == Some(false) {
            self.learning.set_value(true);
            self.learn_on();
        }
    }

    fn learn_on(self) {
        phone::after(INDEX_PAUSE_MS, move || {
            if self.ticked.try_get_untracked().is_none() {
                // The screen was left meanwhile.
                return;
            }
            let done = untrack(|| {
                let names = self.names();
                self.with(|_, desk| {
                    FINDER.with_borrow_mut(|finder| {
                        finder.learn(&desk.rows, &names, desk.deck_revision(), INDEX_STEP)
                    })
                })
            });
            if !self
                .search
                .with_untracked(|search| search.trim().is_empty())
            {
                self.grown.update(|steps| *steps = steps.wrapping_add(1));
            }
            if done == Some(false) {
                self.learn_on();
            } else {
                self.learning.set_value(false);
            }
        });
    }

    /// Shows another choice of cards, from its first page on.
    fn wishes(self, change: impl FnOnce(&mut Wish)) {
        self.wish.update(change);
        self.count.set(PAGE);
    }

    /// Places of the cards that pass the filter, in the chosen order.
    fn base(self) -> Memo<Vec<usize>> {
        Memo::new(move |_| {
            self.turn.track();
            let wish = self.wish.get();
            let sorted = self.with(|_, desk| {
                let mut places = browse(&desk.rows, &wish.browse);
                let row = |place: usize| &desk.rows[place];
                if let Some(standing) = wish.standing {
                    places.retain(|place| standing.fits(desk, row(*place)));
                }
                // Stable: within equals the order of the deck stays.
                match wish.sort {
                    Sort::Important => places.sort_by_key(|place| row(*place).priority),
                    Sort::Due => places.sort_by_cached_key(|place| {
                        (due_rank(desk, row(*place)), row(*place).priority)
                    }),
                    // Own cards come last in the deck, the newest at the very end.
                    Sort::Newest => {
                        places.reverse();
                        places.sort_by_key(|place| !row(*place).own);
                    }
                }
                places
            });
            sorted.unwrap_or_default()
        })
    }

    /// Places that also answer the search, the best answers first.
    fn hits(self, base: Memo<Vec<usize>>) -> Memo<Vec<usize>> {
        Memo::new(move |_| {
            let search = self.search.get();
            let base = base.get();
            if search.trim().is_empty() {
                return base;
            }
            self.grown.track();
            let names = self.names();
            let hits = self.with(|_, desk| {
                FINDER.with_borrow_mut(|finder| {
                    finder.hits(&desk.rows, &names, desk.deck_revision(), &search)
                })
            });
            let (hits, knows_all) = hits.unwrap_or((Vec::new(), true));
            if !knows_all {
                // In a turn of its own, so that the next key does not call it off.
                leptos::task::spawn_local(async move { self.learn_later() });
            }
            let how = |place: usize| hits.get(place).copied().flatten();
            let answers = base.into_iter();
            let mut answers: Vec<usize> = answers.filter(|place| how(*place).is_some()).collect();
            // Stable: among equal answers the chosen order stays.
            answers.sort_by_key(|place| how(*place));
            answers
        })
    }

    fn found(self, hits: Memo<Vec<usize>>) -> Memo<Found> {
        Memo::new(move |_| {
            self.turn.track();
            let count = self.count.get();
            let found = hits.with(|hits| {
                self.with(|content, desk| Found {
                    rows: hits
                        .iter()
                        .take(count)
                        .filter_map(|place| desk.rows.get(*place))
                        .map(|row| Shown::of(content, desk, row))
                        .collect(),
                    all: hits.len(),
                })
            });
            found.unwrap_or_default()
        })
    }

    fn draw(self) -> AnyView {
        let hits = self.hits(self.base());
        let found = self.found(hits);
        let is_choosing = Memo::new(move |_| self.ticked.with(Option::is_some));
        let has_rows = Memo::new(move |_| found.with(|found| found.all > 0));
        let list = move || {
            if !has_rows.get() {
                return self.nothing();
            }
            let keys =
                move || found.with(|found| found.rows.iter().map(|row| row.id.clone()).collect());
            let is_choosing = is_choosing.get();
            let row = move |id: String| {
                if is_choosing {
                    self.tick_row(id, found)
                } else {
                    link_row(id, found)
                }
            };
            view! { <Group>{each(keys, row)}</Group> }.into_any()
        };
        let left = Memo::new(move |_| found.with(|found| found.all - found.rows.len()));
        let more = move || {
            (left.get() > 0).then(|| {
                let label = Signal::derive(move || {
                    ["Show more (", &left.get().to_string(), " left)"].concat()
                });
                let press = move |()| self.count.update(|count| *count += MORE);
                view! { <Button label=label on_press=press /> }.into_any()
            })
        };
        let more = {
            let is_left = Memo::new(move |_| left.get() > 0);
            maybe(move || is_left.get().then(&more).flatten())
        };
        vec![
            self.search_field(found),
            self.controls(is_choosing, hits),
            self.chips(),
            dynamic(list),
            more,
            self.sheet(),
            maybe(move || is_choosing.get().then(|| self.bar())),
        ]
        .into_any()
    }

    fn search_field(self, found: Memo<Found>) -> AnyView {
        let search = move |text: String| {
            self.search.set(text);
            self.count.set(PAGE);
        };
        let told = move || match found.with(|found| found.all) {
            0 => "No card found".to_owned(),
            all => cards_counted(all),
        };
        let field = view! {
            <TextField
                label="Search the deck"
                hide_label=true
                input_type="search"
                placeholder="Search questions, subjects and tags"
                spellcheck=false
                value=self.search
                on_input=search
            />
        };
        let line = el("p").class("hint").attr("role", "status").say_with(told);
        el("div").view(field.into_any()).child(line).into_any()
    }

    fn nothing(self) -> AnyView {
        let all = move |()| {
            self.search.set(String::new());
            self.wishes(|wish| *wish = Wish::default());
            phone::focus("main input[type=search]");
        };
        view! {
            <EmptyState icon=Icon::Search title="No card found" text="Try another word, or remove a filter.">
                <Button label="Show all cards" on_press=all />
                <LinkButton kind=ButtonKind::Quiet label="Write a new card" href="#/practice/card/new" icon=Icon::Plus />
            </EmptyState>
        }
        .into_any()
    }

    /// Filter and select; while selecting, all at once and the way out.
    fn controls(self, is_choosing: Memo<bool>, hits: Memo<Vec<usize>>) -> AnyView {
        let filter_label =
            Signal::derive(move || match self.wish.with(|wish| in_use(wish).len()) {
                0 => "Filter".to_owned(),
                count => ["Filter (", &count.to_string(), ")"].concat(),
            });
        let all_label =
            Signal::derive(move || ["Select all ", &hits.with(Vec::len).to_string()].concat());
        let first = move || {
            if is_choosing.get() {
                let all = move |()| self.tick_all(hits);
                view! { <Button label=all_label on_press=all /> }.into_any()
            } else {
                let filter = move |()| self.filtering.set(true);
                view! { <Button label=filter_label on_press=filter /> }.into_any()
            }
        };
        let select_label = Signal::derive(move || {
            let label = if is_choosing.get() {
                "Cancel"
            } else {
                "Select"
            };
            label.to_owned()
        });
        let select = move |()| {
            self.ticked.update(|ticked| {
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

    fn tick_all(self, hits: Memo<Vec<usize>>) {
        let ids = untrack(|| {
            self.with(|_, desk| {
                let places = hits.get().into_iter();
                let rows = places.filter_map(|place| desk.rows.get(place));
                rows.map(|row| row.id.clone()).collect::<BTreeSet<_>>()
            })
        });
        self.ticked.set(ids);
    }

    fn tick_row(self, id: String, found: Memo<Found>) -> AnyView {
        let mine = row_of(&id, found);
        let key = StoredValue::new(id);
        let look = Signal::derive(move || {
            let Shown {
                text, detail, pill, ..
            } = mine.get();
            let checked = self.ticked.with(|ticked| {
                let ticked = ticked.as_ref();
                ticked.is_some_and(|ids| key.with_value(|key| ids.contains(key)))
            });
            Check {
                title: text,
                detail,
                checked,
                pill,
                mark: None,
            }
        });
        let toggle = move |yes: bool| {
            self.ticked.update(|ticked| {
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

    /// What can be done with the selected cards.
    fn bar(self) -> AnyView {
        let count = Memo::new(move |_| {
            self.ticked
                .with(|ticked| ticked.as_ref().map_or(0, BTreeSet::len))
        });
        let none = Signal::derive(move || count.get() == 0);
        let act = move |make: fn(Vec<String>) -> CardAction, done: &'static str| {
            move |()| {
                let ids = self.ticked.get_untracked().unwrap_or_default();
                let said = [&cards_counted(ids.len()), done].concat();
                let action = make(ids.into_iter().collect());
                if self.hand.does_with_undo(action, &said) {
                    self.ticked.set(None);
                    phone::focus(".deck-controls .btn:last-child");
                }
            }
        };
        let study = act(
            |ids| CardAction::Choose { ids, chosen: true },
            " chosen to be studied",
        );
        let leave = act(
            |ids| CardAction::Choose { ids, chosen: false },
            " no longer studied",
        );
        let pause = act(
            |ids| CardAction::SuspendMany {
                ids,
                suspended: true,
            },
            " paused",
        );
        let resume = act(
            |ids| CardAction::SuspendMany {
                ids,
                suspended: false,
            },
            " no longer paused",
        );
        let told = move || match count.get() {
            0 => "Tick the cards, then choose below.".to_owned(),
            count => [&cards_counted(count), " selected"].concat(),
        };
        let line = el("p").class("hint").attr("role", "status").say_with(told);
        let quiet = vec![
            view! { <Button label="Pause" icon=Icon::Pause disabled=none on_press=pause /> }
                .into_any(),
            view! { <Button label="Resume" icon=Icon::Play disabled=none on_press=resume /> }
                .into_any(),
            view! { <Button label="Do not study" disabled=none on_press=leave /> }.into_any(),
            view! { <Button label="Study" kind=ButtonKind::Primary disabled=none on_press=study /> }
                .into_any(),
        ];
        let buttons = el("div").class("deck-acts").view(quiet.into_any());
        let bar = el("div").class("deck-bar").child(line).child(buttons);
        view! { <ActionBar>{bar}</ActionBar> }.into_any()
    }

    /// The filters in use, each with its way out.
    fn chips(self) -> AnyView {
        maybe(move || {
            let in_use = self.wish.with(in_use);
            if in_use.is_empty() {
                return None;
            }
            let chips: Vec<El> = in_use.into_iter().map(|facet| self.chip(facet)).collect();
            let group = el("div")
                .class("cluster")
                .attr("role", "group")
                .attr("aria-label", "Filters in use")
                .children(chips);
            Some(group.into_any())
        })
    }

    fn chip(self, facet: Facet) -> El {
        let value = self.wish.with_untracked(|wish| facet.get(wish));
        let options = self.options(facet);
        let found = options.iter().find(|(id, _)| *id == value);
        let words = [
            facet.label(),
            ": ",
            found.map_or(&*value, |(_, label)| label),
        ]
        .concat();
        el("button")
            .attr("type", "button")
            .class("chip")
            .attr("aria-label", &["Remove filter: ", &words].concat())
            .on("click", move |_| {
                self.wishes(|wish| facet.set(wish, ""));
                // The chip that had the focus is gone.
                phone::focus(".deck-controls .btn");
            })
            .child(el("span").attr("dir", "auto").text(&words))
            .child(icon(Icon::Close))
    }

    fn options(self, facet: Facet) -> Vec<(String, String)> {
        let pair = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
        let fixed = |pairs: &[(&str, &str)]| pairs.iter().copied().map(pair).collect::<Vec<_>>();
        let same = |all: BTreeSet<&String>| {
            let all = all.into_iter().filter(|one| !one.is_empty());
            all.map(|one| (one.clone(), one.clone()))
                .collect::<Vec<_>>()
        };
        let mut options = match facet {
            Facet::Sort => Vec::new(),
            _ => vec![pair(("", "All"))],
        };
        options.extend(match facet {
            Facet::Sort => SORTS.map(|(_, id, label)| pair((id, label))).to_vec(),
            Facet::Standing => Standing::ALL
                .map(|(_, id, label)| pair((id, label)))
                .to_vec(),
            Facet::Category => self.with(categories).unwrap_or_default(),
            Facet::Structure => self
                .guide
                .with(|guide| {
                    let all = guide.structures.iter();
                    all.map(|one| (one.id.clone(), one.title.clone())).collect()
                })
                .unwrap_or_default(),
            Facet::Interviewer => self
                .guide
                .with(|guide| {
                    let all = guide.interviewer_types.iter();
                    all.map(|one| (one.id.clone(), one.title.clone())).collect()
                })
                .unwrap_or_default(),
            Facet::Priority => fixed(&PRIORITIES),
            Facet::Program => self
                .with(|_, desk| {
                    let of_interviews = desk.calendar.interviews.iter();
                    let of_interviews = of_interviews.map(|one| (&one.name, &one.program));
                    let of_rows = desk.rows.iter().map(|row| (&row.program, &row.only_for));
                    let all = of_rows.chain(of_interviews);
                    let all: BTreeSet<(&String, &ProgramId)> = all
                        .filter_map(|(name, id)| Some((name, id.as_ref()?)))
                        .collect();
                    all.into_iter()
                        .map(|(name, id)| (id.to_string(), name.clone()))
                        .collect()
                })
                .unwrap_or_default(),
            Facet::Tag => self
                .with(|_, desk| same(desk.rows.iter().flat_map(|row| &row.tags).collect()))
                .unwrap_or_default(),
            Facet::Own => fixed(&[("yes", "Me"), ("no", "Matchbook")]),
            Facet::Img => fixed(&[("yes", "International graduates")]),
        });
        options
    }

    fn sheet(self) -> AnyView {
        let close = move |()| self.filtering.set(false);
        let clear = move |()| {
            self.wishes(|wish| {
                *wish = Wish {
                    sort: wish.sort,
                    ..Wish::default()
                };
            });
        };
        let choices = move || {
            let all = [Facet::Sort].into_iter().chain(Facet::FILTERS);
            let all: Vec<AnyView> = all.map(|facet| self.choice(facet)).collect();
            all
        };
        let choices = move || {
            el("div")
                .class("pair filters")
                .view(choices().into_any())
                .into_any()
        };
        view! {
            <Sheet open=self.filtering title="Filter and order" on_close=close>
                {choices()}
                <ActionBar>
                    <Button label="Clear" on_press=clear />
                    <Button kind=ButtonKind::Primary label="Show the cards" on_press=close />
                </ActionBar>
            </Sheet>
        }
        .into_any()
    }

    fn choice(self, facet: Facet) -> AnyView {
        let value = Signal::derive(move || self.wish.with(|wish| facet.get(wish)));
        if facet == Facet::Img {
            let checked = Signal::derive(move || !value.get().is_empty());
            let toggle =
                move |yes| self.wishes(|wish| facet.set(wish, if yes { "yes" } else { "" }));
            return view! {
                <Group><Switch label="Only what international graduates are asked" checked=checked on_toggle=toggle /></Group>
            }
            .into_any();
        }
        // The guide may come after the sheet was opened.
        let options = Signal::derive(move || self.options(facet));
        let set = move |value: String| self.wishes(|wish| facet.set(wish, &value));
        let has_choice = Memo::new(move |_| options.with(Vec::len) > 1);
        maybe(move || {
            has_choice.get().then(|| {
                view! { <SelectField label=facet.label() options=options value=value on_change=set /> }
                    .into_any()
            })
        })
    }
}

fn row_of(id: &str, found: Memo<Found>) -> Memo<Shown> {
    let key = id.to_owned();
    Memo::new(move |_| {
        found.with(|found| {
            let row = found.rows.iter().find(|row| row.id == key);
            row.cloned().unwrap_or_default()
        })
    })
}

fn link_row(id: String, found: Memo<Found>) -> AnyView {
    let mine = row_of(&id, found);
    let title = Signal::derive(move || mine.with(|row| row.text.clone()));
    let detail = Signal::derive(move || mine.with(|row| row.detail.clone()));
    let pill = Signal::derive(move || mine.with(|row| row.pill.clone()));
    view! { <Row title=title detail=detail pill=pill href=card_href(&id) /> }.into_any()
}

/// The subjects of the starter questions, then those that only own cards have.
fn categories(content: &Questions, desk: &Desk) -> Vec<(String, String)> {
    let known = content.categories.iter();
    let mut all: Vec<(String, String)> = known
        .map(|category| (category.id.clone(), category.title.clone()))
        .collect();
    let here: BTreeSet<&str> = desk.rows.iter().map(|row| &*row.category).collect();
    for id in here {
        if !id.is_empty() && !all.iter().any(|(known, _)| known == id) {
            all.push((id.to_owned(), id.to_owned()));
        }
    }
    all
}

/// What one can choose in the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facet {
    Sort,
    Standing,
    Category,
    Structure,
    Interviewer,
    Priority,
    Program,
    Tag,
    Own,
    Img,
}

/// The filters in use.
fn in_use(wish: &Wish) -> Vec<Facet> {
    let all = Facet::FILTERS.into_iter();
    all.filter(|facet| !facet.get(wish).is_empty()).collect()
}

impl Facet {
    /// All but the order.
    const FILTERS: [Facet; 9] = [
        Facet::Standing,
        Facet::Category,
        Facet::Priority,
        Facet::Structure,
        Facet::Interviewer,
        Facet::Program,
        Facet::Tag,
        Facet::Own,
        Facet::Img,
    ];

    fn label(self) -> &'static str {
        match self {
            Facet::Sort => "Order",
            Facet::Standing => "Study",
            Facet::Category => "Subject",
            Facet::Structure => "Shape of the answer",
            Facet::Interviewer => "Kind of interviewer",
            Facet::Priority => "Priority",
            Facet::Program => "Program",
            Facet::Tag => "Tag",
            Facet::Own => "Written by",
            Facet::Img => "Asked of",
        }
    }

    /// What is chosen; empty means all.
    fn get(self, wish: &Wish) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let browse = &wish.browse;
        let word = match self {
            Facet::Category => return text(&browse.category),
            Facet::Structure => return text(&browse.structure),
            Facet::Interviewer => return text(&browse.interviewer),
            Facet::Program => browse.program.as_deref().unwrap_or(""),
            Facet::Tag => return text(&browse.tag),
            Facet::Sort => SORTS
                .iter()
                .find(|(sort, ..)| *sort == wish.sort)
                .map_or("", |(_, id, _)| id),
            Facet::Standing => Standing::ALL
                .iter()
                .find(|(one, ..)| Some(*one) == wish.standing)
                .map_or("", |(_, id, _)| id),
            Facet::Priority => browse.priority.map_or("", priority_word),
            Facet::Own => browse.own.map_or("", |own| if own { "yes" } else { "no" }),
            Facet::Img => ["", "yes"][usize::from(browse.img_specific)],
        };
        word.to_owned()
    }

    fn set(self, wish: &mut Wish, value: &str) {
        let text = (!value.is_empty()).then(|| value.to_owned());
        let browse = &mut wish.browse;
        match self {
            Facet::Category => browse.category = text,
            Facet::Structure => browse.structure = text,
            Facet::Interviewer => browse.interviewer = text,
            Facet::Program => browse.program = text.map(ProgramId::from),
            Facet::Tag => browse.tag = text,
            Facet::Sort => {
                let found = SORTS.iter().find(|(_, id, _)| *id == value);
                wish.sort = found.map_or(Sort::default(), |(sort, ..)| *sort);
            }
            Facet::Standing => {
                let found = Standing::ALL.iter().find(|(_, id, _)| *id == value);
                wish.standing = found.map(|(one, ..)| *one);
            }
            Facet::Priority => browse.priority = priority_of(value),
            Facet::Own => browse.own = text.map(|text| text == "yes"),
            Facet::Img => browse.img_specific = value == "yes",
        }
    }
}
