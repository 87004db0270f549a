//! The prep sheet of a program: fact, why it matters, proof. What other screens know is shown here and counts,
//! and is changed there.

use leptos::prelude::*;

use crate::content::lazy::{PolicyOption, ProgramsGuide, SheetField};
use crate::domain::ids::ProgramId;
use crate::domain::program::Program;
use crate::domain::record::Record;
use crate::features::programs::look;
use crate::features::shell::reading::{reading, shown};
use crate::features::{Hand, Tool, Visit, while_alive};
use crate::session::phone;
use crate::store::core::sheet::ToCheck;
use crate::store::read::sheet::{Count, FieldState, count, fields};
use crate::ui::{El, Icon, Pieces, ProgressBar, Segmented, dynamic, each, el, icon, maybe};

mod eve;
mod fact;
mod other;

/// The ways to look at a sheet.
const WAYS: [(&str, &str); 2] = [("fill", "Fill in"), ("read", "Read")];
/// So many fields are drawn at a time behind their titles.
const PIECE: usize = 2;

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let (hand, id) = (visit.hand(), ProgramId::from(visit.param(0)));
    let way = RwSignal::new(WAYS[0].0.to_owned());
    // On paper it is read.
    let print = Callback::new(move |()| {
        way.set(WAYS[1].0.to_owned());
        leptos::task::spawn_local(async {
            leptos::task::tick().await;
            phone::print();
        });
    });
    visit.show_tools(vec![Tool {
        icon: Icon::Printer,
        label: "Print",
        press: print,
    }]);
    shown(
        visit.came_late,
        reading::<ProgramsGuide>(),
        move |guide: &ProgramsGuide| {
            let content = StoredValue::new(guide.program_sheet_fields.clone());
            let policies = StoredValue::new(guide.thank_you.policy_options.clone());
            let program = id.clone();
            while_alive(hand, Program::KIND, id.clone().into(), move || {
                let sheet = Sheet {
                    hand,
                    program: StoredValue::new(program.clone()),
                    content,
                    policies,
                };
                sheet.draw(way)
            })
        },
    )
}

/// What all parts of the screen share.
#[derive(Clone, Copy)]
struct Sheet {
    hand: Hand,
    program: StoredValue<ProgramId>,
    content: StoredValue<Vec<SheetField>>,
    policies: StoredValue<Vec<PolicyOption>>,
}

impl Sheet {
    fn draw(self, way: RwSignal<String>) -> AnyView {
        let choose = Callback::new(move |chosen: String| way.set(chosen));
        let switch = view! {
            <Segmented label="What to do with the sheet" options=WAYS selected=way on_select=choose />
        };
        let is_read = Memo::new(move |_| way.with(|way| way == WAYS[1].0));
        let body = dynamic(move || match is_read.get() {
            true => self.eve(),
            false => self.fill(),
        });
        let (name, counted) = self.about();
        vec![
            el("p")
                .class("below-title")
                .attr("dir", "auto")
                .say(name)
                .into_any(),
            counted,
            el("div")
                .class("screen-only")
                .view(switch.into_any())
                .into_any(),
            body,
        ]
        .into_any()
    }

    /// The program, and how far its sheet is filled in.
    fn about(self) -> (Signal<String>, AnyView) {
        let (session, id) = (self.hand.session, self.program);
        let name = session.watch(move |model, _| {
            let program = model.get_or_default::<Program>(&id.get_value());
            program.title().to_owned()
        });
        let counted =
            session.watch(move |model, world| id.with_value(|id| count(model, world, id)));
        let number = move |read: fn(Count) -> usize| {
            Signal::derive(move || u32::try_from(read(counted.get())).unwrap_or(0))
        };
        let (filled, all) = (number(|count| count.filled), number(|count| count.all));
        let bar = view! { <ProgressBar value=filled max=all label="Fields" bare=true /> };
        let words = move || {
            let count = counted.get();
            [
                &*count.filled.to_string(),
                " of ",
                &*count.all.to_string(),
                " fields",
            ]
            .concat()
        };
        let stale = maybe(move || {
            let words = counted.get().check.words();
            (!words.is_empty()).then(|| stale_line(&words).into_any())
        });
        let line = el("div")
            .class("spread")
            .attr("role", "status")
            .child(el("strong").say_with(words))
            .view(stale);
        let counted = el("div")
            .class("sheet-count")
            .child(line)
            .view(bar.into_any());
        (name, counted.into_any())
    }

    /// The fields, each to be opened.
    fn fill(self) -> AnyView {
        let (id, content) = (self.program, self.content);
        let states = self.hand.session.watch(move |model, world| {
            content.with_value(|content| fields(model, world, &id.get_value(), content))
        });
        let keys =
            move || states.with(|states| states.iter().map(|state| state.id.clone()).collect());
        let pieces = Pieces::out_of_sight(PIECE);
        let list = each(keys, move |field| self.field(&field, states, pieces));
        el("div").class("sheet-fields").view(list).into_any()
    }

    fn field(self, id: &str, states: Signal<Vec<FieldState>>, pieces: Pieces) -> AnyView {
        let known = self.content.with_value(|content| {
            let mut all = content.iter();
            all.find(|field| field.id == id).cloned()
        });
        let Some(field) = known else {
            return ().into_any();
        };
        let (label, key, own) = (field.label.clone(), field.id.clone(), field.id.clone());
        let state = Memo::new(move |_| {
            states.with(|states| states.iter().find(|state| state.id == own).cloned())
        });
        let says = move || match state.get() {
            Some(state) if !state.says.is_empty() => state.says,
            Some(FieldState { open: true, .. }) => "To be found out".to_owned(),
            _ => "Empty".to_owned(),
        };
        let stale = maybe(move || {
            let stale = state.with(|state| state.as_ref().map_or(0, |state| state.stale));
            let words = ToCheck { stale, open: 0 }.words();
            (stale > 0).then(|| stale_line(&words).into_any())
        });
        let head = el("span")
            .class("row-main")
            .child(el("span").class("row-title").text(&label))
            .child(
                el("span")
                    .class("row-detail sheet-says")
                    .attr("dir", "auto")
                    .say_with(says),
            )
            .view(stale);
        let summary = el("summary").child(head).child(icon(Icon::ChevronRight));
        let place = self
            .content
            .with_value(|content| content.iter().position(|one| one.id == id).unwrap_or(0));
        // What is folded up is drawn later, but there when it is opened.
        let was_opened = RwSignal::new(false);
        let is_drawn = Memo::new(move |_| was_opened.get() || pieces.has(place));
        let inside = maybe(move || {
            let inside = || {
                let hint = el("p").class("hint").text(&field.hint).into_any();
                untrack(|| vec![hint, self.answer(&field)].into_any())
            };
            is_drawn.get().then(inside)
        });
        let inside = el("div").view(inside);
        el("details")
            .class("group disclosure sheet-field")
            .attr("data-field", &key)
            .on("toggle", move |_| was_opened.set(true))
            .attr_of("data-filled", move || {
                let filled = state.with(|state| state.as_ref().is_some_and(|one| one.filled));
                filled.then(String::new)
            })
            .child(summary)
            .child(inside)
            .into_any()
    }
}

/// A sentence about something that has grown old.
fn stale_line(text: &str) -> El {
    el("span")
        .class("stale")
        .child(icon(Icon::Alert))
        .child(el("span").text(text))
}
