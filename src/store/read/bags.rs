//! All bags of a trip one after the other, each under its heading, for moving things through them. Keys
//! in, keys out: the heading of a bag is a key among those of its things.

use crate::domain::checklist::Bag;
use crate::store::read::packing::bag_name;

/// How the key of a heading begins; the id of an entry begins with that of its trip.
const HEAD: &str = "bag:";

/// Key of the heading of a bag.
pub fn head_of(bag: Bag) -> String {
    [HEAD, bag_name(bag)].concat()
}

/// The key is that of a heading.
pub fn is_head(key: &str) -> bool {
    key.starts_with(HEAD)
}

/// The bag of a heading.
pub fn bag_of(head: &str) -> Option<Bag> {
    Bag::CARRIED.into_iter().find(|bag| head_of(*bag) == head)
}

/// A thing that was put down.
#[derive(Clone, Debug, PartialEq)]
pub struct PutDown {
    /// The bag it is in now, if it was in another.
    pub bag: Option<Bag>,
    /// The things of the bag that it is in now, itself among them.
    pub rows: Vec<String>,
    /// Its place there before; any other than `to` when it comes from another bag.
    pub from: usize,
    /// Its place there now.
    pub to: usize,
}

/// The thing `id` put at an index of `keys` (counted without it). `None` where there is nothing to do.
pub fn put_down(keys: &[String], id: &str, index: usize) -> Option<PutDown> {
    let before = keys.iter().position(|key| key == id)?;
    let head_before = last_head(keys, before)?;
    let mut others = keys.to_vec();
    others.remove(before);
    let index = index.min(others.len());
    let head = last_head(&others, index)?;
    let things = others[head + 1..].iter().take_while(|key| !is_head(key));
    let mut rows: Vec<String> = things.cloned().collect();
    let to = index - head - 1;
    let (from, bag) = if keys[head_before] == others[head] {
        (before - head_before - 1, None)
    } else {
        (if to == 0 { rows.len() } else { 0 }, bag_of(&others[head]))
    };
    rows.insert(from, id.to_owned());
    Some(PutDown {
        bag,
        rows,
        from,
        to,
    })
}

/// Where a thing stands: `Carry-on, 2 of 5`.
pub fn whereabouts(keys: &[String], id: &str) -> String {
    let found = keys.iter().position(|key| key == id);
    let Some((place, head)) = found.and_then(|place| Some((place, last_head(keys, place)?))) else {
        return String::new();
    };
    let of = keys[head + 1..].iter().take_while(|key| !is_head(key));
    let bag = bag_of(&keys[head]).map_or("", bag_name);
    let (place, of) = ((place - head).to_string(), of.count().to_string());
    [bag, ", ", &*place, " of ", &of].concat()
}

/// Place of the last heading before a place.
fn last_head(keys: &[String], place: usize) -> Option<usize> {
    keys[..place].iter().rposition(|key| is_head(key))
}
