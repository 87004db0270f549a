//! How the person studies: buttons, pace, retention, and parameters fitted to their own answers.
//! The fit runs in a worker; nothing is used until the person says so.

use leptos::prelude::*;

use crate::domain::card::Log;
use crate::domain::study::{Fitted, StudySettings};
use crate::features::{Hand, Visit, muted, muted_status};
use crate::job::Job;
use crate::session::phone::{self, Hold, Word};
use crate::store::acts::study::StudyAction;
use crate::study::fit::{self, Answer, REVIEWS_MIN};
use crate::ui::{Button, ButtonKind, Card, Group, Icon, Stepper, Switch, dynamic, el};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let session = hand.session;
    let now = session.watch(|model, _| model.study());
    vec![answers(hand, now), pace(hand, now), parameters(hand, now)].into_any()
}

fn change(hand: Hand, change: impl FnOnce(&mut StudySettings)) {
    let mut settings = hand.session.read(|model, _| model.study());
    change(&mut settings);
    hand.does(StudyAction::Edit { settings });
}

fn answers(hand: Hand, now: Signal<StudySettings>) -> AnyView {
    let switch = |label: &'static str,
                  detail: &'static str,
                  read: fn(&StudySettings) -> bool,
                  write: fn(&mut StudySettings, bool)| {
        let checked = Signal::derive(move || now.with(read));
        let toggle = Callback::new(move |on: bool| change(hand, |settings| write(settings, on)));
        view! { <Switch label=label detail=detail checked=checked on_toggle=toggle /> }.into_any()
    };
    let rows = vec![
        switch(
            "Four buttons",
            "Again, Hard, Good and Easy instead of Again and Got it",
            |settings| settings.four_buttons,
            |settings, on| settings.four_buttons = on,
        ),
        switch(
            "Show the next time on each button",
            "When the card comes back after this answer",
            |settings| settings.show_intervals,
            |settings, on| settings.show_intervals = on,
        ),
        switch(
            "Swipe to grade",
            "Right: got it. Left: again. The buttons always work as well",
            |settings| settings.swipe,
            |settings, on| settings.swipe = on,
        ),
    ];
    view! { <Group title="Answers">{rows}</Group> }.into_any()
}

fn pace(hand: Hand, now: Signal<StudySettings>) -> AnyView {
    let number =
        |read: fn(&StudySettings) -> u16| Signal::derive(move || i32::from(now.with(read)));
    let set = move |write: fn(&mut StudySettings, u16)| {
        Callback::new(move |value: i32| {
            let value = u16::try_from(value).unwrap_or_default();
            change(hand, |settings| write(settings, value));
        })
    };
    let retention = Signal::derive(move || cost(now.with(|settings| settings.retention)));
    let rows = vec![
        view! {
            <Stepper
                label="New cards a day"
                detail="While no interview has a date. With a date, the date decides"
                value=number(|settings| settings.new_per_day)
                min=0
                max=200
                on_change=set(|settings, value| settings.new_per_day = value)
            />
        }
        .into_any(),
        view! {
            <Stepper
                label="Reviews a day"
                detail="What you want to do at most in the last days before an interview"
                value=number(|settings| settings.budget)
                min=1
                max=500
                on_change=set(|settings, value| settings.budget = value)
            />
        }
        .into_any(),
        view! {
            <Stepper
                label="Answers that should come to mind, in percent"
                detail=retention
                value=number(|settings| settings.retention.into())
                min=70
                max=97
                on_change=set(|settings, value| settings.retention = u8::try_from(value).unwrap_or(90))
            />
        }
        .into_any(),
    ];
    view! { <Group title="Pace">{rows}</Group> }.into_any()
}

/// What a retention costs, in a sentence. With FSRS-6's published forgetting curve (its exponent is
/// parameter 21, 0.1542) an interval is proportional to `r^(-1/0.1542) - 1`.
fn cost(retention: u8) -> String {
    let interval = |percent: f32| (percent / 100.0).powf(-1.0 / 0.1542) - 1.0;
    let share = interval(90.0) / interval(f32::from(retention).clamp(70.0, 97.0));
    let percent = (share * 100.0).round();
    if retention == 90 {
        return "A card comes back when one of ten is about to be forgotten. A good middle."
            .to_owned();
    }
    if share > 1.0 {
        return format!("Safer, but about {percent} reviews where 90 % needs 100.");
    }
    format!(
        "Less work: about {percent} reviews where 90 % needs 100, but more answers are forgotten."
    )
}

/// How far a fit is.
#[derive(Clone, PartialEq)]
enum Fit {
    Idle,
    Running,
    Ended(Answer),
}

/// The fit that the screen holds; leaving the screen ends it.
#[derive(Clone, Copy)]
struct Fitting {
    hand: Hand,
    fit: RwSignal<Fit>,
    /// What the worker is doing, in words.
    progress: RwSignal<String>,
    worker: Hold,
}

fn parameters(hand: Hand, now: Signal<StudySettings>) -> AnyView {
    let session = hand.session;
    let reviews = session.watch(|model, _| {
        let logs = model.all::<Log>().values();
        logs.map(|log| log.scheduled().count()).sum::<usize>()
    });
    let fitting = Fitting {
        hand,
        fit: RwSignal::new(Fit::Idle),
        progress: RwSignal::new(String::new()),
        worker: phone::hold(),
    };
    let body = dynamic(move || {
        let has = reviews.get();
        let (used, can_revert) =
            now.with(|settings| (settings.parameters.clone(), !settings.earlier.is_empty()));
        let mut parts = vec![el("p").text(&in_use(used.as_ref())).into_any()];
        parts.extend(match fitting.fit.get() {
            _ if has < REVIEWS_MIN => {
                let missing = REVIEWS_MIN - has;
                let text = format!(
                    "You can fit them to your own answers after {REVIEWS_MIN} reviews. You have {has}; {missing} more to go. The published ones are good until then."
                );
                vec![muted(&text).into_any()]
            }
            Fit::Idle => fitting.offer(has),
            Fit::Running => fitting.running(),
            Fit::Ended(answer) => fitting.ended(answer),
        });
        if can_revert {
            let revert = move |()| {
                hand.does_with_undo(
                    StudyAction::RevertParameters,
                    "The parameters from before are used again.",
                );
            };
            parts.push(view! { <Button kind=ButtonKind::Quiet label="Use the ones from before" icon=Icon::Undo on_press=revert /> }.into_any());
        }
        view! { <Card>{parts}</Card> }.into_any()
    });
    let head = el("div")
        .class("section-head")
        .child(el("h2").text("Personal parameters"));
    el("section").child(head).view(body).into_any()
}

fn in_use(fitted: Option<&Fitted>) -> String {
    match fitted {
        None => "In use: the published parameters of FSRS-6.".to_owned(),
        Some(fitted) => {
            let day = fitted
                .day
                .map_or(String::new(), |day| [" of ", &day.long()].concat());
            format!(
                "In use: your own{day}, fitted to {} reviews. Log loss {:.4} (before: {:.4}).",
                fitted.reviews, fitted.after, fitted.before
            )
        }
    }
}

impl Fitting {
    fn offer(self, reviews: usize) -> Vec<AnyView> {
        let text = format!(
            "Fit them to your own {reviews} reviews. It takes about a minute. Stay on this screen; you can cancel at any time."
        );
        let start = move |()| self.start();
        vec![
            muted(&text).into_any(),
            view! { <Button label="Fit to my reviews" icon=Icon::Refresh on_press=start /> }
                .into_any(),
        ]
    }

    fn start(self) {
        let job = self.hand.session.read(|model, world| {
            let settings = model.study();
            fit::Job::new(model.all::<Log>(), settings.personal(), world.today())
        });
        let task = match job {
            Ok(job) => Job::Fit(job).text(),
            Err(sentence) => {
                self.hand.toaster.show(sentence);
                return;
            }
        };
        self.progress.set("Starting…".to_owned());
        self.fit.set(Fit::Running);
        // The person may have left the screen when word comes.
        let hear = move |word| match word {
            Word::Progress(text) => drop(self.progress.try_set(text)),
            Word::Done(text) => drop(self.fit.try_set(Fit::Ended(Answer::read(&text)))),
            Word::Broken => drop(self.fit.try_set(Fit::Ended(Answer::broken()))),
        };
        if !self.worker.work(&task, hear) {
            self.fit.set(Fit::Ended(Answer::broken()));
        }
    }

    fn close(self) {
        self.worker.release();
        self.fit.set(Fit::Idle);
    }

    fn running(self) -> Vec<AnyView> {
        let progress = self.progress;
        let stop = move |()| self.close();
        vec![
            muted_status(move || progress.get()).into_any(),
            view! { <Button label="Cancel" on_press=stop /> }.into_any(),
        ]
    }

    fn ended(self, answer: Answer) -> Vec<AnyView> {
        let line = |text: &str| el("p").attr("role", "status").text(text).into_any();
        let done = |label: &'static str| {
            let close = move |()| self.close();
            view! { <Button kind=ButtonKind::Quiet label=label on_press=close /> }.into_any()
        };
        match answer {
            Answer::Better(fitted) => {
                let text = format!(
                    "Your own parameters predict your answers better: log loss {:.4} instead of {:.4}. Smaller is better.",
                    fitted.after, fitted.before
                );
                let apply = move |()| {
                    let action = StudyAction::SetParameters {
                        parameters: Some(fitted.clone()),
                    };
                    if self
                        .hand
                        .does_with_undo(action, "Your own parameters are in use.")
                    {
                        self.close();
                    }
                };
                vec![
                    line(&text),
                    view! { <Button kind=ButtonKind::Primary label="Use them" icon=Icon::Tick on_press=apply /> }.into_any(),
                    done("Leave it as it is"),
                ]
            }
            Answer::Unchanged(before, after) => {
                let text = format!(
                    "The parameters in use are as good for you: log loss {before:.4}, fitted ones {after:.4}. Nothing was changed."
                );
                vec![line(&text), done("Close")]
            }
            Answer::Failed(sentence) => vec![line(&sentence), done("Close")],
        }
    }
}
