//! What the coach says of a take: the figures with how sure they are, in words. Not a screen.
//!
//! No accent score, no "monotone", no total grade: what sound alone cannot tell is not said.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::content::lazy::SpeechGuide;
use crate::domain::ids::TakeId;
use crate::domain::take::{Take, Voice};
use crate::features::Hand;
use crate::features::aloud::listening::Listening;
use crate::speech::calibration::{Band, Gain};
use crate::store::acts::takes::TakeAction;
use crate::ui::{PillTone, Row};

mod compared;
mod findings;

pub use compared::compared;

/// One take before the coach.
#[derive(Clone, Copy)]
pub struct Heeded {
    /// Data and words to the person.
    pub hand: Hand,
    /// Id of the take.
    pub id: StoredValue<TakeId>,
    /// What is known of it.
    pub take: Signal<Take>,
    /// Its sound.
    pub listening: Listening,
    /// Syllables a word in the text that it answers with; the usual 1.4 where there is none.
    pub per_word: StoredValue<f32>,
}

impl Heeded {
    /// Changes the take; a refusal is shown.
    pub fn edit(self, change: impl FnOnce(&mut Take)) {
        let id = self.id.get_value();
        let known = self
            .hand
            .session
            .read(|model, _| model.get::<Take>(&id).cloned());
        if let Some(mut take) = known {
            change(&mut take);
            self.hand.does(TakeAction::Edit { id, take });
        }
    }
}

/// The gain that the voice's reading gave.
pub fn gain(voice: &Voice) -> Option<Gain> {
    #[allow(clippy::cast_precision_loss)] // at most 1,600
    voice
        .gain
        .and_then(|gain| Gain::stored(gain as f32 / 1_000.0))
}

/// A range of paces as it is shown: whole tens, because more would pretend.
pub fn range_text(band: Band) -> String {
    let tens = |pace: f32| ((pace / 10.0).round() * 10.0) as u32;
    format!("About {} to {}", tens(band.low), tens(band.high))
}

/// The pace to aim for, in words a minute.
pub fn target(guide: &SpeechGuide) -> (u16, u16) {
    let zone = guide.pace_wpm.zones.iter().find(|zone| zone.id == "target");
    zone.and_then(|zone| Some((zone.min?, zone.max?)))
        .unwrap_or((120, 160))
}

/// Tenths as a number with one decimal.
pub fn tenth(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A row of the library.
pub fn take_row(id: &TakeId, take: &Take, detail: &str) -> AnyView {
    let to = href(&address::take(id));
    let pill = if take.kept {
        Some((PillTone::Good, "kept".to_owned()))
    } else if take.cut_off {
        Some((PillTone::Warn, "cut off".to_owned()))
    } else {
        None
    };
    let (title, detail) = (take.label(), detail.to_owned());
    view! { <Row title=title detail=detail pill=Signal::stored(pill) href=to /> }.into_any()
}
