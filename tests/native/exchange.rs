//! Exchange with other programs: what is written is what is read, Anki's own files are read as Anki
//! means them, and no file, however broken, does harm.
//!
//! The fixtures in tests/exchange/ were made by Anki's library (tests/oracle/anki_exchange.py).

use std::io::{Cursor, Write};

use matchbook::exchange::html::LineEnds;
use matchbook::exchange::loss::{Losses, What};
use matchbook::exchange::note::{self, Deck, Note, NoteId};
use matchbook::exchange::preview::{Change, Known, Part, Preview, Verdict};
use matchbook::exchange::refusal::Refusal;
use matchbook::exchange::sqlite::{Damage, Database};
use matchbook::exchange::{anki_text, apkg, characters, html, read, spreadsheet};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exchange/");
    std::fs::read([folder, name].concat()).unwrap()
}

fn expected(name: &str) -> Vec<Note> {
    let mut notes: Vec<Note> = serde_json::from_slice(&fixture(name)).unwrap();
    sort(&mut notes);
    notes
}

fn sort(notes: &mut [Note]) {
    notes.sort_by(|a, b| a.id.cmp(&b.id));
    for note in notes {
        note.tags.sort();
    }
}

fn sorted(deck: Deck) -> Vec<Note> {
    let mut notes = deck.notes;
    sort(&mut notes);
    notes
}

fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn members(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut member = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut member, &mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn preview(deck: &Deck, here: &[Note]) -> Preview {
    let known = here.iter().map(|note| Known {
        note: note.clone(),
        has_starter_points: false,
        is_of_sheet: false,
    });
    matchbook::exchange::preview::preview(deck, &known.collect::<Vec<_>>())
}

fn text_deck(text: &str) -> Deck {
    read(text.as_bytes()).unwrap()
}

/// What a preview offers is what happens: the answer of a prep sheet is shown from there, whatever a file says.
#[test]
fn an_answer_that_stands_on_a_prep_sheet_is_not_offered_for_change() {
    let here = Note {
        question: "Why Mercy?".to_owned(),
        outline: vec!["Their clinic".to_owned()],
        deck: "Own".to_owned(),
        ..Note::default()
    };
    let deck = text_deck("question,answer,tags\nWhy Mercy?,My new answer,mercy\nWhy us?,b,\n");
    let told = |is_of_sheet: bool| {
        let known = Known {
            note: here.clone(),
            has_starter_points: false,
            is_of_sheet,
        };
        let preview = matchbook::exchange::preview::preview(&deck, &[known]);
        let parts = preview.verdicts.iter().map(|verdict| match verdict {
            Verdict::Changed { changes, .. } | Verdict::Twin { changes, .. } => {
                changes.iter().map(|change| change.part).collect()
            }
            Verdict::New | Verdict::Same => Vec::new(),
        });
        let parts: Vec<Vec<Part>> = parts.collect();
        (parts, preview.losses.count(What::OfSheet))
    };
    let (parts, told_of) = told(true);
    assert_eq!(parts, [vec![Part::Tags], vec![]], "its tags are its own");
    assert_eq!(told_of, 1);
    let (parts, told_of) = told(false);
    assert_eq!(parts, [vec![Part::Outline, Part::Tags], vec![]]);
    assert_eq!(told_of, 0);
}

// ── Anki's own files ─────────────────────────────────────────────────────────────────────────

#[test]
fn packages_of_anki_are_read_as_anki_holds_them() {
    for kind in ["old", "new"] {
        for (name, list) in [("ours", "ours.json"), ("anki", "anki.json")] {
            let deck = read(&fixture(&format!("{name}-{kind}.apkg"))).unwrap();
            assert_eq!(sorted(deck), expected(list), "{name} {kind}");
        }
        let deck = read(&fixture(&format!("anki-{kind}.apkg"))).unwrap();
        let losses: std::collections::BTreeMap<What, usize> =
            serde_json::from_slice(&fixture("losses.json")).unwrap();
        for (what, count) in losses {
            assert_eq!(deck.losses.count(what), count, "{kind}: {what:?}");
        }
        let preview = preview(&deck, &[]);
        assert!(preview.losses.iter().all(|(what, loss)| {
            what.sentence(loss.count)
                .starts_with(&loss.count.to_string())
        }));
    }
}

#[test]
fn our_text_that_anki_took_is_what_we_write() {
    let text = String::from_utf8(fixture("ours.txt")).unwrap();
    assert_eq!(sorted(text_deck(&text)), expected("ours.json"));
    assert_eq!(anki_text::write(&text_deck(&text).notes), text);
}

#[test]
fn both_formats_of_a_package_give_the_same_notes() {
    let old = read(&fixture("anki-old.apkg")).unwrap();
    let new = read(&fixture("anki-new.apkg")).unwrap();
    assert!(preview(&new, &old.notes).is_nothing());
    assert_eq!(old.notes, new.notes);
}

// ── What cannot be read ──────────────────────────────────────────────────────────────────────

#[test]
fn each_bad_file_has_its_own_reason() {
    let new = members(&fixture("ours-new.apkg"));
    let with = |keep: &dyn Fn(&str) -> bool, more: &[(&str, &[u8])]| {
        let mut parts: Vec<(&str, &[u8])> = new
            .iter()
            .filter(|(name, _)| keep(name))
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        parts.extend(more);
        packed(&parts)
    };
    // Repacked with nothing changed it is still read.
    assert!(read(&with(&|_| true, &[])).is_ok());
    let whole = fixture("ours-new.apkg");
    let check = |bytes: &[u8], refusal: Refusal| {
        assert_eq!(read(bytes), Err(refusal));
        let sentence = refusal.sentence();
        assert!(
            sentence.ends_with('.') && sentence.len() < 200,
            "{sentence}"
        );
    };
    check(b"", Refusal::EmptyFile);
    check(b" \n \t\r\n", Refusal::EmptyFile);
    check(&[0xff, 0x00, 0x81, 0x10], Refusal::NotText);
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Refusal::NotText);
    check(&packed(&[("readme.txt", b"hello")]), Refusal::NotAnki);
    check(&packed(&[("collection.anki99", b"?")]), Refusal::NewerAnki);
    check(
        &with(&|name| name != "meta", &[("meta", &[8, 4])]),
        Refusal::NewerAnki,
    );
    check(
        &with(&|name| name != "collection.anki21b", &[]),
        Refusal::Placeholder,
    );
    check(
        &packed(&[("collection.anki2", b"no database at all")]),
        Refusal::Damaged,
    );
    check(&whole[..whole.len() / 2], Refusal::Damaged);
    // Eight bytes of the packed notes: the zip file's checksum finds it.
    let name = b"collection.anki21b";
    let at = whole
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    let mut bent = whole.clone();
    for byte in &mut bent[at + 600..at + 608] {
        *byte = !*byte;
    }
    check(&bent, Refusal::Damaged);
    check(b"#separator:tab\n#html:false\n", Refusal::Empty);
    check(b"question,answer\r\n,only an answer\r\n", Refusal::Empty);
    assert_eq!(apkg::read(b"plain text"), Err(Refusal::NotAnki));
}

#[test]
fn files_of_other_kinds_are_told_what_they_are() {
    let check = |bytes: &[u8], refusal: Refusal| {
        assert_eq!(read(bytes), Err(refusal), "{}", bytes.escape_ascii());
        let of_text = refusal.sentence_of_text();
        assert!(
            of_text.starts_with("This text ") && !of_text.contains("file"),
            "{of_text}"
        );
        let sentence = refusal.sentence();
        assert!(
            sentence.ends_with('.') && sentence.chars().count() < 200,
            "{sentence}"
        );
    };
    let book = packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
    ]);
    check(&book, Refusal::Workbook);
    let sheet = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    let book = packed(&[("mimetype", sheet), ("content.xml", b"<x/>")]);
    check(&book, Refusal::Workbook);
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0", Refusal::Workbook);
    assert!(Refusal::Workbook.sentence().contains("CSV UTF-8"));
    check(
        &packed(&[("cards/list.CSV", b"question,answer\nWhy?,so\n")]),
        Refusal::ZippedTable,
    );
    check(
        &packed(&[("word/document.xml", b"<w/>")]),
        Refusal::Document,
    );
    check(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", Refusal::Document);
    check(b"{\\rtf1\\ansi Why?, so}", Refusal::Document);
    check(
        b"\xef\xbb\xbf<!DOCTYPE html>\n<html><p>Why?</p>\n",
        Refusal::Page,
    );
    check(b"  <html lang=en>\nWhy?,so\n</html>", Refusal::Page);
    check(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", Refusal::Calendar);
    let copy = br#"{"file":"matchbook-export","v":1,"app":"0.1.0","made_at":1,"records":{}}"#;
    check(copy, Refusal::Copy);
    check(&copy[..50], Refusal::Copy);
    check(br#"[{"question": "Why?", "answer": "so"}]"#, Refusal::Data);
    check(b"{\n  \"cards\": [1, 2],\n", Refusal::Data);
    // Cards that begin alike.
    for text in [
        "[Hard] Why us?\tso\nNext?\tx\n",
        "{{c1::Why}} us?\tso\nNext?\tx\n",
        "<html> is what?\tA page\n<head> is what?\tx\n",
        "\"<html> is what?\"\tA page\nNext?\tx\n",
        "GIF89 is what?\tA picture\nID3 is what?\tA tag\n",
        "[\"Why\"] or how?\tso\nNext?\tx\n",
    ] {
        assert_eq!(text_deck(text).notes.len(), 2, "{text}");
    }
}

#[test]
fn a_deck_that_was_packed_again_is_read() {
    for name in ["ours-old.apkg", "anki-new.apkg"] {
        let whole = fixture(name);
        let wanted = read(&whole).unwrap();
        let parts = members(&whole);
        let inside: Vec<(String, &[u8])> = parts
            .iter()
            .map(|(name, bytes)| (format!("My deck/{name}"), bytes.as_slice()))
            .collect();
        let mut inside: Vec<(&str, &[u8])> = inside
            .iter()
            .map(|(name, bytes)| (name.as_str(), *bytes))
            .collect();
        inside.push(("__MACOSX/My deck/._collection.anki2", b"?"));
        assert_eq!(read(&packed(&inside)), Ok(wanted.clone()), "{name}");
        let around = packed(&[("readme.txt", b"hello"), ("Deck.apkg", &whole)]);
        assert_eq!(read(&around), Ok(wanted), "{name}");
        // Not endlessly.
        assert!(read(&packed(&[("Deck.apkg", &around)])).is_err());
    }
}

#[test]
fn an_encrypted_package_is_known_by_its_flag() {
    let mut package = packed(&[("collection.anki2", b"secret")]);
    // Bit 0 of the general purpose flags, in the member's head and in the directory.
    for (mark, offset) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = package
            .windows(4)
            .position(|window| window == mark)
            .unwrap();
        package[at + offset] |= 1;
    }
    assert_eq!(read(&package), Err(Refusal::Password));
}

#[test]
fn packages_that_unpack_to_too_much_are_refused_before_they_do() {
    let zeros = vec![0; apkg::COLLECTION_MAX + 1];
    let bomb = packed(&[("collection.anki2", &zeros)]);
    assert!(bomb.len() < 200_000);
    assert_eq!(read(&bomb), Err(Refusal::TooLarge));
    // A size that lies is found when the bytes come out.
    let mut lying = bomb.clone();
    for (mark, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let at = lying.windows(4).position(|window| window == mark).unwrap();
        lying[at + offset..at + offset + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(matches!(
        read(&lying),
        Err(Refusal::TooLarge | Refusal::Damaged)
    ));
    // Zstandard: one block of one byte repeated, again and again (RFC 8878, 3.1.1.2).
    let mut zstd = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
    for n in 0..=(apkg::COLLECTION_MAX / 0x1_0000) {
        let last = u32::from(n == apkg::COLLECTION_MAX / 0x1_0000);
        let head = last | (1 << 1) | (0x1_0000 << 3);
        zstd.extend_from_slice(&head.to_le_bytes()[..3]);
        zstd.push(0);
    }
    let bomb = packed(&[("collection.anki21b", &zstd), ("meta", &[8, 3])]);
    assert!(bomb.len() < 50_000);
    assert_eq!(read(&bomb), Err(Refusal::TooLarge));
    assert_eq!(
        read(&vec![b'a'; characters::FILE_MAX + 1]),
        Err(Refusal::TooLarge)
    );
}

#[test]
fn more_notes_than_the_limit_are_refused_and_the_limit_itself_is_not() {
    let file = |count: usize| {
        (0..count).fold(String::new(), |text, n| {
            text + &format!("question {n}\tanswer\n")
        })
    };
    assert_eq!(
        text_deck(&file(note::NOTES_MAX)).notes.len(),
        note::NOTES_MAX
    );
    assert_eq!(
        read(file(note::NOTES_MAX + 1).as_bytes()),
        Err(Refusal::TooManyNotes)
    );
}

#[test]
fn a_database_without_notes_is_no_collection() {
    let mut bytes = vec![0; 1024];
    bytes[..16].copy_from_slice(b"SQLite format 3\0");
    bytes[16..18].copy_from_slice(&1024_u16.to_be_bytes());
    (bytes[18], bytes[19]) = (1, 1);
    // An empty leaf page behind the head.
    bytes[100] = 13;
    assert_eq!(Database::open(&bytes).unwrap().tables(), Ok(vec![]));
    assert_eq!(read(&bytes), Err(Refusal::NotAnki));
    // Page size, reserved bytes, encoding: each out of range.
    for (at, value) in [(16, 0x03), (20, 0xff), (19, 9), (59, 7)] {
        let mut bad = bytes.clone();
        bad[16..18].copy_from_slice(&512_u16.to_be_bytes());
        bad[at] = value;
        assert_eq!(Database::open(&bad).err(), Some(Damage), "{at}");
    }
    // An inner page that is its own child.
    bytes[100] = 5;
    bytes[108..112].copy_from_slice(&1_u32.to_be_bytes());
    assert_eq!(Database::open(&bytes).unwrap().tables(), Err(Damage));
}

// ── Anki text ────────────────────────────────────────────────────────────────────────────────

#[test]
fn every_separator_and_column_is_understood() {
    for (name, sign) in [
        ("tab", "\t"),
        ("comma", ","),
        ("semicolon", ";"),
        ("space", " "),
        ("pipe", "|"),
        ("colon", ":"),
        ("Comma", ","),
        (";", ";"),
    ] {
        let row = [
            "\"a b, c; d|e:f\tg?\"",
            "\"one\ntwo\"",
            "\"x::y\"",
            "t1",
            "gu",
        ]
        .join(sign);
        let text = format!(
            "#separator:{name}\r\n#html:false\r\n# a comment\r\n#tags:all\r\n#deck column:3\r\n#tags column:4\r\n#guid column:5\r\n{row}\r\n"
        );
        let deck = text_deck(&text);
        let [note] = deck.notes.as_slice() else {
            panic!("{name}: {deck:?}")
        };
        assert_eq!(note.question, "a b, c; d|e:f g?", "{name}");
        assert_eq!(note.outline, ["one", "two"]);
        assert_eq!(
            (note.deck.as_str(), note.tags.join(" ")),
            ("x::y", "all t1".into())
        );
        assert_eq!(note.guid(), "gu");
    }
}

#[test]
fn columns_may_stand_anywhere_and_others_go_to_the_script() {
    let text = "#separator:tab\n#columns:Id\tFront\tKind\tBack\tSource\n#guid column:1\n#notetype column:3\n#deck:All\nk1\tQ\tBasic\tA\tA book\n#not a note\nk2\tQ2\tBasic\n";
    let deck = text_deck(text);
    assert_eq!(deck.notes.len(), 2);
    assert_eq!(deck.notes[0].script, "Source: A book");
    assert_eq!(deck.notes[0].outline, ["A"]);
    assert_eq!(deck.notes[1].question, "Q2");
    assert!(deck.notes.iter().all(|note| note.deck == "All"));
}

#[test]
fn html_is_stripped_only_where_the_file_has_it() {
    let row = "Is <b>5 &lt; 6</b>?\ta<br>b<ul><li>c</li></ul>\n";
    let stripped = text_deck(&["#separator:tab\n#html:true\n", row].concat());
    assert_eq!(stripped.notes[0].question, "Is 5 < 6?");
    assert_eq!(stripped.notes[0].outline, ["a", "b", "c"]);
    assert_eq!(stripped.losses.count(What::Style), 1);
    let kept = text_deck(&["#separator:tab\n#html:false\n", row].concat());
    assert_eq!(kept.notes[0].question, "Is <b>5 &lt; 6</b>?");
    // Without a word about it, the text decides.
    assert_eq!(text_deck(row).notes[0].question, "Is 5 < 6?");
    assert_eq!(text_deck("Is 5 < 6?\tyes\n").notes[0].question, "Is 5 < 6?");
}

#[test]
fn files_without_a_head_are_read_by_their_shape() {
    for sign in ['\t', ';', '|', ','] {
        let text = format!("Why here{sign}one\nWhy now{sign}two\n#1 reason{sign}three\n");
        let deck = text_deck(&text);
        assert_eq!(deck.notes.len(), 3, "{sign:?}");
        assert_eq!(deck.notes[2].question, "#1 reason");
        assert_eq!(deck.notes[1].outline, ["two"]);
    }
    // Prose: a question per line, commas or not.
    let prose =
        "Tell me about yourself, please.\nWhy this program?\nWhat: a hard case\nAny weakness\n";
    let deck = text_deck(prose);
    assert_eq!(deck.notes.len(), 4);
    assert!(deck.notes.iter().all(|note| note.outline.is_empty()));
    assert_eq!(deck.notes[0].question, "Tell me about yourself, please.");
}

#[test]
fn a_quotation_that_never_ends_swallows_nothing() {
    let deck = text_deck("#separator:tab\n\"Why\tbecause\nNext\tanswer\nLast\tanswer\n");
    assert_eq!(deck.notes.len(), 3);
    assert_eq!(deck.losses.count(What::OpenQuote), 1);
    let good = text_deck("#separator:tab\n\"Why \"\"so\"\"\"\tbe\"cause\nNext\tanswer\n");
    assert_eq!(good.notes[0].question, "Why \"so\"");
    assert_eq!(good.losses.count(What::OpenQuote), 0);
}

// ── CSV ──────────────────────────────────────────────────────────────────────────────────────

#[test]
fn formulas_are_guarded_and_come_back() {
    for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x", "''-x"] {
        let guarded = spreadsheet::guard(cell);
        assert_eq!(guarded, format!("'{cell}"));
        assert_eq!(spreadsheet::unguard(&guarded), cell);
    }
    for cell in ["", "a=b", "'tis", "1-2", "'"] {
        assert_eq!(spreadsheet::guard(cell), cell);
        assert_eq!(spreadsheet::unguard(cell), cell);
    }
}

#[test]
fn tables_of_others_are_read_by_their_column_names() {
    let deck =
        text_deck("\u{feff}Category;Front;Back;Year\r\nFit;Why us?;\"people\nplace\";2026\r\n");
    let note = &deck.notes[0];
    assert_eq!(note.question, "Why us?");
    assert_eq!(note.outline, ["people", "place"]);
    assert_eq!(
        (note.deck.as_str(), note.script.as_str()),
        ("Fit", "Year: 2026")
    );
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "question\tanswer\nWhy ü?\tso\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(read(&wide).unwrap().notes[0].question, "Why ü?");
}

#[test]
fn csv_begins_with_a_mark_and_ends_its_rows_with_both_signs() {
    let text = spreadsheet::write(&expected("ours.json"));
    assert!(text.starts_with("\u{feff}id,question,outline,script,tags,deck\r\n"));
    assert!(text.ends_with("\r\n"));
}

// ── HTML and cloze ───────────────────────────────────────────────────────────────────────────

#[test]
fn html_becomes_the_text_a_person_sees() {
    for (html, text) in [
        ("a<div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        (
            "a&nbsp;&amp;&#160;b &alpha;&Omega;&sigmaf; &ge; &#x1F600; &unknown; &",
            "a & b αΩς ≥ 😀 &unknown; &",
        ),
        ("5 < 6 and 7 > 3, a <b", "5 < 6 and 7 > 3, a <b"),
        (
            "<a href=\"https://a.example/x?y=1&amp;z=2\">the page</a>",
            "the page (https://a.example/x?y=1&z=2)",
        ),
        (
            "<a href=\"https://a.example\">https://a.example</a>",
            "https://a.example",
        ),
        ("<a href=\"javascript:alert(1)\">x</a>", "x"),
        (
            "x<!-- a > b -->y<style>p > a {}</style>z<script>if (a<b) {}</script>",
            "xyz",
        ),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "a | b\nc",
        ),
        ("<img alt=\"a > b\" src='x.png'>after", "after"),
        // Plain text that nobody runs: nothing behind it is lost.
        ("<script>never closed", "<script>never closed"),
        ("<!-- never closed", "<!-- never closed"),
        (
            "Hello <name>, <Title> of <https://a.example/?x=1>",
            "Hello <name>, <Title> of <https://a.example/?x=1>",
        ),
        (
            "write to <me@a.example> <?> <!> <3 <- </end>",
            "write to <me@a.example> <?> <!> <3 <- </end>",
        ),
        (
            "<unknown>in a pair</unknown> <o:p>word</o:p>",
            "in a pair word",
        ),
        (
            "<section> of the <code>, use <code>x</code>",
            "<section> of the , use x",
        ),
        ("&eacute;&#233;&#xE9;&#8217;&#150;&#x80;&Eacute;", "ééé’–€É"),
        (
            "5 &lt 6 &amp so &copy2024 &notit; &nosuch; &;",
            "5 < 6 & so ©2024 ¬it; &nosuch; &;",
        ),
        (
            "&hellip;&NotEqualTilde;&fjlig;&CounterClockwiseContourIntegral;",
            "…≂̸fj∳",
        ),
        ("if a<b and c>d, x<p or q>1", "if a<b and c>d, x<p or q>1"),
        ("caf&eacutes &nbspx", "cafés x"),
        ("&#0;&#xD800;&#1114112;", "\u{fffd}\u{fffd}\u{fffd}"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("<pre>a\n  b</pre>", "a\nb"),
        (
            "10<sup>9</sup> and H<sub>2</sub>O, Ca<sup>2+</sup>, HCO<sub>3</sub><sup>-</sup>",
            "10⁹ and H₂O, Ca²⁺, HCO₃⁻",
        ),
        (
            "x<sup>2n</sup> < 5 <sup><b>3</b></sup>, K<sub>m</sub>, V<sub>Max</sub>",
            "x²ⁿ < 5 ³, Kₘ, V_Max",
        ),
        (
            "e<sup>a/b</sup> CD4<sup>High</sup> 1<sup>st</sup> A<sup>®</sup> b<sup> </sup>c",
            "e^(a/b) CD4^High 1st A® b c",
        ),
        ("10<sup>9 and <sub>", "10^9 and _"),
    ] {
        let got = html::to_text(html, LineEnds::Spaces, &mut Losses::default());
        assert_eq!(got.trim(), text, "{html}");
    }
}

#[test]
fn cloze_gaps_are_blanks_in_the_question_and_words_in_the_answer() {
    for (text, question, words, whole) in [
        ("a {{c1::b}} c", "a […] c", vec!["b"], "a b c"),
        ("{{c1::b::hint}}", "[hint]", vec!["b"], "b"),
        ("{{c1::a {{c2::b}} c}} d", "[…] d", vec!["a b c"], "a b c d"),
        ("{{c1::open", "open", vec![], "open"),
        (
            "}} {{x}} {{c::y}}",
            "}} {{x}} {{c::y}}",
            vec![],
            "}} {{x}} {{c::y}}",
        ),
        ("{{c1::image-occlusion:rect:left=.1}}", "", vec![], ""),
    ] {
        let gaps = html::gaps(text, &mut Losses::default());
        assert_eq!(
            (gaps.question.as_str(), gaps.words, gaps.whole.as_str()),
            (
                question,
                words.into_iter().map(str::to_owned).collect(),
                whole
            ),
            "{text}"
        );
    }
}

// ── Identity and preview ─────────────────────────────────────────────────────────────────────

#[test]
fn a_preview_counts_new_changed_known_and_asked_elsewhere() {
    let here = text_deck("#separator:tab\n#guid column:3\nQ one?\ta\tg1\nQ two\tb\tg2\n").notes;
    let deck = text_deck(
        "#separator:tab\n#guid column:3\nQ one?\ta\tg1\nQ two\tb2\tg2\nq  ONE\tz\tg9\nQ three\tc\tg3\n\tlost\tg4\nQ three\tc\tg3\n",
    );
    let preview = preview(&deck, &here);
    let points = Change {
        part: Part::Outline,
        replaces: true,
    };
    assert_eq!(
        preview.verdicts,
        [
            Verdict::Same,
            Verdict::Changed {
                card: 1,
                changes: vec![points]
            },
            // The first card is meant by its id already.
            Verdict::Twin {
                card: 0,
                changes: vec![points],
                is_first: false
            },
            Verdict::New
        ]
    );
    assert_eq!(
        preview.sentence(),
        "1 new, 1 changed, 1 already here, 1 with a question that another card asks"
    );
    assert_eq!(preview.new_examples, ["Q three"]);
    assert_eq!(preview.losses.count(What::NoQuestion), 1);
    assert_eq!(preview.losses.count(What::Repeat), 1);
}

#[test]
fn notes_that_share_a_question_or_an_id_in_one_file_are_all_kept() {
    let text = "Same?\tone\nSame?\ttwo\nSame?\ttwo\nsame\tone\n";
    let first = text_deck(text);
    assert_eq!(first.notes.len(), 3);
    assert_eq!(first.losses.count(What::Repeat), 1);
    assert_eq!(preview(&text_deck(text), &first.notes).same, 3);
    // Signs that change the meaning make another question.
    assert_ne!(
        NoteId::from_question("Is it > 5?"),
        NoteId::from_question("Is it < 5?")
    );
    assert_eq!(
        NoteId::from_question(" Why\u{a0}HERE ?! "),
        NoteId::from_question("why here")
    );
}

fn any_text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "word", "\t", "\n", "\"", ",", ";", "|", ":", "::", "#", "=", "+", "-", "@", "'", "<b>",
        "&amp;", "- ", "---", "•", "\u{feff}", "é", "日本", "🩺", " ", "\r\n", "{{c1::", "}}",
        "[sound:", "]", "\u{1f}", "\\",
    ]);
    prop_oneof![
        prop::collection::vec(bits, 0..12).prop_map(|bits| bits.concat()),
        "\\PC{0,20}"
    ]
}

fn any_note() -> impl Strategy<Value = Note> {
    let id = prop_oneof![
        "[a-z][a-z0-9-]{0,20}".prop_map(|id| NoteId::ours(&id)),
        "[!-~]{1,12}".prop_map(|guid| NoteId::from_guid(&guid))
    ];
    let outline = prop::collection::vec(any_text(), 0..5);
    let tags = prop::collection::vec(any_text(), 0..4);
    (id, any_text(), outline, any_text(), tags, any_text()).prop_map(
        |(id, question, outline, script, tags, deck)| Note {
            id,
            question,
            outline,
            script,
            tags,
            deck,
        },
    )
}

// Without the marks that every reader takes for Anki's: sounds and gaps.
fn unmarked(mut note: Note) -> Note {
    let bare = |text: &mut String| *text = text.replace("{{c", "").replace("[sound:", "");
    bare(&mut note.question);
    bare(&mut note.script);
    note.outline.iter_mut().for_each(bare);
    note
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tidying_twice_is_tidying_once(note in any_note()) {
        prop_assert_eq!(note.tidy().tidy(), note.tidy());
    }

    #[test]
    fn an_id_survives_the_other_program(id in "[a-z0-9-]{1,30}", guid in "[!-~é]{1,70}") {
        let ours = NoteId::ours(&id).unwrap();
        prop_assert_eq!(NoteId::from_guid(&ours.guid()), Some(ours));
        let foreign = NoteId::from_guid(&guid).unwrap();
        prop_assert_eq!(NoteId::from_guid(&foreign.guid()), Some(foreign.clone()));
        if guid.len() <= 64 {
            prop_assert_eq!(foreign.guid(), guid);
        }
        prop_assert!(NoteId::ours(foreign.as_str()).is_some());
    }

    #[test]
    fn what_is_written_is_read_and_twice_is_once(notes in prop::collection::vec(any_note().prop_map(unmarked), 1..6)) {
        let mut kept: Vec<Note> = Vec::new();
        for note in &notes {
            let note = note.tidy();
            if !note.question.is_empty() && !kept.iter().any(|other| other.id == note.id) {
                kept.push(note);
            }
        }
        prop_assume!(!kept.is_empty());
        let texts = [anki_text::write(&kept), spreadsheet::write(&kept)];
        kept.sort_by(|a, b| a.id.cmp(&b.id));
        for text in texts {
            let deck = read(text.as_bytes()).unwrap();
            let again = preview(&deck, &deck.notes);
            prop_assert!(again.is_nothing());
            let mut got = deck.notes;
            got.sort_by(|a, b| a.id.cmp(&b.id));
            prop_assert_eq!(&got, &kept, "{}", text);
        }
    }

    #[test]
    fn cells_never_begin_as_formulas(note in any_note()) {
        let text = spreadsheet::write(&[note]);
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in rows.records() {
            for cell in &row.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(parts in prop::collection::vec(any_text(), 0..40)) {
        let text = parts.concat();
        for head in ["", "#separator:tab\n", "#html:true\n", "question,answer\n", "#tags column:99\n#guid column:0\n#deck column:x\n"] {
            if let Ok(deck) = read([head, &text].concat().as_bytes()) {
                // Whatever came in is tidy, has an id of its own, and is known the second time.
                prop_assert!(deck.notes.iter().all(|note| *note == note.tidy() && note.id.is_some()));
                prop_assert!(preview(&deck, &deck.notes).is_nothing());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
        let _ = read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        let _ = read(&[b"SQLite format 3\0".as_slice(), &bytes].concat());
    }
}

struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Bits flipped in the database itself, where no checksum of the zip file catches them, and in the
/// compressed bytes: never a panic, never a hang, and what comes out is still lawful.
#[test]
fn a_bent_package_is_read_or_refused() {
    let mut dice = Dice(7);
    let mut read_anyway = 0;
    let mut refused = 0;
    for name in ["anki-old.apkg", "ours-new.apkg", "anki-new.apkg"] {
        let whole = members(&fixture(name));
        let (member, bytes) = whole
            .iter()
            .find(|(member, _)| member == "collection.anki21b" || member == "collection.anki21")
            .or_else(|| {
                whole
                    .iter()
                    .find(|(member, _)| member == "collection.anki2")
            })
            .unwrap();
        let database = if member == "collection.anki21b" {
            let mut decoder = ruzstd::decoding::StreamingDecoder::new(bytes.as_slice()).unwrap();
            let mut out = Vec::new();
            std::io::Read::read_to_end(&mut decoder, &mut out).unwrap();
            out
        } else {
            bytes.clone()
        };
        for round in 0..250 {
            let mut bent = database.clone();
            for _ in 0..=dice.throw(20) {
                // Page heads and the schema are where a bit does most.
                let at = match dice.throw(3) {
                    0 => dice.throw(bent.len() / 512) * 512 + dice.throw(40),
                    1 => dice.throw(4096.min(bent.len())),
                    _ => dice.throw(bent.len()),
                };
                bent[at] ^= 1 << dice.throw(8);
            }
            if round % 10 == 0 {
                bent.truncate(dice.throw(database.len()));
            }
            match apkg::read_collection(&bent) {
                Ok(deck) => {
                    read_anyway += 1;
                    assert!(deck.notes.iter().all(|note| *note == note.tidy()));
                }
                Err(_) => refused += 1,
            }
        }
        for _ in 0..60 {
            let mut bent = bytes.clone();
            for _ in 0..=dice.throw(4) {
                let at = dice.throw(bent.len());
                bent[at] ^= 1 << dice.throw(8);
            }
            let _ = read(&packed(&[(member, &bent)]));
        }
    }
    // Both ends are reached, or the test bends nothing.
    assert!(read_anyway > 50 && refused > 50, "{read_anyway} {refused}");
}
