//! Cuts the program into the parts that `src/parts.rs` declares, and writes the links between them.
//!
//! Must happen between the compiler and wasm-bindgen, a place where Trunk calls nobody; so Trunk's own
//! WebAssembly and glue are replaced here by those of the cut program. The modules of the cut are joined
//! into few files (`join`). The loader becomes part of the glue, and every file is fetched with its hash,
//! so nothing unchecked ever runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::{Outcome, digest, join, names};

type Files = BTreeMap<String, Vec<u8>>;

/// The import that the cut program makes for its loaders, as wasm-bindgen writes it.
const LINK: &str = "./__wasm_split.js";
/// A custom section that only a program made to be cut has.
const MARK: &str = "__wasm_split_unstable";

/// What a cut program consists of.
#[derive(Debug)]
pub struct Cut {
    /// File name of the glue in the staged build.
    pub glue: String,
    /// The JavaScript that loads parts, as the cutting tool wrote it.
    loader: String,
    /// Part → the files that it needs.
    parts: BTreeMap<String, BTreeSet<String>>,
}

/// Whether a compiled program was made to be cut.
pub fn wants(wasm: &[u8]) -> bool {
    wasm.windows(MARK.len()).any(|at| at == MARK.as_bytes())
}

/// Cuts `compiled`, replaces the staged program and glue (`stem.js`, `stem_bg.wasm`), and adds the parts.
///
/// # Errors
/// When the tools refuse the program or write something other than expected.
pub fn cut(files: &mut Files, compiled: &[u8], stem: &str) -> Outcome<Cut> {
    let folder = std::env::temp_dir().join(format!("matchbook-split-{}", std::process::id()));
    let outcome = cut_in(&folder, files, compiled, stem);
    drop(std::fs::remove_dir_all(&folder));
    outcome
}

fn cut_in(folder: &Path, files: &mut Files, compiled: &[u8], stem: &str) -> Outcome<Cut> {
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let glue = format!("{stem}.js");
    let (parts, bound) = (folder.join("parts"), folder.join("bound"));
    std::fs::create_dir_all(&parts).map_err(|error| told(&parts, error))?;
    let main = parts.join("main.wasm");
    let main_module = format!("./{glue}");
    let mut options = wasm_split_cli_support::Options::new(compiled);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.main_module = &main_module;
    options.link_name = LINK;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("The program could not be cut: {error:?}"))?;

    let run = Command::new("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--no-demangle", "--out-name", stem, "--out-dir"])
        .arg(&bound)
        .arg(&main)
        .output()
        .map_err(|error| format!("wasm-bindgen: {error}"))?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        return Err(format!("wasm-bindgen refused the cut program: {said}"));
    }
    let wasm = format!("{stem}_bg.wasm");
    let text = std::fs::read_to_string(bound.join(&glue))
        .map_err(|error| told(&bound.join(&glue), error))?;
    let program =
        std::fs::read(bound.join(&wasm)).map_err(|error| told(&bound.join(&wasm), error))?;
    let (text, program) = names::shorten(&text, &program)?;
    files.insert(glue.clone(), text.into_bytes());
    files.insert(wasm, program);
    let mut modules = BTreeMap::new();
    for path in &split.split_modules {
        let bytes = std::fs::read(path).map_err(|error| told(path, error))?;
        let stem = path.file_stem().unwrap_or_default();
        modules.insert(stem.to_string_lossy().into_owned(), bytes);
    }
    let plan = join::plan(&split.prefetch_map);
    for (file, names) in &plan.files {
        let module = |name: &String| modules.get(name).map(Vec::as_slice);
        let found: Option<Vec<&[u8]>> = names.iter().map(module).collect();
        let found = found.ok_or_else(|| format!("The cut program lacks a module of {file}."))?;
        files.insert(file_name(file), join::join(&found)?);
    }
    let link = parts.join(LINK);
    let loader = std::fs::read_to_string(&link).map_err(|error| told(&link, error))?;
    let parts = plan.parts;
    Ok(Cut {
        glue,
        loader,
        parts,
    })
}

fn file_name(file: &str) -> String {
    ["part_", file, ".wasm"].concat()
}

/// Puts the loader into the glue, each part with the hash of its final bytes.
///
/// # Errors
/// When glue or loader do not look as expected.
pub fn link(files: &mut Files, cut: &Cut) -> Outcome<()> {
    let glue = files
        .get(&cut.glue)
        .and_then(|bytes| String::from_utf8(bytes.clone()).ok())
        .ok_or_else(|| format!("{} is not text.", cut.glue))?;
    let code = loader(&cut.loader, &cut.parts, |file| {
        files.get(file).map(|bytes| digest::integrity(bytes))
    })?;
    let linked = into_glue(&glue, &code)?;
    files.insert(cut.glue.clone(), linked.into_bytes());
    Ok(())
}

/// Browsers compile a program while it arrives only under its own type, which not every host sends.
/// The hash has proved the bytes.
const TYPED: &str = "const typed = (response) => response.headers.get(\"Content-Type\") === \"application/wasm\" || !response.ok ? response : new Response(response.body, { headers: { \"Content-Type\": \"application/wasm\" } });\n";

/// Fetches, compiles and links a file when it is first asked for; again when that failed.
const FILE: &str = "const file = (name, integrity) => makeLoad(() => {
const response = fetch(new URL(name, import.meta.url), { integrity, credentials: \"same-origin\" }).then(typed);
response.catch(() => {});
return async (imports) => WebAssembly.instantiateStreaming(response, imports);
}, []);
";

fn odd(what: &str) -> String {
    format!("The cut program's loader has changed its form: {what}.")
}

/// The loader of the cut program: the tool's own ways to link, and in place of its many modules the files
/// that they were joined into. An expression that gives an object with one function for each part.
fn loader(
    tool: &str,
    parts: &BTreeMap<String, BTreeSet<String>>,
    hash: impl Fn(&str) -> Option<String>,
) -> Outcome<String> {
    const LOAD: &str = "__wasm_split_load_";
    let mut code = TYPED.to_owned();
    let begins_modules = |line: &str| {
        ["/* ", "const __chunk_", "export "]
            .iter()
            .any(|begin| line.starts_with(begin))
    };
    for line in tool.lines().take_while(|line| !begins_modules(line)) {
        match line.strip_prefix("import ") {
            Some(rest) if rest.starts_with("{ initSync }") => {}
            Some(_) => return Err(odd(line)),
            // The app shows a sentence when a part does not come. In the console it would also stand
            // whenever a page is left while a part is on its way.
            None if line.trim() == "console.error(e);" => {}
            None => {
                code.push_str(line);
                code.push('\n');
            }
        }
    }
    for used in ["getSharedImports()", "wrapAsyncCb(", "makeLoad("] {
        if !code.contains(&["function ", used].concat()[..used.len() + 8]) {
            return Err(odd(&format!("no {used}")));
        }
    }
    let exports: BTreeSet<&str> = tool
        .lines()
        .filter_map(|line| {
            line.strip_prefix(&["export const ", LOAD].concat())?
                .split(' ')
                .next()
        })
        .collect();
    if exports.is_empty() || !exports.iter().eq(parts.keys()) {
        return Err(odd("other parts"));
    }
    code.push_str(FILE);
    let files: BTreeSet<&String> = parts.values().flatten().collect();
    for file in files {
        let name = file_name(file);
        let hash = hash(&name).ok_or_else(|| odd(&name))?;
        code.push_str(&format!(
            "const part_{file} = file(\"./{name}\", \"{hash}\");\n"
        ));
    }
    code.push_str("return {\n");
    for (part, files) in parts {
        let files: Vec<String> = files.iter().map(|file| format!("part_{file}()")).collect();
        let files = files.join(", ");
        code.push_str(&format!(
            "{LOAD}{part}: wrapAsyncCb(() => Promise.all([{files}])),\n"
        ));
    }
    Ok(format!("(() => {{\n{code}}};\n}})()"))
}

/// One module out of two: `import * as X from LINK` becomes the object that the loader gives.
fn into_glue(glue: &str, loader: &str) -> Outcome<String> {
    // wasm-bindgen writes one import for each loader.
    let mut linked = String::with_capacity(glue.len() + loader.len());
    let mut first: Option<&str> = None;
    for line in glue.lines() {
        let import = line
            .strip_prefix("import * as ")
            .and_then(|rest| rest.split(' ').next())
            .filter(|_| line.contains(LINK));
        match (import, first) {
            (None, _) => linked.push_str(line),
            (Some(name), Some(first)) => linked.push_str(&format!("const {name} = {first};")),
            (Some(name), None) => {
                linked.push_str(&format!("const {name} = {loader};"));
                first = Some(name);
            }
        }
        linked.push('\n');
    }
    first
        .map(|_| linked)
        .ok_or_else(|| odd("the glue does not import it"))
}

/// A program without its custom sections (names, producers, relocations), which no browser needs.
/// Not WebAssembly, or damaged: returned as it is.
pub fn bare(wasm: &[u8]) -> Vec<u8> {
    bare_or_none(wasm).unwrap_or_else(|| wasm.to_vec())
}

fn bare_or_none(wasm: &[u8]) -> Option<Vec<u8>> {
    let mut out = wasm.get(..8)?.to_vec();
    if !out.starts_with(b"\0asm") {
        return None;
    }
    let mut at = 8;
    while at < wasm.len() {
        let start = at;
        let (mut size, mut shift) = (0_usize, 0);
        loop {
            at += 1;
            let byte = *wasm.get(at)?;
            size |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
            if shift > 28 {
                return None;
            }
        }
        at = at.checked_add(1)?.checked_add(size)?;
        let section = wasm.get(start..at)?;
        if section[0] != 0 {
            out.extend_from_slice(section);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = "import { initSync } from \"./app.js\";\n\nfunction getSharedImports() {\nconsole.error(e);\n}\nfunction wrapAsyncCb(callee) {}\nfunction makeLoad(fetcher, deps) {}\n/* notes, pack */\nconst __chunk_1 = makeLoad(() => {\n    const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));\n    return src;\n}, []);\nexport const __wasm_split_load_pack = wrapAsyncCb(__chunk_1);\nexport const __wasm_split_load_notes = wrapAsyncCb(__chunk_1);\n";
    const GLUE: &str = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\nfunction initSync() {}\n";

    fn parts(all: &[(&str, &[&str])]) -> BTreeMap<String, BTreeSet<String>> {
        let files = |files: &[&str]| files.iter().map(|&file| file.to_owned()).collect();
        let part = |&(part, all): &(&str, &[&str])| (part.to_owned(), files(all));
        all.iter().map(part).collect()
    }

    fn both() -> BTreeMap<String, BTreeSet<String>> {
        parts(&[("notes", &["pack"]), ("pack", &["beside", "pack"])])
    }

    #[test]
    fn glue_and_loader_become_one_module() {
        let hash = |file: &str| Some(format!("sha384-of-{file}"));
        let code = into_glue(GLUE, &loader(LOADER, &both(), hash).unwrap()).unwrap();
        for gone in ["import *", "import {", "export", "console.error", "chunk_1"] {
            assert!(!code.contains(gone), "{gone}: {code}");
        }
        for there in [
            "const import1 = (() => {",
            "const part_pack = file(\"./part_pack.wasm\", \"sha384-of-part_pack.wasm\");",
            "__wasm_split_load_pack: wrapAsyncCb(() => Promise.all([part_beside(), part_pack()])),",
            "__wasm_split_load_notes: wrapAsyncCb(() => Promise.all([part_pack()])),",
            "credentials: \"same-origin\" }).then(typed);",
            "})();\nconst import2 = import1;\n",
            "function initSync() {}",
        ] {
            assert!(code.contains(there), "{there}: {code}");
        }
    }

    #[test]
    fn an_unknown_form_is_refused() {
        let hash = |_: &str| Some("sha384-x".to_owned());
        assert!(loader(LOADER, &both(), hash).is_ok());
        assert!(
            loader(LOADER, &both(), |_| None).is_err(),
            "a file is missing"
        );
        assert!(into_glue("nothing", "{}").is_err(), "no import");
        let refused = |text: &str, why: &str| {
            assert!(loader(text, &both(), hash).is_err(), "{why}");
        };
        refused("const a = 1;", "nothing is known");
        refused(&LOADER.replace("initSync", "other"), "another import");
        refused(
            &LOADER.replace("function makeLoad", "function load"),
            "another name",
        );
        refused(&LOADER.replace("load_notes", "load_rank"), "another part");
    }

    #[test]
    fn custom_sections_go_and_the_rest_stays() {
        let wasm = b"\0asm\x01\0\0\0\x00\x05\x04name\x01\x02ab\x00\x03\x02xy";
        assert_eq!(bare(wasm), b"\0asm\x01\0\0\0\x01\x02ab");
        assert_eq!(bare(b"text"), b"text");
        let cut_off = &wasm[..wasm.len() - 1];
        assert_eq!(bare(cut_off), cut_off);
    }

    #[test]
    fn only_a_program_made_for_it_is_cut() {
        assert!(wants(b"..__wasm_split_unstable.."));
        assert!(!wants(b"\0asm"));
    }
}
