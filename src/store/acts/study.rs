//! What a person does to the settings of the study of cards.

use crate::domain::study::{Fitted, STUDY, StudySettings, check_parameters};
use crate::store::core::change::{Act, Plan, Refusal, edit, refuse};
use crate::store::core::model::Model;

/// Earlier parameters remembered.
const PARAMETERS_KEPT: usize = 3;

/// One thing done to the study settings.
#[derive(Clone, Debug, PartialEq)]
pub enum StudyAction {
    /// Change how the person studies; parameters stay as they are.
    Edit {
        /// As it should be.
        settings: StudySettings,
    },
    /// Use other parameters: fitted ones, or with `None` the published ones.
    SetParameters {
        /// The parameters.
        parameters: Option<Fitted>,
    },
    /// Use the parameters from before the last `SetParameters`.
    RevertParameters,
}

impl Act for StudyAction {
    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        let mut out = Vec::new();
        match self {
            StudyAction::Edit { settings } => {
                if !(70..=97).contains(&settings.retention) {
                    return refuse("Choose between 70 and 97 percent.");
                }
                if !(1..=500).contains(&settings.budget) {
                    return refuse("Choose between 1 and 500 reviews a day.");
                }
                if settings.new_per_day > 200 {
                    return refuse("Choose at most 200 new cards a day.");
                }
                let before = model.study();
                let after = StudySettings {
                    parameters: before.parameters,
                    earlier: before.earlier,
                    ..settings
                };
                edit(model, STUDY, &after, &mut out)?;
            }
            StudyAction::SetParameters { parameters } => {
                if let Some(fitted) = &parameters {
                    check_parameters(&fitted.values).map_err(Refusal)?;
                }
                let mut settings = model.study();
                if parameters != settings.parameters {
                    let before = std::mem::replace(&mut settings.parameters, parameters);
                    settings.earlier.push(before);
                    let extra = settings.earlier.len().saturating_sub(PARAMETERS_KEPT);
                    settings.earlier.drain(..extra);
                }
                edit(model, STUDY, &settings, &mut out)?;
            }
            StudyAction::RevertParameters => {
                let mut settings = model.study();
                let Some(before) = settings.earlier.pop() else {
                    return refuse("There are no earlier parameters to go back to.");
                };
                settings.parameters = before;
                edit(model, STUDY, &settings, &mut out)?;
            }
        }
        Ok(Plan::Write(out))
    }
}
