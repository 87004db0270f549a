//! What a file that came from another app is for, as far as its name and its beginning tell.

/// Where something that arrived can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Questions and answers: a deck of Anki, or a table of them.
    Cards,
    /// Names of programs, or a table of them.
    Programs,
    /// A copy that this app made.
    Copy,
    /// Sound to listen to.
    Sound,
}

impl Arrival {
    /// All, in the order in which they are offered.
    pub const ALL: [Arrival; 4] = [
        Arrival::Cards,
        Arrival::Programs,
        Arrival::Copy,
        Arrival::Sound,
    ];
}

/// Words that head a column of a table of programs.
const OF_PROGRAMS: [&str; 9] = [
    "program",
    "specialty",
    "nrmp",
    "acgme",
    "city",
    "state",
    "hospital",
    "stage",
    "reply",
];
/// Words that head a column of a table of cards.
const OF_CARDS: [&str; 7] = [
    "question",
    "answer",
    "front",
    "back",
    "#separator",
    "#deck",
    "cloze",
];
/// Words that are in the name of many programs.
const IN_NAMES: [&str; 8] = [
    "hospital",
    "medical",
    "university",
    "residency",
    "medicine",
    "clinic",
    "health",
    "center",
];

/// What it most likely is; `None` for nothing that this app can read. `start`: its first bytes, a few
/// hundred are enough.
pub fn likely(name: &str, mime: &str, start: &[u8]) -> Option<Arrival> {
    let name = name.to_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    if mime.starts_with("audio/")
        || (start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WAVE"))
        || [".wav", ".m4a", ".mp3", ".ogg", ".opus", ".flac", ".aac"]
            .iter()
            .any(|one| ends(one))
    {
        return Some(Arrival::Sound);
    }
    if start.starts_with(b"PK") {
        return (ends(".apkg") || ends(".colpkg") || !name.contains('.')).then_some(Arrival::Cards);
    }
    if mime.starts_with("image/") || mime.starts_with("video/") || mime == "application/pdf" {
        return None;
    }
    // A cut in the middle of a letter makes it no less a text.
    let text = String::from_utf8_lossy(start);
    if text.contains('\0') {
        return None;
    }
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    if text.starts_with('{') {
        return Some(Arrival::Copy);
    }
    let head = text.lines().next().unwrap_or_default();
    // No title of a column is a question, and what is one alone heads no table.
    let is_head = head.contains([',', ';', '\t', '#']) && !head.contains('?');
    let of = |words: &[&str]| {
        let found = words.iter().filter(|word| is_head && head.contains(**word));
        found.count()
    };
    let (programs, cards) = (of(&OF_PROGRAMS), of(&OF_CARDS));
    if cards > 0 || programs > 0 {
        let is_programs = programs > cards;
        return Some(if is_programs {
            Arrival::Programs
        } else {
            Arrival::Cards
        });
    }
    // Without a head: lines of a name alone are programs, lines of two fields are cards.
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(20);
    let (mut single, mut double, mut names) = (0, 0, 0);
    for line in lines {
        let parts = line.contains('\t') || line.contains(';') || line.contains('?');
        *(if parts { &mut double } else { &mut single }) += 1;
        names += usize::from(IN_NAMES.iter().any(|word| line.contains(word)));
    }
    let is_programs = single > double && (names > 0 || single > 1);
    Some(if is_programs {
        Arrival::Programs
    } else {
        Arrival::Cards
    })
}
