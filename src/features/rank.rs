//! The rank order list: the person's own order with scores beside it, what the scores are made of, how sure
//! they are, and the way to certify it.

pub mod add;
pub mod advice;
mod checks;
pub mod choose;
pub mod criteria;
pub mod criterion;
mod deadline;
pub mod finish;
pub mod head;
pub mod lists;
mod look;
pub mod market;
pub mod order;
pub mod pairs;
pub mod quote;
pub mod rate;
pub mod sure;
pub mod weights;
pub mod why;
pub mod words;
