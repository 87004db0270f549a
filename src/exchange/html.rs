//! Text out of the HTML that Anki keeps in its fields, and what was lost on the way.
//!
//! A reader of tags, not a browser: it never fails, whatever it is given, and its output is plain
//! text that nobody interprets again. Named characters are those of HTML 4.

use crate::exchange::loss::{Losses, What};

/// A field as lines of text. Breaks and blocks become line breaks, addresses of links stay.
pub fn to_text(html: &str, losses: &mut Losses) -> String {
    let mut out = Lines::default();
    let mut links: Vec<(String, usize)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.text(&rest[..at]);
        let from = &rest[at..];
        if let Some(comment) = from.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(tag) = Tag::read(from) else {
            // A sign, as in “< 5”: text.
            out.text("<");
            rest = &from[1..];
            continue;
        };
        rest = &from[tag.length..];
        match tag.name.as_str() {
            "br" => out.line_break(),
            "script" | "style" | "template" | "noscript" if !tag.closing => {
                losses.add(What::Code, 1, "");
                rest = behind(rest, &tag.name);
            }
            "img" | "picture" | "svg" | "object" | "embed" | "video" | "iframe" | "canvas"
                if !tag.closing =>
            {
                let name = tag.attribute("src").or_else(|| tag.attribute("alt"));
                losses.add(What::Picture, 1, &name.unwrap_or_default());
                if tag.name == "svg" && !tag.itself {
                    rest = behind(rest, "svg");
                }
            }
            "audio" if !tag.closing => {
                losses.add(What::Sound, 1, &tag.attribute("src").unwrap_or_default());
            }
            "a" if tag.closing => {
                if let Some((address, begun)) = links.pop() {
                    out.address(&address, begun);
                }
            }
            "a" => links.push((tag.attribute("href").unwrap_or_default(), out.out.len())),
            "td" | "th" if !tag.closing => out.cell(),
            "pre" => {
                out.block();
                out.kept = !tag.closing;
            }
            "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr" | "table" | "tbody"
            | "thead" | "caption" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
            | "blockquote" | "section" | "article" | "header" | "footer" | "center" | "figure"
            | "figcaption" | "details" | "summary" => {
                out.block();
                if !tag.closing && tag.attribute("style").is_some() {
                    losses.add(What::Style, 1, "");
                }
            }
            "b" | "i" | "u" | "s" | "em" | "strong" | "font" | "sub" | "sup" | "mark" | "small"
            | "big" | "strike" | "del" | "ins" | "code" | "tt" | "kbd" | "ruby"
                if !tag.closing =>
            {
                losses.add(What::Style, 1, "");
            }
            "span" => {
                let styled = tag.attribute("style").or_else(|| tag.attribute("class"));
                if !tag.closing && styled.is_some_and(|style| !style.trim().is_empty()) {
                    losses.add(What::Style, 1, "");
                }
            }
            _ => {}
        }
    }
    out.text(rest);
    media(&out.finish(), losses)
}

// Longest name of a media file that is looked for, in bytes.
const MEDIA_NAME_MAX: usize = 500;

/// Plain text as Anki shows it: marks for sounds go.
pub fn media(text: &str, losses: &mut Losses) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[sound:") {
        let inside = &rest[at + "[sound:".len()..];
        // The mark ends on its own line; otherwise it is a person's own text.
        let end = inside
            .bytes()
            .take(MEDIA_NAME_MAX)
            .position(|c| matches!(c, b']' | b'\n'));
        let Some(end) = end.filter(|end| inside[*end..].starts_with(']')) else {
            out.push_str(&rest[..at + "[sound:".len()]);
            rest = inside;
            continue;
        };
        out.push_str(&rest[..at]);
        losses.add(What::Sound, 1, &inside[..end]);
        rest = &inside[end + 1..];
    }
    out.push_str(rest);
    out
}

/// A cloze text taken apart: `{{c1::word::hint}}` is a blank in the question, and the word a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// The text with `[…]` or `[hint]` in place of the words.
    pub question: String,
    /// The words, in the order of the text.
    pub words: Vec<String>,
    /// The text with the words in their places.
    pub whole: String,
}

/// Takes a cloze text apart. Gaps inside gaps belong to the outer one.
pub fn gaps(text: &str, losses: &mut Losses) -> Gaps {
    // Each open gap: what was read of its words, and of its hint once `::` came.
    let mut open: Vec<(String, Option<String>)> = Vec::new();
    let mut gaps = Gaps::default();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inside) = opening(rest) {
            open.push((String::new(), None));
            rest = inside;
        } else if let Some(inside) = rest.strip_prefix("}}").filter(|_| !open.is_empty()) {
            rest = inside;
            let Some((word, hint)) = open.pop() else {
                continue;
            };
            if word.starts_with("image-occlusion:") {
                losses.add(What::Picture, 1, "");
                continue;
            }
            losses.add(What::Cloze, 1, text);
            if let Some((outer, outer_hint)) = open.last_mut() {
                outer_hint.as_mut().unwrap_or(outer).push_str(&word);
                continue;
            }
            gaps.whole.push_str(&word);
            let hint = hint.filter(|hint| !hint.trim().is_empty());
            gaps.question.push('[');
            gaps.question.push_str(hint.as_deref().unwrap_or("…"));
            gaps.question.push(']');
            gaps.words.push(word.replace('\n', " "));
        } else if let Some((_, hint)) = open.last_mut()
            && hint.is_none()
            && let Some(inside) = rest.strip_prefix("::")
        {
            *hint = Some(String::new());
            rest = inside;
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            let (sign, behind) = rest.split_at(next);
            match open.last_mut() {
                Some((_, Some(hint))) => hint.push_str(sign),
                Some((word, None)) => word.push_str(sign),
                None => {
                    gaps.question.push_str(sign);
                    gaps.whole.push_str(sign);
                }
            }
            rest = behind;
        }
    }
    // Never closed: it was no gap.
    for (word, hint) in open {
        for part in [Some(word), hint].into_iter().flatten() {
            gaps.question.push_str(&part);
            gaps.whole.push_str(&part);
        }
    }
    gaps
}

// What follows `{{c12::` at the start of a text; Anki also numbers several cards, `{{c1,2::`.
fn opening(text: &str) -> Option<&str> {
    let numbered = text.strip_prefix("{{c")?;
    let inside = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    (inside.len() < numbered.len())
        .then(|| inside.strip_prefix("::"))
        .flatten()
}

/// The text looks like HTML: a known tag or a named character. For files that do not say.
pub fn is_likely(text: &str) -> bool {
    let known = [
        "br", "div", "p", "b", "i", "u", "span", "img", "ul", "ol", "li", "a", "font", "table",
        "strong", "em", "h1", "h2", "h3", "hr", "sub", "sup",
    ];
    let tags = text
        .match_indices('<')
        .take(1000)
        .any(|(at, _)| Tag::read(&text[at..]).is_some_and(|tag| known.contains(&&*tag.name)));
    tags || ["&nbsp;", "&lt;", "&gt;", "&amp;", "&quot;"]
        .iter()
        .any(|name| text.contains(name))
}

// What follows the closing tag of `name`; nothing, if it is never closed.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    for (at, _) in text.match_indices("</") {
        if let Some(tag) = Tag::read(&text[at..])
            && tag.name == name
        {
            return &text[at + tag.length..];
        }
    }
    ""
}

struct Tag<'a> {
    name: String,
    closing: bool,
    // `<br/>`
    itself: bool,
    attributes: &'a str,
    // In bytes, with the brackets.
    length: usize,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let (closing, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        // `<!doctype …>` and `<?xml …?>` are tags without a name of interest.
        let lawful = |c: char| c.is_ascii_alphabetic() || (!closing && matches!(c, '!' | '?'));
        if !inside.starts_with(lawful) {
            return None;
        }
        let name: String = inside
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '!' | '?' | '-' | ':'))
            .take(40)
            .collect();
        let attributes = &inside[name.len()..];
        // A bracket inside a quoted value does not end the tag; a tag is never longer than 64 KB
        // of a picture's data, but that is one value and is skipped quickly.
        let mut quote = None;
        for (at, c) in attributes.bytes().enumerate() {
            match (c, quote) {
                (b'"' | b'\'', None) if attributes[..at].trim_end().ends_with('=') => {
                    quote = Some(c);
                }
                (c, Some(open)) if c == open => quote = None,
                (b'>', None) => {
                    let attributes = &attributes[..at];
                    return Some(Self {
                        length: text.len() - inside.len() + name.len() + at + 1,
                        name: name.to_ascii_lowercase(),
                        closing,
                        itself: attributes.ends_with('/'),
                        attributes,
                    });
                }
                // No tag: “a <b and c”.
                (b'<', None) => return None,
                _ => {}
            }
        }
        None
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '=')
                .unwrap_or(rest.len());
            let key = &rest[..end];
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(behind) = rest.strip_prefix('=') {
                let behind = behind.trim_start();
                let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (begin, stop) = match quote {
                    Some(quote) => (1, behind[1..].find(quote).map_or(behind.len(), |n| n + 1)),
                    None => (0, behind.find(char::is_whitespace).unwrap_or(behind.len())),
                };
                value = &behind[begin..stop];
                rest = &behind[(stop + usize::from(quote.is_some())).min(behind.len())..];
            } else if end == 0 {
                return None;
            }
            if key.eq_ignore_ascii_case(name) {
                return Some(characters(value));
            }
        }
    }
}

/// The text under construction.
#[derive(Default)]
struct Lines {
    out: String,
    // A space came and waits for the next word.
    space: bool,
    // Inside `<pre>`: spaces and line ends stay.
    kept: bool,
}

impl Lines {
    fn text(&mut self, html: &str) {
        for c in characters(html).chars() {
            if self.kept && c == '\n' {
                self.line_break();
            } else if c.is_whitespace() {
                self.space = true;
            } else {
                if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
                    self.out.push(' ');
                }
                self.space = false;
                self.out.push(c);
            }
        }
    }

    fn line_break(&mut self) {
        self.space = false;
        self.out.push('\n');
    }

    fn block(&mut self) {
        self.space = false;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn cell(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push_str(" | ");
        }
        self.space = false;
    }

    fn address(&mut self, address: &str, begun: usize) {
        let known = self
            .out
            .get(begun..)
            .is_some_and(|text| text.contains(address));
        let worth = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        if worth && !known {
            self.out.push_str(" (");
            self.out.push_str(address);
            self.out.push(')');
        }
    }

    fn finish(self) -> String {
        let lines: Vec<&str> = self.out.split('\n').map(str::trim).collect();
        lines.join("\n")
    }
}

/// The text with its named and numbered characters, `&lt;` and `&#60;`, resolved once.
pub fn characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        let end = inside
            .bytes()
            .take(12)
            .position(|c| !c.is_ascii_alphanumeric() && c != b'#');
        let found = end
            .filter(|end| inside[*end..].starts_with(';'))
            .and_then(|end| Some((character(&inside[..end])?, end + 1)));
        match found {
            Some((c, length)) => {
                out.push(c);
                rest = &inside[length..];
            }
            None => {
                out.push('&');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace());
    }
    if let Some(n) = LATIN.split_whitespace().position(|known| known == name) {
        return char::from_u32(160 + n as u32);
    }
    // Greek: capitals from U+0391, small letters from U+03B1, in the alphabet's order.
    if let Some(n) = GREEK
        .split_whitespace()
        .position(|known| known.eq_ignore_ascii_case(name) && known.get(1..) == name.get(1..))
    {
        let small = name.starts_with(|c: char| c.is_ascii_lowercase());
        // Only the small sigma has a final form.
        if small || name != "Sigmaf" {
            return char::from_u32(if small { 0x3b1 } else { 0x391 } + n as u32);
        }
    }
    let mut others = OTHERS.split_whitespace();
    while let (Some(known), Some(c)) = (others.next(), others.next()) {
        if known == name {
            return c.chars().next();
        }
    }
    match name {
        // Spaces of other widths, and marks that nobody sees.
        "ensp" | "emsp" | "thinsp" => Some(' '),
        "zwnj" => Some('\u{200c}'),
        "zwj" => Some('\u{200d}'),
        "lrm" => Some('\u{200e}'),
        "rlm" => Some('\u{200f}'),
        _ => None,
    }
}

// From 160 on, without a gap.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
    deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
    Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
    agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
    eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const GREEK: &str = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi \
    rho sigmaf sigma tau upsilon phi chi psi omega";

const OTHERS: &str = "lt < gt > amp & quot \" apos ' OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ \
    circ ˆ tilde ˜ thetasym ϑ upsih ϒ piv ϖ ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” \
    bdquo „ dagger † Dagger ‡ bull • hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ frasl ⁄ \
    euro € image ℑ weierp ℘ real ℜ trade ™ alefsym ℵ larr ← uarr ↑ rarr → darr ↓ harr ↔ crarr ↵ lArr ⇐ \
    uArr ⇑ rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ isin ∈ notin ∉ ni ∋ prod ∏ sum ∑ \
    minus − lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩ cup ∪ int ∫ there4 ∴ sim ∼ cong ≅ \
    asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ oplus ⊕ otimes ⊗ perp ⊥ sdot ⋅ \
    lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lang ⟨ rang ⟩ loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦";
