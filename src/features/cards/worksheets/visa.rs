//! The situations that a visa question can be answered in: what is known of each, since when, and the sentence
//! to begin with. General information, never advice.

use leptos::prelude::*;

use super::Guide;
use super::form::Form;
use crate::content::lazy::{Facts, VisaCard};
use crate::domain::time::Day;
use crate::features::muted;
use crate::features::shell::reading::{card as text_card, folded, points, said};
use crate::store::read::worksheets::{Field, is_old, situation_of, situations};
use crate::ui::{Banner, Button, FieldGroup, Icon, PillTone, SelectField, el, maybe};

/// What the part needs.
#[derive(Clone, Copy)]
pub(super) struct Situations {
    form: Form,
    /// Where the sentence is written.
    sentence: StoredValue<Option<Field>>,
    facts: StoredValue<Facts>,
    card: StoredValue<String>,
    /// Id of the situation that is shown; empty: none chosen.
    chosen: RwSignal<String>,
}

impl Situations {
    pub(super) fn new(
        form: Form,
        sentence: Option<Field>,
        guide: &Guide,
        card: &str,
    ) -> Situations {
        let said = sentence.as_ref().map(|field| form.text(field));
        let said = said.map_or(String::new(), |said| said.get_untracked());
        let known = situations(&guide.facts, card);
        let chosen = situation_of(&known, &said).map_or(String::new(), |one| one.id.clone());
        Situations {
            form,
            sentence: StoredValue::new(sentence),
            facts: StoredValue::new(guide.facts.clone()),
            card: StoredValue::new(card.to_owned()),
            chosen: RwSignal::new(chosen),
        }
    }

    pub(super) fn draw(self) -> AnyView {
        let mut options = self.facts.with_value(|facts| {
            let known = self.card.with_value(|card| situations(facts, card));
            let option = |one: &&VisaCard| (one.id.clone(), one.title.clone());
            known.iter().map(option).collect::<Vec<_>>()
        });
        let choose = (options.len() > 1).then(|| {
            options.insert(0, (String::new(), "Choose".to_owned()));
            let choose = Callback::new(move |id| self.chosen.set(id));
            view! {
                <FieldGroup>
                    <SelectField label="My situation" options=Signal::stored(options) value=self.chosen on_change=choose />
                </FieldGroup>
            }
        });
        let known = maybe(move || {
            let id = self.chosen.get();
            self.facts.with_value(|facts| {
                let one = facts.visa.cards.iter().find(|one| one.id == id)?;
                Some(untrack(|| self.situation(facts, one)))
            })
        });
        vec![choose.into_any(), known].into_any()
    }

    fn situation(self, facts: &Facts, one: &VisaCard) -> AnyView {
        let checked = Day::parse(&facts.checked_on).ok();
        let day = checked.map_or_else(|| facts.checked_on.clone(), Day::long);
        let known = vec![
            points("ul", &one.facts),
            muted(&["Checked on ", &day, ". How sure: ", &one.confidence, "."].concat()),
            muted(&facts.visa.disclaimer),
        ];
        let today = self.form.hand.session.read(|_, world| world.today());
        let old = checked.is_some_and(|checked| is_old(checked, today)).then(|| {
            view! { <Banner tone=PillTone::Warn text="These facts were checked more than 60 days ago. Look them up again before you rely on them." /> }
        });
        let sentence = one.say.clone();
        let begin = move |()| {
            if let Some(field) = self.sentence.get_value() {
                let action = self.form.writes(&field, &sentence);
                self.form
                    .hand
                    .does_with_undo(action, "The sentence stands in your answer");
            }
        };
        let say = el("div")
            .class("stack")
            .child(said(&["“", &one.say, "”"].concat()))
            .children((!one.note.is_empty()).then(|| muted(&one.note)))
            .view(view! { <Button label="Begin with this sentence" icon=Icon::Pencil on_press=begin /> }.into_any());
        let advice = [
            ("What to do", &facts.visa.strategy),
            ("What to avoid", &facts.visa.avoid),
            ("Ask the program’s office", &facts.visa.ask_list),
        ];
        let advice = advice.map(|(title, texts)| folded(title, vec![points("ul", texts)]));
        vec![
            text_card(&one.title, known),
            old.into_any(),
            text_card("A sentence to begin with", vec![say]),
            el("div")
                .class("stack")
                .view(Vec::from(advice).into_any())
                .into_any(),
        ]
        .into_any()
    }
}
