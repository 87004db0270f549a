//! Starting: the very first time, as something to install, under a sub-path, with storage
//! forbidden, and with files that somebody altered.

use e2e::target::{button, field, link};
use e2e::{Browser, Engine, Profile, Visit, every_engine, release, seed, words};
use serde_json::json;
use xtask::site::Site;

every_engine!(
    first_run,
    install_metadata,
    sub_path,
    altered_program_is_refused,
    altered_script_is_refused,
    altered_style_is_refused,
    tabs_are_ready_before_they_are_tapped,
    a_part_that_comes_late_leaves_another_screen_alone
);

fn first_run(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.answer_first_questions();
    assert_eq!(visit.heading(), "Today");
    let length = visit.eval("document.querySelector('main').innerText.trim().length");
    assert!(
        length.as_u64() > Some(40),
        "Today is nearly empty: {length} letters"
    );
    assert!(
        visit
            .eval("document.querySelectorAll('main a, main button').length")
            .as_u64()
            > Some(0)
    );
    visit.reload_app();
    assert_eq!(visit.heading(), "Today");
    assert!(
        !visit.sees(&e2e::target::field(words::SPECIALTY)),
        "the questions came back"
    );
    visit.expect_no_errors("the first run");
}

fn install_metadata(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.wait_until("navigator.serviceWorker.controller");
    let problems = visit.eval_async(
        "const bad = [], need = (ok, what) => { if (!ok) bad.push(what); };
         const at = document.querySelector('link[rel=manifest]').href;
         const m = await (await fetch(at)).json();
         for (const key of ['id', 'name', 'short_name', 'start_url', 'scope', 'description', 'theme_color', 'background_color'])
           need(m[key], key);
         need(m.display === 'standalone', 'display');
         need(new URL(m.start_url, at).href.startsWith(new URL(m.scope, at).href), 'start outside scope');
         const sized = async (entry) => {
           const image = new Image();
           image.src = new URL(entry.src, at);
           await image.decode();
           if (entry.sizes === 'any') return;
           need(entry.sizes === `${image.naturalWidth}x${image.naturalHeight}`, entry.src + ' is ' + image.naturalWidth);
         };
         for (const icon of m.icons) await sized(icon);
         const has = (purpose, size) => m.icons.some((i) => (i.purpose || 'any').split(' ').includes(purpose) && (!size || i.sizes === size));
         need(has('any', '192x192') && has('any', '512x512'), 'icons of 192 and 512');
         need(has('maskable'), 'maskable icon');
         need(has('monochrome'), 'monochrome icon');
         const factors = (m.screenshots || []).map((s) => s.form_factor);
         need(factors.includes('narrow') && factors.includes('wide'), 'screenshots');
         for (const name of ['Cards', 'Pack', 'Day'])
           need(m.shortcuts?.some((s) => s.short_name === name && new URL(s.url, at).href.startsWith(new URL('./', at).href)), 'shortcut ' + name);
         const apple = document.querySelector('link[rel=apple-touch-icon]');
         need(apple, 'apple-touch-icon');
         if (apple) await sized({ src: apple.href, sizes: '180x180' });
         need(document.querySelector('meta[name=viewport]').content.includes('viewport-fit=cover'), 'viewport-fit');
         need(document.querySelector('meta[name=theme-color]'), 'theme-color');
         need(document.documentElement.lang, 'lang');
         const registration = await navigator.serviceWorker.ready;
         need(new URL(registration.scope).pathname === new URL('./', location.href).pathname, 'scope of the worker');
         return bad;",
    );
    assert_eq!(problems, json!([]));
    visit.expect_no_errors("the start");
}

fn sub_path(engine: Engine) {
    let visit = Visit::at(engine, Profile::fresh(), "/repo/");
    visit.plant(e2e::seed::Seed::with_trip);
    assert!(visit.text("location.pathname") == "/repo/");
    visit.click(&link("Pack"));
    visit.wait_until("mb.h1().textContent.includes('Pack')");
    assert!(
        visit
            .text("navigator.serviceWorker.controller.scriptURL")
            .ends_with("/repo/sw.js")
    );
    visit.reload_app();
    assert!(visit.heading().contains("Pack"));
    visit.expect_no_errors("a sub-path");
}

fn altered_program_is_refused(engine: Engine) {
    // An empty custom section.
    expect_refusal(engine, "matchbook-app", ".wasm", &[0, 1, 0]);
}

fn altered_script_is_refused(engine: Engine) {
    expect_refusal(
        engine,
        "matchbook-app",
        ".js",
        b"\n;globalThis.altered = true;",
    );
}

fn altered_style_is_refused(engine: Engine) {
    expect_refusal(engine, "style", ".css", b"\n:root { --altered: yes }");
}

/// The altered file is still valid wasm, script or style: only its hash tells. The control is every
/// other scenario: unaltered, the same files start.
fn expect_refusal(engine: Engine, start: &str, end: &str, addition: &[u8]) {
    let name = release::asset(start, end);
    let mut bytes = std::fs::read(release::dist().join(&name)).expect("the file");
    bytes.extend(addition);
    let site = Site::start(release::dist(), "/", 0).expect("a server");
    let path = format!("/{name}");
    site.break_with(move |request, reply| {
        if request.path == path {
            reply.replace(bytes.clone());
        }
    });
    let profile = Profile::fresh();
    let browser = Browser::start(engine, &profile);
    browser.goto(&site.url());
    browser.wait_until(&Visit::shows(words::COULD_NOT_START));
    assert!(
        site.requests().contains(&format!("/{name}")),
        "{name} was not even asked for"
    );
    assert_eq!(browser.eval("!!globalThis.altered"), false, "{name} ran");
    let style = "getComputedStyle(document.documentElement).getPropertyValue('--altered')";
    assert_eq!(browser.text(style), "", "{name} was applied");
    let ready = format!(
        "performance.getEntriesByName({}).length",
        json!(words::READY)
    );
    assert_eq!(browser.eval(&ready), 0, "started with an altered {name}");
}

fn works_without_storage(engine: Engine) {
    let visit = Visit::first(engine, Profile::blocked());
    let blocked =
        "(() => { try { localStorage.setItem('x', 'y'); return false } catch { return true } })()";
    assert_eq!(
        visit.eval(blocked),
        true,
        "storage is not blocked, so this proves nothing"
    );
    visit.answer_first_questions_unsaved();
    let notice = format!(
        "document.querySelector('.banner')?.innerText.includes({})",
        json!(words::NOTHING_IS_SAVED)
    );
    visit.wait_until(&notice);
    visit.make_trip("Lakeside", "2026-12-14", "08:00");
    visit.click(&e2e::target::checkbox(words::PASSPORT));
    visit.wait_until(&format!(
        "{}.checked",
        e2e::target::checkbox(words::PASSPORT)
    ));
    visit.wait_until(&notice);
    visit.go(words::EXPORT_SCREEN);
    visit.eval_async(
        "window.saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };",
    );
    visit.click(&button(words::EXPORT));
    visit.wait_until("window.saved.length");
    let text = visit.eval_async("return await window.saved[0].text()");
    assert!(
        text.as_str().is_some_and(|text| text.contains("Lakeside")),
        "{text}"
    );
    // Firefox itself notes that it refused the worker; the app handled that.
    let errors = visit.take_errors();
    let serious = errors
        .iter()
        .filter(|error| !error.contains("ServiceWorker"));
    assert_eq!(serious.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn chromium_works_without_storage() {
    works_without_storage(Engine::Chromium);
}

#[test]
fn firefox_works_without_storage() {
    works_without_storage(Engine::Firefox);
}

/// Who leaves a screen whose part is still on its way, and types on another one, keeps what was typed and the
/// place to which the page was scrolled when the part comes.
fn a_part_that_comes_late_leaves_another_screen_alone(engine: Engine) {
    let visit = Visit::seeded(engine, Profile::fresh());
    visit.open("");
    visit.wait_until(&time_of(words::AHEAD));
    visit.eval_async(
        "const [fetch, link] = [window.fetch, window.WebAssembly.instantiateStreaming];
         window.fetch = (file, ...how) => String(file).includes('part_settings')
           ? new Promise((go) => { window.comes = () => go(fetch(file, ...how)); })
           : fetch(file, ...how);
         window.WebAssembly.instantiateStreaming = async (...how) => {
           const linked = await link.call(window.WebAssembly, ...how);
           window.linked = true;
           return linked;
         };",
    );
    visit.go("settings/about");
    visit.wait_until("window.comes && document.querySelector('main .skeleton')");
    visit.go(&["pack/", seed::TRIP].concat());
    let add = field(words::ADD_ITEM);
    visit.fill(&add, "Lip balm");
    // WebKit brings the focused field back into sight one frame after the page was scrolled by script.
    let place = visit.eval_async(
        "scrollTo({ top: 300, behavior: 'instant' });
         let place;
         do {
           place = scrollY;
           for (let frames = 0; frames < 4; frames += 1) await mb.frame();
         } while (place !== scrollY);
         return place;",
    );
    assert!(
        place.as_f64().is_some_and(|place| place >= 300.0),
        "{place}"
    );
    visit.eval_async(
        "comes();
         while (!window.linked) await mb.frame();
         for (let frames = 0; frames < 30; frames += 1) await mb.frame();",
    );
    assert_eq!(visit.eval(&format!("{add}.value")), "Lip balm");
    assert_eq!(visit.eval("scrollY"), place);
    // It has come.
    visit.go("settings/about");
    visit.wait_until("mb.h1()?.textContent === 'About'");
    visit.wait_until("!document.querySelector('main .skeleton')");
}

/// The parts of the program that this page fetched; before `until`, or all of them.
fn parts(visit: &Visit, until: &str) -> Vec<String> {
    let names = visit.eval(&format!(
        "performance.getEntriesByType('resource')
           .filter((file) => file.startTime < ({until}))
           .map((file) => file.name.match(/part_([a-z]+)/)?.[1]).filter((part) => part)"
    ));
    serde_json::from_value(names).expect("names")
}

/// When the app set a mark.
fn time_of(mark: &str) -> String {
    format!(
        "performance.getEntriesByName({})[0]?.startTime",
        json!(mark)
    )
}

/// Taps each tab and counts the files that its first opening fetched.
fn files_of_taps(visit: &Visit) -> Vec<usize> {
    let open = |name: &str| {
        let before = parts(visit, "Infinity").len();
        visit.tap(&link(name));
        visit.wait_until(&format!("mb.h1()?.textContent === {}", json!(name)));
        visit.wait_until("!document.querySelector('main .skeleton')");
        parts(visit, "Infinity").len() - before
    };
    ["Practice", "Pack", "Programs", "Rank"].map(open).to_vec()
}

fn tabs_are_ready_before_they_are_tapped(engine: Engine) {
    let mut visit = Visit::seeded(engine, Profile::fresh());
    visit.site.stop();
    if engine == Engine::Chromium {
        // On a slow phone there is time for whatever could come too early.
        visit.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({"source":
                "const bring = fetch;
                 self.fetch = async (...given) => {
                   if (String(given[0]?.url || given[0]).includes('part_pack')) {
                     await new Promise((wake) => setTimeout(wake, 1000));
                   }
                   return bring(...given);
                 };"}),
        );
    }
    visit.reload_app();
    visit.wait_until(&time_of(words::AHEAD));
    // Nothing but the rows of Today comes before them.
    let before = parts(&visit, &time_of(words::READY));
    assert!(
        before.iter().all(|part| part == "pack" || part == "beside"),
        "{engine}: {before:?}"
    );
    let after = parts(&visit, "Infinity");
    for part in ["practice", "pack", "rank"] {
        assert!(after.iter().any(|one| one == part), "{engine}: {after:?}");
    }
    assert_eq!(files_of_taps(&visit), [0; 4], "{engine}");
    visit.expect_no_errors("tabs that were ready");
}

/// Who saves data gets what is asked for and no more, in few files.
#[test]
fn chromium_saving_data_brings_nothing_ahead() {
    let mut visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.answer_first_questions();
    visit.wait_until("navigator.serviceWorker.controller");
    visit.site.stop();
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) })"}),
    );
    visit.reload_app();
    visit.wait_until(&time_of(words::AHEAD));
    let there = parts(&visit, "Infinity");
    let ahead = |part: &String| part == "practice" || part == "rank";
    assert!(!there.iter().any(ahead), "{there:?}");
    let files = files_of_taps(&visit);
    assert!(files[0] > 0, "the part was there: {there:?}");
    assert!(files.iter().all(|&count| count <= 4), "{files:?}");
    visit.expect_no_errors("saving data");
}

/// To scroll, a browser lays the page out in the middle of the start. Control: another screen is scrolled.
#[test]
fn chromium_a_start_scrolls_nothing() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    let source = "window.scrolls = 0;
        const scroll = window.scrollTo;
        window.scrollTo = function (...how) { scrolls += 1; return scroll.apply(this, how); };";
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": source}),
    );
    visit.reload_app();
    visit.wait_until(&time_of(words::AHEAD));
    assert_eq!(visit.eval("scrolls"), 0);
    visit.go("practice");
    visit.wait_until("scrolls > 0");
    visit.expect_no_errors("a start that scrolls nothing");
}
