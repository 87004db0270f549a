//! Files of other kinds that a person may choose by mistake, known by how they begin.

use serde::de::IgnoredAny;

use crate::exchange::refusal::Refusal;

/// Begins of files that are no text, at which byte, and what they are.
const BINARY: [(usize, &[u8], Refusal); 16] = [
    // Workbooks of Excel until 2003, and documents of Word.
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal::Workbook),
    (0, b"%PDF-", Refusal::Document),
    (0, b"{\\rtf", Refusal::Document),
    (0, b"\x89PNG", Refusal::NotText),
    (0, b"\xff\xd8\xff", Refusal::NotText),
    (0, b"GIF8", Refusal::NotText),
    (0, b"RIFF", Refusal::NotText),
    (0, b"ID3", Refusal::NotText),
    (0, b"OggS", Refusal::NotText),
    (0, b"\x1a\x45\xdf\xa3", Refusal::NotText),
    // MP4, MOV, HEIC.
    (4, b"ftyp", Refusal::NotText),
    (0, b"II*\0", Refusal::NotText),
    (0, b"MM\0*", Refusal::NotText),
    // Packed in other ways than zip.
    (0, b"\x1f\x8b\x08", Refusal::Packing),
    (0, b"Rar!\x1a", Refusal::Packing),
    (0, b"7z\xbc\xaf\x27\x1c", Refusal::Packing),
];

/// Why these bytes, which are no zip file, hold no cards; `None` where they may.
pub fn of_bytes(bytes: &[u8]) -> Option<Refusal> {
    let bare = bytes.trim_ascii_start();
    let bare = bare.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bare);
    let found = BINARY.iter().find(|(at, mark, refusal)| {
        // What could be the first word of a text begins the file itself.
        let from = if *refusal == Refusal::Document {
            bare
        } else {
            bytes
        };
        from.get(*at..).is_some_and(|rest| rest.starts_with(mark))
    });
    let (_, mark, refusal) = found?;
    // “GIF8” and the like may be words: then no sign of another kind follows.
    let head = &bytes[..bytes.len().min(64)];
    let is_text = std::str::from_utf8(head).is_ok() && !head.contains(&0) && mark.is_ascii();
    (*refusal != Refusal::NotText || !is_text).then_some(*refusal)
}

/// Why this text holds no cards; `None` where it may.
pub fn of_text(text: &str) -> Option<Refusal> {
    let bare = text.trim_start_matches('\u{feff}').trim();
    let begins = |mark: &str| {
        bare.get(..mark.len())
            .is_some_and(|begun| begun.eq_ignore_ascii_case(mark))
    };
    if ["BEGIN:VCALENDAR", "BEGIN:VCARD"].into_iter().any(begins) {
        return Some(Refusal::Calendar);
    }
    // “<html> is what?” is a card.
    let is_whole = || bare.contains("</html>") || bare.contains("<body");
    if ["<!doctype html", "<?xml"].into_iter().any(begins) || (begins("<html") && is_whole()) {
        return Some(Refusal::Page);
    }
    if !bare.starts_with(['{', '[']) {
        return None;
    }
    // Also where it was cut off.
    let name = bare.get(..200).unwrap_or(bare);
    if bare.starts_with('{') && name.contains("\"matchbook-export\"") {
        return Some(Refusal::Copy);
    }
    let data = serde_json::from_str::<IgnoredAny>(bare);
    let is_begun = bare[1..].trim_start().starts_with(['"', '{']);
    let is_data = match data {
        Ok(_) => true,
        Err(error) => error.is_eof() && is_begun,
    };
    is_data.then_some(Refusal::Data)
}

/// Why a zip file with members of these names holds no deck.
pub fn of_members(names: &[String]) -> Refusal {
    let any = |is: &dyn Fn(&str) -> bool| names.iter().any(|name| is(name));
    let ends = |name: &str, ends: &[&str]| {
        let name = name.to_ascii_lowercase();
        ends.iter().any(|end| name.ends_with(end))
    };
    if any(&|name| name.starts_with("xl/") || name.starts_with("Index/")) {
        return Refusal::Workbook;
    }
    if any(&|name| name.starts_with("word/") || name.starts_with("ppt/")) {
        return Refusal::Document;
    }
    if any(&|name| ends(name, &[".xlsx", ".xls", ".ods", ".numbers"])) {
        return Refusal::Workbook;
    }
    if any(&|name| ends(name, &[".csv", ".tsv"])) {
        return Refusal::ZippedTable;
    }
    Refusal::NotAnki
}

/// What a member named `mimetype` says, which documents of OpenOffice begin with.
pub fn of_mimetype(text: &[u8]) -> Option<Refusal> {
    let is = |kind: &[u8]| text.starts_with(kind);
    if is(b"application/vnd.oasis.opendocument.spreadsheet") {
        Some(Refusal::Workbook)
    } else if is(b"application/vnd.oasis.opendocument") || is(b"application/epub") {
        Some(Refusal::Document)
    } else {
        None
    }
}
