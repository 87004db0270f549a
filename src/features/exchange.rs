//! Cards from other programs, and for them: a file is read and shown before anything is written, and
//! one undo takes all of it back. A second import of the same file changes nothing.
//!
//! The only screen that names the readers of foreign formats, so that they come with its part.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::content::lazy::Questions;
use crate::domain::card::Card;
use crate::domain::time::Day;
use crate::exchange::card as note_card;
use crate::exchange::note::{CardId, Deck, Note};
use crate::exchange::preview::{Preview, Verdict, preview};
use crate::exchange::{anki_text, apkg, read, spreadsheet};
use crate::features::card_words::{cards_counted, category_title};
use crate::features::desk;
use crate::features::guide::{Reading, bullets, card, points, reading, said, shown};
use crate::features::{Hand, Visit, muted};
use crate::session::{Session, phone};
use crate::store::deck::Row as CardRow;
use crate::store::practice::PracticeAction;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Disclosure, FieldGroup, Group, Icon, PillTone, Row,
    Segmented, Switch, TextField, dynamic, el,
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
}

#[derive(Clone)]
enum Stage {
    /// Choose a file, or save one. With how the last one went.
    Start(Option<Outcome>),
    /// The phone is busy with what these words say.
    Busy(&'static str),
    Opened(Opened),
}

#[derive(Clone)]
enum Outcome {
    Refused(String),
    Done(String),
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
    theirs: RwSignal<bool>,
    /// Notes whose question another card asks are added all the same.
    twins: RwSignal<bool>,
    /// New cards are studied at once.
    chosen: RwSignal<bool>,
    /// Which cards to export.
    which: RwSignal<String>,
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    let screen = Screen {
        hand: visit.hand(),
        session: visit.session,
        questions: reading(),
        stage: RwSignal::new(Stage::Start(None)),
        pasted: RwSignal::new(String::new()),
        theirs: RwSignal::new(false),
        twins: RwSignal::new(false),
        chosen: RwSignal::new(true),
        which: RwSignal::new("all".to_owned()),
    };
    shown(visit.came_late, screen.questions, move |_| {
        dynamic(move || match screen.stage.get() {
            Stage::Start(outcome) => vec![
                outcome.map(Outcome::draw).into_any(),
                screen.import(),
                screen.export(),
            ]
            .into_any(),
            Stage::Busy(words) => muted(words).attr("role", "status").into_any(),
            Stage::Opened(opened) => screen.opened(opened),
        })
    })
}

impl Outcome {
    fn draw(self) -> AnyView {
        let (tone, text) = match self {
            Outcome::Refused(sentence) => (PillTone::Bad, sentence),
            Outcome::Done(sentence) => (PillTone::Good, sentence),
        };
        let banner = view! { <Banner tone=tone text=text /> };
        el("div")
            .attr("role", "status")
            .view(banner.into_any())
            .into_any()
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
            .try_set(Stage::Busy("Reading the cards…"))
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
                    let new = opened.preview.new + opened.preview.same_question;
                    self.chosen.set(new <= STUDIED_AT_ONCE);
                    self.theirs.set(false);
                    self.twins.set(false);
                    self.stage.set(Stage::Opened(opened));
                    phone::focus("h1");
                }
                Err(sentence) => self.refuse(sentence),
            }
        });
    }

    fn open(self, bytes: &[u8]) -> Result<Opened, String> {
        let deck = read(bytes).map_err(|refusal| refusal.sentence().to_owned())?;
        let deck = note_card::fit(deck);
        let preview = self.with_rows(|content, rows| {
            let here: Vec<Note> = rows.iter().map(|row| note_of(content, row)).collect();
            preview(&deck, &here)
        });
        let preview = preview.ok_or("The deck is not open yet. Choose the file again.")?;
        Ok(Opened { deck, preview })
    }

    /// What the file would do, and the choices about it.
    fn opened(self, opened: Opened) -> AnyView {
        let Preview {
            new,
            same,
            changed,
            same_question,
            ..
        } = opened.preview;
        let count = |title: &'static str, detail: &'static str, tone: PillTone, count: usize| {
            (count > 0).then(|| {
                let pill = Some((tone, count.to_string()));
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
                "Another card of yours asks this already",
                PillTone::Warn,
                same_question,
            ),
            count(
                "Known",
                "In your deck word for word; nothing happens",
                PillTone::Neutral,
                same,
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        let preview = &opened.preview;
        let examples = vec![
            bullets("New, for example", &preview.new_examples),
            bullets("Changed, for example", &preview.changed_examples),
            bullets(
                "Same question, for example",
                &preview.same_question_examples,
            ),
        ];
        let losses: Vec<_> = preview
            .losses
            .iter()
            .flat_map(|(what, loss)| {
                let examples = (!loss.examples.is_empty()).then(|| points("ul", &loss.examples));
                std::iter::once(said(&what.sentence(loss.count))).chain(examples)
            })
            .collect();
        let losses = (!losses.is_empty()).then(|| card("What does not come along", losses));
        let none = (new + changed + same_question == 0).then(|| {
            view! { <Banner tone=PillTone::Good text="Everything in this file is in your deck already. There is nothing to import." /> }.into_any()
        });
        let counted = Memo::new(move |_| {
            let of = |yes: bool, count: usize| if yes { count } else { 0 };
            new + of(self.theirs.get(), changed) + of(self.twins.get(), same_question)
        });
        let label = Signal::derive(move || ["Import ", &cards_counted(counted.get())].concat());
        let nothing = Signal::derive(move || counted.get() == 0);
        let choices = self.choices(&opened.preview);
        let opened = StoredValue::new(opened);
        let go = move |()| {
            let opened = opened.get_value();
            self.stage.set(Stage::Busy("Adding the cards…"));
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
            examples.into_any(),
            losses.into_any(),
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

    fn choices(self, preview: &Preview) -> AnyView {
        let theirs = move |yes| self.theirs.set(yes);
        let twins = move |yes| self.twins.set(yes);
        let chosen = move |yes| self.chosen.set(yes);
        let replace = (preview.changed > 0).then(|| {
            view! { <Switch label="Replace changed cards" detail="Off: your words stay as they are" checked=self.theirs on_toggle=theirs /> }.into_any()
        });
        let double = (preview.same_question > 0).then(|| {
            view! { <Switch label="Add cards with the same question" detail="You would have two cards for one question" checked=self.twins on_toggle=twins /> }.into_any()
        });
        let study = (preview.new + preview.same_question > 0).then(|| {
            view! { <Switch label="Study the new cards" detail="You can also choose later, in the deck" checked=self.chosen on_toggle=chosen /> }.into_any()
        });
        let switches: Vec<AnyView> = [replace, double, study].into_iter().flatten().collect();
        if switches.is_empty() {
            return ().into_any();
        }
        view! { <Group title="What to do">{switches}</Group> }.into_any()
    }

    fn take_in(self, opened: Opened) {
        if self.stage.try_get_untracked().is_none() {
            // The person has left the screen before anything was written.
            return;
        }
        let today = self.session.read(|_, world| world.today());
        let cards = self.with_rows(|content, rows| self.cards(content, rows, &opened, today));
        let cards = cards.unwrap_or_default();
        let said = [&cards_counted(cards.len()), " imported"].concat();
        let action = PracticeAction::ImportCards { cards };
        if self.hand.does_with_undo(action, &said) {
            let sentence = [&said, ". You find them in the deck."].concat();
            self.pasted.set(String::new());
            self.stage.set(Stage::Start(Some(Outcome::Done(sentence))));
        } else {
            self.stage.set(Stage::Opened(opened));
        }
        phone::focus("h1");
    }

    fn cards(
        self,
        content: &Questions,
        rows: &[CardRow],
        opened: &Opened,
        today: Day,
    ) -> Vec<(String, Card)> {
        let (theirs, twins) = (self.theirs.get_untracked(), self.twins.get_untracked());
        let chosen = self.chosen.get_untracked();
        // By the same id as the preview.
        let by_id: BTreeMap<CardId, &CardRow> = rows
            .iter()
            .map(|row| (note_card::id_of(&row.id, &row.text), row))
            .collect();
        let notes = opened.deck.notes.iter().zip(&opened.preview.verdicts);
        notes
            .filter_map(|(note, verdict)| {
                let id = note.id.clone()?;
                let category = category_of(content, &note.deck);
                match verdict {
                    Verdict::Changed(parts) if theirs => {
                        let row = by_id.get(&id)?;
                        let mut card: Card =
                            self.session.read(|model, _| model.get_or_default(&row.id));
                        note_card::take(&mut card, &row.outline, note, category, parts);
                        Some((row.id.clone(), card))
                    }
                    Verdict::New | Verdict::SameQuestion(_)
                        if twins || *verdict == Verdict::New =>
                    {
                        let card = Card {
                            chosen,
                            made: Some(today),
                            ..note_card::new_card(note, category)
                        };
                        Some((id.as_str().to_owned(), card))
                    }
                    _ => None,
                }
            })
            .collect()
    }

    fn export(self) -> AnyView {
        let options = [("all", "All"), ("studied", "Studied"), ("own", "Mine")];
        let select = move |which: String| self.which.set(which);
        let session = self.session;
        let turn = session.watch(&["card"], move |_, _| session.revision(&["card"]));
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
