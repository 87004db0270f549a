//! One browser with one profile, whichever engine it is. Every step waits for what it needs and
//! panics with the line of the scenario when that does not come. It never sleeps for a fixed time.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::{Driver, Events};
use crate::inspector::Inspector;
use crate::leveldb::copy_folder;
use crate::process::{Family, free_port};
use crate::target::Target;

const PRELUDE: &str = include_str!("page.js");
/// How long a step waits for what it needs.
const PATIENCE: Duration = Duration::from_secs(40);
/// How often it looks after a while: each look is work for the browser that is waited for, and for the one
/// beside it.
const SELDOM: Duration = Duration::from_millis(80);

/// The three engines of the phones and desks out there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// A profile folder, removed at the end. Chromium and Firefox always keep their data in it.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
    lasting: bool,
    blocked: bool,
    /// A WAV file that the microphone hears.
    microphone: Option<PathBuf>,
}

impl Profile {
    /// An empty profile for real pointer and keys. WebKit's data end with the browser.
    #[must_use]
    pub fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("matchbook-e2e-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for the profile");
        Self {
            folder,
            lasting: false,
            blocked: false,
            microphone: None,
        }
    }

    /// An empty profile whose data outlive the browser, in WebKit too (there the pointer and the
    /// keys are then simulated by script).
    #[must_use]
    pub fn lasting() -> Self {
        let mut profile = Self::fresh();
        profile.lasting = true;
        profile
    }

    /// The same data in a folder of its own, for a browser that has ended.
    #[must_use]
    pub fn copy(&self) -> Self {
        let mut profile = Self::fresh();
        copy_folder(&self.folder, &profile.folder);
        profile.lasting = self.lasting;
        profile.microphone.clone_from(&self.microphone);
        profile
    }

    /// A profile whose user forbids sites to store anything. Chromium and Firefox only.
    #[must_use]
    pub fn blocked() -> Self {
        let mut profile = Self::fresh();
        profile.blocked = true;
        profile
    }

    /// The same with a microphone that is allowed without a question and hears the WAV file `file`, again
    /// and again: Chromium's own fake device, and for Firefox a sound server. Not for WebKitGTK.
    #[must_use]
    pub fn with_microphone(mut self, file: &Path) -> Self {
        self.microphone = Some(file.to_owned());
        self
    }

    /// The folders in which a browser keeps its databases, and nothing else.
    #[must_use]
    pub fn databases(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut open = vec![self.folder.clone()];
        while let Some(folder) = open.pop() {
            for path in fs::read_dir(folder)
                .into_iter()
                .flatten()
                .flatten()
                .map(|e| e.path())
            {
                match path.file_name().and_then(|name| name.to_str()) {
                    Some("IndexedDB" | "idb" | "indexeddb") => found.push(path),
                    _ if path.is_dir() => open.push(path),
                    _ => {}
                }
            }
        }
        found
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // What a browser left on the disk is the evidence of a lost database.
        if std::thread::panicking() && std::env::var_os("MATCHBOOK_KEEP_PROFILES").is_some() {
            println!("profile kept: {}", self.folder.display());
            return;
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

enum Backend {
    Driver(Driver, Option<Events>),
    Inspector(RefCell<Inspector>),
}

/// A running browser. Dropping it kills it, its driver, its display and its microphone.
pub struct Browser {
    pub engine: Engine,
    backend: Backend,
    family: Family,
    // After `family`, so that the browser goes before its display and its microphone.
    _around: Vec<Family>,
    /// What Firefox has told and nobody took yet.
    errors: RefCell<Vec<String>>,
    requested: RefCell<Vec<String>>,
    /// How many errors Firefox had told before a tab was opened that shows nothing yet.
    before_blank: Cell<Option<usize>>,
}

/// A program: the variable if it is set, else the first of `paths` that exists, else its name.
fn program(variable: &str, paths: &[PathBuf], name: &str) -> PathBuf {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| paths.iter().find(|path| path.exists()).cloned())
        .unwrap_or_else(|| name.into())
}

fn geckodriver() -> PathBuf {
    let home = std::env::var_os("HOME")
        .map(PathBuf::from)
        .unwrap_or_default();
    let cache = std::env::var_os("XDG_CACHE_HOME").map_or(home.join(".cache"), PathBuf::from);
    program(
        "GECKODRIVER",
        &[cache.join("matchbook/geckodriver-0.37.1/bin/geckodriver")],
        "geckodriver",
    )
}

fn mini_browser() -> PathBuf {
    let found = fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"))
        .filter(|path| path.exists())
        .collect::<Vec<_>>();
    program("MINIBROWSER", &found, "MiniBrowser")
}

fn chromium_options(profile: &Profile) -> Value {
    // Left by a killed browser; the number in it may be another test's browser by now, which the
    // new one would take for its stuck predecessor.
    for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
        let _ = fs::remove_file(profile.folder.join("chromium").join(lock));
    }
    let mut args: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=1000,800",
        // Nothing but the test's own server has an address.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
    ]
    .map(str::to_owned)
    .into();
    args.push(format!(
        "--user-data-dir={}",
        profile.folder.join("chromium").display()
    ));
    if let Some(file) = &profile.microphone {
        args.extend([
            "--use-fake-ui-for-media-stream".to_owned(),
            "--use-fake-device-for-media-stream".to_owned(),
            format!("--use-file-for-fake-audio-capture={}", file.display()),
        ]);
    }
    let binary = program("CHROMIUM", &["/usr/bin/chromium".into()], "chromium");
    let mut options = json!({"args": args, "binary": binary});
    if profile.blocked {
        options["prefs"] = json!({"profile.default_content_setting_values.cookies": 2});
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    })
}

/// A profile in which Firefox has started once and seen no page: what it writes then for itself is half the
/// work of a first start.
static STARTED_FIREFOX: LazyLock<PathBuf> = LazyLock::new(|| {
    let started = std::env::temp_dir().join("matchbook-started-firefox");
    if !started.exists() {
        let profile = Profile::fresh();
        let folder = profile.folder.join("firefox");
        fs::create_dir_all(&folder).expect("a folder for the profile");
        Browser::start(Engine::Firefox, &profile).quit();
        let partial = profile.folder.join("started");
        copy_folder(&folder, &partial);
        // Another run may have been quicker.
        let _ = fs::rename(partial, &started);
    }
    started
});

fn firefox_options(profile: &Profile) -> Value {
    let folder = profile.folder.join("firefox");
    if !folder.exists() {
        copy_folder(&STARTED_FIREFOX, &folder);
    }
    let mut options = json!({
        "args": ["-headless", "-profile", folder],
        "prefs": {
            "app.normandy.enabled": false,
            "app.update.disabledForTesting": true,
            "browser.shell.checkDefaultBrowser": false,
            "browser.startup.page": 0,
            "browser.startup.homepage_override.mstone": "ignore",
            "datareporting.policy.dataSubmissionEnabled": false,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "network.cookie.cookieBehavior": if profile.blocked { 2 } else { 5 },
            "services.settings.server": "",
            // A page here lives for seconds, in which the second translation of a program never pays.
            "javascript.options.wasm_optimizingjit": false,
            // No process for pages and extensions that never come.
            "dom.ipc.processPrelaunch.enabled": false,
            "browser.newtab.preload": false,
            "browser.newtabpage.enabled": false,
            "browser.tabs.remote.separatePrivilegedContentProcess": false,
            "extensions.webextensions.remote": false,
            "browser.aboutwelcome.enabled": false,
            // Sound begins without a real finger.
            "media.autoplay.default": 0,
            "media.autoplay.block-webaudio": false,
            "media.autoplay.blocking_policy": 0,
            "media.navigator.permission.disabled": true,
            // A profile that was killed ten times must still start normally.
            "toolkit.startup.max_resumed_crashes": -1,
        },
    });
    if let Some(binary) = std::env::var_os("FIREFOX") {
        options["binary"] = json!(PathBuf::from(binary));
    }
    json!({"browserName": "firefox", "webSocketUrl": true, "moz:firefoxOptions": options})
}

/// A sound server at the socket `server` whose only microphone hears `file` again and again.
fn microphone(server: &Path, file: &Path) -> [Family; 2] {
    let _ = fs::remove_file(server);
    let folder = server.parent().unwrap_or(server);
    let socket = format!(
        "module-native-protocol-unix auth-anonymous=1 socket={}",
        server.display()
    );
    let mut sound = Command::new("pulseaudio");
    sound
        .args(["-n", "--daemonize=no", "--exit-idle-time=-1"])
        .args(["--use-pid-file=no", "--disable-shm=yes", "-L", &socket])
        .args(["-L", "module-null-sink sink_name=room rate=48000"])
        // Browsers list no monitor of a loudspeaker as a microphone; under another name they do.
        .args([
            "-L",
            "module-remap-source master=room.monitor source_name=mic",
        ])
        .env("HOME", folder)
        .env("PULSE_RUNTIME_PATH", folder);
    let sound = Family::start(&mut sound, &server.display().to_string());
    let end = Instant::now() + PATIENCE;
    let asks = || {
        Command::new("pactl")
            .args(["set-default-source", "mic"])
            .env("PULSE_SERVER", format!("unix:{}", server.display()))
            .stderr(std::process::Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    while !asks() {
        assert!(
            Instant::now() < end,
            "no sound server (Debian package pulseaudio)"
        );
        std::thread::park_timeout(Duration::from_millis(50));
    }
    let mut player = Command::new("sh");
    player
        .args(["-c", "while paplay --device=room \"$0\"; do :; done"])
        .arg(file)
        .env("PULSE_SERVER", format!("unix:{}", server.display()));
    [Family::start(&mut player, ""), sound]
}

/// The code under which WebDriver knows a key, or the character itself.
fn key_code(name: &str) -> String {
    let code = match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Delete" => '\u{e017}',
        _ => return name.to_owned(),
    };
    code.to_string()
}

impl Browser {
    /// Starts a browser on an empty page.
    ///
    /// # Panics
    /// When the browser or its driver is missing or does not start.
    #[must_use]
    pub fn start(engine: Engine, profile: &Profile) -> Self {
        let port = free_port();
        let mut around = Vec::new();
        let mut screen = String::new();
        if engine == Engine::WebKit {
            let (family, name) = Family::display();
            around.push(family);
            screen = name;
        }
        // With its end, or it would be that of the tenth profile after it, too.
        let mark = format!("{}/", profile.folder.display());
        let mut command = match engine {
            Engine::Chromium => Command::new(program("CHROMEDRIVER", &[], "chromedriver")),
            Engine::Firefox => {
                let mut command = Command::new(geckodriver());
                // Its default is one port for all.
                command.arg(format!("--websocket-port={}", free_port()));
                command
            }
            Engine::WebKit if profile.lasting => Command::new(mini_browser()),
            Engine::WebKit => Command::new(program("WEBKITDRIVER", &[], "WebKitWebDriver")),
        };
        if let (Engine::Firefox, Some(file)) = (engine, &profile.microphone) {
            let server = profile.folder.join("sound");
            around.extend(microphone(&server, file));
            command.env("PULSE_SERVER", format!("unix:{}", server.display()));
        }
        if engine == Engine::WebKit {
            command.env("DISPLAY", screen).env("GDK_BACKEND", "x11");
            // As in Firefox: no translation that only pays later, of programs or of what draws. The list of
            // sound plug-ins is the machine's, not the profile's, and so are the shaders that are left.
            command.env("JSC_useOMGJIT", "0");
            command.env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
            for (variable, name) in [
                ("GST_REGISTRY", "matchbook-sound-plug-ins"),
                ("MESA_SHADER_CACHE_DIR", "matchbook-shaders"),
            ] {
                command.env(variable, std::env::temp_dir().join(name));
            }
            for (variable, folder) in [
                ("XDG_DATA_HOME", "data"),
                ("XDG_CACHE_HOME", "cache"),
                ("XDG_CONFIG_HOME", "config"),
            ] {
                command.env(variable, profile.folder.join(folder));
            }
        }
        let open = |capabilities: &Value| Driver::open(port, capabilities);
        let (family, backend) = match engine {
            Engine::WebKit if profile.lasting => {
                command
                    .env("WEBKIT_INSPECTOR_HTTP_SERVER", format!("127.0.0.1:{port}"))
                    .args([
                        "--enable-developer-extras=true",
                        "--geometry=1000x800",
                        "about:blank",
                    ]);
                let family = Family::start(&mut command, &mark);
                let inspector = Inspector::connect(port, Duration::from_secs(30));
                (
                    family,
                    inspector.map(|inspector| Backend::Inspector(RefCell::new(inspector))),
                )
            }
            _ => {
                let family = Family::start(command.arg(format!("--port={port}")), &mark);
                let backend = match engine {
                    Engine::Chromium => {
                        open(&chromium_options(profile)).map(|driver| Backend::Driver(driver, None))
                    }
                    Engine::Firefox => open(&firefox_options(profile)).and_then(|driver| {
                        let events = Events::subscribe(&driver.capabilities)?;
                        Ok(Backend::Driver(driver, Some(events)))
                    }),
                    Engine::WebKit => open(&json!({
                        "webkitgtk:browserOptions": {
                            "binary": mini_browser(),
                            "args": ["--automation", "--geometry=1000x800"],
                        },
                    }))
                    .map(|driver| Backend::Driver(driver, None)),
                };
                (family, backend)
            }
        };
        let backend = backend.unwrap_or_else(|error| panic!("{engine} does not start: {error}"));
        if let Backend::Driver(driver, _) = &backend {
            let timeouts = json!({"script": 60_000, "pageLoad": 30_000});
            driver.post("timeouts", &timeouts).expect("time limits");
        }
        Self {
            engine,
            backend,
            family,
            _around: around,
            errors: RefCell::default(),
            requested: RefCell::default(),
            before_blank: Cell::default(),
        }
    }

    /// Runs the body of an async function in the page; `mb` (page.js) is there.
    ///
    /// # Errors
    /// What it throws, or that the page is not ready for it.
    pub fn try_run(&self, body: &str) -> Result<Value, String> {
        let body = format!("{PRELUDE}\n{body}");
        match &self.backend {
            Backend::Driver(driver, _) => driver.run(&body),
            Backend::Inspector(inspector) => inspector.borrow_mut().run(&body),
        }
    }

    /// As `try_run`, for scripts that must work.
    ///
    /// # Panics
    /// When they do not.
    #[track_caller]
    pub fn eval_async(&self, body: &str) -> Value {
        self.try_run(body).unwrap_or_else(|error| {
            let start: String = body.chars().take(600).collect();
            panic!("{}: {error} in {start}", self.engine)
        })
    }

    /// The value of an expression.
    ///
    /// # Panics
    /// When it throws.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.eval_async(&format!("return ({expression})"))
    }

    /// The value of an expression as text; empty for `null`.
    #[track_caller]
    pub fn text(&self, expression: &str) -> String {
        match self.eval(expression) {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// Waits until `condition` (an expression) is true. An error counts as "not yet".
    ///
    /// # Panics
    /// After `limit`.
    #[track_caller]
    pub fn wait_within(&self, limit: Duration, condition: &str) {
        let end = Instant::now() + limit;
        let mut last = String::new();
        let mut pause = Duration::from_millis(10);
        loop {
            match self.try_run(&format!("return !!({condition})")) {
                Ok(Value::Bool(true)) => return,
                Ok(_) => {}
                Err(error) => last = error,
            }
            if Instant::now() > end {
                self.keep_evidence();
                panic!("{}: not true in {limit:?}: {condition} {last}", self.engine);
            }
            std::thread::park_timeout(pause);
            pause = (pause * 2).min(SELDOM);
        }
    }

    /// Waits until `condition` is true, as long as any step may take.
    #[track_caller]
    pub fn wait_until(&self, condition: &str) {
        self.wait_within(PATIENCE, condition);
    }

    /// Waits until there is such an element to see.
    #[track_caller]
    pub fn wait_for(&self, target: &Target) {
        self.wait_until(&format!("{target}"));
    }

    /// Whether there is such an element to see now.
    #[track_caller]
    pub fn sees(&self, target: &Target) -> bool {
        self.eval(&format!("!!{target}")) == true
    }

    /// Opens an address and waits for its load event.
    ///
    /// # Panics
    /// When the browser cannot open it.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        let heard = self.hear_firefox();
        let before = self.before_blank.take().unwrap_or(heard);
        match &self.backend {
            Backend::Driver(driver, _) => {
                driver
                    .post("url", &json!({"url": url}))
                    .unwrap_or_else(|error| panic!("{} {url}: {error}", self.engine));
            }
            Backend::Inspector(inspector) => {
                // The old page may be gone before it can answer.
                let go = format!("location.href = {}", json!(url));
                let _ = inspector.borrow_mut().run(&go);
                let start = url.split('#').next().unwrap_or(url);
                self.wait_until(&format!("location.href.startsWith({})", json!(start)));
            }
        }
        self.wait_until("document.readyState === 'complete'");
        self.forgive_leaving(before);
    }

    /// Opens an address and tells whether anything answered.
    ///
    /// # Panics
    /// Without WebDriver.
    pub fn arrives(&self, url: &str) -> bool {
        let Backend::Driver(driver, _) = &self.backend else {
            panic!("this needs WebDriver")
        };
        driver.post("url", &json!({"url": url})).is_ok()
    }

    /// Loads the page again, as the reload button does. (geckodriver's own command would go past
    /// the service worker.)
    #[track_caller]
    pub fn reload(&self) {
        let before = self.hear_firefox();
        let _ = self.try_run("window.reloading = true; setTimeout(() => location.reload(), 0)");
        self.wait_until("!window.reloading && document.readyState === 'complete'");
        self.forgive_leaving(before);
    }

    #[track_caller]
    fn press(&self, target: &Target, pointer: &str) {
        self.wait_for(target);
        let body = format!(
            "const e = {target}; if (!e) throw 'gone: ' + {}; return mb.watched(await mb.settle(e))",
            json!(target.to_string())
        );
        let press = || {
            match &self.backend {
            Backend::Driver(driver, _) => driver.press(&format!("{PRELUDE}\n{body}"), pointer),
            Backend::Inspector(_) => self
                .try_run(&format!(
                    "const e = {target}; if (!e) throw 'gone: ' + {}; await mb.settle(e); e.click()",
                    json!(target.to_string())
                ))
                .map(drop),
        }
        };
        let end = Instant::now() + PATIENCE;
        let mut result = press();
        // Drawn anew between the look and the press: nothing was pressed, a finger would try again.
        while let Err(error) = &result
            && (error.contains("stale element") || error.contains("gone: "))
            && Instant::now() < end
        {
            self.wait_for(target);
            result = press();
        }
        if let Err(error) = result {
            self.keep_evidence();
            panic!("{}: cannot press {target}: {error}", self.engine);
        }
        // MiniBrowser's driver calls a press done before the page hears of it, seconds before on a busy
        // machine. An error says that the page went with the press.
        let end = Instant::now() + PATIENCE;
        while self.engine == Engine::WebKit
            && self.try_run("return window.mbPressed === false") == Ok(Value::Bool(true))
        {
            if Instant::now() > end {
                self.keep_evidence();
                panic!("{}: {target} did not hear its press", self.engine);
            }
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// Clicks with the mouse, once the element is there and still.
    #[track_caller]
    pub fn click(&self, target: &Target) {
        self.press(target, "mouse");
    }

    /// Taps with a finger (with the mouse in WebKitGTK, whose driver knows no touch).
    #[track_caller]
    pub fn tap(&self, target: &Target) {
        self.press(
            target,
            if self.engine == Engine::WebKit {
                "mouse"
            } else {
                "touch"
            },
        );
    }

    /// Presses a key, `Tab` or `Shift+Tab` or `a`.
    ///
    /// # Panics
    /// When the driver refuses it.
    #[track_caller]
    pub fn key(&self, chord: &str) {
        let keys: Vec<String> = chord.split('+').map(key_code).collect();
        match &self.backend {
            Backend::Driver(driver, _) => driver.chord(&keys).expect("a key"),
            Backend::Inspector(_) => {
                let mut parts: Vec<&str> = chord.split('+').collect();
                // What a page reads as `key`: only the space is called otherwise than here.
                let name = match parts.pop() {
                    Some("Space") | None => " ",
                    Some(name) => name,
                };
                let held = |modifier| parts.contains(&modifier);
                let init = json!({
                    "key": name, "bubbles": true, "cancelable": true,
                    "ctrlKey": held("Control"), "shiftKey": held("Shift"), "altKey": held("Alt"),
                });
                self.eval_async(&format!(
                    "for (const kind of ['keydown', 'keyup']) document.activeElement\
                     .dispatchEvent(new KeyboardEvent(kind, {init}))"
                ));
            }
        }
    }

    /// Types with the keyboard into what has the focus.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        match &self.backend {
            Backend::Driver(driver, _) => {
                for letter in text.chars() {
                    driver.chord(&[letter.to_string()]).expect("a key");
                }
            }
            Backend::Inspector(_) => {
                self.eval(&format!(
                    "document.execCommand('insertText', false, {})",
                    json!(text)
                ));
            }
        }
    }

    /// Makes `window.large` this text, of any length: WebKit's inspector closes the line at a message of
    /// more than 128 KiB.
    #[track_caller]
    pub fn hand_over(&self, text: &str) {
        self.eval("window.large = ''");
        // Each of three wrappings may double a quotation mark.
        let letters: Vec<char> = text.chars().collect();
        for part in letters.chunks(12_000) {
            let part = json!(part.iter().collect::<String>());
            self.eval(&format!("void (window.large += {part})"));
        }
    }

    /// Sets the value of a field in one go, as a paste or a date picker does.
    #[track_caller]
    pub fn fill(&self, target: &Target, value: &str) {
        self.wait_for(target);
        self.eval(&format!("mb.fill({target}, {})", json!(value)));
    }

    /// Sets the size of the page in CSS pixels. Only Chromium obeys below 500.
    ///
    /// # Panics
    /// When the driver refuses it.
    #[track_caller]
    pub fn set_window(&self, width: u32, height: u32) {
        let Backend::Driver(driver, _) = &self.backend else {
            return;
        };
        if self.engine == Engine::Chromium {
            self.cdp(
                "Emulation.setDeviceMetricsOverride",
                &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
            );
        } else {
            driver
                .post("window/rect", &json!({"width": width, "height": height}))
                .expect("a window of that size");
        }
    }

    /// Chromium's DevTools: throttling, offline, emulation.
    ///
    /// # Panics
    /// In another engine.
    #[track_caller]
    pub fn cdp(&self, command: &str, parameters: &Value) -> Value {
        let Backend::Driver(driver, _) = &self.backend else {
            panic!("only Chromium has CDP")
        };
        driver
            .cdp(command, parameters)
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Makes the page's scripts run `rate` times slower. Chromium only.
    #[track_caller]
    pub fn throttle(&self, rate: u32) {
        self.cdp("Emulation.setCPUThrottlingRate", &json!({"rate": rate}));
    }

    /// What the system prefers: `light` or `dark`. Chromium only.
    #[track_caller]
    pub fn prefer_scheme(&self, scheme: &str) {
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        self.cdp(
            "Emulation.setEmulatedMedia",
            &json!({"features": [feature]}),
        );
    }

    /// A picture of the window as PNG.
    ///
    /// # Errors
    /// What the browser or the disk says.
    pub fn try_screenshot(&self, path: &Path) -> Result<(), String> {
        let data = match &self.backend {
            Backend::Driver(driver, _) => driver.get("screenshot")?,
            Backend::Inspector(inspector) => {
                let frame = json!({"x": 0, "y": 0, "width": 1000, "height": 800,
                    "coordinateSystem": "Viewport"});
                inspector
                    .borrow_mut()
                    .command("Page.snapshotRect", &frame)?["dataURL"]
                    .clone()
            }
        };
        let data = data.as_str().unwrap_or_default();
        let bytes = decode_base64(data.rsplit(',').next().unwrap_or_default());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        fs::write(path, bytes).map_err(|error| error.to_string())
    }

    /// As `try_screenshot`.
    ///
    /// # Panics
    /// When there is no picture.
    #[track_caller]
    pub fn screenshot(&self, path: &Path) {
        self.try_screenshot(path).expect("a screenshot");
    }

    /// Leaves a picture and the page's text in `out/` for whoever reads the failure.
    fn keep_evidence(&self) {
        let name = std::thread::current()
            .name()
            .unwrap_or("main")
            .replace("::", "-");
        let stem = Path::new(env!("CARGO_MANIFEST_DIR")).join("out").join(name);
        let _ = self.try_screenshot(&stem.with_extension("png"));
        if let Ok(Value::String(text)) =
            self.try_run("return location.href + '\\n' + document.body.innerText")
        {
            eprintln!("--- {} shows:\n{text}\n---", self.engine);
        }
        if let Ok(kept) = self.try_run("return await mb.kept()") {
            eprintln!("--- kept: {kept:#}");
        }
        eprintln!("--- errors: {:?}", self.take_errors());
    }

    /// Opens a second tab and goes there; gives the names of the old and the new one.
    ///
    /// # Panics
    /// Without WebDriver.
    #[track_caller]
    pub fn new_tab(&self) -> (String, String) {
        let Backend::Driver(driver, _) = &self.backend else {
            panic!("tabs need WebDriver")
        };
        // The empty page is left as soon as an address is opened.
        self.before_blank.set(Some(self.hear_firefox()));
        let old = driver.get("window").expect("a tab");
        // A tab behind another gets no pointer in MiniBrowser; a window does.
        let kind = if self.engine == Engine::WebKit {
            "window"
        } else {
            "tab"
        };
        let new = driver
            .post("window/new", &json!({"type": kind}))
            .expect("a new tab");
        let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let names = (name(&old), name(&new["handle"]));
        self.switch_tab(&names.1);
        names
    }

    /// Goes to a tab by the name `new_tab` gave.
    ///
    /// # Panics
    /// Without WebDriver.
    #[track_caller]
    pub fn switch_tab(&self, name: &str) {
        let Backend::Driver(driver, _) = &self.backend else {
            panic!("tabs need WebDriver")
        };
        driver
            .post("window", &json!({"handle": name}))
            .expect("that tab");
    }

    /// What the page logged at level error and what nobody caught, since the last call. In WebKit without
    /// a lasting profile from the first script of the harness on.
    pub fn take_errors(&self) -> Vec<String> {
        match &self.backend {
            Backend::Driver(_, Some(_)) => {
                self.hear_firefox();
                self.errors.take()
            }
            Backend::Driver(driver, None) if self.engine == Engine::Chromium => {
                let log = driver
                    .post("se/log", &json!({"type": "browser"}))
                    .unwrap_or_default();
                let severe = |entry: &&Value| entry["level"] == "SEVERE";
                let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
                entries
                    .iter()
                    .filter(severe)
                    .map(|entry| entry["message"].to_string())
                    .collect()
            }
            Backend::Driver(..) => {
                let kept = self.try_run(
                    "const all = JSON.parse(sessionStorage.mbErrors || '[]');
                     delete sessionStorage.mbErrors;
                     return all",
                );
                let kept = kept.unwrap_or_default();
                let kept = kept.as_array().map(Vec::as_slice).unwrap_or_default();
                kept.iter().map(ToString::to_string).collect()
            }
            Backend::Inspector(inspector) => {
                let mut inspector = inspector.borrow_mut();
                let _ = inspector.listen();
                let mut errors = std::mem::take(&mut inspector.errors);
                // WebKit calls it an error when a page says more than it understands.
                const BEYOND_IT: [&str; 2] = [
                    "Unrecognized Content-Security-Policy",
                    "not recognized and ignored",
                ];
                errors.retain(|error| !BEYOND_IT.iter().any(|note| error.contains(note)));
                errors
            }
        }
    }

    /// Keeps what Firefox has told since the last time, and gives how many errors nobody took yet.
    pub(crate) fn hear_firefox(&self) -> usize {
        let mut kept = self.errors.borrow_mut();
        if let Backend::Driver(_, Some(events)) = &self.backend {
            let (errors, addresses) = events.take().unwrap_or_default();
            kept.extend(errors);
            self.requested.borrow_mut().extend(addresses);
        }
        kept.len()
    }

    /// A page was left since there were `before` errors. Of one that goes while a part of the program is on
    /// its way, Firefox says that the part has failed; such words count at any other time.
    pub(crate) fn forgive_leaving(&self, before: usize) {
        const LEFT: [&str; 3] = [
            "Permission denied to access property \\\"length\\\"",
            "AbortError: The operation was aborted",
            "A ServiceWorker intercepted the request",
        ];
        self.hear_firefox();
        let mut errors = self.errors.borrow_mut();
        let heard = errors.split_off(before);
        let is_of_leaving = |error: &String| LEFT.iter().any(|note| error.contains(note));
        errors.extend(heard.into_iter().filter(|error| !is_of_leaving(error)));
    }

    /// Every address requested since the last call, as far as the engine tells: the network log in
    /// Chromium and Firefox, the page's own list in WebKit.
    pub fn take_requests(&self) -> Vec<String> {
        let listed = || match self.try_run("return performance.getEntries().map((e) => e.name)") {
            Ok(Value::Array(names)) => names
                .iter()
                .filter_map(Value::as_str)
                .filter(|name| name.contains("://"))
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        };
        match &self.backend {
            Backend::Driver(_, Some(_)) => {
                self.hear_firefox();
                self.requested.take()
            }
            Backend::Driver(driver, None) if self.engine == Engine::Chromium => {
                let log = driver
                    .post("se/log", &json!({"type": "performance"}))
                    .unwrap_or_default();
                log.as_array()
                    .map(Vec::as_slice)
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|entry| {
                        serde_json::from_str::<Value>(entry["message"].as_str()?).ok()
                    })
                    .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
                    .filter_map(|event| {
                        event["message"]["params"]["request"]["url"]
                            .as_str()
                            .map(str::to_owned)
                    })
                    .collect()
            }
            _ => listed(),
        }
    }

    /// Ids of the browser's processes, the driver first.
    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        self.family.pids()
    }

    /// Ends the browser politely: it may save what it holds back.
    pub fn quit(mut self) {
        match &self.backend {
            Backend::Driver(driver, _) => {
                let _ = driver.close();
            }
            Backend::Inspector(_) => self.family.ask_to_end(Duration::from_secs(5)),
        }
        self.family.kill9();
    }

    /// SIGKILL to the browser, its driver and everything they started.
    pub fn kill9(mut self) {
        self.family.kill9();
    }
}

fn decode_base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(u32::from(letter - b'A')),
        b'a'..=b'z' => Some(u32::from(letter - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(letter - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bits, mut held, mut bytes) = (0, 0, Vec::new());
    for digit in text.bytes().filter_map(value) {
        bits = (bits << 6) | digit;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    bytes
}
