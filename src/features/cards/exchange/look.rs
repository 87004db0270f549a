//! What a file would do, shown before anything is written, with the choices about it.

use leptos::prelude::*;

use super::{ADD, ExchangeScreen, LAY_OVER, LEAVE_OUT, Opened, Origin, Progress, WORDS_FIRST_MS};
use crate::domain::words::grouped;
use crate::exchange::loss::What;
use crate::exchange::preview::{Choice, Preview, Twins};
use crate::features::cards::standing::cards_counted;
use crate::features::shell::reading::{bullets, card, folded, points, said};
use crate::session::phone;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, FieldGroup, Group, PillTone, Row, Segmented, Switch, el,
    maybe,
};

impl ExchangeScreen {
    pub(super) fn choice(self) -> Choice {
        Choice {
            replace: self.replace.get(),
            twins: self.twins.with(|chosen| match &**chosen {
                LAY_OVER => Twins::LayOver,
                ADD => Twins::Add,
                _ => Twins::LeaveOut,
            }),
        }
    }

    /// What the file would do, and the choices about it.
    pub(super) fn opened(self, opened: Opened) -> AnyView {
        let Preview {
            new,
            same,
            changed,
            twins,
            ..
        } = opened.preview;
        let (origin, losses) = (opened.origin, &opened.preview.losses);
        let (heading, all_known) = match origin {
            Origin::File => (
                "In this file",
                "Everything in this file is in your deck already. There is nothing to import.",
            ),
            Origin::Pasted => (
                "In this text",
                "Everything in this text is in your deck already. There is nothing to import.",
            ),
        };
        let count = |title: &'static str, detail: &'static str, tone: PillTone, count: usize| {
            (count > 0).then(|| {
                let pill = Some((tone, grouped(count)));
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
                "A card in your deck asks this already",
                PillTone::Warn,
                twins,
            ),
            count(
                "Known",
                "In your deck already; nothing happens",
                PillTone::Neutral,
                same,
            ),
            count(
                "Too long",
                "Named below; the others come without them",
                PillTone::Bad,
                losses.count(What::TooLong),
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        let lost: Vec<_> = losses
            .iter()
            .flat_map(|(what, loss)| {
                let examples = (!loss.examples.is_empty()).then(|| points("ul", &loss.examples));
                let sentence = match origin {
                    Origin::File => what.sentence(loss.count),
                    Origin::Pasted => what.sentence_of_text(loss.count),
                };
                std::iter::once(said(&sentence)).chain(examples)
            })
            .collect();
        let lost = (!lost.is_empty()).then(|| card("What does not come along", lost));
        let none = opened
            .preview
            .is_nothing()
            .then(|| view! { <Banner tone=PillTone::Good text=all_known /> }.into_any());
        let examples = bullets("New, for example", &opened.preview.new_examples);
        let shown = StoredValue::new(opened);
        let added =
            Memo::new(move |_| shown.with_value(|opened| opened.preview.added(self.choice())));
        let choices = shown.with_value(|opened| self.choices(opened, added));
        let opened = shown;
        let counted =
            Memo::new(move |_| opened.with_value(|opened| opened.preview.count(self.choice())));
        let replaced =
            Memo::new(move |_| opened.with_value(|opened| opened.preview.replaced(self.choice())));
        let warning = maybe(move || {
            let count = replaced.get();
            let text = match count {
                0 => return None,
                1 => "On 1 card, words that you wrote will be replaced.".to_owned(),
                count => [
                    "On ",
                    &cards_counted(count),
                    ", words that you wrote will be replaced.",
                ]
                .concat(),
            };
            Some(view! { <Banner tone=PillTone::Warn text=text /> }.into_any())
        });
        let label =
            Signal::derive(move || opened.with_value(|opened| opened.preview.deed(self.choice())));
        let nothing = Signal::derive(move || counted.get() == 0);
        let go = move |()| {
            let opened = opened.get_value();
            let words = ["Saving ", &cards_counted(counted.get_untracked()), "…"].concat();
            self.progress.set(Progress::Busy(words));
            phone::after(WORDS_FIRST_MS, move || self.take_in(opened));
        };
        let cancel = move |()| {
            self.progress.set(Progress::Start(None));
            phone::focus("h1");
        };
        vec![
            none.into_any(),
            view! { <Group title=heading>{rows}</Group> }.into_any(),
            choices,
            warning.into_any(),
            examples,
            lost.into_any(),
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

    fn choices(self, opened: &Opened, added: Memo<usize>) -> AnyView {
        let replace = move |yes| self.replace.set(yes);
        let chosen = move |yes| self.chosen.set(yes);
        let Preview { changed, twins, .. } = opened.preview;
        let listed = |title: &str, lines: &[String]| folded(title, vec![points("ul", lines)]);
        let mut parts = Vec::new();
        if changed > 0 {
            let switch = view! { <Switch label="Replace changed cards" detail="Off: your words stay as they are. Tags are only added." checked=self.replace on_toggle=replace /> };
            parts.push(view! { <Group title="Changed cards">{switch}</Group> }.into_any());
            parts.push(listed("What would change", &opened.changed));
        }
        if twins > 0 {
            parts.push(self.choose_twins());
            parts.push(listed(
                "What “Replace my answer” would replace",
                &opened.twins,
            ));
        }
        let has_new = Memo::new(move |_| added.get() > 0);
        let study = move || {
            let switch = view! { <Switch label="Study the new cards" detail="You can also choose later, in the deck" checked=self.chosen on_toggle=chosen /> };
            view! { <Group title="New cards">{switch}</Group> }.into_any()
        };
        parts.push(maybe(move || has_new.get().then(study)));
        parts.into_any()
    }

    fn choose_twins(self) -> AnyView {
        let options = [
            (LEAVE_OUT, "Leave out"),
            (LAY_OVER, "Replace my answer"),
            (ADD, "Add"),
        ];
        let select = move |chosen: String| self.twins.set(chosen);
        let told = move || {
            let told = match self.choice().twins {
                Twins::LeaveOut => "The cards in your deck stay as they are.",
                Twins::LayOver => {
                    "The answer that comes takes the place of the one on your card. Question, subject and memory stay."
                }
                Twins::Add => "You will have two cards for one question.",
            };
            told.to_owned()
        };
        view! {
            <FieldGroup title="Cards with the same question">
                <Segmented label="Cards with the same question" options=options selected=self.twins on_select=select />
                {el("p").class("hint").attr("role", "status").say_with(told)}
            </FieldGroup>
        }
        .into_any()
    }
}
