//! The Practice tab: what to study today, how ready the deck is, and the ways to everything else.
//! Deliberately not here: the cards themselves.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::{
    InterviewerType, Phrases, Practice, Question, QuestionPriority, Questions, Step, Structure,
};
use crate::domain::ids::CardId;
use crate::features::cards::desk::{self, Desk};
use crate::features::cards::standing::cards_counted;
use crate::features::shell::reading::{
    Reading, folded, heading, manners, named, points, reading, said, shown, stacked,
};
use crate::features::{Hand, Visit, muted};
use crate::session::phone;
use crate::store::acts::cards::CardAction;
use crate::study::deadline::Why;
use crate::ui::{
    Button, ButtonKind, El, Group, Hero, Icon, LinkButton, PillTone, Row, dynamic, el, maybe,
};

/// The first screen of the tab.
pub fn view(visit: Visit) -> AnyView {
    let hand = visit.hand();
    let session = visit.session;
    desk::come_home();
    let questions = reading::<Questions>();
    // The minute belongs to it: a learning step falls due by the clock.
    let minute = session.watch(|_, world| world.now.0 / 60_000);
    let turn = desk::turn(session);
    shown(visit.came_late, questions, move |_| {
        let today = Memo::new(move |_| {
            minute.track();
            turn.track();
            let today = questions.with(|content| desk::with(session, content, Today::of));
            today.unwrap_or_default()
        });
        let is_begun = Memo::new(move |_| today.with(|today| today.studied > 0));
        let head = dynamic(move || {
            if is_begun.get() {
                hero(today)
            } else {
                begin(hand, questions)
            }
        });
        vec![head, ways(today)].into_any()
    })
}

/// Whom one meets, and how to build an answer.
pub fn guide(visit: Visit) -> AnyView {
    let (late, phrases) = (visit.came_late, reading::<Phrases>());
    shown(late, reading::<Practice>(), move |guide| {
        let manner =
            |(topic, rules): (&str, Vec<String>)| folded(topic, vec![points("ul", &rules)]);
        let etiquette = shown(late, phrases, move |content| {
            let topics = manners(content).into_iter();
            stacked("Etiquette", topics.map(manner).collect())
        });
        vec![advice(guide), etiquette].into_any()
    })
}

/// What the screen says of the deck.
#[derive(Clone, Debug, Default, PartialEq)]
struct Today {
    cards: usize,
    studied: usize,
    due: usize,
    new: usize,
    rest: bool,
    rewrite: usize,
    readiness: Option<String>,
    fresh: Option<String>,
}

impl Today {
    fn of(desk: &Desk) -> Today {
        let queue = desk.queue();
        let new = queue.cards.iter().filter(|(_, why)| *why == Why::New);
        let new = new.count();
        Today {
            cards: desk.rows.len(),
            studied: desk.subjects.len(),
            due: queue.cards.len() - new,
            new,
            rest: queue.rest,
            rewrite: desk.to_rewrite().count(),
            readiness: desk.readiness(),
            fresh: desk.table.fresh().sentence(),
        }
    }

    fn title(&self) -> String {
        let (due, new) = (self.due.to_string(), self.new.to_string());
        match (self.due, self.new) {
            _ if self.rest => "A day without cards".to_owned(),
            (0, 0) => "Nothing is due now".to_owned(),
            (0, _) => [&new, " new"].concat(),
            (_, 0) => [&due, " due"].concat(),
            _ => [&due, " due, ", &new, " new"].concat(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.rest {
            lines.push("An interview or a journey is today. Nothing is lost.".to_owned());
        }
        lines.extend(self.readiness.clone());
        lines.extend(self.fresh.clone());
        lines
    }
}

fn hero(today: Memo<Today>) -> AnyView {
    // Five minutes are worth while also when nothing is due, but not on a day without cards.
    let ways = Memo::new(move |_| today.with(|today| (today.due + today.new > 0, !today.rest)));
    let title = Signal::derive(move || today.with(Today::title));
    let lines = Signal::derive(move || today.with(Today::lines));
    let start = move || {
        let (has_cards, is_open) = ways.get();
        let all = has_cards.then(|| {
            view! { <LinkButton label="Start" href=href(address::REVIEW) kind=ButtonKind::Primary /> }
        });
        let few = is_open.then(|| {
            view! { <LinkButton label="Five minutes" href=href(address::FIVE_MINUTES) kind=ButtonKind::Quiet /> }
        });
        Some(
            el("div")
                .class("hero-ways")
                .view(all.into_any())
                .view(few.into_any())
                .into_any(),
        )
    };
    view! { <Hero kicker="Today’s cards" title=title lines=lines>{maybe(start)}</Hero> }.into_any()
}

/// Nothing is studied yet.
fn begin(hand: Hand, questions: Reading<Questions>) -> AnyView {
    let core = questions.with(core_ids).unwrap_or_default();
    let label = [
        "Start with the ",
        &core.len().to_string(),
        " core questions",
    ]
    .concat();
    let choose = move |()| {
        let ids = core.clone();
        let action = CardAction::Choose { ids, chosen: true };
        if hand.does(action) {
            phone::go(address::REVIEW);
        }
    };
    view! {
        <Hero
            kicker="Cards"
            title="Answers that come to mind on the day"
            lines=vec![
                "A card comes back just before you would forget it.".to_owned(),
                "Matchbook plans the cards up to your interview.".to_owned(),
            ]
        >
            <Button label=label kind=ButtonKind::Primary on_press=choose />
        </Hero>
    }
    .into_any()
}

fn core_ids(content: &Questions) -> Vec<CardId> {
    let is_core =
        |question: &&Question| question.priority == QuestionPriority::Core && !question.retired;
    let core = content.questions.iter().filter(is_core);
    core.map(|question| question.id.as_str().into()).collect()
}

fn ways(today: Memo<Today>) -> AnyView {
    let deck = Signal::derive(move || {
        let (studied, cards) = today.with(|today| (today.studied, today.cards));
        let cards = cards_counted(cards);
        match studied {
            0 => ["Choose from ", &cards].concat(),
            _ => ["You study ", &studied.to_string(), " of ", &cards].concat(),
        }
    });
    let rewrite = Signal::derive(move || {
        let count = today.with(|today| today.rewrite);
        (count > 0).then(|| (PillTone::Bad, [&count.to_string(), " to rewrite"].concat()))
    });
    view! {
        <Group title="Prepare">
            <Row title="Find a question" detail="By a word, a subject or a tag" icon=Icon::Search href=href(address::FIND) />
            <Row title="Deck" detail=deck pill=rewrite icon=Icon::Cards href=href(address::DECK) />
            <Row title="Worksheets" detail="Weak points, your strengths, the visa sentence" icon=Icon::Pencil href=href(address::WORKSHEETS) />
            <Row title="Stories and timer" detail="Your own story, and one for each situation" icon=Icon::Star href=href(address::STORIES) />
            <Row title="Drill" detail="A practice interview with follow-up questions" icon=Icon::Users href=href(address::DRILLS) />
            <Row title="Recordings" detail="Record an answer; hear your pace and your pauses" icon=Icon::Mic href=href(address::RECORDINGS) />
            <Row title="Phrases" detail="For the minute before the door opens" icon=Icon::Message href=href(address::PHRASES) />
        </Group>
        <Group title="More">
            <Row title="Hands-free cards" icon=Icon::Play href=href(address::HANDS_FREE) />
            <Row title="Interviewers and answers" icon=Icon::Book href=href(address::GUIDE) />
            <Row title="Statistics" icon=Icon::Chart href=href(address::STATISTICS) />
            <Row title="Import and export" icon=Icon::Upload href=href(address::EXCHANGE) />
            <Row title="Study settings" icon=Icon::Gear href=href(address::STUDY_SETTINGS) />
        </Group>
    }
    .into_any()
}

/// What stays the same for every question: whom one meets, and how to build an answer.
fn advice(guide: &Practice) -> AnyView {
    let types = guide.interviewer_types.iter().map(interviewer);
    let structures = guide.structures.iter();
    let structures = structures.map(|structure| folded(&structure.title, steps(structure)));
    vec![
        stacked("Kinds of interviewer", types.collect()),
        stacked("Shapes of an answer", structures.collect()),
    ]
    .into_any()
}

fn interviewer(kind: &InterviewerType) -> AnyView {
    let inside = vec![
        heading("Signs"),
        points("ul", &kind.signs),
        heading("What they want"),
        said(&kind.wants),
        heading("What to do"),
        points("ul", &kind.strategy),
        heading("What to avoid"),
        points("ul", &kind.avoid),
    ];
    folded(&kind.title, inside)
}

fn steps(structure: &Structure) -> Vec<El> {
    let step = |list: El, step: &Step| list.child(named(&step.label, &step.prompt));
    vec![
        muted(&["For: ", &structure.use_for].concat()),
        structure.steps.iter().fold(el("ol"), step),
    ]
}
