//! Ratings and the gut: each tap adds a reading to those of the rank list.

use std::sync::Arc;

use leptos::prelude::*;

use super::page::Page;
use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ranking::{GUT, GUT_MAX, VALUES};
use crate::features::muted_status;
use crate::features::rank::words::LABELS;
use crate::features::shell::reading::{link, nothing, reading};
use crate::store::acts::ranking::{RankAction, Said};
use crate::store::read::ranking::rating::Rating;
use crate::ui::{Disclosure, El, Group, dynamic, each, el};

/// What the value "don't know yet" is called.
const UNKNOWN: &str = "I don’t know yet";

#[derive(Clone, Copy)]
struct Rates {
    page: Page,
    now: Signal<Option<Rating>>,
}

/// Draws with the ratings of the program, once the criteria are here.
fn rated(page: Page, draw: fn(Rates) -> AnyView) -> AnyView {
    let guide = reading::<RankingGuide>();
    dynamic(move || {
        let Some(guide) = guide.with(|guide| Arc::new(guide.clone())) else {
            return nothing();
        };
        let program = page.occasion.program.get_value();
        let now = page
            .hand
            .session
            .watch(move |model, world| Rating::read(model, world, &guide, &program));
        untrack(|| draw(Rates { page, now }))
    })
}

/// The criteria that count, each with the words of its numbers.
pub(super) fn criteria(page: Page) -> AnyView {
    rated(page, |rates| {
        let keys = move || {
            rates.of(|now| {
                let rows = now.sheet.rows.iter();
                rows.map(|row| row.criterion.id.clone().into()).collect()
            })
        };
        let rows = each(keys, move |id| rates.criterion(&id));
        let about = move || {
            let filled = rates.of(Rating::filled);
            let unknown = match filled.unknown {
                0 => String::new(),
                unknown => [", ", &*unknown.to_string(), " you don’t know yet"].concat(),
            };
            let (rated, all) = (filled.rated.to_string(), filled.all.to_string());
            [&*rated, " of ", &*all, " rated", &*unknown].concat()
        };
        let more = rates.page.occasion.program.with_value(|program| {
            let to = href(&address::rate(program));
            link(
                "Say why, and see earlier ratings",
                "On the page of its ratings",
                None,
                to,
            )
        });
        let rows = el("div").class("stack ratings").view(rows);
        vec![
            muted_status(about).into_any(),
            rows.into_any(),
            view! { <Group>{more}</Group> }.into_any(),
        ]
        .into_any()
    })
}

/// How much one wants to train there, from 0 to 10.
pub(super) fn gut(page: Page) -> AnyView {
    rated(page, |rates| {
        let values = (0..=GUT_MAX).map(|value| {
            let number = value.to_string();
            let spoken = [&*number, " of 10"].concat();
            (Some(value), number, spoken)
        });
        let unknown = (None, "?".to_owned(), UNKNOWN.to_owned());
        let values = values.chain([unknown]).collect();
        el("div")
            .class("card")
            .child(el("p").text(
                "How much do you want to train there? 0 means not at all, 10 means more than anywhere else.",
            ))
            .child(rates.scale(GUT, "Your gut, 0 to 10", "scale-wide", values))
            .into_any()
    })
}

impl Rates {
    fn of<T: Default>(self, read: impl FnOnce(&Rating) -> T) -> T {
        self.now
            .with(|now| now.as_ref().map(read))
            .unwrap_or_default()
    }

    /// The value that counts, or that the person does not know yet; none where nothing was said.
    fn stand(self, id: &str) -> Option<Option<u8>> {
        self.of(|now| Some(now.readings(id)?.newest()?.score.value))
    }

    fn criterion(self, id: &str) -> AnyView {
        let row = self.now.with_untracked(|now| {
            let mut rows = now.as_ref()?.sheet.rows.iter();
            let row = rows.find(|row| row.criterion.id == id)?;
            Some((row.criterion.title.clone(), row.criterion.anchors.clone()))
        });
        let (name, anchors) = row.unwrap_or_default();
        let values = VALUES.rev().map(|value| {
            let place = usize::from(value - 1);
            let number = value.to_string();
            let words = match &*anchors[place] {
                "" => LABELS[place],
                words => words,
            };
            let spoken = [&*number, ", ", LABELS[place], ": ", words].concat();
            (Some(value), [&*number, ". ", words].concat(), spoken)
        });
        let unknown = (None, UNKNOWN.to_owned(), UNKNOWN.to_owned());
        let values = values.chain([unknown]).collect();
        let scale = self.scale(id, &name, "scale", values);
        let of = id.to_owned();
        let title = Signal::derive(move || {
            let value = match self.stand(&of) {
                None => "not rated".to_owned(),
                Some(None) => "don’t know".to_owned(),
                Some(Some(value)) => value.to_string(),
            };
            [&*name, ": ", &*value].concat()
        });
        view! { <Disclosure title=title name="debrief-rates">{scale}</Disclosure> }.into_any()
    }

    /// Values as radios: each with what is shown and what is spoken.
    fn scale(
        self,
        id: &str,
        name: &str,
        class: &str,
        values: Vec<(Option<u8>, String, String)>,
    ) -> El {
        let group = ["debrief-rate-", id].concat();
        let choice = |(value, shown, spoken): (Option<u8>, String, String)| {
            let (of, criterion) = (id.to_owned(), id.to_owned());
            let radio = el("input")
                .attr("type", "radio")
                .attr("name", &group)
                .attr("autocomplete", "off")
                .attr("aria-label", &spoken)
                .checked_of(move || self.stand(&of) == Some(value))
                .on("change", move |_| self.rates(&criterion, value));
            let shown = el("span")
                .attr("aria-hidden", "true")
                .attr("dir", "auto")
                .text(&shown);
            el("label").child(radio).child(shown)
        };
        el("div")
            .class(class)
            .attr("role", "radiogroup")
            .attr("aria-label", name)
            .children(values.into_iter().map(choice))
    }

    fn rates(self, criterion: &str, value: Option<u8>) {
        let session = self.page.hand.session;
        let note = untrack(|| self.of(|now| now.note_of_today(criterion)));
        let (at, day) = session.read(|_, world| (world.now.0, world.today()));
        let said = Said {
            program: self.page.occasion.program.get_value(),
            criterion: criterion.into(),
            fresh: session.fresh_id(),
            at,
            day,
        };
        self.page.hand.does(RankAction::Rate { said, value, note });
    }
}
