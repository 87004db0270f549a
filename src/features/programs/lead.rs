//! Rows of the programs' screens that begin with a day or a clock.

use leptos::prelude::*;

use crate::domain::time::Day;
use crate::store::read::season::day_of_month;
use crate::ui::{El, Icon, PillTone, el, icon, svg_el};

/// What a row begins with. What it shows is said by the words of the row too.
#[derive(Clone, PartialEq)]
pub enum Lead {
    /// A day; the next one stands out.
    Day(Day, bool),
    /// What is left of a time: in a few letters, and its share in per cent.
    Left(PillTone, String, u8),
    /// A sign in a full ring.
    Sign(PillTone, Icon),
}

impl Lead {
    fn draw(&self) -> El {
        match self {
            Lead::Day(day, is_next) => {
                let class = if *is_next {
                    "lead date next-up"
                } else {
                    "lead date"
                };
                let number = day_of_month(*day).to_string();
                el("span")
                    .class(class)
                    .attr("aria-hidden", "true")
                    .child(el("b").text(&number))
                    .child(el("span").text(&day.month_short().to_uppercase()))
            }
            Lead::Left(tone, text, share) => ring(*tone, *share).child(el("span").text(text)),
            Lead::Sign(tone, sign) => ring(*tone, 100).child(icon(*sign)),
        }
    }
}

fn ring(tone: PillTone, share: u8) -> El {
    let circle = |class: &str| {
        svg_el("circle")
            .attr("class", class)
            .attr("cx", "22")
            .attr("cy", "22")
            .attr("r", "19.5")
    };
    let left = circle("left").attr("pathLength", "100").attr(
        "stroke-dasharray",
        &[&*share.min(100).to_string(), " 100"].concat(),
    );
    let picture = svg_el("svg")
        .attr("viewBox", "0 0 44 44")
        .child(circle("rail"))
        .child(left);
    el("span")
        .class("lead hours")
        .attr("aria-hidden", "true")
        .attr("data-tone", tone.name())
        .child(picture)
}

/// A row that leads somewhere. `tone`: that of the line under the title. `end`: a short word at its end.
#[derive(Clone, PartialEq)]
pub struct LeadRow {
    /// What it begins with.
    pub lead: Option<Lead>,
    /// What it is called.
    pub title: String,
    /// The line under it.
    pub detail: String,
    /// A second line, which warns.
    pub warning: String,
    /// A short word at its end.
    pub end: String,
    /// Where it leads.
    pub href: String,
}

impl LeadRow {
    /// The row, for a list.
    pub fn draw(&self) -> AnyView {
        let text = |class: &str, text: &str| el("span").class(class).attr("dir", "auto").text(text);
        let said = |text: &String| (!text.is_empty()).then(|| text.clone());
        let warning = said(&self.warning).map(|words| {
            el("span")
                .class("row-detail row-warning")
                .child(icon(Icon::Alert))
                .child(el("span").text(&words))
        });
        let words = el("span")
            .class("row-main")
            .child(text("row-title", &self.title))
            .children(said(&self.detail).map(|detail| text("row-detail", &detail)))
            .children(warning);
        let hit = el("a")
            .class("row-hit")
            .attr("href", &self.href)
            .children(self.lead.as_ref().map(Lead::draw))
            .child(el("span").class("row-body").child(words))
            .child(match &*self.end {
                "" => icon(Icon::ChevronRight),
                end => el("span").class("row-end").text(end),
            });
        el("li").class("row").child(hit).into_any()
    }
}
