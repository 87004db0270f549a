//! The deck: every card, found while typing, filtered, put in order, and chosen to be studied, many at
//! once. Deliberately not here: what is on a card.

use std::cell::RefCell;
use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{Practice, Questions};
use crate::domain::card::Priority;
use crate::domain::time::Day;
use crate::features::cards::desk::{self, Desk};
use crate::features::cards::standing::{
    Standing, card_href, cards_counted, category_title, due_rank, standing,
};
use crate::features::shell::finder::{Finder, Found, FoundRow, Listing, PAGE, Words};
use crate::features::shell::reading::{Reading, reading, shown};
use crate::features::{Hand, Tool, Visit};
use crate::session::{Session, phone};
use crate::store::read::deck::{Browse, Row as CardRow, browse};
use crate::store::read::finder::Names;
use crate::ui::{ButtonKind, Icon, LinkButton};
use index::{DeckIndex, INDEX_STEP};

mod acts;
mod facets;
mod index;

/// When the search takes the focus, in milliseconds after it was drawn.
const FOCUS_MS: u32 = 60;
/// Between two steps in which the search learns, in milliseconds.
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

/// What was asked for when the screen was left. Back finds it again, and so does the tab.
struct Last {
    wish: Wish,
    search: String,
    count: usize,
    /// The number of its entry in the history.
    entry: f64,
    /// Who has been at the home of Practice since, and opens the deck from there, begins anew.
    times_home: u32,
}

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
    /// Kept between visits: reading ten thousand cards anew costs a second.
    static INDEX: RefCell<DeckIndex> = RefCell::default();
}

#[derive(Clone, Copy)]
struct DeckScreen {
    hand: Hand,
    session: Session,
    questions: Reading<Questions>,
    guide: Reading<Practice>,
    wish: RwSignal<Wish>,
    finder: Finder,
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
    let entry = phone::entry();
    let is_on = |last: &Last| last.entry == entry || last.times_home == desk::times_home();
    let last = LAST.take().filter(is_on);
    let last = last.map(|last| (last.wish, last.search, last.count));
    let (wish, search, count) = last.unwrap_or((Wish::default(), String::new(), PAGE));
    let screen = DeckScreen {
        hand: visit.hand(),
        session,
        questions: reading(),
        guide: reading(),
        wish: RwSignal::new(wish),
        finder: Finder::new(search, count),
        learning: StoredValue::new(false),
        grown: RwSignal::new(0),
        turn: desk::turn(session),
    };
    on_cleanup(move || {
        LAST.set(Some(Last {
            wish: screen.wish.get_untracked(),
            search: screen.finder.search.get_untracked(),
            count: screen.finder.count.get_untracked(),
            entry,
            times_home: desk::times_home(),
        }));
    });
    visit.show_tools(vec![Tool {
        icon: Icon::Plus,
        label: "New card",
        press: Callback::new(|()| phone::go(address::NEW_CARD)),
    }]);
    shown(visit.came_late, screen.questions, move |_| {
        screen.learn_later();
        if finds {
            // After the house has put the focus on the title.
            phone::after(FOCUS_MS, Finder::focus);
        }
        screen.draw()
    })
}

impl DeckScreen {
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
            if self.learning.try_get_value().is_none() {
                // The screen was left meanwhile.
                return;
            }
            let done = untrack(|| {
                let names = self.names();
                self.with(|_, desk| {
                    INDEX.with_borrow_mut(|index| {
                        index.learn(&desk.rows, &names, desk.deck_revision(), INDEX_STEP)
                    })
                })
            });
            if !self
                .finder
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
            let search = self.finder.search.get();
            let base = base.get();
            if search.trim().is_empty() {
                return base;
            }
            self.grown.track();
            let names = self.names();
            let hits = self.with(|_, desk| {
                INDEX.with_borrow_mut(|index| {
                    index.hits(&desk.rows, &names, desk.deck_revision(), &search)
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
            let count = self.finder.count.get();
            let found = hits.with(|hits| {
                self.with(|content, desk| Found {
                    rows: hits
                        .iter()
                        .take(count)
                        .filter_map(|place| desk.rows.get(*place))
                        .map(|row| drawn(content, desk, row))
                        .collect(),
                    all: hits.len(),
                })
            });
            found.unwrap_or_default()
        })
    }

    /// Ids of every card that answers.
    fn ids(self, hits: Memo<Vec<usize>>) -> BTreeSet<String> {
        let ids = untrack(|| {
            self.with(|_, desk| {
                let places = hits.get().into_iter();
                let rows = places.filter_map(|place| desk.rows.get(place));
                rows.map(|row| row.id.clone().into())
                    .collect::<BTreeSet<_>>()
            })
        });
        ids.unwrap_or_default()
    }

    fn draw(self) -> AnyView {
        let hits = self.hits(self.base());
        self.finder.view(Listing {
            words: &WORDS,
            facets: self.facets(),
            found: self.found(hits),
            ids: Callback::new(move |()| self.ids(hits)),
            acts: self.acts(),
            else_offered: || {
                view! { <LinkButton kind=ButtonKind::Quiet label="Write a new card" href=href(address::NEW_CARD) icon=Icon::Plus /> }
                    .into_any()
            },
        })
    }
}

static WORDS: Words = Words {
    search: "Search the deck",
    placeholder: "Search questions, subjects and tags",
    counted: cards_counted,
    none: "No card found",
    all: "Show all cards",
    show: "Show the cards",
    select: "Tick the cards, then choose below.",
};

/// A card as a row.
fn drawn(content: &Questions, desk: &Desk, row: &CardRow) -> FoundRow {
    let mut detail: Vec<&str> = vec![category_title(content, &row.category)];
    if row.priority == Priority::Core {
        detail.push("core");
    }
    if row.own {
        detail.push("yours");
    }
    detail.push(&row.program);
    detail.retain(|part| !part.is_empty());
    FoundRow {
        id: row.id.clone().into(),
        title: row.text.clone(),
        detail: detail.join(" · "),
        pill: standing(desk, row),
        href: card_href(&row.id),
    }
}
