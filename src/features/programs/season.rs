//! The calendar of the season: clashes first, then the days.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::domain::time::{Day, month_name};
use crate::features::programs::calendar_file::save_season;
use crate::features::programs::lead::{Lead, LeadRow};
use crate::features::programs::look;
use crate::features::shell::reading::{listed, nothing};
use crate::features::{Tool, Visit, muted, muted_status};
use crate::session::phone;
use crate::store::read::season::{
    Calendar, Cell, ClashRow, Mark, SeasonRow, day_of_month, month_beside, spoken,
};
use crate::ui::{
    Button, EmptyState, Icon, IconButton, LinkButton, MonthDay, MonthGrid, MonthStep, PillTone,
    dynamic, el,
};

/// What is looked at.
#[derive(Clone, Copy)]
struct Season {
    calendar: Signal<Calendar>,
    /// The day that was chosen; its rows and its month are shown. Until one is, the day to open with is.
    chosen: RwSignal<Option<Day>>,
    opens_with: Memo<Option<Day>>,
}

/// The screen.
pub fn view(visit: Visit) -> AnyView {
    look::bring();
    let hand = visit.hand();
    let calendar = visit.session.watch(Calendar::of);
    let season = Season {
        calendar,
        chosen: RwSignal::new(None),
        opens_with: Memo::new(move |_| calendar.with(Calendar::opens_with)),
    };
    visit.show_tools(vec![Tool {
        icon: Icon::Calendar,
        label: "Add the season to your calendar",
        press: Callback::new(move |()| save_season(hand)),
    }]);
    let is_empty = Memo::new(move |_| calendar.with(|one| one.rows.is_empty()));
    dynamic(move || {
        if is_empty.get() {
            return empty();
        }
        let save = move |()| save_season(hand);
        vec![
            muted_status(move || calendar.with(Calendar::summary)).into_any(),
            dynamic(move || calendar.with(clashes)),
            season.month(),
            dynamic(move || season.day()),
            dynamic(move || calendar.with(next_days)),
            el("div")
                .class("cluster")
                .view(
                    view! { <Button icon=Icon::Calendar label="Add all to your calendar" on_press=save /> }
                        .into_any(),
                )
                .into_any(),
            muted("One file with every interview, with an alarm the day before and two hours before. After a change, save the file again and open it: it replaces what was there. Delete in your calendar what you deleted here.")
                .into_any(),
        ]
        .into_any()
    })
}

fn empty() -> AnyView {
    view! {
        <EmptyState icon=Icon::Calendar title="No dates yet"
            text="Interviews, answers that are due and days of travel stand here once you write them down with a program.">
            <LinkButton label="Open your programs" href=href(address::PROGRAMS) />
        </EmptyState>
    }
    .into_any()
}

/// What clashes, with what to do about it.
fn clashes(calendar: &Calendar) -> AnyView {
    if calendar.clashes.is_empty() {
        return nothing();
    }
    let row = |clash: &ClashRow| {
        let lead = match clash.is_hard {
            true => Lead::Sign(PillTone::Bad, Icon::Alert),
            false => Lead::Sign(PillTone::Warn, Icon::Moon),
        };
        let row = LeadRow {
            lead: Some(lead),
            title: clash.title.clone(),
            detail: clash.detail.clone(),
            warning: String::new(),
            end: if clash.is_hard { "clash" } else { "check" }.to_owned(),
            href: href(&clash.path),
        };
        row.draw()
    };
    let rows: Vec<AnyView> = calendar.clashes.iter().map(row).collect();
    let list = el("ul")
        .attr("role", "list")
        .class("group")
        .view(rows.into_any());
    el("section")
        .child(el("h2").class("visually-hidden").text("Clashes"))
        .child(list)
        .into_any()
}

impl Season {
    fn shown(self) -> Option<Day> {
        self.chosen.get().or_else(|| self.opens_with.get())
    }

    /// Selects a day and gives it the focus.
    fn goes_to(self, day: Day) {
        self.chosen.set(Some(day));
        let selector = ["[data-day=\"", &*day.iso(), "\"]:not([data-outside])"].concat();
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            phone::focus(&selector);
        });
    }

    fn month(self) -> AnyView {
        let calendar = self.calendar;
        let first = Memo::new(move |_| {
            let day = self.shown()?;
            Some(day.plus(1 - day_of_month(day)))
        });
        let title = Signal::derive(move || first.get().map(month_title).unwrap_or_default());
        let cells = Memo::new(move |_| {
            let Some(first) = first.get() else {
                return Vec::new();
            };
            let cells = calendar.with(|calendar| calendar.month(first));
            let today = calendar.with(|calendar| calendar.today);
            let cell = |cell: &Cell| month_day(cell, today == Some(cell.day));
            cells.iter().map(cell).collect::<Vec<MonthDay>>()
        });
        let selected = Signal::derive(move || self.shown().map(Day::iso).unwrap_or_default());
        let select = move |key: String| {
            if let Ok(day) = Day::parse(&key) {
                self.goes_to(day);
            }
        };
        let step = move |step: MonthStep| {
            let Some(day) = untrack(|| self.shown()) else {
                return;
            };
            let in_week = day.since(week_start(day));
            self.goes_to(match step {
                MonthStep::Days(by) => day.plus(by),
                MonthStep::WeekStart => day.plus(-in_week),
                MonthStep::WeekEnd => day.plus(6 - in_week),
                MonthStep::Months(by) => same_day_beside(day, by),
            });
        };
        let beside = move |by: i64| {
            let name = Signal::derive(move || {
                let month = first.get().map(|first| month_beside(first, by));
                month.map(month_title).unwrap_or_default()
            });
            let go = move |()| {
                if let Some(first) = first.get_untracked() {
                    self.chosen.set(Some(month_beside(first, by)));
                }
            };
            let icon = if by < 0 {
                Icon::ChevronLeft
            } else {
                Icon::ChevronRight
            };
            view! { <IconButton icon=icon label=name on_press=go /> }.into_any()
        };
        let head = el("div")
            .class("month-head")
            .child(el("h2").attr("aria-live", "polite").say(title))
            .child(el("span").view(vec![beside(-1), beside(1)].into_any()));
        let key = |class: &str, words: &str| el("span").child(el("i").class(class)).text(words);
        let keys = el("div")
            .class("month-key")
            .attr("aria-hidden", "true")
            .children([
                key("in-person", "in person"),
                key("virtual", "virtual"),
                key("offer", "answer due"),
                key("travel", "travel"),
            ]);
        let grid = view! { <MonthGrid label=title days=cells selected=selected on_select=select on_step=step /> };
        el("section")
            .class("card month")
            .child(head)
            .view(grid.into_any())
            .child(keys)
            .into_any()
    }

    /// The rows of the day that is selected.
    fn day(self) -> AnyView {
        let Some(day) = self.shown() else {
            return nothing();
        };
        let rows = self.calendar.with(|calendar| calendar.on(day));
        let title = spoken(day);
        if rows.is_empty() {
            let head = el("div").class("section-head").child(el("h2").text(&title));
            return el("section")
                .child(head)
                .child(muted("Nothing on this day."))
                .into_any();
        }
        listed(
            &title,
            rows.iter().map(|row| season_row(row, false)).collect(),
        )
    }
}

fn next_days(calendar: &Calendar) -> AnyView {
    let rows = calendar.next_days();
    let next = rows.iter().position(|row| row.mark != Mark::Travel);
    let rows = rows.iter().enumerate();
    let rows = rows.map(|(place, row)| season_row(row, next == Some(place)));
    listed("Next seven days", rows.collect())
}

fn season_row(row: &SeasonRow, is_next: bool) -> AnyView {
    let held = match row.mark {
        Mark::Offer => "answer",
        Mark::Travel => "",
        mark => mark.words(),
    };
    let row = LeadRow {
        lead: Some(Lead::Day(row.day, is_next)),
        title: row.title.clone(),
        detail: row.detail.clone(),
        warning: String::new(),
        end: held.to_owned(),
        href: href(&row.path),
    };
    row.draw()
}

/// `December 2026`.
fn month_title(day: Day) -> String {
    [month_name(day.month()), " ", &day.year().to_string()].concat()
}

fn week_start(day: Day) -> Day {
    (0..7)
        .map(|back| day.plus(-back))
        .find(|day| day.weekday() == "Mon")
        .unwrap_or(day)
}

/// The same day of a month beside, or its last one.
fn same_day_beside(day: Day, by: i64) -> Day {
    let first = month_beside(day, by);
    let wanted = first.plus(day_of_month(day) - 1);
    match wanted.month() == first.month() {
        true => wanted,
        false => wanted.plus(-day_of_month(wanted)),
    }
}

fn month_day(cell: &Cell, is_today: bool) -> MonthDay {
    let look = match (cell.mark, cell.is_travel) {
        (Some(Mark::InPerson), false) => "in-person",
        (Some(Mark::InPerson), true) => "in-person travel",
        (Some(Mark::Virtual), false) => "virtual",
        (Some(Mark::Virtual), true) => "virtual travel",
        (Some(Mark::Offer), false) => "offer",
        (Some(Mark::Offer), true) => "offer travel",
        (Some(Mark::Travel), _) => "travel",
        (None, _) => "",
    };
    MonthDay {
        key: cell.day.iso(),
        number: day_of_month(cell.day).to_string(),
        spoken: cell.spoken.clone(),
        look,
        is_today,
        is_inside: cell.is_inside,
        sign: cell
            .clash
            .map(|is_hard| (if is_hard { "!" } else { "?" }, !is_hard)),
    }
}
