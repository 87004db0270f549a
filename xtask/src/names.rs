//! Short names for what the program calls in its glue. wasm-bindgen names each such function after what it
//! does and adds a hash of sixteen digits, which nothing compresses and which is sent twice: in the glue and in
//! the program. Nobody reads these names; two letters tell two hundred functions apart.

use std::collections::{BTreeSet, HashMap};

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Import, Parser, Payload};

use crate::Outcome;

/// How names begin that wasm-bindgen makes.
const MADE: &str = "__wb";

/// Glue and program with short names where wasm-bindgen made long ones; everything else stays as it was.
///
/// # Errors
/// When the program is damaged, or the glue does not have exactly one function of such a name.
pub fn shorten(glue: &str, wasm: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let told = |error: String| format!("The imports could not be named: {error}");
    let names = short_names(wasm).map_err(told)?;
    let wasm = renamed(wasm, &names).map_err(told)?;
    let glue = rewritten(glue, &names).map_err(told)?;
    Ok((glue, wasm))
}

type Names = HashMap<String, String>;

fn short_names(wasm: &[u8]) -> Outcome<Names> {
    let (mut long, mut kept) = (Vec::new(), BTreeSet::new());
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = payload.map_err(|error| error.to_string())? {
            for import in imports.into_imports() {
                let import = import.map_err(|error| error.to_string())?;
                match import.name.starts_with(MADE) {
                    true if !long.iter().any(|known| known == import.name) => {
                        long.push(import.name.to_owned());
                    }
                    true => {}
                    false => drop(kept.insert(import.name.to_owned())),
                }
            }
        }
    }
    let mut free = (0..).map(letters).filter(|name| !kept.contains(name));
    Ok(long.into_iter().zip(free.by_ref()).collect())
}

/// `a` to `z`, then `aa` to `zz`, and so on.
fn letters(mut number: u32) -> String {
    let mut name = Vec::new();
    loop {
        name.push(b'a' + (number % 26) as u8);
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    name.iter()
        .rev()
        .map(|&letter| char::from(letter))
        .collect()
}

fn renamed(wasm: &[u8], names: &Names) -> Outcome<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| error.to_string())?;
        if let Payload::ImportSection(imports) = payload {
            let mut section = ImportSection::new();
            for import in imports.into_imports() {
                let import = import.map_err(|error| error.to_string())?;
                let name = names.get(import.name).map_or(import.name, String::as_str);
                RoundtripReencoder
                    .parse_import(&mut section, Import { name, ..import })
                    .map_err(|error| error.to_string())?;
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &wasm[range.start as usize..range.end as usize];
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// Each name as a word of its own, once, where the glue lays down the function.
fn rewritten(glue: &str, names: &Names) -> Outcome<String> {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
    let mut out = String::with_capacity(glue.len());
    let mut found = BTreeSet::new();
    let mut rest = glue;
    while !rest.is_empty() {
        let begin = rest.find(is_of_word).unwrap_or(rest.len());
        out.push_str(&rest[..begin]);
        rest = &rest[begin..];
        let end = rest
            .find(|letter| !is_of_word(letter))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match names.get_key_value(word) {
            Some((long, short)) => {
                if !found.insert(long) || !after.trim_start().starts_with([':', '(']) {
                    return Err(format!("{long} is used in a way that is not known"));
                }
                out.push_str(short);
            }
            None => out.push_str(word),
        }
        rest = after;
    }
    match names.keys().find(|name| !found.contains(name)) {
        Some(missing) => Err(format!("the glue has no {missing}")),
        None => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    const GLUE: &str = "const imports = {\n__wbg_log_0a1b: function(arg0) { log(arg0); },\n__wbg_log_0a1b2: function() {},\n};\nfunction __wbg_init() {}\n";

    fn program(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut section = ImportSection::new();
        for (from, name) in imports {
            section.import(from, name, EntityType::Function(0));
        }
        module.section(&section);
        module.finish()
    }

    fn imports(wasm: &[u8]) -> Vec<String> {
        let mut all = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ImportSection(imports) = payload.unwrap() {
                all.extend(
                    imports
                        .into_imports()
                        .map(|one| one.unwrap().name.to_owned()),
                );
            }
        }
        all
    }

    #[test]
    fn names_are_letters() {
        let some = [0, 25, 26, 27, 51, 52, 701, 702].map(letters);
        assert_eq!(some, ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
        let many: BTreeSet<String> = (0..2_000).map(letters).collect();
        assert_eq!(many.len(), 2_000);
    }

    #[test]
    fn glue_and_program_agree_and_the_rest_stays() {
        let wasm = program(&[
            ("./app.js", "__wbg_log_0a1b2"),
            ("./link.js", "a"),
            ("./app.js", "__wbg_log_0a1b"),
        ]);
        let (glue, short) = shorten(GLUE, &wasm).unwrap();
        assert_eq!(imports(&short), ["b", "a", "c"], "a is taken");
        assert!(glue.contains("\nc: function(arg0) { log(arg0); },\nb: function() {},\n"));
        assert!(glue.contains("function __wbg_init() {}"));
        assert!(wasmparser::validate(&short).is_ok());
        let others = program(&[("./link.js", "load")]);
        assert_eq!(shorten(GLUE, &others).unwrap(), (GLUE.to_owned(), others));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let wasm = program(&[("./app.js", "__wbg_log_0a1b")]);
        let refused = |glue: &str| shorten(glue, &wasm).unwrap_err();
        assert!(refused("const imports = {};").contains("no __wbg_log_0a1b"));
        let called = "const imports = { __wbg_log_0a1b: f }; imports.__wbg_log_0a1b();";
        assert!(refused(called).contains("not known"));
        assert!(refused("let x = __wbg_log_0a1b;").contains("not known"));
        assert!(shorten(GLUE, b"text").is_err());
    }
}
