//! Takes comments and needless space out of CSS, JavaScript and HTML. Deliberately timid: brotli
//! does the rest, and a squeezer that understands less can break less.

/// CSS without comments and with no more space than tokens need. Strings and `url(…)` are kept as they are.
pub fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut gap = false;
    while let Some(c) = chars.next() {
        if c == '/' && chars.peek() == Some(&'*') {
            chars.next();
            let mut star = false;
            for c in chars.by_ref() {
                if star && c == '/' {
                    break;
                }
                star = c == '*';
            }
            gap = true;
            continue;
        }
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap {
            // Space around + - * ( ) : . # & > ~ may carry meaning; around these it never does.
            let quiet = |c: char| matches!(c, '{' | '}' | ';' | ',');
            let before = out.chars().last();
            // `--x: ;` is an empty value, `--x:;` is a mistake.
            let is_empty_value = before == Some(':') && matches!(c, ';' | '}');
            let matters = before.is_some_and(|before| !quiet(before)) && !quiet(c);
            if is_empty_value || (matters && !after_declaration(&out)) {
                out.push(' ');
            }
            gap = false;
        }
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(c);
        if c == '"' || c == '\'' {
            copy_string(c, &mut chars, &mut out);
        }
        if c == '(' && out.ends_with("url(") {
            let mut nested = chars.clone();
            if !matches!(nested.next(), Some('"' | '\'')) {
                for c in chars.by_ref() {
                    out.push(c);
                    if c == ')' {
                        break;
                    }
                }
            }
        }
    }
    out
}

/// Whether the text ends in `property:`, where a following space is free. A colon in a selector
/// (`a :hover`) stands behind a space or a name and is followed by none.
fn after_declaration(out: &str) -> bool {
    let Some(body) = out.strip_suffix(':') else {
        return false;
    };
    let start = body.rfind(['{', '}', ';', '(']).map_or(0, |at| at + 1);
    !body[start..].is_empty()
        && body[start..]
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !body[start..].starts_with("--")
}

fn copy_string(quote: char, chars: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for c in chars {
        out.push(c);
        if c == quote && !escaped {
            return;
        }
        escaped = c == '\\' && !escaped;
    }
}

/// JavaScript without indentation, blank lines, `//` lines and block comments that fill whole
/// lines. A file with a template literal over several lines is returned as it is.
pub fn js(text: &str) -> String {
    if text
        .lines()
        .any(|line| line.matches('`').count() % 2 == 1 || line.trim_end().ends_with('\\'))
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut comment = false;
    for line in text.lines().map(str::trim) {
        if comment {
            comment = !line.ends_with("*/");
            continue;
        }
        if line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/")) {
            comment = !line.ends_with("*/");
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// HTML without comments, blank lines and indentation. Line ends stay, so words never join.
/// A page with `<pre>` or `<textarea>` is returned as it is.
pub fn html(text: &str) -> String {
    if text.contains("<pre") || text.contains("<textarea") {
        return text.to_owned();
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<!--") {
        bare.push_str(&rest[..at]);
        rest = rest[at..]
            .find("-->")
            .map_or("", |end| &rest[at + end + 3..]);
    }
    bare.push_str(rest);
    let mut out = String::with_capacity(bare.len());
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_loses_only_what_means_nothing() {
        let cases = [
            ("a { color : red ; }\n", "a{color : red}"),
            ("a { color: red; b: c }", "a{color:red;b:c}"),
            ("/* x */ a, b > c { }", "a,b > c{}"),
            ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
            ("a { inset: auto 0 0; }", "a{inset:auto 0 0}"),
            ("a :hover { } a:hover { }", "a :hover{}a:hover{}"),
            (".x { & :is(a, b) { } }", ".x{& :is(a,b){}}"),
            (".x { &:not(:focus) { } }", ".x{&:not(:focus){}}"),
            (
                "a::after { content: \" /* ; } */ \\\" \"; }",
                "a::after{content:\" /* ; } */ \\\" \"}",
            ),
            ("a { b: url( x;  y ) }", "a{b:url( x;  y )}"),
            (
                "@media (a: b) and (c) { x { y: z } }",
                "@media (a:b) and (c){x{y:z}}",
            ),
            (
                "@layer a, b;\n@layer a { x { y: z; } }",
                "@layer a,b;@layer a{x{y:z}}",
            ),
            ("a { --empty: ; --x: 1 }", "a{--empty: ;--x: 1}"),
            ("a{b:c/**/d}", "a{b:c d}"),
            ("td :first-child{}", "td :first-child{}"),
            ("a { font: 400 100%/1.45 x }", "a{font:400 100%/1.45 x}"),
        ];
        for (given, wanted) in cases {
            assert_eq!(css(given), wanted, "{given}");
            assert_eq!(css(wanted), wanted, "twice: {given}");
        }
    }

    #[test]
    fn our_sheets_keep_their_blocks_and_declarations() {
        let folder = crate::workspace().join("style");
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let small = css(&text);
            assert_eq!(css(&small), small);
            for mark in ['{', '}', ':', '('] {
                let bare = strip_comments(&text);
                assert_eq!(
                    small.matches(mark).count(),
                    bare.matches(mark).count(),
                    "{mark}"
                );
            }
        }
    }

    fn strip_comments(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("/*") {
            out.push_str(&rest[..at]);
            rest = rest[at..].split_once("*/").map_or("", |(_, tail)| tail);
        }
        out + rest
    }

    #[test]
    fn js_keeps_code() {
        assert_eq!(
            js(
                "// note\n  let a = 1; // kept\n\n/**\n * doc\n */\n  a /* b */ + 1;\n/* one line */\n"
            ),
            "let a = 1; // kept\na /* b */ + 1;\n"
        );
        let literal = "let a = `one\n  // two\n`;\n";
        assert_eq!(js(literal), literal);
    }

    #[test]
    fn html_keeps_words_apart() {
        assert_eq!(
            html("<p>\n  one\n  two<!-- x\n y --></p>\n\n"),
            "<p>\none\ntwo</p>\n"
        );
        assert_eq!(html("<pre>\n  x\n</pre>"), "<pre>\n  x\n</pre>");
    }
}
