//! The filters of a finder: the sheet that offers them, and the chips of those in use.

use leptos::prelude::*;

use super::{Facet, FacetKind, FinderView};
use crate::session::phone;
use crate::ui::{
    ActionBar, Button, ButtonKind, El, Group, Icon, SelectField, Sheet, Switch, el, icon, maybe,
};

impl FinderView {
    /// The filters in use.
    pub(super) fn in_use(self) -> Vec<Facet> {
        self.facets.with_value(|facets| {
            let filters = facets.iter().filter(|facet| facet.is_filter());
            let used = filters.filter(|facet| facet.value.with(|value| !value.is_empty()));
            used.copied().collect()
        })
    }

    /// The filters in use, each with its way out.
    pub(super) fn chips(self) -> AnyView {
        maybe(move || {
            let in_use = self.in_use();
            if in_use.is_empty() {
                return None;
            }
            let chips: Vec<El> = in_use.into_iter().map(|facet| self.chip(facet)).collect();
            let group = el("div")
                .class("cluster")
                .attr("role", "group")
                .attr("aria-label", "Filters in use")
                .children(chips);
            Some(group.into_any())
        })
    }

    fn chip(self, facet: Facet) -> El {
        let value = facet.value.get();
        let options = facet.options.get();
        let found = options.iter().find(|(id, _)| *id == value);
        let words = [facet.label, ": ", found.map_or(&*value, |(_, label)| label)].concat();
        el("button")
            .attr("type", "button")
            .class("chip")
            .attr("aria-label", &["Remove filter: ", &words].concat())
            .on("click", move |_| {
                self.choose(facet, "");
                // The chip that had the focus is gone.
                phone::focus(".deck-controls .btn");
            })
            .child(el("span").attr("dir", "auto").text(&words))
            .child(icon(Icon::Close))
    }

    pub(super) fn sheet(self) -> AnyView {
        let filtering = self.finder.filtering;
        let close = move |()| filtering.set(false);
        let clear = move |()| {
            for facet in untrack(|| self.in_use()) {
                self.choose(facet, "");
            }
        };
        let choices = move || {
            let all = self.facets.get_value().into_iter();
            let all: Vec<AnyView> = all.map(|facet| self.choice(facet)).collect();
            el("div").class("pair filters").view(all.into_any())
        };
        let show = self.words.show;
        view! {
            <Sheet open=filtering title="Filter and order" on_close=close>
                {choices()}
                <ActionBar>
                    <Button label="Clear" on_press=clear />
                    <Button kind=ButtonKind::Primary label=show on_press=close />
                </ActionBar>
            </Sheet>
        }
        .into_any()
    }

    fn choice(self, facet: Facet) -> AnyView {
        let Facet { value, options, .. } = facet;
        if let FacetKind::Only(label) = facet.kind {
            let checked = Signal::derive(move || !value.get().is_empty());
            let toggle = move |yes| self.choose(facet, if yes { "yes" } else { "" });
            return view! {
                <Group><Switch label=label checked=checked on_toggle=toggle /></Group>
            }
            .into_any();
        }
        let choose = move |value: String| self.choose(facet, &value);
        // What there is to choose from may come after the sheet was opened.
        let has_choice = Memo::new(move |_| options.with(Vec::len) > 1);
        maybe(move || {
            has_choice.get().then(|| {
                view! { <SelectField label=facet.label options=options value=value on_change=choose /> }
                    .into_any()
            })
        })
    }
}
