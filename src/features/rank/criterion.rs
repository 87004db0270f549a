//! One criterion: what it is for, what its numbers mean, and its own words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address;
use crate::content::lazy::RankingGuide;
use crate::domain::ids::CriterionId;
use crate::domain::ranking::Criterion;
use crate::domain::record::Record;
use crate::domain::words::{and_list, counted};
use crate::features::rank::look;
use crate::features::rank::words::words_fields;
use crate::features::shell::reading::{nothing, points, reading, said, shown};
use crate::features::{Hand, Visit, gone, muted_status, other_versions};
use crate::session::phone;
use crate::store::acts::ranking::RankAction;
use crate::store::core::ranking::criteria::{CriterionRow, Role};
use crate::store::read::ranking::spread::{Spread, Spreads};
use crate::ui::{
    Button, ButtonKind, Card, Disclosure, FieldGroup, Icon, Segmented, Switch, TextField, dynamic,
    el, maybe,
};

/// The minimum that a new deal-breaker begins with.
const USUAL_MINIMUM: u8 = 3;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let id = visit.param(0);
    shown(visit.came_late, reading::<RankingGuide>(), move |guide| {
        Page::new(visit.hand(), &id, guide).draw(&visit)
    })
}

/// A criterion and its values at the person's programs, or that it is not there.
type Now = Option<(CriterionRow, Spread)>;

#[derive(Clone, Copy)]
struct Page {
    hand: Hand,
    id: StoredValue<CriterionId>,
    now: Signal<Now>,
    /// What the content calls it; empty for an own one.
    usual: StoredValue<String>,
    /// Where it goes when it counts for the first time.
    key: Signal<Option<String>>,
    /// What the others are called.
    taken: Signal<Vec<String>>,
}

impl Page {
    fn new(hand: Hand, id: &str, guide: &RankingGuide) -> Page {
        let usual = guide.ranking.criteria.iter().find(|one| one.id == id);
        let usual = usual.map_or(String::new(), |one| one.title.clone());
        let (guide, own) = (Arc::new(guide.clone()), id.to_owned());
        let all = hand
            .session
            .watch(move |model, _| Spreads::read(model, &guide));
        Page {
            hand,
            id: StoredValue::new(id.into()),
            usual: StoredValue::new(usual),
            now: Signal::derive(move || {
                all.with(|all| Some((all.criteria.get(&own)?.clone(), all.of(&own))))
            }),
            taken: {
                let id = id.to_owned();
                Signal::derive(move || all.with(|all| all.criteria.titles_beside(&id)))
            },
            key: {
                let id = id.to_owned();
                Signal::derive(move || all.with(|all| all.criteria.key_for(&id)))
            },
        }
    }

    fn draw(self, visit: &Visit) -> AnyView {
        let now = self.now;
        let name = Memo::new(move |_| now.with(|now| Some(now.as_ref()?.0.title.clone())));
        visit.is_called(name.into());
        let is_there = Memo::new(move |_| now.with(Option::is_some));
        dynamic(move || match is_there.get() {
            true => untrack(|| {
                let id = self.id.get_value();
                vec![
                    other_versions(self.hand, Criterion::KIND, id.into()),
                    self.purpose(),
                    self.meaning(),
                    self.words(),
                    self.way_out(),
                ]
                .into_any()
            }),
            false => self
                .id
                .with_value(|id| gone(self.hand, Criterion::KIND, id)),
        })
    }

    fn role(self) -> Role {
        let role = |now: &Now| now.as_ref().map_or(Role::Off, |(row, _)| row.role);
        self.now.with(role)
    }

    fn set_role(self, role: Role, done: &str) {
        let act = RankAction::SetRole {
            criterion: self.id.get_value(),
            role,
            key: self.key.get_untracked(),
        };
        self.hand.does_with_undo(act, done);
    }

    /// Counts, deal-breaker or off.
    fn purpose(self) -> AnyView {
        let chosen = Memo::new(move |_| {
            let name = match self.role() {
                Role::Counts { minimum: None } => "counts",
                Role::Counts { .. } | Role::Breaks { .. } => "breaks",
                Role::Off => "off",
            };
            name.to_owned()
        });
        let choose = Callback::new(move |name: String| {
            let minimum = untrack(|| self.role()).minimum().unwrap_or(USUAL_MINIMUM);
            match &*name {
                "counts" => self.set_role(Role::Counts { minimum: None }, "It counts"),
                "breaks" => self.set_role(Role::Breaks { minimum }, "It is a deal-breaker"),
                _ => self.set_role(Role::Off, "It is off. Its ratings are kept."),
            }
        });
        let breaks = Memo::new(move |_| chosen.with(|chosen| chosen == "breaks"));
        let about = move || match self.role() {
            Role::Counts { minimum: None } => "It counts in the score.",
            Role::Counts { .. } | Role::Breaks { .. } => {
                "A program that is rated lower goes under “Do not rank”, with the reason."
            }
            Role::Off => {
                "It is in no score and rules nothing out. Its ratings are kept, and are there again when you turn it on."
            }
        };
        view! {
            <Card>
                <Segmented label="What it is for" options=[("counts", "Counts"), ("breaks", "Deal-breaker"), ("off", "Off")] selected=chosen on_select=choose />
                {muted_status(move || about().to_owned())}
                {maybe(move || breaks.get().then(|| self.minimum()))}
            </Card>
        }
        .into_any()
    }

    /// The least that a program must have, and whom that rules out.
    fn minimum(self) -> AnyView {
        let least = Memo::new(move |_| self.role().minimum().unwrap_or(USUAL_MINIMUM).to_string());
        let set = Callback::new(move |text: String| {
            let Ok(minimum) = text.parse() else {
                return;
            };
            let role = match untrack(|| self.role()).counts() {
                true => Role::Counts {
                    minimum: Some(minimum),
                },
                false => Role::Breaks { minimum },
            };
            self.set_role(role, &["It must have at least ", &text].concat());
        });
        let counts = Memo::new(move |_| self.role().counts());
        let toggle = Callback::new(move |counts: bool| {
            let minimum = untrack(|| self.role()).minimum().unwrap_or(USUAL_MINIMUM);
            match counts {
                true => self.set_role(
                    Role::Counts {
                        minimum: Some(minimum),
                    },
                    "It counts as well",
                ),
                false => self.set_role(Role::Breaks { minimum }, "It only rules out"),
            }
        });
        let out = move || {
            let minimum = self.role().minimum().unwrap_or(USUAL_MINIMUM);
            self.now.with(|now| match now {
                Some((_, spread)) => ruled_out(&spread.below(minimum)),
                None => String::new(),
            })
        };
        let wants = move || {
            let minimum = usize::from(self.role().minimum().unwrap_or(USUAL_MINIMUM));
            let words = self.now.with(|now| {
                let row = &now.as_ref()?.0;
                row.anchors.get(minimum - 1).cloned()
            });
            words.unwrap_or_default()
        };
        let switch =
            view! { <Switch label="Counts in the score too" checked=counts on_toggle=toggle /> };
        let values = [("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")];
        el("div")
            .class("stack")
            .child(el("h2").text("It must have at least"))
            .view(
                view! { <Segmented label="It must have at least" options=values selected=least on_select=set /> }
                    .into_any(),
            )
            .child(el("p").class("hint").attr("dir", "auto").say_with(wants))
            .child(
                el("p")
                    .attr("role", "status")
                    .child(el("strong").attr("dir", "auto").say_with(out)),
            )
            .child(el("ul").attr("role", "list").class("plain").view(switch.into_any()))
            .into_any()
    }

    /// What its numbers mean, and what to ask oneself.
    fn meaning(self) -> AnyView {
        let now = self.now;
        let page = move || {
            let Some((row, _)) = now.get() else {
                return nothing();
            };
            let mut inside = Vec::new();
            if !row.description.is_empty() {
                inside.push(said(&row.description));
            }
            if row.anchors.iter().any(|anchor| !anchor.is_empty()) {
                inside.push(el("h2").text("From 1 (poor) to 5 (excellent)"));
                inside.push(points("ol", &row.anchors));
            }
            if !row.ask.is_empty() {
                inside.push(el("h2").text("Ask yourself"));
                inside.push(points("ul", &row.ask));
            }
            if inside.is_empty() {
                return nothing();
            }
            let prose = el("div").class("prose").children(inside);
            view! { <Card>{prose}</Card> }.into_any()
        };
        dynamic(page)
    }

    /// Title and values, to write.
    fn words(self) -> AnyView {
        let now = self.now;
        let own = now.with_untracked(|now| now.as_ref().is_some_and(|(row, _)| row.own));
        let anchors = Signal::derive(move || {
            now.with(|now| now.as_ref().map(|(row, _)| row.anchors.clone()))
                .unwrap_or_default()
        });
        // Empty where the person calls it as the content does.
        let title = {
            let id = self.id.get_value();
            let session = self.hand.session;
            session.watch(move |model, _| model.get_or_default::<Criterion>(&id).title)
        };
        let change = move |title: Option<String>, place: Option<(usize, String)>| {
            let id = self.id.get_value();
            // What stands there from the content is not written down as the person's own.
            let mut stored = self
                .hand
                .session
                .read(|model, _| model.get_or_default::<Criterion>(&id));
            stored.title = title.unwrap_or(stored.title);
            if let Some((place, text)) = place {
                stored.anchors = anchors.get_untracked();
                stored.anchors[place] = text;
            }
            let Criterion { title, anchors, .. } = stored;
            // A refusal is said at the field that is being typed in.
            self.hand.types(RankAction::EditCriterion {
                id,
                title,
                anchors,
                taken: self.taken.get_untracked(),
            });
        };
        let set_title = Callback::new(move |text: String| change(Some(text), None));
        let set_anchor = Callback::new(move |at: (usize, String)| change(None, Some(at)));
        let title = match own {
            true => view! { <TextField label="Title" value=title on_input=set_title /> }.into_any(),
            false => view! {
                <TextField label="Title" value=title on_input=set_title placeholder=self.usual.get_value()
                    hint="Leave it empty to have the words of the app again" />
            }
            .into_any(),
        };
        let fields = words_fields(title, anchors, set_anchor);
        match own {
            true => view! { <FieldGroup title="Your words">{fields}</FieldGroup> }.into_any(),
            false => {
                view! { <Disclosure title="Rename it or change its words">{fields}</Disclosure> }
                    .into_any()
            }
        }
    }

    /// Deleting an own one.
    fn way_out(self) -> AnyView {
        let own = self
            .now
            .with_untracked(|now| now.as_ref().is_some_and(|(row, _)| row.own));
        if !own {
            return nothing();
        }
        let delete = Callback::new(move |()| {
            phone::swap(address::CRITERIA);
            let id = self.id.get_value();
            self.hand
                .does_with_undo(RankAction::DeleteCriterion { id }, "Criterion deleted");
        });
        let button = view! {
            <Button kind=ButtonKind::Quiet icon=Icon::Trash label="Delete this criterion" on_press=delete />
        };
        el("div")
            .class("cluster")
            .view(button.into_any())
            .into_any()
    }
}

/// Who lies below the minimum: `1 program is out now: Northmoor General`.
fn ruled_out(names: &[&str]) -> String {
    if names.is_empty() {
        return "No program that is rated is out now.".to_owned();
    }
    let count = counted(names.len(), "program is", "programs are");
    [&*count, " out now: ", &*and_list(names)].concat()
}
