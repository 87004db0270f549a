//! Cuts the program into the parts that `src/parts.rs` declares, and writes the links between them.
//!
//! Must happen between the compiler and wasm-bindgen, a place where Trunk calls nobody; so Trunk's own
//! WebAssembly and glue are replaced here by those of the cut program. The loader becomes part
//! of the glue, and every part is fetched with its hash, so nothing unchecked ever runs.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::{Outcome, digest};

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
    for name in [&glue, &wasm] {
        let path = bound.join(name);
        let bytes = std::fs::read(&path).map_err(|error| told(&path, error))?;
        files.insert(name.clone(), bytes);
    }
    for path in &split.split_modules {
        let bytes = std::fs::read(path).map_err(|error| told(path, error))?;
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        files.insert(name, bytes);
    }
    let link = parts.join(LINK);
    let loader = std::fs::read_to_string(&link).map_err(|error| told(&link, error))?;
    Ok(Cut { glue, loader })
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
    let linked = join(&glue, &cut.loader, |part| {
        files.get(part).map(|bytes| digest::integrity(bytes))
    })?;
    files.insert(cut.glue.clone(), linked.into_bytes());
    Ok(())
}

/// Browsers compile a program while it arrives only under its own type, which not every host sends.
/// The hash has proved the bytes.
const TYPED: &str = "const typed = (response) => response.headers.get(\"Content-Type\") === \"application/wasm\" || !response.ok ? response : new Response(response.body, { headers: { \"Content-Type\": \"application/wasm\" } });\n";

/// One module out of two: `import * as X from LINK` becomes an object with the loader's exports.
fn join(glue: &str, loader: &str, hash: impl Fn(&str) -> Option<String>) -> Outcome<String> {
    let odd = |what: &str| format!("The cut program's loader has changed its form: {what}.");
    let (mut code, mut exports) = (TYPED.to_owned(), Vec::new());
    for line in loader.lines() {
        // The app shows a sentence when a part does not come. In the console it would also stand
        // whenever a page is left while a part is on its way.
        if line.trim() == "console.error(e);" {
            continue;
        }
        if line.starts_with("import ") {
            if !line.starts_with("import { initSync }") {
                return Err(odd(line));
            }
            continue;
        }
        let line = match line.strip_prefix("export const ") {
            Some(rest) => {
                let name = rest.split(' ').next().unwrap_or_default();
                exports.push(name.to_owned());
                format!("const {rest}")
            }
            None => line.to_owned(),
        };
        const FETCH: &str = "fetch(new URL(\"./";
        let line = match line.split_once(FETCH) {
            Some((before, rest)) => {
                let (part, after) = rest
                    .split_once("\", import.meta.url))")
                    .ok_or_else(|| odd(&line))?;
                let hash = hash(part).ok_or_else(|| odd(part))?;
                format!(
                    "{before}{FETCH}{part}\", import.meta.url), {{ integrity: \"{hash}\", credentials: \"same-origin\" }}).then(typed){after}"
                )
            }
            None => line,
        };
        code.push_str(&line);
        code.push('\n');
    }
    if exports.is_empty() {
        return Err(odd("no exports"));
    }
    // wasm-bindgen writes one import for each loader.
    let mut linked = String::with_capacity(glue.len() + code.len());
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
                linked.push_str(&format!(
                    "const {name} = (() => {{\n{code}return {{ {} }};\n}})();",
                    exports.join(", ")
                ));
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

    const LOADER: &str = "import { initSync } from \"./app.js\";\n\nfunction go() {}\nconsole.error(e);\n/* pack */\nconst __chunk_1 = makeLoad(() => {\n    const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));\n    return src;\n}, []);\nexport const __wasm_split_load_pack = wrap(__chunk_1);\n";
    const GLUE: &str = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\nfunction initSync() {}\n";

    #[test]
    fn glue_and_loader_become_one_module() {
        let hash = |part: &str| (part == "chunk_1.wasm").then(|| "sha384-x".to_owned());
        let code = join(GLUE, LOADER, hash).unwrap();
        assert!(
            !code.contains("import *") && !code.contains("import {") && !code.contains("export")
        );
        assert!(!code.contains("console.error"));
        assert!(code.contains("integrity: \"sha384-x\""));
        assert!(code.contains("\"same-origin\" }).then(typed);"), "{code}");
        assert!(code.contains("const import1 = (() => {"));
        assert!(code.contains("})();\nconst import2 = import1;\n"));
        assert!(code.contains("return { __wasm_split_load_pack };"));
        assert!(code.contains("function initSync() {}"));
    }

    #[test]
    fn an_unknown_form_is_refused() {
        let hash = |_: &str| Some("sha384-x".to_owned());
        assert!(join(GLUE, LOADER, |_| None).is_err(), "a part is missing");
        assert!(join("nothing", LOADER, hash).is_err(), "no import");
        assert!(join(GLUE, "const a = 1;", hash).is_err(), "no exports");
        let other = LOADER.replace("initSync", "other");
        assert!(join(GLUE, &other, hash).is_err(), "another import");
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
