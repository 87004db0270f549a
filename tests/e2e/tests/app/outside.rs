//! What other apps give to this one, and what it shows outside of its window. Chromium alone knows a share
//! target, files opened with an app, and a number on its icon; how the system calls them is played here.

use e2e::target::{button, css, press};
use e2e::{Engine, Profile, Visit, words};
use serde_json::json;

/// As the system posts what was shared to the address of the manifest. It does so in a window of its own; a form
/// of a page may go nowhere, so here a request does.
fn shares(visit: &Visit, fields: &str) {
    visit.go("");
    let posted = visit.eval_async(&format!(
        "const form = new FormData();
         {fields}
         const answer = await fetch('./share', {{ method: 'POST', body: form }});
         return [answer.status, answer.url === document.baseURI.replace(/#.*/, '')];"
    ));
    assert_eq!(posted, json!([200, true]));
    visit.go("settings/arrived");
}

const TEXT: &str = "form.append('text', 'Tell me about a mistake?\\tI once gave the wrong dose.');";

const FILE: &str = "form.append('file', new File(['Front,Back\\nWhat is a shared card?,This one\\n'], 'shared deck.csv', { type: 'text/csv' }));";

#[test]
fn chromium_what_is_shared_goes_where_it_belongs_without_a_network() {
    let mut visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.site.stop();
    for (fields, says, card) in [
        (FILE, "shared deck.csv", "What is a shared card?"),
        (TEXT, "Tell me about a mistake?", "Tell me about a mistake?"),
    ] {
        shares(&visit, fields);
        visit.wait_until(&Visit::shows(says));
        // What it most likely is comes first.
        visit.wait_until("document.querySelector('main .group .row-title').textContent === 'Questions and answers'");
        visit.click(&press("Questions and answers"));
        visit.wait_until("location.hash === '#/practice/exchange'");
        visit.wait_until(&Visit::shows(card));
        visit.click(&button("Import 1 card"));
        visit.wait_until(&Visit::shows("1 card imported"));
        // It was taken: nothing waits any more, and the next choice of a file asks again.
        visit.go("settings/arrived");
        visit.wait_until(&Visit::shows("Nothing waits here"));
        let left = "(async () => { const all = [];
            for (const name of await caches.keys())
                for (const one of await (await caches.open(name)).keys()) all.push(one.url);
            return all.filter((url) => url.endsWith('/shared')); })()";
        assert_eq!(visit.eval_async(&format!("return await {left}")), json!([]));
    }
}

/// A list of programs goes into theirs, without a second choice of a file.
#[test]
fn chromium_a_shared_list_of_programs_is_read() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    let list = TEXT.replace(
        "Tell me about a mistake?\\tI once gave the wrong dose.",
        "Northgate University Hospital\\nEastmoor Medical Center",
    );
    assert_ne!(list, TEXT);
    shares(&visit, &list);
    visit
        .wait_until("document.querySelector('main .group .row-title')?.textContent === 'Programs'");
    visit.click(&css("main .group .row-hit"));
    visit.wait_until("location.hash === '#/programs/bring'");
    visit.click(&button("Bring in 2 programs"));
    visit.wait_until("location.hash === '#/programs'");
    visit.wait_until(&Visit::shows("Eastmoor Medical Center"));
}

/// One file is taken at a time: who shares two hears of it.
#[test]
fn chromium_of_several_files_the_first_is_kept_and_the_others_are_told() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    shares(&visit, FILE);
    visit.wait_until(&Visit::shows("shared deck.csv"));
    assert_eq!(visit.eval(&Visit::shows("came with it")), false);
    visit.go("");
    shares(&visit, &[FILE, FILE].concat());
    visit.wait_until(&Visit::shows("Another file came with it"));
}

/// What is shared is the person's own: the sample season would take it along when it is deleted.
#[test]
fn chromium_what_comes_during_the_sample_waits_for_ones_own() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.open("settings");
    visit.enter_sample(words::SAMPLE_ROW);
    shares(&visit, FILE);
    visit.wait_until(&Visit::shows("shared deck.csv"));
    visit.wait_until(words::IN_SAMPLE);
    assert!(!visit.sees(&press("Questions and answers")));
    visit.click(&button(words::LEAVE_SAMPLE));
    visit.click(&press("Questions and answers"));
    visit.wait_until(&Visit::shows("What is a shared card?"));
    assert_eq!(visit.eval(words::IN_SAMPLE), json!(null));
    visit.click(&button("Import 1 card"));
    visit.wait_until(&Visit::shows("1 card imported"));
}

/// Plays what Chromium gives an installed app: a queue of launches, and a number on its icon.
const SYSTEM: &str = "
    window.badges = [];
    navigator.setAppBadge = async (count) => { badges.push(count); };
    navigator.clearAppBadge = async () => { badges.push(0); };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer: (consumer) => {
        window.launched = consumer;
        // A page that is loaded again hears of its last launch once more.
        if (sessionStorage.last) consumer({ targetURL: sessionStorage.last, files: [] });
    } } });";

#[test]
fn chromium_a_file_is_opened_with_the_app_and_a_shortcut_leads_on() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": SYSTEM}),
    );
    visit.reload_app();
    visit.eval("launched({ targetURL: new URL('./#/pack', document.baseURI).href, files: [] })");
    visit.wait_until("location.hash === '#/pack'");
    // Loaded again later, the page stays where the person is by then.
    visit.eval("sessionStorage.last = new URL('./#/pack', document.baseURI).href");
    visit.go("settings");
    visit.reload_app();
    assert_eq!(visit.text("location.hash"), "#/settings");
    visit.eval(
        "launched({ files: [{ getFile: async () => new File(['Front,Back\\nOpened?,Yes\\n'], 'mine.csv', { type: 'text/csv' }) }] })",
    );
    visit.wait_until("location.hash === '#/settings/arrived'");
    visit.wait_until(&Visit::shows("mine.csv"));
    // The next one while the first still waits.
    visit.eval(
        "launched({ files: [{ getFile: async () => new File(['Front,Back\\nNext?,Yes\\n'], 'next.csv', { type: 'text/csv' }) }] })",
    );
    visit.wait_until(&Visit::shows("next.csv"));
    visit.click(&button("Leave it"));
    visit.wait_until(&Visit::shows("Nothing waits here"));
}

#[test]
fn chromium_the_icon_says_how_much_is_due() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": SYSTEM}),
    );
    visit.reload_app();
    visit.open("");
    visit.wait_until("badges.length > 0");
    let due = "document.querySelectorAll('main [data-tone=bad].row-end, main [data-tone=warn].row-end').length";
    visit.wait_until(&format!("{due} > 0"));
    // Left and come back to: it says what Today says by then.
    visit.eval(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true }), \
         document.dispatchEvent(new Event('visibilitychange'))",
    );
    visit.wait_until("badges.length > 1 && badges.at(-1) > 0");
}
