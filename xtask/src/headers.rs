//! The `_headers` file that static hosts (Netlify, Cloudflare Pages) read: parsed here so that the
//! local server sends what a host will send, and tests see the real headers.

/// One block: a path pattern and its headers. `*` matches any run of characters.
#[derive(Debug, PartialEq, Eq)]
struct Rule {
    pattern: String,
    headers: Vec<(String, String)>,
}

/// All rules of one file, in order.
#[derive(Debug, Default)]
pub struct Rules(Vec<Rule>);

impl Rules {
    /// Reads the format: a path in the first column, indented `Name: value` lines below it.
    ///
    /// # Errors
    /// Names the line that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rules: Vec<Rule> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            if !line.starts_with([' ', '\t']) {
                if !content.starts_with('/') {
                    return Err(format!(
                        "_headers line {}: a path must start with /",
                        at + 1
                    ));
                }
                rules.push(Rule {
                    pattern: content.to_owned(),
                    headers: Vec::new(),
                });
                continue;
            }
            let (Some(rule), Some((name, value))) = (rules.last_mut(), content.split_once(':'))
            else {
                return Err(format!(
                    "_headers line {}: expected `Name: value` below a path",
                    at + 1
                ));
            };
            rule.headers
                .push((name.trim().to_owned(), value.trim().to_owned()));
        }
        Ok(Self(rules))
    }

    /// The headers that hosts add to every path, and so the service worker to every stored file.
    pub fn common(&self) -> Vec<(String, String)> {
        let rules = self.0.iter().filter(|rule| rule.pattern == "/*");
        rules.flat_map(|rule| rule.headers.clone()).collect()
    }

    /// The headers of one path (starting with `/`). A name set by several rules is joined with a
    /// comma, as the hosts do.
    pub fn of(&self, path: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for rule in self.0.iter().filter(|rule| matches(&rule.pattern, path)) {
            for (name, value) in &rule.headers {
                match found
                    .iter_mut()
                    .find(|(known, _)| known.eq_ignore_ascii_case(name))
                {
                    Some((_, known)) => *known = format!("{known}, {value}"),
                    None => found.push((name.clone(), value.clone())),
                }
            }
        }
        found
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut wild = false;
    for part in parts {
        wild = true;
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty() || (wild && pattern.ends_with('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# note\n/*\n  X-One: 1\n  Vary: a\n\n/assets/*\n  Cache-Control: immutable\n  vary: b\n/sw.js\n  Cache-Control: no-cache\n";

    #[test]
    fn rules_add_up() {
        let rules = Rules::parse(FILE).unwrap();
        assert_eq!(
            rules.of("/assets/x.js"),
            [
                ("X-One".into(), "1".into()),
                ("Vary".into(), "a, b".into()),
                ("Cache-Control".into(), "immutable".into())
            ]
        );
        assert_eq!(rules.of("/sw.js").len(), 3);
        let common = [("X-One", "1"), ("Vary", "a")];
        assert_eq!(
            rules.common(),
            common.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(rules.of("/sw.json").len(), 2);
    }

    #[test]
    fn values_keep_their_colons() {
        let rules = Rules::parse("/*\n  CSP: img-src 'self' data: blob:\n").unwrap();
        assert_eq!(rules.of("/")[0].1, "img-src 'self' data: blob:");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Rules::parse("  X: before any path\n").is_err());
        assert!(Rules::parse("/a\n  no colon here\n").is_err());
        assert!(Rules::parse("relative\n").is_err());
    }

    #[test]
    fn the_page_and_the_hosts_enforce_one_policy() {
        let root = crate::workspace();
        let page = std::fs::read_to_string(root.join("index.html")).unwrap();
        let file = std::fs::read_to_string(root.join("public/_headers")).unwrap();
        let policy = crate::page::tags(&page)
            .iter()
            .find(|tag| tag.attribute("http-equiv") == Some("Content-Security-Policy"))
            .and_then(|tag| tag.attribute("content").map(str::to_owned))
            .unwrap();
        let sent = Rules::parse(&file).unwrap().of("/");
        let header = &sent
            .iter()
            .find(|(name, _)| name == "Content-Security-Policy")
            .unwrap()
            .1;
        assert_eq!(*header, format!("{policy}; frame-ancestors 'none'"));
    }
}
