//! One take: listen, see what the coach heard, look back on it, compare it with another, share it, or
//! delete it.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{Practice, ReviewPoint};
use crate::domain::ids::TakeId;
use crate::domain::story::Story;
use crate::domain::take::{Of, RATE_MIN_S, TAPS_MAX, Take};
use crate::domain::time::Instant;
use crate::features::aloud::coach::{Heeded, compared, gain};
use crate::features::aloud::listening::{Listening, legend};
use crate::features::aloud::recorder::PRACTICE_ONLY;
use crate::features::shell::reading::{nothing, reading, shown};
use crate::features::{Hand, Visit, gone, muted, other_versions};
use crate::session::phone::{self, Bytes, Left};
use crate::speech::calibration::{syllables_per_word, words};
use crate::store::acts::takes::TakeAction;
use crate::store::read::takes;
use crate::ui::{
    Banner, Button, ButtonKind, Card, FieldGroup, Group, Icon, PillTone, Row, Segmented,
    SelectField, Switch, TextField, dynamic, el, maybe,
};

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let practice = reading::<Practice>();
    let came_late = visit.came_late;
    let session = visit.session;
    let id = TakeId::from(visit.param(0));
    let watched = id.clone();
    let take = session.watch(move |model, _| {
        let take = model.get::<Take>(&watched).cloned();
        take.filter(|take| take.gone.is_none())
    });
    let is_there = Memo::new(move |_| take.with(Option::is_some));
    shown(came_late, practice, move |practice| {
        let (hand, id, practice) = (visit.hand(), id.clone(), practice.clone());
        dynamic(move || {
            if !is_there.get() {
                return gone(hand, "take", &id);
            }
            untrack(|| {
                let twice = other_versions(hand, "take", id.clone().into());
                let take = Signal::derive(move || take.get().unwrap_or_default());
                let screen = Parts::new(hand, &id, take).screen(&practice);
                vec![twice, screen].into_any()
            })
        })
    })
}

#[derive(Clone, Copy)]
struct Parts {
    hand: Hand,
    id: StoredValue<TakeId>,
    take: Signal<Take>,
    heeded: Heeded,
    /// Id of the take beside it, or an empty text.
    other: RwSignal<String>,
}

impl Parts {
    fn new(hand: Hand, id: &TakeId, take: Signal<Take>) -> Parts {
        let text = text_of(hand, &take.get_untracked());
        let id_value = StoredValue::new(id.clone());
        let listening = Listening::to(hand, id);
        phone::follow_keys(move |key| listening.press_key(key));
        Parts {
            hand,
            id: id_value,
            take,
            heeded: Heeded {
                hand,
                id: id_value,
                take,
                listening,
                per_word: StoredValue::new(syllables_per_word(&text)),
            },
            other: RwSignal::new(String::new()),
        }
    }

    fn screen(self, practice: &Practice) -> AnyView {
        let label = self.take.with_untracked(Take::label);
        let when = self.when();
        let head = el("div")
            .class("take-head")
            .child(
                el("p")
                    .class("big")
                    .attr("dir", "auto")
                    .say_with(move || self.take.with(Take::label)),
            )
            .child(el("p").class("muted").say_with(move || when.get()));
        let early = maybe(move || {
            let cut_off = self.take.with(|take| take.cut_off);
            cut_off.then(|| {
                let text = "This recording ended early. What was said until then is here.";
                view! { <Banner tone=PillTone::Neutral text=text /> }.into_any()
            })
        });
        let coach = self.heeded.listening.coach();
        let key = maybe(move || {
            coach.with(|coach| match coach {
                crate::features::aloud::listening::Coach::Heard(report) => {
                    report.judged().is_some().then(|| legend().into_any())
                }
                _ => None,
            })
        });
        let listening = self.heeded.listening.view(&label);
        view! {
            {head}
            {early}
            <Card>{listening}{key}</Card>
            {self.spoken()}
            {self.heeded.findings(practice.speech.clone())}
            {self.taps(practice.speech.fillers_per_min.good_max)}
            {self.look_back(practice.speech.self_review.clone())}
            {self.comparison()}
            {self.file()}
            {muted(PRACTICE_ONLY)}
        }
        .into_any()
    }

    /// When, how long, how large.
    fn when(self) -> Signal<String> {
        let id = self.id.get_value();
        self.hand.session.watch(move |model, world| {
            let take: Take = model.get_or_default(&id);
            let when = world.moment(model, Instant(take.at));
            [&*when, " · ", &take.length_and_size()].concat()
        })
    }

    /// Whether the text was spoken as it is written: then the pace is exact.
    fn spoken(self) -> AnyView {
        let text = text_of(self.hand, &self.take.get_untracked());
        let count = words(&text);
        if count == 0 || Of::read(&self.take.get_untracked().of) == Of::KnownText {
            return nothing();
        }
        let checked = Signal::derive(move || self.take.with(|take| take.words > 0));
        let turn = move |yes: bool| {
            let text = text_of(self.hand, &self.take.get_untracked());
            self.heeded.edit(|take| {
                take.words = if yes {
                    u32::try_from(words(&text)).unwrap_or(0)
                } else {
                    0
                };
            });
        };
        let detail = format!("Then the pace is exact: the text has {count} words.");
        view! {
            <Group>
                <Switch label="I spoke the text as it is written" detail=detail checked=checked on_toggle=turn />
            </Group>
        }
        .into_any()
    }

    /// Fillers that the person hears, tapped while it plays.
    fn taps(self, good: u16) -> AnyView {
        let listening = self.heeded.listening;
        let tap = move |()| {
            let at = (listening.place().get_untracked() * 1_000.0).round() as u32;
            phone::tick();
            self.heeded.edit(|take| {
                if take.taps.len() < TAPS_MAX {
                    take.taps.push(at);
                }
            });
        };
        let count = Memo::new(move |_| self.take.with(|take| (take.taps.len(), take.seconds())));
        let line = move || {
            let (taps, seconds) = count.get();
            if taps == 0 {
                return "Play the recording, and tap each time you hear um, uh, like, or you know."
                    .to_owned();
            }
            let word = if taps == 1 { "filler" } else { "fillers" };
            if seconds < RATE_MIN_S {
                return format!("{taps} {word}.");
            }
            #[allow(clippy::cast_precision_loss)] // at most 1,000
            let each = taps as f64 * 60.0 / seconds;
            format!(
                "{taps} {word}: {each:.1} a minute. Up to {good} a minute did no harm in a study."
            )
        };
        let has_taps = Memo::new(move |_| count.get().0 > 0);
        let undo = maybe(move || {
            has_taps.get().then(|| {
                let back = move |()| self.heeded.edit(|take| take.taps.truncate(take.taps.len().saturating_sub(1)));
                let clear = move |()| self.heeded.edit(|take| take.taps.clear());
                el("div")
                    .class("cluster")
                    .view(
                        view! {
                            <Button label="Take one back" kind=ButtonKind::Quiet icon=Icon::Undo on_press=back />
                            <Button label="Back to 0" kind=ButtonKind::Quiet on_press=clear />
                        }
                        .into_any(),
                    )
                    .into_any()
            })
        });
        let head = el("div")
            .class("section-head")
            .child(el("h2").text("Count your fillers"));
        let label = Signal::derive(move || match count.get().0 {
            0 => "Filler heard".to_owned(),
            taps => ["Filler heard (", &taps.to_string(), ")"].concat(),
        });
        let status = el("p").attr("role", "status").say_with(line);
        let card = view! {
            <Card>
                {status}
                <Button label=label icon=Icon::Plus on_press=tap />
                {undo}
            </Card>
        };
        el("section").child(head).view(card.into_any()).into_any()
    }

    /// The person's own judgement, point by point.
    fn look_back(self, points: Vec<ReviewPoint>) -> AnyView {
        let rows = points.into_iter().map(|point| {
            let ReviewPoint { id, title, ask } = point;
            let own = id.clone();
            let chosen = Signal::derive(move || {
                self.take
                    .with(|take| match take.checks.get(&own) {
                        Some(3) => "3",
                        Some(2) => "2",
                        Some(1) => "1",
                        _ => "",
                    })
                    .to_owned()
            });
            let choose = move |value: String| {
                let id = id.clone();
                if let Ok(mark) = value.parse() {
                    self.heeded.edit(|take| {
                        take.checks.insert(id, mark);
                    });
                }
            };
            let group = view! {
                <Segmented
                    label=ask.clone()
                    options=[("3", "Yes"), ("2", "Partly"), ("1", "No")]
                    selected=chosen
                    on_select=choose
                />
            };
            el("div")
                .class("look-back")
                .child(el("p").child(el("strong").text(&title)))
                .child(el("p").class("muted").text(&ask))
                .view(group.into_any())
                .into_any()
        });
        let rows: Vec<AnyView> = rows.collect();
        let note = Signal::derive(move || self.take.with(|take| take.note.clone()));
        let error = RwSignal::new(None);
        let write = move |note: String| {
            let id = self.id.get_value();
            let take = Take {
                note,
                ..self.take.get_untracked()
            };
            error.set(self.hand.types(TakeAction::Edit { id, take }));
        };
        view! {
            <FieldGroup title="Look back">
                {rows}
                <TextField label="One thing to do next time" value=note on_input=write error=error multiline=true />
            </FieldGroup>
        }
        .into_any()
    }

    /// Another take beside this one.
    fn comparison(self) -> AnyView {
        let id = self.id.get_value();
        let of = Of::read(&self.take.get_untracked().of);
        let options = self.hand.session.watch(move |model, world| {
            let mut all = takes::takes(model);
            all.retain(|(other, _)| *other != id);
            // Takes of the same thing first; else newest first.
            all.sort_by_key(|(_, take)| of == Of::Anything || Of::read(&take.of) != of);
            let mut options = vec![(String::new(), "Choose a recording".to_owned())];
            options.extend(all.into_iter().map(|(id, take)| {
                let when = world.moment(model, Instant(take.at));
                let label = [&*take.label(), " · ", &when].concat();
                (id.into(), label)
            }));
            options
        });
        let has_others = Memo::new(move |_| options.with(|all| all.len() > 1));
        let choose = move |id: String| self.other.set(id);
        let beside = dynamic(move || {
            let other = self.other.get();
            if other.is_empty() {
                return nothing();
            }
            untrack(|| self.beside(&other.into()))
        });
        let beside = StoredValue::new_local(Some(beside));
        maybe(move || {
            has_others.get().then(|| {
                let beside = beside.try_update_value(Option::take).flatten();
                view! {
                    <FieldGroup title="Compare">
                        <SelectField label="With which recording?" options=options value=self.other on_change=choose />
                        {beside}
                    </FieldGroup>
                }
                .into_any()
            })
        })
    }

    fn beside(self, other: &TakeId) -> AnyView {
        let session = self.hand.session;
        let watched = other.clone();
        let take = session.watch(move |model, _| model.get_or_default::<Take>(&watched));
        let listening = Listening::to(self.hand, other);
        let per_word = self.heeded.per_word.get_value();
        let table = dynamic(move || {
            let known = gain(&session.read(|model, _| takes::voice(model)));
            let (one, two) = (self.take.get(), take.get());
            compared(("This one", "The other"), &one, &two, known, per_word).into_any()
        });
        let label = take.with_untracked(Take::label);
        let to = href(&address::take(other));
        el("div")
            .class("stack")
            .view(table)
            .child(el("h3").attr("dir", "auto").text(&label))
            .view(listening.view(&label))
            .view(
                view! { <Group><Row title="Open the other recording" icon=Icon::Wave href=to /></Group> }
                    .into_any(),
            )
            .into_any()
    }

    /// Its name, and the ways out.
    fn file(self) -> AnyView {
        let name = Signal::derive(move || self.take.with(|take| take.name.clone()));
        let error = RwSignal::new(None);
        let write = move |name: String| {
            let id = self.id.get_value();
            let take = Take {
                name,
                ..self.take.get_untracked()
            };
            error.set(self.hand.types(TakeAction::Edit { id, take }));
        };
        let kept = Signal::derive(move || self.take.with(|take| take.kept));
        let keep = move |kept: bool| self.heeded.edit(|take| take.kept = kept);
        let original = move |()| {
            let id = self.id.get_value();
            let take = self.take.get_untracked();
            let name = [&*take.file_name(), take.ending()].concat();
            leptos::task::spawn_local(async move {
                match self.hand.session.sound_of(&id).await {
                    Ok(bytes) => self.hands_out(&name, &take.mime, &bytes).await,
                    Err(sentence) => self.hand.toaster.show(sentence),
                }
            });
        };
        let wav = move |()| {
            let name = [&*self.take.get_untracked().file_name(), ".wav"].concat();
            match self.heeded.listening.wav() {
                Some(bytes) => leptos::task::spawn_local(async move {
                    self.hands_out(&name, "audio/wav", &bytes).await;
                }),
                None => self
                    .hand
                    .toaster
                    .show("The recording is not read yet. Wait a moment, then try again."),
            }
        };
        let delete = move |()| {
            let id = self.id.get_value();
            let at = self.hand.session.read(|_, world| world.now);
            phone::swap(address::RECORDINGS);
            if self
                .hand
                .does_with_undo(TakeAction::Delete { id, at }, "Recording deleted")
            {
                self.hand.session.sweep_recordings_later();
            }
        };
        view! {
            <FieldGroup title="This recording">
                <TextField label="Name" value=name on_input=write error=error />
            </FieldGroup>
            <Group>
                <Switch label="Keep it" detail="Not suggested for deletion when space is short" checked=kept on_toggle=keep />
                <Row title="Share or save the original" icon=Icon::Share on_press=original />
                <Row title="Share or save as WAV" icon=Icon::Download on_press=wav />
            </Group>
            {el("div").class("cluster").view(view! { <Button label="Delete this recording" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete /> }.into_any())}
        }
        .into_any()
    }

    async fn hands_out(self, name: &str, mime: &str, bytes: &Bytes) {
        let kind = mime.split(';').next().unwrap_or_default();
        match phone::save_bytes(name, kind, bytes).await {
            Left::Yes => self.hand.toaster.show("The file was handed out."),
            Left::No => {}
            Left::Cannot => self.hand.toaster.show(
                "This browser can neither share nor save files. Open Matchbook in another browser.",
            ),
        }
    }
}

/// The text that a take answers with, as it is now; empty where there is none.
fn text_of(hand: Hand, take: &Take) -> String {
    hand.session.read(|model, _| match Of::read(&take.of) {
        Of::Story(id) => model.get_or_default::<Story>(&id).text(),
        Of::Short(id) => model.get_or_default::<Story>(&id).short,
        Of::Card(id) => {
            model
                .get_or_default::<crate::domain::card::Card>(&id)
                .script
        }
        Of::Anything | Of::KnownText => String::new(),
    })
}
