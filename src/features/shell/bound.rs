//! A text field bound to a stored text. What is kept has no spaces at its ends, but the field must show them
//! while somebody types; what was refused stays in the field.

use leptos::prelude::*;

/// What a text field needs.
#[derive(Clone, Copy)]
pub struct Bound {
    /// The text as it is typed.
    pub draft: RwSignal<String>,
    /// Why it could not be kept.
    pub error: RwSignal<Option<String>>,
    /// Takes what was typed.
    pub input: Callback<String>,
}

/// Binds a field to `stored`. `save` keeps what was typed and answers with the sentence to show at the field.
pub fn bound(
    stored: impl Into<Signal<String>>,
    save: impl Fn(String) -> Option<String> + Send + Sync + 'static,
) -> Bound {
    bound_by(stored, |a, b| a.trim() == b.trim(), save)
}

/// As `bound`, where `same` says whether a draft and a stored text are the same.
pub fn bound_by(
    stored: impl Into<Signal<String>>,
    same: fn(&str, &str) -> bool,
    save: impl Fn(String) -> Option<String> + Send + Sync + 'static,
) -> Bound {
    let stored = stored.into();
    let draft = RwSignal::new(stored.get_untracked());
    let error = RwSignal::new(None);
    Effect::new(move |_| {
        let stored = stored.get();
        // Changed elsewhere: by undo, or in another tab.
        if draft.with_untracked(|draft| !same(draft, &stored)) {
            draft.set(stored);
        }
    });
    let input = Callback::new(move |text: String| {
        draft.set(text.clone());
        error.set(save(text));
    });
    Bound {
        draft,
        error,
        input,
    }
}
