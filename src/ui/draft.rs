//! Texts that were typed but could not be kept, because they were refused. Such a text stays in its
//! field, marked, until it can be kept; it is there again when the page is opened again.
//! Deliberately not here: where drafts outlive the page, which is the app's business.

use std::cell::{Cell, RefCell};
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

/// Hears of a draft that is new or changed, or with `false` of one that is no more.
type Hear = Rc<dyn Fn(&Draft, bool)>;

#[derive(Default)]
struct Drafts {
    place: String,
    /// How many fields of one name the page has so far.
    fields: Vec<String>,
    drafts: Vec<Draft>,
    hear: Option<Hear>,
    /// The answer to the key that is being told, while one is.
    answer: Option<Option<String>>,
}

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::default();
}

/// Takes over drafts of an earlier start, and tells of every change from then on.
pub fn follow_drafts(known: Vec<Draft>, hear: impl Fn(&Draft, bool) + 'static) {
    DRAFTS.with_borrow_mut(|all| {
        all.drafts = known;
        all.hear = Some(Rc::new(hear));
    });
}

/// Address of a page with a draft, if there is one.
pub fn place_of_draft() -> Option<String> {
    DRAFTS.with_borrow(|all| Some(all.drafts.first()?.place.clone()))
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
            let count = all.fields.iter().filter(|known| **known == label).count();
            let name = [&*label, " ", &count.to_string()].concat();
            all.fields.push(label);
            Field {
                place: all.place.clone(),
                name,
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
        let (why, hear) =
            DRAFTS.with_borrow_mut(|all| (all.answer.take().flatten(), all.hear.clone()));
        let draft = Draft {
            place: self.place.clone(),
            field: self.name.clone(),
            over: self.over.get(),
            text: text.to_owned(),
            why: why.clone().unwrap_or_default(),
        };
        let had = DRAFTS.with_borrow_mut(|all| {
            let count = all.drafts.len();
            all.drafts.retain(|draft| !self.is_of(draft));
            let had = all.drafts.len() < count;
            if why.is_some() {
                all.drafts.push(draft.clone());
            } else {
                self.over.set(mark(text));
            }
            had
        });
        if let Some(hear) = hear.filter(|_| had || why.is_some()) {
            hear(&draft, why.is_some());
        }
        why
    }
}
