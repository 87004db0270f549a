//! How long a text is, for every limit that a person is told of.

/// Longest text of one field, in characters. More than any note needs, and small enough that one
/// paste cannot fill the phone.
pub const TEXT_MAX: usize = 20_000;

/// Longest name, place or title, in characters.
pub const SHORT_MAX: usize = 300;

/// As much of a name as is shown. What is longer came from an older version or a file.
#[inline(never)]
pub fn shown(name: &str) -> &str {
    if name.len() <= SHORT_MAX {
        return name;
    }
    let end = name.char_indices().nth(SHORT_MAX);
    end.map_or(name, |(end, _)| &name[..end])
}

/// Characters of a text: Unicode scalar values, a line end counting once however it is written.
/// Letters with marks and joined emoji count each part, as other programs' counters do.
pub fn length(text: &str) -> usize {
    text.chars().count() - text.matches("\r\n").count()
}

/// The text has more than `max` characters.
pub fn is_longer(text: &str, max: usize) -> bool {
    text.len() > max && length(text) > max
}

/// A text inside a stored value is longer than any may be.
// Out of line: every kind of record asks.
#[inline(never)]
pub fn holds_too_long(json: &str) -> bool {
    json.len() > TEXT_MAX && longest_in(json) > TEXT_MAX
}

/// Characters of the longest text inside JSON as this program writes it. Names of fields count as texts.
pub fn longest_in(json: &str) -> usize {
    let (mut longest, mut count) = (0, 0);
    let (mut inside, mut after_return) = (false, false);
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                longest = longest.max(count);
                (inside, count, after_return) = (!inside, 0, false);
            }
            b'\\' => {
                let escaped = bytes.next();
                if escaped == Some(b'u') {
                    bytes.nth(3);
                }
                count += usize::from(!(after_return && escaped == Some(b'n')));
                after_return = escaped == Some(b'r');
            }
            // Not the first byte of its character.
            0x80..0xc0 => {}
            _ => {
                count += usize::from(inside);
                after_return = false;
            }
        }
    }
    longest
}
