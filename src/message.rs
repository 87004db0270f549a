//! Which message stands on the screen: one at a time. Pure: no clock and no page; who shows messages
//! (`ui/toast.rs`) tells what happens. Where it stands is decided by `place`.
//!
//! The newest is shown at once. An offer that lasts gives way to another message only for as long as that
//! stands, then it returns; and it alone outlives the screen it was made on.

pub mod place;

/// Something that a message offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer<T> {
    /// What carries it out.
    pub act: T,
    /// It brings back something that is gone from sight, so another screen has no say in it. The offer to
    /// take back a small change is gone with its screen.
    pub lasts: bool,
}

/// Something to say, with what an offer needs to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<T> {
    /// Differs from the last message's, also when the words are the same.
    pub id: u32,
    /// The words.
    pub text: String,
    /// What can be done about it.
    pub offer: Option<Offer<T>>,
    /// It was said while the screen was being left: it belongs to the next one.
    goes_along: bool,
}

impl<T> Message<T> {
    fn lasts(&self) -> bool {
        self.offer.as_ref().is_some_and(|offer| offer.lasts)
    }
}

/// The message on the screen and the lasting offer that waits behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages<T> {
    shown: Option<Message<T>>,
    waiting: Option<Message<T>>,
    next_id: u32,
    leaving: bool,
}

impl<T> Default for Messages<T> {
    fn default() -> Self {
        Self {
            shown: None,
            waiting: None,
            next_id: 0,
            leaving: false,
        }
    }
}

impl<T> Messages<T> {
    /// The one to show.
    pub fn shown(&self) -> Option<&Message<T>> {
        self.shown.as_ref()
    }

    /// Says something, or offers something; in place of what is shown. Gives the message's number.
    pub fn say(&mut self, text: String, offer: Option<Offer<T>>) -> u32 {
        let id = self.next_id;
        self.next_id = id.wrapping_add(1);
        let message = Message {
            id,
            text,
            offer,
            goes_along: self.leaving,
        };
        let before = self.shown.take();
        if message.lasts() {
            self.waiting = None;
        } else if let Some(before) = before.filter(Message::lasts) {
            self.waiting = Some(before);
        }
        self.shown = Some(message);
        id
    }

    /// The time of message `id` is over, or it was dismissed or answered.
    pub fn end(&mut self, id: u32) {
        if self.shown.as_ref().is_some_and(|shown| shown.id == id) {
            self.shown = self.waiting.take();
        }
    }

    /// The app is on its way to another screen, which takes a moment.
    pub fn begin_leaving(&mut self) {
        self.leaving = true;
    }

    /// Another screen is shown.
    pub fn leave_screen(&mut self) {
        self.leaving = false;
        let Some(shown) = &mut self.shown else {
            return;
        };
        if shown.goes_along {
            shown.goes_along = false;
        } else if !shown.lasts() {
            self.shown = self.waiting.take();
        }
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        self.shown = None;
        self.waiting = None;
    }
}
