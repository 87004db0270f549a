//! How the person studies: the one record of study settings, and personal parameters.

use crate::domain::time::Day;
use crate::record;
use serde::{Deserialize, Serialize};

/// The id of the only record of study settings.
pub const STUDY: &str = "study";

record! {
    /// How the person studies.
    pub struct StudySettings as "study" {
        /// Four buttons instead of two.
        pub four_buttons: bool,
        /// Swiping grades a card.
        pub swipe: bool = true,
        /// The next interval stands on each button.
        pub show_intervals: bool = true,
        /// New cards a day while no interview has a date.
        pub new_per_day: u16 = 6,
        /// Reviews a day the person wants to do; sizes the final pass before an interview.
        pub budget: u16 = 25,
        /// Share of answers that should come to mind when they are due, in percent.
        pub retention: u8 = 90,
        /// Parameters fitted to the person's own reviews; `None` uses the published ones.
        pub parameters: Option<Fitted>,
        /// Parameters used before, newest last; at most three are kept. `None` is the published ones.
        pub earlier: Vec<Option<Fitted>>,
    }
}

impl StudySettings {
    /// The parameters in use, if they are personal.
    pub fn personal(&self) -> Option<&[f32]> {
        self.parameters.as_ref().map(|fitted| &*fitted.values)
    }
}

/// Parameters fitted to the person's reviews.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// The 21 parameters of FSRS-6.
    pub values: Vec<f32>,
    /// Day of the fit.
    pub day: Option<Day>,
    /// Reviews they were fitted to.
    pub reviews: u32,
    /// Log loss of the parameters used before, on the same reviews. Smaller is better.
    pub before: f32,
    /// Log loss of these.
    pub after: f32,
}

/// Number of parameters of FSRS-6.
pub const PARAMETERS: usize = 21;

/// Least and greatest value of each parameter: those of the `fsrs` crate and of py-fsrs 6.3.2, which
/// agree but for parameter 19, where this is the wider.
const BOUNDS: [(f32, f32); PARAMETERS] = [
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (1.0, 10.0),
    (0.001, 4.0),
    (0.001, 4.0),
    (0.001, 0.75),
    (0.0, 4.5),
    (0.0, 0.8),
    (0.001, 3.5),
    (0.001, 5.0),
    (0.001, 0.25),
    (0.001, 0.9),
    (0.0, 4.0),
    (0.0, 1.0),
    (1.0, 6.0),
    (0.0, 2.0),
    (0.0, 2.0),
    (0.0, 0.8),
    (0.1, 0.8),
];

/// Whether these can be parameters of FSRS-6.
///
/// # Errors
/// A sentence that says what is wrong: their number, or one outside its bounds.
pub fn check_parameters(values: &[f32]) -> Result<(), String> {
    if values.len() != PARAMETERS {
        return Err(format!(
            "FSRS-6 has 21 parameters, but these are {}. Parameters of another version cannot be used.",
            values.len()
        ));
    }
    for (place, (value, (low, high))) in values.iter().zip(BOUNDS).enumerate() {
        // Not a number is outside too.
        if !(low..=high).contains(value) {
            return Err(format!(
                "Parameter {} is {value}, but it must lie between {low} and {high}. Nothing was changed.",
                place + 1
            ));
        }
    }
    Ok(())
}
