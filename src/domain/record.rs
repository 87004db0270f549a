//! Records: plain structs whose fields are stored one by one.
//!
//! A record never writes itself. It can say which fields differ from another version of itself,
//! and it can take one field's stored value. A new field is one line in its `record!` block; a
//! field that this version does not know stays untouched in the store.

use std::borrow::Cow;

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
                    $(stringify!($field) => {
                        if json == "null" {
                            self.$field = $crate::record!(@default $($default)?);
                            return true;
                        }
                        match serde_json::from_str(json) {
                            Ok(value) => { self.$field = value; true }
                            Err(_) => false,
                        }
                    })*
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
