//! What may not be in `dist/`: inline scripts and styles, event attributes, and addresses of other
//! servers, of which the page's policy would stop the first three only at run time, and silently; and a
//! style that ends the page in some browsers.

use crate::page;

/// Addresses that are names, never fetched.
const NAMES: [&str; 5] = [
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/XML/1998/namespace",
];

/// Reads the list of help links: one address prefix per line, `#` starts a note.
pub fn allowed(list: &str) -> Vec<String> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// One sentence for each offence in one shipped file.
pub fn offences(path: &str, bytes: &[u8], allowed: &[String]) -> Vec<String> {
    let mut found: Vec<String> = addresses(bytes)
        .into_iter()
        .filter(|address| {
            !NAMES.iter().any(|name| address.starts_with(name))
                && !allowed.iter().any(|prefix| address.starts_with(prefix))
        })
        .map(|address| {
            format!("{path} names {address}; help links belong into xtask/help_links.txt.")
        })
        .collect();
    found.dedup();
    if path.ends_with(".css") {
        let mut style = String::from_utf8_lossy(bytes).into_owned();
        style.retain(|letter| !letter.is_whitespace());
        if ["text-wrap:pretty", "text-wrap-style:pretty"]
            .iter()
            .any(|wish| style.contains(wish))
        {
            found.push(format!(
                "{path} asks for pretty lines; WebKit (seen in 2.50.6) ends the page at such a text with a line \
                 break in it."
            ));
        }
    }
    if path.ends_with(".html") {
        let text = String::from_utf8_lossy(bytes);
        for tag in page::tags(&text) {
            if tag.name == "style" {
                found.push(format!("{path} has an inline <style>."));
            }
            if tag.name == "script" && tag.attribute("src").is_none() {
                found.push(format!("{path} has an inline script."));
            }
            for (name, _) in &tag.attributes {
                if name == "style" || name.starts_with("on") {
                    found.push(format!("{path} has {name}= on <{}>.", tag.name));
                }
            }
        }
    }
    found
}

/// Every `http://` and `https://` address in some bytes; in WebAssembly they stand without end marks,
/// so the tail of one may be glued to what follows it.
fn addresses(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for at in 0..bytes.len() {
        let rest = &bytes[at..];
        let scheme = [b"http://".as_slice(), b"https://"]
            .into_iter()
            .find(|scheme| rest.starts_with(scheme));
        let Some(scheme) = scheme else { continue };
        let host =
            |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&*+,;=%".contains(byte);
        let length = rest[scheme.len()..].iter().take_while(|b| host(b)).count();
        let is_named = rest
            .get(scheme.len())
            .is_some_and(u8::is_ascii_alphanumeric);
        // A bare "https://" is how code recognises an address, not an address; in WebAssembly the
        // next thing that it recognises may be glued to it.
        let glued = ["http:", "https:", "mailto:"]
            .iter()
            .any(|scheme_too| rest[scheme.len()..].starts_with(scheme_too.as_bytes()));
        if is_named && !glued {
            let end = (scheme.len() + length).min(120);
            found.push(String::from_utf8_lossy(&rest[..end]).into_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_addresses_are_found_everywhere() {
        let allowed = allowed("# help\nhttps://www.nrmp.org/\n");
        let check = |path, text: &str| offences(path, text.as_bytes(), &allowed).len();
        assert_eq!(check("a.css", "x{b:url(https://fonts.example/x)}"), 1);
        assert_eq!(check("a.wasm", "\0\0https://evil.example/x\0"), 1);
        assert_eq!(check("a.json", "\"https://www.nrmp.org/help\""), 0);
        assert_eq!(check("a.svg", "xmlns='http://www.w3.org/2000/svg'"), 0);
        assert_eq!(check("a.js", "if (x.startsWith('https://'))"), 0);
        assert_eq!(check("a.wasm", "http://https://mailto:[sound:"), 0);
        assert_eq!(check("a.wasm", "http://https://evil.example/x"), 1);
        assert_eq!(check("a.wasm", "https://://!"), 0);
    }

    #[test]
    fn pretty_lines_are_found() {
        let check = |text: &str| offences("a.css", text.as_bytes(), &[]).len();
        assert_eq!(check("body { text-wrap: pretty; }"), 1);
        assert_eq!(check("p{text-wrap-style:pretty}"), 1);
        assert_eq!(
            check("h1 { text-wrap: balance; } .pretty { color: red }"),
            0
        );
    }

    #[test]
    fn inline_code_is_found() {
        let check = |text: &str| offences("index.html", text.as_bytes(), &[]).len();
        assert_eq!(check("<script>1</script>"), 1);
        assert_eq!(check("<script src=a.js></script>"), 0);
        assert_eq!(check("<p style='a:b'><b onclick=x>"), 2);
        assert_eq!(check("<style>a{}</style>"), 1);
        assert_eq!(check("<p class=style>style= on=</p>"), 0);
    }
}
