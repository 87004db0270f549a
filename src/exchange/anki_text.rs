//! Anki's “Notes in Plain Text”, read and written. The head lines are those of Anki's manual
//! (docs.ankiweb.net, Importing, “Text Files”).
//!
//! Written files have one field for the answer: the points, and behind a rule the script, so that
//! Anki's own “Basic” notes hold everything.

use crate::exchange::delimited;
use crate::exchange::html;
use crate::exchange::note::{self, CardId, Collector, Deck, Note};
use crate::exchange::refusal::Refusal;

/// Each separator with its names in a head line; the first is the one written.
const SEPARATORS: [(u8, &[&str]); 6] = [
    (b'\t', &["tab", "\t", "\\t"]),
    (b',', &["comma", ","]),
    (b';', &["semicolon", ";"]),
    (b' ', &["space", " "]),
    (b'|', &["pipe", "|"]),
    (b':', &["colon", ":"]),
];

/// What the head of a file says.
#[derive(Debug, Default)]
struct Head {
    separator: Option<u8>,
    html: Option<bool>,
    /// For every note without a column of its own.
    tags: Vec<String>,
    deck: String,
    /// Names of the columns, unsplit: the separator may stand in a later line.
    columns: String,
    /// Counted from 1, as in the file.
    guid_column: usize,
    deck_column: usize,
    tags_column: usize,
    notetype_column: usize,
}

/// The text begins with a head line of Anki.
pub fn has_header(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    head_line(first).is_some_and(|(key, _)| {
        let keys = [
            "separator",
            "html",
            "tags",
            "columns",
            "notetype",
            "deck",
            "if matches",
            "match scope",
        ];
        keys.contains(&&*key) || key.ends_with(" column")
    })
}

// `#key:value`; the value keeps its spaces.
fn head_line(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.strip_prefix('#')?.split_once(':')?;
    Some((key.trim().to_lowercase(), value))
}

fn head(text: &str) -> (Head, &str) {
    let mut head = Head::default();
    let mut rest = text;
    while rest.starts_with('#') {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = behind;
        let Some((key, value)) = head_line(line.trim_end_matches('\r')) else {
            // A comment.
            continue;
        };
        let word = value.trim();
        match key.as_str() {
            "separator" => {
                let lower = word.to_lowercase();
                head.separator = SEPARATORS
                    .iter()
                    .find(|(_, names)| names.contains(&&*lower) || names.contains(&value))
                    .map(|(sign, _)| *sign);
            }
            "html" => head.html = word.to_lowercase().parse().ok(),
            "tags" => head.tags = note::split_tags(value),
            "deck" => word.clone_into(&mut head.deck),
            "columns" => value.clone_into(&mut head.columns),
            "guid column" => head.guid_column = word.parse().unwrap_or(0),
            "deck column" => head.deck_column = word.parse().unwrap_or(0),
            "tags column" => head.tags_column = word.parse().unwrap_or(0),
            "notetype column" => head.notetype_column = word.parse().unwrap_or(0),
            // Kind of note and how to match are Anki's business.
            _ => {}
        }
    }
    (head, rest)
}

/// Reads a text of Anki, or any text with a note per row: the first field is the question, the
/// lines of the second are the points, further fields go to the script.
///
/// # Errors
/// `Refusal::Empty`, `Refusal::TooManyNotes`.
pub fn read(text: &str) -> Result<Deck, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    // Without a head of Anki's, a line that begins with `#` is a question like any other.
    let has_head = has_header(text);
    let (head, body) = if has_head {
        head(text)
    } else {
        (Head::default(), text)
    };
    let mut notes = Collector::default();
    let separator = head.separator.or_else(|| delimited::separator(body));
    let rows = delimited::rows(body, separator, has_head, notes.losses());
    let names: Vec<String> = match separator {
        Some(sign) => head
            .columns
            .split(sign as char)
            .map(str::to_owned)
            .collect(),
        None => vec![head.columns.clone()],
    };
    let special = [
        head.guid_column,
        head.deck_column,
        head.tags_column,
        head.notetype_column,
    ];
    // A number outside the row names no column.
    let is_field = |at: &usize| !special.contains(&(at + 1));
    let is_html = head.html.unwrap_or_else(|| {
        rows.iter()
            .take(200)
            .flatten()
            .any(|field| html::is_likely(field))
    });
    for row in &rows {
        let at = |column: usize| column.checked_sub(1).and_then(|n| row.get(n));
        let columns: Vec<usize> = (0..row.len()).filter(is_field).collect();
        let raw: Vec<String> = columns.iter().map(|n| row[*n].clone()).collect();
        let of_fields: Vec<String> = columns
            .iter()
            .map(|n| names.get(*n).cloned().unwrap_or_default())
            .collect();
        let fields = delimited::fields(&raw, is_html, notes.losses());
        let mut note = Note::from_fields(&fields, &of_fields);
        note.id = at(head.guid_column).and_then(|guid| CardId::from_guid(guid));
        note.tags.clone_from(&head.tags);
        if let Some(tags) = at(head.tags_column) {
            note.tags.extend(note::split_tags(tags));
        }
        note.deck = at(head.deck_column)
            .filter(|deck| !deck.trim().is_empty())
            .unwrap_or(&head.deck)
            .clone();
        notes.add(note)?;
    }
    notes.finish()
}

/// The notes as a text that Anki imports with File, Import: guid, deck, tags, question, answer.
pub fn write(notes: &[Note]) -> String {
    let mut out = String::from(
        "#separator:tab\n#html:false\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:3\n",
    );
    let mut notes: Vec<Note> = notes.iter().map(Note::tidy).collect();
    // A deck before the decks inside it: otherwise Anki (seen in 26.9) makes the outer one for the
    // inner one's sake, then a second one named “…+” for its own notes. Order within a deck stays.
    notes.sort_by(|a, b| a.deck.cmp(&b.deck));
    let rows = notes.iter().map(|note| {
        [
            note.guid(),
            note.deck.clone(),
            note.tags.join(" "),
            note.question.clone(),
            note::join_answer(&note.outline, &note.script),
        ]
    });
    let end = csv::Terminator::Any(b'\n');
    out.push_str(&delimited::write(rows, b'\t', true, end));
    out
}
