//! Copies that leave the app.

use crate::domain::season::ExportMade;
use crate::platform::clock;
use crate::session::state::Session;
use crate::store::acts::season::SeasonAction;
use crate::store::keep::export;

impl Session {
    /// Name and text of an export, read back and compared before it is handed out.
    ///
    /// # Errors
    /// A sentence that says why there is none.
    pub async fn export(self) -> Result<(String, String), String> {
        if self.is_sample() {
            return Err("The sample season is invented, so no copy is made of it. Leave it first, then save a copy of your own.".to_owned());
        }
        let inner = self.inner();
        let mut damaged = Vec::new();
        if let Some(database) = &inner.database {
            damaged = database.main().quarantine().await;
        }
        let now = clock::now_ms();
        let model = inner.model.borrow();
        let text = export::write(&model, &damaged, now)
            .filter(|text| export::read(text.as_bytes()).as_ref() == Ok(model.records()))
            .ok_or(
                "The copy did not read back as written, so it was not made. Please try again.",
            )?;
        let day = inner.with_world(|world| world.today()).iso();
        Ok((["matchbook-", &day, ".json"].concat(), text))
    }

    /// Notes that an export left the app.
    pub fn note_export(self) {
        let changes = self.inner().model.borrow().field_count();
        let made = ExportMade {
            at: clock::now_ms(),
            changes: u64::try_from(changes).unwrap_or(0),
        };
        // Nothing in this action can be refused.
        let _ = self.note(SeasonAction::NoteExport { made });
    }
}
