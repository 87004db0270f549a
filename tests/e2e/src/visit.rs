//! The app open in a browser, and the steps a person takes in it. What a step proves is said in
//! the scenarios; here it only has to arrive.

use std::time::{Duration, Instant};

use matchbook::screens::{SCREENS, Screen};
use serde_json::{Value, json};
use xtask::site::{Reply, Request, Site};

use crate::Target;
use crate::host::{Host, Serves};
use crate::seed::{DRILL, INTERVIEW, PERSON, PROGRAM_ID, RANKED, RANKING, STORY, Seed, TAKE, TRIP};
use crate::target::{button, checkbox, css, field, press};
use crate::{Browser, Engine, Profile, release, words};

/// The first start loads and compiles everything, on a machine that does other things too.
const FIRST_START: Duration = Duration::from_secs(30);

/// A server, a profile and a browser that shows the app.
pub struct Visit<S: Serves = Site> {
    // Dropped in this order: the browser goes before the folder it writes to.
    pub browser: Option<Browser>,
    pub site: S,
    pub profile: Profile,
    engine: Engine,
}

impl Visit {
    /// Opens the app for somebody who never saw it.
    #[must_use]
    #[track_caller]
    pub fn first(engine: Engine, profile: Profile) -> Self {
        Self::at(engine, profile, "/")
    }

    /// As `first`, under a path of the server.
    ///
    /// # Panics
    /// When the app does not start.
    #[must_use]
    #[track_caller]
    pub fn at(engine: Engine, profile: Profile, base: &str) -> Self {
        let site = Site::start(release::dist(), base, 0).expect("a server");
        Self::on(engine, profile, site)
    }

    /// Opens the app for somebody who has one finished trip, installed for offline use.
    #[must_use]
    #[track_caller]
    pub fn seeded(engine: Engine, profile: Profile) -> Self {
        let visit = Self::first(engine, profile);
        visit.plant(Seed::with_trip);
        visit
    }

    /// As `seeded`, with something on every screen.
    #[must_use]
    #[track_caller]
    pub fn full(engine: Engine, profile: Profile) -> Self {
        let visit = Self::first(engine, profile);
        visit.plant(Seed::full);
        visit
    }

    /// As `first`, with a fresh profile in which these rows lie.
    #[must_use]
    #[track_caller]
    pub fn planted(engine: Engine, seed: impl FnOnce(i64) -> Seed) -> Self {
        let visit = Self::first(engine, Profile::fresh());
        visit.plant(seed);
        visit
    }

    /// Whether the page shows this text, in any case of letters.
    #[must_use]
    pub fn shows(text: &str) -> String {
        format!(
            "document.body.innerText.toLowerCase().includes({})",
            json!(text.to_lowercase())
        )
    }

    /// Waits until the server was asked for `path` (below the base, with a slash).
    ///
    /// # Panics
    /// After a minute.
    #[track_caller]
    pub fn wait_request(&self, path: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while !self.site.requests().iter().any(|asked| asked == path) {
            assert!(
                Instant::now() < end,
                "{}: nobody asked for {path}",
                self.engine
            );
            std::thread::park_timeout(Duration::from_millis(50));
        }
    }
}

impl Visit<Host> {
    /// Opens the app, with a profile that lasts, on a stand-in for a host that has this fault.
    #[must_use]
    #[track_caller]
    pub fn on_broken(
        engine: Engine,
        host: Host,
        fault: impl Fn(&Request, &mut Reply) + Clone + Send + Sync + 'static,
    ) -> Self {
        host.break_with(fault);
        Self::on(engine, Profile::lasting(), host)
    }
}

impl<S: Serves> Visit<S> {
    /// Opens the app where `site` serves it.
    #[must_use]
    #[track_caller]
    pub fn on(engine: Engine, profile: Profile, site: S) -> Self {
        let browser = Browser::start(engine, &profile);
        let visit = Self {
            browser: Some(browser),
            site,
            profile,
            engine,
        };
        visit.open("");
        visit
    }

    /// Writes `seed` (which gets the browser's clock) into the database and starts the app with it, once
    /// it is installed for offline use.
    #[track_caller]
    pub fn plant(&self, seed: impl FnOnce(i64) -> Seed) {
        let now = self.eval("Date.now()").as_i64().unwrap_or_default();
        seed(now).plant(self);
        self.wait_until("navigator.serviceWorker.controller");
        self.reload_app();
    }

    /// Goes to a screen and waits for it, loading the app if it is not there.
    #[track_caller]
    pub fn open(&self, path: &str) {
        self.goto(&format!("{}#/{path}", self.site.url()));
        self.wait_ready();
        self.wait_until(&format!(
            "location.hash.replace(/^#\\//, '') === {}",
            json!(path)
        ));
    }

    /// Waits until no part of the program is on its way that nobody asked for: Firefox and WebKit report it
    /// as an error of the page when one is left then.
    #[track_caller]
    fn let_it_settle(&self) {
        if self.engine != Engine::Chromium {
            self.wait_until(&format!(
                "document.hidden || location.hash === '#/rescue'
                 || !performance.getEntriesByName({}).length || performance.getEntriesByName({}).length",
                json!(words::READY),
                json!(words::AHEAD)
            ));
        }
    }

    /// Goes to a screen inside the running app, as a link does.
    #[track_caller]
    pub fn go(&self, path: &str) {
        // A link waits while the history entry of a sheet that was closed is being left.
        self.wait_until(words::AT_REST);
        self.eval(&format!("location.hash = {}", json!(format!("#/{path}"))));
        self.wait_until("mb.h1()");
    }

    /// Presses keys on `at`, each once it has the focus: a row that is moved gets it back a frame later.
    #[track_caller]
    pub fn keys_at(&self, at: &Target, keys: &[&str]) {
        for key in keys {
            self.wait_until(&format!("document.activeElement === {at}"));
            self.key(key);
        }
    }

    /// Runs `press`, and waits until the element that
    /// `selector` finds was drawn anew or is gone.
    #[track_caller]
    pub fn redraws(&self, selector: &str, press: impl FnOnce()) {
        let find = format!("document.querySelector({})", json!(selector));
        self.eval(&format!("{find}.dataset.seen = ''"));
        press();
        self.wait_until(&format!("!{find}?.matches('[data-seen]')"));
    }

    /// Opens the sample season with a tap on this row.
    #[track_caller]
    pub fn enter_sample(&self, row: &str) {
        self.let_it_settle();
        let before = self.hear_firefox();
        self.tap(&press(row));
        self.wait_until(words::IN_SAMPLE);
        self.wait_ready();
        self.forgive_leaving(before);
    }

    /// Leaves the sample season by its banner, for the data of the phone.
    #[track_caller]
    pub fn leave_sample(&self) {
        self.let_it_settle();
        self.click(&css("main > a.banner"));
        let before = self.hear_firefox();
        self.click(&button(words::LEAVE_SAMPLE));
        self.wait_until(&format!(
            "!{} && performance.getEntriesByName({}).length",
            words::IN_SAMPLE,
            json!(words::READY)
        ));
        self.forgive_leaving(before);
    }

    /// Waits until real content is shown.
    #[track_caller]
    pub fn wait_ready(&self) {
        let ready = format!(
            "performance.getEntriesByName({}).length",
            json!(words::READY)
        );
        self.wait_within(FIRST_START, &ready);
    }

    /// Reloads and waits for content.
    #[track_caller]
    pub fn reload_app(&self) {
        self.let_it_settle();
        self.reload();
        self.wait_ready();
    }

    /// The one heading of the screen.
    #[must_use]
    #[track_caller]
    pub fn heading(&self) -> String {
        self.text("mb.squeeze(mb.h1()?.textContent)")
    }

    /// Waits until no change is on its way to the database.
    #[track_caller]
    pub fn wait_saved(&self) {
        self.wait_until(words::SAVED);
    }

    /// Ticks or unticks a row and waits until it is saved.
    #[track_caller]
    pub fn tick(&self, name: &str) {
        let before = self.ticked(name);
        self.click(&checkbox(name));
        self.wait_until(&format!("{}.checked === {}", checkbox(name), !before));
        self.wait_saved();
    }

    /// As `tick`, and waits until the twin has it too. Chromium only.
    #[track_caller]
    pub fn tick_in_both(&self, name: &str) {
        self.tick(name);
        self.wait_copied("database", "twin");
    }

    /// Waits until the database `to` holds as many changes as `from`, and some: "database", "twin" or
    /// "spare". Chromium only.
    ///
    /// # Panics
    /// After 40 seconds.
    #[track_caller]
    pub fn wait_copied(&self, from: &str, to: &str) {
        let end = Instant::now() + Duration::from_secs(40);
        loop {
            let held = self.eval("await mb.changes()");
            let of = |name: &str| held.get(name).and_then(Value::as_u64).unwrap_or_default();
            if of(from) > 0 && of(to) >= of(from) {
                return;
            }
            assert!(Instant::now() < end, "{held}");
        }
    }

    /// Whether a row is ticked.
    #[must_use]
    #[track_caller]
    pub fn ticked(&self, name: &str) -> bool {
        self.wait_for(&checkbox(name));
        self.eval(&format!("{}.checked", checkbox(name))) == true
    }

    /// Answers the three questions of the first run: a specialty, no interview yet, no installing.
    #[track_caller]
    pub fn answer_first_questions(&self) {
        self.answer_first_questions_unsaved();
        self.wait_saved();
    }

    /// As `answer_first_questions`, where nothing can be saved.
    #[track_caller]
    pub fn answer_first_questions_unsaved(&self) {
        self.wait_for(&field(words::SPECIALTY));
        self.fill(&field(words::SPECIALTY), "Internal medicine");
        self.click(&button(words::NO_INTERVIEW_YET));
        self.wait_until(&format!("!{}", field(words::SPECIALTY)));
    }

    /// Fills in the form of a new trip and finishes it. Gives the path of its packing list.
    #[track_caller]
    pub fn make_trip(&self, program: &str, date: &str, time: &str) -> String {
        self.go("pack");
        self.click(&button(words::NEW_TRIP));
        for (name, value) in [
            (words::PROGRAM, program),
            (words::DATE, date),
            (words::TIME, time),
            (words::ZONE, "America/Chicago"),
        ] {
            self.fill(&field(name), value);
        }
        self.click(&button(words::FINISH_TRIP));
        self.wait_for(&checkbox(words::PASSPORT));
        self.text("location.hash")
            .trim_start_matches("#/")
            .to_owned()
    }

    /// Addresses of all screens, for somebody with the seeds of `full`.
    #[must_use]
    pub fn every_path(&self) -> Vec<String> {
        self.every_screen().map(|(path, _)| path).collect()
    }

    /// All screens with their addresses, for somebody with the seeds of `full`.
    pub fn every_screen(&self) -> impl Iterator<Item = (String, &'static Screen)> + use<S> {
        SCREENS.iter().map(|screen| {
            let path = screen
                .path
                .replace(":trip", TRIP)
                .replace(":story", STORY)
                .replace(":card", words::CARD)
                .replace(":take", TAKE)
                .replace(":drill", DRILL)
                .replace(":program", PROGRAM_ID)
                .replace(":list", RANKING)
                .replace(":criterion", "rk-life")
                .replace(":one", RANKED[0])
                .replace(":other", RANKED[1])
                .replace(":interview", INTERVIEW)
                .replace(":person", PERSON)
                .replace(":from", PROGRAM_ID);
            (path, screen)
        })
    }

    /// Waits until the page shows this screen, and fails if it is a sentence about one that did not come.
    ///
    /// # Panics
    /// When it is not the screen.
    #[track_caller]
    pub fn expect_screen(&self, place: &str, path: &str, screen: &Screen) {
        let step = self.eval_async(&format!("{EXPECT} return expect({})", sight(path, screen)));
        assert!(step.is_null(), "{} at {place}: {step}", self.engine);
    }

    /// Goes to every screen inside the running app, as links do, and expects it. One script, because a
    /// step of its own for each look takes longer than the screens do.
    ///
    /// # Panics
    /// When one is not the screen.
    #[track_caller]
    pub fn walk_every_screen(&self) {
        let sights: Vec<Value> = self
            .every_screen()
            .map(|(path, screen)| sight(&path, screen))
            .collect();
        // A script may run for a minute.
        for sights in sights.chunks(15) {
            let missed = self.eval_async(&format!(
                "{EXPECT}
                 for (const sight of {}) {{
                   location.hash = '#/' + sight.path;
                   const missed = await expect(sight);
                   if (missed) return missed;
                 }}",
                json!(sights)
            ));
            assert!(missed.is_null(), "{}: {missed}", self.engine);
        }
    }

    /// Presses the button for a copy and gives the text of the file that is handed out.
    #[must_use]
    #[track_caller]
    pub fn saved_copy(&self) -> String {
        self.wait_for(&button(words::EXPORT));
        self.eval_async(
            "window.saved = [];
             const make = URL.createObjectURL;
             URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };",
        );
        self.click(&button(words::EXPORT));
        self.wait_until("window.saved.length");
        let text = self.eval_async("return await window.saved[0].text()");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Lets every file picker of this page answer with a file of this name and kind. `body` is an
    /// expression for its content.
    #[track_caller]
    pub fn choose_file(&self, name: &str, kind: &str, body: &str) {
        self.eval_async(&format!(
            "HTMLInputElement.prototype.click = function () {{
               const file = new File([{body}], {}, {{ type: {} }});
               if (window.sizeOfFile) Object.defineProperty(file, 'size', {{ value: window.sizeOfFile }});
               Object.defineProperty(this, 'files', {{ value: [file] }});
               this.dispatchEvent(new Event('change'));
             }};",
            json!(name),
            json!(kind)
        ));
    }

    /// Lets the site keep this many bytes; `None` as many as usual. Only Chromium can be told, and a
    /// running one remembers for a while how much room there was.
    pub fn limit_storage(&self, bytes: Option<u64>) {
        let url = self.site.url();
        let origin = url.trim_end_matches('/');
        let mut limit = json!({"origin": origin});
        if let Some(bytes) = bytes {
            limit["quotaSize"] = bytes.into();
        }
        self.cdp("Storage.overrideQuotaForOrigin", &limit);
    }

    /// What axe-core finds wrong with the page as it is now.
    ///
    /// # Panics
    /// Without the checker's file.
    #[must_use]
    pub fn axe_problems(&self) -> Vec<String> {
        let path = std::env::var("MATCHBOOK_AXE").expect(
            "MATCHBOOK_AXE, the path of axe.min.js (npm package axe-core); `cargo xtask test` sets it",
        );
        if self.eval("!window.axe") == true {
            let script = std::fs::read_to_string(path).expect("axe.min.js");
            self.eval_async(&script);
        }
        // Colours in motion have no contrast yet; what follows the scroll or never ends is not on its way
        // to anything.
        self.wait_until(
            "document.getAnimations().every((a) => a.playState !== 'running' ||
               a.timeline !== document.timeline || a.effect.getComputedTiming().endTime === Infinity)",
        );
        let found = self.eval_async(
            "const found = await window.axe.run(document, { resultTypes: ['violations'] });
             return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`)",
        );
        let list = found.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(ToString::to_string).collect()
    }

    /// SIGKILL to the browser, then a new one on the same profile, still without a page.
    pub fn kill_and_restart(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.kill9();
        }
        self.browser = Some(Browser::start(self.engine, &self.profile));
    }

    /// Ends the browser politely, so that everything it holds back is on the disk.
    pub fn quit(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.quit();
        }
    }

    /// Starts the browser again on the same profile.
    pub fn restart(&mut self) {
        self.browser = Some(Browser::start(self.engine, &self.profile));
    }

    /// Fails if the page logged an error since the last call.
    ///
    /// # Panics
    /// When it did.
    #[track_caller]
    pub fn expect_no_errors(&self, place: &str) {
        let errors = self.take_errors();
        assert!(errors.is_empty(), "{} at {place}: {errors:#?}", self.engine);
    }

    /// As `expect_no_errors`, while no server answers: the look for an update, which WebKit reports
    /// as failed, is the one request that may fail.
    ///
    /// # Panics
    /// When there was another error.
    #[track_caller]
    pub fn expect_no_errors_without_server(&self, place: &str) {
        let mut errors = self.take_errors();
        errors.retain(|error| !(error.contains("/sw.js") && error.contains("Could not connect")));
        assert!(errors.is_empty(), "{} at {place}: {errors:#?}", self.engine);
    }
}

/// What is to be seen of a screen. The title says which it is; one with a name in its address has its own,
/// and one that has the whole page says how far one is.
fn sight(path: &str, screen: &Screen) -> Value {
    let has_title = !screen.path.contains(':') && !screen.is_focused();
    json!({"path": path, "title": if has_title { screen.title } else { "" }})
}

/// Says what is missing of a screen when it has had twenty seconds, or that it did not come.
const EXPECT: &str = "
    const expect = async ({ path, title }) => {
      const lacks = () => {
        if (location.hash !== '#/' + path && location.hash + path !== '') return 'its address';
        if (!document.title || !document.title.includes(title)) return 'its title';
        if (!mb.h1()?.textContent.trim()) return 'a heading';
        const content = document.querySelector('main').innerText.trim();
        if (content.length <= 10 || content.includes('Looking at what is due')) return 'content';
      };
      await mb.frame();
      for (const end = performance.now() + 20000; lacks() && performance.now() < end; ) await mb.frame();
      if (lacks()) return `#/${path} lacks ${lacks()}`;
      const says = document.body.innerText.toLowerCase();
      for (const sentence of ['not on your phone yet', 'could not be read', 'does not exist'])
        if (says.includes(sentence)) return `#/${path}: ${sentence}`;
      return null;
    };";

impl<S: Serves> std::ops::Deref for Visit<S> {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.browser
            .as_ref()
            .expect("the browser is closed at this moment")
    }
}
