//! The speech coach: sound in, numbers out. Pace, pauses, possible hesitations, pitch and level of
//! one take, measured from the sound alone.
//!
//! Pure: samples enter as plain numbers, in chunks of any size, and the result does not depend on
//! the chunks. Deliberately absent: words (nothing is recognised), a microphone, a grade, an accent
//! score, a norm for pitch. What may be said about a figure, and how sure it is, is part of the
//! result; a take that cannot be judged says so and shows no figure.

pub mod analyser;
pub mod calibration;
pub mod frame;
pub mod judge;
pub mod pitch;
pub mod report;
pub mod resample;
pub mod wav;

pub use analyser::Analyser;
pub use report::{Gate, Report, Span};
