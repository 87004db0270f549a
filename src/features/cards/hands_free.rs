//! Hands-free: the phone asks, waits, reads the person's own outline, and goes on. For the way to work,
//! with the phone in a holder or beside the bed. It never grades: nobody looks.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::Questions;
use crate::domain::drill::is_stage_direction;
use crate::domain::ids::CardId;
use crate::features::Visit;
use crate::features::cards::desk;
use crate::features::shell::reading::{Reading, reading, shown};
use crate::session::Session;
use crate::session::phone::{self, Hold};
use crate::store::read::deck::Row;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, EmptyState, Group, Icon, LinkButton, PillTone, Stepper,
    dynamic, el,
};

/// Name of the preference that keeps the pause.
const PAUSE: &str = "hands-free-pause";
/// Seconds to answer, when nobody has chosen.
const USUAL_PAUSE: i32 = 45;
/// Milliseconds between an outline and the next question.
const BREATH_MS: u32 = 2_500;

/// What the phone is doing.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Stopped,
    Asking,
    /// The person speaks.
    Waiting,
    Reading,
}

#[derive(Clone, Copy)]
struct Ride {
    session: Session,
    questions: Reading<Questions>,
    doing: RwSignal<Doing>,
    now: RwSignal<Option<Row>>,
    /// Ids in the order they are asked.
    order: StoredValue<Vec<CardId>>,
    place: StoredValue<usize>,
    pause: RwSignal<i32>,
    has_voice: RwSignal<bool>,
    voice: Hold,
    timer: Hold,
    screen: Hold,
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let kept = phone::preference(PAUSE).and_then(|text| text.parse().ok());
    let ride = Ride {
        session: visit.session,
        questions: reading::<Questions>(),
        doing: RwSignal::new(Doing::Stopped),
        now: RwSignal::new(None),
        order: StoredValue::new(Vec::new()),
        place: StoredValue::new(0),
        pause: RwSignal::new(kept.unwrap_or(USUAL_PAUSE).clamp(5, 180)),
        has_voice: RwSignal::new(phone::has_voice()),
        voice: phone::hold(),
        timer: phone::hold(),
        screen: phone::hold(),
    };
    // Browsers bring their voices a moment after the page.
    phone::hold().voices(move || {
        ride.has_voice.try_set(phone::has_voice());
    });
    shown(visit.came_late, ride.questions, move |_| {
        untrack(|| ride.fill());
        let is_empty = ride.order.with_value(Vec::is_empty);
        dynamic(move || {
            if is_empty {
                return nothing_chosen();
            }
            if ride.has_voice.get() {
                ride.player()
            } else {
                no_voice()
            }
        })
    })
}

fn nothing_chosen() -> AnyView {
    view! {
        <EmptyState icon=Icon::Cards title="No cards to ask yet" text="Choose cards to study first; they are asked here, the weakest first.">
            <LinkButton label="Review cards" href=href(address::REVIEW) />
        </EmptyState>
    }
    .into_any()
}

fn no_voice() -> AnyView {
    view! {
        <EmptyState
            icon=Icon::Message
            title="This device has no voice of its own"
            text="Matchbook speaks only with English voices that work on the device. Voices that send your questions to a server are not used. On a phone, add an English voice in the system settings under text to speech, then open this screen again. Some browsers do not offer voices at all; try the phone’s own browser."
        >
            <LinkButton label="Review cards instead" href=href(address::REVIEW) icon=Icon::Cards />
        </EmptyState>
    }
    .into_any()
}

impl Ride {
    fn fill(self) {
        let order = self.questions.with(|questions| {
            desk::with(self.session, questions, |desk| {
                let mut order = desk.weakest();
                // Nobody says a stage direction.
                order.retain(|id| {
                    let row = desk.row(id);
                    row.is_some_and(|row| !is_stage_direction(&row.text))
                });
                order
            })
        });
        self.order.set_value(order.unwrap_or_default());
    }

    fn row(self) -> Option<Row> {
        let id = self.order.with_value(|order| {
            order
                .get(self.place.get_value() % order.len().max(1))
                .cloned()
        })?;
        untrack(|| {
            self.questions.with(|questions| {
                desk::with(self.session, questions, |desk| desk.row(&id).cloned())
            })
        })
        .flatten()
    }

    fn play(self) {
        self.screen.screen_on();
        self.ask();
    }

    fn stop(self) {
        self.voice.release();
        self.timer.release();
        self.screen.release();
        self.doing.set(Doing::Stopped);
    }

    fn next(self) {
        let was_stopped = self.doing.get_untracked() == Doing::Stopped;
        self.place.update_value(|place| *place += 1);
        if was_stopped {
            self.now.set(self.row());
        } else {
            self.ask();
        }
    }

    fn ask(self) {
        self.timer.release();
        let Some(row) = self.row() else {
            self.stop();
            return;
        };
        self.doing.set(Doing::Asking);
        let text = row.text.clone();
        self.now.set(Some(row));
        self.say(&text, Ride::wait);
    }

    fn wait(self) {
        self.doing.set(Doing::Waiting);
        let seconds = u32::try_from(self.pause.get_untracked()).unwrap_or(5);
        self.timer
            .after(seconds * 1_000, move || self.read_outline());
    }

    fn read_outline(self) {
        self.timer.release();
        self.doing.set(Doing::Reading);
        let outline = self.now.with_untracked(|now| {
            let points = now.iter().flat_map(|row| &row.outline);
            points
                .map(|point| &*point.text)
                .collect::<Vec<_>>()
                .join(". ")
        });
        let text = if outline.is_empty() {
            "This card has no outline yet."
        } else {
            &outline
        };
        self.say(text, |ride| {
            ride.timer.after(BREATH_MS, move || ride.next());
        });
    }

    /// Says a text, then goes on with `then`; stops where the voice fails.
    fn say(self, text: &str, then: fn(Ride)) {
        let spoken = self.voice.say(text, move |to_the_end| {
            // In a turn of its own: the voice that has just ended may then be let go of.
            self.timer.after(0, move || {
                if to_the_end {
                    then(self);
                } else if self.doing.try_get_untracked() != Some(Doing::Stopped) {
                    self.stop();
                }
            });
        });
        if !spoken {
            self.stop();
            self.has_voice.set(phone::has_voice());
        }
    }

    fn player(self) -> AnyView {
        let state = move || {
            match self.doing.get() {
                Doing::Stopped => "Stopped",
                Doing::Asking => "The question",
                Doing::Waiting => "Your answer, aloud",
                Doing::Reading => "Your outline",
            }
            .to_owned()
        };
        let question = move || {
            let first = || {
                "Press play. Each question is read, then you answer, then your outline is read."
                    .to_owned()
            };
            self.now
                .with(|now| now.as_ref().map_or_else(first, |row| row.text.clone()))
        };
        let pause = Callback::new(move |seconds: i32| {
            self.pause.set(seconds);
            phone::set_preference(PAUSE, &seconds.to_string());
        });
        let play = dynamic(move || {
            let (label, icon) = match self.doing.get() {
                Doing::Stopped => ("Play", Icon::Play),
                _ => ("Pause", Icon::Pause),
            };
            let press = Callback::new(move |()| match self.doing.get_untracked() {
                Doing::Stopped => self.play(),
                _ => self.stop(),
            });
            view! { <Button kind=ButtonKind::Primary label=label icon=icon on_press=press /> }
                .into_any()
        });
        let next = Callback::new(move |()| self.next());
        let answered = dynamic(move || {
            if self.doing.get() != Doing::Waiting {
                return ().into_any();
            }
            let go_on = Callback::new(move |()| self.read_outline());
            view! { <Button label="I have answered" icon=Icon::Tick on_press=go_on /> }.into_any()
        });
        let words = el("div")
            .class("stack")
            .child(el("p").class("pill").attr("role", "status").say_with(state))
            .child(
                el("p")
                    .class("spoken")
                    .attr("dir", "auto")
                    .say_with(question),
            )
            .view(answered);
        view! {
            {words}
            <Group>
                <Stepper
                    label="Seconds to answer"
                    detail="Between the question and your outline"
                    value=self.pause
                    min=5
                    max=180
                    on_change=pause
                />
            </Group>
            <Banner tone=PillTone::Neutral text="Nothing is graded here. Do not look at the screen while you drive." />
            <ActionBar>
                {play}
                <Button label="Next" icon=Icon::ChevronRight on_press=next />
            </ActionBar>
        }
        .into_any()
    }
}
