//! Texts that were typed but could not be kept, because they were refused. Such a text stays in its
//! field, marked, until it can be kept; it is there again when the page is opened again.
//! Deliberately not here: where drafts outlive the page, which is the app's business.

use std::cell::RefCell;
use std::rc::Rc;

/// A text that waits in its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Address of the page, name of the field in the page, and a mark of the text that the field kept
    /// before: three lines.
    pub key: String,
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
    DRAFTS.with_borrow(|all| {
        let (place, _) = all.drafts.first()?.key.split_once('\n')?;
        Some(place.to_owned())
    })
}

/// A page is about to be drawn.
pub fn enter_place(place: &str) {
    DRAFTS.with_borrow_mut(|all| place.clone_into(&mut all.place));
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
fn mark(text: &str) -> String {
    let signs = text.bytes().filter(|byte| *byte > b' ');
    let sum = signs.fold(0_u32, |sum, byte| sum.wrapping_add(u32::from(byte)));
    sum.to_string()
}

/// One field of the page that is being drawn.
#[derive(Clone)]
pub(super) struct Field {
    /// Address and name, each with its line end.
    name: String,
    /// The mark of what it keeps.
    over: Rc<RefCell<String>>,
}

impl Field {
    /// A new field, which keeps `text`.
    pub(super) fn new(label: &str, text: &str) -> Field {
        DRAFTS.with_borrow(|all| {
            let name = [&*all.place, "\n", label, "\n"].concat();
            let over = Rc::new(RefCell::new(mark(text)));
            Field { name, over }
        })
    }

    fn key(&self) -> String {
        [&*self.name, &self.over.borrow()].concat()
    }

    /// The draft that waits for it.
    pub(super) fn draft(&self) -> Option<Draft> {
        let key = self.key();
        DRAFTS.with_borrow(|all| all.drafts.iter().find(|draft| draft.key == key).cloned())
    }

    /// Tells a key through `tell`, and keeps the text as a draft where it is refused. Gives why.
    pub(super) fn types(&self, text: &str, tell: impl FnOnce()) -> Option<String> {
        DRAFTS.with_borrow_mut(|all| all.answer = Some(None));
        tell();
        let key = self.key();
        let (why, had, hear) = DRAFTS.with_borrow_mut(|all| {
            let place = all.drafts.iter().position(|draft| draft.key == key);
            let had = place.map(|place| all.drafts.swap_remove(place)).is_some();
            (all.answer.take().flatten(), had, all.hear.clone())
        });
        let draft = Draft {
            key,
            text: text.to_owned(),
            why: why.clone().unwrap_or_default(),
        };
        if why.is_some() {
            DRAFTS.with_borrow_mut(|all| all.drafts.push(draft.clone()));
        } else {
            self.over.replace(mark(text));
        }
        if let Some(hear) = hear.filter(|_| had || why.is_some()) {
            hear(&draft, why.is_some());
        }
        why
    }
}
