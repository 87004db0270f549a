//! One letter: its text with what was filled in marked, the places to fill what is open, and what a look at
//! it found.

use leptos::prelude::*;

use super::page::{Page, page_of};
use crate::address::{self, href};
use crate::domain::ids::{ThanksId, child};
use crate::domain::letter::{Check, Piece, Source, word_count};
use crate::domain::meeting::Meeting;
use crate::domain::thanks::ThanksPolicy;
use crate::features::other_versions;
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{link, nothing};
use crate::session::phone;
use crate::store::acts::people::PeopleAction;
use crate::store::acts::thanks::ThanksAction;
use crate::store::read::thanks::{Note, Standing};
use crate::ui::{
    Button, ButtonKind, El, FieldGroup, Group, Icon, SelectField, TextField, dynamic, each, el,
    icon, maybe,
};

/// The open note.
pub(super) fn letter(page: Page, key: StoredValue<ThanksId>) -> AnyView {
    Letter { page, key }.draw()
}

#[derive(Clone, Copy)]
struct Letter {
    page: Page,
    key: StoredValue<ThanksId>,
}

/// What of a note decides which parts are drawn.
#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Gone,
    /// Seen through the records.
    Seen,
    ByHand,
    Sent,
    Declined,
}

impl Letter {
    fn of<T: Default>(self, read: impl FnOnce(&Note) -> T) -> T {
        self.key.with_value(|id| self.page.note(id, read))
    }

    fn draw(self) -> AnyView {
        let kind = Memo::new(move |_| {
            self.of(|note| match note.standing {
                Standing::Sent(_) => Kind::Sent,
                Standing::Declined => Kind::Declined,
                Standing::Due(_) if note.by_hand => Kind::ByHand,
                Standing::Due(_) => Kind::Seen,
            })
        });
        let twice = other_versions(self.page.hand, "thanks", self.key.get_value().into());
        let inside = dynamic(move || {
            let kind = kind.get();
            untrack(|| match kind {
                Kind::Gone => nothing(),
                Kind::Declined => self.declined(),
                Kind::Sent => {
                    let is_silent = self.page.of(|now| now.policy == ThanksPolicy::DoNotSend);
                    let open = (!is_silent).then(|| self.sent());
                    vec![self.paper(), open.unwrap_or_else(nothing)].into_any()
                }
                Kind::Seen => vec![
                    self.paper(),
                    self.findings(),
                    self.blanks(),
                    self.ways(false),
                ]
                .into_any(),
                Kind::ByHand => vec![self.by_hand(), self.findings(), self.ways(true)].into_any(),
            })
        });
        el("div")
            .class("letter")
            .view(twice)
            .view(inside)
            .into_any()
    }

    /// To whom, what about, and the text.
    fn paper(self) -> AnyView {
        let to = move || {
            self.of(|note| match note.email.trim() {
                "" => "no email address yet".to_owned(),
                email => email.to_owned(),
            })
        };
        // To which address a letter went is not kept, and today's may be another.
        let is_open = self.of(|note| !note.is_sent());
        let to = is_open.then(|| {
            el("p")
                .text("To ")
                .child(el("b").attr("dir", "auto").say_with(to))
        });
        let head = el("div").class("letter-head");
        let head = head.children(to).child(
            el("p").text("Subject ").child(
                el("b")
                    .attr("dir", "auto")
                    .say_with(move || self.of(Note::title)),
            ),
        );
        let text = el("div")
            .class("letter-text")
            .attr("dir", "auto")
            .children_of(move || {
                self.of(|note| note.body.clone())
                    .iter()
                    .map(drawn)
                    .collect()
            });
        head.child(text).into_any()
    }

    fn findings(self) -> AnyView {
        let lines = move || {
            self.of(|note| {
                let faults = note.findings.iter().filter_map(|(_, fault)| fault.clone());
                let is_fine = |check: Check| {
                    let mut all = note.findings.iter();
                    all.any(|(one, fault)| *one == check && fault.is_none())
                };
                let fine = [
                    (Check::Name, "name"),
                    (Check::Program, "program"),
                    (Check::Detail, "personal detail"),
                    (Check::Blank, "nothing left open"),
                    (Check::Promise, "no promise"),
                    (Check::Twin, "not a copy"),
                ];
                let mut fine: Vec<String> = fine
                    .into_iter()
                    .filter(|(check, _)| is_fine(*check))
                    .map(|(_, words)| words.to_owned())
                    .collect();
                if is_fine(Check::Length) {
                    fine.push([&*word_count(&note.text()).to_string(), " words"].concat());
                }
                let fine = (!fine.is_empty()).then(|| ["Good: ", &*fine.join(", ")].concat());
                (fine, faults.collect::<Vec<String>>())
            })
        };
        let lines = Memo::new(move |_| lines());
        let line = |tone: &str, sign: Icon, text: &str| {
            el("li")
                .attr("data-tone", tone)
                .child(icon(sign))
                .child(el("span").attr("dir", "auto").text(text))
        };
        el("ul")
            .attr("role", "list")
            .class("plain findings")
            .attr("tabindex", "-1")
            .attr("aria-label", "What a look at it found")
            .children_of(move || {
                let (fine, faults) = lines.get();
                let fine = fine.map(|fine| line("good", Icon::Tick, &fine));
                let faults = faults.iter().map(|fault| line("warn", Icon::Alert, fault));
                fine.into_iter().chain(faults).collect()
            })
            .into_any()
    }

    /// A field for each blank that is filled here, and the way to the others.
    fn blanks(self) -> AnyView {
        let names = Memo::new(move |_| {
            self.of(|note| {
                let here = [Source::Detail, Source::Insight, Source::Letter];
                let blanks = note.blanks.iter();
                let blanks = blanks.filter(|blank| here.contains(&blank.source));
                blanks
                    .map(|blank| blank.name.clone())
                    .collect::<Vec<String>>()
            })
        });
        let any = Memo::new(move |_| names.with(|names| !names.is_empty()));
        let fields = maybe(move || {
            let group = || {
                let fields = each(move || names.get(), move |name| self.field(&name));
                view! { <FieldGroup title="What stands in it">{fields}</FieldGroup> }.into_any()
            };
            any.get().then(|| untrack(group))
        });
        vec![fields, self.elsewhere()].into_any()
    }

    fn field(self, name: &str) -> AnyView {
        let source = self.of(|note| {
            let mut blanks = note.blanks.iter();
            let blank = blanks.find(|blank| blank.name == name);
            blank.map(|blank| blank.source)
        });
        let field = match source {
            Some(Source::Detail) => self.noted(
                "One thing to mention",
                "As it reads after “our talk about …”",
                |one| &mut one.detail,
            ),
            Some(Source::Insight) => self.noted(
                "What they said that stayed",
                "As it reads after “your point that …”",
                |one| &mut one.insight,
            ),
            _ => self.own(name),
        };
        el("div").view(field).into_any()
    }

    /// Ways to what the letter takes from elsewhere: to the name always, to the others while they are open.
    fn elsewhere(self) -> AnyView {
        let person = page_of(&self.of(|note| note.person.clone()));
        let program = self
            .page
            .occasion
            .program
            .with_value(|id| href(&address::program(id)));
        let interview = href(&self.page.occasion.path(address::interview));
        let open = Memo::new(move |_| {
            self.of(|note| {
                let open = note.body.iter().chain(&note.subject);
                let open = open.filter_map(|piece| match piece {
                    Piece::Open(blank) => Some(blank.source),
                    _ => None,
                });
                open.collect::<Vec<Source>>()
            })
        });
        dynamic(move || {
            let is_open = |source: Source| open.with(|open| open.contains(&source));
            let row = |title: &str, to: &str| {
                link(
                    title,
                    "What you change there is right everywhere",
                    None,
                    to.to_owned(),
                )
            };
            let mut rows = vec![row("Name and form of address", &person)];
            if is_open(Source::Program) {
                rows.push(row("Name of the program", &program));
            }
            if is_open(Source::Interview) {
                rows.push(row("Day of the interview", &interview));
            }
            if is_open(Source::OwnName) || is_open(Source::Aamc) {
                rows.push(row("Your name and AAMC ID", &href(address::SETTINGS)));
            }
            view! { <Group>{rows}</Group> }.into_any()
        })
    }

    /// A field of what was noted of the talk.
    fn noted(
        self,
        label: &'static str,
        hint: &'static str,
        field: fn(&mut Meeting) -> &mut String,
    ) -> AnyView {
        let hand = self.page.hand;
        let person = self.of(|note| note.person.clone());
        let interview = self.page.occasion.interview.get_value();
        let id = child(&interview, &person);
        let of = id.clone();
        let stored = hand
            .session
            .watch(move |model, _| field(&mut model.get_or_default(&of)).clone());
        let Bound {
            draft,
            error,
            input,
        } = bound(stored, move |text| {
            let (mut meeting, at) = hand.session.read(|model, world| {
                let meeting = model.get_or_default::<Meeting>(&id);
                (meeting, world.now.0)
            });
            *field(&mut meeting) = text;
            hand.types(PeopleAction::Note {
                interview: interview.clone(),
                person: person.clone(),
                meeting,
                at,
            })
        });
        view! { <TextField label=label hint=hint multiline=true value=draft on_input=input error=error /> }
            .into_any()
    }

    /// A field of this letter alone.
    fn own(self, blank: &str) -> AnyView {
        let (name, of) = (blank.to_owned(), blank.to_owned());
        let stored = Signal::derive(move || {
            self.of(|note| note.known.filled.get(&of).cloned().unwrap_or_default())
        });
        let Bound {
            draft,
            error,
            input,
        } = bound(stored, move |text| {
            self.page.hand.types(ThanksAction::Fill {
                id: self.key.get_value(),
                blank: name.clone(),
                text,
            })
        });
        let label = ["In place of [", blank, "]"].concat();
        view! { <TextField label=label value=draft on_input=input error=error /> }.into_any()
    }

    /// The fields of a letter that is written by hand.
    fn by_hand(self) -> AnyView {
        let hand = self.page.hand;
        let text = bound(Signal::derive(move || self.of(Note::text)), move |text| {
            hand.types(ThanksAction::Write {
                id: self.key.get_value(),
                text,
            })
        });
        let subject = bound(
            Signal::derive(move || self.of(Note::title)),
            move |subject| {
                hand.types(ThanksAction::Title {
                    id: self.key.get_value(),
                    subject,
                })
            },
        );
        let fields = view! {
            <TextField label="Subject" value=subject.draft on_input=subject.input error=subject.error />
            <TextField label="Text" multiline=true value=text.draft on_input=text.input error=text.error />
        };
        el("div")
            .class("stack by-hand")
            .view(fields.into_any())
            .into_any()
    }

    /// Another template, the text by hand, the way back, and no note at all.
    fn ways(self, by_hand: bool) -> AnyView {
        let hand = self.page.hand;
        let templates = self.page.guide.with_value(|guide| {
            let all = guide.templates.iter();
            let all = all.map(|one| (one.id.clone(), one.title.clone()));
            all.collect::<Vec<_>>()
        });
        let now = Signal::derive(move || self.of(|note| note.template.clone()));
        let advice = Signal::derive(move || self.of(|note| note.advice.clone()));
        let choose = Callback::new(move |template: String| {
            hand.does(ThanksAction::Choose {
                id: self.key.get_value(),
                template,
            });
        });
        let is_later = self.of(|note| note.is_later);
        let chooser = (!by_hand && !is_later).then(|| {
            view! { <SelectField label="Template" options=Signal::stored(templates) value=now on_change=choose hint=advice /> }
                .into_any()
        });
        let hint = (is_later && !by_hand).then(|| el("p").class("hint").say(advice));
        let edit = Callback::new(move |()| {
            let act = ThanksAction::Write {
                id: self.key.get_value(),
                text: untrack(|| self.of(Note::text)),
            };
            hand.does(act);
            phone::focus_soon(".letter textarea");
        });
        let back = Callback::new(move |()| {
            let id = self.key.get_value();
            hand.does_with_undo(ThanksAction::BackToTemplate { id }, "Back to the template");
        });
        let way = match by_hand {
            true => view! { <Button kind=ButtonKind::Quiet icon=Icon::Undo label="Back to the template" on_press=back /> }.into_any(),
            false => view! { <Button kind=ButtonKind::Quiet icon=Icon::Pencil label="Edit the text" on_press=edit /> }.into_any(),
        };
        let decline = Callback::new(move |()| self.declines(true));
        let sent = Callback::new(move |()| self.page.sends(self.page.words()));
        let buttons = el("div")
            .class("cluster")
            .view(way)
            .view(view! { <Button kind=ButtonKind::Quiet label="It was sent" icon=Icon::Tick on_press=sent /> }.into_any())
            .view(maybe(move || {
                (!is_later).then(|| {
                    view! { <Button kind=ButtonKind::Quiet label="Send no note" on_press=decline /> }
                        .into_any()
                })
            }));
        vec![
            chooser.unwrap_or_else(nothing),
            hint.map_or_else(nothing, El::into_any),
            buttons.into_any(),
        ]
        .into_any()
    }

    fn declines(self, declined: bool) {
        let act = ThanksAction::Decline {
            ids: vec![self.key.get_value()],
            declined,
        };
        let said = match declined {
            true => "No note to this person",
            false => "The note is back",
        };
        self.page.hand.does_with_undo(act, said);
    }

    fn declined(self) -> AnyView {
        let again = Callback::new(move |()| self.declines(false));
        view! { <Button label="Write a note after all" icon=Icon::Undo on_press=again /> }
            .into_any()
    }

    fn sent(self) -> AnyView {
        let hand = self.page.hand;
        let take_back = Callback::new(move |()| {
            let id = self.key.get_value();
            hand.does_with_undo(ThanksAction::NotSent { id }, "Marked as not sent");
        });
        let hint = "It stays as it went. What you correct later does not change it.";
        el("div")
            .class("stack")
            .child(el("p").class("hint").text(hint))
            .view(
                view! { <Button kind=ButtonKind::Quiet label="Not sent after all" on_press=take_back /> }
                    .into_any(),
            )
            .into_any()
    }
}

/// A piece of the text, marked where it was filled in or is open, for eyes and for screen readers.
fn drawn(piece: &Piece) -> El {
    let hidden = |text: &str| el("span").class("visually-hidden").text(text);
    match piece {
        Piece::Words(text) => el("span").text(text),
        Piece::Filled(_, text) => el("mark")
            .child(hidden("filled in: "))
            .child(el("bdi").text(text)),
        Piece::Open(_) => el("mark")
            .attr("data-open", "")
            .child(hidden("still open: "))
            .text(&piece.text()),
    }
}
