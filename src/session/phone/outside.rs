//! A file that came from another app, on its way to the screen that reads it: the next choice of a file
//! there is this one, without a question. Also the number on the app's icon.

use std::cell::RefCell;
use std::rc::Rc;

use crate::platform::files::Picked;
use crate::platform::{arrivals, badge, clock, page};

/// So many bytes tell what a file is.
const START: u32 = 1_000;

thread_local! {
    static HANDED: RefCell<Option<Picked>> = const { RefCell::new(None) };
}

/// A file that another app gave to this one.
#[derive(Clone)]
pub struct Arrived {
    /// Its name, without a folder.
    pub name: String,
    /// What kind the system takes it for; may be empty.
    pub mime: String,
    /// Its first bytes.
    pub start: Vec<u8>,
    /// Files that came with it and were not kept.
    pub others: usize,
    file: Picked,
}

/// What another app gave and nobody took yet.
pub async fn arrived() -> Option<Arrived> {
    let (file, others) = arrivals::waiting().await?;
    let start = file.start(START).await.ok()?.to_vec();
    Some(Arrived {
        name: file.name(),
        mime: file.mime(),
        start,
        others,
        file,
    })
}

/// Lets go of what another app gave.
pub async fn forget_arrived() {
    arrivals::forget().await;
}

/// Gives the file to the next screen that asks for one. It waits on until that screen has read it.
pub fn hand_over(arrived: Arrived) {
    HANDED.set(Some(arrived.file));
}

/// A file was handed over and waits to be taken.
pub fn is_handed_over() -> bool {
    HANDED.with_borrow(Option::is_some)
}

pub(super) fn take() -> Option<Picked> {
    HANDED.take()
}

/// Keeps a number on the app's icon, where there can be one: as it is now, and as it is whenever the app is
/// left.
pub fn keep_badge(count: impl Fn() -> usize + 'static) {
    let count = Rc::new(count);
    let show = move || {
        let count = count.clone();
        async move { badge::show(u32::try_from(count()).unwrap_or(u32::MAX)).await }
    };
    if badge::is_there() {
        let first = show();
        leptos::task::spawn_local(async {
            // To count is to read the whole agenda once more, which the first screen does not wait for.
            page::first_screen().await;
            first.await;
        });
        clock::on_hidden(move || leptos::task::spawn_local(show())).forever();
    }
}
