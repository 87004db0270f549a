//! Files as people really have them: small inputs from public bug reports of Anki and spreadsheets, each
//! with its kind. Nothing in them is lost without a word, and no line of the format becomes a card.

use matchbook::exchange::card::fit;
use matchbook::exchange::columns::Columns;
use matchbook::exchange::loss::{Losses, What};
use matchbook::exchange::markup::Markup;
use matchbook::exchange::note::{Deck, Note, Parting, split_tags};
use matchbook::exchange::refusal::Refusal;
use matchbook::exchange::{delimited, read};
use proptest::prelude::*;

fn case(name: &str) -> Deck {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exchange/cases/");
    read(&std::fs::read([folder, name].concat()).unwrap()).unwrap()
}

fn deck(text: &str) -> Deck {
    read(text.as_bytes()).unwrap()
}

/// Question, points and tags of each note.
fn told(deck: &Deck) -> Vec<(&str, Vec<&str>, Vec<&str>)> {
    deck.notes
        .iter()
        .map(|note| {
            (
                &*note.question,
                note.outline.iter().map(|text| &**text).collect(),
                note.tags.iter().map(|text| &**text).collect(),
            )
        })
        .collect()
}

fn one(deck: &Deck) -> &Note {
    let [note] = deck.notes.as_slice() else {
        panic!("{:?}", deck.notes)
    };
    note
}

// ── A line that tells the separator ──────────────────────────────────────────────────────────

#[test]
fn a_line_that_tells_the_separator_is_obeyed_and_no_card() {
    let found = case("sep_semicolon.csv");
    assert_eq!(
        told(&found),
        [
            (
                "Why us and not next door?",
                vec!["Because of the free clinic"],
                vec!["motivation"]
            ),
            (
                "Who taught you most?",
                vec!["A night nurse"],
                vec!["people"]
            ),
        ]
    );
    assert_eq!(found.rows, [3, 4]);
}

#[test]
fn the_line_that_tells_the_separator_may_be_written_in_many_ways() {
    for (line, sign) in [
        ("sep=;", ";"),
        ("SEP=;", ";"),
        ("Sep=,", ","),
        ("sep=|", "|"),
        ("sep=\t", "\t"),
        ("sep=\\t", "\t"),
        ("\"sep=;\"", ";"),
        ("\u{feff}sep=;", ";"),
        ("sep=^", "^"),
        ("sep=;;;", ";"),
        ("sep=';'", ";"),
        ("sep=\";\"", ";"),
        ("\"sep=\"\";\"\"\"", ";"),
        ("sep=',',,,", ","),
        ("sep=;,,", ","),
        ("\"sep=;\",,", ","),
        // Nothing said, or what no row has: the rows decide.
        ("sep=", ";"),
        ("sep=|", ";"),
    ] {
        for end in ["\n", "\r\n", "\r"] {
            for head in [true, false] {
                let names = ["question", "answer", "tags"].join(sign);
                let row = ["Why, us: now?", "Because: of, it", "fit"].map(|cell| {
                    if cell.contains(sign) {
                        format!("\"{cell}\"")
                    } else {
                        cell.to_owned()
                    }
                });
                let row = row.join(sign);
                let names = if head {
                    names
                } else {
                    row.replace("us", "them")
                };
                let text = [line, &names, &row, ""].join(end);
                let found = deck(&text);
                let note = found.notes.last().unwrap();
                assert_eq!(found.notes.len(), if head { 1 } else { 2 }, "{text:?}");
                assert_eq!(note.question, "Why, us: now?", "{text:?}");
                assert_eq!(note.outline, ["Because: of, it"], "{text:?}");
                let rest = if head {
                    note.tags.join(" ")
                } else {
                    note.script.clone()
                };
                assert_eq!(rest, "fit", "{text:?}");
            }
        }
    }
    // A question is not such a line.
    assert_eq!(deck("sep=what is it?\tA sign\n").notes.len(), 1);
    assert_eq!(
        deck("#separator:tab\n#html:false\nsep=;\tA line\n").notes[0].question,
        "sep=;"
    );
}

#[test]
fn what_stands_in_front_of_the_rows_is_no_card() {
    let found = deck("\n\r\n  \nsep=;\nQuestion;Answer\nWhy?;so\n");
    assert_eq!(told(&found), [("Why?", vec!["so"], vec![])]);
    assert_eq!(found.rows, [6]);
    // In front of a head of Anki's, whatever the rows are parted by.
    for sign in ["\t", ",", ";"] {
        for name in ["tab", "comma", "semicolon"] {
            let row = ["Why?", "so", "x"].join(sign);
            let head = format!("sep={sign}\n#separator:{name}\n#html:false\n#tags column:3\n");
            let found = deck(&format!("{head}{row}\n"));
            assert_eq!(told(&found), [("Why?", vec!["so"], vec!["x"])], "{head}");
            assert_eq!(found.rows, [5]);
        }
    }
    let found = deck("sep=,\n#separator:tab\nWhy, now?\tso\n");
    assert_eq!(told(&found), [("Why, now?", vec!["so"], vec![])]);
    // As older versions of Anki wrote it.
    for line in [
        "tags:core season",
        "Tags: core season",
        "tags:core season,,",
    ] {
        let found = deck(&format!("{line}\nWhy?\tso\nHow?\tthus\n"));
        assert_eq!(found.notes.len(), 2, "{line}");
        for note in &found.notes {
            assert_eq!(note.tags, ["core", "season"], "{line}");
        }
    }
    let found = deck("Tags: what are they?\tWords\nHow?\tthus\n");
    assert_eq!(found.notes.len(), 2);
    assert_eq!(deck("tags: why?\nHow?\n").notes.len(), 2);
}

// ── Columns ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn two_columns_of_one_meaning_are_both_kept() {
    let found = case("two_note_columns.csv");
    assert_eq!(
        told(&found),
        [
            (
                "How did you choose medicine then?",
                vec!["My aunt was ill"],
                vec!["motivation"]
            ),
            (
                "How do you rest on days off?",
                vec!["I swim"],
                vec!["wellness"]
            ),
        ]
    );
    assert_eq!(
        found.notes[0].script,
        "Notes: Keep it short\nComments: Panel liked it"
    );
    assert_eq!(found.notes[1].script, "Notes: Smile\nComments: Say where");
}

#[test]
fn no_cell_is_dropped_whatever_the_columns_are_called() {
    let names = [
        "Question",
        "Front",
        "Prompt (EN)",
        "Answer",
        "Answer 2",
        "Back:",
        "Points",
        "Script",
        "Notes",
        "Note",
        "Comments",
        "Remarks",
        "Extra",
        "Year",
        "",
        "Tags",
        "Labels",
        "Category",
        "Topic",
        "Deck",
    ];
    let text = |sign: &str| {
        let cells: Vec<String> = (0..names.len() + 2)
            .map(|n| format!("cell{n:02}"))
            .collect();
        [names.join(sign), cells.join(sign)].join("\n")
    };
    for sign in [",", ";", "\t", "|"] {
        let found = deck(&text(sign));
        let note = one(&found);
        let whole = format!("{note:?}");
        for n in 0..names.len() + 2 {
            assert!(
                whole.contains(&format!("cell{n:02}")),
                "{sign:?} lost {n}: {whole}"
            );
        }
        assert_eq!(note.question, "cell00");
        assert_eq!(note.outline, ["cell03", "cell04", "cell05", "cell06"]);
        assert_eq!(note.tags, ["cell15", "cell16"]);
        assert_eq!(note.deck, "cell17::cell18::cell19");
        assert!(
            note.script
                .starts_with("Front: cell01\nPrompt (EN): cell02\ncell07\nNotes: cell08"),
            "{}",
            note.script
        );
    }
}

#[test]
fn one_empty_question_column_gives_way_to_the_other() {
    let found = deck("Front,Question,Back\nShort,,a\n,Long?,b\n");
    assert_eq!(found.notes[0].question, "Short");
    assert_eq!(found.notes[1].question, "Long?");
    assert!(found.notes.iter().all(|note| note.script.is_empty()));
}

#[test]
fn two_answers_keep_what_is_behind_their_rules() {
    let found = deck("question,answer,back\nQ?,\"a\n---\nfirst\",\"b\n---\nsecond\"\n");
    assert_eq!(one(&found).outline, ["a", "b"]);
    assert_eq!(one(&found).script, "first\nsecond");
}

#[test]
fn names_of_columns_are_known_in_many_forms() {
    // A question that is called so is one.
    assert_eq!(
        deck("Question 1,Answer 1\nQuestion 2,Answer 2\n")
            .notes
            .len(),
        2
    );
    for (names, sign) in [
        ("Question;Answer;Tags", ';'),
        ("FRONT,BACK,TAGS", ','),
        (" Question , Answer , Tag ", ','),
        ("\"Question:\",\"Answer (short)\",\"Labels\"", ','),
        ("Prompt\tResponse\tKeywords", '\t'),
        ("\u{feff}\"question\",\"answer\",\"tags\"", ','),
        ("Interview question,My answer,Tags", ','),
        ("Question,1. Answer,2. Tags", ','),
    ] {
        let text = format!("{names}\nWhy?{sign}so{sign}fit\n");
        let found = deck(&text);
        assert_eq!(told(&found), [("Why?", vec!["so"], vec!["fit"])], "{names}");
    }
}

#[test]
fn a_column_that_counts_the_rows_is_no_text() {
    for text in [
        "No.,Question,Answer\n1,Why?,so\n2,How?,thus\n",
        "#,Question,Answer\n1.,Why?,so\n2.,How?,thus\n",
        "Question #,Question,Answer\n1,Why?,so\n2,How?,thus\n",
        ",question,answer\n0,Why?,so\n1,How?,thus\n",
        "S.No.;Question;Answer\n1;Why?;so\n3;How?;thus\n",
        "Question,Answer,Nr\nWhy?,so,1\nQuestion,Answer,Nr\nHow?,thus,1\n",
        "1\tWhy?\tso\n2\tHow?\tthus\n",
        "|#|Frage|Antwort|\n|-|-|-|\n|1|Why?|so|\n|2|How?|thus|\n",
    ] {
        let found = deck(text);
        let wanted = [("Why?", vec!["so"], vec![]), ("How?", vec!["thus"], vec![])];
        assert_eq!(told(&found), wanted, "{text}");
        assert!(found.notes.iter().all(|note| note.script.is_empty()));
    }
    // Numbers that say something stay.
    let found = deck("Question,Answer,Year,No.\nWhy?,so,2024,7\nHow?,thus,2025,3\n");
    assert_eq!(found.notes[0].script, "Year: 2024\nNo.: 7");
    let found = deck("1\tone\n2\ttwo\n");
    assert_eq!(found.notes[0].question, "1");
}

#[test]
fn names_of_columns_and_drawn_lines_are_no_cards() {
    let wanted = [("Why?", vec!["so"], vec![]), ("How?", vec!["thus"], vec![])];
    for text in [
        // Anki's names for a text with gaps.
        "Text,Back Extra\nWhy?,so\nHow?,thus\n",
        // Two tables joined, alike and not.
        "question,answer\nWhy?,so\nquestion,answer\nHow?,thus\n",
        "Question,Answer\nWhy?,so\n\u{feff}question,answer\nHow?,thus\n",
        "Question,Answer\nWhy?,so\nBack,Front\nthus,How?\n",
        "Question,Answer,Tags\nWhy?,so,\nFront,Back,\nHow?,thus,\n",
        "sep=;\nFront;Back\nWhy?;so\nsep=;\nFront;Back\nHow?;thus\n",
        // Drawn tables.
        "| Question | Answer |\n|---|---|\n| Why? | so |\n| How? | thus |\n",
        "Question | Answer\n:-- | :-:\nWhy? | so\nHow? | thus\n",
        "| Frage | Antwort |\n| --- | ---: |\n| Why? | so |\n| How? | thus |\n",
        "+----+----+\n| Why? | so |\n+====+====+\n| How? | thus |\n+----+----+\n",
        // An empty column in front.
        ";Why?;so\n;How?;thus\n",
    ] {
        let found = deck(text);
        assert_eq!(told(&found), wanted, "{text}");
        assert!(found.losses.is_empty(), "{text}: {:?}", found.losses);
    }
    let found = deck("Why?\n-----\nHow?\n");
    assert_eq!(found.notes.len(), 2);
    assert_eq!(found.losses.count(What::Line), 1);
    // A card about such words.
    let found = deck("Term,Definition\nQuestion mark,A sign\nAnswer,A reply\n");
    assert_eq!(found.notes.len(), 2);
}

#[test]
fn a_bar_behind_a_backslash_is_a_bar_in_the_text() {
    let wanted = [
        ("Why a|b?", vec!["so | so"], vec![]),
        ("How?", vec!["thus"], vec![]),
    ];
    for text in [
        "| Question | Answer |\n|---|---|\n| Why a\\|b? | so \\| so |\n| How? | thus |\n",
        "Question | Answer\n--- | ---\nWhy a\\|b? | so \\| so\nHow? | thus\n",
        "| Frage | Antwort |\n|:--|--:|\n| Why a\\|b? | so \\| so |\n| How? | thus |\n",
    ] {
        assert_eq!(told(&deck(text)), wanted, "{text}");
    }
    // Elsewhere a backslash is a sign like others: nothing drawn says that this is Markdown.
    assert_eq!(told(&deck("Why a\\|so\nHow?|thus\n"))[0].0, "Why a\\");
    let found = deck("Why a\\|b?,so\\\nHow?,thus\n");
    assert_eq!(found.notes[0].question, "Why a\\|b?");
    assert_eq!(found.notes[0].outline, ["so\\"]);
}

#[test]
fn marks_as_people_type_them_keep_a_cell_together() {
    for (text, wanted) in [
        (
            "'Why us, really?','Because, well, so'\n'How?','thus'\n",
            [("Why us, really?", "Because, well, so"), ("How?", "thus")],
        ),
        (
            "“Why us, really?”,“Because, well, so”\n“How?”,“thus”\n",
            [("Why us, really?", "Because, well, so"), ("How?", "thus")],
        ),
        (
            "Question; Answer\n‘Why; us?’; ‘so’\n„How; now?“; „thus“\n",
            [("Why; us?", "so"), ("How; now?", "thus")],
        ),
        // Only where it is needed, in rows of both kinds and beside other marks.
        (
            "Why us?,“Because, well”\n\"How, now?\",'thus, so'\n",
            [("Why us?", "Because, well"), ("How, now?", "thus, so")],
        ),
        // A quotation within one, two signs for one, and an apostrophe.
        (
            "“He asks “no, why?”, then”,“so”\n'It''s a rock ''n'' roll, don't','thus'\n",
            [
                ("He asks “no, why?”, then", "so"),
                ("It's a rock 'n' roll, don't", "thus"),
            ],
        ),
        // What is opened and not closed is text, and so is what needs no marks.
        (
            "'Twas nice. Why?,so\n“Why us” they ask,thus\n",
            [("'Twas nice. Why?", "so"), ("“Why us” they ask", "thus")],
        ),
        (
            "“Why?”,so\n'How?',thus\n",
            [("“Why?”", "so"), ("'How?'", "thus")],
        ),
        (
            "“Why?\tso\nHow?”\tthus\n",
            [("“Why?", "so"), ("How?”", "thus")],
        ),
    ] {
        let found = deck(text);
        let wanted = wanted.map(|(question, answer)| (question, vec![answer], vec![]));
        assert_eq!(told(&found), wanted, "{text}");
        assert!(found.losses.is_empty(), "{text}: {:?}", found.losses);
    }
    // Anki knows one mark; its texts stay as they are.
    let found = deck("#separator:comma\n'Why?','so'\n");
    assert_eq!(told(&found), [("'Why?'", vec!["'so'"], vec![])]);
    // Many that are never closed take no longer than they should.
    let many = "'a,".repeat(100_000);
    assert!(deck(&[&*many, "\nb,c\n"].concat()).notes.len() < 3);
}

#[test]
fn questions_over_their_answers_are_cards() {
    let wanted = [
        ("Why us?", vec!["Because, well", "and so"], vec![]),
        ("How?", vec!["thus"], vec![]),
    ];
    for text in [
        "Q: Why us?\nA: Because, well\nand so\n\nQ: How?\nA: thus\n",
        "\nq. Why us?\r\na. Because, well\r\n- and so\r\nq. How?\r\na. thus",
        "Question: Why us?\nAnswer: Because, well\n\nand so\n\nQuestion: How?\nAnswer:\nthus\n",
        "Q1: Why us?\nA1: Because, well\nand so\n---\nQ2: How?\nA2: thus\n---\n",
        "Question 1. Why us?\nAnswer 1. Because, well\nand so\nQuestion 2. How?\nAnswer 2. thus\n",
        "1. **Q:** Why us?\n   **A:** Because, well\n   * and so\n2. **Q:** How?\n   **A:** thus\n",
        "**Q: Why us?**\nA: Because, well\nand so\n\n**Q: How?**\nA: thus\n",
        "- Q) Why us?\n- A) Because, well\n  - and so\n- Q) How?\n- A) thus\n",
    ] {
        let found = deck(text);
        assert_eq!(told(&found), wanted, "{text}");
        assert!(found.losses.is_empty(), "{text}: {:?}", found.losses);
    }
    // A question of two lines; one without an answer; a second answer is text.
    let found = deck("Q: Why us?\nAnd why now?\nA: so\nA: or so\nQ: How?\nQ: When?\nA: now\n");
    assert_eq!(
        told(&found),
        [
            ("Why us?\nAnd why now?", vec!["so", "A: or so"], vec![]),
            ("How?", vec![], vec![]),
            ("When?", vec!["now"], vec![]),
        ]
    );
    assert_eq!(found.rows, [1, 5, 6]);

    // In a table a cell may begin so, and stays as it is.
    for (text, first, count) in [
        ("Q: Why us?,so\nHow?,thus\n", "Q: Why us?", 2),
        ("Q: Why us?\tA: so\nQ: How?\tA: thus\n", "Q: Why us?", 2),
        ("Q: Why us?,\"one\nA: two\"\nHow?,thus\n", "Q: Why us?", 2),
        (
            "\"Q: Why us?\nA: so\",thus\nHow?,so\n",
            "Q: Why us?\nA: so",
            2,
        ),
        (
            "Question,Answer\nQ: Why us?,so\nA: How?,thus\n",
            "Q: Why us?",
            2,
        ),
        ("Q: Why us?,so\nQ: How?,thus\n", "Q: Why us?", 2),
        // Words that only look like labels.
        (
            "Q.E.D. means what?\nA.M. or P.M.?\n",
            "Q.E.D. means what?",
            2,
        ),
        (
            "Question one (why?)\nAnswer me (how?)\n",
            "Question one (why?)",
            2,
        ),
        // Questions alone.
        ("Q: Why us?\nQ: How?\n", "Why us?", 2),
        ("How?\nQ: Why us?\nA: so\n", "How?", 3),
    ] {
        let found = deck(text);
        let question = &found.notes[0].question;
        assert_eq!((&**question, found.notes.len()), (first, count), "{text}");
    }
}

#[test]
fn fields_of_a_package_are_what_they_are_called() {
    let note = |names: &[&str], cells: &[&str]| {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let (names, cells): (Vec<String>, Vec<String>) = (owned(names), owned(cells));
        let kind = Columns::fields(&names);
        let kind = kind.with_text(&cells).unwrap_or(kind);
        let note = kind.note(&cells, Markup::Html, &mut Losses::default());
        let note = note.tidy();
        (note.question, note.outline.join("|"), note.script)
    };
    let told = |question: &str, outline: &str, script: &str| {
        (question.to_owned(), outline.to_owned(), script.to_owned())
    };
    let picture = "<img src=\"a.png\">";
    assert_eq!(
        note(
            &["Image", "Question", "Answer", "Source"],
            &[picture, "Why?", "So", "A book"]
        ),
        told("Why?", "So", "Source: A book")
    );
    assert_eq!(
        note(&["Answer", "Notes", "Question"], &["So", "n", "Why?"]),
        told("Why?", "So", "Notes: n")
    );
    // Names that nobody knows: the first field with text.
    assert_eq!(
        note(&["Bild", "Frage", "Antwort"], &[picture, "Warum?", "Darum"]),
        told("Warum?", "Darum", "")
    );
    assert_eq!(
        note(&["Bild", "Frage"], &["Was?", "Das"]),
        told("Was?", "Das", "")
    );
    // An answer is no question, where only a picture asks.
    assert_eq!(note(&["Front", "Back"], &[picture, "So"]).0, "");
    assert_eq!(note(&["Bild", "Antwort"], &[picture, "So"]).0, "");
}

// ── Anki's head, saved again by a spreadsheet ────────────────────────────────────────────────

#[test]
fn a_head_padded_by_a_spreadsheet_is_a_head() {
    let found = case("heads_padded.csv");
    assert_eq!(
        told(&found),
        [
            (
                "Why this program of ours?",
                vec!["Strong teaching", "Near my sister"],
                vec!["motivation::core", "away"]
            ),
            (
                "What is your greatest weak side?",
                vec!["I over-prepare, then cut"],
                vec!["self"]
            ),
        ]
    );
    assert!(
        found
            .notes
            .iter()
            .all(|note| note.deck == "Interview season")
    );
    assert_eq!(found.rows, [6, 7]);
    assert_eq!(found.losses.count(What::Style), 1);
}

#[test]
fn a_head_is_known_however_it_was_saved() {
    // Whoever saved the file again has parted the rows as well, whatever the head still says.
    for (head, sign) in [
        ("#separator:tab\n#html:true\n#tags column:3\n", "\t"),
        ("#SEPARATOR:Tab\n#HTML:TRUE\n#Tags Column: 3\n", "\t"),
        (
            "# separator : tab \n # html : true\n#tags column : 3\n",
            "\t",
        ),
        (
            "\n\n#separator:tab\n\n#html:true\n# a comment\n#tags column:3\n\n",
            "\t",
        ),
        ("\u{feff}#separator:tab\n#html:true\n#tags column:3\n", "\t"),
        ("#separator:tab,,\n#html:true,,\n#tags column:3,,\n", ","),
        ("#separator:Tab;;\n#html:true;;\n#tags column:3;;\n", ";"),
        (
            "#separator:Comma\t\t\n#html:true\t\t\n#tags column:3\t\t\n",
            "\t",
        ),
        (
            "\"#separator:tab\",,\n\"#html:true\",,\n\"#tags column:3\",,\n",
            ",",
        ),
        (
            "\"#separator:comma\"\n\"#html:true\"\n\"#tags column:3\"\n",
            ",",
        ),
        (
            ",,\n#separator:tab,,\n,,\n#html:true,,\n#tags column:3,,\n",
            ",",
        ),
        ("#separator:,\n#html:true\n#tags column:3\n", ","),
        ("#separator:,,,\n#html:true,,\n#tags column:3,,\n", ","),
        ("#separator:;\n#html:true\n#tags column:3\n", ";"),
        ("#separator:\t\n#html:true\n#tags column:3\n", "\t"),
        // Only the widest rows are full.
        (
            "#separator:Comma,,\n#html:true,,\n#columns:Front,Back,Tags\n",
            ",",
        ),
        (
            "#separator:Comma\n#html:true\n#columns:Front,Back,Tags\n",
            ",",
        ),
        (
            "#separator:Comma,,\n\"#columns:Front,Back,Tags\",,\n#html:true,,\n",
            ",",
        ),
    ] {
        for end in ["\n", "\r\n", "\r"] {
            let row = ["\"Is <b>5 &lt; 6</b>?\"", "yes<br>no", "x::y z"].join(sign);
            let text = [head, &row, "\n"].concat().replace('\n', end);
            let found = deck(&text);
            assert_eq!(
                told(&found),
                [("Is 5 < 6?", vec!["yes", "no"], vec!["x::y", "z"])],
                "{text:?}"
            );
        }
    }
}

#[test]
fn tags_and_decks_of_a_padded_head_count_for_every_note() {
    let found = deck(
        "#separator:Comma,,\n\"#tags:season, core\",,\n#deck:Mine::Own,,\n#notetype:Basic,,\n#if matches:keep both,,\nQ?,a,\nR?,b,extra\n",
    );
    assert_eq!(told(&found)[0].2, ["season", "core"]);
    assert!(found.notes.iter().all(|note| note.deck == "Mine::Own"));
    assert_eq!(found.notes[1].script, "extra");
}

#[test]
fn columns_of_anki_that_are_no_fields_are_none() {
    let text = "#separator:tab\n#html:false\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\nabc\tBasic\tMine::A\tQ?\tanswer\tt u\n";
    let found = deck(text);
    let note = one(&found);
    assert_eq!(
        (&*note.question, &*note.deck, &*note.script),
        ("Q?", "Mine::A", "")
    );
    assert_eq!(note.guid(), "abc");
    assert_eq!(note.tags, ["t", "u"]);
    // A name says which is which where no number does.
    let named =
        deck("#separator:tab\n#columns:Tags\tBack\tFront\tGUID\tNotetype\nt\ta\tQ?\tabc\tBasic\n");
    assert_eq!(told(&named), [("Q?", vec!["a"], vec!["t"])]);
    assert_eq!(
        (one(&named).guid(), &*one(&named).script),
        ("abc".to_owned(), "")
    );
}

#[test]
fn a_row_that_begins_like_a_head_is_a_row() {
    let found = deck("#separator:tab\n#html:false\n\"#html:true is what?\"\tA head\nQ\ta\n");
    assert_eq!(found.notes[0].question, "#html:true is what?");
    assert_eq!(
        deck("#1 reason: why?\tso\n#2 reason: how?\tthus\n")
            .notes
            .len(),
        2
    );
}

// ── Signs in the text ────────────────────────────────────────────────────────────────────────

#[test]
fn names_in_angle_brackets_stay_and_breaks_are_breaks() {
    let found = case("angle_and_br.txt");
    assert_eq!(
        told(&found),
        [
            (
                "Greet with: Hello <name>, welcome!",
                vec!["Smile", "Shake hands"],
                vec![]
            ),
            (
                "What if BMI <18 or >30?",
                vec!["Say a < b and c > d"],
                vec![]
            ),
        ]
    );
    assert!(found.losses.is_empty());
}

#[test]
fn html_is_read_as_the_file_says() {
    let row = "Is <b>it</b> &lt;18 &eacute; <name>?\t<i>a\nb</i>\n"
        .replace("<i>a\nb</i>", "\"<i>a\nb</i>\"");
    let html = deck(&["#separator:tab\n#html:true\n", &row].concat());
    assert_eq!(told(&html), [("Is it <18 é <name>?", vec!["a b"], vec![])]);
    assert_eq!(html.losses.count(What::Style), 2);
    let plain = deck(&["#separator:tab\n#html:false\n", &row].concat());
    assert_eq!(
        told(&plain),
        [(
            "Is <b>it</b> &lt;18 &eacute; <name>?",
            vec!["<i>a", "b</i>"],
            vec![]
        )]
    );
    // Nothing is said: signs are read, and line ends count as well.
    for head in ["", "#separator:tab\n"] {
        let guessed = deck(&[head, &row].concat());
        assert_eq!(
            told(&guessed),
            [("Is it <18 é <name>?", vec!["a", "b"], vec![])]
        );
    }
    let table = deck(
        "question,answer\n\"R&amp;D &#8217;n &#150; at www.a.example/?a=1&copy=2&lt=3\",\"one<br>two\nthree\"\n",
    );
    assert_eq!(
        told(&table),
        [(
            "R&D ’n – at www.a.example/?a=1&copy=2&lt=3",
            vec!["one", "two", "three"],
            vec![]
        )]
    );
}

#[test]
fn tags_are_parted_by_commas_and_semicolons_or_else_by_spaces() {
    let found = case("tags_comma.csv");
    assert_eq!(
        told(&found),
        [
            (
                "Tell of a team conflict we had",
                vec!["Talked it out"],
                vec!["teamwork", "leadership"]
            ),
            (
                "Tell of a lead role we had",
                vec!["Night team"],
                vec!["team_work", "lead"]
            ),
        ]
    );
    for (cell, tags) in [
        ("a b  c", vec!["a", "b", "c"]),
        ("a, b ,c,", vec!["a", "b", "c"]),
        ("a;b; ;c", vec!["a", "b", "c"]),
        ("a, b; c", vec!["a", "b", "c"]),
        ("x::y, x::z z", vec!["x::y", "x::z_z"]),
        ("one two, three\nfour", vec!["one_two", "three", "four"]),
        ("Core, core", vec!["Core"]),
        ("，a、b", vec!["a", "b"]),
        (", ;", vec![]),
    ] {
        let found = deck(&format!("question,answer,tags\nQ?,a,\"{cell}\"\n"));
        assert_eq!(one(&found).tags, tags, "{cell}");
        let found = deck(&format!(
            "#separator:tab\n#tags column:3\nQ?\ta\t\"{cell}\"\n"
        ));
        assert_eq!(one(&found).tags, tags, "{cell}");
    }
}

#[test]
fn tags_of_anki_are_parted_by_spaces_alone() {
    let head = "#separator:tab\n#html:true\n#tags column:3\n";
    for (cell, tags) in [
        (" Ch1,2 cardio renal ", vec!["Ch1_2", "cardio", "renal"]),
        ("a;b c", vec!["a_b", "c"]),
        ("R&amp;D core", vec!["R&D", "core"]),
        ("A::R&amp;D", vec!["A::R&D"]),
        ("team|lead", vec!["team|lead"]),
        // Nobody but a person writes so.
        ("team, lead", vec!["team", "lead"]),
    ] {
        let found = deck(&format!("{head}Q?\ta\t{cell}\n"));
        assert_eq!(one(&found).tags, tags, "{cell}");
    }
    assert_eq!(
        split_tags(" Ch1,2 cardio, x ", Parting::Spaces),
        ["Ch1_2", "cardio_", "x"]
    );
    // A spreadsheet saved it again.
    let found = deck("#separator:Comma,,\n#tags column:3,,\nQ?,a,\"x,y z\"\n");
    assert_eq!(one(&found).tags, ["x", "y_z"]);
}

#[test]
fn tags_in_tables_are_parted_as_people_write_lists() {
    for (cell, tags) in [
        ("team / lead", vec!["team", "lead"]),
        ("[team, lead]", vec!["team", "lead"]),
        ("['team', 'lead']", vec!["team", "lead"]),
        ("team|lead role", vec!["team", "lead_role"]),
        ("R&amp;D; team", vec!["R&D", "team"]),
        ("either/or b", vec!["either/or", "b"]),
    ] {
        let found = deck(&format!("question,answer,tags\nQ?,a,\"{cell}\"\n"));
        assert_eq!(one(&found).tags, tags, "{cell}");
    }
}

#[test]
fn cells_that_look_like_formulas_are_text_and_a_foreign_apostrophe_stays() {
    let found = case("formula.csv");
    let questions: Vec<&str> = found.notes.iter().map(|note| &*note.question).collect();
    assert_eq!(
        questions,
        [
            "'-itis means what in Greek?",
            "-emia means what in Greek?",
            "=1+1 gives what?",
            "+1 555 0100 is whose number?",
            "@home or @work?",
        ]
    );
    let kept = deck("question,answer\n'Tis the season?,'=a\n''quoted'',-b\n");
    assert_eq!(
        told(&kept),
        [
            ("'Tis the season?", vec!["'=a"], vec![]),
            ("''quoted''", vec!["-b"], vec![])
        ]
    );
    // In a table of our own it is the guard that we put there.
    let ours = deck(
        "id,question,outline,script,tags,deck\r\nmb:a,'-emia?,'=1+1,'@me,,\r\nmb:b,'Tis it?,,''=x,,\r\n",
    );
    assert_eq!(told(&ours)[0], ("-emia?", vec!["=1+1"], vec![]));
    assert_eq!(
        (&*ours.notes[0].script, &*ours.notes[1].script),
        ("@me", "'=x")
    );
    assert_eq!(ours.notes[1].question, "'Tis it?");
    // Also where the person deleted or moved columns of it.
    for names in [
        "question,outline,script,tags",
        "script,id,outline,question",
        "question,outline,script",
        "deck,outline,script,question,tags,Mine",
    ] {
        let row: Vec<&str> = names
            .split(',')
            .map(|name| match name {
                "question" => "'-emia?",
                "outline" => "'=1+1 is <b>?",
                "script" => "'@me",
                _ => "",
            })
            .collect();
        let found = deck(&[names, &row.join(",")].join("\n"));
        assert_eq!(told(&found), [("-emia?", vec!["=1+1 is <b>?"], vec![])]);
        assert_eq!(one(&found).script, "@me");
    }
    // Or all but the id and a part of the answer.
    for names in ["id,question,outline", "id,question,outline,tags,deck"] {
        let ends = ",".repeat(names.matches(',').count() - 2);
        let row = ["mb:a,'-emia means what in <b>?,'=1+1", &*ends].concat();
        let found = deck(&[names, &*row].join("\r\n"));
        assert_eq!(
            told(&found),
            [("-emia means what in <b>?", vec!["=1+1"], vec![])],
            "{names}"
        );
    }
    // The ids of somebody else make it nobody's but theirs.
    let other = deck("id,question,outline\n1,Is <b>it</b>?,<i>x</i>\n");
    assert_eq!(told(&other), [("Is it?", vec!["x"], vec![])]);
}

#[test]
fn the_question_is_not_repeated_in_the_answer_of_a_card_in_plain_text() {
    for line in [
        "<hr id=answer>",
        "<hr id=\"answer\">",
        "<HR id='answer' />",
        "<hr class=x id=answer/>",
    ] {
        for head in ["#separator:tab\n#html:true\n", ""] {
            let back = format!("Why <b>us</b>? \n\n{line}\n\nYour clinic<br>Your team");
            let row = format!("Why <b>us</b>?\t\"{}\"\n", back.replace('"', "\"\""));
            let found = deck(&[head, &row].concat());
            assert_eq!(
                told(&found),
                [("Why us?", vec!["Your clinic", "Your team"], vec![])],
                "{line}"
            );
            assert!(one(&found).script.is_empty());
        }
    }
    // What else stands on the front is kept.
    let found = deck("#separator:tab\n#html:true\nWhy us?\tA hint<hr id=answer>Your team\n");
    assert_eq!(one(&found).outline, ["Your team"]);
    assert_eq!(one(&found).script, "A hint");
}

// ── Nothing goes without a word ──────────────────────────────────────────────────────────────

#[test]
fn a_row_that_begins_with_a_hash_behind_a_head_is_a_row() {
    for sign in ["\t", ",", ";", "|"] {
        let name = ["tab", "comma", "semicolon", "pipe"][["\t", ",", ";", "|"]
            .iter()
            .position(|one| *one == sign)
            .unwrap()];
        let text = format!(
            "#separator:{name}\n#html:false\n#hashtag question?{sign}b\n#a remark\nQ?{sign}a\n#2 reason?{sign}c\n#\n#another remark\n"
        );
        let found = deck(&text);
        assert_eq!(
            told(&found),
            [
                ("#hashtag question?", vec!["b"], vec![]),
                ("Q?", vec!["a"], vec![]),
                ("#2 reason?", vec!["c"], vec![])
            ]
        );
        assert_eq!(found.rows, [3, 5, 6]);
        // What is left out is said.
        assert_eq!(found.losses.count(What::Remark), 2);
    }
    let joined = "#separator:tab\n#html:false\nQ?\ta\n#separator:tab\n#html:false\nR?\tb\n";
    assert_eq!(deck(joined).notes.len(), 2);
    assert!(deck(joined).losses.is_empty());
}

#[test]
fn what_has_no_room_or_no_words_is_counted() {
    let tags: Vec<String> = (0..150).map(|n| format!("t{n}")).collect();
    let found = fit(deck(&format!(
        "question,answer,tags\nQ?,a,{}\n",
        tags.join(" ")
    )));
    assert_eq!(found.losses.count(What::Tag), 110);
    let long = "x".repeat(250);
    let found = deck(&format!("question,answer,deck\nQ?,a,{long}\nR?,b,Short\n"));
    assert_eq!(found.losses.count(What::DeckName), 1);
    let found = deck("question,answer\nQ?,-\nR?,\"one\n-----\n• \ntwo\"\n");
    assert_eq!(found.losses.count(What::Line), 3);
    assert_eq!(found.notes[1].outline, ["one", "two"]);
    // A rule of ours parts the answer from the script, and a dash belongs to its point.
    let found = deck("question,answer\nQ?,\"- one\n---\ntwo\"\n");
    assert_eq!(found.losses.count(What::Line), 0);
}

#[test]
fn a_tag_that_may_be_a_persons_own_sign_stays_or_is_counted() {
    for text in [
        "Say <p> then stop",
        "Is it <li>, or not",
        "Write a <table> first",
    ] {
        let found = deck(&format!("{text}?\tyes\nNext?\tx\n"));
        assert_eq!(found.notes[0].question, format!("{text}?"));
        assert!(found.losses.is_empty(), "{text}");
        let found = deck(&format!("#separator:tab\n#html:true\n{text}?\tyes\n"));
        assert_eq!(found.losses.count(What::Style), 1, "{text}");
    }
    let found = deck("List?\t<ul><li>one<li>two</ul>\nNext?\tone<p>two\n");
    assert_eq!(found.notes[0].outline, ["one", "two"]);
    assert_eq!(found.notes[1].outline, ["one", "two"]);
    assert_eq!(found.losses.count(What::Style), 3);
}

// ── Quotation marks ──────────────────────────────────────────────────────────────────────────

/// Question and points of each note, and the rows in which a quotation mark was text.
fn quoted(text: &str) -> (Vec<(String, Vec<String>)>, Vec<String>) {
    let found = deck(text);
    let stray = found
        .losses
        .iter()
        .filter(|(what, _)| *what == What::OpenQuote);
    let named = stray.flat_map(|(_, loss)| loss.examples.clone()).collect();
    let notes = found.notes.into_iter();
    let told = notes.map(|note| (note.question, note.outline)).collect();
    (told, named)
}

#[test]
fn quotation_marks_that_open_a_cell_and_do_not_close_it_join_no_rows() {
    for (head, before) in [("", 0), ("#separator:tab\n#html:false\n", 2)] {
        let text = "\"Word one is open\tanswer one\nSecond card?\tanswer two\n\"Third begins so\tanswer three\nFourth?\tanswer four\n";
        let (told, named) = quoted(&[head, text].concat());
        let questions: Vec<&str> = told.iter().map(|(question, _)| &**question).collect();
        assert_eq!(
            questions,
            [
                "\"Word one is open",
                "Second card?",
                "\"Third begins so",
                "Fourth?"
            ]
        );
        assert_eq!(told[2].1, ["answer three"]);
        assert_eq!(
            named,
            [
                format!("Row {}: \"Word one is open\tanswer one", before + 1),
                format!("Row {}: \"Third begins so\tanswer three", before + 3),
            ]
        );
    }
    // One is open and the next closes as CSV does: one cell, as it may be meant so, and it is said.
    let found = deck("\"Open?\ta\nHow tall is 6' 2\"\tb\nNext?\tc\n");
    assert_eq!(found.notes.len(), 2);
    assert_eq!(found.losses.count(What::Joined), 1);
    // As a quotation it would be no row like the others.
    let (told, named) = quoted("A?\ta\nOpen?\t\"b\nTall?\"\tc\n\"Whole?\td\"\n");
    assert_eq!((told.len(), named.len()), (4, 2));
    assert_eq!(told[1].1, ["\"b"]);
}

#[test]
fn quotation_marks_inside_a_cell_stay() {
    for (text, question, answer, strays) in [
        (
            "\"Why\" us and not them?,x\nNext?,y\n",
            "\"Why\" us and not them?",
            "x",
            1,
        ),
        (
            "\"First \"quoted\" word?\"\ta\nNext?\ty\n",
            "\"First \"quoted\" word?\"",
            "a",
            1,
        ),
        (
            "What is \"fit\" to you?,\"a, b\"\nNext?,y\n",
            "What is \"fit\" to you?",
            "a, b",
            0,
        ),
        // Written by hand: a space behind the comma, and around the marks.
        (
            "\"Why this city?\", \"Because I like it, and more\"\nNext?, y\n",
            "Why this city?",
            "Because I like it, and more",
            0,
        ),
        (
            "  \"Why, this city?\" ,\t\"x\"\nNext?, y\n",
            "Why, this city?",
            "\"x\"",
            0,
        ),
        // As programmers write it.
        (
            "\"He said \\\"hi, you\\\" to whom?\",\"To me\"\nNext?,y\n",
            "He said \"hi, you\" to whom?",
            "To me",
            0,
        ),
        (
            "\"\\\"Why?\\\"\",\"x\"\n\"Is it \\\"so, so\\\"?\",\"y\"\n",
            "\"Why?\"",
            "x",
            0,
        ),
        // A backslash of its own.
        (
            "\"Where is C:\\\",\"On the disk\"\nNext?,y\n",
            "Where is C:\\",
            "On the disk",
            0,
        ),
        // Marks inside that nobody doubled, and a comma between: the columns say which comma parts.
        (
            "question,answer\n\"Because \"A, B\" matter?\",\"x\"\nNext?,y\n",
            "Because \"A, B\" matter?",
            "x",
            1,
        ),
    ] {
        let (told, named) = quoted(text);
        assert_eq!(
            told[0],
            (question.to_owned(), vec![answer.to_owned()]),
            "{text}"
        );
        assert_eq!(told.len(), 2, "{text}");
        assert_eq!(named.len(), strays, "{text}");
    }
}

#[test]
fn a_long_line_of_open_quotation_marks_is_read_in_one_go() {
    // Searched anew from each of them, this would take minutes.
    let line = "\"a,\"\"b".repeat(40_000);
    let found = deck(&["question,answer\n", &line, "\nNext?,x\n"].concat());
    assert_eq!(found.notes.len(), 2);
    assert_eq!(found.losses.count(What::OpenQuote), 1);
}

fn any_cell() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a", "word", "\"", "\"\"", ",", ";", "\t", "|", "\n", " ", "\\", "'", "é", "#",
    ]);
    prop::collection::vec(bits, 0..6).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_written_as_csv_is_read_back_cell_by_cell(
        width in 2_usize..5,
        cells in prop::collection::vec(any_cell(), 60),
        sign in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        always in any::<bool>(),
    ) {
        let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(sign)
            .quote_style(style)
            .from_writer(Vec::new());
        let table: Vec<&[String]> = cells.chunks_exact(width).collect();
        for row in &table {
            writer.write_record(*row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let mut losses = Losses::default();
        let rows = delimited::rows(&text, Some(sign), false, 0, &mut losses);
        let filled = |cells: &&&[String]| cells.iter().any(|cell| !cell.trim().is_empty());
        let wanted: Vec<&[String]> = table.iter().filter(filled).copied().collect();
        let got: Vec<&[String]> = rows.iter().map(|row| row.cells.as_slice()).collect();
        prop_assert_eq!(got, wanted, "{}", text);
        prop_assert_eq!(losses.count(What::OpenQuote), 0);
    }

    #[test]
    fn stray_quotation_marks_lose_no_row_without_a_word(
        marks in prop::collection::vec((0_usize..4, 0_usize..4), 1..12),
    ) {
        let mark = |text: &str, kind: usize| match kind {
            1 => ["\"", text].concat(),
            2 => [text, "\""].concat(),
            3 => text.replacen(' ', " \"", 1),
            _ => text.to_owned(),
        };
        let text = marks.iter().enumerate().fold(String::new(), |text, (n, (one, two))| {
            let question = mark(&format!("question {n} or so?"), *one);
            let answer = mark(&format!("answer {n} of mine"), *two);
            [text, question, "\t".to_owned(), answer, "\n".to_owned()].concat()
        });
        let found = deck(&text);
        let whole = format!("{:?}", found.notes);
        for n in 0..marks.len() {
            prop_assert!(whole.contains(&format!("{n} or so")) && whole.contains(&format!("{n} of mine")), "{}", text);
        }
        prop_assert!(found.notes.len() == marks.len() || found.losses.count(What::Joined) > 0, "{}", text);
    }
}

#[test]
fn marks_that_close_in_another_row_and_leave_no_clean_row_make_no_row_of_two() {
    // The first mark opens a row and closes the next, the second joins two cells of two rows.
    let found = deck("\"A?\ta\nB?\tb\"\nC?\"\t\"c\nD?\"\td\n\"E?\te\n");
    let questions: Vec<&str> = found.notes.iter().map(|note| &*note.question).collect();
    assert_eq!(questions, ["\"A?", "B?", "C?\"", "D?\"", "\"E?"]);
    assert_eq!(found.notes[3].outline, ["d"]);
}

// ── Characters and line ends ─────────────────────────────────────────────────────────────────

#[test]
fn old_line_ends_are_line_ends() {
    let found = case("cr_only_anki_head.txt");
    assert_eq!(
        told(&found),
        [
            ("Which head is this?", vec!["Of Anki, with CR"], vec!["mac"]),
            ("Is it read?", vec!["It should be"], vec!["mac"]),
        ]
    );
}

#[test]
fn line_ends_may_be_mixed_and_stand_inside_quotation_marks() {
    for text in [
        "question,answer\rA?,\"one\rtwo\"\rB?,b\r",
        "question,answer\r\nA?,\"one\r\ntwo\"\rB?,b",
        "question,answer\n\nA?,\"one\u{2028}two\"\r\r\nB?,b\n\n",
        "question,answer\rA?,\"one\u{85}two\"\nB?,b\r\n",
        "question,answer\rA?,\"one\u{b}two\"\nB?,b\r\n",
        "A?\tone<br>two\rB?\tb",
        "#separator:tab\r#html:false\r#\r\"A?\"\t\"one\rtwo\"\rB?\tb",
    ] {
        assert_eq!(
            told(&deck(text)),
            [
                ("A?", vec!["one", "two"], vec![]),
                ("B?", vec!["b"], vec![])
            ],
            "{text:?}"
        );
    }
}

#[test]
fn files_are_read_in_the_letters_that_spreadsheets_write() {
    let text = "question;answer\r\nDéjà vu – “Müller’s”?;naïve €5\r\n";
    let expected = [("Déjà vu – “Müller’s”?", vec!["naïve €5"], vec![])];
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        [b"\xff\xfe", &*little].concat(),
        [b"\xfe\xff", &*big].concat(),
        little,
        big,
    ] {
        let found = read(&bytes).unwrap();
        assert_eq!(told(&found), expected);
        assert_eq!(found.losses.count(What::Letters), 0);
    }
    // Western European Windows: read, and said.
    let western = b"question;answer\r\nD\xe9j\xe0 vu \x96 \x93M\xfcller\x92s\x94?;na\xefve \x805\r\nPlain?;yes\r\n";
    let found = read(western).unwrap();
    assert_eq!(told(&found)[..1], expected);
    assert_eq!(found.losses.count(What::Letters), 2);
    // UTF-8 that was cut or bent is no such text.
    assert_eq!(
        read(b"question;answer\nD\xc3\xa9j\xc3\xa0 vu\xc3;x\n"),
        Err(Refusal::NotText)
    );
    assert_eq!(read(b"question;answer\nA\x81;x\n"), Err(Refusal::NotText));
    assert_eq!(
        read(b"question;answer\nA\x01\xe9;x\n"),
        Err(Refusal::NotText)
    );
}

#[test]
fn a_byte_that_is_no_sign_spoils_only_itself() {
    let unread = |bytes: &[u8]| {
        let found = read(bytes).unwrap();
        let lines = found
            .losses
            .iter()
            .filter(|(what, _)| *what == What::Unread);
        let lines: Vec<String> = lines.flat_map(|(_, loss)| loss.examples.clone()).collect();
        (found, lines)
    };
    // A sign of Windows that somebody pasted into UTF-8.
    let (found, lines) =
        unread(b"question,answer\r\nD\xc3\xa9j\xc3\xa0 vu?,a\r\nIt\x92s us?,b\r\nNext?,c\r\n");
    let questions: Vec<&str> = found.notes.iter().map(|note| &*note.question).collect();
    assert_eq!(questions, ["Déjà vu?", "It’s us?", "Next?"]);
    assert_eq!(lines, ["Line 3: It’s us?,b"]);
    // Half a letter.
    let (found, lines) = unread(b"A \xe2\x80\x9cb\xe2\x80\x9d?\ta\nCaf\xc3?\tb\nNext?\tc\n");
    assert_eq!(found.notes[1].question, "Caf\u{fffd}?");
    assert_eq!(lines, ["Line 2: Caf\u{fffd}?\tb"]);
    // A zero byte, which nobody sees.
    for end in ["\n", "\r\n", "\r"] {
        let text = ["Why?\tso", "Ne\0xt?\tx", ""].join(end);
        let (found, lines) = unread(text.as_bytes());
        assert_eq!(found.notes[1].question, "Next?");
        assert_eq!(lines, ["Line 2: Next?\tx"]);
    }
    // Beside the letters of another script.
    let text = ["Почему мы?\tПотому\nIt".as_bytes(), b"\x92s?\tx\n"].concat();
    let (found, lines) = unread(&text);
    assert_eq!(found.notes[0].question, "Почему мы?");
    assert_eq!(found.notes[1].question, "It’s?");
    assert_eq!(lines, ["Line 2: It’s?\tx"]);
    assert_eq!(found.losses.count(What::Letters), 0);
    let text = "γιατί εμάς;\tέτσι\nלמה?\tכך\nلماذا؟\tهكذا".as_bytes();
    let (found, _) = unread(&text[..text.len() - 1]);
    assert_eq!(
        found.notes[1].question, "למה?",
        "cut inside the last letter"
    );
    // In the letters of Windows a byte that stands for nothing.
    let (found, lines) = unread(b"Caf\xe9?;a\nOdd \x81?;b\nNext?;c\n");
    assert_eq!(found.notes[0].question, "Café?");
    assert_eq!(lines, ["Line 2: Odd \u{fffd}?;b"]);
    // Half of a pair in UTF-16.
    let mut units: Vec<u16> = "A?\ta\nB?\tb\nC \u{fffd}?\tc\n".encode_utf16().collect();
    units[10] = 0xd800;
    let bytes: Vec<u8> = std::iter::once(0xfeff)
        .chain(units)
        .flat_map(u16::to_le_bytes)
        .collect();
    let (found, lines) = unread(&bytes);
    assert_eq!((found.notes.len(), lines.len()), (3, 1));
    // Many are no text.
    assert_eq!(
        read(b"A\xc3\xa9;x\nB\xc3;y\nC\xff;z\n"),
        Err(Refusal::NotText)
    );
    assert_eq!(read(&[b'a', 0, 0, 0, 0, b'b']), Err(Refusal::NotText));
}

#[test]
fn a_line_break_of_an_old_mac_inside_a_cell_is_part_of_it() {
    for (text, wanted) in [
        (
            "Cr in cell?\tone\rtwo\nNext row?\tx\n",
            vec![
                ("Cr in cell?", vec!["one", "two"]),
                ("Next row?", vec!["x"]),
            ],
        ),
        (
            "question,answer,tags\r\nA?,one\rtwo\rthree,t\r\nB?,x\ry,t\r\n",
            vec![("A?", vec!["one", "two", "three"]), ("B?", vec!["x", "y"])],
        ),
        (
            "A?\tone\rtwo\nB?\tx\ry\n",
            vec![("A?", vec!["one", "two"]), ("B?", vec!["x", "y"])],
        ),
        // All rows end so, or some.
        (
            "A?\tone\rB?\tx\r",
            vec![("A?", vec!["one"]), ("B?", vec!["x"])],
        ),
        (
            "A?\tone\rB?\tx\nC?\ty\n",
            vec![("A?", vec!["one"]), ("B?", vec!["x"]), ("C?", vec!["y"])],
        ),
    ] {
        let found = deck(text);
        let notes: Vec<(&str, Vec<&str>)> = told(&found)
            .into_iter()
            .map(|(question, points, _)| (question, points))
            .collect();
        assert_eq!(notes, wanted, "{text:?}");
    }
}

#[test]
fn forty_cards_come_in_their_order() {
    let found = case("forty_cards.csv");
    let questions: Vec<&str> = found.notes.iter().map(|note| &*note.question).collect();
    let expected: Vec<String> = (1..=40)
        .map(|n| format!("Ordinary question number {n}?"))
        .collect();
    assert_eq!(questions, expected);
    assert_eq!(found.rows, (2..=41).collect::<Vec<_>>());
}

/// Anki knows four columns by their number; a question may begin with a sign and have such words.
#[test]
fn a_question_that_begins_like_a_line_of_a_head_is_a_card() {
    for head in ["", "#separator:tab\n#html:false\n"] {
        let found = deck(&[head, "#Spinal column: how many vertebrae?\t33\nNext?\tx\n"].concat());
        assert_eq!(
            told(&found),
            [
                ("#Spinal column: how many vertebrae?", vec!["33"], vec![]),
                ("Next?", vec!["x"], vec![])
            ],
            "{head}"
        );
    }
    // What is no row is at least counted.
    let found =
        deck("#separator:tab\n#html:false\nWhy?\ta\n#Spinal column: 33 vertebrae\nNext?\tx\n");
    assert_eq!(found.losses.count(What::Remark), 1);
    let found = deck("#separator:tab\nWhy?\ta\n#tags column:3\nNext?\tx\n");
    assert_eq!(found.losses.count(What::Remark), 0);
}
