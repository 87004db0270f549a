//! The exchange room on the command line, for tests/oracle/anki_exchange.py.
//!
//! `read FILE` prints the deck in a file as JSON; `anki FILE` and `csv FILE` print the notes in a
//! JSON file as Anki text or CSV. A file that cannot be read ends with its sentence and status 2.

use std::process::ExitCode;

use matchbook::exchange::{self, anki_text, note::Note, spreadsheet};

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<String, String> {
    let mut arguments = std::env::args().skip(1);
    let usage = || "Usage: exchange read|anki|csv FILE".to_owned();
    let command = arguments.next().ok_or_else(usage)?;
    let path = arguments.next().ok_or_else(usage)?;
    let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let notes = || serde_json::from_slice::<Vec<Note>>(&bytes).map_err(|error| error.to_string());
    match command.as_str() {
        "read" => {
            let deck = exchange::read(&bytes).map_err(|refusal| refusal.to_string())?;
            serde_json::to_string(&deck).map_err(|error| error.to_string())
        }
        "anki" => Ok(anki_text::write(&notes()?)),
        "csv" => Ok(spreadsheet::write(&notes()?)),
        _ => Err(usage()),
    }
}
