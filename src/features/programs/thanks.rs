//! Thank-you notes: a clock and a letter for each person, seen through the records until it is sent.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::ids::ThanksId;
use crate::domain::program::Program;
use crate::domain::thanks::{Clock, ThanksPolicy};
use crate::features::Visit;
use crate::features::programs::screen::of_interview;
use crate::features::programs::thanks::letter::letter;
use crate::features::programs::thanks::page::{Page, is_due};
use crate::features::shell::own::own_fields;
use crate::features::shell::reading::{link, nothing};
use crate::store::acts::programs::ProgramAction;
use crate::store::acts::thanks::ThanksAction;
use crate::store::read::thanks::{Note, Notes, Standing};
use crate::ui::{
    Banner, Button, ButtonKind, El, EmptyState, FieldGroup, Group, Icon, LinkButton, PillTone,
    SelectField, dynamic, each, el, icon, maybe,
};

mod foot;
mod letter;
mod page;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    of_interview(visit, |visit, program, interview, guide| {
        Page::new(visit.hand(), program, interview, guide).draw()
    })
}

impl Page {
    fn draw(self) -> AnyView {
        let name = el("p")
            .class("muted")
            .attr("dir", "auto")
            .say_with(move || self.of(|now| now.program_name.clone()));
        let silent = Memo::new(move |_| self.of(|now| now.policy == ThanksPolicy::DoNotSend));
        let notes = dynamic(move || match silent.get() {
            true => untrack(|| self.silent()),
            false => untrack(|| self.notes()),
        });
        vec![name.into_any(), self.policy(), notes].into_any()
    }

    /// Nothing is to be written here. What went before the program said so stays to be read.
    fn silent(self) -> AnyView {
        let keys = move || self.of(Notes::sent);
        let text = "This program wants no thank-you notes. Nothing is left to do.";
        let banner = view! { <Banner tone=PillTone::Neutral text=text /> };
        let has_any = Memo::new(move |_| !keys().is_empty());
        let sent = maybe(move || {
            has_any
                .get()
                .then(|| untrack(|| self.list("Notes that were sent", keys)))
        });
        vec![banner.into_any(), sent].into_any()
    }

    fn policy(self) -> AnyView {
        let options = self.guide.with_value(|guide| {
            let options = guide.policy_options.iter();
            let options = options.map(|one| (one.id.clone(), one.label.clone()));
            options.collect::<Vec<_>>()
        });
        let now = Signal::derive(move || self.of(|now| now.policy.id().to_owned()));
        let hint = Signal::derive(move || {
            let now = now.get();
            self.guide.with_value(|guide| {
                let mut options = guide.policy_options.iter();
                let chosen = options.find(|one| one.id == now);
                chosen.map_or_else(String::new, |one| one.action.clone())
            })
        });
        let set = Callback::new(move |chosen: String| {
            let all = ThanksPolicy::ALL.into_iter();
            let Some(policy) = all.into_iter().find(|one| one.id() == chosen) else {
                return;
            };
            let id = self.of(|now| now.program.clone());
            let session = self.hand.session;
            let mut program = session.read(|model, _| model.get_or_default::<Program>(&id));
            program.thanks_policy = policy;
            self.hand.does_with_undo(
                ProgramAction::Edit { id, program },
                "Noted for this program",
            );
        });
        view! {
            <FieldGroup>
                <SelectField label="What does the program say about notes?" options=Signal::stored(options) value=now on_change=set hint=hint />
            </FieldGroup>
        }
        .into_any()
    }

    fn notes(self) -> AnyView {
        let keys = move |later: bool| {
            self.of(|now| {
                let notes = now.notes.iter().filter(|note| note.is_later == later);
                notes.map(|note| note.id.clone()).collect::<Vec<ThanksId>>()
            })
        };
        let is_ahead = Memo::new(move |_| {
            self.of(|now| {
                let ahead = Standing::Due(Clock::Ahead);
                now.notes.iter().any(|note| note.standing == ahead)
            })
        });
        let has_any = Memo::new(move |_| !keys(false).is_empty());
        let people = dynamic(move || match has_any.get() {
            true => untrack(|| self.list("Notes of the day", move || keys(false))),
            false => self.nobody(),
        });
        let has_later = Memo::new(move |_| !keys(true).is_empty());
        let later = maybe(move || {
            if is_ahead.get() {
                return None;
            }
            Some(match has_later.get() {
                true => untrack(|| self.list("Later in the season", move || keys(true))),
                false => self.no_director(),
            })
        });
        let ahead = maybe(move || {
            let text = "The interview is not over. The clocks start when it ends.";
            is_ahead
                .get()
                .then(|| view! { <Banner tone=PillTone::Neutral text=text /> }.into_any())
        });
        vec![ahead, self.you(), people, later, self.none(), self.foot()].into_any()
    }

    fn nobody(self) -> AnyView {
        let debrief = href(&self.occasion.path(address::debrief));
        view! {
            <EmptyState icon=Icon::Users title="Nobody to thank yet" text="Write down whom you met, with one memory each. Their letters write themselves from it.">
                <LinkButton label="Open the debrief" kind=ButtonKind::Primary href=debrief />
            </EmptyState>
        }
        .into_any()
    }

    /// An update goes to the director, whom nobody has written down.
    fn no_director(self) -> AnyView {
        let people = self
            .occasion
            .program
            .with_value(|program| href(&address::people(program)));
        let row = link(
            "Add the program director",
            "Then you can write an update here later in the season",
            None,
            people,
        );
        view! { <Group title="Later in the season">{row}</Group> }.into_any()
    }

    /// The writer's name and AAMC ID, while one is missing.
    fn you(self) -> AnyView {
        let session = self.hand.session;
        let missing = session.watch(|model, _| {
            let season = model.season();
            season.name.trim().is_empty() || season.aamc.trim().is_empty()
        });
        // Stays while somebody types into it.
        let was_missing = missing.get_untracked();
        if !was_missing {
            return nothing();
        }
        view! {
            <FieldGroup title="You, under every letter">
                {own_fields(self.hand)}
            </FieldGroup>
        }
        .into_any()
    }

    fn list(
        self,
        title: &'static str,
        keys: impl Fn() -> Vec<ThanksId> + Send + 'static,
    ) -> AnyView {
        let keys = move || keys().into_iter().map(String::from).collect();
        let rows = each(keys, move |id| self.row(id.into()));
        let list = el("ul")
            .attr("role", "list")
            .class("group notes")
            .view(rows);
        let head = el("div").class("section-head").child(el("h2").text(title));
        el("section").child(head).child(list).into_any()
    }

    fn row(self, id: ThanksId) -> AnyView {
        let key = StoredValue::new(id);
        let is_open = Memo::new(move |_| {
            self.open
                .with(|open| key.with_value(|id| open.as_ref() == Some(id)))
        });
        let press = move |_| {
            let id = (!is_open.get_untracked()).then(|| key.get_value());
            self.open.set(id);
        };
        let title = move || {
            key.with_value(|id| {
                self.note(id, |note| match note.is_later {
                    true => self.guide.with_value(|guide| {
                        let mut templates = guide.templates.iter();
                        let known = templates.find(|one| one.id == note.template);
                        known.map_or_else(String::new, |one| one.title.clone())
                    }),
                    false => note.name.clone(),
                })
            })
        };
        let state = Memo::new(move |_| {
            key.with_value(|id| self.note(id, |note| Some(self.state(note))))
                .unwrap_or_default()
        });
        let body = el("span").class("row-main").child(
            el("span")
                .class("row-title")
                .attr("dir", "auto")
                .say_with(title),
        );
        let body = body.child(
            el("span")
                .class("row-detail")
                .attr_of("data-tone", move || {
                    Some(state.with(|state| state.tone.to_owned()))
                })
                .say_with(move || state.with(|state| state.words.clone())),
        );
        let hit = el("button")
            .attr("type", "button")
            .class("row-hit")
            .attr_of("aria-expanded", move || Some(is_open.get().to_string()))
            .on("click", press)
            .child(ring(state))
            .child(el("span").class("row-body").child(body))
            .child(icon(Icon::ChevronDown));
        let inside = maybe(move || is_open.get().then(|| untrack(|| letter(self, key))));
        el("li").class("row").child(hit).view(inside).into_any()
    }

    /// How a note stands, in words.
    fn state(self, note: &Note) -> State {
        let session = self.hand.session;
        let fault = self.guide.with_value(|guide| {
            let fault = note.faults(guide).next().map(str::to_owned);
            fault.unwrap_or_else(|| "Ready to send".to_owned())
        });
        let is_ready = self.guide.with_value(|guide| note.is_ready(guide));
        match note.standing {
            Standing::Sent(at) => {
                let when = session.read(|model, world| world.moment(model, at));
                State {
                    tone: "good",
                    words: ["Sent ", &*when].concat(),
                    ..State::default()
                }
            }
            Standing::Declined => State {
                tone: "neutral",
                words: "No note".to_owned(),
                ..State::default()
            },
            Standing::Due(clock) => {
                let has_clock = !note.is_later;
                let is_quiet = self.of(|now| now.policy == ThanksPolicy::NotNeeded);
                let tone = match (clock, is_ready) {
                    _ if is_quiet || !has_clock => "neutral",
                    (Clock::Red(_), _) => "bad",
                    (Clock::Amber(_), _) | (_, false) => "warn",
                    _ => "accent",
                };
                let late = match clock {
                    Clock::Over if has_clock && !is_quiet => {
                        "72 h are over. A short note today is still kind. "
                    }
                    _ => "",
                };
                let hours = clock.hours().filter(|_| has_clock && !is_quiet);
                let end = match clock {
                    Clock::Red(_) => " of 72 hours left",
                    _ => " of 48 hours left",
                };
                let left = hours.map_or(String::new(), |hours| {
                    [". ", &*hours.to_string(), end].concat()
                });
                let fault = fault.trim_end_matches('.');
                State {
                    tone,
                    words: [late, fault, &*left].concat(),
                    hours,
                }
            }
        }
    }

    /// No note at all, to whoever has none yet.
    fn none(self) -> AnyView {
        let open = Memo::new(move |_| {
            self.of(|now| {
                let notes = now
                    .notes
                    .iter()
                    .filter(|note| is_due(note) && !note.is_later);
                notes.map(|note| note.id.clone()).collect::<Vec<ThanksId>>()
            })
        });
        let press = Callback::new(move |()| {
            let act = ThanksAction::Decline {
                ids: open.get_untracked(),
                declined: true,
            };
            self.hand.does_with_undo(act, "No note is due");
        });
        maybe(move || {
            let label = match open.with(Vec::len) {
                0 => return None,
                1 => "Send no note",
                _ => "Send none of them",
            };
            let button = view! { <Button kind=ButtonKind::Quiet label=label on_press=press /> };
            Some(
                el("div")
                    .class("cluster")
                    .view(button.into_any())
                    .into_any(),
            )
        })
    }
}

/// How a note stands, as its row shows it.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    tone: &'static str,
    words: String,
    /// Hours that are left, where a clock runs.
    hours: Option<i64>,
}

/// The clock of a note; a screen reader hears the line beside it.
fn ring(state: Memo<State>) -> El {
    /// Hours of a whole ring.
    const WHOLE: i64 = 48;
    let face = move || {
        state.with(|state| match (state.hours, state.tone) {
            (Some(hours), _) => [&*hours.to_string(), " h"].concat(),
            (None, "good") => "✓".to_owned(),
            (None, "neutral") => "–".to_owned(),
            (None, _) => "!".to_owned(),
        })
    };
    let part = move || {
        let left = state.with(|state| state.hours.unwrap_or(WHOLE));
        [&*(left * 100 / WHOLE).clamp(0, 100).to_string(), "%"].concat()
    };
    el("span")
        .class("note-clock")
        .attr("aria-hidden", "true")
        .attr_of("data-tone", move || {
            Some(state.with(|state| state.tone.to_owned()))
        })
        .style_of("--left", part)
        .child(el("span").say_with(face))
}
