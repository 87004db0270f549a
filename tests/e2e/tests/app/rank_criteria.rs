//! Criteria, ratings and why two programs differ.

use e2e::target::{button, css, field, link, press, radio};
use e2e::{Engine, Profile, Visit, every_engine, seed::Seed};
use matchbook::domain::ranking::GUT;
use matchbook::domain::time::{Day, Instant};
use matchbook::store::acts::ranking::{DraftOf, Move, RankAction, Said};
use matchbook::store::core::ranking::list::Spot;

every_engine!(
    the_order_gives_the_weights,
    a_rating_is_kept_with_its_reason_and_a_later_one_beside_it,
);

/// Whole percents of the rank-order centroid of six, the first one first.
const CENTROID: [u8; 6] = [41, 24, 16, 10, 6, 3];
/// Those of rank sums.
const FLATTER: [u8; 6] = [29, 24, 19, 14, 9, 5];
/// The words of the criteria that count from the start, as the content has them.
const CULTURE: &str = "Resident culture and happiness";
const IMG: &str = "Support for IMGs";

/// Their ids are what `id` makes of the names.
const PROGRAMS: [&str; 2] = ["Juniper Valley", "Harborlight"];
const DAY_MS: i64 = 86_400_000;

/// The day at Greenwich, this many days before.
fn day(now: i64, ago: i64) -> Day {
    Instant(now - ago * DAY_MS).wall(0).day
}

fn id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// Two programs, interviewed 40 days ago, with these ratings of that night.
fn interviewed(now: i64, ratings: &[(&str, &str, u8, &str)]) -> Seed {
    let ids = PROGRAMS.map(id);
    let mut seed = Seed::welcomed(now).and(RankAction::Add {
        text: PROGRAMS.join("\n"),
        fresh: ids.to_vec(),
        today: day(now, 60),
    });
    for program in ids {
        seed = seed.and(RankAction::Interviewed {
            program: program.clone().into(),
            interview: format!("interview-{program}").into(),
            day: day(now, 40),
            today: day(now, 0),
        });
        seed = seed.and(RankAction::Order {
            change: Move::Place {
                program: program.into(),
                spot: Spot::Last,
            },
            draft: DraftOf {
                id: "draft".to_owned(),
                at: now,
                day: day(now, 0),
            },
        });
    }
    for (number, (program, criterion, value, note)) in ratings.iter().enumerate() {
        seed = seed.and(RankAction::Rate {
            said: Said {
                program: id(program).into(),
                criterion: (*criterion).into(),
                fresh: format!("reading-{number}"),
                at: now - 40 * DAY_MS,
                day: day(now, 40),
            },
            value: Some(*value),
            note: (*note).to_owned(),
        });
    }
    seed
}

fn both(now: i64) -> Seed {
    let [juniper, harbor] = PROGRAMS;
    let ratings = [
        (juniper, "rk-culture", 3, "Polite. Nobody spoke much."),
        (harbor, "rk-culture", 5, "They sang for the night nurse."),
        (juniper, "rk-img", 5, "The visa policy came in writing."),
        (harbor, "rk-img", 4, ""),
        (juniper, GUT, 9, ""),
        (harbor, GUT, 4, ""),
    ];
    interviewed(now, &ratings)
}

/// What the rows of the criteria that count say, in order: title and percent.
const ROWS: &str = "[...document.querySelectorAll('.weights .row')].map((row) => [row.querySelector('.row-title').textContent, parseInt(row.querySelector('.row-end').textContent)])";

fn percents(visit: &Visit, wanted: &[u8]) {
    visit.wait_until(&format!(
        "JSON.stringify({ROWS}.map((row) => row[1])) === '{}'",
        serde_json::json!(wanted)
    ));
}

fn first_is(visit: &Visit, title: &str) {
    visit.wait_until(&format!("{ROWS}[0]?.[0] === '{title}'"));
}

fn the_order_gives_the_weights(engine: Engine) {
    let visit = Visit::planted(engine, both);
    visit.go("rank/criteria");
    percents(&visit, &CENTROID);
    first_is(&visit, CULTURE);
    // Without a mouse: the grip is lifted, and the weights follow each step.
    visit.wait_for(&button(&format!("Move {IMG}")));
    visit.eval(&format!("{}.focus()", button(&format!("Move {IMG}"))));
    visit.keys_at(
        &button(&format!("Move {IMG}")),
        &["Enter", "ArrowUp", "Enter"],
    );
    first_is(&visit, IMG);
    percents(&visit, &CENTROID);
    visit.wait_until(&format!(
        "document.activeElement === {}",
        button(&format!("Move {IMG}"))
    ));
    // Flatter, and back to an undone step.
    visit.click(&button("Weights: by order"));
    visit.click(&radio("By order, flatter"));
    visit.click(&button("Close"));
    percents(&visit, &FLATTER);
    visit.wait_for(&button("Weights: flatter"));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_for(&button("Weights: flatter"));
    first_is(&visit, IMG);
    percents(&visit, &FLATTER);
    visit.expect_no_errors("criteria");
}

/// Where the device asks for less motion, nothing opens by itself.
fn goes_on(visit: &Visit) {
    if visit.eval("matchMedia('(prefers-reduced-motion: reduce)').matches") == true {
        visit.click(&button("Next"));
    }
}

fn a_rating_is_kept_with_its_reason_and_a_later_one_beside_it(engine: Engine) {
    let visit = Visit::first(engine, Profile::fresh());
    let harbor = PROGRAMS[1];
    visit.plant(|now| {
        interviewed(
            now,
            &[(harbor, "rk-culture", 5, "They sang for the night nurse.")],
        )
    });
    visit.go("programs/harborlight");
    visit.wait_until(&Visit::shows("1 criterion rated"));
    visit.click(&press("Rate it"));
    visit.wait_until("location.hash === '#/rank/rate/harborlight'");
    visit.wait_until(&Visit::shows("1 of 6 rated"));
    // The first one without an answer is open. A tap keeps it and opens the next one.
    let open = |title: &str| {
        format!("document.querySelector('[aria-expanded=true]')?.textContent.startsWith('{title}')")
    };
    visit.wait_until(&open(IMG));
    visit.click(&radio("4, good"));
    goes_on(&visit);
    visit.wait_until(&open("Faculty access"));
    visit.wait_until(&Visit::shows("2 of 6 rated"));
    visit.click(&radio("I don’t know yet"));
    goes_on(&visit);
    visit.wait_until(&open("Workload"));
    visit.wait_until(&Visit::shows("1 you don’t know yet"));
    // Its reason, later.
    visit.click(&press(IMG));
    visit.wait_until(&open(IMG));
    visit.fill(&field("Because"), "The visa policy came in writing");
    visit.wait_saved();
    // Another day: what was said that night stays beside it.
    visit.click(&press(CULTURE));
    visit.wait_until(&open(CULTURE));
    visit.click(&radio("3, acceptable"));
    visit.wait_until(&Visit::shows(
        "That night you said 5. Now it is 2 steps lower: 3.",
    ));
    visit.wait_until("document.querySelector('[data-was] b').textContent === '5'");
    visit.wait_for(&radio(
        "5, excellent: Warm and proud; would clearly choose it again. You said this that night",
    ));
    visit.wait_until(&Visit::shows("“They sang for the night nurse.”"));
    visit.wait_saved();
    visit.reload_app();
    visit.click(&press(IMG));
    visit.wait_until(&format!(
        "{}?.value === 'The visa policy came in writing'",
        field("Because")
    ));
    visit.go("programs/harborlight");
    visit.wait_until(&Visit::shows("2 criteria rated"));
    visit.expect_no_errors("rating");
}

#[test]
fn weights_come_from_points_where_the_person_gives_them() {
    let visit = Visit::planted(Engine::Chromium, both);
    visit.go("rank/criteria");
    visit.click(&button("Weights: by order"));
    visit.click(&radio("By steps"));
    visit.click(&button("Close"));
    // The real range of the person's programs.
    visit.wait_until(&Visit::shows("From 3 (Juniper Valley) to 5 (Harborlight)"));
    visit.wait_until(&Visit::shows("No program is rated yet"));
    visit.click(&button("Weights: by steps"));
    visit.click(&radio("Points"));
    visit.click(&button("Close"));
    for title in [
        CULTURE,
        IMG,
        "Faculty access",
        "Workload",
        "Location",
        "Chances",
    ] {
        visit.fill(&field(title), "0");
    }
    visit.wait_until(&Visit::shows("All criteria have 0 points."));
    visit.fill(&field(IMG), "60");
    visit.fill(&field("Workload"), "20");
    percents(&visit, &[0, 75, 0, 25, 0, 0]);
    visit.wait_saved();
    visit.expect_no_errors("points");
}

#[test]
fn a_criterion_that_is_off_keeps_its_ratings() {
    let visit = Visit::planted(Engine::Chromium, both);
    visit.go("rank/criteria");
    visit.click(&link(CULTURE));
    visit.click(&radio("Off"));
    visit.wait_until(&Visit::shows("Its ratings are kept"));
    visit.go("rank/criteria");
    visit.wait_until(&format!("{ROWS}.length === 5"));
    visit.wait_until(&Visit::shows("2 ratings are kept"));
    visit.click(&link(CULTURE));
    visit.click(&radio("Counts"));
    visit.go("rank/criteria");
    percents(&visit, &CENTROID);
    first_is(&visit, CULTURE);
    visit.go("rank/rate/harborlight");
    visit.wait_until(&Visit::shows("2 of 6 rated"));
    visit.expect_no_errors("off");
}

#[test]
fn an_own_criterion_counts_with_its_words_and_is_deleted_with_undo() {
    let visit = Visit::planted(Engine::Chromium, both);
    visit.go("rank/criteria");
    visit.click(&press("Add your own criterion"));
    visit.click(&button("Add it"));
    visit.wait_until(&Visit::shows("Write what you want to compare"));
    visit.fill(&field("Title"), "Near my sister");
    visit.fill(&field("5, excellent"), "Same street");
    visit.click(&button("Add it"));
    visit.wait_until(&format!("{ROWS}.at(-1)[0] === 'Near my sister'"));
    visit.wait_saved();
    visit.go("rank/rate/harborlight");
    visit.click(&press("Near my sister"));
    visit.wait_for(&radio("5, excellent: Same street"));
    visit.go("rank/criteria");
    visit.click(&link("Near my sister"));
    visit.click(&button("Delete this criterion"));
    visit.wait_until(&format!("{ROWS}.length === 6"));
    visit.click(&button("Undo"));
    visit.wait_until(&format!("{ROWS}.length === 7"));
    // Names that are taken are refused where they are typed.
    visit.click(&press("Add your own criterion"));
    visit.fill(&field("Title"), "near my  sister");
    visit.click(&button("Add it"));
    visit.wait_until(&Visit::shows("You have a criterion of this name already."));
    visit.expect_no_errors("an own criterion");
}

#[test]
fn a_deal_breaker_puts_a_program_under_do_not_rank() {
    let visit = Visit::planted(Engine::Chromium, both);
    visit.go("rank/criteria");
    visit.click(&link(CULTURE));
    visit.click(&radio("Deal-breaker"));
    visit.wait_until(&Visit::shows("No program that is rated is out now."));
    visit.click(&radio("4"));
    visit.wait_until(&Visit::shows("1 program is out now: Juniper Valley"));
    visit.go("rank/criteria");
    visit.wait_until(&Visit::shows("1 out"));
    visit.go("rank");
    visit.wait_until(&Visit::shows("Do not rank"));
    visit.wait_until(&Visit::shows(&format!("{CULTURE}: 3, you need 4")));
    visit.go("rank/rate/juniper-valley");
    visit.click(&press(CULTURE));
    visit.wait_until(&Visit::shows("Below your minimum of 4"));
    visit.expect_no_errors("a deal-breaker");
}

#[test]
fn why_says_the_numbers_of_the_board() {
    let visit = Visit::planted(Engine::Chromium, both);
    visit.go("rank/why/juniper-valley/harborlight");
    visit.wait_until(&Visit::shows(
        "Resident culture and happiness against support for IMGs.",
    ));
    let row =
        "[...document.querySelectorAll('.pull')].map((row) => row.firstElementChild.textContent)";
    // Of what is known, culture weighs 147 of 234 and visa support 87: half of the one and a quarter of the
    // other are what the two differ by.
    visit.wait_until(&format!(
        "{row}[0].startsWith('{CULTURE}: Juniper Valley 3, Harborlight 5. Gives Harborlight 31.4 points')"
    ));
    visit.wait_until(&format!(
        "{row}[1].startsWith('{IMG}: Juniper Valley 5, Harborlight 4. Gives Juniper Valley 9.3 points')"
    ));
    visit.wait_until(&Visit::shows("“They sang for the night nurse.”"));
    visit.wait_until(&Visit::shows("score 69"));
    visit.wait_until(&Visit::shows("score 91"));
    visit.wait_until(&Visit::shows("Not known of either: Faculty access"));
    // The gut says the other one.
    visit.wait_until(&Visit::shows("Your gut says Juniper Valley, 9 to 4"));
    visit.click(&button("Swap the two sides"));
    visit.wait_until("location.hash === '#/rank/why/harborlight/juniper-valley'");
    visit.wait_until(&format!(
        "{row}[0].startsWith('{CULTURE}: Harborlight 5, Juniper Valley 3. Gives Harborlight 31.4 points')"
    ));
    visit.go("rank/why/harborlight/nobody");
    visit.wait_until(&Visit::shows("This page does not exist"));
    visit.expect_no_errors("why");
}

#[test]
fn pages_full_of_ratings_pass_the_checker_in_both_colors() {
    let visit = Visit::planted(Engine::Chromium, both);
    for scheme in ["light", "dark"] {
        visit.prefer_scheme(scheme);
        for (path, there) in [
            ("rank/criteria", ".weights .row"),
            ("rank/criteria/rk-img", ".prose"),
            ("rank/rate/harborlight", ".open-rate"),
            ("rank/why/juniper-valley/harborlight", ".pull"),
        ] {
            visit.go(path);
            visit.wait_for(&css(there));
            let problems = visit.axe_problems();
            assert!(problems.is_empty(), "{path}, {scheme}: {problems:#?}");
        }
    }
}
