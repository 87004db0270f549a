//! How many tests each target has: `tests/census.txt` says what the suite must find, so that a set of tests
//! that is no longer compiled, or no longer run, is a failure and not a silence.

use std::collections::BTreeMap;
use std::fmt::Write;

/// What a run found: for each step and target the number of tests, run or ignored.
#[derive(Debug, Default)]
pub struct Census {
    found: BTreeMap<String, usize>,
    ignored: BTreeMap<String, usize>,
    target: String,
}

/// The target in cargo's line `Running tests/merge.rs (target/debug/deps/merge-…)`.
fn target_of(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(package) = line.strip_prefix("Doc-tests ") {
        return Some(package);
    }
    let (path, program) = line.strip_prefix("Running ")?.split_once(" (")?;
    program
        .contains("deps")
        .then(|| path.trim_start_matches("unittests ").trim())
}

/// Passed, failed and ignored in `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
fn result_of(line: &str) -> Option<[usize; 3]> {
    let rest = line.trim_start().strip_prefix("test result: ")?;
    let number = |word: &str| -> Option<usize> {
        let before = rest.split(&format!(" {word}")).next()?;
        before.rsplit([' ', '.', ';']).next()?.parse().ok()
    };
    Some([number("passed")?, number("failed")?, number("ignored")?])
}

impl Census {
    /// Takes in a line that a step printed.
    pub fn read(&mut self, step: &str, line: &str) {
        if let Some(target) = target_of(line) {
            self.target = target.to_owned();
        } else if let Some([passed, failed, ignored]) = result_of(line) {
            let name = format!("{step}: {}", self.target);
            *self.found.entry(name.clone()).or_default() += passed + failed;
            if ignored > 0 {
                *self.ignored.entry(name).or_default() += ignored;
            }
        }
    }

    /// One line for each target that has tests, as `tests/census.txt` holds them.
    #[must_use]
    pub fn table(&self) -> String {
        let mut table = String::new();
        for (name, count) in self.found.iter().filter(|(_, count)| **count > 0) {
            let _ = writeln!(table, "{count:>4}  {name}");
        }
        table
    }

    /// What is otherwise than `expected` says, a sentence each; targets of steps that did not run are left out.
    #[must_use]
    pub fn faults(&self, expected: &str, ran: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        let mut known = BTreeMap::new();
        for line in expected.lines().filter(|line| !line.trim().is_empty()) {
            let Some((count, name)) = line.trim().split_once("  ") else {
                faults.push(format!(
                    "tests/census.txt: not a count and a target: {line}"
                ));
                continue;
            };
            let of_a_step_that_ran = ran
                .iter()
                .any(|step| name.starts_with(&format!("{step}: ")));
            match count.parse::<usize>() {
                Ok(count) if of_a_step_that_ran => drop(known.insert(name.to_owned(), count)),
                Ok(_) => {}
                Err(_) => faults.push(format!("tests/census.txt: not a count: {line}")),
            }
        }
        for (name, count) in &known {
            let found = self.found.get(name).copied().unwrap_or_default();
            if found != *count {
                faults.push(format!(
                    "{name}: {found} tests were found where {count} are expected"
                ));
            }
        }
        for (name, count) in &self.found {
            if *count > 0 && !known.contains_key(name) {
                faults.push(format!(
                    "{name}: {count} tests that tests/census.txt does not know"
                ));
            }
        }
        for (name, count) in &self.ignored {
            faults.push(format!("{name}: {count} ignored tests"));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
     Running unittests src/lib.rs (target/debug/deps/matchbook-3f)
test result: ok. 17 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
     Running tests/merge.rs (target/debug/deps/merge-48)
test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
     Running tests/none.rs (target/debug/deps/none-48)
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
   Doc-tests matchbook
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
     Running `target/debug/xtask test`
";

    fn read(output: &str) -> Census {
        let mut census = Census::default();
        // As they are read from a step: each with its end.
        output
            .split_inclusive('\n')
            .for_each(|line| census.read("core", line));
        census
    }

    #[test]
    fn tests_are_counted_by_target() {
        let table = "   1  core: matchbook\n  17  core: src/lib.rs\n   3  core: tests/merge.rs\n";
        assert_eq!(read(OUTPUT).table(), table);
        assert_eq!(
            read(OUTPUT).faults(table, &["core".to_owned()]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_vanished_is_told() {
        let ran = ["core".to_owned()];
        let faults = |expected: &str, output: &str| read(output).faults(expected, &ran);
        assert_eq!(
            faults("  17  core: src/lib.rs", ""),
            ["core: src/lib.rs: 0 tests were found where 17 are expected"]
        );
        assert_eq!(
            faults(
                "  18  core: src/lib.rs\n   3  core: tests/merge.rs\n   1  core: matchbook",
                OUTPUT
            )
            .len(),
            1
        );
        assert_eq!(faults("  17  core: src/lib.rs", OUTPUT).len(), 2, "unknown");
        assert_eq!(faults("words", OUTPUT).len(), 4);
        let ignored = OUTPUT.replace(
            "17 passed; 0 failed; 0 ignored",
            "16 passed; 0 failed; 1 ignored",
        );
        assert_eq!(
            faults(
                "  16  core: src/lib.rs\n   3  core: tests/merge.rs\n   1  core: matchbook",
                &ignored
            ),
            ["core: src/lib.rs: 1 ignored tests"]
        );
    }

    #[test]
    fn a_part_of_the_suite_is_asked_only_for_its_own() {
        let census = read(OUTPUT);
        let expected = [&census.table(), "  99  web: tests/web/main.rs"].concat();
        assert_eq!(
            census.faults(&expected, &["core".to_owned()]),
            Vec::<String>::new()
        );
    }
}
