//! Half a minute of the person's own voice about somebody.

use leptos::prelude::*;

use super::Page;
use crate::domain::ids::PersonId;
use crate::domain::recorder::Now;
use crate::domain::story_timer::clock;
use crate::domain::take::Of;
use crate::features::aloud::recorder::about_take;
use crate::features::shell::reading::nothing;
use crate::session::phone;
use crate::ui::{Icon, Row, dynamic};

/// Longest memo, in milliseconds.
const MEMO_MS: u32 = 30_000;

impl Page {
    pub(super) fn memo(self, of: StoredValue<PersonId>) -> AnyView {
        if !phone::can_record() {
            return nothing();
        }
        let recorder = self.recorder;
        let (is_on, since) = (recorder.now(), self.since);
        let begin = Callback::new(move |()| {
            let name = self.told.with_untracked(|told| {
                let who = told
                    .people
                    .iter()
                    .find(|who| of.with_value(|id| who.id == *id));
                who.map_or(String::new(), |who| who.short.clone())
            });
            recorder.open(move || {
                since.set_value(phone::reading().wall_ms as i64);
                let title = ["Memo about ", &*name].concat();
                recorder.start(about_take(self.hand, &Of::Anything, &title));
                self.ends.after(MEMO_MS, move || recorder.stop());
            });
        });
        let stop = Callback::new(move |()| recorder.stop());
        let is_running = Memo::new(move |_| matches!(is_on.get(), Now::Recording | Now::Paused));
        let time = Signal::derive(move || {
            self.now.track();
            let ms = phone::reading().wall_ms as i64 - since.get_value();
            [&*clock((ms.max(0) / 1_000) as f64), " of 0:30"].concat()
        });
        dynamic(move || match is_running.get() {
            true => view! {
                <Row title="Stop and keep the memo" detail=time icon=Icon::Stop on_press=stop />
            }
            .into_any(),
            false => view! {
                <Row title="Speak it instead, 30 s" icon=Icon::Mic on_press=begin
                    detail="Your own voice, outside the room. Never record an interview." />
            }
            .into_any(),
        })
    }
}
