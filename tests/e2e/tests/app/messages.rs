//! Messages: never over something that one could press, and gone with the screen unless they offer to bring
//! something back.

use e2e::seed::{self, Seed};
use e2e::target::{button, checkbox, css, field, press};
use e2e::{Engine, Profile, Visit, every_engine, words};

every_engine!(
    no_message_is_in_the_way,
    a_message_goes_with_its_screen_unless_it_brings_back,
    a_message_of_a_choice_that_leads_away_is_said_where_it_leads
);

const SIZES: [(u32, u32); 2] = [(390, 844), (320, 640)];
const PROGRAMS: [(&str, u8); 14] = [
    ("Alder", 5),
    ("Birch", 5),
    ("Cedar", 5),
    ("Dogwood", 4),
    ("Elm", 4),
    ("Fir", 4),
    ("Ginkgo", 3),
    ("Hazel", 3),
    ("Ivy", 3),
    ("Jarrah", 2),
    ("Katsura", 2),
    ("Larch", 2),
    ("Maple", 1),
    ("Oak", 1),
];

/// The words of what can be pressed and lies under the message, wherever the page is scrolled to a little; also at
/// both ends of the page.
const IN_THE_WAY: &str = r#"
    const controls = "a[href], button, input, select, textarea, summary, label, [tabindex='0']";
    const hit = (one) => {
      const box = one.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return box.width && box.height ? document.elementFromPoint(x, y) : null;
    };
    const is_under = (one) => !!hit(one)?.closest(".toasts");
    const is_free = (one) => {
      const there = hit(one);
      return !!there && (one.contains(there) || [...(one.labels ?? [])].some((label) => label.contains(there)));
    };
    const to = (top) => scrollTo({ top, behavior: "instant" });
    const can_be_cleared = (one) => {
      const here = scrollY;
      for (let by = 0; by <= 240; by += 8) {
        for (const top of [here + by, here - by]) {
          to(top);
          if (is_free(one)) return to(here), true;
        }
      }
      return to(here), false;
    };
    const all = () => [...document.querySelectorAll(controls)].filter((one) => !one.closest(".toasts, dialog") && one.checkVisibility());
    const here = scrollY;
    const found = [];
    for (const top of [here, 0, 1e6]) {
      to(top);
      const under = all().filter(is_under).filter((one) => !can_be_cleared(one));
      found.push(...under.map((one) => `${one.tagName} ${one.ariaLabel || one.textContent || one.value} at ${scrollY}`));
    }
    to(here);
    return found.join("; ");
"#;

/// Waits for a message with these words, and lets it stay as who points at it does.
#[track_caller]
fn hold(visit: &Visit, words: &str) {
    visit.wait_until(&format!(
        "document.querySelector('.toast')?.textContent.includes({words:?})"
    ));
    visit.eval("void document.querySelector('.toast').dispatchEvent(new Event('pointerenter'))");
    // It has come to rest.
    visit.wait_until("document.querySelector('.toast').getAnimations().length === 0");
}

#[track_caller]
fn nothing_is_under(visit: &Visit, words: &str) {
    hold(visit, words);
    let found = visit.eval_async(IN_THE_WAY);
    assert_eq!(found, "", "{words}");
}

/// What has the focus is not under the message, where the page stands.
#[track_caller]
fn focus_is_clear(visit: &Visit) {
    let top = "document.activeElement.getBoundingClientRect().top";
    let bottom = "document.activeElement.getBoundingClientRect().bottom";
    visit.wait_until(&format!(
        "(({{ top, bottom }}) => {bottom} <= top || {top} >= bottom)(document.querySelector('.toast').getBoundingClientRect())"
    ));
}

fn no_message_is_in_the_way(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.plant(|now| Seed::full(now).with_board(&PROGRAMS));
    // Chromium lets no page vibrate that nobody has touched, and what is ticked by script is nobody's touch.
    visit.tap(&css("h1"));
    for (width, height) in SIZES {
        visit.set_window(width, height);
        // A tick that is taken back by key: the row keeps the focus. Its row is the lowest that can be seen, at the
        // beginning of the page, in its middle and at its end.
        for top in [0, 400, 1_000_000] {
            visit.open(&format!("pack/{}", seed::TRIP));
            visit.wait_for(&checkbox(words::PASSPORT));
            let name = visit.eval_async(&format!(
                "scrollTo({{ top: {top}, behavior: 'instant' }});
                 await mb.frame();
                 const foot = document.querySelector('.page .foot').getBoundingClientRect().top;
                 const seen = [...document.querySelectorAll('main .check')]
                   .filter((one) => one.getBoundingClientRect().bottom < foot - 4);
                 seen.at(-1).focus({{ preventScroll: true }});
                 seen.at(-1).click();
                 return '“' + seen.at(-1).closest('.row').querySelector('.row-title').textContent.slice(0, 12);"
            ));
            let name = name.as_str().expect("the name of the row");
            visit.wait_saved();
            visit.key("u");
            hold(&visit, name);
            focus_is_clear(&visit);
            nothing_is_under(&visit, name);
        }
        visit.click(&button(&["More about ", words::PASSPORT].concat()));
        visit.click(&button(words::TAKE_OFF));
        nothing_is_under(&visit, "Taken off this list");
        visit.click(&css(".toast .btn"));

        visit.open("practice/card/new");
        visit.fill(&field("Question"), "Why Ohio and not Texas?");
        visit.click(&button(words::ADD_CARD));
        nothing_is_under(&visit, "Card added");
        visit.click(&button(words::DELETE_CARD));
        visit.wait_until("location.hash === '#/practice/deck'");
        nothing_is_under(&visit, "Card deleted");

        visit.open("practice/review");
        // A card that was open when its screen was left is open again.
        let outline = "document.querySelector('.outline input')";
        visit.wait_until(&format!("{outline} || {}", button(words::SHOW_OUTLINE)));
        if visit.eval(&format!("!{outline}")) == true {
            visit.tap(&button(words::SHOW_OUTLINE));
            visit.wait_until(outline);
        }
        visit.tap(&button(words::GOT_IT));
        visit.wait_until("!document.querySelector('.outline')");
        visit.tap(&button(words::UNDO));
        nothing_is_under(&visit, "Undone");

        visit.open("rank");
        for name in ["Birch", "Maple"] {
            let grip = button(&["Move ", name].concat());
            visit.wait_for(&grip);
            visit.eval(&format!("{grip}.focus()"));
            visit.keys_at(&grip, &["Enter", "ArrowUp", "Enter"]);
            nothing_is_under(&visit, &[name, " moved to"].concat());
            focus_is_clear(&visit);
            visit.click(&css(".toast .btn"));
            nothing_is_under(&visit, "Undone");
        }
    }
    // Control: one that lies on the tabs is seen to be in the way.
    hold(&visit, "Undone");
    visit.eval("void document.querySelector('.toasts').style.setProperty('inset-block', 'auto 0')");
    assert_ne!(visit.eval_async(IN_THE_WAY), "", "it lies on the tabs");
    visit.expect_no_errors("messages");
}

fn a_message_goes_with_its_screen_unless_it_brings_back(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.plant(|now| Seed::with_trip(now).with_board(&PROGRAMS));
    let list = format!("pack/{}", seed::TRIP);
    let moves = |way: &str| {
        let grip = button("Move Birch");
        visit.wait_for(&grip);
        visit.eval(&format!("{grip}.focus()"));
        visit.keys_at(&grip, &["Enter", way, "Enter"]);
        hold(&visit, "Birch moved to");
    };
    visit.open("rank");
    moves("ArrowUp");
    visit.go(&list);
    visit.wait_for(&checkbox(words::FOLDER));
    visit.wait_until("!document.querySelector('.toast, .room')");

    visit.click(&button(&["More about ", words::FOLDER].concat()));
    visit.click(&button(words::TAKE_OFF));
    hold(&visit, "Taken off this list");
    // The offer waits for another message to pass, and is there on the next screen again.
    visit.go("rank");
    hold(&visit, "Taken off this list");
    moves("ArrowDown");
    visit.go("programs");
    hold(&visit, "Taken off this list");
    visit.click(&css(".toast .btn"));
    visit.go(&list);
    visit.wait_for(&checkbox(words::FOLDER));
    visit.wait_saved();
    visit.expect_no_errors("messages and screens");
}

fn a_message_of_a_choice_that_leads_away_is_said_where_it_leads(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    visit.plant(|now| Seed::welcomed(now).with_board(&PROGRAMS));
    visit.open("rank");
    visit.click(&press("Places 1 and 2 have the same score."));
    visit.wait_until("location.hash === '#/rank/choose/Alder/Birch'");
    visit.click(&button("Alder"));
    visit.wait_until("location.hash === '#/rank'");
    visit.wait_for(&css(".toast .btn"));
    hold(&visit, "Alder");
    visit.go("pack");
    visit.wait_until("!document.querySelector('.toast')");
    visit.expect_no_errors("a choice");
}
