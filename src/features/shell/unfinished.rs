//! What is typed into a form that makes no record before its button is pressed: it waits for who comes back, also
//! after the page was closed. One place for all such forms.

use leptos::prelude::*;

use crate::domain::typed::{Typed, is_to_keep};
use crate::session::phone;

/// What waits in the form of this name, or nothing; what it is set to is kept. Once the form is done, set it to
/// nothing.
pub fn unfinished<T: Typed + Send + Sync + 'static>(form: &str) -> RwSignal<T> {
    let before = phone::unfinished(form);
    let typed = RwSignal::new(T::of_kept(&before));
    let keep = keeper(form.to_owned(), before);
    Effect::new(move |_| keep.run(typed.with(T::kept)));
    // What was set last is kept also where the screen goes before the effect is run.
    on_cleanup(move || keep.run(typed.with_untracked(T::kept)));
    typed
}

// Not generic: each kind of form brings no more than its own text.
fn keeper(form: String, before: String) -> Callback<String> {
    let known = StoredValue::new(before);
    Callback::new(move |now: String| {
        let is_new = known.with_value(|known| is_to_keep(known, &phone::unfinished(&form), &now));
        if is_new {
            phone::keep_unfinished(&form, &now);
        }
        known.set_value(now);
    })
}
