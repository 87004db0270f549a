//! Listening to one take: its file, read and decoded; a player; the picture of its sound; and the coach,
//! which listens beside the page. Not a screen; a take's own screen shares it with the comparison of two.
//! Deliberately not here: what may be said of what the coach heard (`coach`).

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::ids::TakeId;
use crate::domain::story_timer::clock;
use crate::domain::take::Take;
use crate::features::{Hand, muted};
use crate::session::phone::{self, Bytes, Hold, Player, Sound, Word};
use crate::speech::wav::header;
use crate::speech::{Report, Span};
use crate::store::acts::takes::TakeAction;
use crate::ui::{Banner, Icon, PillTone, Segmented, Timeline, dynamic, el, icon};
use picture::{lanes, scaled, stretches};

mod picture;
mod sound;

pub use picture::{figures, legend};
pub use sound::{NO_SOUND, decoded, is_wav, wav_seconds};

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

/// How far the sound is read.
#[derive(Clone, Debug, PartialEq)]
enum SoundState {
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
    id: StoredValue<TakeId>,
    state: RwSignal<SoundState>,
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
    pub fn to(hand: Hand, id: &TakeId) -> Listening {
        let listening = Listening {
            hand,
            id: StoredValue::new(id.clone()),
            state: RwSignal::new(SoundState::Loading),
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
                listening.state.try_set(SoundState::Failed(sentence));
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
        self.state.try_set(SoundState::Here(Arc::new(picture)));
        self.hear(&sound, &id);
        Ok(())
    }

    /// Lets the coach listen, beside the page.
    fn hear(self, sound: &Sound, id: &TakeId) {
        let id = id.clone();
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
    fn note(self, id: &TakeId, ms: u32, report: &Report) {
        let session = self.hand.session;
        let Some(take) = session.read(|model, _| model.get::<Take>(id).cloned()) else {
            return;
        };
        let heard = Some(figures(report));
        if take.heard != heard || take.ms != ms {
            let take = Take { heard, ms, ..take };
            let id = id.clone();
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

    /// What is drawn of a report, once there is one.
    fn of_report<T>(self, draw: fn(&Report) -> Vec<T>) -> Vec<T> {
        self.coach.with(|coach| match coach {
            Coach::Heard(report) => draw(report),
            Coach::Listens | Coach::Failed => Vec::new(),
        })
    }

    fn seconds(self) -> f64 {
        self.state.with_untracked(|state| match state {
            SoundState::Here(picture) => picture.seconds,
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
            SoundState::Loading => muted("Reading the recording …")
                .attr("role", "status")
                .into_any(),
            SoundState::Failed(sentence) => {
                view! { <Banner tone=PillTone::Warn text=sentence /> }.into_any()
            }
            SoundState::Here(picture) => self.desk(&picture, &label),
        })
    }

    fn desk(self, picture: &Picture, label: &str) -> AnyView {
        let seconds = picture.seconds;
        let stretches = Signal::derive(move || self.of_report(stretches));
        let lanes = Signal::derive(move || self.of_report(lanes));
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
