//! Anki's packages (`.apkg`, `.colpkg`): a zip file around a SQLite database, in three generations.
//!
//! `collection.anki21b` (Anki 2.1.50 and later, packed with Zstandard) comes before `collection.anki21`
//! and `collection.anki2`; packages of a newer generation carry an older one only as a placeholder
//! that asks to update Anki. Text only: pictures, sounds, templates and review history stay behind.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use serde::Deserialize;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::exchange::columns::Columns;
use crate::exchange::loss::What;
use crate::exchange::markup::Markup;
use crate::exchange::note::{self, Collector, Deck, Note, NoteId, Parting};
use crate::exchange::other;
use crate::exchange::protobuf;
use crate::exchange::refusal::Refusal;
use crate::exchange::sqlite::{Damage, Database, Table};

/// Largest package, in bytes: 100 MiB, media included.
pub const FILE_MAX: usize = 100 * 1024 * 1024;

/// Largest database inside a package once unpacked, in bytes: 64 MiB.
pub const COLLECTION_MAX: usize = 64 * 1024 * 1024;

/// Most members of a package; each is a media file but for three.
pub const MEMBERS_MAX: usize = 200_000;

/// The newest version of the package's description that is known.
const PACKAGE_VERSION: u64 = 3;

const ZSTD_MAGIC: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

impl From<Damage> for Refusal {
    fn from(_: Damage) -> Self {
        Refusal::Damaged
    }
}

/// The bytes begin like a zip file.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads a package.
///
/// # Errors
/// The reason why nothing could be read.
pub fn read(bytes: &[u8]) -> Result<Deck, Refusal> {
    package(bytes, true)
}

/// `may_hold`: a package inside this one is read instead, as where a whole folder was packed again.
fn package(bytes: &[u8], may_hold: bool) -> Result<Deck, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::EmptyFile);
    }
    if bytes.len() > FILE_MAX {
        return Err(Refusal::TooLarge);
    }
    if !is_zip(bytes) {
        return Err(Refusal::NotAnki);
    }
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    if package.len() > MEMBERS_MAX {
        return Err(Refusal::TooLarge);
    }
    let names: Vec<String> = package
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.to_string())
        .filter(|name| !name.starts_with("__MACOSX/"))
        .collect();
    // Empty, or the one folder that the members are in.
    let folder = names
        .iter()
        .filter_map(|name| name.split_once("collection.anki").map(|(folder, _)| folder))
        .min_by_key(|folder| folder.len())
        .filter(|folder| folder.matches('/').count() <= 1)
        .map_or_else(String::new, str::to_owned);
    if folder.is_empty() && !names.iter().any(|name| name.starts_with("collection.anki")) {
        let is_deck = |name: &&String| {
            let name = name.to_ascii_lowercase();
            name.ends_with(".apkg") || name.ends_with(".colpkg")
        };
        let decks: Vec<&String> = names.iter().filter(is_deck).collect();
        if let ([deck], true) = (decks.as_slice(), may_hold)
            && let Some(inside) = member(&mut package, deck, FILE_MAX)?
        {
            return self::package(&inside, false);
        }
        let said = member(&mut package, "mimetype", 1024).ok().flatten();
        let said = said.and_then(|text| other::of_mimetype(&text));
        return Err(said.unwrap_or_else(|| other::of_members(&names)));
    }
    let inside = |name: &str| [&*folder, name].concat();
    let version = match member(&mut package, &inside("meta"), 1024)? {
        Some(meta) => protobuf::number(&meta, 1).unwrap_or(0),
        // Packages had no description before version 3.
        None => 0,
    };
    if version > PACKAGE_VERSION {
        return Err(Refusal::NewerAnki);
    }
    let media = names
        .iter()
        .filter_map(|name| name.strip_prefix(&*folder))
        .filter(|name| !name.is_empty() && name.bytes().all(|c| c.is_ascii_digit()))
        .count();
    for name in [
        "collection.anki21b",
        "collection.anki21",
        "collection.anki2",
    ] {
        let Some(packed) = member(&mut package, &inside(name), COLLECTION_MAX)? else {
            continue;
        };
        // The older member of a newer package is only a placeholder.
        let least = match name {
            "collection.anki21b" => 3,
            "collection.anki21" => 2,
            _ => 1,
        };
        if version > least {
            return Err(Refusal::Placeholder);
        }
        let database = if packed.starts_with(ZSTD_MAGIC) {
            inflate(&packed)?
        } else {
            packed
        };
        return collection(&database, media);
    }
    Err(Refusal::NewerAnki)
}

/// Reads a bare database, as in `collection.anki2`.
///
/// # Errors
/// The reason why nothing could be read.
pub fn read_collection(bytes: &[u8]) -> Result<Deck, Refusal> {
    if bytes.len() > COLLECTION_MAX {
        return Err(Refusal::TooLarge);
    }
    collection(bytes, 0)
}

// A member's bytes, at most `most`; `None` if the package has none of that name.
fn member(
    package: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    most: usize,
) -> Result<Option<Vec<u8>>, Refusal> {
    let Some(index) = package.index_for_name(name) else {
        return Ok(None);
    };
    if package.by_index_raw(index).map_err(refusal)?.encrypted() {
        return Err(Refusal::Password);
    }
    let file = package.by_index(index).map_err(refusal)?;
    // What the file claims, and then what really comes out of it.
    if file.size() > most as u64 {
        return Err(Refusal::TooLarge);
    }
    limited(file, most).map(Some)
}

fn inflate(packed: &[u8]) -> Result<Vec<u8>, Refusal> {
    let decoder = ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| Refusal::Damaged)?;
    limited(decoder, COLLECTION_MAX)
}

fn limited(from: impl Read, most: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Damaged)?;
    if bytes.len() > most {
        return Err(Refusal::TooLarge);
    }
    Ok(bytes)
}

fn refusal(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Password,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Refusal::Packing
        }
        _ => Refusal::Damaged,
    }
}

// What `col.models` holds of each kind of note, and `col.decks` of each deck.
#[derive(Deserialize)]
struct OldNotetype {
    #[serde(default)]
    flds: Vec<OldField>,
}

#[derive(Deserialize)]
struct OldField {
    name: String,
    #[serde(default)]
    ord: Option<i64>,
}

#[derive(Deserialize)]
struct OldDeck {
    name: String,
}

/// A table with the places of the columns that are wanted.
struct View<'a, const N: usize> {
    table: &'a Table,
    places: [usize; N],
}

fn view<'a, const N: usize>(
    tables: &'a [Table],
    name: &str,
    columns: [&str; N],
) -> Option<View<'a, N>> {
    let table = tables.iter().find(|table| table.name == name)?;
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = table.column(column)?;
    }
    Some(View { table, places })
}

fn collection(bytes: &[u8], media: usize) -> Result<Deck, Refusal> {
    let database = Database::open(bytes)?;
    let tables = database.tables()?;
    if !tables.iter().any(|table| table.name == "notes") {
        return Err(Refusal::NotAnki);
    }
    let notes =
        view(&tables, "notes", ["id", "guid", "mid", "tags", "flds"]).ok_or(Refusal::NewerAnki)?;
    let (fields, decks) = kinds(&database, &tables)?;
    let notetypes: BTreeMap<i64, Columns> = fields
        .iter()
        .map(|(kind, names)| (*kind, Columns::fields(names)))
        .collect();
    let unknown = Columns::fields(&[String::new(), String::new()]);

    let mut out = Collector::default();
    out.losses().add(What::MediaFile, media, "");
    let homes = homes(&database, &tables, &mut out)?;

    let [id, guid, mid, tags, flds] = notes.places;
    let mut seen = 0;
    database.each(notes.table, |row| {
        seen += 1;
        if seen > note::NOTES_MAX {
            return Err(Refusal::TooManyNotes);
        }
        let text = row[flds].text();
        let raw: Vec<String> = text.split('\u{1f}').map(str::to_owned).collect();
        let kind = notetypes.get(&row[mid].int()).unwrap_or(&unknown);
        let other = kind.with_text(&raw);
        let kind = other.as_ref().unwrap_or(kind);
        let read = kind.note(&raw, Markup::Html, out.losses());
        let deck = homes
            .get(&row[id].int())
            .and_then(|home| decks.get(&home.deck));
        out.add(Note {
            id: NoteId::from_guid(&row[guid].text()),
            tags: note::split_tags(&row[tags].text(), Parting::Spaces),
            deck: deck.cloned().unwrap_or_default(),
            ..read
        })
    })?;
    out.finish()
}

// Names of fields by kind of note, and names of decks, each under Anki's number.
type Kinds = (BTreeMap<i64, Vec<String>>, BTreeMap<i64, String>);

// Both stand in tables of their own since schema 15, before that as JSON.
fn kinds(database: &Database, tables: &[Table]) -> Result<Kinds, Refusal> {
    let mut notetypes: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut decks: BTreeMap<i64, String> = BTreeMap::new();
    if let Some(view) = view(tables, "fields", ["ntid", "ord", "name"]) {
        let [ntid, _, name] = view.places;
        // The table's key is kind and position, so the rows come in the fields' order.
        database.each(view.table, |row| {
            let kind = notetypes.entry(row[ntid].int()).or_default();
            kind.push(row[name].text().into_owned());
            Ok::<(), Refusal>(())
        })?;
    }
    if let Some(view) = view(tables, "decks", ["id", "name"]) {
        let [id, name] = view.places;
        database.each(view.table, |row| {
            // Levels are separated by U+001F in this form.
            let levels = row[name].text().replace('\u{1f}', "::");
            decks.insert(row[id].int(), levels);
            Ok::<(), Refusal>(())
        })?;
    }
    if let Some(view) = view(tables, "col", ["models", "decks"]) {
        let [models, old_decks] = view.places;
        database.each(view.table, |row| {
            let models: BTreeMap<String, OldNotetype> = json(&row[models].text())?;
            for (id, mut model) in models {
                model.flds.sort_by_key(|field| field.ord);
                let fields = model.flds.into_iter().map(|field| field.name).collect();
                if let Ok(id) = id.parse() {
                    notetypes.insert(id, fields);
                }
            }
            let old: BTreeMap<String, OldDeck> = json(&row[old_decks].text())?;
            let named = old
                .into_iter()
                .filter_map(|(id, deck)| Some((id.parse().ok()?, deck.name)));
            decks.extend(named);
            Ok::<(), Refusal>(())
        })?;
    }
    Ok((notetypes, decks))
}

// Empty in newer databases, where tables took its place.
fn json<T: for<'de> Deserialize<'de>>(text: &str) -> Result<BTreeMap<String, T>, Refusal> {
    if text.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_str(text).map_err(|_| Refusal::Damaged)
}

/// Where a note's first card lives.
struct Home {
    // Position of the card among those of its note.
    ord: i64,
    deck: i64,
}

// The deck of each note, and the cards that will not come along.
fn homes(
    database: &Database,
    tables: &[Table],
    out: &mut Collector,
) -> Result<BTreeMap<i64, Home>, Refusal> {
    let mut homes: BTreeMap<i64, Home> = BTreeMap::new();
    let Some(view) = view(tables, "cards", ["nid", "did", "ord", "reps", "odid"]) else {
        return Ok(homes);
    };
    let [nid, did, ord, reps, odid] = view.places;
    let (mut further, mut reviewed) = (0, 0);
    database.each(view.table, |row| {
        // A card in a filtered deck names its own deck apart.
        let deck = match row[odid].int() {
            0 => row[did].int(),
            own => own,
        };
        let home = Home {
            ord: row[ord].int(),
            deck,
        };
        reviewed += usize::from(row[reps].int() > 0);
        match homes.get_mut(&row[nid].int()) {
            Some(known) => {
                further += 1;
                if home.ord < known.ord {
                    *known = home;
                }
            }
            None => {
                homes.insert(row[nid].int(), home);
            }
        }
        Ok::<(), Refusal>(())
    })?;
    out.losses().add(What::FurtherCard, further, "");
    out.losses().add(What::History, reviewed, "");
    Ok(homes)
}
