//! Who was met, with one memory each: the letters are written from it.

use leptos::prelude::*;

use super::page::{Page, chips};
use crate::content::lazy::Practice;
use crate::domain::ids::PersonId;
use crate::domain::meeting::{Feel, Meeting};
use crate::domain::person::Person;
use crate::features::programs::interview::plain_list;
use crate::features::programs::screen::somebody_new;
use crate::features::shell::bound::{Bound, bound};
use crate::features::shell::reading::{Reading, nothing, reading};
use crate::features::{muted, other_versions};
use crate::session::phone;
use crate::store::acts::people::{PeopleAction, meeting_id};
use crate::store::read::debrief::{met, others};
use crate::ui::{
    Button, ButtonKind, Check, CheckRow, Disclosure, FieldGroup, Icon, Segmented, SelectField,
    TextField, dynamic, each, el,
};

pub(super) fn view(page: Page) -> AnyView {
    let types = reading::<Practice>();
    let people = page.hand.session.watch(move |model, _| {
        let met = page
            .occasion
            .interview
            .with_value(|id| met(model, id))
            .into_iter();
        met.map(|one| one.id.into()).collect::<Vec<String>>()
    });
    let cards = each(
        move || people.get(),
        move |person| card(page, types, person.into()),
    );
    let none = move || match people.with(Vec::is_empty) {
        true => "Nobody is noted yet. Who was there?".to_owned(),
        false => String::new(),
    };
    vec![
        muted("").say_with(none).into_any(),
        el("div").class("stack").view(cards).into_any(),
        known(page),
        somebody(page),
    ]
    .into_any()
}

/// Changes what was noted of somebody. The answer is the sentence to show at the field.
fn changes(page: Page, person: &PersonId, change: impl FnOnce(&mut Meeting)) -> Option<String> {
    let interview = page.occasion.interview.get_value();
    let id = meeting_id(&interview, person);
    let session = page.hand.session;
    let mut meeting = session.read(|model, _| model.get_or_default::<Meeting>(&id));
    change(&mut meeting);
    page.hand.types(PeopleAction::Note {
        interview,
        person: person.to_owned(),
        meeting,
        at: page.now().0,
    })
}

/// What is noted of one person.
fn card(page: Page, types: Reading<Practice>, person: PersonId) -> AnyView {
    let session = page.hand.session;
    let key = StoredValue::new(person.clone());
    let id = page
        .occasion
        .interview
        .with_value(|of| meeting_id(of, &person));
    let (of, twice) = (id.clone(), id);
    let now = session.watch(move |model, _| model.get_or_default::<Meeting>(&of));
    let roles = page.roles;
    let title = session.watch(move |model, _| {
        let one = model.get_or_default::<Person>(&person);
        let role = roles.with_value(|roles| {
            let mut roles = roles.iter();
            let known = roles.find(|(id, _)| *id == one.role)?;
            Some(known.1.clone())
        });
        match role {
            Some(role) => [one.shown(), ", ", &*role].concat(),
            None => one.shown().to_owned(),
        }
    });
    let text = |read: fn(&mut Meeting) -> &mut String| {
        let stored = Signal::derive(move || now.with(|now| read(&mut now.clone()).clone()));
        bound(stored, move |text| {
            key.with_value(|person| changes(page, person, |one| *read(one) = text))
        })
    };
    let field = |label: &'static str, hint: &'static str, bound: Bound| {
        let Bound {
            draft,
            error,
            input,
        } = bound;
        view! { <TextField label=label hint=hint multiline=true value=draft on_input=input error=error /> }
            .into_any()
    };
    let detail = field(
        "One thing to mention later",
        "As it reads after “our talk about …”",
        text(|one| &mut one.detail),
    );
    let insight = field(
        "What they said that stayed (optional)",
        "As it reads after “your point that …”",
        text(|one| &mut one.insight),
    );
    let feel = Signal::derive(move || now.with(|now| now.feel.map_or("", Feel::id).to_owned()));
    let set_feel = Callback::new(move |chosen: String| {
        let feel = Feel::ALL.into_iter().find(|one| one.id() == chosen);
        key.with_value(|person| changes(page, person, |one| one.feel = feel));
    });
    let feels = Feel::ALL.map(|feel| (feel.id(), feel.words()));
    let redo = Signal::derive(move || Check {
        title: "I want to redo an answer".to_owned(),
        detail: "Step 4 asks you which one".to_owned(),
        checked: now.with(|now| now.redo),
        ..Check::default()
    });
    let set_redo = Callback::new(move |on: bool| {
        key.with_value(|person| changes(page, person, |one| one.redo = on));
    });
    let redo = view! { <CheckRow look=redo strike=false on_toggle=set_redo /> };
    let kind = Signal::derive(move || now.with(|now| now.kind.clone()));
    let set_kind = Callback::new(move |chosen: String| {
        key.with_value(|person| changes(page, person, |one| one.kind = chosen));
    });
    let kinds = dynamic(move || {
        let options = types.with(|practice| {
            let all = practice.interviewer_types.iter();
            let all = all.map(|one| (one.id.clone(), one.title.clone()));
            let none = (String::new(), "Not said".to_owned());
            std::iter::once(none).chain(all).collect::<Vec<_>>()
        });
        options.map_or_else(nothing, |options| {
            view! { <SelectField label="What kind of interviewer?" options=Signal::stored(options) value=kind on_change=set_kind /> }
                .into_any()
        })
    });
    let not_met = Callback::new(move |()| {
        let act = PeopleAction::NotMet {
            interview: page.occasion.interview.get_value(),
            person: key.get_value(),
        };
        page.hand
            .does_with_undo(act, "Taken off the people you met");
    });
    let name = key.with_value(|person| {
        session.read(|model, _| model.get_or_default::<Person>(person).shown().to_owned())
    });
    let not_met_label = ["I did not meet ", &*name].concat();
    // The first of whom nothing is noted.
    let is_next = session.read(|model, _| {
        let all = page.occasion.interview.with_value(|id| met(model, id));
        let next = all.iter().find(|one| one.meeting.detail.trim().is_empty());
        key.with_value(|id| next.is_some_and(|one| one.id == *id))
    });
    let inside = el("div")
        .class("stack noted")
        .view(other_versions(page.hand, "meeting", twice))
        .view(detail)
        .view(insight)
        .child(el("p").class("label").attr("aria-hidden", "true").text("How did it feel?"))
        .view(
            view! { <Segmented label="How did it feel?" options=feels selected=feel on_select=set_feel /> }
                .into_any(),
        )
        .child(plain_list(redo.into_any()))
        .view(kinds)
        .view(
            view! { <Button kind=ButtonKind::Quiet icon=Icon::Close label=not_met_label on_press=not_met /> }
                .into_any(),
        );
    view! { <Disclosure title=title open=is_next>{inside}</Disclosure> }.into_any()
}

/// People of the program who were not met yet: one tap each.
fn known(page: Page) -> AnyView {
    let others = page.hand.session.watch(move |model, _| {
        let all = page
            .occasion
            .interview
            .with_value(|id| others(model, id))
            .into_iter();
        all.map(|(id, one)| (id, one.shown().to_owned()))
            .collect::<Vec<(PersonId, String)>>()
    });
    dynamic(move || {
        let all = others.get();
        if all.is_empty() {
            return nothing();
        }
        let chip = |(id, name): (PersonId, String)| {
            let meet = Callback::new(move |()| {
                let act = PeopleAction::Note {
                    interview: page.occasion.interview.get_value(),
                    person: id.clone(),
                    meeting: Meeting::default(),
                    at: page.now().0,
                };
                page.hand.does_with_undo(act, "Added");
            });
            view! { <Button label=name icon=Icon::Plus on_press=meet /> }.into_any()
        };
        let all: Vec<AnyView> = all.into_iter().map(chip).collect();
        el("div")
            .class("stack")
            .child(muted("Also met?"))
            .child(chips(all.into_any()))
            .into_any()
    })
}

/// Somebody whom nobody has written down.
fn somebody(page: Page) -> AnyView {
    let (name, role) = page.occasion.interview.with_value(somebody_new);
    let wrong = RwSignal::new(None);
    let add = Callback::new(move |()| {
        let person = Person {
            name: name.get_untracked(),
            role: role.get_untracked(),
            ..Person::default()
        };
        let act = PeopleAction::Meet {
            interview: page.occasion.interview.get_value(),
            fresh: page.hand.session.fresh_id(),
            person,
            at: page.now().0,
        };
        match page.hand.tries_with_undo(act, "Added") {
            Ok(()) => {
                name.set(String::new());
                role.set(String::new());
                wrong.set(None);
            }
            Err(refusal) => phone::refuse(wrong, refusal.0, "main"),
        }
    });
    let type_in = Callback::new(move |text: String| {
        name.set(text);
        wrong.set(None);
    });
    let none = (String::new(), "Not known".to_owned());
    let roles = page.roles.with_value(|roles| {
        std::iter::once(none.clone())
            .chain(roles.iter().cloned())
            .collect::<Vec<_>>()
    });
    view! {
        <FieldGroup title="Somebody else">
            <TextField label="Name" value=name on_input=type_in error=wrong />
            <SelectField label="Role" options=Signal::stored(roles) value=role on_change=move |chosen| role.set(chosen) />
            <Button label="Add this person" icon=Icon::Plus on_press=add />
        </FieldGroup>
    }
    .into_any()
}
