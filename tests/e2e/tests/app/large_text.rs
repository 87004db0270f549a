//! Large text on a small phone: at 200 % and 320×640 nothing overlaps, is cut off, leaves its place or is
//! broken inside a word that has room. Measured by `legible.js` on every screen of the registry and
//! in the states in which a screen is fullest.

use e2e::target::{button, css, field, press};
use e2e::{Engine, Profile, Visit, seed, words};
use serde_json::Value;

const LEGIBLE: &str = include_str!("../../src/legible.js");

/// What is wrong with the words now, as `legible.js` says it.
pub fn faults(visit: &Visit) -> Vec<String> {
    let found = visit.eval(LEGIBLE);
    let texts = found.as_array().into_iter().flatten();
    texts
        .map(|text| text.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The small phone with the large text. A reload takes the text back.
pub fn enlarge(visit: &Visit) {
    visit.set_window(320, 640);
    visit.eval("document.documentElement.style.fontSize = '200%'");
}

#[test]
fn chromium_large_text_fits_every_screen() {
    let visit = Visit::full(Engine::Chromium, Profile::fresh());
    visit.set_window(320, 640);
    let mut bad = Vec::new();
    for path in visit.every_path() {
        visit.open(&path);
        enlarge(&visit);
        visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
        bad.extend(
            faults(&visit)
                .into_iter()
                .map(|fault| format!("#/{path} {fault}")),
        );
    }
    assert!(bad.is_empty(), "{} faults: {bad:#?}", bad.len());
}

/// Where a screen is fullest: a card with its outline open, a running timer, a question of a drill.
#[test]
fn chromium_large_text_fits_what_is_under_way() {
    let visit = Visit::full(Engine::Chromium, Profile::fresh());
    enlarge(&visit);
    let mut bad = Vec::new();
    let mut look = |name: &str| {
        bad.extend(
            faults(&visit)
                .into_iter()
                .map(|fault| format!("{name}: {fault}")),
        )
    };

    visit.open("practice/review");
    enlarge(&visit);
    visit.click(&button("Show"));
    visit.wait_for(&button("Again"));
    look("a card with its outline");

    visit.open(&format!("practice/stories/{}/timer", seed::STORY));
    enlarge(&visit);
    visit.click(&press("Start"));
    visit.wait_until("document.querySelector('.stage .clock-time')");
    look("a running timer");
    // It begins at its top, the clock has room, and what is pressed while speaking stays in sight.
    visit.wait_for(&button(words::NEXT_PART));
    let stays = "((stage, clock) => stage.scrollTop === 0 && clock.scrollWidth <= clock.clientWidth
        && [...stage.querySelectorAll('.stage-foot .btn')].every((one) => one.getBoundingClientRect().bottom <= innerHeight))
        (document.querySelector('.stage'), document.querySelector('.stage .clock'))";
    visit.wait_until(stays);

    visit.open(&format!("pack/{}", seed::TRIP));
    enlarge(&visit);
    visit.click(&press(words::REORDER));
    visit.wait_for(&css(".bags .grip"));
    look("bags in their order");

    visit.open("practice/phrases");
    enlarge(&visit);
    visit.wait_for(&css("main .group button"));
    visit.eval("document.querySelector('main .group button').click()");
    visit.wait_for(&css(".spoken"));
    look("a phrase");
    assert!(bad.is_empty(), "{bad:#?}");
}

/// What was typed or brought in may be one long word: it breaks, and nothing of it is cut or leaves the window.
#[test]
fn chromium_long_unbroken_words_are_whole() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.set_window(390, 844);
    let mut bad = Vec::new();
    let mut look = |name: &str| {
        bad.extend(
            faults(&visit)
                .into_iter()
                .map(|fault| format!("{name}: {fault}")),
        );
    };
    let word = "A".repeat(300);
    for path in ["rank/add", "programs/bring"] {
        visit.open(path);
        visit.fill(&field("Programs"), &word);
        visit.wait_until(&Visit::shows("too long for a name"));
        look(path);
    }
    visit.open("practice/exchange");
    visit.click(&button(words::PASTE_INSTEAD));
    let address = format!("https://example.org/{}", "a".repeat(120));
    let cards = format!("question,outline\nWhat is at {address} for you?,The clinic\n");
    visit.fill(&field(words::PASTED), &cards);
    visit.click(&button(words::READ_TEXT));
    visit.wait_for(&button("Import 1 card"));
    visit.wait_until(&Visit::shows("New, for example"));
    look("cards that are brought in");
    assert!(bad.is_empty(), "{bad:#?}");
}

/// The control: each kind of fault is seen when it is made on purpose.
#[test]
fn chromium_the_measure_sees_each_fault() {
    let visit = Visit::seeded(Engine::Chromium, Profile::fresh());
    visit.open("settings");
    visit.wait_until("mb.all('any', 'About').length");
    assert_eq!(
        faults(&visit),
        Vec::<String>::new(),
        "faults at the usual size"
    );
    let made = [
        (
            "overlap",
            "<div data-css='position:relative'><p>first words</p><p data-css='position:absolute;inset:0'>other words</p></div>",
        ),
        (
            "clipped",
            "<p data-css='block-size:1em;overflow:hidden'>one<br>two<br>three</p>",
        ),
        (
            "broken inside a word",
            "<p data-css='inline-size:4ch;overflow-wrap:anywhere'>Interviewers</p>",
        ),
        (
            "leaves its control",
            "<button data-css='inline-size:4ch;white-space:nowrap'>Show the outline</button>",
        ),
        (
            "leaves the window",
            "<ul class='group'><li class='row'><div class='row-hit' data-css='min-inline-size:auto'>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</div></li></ul>",
        ),
        (
            "leaves the window",
            "<p data-css='white-space:nowrap;position:relative;inset-inline-start:60vw'>far too far to the right of everything</p>",
        ),
        (
            "controls overlap",
            "<div data-css='position:relative'><button>one</button><button data-css='position:absolute;inset:0'>two</button></div>",
        ),
    ];
    for (name, markup) in made {
        visit.eval(&format!(
            "(() => {{ const made = new DOMParser().parseFromString({}, 'text/html').body.firstElementChild;
               made.id = 'made'; document.querySelector('main').append(made);
               // The policy allows no style in markup.
               for (const one of [made, ...made.querySelectorAll('*')]) one.style.cssText = one.dataset.css ?? '';
               return true; }})()",
            Value::from(markup)
        ));
        let seen = faults(&visit);
        assert!(
            seen.iter().any(|fault| fault.starts_with(name)),
            "{name} is not seen: {seen:?}"
        );
        visit.eval("document.querySelector('#made').remove()");
    }
}

/// What stands at the end of a row, or under its title, stays in it and leaves the words their room.
const PILLS: &str = "(() => {
    const faults = [];
    for (const pill of document.querySelectorAll('.pill, .row-end')) {
        if (!pill.checkVisibility({ visibilityProperty: true }) || !pill.textContent.trim()) continue;
        const holder = pill.closest('.row-hit, .row, .card, .section-head') ?? pill.parentElement;
        const [box, own] = [holder.getBoundingClientRect(), pill.getBoundingClientRect()];
        const say = (what) => faults.push(`${what}: ${pill.textContent.trim()} in ${holder.textContent.trim().slice(0, 60)}`);
        if (own.left < box.left - 1 || own.right > box.right + 1) say('leaves its row');
        const main = pill.closest('.row')?.querySelector('.row-main')?.getBoundingClientRect();
        const beside = main && main.top < own.bottom && own.top < main.bottom;
        if (beside && main.width < box.width * 0.4) say('squeezes its row');
        if (beside && main.right > own.left + 1 && main.left < own.right - 1) say('lies on words');
    }
    return faults;
})()";

#[test]
fn chromium_no_pill_leaves_or_squeezes_its_row() {
    let visit = Visit::full(Engine::Chromium, Profile::fresh());
    let mut bad = Vec::new();
    for (width, height) in [(320, 640), (390, 844)] {
        visit.set_window(width, height);
        for path in visit.every_path() {
            visit.open(&path);
            visit.wait_until("document.querySelector('main').innerText.trim().length > 10");
            for size in ["100%", "200%"] {
                visit.eval(&format!(
                    "document.documentElement.style.fontSize = '{size}'"
                ));
                let found = visit.eval(PILLS);
                let found = found.as_array().into_iter().flatten();
                bad.extend(found.map(|fault| format!("{width} {size} #/{path} {fault}")));
            }
        }
    }
    assert!(bad.is_empty(), "{} faults: {bad:#?}", bad.len());
}
