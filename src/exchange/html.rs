//! Text out of the HTML that Anki keeps in its fields, and what was lost on the way.
//!
//! A reader of tags, not a browser: it never fails, whatever it is given, and its output is plain
//! text that nobody interprets again. What may be a person's own sign, such as `<name>` or `<18`,
//! stays as it is.

use std::collections::BTreeSet;

use crate::exchange::loss::{Losses, What};
use crate::exchange::note;

/// What a line end in the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// A space, as in HTML; entities are read as a browser shows them.
    Spaces,
    /// A line end: the text may be plain. An address in it, such as `?a=1&copy=2`, stays.
    Kept,
}

/// A field as lines of text. Breaks and blocks become line breaks, addresses of links stay.
pub fn to_text(html: &str, ends: LineEnds, losses: &mut Losses) -> String {
    let pairs = Pairs::of(html);
    let mut out = Lines {
        kept: ends == LineEnds::Kept,
        is_plain: ends == LineEnds::Kept,
        ..Lines::default()
    };
    let mut links: Vec<(String, usize)> = Vec::new();
    // What is raised or lowered and not closed yet: raised, and where it begins.
    let mut raised: Vec<(bool, usize)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.text(&rest[..at]);
        let from = &rest[at..];
        if let Some(end) = from
            .strip_prefix("<!--")
            .and_then(|inside| inside.find("-->"))
        {
            rest = &from["<!--".len() + end + "-->".len()..];
            continue;
        }
        let Some(tag) = Tag::read(from) else {
            // A sign, as in “< 5”: text.
            out.text("<");
            rest = &from[1..];
            continue;
        };
        rest = &from[tag.length..];
        let is_pair = pairs.has(&tag.name);
        let attributes = tag.attributes.trim_matches(['/', ' ']);
        if !is_pair && !attributes.is_empty() && !attributes.contains('=') && !tag.is_doctype() {
            // Two signs with words between: “a<b and c>d”.
            out.text("<");
            rest = &from[1..];
            continue;
        }
        // It has what a person's own sign would not have.
        let is_sure = is_pair || (tag.attributes.contains('=') && is_known(&tag.name));
        match tag.name.as_str() {
            "br" => out.line_break(),
            "wbr" | "!doctype" => {}
            "script" | "style" | "template" | "noscript" if !tag.closing && is_pair => {
                match behind(rest, &tag.name) {
                    Some(behind) => {
                        losses.add(What::Code, 1, "");
                        rest = behind;
                    }
                    None => out.text(&from[..tag.length]),
                }
            }
            "svg" if !tag.closing && is_sure => {
                losses.add(What::Picture, 1, "");
                if !tag.itself {
                    rest = behind(rest, "svg").unwrap_or(rest);
                }
            }
            "img" | "picture" | "object" | "embed" | "video" | "iframe" | "canvas"
                if !tag.closing && is_sure =>
            {
                let name = tag.attribute("src").or_else(|| tag.attribute("alt"));
                losses.add(What::Picture, 1, &name.unwrap_or_default());
            }
            "audio" if !tag.closing && is_sure => {
                losses.add(What::Sound, 1, &tag.attribute("src").unwrap_or_default());
            }
            "picture" | "object" | "video" | "iframe" | "canvas" | "svg" | "audio"
                if tag.closing && is_pair => {}
            "a" if tag.closing && is_pair => {
                if let Some((address, begun)) = links.pop() {
                    out.address(&address, begun);
                }
            }
            "a" if is_sure => {
                links.push((tag.attribute("href").unwrap_or_default(), out.out.len()));
            }
            "td" | "th" if !tag.closing => out.cell(),
            "td" | "th" => {}
            "pre" => {
                out.block();
                out.kept = !tag.closing || ends == LineEnds::Kept;
            }
            "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr" | "table" | "tbody"
            | "thead" | "tfoot" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "blockquote" => {
                // “Say <p> then stop” is no paragraph.
                let is_own = ends == LineEnds::Kept
                    && !is_pair
                    && attributes.is_empty()
                    && is_inside(&html[..html.len() - from.len()], rest);
                if is_own {
                    out.text(&from[..tag.length]);
                    continue;
                }
                out.block();
                // A line is drawn by one tag; any other alone may have been meant as a sign.
                let is_sign = !is_pair && tag.name != "hr";
                if is_sign || (!tag.closing && tag.attribute("style").is_some()) {
                    losses.add(What::Style, 1, if is_sign { html } else { "" });
                }
            }
            "caption" | "center" | "section" | "article" | "header" | "footer" | "main" | "nav"
            | "aside" | "address" | "form" | "fieldset" | "figure" | "figcaption" | "details"
            | "summary" | "html" | "head" | "body"
                if is_pair =>
            {
                out.block();
            }
            "span" if is_sure => {
                let styled = tag.attribute("style").or_else(|| tag.attribute("class"));
                if !tag.closing && styled.is_some_and(|style| !style.trim().is_empty()) {
                    losses.add(What::Style, 1, "");
                }
            }
            // Without them 10<sup>9</sup> would be 109.
            "sup" | "sub" if is_pair && !tag.closing => {
                out.gap();
                raised.push((tag.name == "sup", out.out.len()));
            }
            "sup" | "sub" if is_pair => {
                if let Some((is_sup, begun)) = raised.pop() {
                    out.raise(is_sup, begun);
                }
            }
            "sup" | "sub" if ends == LineEnds::Spaces && !tag.closing => {
                out.text(if tag.name == "sup" { "^" } else { "_" });
            }
            // Never closed, a browser styles the rest; plain text would mean the sign itself.
            "b" | "i" | "u" | "s" | "em" | "strong" | "font" | "sub" | "sup" | "small" | "big"
                if ends == LineEnds::Spaces =>
            {
                losses.add(What::Style, usize::from(!tag.closing), "");
            }
            // Formatting, or something unknown that is used as formatting is.
            _ if is_sure => losses.add(What::Style, usize::from(!tag.closing), ""),
            // A person's own sign: “Hello <name>”.
            _ => out.text(&from[..tag.length]),
        }
    }
    out.text(rest);
    for (is_sup, begun) in raised.into_iter().rev() {
        out.raise(is_sup, begun);
    }
    media(&out.finish(), losses)
}

/// Words of the same sentence stand around a sign, with spaces between.
fn is_inside(before: &str, behind: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '.' | '?' | '!');
    let gap = before.strip_suffix(' ');
    gap.is_some_and(|text| text.ends_with(is_word))
        && (behind.starts_with([',', ';', '.', '?', '!'])
            || behind
                .strip_prefix(' ')
                .is_some_and(|text| text.starts_with(is_word)))
        && !behind.contains('<')
}

/// An element that formats a piece of a line or shows something, so that its attributes tell it from a
/// person's own sign.
fn is_known(name: &str) -> bool {
    let known = [
        "a", "abbr", "audio", "b", "bdi", "bdo", "big", "button", "canvas", "cite", "code", "col",
        "data", "del", "dfn", "em", "embed", "font", "i", "iframe", "img", "input", "ins", "kbd",
        "label", "link", "mark", "meta", "object", "picture", "q", "s", "samp", "small", "source",
        "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "video",
    ];
    known.contains(&name)
}

/// Names of tags that are both opened and closed.
struct Pairs {
    opened: BTreeSet<String>,
    closed: BTreeSet<String>,
}

impl Pairs {
    fn of(html: &str) -> Pairs {
        let mut pairs = Pairs {
            opened: BTreeSet::new(),
            closed: BTreeSet::new(),
        };
        for (at, _) in html.match_indices('<') {
            if let Some(tag) = Tag::read(&html[at..]) {
                let side = if tag.closing {
                    &mut pairs.closed
                } else {
                    &mut pairs.opened
                };
                side.insert(tag.name);
            }
        }
        pairs
    }

    fn has(&self, name: &str) -> bool {
        self.opened.contains(name) && self.closed.contains(name)
    }
}

/// The sides of a card that Anki shows with both: `<hr id=answer>` stands between them.
pub fn front_and_back(html: &str) -> Option<(&str, &str)> {
    html.match_indices('<').find_map(|(at, _)| {
        let tag = Tag::read(&html[at..])?;
        let id = tag.attribute("id")?;
        let is_line = tag.name == "hr" && id.trim_end_matches('/') == "answer";
        is_line.then(|| (&html[..at], &html[at + tag.length..]))
    })
}

/// A text without tags, its entities as the signs they stand for: `R&amp;D` is `R&D`.
pub fn entities(text: &str) -> String {
    htmlize::unescape_attribute(text).into_owned()
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

// What follows the closing tag of `name`; `None` if it is never closed.
fn behind<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.match_indices("</").find_map(|(at, _)| {
        let tag = Tag::read(&text[at..])?;
        (tag.name == name).then(|| &text[at + tag.length..])
    })
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
        let doctype = !closing
            && inside
                .get(..8)
                .is_some_and(|start| start.eq_ignore_ascii_case("!doctype"));
        if !doctype && !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name: String = inside
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '!' | '-' | ':'))
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

    fn is_doctype(&self) -> bool {
        self.name.starts_with('!')
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
                return Some(htmlize::unescape_attribute(value).into_owned());
            }
        }
    }
}

const RAISED: (&str, &str) = (
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
);
const LOWERED: (&str, &str) = (
    "0123456789+-−=()aehijklmnoprstuvx",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
);

/// The text as raised or lowered signs, or behind a sign that says so.
fn raised(text: &str, is_sup: bool) -> String {
    let (from, to) = if is_sup { RAISED } else { LOWERED };
    let sign = |c: char| from.chars().zip(to.chars()).find(|(plain, _)| *plain == c);
    let signs: Option<String> = text.chars().map(|c| Some(sign(c)?.1)).collect();
    // The end of “1st”, a ® or a ° mean the same on the line.
    let is_plain = (is_sup && ["st", "nd", "rd", "th"].contains(&text))
        || !text.contains(char::is_alphanumeric);
    match signs {
        _ if text.is_empty() || (is_plain && !text.contains(['+', '-', '−'])) => text.to_owned(),
        Some(signs) => signs,
        None => {
            let mark = if is_sup { "^" } else { "_" };
            if text.chars().all(char::is_alphanumeric) {
                [mark, text].concat()
            } else {
                [mark, "(", text, ")"].concat()
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
    // Line ends stay.
    kept: bool,
    // A block has begun or ended here, so a line end says nothing more.
    at_block: bool,
    // It may be plain text: in an address `&copy=2` is no sign.
    is_plain: bool,
}

impl Lines {
    fn text(&mut self, html: &str) {
        let text = if self.is_plain && (html.contains("://") || html.contains("www.")) {
            htmlize::unescape_attribute(html)
        } else {
            htmlize::unescape(html)
        };
        for c in text.chars() {
            if self.kept && note::BREAKS.contains(&c) {
                if !std::mem::take(&mut self.at_block) {
                    self.line_break();
                }
            } else if c.is_whitespace() {
                self.space = true;
            } else {
                self.gap();
                self.at_block = false;
                self.out.push(c);
            }
        }
    }

    /// The space that waits.
    fn gap(&mut self) {
        if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        self.space = false;
    }

    /// What begins at `begun` is raised or lowered.
    fn raise(&mut self, is_sup: bool, begun: usize) {
        if begun <= self.out.len() && self.out.is_char_boundary(begun) {
            let text = self.out.split_off(begun);
            self.out.push_str(&raised(text.trim(), is_sup));
        }
    }

    fn line_break(&mut self) {
        self.space = false;
        self.out.push('\n');
    }

    fn block(&mut self) {
        self.space = false;
        self.at_block = true;
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
