//! What other apps give to this one, and what it shows outside of its window. Chromium alone knows a share
//! target, files opened with an app, and a number on its icon; how the system calls them is played here.

use e2e::target::{button, press};
use e2e::{Engine, Profile, Visit, every_engine};
use serde_json::json;

every_engine!(what_is_shared_goes_where_it_belongs_without_a_network);

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

fn what_is_shared_goes_where_it_belongs_without_a_network(engine: Engine) {
    let mut visit = Visit::seeded(engine, Profile::fresh());
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

/// Plays what Chromium gives an installed app: a queue of launches, and a number on its icon.
const SYSTEM: &str = "
    window.badges = [];
    navigator.setAppBadge = async (count) => { badges.push(count); };
    navigator.clearAppBadge = async () => { badges.push(0); };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer: (consumer) => { window.launched = consumer; } } });";

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
    visit.eval(
        "launched({ files: [{ getFile: async () => new File(['Front,Back\\nOpened?,Yes\\n'], 'mine.csv', { type: 'text/csv' }) }] })",
    );
    visit.wait_until("location.hash === '#/settings/arrived'");
    visit.wait_until(&Visit::shows("mine.csv"));
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
