//! The sources of the app as rows of tokens, for the tests of who names whom. Comments and what stands in
//! strings are no tokens, what a macro is given is; test modules are left out.

use std::path::Path;
use std::rc::Rc;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A token: its text (`"` for any literal), what stands in it if it is a string or a character, its line from 1
/// on, and the `allow` attributes of all that it stands in.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub says: Option<String>,
    pub line: usize,
    pub allowed: Rc<str>,
}

/// All tokens of a source in one row, a group's between its brackets.
pub type Row = Vec<Token>;

/// A path that a source names, and the line on which it ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub path: Vec<String>,
    pub line: usize,
}

/// Path relative to `src` and text of every source.
pub fn all() -> Vec<(String, String)> {
    fn read(folder: &Path, prefix: &str, out: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                read(&path, &format!("{name}/"), out);
            } else if name.ends_with(".rs") {
                out.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    read(&src, "", &mut out);
    out.sort();
    out
}

/// `[store, core, model]` for `store/core/model.rs`.
pub fn module_of(path: &str) -> Vec<String> {
    path.trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect()
}

/// The tokens of a source.
pub fn row(source: &str) -> Row {
    let tokens: TokenStream = source.parse().unwrap_or_else(|error| panic!("{error}"));
    let mut row = Row::new();
    flat(tokens, &Rc::from(""), &mut row);
    row
}

fn flat(tokens: TokenStream, around: &Rc<str>, out: &mut Row) {
    let mut here = around.clone();
    // Of the item that is being read.
    let (mut allowed, mut is_test) = (here.clone(), false);
    let (mut is_attribute, mut is_inner) = (false, false);
    for tree in tokens {
        let line = tree.span().start().line;
        let mut push = |text: String, allowed: &Rc<str>| {
            let allowed = allowed.clone();
            out.push(Token {
                text,
                says: None,
                line,
                allowed,
            });
        };
        match tree {
            TokenTree::Group(group) => {
                let inside = group.stream();
                if std::mem::take(&mut is_attribute) && group.delimiter() == Delimiter::Bracket {
                    let text = inside.to_string();
                    if ["cfg (test)", "cfg (all (test"]
                        .iter()
                        .any(|begin| text.starts_with(begin))
                    {
                        is_test = true;
                        continue;
                    }
                    if text.starts_with("allow") {
                        allowed = [&*allowed, &text].concat().into();
                        if is_inner {
                            here = allowed.clone();
                        }
                    }
                } else if std::mem::take(&mut is_test) {
                    continue;
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    _ => ("(", ")"),
                };
                push(open.to_owned(), &allowed);
                let end = group.span_close().start().line;
                flat(inside, &allowed, out);
                out.push(Token {
                    text: close.to_owned(),
                    says: None,
                    line: end,
                    allowed: allowed.clone(),
                });
                if open == "{" {
                    allowed = here.clone();
                }
            }
            TokenTree::Punct(punct) => {
                let mark = punct.as_char();
                is_inner = mark == '!' && is_attribute;
                is_attribute = mark == '#' || is_inner;
                if mark == ';' {
                    is_test = false;
                    allowed = here.clone();
                }
                push(mark.to_string(), &allowed);
            }
            TokenTree::Ident(ident) => push(ident.to_string(), &allowed),
            TokenTree::Literal(literal) => out.push(Token {
                text: "\"".to_owned(),
                says: said(&literal.to_string()),
                line,
                allowed: allowed.clone(),
            }),
        }
    }
}

/// What the literal of a string or a character says; none for any other. What is escaped stays so.
fn said(literal: &str) -> Option<String> {
    let inside = literal.trim_start_matches(['b', 'r']).trim_matches('#');
    let between = |mark: char| inside.strip_prefix(mark)?.strip_suffix(mark);
    Some(between('"').or_else(|| between('\''))?.to_owned())
}

/// The text at a place; empty behind the end.
pub fn at(row: &[Token], place: usize) -> &str {
    row.get(place).map_or("", |token| &*token.text)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The paths that begin at `place` with what is in `begun`, groups taken apart; gives where they end.
pub fn paths_at(row: &[Token], place: usize, begun: &[String], out: &mut Vec<Named>) -> usize {
    let mut place = place;
    let mut path = begun.to_vec();
    loop {
        if at(row, place) == "{" {
            place += 1;
            while !matches!(at(row, place), "}" | "") {
                if is_name(at(row, place)) || at(row, place) == "{" {
                    place = paths_at(row, place, &path, out);
                } else {
                    place += 1;
                }
            }
            return place + 1;
        }
        if !is_name(at(row, place)) {
            break;
        }
        path.push(at(row, place).to_owned());
        place += 1;
        if at(row, place) != ":" || at(row, place + 1) != ":" {
            break;
        }
        place += 2;
    }
    let line = row.get(place.saturating_sub(1)).map_or(0, |last| last.line);
    if at(row, place) == "as" {
        place += 2;
    }
    out.push(Named { path, line });
    place
}

/// A path may begin here: no other goes on. Behind one colon stands a type.
fn is_first(row: &[Token], place: usize) -> bool {
    place < 2 || at(row, place - 1) != ":" || at(row, place - 2) != ":"
}

/// Every path in a module, from the root of the house; `is_module` knows the modules.
pub fn paths(
    module: &[String],
    row: &[Token],
    is_module: &dyn Fn(&[String]) -> bool,
) -> Vec<Named> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < row.len() {
        let goes_on = |place: usize| at(row, place) == ":" && at(row, place + 1) == ":";
        let begun: Option<Vec<String>> = match at(row, place) {
            _ if !is_first(row, place) || !goes_on(place + 1) => None,
            "crate" => Some(Vec::new()),
            "self" => Some(module.to_vec()),
            "super" => {
                let mut up = module[..module.len() - 1].to_vec();
                while at(row, place + 3) == "super" && goes_on(place + 4) {
                    up.pop();
                    place += 3;
                }
                // What is no module there stands in an inline module, or in what a macro makes one of.
                let first = [at(row, place + 3).to_owned()];
                Some(up).filter(|up| !up.is_empty() || is_module(&first))
            }
            // A module of its own.
            name => Some([module, &[name.to_owned()]].concat()).filter(|own| is_module(own)),
        };
        match begun {
            Some(begun) => place = paths_at(row, place + 3, &begun, &mut found),
            None => place += 1,
        }
    }
    found
}

/// Every path that begins with this crate, without its name.
pub fn paths_into(root: &str, row: &[Token]) -> Vec<Named> {
    let mut found = Vec::new();
    for place in 0..row.len() {
        if at(row, place) != root || !is_first(row, place) {
            continue;
        }
        if at(row, place + 1) == ":" && at(row, place + 2) == ":" {
            paths_at(row, place + 3, &[], &mut found);
        } else if place > 0 && at(row, place - 1) == "use" {
            let (path, line) = (Vec::new(), row[place].line);
            found.push(Named { path, line });
        }
    }
    found
}
