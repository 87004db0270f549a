//! Bytes that stay on the browser's side. A recording never passes through the program's own memory,
//! which only ever grows. Not a file format: nothing here looks into what it carries.

use std::io;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;

use super::js;

/// A run of bytes. Copies share it; nobody changes it.
#[derive(Clone, Debug)]
pub struct Bytes(ArrayBuffer);

impl Bytes {
    /// These bytes, moved to the browser's side.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_array(&Uint8Array::from(bytes))
    }

    /// `None` when the value is no run of bytes.
    pub(super) fn from_js(value: JsValue) -> Option<Self> {
        value.dyn_into().ok().map(Self)
    }

    pub(super) fn of_array(bytes: &Uint8Array) -> Self {
        Self(bytes.buffer())
    }

    pub(super) fn js(&self) -> &ArrayBuffer {
        &self.0
    }

    /// One after the other.
    pub fn joined(parts: &[Bytes]) -> Self {
        let whole = Uint8Array::new_with_length(parts.iter().map(Bytes::len).sum());
        let mut at = 0;
        for part in parts {
            whole.set(&Uint8Array::new(&part.0), at);
            at += part.len();
        }
        Self::of_array(&whole)
    }

    /// How many.
    pub fn len(&self) -> u32 {
        self.0.byte_length()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first `count`, or fewer where there are no more.
    pub fn start(&self, count: u32) -> Vec<u8> {
        Uint8Array::new(&self.0)
            .subarray(0, count.min(self.len()))
            .to_vec()
    }

    /// All of them, in the program's memory.
    pub fn to_vec(&self) -> Vec<u8> {
        self.start(self.len())
    }

    /// SHA-256 as 64 lower-case letters and digits; `None` where the browser has no such function (a
    /// page that did not come over https).
    pub async fn sha256(&self) -> Option<String> {
        let subtle = js::get(&js::get(&js::window(), "crypto"), "subtle");
        let digest = js::ask(&subtle, "digest", &[&"SHA-256".into(), &self.0])
            .await
            .ok()?;
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let hex =
            |byte: u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
        Some(
            Uint8Array::new(&digest)
                .to_vec()
                .into_iter()
                .flat_map(hex)
                .collect(),
        )
    }

    /// Reads them from the start, a piece at a time.
    pub fn reader(&self) -> Reader {
        Reader {
            bytes: Uint8Array::new(&self.0),
            at: 0,
        }
    }
}

/// A place in some bytes.
pub struct Reader {
    bytes: Uint8Array,
    at: u32,
}

impl io::Read for Reader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.bytes.length() - self.at;
        let count = u32::try_from(out.len()).unwrap_or(u32::MAX).min(left);
        let end = self.at + count;
        let count = count as usize;
        self.bytes.subarray(self.at, end).copy_to(&mut out[..count]);
        self.at = end;
        Ok(count)
    }
}
