//! Widgets: buttons, rows, fields, sheets, toasts. Each file holds one widget or a small family.
//! They know nothing of the app: text comes in as labels and signals, wishes go out as callbacks,
//! and a widget creates no signal that outlives it. Looks live in style/components.css.
//!
//! Row-like widgets (`Row`, `CheckRow`, `Switch`, `ChoiceRow`, `Stepper`) are `<li>`s and belong in
//! a `Group` or another list; field-like widgets (`TextField`, `SelectField`, `Rating`, `Segmented`)
//! belong in a `Card` or a `FieldGroup`.

mod button;
mod card;
mod choice;
mod draft;
mod element;
mod field;
mod focus;
mod icon;
mod meter;
mod modal;
mod month;
mod pieces;
mod plot;
mod progress;
mod reorder;
mod row;
mod scored;
mod sheet;
mod stage;
mod swipe;
mod timeline;
mod toast;
mod trend;

pub use crate::message::Offer;
pub use button::{ActionBar, Button, ButtonKind, ButtonProps, IconButton, IconLink, LinkButton};
pub use card::{Card, Disclosure, EmptyState, FieldGroup, Group, Hero, PrintOnly, VisuallyHidden};
pub use choice::{ChoiceRow, FilterChip, Rating, Segmented, Stepper, Switch};
pub use draft::{Draft, enter_place, follow_drafts, place_of_draft, refuse};
pub use element::{Each, El, dynamic, each, el, maybe, svg_el};
pub use field::{SelectField, TextField, TextFieldProps};
pub use focus::keep_focus;
pub use icon::{Icon, icon};
pub use meter::meter;
pub use month::{MonthDay, MonthGrid, MonthGridProps, MonthStep};
pub use pieces::Pieces;
pub use plot::{Mark, Plot, PlotKind};
pub use progress::{Pill, PillTone, ProgressBar, ProgressRing};
pub use reorder::Reorder;
pub use row::{Check, CheckRow, CheckRowProps, Row, RowProps, RowText, RowTick};
pub use scored::{Scored, ScoredRow, ScoredRowProps};
pub use sheet::{Dialog, Sheet, lay_cover, provide_cover};
pub use stage::Stage;
pub use swipe::{Side, swipe};
pub use timeline::{Lane, Stretch, StretchKind, Timeline, TimelineProps};
pub use toast::{
    Banner, BannerProps, Promise, Toaster, Toasts, Undo, place_toast, provide_toaster, use_toaster,
};
pub use trend::trend;

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::{Callable, Callback};

/// Tells a wish to whoever hears it. The page that owns the callback may have gone a moment ago, while
/// what was pressed still stands on the screen: then nobody hears.
fn tell<T: 'static>(to: Callback<T>, wish: T) {
    let _ = to.try_run(wish);
}

/// A document-wide unique element id, for `for`, `name` and `aria-describedby`. Never shown, never stored.
fn fresh_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut id = String::from("u");
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}
