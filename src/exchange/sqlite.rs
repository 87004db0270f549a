//! A reader of SQLite files, as far as tables go (sqlite.org/fileformat2.html): rows in their order,
//! nothing else. No index is used, no query understood, nothing written.
//!
//! The file is a stranger's: every offset is checked, each page is used at most once in a walk and
//! the texts of a walk together never exceed the file, so a damaged file ends in `Damage` and
//! not in a loop, a panic or a full memory.

use std::borrow::Cow;

/// The file breaks the rules of its format, or ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage;

const MAGIC: &[u8] = b"SQLite format 3\0";

/// Most columns of a table that are read; SQLite's own limit is 2,000 unless compiled otherwise.
const COLUMNS_MAX: usize = 2_000;

/// The bytes begin like a SQLite file.
pub fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Absent.
    Null,
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text; characters that are not lawful are replaced by U+FFFD.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(&'a [u8]),
}

impl Value<'_> {
    /// The whole number; 0 for anything else.
    pub fn int(&self) -> i64 {
        match self {
            Value::Int(number) => *number,
            _ => 0,
        }
    }

    /// The text, numbers written out; empty for anything else.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) => Cow::Borrowed(text),
            Value::Int(number) => Cow::Owned(number.to_string()),
            Value::Real(number) => Cow::Owned(number.to_string()),
            Value::Blob(bytes) => String::from_utf8_lossy(bytes),
            Value::Null => Cow::Borrowed(""),
        }
    }

    /// The bytes of a blob; empty for anything else.
    pub fn blob(&self) -> &[u8] {
        match self {
            Value::Blob(bytes) => bytes,
            _ => &[],
        }
    }
}

/// A table as the schema describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns' names, in the order of the declaration.
    pub columns: Vec<String>,
    root: u32,
    // The column that is the row's number itself and stored as NULL.
    rowid: Option<usize>,
    // `WITHOUT ROWID`: for each stored value its column.
    stored: Option<Vec<usize>>,
}

impl Table {
    /// Where a column stands in a row; names are compared without case.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))
    }
}

/// Encoding of the texts.
#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// An opened file.
#[derive(Debug)]
pub struct Database<'a> {
    bytes: &'a [u8],
    page_size: usize,
    // Bytes of a page without the reserved ones at its end.
    usable: usize,
    encoding: Encoding,
}

// What a walk still has to do; the last is next.
enum Step {
    Page(u32),
    // A key inside an inner page of a `WITHOUT ROWID` table: page, offset of the payload's length.
    Key(u32, usize),
}

// What a walk has used up.
struct Walk {
    used: Vec<bool>,
    budget: usize,
}

impl<'a> Database<'a> {
    /// Looks at the file's head.
    ///
    /// # Errors
    /// `Damage` when it is not a SQLite file of version 3.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Damage> {
        if !is_database(bytes) || bytes.len() < 512 {
            return Err(Damage);
        }
        let page_size = match u16_at(bytes, 16)? {
            1 => 65_536,
            size if size.is_power_of_two() && size >= 512 => usize::from(size),
            _ => return Err(Damage),
        };
        let reserved = usize::from(*bytes.get(20).ok_or(Damage)?);
        let usable = page_size - reserved;
        // Version 2 is write-ahead logging: the same pages once the log is folded in.
        let readable = matches!(bytes.get(19), Some(1 | 2));
        if usable < 480 || !readable {
            return Err(Damage);
        }
        let encoding = match u32_at(bytes, 56)? {
            0 | 1 => Encoding::Utf8,
            2 => Encoding::Utf16Le,
            3 => Encoding::Utf16Be,
            _ => return Err(Damage),
        };
        Ok(Self {
            bytes,
            page_size,
            usable,
            encoding,
        })
    }

    /// All tables whose declaration can be read.
    ///
    /// # Errors
    /// `Damage`.
    pub fn tables(&self) -> Result<Vec<Table>, Damage> {
        let schema = Table {
            name: "sqlite_schema".to_owned(),
            columns: ["type", "name", "tbl_name", "rootpage", "sql"]
                .map(str::to_owned)
                .to_vec(),
            root: 1,
            rowid: None,
            stored: None,
        };
        let mut tables = Vec::new();
        self.each(&schema, |row| {
            if let [kind, name, _, root, sql] = row
                && kind.text() == "table"
                && let Ok(root) = u32::try_from(root.int())
                && root > 0
                && let Some(table) = declaration(&name.text(), root, &sql.text())
            {
                tables.push(table);
            }
            Ok::<(), Damage>(())
        })?;
        Ok(tables)
    }

    /// Calls `visit` with every row of a table, in the order of its key. A row has exactly the
    /// table's columns.
    ///
    /// # Errors
    /// `Damage`, or what `visit` returns; then the walk ends.
    pub fn each<E: From<Damage>>(
        &self,
        table: &Table,
        mut visit: impl FnMut(&[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let pages = self.bytes.len() / self.page_size;
        let mut walk = Walk {
            used: vec![false; pages],
            budget: self.bytes.len(),
        };
        let mut steps = vec![Step::Page(table.root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Page(number) => {
                    walk.take(number)?;
                    self.page(table, number, &mut steps, &mut walk, &mut visit)?;
                }
                Step::Key(number, at) => {
                    let page = self.bytes_of(number)?;
                    self.row(table, page, at, None, &mut walk, &mut visit)?;
                }
            }
        }
        Ok(())
    }

    fn page<E: From<Damage>>(
        &self,
        table: &Table,
        number: u32,
        steps: &mut Vec<Step>,
        walk: &mut Walk,
        visit: &mut impl FnMut(&[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let page = self.bytes_of(number)?;
        // The first page begins with the file's head.
        let head = if number == 1 { 100 } else { 0 };
        let kind = *page.get(head).ok_or(Damage)?;
        let count = usize::from(u16_at(page, head + 3)?);
        let inner = matches!(kind, 2 | 5);
        let pointers = head + if inner { 12 } else { 8 };
        let cell = |n: usize| u16_at(page, pointers + 2 * n).map(usize::from);
        match (kind, table.stored.is_some()) {
            (5, false) | (2, true) => {
                steps.push(Step::Page(u32_at(page, head + 8)?));
                for n in (0..count).rev() {
                    let at = cell(n)?;
                    if kind == 2 {
                        steps.push(Step::Key(number, at + 4));
                    }
                    steps.push(Step::Page(u32_at(page, at)?));
                }
                // More children than pages: some would be walked twice.
                if steps.len() > 2 * walk.used.len() + 2 {
                    return Err(Damage.into());
                }
            }
            (13, false) => {
                for n in 0..count {
                    let mut at = cell(n)?;
                    let length = varint(page, &mut at)?;
                    let rowid = varint(page, &mut at)?;
                    self.payload(table, page, at, length, Some(rowid), walk, visit)?;
                }
            }
            (10, true) => {
                for n in 0..count {
                    self.row(table, page, cell(n)?, None, walk, visit)?;
                }
            }
            _ => return Err(Damage.into()),
        }
        Ok(())
    }

    fn row<E: From<Damage>>(
        &self,
        table: &Table,
        page: &[u8],
        mut at: usize,
        rowid: Option<i64>,
        walk: &mut Walk,
        visit: &mut impl FnMut(&[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let length = varint(page, &mut at)?;
        self.payload(table, page, at, length, rowid, walk, visit)
    }

    #[allow(clippy::too_many_arguments)] // the place of a cell, and what a walk carries along
    fn payload<E: From<Damage>>(
        &self,
        table: &Table,
        page: &[u8],
        at: usize,
        length: i64,
        rowid: Option<i64>,
        walk: &mut Walk,
        visit: &mut impl FnMut(&[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let length = usize::try_from(length).map_err(|_| Damage)?;
        walk.budget = walk.budget.checked_sub(length).ok_or(Damage)?;
        // How much stands in the page itself: section 1.6 of the format's description.
        let most = if rowid.is_some() {
            self.usable - 35
        } else {
            (self.usable - 12) * 64 / 255 - 23
        };
        let local = if length <= most {
            length
        } else {
            let least = (self.usable - 12) * 32 / 255 - 23;
            let fit = least + (length - least) % (self.usable - 4);
            if fit <= most { fit } else { least }
        };
        let begun = slice(page, at, local)?;
        let payload = if local == length {
            Cow::Borrowed(begun)
        } else {
            let next = u32_at(page, at + local)?;
            Cow::Owned(self.overflow(begun, next, length, walk)?)
        };
        let values = self.record(table, &payload, rowid)?;
        visit(&values)
    }

    fn overflow(
        &self,
        begun: &[u8],
        mut next: u32,
        length: usize,
        walk: &mut Walk,
    ) -> Result<Vec<u8>, Damage> {
        let mut whole = begun.to_vec();
        while whole.len() < length {
            walk.take(next)?;
            let page = self.bytes_of(next)?;
            next = u32_at(page, 0)?;
            let part = (length - whole.len()).min(self.usable - 4);
            whole.extend_from_slice(slice(page, 4, part)?);
        }
        Ok(whole)
    }

    fn record<'p>(
        &self,
        table: &Table,
        payload: &'p [u8],
        rowid: Option<i64>,
    ) -> Result<Vec<Value<'p>>, Damage> {
        let mut at = 0;
        let head = usize::try_from(varint(payload, &mut at)?).map_err(|_| Damage)?;
        if head > payload.len() {
            return Err(Damage);
        }
        let mut body = head;
        let mut values = vec![Value::Null; table.columns.len()];
        let mut n = 0;
        while at < head {
            let kind = varint(payload, &mut at)?;
            let (value, length) = self.value(payload, body, kind)?;
            body += length;
            let column = match &table.stored {
                Some(stored) => stored.get(n).copied(),
                None => Some(n),
            };
            // A declaration that could not be read in full knows fewer columns than there are.
            if let Some(place) = column.and_then(|column| values.get_mut(column)) {
                *place = value;
            }
            n += 1;
        }
        if at != head {
            return Err(Damage);
        }
        if let (Some(column), Some(rowid)) = (table.rowid, rowid)
            && let Some(place) = values.get_mut(column)
            && *place == Value::Null
        {
            *place = Value::Int(rowid);
        }
        Ok(values)
    }

    // A value and its length in bytes: section 2.1 of the format's description.
    fn value<'p>(
        &self,
        payload: &'p [u8],
        at: usize,
        kind: i64,
    ) -> Result<(Value<'p>, usize), Damage> {
        let int = |length: usize| {
            let bytes = slice(payload, at, length)?;
            let first = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) {
                -1
            } else {
                0
            };
            let number = bytes
                .iter()
                .fold(first, |sum: i64, byte| (sum << 8) | i64::from(*byte));
            Ok((Value::Int(number), length))
        };
        match kind {
            0 => Ok((Value::Null, 0)),
            1..=4 => int(kind as usize),
            5 => int(6),
            6 => int(8),
            7 => {
                let bytes = slice(payload, at, 8)?.try_into().map_err(|_| Damage)?;
                Ok((Value::Real(f64::from_be_bytes(bytes)), 8))
            }
            8 => Ok((Value::Int(0), 0)),
            9 => Ok((Value::Int(1), 0)),
            12.. => {
                let length = usize::try_from((kind - 12) / 2).map_err(|_| Damage)?;
                let bytes = slice(payload, at, length)?;
                let value = if kind % 2 == 0 {
                    Value::Blob(bytes)
                } else {
                    Value::Text(self.text(bytes))
                };
                Ok((value, length))
            }
            _ => Err(Damage),
        }
    }

    fn text<'p>(&self, bytes: &'p [u8]) -> Cow<'p, str> {
        let wide = |read: fn([u8; 2]) -> u16| {
            let (pairs, _) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
            Cow::Owned(String::from_utf16_lossy(&units))
        };
        match self.encoding {
            Encoding::Utf8 => String::from_utf8_lossy(bytes),
            Encoding::Utf16Le => wide(u16::from_le_bytes),
            Encoding::Utf16Be => wide(u16::from_be_bytes),
        }
    }

    // The usable bytes of a page; pages count from 1.
    fn bytes_of(&self, number: u32) -> Result<&'a [u8], Damage> {
        let before = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
        let at = before
            .and_then(|n| n.checked_mul(self.page_size))
            .ok_or(Damage)?;
        slice(self.bytes, at, self.page_size).map(|page| &page[..self.usable])
    }
}

impl Walk {
    // A page belongs to one place only.
    fn take(&mut self, number: u32) -> Result<(), Damage> {
        let at = (number as usize).checked_sub(1).ok_or(Damage)?;
        match self.used.get_mut(at) {
            Some(used) if !*used => {
                *used = true;
                Ok(())
            }
            _ => Err(Damage),
        }
    }
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Damage> {
    let end = at.checked_add(length).ok_or(Damage)?;
    bytes.get(at..end).ok_or(Damage)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Damage> {
    match slice(bytes, at, 2)? {
        [a, b] => Ok(u16::from_be_bytes([*a, *b])),
        _ => Err(Damage),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Damage> {
    match slice(bytes, at, 4)? {
        [a, b, c, d] => Ok(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => Err(Damage),
    }
}

// Seven bits a byte, high ones first, and all eight of a ninth.
fn varint(bytes: &[u8], at: &mut usize) -> Result<i64, Damage> {
    let mut value: u64 = 0;
    for n in 0..9 {
        let byte = *bytes.get(*at).ok_or(Damage)?;
        *at += 1;
        if n == 8 {
            value = (value << 8) | u64::from(byte);
            break;
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(value.cast_signed())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    // Bare or in any of SQL's quotation marks; the flag says which.
    Name(String, bool),
    Sign(char),
}

impl Word {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Word::Name(name, false) if name.eq_ignore_ascii_case(keyword))
    }
}

fn words(sql: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let close = match c {
            '"' | '`' | '\'' => Some(c),
            '[' => Some(']'),
            _ => None,
        };
        if let Some(close) = close {
            let mut name = String::new();
            let mut signs = behind.char_indices().peekable();
            let mut end = behind.len();
            while let Some((at, c)) = signs.next() {
                if c != close {
                    name.push(c);
                } else if close != ']' && signs.peek().is_some_and(|(_, next)| *next == close) {
                    name.push(c);
                    signs.next();
                } else {
                    end = at + c.len_utf8();
                    break;
                }
            }
            words.push(Word::Name(name, true));
            rest = &behind[end..];
        } else if let Some(comment) = rest.strip_prefix("--") {
            rest = comment.split_once('\n').map_or("", |(_, behind)| behind);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
        } else if c.is_alphanumeric() || c == '_' || c == '$' {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                .unwrap_or(rest.len());
            words.push(Word::Name(rest[..end].to_owned(), false));
            rest = &rest[end..];
        } else {
            if !c.is_whitespace() {
                words.push(Word::Sign(c));
            }
            rest = behind;
        }
    }
    words
}

// `CREATE TABLE name (column …, constraint …) [WITHOUT ROWID]`
fn declaration(name: &str, root: u32, sql: &str) -> Option<Table> {
    let words = words(sql);
    let open = words.iter().position(|word| *word == Word::Sign('('))?;
    if !words.first()?.is("create") || words.iter().take(open).any(|word| word.is("virtual")) {
        return None;
    }
    let mut depth = 0;
    let mut parts: Vec<Vec<&Word>> = vec![Vec::new()];
    let mut behind: &[Word] = &[];
    for (n, word) in words.iter().enumerate().skip(open) {
        match word {
            Word::Sign('(') => depth += 1,
            Word::Sign(')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            behind = &words[n + 1..];
            break;
        }
        if depth == 1 && *word == Word::Sign(',') {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut()
            && (depth > 1 || *word != Word::Sign('('))
        {
            part.push(word);
        }
    }
    let mut columns: Vec<String> = Vec::new();
    let mut key: Vec<String> = Vec::new();
    // Columns of the type INTEGER: as the whole key, such a column is the row's number.
    let mut integers: Vec<usize> = Vec::new();
    for part in parts {
        let primary = part
            .windows(2)
            .position(|pair| pair[0].is("primary") && pair[1].is("key"));
        let constraint = ["constraint", "primary", "unique", "check", "foreign"];
        match part.first()? {
            word if constraint.iter().any(|keyword| word.is(keyword)) => {
                let Some(at) = primary else { continue };
                key = part
                    .iter()
                    .skip(at + 2)
                    .skip_while(|word| ***word != Word::Sign('('))
                    .take_while(|word| ***word != Word::Sign(')'))
                    .collect::<Vec<_>>()
                    .split(|word| matches!(***word, Word::Sign('(' | ',')))
                    .filter_map(|words| match words.first() {
                        Some(Word::Name(name, _)) => Some(name.clone()),
                        _ => None,
                    })
                    .collect();
            }
            Word::Name(name, _) => {
                if primary.is_some() {
                    key = vec![name.clone()];
                }
                if part.get(1).is_some_and(|word| word.is("integer")) {
                    integers.push(columns.len());
                }
                columns.push(name.clone());
                if columns.len() > COLUMNS_MAX {
                    return None;
                }
            }
            Word::Sign(_) => return None,
        }
    }
    let place = |name: &String| {
        columns
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))
    };
    let key: Vec<usize> = key.iter().filter_map(place).collect();
    let without = behind
        .windows(2)
        .any(|pair| pair[0].is("without") && pair[1].is("rowid"));
    let rowid = match key.as_slice() {
        [only] if !without && integers.contains(only) => Some(*only),
        _ => None,
    };
    let stored = without.then(|| {
        // The key's columns come first, then the others.
        let others = (0..columns.len()).filter(|n| !key.contains(n));
        key.iter().copied().chain(others).collect()
    });
    Some(Table {
        name: name.to_owned(),
        columns,
        root,
        rowid,
        stored,
    })
}
