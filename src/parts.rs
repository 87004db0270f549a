//! The parts of the program: what is there from the start, and what is loaded when it is first used.
//!
//! A production build (feature `split`) cuts the program along the functions that `cut!` declares;
//! all parts share one memory and one set of data. Without the feature everything is one program and
//! the same functions are simply called. This file knows how to cut, not what.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A part could not be loaded: no network and no stored copy, or a copy that was altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        NotLoaded
    }
}

/// Something that first needs a part.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// What a part gives once it has been brought and asked.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// The outcome, if it can be had without waiting.
pub fn at_once<T>(loading: &mut Loading<T>) -> Option<Result<T, NotLoaded>> {
    match loading
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(outcome) => Some(outcome),
        Poll::Pending => None,
    }
}

/// Declares a function of a part: `cut! { settings; fn storage(visit: Visit) -> AnyView = settings::storage; }`
/// makes a module `storage` with `load()`, which brings the part, and `call(visit)`, which brings it
/// and calls `settings::storage(visit)`.
macro_rules! cut {
    ($part:ident; fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty = $body:path;) => {
        // The cut is a pair of foreign functions, which the macro declares: the only `unsafe` code.
        #[cfg_attr(
            feature = "split",
            allow(unsafe_code, improper_ctypes, improper_ctypes_definitions)
        )]
        #[allow(dead_code, reason = "some parts are only ever brought by calling them")]
        pub mod $name {
            #[allow(unused_imports, reason = "what the signature names may be in the prelude")]
            use super::*;
            use $crate::parts::{Loading, NotLoaded};

            /// Brings the part.
            pub fn load() -> Loading<()> {
                Box::pin(async {
                    #[cfg(feature = "split")]
                    bring().await?;
                    Ok(())
                })
            }

            /// Brings the part and calls the function.
            pub fn call($($arg: $type),*) -> Loading<$out> {
                Box::pin($name($($arg),*))
            }

            #[cfg(feature = "split")]
            #[wasm_split_helpers::wasm_split($part, preload(bring), fallible)]
            fn $name($($arg: $type),*) -> Result<$out, NotLoaded> {
                Ok($body($($arg),*))
            }

            #[cfg(not(feature = "split"))]
            async fn $name($($arg: $type),*) -> Result<$out, NotLoaded> {
                Ok($body($($arg),*))
            }
        }
    };
}
pub(crate) use cut;
