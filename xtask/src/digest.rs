//! SHA-2 in the forms the build needs: file names, subresource integrity, worker list.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};

/// SHA-256 as 64 lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(half.into(), 16).unwrap_or('0'));
        }
    }
    text
}

/// The first 64 bits of SHA-256, as 16 hexadecimal digits: the part of a file name that makes
/// it safe to cache for ever.
pub fn short(bytes: &[u8]) -> String {
    let mut text = hex(bytes);
    text.truncate(16);
    text
}

/// SHA-256 in base64, as the service worker compares it.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// The value of an `integrity` attribute.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(short(b"abc"), "ba7816bf8f01cfea");
        assert_eq!(hex(b"").len(), 64);
        assert_eq!(
            base64(b"abc"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
        assert!(integrity(b"abc").starts_with("sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/"));
    }

    #[test]
    fn one_changed_byte_changes_the_name() {
        assert_ne!(short(b"wasm one"), short(b"wasm two"));
    }
}
