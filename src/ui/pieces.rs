//! Long lists that are drawn in pieces: what fills the window in the first frame, the rest in the frames after
//! it, without anybody asking. In the end everything stands in the page, as search, paper and screen readers
//! expect. Not here: the rows.

use leptos::prelude::*;

use super::element::each;

/// More rows than any phone shows at once, and few enough to be drawn in one frame of a slow one.
const PIECE: usize = 16;

/// How far the lists of a screen are drawn. A screen begins with a piece; once everything was drawn, what comes
/// later is drawn at once, so that a change never makes the page shorter for a moment.
#[derive(Clone, Copy)]
pub struct Pieces {
    /// So many rows are drawn.
    until: RwSignal<usize>,
    /// So many were asked for.
    asked: StoredValue<usize>,
    /// Rows of a piece.
    piece: usize,
}

impl Pieces {
    /// Begins with the rows that fill a window.
    pub fn of_rows() -> Pieces {
        Pieces::new(PIECE, PIECE)
    }

    /// Begins with nothing, and goes on by so many at a time: for what is out of sight at first.
    pub fn out_of_sight(piece: usize) -> Pieces {
        Pieces::new(0, piece)
    }

    fn new(first: usize, piece: usize) -> Pieces {
        let pieces = Pieces {
            until: RwSignal::new(first),
            asked: StoredValue::new(0),
            piece,
        };
        pieces.goes_on();
        pieces
    }

    /// Draws the next piece once the frame before is on the screen.
    fn goes_on(self) {
        let draw = move || {
            let Some(until) = self.until.try_get_untracked() else {
                // The screen was left.
                return;
            };
            let until = until.saturating_add(self.piece);
            if self.asked.try_get_value().unwrap_or(0) <= until {
                self.finishes();
            } else {
                self.until.set(until);
                self.goes_on();
            }
        };
        request_animation_frame(move || request_animation_frame(draw));
    }

    /// Draws all that is left, now.
    pub fn finishes(self) {
        if self
            .until
            .try_get_untracked()
            .is_some_and(|until| until < usize::MAX)
        {
            self.until.set(usize::MAX);
        }
    }

    /// How many of `count` rows that come after `before` others are drawn; follows it.
    fn drawn(self, before: usize, count: usize) -> usize {
        let all = before + count;
        self.asked.update_value(|asked| *asked = all.max(*asked));
        self.until.get().saturating_sub(before).min(count)
    }

    /// Those of `keys` that are drawn, for a keyed list; follows it.
    pub fn take(self, mut keys: Vec<String>) -> Vec<String> {
        keys.truncate(self.drawn(0, keys.len()));
        keys
    }

    /// The row at `place` is drawn; follows it.
    pub fn has(self, place: usize) -> bool {
        self.drawn(place, 1) > 0
    }

    /// `count` rows that come after `before` others on the screen.
    pub fn rows(
        self,
        before: usize,
        count: usize,
        row: impl Fn(usize) -> AnyView + 'static,
    ) -> AnyView {
        let keys = move || {
            let places = 0..self.drawn(before, count);
            places.map(|place| place.to_string()).collect()
        };
        each(keys, move |place| row(place.parse().unwrap_or_default()))
    }
}
