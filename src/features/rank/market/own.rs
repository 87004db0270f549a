//! A market of the person's own, written as a few lines of names.

use leptos::prelude::*;

use crate::store::read::ranking::own_market::{Draft, Faults};
use crate::ui::{FieldGroup, TextField, dynamic};

/// The person's own market, as text.
pub fn editor(own: RwSignal<Option<Draft>>, faults: Memo<Faults>) -> AnyView {
    let text = move |read: fn(&Draft) -> &String| {
        Signal::derive(move || {
            own.with(|own| {
                own.as_ref()
                    .map_or_else(String::new, |own| read(own).clone())
            })
        })
    };
    let set = move |write: fn(&mut Draft, String)| {
        Callback::new(move |text: String| {
            own.update(|own| {
                if let Some(own) = own {
                    write(own, text);
                }
            });
        })
    };
    let programs_fault = Signal::derive(move || faults.with(|faults| faults.programs.clone()));
    let applicants_fault = Signal::derive(move || faults.with(|faults| faults.applicants.clone()));
    let names =
        Memo::new(move |_| own.with(|own| own.as_ref().map(Draft::names).unwrap_or_default()));
    let lists = dynamic(move || {
        let (programs, applicants) = names.get();
        let fields = applicants.into_iter().chain(programs);
        fields
            .map(|name| list_field(own, name, faults))
            .collect::<Vec<AnyView>>()
            .into_any()
    });
    view! {
        <FieldGroup title="The market">
            <TextField label="Programs, each with its seats" value=text(|own| &own.programs)
                on_input=set(|own, text| own.programs = text) error=programs_fault hint="At most five: Oak 2, Elm 1" />
            <TextField label="Applicants, you among them" value=text(|own| &own.applicants)
                on_input=set(|own, text| own.applicants = text) error=applicants_fault hint="At most six: You, Mia, Leo" />
        </FieldGroup>
        <FieldGroup title="Lists, the best first">{lists}</FieldGroup>
    }
    .into_any()
}

fn list_field(own: RwSignal<Option<Draft>>, name: String, faults: Memo<Faults>) -> AnyView {
    let label = ["List of ", &name].concat();
    let (read, written, wrong) = (name.clone(), name.clone(), name);
    let value = Signal::derive(move || {
        own.with(|own| {
            own.as_ref()
                .map_or_else(String::new, |own| own.list(&read).to_owned())
        })
    });
    let set = Callback::new(move |text: String| {
        own.update(|own| {
            if let Some(own) = own {
                own.set_list(&written, text);
            }
        });
    });
    let fault = Signal::derive(move || {
        faults.with(|faults| {
            let mine = faults.lists.iter().find(|(name, _)| *name == wrong);
            mine.map(|(_, told)| told.clone())
        })
    });
    view! { <TextField label=label value=value on_input=set error=fault /> }.into_any()
}
