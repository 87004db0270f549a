//! Where a row stands in a hand-sorted list: fractional indices, so that a move writes one field
//! and two phones that sort at the same time still merge.
//!
//! Keys are hex strings of the `fractional_index` crate; equal keys (two phones, same gap) are
//! told apart by id, which every caller sorts by second.

use fractional_index::FractionalIndex;

/// `items` in the order of their text keys; those with equal keys stay as they stood.
///
/// One sort for all types: every type that is sorted by itself would bring kilobytes of code.
pub fn by_text<T>(items: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut keyed: Vec<(String, usize)> = items.iter().map(key).zip(0..).collect();
    keyed.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    keyed
        .into_iter()
        .filter_map(|(_, place)| items[place].take())
        .collect()
}

/// A number as a text that sorts as the number does.
pub fn sortable(number: i64) -> String {
    // Shifted, so that negative ones come first; twenty digits hold every such number.
    let digits = (i128::from(number) - i128::from(i64::MIN)).to_string();
    ["0".repeat(20_usize.saturating_sub(digits.len())), digits].concat()
}

/// The key of the `index`th row of a list that nobody has sorted yet.
pub fn initial(count: usize) -> Vec<String> {
    let mut key = FractionalIndex::default();
    (0..count)
        .map(|_| {
            let text = key.to_string();
            key = FractionalIndex::new_after(&key);
            text
        })
        .collect()
}

/// A key after `last`, or the first key of an empty list.
pub fn after(last: Option<&str>) -> String {
    match last.and_then(read) {
        Some(last) => FractionalIndex::new_after(&last).to_string(),
        None => FractionalIndex::default().to_string(),
    }
}

/// The keys to write so that the row `from` stands at position `to` (both counted in the list as
/// shown, `to` as it will be after the move). Usually one; more when neighbours share a key.
pub fn moved(keys: &[String], from: usize, to: usize) -> Vec<(usize, String)> {
    if from >= keys.len() || from == to {
        return Vec::new();
    }
    let mut rows: Vec<usize> = (0..keys.len()).collect();
    let row = rows.remove(from);
    let to = to.min(rows.len());
    rows.insert(to, row);

    let key_at = |place: usize| rows.get(place).and_then(|&row| read(&keys[row]));
    let left = to.checked_sub(1).and_then(key_at);
    let right = key_at(to + 1);
    let between = match (&left, &right) {
        (Some(left), Some(right)) => FractionalIndex::new_between(left, right),
        (Some(left), None) => Some(FractionalIndex::new_after(left)),
        (None, Some(right)) => Some(FractionalIndex::new_before(right)),
        (None, None) => Some(FractionalIndex::default()),
    };
    if let Some(key) = between {
        return vec![(row, key.to_string())];
    }
    // Neighbours with equal or unreadable keys leave no gap: give the rest of the list new keys.
    let mut last = left.unwrap_or_default();
    let mut written = Vec::new();
    for (place, &row) in rows.iter().enumerate().skip(to) {
        if place > to && read(&keys[row]).is_some_and(|key| key > last) {
            break;
        }
        last = FractionalIndex::new_after(&last);
        written.push((row, last.to_string()));
    }
    written
}

fn read(key: &str) -> Option<FractionalIndex> {
    FractionalIndex::from_string(key).ok()
}
