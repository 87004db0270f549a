//! The app as a season is played in it: going, typing, and looking whether what was typed is there.

use e2e::Visit;
use e2e::target::{Target, css, field};
use serde_json::json;

/// The app, and how many things were looked for and found.
pub struct Season {
    pub visit: Visit,
    pub found: usize,
}

/// What somebody reads in an element, without what is only for screen readers, or what stands in a field.
const READ: &str = "
    const read = (e) => {
      if (e.matches('input, textarea, select')) return mb.squeeze(e.value);
      if (!e.querySelector('.visually-hidden')) return mb.squeeze(e.textContent);
      const seen = e.cloneNode(true);
      for (const hidden of seen.querySelectorAll('.visually-hidden')) hidden.remove();
      return mb.squeeze(seen.textContent);
    };";

impl Season {
    /// Moves the clock of the page; it goes on from there. A reload sets it right again.
    pub fn clock(&self, at: i64) {
        self.visit.eval(&format!(
            "(() => {{
               const from = performance.now();
               window.Date.now = () => {at} + Math.floor(performance.now() - from);
               return true;
             }})()"
        ));
    }

    /// Goes to a screen and waits until nothing of the one before stands there.
    pub fn goes(&self, path: &str) {
        self.visit.wait_until(e2e::words::AT_REST);
        let came = self.visit.eval_async(&format!(
            "const hash = {}, main = document.querySelector('main');
             if (location.hash === hash) return true;
             for (const one of main.children) one.dataset.before = '';
             location.hash = hash;
             const is_new = () => [...main.children].some((one) => !('before' in one.dataset));
             for (const end = performance.now() + 20000; !is_new() && performance.now() < end; )
               await mb.frame();
             return is_new();",
            json!(["#/", path].concat())
        ));
        assert_eq!(came, true, "{}: #/{path} is not drawn", self.visit.engine);
    }

    /// Fills in fields in their order, each once it is there.
    pub fn types(&self, fields: &[(Target, &str)]) {
        let steps: Vec<String> = fields
            .iter()
            .map(|(target, text)| {
                format!(
                    "[() => {target}, {}, {}]",
                    json!(text),
                    json!(target.to_string())
                )
            })
            .collect();
        let missed = self.visit.eval_async(&format!(
            "for (const [find, text, name] of [{}]) {{
               for (const end = performance.now() + 20000; !find() && performance.now() < end; )
                 await mb.frame();
               if (!find()) return name;
               mb.fill(find(), text);
               await mb.frame();
             }}
             return null;",
            steps.join(",")
        ));
        assert!(missed.is_null(), "{}: no {missed}", self.visit.engine);
    }

    /// Chooses in a selection by the words that are read there.
    pub fn chooses(&self, label: &str, words: &str) {
        let option = format!(
            "[...{}.options].find((one) => mb.squeeze(one.text) === {})",
            field(label),
            json!(words)
        );
        self.visit.wait_until(&option);
        let value = self.visit.text(&format!("{option}.value"));
        self.visit.fill(&field(label), &value);
    }

    /// Looks for each text at its place on a screen.
    #[track_caller]
    pub fn arrives(&mut self, path: &str, wanted: &[(&str, &str)]) {
        self.goes(path);
        self.here(path, wanted);
    }

    /// The same where one is already.
    #[track_caller]
    pub fn here(&mut self, place: &str, wanted: &[(&str, &str)]) {
        let missing = self.visit.eval_async(&format!(
            "{READ}
             const missing = () => {}.filter(([where, text]) =>
               ![...document.querySelectorAll(where)].some((e) => read(e).includes(mb.squeeze(text))));
             // What Today folds is looked at too.
             const unfold = () => {{
               for (const more of document.querySelectorAll('.row-more[aria-expanded=false]')) more.click();
             }};
             for (const end = performance.now() + 20000; missing().length && performance.now() < end; ) {{
               unfold();
               await mb.frame();
             }}
             return missing().map(([where, text]) =>
               `${{text}} in ${{where}}, which has ${{[...document.querySelectorAll(where)].map(read).join(' | ').slice(0, 600)}}`);",
            json!(wanted)
        ));
        assert_eq!(
            missing,
            json!([]),
            "{} at {place}: it does not arrive",
            self.visit.engine
        );
        self.found += wanted.len();
    }

    /// Nothing on the screen, nor in a field of it, has a text that was corrected.
    #[track_caller]
    pub fn nowhere_here(&mut self, place: &str, old: &[&str]) {
        let left = self.visit.eval_async(&format!(
            "{READ}
             const main = document.querySelector('main');
             const all = [main, ...main.querySelectorAll('input, textarea')].map(read).join(' ');
             return {}.filter((text) => all.includes(text));",
            json!(old)
        ));
        assert_eq!(
            left,
            json!([]),
            "{} at {place}: still there",
            self.visit.engine
        );
        self.found += old.len();
    }

    /// A field of the sheet, opened.
    pub fn opens(&self, of: &str) {
        self.visit
            .click(&css(&format!("[data-field={of}]:not([open]) > summary")));
        self.visit
            .wait_for(&css(&format!("[data-field={of}][open]")));
    }
}

/// The text area of one fact of the sheet.
pub fn fact_of(of: &str) -> Target {
    css(&format!("[data-field={of}] .fact textarea"))
}
