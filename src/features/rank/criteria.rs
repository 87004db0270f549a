//! What to compare: which criteria count, in which order, with which weights; and what is not in the score.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ids::CriterionId;
use crate::domain::ranking::Weighing;
use crate::domain::words::counted;
use crate::features::rank::head::head;
use crate::features::rank::look;
use crate::features::rank::weights::{points_of, weighing_name, weighing_sheet};
use crate::features::rank::words::words_fields;
use crate::features::shell::reading::{nothing, reading, said, shown};
use crate::features::shell::unfinished::unfinished;
use crate::features::{Hand, Visit};
use crate::session::phone;
use crate::store::acts::ranking::RankAction;
use crate::store::core::change::Refusal;
use crate::store::core::ranking::criteria::{CriterionRow, Role, anchor_fault};
use crate::store::read::ranking::lines::whole_percent;
use crate::store::read::ranking::spread::Spreads;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Group, Icon, PillTone, Reorder, Row, Sheet, TextField,
    dynamic, el, keep_focus, maybe,
};

/// Where a dragged criterion would land.
type Hover = RwSignal<Option<(String, usize)>>;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let hand = visit.hand();
    let page = shown(visit.came_late, reading::<RankingGuide>(), move |guide| {
        draw(hand, Arc::new(guide.clone()))
    });
    vec![head(&visit, address::CRITERIA), page].into_any()
}

fn draw(hand: Hand, guide: Arc<RankingGuide>) -> AnyView {
    let now = hand
        .session
        .watch(move |model, _| Spreads::read(model, &guide));
    let hover: Hover = RwSignal::new(None);
    let (weighing, adding) = (RwSignal::new(false), Adding::new());
    let fault = maybe(move || {
        let fault = now.with(|now| now.criteria.fault())?;
        Some(view! { <Banner tone=PillTone::Warn text=fault /> }.into_any())
    });
    let add = Callback::new(move |()| adding.open.set(true));
    let others = dynamic(move || {
        let rows = now.with(|now| {
            let rows = now.criteria.others.iter();
            rows.map(|row| other(now, row)).collect::<Vec<AnyView>>()
        });
        view! {
            <Group title="Not in the score">
                {rows}
                <Row title="Add your own criterion" detail="For example “Near my sister”" icon=Icon::Plus on_press=add />
            </Group>
        }
        .into_any()
    });
    vec![
        fault,
        counting(hand, now, hover, weighing),
        points_of(hand, now),
        others,
        weighing_sheet(hand, now, weighing),
        adding.sheet(hand, now),
    ]
    .into_any()
}

/// Those that count, in order, and the way to other weights.
fn counting(hand: Hand, now: Signal<Spreads>, hover: Hover, weighing: RwSignal<bool>) -> AnyView {
    let name = Signal::derive(move || {
        let name = now.with(|now| weighing_name(now.criteria.weighing));
        ["Weights: ", name].concat()
    });
    let open = Callback::new(move |()| weighing.set(true));
    let choose = view! { <Button kind=ButtonKind::Quiet label=name on_press=open /> };
    let heading = Signal::derive(move || {
        let by_order = now.with(|now| now.criteria.weighing.is_of_order());
        let heading = if by_order {
            "Most important first"
        } else {
            "In the score"
        };
        heading.to_owned()
    });
    let ids = Memo::new(move |_| {
        now.with(|now| {
            let rows = now.criteria.counting.iter();
            rows.map(|row| row.id.clone().into())
                .collect::<Vec<String>>()
        })
    });
    let label = Callback::new(move |id: String| title_of(now, &id));
    let inside = Callback::new(move |id: String| row(now, hover, id));
    let on_move = Callback::new(move |(id, to): (String, usize)| {
        hover.set(None);
        let rows = now.with_untracked(|now| now.criteria.keys());
        if let Some(from) = rows.iter().position(|(known, _)| *known == *id) {
            let done = [&*title_of(now, &id), " moved to ", &(to + 1).to_string()].concat();
            hand.does_with_undo(RankAction::MoveCriterion { rows, from, to }, &done);
        }
    });
    let on_hover = Callback::new(move |place| hover.set(place));
    let list = view! {
        <Reorder ids=ids label_of=label row=inside on_move=on_move on_hover=on_hover />
    };
    let list = el("div").class("weights").view(list.into_any());
    let shown_list = maybe(move || {
        ids.with(Vec::is_empty)
            .then(|| said("Turn a criterion on below: tap it and choose “Counts”.").into_any())
    });
    el("section")
        .child(
            el("div")
                .class("section-head weights-head")
                .child(el("h2").say(heading))
                .view(choose.into_any()),
        )
        .child(list)
        .view(shown_list)
        .into_any()
}

fn title_of(now: Signal<Spreads>, id: &str) -> String {
    now.with(|now| now.criteria.get(id).map(|row| row.title.clone()))
        .unwrap_or_default()
}

/// The place of a criterion from 0 and its whole percent, where it stands or where the drag would put it.
fn standing(now: &Spreads, hover: Option<&(String, usize)>, id: &str) -> (usize, u8) {
    let counting = &now.criteria.counting;
    let place_of = |id: &str| counting.iter().position(|row| row.id == id);
    let from = place_of(id).unwrap_or(0);
    let place = match hover {
        Some((moved, to)) => match place_of(moved) {
            Some(was) if was == from => *to,
            Some(was) if was < from && from <= *to => from - 1,
            Some(was) if *to <= from && from < was => from + 1,
            _ => from,
        },
        None => from,
    };
    // Of an order each place has its weight; otherwise each criterion.
    let weighed = match now.criteria.weighing.is_of_order() {
        true => place,
        false => from,
    };
    (place, counting.get(weighed).map_or(0, |row| row.percent))
}

/// The inside of a row: place, title, bar and percent.
fn row(now: Signal<Spreads>, hover: Hover, id: String) -> AnyView {
    let key = StoredValue::new(id.clone());
    let stands = Memo::new(move |_| {
        let hover = hover.get();
        now.with(|now| key.with_value(|id| standing(now, hover.as_ref(), id)))
    });
    let title = move || key.with_value(|id| title_of(now, id));
    let percent = move || whole_percent(stands.get().1);
    // A deal-breaker that counts as well says so.
    let detail = move || {
        key.with_value(|id| {
            now.with(|now| now.criteria.get(id).and_then(|row| breaks(now, row)))
                .unwrap_or_default()
        })
    };
    let bar = el("span")
        .class("bar")
        .attr("aria-hidden", "true")
        .child(el("i").style_of("inline-size", move || {
            // The longest bar has some room left, whatever its weight.
            let most = now.with(|now| {
                let rows = now.criteria.counting.iter();
                rows.map(|row| row.percent).max().unwrap_or(0)
            });
            let part = u32::from(stands.get().1) * 100 / u32::from(most.max(50));
            [&part.min(100).to_string(), "%"].concat()
        }));
    let words = el("span")
        .class("row-main")
        .child(
            el("span")
                .class("row-title")
                .attr("dir", "auto")
                .say_with(title),
        )
        .child(bar)
        .child(el("span").class("row-detail").say_with(detail));
    let spoken = move || {
        let place = (stands.get().0 + 1).to_string();
        let of = now.with(|now| now.criteria.counting.len()).to_string();
        [
            &*title(),
            ", place ",
            &*place,
            " of ",
            &*of,
            ", ",
            &*stands.get().1.to_string(),
            " percent. ",
            &*detail(),
        ]
        .concat()
    };
    let seen = |class: &str| el("span").class(class).attr("aria-hidden", "true");
    el("a")
        .class("row-hit")
        .attr("href", &href(&address::criterion(&id.into())))
        .child(el("span").class("visually-hidden").say_with(spoken))
        .child(seen("row-number").say_with(move || (stands.get().0 + 1).to_string()))
        .child(seen("row-body").child(words))
        .child(seen("row-end").say_with(percent))
        .into_any()
}

/// What a deal-breaker rules out: `Deal-breaker: below 3, 1 out`.
fn breaks(now: &Spreads, row: &CriterionRow) -> Option<String> {
    let minimum = row.role.minimum()?;
    let out = now.of(&row.id).below(minimum).len();
    let below = ["Deal-breaker: below ", &minimum.to_string()].concat();
    Some(match row.role.counts() && out > 0 {
        true => [&*below, ", ", &out.to_string(), " out"].concat(),
        false => below,
    })
}

/// A criterion that is not in the score.
fn other(now: &Spreads, row: &CriterionRow) -> AnyView {
    let yours = if row.own { "Yours" } else { "" };
    let spread = now.of(&row.id);
    let (icon, detail, pill) = match row.role {
        Role::Off | Role::Counts { .. } => {
            let kept = match spread.values.len() {
                0 => String::new(),
                rated => counted(rated, "rating is kept", "ratings are kept"),
            };
            (Icon::Plus, kept, (PillTone::Neutral, "off".to_owned()))
        }
        Role::Breaks { minimum } => {
            let out = spread.below(minimum).len();
            let tone = if out > 0 {
                PillTone::Bad
            } else {
                PillTone::Neutral
            };
            let pill = (tone, [&out.to_string(), " out"].concat());
            (Icon::Shield, breaks(now, row).unwrap_or_default(), pill)
        }
    };
    let parts: Vec<&str> = [yours, &*detail]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    view! {
        <Row title=row.title.clone() detail=parts.join(" · ") icon=icon pill=Signal::stored(Some(pill)) href=href(&address::criterion(&row.id)) />
    }
    .into_any()
}

/// An own criterion while it is written. Closing the sheet loses nothing, nor does leaving the screen.
#[derive(Clone, Copy)]
struct Adding {
    open: RwSignal<bool>,
    title: RwSignal<String>,
    anchors: RwSignal<[String; 5]>,
    /// Why the title cannot be kept.
    wrong: RwSignal<Option<String>>,
}

impl Adding {
    fn new() -> Adding {
        Adding {
            open: RwSignal::new(false),
            title: unfinished("criterion-title"),
            anchors: unfinished("criterion-values"),
            wrong: RwSignal::new(None),
        }
    }

    /// The sheet on which it is written.
    fn sheet(self, hand: Hand, now: Signal<Spreads>) -> AnyView {
        let close = Callback::new(move |()| self.open.set(false));
        view! {
            <Sheet open=self.open title="Your own criterion" on_close=close>
                {self.form(hand, now)}
            </Sheet>
        }
        .into_any()
    }

    fn form(self, hand: Hand, now: Signal<Spreads>) -> AnyView {
        let set_title = Callback::new(move |text: String| {
            self.wrong.set(None);
            self.title.set(text);
        });
        let set_anchor = Callback::new(move |(place, text): (usize, String)| {
            self.anchors.update(|anchors| anchors[place] = text);
        });
        let add = Callback::new(move |()| self.add(hand, now));
        let by_points =
            Memo::new(move |_| now.with(|now| now.criteria.weighing == Weighing::Points));
        let note = move || match by_points.get() {
            true => said("It begins with the points of the last place. Change them on the page.")
                .into_any(),
            false => nothing(),
        };
        let title = view! {
            <TextField label="Title" value=self.title on_input=set_title error=self.wrong
                placeholder="For example Near my sister" />
        };
        view! {
            {words_fields(title.into_any(), self.anchors.into(), set_anchor)}
            {dynamic(note)}
            <ActionBar><Button kind=ButtonKind::Primary label="Add it" icon=Icon::Plus on_press=add /></ActionBar>
        }
        .into_any()
    }

    fn add(self, hand: Hand, now: Signal<Spreads>) {
        let (title, anchors) = (self.title.get_untracked(), self.anchors.get_untracked());
        // Said at their fields already.
        if anchors.iter().any(|anchor| anchor_fault(anchor).is_some()) {
            phone::show_fault_soon("dialog");
            return;
        }
        let done = [title.trim(), " added"].concat();
        let id = CriterionId::from(hand.session.fresh_id());
        let act = RankAction::AddCriterion {
            title,
            anchors,
            last: now.with_untracked(|now| now.criteria.last_key()),
            taken: now.with_untracked(|now| now.criteria.titles_beside(&id)),
            id,
        };
        match hand.tries_with_undo(act, &done) {
            Ok(()) => {
                self.open.set(false);
                self.title.set(String::new());
                self.anchors.set(Default::default());
                keep_focus(vec![
                    ".weights .row:last-child a".to_owned(),
                    "h1".to_owned(),
                ]);
            }
            Err(Refusal(sentence)) => phone::refuse(self.wrong, sentence, "dialog"),
        }
    }
}
