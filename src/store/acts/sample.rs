//! The sample season as changes: records of a content file, with their days counted from today.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::time::{Day, Instant};
use crate::store::core::change::{Act, Change, Plan, Refusal, refuse};
use crate::store::core::model::Model;

/// Fill an empty database with the sample season.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// Text of the content file: a list of records, each with its kind, id and fields. A text that begins
    /// with `@` is a time: `"@-3"` is the day three days ago, `"@90min"` the instant in an hour and a half in
    /// milliseconds since 1970 UTC, and `"@90min-a"` the name of an answer given then.
    pub season: String,
    /// Today, where the person is.
    pub today: Day,
    /// Now.
    pub now: Instant,
}

#[derive(Deserialize)]
struct Invented<'a> {
    kind: &'a str,
    id: &'a str,
    #[serde(borrow)]
    fields: BTreeMap<&'a str, &'a RawValue>,
}

impl Act for Fill {
    fn is_of_screen(&self, _: &Model) -> bool {
        false
    }

    fn plan(self, model: &Model) -> Result<Plan, Refusal> {
        if !model.is_empty() {
            return refuse("The sample season is not mixed with other data. Nothing was changed.");
        }
        let Some(dated) = dated(&self.season, self.today, self.now) else {
            return unreadable();
        };
        let Ok(records) = serde_json::from_str::<Vec<Invented>>(&dated) else {
            return unreadable();
        };
        let mut changes = Vec::new();
        for record in records {
            for (field, val) in record.fields {
                changes.push(Change {
                    kind: record.kind.into(),
                    id: record.id.into(),
                    field: field.into(),
                    val: val.get().into(),
                });
            }
        }
        Ok(Plan::Write(changes))
    }
}

fn unreadable<T>() -> Result<T, Refusal> {
    refuse(
        "The sample season could not be read. Connect to the internet once, open the app again, and try again.",
    )
}

/// Begins a text that is a time.
const TIME: &str = "\"@";

/// The text with its times written out; `None` when one of them is none.
fn dated(text: &str, today: Day, now: Instant) -> Option<String> {
    let mut parts = text.split(TIME);
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (time, rest) = part.split_once('"')?;
        match time.split_once("min") {
            None => {
                let day = today.plus(time.parse().ok()?);
                out.extend(["\"", &day.iso(), "\""]);
            }
            Some((minutes, name)) => {
                let at = now.plus_minutes(minutes.parse().ok()?).0.to_string();
                if name.is_empty() {
                    out.push_str(&at);
                } else {
                    out.extend(["\"", &at, name, "\""]);
                }
            }
        }
        out.push_str(rest);
    }
    Some(out)
}
