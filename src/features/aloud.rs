//! Speaking: the clock, the recorder, the stage, listening and the coach, lent to cards, stories, drills and recordings.

pub mod clock;
pub mod coach;
pub mod fit;
pub mod listening;
pub mod recorder;
pub mod stage;
