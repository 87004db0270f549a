//! JSON that remembers its lines, so that a fault in the content can be shown where it stands.
//!
//! Reads only text that serde_json has already accepted; on anything else it gives up with
//! `None`. Deliberately not a JSON library: no numbers, no writing.

/// A value and the line it starts on, counted from 1.
pub struct Node {
    pub line: usize,
    pub value: Value,
}

/// A JSON value. Numbers, booleans and null stay as written.
pub enum Value {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Text(String),
    Bare(String),
}

impl Node {
    /// Reads a whole document.
    pub fn read(text: &str) -> Option<Self> {
        Reader {
            text,
            at: 0,
            line: 1,
        }
        .value()
    }

    /// A field of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(fields) => fields.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn is_true(&self) -> bool {
        matches!(&self.value, Value::Bare(bare) if bare == "true")
    }

    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Bare(bare) => bare.parse().ok(),
            _ => None,
        }
    }

    /// Strings inside: itself, or the elements of an array of strings.
    pub fn texts(&self) -> Vec<(usize, &str)> {
        match &self.value {
            Value::Text(text) => vec![(self.line, text)],
            Value::Array(items) => items
                .iter()
                .filter_map(|n| Some((n.line, n.text()?)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Calls `see` for this value and everything below it. The path joins object keys with
    /// dots and leaves array positions out: `sections.items.text`.
    pub fn walk<'a>(&'a self, see: &mut dyn FnMut(&str, &'a Self)) {
        self.walk_at(&mut String::new(), see);
    }

    fn walk_at<'a>(&'a self, path: &mut String, see: &mut dyn FnMut(&str, &'a Self)) {
        see(path, self);
        match &self.value {
            Value::Object(fields) => {
                let here = path.len();
                for (key, value) in fields {
                    if here > 0 {
                        path.push('.');
                    }
                    path.push_str(key);
                    value.walk_at(path, see);
                    path.truncate(here);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| item.walk_at(path, see)),
            Value::Text(_) | Value::Bare(_) => {}
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not blank, without taking it.
    fn next(&mut self) -> Option<u8> {
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return Some(byte),
            }
            self.at += 1;
        }
        None
    }

    fn value(&mut self) -> Option<Node> {
        let first = self.next()?;
        let line = self.line;
        let value = match first {
            b'{' => {
                let mut fields = Vec::new();
                self.at += 1;
                while self.next()? != b'}' {
                    let key = self.string()?;
                    if self.next()? != b':' {
                        return None;
                    }
                    self.at += 1;
                    fields.push((key, self.value()?));
                    self.comma()?;
                }
                self.at += 1;
                Value::Object(fields)
            }
            b'[' => {
                let mut items = Vec::new();
                self.at += 1;
                while self.next()? != b']' {
                    items.push(self.value()?);
                    self.comma()?;
                }
                self.at += 1;
                Value::Array(items)
            }
            b'"' => Value::Text(self.string()?),
            _ => {
                let start = self.at;
                while self.peek().is_some_and(|b| !b",]} \t\r\n".contains(&b)) {
                    self.at += 1;
                }
                Value::Bare(self.text.get(start..self.at)?.to_owned())
            }
        };
        Some(Node { line, value })
    }

    fn comma(&mut self) -> Option<()> {
        if self.next()? == b',' {
            self.at += 1;
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        if self.peek()? != b'"' {
            return None;
        }
        self.at += 1;
        while self.peek()? != b'"' {
            self.at += if self.peek()? == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str(self.text.get(start..self.at)?).ok()
    }
}
