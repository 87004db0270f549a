//! What the parts of My order share: the lines of the board, and what a person does to them.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::program::Tier;
use crate::features::Hand;
use crate::features::shell::reading::Reading;
use crate::features::shell::unfinished::unfinished;
use crate::session::{ListedRow, Rows, phone};
use crate::store::acts::ranking::{Move, RankAction};
use crate::store::core::change::Refusal;
use crate::store::core::model::Model;
use crate::store::core::ranking::list::Spot;
use crate::store::read::ranking::board::{Board, BoardRow};
use crate::store::read::ranking::lines::{
    Line, What, dropped, is_head, lines, moved_words, whereabouts,
};
use crate::store::read::world::World;
use crate::ui::{keep_focus, lay_cover};

impl ListedRow for Line {
    fn key(&self) -> &str {
        &self.key
    }

    // Scores, ties and places hang together: one line alone is never read.
    fn is_in_place_of(&self, _: &Self) -> bool {
        false
    }
}

/// Which lines there are, by their keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Programs with a place, and the headings of their tiers.
    pub list: Vec<String>,
    /// Interviewed, without a place.
    pub unplaced: Vec<String>,
    /// Without an interview that is over.
    pub waiting: Vec<String>,
    /// Not ranked.
    pub out: Vec<String>,
    /// A line of its own: the closest pair.
    pub closest: Option<String>,
    /// A line of its own: why there are no scores.
    pub no_scores: Option<String>,
}

impl Layout {
    fn of(lines: &[Line]) -> Layout {
        let mut layout = Layout::default();
        for line in lines {
            let key = line.key.clone();
            match line.what {
                What::Tier(..) | What::Placed { .. } => layout.list.push(key),
                What::Unplaced(..) => layout.unplaced.push(key),
                What::Waiting(_) => layout.waiting.push(key),
                What::Out(_) => layout.out.push(key),
                What::Closest(_) => layout.closest = Some(key),
                What::NoScores(_) => layout.no_scores = Some(key),
            }
        }
        layout
    }

    /// There is no program.
    pub fn is_empty(&self) -> bool {
        let parts = [&self.list, &self.unplaced, &self.waiting, &self.out];
        parts.iter().all(|part| part.is_empty())
    }

    /// How many programs have a place.
    pub fn placed(&self) -> usize {
        self.list.iter().filter(|key| !is_head(key)).count()
    }
}

/// Texts by the id of their program.
type Texts = BTreeMap<ProgramId, String>;

/// What stands in place of the order is closed by Back and by Escape, for as long as the calling view is there.
pub fn lies_over(close: Callback<()>) {
    lay_cover(move || {
        let _ = close.try_run(());
    });
    phone::follow_keys(move |key| key == "Escape" && close.try_run(()).is_some());
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Does what the person asks.
    pub hand: Hand,
    guide: Reading<RankingGuide>,
    /// The lines.
    pub rows: Rows<Line>,
    /// Which there are.
    pub layout: RwSignal<Layout>,
    /// The program whose sheet is open.
    pub menu: RwSignal<Option<String>>,
    /// The program of which it is asked why it stands where it was put.
    asking: RwSignal<Option<ProgramId>>,
    /// Those of which it was answered, or the answer was left out.
    answered: StoredValue<BTreeSet<ProgramId>>,
    /// Answers that are typed but not kept yet.
    pub reasons: RwSignal<Texts>,
    /// Reasons not to rank that are typed while nothing is ruled out yet.
    pub against: RwSignal<Texts>,
    /// The order of the scores is shown.
    pub is_previewing: RwSignal<bool>,
}

impl Desk {
    /// With the lines of the model.
    pub fn new(hand: Hand, guide: Reading<RankingGuide>) -> Desk {
        let layout = RwSignal::new(Layout::default());
        let read = move |model: &Model, world: &World<'_>, only: Option<&str>| match only {
            Some(_) => Vec::new(),
            None => untrack(|| guide.with(|guide| lines(&Board::read(model, world, guide))))
                .unwrap_or_default(),
        };
        let rows = hand.session.watch_rows(read, move |lines| {
            let now = Layout::of(lines);
            if layout.try_with_untracked(|before| *before != now) == Some(true) {
                layout.try_set(now);
            }
        });
        Desk {
            hand,
            guide,
            rows,
            layout,
            menu: RwSignal::new(None),
            asking: RwSignal::new(None),
            answered: StoredValue::default(),
            reasons: unfinished("rank-reasons"),
            against: unfinished("rank-against"),
            is_previewing: RwSignal::new(false),
        }
    }

    /// The board as it stands.
    pub fn board(self) -> Option<Board> {
        let session = self.hand.session;
        untrack(|| {
            let read = |guide: &RankingGuide| {
                session.read(|model, world| Board::read(model, world, guide))
            };
            self.guide.with(read)
        })
    }

    /// A program that is not ruled out; follows it.
    pub fn row(self, key: &str) -> Option<BoardRow> {
        match self.rows.get(key)?.get().what {
            What::Placed { row, .. } | What::Unplaced(row, _) | What::Waiting(row) => Some(row),
            _ => None,
        }
    }

    /// What a program is called; follows it.
    pub fn name(self, key: &str) -> String {
        let name = |line: &Line| match &line.what {
            What::Placed { row, .. } | What::Unplaced(row, _) | What::Waiting(row) => {
                row.name.clone()
            }
            What::Out(row) => row.name.clone(),
            _ => String::new(),
        };
        self.rows
            .get(key)
            .map_or(String::new(), |row| row.with(name))
    }

    /// Where what had the focus is gone, gives it to the row of a program, or to the page where that is no more.
    pub fn keeps_focus(self, id: &str) {
        // By its id: two programs may be called the same.
        let in_row = |part: &str| ["[data-key=\"", id, "\"] ", part].concat();
        let places = vec![in_row(".grip"), in_row(".row-hit"), "h1".to_owned()];
        keep_focus(places);
    }

    /// Where a program stands, in words.
    pub fn whereabouts(self, id: &str) -> String {
        let board = self.board();
        board
            .and_then(|board| whereabouts(&board, id))
            .unwrap_or_default()
    }

    /// Changes the order, and says `done` with the way back. Says whether it was done.
    pub fn orders(self, change: Move, done: &str) -> bool {
        let draft = self.hand.session.draft();
        self.hand
            .does_with_undo(RankAction::Order { change, draft }, done)
    }

    /// As `orders`, where the form shows a refusal itself.
    pub fn tries(self, change: Move, done: &str) -> Result<(), Refusal> {
        let draft = self.hand.session.draft();
        self.hand
            .tries_with_undo(RankAction::Order { change, draft }, done)
    }

    /// Puts a program at an index of the lines of the list, headings among them.
    pub fn drops(self, id: ProgramId, index: usize) {
        let (spot, tier) = self
            .layout
            .with_untracked(|layout| dropped(&layout.list, &id, index));
        let program = id.clone();
        self.moves(
            &id,
            Move::PlaceIn {
                program,
                spot,
                tier,
            },
        );
    }

    /// Puts a program at a place, from 1.
    pub fn puts(self, id: ProgramId, place: usize) {
        let spot = self
            .board()
            .map_or(Spot::Last, |board| board.spot(&id, place));
        let program = id.clone();
        let change = Move::Place { program, spot };
        if self.moves(&id, change) {
            self.asks_why(&id);
        }
    }

    /// Gives a program a tier.
    pub fn gives(self, id: ProgramId, tier: Option<Tier>) {
        let program = id.clone();
        let change = Move::SetTier { program, tier };
        if self.moves(&id, change) {
            self.asks_why(&id);
        }
    }

    /// Says whether it was done.
    fn moves(self, id: &ProgramId, change: Move) -> bool {
        // The message is kept with the step: the place is worked out on the list as it will be.
        let row = untrack(|| self.row(id));
        let before = row.map_or((0, None), |row| (row.place, row.tier));
        let place = match &change {
            Move::Place { spot, .. } | Move::PlaceIn { spot, .. } => {
                self.board().and_then(|board| board.place_at(id, spot))
            }
            _ => None,
        };
        let tier = match &change {
            Move::PlaceIn { tier, .. } | Move::SetTier { tier, .. } => Some(*tier),
            _ => None,
        };
        let done = moved_words(&untrack(|| self.name(id)), before, (place, tier));
        self.orders(change, &done)
    }

    /// It is asked why a program stands where it was put, or somebody has begun to say it.
    pub fn is_asked(self, id: &str) -> bool {
        // Also where all of it was taken back: a field does not go from under the fingers.
        self.asking.with(|asking| asking.as_deref() == Some(id))
            || self.reasons.with(|texts| texts.contains_key(id))
    }

    /// Asks why a program stands against its score, until it is answered. Not while it is on its way: the
    /// question would push away what moves it.
    pub fn asks_why(self, id: &str) {
        let is_against = |line: &Line| match &line.what {
            What::Placed { row, .. } => row.score_place.is_some() && row.because.is_empty(),
            _ => false,
        };
        let is_against = self
            .rows
            .get(id)
            .is_some_and(|row| row.with_untracked(is_against));
        let is_open = self.answered.with_value(|all| !all.contains(id));
        self.asking.set((is_against && is_open).then(|| id.into()));
    }

    /// The question why is not asked again.
    pub fn is_answered(self, id: &str) {
        self.answered.update_value(|all| {
            all.insert(id.into());
        });
        self.reasons.update(|all| drop(all.remove(id)));
        self.asking.set(None);
    }
}
