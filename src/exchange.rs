//! Cards as other programs keep them: Anki text, Anki packages and spreadsheets, read and written.
//!
//! Pure: bytes in, notes and a report out. Nothing here is stored; `preview` says what taking a
//! deck in would do, and the caller decides. Runs in the worker, because packages are slow to open.
//! Deliberately not here: pictures, sounds, review history and card templates. They are counted
//! as losses and named to the person.

pub mod anki_text;
pub mod answered;
pub mod apkg;
pub mod calendar;
pub mod card;
pub mod cells;
pub mod characters;
pub mod columns;
pub mod delimited;
pub mod html;
pub mod links;
pub mod loss;
pub mod markup;
pub mod note;
pub mod other;
pub mod preview;
pub mod program_list;
pub mod protobuf;
pub mod refusal;
pub mod spreadsheet;
pub mod sqlite;

use characters::Text;
use loss::{What, beginning};
use refusal::Refusal;

/// Reads a file of any known kind; the content decides, never the name.
///
/// # Errors
/// The reason why nothing could be read; `Refusal::sentence` says it to the person.
pub fn read(bytes: &[u8]) -> Result<note::Deck, Refusal> {
    if apkg::is_zip(bytes) {
        return apkg::read(bytes);
    }
    if sqlite::is_database(bytes) {
        return apkg::read_collection(bytes);
    }
    if let Some(refusal) = other::of_bytes(bytes) {
        return Err(refusal);
    }
    let Text {
        text,
        is_guess,
        unread,
    } = characters::decode(bytes)?;
    if let Some(refusal) = other::of_text(&text) {
        return Err(refusal);
    }
    let mut deck = if anki_text::has_header(&text) {
        anki_text::read(&text)?
    } else {
        spreadsheet::read(&text)?
    };
    if is_guess {
        for text in deck.notes.iter().flat_map(note::Note::texts) {
            deck.losses
                .add(What::Letters, usize::from(!text.is_ascii()), text);
        }
    }
    for (number, line) in unread {
        let named = [
            "Line ",
            &number.to_string(),
            ": ",
            &beginning(line.trim(), 80),
        ];
        deck.losses.mark(What::Unread, named.concat());
    }
    Ok(deck)
}
