//! Makes the README's pictures: screens of the sample season on a phone of 390 by 844 points, on a fixed day in
//! a fixed zone, so that a second run gives the same ones. Fonts are the machine's.

use e2e::{Engine, Profile, Visit, words};
use serde_json::json;

/// Tue 8 Dec 2026, 16:30 in Chicago: the afternoon before the sample's next interview, which is there.
const NOW_MS: i64 = 1_796_769_000_000;
const ZONE: &str = "America/Chicago";

/// Name, screen, and what is to be read there before the picture is taken.
const PICTURES: [(&str, &str, &str); 5] = [
    ("today", "", "Wrenfield University"),
    ("packing", "pack/t-chicago", words::PASSPORT),
    ("logistics", "pack/t-chicago/logistics", "tomorrow"),
    ("program", "programs/wrenfield", "Wrenfield University"),
    ("rank", "rank", "Juniper Valley"),
];

fn main() {
    let folder = xtask::workspace().join("docs/screenshots");
    let visit = Visit::first(Engine::Chromium, Profile::fresh());
    visit.set_window(390, 844);
    visit.cdp(
        "Emulation.setTimezoneOverride",
        &json!({"timezoneId": ZONE}),
    );
    visit.cdp("Emulation.setLocaleOverride", &json!({"locale": "en-US"}));
    // A phone lays its scroll bar over the page.
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true});
    visit.cdp("Emulation.setDeviceMetricsOverride", &phone);
    visit.cdp("Emulation.setScrollbarsHidden", &json!({"hidden": true}));
    let clock = format!(
        "Date = class extends Date {{ constructor(...all) {{ super(...(all.length ? all : [{NOW_MS}])); }}
         static now() {{ return {NOW_MS}; }} }};"
    );
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": clock}),
    );
    visit.reload_app();
    visit.enter_sample(words::SEE_SAMPLE);
    let take = |name: &str, path: &str, says: &str, scheme: &str| {
        visit.cdp(
            "Emulation.setEmulatedMedia",
            &json!({"features": [
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]}),
        );
        visit.open(path);
        visit.wait_until(&Visit::shows(says));
        // All parts of the screen are there, nothing moves, and nothing has the focus.
        visit.wait_until(
            "!document.querySelector('main .skeleton') && !document.querySelector('.toast')
             && await document.fonts.ready
             && document.getAnimations().every((a) => a.playState !== 'running' ||
               a.timeline !== document.timeline || a.effect.getComputedTiming().endTime === Infinity)",
        );
        visit.eval("void (document.activeElement?.blur(), scrollTo(0, 0))");
        let path = folder.join(name).with_extension("png");
        visit.screenshot(&path);
        println!("{}", path.display());
    };
    for (name, path, says) in PICTURES {
        take(name, path, says, "light");
    }
    let [(_, path, says), ..] = PICTURES;
    take("today-dark", path, says, "dark");
    visit.expect_no_errors("the pictures");
}
