//! The blocks of the day: a tap changes one, and the person's own are added.

use leptos::prelude::*;

use super::{Page, head, number, start_of, time, two_lines};
use crate::domain::ids::child;
use crate::domain::meeting::Block;
use crate::domain::record::Record;
use crate::domain::time::Minute;
use crate::features::shell::bound::bound;
use crate::features::shell::reading::nothing;
use crate::features::shell::unfinished::unfinished;
use crate::features::{muted, other_versions};
use crate::session::phone;
use crate::store::acts::day::BlockAction;
use crate::store::read::day::Slot;
use crate::store::read::day::words::Clocks;
use crate::store::read::people::people;
use crate::ui::{
    ActionBar, Button, ButtonKind, El, FieldGroup, Group, Icon, Row, SelectField, Sheet, Stepper,
    TextField, dynamic, el, icon,
};

impl Page {
    /// The blocks of the day; a tap changes one.
    pub(super) fn blocks(self) -> AnyView {
        let talks = Signal::derive(move || self.of(|told| i32::from(told.plan.talks)).unwrap_or(0));
        let (least, most) = self
            .told
            .with_untracked(|told| told.as_ref().map(|told| told.plan.talks_of))
            .unwrap_or_default();
        let set_talks = Callback::new(move |count: i32| {
            let count = u8::try_from(count).ok();
            self.changes(|one| one.talks = count);
        });
        let rows = move || {
            let rows = self.of(|told| {
                let rows = told.plan.slots.iter().zip(&told.times);
                rows.map(|(slot, at)| self.row(slot, at)).collect()
            });
            rows.unwrap_or_default()
        };
        let off = dynamic(move || {
            let off = self.of(|told| told.plan.off.clone()).unwrap_or_default();
            let rows = off.into_iter().map(|one| {
                let own_id = one.own_id;
                let add = Callback::new(move |()| {
                    self.changes_block(&own_id, |block| block.on = Some(true));
                });
                let title = ["Add: ", &*one.title].concat();
                view! { <Row title=title icon=Icon::Plus on_press=add /> }.into_any()
            });
            let rows: Vec<AnyView> = rows.collect();
            let add = Callback::new(move |()| self.adding.set(true));
            view! {
                <Group>
                    {rows}
                    <Row title="Add something else" detail="A talk, a walk, a call: with its own time" icon=Icon::Plus on_press=add />
                </Group>
            }
            .into_any()
        });
        let stepper = view! { <Stepper label="Interviews with one person" value=talks min=i32::from(least) max=i32::from(most) on_change=set_talks /> };
        el("section")
            .child(head("The day"))
            .child(
                el("div")
                    .class("stack")
                    .child(muted("A usual day. Take the times from your invitation: tap a block to change it."))
                    .child(
                        el("ul")
                            .attr("role", "list")
                            .class("group")
                            .view(stepper.into_any()),
                    )
                    .child(el("ol").class("plan").children_of(rows))
                    .view(off),
            )
            .into_any()
    }

    fn row(self, slot: &Slot, at: &Clocks) -> El {
        let minutes = [&*slot.minutes.to_string(), " min"].concat();
        let with = slot.with.as_ref().map_or("", |who| &who.name);
        let eve = if slot.eve { "the evening before" } else { "" };
        let parts = [eve, with, &*slot.room, &*minutes];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let own_id = slot.own_id.clone();
        let mut words = two_lines(&slot.title, &parts.join(" · "));
        if slot.overlaps {
            let clash = el("span")
                .class("plan-clash")
                .child(icon(Icon::Alert))
                .child(el("span").text("Begins before the block above ends"));
            words = words.child(clash);
        }
        let hit = el("button")
            .attr("type", "button")
            .class("plan-hit")
            .on("click", move |_| self.open.set(Some(own_id.clone())))
            .child(time(Some(at)))
            .child(words)
            .child(icon(Icon::ChevronRight));
        el("li")
            .class("plan-row")
            .attr("data-key", &slot.own_id)
            .child(hit)
    }

    /// Changes a block. The answer is the sentence to show at the field.
    pub(super) fn changes_block(
        self,
        own_id: &str,
        change: impl FnOnce(&mut Block),
    ) -> Option<String> {
        let interview = self.occasion.interview.get_value();
        let session = self.hand.session;
        let id = child(&interview, own_id);
        let mut block = session.read(|model, _| model.get_or_default::<Block>(&id));
        change(&mut block);
        self.hand.types(BlockAction::Edit {
            interview,
            own_id: own_id.to_owned(),
            block,
        })
    }

    pub(super) fn block_sheet(self) -> AnyView {
        let open = Signal::derive(move || self.open.with(Option::is_some));
        let title = Signal::derive(move || {
            let open = self.open.get();
            let title = open.and_then(|own_id| {
                self.of(|told| told.plan.slot(&own_id).map(|slot| slot.title.clone()))?
            });
            title.unwrap_or_default()
        });
        let close = Callback::new(move |()| self.open.set(None));
        let inside = move || {
            let own_id = self.open.get_untracked().unwrap_or_default();
            untrack(|| self.block(&own_id))
        };
        view! { <Sheet open=open title=title on_close=close>{inside()}</Sheet> }.into_any()
    }

    /// The fields of one block.
    fn block(self, own_id: &str) -> AnyView {
        let slot = self.of(|told| told.plan.slot(own_id).cloned()).flatten();
        let Some(slot) = slot else { return nothing() };
        let id = child(&self.occasion.interview.get_value(), own_id);
        let watched = id.clone();
        let now = self
            .hand
            .session
            .watch(move |model, _| model.get_or_default::<Block>(&watched));
        let name = StoredValue::new(own_id.to_owned());
        let changes = move |change: &mut dyn FnMut(&mut Block)| {
            name.with_value(|own_id| self.changes_block(own_id, |block| change(block)))
        };
        let text = move |field: fn(&mut Block) -> &mut String| {
            let stored = Signal::derive(move || now.with(|one| field(&mut one.clone()).clone()));
            bound(stored, move |text| {
                changes(&mut |one| *field(one) = text.trim().to_owned())
            })
        };
        let (title, room) = (text(|one| &mut one.title), text(|one| &mut one.room));
        let start =
            Signal::derive(move || now.with(|one| one.start.map_or(String::new(), Minute::text)));
        let start_wrong = RwSignal::new(None);
        let set_start = Callback::new(move |text: String| {
            start_wrong.set(match start_of(&text) {
                Ok(start) => changes(&mut |one| one.start = start),
                Err(sentence) => Some(sentence),
            });
        });
        let stored = Signal::derive(move || {
            now.with(|one| {
                one.length
                    .map_or(String::new(), |length| length.to_string())
            })
        });
        let length = bound(stored, move |text| match number(&text, 1, 720) {
            Ok(minutes) => changes(&mut |one| one.length = minutes),
            Err(sentence) => Some(sentence),
        });
        let with = Signal::derive(move || {
            now.with(|one| one.with.clone().map_or(String::new(), String::from))
        });
        let program = self.occasion.program.get_value();
        let who = self.hand.session.watch(move |model, _| {
            let nobody = (String::new(), "Nobody, or not known yet".to_owned());
            let all = people(model, &program)
                .into_iter()
                .map(|who| (who.id.into(), who.name));
            std::iter::once(nobody).chain(all).collect::<Vec<_>>()
        });
        let set_with = Callback::new(move |id: String| {
            let with = (!id.is_empty()).then(|| id.as_str().into());
            changes(&mut |one| one.with.clone_from(&with));
        });
        let usual = [&*slot.minutes.to_string(), " minutes now"].concat();
        let leave = Callback::new(move |()| {
            self.open.set(None);
            let act = BlockAction::Leave {
                interview: self.occasion.interview.get_value(),
                own_id: name.get_value(),
            };
            self.hand.does_with_undo(act, "Taken off the plan");
        });
        let close = Callback::new(move |()| self.open.set(None));
        let (icon, label) = match slot.own {
            true => (Icon::Trash, "Delete it"),
            false => (Icon::EyeOff, "It does not take place"),
        };
        let off = slot.optional.then(|| {
            view! { <Button kind=ButtonKind::Quiet icon=icon label=label on_press=leave /> }
                .into_any()
        });
        let start = view! { <TextField label="Start" input_type="time" value=start on_commit=set_start error=start_wrong hint="Empty: it follows the one before" /> };
        let length = view! { <TextField label="Minutes" input_type="number" value=length.draft on_input=length.input error=length.error hint=usual /> };
        let pair = el("div")
            .class("pair")
            .view(start.into_any())
            .view(length.into_any());
        let goal = (!slot.goal.is_empty()).then(|| muted(&slot.goal));
        let tips = slot.tips.iter().map(|tip| el("li").text(tip));
        let tips = el("ul").children(tips);
        let old_title = slot.title.clone();
        view! {
            {other_versions(self.hand, Block::KIND, id)}
            {goal}
            {tips}
            <FieldGroup>
                {pair}
                <TextField label="Room, floor or video room" value=room.draft on_input=room.input error=room.error spellcheck=false placeholder="For example Room 3C" />
                <SelectField label="With whom?" options=who value=with on_change=set_with />
                <TextField label="Name of this block (optional)" value=title.draft on_input=title.input error=title.error placeholder=old_title />
            </FieldGroup>
            {off}
            <ActionBar><Button label="Done" kind=ButtonKind::Primary on_press=close /></ActionBar>
        }
        .into_any()
    }

    /// A block of the person's own.
    pub(super) fn new_sheet(self) -> AnyView {
        let close = Callback::new(move |()| self.adding.set(false));
        let inside = move || {
            let of = |field: &str| {
                let interview = self.occasion.interview.get_value();
                unfinished::<String>(&[field, &interview].concat())
            };
            let (title, hour) = (of("block/"), of("block-start/"));
            let (wrong, wrong_start) = (RwSignal::new(None), RwSignal::new(None));
            let add = Callback::new(move |()| {
                let start = match start_of(&hour.get_untracked()) {
                    Ok(start) => start,
                    Err(sentence) => {
                        return phone::refuse(wrong_start, sentence, "dialog");
                    }
                };
                let act = BlockAction::Add {
                    interview: self.occasion.interview.get_value(),
                    fresh: self.hand.session.fresh_id(),
                    block: Block {
                        title: title.get_untracked().trim().to_owned(),
                        start,
                        ..Block::default()
                    },
                };
                match self.hand.tries_with_undo(act, "Added to the plan") {
                    Ok(()) => {
                        title.set(String::new());
                        hour.set(String::new());
                        self.adding.set(false);
                    }
                    Err(refusal) => phone::refuse(wrong, refusal.0, "dialog"),
                }
            });
            let set_title = Callback::new(move |text: String| {
                title.set(text);
                wrong.set(None);
            });
            let set_start = Callback::new(move |text: String| {
                hour.set(text);
                wrong_start.set(None);
            });
            view! {
                <FieldGroup>
                    <TextField label="What is it?" value=title on_input=set_title error=wrong placeholder="For example coffee with the chair" />
                    <TextField label="Start" input_type="time" value=hour on_input=set_start error=wrong_start hint="Empty: at the end of the day" />
                </FieldGroup>
                <ActionBar><Button label="Add" kind=ButtonKind::Primary icon=Icon::Plus on_press=add /></ActionBar>
            }
            .into_any()
        };
        view! { <Sheet open=self.adding title="Add to the day" on_close=close>{inside()}</Sheet> }
            .into_any()
    }
}
