//! Texts that were typed but could not be kept, because they were refused. Such a text stays in its
//! field, marked, until it can be kept; it is there again when the page is opened again.
//! Deliberately not here: where drafts outlive the page, which is the app's business.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A text that waits in its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Address of the page.
    pub place: String,
    /// Which field of the page.
    pub field: String,
    /// Tells the text that the field kept before from other texts.
    pub over: u32,
    /// As it was typed.
    pub text: String,
    /// Why it could not be kept.
    pub why: String,
}

type Hear = Rc<dyn Fn(&[Draft])>;

#[derive(Default)]
struct Drafts {
    place: String,
    /// How many fields of one name the page has so far.
    fields: BTreeMap<String, u32>,
    drafts: Vec<Draft>,
    changed: Option<Hear>,
    /// The answer to the key that is being told, while one is.
    answer: Option<Option<String>>,
}

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::default();
}

/// Takes over drafts of an earlier start, and tells of every change.
pub fn follow_drafts(known: Vec<Draft>, changed: impl Fn(&[Draft]) + 'static) {
    let changed: Hear = Rc::new(changed);
    changed(&known);
    DRAFTS.with_borrow_mut(|all| {
        all.drafts = known;
        all.changed = Some(changed);
    });
}

/// A page is about to be drawn.
pub fn enter_place(place: &str) {
    DRAFTS.with_borrow_mut(|all| {
        place.clone_into(&mut all.place);
        all.fields.clear();
    });
}

/// Tells the field that is being typed in that its text was refused; `false` when none is.
pub fn refuse(sentence: &str) -> bool {
    DRAFTS.with_borrow_mut(|all| {
        let listens = all.answer.is_some();
        if listens {
            all.answer = Some(Some(sentence.to_owned()));
        }
        listens
    })
}

/// The same for two texts of the same words, in whatever order they are kept.
fn mark(text: &str) -> u32 {
    let letters = text.chars().filter(|sign| sign.is_alphanumeric());
    letters.fold(0, |sum, letter| sum.wrapping_add(u32::from(letter)))
}

/// One field of the page that is being drawn.
#[derive(Clone)]
pub(super) struct Field {
    place: String,
    name: String,
    /// The mark of what it keeps.
    over: Rc<Cell<u32>>,
}

impl Field {
    /// A new field, which keeps `text`.
    pub(super) fn new(label: String, text: &str) -> Field {
        DRAFTS.with_borrow_mut(|all| {
            let count = all.fields.entry(label.clone()).or_default();
            *count += 1;
            Field {
                place: all.place.clone(),
                name: [&*label, " ", &count.to_string()].concat(),
                over: Rc::new(Cell::new(mark(text))),
            }
        })
    }

    fn is_of(&self, draft: &Draft) -> bool {
        draft.over == self.over.get() && draft.field == self.name && draft.place == self.place
    }

    /// The draft that waits for it.
    pub(super) fn draft(&self) -> Option<Draft> {
        DRAFTS.with_borrow(|all| all.drafts.iter().find(|draft| self.is_of(draft)).cloned())
    }

    /// Tells a key through `tell`, and keeps the text as a draft where it is refused. Gives why.
    pub(super) fn types(&self, text: &str, tell: impl FnOnce()) -> Option<String> {
        DRAFTS.with_borrow_mut(|all| all.answer = Some(None));
        tell();
        let (why, news) = DRAFTS.with_borrow_mut(|all| {
            let why = all.answer.take().flatten();
            let count = all.drafts.len();
            all.drafts.retain(|draft| !self.is_of(draft));
            let had = all.drafts.len() < count;
            match &why {
                Some(why) => all.drafts.push(Draft {
                    place: self.place.clone(),
                    field: self.name.clone(),
                    over: self.over.get(),
                    text: text.to_owned(),
                    why: why.clone(),
                }),
                None => self.over.set(mark(text)),
            }
            let changed = all.changed.clone().filter(|_| had || why.is_some());
            (why, changed.map(|changed| (changed, all.drafts.clone())))
        });
        if let Some((changed, drafts)) = news {
            changed(&drafts);
        }
        why
    }
}
