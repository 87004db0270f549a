//! The drill: a practice interview with a kind of interviewer. Choosing one, going on with one that was
//! left, and what came of earlier ones.
//! Deliberately not here: answering (`drill_run`) and the dice (`domain::drill`).

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{InterviewerType, Practice, Questions};
use crate::domain::card::{Card, study_day};
use crate::domain::drill::{
    Candidate, Drill, Length, Outcome, draw_anew, seconds_of, seed_of, tenths,
};
use crate::domain::ids::DrillId;
use crate::domain::story_timer::clock;
use crate::domain::time::Day;
use crate::features::aloud::clock::warnings;
use crate::features::drill::hold;
use crate::features::shell::reading::{listed, reading, shown};
use crate::features::{Hand, Visit, muted};
use crate::session::phone;
use crate::store::read::deck::rows;
use crate::store::read::rehearsal::{Wish, candidates, ended_drills, left_drill};
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Check, CheckRow, Disclosure, El, FieldGroup, Group,
    Icon, PillTone, Row, SelectField, Switch, dynamic, el, maybe, trend,
};

/// What to say where there is nothing to ask.
const NOTHING_FITS: &str =
    "This interviewer asks none of these. Choose more topics, or another interviewer.";
/// Drills in the plot and in the list.
const SHOWN: usize = 20;
/// Marks in the plot's band: good ones, of 1 to 5.
const GOOD_MARKS: (f32, f32) = (4.0, 5.0);

/// The lengths to choose from: value, name, meaning.
const LENGTHS: [(&str, &str, Length); 4] = [
    ("q3", "3 questions", Length::Questions(3)),
    ("q8", "8 questions", Length::Questions(8)),
    ("m15", "15 minutes", Length::Minutes(15)),
    ("m30", "30 minutes", Length::Minutes(30)),
];

fn path(id: &DrillId) -> String {
    address::drill(id)
}

/// What the next drill is to be.
#[derive(Clone, Copy)]
struct Choice {
    hand: Hand,
    practice: StoredValue<Practice>,
    questions: StoredValue<Questions>,
    interviewer: RwSignal<String>,
    length: RwSignal<String>,
    categories: RwSignal<BTreeSet<String>>,
    only_studied: RwSignal<bool>,
    tick_each: RwSignal<bool>,
}

/// The first screen: choose a drill, go on with one, look at earlier ones.
pub fn view(visit: Visit) -> AnyView {
    let (practice, questions) = (reading::<Practice>(), reading::<Questions>());
    let came_late = visit.came_late;
    shown(came_late, practice, move |practice| {
        let (visit, practice) = (visit.clone(), practice.clone());
        shown(came_late, questions, move |questions| {
            Choice::new(visit.hand(), practice.clone(), questions.clone()).screen()
        })
    })
}

impl Choice {
    fn new(hand: Hand, practice: Practice, questions: Questions) -> Choice {
        // As the last time.
        let last = hand
            .session
            .read(|model, _| ended_drills(model).pop().map(|(_, drill)| drill));
        let last = last.unwrap_or_default();
        let known = |id: &str| practice.interviewer_types.iter().any(|one| one.id == id);
        let first = practice.interviewer_types.first();
        let interviewer = if known(&last.interviewer) {
            last.interviewer
        } else {
            first.map(|one| one.id.clone()).unwrap_or_default()
        };
        Choice {
            hand,
            practice: StoredValue::new(practice),
            questions: StoredValue::new(questions),
            interviewer: RwSignal::new(interviewer),
            length: RwSignal::new("q8".to_owned()),
            categories: RwSignal::new(last.categories.into_iter().collect()),
            only_studied: RwSignal::new(false),
            tick_each: RwSignal::new(last.tick_each),
        }
    }

    fn kind(self) -> Option<InterviewerType> {
        let id = self.interviewer.get();
        self.practice.with_value(|practice| {
            let mut kinds = practice.interviewer_types.iter();
            kinds.find(|one| one.id == id).cloned()
        })
    }

    fn length(self) -> Length {
        let wanted = self.length.get();
        LENGTHS
            .iter()
            .find(|(value, ..)| *value == wanted)
            .map_or(Length::Questions(8), |(_, _, length)| *length)
    }

    fn candidates(self) -> Vec<Candidate> {
        let Some(kind) = self.kind() else {
            return Vec::new();
        };
        let categories = self.categories.get();
        let only_studied = self.only_studied.get();
        self.questions.with_value(|questions| {
            self.hand.session.read(|model, _| {
                let wish = Wish {
                    interviewer: &kind,
                    categories: &categories,
                    only_studied,
                    specialty: &model.season().specialty,
                };
                candidates(&rows(model.all::<Card>(), &questions.questions), &wish)
            })
        })
    }

    fn begin(self) {
        let Some(kind) = untrack(|| self.kind()) else {
            return;
        };
        let session = self.hand.session;
        let id = DrillId::from(session.fresh_id());
        let candidates = untrack(|| self.candidates());
        let earlier = session.read(|model, _| {
            let drills = model.all::<Drill>().values();
            drills.map(|drill| drill.asked.clone()).collect::<Vec<_>>()
        });
        let earlier = earlier.iter().map(|asked| &**asked).collect();
        let length = untrack(|| self.length());
        let seed = seed_of(&id);
        let (seed, asked) = draw_anew(&candidates, length, kind.think_seconds, seed, &earlier);
        if asked.is_empty() {
            self.hand.toaster.show(NOTHING_FITS);
            return;
        }
        let (at, day) = session.read(|_, world| {
            let offset = (world.offset)(world.phone_zone, world.now);
            (world.now, study_day(world.now, offset))
        });
        let drill = Drill {
            at: at.0,
            day: Some(day),
            interviewer: kind.id,
            categories: self.categories.get_untracked().into_iter().collect(),
            seed,
            asked,
            tick_each: self.tick_each.get_untracked(),
            ..Drill::default()
        };
        hold(&id, &drill);
        phone::go(&path(&id));
    }

    fn screen(self) -> AnyView {
        view! {
            {self.unfinished()}
            {self.interviewer()}
            {self.rest()}
            {self.earlier()}
            {warnings()}
            <ActionBar>
                <Button label="Begin" kind=ButtonKind::Primary icon=Icon::Play on_press=move |()| self.begin() />
            </ActionBar>
        }
        .into_any()
    }

    /// A drill that was left half-way.
    fn unfinished(self) -> AnyView {
        let open = self.hand.session.watch(|model, _| left_drill(model));
        maybe(move || {
            let (id, given, all) = open.get()?;
            let text = [
                "One drill is not finished: ",
                &given.to_string(),
                " of ",
                &all.to_string(),
                " answered.",
            ]
            .concat();
            let go = Callback::new(move |()| phone::go(&path(&id)));
            let action = ("Go on".to_owned(), go);
            Some(view! { <Banner tone=PillTone::Accent text=text action=action /> }.into_any())
        })
    }

    fn interviewer(self) -> AnyView {
        let options = self.practice.with_value(|practice| {
            let option = |one: &InterviewerType| (one.id.clone(), one.title.clone());
            practice
                .interviewer_types
                .iter()
                .map(option)
                .collect::<Vec<_>>()
        });
        let about = move || {
            let Some(kind) = self.kind() else {
                return String::new();
            };
            let follow = match kind.probe_count {
                0 => "asks no follow-up questions".to_owned(),
                1 => "may ask a follow-up question".to_owned(),
                count => ["may ask up to ", &count.to_string(), " follow-up questions"].concat(),
            };
            [
                &*kind.wants,
                " Gives you ",
                &kind.think_seconds.to_string(),
                " seconds to think, listens for up to ",
                &clock(f64::from(kind.longest_answer)),
                ", and ",
                &follow,
                ".",
            ]
            .concat()
        };
        let about = Signal::derive(about);
        let select = move |id: String| self.interviewer.set(id);
        let lengths = LENGTHS.map(|(value, name, _)| (value.to_owned(), name.to_owned()));
        let lengths = Signal::stored(lengths.to_vec());
        view! {
            <FieldGroup title="Who interviews you?">
                <SelectField label="Interviewer" options=Signal::stored(options) value=self.interviewer on_change=select hint=about />
                <SelectField label="How long?" options=lengths value=self.length on_change=move |value: String| self.length.set(value) />
                {self.estimate()}
            </FieldGroup>
        }
        .into_any()
    }

    fn estimate(self) -> El {
        let text = Memo::new(move |_| {
            let candidates = self.candidates();
            let think = self.kind().map_or(0, |kind| kind.think_seconds);
            let count = match self.length() {
                Length::Questions(wanted) => usize::from(wanted).min(candidates.len()),
                Length::Minutes(_) => 0,
            };
            let all = candidates.len();
            if all == 0 {
                return NOTHING_FITS.to_owned();
            }
            let from = ["from ", &all.to_string(), " questions"].concat();
            if count == 0 {
                return ["As many as fit, drawn ", &from, "."].concat();
            }
            let mean = seconds_of(candidates.iter().map(|one| one.aim), think) / all as u64;
            let minutes = (mean * count as u64).div_ceil(60).max(1);
            [
                "About ",
                &minutes.to_string(),
                " min, drawn ",
                &from,
                ". It opens as interviews do and ends with your questions for them.",
            ]
            .concat()
        });
        el("p")
            .class("hint")
            .attr("role", "status")
            .say_with(move || text.get())
    }

    fn rest(self) -> AnyView {
        let categories = self
            .questions
            .with_value(|questions| questions.categories.clone());
        let boxes = categories.into_iter().map(|category| {
            let (id, own) = (category.id.clone(), category.id);
            let title = category.title;
            let look = Signal::derive(move || Check {
                title: title.clone(),
                checked: self.categories.with(|chosen| chosen.contains(&own)),
                ..Check::default()
            });
            let tick = move |on: bool| {
                let id = id.clone();
                self.categories.update(|chosen| {
                    if on {
                        chosen.insert(id);
                    } else {
                        chosen.remove(&id);
                    }
                });
            };
            view! { <CheckRow look=look strike=false on_toggle=tick /> }.into_any()
        });
        let list = el("ul")
            .attr("role", "list")
            .class("plain")
            .view(boxes.collect::<Vec<AnyView>>().into_any());
        let title = Signal::derive(move || match self.categories.with(BTreeSet::len) {
            0 => "Topics: all".to_owned(),
            1 => "Topics: 1 chosen".to_owned(),
            count => ["Topics: ", &count.to_string(), " chosen"].concat(),
        });
        view! {
            <Group>
                <Switch label="Only cards I study" checked=self.only_studied on_toggle=move |on| self.only_studied.set(on) />
                <Switch label="Compare with my outline after every answer" detail="Off: only at the end, as in a real interview" checked=self.tick_each on_toggle=move |on| self.tick_each.set(on) />
            </Group>
            <Disclosure title=title>{list}</Disclosure>
        }
        .into_any()
    }

    /// Results over time.
    fn earlier(self) -> AnyView {
        let drills = self.hand.session.watch(|model, _| ended_drills(model));
        let titles = self.practice.with_value(|practice| {
            let pair = |one: &InterviewerType| (one.id.clone(), one.title.clone());
            practice
                .interviewer_types
                .iter()
                .map(pair)
                .collect::<Vec<_>>()
        });
        dynamic(move || {
            let drills = drills.get();
            let newest = &drills[drills.len().saturating_sub(SHOWN)..];
            if newest.is_empty() {
                return muted("A drill changes nothing in your cards unless you ask for it. Nobody hears you but you.")
                    .into_any();
            }
            let outcomes: Vec<Outcome> =
                newest.iter().map(|(_, drill)| Outcome::of(drill)).collect();
            let marks: Vec<u32> = outcomes.iter().filter_map(|one| one.rubric).collect();
            let mut views = Vec::new();
            if marks.len() > 1 {
                let values: Vec<f32> = marks.iter().map(|mark| *mark as f32 / 100.0).collect();
                let texts: Vec<String> = marks.iter().map(|mark| tenths(*mark)).collect();
                let sentence = [
                    "Your marks in the last ",
                    &marks.len().to_string(),
                    " drills: ",
                    &texts.join(", "),
                    " of 5. The band is 4 to 5.",
                ]
                .concat();
                views.push(trend(&values, GOOD_MARKS, &sentence).into_any());
            }
            let rows = newest
                .iter()
                .zip(&outcomes)
                .rev()
                .map(|((id, drill), outcome)| {
                    let known = titles.iter().find(|(id, _)| *id == drill.interviewer);
                    let who = known.map_or("Interview", |(_, title)| title);
                    let day = drill.day.map(Day::short).unwrap_or_default();
                    let title = [&*day, " · ", who].concat();
                    let to = href(&path(id));
                    view! { <Row title=title detail=outcome.line() href=to /> }.into_any()
                });
            views.push(listed("Earlier drills", rows.collect()));
            views.into_any()
        })
    }
}
