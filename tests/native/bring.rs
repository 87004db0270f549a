//! Lists of programs from elsewhere: what is shown of each line is what comes of it, and no line stops another.

use crate::person::Person;
use matchbook::domain::program::{Program, Stage};
use matchbook::domain::time::Day;
use matchbook::domain::trip::{Format, Interview};
use matchbook::exchange::program_list::{only, read, text_of};
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::core::bring::{Fate, LINES_MAX, Named, fates, needed, summary, to_correct};
use proptest::prelude::*;

fn today() -> Day {
    Day::parse("2026-10-01").unwrap()
}

fn shown(person: &Person, text: &str) -> Vec<Named> {
    fates(&person.model, read(text))
}

fn brings(person: &mut Person, text: &str) -> Result<Option<u64>, String> {
    let lines = read(text);
    let seq = person.seq;
    let needed = needed(&fates(&person.model, lines.clone()));
    let fresh = (0..needed).map(|number| format!("n{seq}-{number:04}"));
    let act = ProgramAction::Bring {
        fresh: fresh.collect(),
        lines,
        today: today(),
    };
    person.does(act)
}

fn faults(person: &Person, text: &str) -> Vec<String> {
    shown(person, text)
        .iter()
        .filter_map(Named::fault)
        .collect()
}

const TABLE: &str = "\u{feff}Program,Specialty,City,State,NRMP Code,Web site,Status,Reply by,Interview date,Interview time,Format,Notes,Salary\r\n\
    Wrenfield University,Internal Medicine,Chicago,IL,1234140C0,wren.example,Invited,2026-12-13 11:10,14 Dec 2026,8:00 AM,in person,\"Two lines\r\nof notes\",\"$ 65,000\"\r\n\
    Harborlight,,\"Portland, OR\",OR,,,applied,,,,,,\r\n\
    Quillwater,,,,,,maybe,,,,,,\r\n\
    Kestrel Bay,,,,,,scheduled,,2026-12-22,,virtual,,\r\n\
    Tamarack,,,,,,,,2026-13-40,,,,\r\n\
    \r\n\
    ,Surgery,,,,,,,,,,,\r\n\
    harborlight,,,,,,,,,,,,\r\n\
    Juniper,,,,,,,,,09:00,,,\r\n";

#[test]
fn a_table_brings_what_its_columns_say_and_names_each_row_that_it_cannot_read() {
    let mut person = Person::default();
    assert_eq!(
        faults(&person, TABLE),
        [
            "Line 4, “Quillwater”: “maybe” is no stage. Write interested, applied, signaled, invited, waitlist, declined or withdrawn.",
            "Line 6, “Tamarack”: “2026-13-40” is no date. There are twelve months. Choose a month from 1 to 12.",
            "Line 8, “Surgery”: no name. Write the name of a program.",
            "Line 9, “harborlight”: the same as line 3.",
            "Line 10, “Juniper”: a time without a date. Write the date of the interview.",
        ]
    );
    assert_eq!(
        summary(&shown(&person, TABLE)),
        "3 programs to add. 5 lines are left out."
    );
    brings(&mut person, TABLE).unwrap();
    let named = |name: &str| {
        let mut all = person.model.all::<Program>().iter();
        let (id, one) = all.find(|(_, one)| one.name == name).unwrap();
        let mut interviews = person.model.all::<Interview>().values();
        let interview = interviews.find(|interview| interview.at.as_deref() == Some(id));
        (one.clone(), interview.cloned())
    };
    let (one, interview) = named("Wrenfield University");
    assert_eq!(
        (
            &*one.specialty,
            &*one.place,
            &*one.state,
            &*one.zone,
            one.zone_guessed
        ),
        (
            "Internal Medicine",
            "Chicago, IL",
            "IL",
            "America/Chicago",
            true
        )
    );
    assert_eq!(
        (&*one.code, &*one.site, one.stage),
        ("1234140C0", "wren.example", Stage::Invited)
    );
    let reply = one.reply_by.unwrap();
    assert_eq!(
        (reply.day.iso(), reply.minute.text()),
        ("2026-12-13".to_owned(), "11:10".to_owned())
    );
    assert_eq!(
        one.note, "Two lines\nof notes\nSalary: $ 65,000",
        "no cell is dropped"
    );
    assert_eq!(one.made, Some(today()));
    let interview = interview.unwrap();
    assert_eq!(interview.wall().unwrap().minute.text(), "08:00");
    assert_eq!(
        (interview.format, interview.length),
        (Format::InPerson, 480)
    );
    let (one, none) = named("Harborlight");
    assert_eq!(
        (&*one.place, &*one.state, one.stage, none),
        ("Portland, OR", "OR", Stage::Applied, None)
    );
    let (_, call) = named("Kestrel Bay");
    let call = call.unwrap();
    assert_eq!(
        (call.start, call.format, call.length),
        (None, Format::Virtual, 300)
    );
    assert_eq!(person.model.all::<Program>().len(), 3);
    // Once more nothing is new, and that is said.
    let again = brings(&mut person, TABLE).unwrap_err();
    assert!(
        again.starts_with("Nothing was added. Line 2, “Wrenfield University”: already"),
        "{again}"
    );
    // One step, and one undo.
    person.takes_back();
    assert_eq!(
        (
            person.model.all::<Program>().len(),
            person.model.all::<Interview>().len()
        ),
        (0, 0)
    );
}

#[test]
fn dates_and_times_are_read_as_people_write_them_and_never_guessed() {
    let person = Person::default();
    let wall = |date: &str, time: &str| {
        let text = [
            "name\tinterview date\tinterview time\nA\t",
            date,
            "\t",
            time,
        ]
        .concat();
        let lines = shown(&person, &text);
        match &lines[0].fate {
            Fate::Added {
                interview: Some(one),
                ..
            } => {
                let minute = one.start.map(|minute| minute.text()).unwrap_or_default();
                [one.day.unwrap().iso(), minute].join(" ").trim().to_owned()
            }
            Fate::Fault(why) => why.clone(),
            other => format!("{other:?}"),
        }
    };
    for (date, time, read) in [
        ("2026-12-14", "", "2026-12-14"),
        ("2026-12-14 08:00", "", "2026-12-14 08:00"),
        ("2026-12-14T08:00:00", "", "2026-12-14 08:00"),
        ("2026-12-14T08:00:00.000", "", "2026-12-14 08:00"),
        ("2026/12/14", "8:30:00 AM", "2026-12-14 08:30"),
        ("14-Dec-2026", "", "2026-12-14"),
        ("14-Dec-26", "", "2026-12-14"),
        ("Dec 14 26", "", "2026-12-14"),
        ("2026-12-14", "8:00 AM - 3:00 PM", "2026-12-14 08:00"),
        ("2026-12-14 1:00–3:00 pm", "", "2026-12-14 13:00"),
        ("Mon, Dec 14, 2026", "8 AM", "2026-12-14 08:00"),
        ("14 December 2026 at 1:30 pm", "", "2026-12-14 13:30"),
        ("December 1st 2026", "12:05 a.m.", "2026-12-01 00:05"),
        ("12/14/2026", "14.30", "2026-12-14 14:30"),
        ("14/12/26", "12 PM", "2026-12-14 12:00"),
        ("10.12.2026", "", "2026-12-10"),
        ("12/12/2026", "", "2026-12-12"),
    ] {
        assert_eq!(wall(date, time), read, "{date} {time}");
    }
    for (date, time) in [
        ("10/12/2026", ""),
        ("tomorrow", ""),
        ("2026-02-30", ""),
        ("31/31/2026", ""),
        ("2026-12-14", "25:00"),
        ("2026-12-14", "13 pm"),
        ("2026-12-14", "morning"),
        ("-1/2/2026", ""),
        ("14-Dec", ""),
        // A zone of its own is not that of the program.
        ("2026-12-14T08:00:00Z", ""),
        ("2026-12-14T08:00:00-06:00", ""),
        ("2026-12-14", "8:00 AM EST"),
        ("2026-12-14", "8:00 AM - late"),
    ] {
        let why = wall(date, time);
        assert!(
            why.starts_with('“') && why.ends_with('.') && why.contains("for example")
                || why.contains("has no day"),
            "{why}"
        );
    }
    // Another date of the table shows the order.
    let both = "name,interview date\nA,10/12/2026\nB,12/25/2026\n";
    let lines = shown(&person, both);
    let Fate::Added {
        interview: Some(one),
        ..
    } = &lines[0].fate
    else {
        panic!("{lines:?}")
    };
    assert_eq!(one.day.unwrap().iso(), "2026-10-12");
}

#[test]
fn names_stay_names_and_tables_without_names_of_columns_keep_their_cells() {
    let person = Person::default();
    let names = |text: &str| {
        let lines = shown(&person, text).into_iter();
        let name = |line: Named| match line.fate {
            Fate::Added { program, .. } => Some(program.name),
            _ => None,
        };
        lines.filter_map(name).collect::<Vec<String>>()
    };
    assert_eq!(
        names("Rush, Chicago\nMayo; Rochester\n1. Baylor"),
        ["Rush, Chicago", "Mayo; Rochester", "Baylor"]
    );
    assert_eq!(names("Program\nRush, Chicago\n"), ["Rush, Chicago"]);
    let lines = shown(
        &person,
        "Rush\t1234140C0\tinvited\thttps://rush.example\tnice people",
    );
    let Fate::Added { program, .. } = &lines[0].fate else {
        panic!("{lines:?}")
    };
    assert_eq!(
        (
            &*program.code,
            program.stage,
            &*program.site,
            &*program.note
        ),
        (
            "1234140C0",
            Stage::Invited,
            "https://rush.example",
            "nice people"
        )
    );
    // A code that is known is a program that is known, whatever it is called.
    let mut person = Person::default();
    brings(&mut person, "name,code\nRush,1234140C0").unwrap();
    let fates = shown(&person, "name,code\nRush University,1234140c0");
    assert!(matches!(&fates[0].fate, Fate::Known { .. }), "{fates:?}");
}

#[test]
fn a_time_with_an_end_gives_the_length_and_the_half_of_the_day_that_is_said_once_is_that_of_both() {
    let person = Person::default();
    let span = |time: &str| {
        let text = ["name\tdate\ttime\nA\t2026-12-14\t", time].concat();
        match &shown(&person, &text)[0].fate {
            Fate::Added {
                interview: Some(one),
                ..
            } => (one.start.unwrap().text(), one.length),
            other => panic!("{time}: {other:?}"),
        }
    };
    for (time, start, length) in [
        ("08:00", "08:00", 480),
        ("8:00 AM - 3:00 PM", "08:00", 420),
        ("8:00-15:00", "08:00", 420),
        ("8 to 11 am", "08:00", 180),
        ("8:00–3:00 PM", "08:00", 420),
        ("1–3 pm", "13:00", 120),
        ("11 - 1 PM", "11:00", 120),
        ("8 - 12 PM", "08:00", 240),
        ("9:30 AM until 1", "09:30", 210),
        ("8:00-3:00", "08:00", 420),
    ] {
        assert_eq!(span(time), (start.to_owned(), length), "{time}");
    }
}

#[test]
fn of_two_columns_that_mean_the_same_neither_is_dropped() {
    let person = Person::default();
    let text = "Program,Hospital,Date,Interview date,Notes,Comments\nRush IM,Rush Hospital,2026-12-14,2026-12-15,a,b\n";
    let lines = shown(&person, text);
    let Fate::Added { program, interview } = &lines[0].fate else {
        panic!("{lines:?}")
    };
    assert_eq!(program.name, "Rush IM");
    assert_eq!(
        program.note,
        "Hospital: Rush Hospital\nInterview date: 2026-12-15\na\nb"
    );
    let day = interview.as_ref().unwrap().day.unwrap();
    assert_eq!(day.iso(), "2026-12-14");
}

#[test]
fn a_word_that_may_mean_anything_is_no_stage_and_a_code_is_brought_in_once() {
    let person = Person::default();
    let lines = shown(&person, "Rush\tno\tWaitlist\tinterview\tdeclined");
    let Fate::Added { program, .. } = &lines[0].fate else {
        panic!("{lines:?}")
    };
    assert_eq!(
        (program.stage, &*program.note),
        (Stage::Waitlisted, "no\ninterview\ndeclined")
    );
    let twice = "name,code\nRush,1234140C0\nMercy,\nRush University,1234140c0\nBaylor,\n";
    assert_eq!(
        faults(&person, twice),
        ["Line 4, “Rush University”: the same as line 2."]
    );
}

#[test]
fn hostile_cells_do_no_harm() {
    let mut person = Person::default();
    let long = "x".repeat(400);
    let text = [
        "name;city;note;",
        "\n'=HYPERLINK(\"evil\");Chicago;'-1;x",
        "\n\u{202e}Mercy\u{200b}\u{0};Bos\u{7}ton;;",
        "\n",
        &long,
        ";;;",
        "\nOk;",
        &long,
        ";;",
        "\n🏥;;;",
        "\nMore;a;b;c;d;e;f",
        "\nLess",
    ]
    .concat();
    let text = text.replace('\0', "");
    let told = faults(&person, &text);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("too long for a name") && told[1].contains("Shorten it"));
    brings(&mut person, &text).unwrap();
    let mut names: Vec<&str> = person
        .model
        .all::<Program>()
        .values()
        .map(|one| &*one.name)
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["=HYPERLINK(\"evil\")", "Less", "Mercy", "More", "🏥"]
    );
    assert!(
        person
            .model
            .all::<Program>()
            .values()
            .any(|one| one.note == "c\nd\ne\nf" || one.note.starts_with("b\nc"))
    );
    // Files that are no text, or nothing.
    for (bytes, says) in [
        (&b""[..], "nothing in it"),
        (b"PK\x03\x04\x00\x00", "CSV UTF-8"),
        (b"  \n", "nothing in it"),
    ] {
        assert!(text_of(bytes).unwrap_err().contains(says), "{bytes:?}");
    }
    let wide: Vec<u8> = "name\nMercy"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(text_of(&wide).unwrap(), "name\nMercy");
    // More lines than are read at once: the first arrive, and the rest are named.
    let many: String = (0..=LINES_MAX)
        .map(|number| format!("P{number}\n"))
        .collect();
    let lines = shown(&Person::default(), &many);
    assert_eq!(lines.last().unwrap().fate, Fate::TooMany);
    assert_eq!(needed(&lines), LINES_MAX);
}

proptest! {
    #[test]
    fn whatever_is_pasted_comes_as_shown(text in "(name|[a-c]{0,3}|,|;|\t|\n|\"|'|=|🏥|1/2/2026|invited| ){0,40}") {
        let mut person = Person::default();
        let lines = shown(&person, &text);
        let arrive = lines.iter().filter(|line| matches!(line.fate, Fate::Added { .. })).count();
        let did = brings(&mut person, &text);
        prop_assert_eq!(did.is_ok(), arrive > 0);
        prop_assert_eq!(person.model.all::<Program>().len(), arrive);
        for line in &lines {
            let silent = matches!(line.fate, Fate::Added { .. } | Fate::Blank);
            prop_assert_eq!(line.fault().is_none(), silent);
        }
    }
}

/// Names of what arrives, with their cities, and the sentences of what does not.
fn sorted_out(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let person = Person::default();
    let lines = shown(&person, text);
    let added = lines.iter().filter_map(|line| match &line.fate {
        Fate::Added { program, .. } => Some((program.name.clone(), program.place.clone())),
        _ => None,
    });
    (added.collect(), faults(&person, text))
}

/// The mark of one row neither splits the rows before it nor swallows the ones behind it.
#[test]
fn a_quotation_mark_that_is_not_closed_spoils_its_own_row_only() {
    let owned = |all: &[(&str, &str)]| {
        let all = all.iter();
        let all = all.map(|(name, city)| ((*name).to_owned(), (*city).to_owned()));
        all.collect::<Vec<(String, String)>>()
    };
    let why = |line: &str| {
        vec![
            [
                line,
                ": a quotation mark is opened and not closed. Close it, or take it out.",
            ]
            .concat(),
        ]
    };
    let last =
        "Program,City\n\"Alpha, Main\",Chicago\nBeta,Boston\n\"Gamma, North\",Denver\n\"Eps,Reno\n";
    assert_eq!(
        sorted_out(last),
        (
            owned(&[
                ("Alpha, Main", "Chicago"),
                ("Beta", "Boston"),
                ("Gamma, North", "Denver")
            ]),
            why("Line 5, “Eps”")
        )
    );
    // The mark of a later row closes nothing here.
    let first = "Program,City\n\"Eps,Reno\n\n\"Alpha, Main\",Chicago\nBeta,\"Boston\"\n";
    assert_eq!(
        sorted_out(first),
        (
            owned(&[("Alpha, Main", "Chicago"), ("Beta", "Boston")]),
            why("Line 2, “Eps”")
        )
    );
    // A name in marks is a name, blanks behind a cell are none, and a cell may have several lines.
    let good = "Program,City,Note\n\"Mercy\" Hospital,Reno,\n\"Alpha, Main\" ,Chicago,\"one\ntwo\"\nBeta,Boston,\"5\"\" ruler\"\n";
    assert_eq!(
        sorted_out(good),
        (
            owned(&[
                ("\"Mercy\" Hospital", "Reno"),
                ("Alpha, Main", "Chicago"),
                ("Beta", "Boston")
            ]),
            vec![]
        )
    );
    // Without names of the columns, too.
    let tabs = "\"Eps\tReno\nBeta\tBoston\n";
    let (added, left) = sorted_out(tabs);
    assert_eq!((added.len(), left), (1, why("Line 1, “Eps”")));
}

#[test]
fn lines_that_were_left_out_stay_as_they_were_typed() {
    let mut person = Person::default();
    let left = |person: &Person, text: &str| only(text, &to_correct(&shown(person, text)));
    // A comma-separated table, its own separator said first, rows of two lines, known ones and empty ones.
    let text = "sep=;\r\nProgram;Stage;Note\r\nAlpha;applied;\r\nBeta;maybe;\"one\r\ntwo\"\r\n\r\nalpha;;\r\n\"Eps;;\r\n;applied;x\r\n";
    let rest = "sep=;\nProgram;Stage;Note\nBeta;maybe;\"one\ntwo\"\n\"Eps;;\n;applied;x\n";
    assert_eq!(left(&person, text), rest);
    brings(&mut person, text).unwrap();
    assert_eq!(left(&person, rest), rest);
    // Corrected, they arrive, and nothing is left.
    let mended = rest
        .replace("maybe", "invited")
        .replace("\"Eps", "Eps")
        .replace("\n;", "\nZeta;");
    assert_eq!(summary(&shown(&person, &mended)), "3 programs to add.");
    assert_eq!(to_correct(&shown(&person, &mended)), [] as [usize; 0]);
    // Names, one a line.
    let long = "x".repeat(201);
    let names = ["Mercy\n\n", &*long, "\nKestrel Bay\nAlpha\n"].concat();
    assert_eq!(left(&person, &names), [&*long, "\n"].concat());
}

proptest! {
    /// Whatever stands in a row, the rows around it are read as without it.
    #[test]
    fn no_row_spoils_another(bad in "[a-c\", ]{0,12}", at in 0..3_usize) {
        let good = ["\"Alpha, Main\",Chicago", "Beta,\"Boston\"", "\"Gamma \"\"N\"\"\",Denver"];
        let mut rows: Vec<&str> = good.to_vec();
        rows.insert(at, &bad);
        let text = ["Program,City\n", &rows.join("\n"), "\n"].concat();
        let (added, _) = sorted_out(&text);
        // A mark at the end of the row may open a cell that the next mark at an end closes.
        prop_assume!(!bad.trim_end().ends_with('"'));
        for (name, city) in [("Alpha, Main", "Chicago"), ("Beta", "Boston"), ("Gamma \"N\"", "Denver")] {
            let is_there = added.iter().any(|(one, place)| one == name && place == city);
            prop_assert!(is_there, "{name} is not in {added:?}");
        }
    }
}

/// Names of programs with their place, or their fault.
fn names(text: &str) -> Vec<String> {
    let told = |one: &Named| match &one.fate {
        Fate::Added { program, .. } => [&*program.name, "@", &*program.place].concat(),
        other => format!("{other:?}"),
    };
    shown(&Person::default(), text).iter().map(told).collect()
}

#[test]
fn a_state_is_dropped_only_where_it_stands_already() {
    let text = "Program,City,State\nA,Santa Monica,CA\nB,\"Chicago, IL\",IL\nC,Rome,ME\nD,New York,New York\nE,,TX\n";
    assert_eq!(
        names(text),
        [
            "A@Santa Monica, CA",
            "B@Chicago, IL",
            "C@Rome, ME",
            "D@New York",
            "E@TX"
        ]
    );
}

#[test]
fn the_separator_that_is_told_is_no_program() {
    let told = "sep=;\nRush University;1234140C0;invited\nMayo;;applied\n";
    let plain = told.replacen("sep=;\n", "", 1).replace(';', "\t");
    assert_eq!(names(told), names(&plain));
    assert_eq!(
        names("sep=,\nRush University\nMayo\n"),
        ["Rush University@", "Mayo@"]
    );
    let numbers: Vec<usize> = shown(&Person::default(), "sep=,\nRush\nMayo\n")
        .iter()
        .map(|one| one.number)
        .collect();
    assert_eq!(numbers, [2, 3], "as the text counts its lines");
    assert_eq!(only("sep=,\nRush\nMayo\n", &[3]), "Mayo\n");
}

#[test]
fn drawn_lines_and_names_of_columns_again_are_no_programs() {
    let text = "| Program | City |\n|---|:-:|\n| Rush | Chicago |\n| Program | City |\n| Mayo | Rochester |\n";
    assert_eq!(names(text), ["Rush@Chicago", "Mayo@Rochester"]);
}

#[test]
fn dates_with_dots_are_read_as_their_table_proves() {
    let days = |cells: &[&str]| {
        let rows = cells
            .iter()
            .zip('A'..)
            .map(|(cell, name)| format!("{name},\"{cell}\"\n"));
        let text = ["name,interview date\n".to_owned()]
            .into_iter()
            .chain(rows)
            .collect::<String>();
        let day = |one: &Named| match &one.fate {
            Fate::Added {
                interview: Some(one),
                ..
            } => one.day.unwrap().iso(),
            other => format!("{other:?}"),
        };
        shown(&Person::default(), &text)
            .iter()
            .map(day)
            .collect::<Vec<String>>()
    };
    assert_eq!(
        days(&["10.12.2026", "12.25.2026"]),
        ["2026-10-12", "2026-12-25"]
    );
    assert_eq!(
        days(&["10.12.2026", "25.12.2026"]),
        ["2026-12-10", "2026-12-25"]
    );
    assert_eq!(days(&["10.12.2026"]), ["2026-12-10"]);
    assert_eq!(
        days(&["10.12.2026", "12/25/2026"]),
        ["2026-12-10", "2026-12-25"],
        "slashes prove nothing of dots"
    );
    assert_eq!(
        days(&["10/12/2026", "Fri, 12/25/2026"]),
        ["2026-10-12", "2026-12-25"],
        "a weekday in front hides no proof"
    );
}
