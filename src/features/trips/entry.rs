//! The sheet behind a row of a list: why it is there, where it is done, its words, amount, bag, moment
//! or date; take it off the list, or delete it when it is the person's own. Changes are kept as they
//! are made.

use leptos::prelude::*;

use crate::address::href;
use crate::domain::checklist::{Bag, Entry, List, Moment};
use crate::domain::time::{Day, Minute, WallTime};
use crate::features::shell::versions::other_versions_with;
use crate::features::trips::row::{Extra, row_of};
use crate::features::{Hand, muted};
use crate::store::acts::checklist::ChecklistAction;
use crate::store::read::attire::moment_name;
use crate::store::read::line::Line;
use crate::store::read::packing::bag_name;
use crate::ui::{
    ActionBar, Banner, Button, ButtonKind, Group, Icon, LinkButton, PillTone, Segmented, Sheet,
    Switch, TextField, el, keep_focus, maybe,
};

/// What the sheet starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Id of the entry.
    pub id: String,
    /// Which list it is from.
    pub list: List,
    /// The person's own row.
    pub own: bool,
    /// What it says.
    pub text: String,
    /// Reason given by the template.
    pub why: &'static str,
    /// Address and title of the screen where it is found or done.
    pub link: Option<(&'static str, &'static str)>,
    /// Must not be forgotten.
    pub essential: bool,
    /// What only some lists have.
    pub extra: Extra,
}

impl Draft {
    /// The sheet of a row.
    pub fn of(
        line: &Line,
        list: List,
        link: Option<(&'static str, &'static str)>,
        extra: Extra,
    ) -> Draft {
        Draft {
            id: line.id.clone(),
            list,
            own: line.own,
            text: line.text.clone(),
            why: line.why,
            link,
            essential: line.essential,
            extra,
        }
    }
}

/// The sheet; open while `editing` holds a draft. `beside` says what gets the focus when the row of
/// that key goes away, as selectors, best first.
pub fn entry_sheet(
    hand: Hand,
    editing: RwSignal<Option<Draft>>,
    beside: Callback<String, Vec<String>>,
) -> AnyView {
    let open = Signal::derive(move || editing.with(Option::is_some));
    let title = Signal::derive(move || {
        editing.with(|draft| match draft {
            Some(draft) if !draft.own => "Change this item".to_owned(),
            _ => "Your item".to_owned(),
        })
    });
    let close = Callback::new(move |()| closes(editing, beside));
    view! {
        <Sheet open=open title=title on_close=close>
            {maybe(move || editing.get().map(|draft| fields(hand, editing, beside, draft)))}
        </Sheet>
    }
    .into_any()
}

/// Closes the sheet. The row may stand in another group by now, or be gone.
fn closes(editing: RwSignal<Option<Draft>>, beside: Callback<String, Vec<String>>) {
    let Some(id) = editing.with_untracked(|draft| draft.as_ref().map(|draft| draft.id.clone()))
    else {
        return;
    };
    let mut focus = vec![[&row_of(&id), " .icon-button"].concat()];
    focus.extend(beside.run(id));
    editing.set(None);
    keep_focus(focus);
}

/// Changes one thing of the entry, at once.
#[derive(Clone, Copy)]
struct Edit {
    hand: Hand,
    id: StoredValue<String>,
}

impl Edit {
    fn change(self, change: impl FnOnce(&mut Entry)) -> bool {
        let id = self.id.get_value();
        let mut entry = self
            .hand
            .session
            .read(|model, _| model.get_or_default::<Entry>(&id));
        change(&mut entry);
        self.hand.does(ChecklistAction::Edit { id, entry })
    }
}

fn fields(
    hand: Hand,
    editing: RwSignal<Option<Draft>>,
    beside: Callback<String, Vec<String>>,
    draft: Draft,
) -> AnyView {
    let Draft {
        id,
        list,
        own,
        text,
        why,
        link,
        essential,
        extra,
    } = draft;
    let Extra {
        quantity,
        bag,
        warning,
        moment,
        due,
        moved,
    } = extra;
    let edit = Edit {
        hand,
        id: StoredValue::new(id),
    };
    let close = move || closes(editing, beside);
    let twice = other_versions_with(hand, "entry", edit.id.get_value(), close);

    let by_list = match list {
        List::Packing => packing_fields(edit, quantity, bag, warning),
        List::Attire => moment_field(edit, moment),
        List::Logistics => date_fields(edit, due, moved, own),
    };
    let say = move |value: String| {
        edit.change(|entry| {
            let text = value.trim();
            entry.text = (!text.is_empty()).then(|| text.to_owned());
        });
    };
    let remove = Callback::new(move |()| {
        let id = edit.id.get_value();
        close();
        if own {
            hand.does_with_undo(ChecklistAction::Delete { id }, "Deleted");
        } else {
            let mut entry = hand
                .session
                .read(|model, _| model.get_or_default::<Entry>(&id));
            entry.hidden = Some(true);
            hand.does_with_undo(ChecklistAction::Edit { id, entry }, "Taken off this list");
        }
    });
    let (label, icon) = if own {
        ("Delete", Icon::Trash)
    } else {
        ("Take off this list", Icon::EyeOff)
    };
    let buttons = view! {
        <ActionBar>
            <Button kind=ButtonKind::Primary label="Done" on_press=Callback::new(move |()| close()) />
        </ActionBar>
        <Button kind=ButtonKind::Danger label=label icon=icon on_press=remove />
    };
    let important = RwSignal::new(essential);
    let set_important = Callback::new(move |yes: bool| {
        if edit.change(|entry| entry.essential = Some(yes)) {
            important.set(yes);
        }
    });
    let name = view! { <TextField label="What is it?" value=text on_input=Callback::new(say) /> };
    let essential = view! {
        <Group>
            <Switch label="Essential" detail="The day would fail without it" checked=important on_toggle=set_important />
        </Group>
    };
    el("div")
        .class("stack")
        .children((!why.is_empty()).then(|| muted(why)))
        .given(link, |stack, (path, title)| stack.view(way_to(path, title)))
        .view(twice)
        .view(name.into_any())
        .view(by_list)
        .view(essential.into_any())
        .view(buttons.into_any())
        .into_any()
}

/// The way to the screen where a thing is found or done.
fn way_to(path: &str, title: &str) -> AnyView {
    let label = ["Open ", title].concat();
    view! { <LinkButton label=label href=href(path) /> }.into_any()
}

fn packing_fields(
    edit: Edit,
    quantity: String,
    bag: Bag,
    warning: Option<&'static str>,
) -> AnyView {
    const BAGS: [(&str, Bag); 3] = [
        ("on-me", Bag::OnMe),
        ("carry-on", Bag::CarryOn),
        ("checked", Bag::Checked),
    ];
    let name = |bag: Bag| {
        BAGS.iter()
            .find(|(_, known)| *known == bag)
            .map_or("", |(name, _)| name)
    };
    let chosen = RwSignal::new(name(bag).to_owned());
    let choose = Callback::new(move |value: String| {
        let bag = BAGS
            .iter()
            .find(|(name, _)| *name == value)
            .map(|(_, bag)| *bag);
        if edit.change(|entry| entry.bag = bag) {
            chosen.set(value);
        }
    });
    let options = BAGS.map(|(value, bag)| (value, bag_name(bag)));
    let amount = Callback::new(move |value: String| {
        let value = value.trim().to_owned();
        edit.change(|entry| entry.quantity = (!value.is_empty()).then_some(value));
    });
    view! {
        <TextField label="How many? (optional)" value=quantity on_input=amount />
        {(bag != Bag::Desk).then(|| view! {
            {el("p").class("move-to").text("Move to")}
            <Segmented label="Move to" options=options selected=chosen on_select=choose />
        })}
        {maybe(move || {
            let warning = warning.filter(|_| chosen.with(|chosen| chosen == "checked"))?;
            Some(view! { <Banner tone=PillTone::Warn text=warning /> }.into_any())
        })}
    }
    .into_any()
}

fn moment_field(edit: Edit, moment: Moment) -> AnyView {
    const MOMENTS: [(&str, Moment); 3] = [
        ("week", Moment::WeekBefore),
        ("evening", Moment::EveningBefore),
        ("mirror", Moment::Mirror),
    ];
    let name = |moment: Moment| {
        MOMENTS
            .iter()
            .find(|(_, known)| *known == moment)
            .map_or("", |(name, _)| name)
    };
    let chosen = RwSignal::new(name(moment).to_owned());
    let choose = Callback::new(move |value: String| {
        let moment = MOMENTS
            .iter()
            .find(|(name, _)| *name == value)
            .map(|(_, moment)| *moment);
        if edit.change(|entry| entry.moment = moment) {
            chosen.set(value);
        }
    });
    let options = MOMENTS.map(|(value, moment)| (value, moment_name(moment)));
    view! { <Segmented label="When" options=options selected=chosen on_select=choose /> }.into_any()
}

fn date_fields(edit: Edit, due: Option<(Day, Option<Minute>)>, moved: bool, own: bool) -> AnyView {
    // Nine in the morning, for a task that is given a date but no time.
    const MORNING: Option<Minute> = Minute::new(9, 0);
    let day = RwSignal::new(due.map(|(day, _)| day));
    let minute = RwSignal::new(due.and_then(|(_, minute)| minute));
    let follows = RwSignal::new(!moved && !own);
    let (error, wrong_minute) = (RwSignal::new(None), RwSignal::new(None));
    let keep = move || {
        let wall = day.get_untracked().zip(minute.get_untracked().or(MORNING));
        let due = wall.map(|(day, minute)| WallTime { day, minute });
        if edit.change(|entry| entry.due = due) {
            follows.set(false);
        }
    };
    let set_day = Callback::new(move |text: String| match Day::parse(&text) {
        Ok(new) => {
            error.set(None);
            day.set(Some(new));
            keep();
        }
        Err(sentence) => error.set(Some(sentence)),
    });
    let set_minute = Callback::new(move |text: String| match Minute::parse(&text) {
        Ok(new) => {
            wrong_minute.set(None);
            minute.set(Some(new));
            keep();
        }
        Err(sentence) => wrong_minute.set(Some(sentence)),
    });
    let follow = Callback::new(move |()| {
        if edit.change(|entry| entry.due = None) {
            follows.set(true);
        }
    });
    let day_text = Signal::derive(move || day.get().map(Day::iso).unwrap_or_default());
    let minute_text = Signal::derive(move || minute.get().map(Minute::text).unwrap_or_default());
    view! {
        <TextField label="Date" input_type="date" value=day_text on_commit=set_day error=error />
        <TextField label="Time at the program" input_type="time" value=minute_text on_commit=set_minute error=wrong_minute />
        {maybe(move || (!own).then(|| if follows.get() {
            muted("This date follows the interview. If you set one, it stays.").into_any()
        } else {
            view! { <Button kind=ButtonKind::Quiet label="Follow the interview date again" icon=Icon::Undo on_press=follow /> }.into_any()
        }))}
    }
    .into_any()
}
