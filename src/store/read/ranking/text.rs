//! The list for other eyes: as rows of a table, and as plain text to share.

use crate::domain::program::Tier;
use crate::rank::score::decimals;
use crate::store::read::ranking::finish::Finish;
use crate::store::read::ranking::lines::tier_words;

/// Names of the columns of `table`.
pub const COLUMNS: [&str; 9] = [
    "place",
    "program",
    "city",
    "nrmp code",
    "tier",
    "score",
    "score from",
    "score to",
    "reason",
];

/// A row of column names, then one for each place. A score is a number from 0 to 100 with one decimal;
/// empty where there is none. Cells are not guarded against spreadsheet programs: `exchange::spreadsheet` does.
pub fn table(finish: &Finish) -> Vec<[String; COLUMNS.len()]> {
    let rows = finish.rows.iter().zip(&finish.codes).map(|(row, code)| {
        let number = |of: Option<f64>| of.map_or(String::new(), decimals);
        [
            row.place.to_string(),
            row.name.clone(),
            row.city.clone(),
            code.clone(),
            row.tier.map_or("", Tier::words).to_owned(),
            number(row.score.map(|score| score.value)),
            number(row.score.map(|score| score.low)),
            number(row.score.map(|score| score.high)),
            row.because.clone(),
        ]
    });
    std::iter::once(COLUMNS.map(str::to_owned))
        .chain(rows)
        .collect()
}

/// The list as plain text: a place a line, with its code. Scores and reasons are the person's own and stay out.
pub fn plain(finish: &Finish) -> String {
    let mut text = "My rank order list\n".to_owned();
    let mut last = None;
    for (row, code) in finish.rows.iter().zip(&finish.codes) {
        if row.tier != last {
            text.push('\n');
            text.push_str(tier_words(row.tier));
            text.push('\n');
            last = row.tier;
        }
        text.push_str(&row.place.to_string());
        text.push_str(". ");
        // A name that runs from right to left must not carry the code along.
        text.push('\u{2068}');
        text.push_str(&row.name);
        text.push('\u{2069}');
        for (before, part) in [(", ", &row.city), (", ", code)] {
            if !part.is_empty() {
                text.push_str(before);
                text.push_str(part);
            }
        }
        text.push('\n');
    }
    text
}
