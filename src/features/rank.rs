//! The rank order list.

pub mod advice;
