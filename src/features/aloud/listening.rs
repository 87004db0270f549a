//! Listening to one take: its file, read and decoded; a player; the picture of its sound; and the coach,
//! which listens beside the page. Not a screen; a take's own screen shares it with the comparison of two.
//! Deliberately not here: what may be said of what the coach heard (`coach`).

use std::io::{BufReader, Read};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::story_timer::clock;
use crate::domain::take::{Heard, TAKE_MAX_MS, Take};
use crate::features::{Hand, muted};
use crate::session::phone::{self, Bytes, Hold, Player, Sound, SoundError, Word};
use crate::speech::report::LONG_PAUSE;
use crate::speech::wav::{Wav, header};
use crate::speech::{Report, Span};
use crate::store::acts::takes::TakeAction;
use crate::ui::{
    Banner, El, Icon, Lane, PillTone, Segmented, Stretch, StretchKind, Timeline, dynamic, el, icon,
};

/// How often the place is read while it plays, in milliseconds.
const FOLLOW_MS: u32 = 60;
/// Bars in the picture.
const BARS: usize = 240;
/// Sound before and after a stretch that is played, in seconds.
const AROUND: f64 = 0.6;
/// The faster speed.
const FAST: f64 = 1.5;
/// A place so near to the end, in seconds, is the end.
const AT_END: f64 = 0.05;

/// Why a file gives no sound, in words.
pub const NO_SOUND: &str = "This browser cannot read this kind of sound. Save it as WAV, M4A or MP3 and bring it in again.";

#[derive(Clone, Debug, PartialEq)]
enum State {
    Loading,
    Here(Arc<Picture>),
    Failed(String),
}

/// What is drawn of the sound.
#[derive(Debug, PartialEq)]
struct Picture {
    seconds: f64,
    peaks: Vec<f32>,
}

/// What the coach has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Coach {
    /// It has not finished.
    Listens,
    /// What it heard.
    Heard(Arc<Report>),
    /// It could not run.
    Failed,
}

/// One take that is listened to. Copies are the same; it lives as long as the view that made it.
#[derive(Clone, Copy)]
pub struct Listening {
    hand: Hand,
    id: StoredValue<String>,
    state: RwSignal<State>,
    coach: RwSignal<Coach>,
    place: RwSignal<f64>,
    plays: RwSignal<bool>,
    fast: RwSignal<bool>,
    /// Where a stretch that is played ends.
    until: StoredValue<Option<f64>>,
    player: StoredValue<Option<Player>, LocalStorage>,
    /// As a WAV file.
    file: StoredValue<Option<Bytes>, LocalStorage>,
    worker: Hold,
}

impl Listening {
    /// Begins to read the take.
    pub fn to(hand: Hand, id: &str) -> Listening {
        let listening = Listening {
            hand,
            id: StoredValue::new(id.to_owned()),
            state: RwSignal::new(State::Loading),
            coach: RwSignal::new(Coach::Listens),
            place: RwSignal::new(0.0),
            plays: RwSignal::new(false),
            fast: RwSignal::new(false),
            until: StoredValue::new(None),
            player: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
            worker: phone::hold(),
        };
        phone::every(FOLLOW_MS, move || listening.follow());
        on_cleanup(move || drop(listening.player.try_update_value(Option::take)));
        leptos::task::spawn_local(async move {
            if let Err(sentence) = listening.load().await {
                listening.state.try_set(State::Failed(sentence));
                listening.coach.try_set(Coach::Failed);
            }
        });
        listening
    }

    async fn load(self) -> Result<(), String> {
        let Some(id) = self.id.try_get_value() else {
            return Ok(());
        };
        let file = self.hand.session.sound_of(&id).await?;
        let sound = decoded(&file).await?;
        let picture = Picture {
            seconds: sound.seconds(),
            peaks: scaled(sound.peaks(BARS)),
        };
        let wav = sound.with_header(&header(sound.rate(), sound.len()));
        let player = Player::of(&wav, "audio/wav", move || self.changed());
        if self.player.try_set_value(player).is_some() {
            // The screen has gone.
            return Ok(());
        }
        self.file.try_set_value(Some(wav));
        self.state.try_set(State::Here(Arc::new(picture)));
        self.hear(&sound, &id);
        Ok(())
    }

    /// Lets the coach listen, beside the page.
    fn hear(self, sound: &Sound, id: &str) {
        let id = id.to_owned();
        let ms = (sound.seconds() * 1_000.0).round() as u32;
        let begun = self.worker.listens(sound, move |word| {
            let report = match word {
                Word::Progress(_) => return,
                Word::Done(text) => Report::read(&text),
                Word::Broken => None,
            };
            self.coach.try_set(match report {
                Some(report) => {
                    self.note(&id, ms, &report);
                    Coach::Heard(Arc::new(report))
                }
                None => Coach::Failed,
            });
            // Its memory is wanted no longer. Not in the turn in which it speaks.
            leptos::task::spawn_local(async move {
                leptos::task::tick().await;
                self.worker.release();
            });
        });
        if !begun {
            self.coach.try_set(Coach::Failed);
        }
    }

    /// Keeps the figures for later comparisons, where they are news.
    fn note(self, id: &str, ms: u32, report: &Report) {
        let session = self.hand.session;
        let Some(take) = session.read(|model, _| model.get::<Take>(id).cloned()) else {
            return;
        };
        let heard = Some(figures(report));
        if take.heard != heard || take.ms != ms {
            let take = Take { heard, ms, ..take };
            let id = id.to_owned();
            // The program's own note: nothing for the person to take back.
            let _ = session.note(TakeAction::Edit { id, take });
        }
    }

    /// What the coach has to say.
    pub fn coach(self) -> Signal<Coach> {
        self.coach.into()
    }

    /// Place in seconds.
    pub fn place(self) -> Signal<f64> {
        self.place.into()
    }

    /// It can be heard now.
    pub fn plays(self) -> Signal<bool> {
        self.plays.into()
    }

    /// The sound as a WAV file, once it is read.
    pub fn wav(self) -> Option<Bytes> {
        self.file.with_value(Clone::clone)
    }

    fn with_player<T>(self, with: impl FnOnce(&Player) -> T) -> Option<T> {
        self.player
            .try_with_value(|player| player.as_ref().map(with))
            .flatten()
    }

    fn changed(self) {
        let plays = self.with_player(Player::plays);
        self.plays.try_set(plays == Some(true));
        if self.with_player(Player::is_broken) == Some(true) {
            let sentence = "This browser cannot play the recording. Share the file and open it in another app.";
            self.hand.toaster.show(sentence);
        }
        self.read_place();
    }

    fn follow(self) {
        if self.plays.try_get_untracked() == Some(true) {
            self.read_place();
        }
    }

    fn read_place(self) {
        let Some(place) = self.with_player(Player::place) else {
            return;
        };
        self.place.try_set(place);
        let until = self.until.try_get_value().flatten();
        if until.is_some_and(|until| place >= until) {
            self.pause();
        }
    }

    /// Plays, or stands still. Call it inside a tap.
    pub fn toggle(self) {
        if self.plays.get_untracked() {
            self.pause();
            return;
        }
        self.until.set_value(None);
        let seconds = self.seconds();
        self.with_player(|player| {
            if player.place() >= seconds - AT_END {
                player.seek(0.0);
            }
            player.play();
        });
    }

    /// Stands still.
    pub fn pause(self) {
        self.until.set_value(None);
        self.with_player(Player::pause);
    }

    /// Goes to a place, in seconds.
    pub fn seek(self, seconds: f64) {
        self.until.set_value(None);
        self.with_player(|player| player.seek(seconds));
        self.place.set(seconds);
    }

    /// Plays a stretch with a little around it. Call it inside a tap.
    pub fn play(self, span: Span) {
        let (from, to) = (f64::from(span.from), f64::from(span.to));
        self.seek((from - AROUND).max(0.0));
        self.until.set_value(Some(to + AROUND));
        self.with_player(Player::play);
    }

    fn seconds(self) -> f64 {
        self.state.with_untracked(|state| match state {
            State::Here(picture) => picture.seconds,
            _ => 0.0,
        })
    }

    /// Keys of a screen with one take: the space bar plays, the arrows go five seconds.
    pub fn press_key(self, key: &str) -> bool {
        let place = self.place.get_untracked();
        match key {
            " " => self.toggle(),
            "ArrowLeft" => self.seek((place - 5.0).max(0.0)),
            "ArrowRight" => self.seek((place + 5.0).min(self.seconds())),
            _ => return false,
        }
        true
    }

    /// The timeline with its buttons; `label` names the take for a screen reader.
    pub fn view(self, label: &str) -> AnyView {
        let label = label.to_owned();
        dynamic(move || match self.state.get() {
            State::Loading => muted("Reading the recording …")
                .attr("role", "status")
                .into_any(),
            State::Failed(sentence) => {
                view! { <Banner tone=PillTone::Warn text=sentence /> }.into_any()
            }
            State::Here(picture) => self.desk(&picture, &label),
        })
    }

    fn desk(self, picture: &Picture, label: &str) -> AnyView {
        let seconds = picture.seconds;
        let stretches = Signal::derive(move || self.coach.with(stretches));
        let lanes = Signal::derive(move || self.coach.with(lanes));
        let seek = move |to: f64| self.seek(to);
        // To the millisecond, as `note` writes it into the take, so that both are shown alike.
        let whole = (seconds * 1_000.0).round() / 1_000.0;
        let time = Memo::new(move |_| {
            let place = self.place.get().min(whole);
            [&*clock(place), " of ", &clock(whole)].concat()
        });
        // One button that stays: a new one would lose the focus at every press.
        let sign = el("span").class("sign").children_of(move || {
            vec![icon(if self.plays.get() {
                Icon::Pause
            } else {
                Icon::Play
            })]
        });
        let word =
            el("span").say_with(move || if self.plays.get() { "Pause" } else { "Play" }.to_owned());
        let play = el("button")
            .attr("type", "button")
            .class("btn btn-primary")
            .on("click", move |_| self.toggle())
            .child(sign)
            .child(word);
        let speed =
            Signal::derive(move || if self.fast.get() { "fast" } else { "usual" }.to_owned());
        let choose = move |value: String| {
            let fast = value == "fast";
            self.fast.set(fast);
            self.with_player(|player| player.set_speed(if fast { FAST } else { 1.0 }));
        };
        let buttons = el("div").class("timeline-buttons").child(play).view(
            view! {
                <Segmented
                    label="Speed"
                    options=[("usual", "×1"), ("fast", "×1.5")]
                    selected=speed
                    on_select=choose
                />
            }
            .into_any(),
        );
        let label = ["Place in “", label, "”"].concat();
        let timeline = view! {
            <Timeline
                seconds=seconds
                peaks=picture.peaks.clone()
                stretches=stretches
                lanes=lanes
                place=self.place
                on_seek=seek
                label=label
            />
        };
        el("div")
            .class("listening")
            .view(timeline.into_any())
            .child(
                el("p")
                    .class("timeline-time num")
                    .say_with(move || time.get()),
            )
            .child(buttons)
            .into_any()
    }
}

/// Peaks so that the loudest fills the picture, unless all is nearly silent.
fn scaled(peaks: Vec<f32>) -> Vec<f32> {
    let most = peaks.iter().copied().fold(0.02, f32::max);
    peaks.into_iter().map(|peak| peak / most).collect()
}

/// The sound of a file: a WAV file is read here, anything else by the browser.
///
/// # Errors
/// A sentence that says what to do.
pub async fn decoded(file: &Bytes) -> Result<Sound, String> {
    if file.is_empty() {
        return Err("This file is empty. Choose another one or record again.".to_owned());
    }
    if is_wav(file) {
        return read_wav(file);
    }
    Sound::decode(file).await.map_err(|error| {
        match error {
            SoundError::Unsupported => "This browser cannot read sound at all. Open Matchbook in Chrome, Firefox or Safari.",
            SoundError::Undecodable => NO_SOUND,
        }
        .to_owned()
    })
}

/// The file says that it is a WAV file.
pub fn is_wav(file: &Bytes) -> bool {
    let head = file.start(12);
    head.starts_with(b"RIFF") && head.ends_with(b"WAVE")
}

/// A WAV file is longer than what can be judged: its length in seconds.
///
/// # Errors
/// A sentence when it is damaged.
pub fn wav_seconds(file: &Bytes) -> Result<f64, String> {
    Ok(Wav::open(buffered(file))?.seconds())
}

/// In large pieces: each read is a call into the browser, and hound reads number by number.
fn buffered(file: &Bytes) -> impl Read + use<> {
    BufReader::with_capacity(1 << 16, file.reader())
}

fn read_wav(file: &Bytes) -> Result<Sound, String> {
    let mut wav = Wav::open(buffered(file))?;
    let most = f64::from(TAKE_MAX_MS) / 1_000.0 + 60.0;
    let promised = wav.seconds().min(most) * f64::from(wav.rate());
    let sound = Sound::silence(wav.rate(), promised.round() as u32);
    let (mut at, mut chunk) = (0, Vec::new());
    while at < sound.len() && wav.next(&mut chunk) {
        sound.write(at, &chunk);
        at += chunk.len() as u32;
    }
    // A file cut short promises more than it has.
    Ok(sound.first(at.min(sound.len())))
}

/// The figures that are kept of a report.
pub fn figures(report: &Report) -> Heard {
    let Some(measures) = report.judged() else {
        return Heard {
            gated: true,
            ..Heard::default()
        };
    };
    let ms = |seconds: f32| (seconds * 1_000.0).round() as u32;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let pauses: Vec<Span> = measures.inner_pauses().collect();
    let lengths = pauses.iter().map(|pause| pause.seconds());
    Heard {
        gated: false,
        syllables: count(measures.nuclei.len()),
        span: ms(measures.speech.seconds()),
        speaking: ms(measures.speaking_seconds),
        pauses: count(pauses.len()),
        paused: ms(lengths.clone().sum()),
        longest: ms(lengths.fold(0.0, f32::max)),
        hesitations: count(measures.hesitations.len()),
        pitch: report
            .pitch_range
            .map(|(_, spread)| (spread * 10.0).round() as u32),
        loudness: report
            .loudness_spread_db
            .map(|spread| (spread * 10.0).round() as u32),
    }
}

fn stretches(coach: &Coach) -> Vec<Stretch> {
    let Coach::Heard(report) = coach else {
        return Vec::new();
    };
    let Some(measures) = report.judged() else {
        return Vec::new();
    };
    let stretch = |span: Span, kind| Stretch {
        from: f64::from(span.from),
        to: f64::from(span.to),
        kind,
    };
    let pauses = measures.inner_pauses().map(|pause| {
        let kind = if pause.seconds() >= LONG_PAUSE {
            StretchKind::LongGap
        } else {
            StretchKind::Gap
        };
        stretch(pause, kind)
    });
    let marks = measures.hesitations.iter();
    let marks = marks.map(|span| stretch(*span, StretchKind::Mark));
    pauses.chain(marks).collect()
}

/// Pitch and level as lines, over the middle of what the person does in this very take.
fn lanes(coach: &Coach) -> Vec<Lane> {
    let Coach::Heard(report) = coach else {
        return Vec::new();
    };
    if report.judged().is_none() {
        return Vec::new();
    }
    let semitones = |hertz: f32| 12.0 * (hertz / 100.0).log2();
    let pitch: Vec<Option<f32>> = report
        .pitch
        .iter()
        .map(|hertz| (*hertz > 0.0).then(|| semitones(*hertz)))
        .collect();
    let level: Vec<Option<f32>> = report
        .level
        .iter()
        .map(|db| (*db > report.loud_db - 40.0).then_some(*db))
        .collect();
    vec![
        Lane {
            name: "Pitch",
            text: "high and low in this recording".to_owned(),
            values: spread(&pitch),
        },
        Lane {
            name: "Loudness",
            text: "loud and soft in this recording".to_owned(),
            values: spread(&level),
        },
    ]
}

/// The values from 0 to 1, without the few that lie far outside.
fn spread(values: &[Option<f32>]) -> Vec<Option<f32>> {
    let mut known: Vec<f32> = values.iter().copied().flatten().collect();
    known.sort_by(f32::total_cmp);
    let at = |percent: usize| known.get(known.len() * percent / 100).copied();
    let (Some(low), Some(high)) = (at(2), at(97)) else {
        return vec![None; values.len()];
    };
    let range = (high - low).max(0.001);
    let place = |value: f32| ((value - low) / range).clamp(0.0, 1.0);
    values.iter().map(|value| value.map(place)).collect()
}

/// What the shades of the timeline mean.
pub fn legend() -> El {
    let key = |class: &str, text: &str| {
        el("li")
            .child(el("i").class(class).attr("aria-hidden", "true"))
            .text(text)
    };
    el("ul")
        .attr("role", "list")
        .class("plain legend")
        .child(key("legend-gap", "Pause"))
        .child(key("legend-long", "Pause of 2 seconds or more"))
        .child(key("legend-mark", "Possible hesitation"))
}
