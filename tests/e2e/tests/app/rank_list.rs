//! The rank list: adding, ordering by finger, keyboard and buttons, ruling out.
