//! Which message stands on the screen: one at a time. Pure: no clock and no page; who shows messages
//! (`ui/toast.rs`) tells what happens.
//!
//! The newest is shown at once. An offer to bring something back gives way to a plain message only
//! for as long as that stands, then it returns; and it alone outlives the screen it was made on.

/// Something to say, with what an offer needs to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<T> {
    /// Differs from the last message's, also when the words are the same.
    pub id: u32,
    /// The words.
    pub text: String,
    /// What brings something back, for an offer.
    pub offer: Option<T>,
}

/// The message on the screen and the offer that waits behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages<T> {
    shown: Option<Message<T>>,
    waiting: Option<Message<T>>,
    next_id: u32,
}

impl<T> Default for Messages<T> {
    fn default() -> Self {
        Self {
            shown: None,
            waiting: None,
            next_id: 0,
        }
    }
}

impl<T> Messages<T> {
    /// The one to show.
    pub fn shown(&self) -> Option<&Message<T>> {
        self.shown.as_ref()
    }

    /// Says something, or offers something; in place of what is shown. Gives the message's number.
    pub fn say(&mut self, text: String, offer: Option<T>) -> u32 {
        let id = self.next_id;
        self.next_id = id.wrapping_add(1);
        let before = self.shown.take();
        if offer.is_some() {
            self.waiting = None;
        } else if let Some(before) = before.filter(|before| before.offer.is_some()) {
            self.waiting = Some(before);
        }
        self.shown = Some(Message { id, text, offer });
        id
    }

    /// The time of message `id` is over, or it was dismissed or answered.
    pub fn end(&mut self, id: u32) {
        if self.shown.as_ref().is_some_and(|shown| shown.id == id) {
            self.shown = self.waiting.take();
        }
    }

    /// Another screen is shown.
    pub fn leave_screen(&mut self) {
        if self
            .shown
            .as_ref()
            .is_some_and(|shown| shown.offer.is_none())
        {
            self.shown = self.waiting.take();
        }
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        self.shown = None;
        self.waiting = None;
    }
}
