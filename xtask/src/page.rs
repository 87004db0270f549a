//! Just enough HTML to read and rewrite the tags of our own `index.html` and to check what is
//! shipped. Deliberately not a parser for foreign pages: no entities, no error recovery.

use std::ops::Range;

/// One start tag.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Where it stands in the page, from `<` to behind `>`.
    pub at: Range<usize>,
    /// Its name in lower case.
    pub name: String,
    /// Its attributes in order; one without a value has an empty value.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sets or adds an attribute.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => value.clone_into(known),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// The file a tag loads (`href` of a link, `src` of a script), without a leading `./`.
    pub fn file(&self) -> Option<&str> {
        let value = match self.name.as_str() {
            "link" => self.attribute("href"),
            "script" => self.attribute("src"),
            _ => None,
        }?;
        Some(value.strip_prefix("./").unwrap_or(value))
    }

    /// The tag as text.
    pub fn text(&self) -> String {
        let mut text = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            text.push(' ');
            text.push_str(name);
            if !value.is_empty() {
                text.push_str("=\"");
                text.push_str(value);
                text.push('"');
            }
        }
        text.push('>');
        text
    }
}

/// All start tags of a page. Comments and the bodies of script elements are passed over.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = page[from..].find('<').map(|at| from + at) {
        let rest = &page[open..];
        if rest.starts_with("<!--") {
            from = rest.find("-->").map_or(page.len(), |at| open + at + 3);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            from = open + 1;
            continue;
        }
        let tag = read(page, open);
        from = tag.at.end;
        if tag.name == "script" {
            from = page[from..]
                .find("</script")
                .map_or(page.len(), |at| from + at);
        }
        found.push(tag);
    }
    found
}

fn read(page: &str, open: usize) -> Tag {
    let bytes = page.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'>');
    let mut at = open + 1;
    let word = |at: &mut usize, stops: &[u8]| {
        let start = *at;
        while *at < bytes.len() && !byte(*at).is_ascii_whitespace() && !stops.contains(&byte(*at)) {
            *at += 1;
        }
        page[start..*at].to_owned()
    };
    let name = word(&mut at, b"/>").to_ascii_lowercase();
    let mut attributes = Vec::new();
    while at < bytes.len() && byte(at) != b'>' {
        if byte(at).is_ascii_whitespace() || matches!(byte(at), b'/' | b'=') {
            at += 1;
            continue;
        }
        let key = word(&mut at, b"=/>").to_ascii_lowercase();
        while byte(at).is_ascii_whitespace() {
            at += 1;
        }
        let mut value = String::new();
        if byte(at) == b'=' {
            at += 1;
            while byte(at).is_ascii_whitespace() {
                at += 1;
            }
            value = match byte(at) {
                quote @ (b'"' | b'\'') => {
                    let start = at + 1;
                    let end = page[start..]
                        .find(char::from(quote))
                        .map_or(page.len(), |found| start + found);
                    at = (end + 1).min(page.len());
                    page[start..end].to_owned()
                }
                _ => word(&mut at, b">"),
            };
        }
        attributes.push((key, value));
    }
    Tag {
        at: open..(at + 1).min(page.len()),
        name,
        attributes,
    }
}

/// Rewrites a page: `change` sees each tag and returns the text that takes its place, or `None`
/// to leave it alone.
pub fn rewrite(page: &str, mut change: impl FnMut(Tag) -> Option<String>) -> String {
    let mut text = String::with_capacity(page.len());
    let mut from = 0;
    for tag in tags(page) {
        let at = tag.at.clone();
        if let Some(new) = change(tag) {
            text.push_str(&page[from..at.start]);
            text.push_str(&new);
            from = at.end;
        }
    }
    text.push_str(&page[from..]);
    text
}

/// The bodies of inline scripts (a `<script>` without `src`), with the place of the whole element.
pub fn inline_scripts(page: &str) -> Vec<(Range<usize>, String)> {
    tags(page)
        .into_iter()
        .filter(|tag| tag.name == "script" && tag.attribute("src").is_none())
        .map(|tag| {
            let end = page[tag.at.end..]
                .find("</script")
                .map_or(page.len(), |at| tag.at.end + at);
            let close = page[end..].find('>').map_or(page.len(), |at| end + at + 1);
            (tag.at.start..close, page[tag.at.end..end].to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes() {
        let page = "<!doctype html><!-- <b x> --><link rel=stylesheet href=\"./a.css\" integrity='x' crossorigin><SCRIPT src='b.js' >if(a<b){}</script><p hidden>a < b</p>";
        let found = tags(page);
        assert_eq!(
            found
                .iter()
                .map(|tag| tag.name.as_str())
                .collect::<Vec<_>>(),
            ["link", "script", "p"]
        );
        assert_eq!(found[0].file(), Some("a.css"));
        assert_eq!(found[0].attribute("crossorigin"), Some(""));
        assert_eq!(found[1].file(), Some("b.js"));
        assert_eq!(
            found[0].text(),
            "<link rel=\"stylesheet\" href=\"./a.css\" integrity=\"x\" crossorigin>"
        );
    }

    #[test]
    fn rewriting_touches_only_what_is_asked() {
        let page = "<i a=1><b c=2>x</b></i>";
        let new = rewrite(page, |mut tag| {
            (tag.name == "b").then(|| {
                tag.set("c", "3");
                tag.text()
            })
        });
        assert_eq!(new, "<i a=1><b c=\"3\">x</b></i>");
    }

    #[test]
    fn inline_scripts_are_found_with_their_place() {
        let page = "a<script>let x = '<b>';</script>b<script src=x></script>";
        let found = inline_scripts(page);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, "let x = '<b>';");
        assert_eq!(&page[found[0].0.clone()], "<script>let x = '<b>';</script>");
    }

    #[test]
    fn broken_pages_end() {
        for page in ["<", "<a", "<a b", "<a b=", "<a b=\"", "<!--", "<script>"] {
            tags(page);
            inline_scripts(page);
        }
    }
}
