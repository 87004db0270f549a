//! Why a file cannot be used at all, each with one sentence for the person.

use serde::{Deserialize, Serialize};

/// The reason; nothing of the file was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The file has no bytes.
    EmptyFile,
    /// Readable, but without a single note.
    Empty,
    /// A zip file without a collection of Anki in it.
    NotAnki,
    /// Neither text nor a package.
    NotText,
    /// A workbook of a spreadsheet program.
    Workbook,
    /// A zip file with a table in it.
    ZippedTable,
    /// A copy of everything in this app.
    Copy,
    /// Data of some other program.
    Data,
    /// A document to be read or printed, such as PDF or Word.
    Document,
    /// A page of the web.
    Page,
    /// A calendar or an address book.
    Calendar,
    /// A version of Anki's format that came after this app.
    NewerAnki,
    /// A package that only asks to update Anki.
    Placeholder,
    /// More than `apkg::FILE_MAX` or `characters::FILE_MAX` bytes, or a package that would unpack to
    /// more than `apkg::COLLECTION_MAX`.
    TooLarge,
    /// More than `note::NOTES_MAX` notes.
    TooManyNotes,
    /// Cut off or changed on the way.
    Damaged,
    /// The package is encrypted.
    Password,
    /// Packed in a way that Anki does not use.
    Packing,
}

impl Refusal {
    /// One sentence or two: what is wrong and what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::EmptyFile => "This file is empty. Export it again and choose the new file.",
            Refusal::Empty => {
                "This file has no cards with a question. Check that you chose the right file."
            }
            Refusal::NotAnki => {
                "This is not an Anki file. In Anki, choose File, Export, and pick “Anki Deck Package (.apkg)” or “Notes in Plain Text (.txt)”."
            }
            Refusal::NotText => {
                "This file is not text that can be read. Save it as “CSV UTF-8” or export it from Anki again."
            }
            Refusal::Workbook => {
                "This is a spreadsheet. In your spreadsheet program, save it as “CSV UTF-8” and choose that file."
            }
            Refusal::ZippedTable => {
                "This is a zip file with a text or CSV file in it. Unpack it and choose the file inside."
            }
            Refusal::Copy => {
                "This is a copy of Matchbook, not a deck. Under Settings, Storage and copies, choose “Restore from a copy”."
            }
            Refusal::Data => {
                "This file holds data of another program, no cards. Export the cards as CSV or from Anki and choose that file."
            }
            Refusal::Document => {
                "This is a document, such as PDF or Word. Copy its text into a spreadsheet, a question and an answer in each row, and save that as “CSV UTF-8”."
            }
            Refusal::Page => {
                "This is a web page. If you wanted to save a file from it, open the page, download the file itself and choose that."
            }
            Refusal::Calendar => {
                "This is a calendar or address book. Choose an Anki deck or a CSV file with a question and an answer in each row."
            }
            Refusal::NewerAnki => {
                "This file was made by a newer Anki than this app knows. In Anki’s export window, turn on “Support older Anki versions” and export again."
            }
            Refusal::Placeholder => {
                "This Anki file is incomplete: the part with the cards is missing. Export it from Anki again."
            }
            Refusal::TooLarge => {
                "This file is too large to open here. In Anki, export one deck without media and try again."
            }
            Refusal::TooManyNotes => {
                "This file has more than 20,000 notes. Export a smaller deck and try again."
            }
            Refusal::Damaged => {
                "This file is damaged or cut off. Copy or export it again and choose the new file."
            }
            Refusal::Password => {
                "This file is protected with a password. Export it again without one."
            }
            Refusal::Packing => {
                "This zip file is packed in a way that Anki does not use. Choose the .apkg file exactly as Anki saved it."
            }
        }
    }
}

impl Refusal {
    /// As `sentence`, of a text that was pasted.
    pub fn sentence_of_text(self) -> &'static str {
        match self {
            Refusal::Empty | Refusal::EmptyFile => {
                "This text has no card with a question. Write one card on each line: the question, then a tab, a semicolon or a comma, then the answer."
            }
            Refusal::Copy => {
                "This text is a copy of Matchbook, not a deck. Under Settings, Storage and copies, choose “Restore from a copy”."
            }
            Refusal::Data => {
                "This text is data of another program, no cards. Paste one card on each line, the question first."
            }
            Refusal::Page => {
                "This text is the code of a web page. Copy the questions and answers that you see on the page."
            }
            Refusal::Calendar => {
                "This text is a calendar or address book. Paste one card on each line, the question first."
            }
            Refusal::TooLarge | Refusal::TooManyNotes => {
                "This text is too long. Paste a part of it, then the rest."
            }
            _ => {
                "This text cannot be read as cards. Paste one card on each line, the question first."
            }
        }
    }
}

impl core::fmt::Display for Refusal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.sentence())
    }
}

impl core::error::Error for Refusal {}
