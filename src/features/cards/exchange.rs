//! Cards from other programs, and for them: a file is read and shown before anything is written, and
//! one undo takes all of it back. A second import of the same file changes nothing.
//!
//! The only screen that names the readers of foreign formats, so that they come with its part.

use leptos::prelude::*;

use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::words::grouped;
use crate::exchange::card::{self as note_card, Here};
use crate::exchange::loss::What;
use crate::exchange::note::{Deck, Note};
use crate::exchange::preview::{Choice, Known, Preview, Twins, Verdict, preview};
use crate::exchange::{anki_text, apkg, read, spreadsheet};
use crate::features::cards::desk;
use crate::features::cards::standing::{cards_counted, category_title};
use crate::features::shell::reading::{
    Reading, bullets, card, folded, points, reading, said, shown,
};
use crate::features::shell::turn;
use crate::features::{Hand, Visit, muted};
use crate::session::{Saving, Session, phone};
use crate::store::acts::cards::CardAction;
use crate::store::core::model::Kinds;
use crate::store::read::deck::Row as CardRow;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Disclosure, FieldGroup, Group, Icon, LinkButton,
    PillTone, Row, Segmented, Switch, TextField, dynamic, el, maybe,
};

/// More new cards than this are not studied at once unless the person says so.
const STUDIED_AT_ONCE: usize = 40;
/// So that the words stand there before the phone is busy, in milliseconds.
const WORDS_FIRST_MS: u32 = 50;

/// A file that was read, and what taking it in would do.
#[derive(Clone)]
struct Opened {
    deck: Deck,
    preview: Preview,
    /// What would be written to cards that are here, one by one: to changed ones, and to twins.
    changed: Vec<String>,
    twins: Vec<String>,
}

#[derive(Clone)]
enum Stage {
    /// Choose a file, or save one. With how the last one went.
    Start(Option<Outcome>),
    /// The phone is busy with what these words say.
    Busy(String),
    Opened(Opened),
}

#[derive(Clone)]
enum Outcome {
    Refused(String),
    /// So many cards were imported and are stored. With the number of the step, to take it back.
    Imported(usize, Option<u64>),
}

#[derive(Clone, Copy)]
struct Screen {
    hand: Hand,
    session: Session,
    questions: Reading<Questions>,
    stage: RwSignal<Stage>,
    /// What was pasted.
    pasted: RwSignal<String>,
    /// Changed notes replace what is here.
    replace: RwSignal<bool>,
    /// What to do with notes whose question another card asks, as a value of `TWINS`.
    twins: RwSignal<String>,
    /// New cards are studied at once.
    chosen: RwSignal<bool>,
    /// Which cards to export.
    which: RwSignal<String>,
}

const LEAVE_OUT: &str = "leave";
const LAY_OVER: &str = "over";
const ADD: &str = "add";

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let screen = Screen {
        hand: visit.hand(),
        session: visit.session,
        questions: reading(),
        stage: RwSignal::new(Stage::Start(None)),
        pasted: RwSignal::new(String::new()),
        replace: RwSignal::new(false),
        twins: RwSignal::new(LEAVE_OUT.to_owned()),
        chosen: RwSignal::new(true),
        which: RwSignal::new("all".to_owned()),
    };
    shown(visit.came_late, screen.questions, move |_| {
        dynamic(move || match screen.stage.get() {
            Stage::Start(outcome) => vec![
                outcome.map(|outcome| screen.outcome(outcome)).into_any(),
                screen.import(),
                screen.export(),
            ]
            .into_any(),
            Stage::Busy(words) => muted(&words).attr("role", "status").into_any(),
            Stage::Opened(opened) => screen.opened(opened),
        })
    })
}

/// `1 card imported. You find it in your deck.`
fn imported(count: usize, saving: &Saving) -> String {
    let counted = cards_counted(count);
    let (it, is) = if count == 1 {
        ("it", " is")
    } else {
        ("them", " are")
    };
    match saving {
        // Nothing is stored here, and a notice says why.
        Saving::Never | Saving::Unread => [
            &counted,
            is,
            " here until you close Matchbook. This browser does not keep ",
            it,
            ".",
        ]
        .concat(),
        _ => [&counted, " imported. You find ", it, " in your deck."].concat(),
    }
}

fn note_of(content: &Questions, row: &CardRow) -> Note {
    let deck = category_title(content, &row.category);
    note_card::note(
        &row.id,
        &row.text,
        &row.outline,
        &row.script,
        &row.tags,
        deck,
    )
}

/// The id of the category that is called like this deck; another deck is a category of its own.
fn category_of(content: &Questions, deck: &str) -> String {
    let named = |title: &str| {
        let note = Note {
            deck: title.to_owned(),
            ..Note::default()
        };
        note.tidy().deck == deck
    };
    let found = content.categories.iter().find(|one| named(&one.title));
    found.map_or_else(|| deck.to_owned(), |one| one.id.clone())
}

impl Screen {
    fn with_rows<T>(self, read: impl FnOnce(&Questions, &[CardRow]) -> T) -> Option<T> {
        let session = self.session;
        untrack(|| {
            self.questions
                .with(|content| desk::with(session, content, |desk| read(content, &desk.rows)))
        })
    }

    fn outcome(self, outcome: Outcome) -> AnyView {
        let status = |banner: AnyView| el("div").attr("role", "status").view(banner).into_any();
        match outcome {
            Outcome::Refused(sentence) => {
                status(view! { <Banner tone=PillTone::Bad text=sentence /> }.into_any())
            }
            Outcome::Imported(count, step) => {
                // Not true any more once it is taken back, here or in the header.
                let session = self.session;
                let cards = session.watch(|model, _| model.revision(Kinds::of::<Card>()));
                let then = cards.get_untracked();
                let text = imported(count, &session.saving().get_untracked());
                let undo = Callback::new(move |()| self.take_back(step));
                let draw = move || {
                    let (text, undo) = (text.clone(), ("Undo".to_owned(), undo));
                    let banner =
                        view! { <Banner tone=PillTone::Good text=text action=undo /> }.into_any();
                    let deck =
                        view! { <LinkButton label="Open the deck" href="#/practice/deck" /> };
                    vec![status(banner), deck.into_any()].into_any()
                };
                maybe(move || (cards.get() == then).then(&draw)).into_any()
            }
        }
    }

    fn import(self) -> AnyView {
        let pick = move |()| self.pick();
        let paste = move |()| {
            let text = self.pasted.get_untracked();
            self.read_soon(text.into_bytes());
        };
        let no_text = Signal::derive(move || self.pasted.with(|text| text.trim().is_empty()));
        let typed = move |text| self.pasted.set(text);
        view! {
            <FieldGroup title="Import">
                {said("From Anki: a deck package (.apkg), or notes in plain text (.txt).")}
                {said("From a spreadsheet: a CSV file with a question and an answer in each row.")}
                {muted("You see what would change before anything is written.")}
                <Button kind=ButtonKind::Primary icon=Icon::Upload label="Choose a file" on_press=pick />
            </FieldGroup>
            <Disclosure title="Paste text instead">
                <TextField label="Cards as text" hint="One card on each line. Between question and answer: a tab, a semicolon or a comma."
                    multiline=true spellcheck=false value=self.pasted on_input=typed />
                <Button label="Read the text" disabled=no_text on_press=paste />
            </Disclosure>
        }
        .into_any()
    }

    fn pick(self) {
        leptos::task::spawn_local(async move {
            let max = u32::try_from(apkg::FILE_MAX).unwrap_or(u32::MAX);
            match phone::pick_file("", max).await {
                Ok(Some(bytes)) => self.read_soon(bytes),
                Ok(None) => {}
                Err(sentence) => self.refuse(sentence),
            }
        });
    }

    fn refuse(self, sentence: String) {
        // The person may have left the screen while the file was read.
        self.stage
            .try_set(Stage::Start(Some(Outcome::Refused(sentence))));
    }

    fn read_soon(self, bytes: Vec<u8>) {
        if self
            .stage
            .try_set(Stage::Busy("Reading the cards…".to_owned()))
            .is_some()
        {
            return;
        }
        phone::after(WORDS_FIRST_MS, move || {
            if self.stage.try_get_untracked().is_none() {
                return;
            }
            match self.open(&bytes) {
                Ok(opened) => {
                    let new = opened.preview.new + opened.preview.twins;
                    self.chosen.set(new <= STUDIED_AT_ONCE);
                    self.replace.set(false);
                    self.twins.set(LEAVE_OUT.to_owned());
                    self.stage.set(Stage::Opened(opened));
                    phone::focus("h1");
                }
                Err(sentence) => self.refuse(sentence),
            }
        });
    }

    fn open(self, bytes: &[u8]) -> Result<Opened, String> {
        let deck = read(bytes).map_err(|refusal| refusal.sentence().to_owned())?;
        self.compared(note_card::fit(deck))
            .ok_or_else(|| "The deck is not open yet. Choose the file again.".to_owned())
    }

    /// The deck beside the cards that are here now.
    fn compared(self, deck: Deck) -> Option<Opened> {
        let known: Vec<Known> = self.with_rows(|content, rows| {
            let known = rows.iter().map(|row| Known {
                note: note_of(content, row),
                has_starter_points: row.has_starter_points,
            });
            known.collect()
        })?;
        let preview = preview(&deck, &known);
        let (mut changed, mut twins) = (Vec::new(), Vec::new());
        for verdict in &preview.verdicts {
            match verdict {
                Verdict::Changed { card, changes } => {
                    changed.push(note_card::told(&known[*card], changes));
                }
                Verdict::Twin { card, changes, .. } => {
                    twins.push(note_card::told(&known[*card], changes));
                }
                Verdict::New | Verdict::Same => {}
            }
        }
        Some(Opened {
            deck,
            preview,
            changed,
            twins,
        })
    }

    fn choice(self) -> Choice {
        Choice {
            replace: self.replace.get(),
            twins: self.twins.with(|chosen| match &**chosen {
                LAY_OVER => Twins::LayOver,
                ADD => Twins::Add,
                _ => Twins::LeaveOut,
            }),
        }
    }

    /// What the file would do, and the choices about it.
    fn opened(self, opened: Opened) -> AnyView {
        let Preview {
            new,
            same,
            changed,
            twins,
            ..
        } = opened.preview;
        let losses = &opened.preview.losses;
        let count = |title: &'static str, detail: &'static str, tone: PillTone, count: usize| {
            (count > 0).then(|| {
                let pill = Some((tone, grouped(count)));
                view! { <Row title=title detail=detail pill=Signal::stored(pill) /> }.into_any()
            })
        };
        let rows: Vec<AnyView> = [
            count("New", "Not in your deck yet", PillTone::Accent, new),
            count(
                "Changed",
                "In your deck, but with other words",
                PillTone::Warn,
                changed,
            ),
            count(
                "Same question",
                "A card in your deck asks this already",
                PillTone::Warn,
                twins,
            ),
            count(
                "Known",
                "In your deck already; nothing happens",
                PillTone::Neutral,
                same,
            ),
            count(
                "Too long",
                "Named below; the others come without them",
                PillTone::Bad,
                losses.count(What::TooLong),
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        let lost: Vec<_> = losses
            .iter()
            .flat_map(|(what, loss)| {
                let examples = (!loss.examples.is_empty()).then(|| points("ul", &loss.examples));
                std::iter::once(said(&what.sentence(loss.count))).chain(examples)
            })
            .collect();
        let lost = (!lost.is_empty()).then(|| card("What does not come along", lost));
        let none = opened.preview.is_nothing().then(|| {
            view! { <Banner tone=PillTone::Good text="Everything in this file is in your deck already. There is nothing to import." /> }.into_any()
        });
        let examples = bullets("New, for example", &opened.preview.new_examples);
        let choices = self.choices(&opened);
        let opened = StoredValue::new(opened);
        let counted =
            Memo::new(move |_| opened.with_value(|opened| opened.preview.count(self.choice())));
        let replaced =
            Memo::new(move |_| opened.with_value(|opened| opened.preview.replaced(self.choice())));
        let warning = maybe(move || {
            let count = replaced.get();
            let text = match count {
                0 => return None,
                1 => "On 1 card, words that you wrote will be replaced.".to_owned(),
                count => [
                    "On ",
                    &cards_counted(count),
                    ", words that you wrote will be replaced.",
                ]
                .concat(),
            };
            Some(view! { <Banner tone=PillTone::Warn text=text /> }.into_any())
        });
        let label = Signal::derive(move || ["Import ", &cards_counted(counted.get())].concat());
        let nothing = Signal::derive(move || counted.get() == 0);
        let go = move |()| {
            let opened = opened.get_value();
            let words = ["Saving ", &cards_counted(counted.get_untracked()), "…"].concat();
            self.stage.set(Stage::Busy(words));
            phone::after(WORDS_FIRST_MS, move || self.take_in(opened));
        };
        let cancel = move |()| {
            self.stage.set(Stage::Start(None));
            phone::focus("h1");
        };
        vec![
            none.into_any(),
            view! { <Group title="In this file">{rows}</Group> }.into_any(),
            choices,
            warning.into_any(),
            examples,
            lost.into_any(),
            view! {
                <ActionBar>
                    <Button label="Cancel" on_press=cancel />
                    <Button kind=ButtonKind::Primary label=label disabled=nothing on_press=go />
                </ActionBar>
            }
            .into_any(),
        ]
        .into_any()
    }

    fn choices(self, opened: &Opened) -> AnyView {
        let replace = move |yes| self.replace.set(yes);
        let chosen = move |yes| self.chosen.set(yes);
        let Preview {
            new,
            changed,
            twins,
            ..
        } = opened.preview;
        let listed = |title: &str, lines: &[String]| folded(title, vec![points("ul", lines)]);
        let mut parts = Vec::new();
        if changed > 0 {
            let switch = view! { <Switch label="Replace changed cards" detail="Off: your words stay as they are. Tags are only added." checked=self.replace on_toggle=replace /> };
            parts.push(view! { <Group title="Changed cards">{switch}</Group> }.into_any());
            parts.push(listed("What would change", &opened.changed));
        }
        if twins > 0 {
            parts.push(self.choose_twins());
            parts.push(listed("What “Lay over” would replace", &opened.twins));
        }
        if new + twins > 0 {
            let switch = view! { <Switch label="Study the new cards" detail="You can also choose later, in the deck" checked=self.chosen on_toggle=chosen /> };
            parts.push(view! { <Group title="New cards">{switch}</Group> }.into_any());
        }
        parts.into_any()
    }

    fn choose_twins(self) -> AnyView {
        let options = [
            (LEAVE_OUT, "Leave out"),
            (LAY_OVER, "Lay over"),
            (ADD, "Add"),
        ];
        let select = move |chosen: String| self.twins.set(chosen);
        let told = move || {
            let told = match self.choice().twins {
                Twins::LeaveOut => "The cards in your deck stay as they are.",
                Twins::LayOver => {
                    "The answer from the file takes the place of the one on your card. Question, subject and memory stay."
                }
                Twins::Add => "You will have two cards for one question.",
            };
            told.to_owned()
        };
        view! {
            <FieldGroup title="Cards with the same question">
                <Segmented label="Cards with the same question" options=options selected=self.twins on_select=select />
                {el("p").class("hint").attr("role", "status").say_with(told)}
            </FieldGroup>
        }
        .into_any()
    }

    fn take_in(self, shown: Opened) {
        if self.stage.try_get_untracked().is_none() {
            // The person has left the screen before anything was written.
            return;
        }
        // Another window may have changed the deck since; then the person looks again.
        let Some(opened) = self.compared(shown.deck.clone()) else {
            return self.stage.set(Stage::Opened(shown));
        };
        if opened.preview != shown.preview {
            self.hand
                .toaster
                .show("Your deck has changed meanwhile. Look again, then import.");
            return self.stage.set(Stage::Opened(opened));
        }
        let cards = self.cards(&opened);
        let count = cards.len();
        let done = [&cards_counted(count), " imported"].concat();
        let action = CardAction::Import { cards };
        match self.session.dispatch_told(action, &done) {
            Ok(step) => self
                .session
                .when_saved(move || self.tell_imported(count, step)),
            Err(refusal) => {
                self.hand.refuses(refusal);
                self.stage.set(Stage::Opened(opened));
            }
        }
    }

    /// Says that the cards are stored: here, or where the person is now.
    fn tell_imported(self, count: usize, step: Option<u64>) {
        let outcome = Stage::Start(Some(Outcome::Imported(count, step)));
        if self.stage.try_set(outcome).is_none() {
            self.pasted.set(String::new());
            phone::focus("h1");
            return;
        }
        let Hand { session, toaster } = self.hand;
        let text = imported(count, &session.saving().get_untracked());
        toaster.show_undo_with(text, move || {
            if let Some(step) = step {
                turn::step(session, toaster, step, None);
            }
        });
    }

    fn take_back(self, step: Option<u64>) {
        self.stage.set(Stage::Start(None));
        phone::focus("h1");
        if let Some(step) = step {
            turn::step(self.session, self.hand.toaster, step, None);
        }
    }

    fn cards(self, opened: &Opened) -> Vec<(String, Card)> {
        let choice = untrack(|| self.choice());
        let chosen = self.chosen.get_untracked();
        let session = self.session;
        let today = session.read(|_, world| world.today());
        let cards = self.with_rows(|content, rows| {
            let here = |place: usize| {
                let row = &rows[place];
                Here {
                    id: row.id.clone(),
                    card: session.read(|model, _| model.get_or_default(&row.id)),
                    points: row.outline.clone(),
                }
            };
            let new = |card| Card {
                chosen,
                made: Some(today),
                ..card
            };
            let category = |deck: &str| category_of(content, deck);
            note_card::cards(&opened.deck, &opened.preview, choice, here, category, new)
        });
        cards.unwrap_or_default()
    }

    fn export(self) -> AnyView {
        let options = [("all", "All"), ("studied", "Studied"), ("own", "Mine")];
        let select = move |which: String| self.which.set(which);
        let session = self.session;
        let turn = session.watch(|model, _| model.revision(Kinds::of::<Card>()));
        let count = Memo::new(move |_| {
            turn.track();
            let which = self.which.get();
            let wanted =
                self.with_rows(|_, rows| rows.iter().filter(|row| takes(&which, row)).count());
            wanted.unwrap_or_default()
        });
        let none = Signal::derive(move || count.get() == 0);
        let told = move || match count.get() {
            0 => "There is no such card yet.".to_owned(),
            count => cards_counted(count),
        };
        let anki = move |()| self.save("txt", "text/plain", anki_text::write);
        let csv = move |()| self.save("csv", "text/csv", spreadsheet::write);
        view! {
            <FieldGroup title="Export">
                {said("Questions, outlines, scripts and tags. How well you remember stays here.")}
                <Segmented label="Which cards" options=options selected=self.which on_select=select />
                {el("p").class("hint").attr("role", "status").say_with(told)}
                <Button icon=Icon::Download label="Save for Anki" disabled=none on_press=anki />
                <Button icon=Icon::Download label="Save as CSV" disabled=none on_press=csv />
                {muted("In Anki, choose File, Import, and then the text file.")}
            </FieldGroup>
        }
        .into_any()
    }

    fn save(self, extension: &'static str, mime: &'static str, write: fn(&[Note]) -> String) {
        let which = self.which.get_untracked();
        let notes = self.with_rows(|content, rows| {
            let wanted = rows.iter().filter(|row| takes(&which, row));
            wanted.map(|row| note_of(content, row)).collect::<Vec<_>>()
        });
        let day = self.session.read(|_, world| world.today());
        let name = ["matchbook-cards-", &day.iso(), ".", extension].concat();
        let text = write(&notes.unwrap_or_default());
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            toaster.show(match phone::save_text(&name, mime, &text).await {
                phone::Left::Yes => ["Saved as ", &name].concat(),
                phone::Left::No => "Not saved: you closed the share sheet.".to_owned(),
                phone::Left::Cannot => {
                    "This browser cannot save files. Open Matchbook in another browser.".to_owned()
                }
            });
        });
    }
}

/// The card is among those to export.
fn takes(which: &str, row: &CardRow) -> bool {
    match which {
        "studied" => row.is_studied(),
        "own" => row.own,
        _ => true,
    }
}
