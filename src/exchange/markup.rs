//! The marks in the texts of a note.

use crate::exchange::html::{self, LineEnds};
use crate::exchange::loss::Losses;
use crate::exchange::note;

/// How the marks in a file's texts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// As plain text, whatever it looks like.
    None,
    /// Anki's marks for sounds and gaps; the rest is plain text.
    Anki,
    /// Anki's marks, and HTML.
    Html,
    /// The file does not say: what looks like HTML is, but line ends count as well.
    Guessed,
}

/// Texts of a note without their marks, and the words of the gaps in the first, if that one is the
/// question: it keeps blanks in their place.
pub fn fields(
    raw: &[&str],
    is_asked: bool,
    markup: Markup,
    losses: &mut Losses,
) -> (Vec<String>, Vec<String>) {
    if markup == Markup::None {
        return (
            raw.iter().map(|field| (*field).to_owned()).collect(),
            Vec::new(),
        );
    }
    let mut words = Vec::new();
    let mut texts: Vec<String> = Vec::with_capacity(raw.len());
    for (at, field) in raw.iter().enumerate() {
        let ends = match markup {
            Markup::None | Markup::Anki => None,
            Markup::Html => Some(LineEnds::Spaces),
            Markup::Guessed => Some(LineEnds::Kept),
        };
        let text = match (ends, texts.first()) {
            (None, _) => html::media(field, losses),
            (Some(ends), Some(question)) if is_asked => answer(field, question, ends, losses),
            (Some(ends), _) => html::to_text(field, ends, losses),
        };
        if !text.contains("{{c") {
            texts.push(text);
            continue;
        }
        let gaps = html::gaps(&text, losses);
        texts.push(if at == 0 && is_asked {
            words = gaps.words;
            gaps.question
        } else {
            // Elsewhere the words are simply shown.
            gaps.whole
        });
    }
    (texts, words)
}

/// A field without its marks. The back of a card as Anki shows it has the front first and a line behind it;
/// the front is left out where it is the question. What else stands there goes behind a rule.
fn answer(field: &str, question: &str, ends: LineEnds, losses: &mut Losses) -> String {
    let Some((front, back)) = html::front_and_back(field) else {
        return html::to_text(field, ends, losses);
    };
    let mut of_front = Losses::default();
    let text = html::to_text(front, ends, &mut of_front);
    let back = html::to_text(back, ends, losses);
    if text.trim().is_empty() || note::same_question(&text) == note::same_question(question) {
        return back;
    }
    [&*back, "\n", note::RULE, "\n", &text].concat()
}
