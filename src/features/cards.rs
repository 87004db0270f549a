//! The deck and its study.

pub mod card;
pub mod coaching;
pub mod deck;
pub mod desk;
pub mod exchange;
pub mod hands_free;
pub mod home;
pub mod review;
pub mod settings;
pub mod standing;
pub mod statistics;
pub mod worksheets;
