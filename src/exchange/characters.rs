//! The characters of a file that is text: UTF-8, UTF-16 or what older programs of Windows wrote.

use crate::exchange::refusal::Refusal;

/// Largest text file, in bytes: 20 MiB.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its characters. Every line ends with `\n`; a `\r` is left only where the lines of the file end otherwise.
    pub text: String,
    /// The file does not say how its letters are stored, so they may be wrong.
    pub is_guess: bool,
    /// Lines with bytes that are no sign, by number, each with its text.
    pub unread: Vec<(usize, String)>,
}

/// Characters, and where some of them may be wrong.
#[derive(Default)]
struct Signs {
    text: String,
    /// Places in `text`, in bytes, at which a byte stood that is no sign there.
    doubts: Vec<usize>,
    /// How many of these are not even a sign of Windows.
    lost: usize,
}

impl Signs {
    /// A byte that is no sign, read as Windows would where it has one in this place.
    fn doubt(&mut self, byte: u8) {
        self.doubts.push(self.text.len());
        let sign = windows(byte).filter(|_| byte < 0xa0);
        self.lost += usize::from(sign.is_none());
        self.text.push(sign.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
}

/// The file's text: UTF-8 with or without a mark, UTF-16 as spreadsheets save it, or else the letters of
/// Western European Windows, in which older spreadsheets save. A few bytes that are no sign spoil only
/// themselves.
///
/// # Errors
/// `EmptyFile`, `TooLarge`, `NotText`.
pub fn decode(bytes: &[u8]) -> Result<Text, Refusal> {
    if bytes.len() > FILE_MAX {
        return Err(Refusal::TooLarge);
    }
    let mut is_guess = false;
    let mut signs = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        // Without a mark: every other byte of the first letters is zero.
        [1..=0xff, 0, 1..=0xff, 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, 1..=0xff, 0, 1..=0xff, ..] => wide(bytes, u16::from_be_bytes),
        _ => match utf8(bytes)? {
            Some(signs) => signs,
            None => {
                is_guess = true;
                western(bytes)
            }
        },
    };
    let zeros = signs.text.matches('\0').count();
    // Text in two bytes a letter has one in two.
    if zeros * 8 > signs.text.len() {
        return Err(Refusal::NotText);
    }
    let zero = signs.text.match_indices('\0').map(|(at, _)| at);
    signs.doubts.extend(zero);
    let unread = unread(&mut signs)?;
    let text = signs.text.replace('\0', "");
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = if text.contains('\n') {
        text
    } else {
        text.replace('\r', "\n")
    };
    if text.trim().is_empty() {
        return Err(Refusal::EmptyFile);
    }
    Ok(Text {
        text,
        is_guess,
        unread,
    })
}

/// The lines with doubtful signs. If half of all lines have lost one, this is no text.
fn unread(signs: &mut Signs) -> Result<Vec<(usize, String)>, Refusal> {
    if signs.doubts.is_empty() {
        return Ok(Vec::new());
    }
    signs.doubts.sort_unstable();
    let end = if signs.text.contains('\n') {
        '\n'
    } else {
        '\r'
    };
    let (mut begun, mut filled, mut lines) = (0, 0, Vec::new());
    let mut doubts = signs.doubts.iter().copied().peekable();
    for (at, line) in signs.text.split(end).enumerate() {
        filled += usize::from(!line.trim().is_empty());
        let behind = begun + line.len();
        if doubts.peek().is_some_and(|doubt| *doubt < behind) {
            lines.push((at + 1, line.replace('\0', "")));
        }
        while doubts.next_if(|doubt| *doubt < behind).is_some() {}
        begun = behind + 1;
    }
    if signs.lost > 0 && lines.len() * 2 >= filled {
        return Err(Refusal::NotText);
    }
    Ok(lines)
}

fn wide(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Signs {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => read([*a, *b]),
        // Half a character at the end.
        _ => 0xfffd,
    });
    let mut signs = Signs::default();
    for sign in char::decode_utf16(units) {
        match sign {
            Ok(sign) => signs.text.push(sign),
            Err(_) => {
                signs.doubts.push(signs.text.len());
                signs.lost += 1;
                signs.text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    signs
}

/// The bytes as UTF-8, a few of which may be none. `None`: nothing in them is for certain.
fn utf8(bytes: &[u8]) -> Result<Option<Signs>, Refusal> {
    let (mut signs, mut certain, mut strays) = (Signs::default(), 0, 0);
    // Greek, Cyrillic, Hebrew, Arabic: one such pair may be two letters of Windows, many beside few strays not.
    let mut other = 0;
    for chunk in bytes.utf8_chunks() {
        // Two letters of Windows side by side seldom look like these.
        let is_certain = |c: &char| matches!(c, '\u{c0}'..='\u{17f}' | '\u{800}'..);
        certain += chunk.valid().chars().filter(is_certain).count();
        let is_other = |c: &char| matches!(c, '\u{370}'..='\u{7ff}');
        other += chunk.valid().chars().filter(is_other).count();
        signs.text.push_str(chunk.valid());
        strays += chunk.invalid().len();
        for byte in chunk.invalid() {
            signs.doubt(*byte);
        }
    }
    if strays == 0 || (certain > 0 && strays <= 4 * certain) || other >= 4 * strays {
        return Ok(Some(signs));
    }
    // Bent or cut text would become nonsense in the letters of Windows.
    if certain > 0 {
        return Err(Refusal::NotText);
    }
    Ok(None)
}

/// Windows-1252 from 0x80 on; the five that stand for nothing are spaces here.
const WESTERN: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The sign of a byte in Windows-1252; none for those that stand for nothing and for control signs.
fn windows(byte: u8) -> Option<char> {
    match byte {
        b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0 => Some(char::from(byte)),
        0..0x20 => None,
        0x80..=0x9f => {
            let sign = WESTERN.chars().nth(usize::from(byte - 0x80));
            sign.filter(|sign| *sign != ' ')
        }
        _ => Some(char::from(byte)),
    }
}

fn western(bytes: &[u8]) -> Signs {
    let mut signs = Signs::default();
    for byte in bytes {
        match windows(*byte) {
            Some(sign) => signs.text.push(sign),
            None => signs.doubt(*byte),
        }
    }
    signs
}
