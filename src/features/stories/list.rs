//! The stories bank: what is written, what has no story yet, and which story serves too often.
//! Deliberately not here: writing one (`story`) and telling it (`story_timer`).

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{Practice, Questions};
use crate::domain::card::Card;
use crate::domain::ids::StoryId;
use crate::domain::story::{PROFESSIONAL, Story, count_words};
use crate::domain::story_timer::{clock, seconds_for};
use crate::features::shell::reading::{listed_with_count, nothing, reading, shown};
use crate::features::{Hand, Visit, muted};
use crate::session::phone;
use crate::store::acts::stories::StoryAction;
use crate::store::read::deck::rows;
use crate::store::read::rehearsal::pace;
use crate::store::read::stories::{Covered, Use, begun_alike, coverage, uses};
use crate::ui::{
    ActionBar, Button, ButtonKind, Disclosure, EmptyState, Group, Icon, PillTone, ProgressBar, Row,
    dynamic, el,
};

/// One story in the list.
#[derive(Clone, PartialEq)]
struct Line {
    id: StoryId,
    title: String,
    detail: String,
    over_used: bool,
    professional: bool,
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let (practice, questions) = (reading::<Practice>(), reading::<Questions>());
    let came_late = visit.came_late;
    shown(came_late, practice, move |practice| {
        let practice = practice.clone();
        shown(came_late, questions, move |questions| {
            screen(hand, practice.clone(), questions.clone())
        })
    })
}

fn screen(hand: Hand, practice: Practice, questions: Questions) -> AnyView {
    let session = hand.session;
    let lines = session.watch(move |model, _| {
        let pace = pace(model).words;
        let rows = rows(model.all::<Card>(), &questions.questions);
        let used = uses(model, &rows);
        let line = |used: &Use| {
            let story = model.get::<Story>(&used.story)?;
            let words = count_words(&story.text());
            Some(Line {
                id: used.story.clone(),
                title: story.title.clone(),
                detail: [&*serves(used.cards.len()), " · ", &length(words, pace)].concat(),
                over_used: used.is_overused,
                professional: story.structure == PROFESSIONAL,
            })
        };
        used.iter().filter_map(line).collect::<Vec<Line>>()
    });
    let prompts = practice.story_bank;
    let covered = session.watch(move |model, _| coverage(model, &prompts));
    let empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let answer = view! {
        <Group>
            <Row title="Time any answer" detail="Short answers and rapid-fire, with any length" icon=Icon::Clock href=href(address::TIMER) />
        </Group>
    };
    view! {
        {dynamic(move || bank(hand, &lines.get()))}
        {dynamic(move || covered.with(|covered| prompts_of(hand, covered)))}
        {answer.into_any()}
        <ActionBar>{dynamic(move || new_story(hand, empty.get()))}</ActionBar>
    }
    .into_any()
}

fn new_story(hand: Hand, is_first: bool) -> AnyView {
    // The first one has a better button above.
    let kind = if is_first {
        ButtonKind::Secondary
    } else {
        ButtonKind::Primary
    };
    let press = move |()| begin(hand, "New story", "STAR", None);
    view! { <Button label="New story" kind=kind icon=Icon::Plus on_press=press /> }.into_any()
}

/// Opens a new story. It counts as none until something is written; one that was left like this is opened
/// again.
fn begin(hand: Hand, title: &str, structure: &str, prompt: Option<&str>) {
    let session = hand.session;
    let story = Story {
        title: title.to_owned(),
        structure: structure.to_owned(),
        prompts: prompt.into_iter().map(str::to_owned).collect(),
        made: Some(session.read(|_, world| world.today())),
        ..Story::default()
    };
    if let Some(id) = session.read(|model, _| begun_alike(model, &story)) {
        phone::go(&address::story(&id));
        return;
    }
    let id = StoryId::from(session.fresh_id());
    let path = address::story(&id);
    if hand.does(StoryAction::Edit { id, story }) {
        phone::go(&path);
    }
}

fn serves(cards: usize) -> String {
    match cards {
        0 => "Serves no question yet".to_owned(),
        1 => "Serves 1 question".to_owned(),
        count => ["Serves ", &count.to_string(), " questions"].concat(),
    }
}

fn length(words: usize, pace: f64) -> String {
    if words == 0 {
        return "nothing written yet".to_owned();
    }
    ["about ", &clock(seconds_for(words, pace).round())].concat()
}

fn bank(hand: Hand, lines: &[Line]) -> AnyView {
    let professional = move |()| begin(hand, "My professional story", PROFESSIONAL, None);
    if lines.is_empty() {
        return view! {
            <EmptyState
                icon=Icon::Book
                title="A few good stories answer a hundred questions"
                text="Begin with your own: who you are, what shaped you, why this, and where you want to go."
            >
                <Button label="Write my professional story" kind=ButtonKind::Primary on_press=professional />
            </EmptyState>
        }
        .into_any();
    }
    let rows = lines.iter().map(|line| {
        let pill = line
            .over_used
            .then(|| (PillTone::Warn, "used often".to_owned()));
        let path = href(&address::story(&line.id));
        let (title, detail) = (line.title.clone(), line.detail.clone());
        view! { <Row title=title detail=detail pill=Signal::stored(pill) href=path /> }.into_any()
    });
    let list = listed_with_count("Your stories", lines.len(), rows.collect());
    let often = lines.iter().any(|line| line.over_used).then(|| {
        muted("“Used often”: one interviewer may hear it twice in a day. Give some of its questions another story.")
            .into_any()
    });
    let first = (!lines.iter().any(|line| line.professional)).then(|| {
        view! {
            <Group>
                <Row title="Write my professional story" detail="Four parts, 90 to 120 seconds: “Tell me about yourself”" icon=Icon::Star on_press=professional />
            </Group>
        }
        .into_any()
    });
    vec![
        list,
        often.unwrap_or_else(nothing),
        first.unwrap_or_else(nothing),
    ]
    .into_any()
}

/// What still has no story, and what has one.
fn prompts_of(hand: Hand, covered: &[Covered]) -> AnyView {
    let (open, told): (Vec<&Covered>, Vec<&Covered>) =
        covered.iter().partition(|one| one.stories.is_empty());
    let all = u32::try_from(covered.len()).unwrap_or(u32::MAX);
    let has = u32::try_from(told.len()).unwrap_or(0);
    let open_rows = open.iter().map(|one| {
        let title = one.title.clone();
        let (name, prompt) = (one.title.clone(), one.prompt.clone());
        let write = move |()| begin(hand, &name, "STAR", Some(&prompt));
        view! { <Row title=title on_press=write /> }.into_any()
    });
    let told_rows = told.iter().map(|one| {
        let title = one.title.clone();
        let detail = match one.stories.len() {
            1 => "1 story".to_owned(),
            count => [&count.to_string(), " stories"].concat(),
        };
        view! { <Row title=title detail=detail /> }.into_any()
    });
    let open_rows: Vec<AnyView> = open_rows.collect();
    let told_rows: Vec<AnyView> = told_rows.collect();
    let done = (!told_rows.is_empty()).then(|| {
        let list = el("ul")
            .attr("role", "list")
            .class("plain")
            .view(told_rows.into_any());
        view! { <Disclosure title="Situations with a story">{list}</Disclosure> }.into_any()
    });
    let bar = view! { <ProgressBar value=has max=all label="Situations with a story" /> };
    vec![
        bar.into_any(),
        listed_with_count("No story yet for", open.len(), open_rows),
        done.unwrap_or_else(nothing),
    ]
    .into_any()
}
