//! What the deck is ordered and filtered by.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{DeckScreen, SORTS, Sort, Wish};
use crate::content::lazy::Questions;
use crate::domain::ids::ProgramId;
use crate::features::cards::desk::Desk;
use crate::features::cards::standing::{PRIORITIES, Standing, priority_of, priority_word};
use crate::features::shell::finder::{Facet, FacetKind};

/// What one can choose in the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DeckFacet {
    Sort,
    Standing,
    Category,
    Structure,
    Interviewer,
    Priority,
    Program,
    Tag,
    Own,
    Img,
}

impl DeckScreen {
    /// What the deck is ordered and filtered by.
    pub(super) fn facets(self) -> Vec<Facet> {
        DeckFacet::ALL.map(|facet| self.facet(facet)).to_vec()
    }

    fn facet(self, facet: DeckFacet) -> Facet {
        let wish = self.wish;
        Facet {
            label: facet.label(),
            kind: match facet {
                DeckFacet::Sort => FacetKind::Order,
                DeckFacet::Img => FacetKind::Only("Only what international graduates are asked"),
                _ => FacetKind::Choice,
            },
            value: Signal::derive(move || wish.with(|wish| facet.get(wish))),
            // The guide may come after the filters were opened.
            options: Signal::derive(move || self.options(facet)),
            choose: Callback::new(move |value: String| wish.update(|wish| facet.set(wish, &value))),
        }
    }

    fn options(self, facet: DeckFacet) -> Vec<(String, String)> {
        let pair = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
        let fixed = |pairs: &[(&str, &str)]| pairs.iter().copied().map(pair).collect::<Vec<_>>();
        let same = |all: BTreeSet<&String>| {
            let all = all.into_iter().filter(|one| !one.is_empty());
            all.map(|one| (one.clone(), one.clone()))
                .collect::<Vec<_>>()
        };
        let mut options = match facet {
            DeckFacet::Sort => Vec::new(),
            _ => vec![pair(("", "All"))],
        };
        options.extend(match facet {
            DeckFacet::Sort => SORTS.map(|(_, id, label)| pair((id, label))).to_vec(),
            DeckFacet::Standing => Standing::ALL
                .map(|(_, id, label)| pair((id, label)))
                .to_vec(),
            DeckFacet::Category => self.with(categories).unwrap_or_default(),
            DeckFacet::Structure => self
                .guide
                .with(|guide| {
                    let all = guide.structures.iter();
                    all.map(|one| (one.id.clone(), one.title.clone())).collect()
                })
                .unwrap_or_default(),
            DeckFacet::Interviewer => self
                .guide
                .with(|guide| {
                    let all = guide.interviewer_types.iter();
                    all.map(|one| (one.id.clone(), one.title.clone())).collect()
                })
                .unwrap_or_default(),
            DeckFacet::Priority => fixed(&PRIORITIES),
            DeckFacet::Program => self
                .with(|_, desk| {
                    let of_interviews = desk.calendar.interviews.iter();
                    let of_interviews = of_interviews.map(|one| (&one.name, &one.program));
                    let of_rows = desk.rows.iter().map(|row| (&row.program, &row.only_for));
                    let all = of_rows.chain(of_interviews);
                    let all: BTreeSet<(&String, &ProgramId)> = all
                        .filter_map(|(name, id)| Some((name, id.as_ref()?)))
                        .collect();
                    all.into_iter()
                        .map(|(name, id)| (id.to_string(), name.clone()))
                        .collect()
                })
                .unwrap_or_default(),
            DeckFacet::Tag => self
                .with(|_, desk| same(desk.rows.iter().flat_map(|row| &row.tags).collect()))
                .unwrap_or_default(),
            DeckFacet::Own => fixed(&[("yes", "Me"), ("no", "Matchbook")]),
            DeckFacet::Img => fixed(&[("yes", "International graduates")]),
        });
        options
    }
}

/// The subjects of the starter questions, then those that only own cards have.
fn categories(content: &Questions, desk: &Desk) -> Vec<(String, String)> {
    let known = content.categories.iter();
    let mut all: Vec<(String, String)> = known
        .map(|category| (category.id.clone(), category.title.clone()))
        .collect();
    let here: BTreeSet<&str> = desk.rows.iter().map(|row| &*row.category).collect();
    for id in here {
        if !id.is_empty() && !all.iter().any(|(known, _)| known == id) {
            all.push((id.to_owned(), id.to_owned()));
        }
    }
    all
}

impl DeckFacet {
    /// As they are offered.
    const ALL: [DeckFacet; 10] = [
        DeckFacet::Sort,
        DeckFacet::Standing,
        DeckFacet::Category,
        DeckFacet::Priority,
        DeckFacet::Structure,
        DeckFacet::Interviewer,
        DeckFacet::Program,
        DeckFacet::Tag,
        DeckFacet::Own,
        DeckFacet::Img,
    ];

    fn label(self) -> &'static str {
        match self {
            DeckFacet::Sort => "Order",
            DeckFacet::Standing => "Study",
            DeckFacet::Category => "Subject",
            DeckFacet::Structure => "Shape of the answer",
            DeckFacet::Interviewer => "Kind of interviewer",
            DeckFacet::Priority => "Priority",
            DeckFacet::Program => "Program",
            DeckFacet::Tag => "Tag",
            DeckFacet::Own => "Written by",
            DeckFacet::Img => "Asked of",
        }
    }

    /// What is chosen; empty means all.
    fn get(self, wish: &Wish) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let browse = &wish.browse;
        let word = match self {
            DeckFacet::Category => return text(&browse.category),
            DeckFacet::Structure => return text(&browse.structure),
            DeckFacet::Interviewer => return text(&browse.interviewer),
            DeckFacet::Program => browse.program.as_deref().unwrap_or(""),
            DeckFacet::Tag => return text(&browse.tag),
            DeckFacet::Sort => SORTS
                .iter()
                .find(|(sort, ..)| *sort == wish.sort)
                .map_or("", |(_, id, _)| id),
            DeckFacet::Standing => Standing::ALL
                .iter()
                .find(|(one, ..)| Some(*one) == wish.standing)
                .map_or("", |(_, id, _)| id),
            DeckFacet::Priority => browse.priority.map_or("", priority_word),
            DeckFacet::Own => browse.own.map_or("", |own| if own { "yes" } else { "no" }),
            DeckFacet::Img => ["", "yes"][usize::from(browse.img_specific)],
        };
        word.to_owned()
    }

    fn set(self, wish: &mut Wish, value: &str) {
        let text = (!value.is_empty()).then(|| value.to_owned());
        let browse = &mut wish.browse;
        match self {
            DeckFacet::Category => browse.category = text,
            DeckFacet::Structure => browse.structure = text,
            DeckFacet::Interviewer => browse.interviewer = text,
            DeckFacet::Program => browse.program = text.map(ProgramId::from),
            DeckFacet::Tag => browse.tag = text,
            DeckFacet::Sort => {
                let found = SORTS.iter().find(|(_, id, _)| *id == value);
                wish.sort = found.map_or(Sort::default(), |(sort, ..)| *sort);
            }
            DeckFacet::Standing => {
                let found = Standing::ALL.iter().find(|(_, id, _)| *id == value);
                wish.standing = found.map(|(one, ..)| *one);
            }
            DeckFacet::Priority => browse.priority = priority_of(value),
            DeckFacet::Own => browse.own = text.map(|text| text == "yes"),
            DeckFacet::Img => browse.img_specific = value == "yes",
        }
    }
}
