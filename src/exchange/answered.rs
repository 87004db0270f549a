//! Lists in which each question stands over its answer, both with a label: `Q: Why here?`, `A: Because …`.

use crate::exchange::cells;

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Question,
    Answer,
}

/// A question and all that stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The line of the question, from 1.
    pub number: usize,
    /// The question, without its label.
    pub question: String,
    /// The answer, without its label; empty when the question has none.
    pub answer: String,
}

/// The label that a line begins with, and the text behind it. Signs of a list, a number and bold letters may
/// stand around it: `- **Q:** Why?`, `3) Question 3. Why?`.
fn label(line: &str) -> Option<(Label, &str)> {
    let is_sign =
        |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '–' | '>' | '#' | '_');
    let bare = line.trim_start_matches(is_sign);
    let counted = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = match counted.strip_prefix(['.', ')']) {
        Some(rest) if counted.len() < bare.len() => rest.trim_start_matches(is_sign),
        _ => bare,
    };
    let is_bold = line.len() > bare.len() && line[..line.len() - bare.len()].contains(['*', '_']);
    let word = bare.len()
        - bare
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let (word, rest) = bare.split_at(word);
    let label = match word.to_ascii_lowercase().as_str() {
        "q" | "question" => Label::Question,
        "a" | "ans" | "answer" => Label::Answer,
        _ => return None,
    };
    let rest = rest.trim_start_matches([' ', '#']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['*', '_']).trim_start();
    let text = rest.strip_prefix([':', '.', ')', '：'])?;
    // “Q.E.D.” and “a.m.” are no labels.
    let closed = text.trim_start_matches(['*', '_']);
    if !rest.starts_with([':', '：']) && closed.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let text = closed.trim();
    // `**Q: Why?**` is bold as a whole.
    let is_whole = is_bold && closed.len() + 1 == rest.len();
    let text = if is_whole {
        text.trim_end_matches(['*', '_'])
    } else {
        text
    };
    Some((label, text.trim_end()))
}

/// The rows of a text, each as it begins, are such a list: a question first, and most of them with an answer; or
/// nothing but questions where no row is parted (`is_parted`). In a table a cell may begin like that too, but then
/// no row does like an answer.
pub fn is_list<'a>(rows: impl Iterator<Item = &'a str>, is_parted: bool) -> bool {
    let mut labels = rows.map(label);
    let is =
        |wanted: Label| move |one: &Option<(Label, &str)>| one.is_some_and(|(it, _)| it == wanted);
    if !labels.next().as_ref().is_some_and(is(Label::Question)) {
        return false;
    }
    let labels: Vec<Option<(Label, &str)>> = labels.collect();
    let questions = 1 + labels.iter().filter(|one| is(Label::Question)(one)).count();
    let answers = labels.iter().filter(|one| is(Label::Answer)(one)).count();
    match answers {
        0 => !is_parted && questions > 1 && questions == labels.len() + 1,
        _ => answers * 2 >= questions,
    }
}

/// The pairs of a list. `before` lines of the file stand in front of `text`.
pub fn pairs(text: &str, before: usize) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut is_answer = false;
    for (at, line) in text.lines().enumerate() {
        match (label(line), pairs.last_mut()) {
            (Some((Label::Question, question)), _) => {
                is_answer = false;
                pairs.push(Pair {
                    number: before + at + 1,
                    question: question.to_owned(),
                    answer: String::new(),
                });
            }
            (Some((Label::Answer, answer)), Some(pair)) if !is_answer => {
                is_answer = true;
                pair.answer.push_str(answer);
            }
            // What stands in front of the first question is nothing but empty lines.
            (_, None) => {}
            (_, Some(pair)) => {
                let text = if is_answer {
                    &mut pair.answer
                } else {
                    &mut pair.question
                };
                text.push('\n');
                text.push_str(line);
            }
        }
    }
    for pair in &mut pairs {
        for text in [&mut pair.question, &mut pair.answer] {
            // Lines between a pair and the next part them and are no text.
            let mut whole = text.trim();
            while let Some((front, last)) = whole.rsplit_once('\n')
                && cells::is_rule(&[last.trim().to_owned()])
            {
                whole = front.trim_end();
            }
            *text = whole.to_owned();
        }
    }
    pairs
}
