//! Records: plain structs whose fields are stored one by one.
//!
//! A record never writes itself. It can say which fields differ from another version of itself,
//! and it can take one field's stored value. A new field is one line in its `record!` block; a
//! field that this version does not know stays untouched in the store.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

/// A struct whose fields are stored, merged and exported one by one.
pub trait Record: Default + Clone + PartialEq + 'static {
    /// The name of this kind of record in storage. Never changes once shipped.
    const KIND: &'static str;

    /// Takes the stored JSON of one field; `null` is the default. Unknown fields and values that do
    /// not decode leave the record as it is; the answer says whether the value was taken.
    fn take(&mut self, field: &str, json: &str) -> bool;

    /// Name and JSON of every field that differs from `before`.
    fn changes_since(&self, before: &Self) -> Vec<(Cow<'static, str>, String)>;
}

/// Takes a stored value into its field; `null` is the default. A value that does not decode leaves the field as
/// it is; the answer says whether it was taken.
// One call a field, so that a field costs the start little.
#[inline(never)]
pub fn take_into<T: DeserializeOwned>(field: &mut T, json: &str, default: fn() -> T) -> bool {
    let value = match json {
        "null" => Ok(default()),
        json => serde_json::from_str(json),
    };
    match value {
        Ok(value) => {
            *field = value;
            true
        }
        Err(_) => false,
    }
}

/// A record as one text, for where it waits before it is stored.
pub fn as_text<R: Record>(record: &R) -> String {
    // Names and JSON always serialize.
    serde_json::to_string(&record.changes_since(&R::default())).unwrap_or_default()
}

/// Reads what `as_text` wrote; `None` where that is nothing of the kind.
pub fn of_text<R: Record>(text: &str) -> Option<R> {
    let fields: Vec<(String, String)> = serde_json::from_str(text).ok()?;
    let mut record = R::default();
    let is_whole = fields.iter().all(|(field, json)| record.take(field, json));
    is_whole.then_some(record)
}

/// Declares a record: `record! { /// … pub struct Trip as "trip" { /// … pub title: String = default, } }`.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident as $kind:literal {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty $(= $default:expr)?,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $crate::record!(@default $($default)?),)* }
            }
        }

        impl $crate::domain::record::Record for $name {
            const KIND: &'static str = $kind;

            fn take(&mut self, field: &str, json: &str) -> bool {
                match field {
                    $(stringify!($field) => $crate::domain::record::take_into(
                        &mut self.$field,
                        json,
                        || $crate::record!(@default $($default)?),
                    ),)*
                    _ => false,
                }
            }

            fn changes_since(
                &self,
                before: &Self,
            ) -> Vec<(std::borrow::Cow<'static, str>, String)> {
                let mut changes = Vec::new();
                $(if self.$field != before.$field {
                    // Plain data with string keys always serializes.
                    if let Ok(json) = serde_json::to_string(&self.$field) {
                        changes.push((stringify!($field).into(), json));
                    }
                })*
                changes
            }
        }
    };
    (@default $default:expr) => { $default };
    (@default) => { Default::default() };
}
