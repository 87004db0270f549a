//! SIGKILL of the whole browser while somebody ticks, again and again on one profile, and at the very
//! words that acknowledge any other act. What was acknowledged must be there. The controls acknowledge
//! what only `localStorage` or only memory holds, and lose.
//!
//! The acts of `acts.rs` are every kind that there is: each kind of record is written by one of them, and each
//! list of acts of the store is used, or two tests that need no browser fail. A new one is one entry there.
//!
//! What a day proves: the three engines together do all of those acts, each engine a third of them, another
//! third each day. Each act is there after a kill. Every fourth is killed at its own words; which ones these are
//! goes by the day too, so that in twelve days it was every act in every engine. Ticks are killed in six lives
//! an engine; an import of 3,000 and a restored copy once an engine, what a microphone heard once where there is
//! one. The control does all acts in one blind life, and all of them are lost.
//! What a long run proves, with `MATCHBOOK_KILLS=20`: each act in each engine, and each of the others, is killed
//! at its own words so many times. Runs of fewer kills add up.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use e2e::seed::Seed;
use e2e::sound::{SoundFile, speech_like};
use e2e::target::{button, field, link};
use e2e::{Browser, Engine, Profile, Visit, every_engine, seed, words};
use matchbook::domain::card::Card;
use matchbook::domain::checklist::Entry;
use matchbook::domain::record::Record as _;
use matchbook::domain::take::{Take, Voice};
use matchbook::store::acts::cards::CardAction;
use matchbook::store::acts::season::SeasonAction;
use matchbook::store::acts::takes::TakeAction;
use matchbook::store::core::codec::{Op, Row};
use matchbook::store::core::model::Kinds;
use serde_json::json;
use xtask::site::Site;

use acts::{Act, plan};

mod acts;

every_engine!(
    nothing_acknowledged_is_lost,
    no_act_is_lost,
    an_import_is_not_lost,
    a_restored_copy_is_not_lost,
);

/// How many kills of a kind: `MATCHBOOK_KILLS`, or few enough for every day.
fn kills(every_day: u32) -> u32 {
    std::env::var("MATCHBOOK_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(every_day)
}

/// Ticks are many in each life of a browser.
const TICKED_LIVES: u32 = 6;
/// Any other act is one.
const ONE_ACT_LIVES: u32 = 1;

/// Between 0.3 and 4 seconds.
fn lifetime() -> Duration {
    Duration::from_millis(300 + RandomState::new().hash_one(0) % 3_700)
}

/// Reads `expression`, a count of acknowledged changes, until the browser's time is up, then kills
/// it. Gives the last count that was read: those changes were certainly acknowledged.
fn watch_and_kill(browser: Browser, expression: &str) -> u64 {
    let end = Instant::now() + lifetime();
    let mut acknowledged = 0;
    while Instant::now() < end || acknowledged == 0 {
        if let Ok(value) = browser.try_run(&format!("return {expression}")) {
            acknowledged = value.as_u64().unwrap_or(acknowledged);
        }
    }
    browser.kill9();
    acknowledged
}

/// Ticks the rows one after the other, then unticks them, and so on for ever. Row after row, so
/// that the ticks on the screen tell how many changes were made, up to whole rounds. Changes that
/// an earlier life of the browser made count too.
const TICKER: &str = "
    const rows = mb.all('checkbox').length;
    const first = mb.all('checkbox')[0].checked;
    const same = mb.all('checkbox').findIndex((box) => box.checked !== first);
    let change = (first ? 0 : rows) + (same < 0 ? rows : same);
    window.acknowledged = change;
    (async () => {
      for (; ; change += 1) {
        const box = mb.all('checkbox')[change % rows];
        const want = Math.floor(change / rows) % 2 === 0;
        box.click();
        while (box.checked !== want || !(SAVED)) await new Promise((next) => setTimeout(next, 0));
        window.acknowledged = change + 1;
      }
    })();";

fn nothing_acknowledged_is_lost(engine: Engine) {
    let mut visit = Visit::seeded(engine, Profile::lasting());
    let screen = format!("pack/{}", seed::TRIP);
    let ticker = TICKER.replace("SAVED", words::SAVED);
    let mut total = 0;
    let kills = kills(TICKED_LIVES);
    for kill in 1..=kills {
        visit.open(&screen);
        visit.wait_until("mb.all('checkbox').length > 10");
        let rows = visit
            .eval("mb.all('checkbox').length")
            .as_u64()
            .expect("rows");
        visit.eval_async(&ticker);
        let before = visit.eval("acknowledged").as_u64().unwrap_or_default();
        let acknowledged = watch_and_kill(visit.browser.take().expect("a browser"), "acknowledged");
        total += acknowledged - before;

        visit.restart();
        visit.open(&screen);
        visit.wait_until(&format!("mb.all('checkbox').length === {rows}"));
        let ticks = visit.eval("mb.all('checkbox').map((box) => box.checked)");
        let ticks: Vec<bool> = ticks
            .as_array()
            .expect("ticks")
            .iter()
            .map(|tick| tick == true)
            .collect();
        // At most one row in flight is beyond what was read; what the harness had not yet read is
        // further. More than half of a double round ahead can only mean behind.
        let made = changes_made(&ticks);
        let ahead = made.map(|made| (2 * rows + made - acknowledged % (2 * rows)) % (2 * rows));
        assert!(
            ahead.is_some_and(|ahead| ahead < rows),
            "{engine}, kill {kill}: {acknowledged} acknowledged of {rows} rows, but there is {ticks:?}"
        );
    }
    assert!(
        total > u64::from(kills),
        "hardly anything was ticked: {total}"
    );
    println!("{engine}: {kills} kills, {total} acknowledged ticks, 0 lost");
}

/// How many changes lead to these ticks, up to whole double rounds; `None` if none do.
fn changes_made(ticks: &[bool]) -> Option<u64> {
    let first = *ticks.first()?;
    let same = ticks
        .iter()
        .position(|&tick| tick != first)
        .unwrap_or(ticks.len());
    let clean = ticks[same..].iter().all(|&tick| tick != first);
    let round = if first { 0 } else { ticks.len() };
    clean.then_some(((round + same) % (2 * ticks.len())) as u64)
}

/// The negative control: the same kills do lose what only `localStorage` holds.
fn local_storage_alone_loses(engine: Engine) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture");
    let site = Site::start(fixture, "/", 0).expect("a server");
    for _ in 0..5 {
        let profile = Profile::lasting();
        let browser = Browser::start(engine, &profile);
        browser.goto(&site.url());
        browser.eval("void control()");
        let acknowledged = watch_and_kill(browser, "window.acknowledged");
        let browser = Browser::start(engine, &profile);
        browser.goto(&site.url());
        let kept = browser
            .eval("Number(localStorage.getItem('count'))")
            .as_u64();
        if kept < Some(acknowledged) {
            println!("{engine}: control kept {kept:?} of {acknowledged}");
            return;
        }
    }
    panic!("{engine}: five kills lost nothing, so these kills prove nothing");
}

#[test]
fn chromium_control_loses() {
    local_storage_alone_loses(Engine::Chromium);
}

#[test]
fn firefox_control_loses() {
    local_storage_alone_loses(Engine::Firefox);
}

#[test]
fn webkit_control_loses() {
    local_storage_alone_loses(Engine::WebKit);
}

#[test]
fn changes_are_read_from_ticks() {
    assert_eq!(changes_made(&[false, false, false]), Some(0));
    assert_eq!(changes_made(&[true, false, false]), Some(1));
    assert_eq!(changes_made(&[true, true, true]), Some(3));
    assert_eq!(changes_made(&[false, false, true]), Some(5));
    assert_eq!(changes_made(&[true, false, true]), None);
}

/// An act that takes its time, on a profile of its own.
struct Long {
    /// What it asks the store to do.
    plan: &'static str,
    /// The kinds of record that it writes.
    writes: &'static [&'static str],
    /// Does it and returns as soon as the words are there.
    until_the_words: fn(&Visit),
    /// Whether it is there, in a new start of the app.
    is_there: fn(&Visit) -> bool,
}

/// What is put into `localStorage` can be read again, as from there, and is in memory alone.
macro_rules! held_in_memory {
    () => {
        "const held = new Map(), { getItem, removeItem } = Storage.prototype;
        Storage.prototype.setItem = (key, text) => { held.set(key, text); };
        Storage.prototype.getItem = function (key) { return held.get(key) ?? getItem.call(this, key); };
        Storage.prototype.removeItem = function (key) { held.delete(key); removeItem.call(this, key); };"
    };
}

/// From here on nothing reaches any database nor `localStorage`, and nobody notices: what is acknowledged is
/// in memory. (What lies in `localStorage` for some seconds may outlive a kill.)
const BLIND: &str = concat!(
    "for (const verb of ['add', 'put']) {
        IDBObjectStore.prototype[verb] = function () { return this.count(); };
    }",
    held_in_memory!()
);

/// The same for records alone: the coach can listen to no sound that is not stored.
const BLIND_TO_RECORDS: &str = concat!(
    "for (const verb of ['add', 'put']) {
        const write = IDBObjectStore.prototype[verb];
        IDBObjectStore.prototype[verb] = function (...all) {
            return this.name === 'ops' ? this.count() : write.apply(this, all);
        };
    }",
    held_in_memory!()
);

/// Lets a browser on a copy of the profile do the act and kills it at the words, again and again. Gives
/// how often it was lost. The browser of `visit` must have ended.
fn lost_of(mut visit: Visit, act: &Long, kills: u32, blind: &str) -> u32 {
    let engine = visit.browser.as_ref().expect("a browser").engine;
    visit.quit();
    let before = visit.profile.copy();
    let mut lost = 0;
    for _ in 0..kills {
        visit.profile = before.copy();
        visit.restart();
        visit.open("");
        visit.eval_async(blind);
        (act.until_the_words)(&visit);
        visit.kill_and_restart();
        visit.open("");
        lost += u32::from(!(act.is_there)(&visit));
        visit.quit();
    }
    println!(
        "{engine}: {}, {kills} kills, {lost} lost, blind: {}",
        act.plan,
        !blind.is_empty()
    );
    lost
}

fn expect_none_lost(visit: Visit, act: Long) {
    assert_eq!(lost_of(visit, &act, kills(ONE_ACT_LIVES), ""), 0);
}

fn in_app(visit: &Visit, path: &str) {
    visit.go(path);
    visit.wait_until(&format!("location.hash === {}", json!(format!("#/{path}"))));
}

/// Goes to a screen inside the running app and waits until nothing of the one before stands there.
fn at(visit: &Visit, path: &str) {
    visit.wait_until(words::AT_REST);
    let came = visit.eval_async(&format!(
        "const main = document.querySelector('main');
         const go = async (hash) => {{
           if ((location.hash || '#/') === hash) return;
           for (const one of main.children) one.dataset.before = '';
           location.hash = hash;
           const is_new = () => [...main.children].some((one) => !('before' in one.dataset));
           for (const end = performance.now() + 20000; !is_new() && performance.now() < end; )
             await mb.frame();
         }};
         if ((location.hash || '#/') === {to}) await go('#/settings/about');
         await go({to});
         return location.hash || '#/';",
        to = json!(format!("#/{path}"))
    ));
    assert_eq!(
        came,
        format!("#/{path}"),
        "{}: it leads elsewhere",
        visit.engine
    );
}

/// Presses last, and comes back at the first word that acknowledges it: the header's or a message. In one
/// script, so that the kill follows at once. Gives which word it was.
fn until_the_words(visit: &Visit, act: &Act) -> String {
    let press = (act.does)(visit);
    let word = visit.eval_async(&format!(
        "const saved = () => {saved};
         const header = () => document.querySelector('header.top')?.dataset.changes;
         const told = () => {says} && [...document.querySelectorAll('.toast, [role=status]')]
           .some((words) => words.textContent.includes({says}));
         const until = async (word) => {{
           for (const end = performance.now() + 30000; performance.now() < end; ) {{
             const found = word();
             if (found) return found;
             await new Promise((next) => setTimeout(next, 0));
           }}
           return 'nothing';
         }};
         // What came before is stored, and told.
         await until(saved);
         const before = header();
         {press};
         return until(() => told() ? 'message' : header() !== before && saved() && 'header');",
        saved = words::SAVED,
        says = json!(act.says),
    ));
    let word = word.as_str().unwrap_or_default().to_owned();
    assert_ne!(word, "nothing", "{}: no word of {}", visit.engine, act.name);
    word
}

/// Whether the act is there, once its screen is drawn. One that is hoped for has some time more, for what is
/// drawn in two steps; one that should be lost is looked for through thirty frames.
fn is_there(visit: &Visit, act: &Act, hoped: bool) -> bool {
    let sight = (act.sight)(visit);
    visit.wait_until(&format!("typeof ({sight}) === 'boolean'"));
    visit.eval_async(&format!(
        "const end = performance.now() + 20000;
         for (let looks = 0; !({sight}) && ({hoped} ? performance.now() < end : looks < 30); looks += 1)
           await mb.frame();
         return {sight};"
    )) == true
}

/// The names of those that are lost.
fn lost_among<'a>(visit: &Visit, acts: &[&'a Act]) -> Vec<&'a str> {
    let lost = acts.iter().filter(|act| !is_there(visit, act, true));
    lost.map(|act| act.name).collect()
}

/// Does these acts in one life, the last one until its words, kills the browser there, and looks for them all.
fn live(visit: &mut Visit, acts: &[&Act]) {
    let engine = visit.engine;
    let mut word = String::new();
    for act in acts {
        word = until_the_words(visit, act);
    }
    visit.kill_and_restart();
    visit.open("");
    let lost = lost_among(visit, acts);
    let last = acts.last().map_or("", |act| act.name);
    assert!(
        lost.is_empty(),
        "{engine}: killed at the {word} of “{last}”, lost: {lost:?}"
    );
    println!(
        "{engine}: killed at the {word} of “{last}”, {} there",
        acts.len()
    );
}

/// Somebody in the middle of a season, and the profile to begin again with.
fn in_season(engine: Engine) -> (Visit, Profile) {
    let mut visit = Visit::first(engine, Profile::lasting());
    visit.plant(acts::season);
    visit.quit();
    let before = visit.profile.copy();
    (visit, before)
}

fn begin_again(visit: &mut Visit, before: &Profile) {
    visit.quit();
    visit.profile = before.copy();
    visit.restart();
    visit.open("");
}

/// What an engine does today: a third of the acts, and in which order.
fn share_of_day(engine: Engine, all: &[Act]) -> Vec<&Act> {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    let day = usize::try_from(now.as_secs() / 86_400).expect("a day");
    let (third, begin) = ((day + engine as usize) % 3, day / 3 % LIFE);
    println!("{engine}: third {third} of the acts, from its act {begin}");
    let mut acts: Vec<&Act> = all.iter().skip(third).step_by(3).collect();
    acts.rotate_left(begin);
    acts
}

/// How many acts a life has on any day.
const LIFE: usize = 4;

fn no_act_is_lost(engine: Engine) {
    let all = acts::acts();
    let (mut visit, before) = in_season(engine);
    let days = kills(0);
    if days == 0 {
        let acts = share_of_day(engine, &all);
        begin_again(&mut visit, &before);
        for acts in acts.chunks(LIFE) {
            live(&mut visit, acts);
        }
        knows_its_kinds(&visit, &acts);
        return;
    }
    // Each act a life of its own; at the end of the day all of them are there.
    let all: Vec<&Act> = all.iter().collect();
    for day in 1..=days {
        begin_again(&mut visit, &before);
        for act in &all {
            live(&mut visit, &[act]);
        }
        let lost = lost_among(&visit, &all);
        assert!(
            lost.is_empty(),
            "{engine}, at the end of day {day}: {lost:?}"
        );
        knows_its_kinds(&visit, &all);
        println!("{engine}: day {day}, {} kills, 0 lost", all.len());
    }
}

/// What the list says that these acts write is in the database, beside what was planted.
fn knows_its_kinds(visit: &Visit, acts: &[&Act]) {
    let written = visit.eval_async(
        "const db = await new Promise((done, fail) => {
           const ask = indexedDB.open('matchbook');
           ask.onsuccess = () => done(ask.result);
           ask.onerror = () => fail(ask.error);
         });
         const rows = db.transaction('ops').objectStore('ops');
         const all = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result); });
         const [keys, texts] = await Promise.all([all(rows.getAllKeys()), all(rows.getAll())]);
         db.close();
         return keys.map(([actor, seq], place) => [actor, seq, texts[place]]);",
    );
    let mut kinds = BTreeSet::new();
    for row in written.as_array().expect("rows") {
        let text = |place: usize| row[place].as_str().expect("a text").to_owned();
        let row = Row {
            actor: text(0),
            seq: row[1].as_u64().expect("a number"),
            text: text(2),
        };
        let op = Op::read(&row).expect("a sound row");
        if op.actor.device != acts::SEEDED {
            kinds.insert(op.kind.to_string());
        }
    }
    for act in acts {
        for kind in act.writes {
            assert!(
                kinds.contains(*kind),
                "“{}” wrote no {kind}: {kinds:?}",
                act.name
            );
        }
    }
}

/// Pastes three thousand cards and has them read.
fn read_3000(visit: &Visit) {
    let card =
        |n: u32| format!("Question {n} of three thousand?,\"Point one of {n}\nPoint two\"\n");
    let table: String = (1..=3_000).map(card).collect();
    in_app(visit, "practice/exchange");
    // Open already where a text waits in it.
    let title = button(words::PASTE_INSTEAD);
    visit.wait_for(&title);
    visit.eval(&format!("void ({title}.closest('details').open = true)"));
    visit.wait_for(&field(words::PASTED));
    visit.hand_over(&format!("question,outline\n{table}"));
    visit.eval(&format!("mb.fill({}, large)", field(words::PASTED)));
    visit.click(&button(words::READ_TEXT));
}

/// Words that come when everything is there already, or `news` when something is missing.
fn says(visit: &Visit, all_there: &str, news: &str) -> bool {
    let (all_there, news) = (Visit::shows(all_there), Visit::shows(news));
    visit.wait_within(A_WHILE, &format!("{all_there} || {news}"));
    visit.eval(&all_there) == true
}

/// Three thousand cards are much to write, and to compare.
const A_WHILE: Duration = Duration::from_secs(90);

const IMPORT: Long = Long {
    plan: plan!(CardAction.Import),
    writes: &[Card::KIND],
    until_the_words: |visit| {
        read_3000(visit);
        visit.wait_within(A_WHILE, &format!("!!{}", button("Import 3,000 cards")));
        visit.click(&button("Import 3,000 cards"));
        visit.wait_within(A_WHILE, &Visit::shows(words::IMPORTED));
    },
    is_there: |visit| {
        read_3000(visit);
        says(visit, words::NOTHING_TO_IMPORT, "Study the new cards")
    },
};

fn an_import_is_not_lost(engine: Engine) {
    expect_none_lost(Visit::seeded(engine, Profile::lasting()), IMPORT);
}

/// Asks to take in a copy of somebody's data with three hundred own things.
fn ask_to_restore(visit: &Visit) {
    let copy = Seed::with_trip(SEEDED_AT).with_things(300).copy();
    in_app(visit, words::EXPORT_SCREEN);
    visit.wait_for(&button(words::RESTORE));
    visit.hand_over(&copy);
    visit.choose_file("matchbook.json", "application/json", "large");
    visit.click(&button(words::RESTORE));
}

/// Some day of autumn 2026.
const SEEDED_AT: i64 = 1_790_000_000_000;

const RESTORE: Long = Long {
    plan: plan!(SeasonAction.Merge),
    writes: &[Entry::KIND],
    until_the_words: |visit| {
        ask_to_restore(visit);
        visit.click(&button(words::ADD_THESE));
        visit.wait_within(A_WHILE, &Visit::shows(words::ADDED));
    },
    is_there: |visit| {
        ask_to_restore(visit);
        says(visit, words::NOTHING_TO_ADD, words::ADD_THESE)
    },
};

fn welcomed(engine: Engine) -> Visit {
    let visit = Visit::first(engine, Profile::lasting());
    visit.plant(Seed::welcomed);
    visit
}

fn a_restored_copy_is_not_lost(engine: Engine) {
    expect_none_lost(welcomed(engine), RESTORE);
}

const RECORD: Long = Long {
    plan: plan!(TakeAction.Keep),
    writes: &[Take::KIND],
    until_the_words: |visit| {
        in_app(visit, "practice/record");
        visit.click(&button(words::RECORD));
        let ms = "Number(document.querySelector('.recorder-time')?.dataset.ms ?? 0)";
        visit.wait_within(A_WHILE, &format!("{ms} >= 3000"));
        visit.click(&button(words::FINISH));
        visit.wait_until("location.hash.startsWith('#/practice/recordings/')");
    },
    is_there: |visit| {
        in_app(visit, "practice/recordings");
        let found = format!("!!{}", link("A recording"));
        visit.wait_until(&format!(
            "{found} || {}",
            Visit::shows("The mixed-up results")
        ));
        if visit.eval(&found) != true {
            return false;
        }
        visit.click(&link("A recording"));
        visit.wait_within(
            A_WHILE,
            "Number(document.querySelector('.timeline-range')?.max) > 1000",
        );
        true
    },
};

/// Reads the known text, about a hundred syllables in seventeen seconds.
const VOICE: Long = Long {
    plan: plan!(TakeAction.KeepVoice),
    writes: &[Voice::KIND],
    until_the_words: |visit| {
        in_app(visit, "practice/voice");
        visit.click(&button(words::READ_ALOUD));
        visit.wait_for(&button(words::HAVE_READ));
        visit.wait_within(
            A_WHILE,
            "performance.now() - (window.begun ??= performance.now()) > 17000",
        );
        visit.click(&button(words::HAVE_READ));
        visit.wait_within(A_WHILE, &Visit::shows("within about 15 percent"));
    },
    is_there: |visit| {
        in_app(visit, "practice/voice");
        visit.wait_for(&button(words::READ_ALOUD));
        visit.eval(&Visit::shows("Last read on")) == true
    },
};

fn with_microphone(engine: Engine) -> (Visit, SoundFile) {
    let file = SoundFile::of(&format!("{engine}-kill"), &speech_like(12, 9, 0.12, 0.4));
    let profile = Profile::lasting().with_microphone(file.path());
    let visit = Visit::first(engine, profile);
    visit.plant(Seed::with_trip);
    (visit, file)
}

#[test]
fn chromium_a_known_voice_is_not_lost() {
    let (visit, _file) = with_microphone(Engine::Chromium);
    expect_none_lost(visit, VOICE);
}

// WebKitGTK of Debian records nothing.
#[test]
fn chromium_a_kept_recording_is_not_lost() {
    let (visit, _file) = with_microphone(Engine::Chromium);
    expect_none_lost(visit, RECORD);
}

#[test]
fn firefox_a_kept_recording_is_not_lost() {
    let (visit, _file) = with_microphone(Engine::Firefox);
    expect_none_lost(visit, RECORD);
}

/// Controls: whose words come from memory alone loses every act.
#[test]
fn chromium_control_words_from_memory_lose() {
    for (name, visit, act) in [
        (
            "import",
            Visit::seeded(Engine::Chromium, Profile::lasting()),
            IMPORT,
        ),
        ("restore", welcomed(Engine::Chromium), RESTORE),
    ] {
        assert_eq!(
            lost_of(visit, &act, 1, BLIND),
            1,
            "{name}: nothing was lost, so nothing is proved"
        );
    }
}

#[test]
fn chromium_control_what_a_microphone_heard_is_lost_from_memory() {
    let (visit, _file) = with_microphone(Engine::Chromium);
    assert_eq!(lost_of(visit, &VOICE, 1, BLIND_TO_RECORDS), 1);
    let (visit, _file) = with_microphone(Engine::Chromium);
    assert_eq!(lost_of(visit, &RECORD, 1, BLIND), 1);
}

/// Controls: all acts in one life whose words come from memory alone. Each is there before the kill, and none
/// after it.
#[test]
fn chromium_control_every_act_from_memory_is_lost() {
    let (mut visit, before) = in_season(Engine::Chromium);
    begin_again(&mut visit, &before);
    let all = acts::acts();
    let all: Vec<&Act> = all.iter().collect();
    visit.eval_async(BLIND);
    for act in &all {
        until_the_words(&visit, act);
    }
    let missed = lost_among(&visit, &all);
    assert!(missed.is_empty(), "done, but not to be seen: {missed:?}");
    visit.kill_and_restart();
    visit.open("");
    for act in all {
        assert!(
            !is_there(&visit, act, false),
            "“{}” was not lost, so its kills prove nothing",
            act.name
        );
    }
}

/// Lists of acts that nobody is told of: what the start does by itself, and the sample season, which is invented.
const WITHOUT_WORDS: [&str; 2] = ["Adopt", "Fill"];

#[test]
fn each_kind_of_record_is_written_by_an_act() {
    let all = acts::acts();
    let long = [&IMPORT, &RESTORE, &RECORD, &VOICE];
    let written = all.iter().map(|act| act.writes);
    let written = written.chain(long.map(|act| act.writes));
    let written: BTreeSet<&str> = written.flatten().copied().collect();
    assert_eq!(written, Kinds::NAMES.iter().copied().collect());
}

#[test]
fn each_list_of_acts_is_used() {
    let mut lists = BTreeSet::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let inside = std::fs::read_dir(path).expect("a folder").flatten();
            open.extend(inside.map(|entry| entry.path()));
            continue;
        }
        let text = std::fs::read_to_string(path).expect("a source");
        let lines = text
            .lines()
            .filter_map(|line| line.strip_prefix("impl Act for "));
        lists.extend(lines.filter_map(|line| Some(line.split_once(' ')?.0.to_owned())));
    }
    let all = acts::acts();
    let long = [&IMPORT, &RESTORE, &RECORD, &VOICE];
    let plans = all
        .iter()
        .map(|act| act.plan)
        .chain(long.map(|act| act.plan));
    let used = plans.filter_map(|plan| plan.split("::").next());
    let used: BTreeSet<String> = used.chain(WITHOUT_WORDS).map(str::to_owned).collect();
    assert_eq!(
        lists, used,
        "an act that no kill proves, or one that is gone"
    );
}
