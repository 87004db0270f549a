//! Cards as a file for other programs.

use leptos::prelude::*;

use super::{ExchangeScreen, note_of};
use crate::domain::card::Card;
use crate::exchange::note::Note;
use crate::exchange::{anki_text, spreadsheet};
use crate::features::cards::standing::cards_counted;
use crate::features::muted;
use crate::features::shell::reading::said;
use crate::session::phone;
use crate::store::core::model::Kinds;
use crate::store::read::deck::Row as CardRow;
use crate::ui::{Button, FieldGroup, Icon, Segmented, el};

impl ExchangeScreen {
    pub(super) fn export(self) -> AnyView {
        let options = [("all", "All"), ("studied", "Studied"), ("own", "Mine")];
        let select = move |which: String| self.which.set(which);
        let session = self.session;
        let turn = session.watch(|model, _| model.revision(Kinds::of::<Card>()));
        let count = Memo::new(move |_| {
            turn.track();
            let which = self.which.get();
            let wanted =
                self.with_rows(|_, rows| rows.iter().filter(|row| takes(&which, row)).count());
            wanted.unwrap_or_default()
        });
        let none = Signal::derive(move || count.get() == 0);
        let told = move || match count.get() {
            0 => "There is no such card yet.".to_owned(),
            count => cards_counted(count),
        };
        let anki = move |()| self.save("txt", "text/plain", anki_text::write);
        let csv = move |()| self.save("csv", "text/csv", spreadsheet::write);
        view! {
            <FieldGroup title="Export">
                {said("Questions, outlines, scripts and tags. How well you remember stays here.")}
                <Segmented label="Which cards" options=options selected=self.which on_select=select />
                {el("p").class("hint").attr("role", "status").say_with(told)}
                <Button icon=Icon::Download label="Save for Anki" disabled=none on_press=anki />
                <Button icon=Icon::Download label="Save as CSV" disabled=none on_press=csv />
                {muted("In Anki, choose File, Import, and then the text file.")}
            </FieldGroup>
        }
        .into_any()
    }

    fn save(self, extension: &'static str, mime: &'static str, write: fn(&[Note]) -> String) {
        let which = self.which.get_untracked();
        let notes = self.with_rows(|content, rows| {
            let wanted = rows.iter().filter(|row| takes(&which, row));
            wanted.map(|row| note_of(content, row)).collect::<Vec<_>>()
        });
        let day = self.session.read(|_, world| world.today());
        let name = ["matchbook-cards-", &day.iso(), ".", extension].concat();
        let text = write(&notes.unwrap_or_default());
        let toaster = self.hand.toaster;
        leptos::task::spawn_local(async move {
            toaster.show(match phone::save_text(&name, mime, &text).await {
                phone::Left::Yes => ["Saved as ", &name].concat(),
                phone::Left::No => "Not saved: you closed the share sheet.".to_owned(),
                phone::Left::Cannot => {
                    "This browser cannot save files. Open Matchbook in another browser.".to_owned()
                }
            });
        });
    }
}

/// The card is among those to export.
fn takes(which: &str, row: &CardRow) -> bool {
    match which {
        "studied" => row.is_studied(),
        "own" => row.own,
        _ => true,
    }
}
