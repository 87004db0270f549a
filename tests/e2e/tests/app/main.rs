//! The scenarios, one file each, in one program: its tests share the two processors to the end, where
//! one program per file left one of them idle while its last test ran.
#![allow(clippy::expect_used, reason = "a panic is the verdict of a test")]

mod after;
mod cards;
mod deck;
mod drill;
mod harness;
mod hosts;
mod kill;
mod large_text;
mod lists;
mod messages;
mod monkey;
mod offline;
mod one_hand;
mod outside;
mod pieces;
mod programs;
mod rank_criteria;
mod rank_finish;
mod rank_list;
mod rank_open;
mod rank_sure;
mod recordings;
mod recovery;
mod sample;
mod screens;
mod season;
mod sheet;
mod sheets;
mod stale;
mod start;
mod storage;
mod stories;
mod study;
mod tabs;
mod thread;
mod torn;
mod trip;
mod undo;
mod update;
mod versions;
mod worksheets;
