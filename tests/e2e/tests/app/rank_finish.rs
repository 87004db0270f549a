//! Certifying the list, kept lists, and the list as a file.

use std::io::Write as _;
use std::process::{Command, Stdio};

use e2e::target::{button, checkbox, field, link, press};
use e2e::{Engine, Visit, every_engine, seed::Seed, words};
use serde_json::json;

every_engine!(certified_changed_and_asked_for_again);

const NAMES: [(&str, &str); 3] = [
    ("Wrenfield University", "9001140C0"),
    ("Juniper Valley", "9014140C0"),
    ("Harborlight", "9007140C0"),
];

/// What only looks like a formula, a name from right to left, and signs that a table must quote.
const ODD: [(&str, &str); 4] = [
    ("=SUM(A1:A9)", "9001140C0"),
    ("مستشفى النور", "9014140C0"),
    ("Cedar 🌲, \"the\" best", "9007140C0"),
    ("-2 Hospital", ""),
];

fn with(engine: Engine, programs: &'static [(&str, &str)]) -> Visit {
    Visit::planted(engine, |now| Seed::with_rank_list(now, programs))
}

/// Names of the list as it stands on the screen.
const SHOWN: &str =
    "JSON.stringify([...document.querySelectorAll('.codes bdi')].map((name) => name.textContent))";

fn shows_order(programs: &[(&str, &str)]) -> String {
    let names: Vec<&str> = programs.iter().map(|(name, _)| *name).collect();
    let names = json!(json!(names).to_string());
    format!("{SHOWN} === {names}")
}

fn certified_changed_and_asked_for_again(engine: Engine) {
    let visit = with(engine, &NAMES);
    visit.go("rank/finish");
    visit.wait_until(&shows_order(&NAMES));
    // The usual deadline says where to confirm it.
    visit.wait_until(&Visit::shows("Confirm with nrmp.org"));
    visit.click(&button("Type another"));
    visit.fill(&field("Date"), "2099-03-04");
    visit.fill(&field("Time"), "21:00");
    visit.click(&button("Keep this deadline"));
    visit.wait_until(&Visit::shows("Wed 4 Mar, Eastern"));
    visit.wait_until(&Visit::shows("Thu 5 Mar, Kolkata"));
    visit.wait_until(&Visit::shows("days left"));
    // One that is over is refused at its field, and nothing is changed.
    visit.click(&button("Change the deadline"));
    visit.fill(&field("Date"), "2020-03-04");
    visit.click(&button("Keep this deadline"));
    visit.wait_until(&Visit::shows("This is over already."));
    visit.wait_until(&format!("document.activeElement === {}", field("Date")));
    visit.click(&button("Close"));
    visit.wait_until(&Visit::shows("Wed 4 Mar, Eastern"));
    // What is missing is named and mended here.
    visit.wait_until(&Visit::shows(
        "Missing: Wrenfield University, Juniper Valley and Harborlight",
    ));
    visit.click(&checkbox("I would train at each of them"));
    visit.click(&checkbox("This order is what I truly prefer"));
    visit.click(&press("Contract and visa policy"));
    for (name, _) in NAMES {
        visit.click(&checkbox(name));
    }
    visit.click(&button("Close"));
    visit.wait_until(&Visit::shows("5 of 6 done"));
    visit.click(&button("I certified it in R3"));
    visit.wait_until(&Visit::shows("Certified list kept"));
    visit.wait_until(&Visit::shows("6 of 6 done"));
    visit.wait_saved();
    // Yesterday's order was another one. It is compared in words and taken back.
    visit.go("rank/lists");
    visit.wait_for(&link("Certified on"));
    visit.click(&link("Order of"));
    visit.wait_until("location.hash.startsWith('#/rank/lists/seeded-')");
    visit.go("rank/lists/seeded-yesterday");
    visit.wait_until(&Visit::shows("Wrenfield University: up from 3 to 1"));
    let row = "[...document.querySelectorAll('tbody tr')]
        .map((row) => [...row.cells].map((cell) => cell.textContent).join('|')).join('/')";
    assert_eq!(
        visit.text(row),
        "Harborlight|1|3/Juniper Valley|2|2/Wrenfield University|3|1"
    );
    visit.click(&button("Use this old order"));
    visit.wait_until(&Visit::shows("Your list stands as it did then."));
    visit.go("rank/finish");
    let turned = [NAMES[2], NAMES[1], NAMES[0]];
    visit.wait_until(&shows_order(&turned));
    visit.wait_until(&Visit::shows("Certify again in R3"));
    visit.wait_until(&Visit::shows("Places 1 and 3 changed on"));
    visit.wait_until(&Visit::shows("Changed since you said so"));
    visit.click(&button("I certified it in R3"));
    visit.wait_until(&Visit::shows("Certified list kept"));
    visit.wait_until(&format!("!{}", Visit::shows("Certify again in R3")));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_until(&shows_order(&turned));
    visit.wait_until(&Visit::shows("Certified in R3"));
    visit.expect_no_errors("certified");
}

/// Only a list whose programs were all seen is certified; the sentence names the others.
#[test]
fn a_program_without_an_interview_is_named_and_nothing_is_certified() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        Seed::with_rank_list(now, &NAMES).with_place_ahead("Coming Soon")
    });
    visit.go("rank/finish");
    visit.wait_until(&shows_order(&NAMES));
    visit.click(&button("I certified it in R3"));
    visit.wait_until(&Visit::shows(
        "Coming Soon has a place on your list but no interview that is over.",
    ));
    visit.click(&press("Interviewed at each program"));
    visit.wait_for(&link("Coming Soon"));
    visit.click(&button("Close"));
    visit.wait_until("!document.querySelector('dialog')");
    visit.go("rank/lists");
    visit.wait_for(&link("Order of"));
    assert_eq!(
        visit.eval("document.body.innerText.includes('Certified on')"),
        false
    );
    visit.expect_no_errors("refused");
}

#[test]
fn the_file_and_the_copied_text_say_what_is_on_the_screen() {
    let visit = with(Engine::Chromium, &ODD);
    visit.go("rank/finish");
    visit.wait_until(&shows_order(&ODD));
    // What would be downloaded or copied is kept instead.
    visit.eval(
        "(() => {
           URL.createObjectURL = (file) => { file.text().then((text) => { window.saved = text; }); return '#'; };
           HTMLAnchorElement.prototype.click = () => {};
           navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };
         })()",
    );
    visit.click(&button("CSV"));
    visit.wait_until("window.saved");
    let rows = read_by_python(&visit.text("window.saved"));
    let cells =
        |column: usize| -> Vec<&str> { rows[1..].iter().map(|row| &*row[column]).collect() };
    assert_eq!(rows[0][..4], ["place", "program", "city", "nrmp code"]);
    assert_eq!(cells(0), ["1", "2", "3", "4"]);
    // An apostrophe in front, and it is no formula any more.
    let guarded = ["'=SUM(A1:A9)", ODD[1].0, ODD[2].0, "'-2 Hospital"];
    assert_eq!(cells(1), guarded);
    assert_eq!(cells(3), ODD.map(|(_, code)| code));
    visit.click(&button("Copy"));
    visit.wait_until(&Visit::shows("List copied."));
    let copied = visit.text("window.copied");
    for (place, (name, code)) in (1..).zip(ODD) {
        let line = copied.lines().find(|line| line.contains(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in {copied}"));
        assert!(line.starts_with(&format!("{place}. ")) && line.ends_with(code));
    }
    // The code that is missing leads to where it is typed.
    visit.click(&link("Add code: -2 Hospital"));
    visit.fill(&field("NRMP code"), "9026140C0");
    visit.wait_saved();
    visit.go("rank/finish");
    visit.wait_until(&Visit::shows("9026140C0"));
    visit.expect_no_errors("a file");
}

fn read_by_python(text: &str) -> Vec<Vec<String>> {
    const READ: &str = "import csv, io, json, sys; \
        text = sys.stdin.buffer.read().decode('utf-8-sig'); \
        print(json.dumps(list(csv.reader(io.StringIO(text, newline='')))))";
    let mut python = Command::new("python3")
        .args(["-c", READ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    let mut input = python.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("written");
    drop(input);
    let output = python.wait_with_output().expect("read");
    serde_json::from_slice(&output.stdout).expect("rows")
}

#[test]
fn a_list_is_kept_with_a_note_and_forgotten_with_undo() {
    let visit = with(Engine::Chromium, &NAMES);
    visit.go("rank/lists");
    visit.fill(&field("Note"), "Before the second look");
    visit.click(&button("Keep this list"));
    visit.wait_until(&Visit::shows("List kept"));
    visit.click(&link("Kept on"));
    visit.wait_until(&Visit::shows("Before the second look"));
    visit.wait_until(&Visit::shows("Your list stands as it did then."));
    visit.click(&button("Forget this list"));
    visit.wait_until("location.hash === '#/rank/lists'");
    visit.wait_until(&Visit::shows("List forgotten"));
    visit.wait_until(&format!("!{}", Visit::shows("Kept on")));
    visit.click(&button(words::UNDO));
    visit.wait_for(&link("Kept on"));
    visit.expect_no_errors("a kept list");
}

#[test]
fn today_says_what_is_not_rated_and_not_certified() {
    let visit = with(Engine::Chromium, &NAMES);
    visit.go("");
    visit.wait_for(&link("3 programs not rated"));
    assert_eq!(
        visit.eval("document.body.innerText.includes('not certified')"),
        false,
        "no deadline is known"
    );
    visit.go("rank/finish");
    visit.click(&button("Type another"));
    let soon = visit.text("new Date(Date.now() + 4 * 86400000).toISOString().slice(0, 10)");
    visit.fill(&field("Date"), &soon);
    visit.fill(&field("Time"), "12:00");
    visit.click(&button("Keep this deadline"));
    visit.wait_until(&Visit::shows("days left"));
    visit.wait_saved();
    visit.go("");
    visit.click(&link("Rank list not certified"));
    visit.wait_until("location.hash === '#/rank/finish'");
    visit.click(&button("I certified it in R3"));
    visit.wait_until(&Visit::shows("Certified list kept"));
    visit.go("");
    visit.wait_for(&link("3 programs not rated"));
    visit.wait_until(&format!("!{}", Visit::shows("Rank list not certified")));
    visit.expect_no_errors("today");
}
