//! How sure the order is: a finding in words, shares over many weightings, what would change it, and whether
//! gut and score agree. Deliberately not here: any chance of matching.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::RankingGuide;
use crate::domain::ids::ProgramId;
use crate::domain::words::and_list;
use crate::features::rank::head::head;
use crate::features::rank::look;
use crate::features::rank::pairs::question;
use crate::features::shell::reading::{nothing, reading, section, shown, stacked};
use crate::features::{Visit, muted};
use crate::job::{DRAWS, Fared, Job, Outcome, Sensitivity, outcome};
use crate::session::phone::{self, Hold, Word};
use crate::store::read::ranking::sure::{Change, Survey, found, percent, survey, unknown_words};
use crate::ui::{
    Banner, Button, ButtonKind, Card, El, EmptyState, Group, Icon, LinkButton, PillTone,
    ProgressBar, Segmented, dynamic, el, keep_focus,
};

/// Changes that are shown at first.
const FIRST: usize = 3;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let session = visit.session;
    let body = shown(
        visit.came_late,
        reading::<RankingGuide>(),
        move |guide: &RankingGuide| {
            let guide = guide.clone();
            let survey = session.watch(move |model, world| survey(model, world, &guide));
            let lacks = Memo::new(move |_| survey.with(Lack::of));
            dynamic(move || match lacks.get() {
                Some(lack) => lack.view(),
                None => sure(survey),
            })
        },
    );
    vec![head(&visit, address::SURE), body].into_any()
}

/// Why there is nothing to say yet.
#[derive(Clone, PartialEq)]
enum Lack {
    /// No criterion counts.
    Criteria(&'static str),
    /// So many programs are rated, and what helps.
    Ratings(usize, Next),
}

/// What helps where too few programs are rated.
#[derive(Clone, PartialEq)]
enum Next {
    /// To rate this one: its id and name.
    Rate(ProgramId, String),
    /// Nothing but an interview that is over.
    Wait,
    /// More programs.
    Add,
}

impl Next {
    fn of(survey: &Survey) -> Next {
        match &survey.to_rate {
            Some((id, name)) => Next::Rate(id.clone(), name.clone()),
            None if survey.has_waiting => Next::Wait,
            None => Next::Add,
        }
    }

    /// Behind what is missing: what to do.
    fn words(&self) -> &'static str {
        match self {
            Next::Wait => "A program counts here once its interview is over.",
            Next::Rate(..) | Next::Add => {
                "Rate two or more, and this page says which places are firm and what would change them."
            }
        }
    }

    /// The way there: its name, and where it leads.
    fn way(&self) -> (String, String) {
        match self {
            Next::Rate(id, name) => (["Rate ", name].concat(), address::rate(id)),
            Next::Wait => ("Go to my order".to_owned(), address::RANK.to_owned()),
            Next::Add => ("Add programs".to_owned(), address::ADD_TO_RANK.to_owned()),
        }
    }
}

impl Lack {
    fn of(survey: &Survey) -> Option<Lack> {
        let rated = survey.programs.len();
        match survey.fault {
            Some(fault) => Some(Lack::Criteria(fault)),
            None => (rated < 2).then(|| Lack::Ratings(rated, Next::of(survey))),
        }
    }

    fn view(self) -> AnyView {
        match self {
            Lack::Criteria(fault) => view! {
                <EmptyState icon=Icon::Chart title="There are no scores" text=fault>
                    <LinkButton label="Go to the criteria" href=href(address::CRITERIA) kind=ButtonKind::Primary />
                </EmptyState>
            }
            .into_any(),
            Lack::Ratings(rated, next) => {
                let has = match rated {
                    0 => "No program is rated yet.",
                    _ => "Only one program is rated.",
                };
                let text = [has, " ", next.words()].concat();
                let (label, to) = next.way();
                view! {
                    <EmptyState icon=Icon::Chart title="Two rated programs are needed" text=text>
                        <LinkButton label=label href=href(&to) kind=ButtonKind::Primary />
                    </EmptyState>
                }
                .into_any()
            }
        }
    }
}

/// What the worker is asked, and of whom.
#[derive(Clone, PartialEq)]
struct Question {
    job: Sensitivity,
    names: Vec<String>,
    top_words: String,
}

impl Question {
    fn of(survey: &Survey, is_free: bool) -> Question {
        Question {
            job: Sensitivity {
                ratings: survey.ratings.clone(),
                places: (!is_free).then(|| survey.places()),
                top: survey.top(),
            },
            names: survey.programs.iter().map(|one| one.name.clone()).collect(),
            top_words: survey.top_words(),
        }
    }
}

/// How far the trial of weightings is.
#[derive(Clone, PartialEq)]
enum Progress {
    Running,
    Done,
    Broken,
}

/// The trial that the screen holds; leaving the screen ends it, and a newer question takes its place.
#[derive(Clone, Copy)]
struct Trial {
    progress: RwSignal<Progress>,
    done: RwSignal<u32>,
    /// The last answer; it stays in sight while a newer one is worked out.
    answer: RwSignal<Option<(Question, Outcome)>>,
    worker: Hold,
}

impl Trial {
    fn new() -> Trial {
        Trial {
            progress: RwSignal::new(Progress::Running),
            done: RwSignal::new(0),
            answer: RwSignal::new(None),
            worker: phone::hold(),
        }
    }

    fn ask(self, question: Question) {
        self.done.set(0);
        self.progress.set(Progress::Running);
        let task = Job::Sensitivity(question.job.clone()).text();
        // The person may have left the screen when word comes.
        let hear = move |word| match word {
            Word::Progress(text) => drop(self.done.try_set(text.parse().unwrap_or_default())),
            Word::Done(text) => match outcome(&text) {
                Some(outcome) => {
                    self.answer.try_set(Some((question.clone(), outcome)));
                    self.progress.try_set(Progress::Done);
                }
                None => drop(self.progress.try_set(Progress::Broken)),
            },
            Word::Broken => drop(self.progress.try_set(Progress::Broken)),
        };
        if !self.worker.work(&task, hear) {
            self.progress.set(Progress::Broken);
        }
    }
}

fn sure(survey: Signal<Survey>) -> AnyView {
    let trial = Trial::new();
    let is_free = RwSignal::new(false);
    let question = Memo::new(move |_| survey.with(|survey| Question::of(survey, is_free.get())));
    Effect::new(move |_| trial.ask(question.get()));
    let answer = trial.answer;
    let finding =
        dynamic(move || answer.with(|answer| answer.as_ref().map_or_else(nothing, finding)));
    let chosen = Signal::derive(move || if is_free.get() { "free" } else { "order" }.to_owned());
    let choose = Callback::new(move |value: String| is_free.set(value == "free"));
    let weightings = view! {
        <Segmented label="Sets of weights that are tried" options=[("order", "In your order"), ("free", "All weights")]
            selected=chosen on_select=choose />
    };
    let again = Callback::new(move |()| {
        trial.ask(question.get_untracked());
        // The button goes.
        keep_focus(vec!["h1".to_owned()]);
    });
    let progress = dynamic(move || state(trial, again));
    let shares =
        dynamic(move || answer.with(|answer| answer.as_ref().map_or_else(nothing, shares)));
    let all = RwSignal::new(false);
    let changes = Memo::new(move |_| survey.with(Survey::changes));
    vec![
        finding,
        weightings.into_any(),
        progress,
        shares,
        dynamic(move || {
            let top = survey.with(Survey::top);
            changes.with(|changes| what_changes(changes, top, all))
        }),
        dynamic(move || survey.with(gut)),
    ]
    .into_any()
}

fn state(trial: Trial, again: Callback<()>) -> AnyView {
    match trial.progress.get() {
        Progress::Running => {
            let done = trial.done;
            let max = u32::try_from(DRAWS).unwrap_or(u32::MAX);
            let max = Signal::stored(max);
            view! { <ProgressBar label="Trying sets of weights" value=done max=max /> }.into_any()
        }
        Progress::Done => nothing(),
        Progress::Broken => view! {
            <Banner tone=PillTone::Warn text="The weights could not be tried in this browser. The rest of this page is right." />
            <Button label="Try again" on_press=again />
        }
        .into_any(),
    }
}

fn finding((question, outcome): &(Question, Outcome)) -> AnyView {
    let known = outcome.iter().flatten();
    let places = known.clone().map(|one| &*one.places);
    let words = found(places, known.map(|one| one.top), question.job.top);
    el("h2").class("headline").text(&words).into_any()
}

fn shares((question, outcome): &(Question, Outcome)) -> AnyView {
    let named = question
        .names
        .iter()
        .zip(&question.job.ratings)
        .zip(outcome);
    let mut rows: Vec<(&str, String, &Fared)> = named
        .filter_map(|((name, ratings), one)| {
            let unknown = ratings.iter().filter(|rating| rating.is_none());
            Some((&**name, unknown_words(unknown.count()), one.as_ref()?))
        })
        .collect();
    rows.sort_by(|a, b| b.2.top.total_cmp(&a.2.top));
    let (some, never): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(.., one)| one.top > 0.0);
    let title = ["Share in ", &question.top_words].concat();
    let head = el("thead").child(
        el("tr")
            .child(el("th").attr("scope", "col").text("Program"))
            .child(el("th").attr("scope", "col").text(&title)),
    );
    let table = el("table")
        .class("shares")
        .attr("role", "table")
        .child(
            el("caption")
                .class("visually-hidden")
                .text(&["Program, ", &title.to_lowercase()].concat()),
        )
        .child(head.class("visually-hidden"))
        .child(
            el("tbody").children(
                some.into_iter()
                    .map(|(name, unknown, one)| share(name, &unknown, one.top)),
            ),
        );
    let names = never
        .into_iter()
        .map(|(name, unknown, _)| match unknown.split_once(',') {
            // What becomes of it stands above, or is plain: it is never among them.
            Some((count, _)) => [name, " (", count, ")"].concat(),
            None => name.to_owned(),
        });
    let names: Vec<String> = names.collect();
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    let never = (!names.is_empty()).then(|| muted(&[&*and_list(&names), ": never"].concat()));
    let inside = el("div").class("stack").child(table).children(never);
    let respect = match question.job.places {
        Some(_) => "Share of 5,000 sets of weights that keep your order of criteria.",
        None => "Share of 5,000 sets of weights of every kind, whatever your order of criteria.",
    };
    let note = [respect, " It says nothing about your chance to match."].concat();
    let below = muted(&note).class("muted fine");
    let inside = vec![view! { <Card>{inside}</Card> }.into_any(), below.into_any()];
    section(&title, inside.into_any())
}

fn share(name: &str, unknown: &str, share: f64) -> El {
    let unknown = (!unknown.is_empty()).then(|| el("small").class("muted").text(unknown));
    let size = [&*(share * 100.0).to_string(), "%"].concat();
    let bar = el("i").style_of("inline-size", move || size.clone());
    let bar = el("span")
        .class("bar")
        .attr("aria-hidden", "true")
        .child(bar);
    el("tr")
        .attr("role", "row")
        .child(
            el("th")
                .attr("scope", "row")
                .attr("role", "rowheader")
                .child(el("bdi").text(name))
                .children(unknown),
        )
        .child(
            el("td").attr("role", "cell").child(
                el("span")
                    .class("share")
                    .child(bar)
                    .child(el("strong").text(&percent(share))),
            ),
        )
}

fn what_changes(changes: &[Change], top: usize, all: RwSignal<bool>) -> AnyView {
    if changes.is_empty() {
        let none = match top {
            1 => "No other weight of one criterion, and no rating one higher or lower, would change which program has first place.".to_owned(),
            top => [
                "No other weight of one criterion would change the order of your top ",
                &*top.to_string(),
                ", and no rating one higher or lower would change which programs are in it.",
            ]
            .concat(),
        };
        let none = muted(&none);
        return section("What would change it", none.into_any());
    }
    let shown = if all.get() { changes.len() } else { FIRST };
    let rows: Vec<AnyView> = changes.iter().take(shown).map(change).collect();
    let more = (changes.len() > FIRST).then(|| {
        let label = match all.get() {
            true => "Show fewer".to_owned(),
            false => ["See all ", &changes.len().to_string()].concat(),
        };
        let turn = Callback::new(move |()| {
            all.update(|all| *all = !*all);
            phone::focus_soon(".changes .btn");
        });
        view! { <Button kind=ButtonKind::Quiet label=label on_press=turn /> }.into_any()
    });
    el("div")
        .class("changes")
        .view(view! { <Group title="What would change it">{rows}</Group> }.into_any())
        .view(more.unwrap_or_else(nothing))
        .into_any()
}

fn change(change: &Change) -> AnyView {
    let sign = if change.is_rating { "±1" } else { "⇄" };
    let line = |class: &str, text: &str| el("span").class(class).attr("dir", "auto").text(text);
    let words = el("span")
        .class("row-main")
        .child(line("row-title", &change.what))
        .child(line("row-detail", &change.then));
    let hit = el("div")
        .class("row-hit")
        .child(
            el("span")
                .class("row-number")
                .attr("aria-hidden", "true")
                .text(sign),
        )
        .child(el("span").class("row-body").child(words));
    el("li").class("row").child(hit).into_any()
}

fn gut(survey: &Survey) -> AnyView {
    let rows: Vec<AnyView> = survey.questions.iter().map(question).collect();
    let rows = match rows.is_empty() {
        true => nothing(),
        false => el("ul")
            .attr("role", "list")
            .class("group")
            .view(rows.into_any())
            .into_any(),
    };
    let words = el("p").text(survey.gut_words()).into_any();
    stacked("Gut and score", vec![words, rows])
}
