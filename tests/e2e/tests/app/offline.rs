//! The server is gone for ever and the browser starts cold: every screen must open and reload.
//! Nothing may leave for elsewhere while it does.

use e2e::{Engine, Profile, Visit, every_engine};

every_engine!(every_screen_without_a_server);

fn every_screen_without_a_server(engine: Engine) {
    let mut visit = Visit::full(engine, Profile::lasting());
    visit.expect_no_errors("the start");
    let origin = visit.site.url();
    // What the browser loads for its own pages is not the app's.
    let strangers = |requests: Vec<String>| -> Vec<String> {
        let is_strange = |url: &String| {
            ["http:", "https:", "ws:", "wss:", "ftp:"]
                .iter()
                .any(|scheme| url.starts_with(scheme))
                && !url.starts_with(&origin)
        };
        requests.into_iter().filter(is_strange).collect()
    };
    assert_eq!(strangers(visit.take_requests()), Vec::<String>::new());

    visit.quit();
    visit.site.stop();
    visit.restart();
    for (path, screen) in visit.every_screen() {
        for step in ["opened", "reloaded"] {
            if step == "opened" {
                visit.open(&path);
            } else {
                visit.reload_app();
            }
            visit.expect_screen(&format!("{path} {step}"), &path, screen);
            visit.expect_no_errors_without_server(&format!("{path} {step}"));
        }
    }
    assert_eq!(strangers(visit.take_requests()), Vec::<String>::new());
}
