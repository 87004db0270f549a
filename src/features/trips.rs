//! Trips and their three lists.

pub mod add;
pub mod answers;
pub mod attire;
pub mod checklist;
pub mod entry;
pub mod form;
pub mod head;
pub mod list;
pub mod logistics;
pub mod look_back;
pub mod packing;
pub mod row;
pub mod you;
