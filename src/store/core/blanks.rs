//! What stands in the blanks of a letter.

use std::collections::BTreeMap;

use crate::domain::record::Record;
use crate::domain::thanks::Thanks;
use crate::store::core::model::Model;

/// What stands in the blanks of a note, by what each is called, of all that two phones filled in apart: who
/// filled another blank took nothing away, and of one blank the newest words count.
pub fn filled(model: &Model, note: &str) -> BTreeMap<String, String> {
    let register = model.register(Thanks::KIND, note, "filled");
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for head in register.map_or(&[][..], |register| register.heads()) {
        let read = serde_json::from_str::<BTreeMap<String, String>>(&head.val);
        for (blank, text) in read.unwrap_or_default() {
            all.entry(blank).or_insert(text);
        }
    }
    all
}
