//! The page when nothing is asked now: why, what comes next, and what else there is to do.

use leptos::prelude::*;

use super::ReviewScreen;
use crate::address::{self, href};
use crate::features::cards::desk::Desk;
use crate::features::muted;
use crate::features::shell::reading::{link, listed};
use crate::session::phone;
use crate::study::deadline::Why;
use crate::study::sitting::{Outlook, Sitting};
use crate::study::stats::forecast;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, LinkButton};

/// Days in which the next card is looked for.
const AHEAD_DAYS: u16 = 60;
/// Answers to rewrite that are listed.
const REWRITE_SHOWN: usize = 5;

fn outlook(desk: &Desk) -> Outlook {
    let queue = desk.queue();
    let new = queue.cards.iter().filter(|(_, why)| *why == Why::New);
    let new = new.count();
    let mut days = forecast(&desk.table, AHEAD_DAYS).into_iter().skip(1);
    let next = days.find(|(_, cards)| *cards > 0);
    Outlook {
        now: desk.now,
        is_studying: !desk.subjects.is_empty(),
        due: queue.cards.len() - new,
        new,
        later: next.map(|(day, cards)| (day.since(desk.today), cards)),
        readiness: desk.readiness(),
    }
}

impl ReviewScreen {
    /// Nothing to ask now.
    pub(super) fn finished(self) -> AnyView {
        let sitting = self.sitting.get_untracked();
        let Some((outlook, rewrite)) = self.with_desk(|desk| {
            let rewrite = desk.to_rewrite().take(REWRITE_SHOWN);
            let rewrite: Vec<AnyView> = rewrite
                .map(|(row, why)| {
                    let detail = why.words();
                    let to = href(&address::card(&row.id));
                    link(&row.text, &detail, None, to)
                })
                .collect();
            (outlook(desk), rewrite)
        }) else {
            return ().into_any();
        };
        if let Some(at) = sitting.next_step() {
            let wait = (at.0 - self.now().0).max(0);
            let wait = u32::try_from(wait).unwrap_or(u32::MAX).saturating_add(20);
            phone::after(wait, move || {
                self.prepare();
                phone::turn_page();
            });
        }
        let start = move |change: fn(&mut Sitting)| {
            self.sitting.update(change);
            self.prepare();
            phone::turn_page();
        };
        let early = sitting.next_step().map(|_| {
            let ask = move |()| start(Sitting::ask_early);
            view! { <Button label="Ask it now" kind=ButtonKind::Primary on_press=ask /> }
        });
        let studies = outlook.is_studying;
        let free = (studies && !sitting.is_free()).then(|| {
            let ask = move |()| start(Sitting::practice_freely);
            view! { <Button label="Practice anyway" on_press=ask /> }
        });
        let hint = free
            .is_some()
            .then(|| muted("Extra practice does not change when your cards come back."));
        let choose = (!studies)
            .then(|| view! { <LinkButton label="Choose cards" href=href(address::DECK) kind=ButtonKind::Primary /> });
        let rewrite = (!rewrite.is_empty()).then(|| listed("Rewrite these answers", rewrite));
        let (title, text) = sitting.told(&outlook);
        view! {
            <EmptyState icon=Icon::Cards title=title text=text>
                {early}
                {choose}
                <LinkButton label="Back to Practice" href=href(address::PRACTICE) />
                {free}
                {hint}
            </EmptyState>
            {rewrite}
        }
        .into_any()
    }
}
