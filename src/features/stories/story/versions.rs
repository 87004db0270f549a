//! The wordings that were kept, and what changed since.

use leptos::prelude::*;

use super::StoryScreen;
use crate::domain::story::{Wording, count_words};
use crate::domain::story_timer::{Change, difference};
use crate::domain::time::Instant;
use crate::features::muted;
use crate::features::shell::reading::said;
use crate::store::acts::stories::StoryAction;
use crate::store::read::rehearsal::versions;
use crate::ui::{
    Button, ButtonKind, Disclosure, El, Icon, Row, Sheet, dynamic, el, keep_focus, maybe,
};

impl StoryScreen {
    /// Wordings that were kept.
    pub(super) fn kept(self) -> AnyView {
        let id = self.id.get_value();
        let kept = self
            .hand
            .session
            .watch(move |model, _| versions(model, &id));
        let open = RwSignal::new(None::<String>);
        let keep = move |()| {
            let session = self.hand.session;
            let action = StoryAction::KeepVersion {
                fresh: session.fresh_id(),
                story: self.id.get_value(),
                at: self.instant(),
            };
            self.hand.does_with_undo(action, "These words are kept");
        };
        let rows = move || {
            let rows = kept.get().into_iter().rev().map(|(id, version)| {
                let words = count_words(&version.text());
                let detail = [&*words.to_string(), " words"].concat();
                let title = self.when(&version);
                let look = move |()| open.set(Some(id.clone()));
                view! { <Row title=title detail=detail on_press=look /> }.into_any()
            });
            rows.collect::<Vec<AnyView>>().into_any()
        };
        let title = Signal::derive(move || match kept.with(Vec::len) {
            0 => "Versions".to_owned(),
            count => ["Versions (", &count.to_string(), ")"].concat(),
        });
        let list = el("ul")
            .attr("role", "list")
            .class("plain")
            .view(dynamic(rows));
        let button = view! { <Button label="Keep this version" icon=Icon::Copy on_press=keep /> };
        let inside = move || {
            let id = open.get()?;
            let kept = kept.get_untracked();
            let (_, version) = kept.into_iter().find(|(known, _)| *known == id)?;
            Some(self.compare(open, &id, &version))
        };
        let is_open = Signal::derive(move || open.with(Option::is_some));
        view! {
            <Disclosure title=title>
                {muted("Every attempt with the timer keeps the words that were told. Open a version to see what changed since.")}
                {list}
                {el("div").class("cluster").view(button.into_any())}
            </Disclosure>
            <Sheet open=is_open title="Changes since this version" on_close=move |()| open.set(None)>
                {maybe(inside)}
            </Sheet>
        }
        .into_any()
    }

    fn when(self, version: &Wording) -> String {
        let session = self.hand.session;
        session.read(|model, world| world.moment(model, Instant(version.at)))
    }

    /// An earlier wording beside the words of now.
    fn compare(self, open: RwSignal<Option<String>>, id: &str, version: &Wording) -> AnyView {
        let now = self.now.get_untracked();
        let back = {
            let version = id.to_owned();
            move |()| {
                let action = StoryAction::UseVersion {
                    version: version.clone(),
                    story: self.id.get_value(),
                    fresh: self.hand.session.fresh_id(),
                    at: self.instant(),
                };
                open.set(None);
                self.hand.does_with_undo(
                    action,
                    "The earlier words are back; today’s are kept as a version",
                );
                // The rows are drawn anew.
                keep_focus(vec!["h1".to_owned()]);
            }
        };
        let delete = {
            let id = id.to_owned();
            move |()| {
                let id = id.clone();
                open.set(None);
                self.hand
                    .does_with_undo(StoryAction::DeleteVersion { id }, "Version deleted");
                // The row that it was opened from goes.
                keep_focus(vec!["h1".to_owned()]);
            }
        };
        let mut views = vec![
            muted(&["Kept ", &self.when(version)].concat()).into_any(),
            muted("Words that went are struck through; new words are underlined.").into_any(),
            changes(&version.text(), &now.text()).into_any(),
        ];
        if version.short != now.short {
            views.push(el("h3").text("Short version").into_any());
            views.push(changes(&version.short, &now.short).into_any());
        }
        views.push(
            view! {
                <Button label="Go back to these words" icon=Icon::Undo on_press=back />
                <Button label="Delete this version" kind=ButtonKind::Danger icon=Icon::Trash on_press=delete />
            }
            .into_any(),
        );
        views.into_any()
    }
}

/// The difference of two texts, word by word.
fn changes(before: &str, now: &str) -> El {
    let found = difference(before, now);
    if found.iter().all(|change| matches!(change, Change::Kept(_))) {
        return said("The words are the same.");
    }
    let part = |change: &Change| match change {
        Change::Kept(words) => el("span").text(words),
        Change::Removed(words) => el("del").child(spoken("removed: ")).text(words),
        Change::Added(words) => el("ins").child(spoken("added: ")).text(words),
    };
    let mut line = el("p").class("changes").attr("dir", "auto");
    for change in &found {
        line = line.child(part(change)).text(" ");
    }
    line
}

fn spoken(text: &'static str) -> El {
    el("span").class("visually-hidden").text(text)
}
