//! Words as a search sees them: lower case, without accents, split at everything that is no letter
//! or digit. Also numbers and names as sentences say them.
//!
//! Covers Latin letters (Western, Central European, Turkish, Vietnamese); other scripts are lower
//! cased only. The tables of full Unicode decomposition would cost more than the rest of the search.

/// Base letter, then the letters that are it with an accent.
const ACCENTED: [&str; 22] = [
    "aàáâãäåāăąǎ",
    "cçćĉċč",
    "dďđð",
    "eèéêëēĕėęěə",
    "gĝğġģǧ",
    "hĥħ",
    "iìíîïĩīĭįıǐ",
    "jĵ",
    "kķǩ",
    "lĺļľŀł",
    "nñńņňŋ",
    "oòóôõöøōŏőơǒ",
    "rŕŗř",
    "sśŝşšș",
    "tţťŧț",
    "uùúûüũūŭůűųưǔ",
    "wŵẁẃẅ",
    "yýÿŷ",
    "zźżž",
    "fƒ",
    "bƀ",
    "qʠ",
];

/// `A`, `A and B`, `A, B and C`.
pub fn and_list(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match &*names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => [&*rest.join(", "), " and ", last].concat(),
    }
}

/// As `and_list`; of more than three only two are named: `A, B and 3 more`.
pub fn and_more(names: &[impl AsRef<str>]) -> String {
    match names {
        [one, other, rest @ ..] if rest.len() > 1 => {
            let more = [&*rest.len().to_string(), " more"].concat();
            and_list(&[one.as_ref(), other.as_ref(), &*more])
        }
        few => and_list(few),
    }
}

/// A number with what it counts: `1 program`, `3 programs`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    [&*count.to_string(), " ", noun].concat()
}

/// `20,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The text in lower case and without accents.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for lower in c.to_lowercase() {
            match lower {
                // Accents written as characters of their own.
                '\u{300}'..='\u{36f}' => {}
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                // The Vietnamese block runs through the vowels in order.
                'ạ'..='ặ' => out.push('a'),
                'ẹ'..='ệ' => out.push('e'),
                'ỉ'..='ị' => out.push('i'),
                'ọ'..='ợ' => out.push('o'),
                'ụ'..='ự' => out.push('u'),
                'ỳ'..='ỹ' => out.push('y'),
                // Typographic apostrophes, so that "don’t" and "don't" are one word.
                '’' | 'ʼ' => out.push('\''),
                other => out.push(base(other)),
            }
        }
    }
    out
}

fn base(letter: char) -> char {
    ACCENTED
        .iter()
        .find(|group| group.contains(letter))
        .and_then(|group| group.chars().next())
        .unwrap_or(letter)
}

/// The words of a folded text. An apostrophe inside a word is part of it.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
}

/// The text with everything gone that does not change what is asked: case, accents, punctuation.
pub fn essence(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in words(&folded) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether the last words of a text are these, however both are written.
pub fn ends_in(text: &str, end: &str) -> bool {
    let (text, end) = (essence(text), essence(end));
    text == end || text.ends_with(&[" ", &*end].concat())
}

/// What a thing is called, as two people would both write it: its essence, with plurals as singulars.
pub fn thing(text: &str) -> String {
    let essence = essence(text);
    let words: Vec<String> = essence.split(' ').map(singular).collect();
    words.join(" ")
}

/// The singular of a folded English word. A word that is no plural may lose its end as well; it is only
/// ever compared with others that went the same way.
fn singular(word: &str) -> String {
    const HISSING: [&str; 5] = ["sses", "shes", "ches", "xes", "zes"];
    const NOT_PLURAL: [&str; 3] = ["ss", "us", "is"];
    let cut = |end: usize| word[..word.len() - end].to_owned();
    let possessive = word.strip_suffix("'s").unwrap_or(word);
    match possessive {
        // Two letters are an abbreviation.
        short if short.len() < 3 => short.to_owned(),
        word if word.len() > 4 && word.ends_with("ies") => [&*cut(3), "y"].concat(),
        word if HISSING.iter().any(|end| word.ends_with(end)) => cut(2),
        word if NOT_PLURAL.iter().any(|end| word.ends_with(end)) => word.to_owned(),
        word => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// How well a known text names a thing, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It ends with it: `Printed CV` for "cv".
    End,
    /// One of the things it lists: `Passport or government photo ID` for "passport".
    Part,
    /// Nothing else.
    Whole,
}

/// Whether `known` names what `typed` names, and how well.
pub fn likeness(known: &str, typed: &str) -> Option<Likeness> {
    let wanted = thing(typed);
    if wanted.is_empty() {
        // Nothing but signs, such as one emoji.
        return (!typed.trim().is_empty() && known.trim() == typed.trim())
            .then_some(Likeness::Whole);
    }
    if thing(known) == wanted {
        return Some(Likeness::Whole);
    }
    let parts = parts(known);
    if parts.contains(&wanted) {
        return Some(Likeness::Part);
    }
    let ends = |part: &String| {
        let head = part.strip_suffix(&*wanted);
        head.is_some_and(|head| head.ends_with(' '))
    };
    parts.iter().any(ends).then_some(Likeness::End)
}

/// The things that a text lists.
fn parts(text: &str) -> Vec<String> {
    const BETWEEN: [&str; 2] = [" or ", " and "];
    let mut out = Vec::new();
    for part in text.split([',', ';', ':', '/', '(', ')', '&', '+']) {
        let mut part = fold(part);
        for word in BETWEEN {
            part = part.replace(word, "\n");
        }
        out.extend(part.lines().map(thing).filter(|thing| !thing.is_empty()));
    }
    out
}
