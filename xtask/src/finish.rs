//! Trunk's post_build hook: turns a staged build into one that can be published.
//!
//! Release: one style sheet, names by the hash of the final bytes, integrity, service worker list,
//! brotli and gzip siblings, sizes and limits. Debug: only what the page's policy needs.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::headers::Rules;
use crate::worker_list::Entry;
use crate::{
    Outcome, budget, digest, media, page, paths, policy, split, squeeze, tools, worker_list,
};

/// Files of `public/` that only the build reads.
const NOT_SHIPPED: [&str; 1] = ["icons/sprite.svg"];
/// Scripts that are asked for by these names: `boot.js` allows workers by address, and an address that
/// followed the bytes would have to be written into it.
const KEEPS_NAME: [&str; 3] = ["sw.js", "kill-sw.js", "worker.js"];
/// The features rustc 1.95 emits. Naming them is needed because the release profile strips the list,
/// and naming more makes modules browsers refuse.
const WASM_OPT: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Set by `serve` and `test`: an exceeded limit is told, not an error. A page that is too big is still
/// worth looking at and testing; `test` counts the limits as a check of its own.
pub const ONLY_TOLD: &str = "MATCHBOOK_LIMITS_TOLD";

type Files = BTreeMap<String, Vec<u8>>;

/// Reads Trunk's environment and finishes its staging folder.
///
/// # Errors
/// When not called by Trunk, or when the build breaks a rule; Trunk then keeps the old `dist/`.
pub fn from_trunk() -> Outcome<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("`finish` is called by Trunk; run `cargo xtask build` instead.")?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        print!("{}", release(&staging)?);
        Ok(())
    } else {
        debug(&staging)
    }
}

fn told(path: &Path) -> impl Fn(std::io::Error) -> String + '_ {
    move |error| format!("{}: {error}", path.display())
}

/// Development: Trunk's live reload arrives as an inline script, which the policy forbids, so it
/// becomes a file.
fn debug(staging: &Path) -> Outcome<()> {
    let path = staging.join("index.html");
    let html = std::fs::read_to_string(&path).map_err(told(&path))?;
    let (html, script) = extract_reload(&html);
    if let Some(script) = script {
        let file = staging.join("trunk-reload.js");
        std::fs::write(&file, script).map_err(told(&file))?;
        std::fs::write(&path, html).map_err(told(&path))?;
    }
    Ok(())
}

/// Takes Trunk's live-reload script out of the page and fills its places as Trunk's server would.
fn extract_reload(html: &str) -> (String, Option<String>) {
    let found = page::inline_scripts(html)
        .into_iter()
        .find(|(_, body)| body.contains("{{__TRUNK_ADDRESS__}}"));
    let Some((at, body)) = found else {
        return (html.to_owned(), None);
    };
    let script = body
        .replace("'{{__TRUNK_ADDRESS__}}'", "window.location.host")
        .replace("{{__TRUNK_WS_BASE__}}", "/")
        .replace("{{__TRUNK_WS_PROTOCOL__}}", "");
    let link = "<script src=\"./trunk-reload.js\" defer></script>";
    (
        format!("{}{link}{}", &html[..at.start], &html[at.end..]),
        Some(script),
    )
}

/// Finishes a production build in place and returns the size table.
///
/// # Errors
/// One sentence per broken rule or limit.
pub fn release(staging: &Path) -> Outcome<String> {
    debug(staging)?;
    let mut files = read_all(staging)?;
    for path in NOT_SHIPPED {
        files.remove(path);
    }
    let before: Vec<String> = files.keys().cloned().collect();
    let cut = cut_into_parts(&mut files)?;
    for (_, bytes) in files.iter_mut().filter(|(path, _)| path.ends_with(".wasm")) {
        *bytes = split::bare(bytes);
    }
    optimise_wasm(&mut files, cut.is_some())?;
    if let Some(cut) = &cut {
        split::link(&mut files, cut)?;
    }
    assemble(&mut files)?;

    let root = crate::workspace();
    let list = root.join("xtask/help_links.txt");
    let allowed = policy::allowed(&std::fs::read_to_string(&list).map_err(told(&list))?);
    let mut broken: Vec<String> = files
        .iter()
        // The texts of licences are not ours to change, and nothing in them is ever fetched.
        .filter(|(path, _)| path.as_str() != "_headers" && !path.starts_with("licences/"))
        .flat_map(|(path, bytes)| policy::offences(path, bytes, &allowed))
        .collect();

    broken.extend(
        files
            .keys()
            .filter(|path| worker_list::is_left_out(path) && !worker_list::is_for_hosts(path))
            .map(|path| format!("{path}: some hosts leave out names that begin with _ or a dot.")),
    );
    let telltales = paths::telltales()?;
    let machine = files.iter().filter_map(|(path, bytes)| {
        let told = paths::told_by(bytes, &telltales)?;
        Some(format!("{path} tells of this machine: {told}."))
    });
    let machine: Vec<String> = machine.collect();

    for path in before {
        drop(std::fs::remove_file(staging.join(path)));
    }
    drop(std::fs::remove_dir_all(staging.join("snippets")));
    for path in NOT_SHIPPED {
        drop(std::fs::remove_file(staging.join(path)));
    }
    write_all(staging, &files)?;
    let sizes = compress(staging, &files)?;
    let html = text(&files, "index.html")?;
    let (mut table, over) = budget::report(&sizes, &html);
    if std::env::var_os(ONLY_TOLD).is_some() {
        over.iter()
            .for_each(|line| table.push_str(&format!("{line}\n")));
    } else {
        broken.extend(over);
    }
    if paths::are_mapped() {
        broken.extend(machine);
    } else if !machine.is_empty() {
        table.push_str("This build tells of the machine it was made on; `cargo xtask build` makes one that does not.\n");
    }
    if broken.is_empty() {
        return Ok(table);
    }
    Err(format!("{table}{}", broken.join("\n")))
}

/// The limits a finished `dist/` exceeds, one sentence each.
///
/// # Errors
/// When it cannot be read.
pub fn exceeded(dist: &Path) -> Outcome<Vec<String>> {
    let files = read_all(dist)?;
    let sizes: Vec<budget::Size> = files
        .iter()
        .filter(|(path, _)| !path.ends_with(".br") && !path.ends_with(".gz"))
        .map(|(path, bytes)| budget::Size {
            path: path.clone(),
            raw: bytes.len(),
            sent: files.get(&format!("{path}.br")).unwrap_or(bytes).len(),
        })
        .collect();
    Ok(budget::report(&sizes, &text(&files, "index.html")?).1)
}

fn read_all(root: &Path) -> Outcome<Files> {
    let mut files = Files::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(told(&folder))? {
            let path = entry.map_err(told(&folder))?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path
                .strip_prefix(root)
                .map_err(|error| error.to_string())?
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            let bytes = std::fs::read(&path).map_err(told(&path))?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

fn text(files: &Files, path: &str) -> Outcome<String> {
    let bytes = files
        .get(path)
        .ok_or_else(|| format!("{path} is not in the build."))?;
    String::from_utf8(bytes.clone()).map_err(|_| format!("{path} is not text."))
}

/// Cuts the program where it was compiled for that; Trunk does not hand over what the compiler wrote,
/// so it is read from Cargo's folder.
fn cut_into_parts(files: &mut Files) -> Outcome<Option<split::Cut>> {
    let compiled = crate::build::target_folder()
        .join(tools::WASM_TARGET)
        .join("release/matchbook-app.wasm");
    let Ok(wasm) = std::fs::read(&compiled) else {
        return Ok(None);
    };
    let stem = files
        .keys()
        .find_map(|path| path.strip_suffix("_bg.wasm"))
        .filter(|stem| stem.starts_with("matchbook-app"))
        .map(str::to_owned);
    match stem {
        Some(stem) if split::wants(&wasm) => split::cut(files, &wasm, &stem).map(Some),
        _ => Ok(None),
    }
}

/// wasm-opt where the machine has one that understands rustc's output; it gains under 2 % after
/// brotli, so its absence is no error.
fn optimise_wasm(files: &mut Files, is_cut: bool) -> Outcome<()> {
    // Older ones break the table that the parts share.
    let oldest = if is_cut { 120 } else { 108 };
    let version = Command::new("wasm-opt").arg("--version").output();
    let number = version.ok().and_then(|output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.split_whitespace()
            .find_map(|word| word.parse::<u32>().ok())
    });
    match number {
        None => return Ok(()),
        Some(number) if number < oldest => {
            println!("wasm-opt {number} is older than {oldest}: left out.");
            return Ok(());
        }
        Some(_) => {}
    }
    let folder = std::env::temp_dir().join(format!("matchbook-wasm-opt-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(told(&folder))?;
    let (input, output) = (folder.join("in.wasm"), folder.join("out.wasm"));
    for (path, bytes) in files.iter_mut().filter(|(path, _)| path.ends_with(".wasm")) {
        std::fs::write(&input, &bytes).map_err(told(&input))?;
        let run = Command::new("wasm-opt")
            .args(WASM_OPT)
            .arg(&input)
            .arg("-o")
            .arg(&output)
            .output();
        let smaller = run
            .ok()
            .filter(|run| run.status.success())
            .and_then(|_| std::fs::read(&output).ok())
            .filter(|new| new.starts_with(b"\0asm") && new.len() < bytes.len());
        match smaller {
            Some(new) => *bytes = new,
            None => println!("wasm-opt did not help with {path}: left as it was."),
        }
    }
    drop(std::fs::remove_dir_all(&folder));
    Ok(())
}

/// Everything between reading and writing: style, names, references, integrity, worker list.
fn assemble(files: &mut Files) -> Outcome<()> {
    let mut html = squeeze::html(&text(files, "index.html")?);
    html = merge_styles(files, &html)?;

    for path in ["boot.js", "kill-sw.js", "worker.js"] {
        if files.contains_key(path) {
            let small = squeeze::js(&text(files, path)?);
            files.insert(path.to_owned(), small.into_bytes());
        }
    }
    let renamed = rename(files, &html)?;
    html = page::rewrite(&html, |mut tag| {
        let target = tag.file()?.to_owned();
        let name = renamed.get(&target).cloned().unwrap_or(target);
        let bytes = files.get(&name)?;
        let is_checked = tag.name == "script"
            || matches!(
                tag.attribute("rel"),
                Some("stylesheet" | "modulepreload" | "preload")
            );
        if is_checked {
            tag.set("integrity", &digest::integrity(bytes));
        }
        let attribute = if tag.name == "script" { "src" } else { "href" };
        tag.set(attribute, &format!("./{name}"));
        Some(tag.text())
    });

    // The version must be known before the page that shows it has its final hash, so it is taken
    // over the page without it.
    files.insert("index.html".to_owned(), html.clone().into_bytes());
    let worker = squeeze::js(&text(files, "sw.js")?);
    let headers = Rules::parse(&text(files, "_headers")?)?.common();
    let version = worker_list::version(&entries(files), &headers, &worker);
    let empty = "<meta name=\"matchbook-version\" content=\"\">";
    if html.matches(empty).count() != 1 {
        return Err(format!("index.html must contain `{empty}` once."));
    }
    html = html.replace(
        empty,
        &format!("<meta name=\"matchbook-version\" content=\"{version}\">"),
    );
    files.insert("index.html".to_owned(), html.into_bytes());
    let worker = worker_list::fill(&worker, &version, &entries(files), &headers)?;
    files.insert("sw.js".to_owned(), worker.into_bytes());
    Ok(())
}

fn entries(files: &Files) -> Vec<Entry> {
    files
        .iter()
        .filter(|(path, _)| worker_list::is_listed(path))
        .map(|(path, bytes)| Entry {
            path: path.clone(),
            hash: digest::base64(bytes),
        })
        .collect()
}

/// Puts all style sheets, in the order of the page, into one file `style.css` and one link.
fn merge_styles(files: &mut Files, html: &str) -> Outcome<String> {
    let mut sheet = String::new();
    for tag in page::tags(html) {
        if tag.attribute("rel") == Some("stylesheet") {
            let path = tag.file().unwrap_or_default();
            let css = squeeze::css(&text(files, path)?);
            if css.contains("@import") {
                return Err(format!("{path}: @import is one more request; add a link."));
            }
            files.remove(path);
            sheet.push_str(&css);
        }
    }
    if sheet.is_empty() {
        return Err("index.html links no style sheet.".to_owned());
    }
    files.insert("style.css".to_owned(), sheet.into_bytes());
    let mut first = true;
    Ok(page::rewrite(html, |tag| {
        if tag.attribute("rel") != Some("stylesheet") {
            return None;
        }
        let link = "<link rel=\"stylesheet\" href=\"./style.css\">";
        Some(if std::mem::take(&mut first) { link } else { "" }.to_owned())
    }))
}

/// Moves code and style to `assets/<name>-<hash of the final bytes>`, referenced before referencing,
/// and returns old name → new name.
fn rename(files: &mut Files, html: &str) -> Outcome<BTreeMap<String, String>> {
    let mut renamed = BTreeMap::new();
    let with = |ending: &str, files: &Files| -> Vec<String> {
        files
            .keys()
            .filter(|path| path.ends_with(ending) && !KEEPS_NAME.contains(&path.as_str()))
            .cloned()
            .collect()
    };
    let mut order = with(".css", files);
    order.extend(with(".wasm", files));
    // Snippets are imported by the glue, so they come before it.
    let (snippets, scripts): (Vec<_>, Vec<_>) = with(".js", files)
        .into_iter()
        .partition(|path| path.starts_with("snippets/"));
    order.extend(snippets);
    order.extend(scripts);
    for path in order {
        let mut bytes = files.remove(&path).unwrap_or_default();
        if path.ends_with(".js") {
            let mut code = String::from_utf8(bytes).map_err(|_| format!("{path} is not text."))?;
            for (old, new) in &renamed {
                let (old, new): (&String, &String) = (old, new);
                let new = new.strip_prefix("assets/").unwrap_or(new);
                code = code.replace(old.as_str(), new);
            }
            bytes = squeeze::js(&code).into_bytes();
        }
        let name = format!("assets/{}", final_name(&path, &bytes));
        files.insert(name.clone(), bytes);
        renamed.insert(path, name);
    }
    for path in renamed.keys() {
        let is_code = path.ends_with("_bg.wasm") || path == "boot.js";
        if is_code && !html.contains(path.as_str()) && !path.contains("worker") {
            return Err(format!("index.html does not name {path}."));
        }
    }
    Ok(renamed)
}

/// `matchbook-app-<Trunk's hash>_bg.wasm` → `matchbook-app_bg-<hash of these bytes>.wasm`.
fn final_name(path: &str, bytes: &[u8]) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "bin"));
    let is_hash = |part: &str| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let (stem, tail) = stem
        .strip_suffix("_bg")
        .map_or((stem, ""), |stem| (stem, "_bg"));
    let stem = match stem.rsplit_once('-') {
        Some((name, hash)) if is_hash(hash) => name,
        _ => stem,
    };
    format!("{stem}{tail}-{}.{ending}", digest::short(bytes))
}

fn write_all(root: &Path, files: &Files) -> Outcome<()> {
    for (path, bytes) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(told(folder))?;
        }
        std::fs::write(&path, bytes).map_err(told(&path))?;
    }
    Ok(())
}

/// Writes `.br` and `.gz` siblings and returns what each file costs. Results are kept by content in
/// the build folder, so only changed files are compressed again.
fn compress(root: &Path, files: &Files) -> Outcome<Vec<budget::Size>> {
    let store = crate::build::target_folder().join("xtask-compressed");
    std::fs::create_dir_all(&store).map_err(told(&store))?;
    let mut work: Vec<(&String, &Vec<u8>)> = files.iter().collect();
    work.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    let queue = std::sync::Mutex::new(work.into_iter());
    let sizes = std::sync::Mutex::new(Vec::new());
    let one = || -> Outcome<()> {
        loop {
            let next = queue.lock().map_err(|error| error.to_string())?.next();
            let Some((path, bytes)) = next else {
                return Ok(());
            };
            let mut sent = bytes.len();
            // What hosts read themselves is never sent compressed.
            if media::is_compressible(path) {
                for (ending, encode) in [
                    ("br", brotli as fn(&[u8]) -> std::io::Result<Vec<u8>>),
                    ("gz", gzip),
                ] {
                    let kept = store.join(format!("{}.{ending}", digest::hex(bytes)));
                    let small = match std::fs::read(&kept) {
                        Ok(small) => small,
                        Err(_) => {
                            let small = encode(bytes).map_err(told(&kept))?;
                            // Written aside first: an interrupted run must not leave half a file.
                            let aside =
                                kept.with_extension(format!("{ending}.{}", std::process::id()));
                            std::fs::write(&aside, &small).map_err(told(&aside))?;
                            std::fs::rename(&aside, &kept).map_err(told(&kept))?;
                            small
                        }
                    };
                    if small.len() < bytes.len() {
                        let sibling = root.join(format!("{path}.{ending}"));
                        std::fs::write(&sibling, &small).map_err(told(&sibling))?;
                        if ending == "br" {
                            sent = small.len();
                        }
                    }
                }
            }
            let size = budget::Size {
                path: path.clone(),
                raw: bytes.len(),
                sent,
            };
            sizes.lock().map_err(|error| error.to_string())?.push(size);
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let outcomes: Vec<Outcome<()>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(one)).collect();
        running
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err("Compression failed.".to_owned()))
            })
            .collect()
    });
    outcomes.into_iter().collect::<Outcome<()>>()?;
    sizes.into_inner().map_err(|error| error.to_string())
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><meta name=\"matchbook-version\" content=\"\">\n<link rel=\"stylesheet\" href=\"./a-1111111111111111.css\"/><link rel=\"stylesheet\" href=\"./b-2222222222222222.css\">\n<link rel=\"icon\" href=\"./icons/i.svg\"><script src=\"./boot.js\"></script>\n<link rel=\"modulepreload\" href=\"./app-1234567890abcdef.js\" crossorigin=anonymous integrity=\"sha384-old\"><link rel=\"preload\" href=\"./app-1234567890abcdef_bg.wasm\" as=\"fetch\" integrity=\"sha384-old\">";

    fn staged(wasm: &[u8]) -> Files {
        let files: [(&str, &[u8]); 9] = [
            ("index.html", PAGE.as_bytes()),
            ("a-1111111111111111.css", b"a { b: c; }"),
            ("b-2222222222222222.css", b"/* x */ d { e: f; }"),
            ("boot.js", b"// note\nboot();\n"),
            ("icons/i.svg", b"<svg/>"),
            (
                "app-1234567890abcdef.js",
                b"new URL('app-1234567890abcdef_bg.wasm', import.meta.url)\n",
            ),
            ("app-1234567890abcdef_bg.wasm", wasm),
            (
                "sw.js",
                b"const VERSION = \"\";\nconst FILES = [];\nconst HEADERS = {};\n",
            ),
            ("_headers", b"/*\n  X-One: 1\n/sw.js\n  X-Two: 2\n"),
        ];
        files
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect()
    }

    fn named<'a>(files: &'a Files, start: &str) -> (&'a String, &'a Vec<u8>) {
        files
            .iter()
            .find(|(path, _)| path.starts_with(start))
            .unwrap()
    }

    #[test]
    fn names_follow_the_final_bytes() {
        let (mut one, mut two) = (staged(b"one"), staged(b"two"));
        assemble(&mut one).unwrap();
        assemble(&mut two).unwrap();
        let wasm = named(&one, "assets/app_bg-");
        assert_eq!(
            *wasm.0,
            format!("assets/app_bg-{}.wasm", digest::short(b"one"))
        );
        assert_ne!(wasm.0, named(&two, "assets/app_bg-").0);
        // The glue names the wasm, so its own name follows too.
        assert_ne!(named(&one, "assets/app-").0, named(&two, "assets/app-").0);
        assert!(
            text(&one, named(&one, "assets/app-").0)
                .unwrap()
                .contains(&digest::short(b"one"))
        );
        for (path, bytes) in one.iter().filter(|(path, _)| path.starts_with("assets/")) {
            assert!(path.contains(&digest::short(bytes)), "{path}");
        }
        assert!(!one.keys().any(|path| path.contains("1234567890abcdef")));
    }

    #[test]
    fn the_page_names_what_is_there_with_its_integrity() {
        let mut files = staged(b"one");
        assemble(&mut files).unwrap();
        let html = text(&files, "index.html").unwrap();
        assert!(!html.contains("sha384-old"));
        assert_eq!(html.matches("rel=\"stylesheet\"").count(), 1);
        let mut checked = 0;
        for tag in page::tags(&html) {
            let Some(path) = tag.file() else { continue };
            let bytes = files.get(path).unwrap_or_else(|| panic!("{path}"));
            if let Some(integrity) = tag.attribute("integrity") {
                assert_eq!(integrity, digest::integrity(bytes), "{path}");
                checked += 1;
            }
        }
        assert_eq!(checked, 4);
        assert_eq!(named(&files, "assets/style-").1, b"a{b:c}d{e:f}");
        assert_eq!(named(&files, "assets/boot-").1, b"boot();\n");
    }

    #[test]
    fn the_worker_lists_the_final_page_and_the_version_is_shown() {
        let mut files = staged(b"one");
        assemble(&mut files).unwrap();
        let worker = text(&files, "sw.js").unwrap();
        let html = text(&files, "index.html").unwrap();
        assert!(worker.contains(&digest::base64(html.as_bytes())));
        assert!(worker.contains("{\n\"X-One\":\"1\",\n}"), "{worker}");
        let version = page::tags(&html)
            .into_iter()
            .find(|tag| tag.attribute("name") == Some("matchbook-version"))
            .and_then(|tag| tag.attribute("content").map(str::to_owned))
            .unwrap();
        assert_eq!(version.len(), 16);
        assert!(worker.contains(&format!("const VERSION = \"{version}\";")));
        let mut again = staged(b"one");
        assemble(&mut again).unwrap();
        assert_eq!(files, again);
    }

    #[test]
    fn snippets_get_names_of_their_own() {
        let mut files = staged(b"one");
        files.insert(
            "snippets/x-99/inline0.js".into(),
            b"export function f() {}\n".to_vec(),
        );
        files.insert(
            "app-1234567890abcdef.js".into(),
            b"import { f } from './snippets/x-99/inline0.js';\n".to_vec(),
        );
        assemble(&mut files).unwrap();
        let (snippet, _) = named(&files, "assets/inline0-");
        let glue = text(&files, named(&files, "assets/app-").0).unwrap();
        assert!(glue.contains(&snippet.replace("assets/", "./")), "{glue}");
    }

    #[test]
    fn a_page_without_its_parts_is_refused() {
        for part in ["sw.js", "_headers", "index.html", "a-1111111111111111.css"] {
            let mut files = staged(b"one");
            files.remove(part);
            assert!(assemble(&mut files).is_err(), "{part}");
        }
        let mut files = staged(b"one");
        files.insert(
            "index.html".into(),
            PAGE.replace("matchbook-version", "x").into_bytes(),
        );
        assert!(assemble(&mut files).is_err());
    }

    #[test]
    fn trunks_reload_script_becomes_a_file() {
        let (html, script) = extract_reload(
            "<body><script>a('{{__TRUNK_ADDRESS__}}', '{{__TRUNK_WS_BASE__}}')</script></body>",
        );
        assert_eq!(script.unwrap(), "a(window.location.host, '/')");
        assert!(policy::offences("index.html", html.as_bytes(), &[]).is_empty());
        assert!(extract_reload("<body></body>").1.is_none());
    }

    #[test]
    fn compression_can_be_undone() {
        let bytes = "hello hello hello ".repeat(200).into_bytes();
        let small = brotli(&bytes).unwrap();
        assert!(small.len() < bytes.len() / 10);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert_eq!(back, bytes);
        let mut back = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::GzDecoder::new(&gzip(&bytes).unwrap()[..]),
            &mut back,
        )
        .unwrap();
        assert_eq!(back, bytes);
    }
}
