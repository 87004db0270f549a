//! No screen is stale: whatever kind of record changes while it is open, it says what it would say if it
//! were opened then.

use e2e::seed::{Seed, TRIP};
use e2e::{Engine, Profile, Visit};
use serde_json::{Value, json};

/// When the clock of the page stands still, in milliseconds since 1970: two looks at one screen differ by
/// what changed, not by the minute.
const NOW: i64 = 1_796_140_800_000; // 2026-12-01, 16:00 UTC

/// Opens the app for somebody with these rows, with a clock that stands still.
fn visit_of(seed: &Seed) -> Visit {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    let clock = format!(
        "Date = class extends Date {{ constructor(...all) {{ super(...(all.length ? all : [{NOW}])); }} \
         static now() {{ return {NOW}; }} }};"
    );
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": clock}),
    );
    seed.plant(&visit);
    visit.wait_until("navigator.serviceWorker.controller");
    visit.reload_app();
    visit
}

/// For so many turns a screen stays the same before it counts as settled: of the event loop at the first look,
/// of frames at the second one at what it seemed to miss, which tells a screen that is late from one that never
/// follows.
const QUICK: u32 = 3;
const PATIENT: u32 = 30;

/// What a screen says and what stands in its fields: `settled` once that is the same for some turns, `until`
/// once it is what is awaited, or after as many turns. `apart` shows where two begin to differ.
const LOOK: &str = "
    const look = (path) => [
        location.hash === '#/' + path && mb.h1()?.textContent,
        document.querySelector('main').innerText,
        ...[...document.querySelectorAll('main :is(input, select, textarea)')]
            .map((field) => ['checkbox', 'radio'].includes(field.type) ? field.checked : field.value),
    ].join('\\n');
    const turn = (turns) => turns > 9 ? mb.frame() : new Promise((done) => setTimeout(done));
    const settled = async (path, turns) => {
        for (let last, same = 0; ; ) {
            await turn(turns);
            const now = look(path);
            same = now === last ? same + 1 : 0;
            last = now;
            if (same >= turns && now.length > 10 && !now.includes('Looking at')) return now;
        }
    };
    const until = async (path, wanted, turns) => {
        for (let left = 10 * turns; left > 0 && look(path) !== wanted; left--) await turn(turns);
        return look(path);
    };
    const apart = (one, other) => {
        let place = 0;
        while (place < one.length && one[place] === other[place]) place++;
        return [one, other].map((text) => text.slice(Math.max(0, place - 40), place + 60));
    };";

/// Tells the open screen of one change after the other, and compares what it says then with what the same
/// screen says when it is entered anew; only after changes of the kinds that are `asked` for, if there are
/// any. Gives each kind that it had missed with what differs, and what it says in the end. One that does not
/// `follow` is taken at what it said before the change.
fn missed(
    visit: &Visit,
    path: &str,
    changes: &[(&str, Vec<Value>)],
    asked: &[Value],
    follows: bool,
    turns: u32,
) -> (Vec<Value>, Value) {
    visit.reload_app();
    visit.open(path);
    let found = visit.eval_async(&format!(
        "{LOOK}
         const path = {}, asked = {}, elsewhere = 'nowhere';
         const others = new BroadcastChannel('matchbook');
         // Nobody looks at the thousands of frames, so none is painted.
         document.body.style.opacity = 0;
         const missed = [];
         let anew = await settled(path, {turns});
         for (const [kind, rows] of {}) {{
             for (const row of rows) others.postMessage(row.join('/'));
             await new Promise((done) => setTimeout(done));
             if (asked.length > 0 && !asked.includes(kind)) {{
                 anew = await settled(path, {QUICK});
                 continue;
             }}
             const open = {follows} ? await settled(path, {turns}) : anew;
             location.hash = '#/' + elsewhere;
             while (!document.title.includes('Not found')) await turn(0);
             location.hash = '#/' + path;
             anew = await until(path, open, {turns});
             if (open !== anew) missed.push([kind, ...apart(open, anew)]);
         }}
         others.close();
         return [missed, await settled(path, {turns})];",
        json!(path),
        json!(asked),
        json!(changes),
    ));
    let kinds = found[0].as_array().expect("a list of what was missed");
    (kinds.clone(), found[1].clone())
}

/// Two screens say what the browser has done, not what is known.
const OF_THE_BROWSER: [&str; 2] = ["settings/privacy", "settings/storage"];

#[test]
fn chromium_no_screen_misses_a_change() {
    let mut seed = Seed::full(NOW);
    let visit = visit_of(&seed);
    let changes = seed.change_each_kind();
    let later = visit_of(&seed);
    let mut stale = Vec::new();
    let mut paths = visit.every_path();
    paths.retain(|path| !OF_THE_BROWSER.contains(&path.as_str()));
    for path in paths {
        let (mut kinds, mut says) = missed(&visit, &path, &changes, &[], true, QUICK);
        if !kinds.is_empty() {
            let asked: Vec<Value> = kinds.iter().map(|kind| kind[0].clone()).collect();
            (kinds, says) = missed(&visit, &path, &changes, &asked, true, PATIENT);
        }
        let lines = kinds.iter().map(|kind| format!("#/{path} missed {kind}"));
        stale.extend(lines);
        // And what it has worked out and kept is what a start with all changes works out.
        later.open(&path);
        let path = json!(path);
        let fresh = later.eval_async(&format!(
            "{LOOK} return until({path}, {says}, 2 * {PATIENT})"
        ));
        if says != fresh {
            let apart = later.eval(&format!(
                "(() => {{ {LOOK} return apart({says}, {fresh}) }})()"
            ));
            stale.push(format!("#/{path} kept {apart}"));
        }
    }
    assert!(stale.is_empty(), "{stale:#?}");
}

/// Control: a screen that follows nothing is found, with each kind that shows on it.
#[test]
fn chromium_control_a_screen_that_stands_still_is_found() {
    let mut seed = Seed::full(NOW);
    let visit = visit_of(&seed);
    let changes = seed.change_each_kind();
    let (missed, _) = missed(&visit, &format!("pack/{TRIP}"), &changes, &[], false, QUICK);
    for kind in ["trip", "interview", "entry", "habit"] {
        let told = missed.iter().any(|one| one[0] == kind);
        assert!(told, "{kind}: {missed:#?}");
    }
}
