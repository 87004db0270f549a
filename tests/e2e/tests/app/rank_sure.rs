//! How sure a rank order is, the pairwise session, and the small Match.

use e2e::seed::Seed;
use e2e::target::{button, field, heading, press, radio};
use e2e::{Engine, Visit, every_engine, words};
use matchbook::job::Sensitivity;
use matchbook::rank::weights::Slope;
use matchbook::rank::weights::{by_order, places};
use matchbook::store::read::ranking::sure::percent;

every_engine!(
    a_session_ends_with_the_order_that_was_meant,
    the_match_walks_to_its_end_and_no_trick_helps;
    chromium: a_given_pair_goes_back_where_it_came_from;
    firefox: a_contradiction_is_asked_again;
    webkit: an_own_market_is_written_and_faults_stand_at_their_field
);

const PROGRAMS: [(&str, [u8; 6]); 5] = [
    ("Ash", [5, 3, 4, 3, 3, 4]),
    ("Elm", [3, 5, 3, 4, 4, 3]),
    ("Fir", [4, 4, 3, 2, 5, 2]),
    ("Oak", [2, 3, 4, 4, 2, 5]),
    ("Yew", [1, 2, 2, 3, 1, 1]),
];
/// What the person would say, the best first.
const MEANT: [&str; 5] = ["Oak", "Yew", "Ash", "Fir", "Elm"];

fn rated(now: i64) -> Seed {
    Seed::welcomed(now).with_rated(&PROGRAMS)
}

/// The names on the two cards.
fn sides(visit: &Visit) -> Vec<String> {
    visit.wait_until("document.querySelectorAll('.duel-side').length === 2");
    let names = visit.text("[...document.querySelectorAll('.duel-side strong')].map((one) => one.textContent).join('|')");
    names.split('|').map(str::to_owned).collect()
}

/// Answers the pair on the screen as `order` says, and waits for what comes next.
fn answers(visit: &Visit, order: &[&str]) {
    let sides = sides(visit);
    let place = |name: &str| order.iter().position(|one| *one == name);
    let better = sides
        .iter()
        .min_by_key(|name| place(name))
        .expect("two sides");
    visit.redraws(".duel", || visit.tap(&button(better)));
}

fn is_over(visit: &Visit) -> bool {
    visit.eval("!document.querySelector('.duel')") == true
}

fn a_session_ends_with_the_order_that_was_meant(engine: Engine) {
    let visit = Visit::planted(engine, rated);
    visit.open("rank/choose");
    assert_eq!(sides(&visit).len(), 2);
    assert_eq!(visit.heading(), "1 of at most 7");
    // No score is in sight before the answer.
    assert_eq!(
        visit.eval("/score \\d/.test(document.querySelector('main').innerText)"),
        false
    );
    answers(&visit, &MEANT);
    visit.wait_until(&Visit::shows("You chose"));
    let before = (sides(&visit), visit.heading());
    answers(&visit, &MEANT);
    let (pair, title) = (sides(&visit), visit.heading());
    // Undo brings the pair before, each side where it was; then on with a key.
    visit.click(&button(words::UNDO));
    visit.wait_until(&format!(
        "document.querySelector('h1').textContent !== {title:?}"
    ));
    assert_eq!((sides(&visit), visit.heading()), before);
    let place = |name: &String| MEANT.iter().position(|one| one == name);
    let key = match place(&before.0[0]) < place(&before.0[1]) {
        true => "1",
        false => "2",
    };
    visit.redraws(".duel", || visit.key(key));
    assert_eq!(
        (sides(&visit), visit.heading()),
        (pair.clone(), title.clone())
    );
    visit.wait_saved();
    // It goes on where it stood after the app was closed.
    visit.reload_app();
    assert_eq!((sides(&visit), visit.heading()), (pair, title));
    while !is_over(&visit) {
        answers(&visit, &MEANT);
    }
    visit.wait_for(&button("Take this order"));
    let proposed = "[...document.querySelectorAll('main .row .row-title')].map((one) => one.textContent).slice(0, 5).join('|')";
    assert_eq!(visit.text(proposed), MEANT.join("|"));
    visit.click(&button("Take this order"));
    visit.wait_until("location.hash === '#/rank'");
    visit.wait_until(&Visit::shows("Order of your choices taken"));
    visit.wait_saved();
    visit.go("rank/choose");
    visit.wait_until(&Visit::shows("give the order that you have"));
    visit.expect_no_errors("a session of pairs");
}

fn a_contradiction_is_asked_again(engine: Engine) {
    let visit = Visit::planted(engine, |now| Seed::welcomed(now).with_rated(&PROGRAMS[..3]));
    for (path, order) in [
        ("rank/choose/ash/elm", ["Ash", "Elm"]),
        ("rank/choose/elm/fir", ["Elm", "Fir"]),
        ("rank/choose/ash/fir", ["Fir", "Ash"]),
    ] {
        visit.go("rank");
        visit.go(path);
        let sides = sides(&visit);
        assert!(order.iter().all(|name| sides.contains(&(*name).to_owned())));
        visit.tap(&button(order[0]));
        visit.wait_until("!document.querySelector('.duel')");
    }
    visit.wait_saved();
    visit.go("rank/choose");
    visit.wait_until(&Visit::shows("Answer one of them again"));
    for part in ["Ash over Elm", "Elm over Fir", "Fir over Ash"] {
        visit.wait_until(&Visit::shows(part));
    }
    assert_eq!(sides(&visit).len(), 2);
    answers(&visit, &["Elm", "Ash", "Fir"]);
    while !is_over(&visit) {
        answers(&visit, &["Elm", "Fir", "Ash"]);
    }
    let proposed = "[...document.querySelectorAll('main .row .row-title')].map((one) => one.textContent).slice(0, 3).join('|')";
    visit.wait_until(&format!("{proposed} === 'Elm|Fir|Ash'"));
    visit.expect_no_errors("a contradiction");
}

fn a_given_pair_goes_back_where_it_came_from(engine: Engine) {
    let visit = Visit::planted(engine, rated);
    visit.open("rank/sure");
    visit.go("rank/choose/ash/elm");
    sides(&visit);
    visit.tap(&button("I can’t choose"));
    visit.wait_until("location.hash === '#/rank/sure'");
    // Against the list: it offers to move, and takes both back.
    visit.go("rank/choose/elm/ash");
    sides(&visit);
    visit.tap(&button("Elm"));
    visit.wait_until(&Visit::shows("Your list says the opposite."));
    // Taken back there, the pair is asked once more.
    visit.click(&button(words::UNDO));
    sides(&visit);
    visit.tap(&button("Elm"));
    visit.wait_until(&Visit::shows("Your list says the opposite."));
    visit.tap(&button("Move Elm up"));
    visit.wait_until("location.hash === '#/rank/sure'");
    visit.wait_until(&Visit::shows("Elm stands before Ash now."));
    visit.wait_saved();
    for path in ["rank/choose/ash/gone", "rank/choose/ash/ash"] {
        visit.go("rank");
        visit.go(path);
        visit.wait_until(&Visit::shows("does not exist"));
    }
    visit.expect_no_errors("a given pair");
}

fn the_match_walks_to_its_end_and_no_trick_helps(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("rank/match");
    visit.wait_until(&Visit::shows("Nobody has asked yet."));
    let changes = visit.text("document.querySelector('header.top').dataset.changes");
    visit.tap(&button("Next"));
    visit.wait_until(&Visit::shows("Oak holds a seat for Mia."));
    visit.tap(&button("Step back"));
    visit.wait_until(&Visit::shows("Nobody has asked yet."));
    for _ in 0..30 {
        if visit
            .eval("document.querySelector('.market-told').innerText.includes('The Match is over')")
            == true
        {
            break;
        }
        visit.redraws(".market-told", || visit.tap(&button("Next")));
    }
    visit.wait_until(&Visit::shows("You go to Pine."));
    visit.tap(&press("Try to trick it"));
    visit.wait_until(&Visit::shows("This is your true list."));
    visit.tap(&button("Leave out Pine"));
    visit.wait_until(&Visit::shows("the trick made it worse for you"));
    visit.tap(&button("Add Pine"));
    visit.tap(&button("Leave out Elm"));
    visit.wait_until(&Visit::shows("the trick changed nothing"));
    visit.tap(&button("Play with this list"));
    visit.wait_until(&Visit::shows("Your list, not the true one"));
    assert_eq!(
        visit.text("document.querySelector('header.top').dataset.changes"),
        changes,
        "nothing is stored"
    );
    visit.expect_no_errors("the Match");
}

fn an_own_market_is_written_and_faults_stand_at_their_field(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("rank/match");
    visit.wait_for(&radio("Your own"));
    visit.tap(&radio("Your own"));
    visit.fill(&field("Programs, each with its seats"), "Birch 1, Lime 1");
    visit.wait_until(&Visit::shows("is none of the programs: Birch and Lime"));
    visit.fill(&field("Applicants, you among them"), "You, Ida");
    visit.fill(&field("List of You"), "Birch, Lime");
    visit.fill(&field("List of Ida"), "Birch");
    visit.fill(&field("List of Birch"), "Ida, You");
    visit.fill(&field("List of Lime"), "You");
    visit.wait_until("!document.querySelector('main .error')");
    for _ in 0..4 {
        visit.redraws(".market-told", || visit.tap(&button("Next")));
    }
    visit.wait_until(&Visit::shows("You go to Lime."));
    visit.expect_no_errors("an own market");
}

/// The shares on the screen are those that the core works out.
fn shows_shares(visit: &Visit, in_order: bool) {
    let wanted = match in_order {
        true => "keep your order of criteria",
        false => "of every kind",
    };
    visit.wait_until(&Visit::shows(wanted));
    let order: Vec<u32> = (0..6).collect();
    let task = Sensitivity {
        ratings: PROGRAMS
            .iter()
            .map(|(_, ratings)| ratings.map(Some).to_vec())
            .collect(),
        places: in_order.then(|| places(&by_order(&order, Slope::Centroid))),
        top: 3,
    };
    let outcome = task.run(&mut |_| true).expect("an outcome");
    let shares = PROGRAMS.iter().zip(outcome);
    let shares = shares.map(|((name, _), fared)| (*name, fared.expect("rated").top));
    let shown: Vec<(&str, f64)> = shares.filter(|(_, share)| *share > 0.0).collect();
    let rows = "[...document.querySelectorAll('.shares tr:has(th[scope=row])')]";
    visit.wait_until(&format!("{rows}.length === {}", shown.len()));
    for (name, share) in shown {
        visit.wait_until(&format!(
            "{rows}.find((row) => row.querySelector('th').textContent === {name:?})?.querySelector('strong').textContent === {:?}",
            percent(share)
        ));
    }
}

/// What the screen shows is what the core works out, and meanwhile the screen answers.
#[test]
fn shares_are_those_of_the_core_and_the_screen_stays_awake() {
    let visit = Visit::planted(Engine::Chromium, rated);
    visit.open("rank");
    // The longest that the page did not come to draw.
    visit.eval("(() => { window.longest = 0; let last = performance.now(); const tick = (now) => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); })()");
    visit.go("rank/sure");
    for (label, in_order) in [("In your order", true), ("All weights", false)] {
        visit.wait_for(&radio(label));
        visit.tap(&radio(label));
        shows_shares(&visit, in_order);
    }
    visit.wait_for(&heading("What would change it"));
    let longest = visit.eval("window.longest").as_f64().unwrap_or(f64::MAX);
    assert!(longest > 0.0, "nothing was drawn");
    assert!(longest < 1_000.0, "the page stood still for {longest} ms");
    visit.expect_no_errors("how sure");
}

/// Without ratings it says what is missing and leads there.
#[test]
fn too_few_ratings_lead_to_rating() {
    let visit = Visit::planted(Engine::Chromium, |now| {
        Seed::welcomed(now).with_rated(&PROGRAMS[..1])
    });
    visit.open("rank/sure");
    visit.wait_until(&Visit::shows("Only one program is rated."));
    visit.wait_for(&press("Add programs"));
    visit.go("rank/choose");
    visit.wait_until(&Visit::shows("Two interviewed programs are needed"));
    visit.expect_no_errors("too few ratings");
}

#[test]
fn a_newer_question_takes_the_place_of_an_older_one() {
    let visit = Visit::planted(Engine::Chromium, rated);
    visit.open("rank/sure");
    visit.wait_for(&radio("All weights"));
    for _ in 0..5 {
        visit.tap(&radio("In your order"));
        visit.tap(&radio("All weights"));
    }
    shows_shares(&visit, false);
    visit.tap(&radio("In your order"));
    visit.go("rank");
    visit.expect_no_errors("leaving in the middle");
}

/// A worker that nobody wants any more while it is still being loaded. The control: ended by hand then, Firefox
/// calls it an error of the page.
#[test]
fn firefox_a_question_given_up_at_once_is_no_error() {
    let visit = Visit::planted(Engine::Firefox, rated);
    visit.open("rank");
    for _ in 0..12 {
        visit.go("rank/sure");
        visit.go("rank");
    }
    visit.go("rank/sure");
    visit.wait_until("document.querySelector('table.shares')");
    visit.expect_no_errors("workers that were given up");
    visit.eval_async(
        "const file = (link) => (({ href, integrity }) => ({ href, integrity }))(document.querySelector(link));
         const order = {
           glue: file('link[rel=modulepreload]'), wasm: file('link[rel=preload][as=fetch]'), task: '',
         };
         for (let ms = 0; ms < 200; ms += 4) {
           const worker = new Worker('./worker.js', { type: 'module' });
           worker.postMessage(order);
           await new Promise((next) => setTimeout(next, ms));
           worker.terminate();
         }",
    );
    let browser = visit.browser.as_ref().expect("a browser");
    let told = browser.take_errors();
    assert!(!told.is_empty(), "nothing was told, so nothing is proved");
}
