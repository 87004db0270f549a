//! Recording, listening and the coach, with sound made here as the microphone: by touch and by keyboard,
//! without a server, through a kill, and with files and devices that are not as they should be.
//!
//! Chromium gets the sound from its own fake device, Firefox from a sound server. Nobody gives WebKitGTK's
//! test browser a microphone; it listens to files.

use std::time::Duration;

use e2e::release::NextVersion;
use e2e::seed::{STORY, Seed};
use e2e::sound::{SoundFile, base64, speech_like, wav};
use e2e::target::{button, checkbox, css, field, link, press};
use e2e::{Engine, Profile, Visit, every_engine, words};
use serde_json::json;

every_engine!(
    files_are_listened_to,
    bad_files_get_a_sentence,
    says_whether_it_records
);

/// Decoding and listening, on a machine that does other things too.
const LISTEN: Duration = Duration::from_secs(60);
/// The coach has said something.
const HEARD: &str = "document.querySelectorAll('.timeline-line').length === 2";
const MS: &str = "Number(document.querySelector('.recorder-time')?.dataset.ms ?? 0)";

/// Five groups of seven syllables: twelve seconds, and again from the start.
fn voice() -> Vec<f32> {
    speech_like(5, 7, 0.22, 0.7)
}

/// The app with a microphone that hears `samples`.
fn with_microphone(engine: Engine, samples: &[f32]) -> (Visit, SoundFile) {
    let file = SoundFile::of(&format!("{engine}-{}", samples.len()), samples);
    let profile = Profile::lasting().with_microphone(file.path());
    let visit = Visit::first(engine, profile);
    visit.plant(Seed::with_trip);
    (visit, file)
}

/// Goes to a screen inside the running app, as a link does.
fn go(visit: &Visit, path: &str) {
    visit.go(path);
    visit.wait_until(&format!(
        "location.hash.replace(/^#\\//, '') === {}",
        json!(path)
    ));
}

/// Records for at least so many milliseconds and gives the path of the take.
fn record(visit: &Visit, ms: u32) -> String {
    go(visit, "practice/record");
    visit.tap(&button(words::RECORD));
    visit.wait_within(LISTEN, &format!("{MS} >= {ms}"));
    visit.tap(&button(words::FINISH));
    visit.wait_until("location.hash.startsWith('#/practice/recordings/')");
    visit
        .text("location.hash")
        .trim_start_matches("#/")
        .to_owned()
}

fn record_listen_and_judge(engine: Engine) {
    let (mut visit, _file) = with_microphone(engine, &voice());
    let path = record(&visit, 9_000);
    visit.wait_within(LISTEN, HEARD);
    visit.wait_until(&Visit::shows("words a minute"));
    visit.wait_until("document.querySelectorAll('.timeline-gap').length >= 2");
    let pauses = visit.eval("document.querySelectorAll('.timeline-gap').length");
    assert!(
        (2..=6).contains(&pauses.as_u64().unwrap_or_default()),
        "{engine}: {pauses} pauses in nine seconds"
    );
    assert_eq!(visit.eval(&Visit::shows("to judge")), false, "gated");

    // It plays, at once and faster, and can be moved by the arrow keys.
    let place = "Number(document.querySelector('.timeline-range').value)";
    visit.tap(&button("Play"));
    visit.wait_until(&format!("{place} > 700"));
    visit.tap(&button("Pause"));
    visit.wait_for(&button("Play"));
    visit.click(&press("×1.5"));
    visit.eval("document.querySelector('.timeline-range').focus()");
    let before = visit.eval(place).as_f64().unwrap_or_default();
    visit.key("ArrowRight");
    visit.wait_until(&format!("{place} > {before}"));
    visit.tap(&button("Filler heard"));
    visit.wait_until(&Visit::shows("1 filler"));

    // What is handed out is a WAV file of the whole.
    visit.eval(
        "(() => {
           URL.createObjectURL = (file) => { file.arrayBuffer().then((bytes) => { window.handed = bytes; }); return '#'; };
           HTMLAnchorElement.prototype.click = () => {};
         })()",
    );
    visit.click(&button("Share or save as WAV"));
    visit.wait_until("window.handed");
    let head = visit.text("String.fromCharCode(...new Uint8Array(handed.slice(0, 4)))");
    let size = visit.eval("handed.byteLength").as_u64();
    assert!(
        head == "RIFF" && size > Some(4 * 48_000),
        "{head}, {size:?} bytes"
    );

    // Everything is there without a server, after a kill.
    visit.wait_saved();
    visit.expect_no_errors("a recording");
    visit.site.stop();
    visit.kill_and_restart();
    visit.open(&path);
    visit.wait_within(LISTEN, HEARD);
    visit.wait_until(&Visit::shows("1 filler"));

    // Deleted, it is gone from the library; taken back, it still has its sound.
    visit.click(&button(words::DELETE_RECORDING));
    visit.wait_until("location.hash === '#/practice/recordings'");
    visit.wait_until(&format!("!{}", link("A recording")));
    visit.click(&button(words::UNDO));
    visit.wait_for(&link("A recording"));
    visit.open(&path);
    visit.wait_within(LISTEN, HEARD);
    visit.expect_no_errors_without_server("a recording without a server");
}

/// Readable by anyone, in light and dark, with everything that a recording brings.
#[test]
fn chromium_axe_finds_nothing_on_a_take() {
    let (visit, _file) = with_microphone(Engine::Chromium, &voice());
    visit.set_window(390, 844);
    let path = record(&visit, 6_000);
    for scheme in ["light", "dark"] {
        visit.prefer_scheme(scheme);
        for path in [
            &*path,
            "practice/recordings",
            "practice/record",
            "practice/voice",
        ] {
            visit.open(path);
            if path.contains("recordings/") {
                visit.wait_within(LISTEN, HEARD);
            }
            visit.wait_until("document.querySelector('main').innerText.trim().length > 40");
            assert_eq!(
                visit.axe_problems(),
                Vec::<String>::new(),
                "{scheme} {path}"
            );
        }
    }
}

/// A call takes the microphone: what was said until then is kept.
#[test]
fn chromium_a_call_ends_it_and_it_is_kept() {
    let (visit, _file) = with_microphone(Engine::Chromium, &voice());
    visit.eval(
        "(() => {
           const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
           devices.getUserMedia = async (wanted) => (window.stream = await ask(wanted));
         })()",
    );
    go(&visit, "practice/record");
    visit.tap(&button(words::RECORD));
    visit.wait_within(LISTEN, &format!("{MS} >= 4000"));
    visit.eval("void stream.getAudioTracks()[0].dispatchEvent(new Event('mute'))");
    visit.wait_until("location.hash.startsWith('#/practice/recordings/')");
    visit.wait_until(&Visit::shows("ended early"));
    visit.wait_within(LISTEN, HEARD);
    assert_eq!(
        visit.eval("stream.getAudioTracks()[0].readyState"),
        json!("ended"),
        "the microphone is still on"
    );
}

/// A full disk: a sentence, and once there is room it works again.
#[test]
fn chromium_a_full_disk_says_so() {
    let (mut visit, _file) = with_microphone(Engine::Chromium, &voice());
    visit.quit();
    visit.restart();
    visit.limit_storage(Some(1));
    visit.open("practice/record");
    visit.tap(&button(words::RECORD));
    visit.wait_within(LISTEN, &Visit::shows("no space left on this phone"));
    visit.wait_until(&Visit::shows("Nothing was kept."));
    visit.limit_storage(None);
    visit.quit();
    visit.restart();
    visit.open("");
    record(&visit, 3_000);
    visit.wait_within(LISTEN, HEARD);
}

/// A tap on the update waits for the recording.
#[test]
fn chromium_an_update_does_not_end_a_recording() {
    let next = NextVersion::make("recording");
    let (visit, _file) = with_microphone(Engine::Chromium, &voice());
    visit.site.show(&next.folder);
    visit.reload_app();
    visit.wait_within(LISTEN, &Visit::shows(words::UPDATE_READY));
    visit.eval("window.here = 'before'");
    go(&visit, "practice/record");
    visit.tap(&button(words::RECORD));
    visit.wait_within(LISTEN, &format!("{MS} >= 1500"));
    visit.click(&button(words::UPDATE_NOW));
    visit.wait_until(&Visit::shows("Finish it first"));
    visit.wait_within(LISTEN, &format!("{MS} >= 6000"));
    assert_eq!(
        visit.text("window.here"),
        "before",
        "reloaded while recording"
    );
    visit.tap(&button(words::FINISH));
    visit.wait_within(LISTEN, HEARD);
    // Control: now the same tap updates.
    visit.click(&button(words::UPDATE_NOW));
    visit.wait_within(LISTEN, "window.here === undefined");
}

#[test]
fn chromium_record_listen_and_judge() {
    record_listen_and_judge(Engine::Chromium);
}

#[test]
fn firefox_record_listen_and_judge() {
    record_listen_and_judge(Engine::Firefox);
}

/// Kills the browser after ten seconds of recording and opens the library again. With `blind`, the
/// pieces never reach the database.
fn killed_while_recording(engine: Engine, blind: bool) -> Visit {
    let (mut visit, _file) = with_microphone(engine, &voice());
    if blind {
        visit.eval_async(
            "const put = IDBObjectStore.prototype.put;
             IDBObjectStore.prototype.put = function (...all) {
               return this.name === 'chunk' ? this.count() : put.apply(this, all);
             };",
        );
    }
    go(&visit, "practice/record");
    visit.tap(&button(words::RECORD));
    visit.wait_within(LISTEN, &format!("{MS} >= 10000"));
    visit.kill_and_restart();
    visit.open("practice/recordings");
    visit
}

fn a_kill_loses_less_than_a_second(engine: Engine) {
    let visit = killed_while_recording(engine, false);
    visit.wait_for(&link("A recording"));
    visit.wait_saved();
    visit.click(&link("A recording"));
    visit.wait_within(LISTEN, HEARD);
    visit.wait_until(&Visit::shows("ended early"));
    let ms = visit.eval("Number(document.querySelector('.timeline-range').max)");
    println!("{engine}: killed after 10 s of recording, {ms} ms can be played");
    assert!(
        ms.as_u64() >= Some(9_000),
        "{engine}: only {ms} ms are left"
    );
}

#[test]
fn chromium_a_kill_loses_less_than_a_second() {
    a_kill_loses_less_than_a_second(Engine::Chromium);
}

#[test]
fn firefox_a_kill_loses_less_than_a_second() {
    a_kill_loses_less_than_a_second(Engine::Firefox);
}

/// Control: a recorder that keeps its pieces in memory has nothing after the same kill.
#[test]
fn chromium_control_without_pieces_a_kill_loses_all() {
    let visit = killed_while_recording(Engine::Chromium, true);
    visit.wait_for(&link("The mixed-up results"));
    assert_eq!(visit.eval(&format!("!!{}", link("A recording"))), false);
}

/// A story, told along with its timer; then the pace is exact.
#[test]
fn chromium_a_story_is_recorded_along_with_its_timer() {
    let (visit, _file) = with_microphone(Engine::Chromium, &voice());
    go(&visit, &format!("practice/stories/{STORY}/timer"));
    visit.click(&checkbox(words::RECORD_ALONG));
    visit.tap(&button(words::START));
    visit.wait_until("Number(document.querySelector('.clock-time')?.dataset.ms) > 6000");
    visit.wait_until(&Visit::shows("Recording"));
    visit.tap(&button(words::FINISH));
    visit.wait_for(&link(words::LISTEN));
    visit.click(&link(words::LISTEN));
    visit.wait_within(LISTEN, HEARD);
    visit.wait_until(&Visit::shows("The mixed-up results"));
    assert_eq!(visit.eval(&Visit::shows("and you spoke for")), false);
    visit.click(&checkbox("I spoke the text as it is written"));
    visit.wait_until(&Visit::shows("and you spoke for"));
    visit.expect_no_errors("a story with its recording");
}

/// A card's answer has the same clock and the same recorder, by the keyboard alone.
#[test]
fn chromium_a_card_is_answered_aloud() {
    let (visit, _file) = with_microphone(Engine::Chromium, &voice());
    visit.eval("localStorage.setItem('mb/pref/record/along', 'on')");
    visit.plant(|now| Seed::welcomed(now).with_deck(2, 0));
    visit.open("practice/review");
    visit.wait_until("document.querySelector('.asked')");
    visit.eval("document.querySelector('h1').focus()");
    visit.key("t");
    visit.wait_until("Number(document.querySelector('.clock-time')?.dataset.ms) > 2500");
    visit.wait_until("document.activeElement.textContent.includes('Done')");
    visit.key("Enter");
    visit.wait_until(&Visit::shows("You spoke for 0:0"));
    visit.wait_for(&link(words::LISTEN));
    visit.wait_until("document.querySelector('.outline input')");
    visit.expect_no_errors("a card that is answered aloud");
}

/// Every answer of a drill is recorded, and the look back lists them.
#[test]
fn chromium_a_drill_is_recorded() {
    let (visit, _file) = with_microphone(Engine::Chromium, &voice());
    visit.eval("localStorage.setItem('mb/pref/record/along', 'on')");
    visit.open("practice/drill");
    for (name, value) in [(words::INTERVIEWER, "rapid"), (words::HOW_LONG, "q3")] {
        visit.wait_for(&field(name));
        visit.fill(&field(name), value);
    }
    visit.click(&button(words::BEGIN));
    visit.tap(&button(words::ASK_ME));
    for next in [words::NEXT_QUESTION, words::NEXT_QUESTION, words::LOOK_BACK] {
        visit.wait_for(&button(words::ANSWERED));
        visit.wait_until("Number(document.querySelector('.clock-time').dataset.ms) > 1600");
        visit.tap(&button(words::ANSWERED));
        visit.tap(&button(next));
    }
    visit.wait_until("document.querySelectorAll('fieldset.rating').length === 6");
    visit.wait_until(
        "document.querySelectorAll('a[href^=\"#/practice/recordings/\"]').length === 3",
    );
    visit.expect_no_errors("a drill with recordings");
}

/// The known text, read once, narrows the range.
#[test]
fn chromium_the_known_text_teaches_the_coach() {
    // About a hundred syllables in seventeen seconds.
    let (visit, _file) = with_microphone(Engine::Chromium, &speech_like(12, 9, 0.12, 0.4));
    go(&visit, "practice/voice");
    visit.tap(&button(words::READ_ALOUD));
    visit.wait_within(
        LISTEN,
        "performance.now() - (window.begun ??= performance.now()) > 17000",
    );
    visit.tap(&button(words::HAVE_READ));
    visit.wait_within(LISTEN, &Visit::shows("within about 15 percent"));
    visit.wait_saved();
    let path = record(&visit, 4_000);
    visit.wait_within(LISTEN, HEARD);
    assert_eq!(visit.eval(&Visit::shows("does not know your voice")), false);
    assert!(!path.is_empty());
    visit.expect_no_errors("the known text");
}

/// No microphone, or not allowed: a sentence, and the way to a file stays open.
fn without_microphone(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    for (error, says) in [
        ("NotAllowedError", "is not allowed"),
        ("NotFoundError", "no microphone"),
        ("NotReadableError", "Another app"),
    ] {
        visit.go("practice/recordings");
        visit.wait_for(&button(words::IMPORT));
        visit.eval_async(&format!(
            "navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', {}); }}",
            json!(error)
        ));
        go(&visit, "practice/record");
        visit.tap(&button(words::RECORD));
        visit.wait_until(&Visit::shows(says));
    }
    visit.expect_no_errors("no microphone");
}

#[test]
fn chromium_without_microphone() {
    without_microphone(Engine::Chromium);
}

#[test]
fn firefox_without_microphone() {
    without_microphone(Engine::Firefox);
}

/// Where the browser cannot record, the screen says so and offers a file; the same browser that can offers
/// to record.
fn says_whether_it_records(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    go(&visit, "practice/record");
    visit.wait_for(&button(words::RECORD));
    visit.eval("void (window.MediaRecorder = undefined)");
    go(&visit, "practice/recordings");
    visit.wait_for(&button(words::IMPORT));
    go(&visit, "practice/record");
    visit.wait_until(&Visit::shows("cannot record sound here"));
    visit.wait_for(&link("Bring in a file"));
    assert!(!visit.sees(&button(words::RECORD)));
}

fn bytes(content: &[u8]) -> String {
    format!(
        "Uint8Array.from(atob({}), (letter) => letter.charCodeAt(0))",
        json!(base64(content))
    )
}

fn files_are_listened_to(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("practice/recordings");
    let sound = wav(&voice());
    visit.choose_file("answer one.wav", "audio/wav", &bytes(&sound));
    visit.click(&button(words::IMPORT));
    visit.wait_until("location.hash.startsWith('#/practice/recordings/')");
    visit.wait_within(LISTEN, HEARD);
    visit.wait_until(&Visit::shows("answer one"));
    visit.wait_until(&Visit::shows("4 pauses"));
    visit.wait_saved();
    visit.reload_app();
    visit.wait_within(LISTEN, HEARD);

    // A second one, beside the first.
    visit.open("practice/recordings");
    let sound = wav(&speech_like(3, 8, 0.2, 0.9));
    visit.choose_file("answer two.wav", "audio/wav", &bytes(&sound));
    visit.click(&button(words::IMPORT));
    visit.wait_until(&Visit::shows("answer two"));
    visit.wait_within(LISTEN, HEARD);
    visit.eval(&format!(
        "mb.fill({0}, {0}.options[1].value)",
        field("With which recording?")
    ));
    visit.wait_until("document.querySelector('.compared tbody tr')");
    visit.wait_within(
        LISTEN,
        "document.querySelectorAll('.timeline-line').length === 4",
    );
    visit.fill(&field("Name"), "My best one");
    visit.wait_saved();
    visit.open("practice/recordings");
    visit.wait_for(&link("My best one"));
    visit.expect_no_errors("files");
}

fn bad_files_get_a_sentence(engine: Engine) {
    let visit = Visit::planted(engine, Seed::welcomed);
    visit.open("practice/recordings");
    let good = wav(&voice());
    let mut three_hours = matchbook::speech::wav::header(16_000, 16_000 * 3 * 3_600);
    three_hours.extend(vec![0; 64_000]);
    let mut broken = good[..200].to_vec();
    broken[20..24].fill(0xff);
    let noise: Vec<u8> = (0..4_000_u32).map(|at| ((at * 7_919) >> 3) as u8).collect();
    let cases: [(&str, &str, &[u8], &str); 5] = [
        ("nothing.wav", "audio/wav", b"", "empty"),
        ("broken.wav", "audio/wav", &broken, "not a WAV file"),
        ("long.wav", "audio/wav", &three_hours, "180:00"),
        ("film.mp4", "video/mp4", &noise, "This is a video"),
        ("notes.mp3", "audio/mpeg", &noise, "cannot read this kind"),
    ];
    for (name, kind, content, says) in cases {
        visit.choose_file(name, kind, &bytes(content));
        visit.click(&button(words::IMPORT));
        visit.wait_within(LISTEN, &Visit::shows(says));
    }
    visit.eval("window.sizeOfFile = 2e9");
    visit.choose_file("huge.wav", "audio/wav", "'x'");
    visit.click(&button(words::IMPORT));
    visit.wait_until(&Visit::shows("larger than 200 MB"));
    visit.eval("delete window.sizeOfFile");
    assert_eq!(
        visit.eval("!!document.querySelector('a[href^=\"#/practice/recordings/\"]')"),
        false,
        "something was kept"
    );
    // Control: a good one after all of them is taken.
    visit.choose_file("good.wav", "audio/wav", &bytes(&good));
    visit.click(&button(words::IMPORT));
    visit.wait_until("location.hash.startsWith('#/practice/recordings/')");
    visit.wait_within(LISTEN, HEARD);
    visit.wait_for(&css(".timeline-wave"));
}

/// A real film, made by the browser itself.
#[test]
fn chromium_a_film_gets_a_sentence() {
    let visit = Visit::planted(Engine::Chromium, Seed::welcomed);
    visit.open("practice/recordings");
    visit.eval_async(
        "const canvas = document.createElement('canvas');
         const draw = canvas.getContext('2d');
         const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
         const pieces = [];
         recorder.ondataavailable = ({ data }) => pieces.push(data);
         const ended = new Promise((done) => { recorder.onstop = done; });
         recorder.start();
         const end = performance.now() + 600;
         while (performance.now() < end) {
           draw.fillStyle = `rgb(${performance.now() % 255},0,0)`;
           draw.fillRect(0, 0, 100, 100);
           await mb.frame();
         }
         recorder.stop();
         await ended;
         window.film = await new Blob(pieces).arrayBuffer();",
    );
    visit.choose_file("film.webm", "video/webm", "window.film");
    visit.click(&button(words::IMPORT));
    visit.wait_within(LISTEN, &Visit::shows("This is a video"));
}
