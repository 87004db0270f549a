//! What is done with the open letter: copied, shared, opened in a mail program; and whether it went.

use leptos::prelude::*;

use super::page::{Page, Went, is_due, page_of};
use crate::exchange::links;
use crate::session::phone;
use crate::store::acts::thanks::ThanksAction;
use crate::ui::{ActionBar, Button, ButtonKind, Icon, LinkButton, dynamic, el, icon};

/// What the foot offers.
#[derive(Clone, Default, PartialEq)]
enum Offer {
    /// No open letter that could go.
    #[default]
    Nothing,
    /// Something must be filled in first.
    Complete,
    /// It can go; with the address of the mail program, where the person has one.
    Ready(Option<String>),
    /// It left the app: was it sent?
    Asked,
}

impl Page {
    pub(super) fn foot(self) -> AnyView {
        let offer = Memo::new(move |_| {
            let id = self.open.get()?;
            let asked = self
                .asked
                .with(|went| went.as_ref().is_some_and(|went| went.id == id));
            self.note(&id, |note| {
                if !is_due(note) {
                    return None;
                }
                let is_ready = self.guide.with_value(|guide| note.is_ready(guide));
                Some(match (asked, is_ready) {
                    (true, _) => Offer::Asked,
                    (false, false) => Offer::Complete,
                    (false, true) => {
                        let to = links::mail(&note.email, &note.title(), &note.text());
                        Offer::Ready(to)
                    }
                })
            })
        });
        dynamic(move || {
            let offer = offer.get().unwrap_or_default();
            untrack(|| match offer {
                Offer::Nothing => ().into_any(),
                Offer::Complete => self.complete(),
                Offer::Ready(to) => self.ready(to),
                Offer::Asked => self.was_it_sent(),
            })
        })
    }

    fn complete(self) -> AnyView {
        let copy = Callback::new(move |()| self.copies());
        let show = Callback::new(|()| phone::focus(".letter .findings"));
        view! {
            <ActionBar>
                <Button label="Copy" icon=Icon::Copy on_press=copy />
                <Button kind=ButtonKind::Primary label="What is missing?" on_press=show />
            </ActionBar>
        }
        .into_any()
    }

    fn ready(self, to: Option<String>) -> AnyView {
        let copy = Callback::new(move |()| self.copies());
        let share = Callback::new(move |()| self.shares());
        let mail = match to {
            Some(to) => el("a")
                .class("btn btn-primary")
                .attr("href", &to)
                .on("click", move |_| self.asks(self.words()))
                .child(icon(Icon::Mail))
                .child(el("span").text("Open in Mail"))
                .into_any(),
            None => {
                let id = self.open.get_untracked().unwrap_or_default();
                let (person, email) =
                    self.note(&id, |note| (note.person.clone(), note.email.clone()));
                // What was typed may be no address, or two.
                let (icon, label) = match email.trim() {
                    "" => (Icon::Plus, "Add their email"),
                    _ => (Icon::Pencil, "Check their email"),
                };
                let to = page_of(&person);
                view! { <LinkButton kind=ButtonKind::Primary icon=icon label=label href=to /> }
                    .into_any()
            }
        };
        view! {
            <ActionBar>
                <Button label="Copy" icon=Icon::Copy on_press=copy />
                <Button label="Share" icon=Icon::Share on_press=share />
                {mail}
            </ActionBar>
        }
        .into_any()
    }

    fn was_it_sent(self) -> AnyView {
        let yes = Callback::new(move |()| self.sends(self.asked.get_untracked()));
        let no = Callback::new(move |()| self.asks(None));
        let question = el("p")
            .class("foot-question")
            .attr("role", "status")
            .text("Did you send it?");
        view! {
            <ActionBar>
                {question}
                <Button label="Not yet" on_press=no />
                <Button kind=ButtonKind::Primary icon=Icon::Tick label="Yes, sent" on_press=yes />
            </ActionBar>
        }
        .into_any()
    }

    fn copies(self) {
        let Some(went) = self.words() else {
            return;
        };
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            let copied = phone::copy_text(&went.text).await;
            if copied {
                self.asks(Some(went));
            }
            toaster.show(match copied {
                true => "Letter copied. Paste it into your mail.",
                false => "This browser cannot copy. Select the text and copy it by hand.",
            });
        });
    }

    fn shares(self) {
        let Some(went) = self.words() else {
            return;
        };
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            match phone::share_text(&went.subject, &went.text).await {
                (phone::Left::Yes, copied) => {
                    self.asks(Some(went));
                    if copied {
                        toaster.show("Letter copied. Paste it into your mail.");
                    }
                }
                (phone::Left::Cannot, _) => {
                    toaster.show("This browser can neither share nor copy. Select the text and copy it by hand.");
                }
                (phone::Left::No, _) => {}
            }
        });
    }

    /// Keeps a letter as it went.
    pub(super) fn sends(self, went: Option<Went>) {
        let Some(Went { id, subject, text }) = went else {
            return;
        };
        let at = self.hand.session.read(|_, world| world.now.0);
        let act = ThanksAction::Send {
            id,
            text,
            subject,
            at,
        };
        if self.hand.does_with_undo(act, "Noted as sent") {
            self.asks(None);
        }
    }
}
