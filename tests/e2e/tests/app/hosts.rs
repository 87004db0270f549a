//! The app on the hosts there are: installed, the server gone for ever, the browser started cold, and
//! every screen there. And the truth about it on Storage, where it is not so.

use e2e::host::{Host, Kind, Place, Serves};
use e2e::seed::Seed;
use e2e::target::button;
use e2e::{Engine, Profile, Visit, every_engine, words};
use serde_json::json;
use xtask::site::{Reply, Request};

/// Makes one test of each host.
macro_rules! hosts {
    ($engine:ident: $($name:ident $kind:ident),+ $(,)?) => {
        $(#[test] fn $name() { cold_start(Engine::$engine, Kind::$kind); })+
    };
}

hosts!(Chromium:
    chromium_nginx Nginx,
    chromium_apache Apache,
    chromium_caddy Caddy,
    chromium_python Python,
    chromium_github_pages GitHubPages,
    chromium_netlify Netlify,
    chromium_cloudflare_pages CloudflarePages,
    chromium_odd_types OddTypes,
);
hosts!(Firefox: firefox_apache Apache, firefox_odd_types OddTypes);
hosts!(WebKit: webkit_nginx Nginx, webkit_odd_types OddTypes);

every_engine!(a_changed_page_is_told_and_tried_again);

const STORAGE: &str = "settings/storage";

/// What a stand-in for a host does wrong.
type Fault = fn(&Request, &mut Reply);

/// Opens Storage and waits for the line about the store.
#[track_caller]
fn expect_state(visit: &Visit<Host>, line: &str) {
    visit.open(STORAGE);
    visit.wait_until(&Visit::shows(line));
}

/// The server is mended, and a tap brings what was missing.
#[track_caller]
fn try_healed(visit: &Visit<Host>) {
    visit.site.heal();
    visit.click(&button(words::TRY_AGAIN));
    visit.wait_until(&Visit::shows(words::READY_OFFLINE));
}

fn cold_start(engine: Engine, kind: Kind) {
    let mut visit = Visit::on(engine, Profile::lasting(), Host::start(kind));
    for place in Place::ALL {
        visit.site.turn_to(place);
        visit.open("");
        visit.plant(Seed::full);
        expect_state(&visit, words::READY_OFFLINE);
    }
    visit.expect_no_errors("the start");
    visit.quit();
    visit.site.stop();
    visit.restart();
    for place in Place::ALL {
        visit.site.turn_to(place);
        visit.open("");
        assert_eq!(visit.eval("!!navigator.serviceWorker.controller"), true);
        visit.walk_every_screen();
        visit.expect_no_errors_without_server(&format!("{place:?}"));
        expect_state(&visit, words::READY_OFFLINE);
    }
}

/// A host between the server and the phone that adds something to the page.
fn with_addition(request: &Request, reply: &mut Reply) {
    if request.path == "/" && reply.status == 200 {
        let mut page = std::fs::read(e2e::release::dist().join("index.html")).expect("the page");
        page.extend(b"<!-- with compliments of your network -->");
        reply.replace(page);
    }
}

fn a_changed_page_is_told_and_tried_again(engine: Engine) {
    let mut visit = Visit::on_broken(engine, Host::start(Kind::GitHubPages), with_addition);
    expect_state(&visit, "Not yet: index.html was changed on the way");
    expect_nothing_installed(&visit);
    // Another try tells the truth again, and the truth when it has changed.
    visit.click(&button(words::TRY_AGAIN));
    visit.wait_until(&Visit::shows("Not yet: index.html was changed on the way."));
    try_healed(&visit);
    visit.wait_until("navigator.serviceWorker.controller");
    visit.reload_app();
    visit.quit();
    visit.site.stop();
    visit.restart();
    expect_state(&visit, words::READY_OFFLINE);
}

#[track_caller]
fn expect_nothing_installed(visit: &Visit<Host>) {
    let active = visit.eval_async(
        "const registration = await navigator.serviceWorker.getRegistration();
         return !!(registration && registration.active);",
    );
    assert_eq!(active, false, "a version that is not whole is in use");
}

#[test]
fn chromium_every_obstacle_is_told() {
    let cases: [(&str, Fault); 4] = [
        (
            "Not yet: the server sends sw.js as text/plain",
            |request, reply| {
                if request.path == "/sw.js" {
                    reply.set("Content-Type", "text/plain; charset=utf-8");
                }
            },
        ),
        (
            "Not yet: the server does not have sw.js",
            |request, reply| {
                if request.path == "/sw.js" {
                    *reply = Reply::new(404, "text/html", "no");
                }
            },
        ),
        (
            "Not yet: the server does not have content/questions.json",
            |request, reply| {
                if request.path == "/content/questions.json" {
                    *reply = Reply::new(404, "text/html", "no");
                }
            },
        ),
        (
            "Not yet: worker.js could not be loaded",
            |request, reply| {
                if request.path == "/worker.js" {
                    reply.cut_after = Some(10);
                }
            },
        ),
    ];
    let visit = Visit::on_broken(Engine::Chromium, Host::start(Kind::GitHubPages), |_, _| ());
    // The control: nothing is wrong.
    expect_state(&visit, words::READY_OFFLINE);
    for (line, fault) in cases {
        visit.site.break_with(fault);
        visit.eval_async(
            "const registration = await navigator.serviceWorker.getRegistration();
             await registration?.unregister();
             for (const name of await caches.keys()) await caches.delete(name);",
        );
        visit.goto("about:blank");
        expect_state(&visit, line);
        try_healed(&visit);
    }
}

/// An installation that fails at once is over before a page on a busy phone knows of it.
#[test]
fn chromium_a_page_that_asks_late_is_told() {
    let visit = Visit::on_broken(
        Engine::Chromium,
        Host::start(Kind::GitHubPages),
        |request, reply| {
            if request.path == "/worker.js" {
                *reply = Reply::new(404, "text/html", "no");
            }
        },
    );
    visit.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source":
            "const { register } = self.ServiceWorkerContainer?.prototype || {};
             if (register)
             ServiceWorkerContainer.prototype.register = async function (...given) {
               const registration = await register.apply(this, given);
               await new Promise((wake) => setTimeout(wake, 500));
               return registration;
             };"}),
    );
    visit.goto("about:blank");
    expect_state(&visit, "Not yet: the server does not have worker.js");
    try_healed(&visit);
}

/// Chromium and WebKit keep the script all the same.
#[test]
fn firefox_a_script_that_varies_is_told() {
    let visit = Visit::on_broken(
        Engine::Firefox,
        Host::start(Kind::GitHubPages),
        |request, reply| {
            if request.path == "/sw.js" {
                reply.set("Vary", "*");
            }
        },
    );
    expect_state(&visit, "Not yet: the server sends sw.js with “Vary: *”");
    try_healed(&visit);
}

#[test]
fn chromium_a_lost_file_is_brought_or_told() {
    let mut visit = Visit::on_broken(Engine::Chromium, Host::start(Kind::Netlify), |_, _| ());
    expect_state(&visit, words::READY_OFFLINE);
    visit.wait_until("navigator.serviceWorker.controller");
    let lose = "for (const name of await caches.keys()) {
           const cache = await caches.open(name);
           await cache.delete(new URL('./content/questions.json', location.href));
         }";
    let has = "return !!(await caches.match(new URL('./content/questions.json', location.href)))";
    visit.eval_async(lose);
    assert_eq!(visit.eval_async(has), false);
    visit.go("settings");
    expect_state(&visit, words::READY_OFFLINE);
    assert_eq!(visit.eval_async(has), true, "said to be there and is not");

    visit.eval_async(lose);
    visit.site.stop();
    visit.go("settings");
    visit.go(STORAGE);
    visit.wait_until(&Visit::shows(
        "Not yet: content/questions.json could not be loaded",
    ));
}

#[test]
fn chromium_today_warns_before_a_trip() {
    let visit = Visit::on_broken(
        Engine::Chromium,
        Host::start(Kind::GitHubPages),
        with_addition,
    );
    visit.answer_first_questions();
    let day = visit.text("new Date(Date.now() + 10 * 86400000).toISOString().slice(0, 10)");
    visit.make_trip("Lakeside", &day, "08:00");
    visit.go("");
    visit.wait_until(&Visit::shows(words::NOT_OFFLINE));
    visit.site.heal();
    visit.open(STORAGE);
    visit.wait_until(&Visit::shows(words::READY_OFFLINE));
    visit.open("");
    visit.wait_until("!!navigator.serviceWorker.controller");
    visit.reload_app();
    // The look at the store comes a few seconds after the rest.
    visit.wait_until("performance.now() > 6000");
    assert_eq!(visit.eval(&Visit::shows(words::NOT_OFFLINE)), false);
}

/// The rule before: each file's type must be one exact word. Where a host says another one for a script,
/// nothing is installed, and with the server gone there is no page: what the tests above would see.
#[test]
fn chromium_an_exact_type_would_fail() {
    let exact = |request: &Request, reply: &mut Reply| {
        if request.path != "/sw.js" {
            return;
        }
        let worker = std::fs::read_to_string(e2e::release::dist().join("sw.js")).expect("it");
        const CHECK: &str = "if (response.status !== 200) ";
        assert!(worker.contains(CHECK), "the rule stands elsewhere");
        let rule = "const said = (response.headers.get(\"Content-Type\") || \"\").split(\";\")[0].trim();\n\
             if (said !== type.split(\";\")[0]) throw new Fault(path, \"changed\");\n";
        reply.replace(worker.replace(CHECK, &format!("{rule}{CHECK}")));
    };
    // A host whose pages the browser itself keeps for no minute.
    let mut visit = Visit::on_broken(Engine::Chromium, Host::start(Kind::Netlify), exact);
    visit.open(STORAGE);
    visit.wait_until(&Visit::shows("Not yet: "));
    expect_nothing_installed(&visit);
    let url = visit.site.url();
    visit.quit();
    visit.site.stop();
    visit.restart();
    assert!(!visit.arrives(&url), "a page without a server");
}
