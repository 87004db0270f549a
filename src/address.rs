//! Addresses: what stands behind `#/`. Names no screen; which there are is `screens`'.

/// The address in a link's or the window's hash: `#/pack/x`, `/pack/x` and `pack/x/` are all `pack/x`.
pub fn from_hash(hash: &str) -> &str {
    hash.trim_start_matches('#').trim_matches('/')
}

/// The link to an address.
pub fn href(path: &str) -> String {
    ["#/", path].concat()
}
