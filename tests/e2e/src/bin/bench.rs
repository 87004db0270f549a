//! Measures what a person feels, in Chromium at a quarter of the machine's speed. Prints medians,
//! 95th percentiles and ratios of one run. Judges nothing: the bars are in the design.
//!
//! Usage: `bench [start] [script] [tabs] [tap] [change] [memory] [study] [deck] [board] [thread] [coach] [timer]`, all by default. Leave the machine alone meanwhile.
//! `script` starts the apps in the folders of `MATCHBOOK_PEERS` in the same turns.

use e2e::seed::{Seed, TRIP};
use e2e::target::css;
use e2e::{Browser, Engine, Profile, Visit, words};
use serde_json::{Value, json};
use xtask::site::Site;

const SLOWER: u32 = 4;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let benches: [(&str, fn()); 12] = [
        ("start", start),
        ("script", script),
        ("tabs", tabs),
        ("tap", tap),
        ("change", change),
        ("memory", memory),
        ("study", study),
        ("deck", deck),
        ("board", board),
        ("thread", thread),
        ("coach", coach),
        ("timer", timer),
    ];
    for (name, bench) in benches {
        if wanted.is_empty() || wanted.iter().any(|one| one == name) {
            bench();
        }
    }
}

/// Sorted milliseconds.
struct Times(Vec<f64>);

impl Times {
    fn of(values: &Value) -> Self {
        let numbers = values.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut times: Vec<f64> = numbers.iter().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    fn at(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        let index = (last as f64 * share).round() as usize;
        self.0.get(index).copied().unwrap_or(f64::NAN)
    }

    fn median(&self) -> f64 {
        self.at(0.5)
    }

    fn print(&self, name: &str) {
        println!(
            "{name:<52} median {:7.1} ms   p95 {:7.1} ms   n {}",
            self.median(),
            self.at(0.95),
            self.0.len()
        );
    }
}

fn seeded(seed: impl FnOnce(i64) -> Seed) -> Visit {
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.plant(seed);
    visit.set_window(390, 844);
    visit
}

/// Waits until the thousands of rows that were planted are folded, once: nobody's season does that at a start.
fn fold(visit: &Visit) {
    visit.eval_async(
        "const folded = () => new Promise((done) => {
           const opening = indexedDB.open('matchbook');
           opening.onsuccess = () => {
             const asked = opening.result.transaction('snap').objectStore('snap').count();
             asked.onsuccess = () => { opening.result.close(); done(asked.result > 0); };
           };
         });
         while (!(await folded()) || (await navigator.locks.query()).held.length) await mb.frame();",
    );
}

/// Notes when the frame after the app's own mark was on the screen.
const PAINTED: &str = "new PerformanceObserver((list) => {
  if (list.getEntriesByName('READY').length) requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => { window.painted = performance.now(); };
    after.port2.postMessage(0);
  });
}).observe({ type: 'mark', buffered: true });";

/// A repeat start while the server is dead, until real content is painted.
fn start() {
    let mut visit = seeded(Seed::with_trip);
    visit.site.stop();
    let script = PAINTED.replace("READY", words::READY);
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": script}),
    );
    visit.throttle(SLOWER);
    let (mut painted, mut first) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        visit.goto("about:blank");
        visit.goto(&visit.site.url());
        visit.wait_until("window.painted");
        painted.push(visit.eval("painted"));
        first.push(
            visit.eval("performance.getEntriesByName('first-contentful-paint')[0]?.startTime"),
        );
    }
    // The first one still fills caches.
    Times::of(&json!(painted[1..])).print("start, server dead: real content painted");
    Times::of(&json!(first[1..])).print("start, server dead: first paint of anything");
}

/// What the main thread computes for a repeat start while the server is dead, by its own clock, which stands
/// still while other programs run: until real content is painted, and until the tabs are ready.
fn script() {
    let empty = Visit::first(Engine::Chromium, Profile::fresh());
    empty.set_window(390, 844);
    empty.wait_until("navigator.serviceWorker.controller");
    let season = seeded(|now| Seed::with_season(now, 15).with_deck(200, 5));
    fold(&season);
    let mut visits = [empty, season];
    for visit in &mut visits {
        visit.site.stop();
        let script = PAINTED.replace("READY", words::READY);
        visit.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({"source": script}),
        );
        visit.throttle(SLOWER);
    }
    let mut peers = Peer::all();
    let mut times = [const { [const { Vec::new() }; 4] }; 2];
    // In turns, so that both see the same machine; the first round still fills caches.
    for round in 0..8 {
        for (visit, times) in visits.iter().zip(&mut times) {
            begin_measure(visit);
            visit.goto(&visit.site.url());
            visit.wait_until("window.painted");
            let painted = SPENT.map(|what| spent(visit, what));
            wait_ahead(visit);
            let later = SPENT.map(|what| spent(visit, what));
            for (times, time) in times.iter_mut().zip(painted.into_iter().chain(later)) {
                if round > 0 {
                    times.push(time);
                }
            }
        }
        for peer in &mut peers {
            peer.measure(round > 0);
        }
    }
    for (name, times) in ["empty", "season"].into_iter().zip(&times) {
        let until = [
            "painted",
            "painted",
            "the tabs are ready",
            "the tabs are ready",
        ];
        let what = ["script", "all of it", "script", "all of it"];
        for ((until, what), times) in until.into_iter().zip(what).zip(times) {
            Times::of(&json!(times)).print(&format!("{name}: main thread, {what} until {until}"));
        }
    }
    for peer in &peers {
        peer.print();
    }
}

const SPENT: [&str; 2] = ["ScriptDuration", "TaskDuration"];

fn begin_measure(browser: &Browser) {
    browser.goto("about:blank");
    browser.cdp("Performance.disable", &json!({}));
    browser.cdp("Performance.enable", &json!({"timeDomain": "threadTicks"}));
}

/// Milliseconds of the main thread since `begin_measure`.
fn spent(browser: &Browser, what: &str) -> f64 {
    let metrics = browser.cdp("Performance.getMetrics", &json!({}));
    let all = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let one = all.iter().find(|one| one["name"] == what);
    one.and_then(|one| one["value"].as_f64())
        .unwrap_or(f64::NAN)
        * 1e3
}

/// Another app, built into a folder that `MATCHBOOK_PEERS` names (several with colons between them).
struct Peer {
    name: String,
    browser: Browser,
    site: Site,
    /// Script, all of it, and the first paint.
    times: [Vec<f64>; 3],
    _profile: Profile,
}

impl Peer {
    fn all() -> Vec<Self> {
        let folders = std::env::var("MATCHBOOK_PEERS").unwrap_or_default();
        let folders = folders.split(':').filter(|folder| !folder.is_empty());
        let peers = folders.map(Self::at);
        let told = peers.inspect(|peer| {
            if let Err(error) = peer {
                eprintln!("no server for a peer: {error}");
            }
        });
        told.flatten().collect()
    }

    /// Opened once; its server is stopped if it has a service worker that answers in its place.
    fn at(folder: &str) -> std::io::Result<Self> {
        let profile = Profile::fresh();
        let browser = Browser::start(Engine::Chromium, &profile);
        browser.set_window(390, 844);
        let mut site = Site::start(folder, "/", 0)?;
        browser.goto(&site.url());
        let controlled = browser.eval_async(
            "const soon = new Promise((done) => setTimeout(done, 5000, false));
             const ready = navigator.serviceWorker.ready.then(() => true);
             return await Promise.race([ready, soon])",
        );
        let offline = controlled == Value::Bool(true);
        if offline {
            browser.reload();
            browser.wait_until("navigator.serviceWorker.controller");
            site.stop();
        }
        browser.throttle(SLOWER);
        let server = if offline { "dead" } else { "alive" };
        Ok(Self {
            name: format!("{folder}, server {server}"),
            browser,
            site,
            times: Default::default(),
            _profile: profile,
        })
    }

    /// Until the page was loaded and had nothing more to do.
    fn measure(&mut self, counts: bool) {
        begin_measure(&self.browser);
        self.browser.goto(&self.site.url());
        self.browser.eval_async(
            "if (document.readyState !== 'complete')
               await new Promise((done) => addEventListener('load', done));
             await new Promise((done) => requestIdleCallback(done))",
        );
        let [script, all] = SPENT.map(|what| spent(&self.browser, what));
        let first = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
        self.browser.wait_until(first);
        let painted = self.browser.eval(first);
        let now = [script, all, painted.as_f64().unwrap_or(f64::NAN)];
        if counts {
            for (times, time) in self.times.iter_mut().zip(now) {
                times.push(time);
            }
        }
    }

    fn print(&self) {
        println!("{}", self.name);
        let what = [
            "main thread, script",
            "main thread, all of it",
            "first paint",
        ];
        for (what, times) in what.into_iter().zip(&self.times) {
            Times::of(&json!(times)).print(what);
        }
    }
}

/// Until the parts behind the tabs were brought. One script, which waits in the page: looks from outside would
/// be counted as the page's own work.
fn wait_ahead(visit: &Visit) {
    visit.eval_async(&format!(
        "await new Promise((done) => new PerformanceObserver((list) => {{
           if (list.getEntriesByName({}).length) done();
         }}).observe({{ type: 'mark', buffered: true }}))",
        json!(words::AHEAD)
    ));
}

/// The first and the second tap on each tab once the page is idle, the server being dead: until the screen
/// is painted, and the files that it fetched.
fn tabs() {
    const TABS: [(&str, &str); 4] = [
        ("practice", "Practice"),
        ("pack", "Pack"),
        ("programs", "Programs"),
        ("rank", "Rank"),
    ];
    let mut visit = seeded(|now| Seed::with_season(now, 15).with_deck(200, 5));
    visit.site.stop();
    let script = PAINTED.replace("READY", words::READY);
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": script}),
    );
    visit.throttle(SLOWER);
    let opening = |path: &str, name: &str| {
        format!(
            "const begun = performance.now();
             document.querySelector('.tab[href^=\"#/{path}\"]').click();
             while (mb.h1()?.textContent !== {} || document.querySelector('main .skeleton'))
               await new Promise((next) => setTimeout(next, 0));
             await new Promise((next) => requestAnimationFrame(() => {{
               const after = new MessageChannel();
               after.port1.onmessage = next;
               after.port2.postMessage(0);
             }}));
             const parts = performance.getEntriesByType('resource')
               .filter((file) => file.startTime >= begun && file.name.endsWith('.wasm'));
             return [performance.now() - begun, parts.length];",
            json!(name)
        )
    };
    for (path, name) in TABS {
        let (mut first, mut again, mut files) = (Vec::new(), Vec::new(), 0);
        for _ in 0..7 {
            visit.goto("about:blank");
            visit.goto(&visit.site.url());
            visit.wait_until("window.painted");
            wait_ahead(&visit);
            let opened = visit.eval_async(&opening(path, name));
            first.push(opened[0].clone());
            files = files.max(opened[1].as_u64().unwrap_or(u64::MAX));
            visit.eval_async(&opening("", "Today"));
            again.push(visit.eval_async(&opening(path, name))[0].clone());
        }
        Times::of(&json!(first)).print(&format!("{name}: first opening, {files} files"));
        Times::of(&json!(again)).print(&format!("{name}: second opening"));
    }
}

/// Notes in `taps` how long (ms) each tap on an input of this type took until the frame that shows what it
/// did: from the click that the page hears, and from the finger.
fn note_taps(visit: &Visit, kind: &str) {
    visit.eval(&format!(
        "window.taps = [], addEventListener('click', (event) => {{
           if (event.target.type !== {}) return;
           const heard = performance.now();
           requestAnimationFrame(() => {{
             const after = new MessageChannel();
             after.port1.onmessage = () => taps.push([heard, event.timeStamp].map((from) => performance.now() - from));
             after.port2.postMessage(0);
           }});
         }}, true)",
        json!(kind)
    ));
}

fn print_taps(visit: &Visit, name: &str) {
    for (from, way) in [(0, "painted"), (1, "painted, from the finger")] {
        let times = visit.eval(&format!("taps.map((tap) => tap[{from}])"));
        Times::of(&times).print(&format!("{name}: {way}"));
    }
}

/// From the tap on a row of 500 to the frame that shows it.
fn tap() {
    let visit = seeded(|now| Seed::with_trip(now).with_things(500));
    visit.open(&format!("pack/{TRIP}"));
    visit.wait_until("mb.all('checkbox').length >= 500");
    note_taps(&visit, "checkbox");
    visit.throttle(SLOWER);
    for row in 1..=60 {
        visit.tap(&e2e::target::checkbox(&format!("Thing {}", row * 7)));
        visit.wait_until(&format!("taps.length >= {row}"));
    }
    print_taps(&visit, "tap on a row of 500");
}

/// A list of 300 programs with 14 criteria each: from the tap on a rating to the frame that shows it, the
/// list opened again after it, and a rating from another phone while the list is open.
fn board() {
    let visit = seeded(|now| Seed::with_trip(now).with_wide_board(300));
    visit.open("rank/rate/program-7");
    visit.wait_until("mb.all('radio').length > 5");
    fold(&visit);
    note_taps(&visit, "radio");
    visit.throttle(SLOWER);
    let row = css("main .rates .row-hit");
    let other = css("main .rates input[type=radio]:not(:checked)");
    for turn in 1..=60 {
        // Which criterion is open follows the last answer.
        if visit.eval(&format!("!!{other}")) != true {
            visit.tap(&row);
        }
        visit.tap(&other);
        visit.wait_until(&format!("taps.length >= {turn}"));
        // An answer opens the next criterion a moment later, which would come under the next tap.
        visit.eval_async("for (let frame = 0; frame < 40; frame++) await mb.frame();");
    }
    print_taps(&visit, "rating, 300 programs with 14 criteria");
    // Its rows are drawn in pieces: what fills the window, and the last one.
    for (row, name) in [
        ("li", "the list of 300 programs"),
        (
            "li:nth-child(300)",
            "the list of 300 programs, its last row",
        ),
    ] {
        let there = format!("main .ranked {row}");
        time_opening(&visit, "rank", &there, name);
    }
}

/// One change with a short and with a long past, in turns.
fn change() {
    let pasts = [100, 100_000];
    let visits = pasts.map(|past| {
        let visit = seeded(|now| Seed::with_trip(now).with_history(past));
        visit.open(&format!("pack/{TRIP}"));
        visit.wait_until("mb.all('checkbox').length > 10");
        visit.throttle(SLOWER);
        visit
    });
    let one = format!(
        "const box = mb.all('checkbox')[5], begun = performance.now();
         box.click();
         const applied = performance.now() - begun;
         while (!({})) await new Promise((next) => setTimeout(next, 0));
         return [applied, performance.now() - begun];",
        words::SAVED
    );
    let mut times = [const { (Vec::new(), Vec::new()) }; 2];
    for _ in 0..60 {
        for (visit, (applied, saved)) in visits.iter().zip(&mut times) {
            let took = visit.eval_async(&one);
            applied.push(took[0].clone());
            saved.push(took[1].clone());
        }
    }
    let mut medians = Vec::new();
    for (past, (applied, saved)) in pasts.iter().zip(&times) {
        let (applied, saved) = (Times::of(&json!(applied)), Times::of(&json!(saved)));
        applied.print(&format!("change after {past} ops: applied"));
        saved.print(&format!("change after {past} ops: saved"));
        medians.push((applied.median(), saved.median()));
    }
    if let [short, long] = medians[..] {
        println!(
            "ratio applied {:.2}   saved {:.2}",
            long.0 / short.0,
            long.1 / short.1
        );
    }
}

/// Bytes of WebAssembly memory, which the app notes on its About screen.
fn wasm_memory(browser: &Browser) -> u64 {
    // What was noted before says nothing of now.
    browser.eval("location.hash = '#/settings'");
    browser.wait_until("mb.h1()?.textContent === 'Settings'");
    browser.eval(
        "(delete document.documentElement.dataset.wasmMemory, location.hash = '#/settings/about')",
    );
    browser.wait_until("document.documentElement.dataset.wasmMemory");
    browser
        .text("document.documentElement.dataset.wasmMemory")
        .parse()
        .unwrap_or_default()
}

/// Memory over 600 changes of screen through a list of 500 rows.
fn memory() {
    let visit = seeded(|now| Seed::with_trip(now).with_things(500));
    let mut measured = Vec::new();
    for half in 0..3 {
        let from = if half == 0 { 0 } else { (half - 1) * 300 };
        for _ in from..half * 300 {
            let is_list = visit.text("location.hash").starts_with("#/pack/");
            let (path, there) = match is_list {
                true => ("#/".to_owned(), "mb.all('checkbox').length < 500"),
                false => (format!("#/pack/{TRIP}"), "mb.all('checkbox').length >= 500"),
            };
            visit.eval(&format!("location.hash = {}", json!(path)));
            visit.wait_until(there);
        }
        let wasm = wasm_memory(&visit);
        visit.cdp("HeapProfiler.collectGarbage", &json!({}));
        let heap = visit.cdp("Runtime.getHeapUsage", &json!({}))["usedSize"].as_f64();
        measured.push(wasm);
        println!(
            "after {:3} changes of screen: wasm {:6.2} MB   scripts {:6.2} MB",
            half * 300,
            wasm as f64 / 1e6,
            heap.unwrap_or_default() / 1e6
        );
    }
    if let [begin, middle, end] = measured[..] {
        let growth = |from: u64, to: u64| (to as f64 - from as f64) / 1e6;
        println!(
            "wasm grew {:.2} MB, in the second half {:.2} MB",
            growth(begin, end),
            growth(middle, end)
        );
    }
}

/// Opens a screen from the settings again and again, until `there` is painted: the milliseconds of each time.
/// The first one reads what the others find.
fn openings(visit: &Visit, path: &str, there: &str) -> Vec<Value> {
    let opening = format!(
        "const begun = performance.now();
         location.hash = {};
         while (!document.querySelector({})) await new Promise((next) => setTimeout(next, 0));
         await new Promise((next) => requestAnimationFrame(() => {{
           const after = new MessageChannel();
           after.port1.onmessage = next;
           after.port2.postMessage(0);
         }}));
         return performance.now() - begun;",
        json!(format!("#/{path}")),
        json!(there)
    );
    let open = |_| {
        visit.go("settings");
        visit.eval_async(&opening)
    };
    (0..11).map(open).collect()
}

/// As `openings`, printed. The first time is told apart: it reads the whole deck.
fn time_opening(visit: &Visit, path: &str, there: &str, name: &str) {
    let opened = openings(visit, path, there);
    let first = opened[0].as_f64().unwrap_or(f64::NAN);
    println!("{name}: opened for the first time after {first:.0} ms");
    Times::of(&json!(opened[1..])).print(&format!("{name}: opened"));
}

/// Every screen of the thread of one program: its path below the app, what stands on it once it is there and
/// nowhere in the settings, and its name.
const THREAD: [(&str, &str, &str); 12] = [
    (
        "programs",
        "main a[href^=\"#/programs/thread-\"]",
        "the list",
    ),
    ("programs/season", "main [role=gridcell]", "the season"),
    ("programs/thread-1", "main .hero", "a program"),
    (
        "programs/thread-1/sheet",
        "main .sheet-field",
        "its prep sheet",
    ),
    ("programs/thread-1/card", "main .lift", "its elevator card"),
    ("programs/thread-1/people", "main .add-person", "its people"),
    ("programs/thread-1/people/p2", "main textarea", "one person"),
    (
        "programs/thread-1/interview/ahead-1/plan",
        "main .plan-row",
        "a day plan",
    ),
    (
        "programs/thread-1/interview/ahead-1/day",
        "main .day-thumb",
        "day mode",
    ),
    (
        "programs/thread-1/interview/over-1/note",
        "main .note-who",
        "a quick note",
    ),
    (
        "programs/thread-1/interview/over-1/debrief",
        "main .step-head",
        "a debrief",
    ),
    (
        "programs/thread-1/interview/over-1/thanks",
        "main .letter-text",
        "thank-you notes",
    ),
];

/// Every screen of the thread with 60 programs and 600 people, and in turns with one program and ten.
fn thread() {
    let visits = [1, 60].map(|programs| {
        let visit = seeded(|now| Seed::welcomed(now).with_threads(programs));
        visit.open("settings");
        wait_ahead(&visit);
        visit.throttle(SLOWER);
        visit
    });
    for (path, there, name) in THREAD {
        let both = visits.each_ref().map(|visit| {
            let opened = openings(visit, path, there);
            Times::of(&json!(opened[1..]))
        });
        let [few, many] = &both;
        few.print(&format!("{name}, 1 program: opened"));
        many.print(&format!("{name}, 60 programs and 600 people: opened"));
        println!("{name}: ratio {:.2}", many.median() / few.median());
    }
    // The rows of the list are drawn in pieces.
    let last = "main a[href=\"#/programs/thread-60\"]";
    time_opening(&visits[1], "programs", last, "the list, its last row");
}

/// A deck of 10,000 cards with 100,000 answers: opening a review, and from a grade to the frame that
/// shows the next card.
fn study() {
    let visit = seeded(|now| Seed::welcomed(now).with_deck(10_000, 10));
    visit.open("settings");
    visit.throttle(SLOWER);
    time_opening(
        &visit,
        "practice/review",
        ".asked",
        "review of 10,000 cards",
    );

    visit.eval(
        "window.grades = [], addEventListener('click', (event) => {
           if (event.target.closest('button')?.textContent.startsWith('Got it') !== true) return;
           requestAnimationFrame(() => {
             const after = new MessageChannel();
             after.port1.onmessage = () => grades.push(performance.now() - event.timeStamp);
             after.port2.postMessage(0);
           });
         }, true)",
    );
    for answer in 1..=60 {
        visit.tap(&e2e::target::button(words::SHOW_OUTLINE));
        visit.tap(&e2e::target::button(words::GOT_IT));
        visit.wait_until(&format!("grades.length >= {answer}"));
    }
    Times::of(&visit.eval("grades")).print("grade among 10,000 cards: next card painted");
}

/// The same deck: opening it, and from a key in its search to the frame that shows what was found.
fn deck() {
    let visit = seeded(|now| Seed::welcomed(now).with_deck(10_000, 10));
    visit.open("settings");
    visit.throttle(SLOWER);
    time_opening(
        &visit,
        "practice/deck",
        "main .group > .row",
        "deck of 10,000 cards",
    );

    // The words are taken in little by little; the first keys do not wait for that.
    visit.reload_app();
    visit.open("practice/deck");
    visit.wait_until("document.querySelector('main .group > .row')");
    let field = e2e::target::field(words::SEARCH_DECK);
    let mut keys = Vec::new();
    for text in ["ward 12", "question 77", "learn point", "answer 9"] {
        for end in (1..=text.len()).chain((0..text.len()).rev()) {
            keys.push(visit.eval_async(&format!(
                "const begun = performance.now();
                 mb.fill({field}, {});
                 await new Promise((next) => requestAnimationFrame(() => {{
                   const after = new MessageChannel();
                   after.port1.onmessage = next;
                   after.port2.postMessage(0);
                 }}));
                 return performance.now() - begun;",
                json!(text[..end])
            )));
        }
    }
    Times::of(&json!(keys)).print("search among 10,000 cards: result painted");
}

/// What the coach costs in WebAssembly: time for each second of sound, and memory. At full speed, in the
/// page itself, where the memory can be read; the app asks it in a worker.
fn coach() {
    let visit = seeded(Seed::welcomed);
    let before = wasm_memory(&visit);
    // Something like speech, again and again, as long as asked for.
    let speech = e2e::sound::wav(&e2e::sound::speech_like(5, 7, 0.22, 0.7));
    visit.eval_async(&format!(
        "const glue = await import(document.querySelector('link[rel=modulepreload]').href);
         const bytes = Uint8Array.from(atob({}), (letter) => letter.charCodeAt(0));
         const numbers = new Int16Array(bytes.slice(44).buffer);
         window.sound = (seconds, rate) => Float32Array.from({{ length: seconds * rate }},
           (_, at) => numbers[Math.floor(at * 48000 / rate) % numbers.length] / 32768);
         window.hear = glue.hear;
         await hear(24000, sound(5, 24000));",
        json!(e2e::sound::base64(&speech))
    ));
    let first = wasm_memory(&visit);
    for (seconds, rate) in [(120, 24_000), (120, 48_000), (900, 24_000)] {
        let took = visit.eval_async(&format!(
            "const samples = sound({seconds}, {rate}), times = [];
             for (let run = 0; run < 3; run++) {{
               const begun = performance.now();
               const report = JSON.parse(await hear({rate}, samples));
               times.push(performance.now() - begun);
               if (report.measures.nuclei.length < {seconds}) throw report.measures.nuclei.length + ' syllables, ' + report.gates;
             }}
             return times;"
        ));
        let times = Times::of(&took);
        let share = times.median() / (f64::from(seconds) * 10.0);
        let memory = wasm_memory(&visit);
        println!(
            "coach: {seconds:3} s at {rate} Hz in {:6.0} ms, {share:.3} % of real time; wasm memory {:.1} MB in all, {:.1} MB more than without",
            times.median(),
            memory as f64 / 1e6,
            (memory - before) as f64 / 1e6
        );
    }
    println!(
        "coach: {:.1} MB more after five seconds of sound",
        (first - before) as f64 / 1e6
    );
}

/// The timer beside the machine's clock: two minutes at a sixth of the speed, hidden and frozen in
/// between; how far it is off when it is shown again.
fn timer() {
    const FACE: &str = "Number(document.querySelector('.clock-time')?.dataset.ms ?? -1)";
    let visit = seeded(Seed::with_trip);
    visit.open("practice/timer");
    visit.throttle(6);
    visit.tap(&e2e::target::button(words::START));
    // The page notes both clocks at once, so that the way to the harness costs nothing.
    visit.wait_until(&format!("{FACE} > 0"));
    let both =
        format!("JSON.stringify([{FACE}, performance.timeOrigin + performance.now(), Date.now()])");
    let read = |visit: &Visit| {
        let text = visit.text(&both);
        let pair: Vec<f64> = serde_json::from_str(&text).unwrap_or_default();
        (pair[0], pair[2])
    };
    // The face is drawn every tenth of a second: the smallest difference of a few looks is its own.
    let lag = |visit: &Visit| {
        (0..40)
            .map(|_| {
                let (face, wall) = read(visit);
                wall - face
            })
            .fold(f64::INFINITY, f64::min)
    };
    let begun = lag(&visit);
    let start = std::time::Instant::now();
    for state in ["frozen", "active", "frozen", "active"] {
        visit.cdp("Page.setWebLifecycleState", &json!({ "state": state }));
        std::thread::sleep(std::time::Duration::from_secs(29));
    }
    let ended = lag(&visit);
    println!(
        "timer: {:.1} s later, frozen for half of it: off by {:.0} ms",
        start.elapsed().as_secs_f64(),
        (ended - begun).abs()
    );
}
