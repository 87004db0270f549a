//! Thank-you letters: seen through the records until they are sent, looked at before, and counted by clocks
//! of hours that really pass.

use std::collections::BTreeSet;

use crate::afters::{
    INTERVIEW, PROGRAM, TRIP, adds_program, all_notes, at, changes_human, changes_interview,
    changes_program, guide, human, interviewed, knows, meets, note, note_of, notes_down, travels,
    world,
};
use crate::person::Person;
use matchbook::content;
use matchbook::domain::ids::{PersonId, ThanksId};
use matchbook::domain::letter::{Check, Known, Piece, alike, fill, text_of};
use matchbook::domain::meeting::Meeting;
use matchbook::domain::record::Record;
use matchbook::domain::thanks::{Clock, LATER, TASKS, Thanks, ThanksPolicy, UPDATE, note_id};
use matchbook::domain::time::{Day, Instant};
use matchbook::store::acts::people::PeopleAction;
use matchbook::store::acts::programs::ProgramAction;
use matchbook::store::acts::thanks::ThanksAction;
use matchbook::store::acts::trips::TripAction;
use matchbook::store::core::bookings::booking;
use matchbook::store::core::codec::Op;
use matchbook::store::core::hlc::Actor;
use matchbook::store::read::agenda::agenda;
use matchbook::store::read::tasks::tasks;
use matchbook::store::read::thanks::{Note, Standing, is_settled};
use matchbook::store::read::thread;
use matchbook::store::read::thread::stages::of_interview;
use matchbook::store::read::today::{About, TodayRow};

const DAY: &str = "2026-12-14";
const ULTRASOUND: (&str, &str) = (
    "teaching ultrasound to new interns.",
    "the question comes before the scan",
);

/// Two hours after the interview.
fn afternoon() -> Instant {
    at("2026-12-14 16:00")
}

fn mira() -> Person {
    let mut mira = interviewed(DAY);
    meets(&mut mira, "h", ("Samir Haddad", "faculty"), ULTRASOUND);
    mira
}

fn fills(person: &mut Person, own: &str, blank: &str, text: &str) {
    let act = ThanksAction::Fill {
        id: note_of(own),
        blank: blank.to_owned(),
        text: text.to_owned(),
    };
    person.does(act).unwrap();
}

fn writes(person: &mut Person, own: &str, text: &str) {
    let act = ThanksAction::Write {
        id: note_of(own),
        text: text.to_owned(),
    };
    person.does(act).unwrap();
}

fn sends(person: &mut Person, own: &str, now: Instant) {
    let note = note(person, own, now);
    let act = ThanksAction::Send {
        id: note_of(own),
        text: note.text(),
        subject: note.title(),
        at: now.0,
    };
    person.does(act).unwrap();
}

fn fault(note: &Note, check: Check) -> Option<String> {
    let mut found = note.findings.iter();
    let (_, fault) = found
        .find(|(one, _)| *one == check)
        .expect("it was looked at");
    fault.clone()
}

#[test]
fn a_letter_is_its_template_with_all_that_is_known() {
    let mut mira = mira();
    let open = note(&mira, "h", afternoon());
    assert_eq!(open.open(), ["learn/contribute"]);
    assert!(!open.is_ready(&guide().thank_you));
    fills(
        &mut mira,
        "h",
        "learn/contribute",
        "learn ultrasound at the bedside and teach it",
    );
    let full = note(&mira, "h", afternoon());
    assert_eq!(full.title(), "Thank you - interview on 14 December");
    assert_eq!(
        full.text(),
        "Dear Dr Haddad,\n\nThank you for speaking with me on Monday at Wrenfield University. I enjoyed \
         our talk about teaching ultrasound to new interns, and I have been thinking about your point \
         that the question comes before the scan.\n\nIt showed me how I could learn ultrasound at the \
         bedside and teach it at Wrenfield University, and it made my interest in the program \
         stronger.\n\nWith kind regards,\nMira Sanyal, MD\nAAMC ID 12345678"
    );
    let faults: Vec<_> = full.findings.iter().filter(|one| one.1.is_some()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert!(full.is_ready(&guide().thank_you));
}

#[test]
fn forms_of_address_follow_the_person() {
    let called = |name: &str, role: &str, title: &str| {
        let mut mira = interviewed(DAY);
        knows(&mut mira, "p", name, role);
        changes_human(&mut mira, "p", |one| one.title = title.to_owned());
        notes_down(&mut mira, "p", |one| one.detail = "x".to_owned());
        let text = note(&mira, "p", afternoon()).text();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(
        called("Jan van der Berg, MD, PhD", "faculty", ""),
        "Dear Dr van der Berg,"
    );
    assert_eq!(
        called("Dr. Ana Silva Souza", "faculty", "Prof"),
        "Dear Prof Souza,"
    );
    assert_eq!(called("Cher", "resident", ""), "Hi Dr Cher,");
    // A wrong Mr or Ms would be rude: without one the whole name stands there.
    assert_eq!(
        called("Dana Whitlock", "coordinator", ""),
        "Dear Dana Whitlock,"
    );
    assert_eq!(
        called("Dana Whitlock", "coordinator", "Mx"),
        "Dear Mx Whitlock,"
    );
    assert_eq!(called("", "faculty", ""), "Dear Dr [Last name],");
}

/// Names that would break a letter that is put together by searching and replacing.
#[test]
fn whatever_stands_in_a_name_stays_a_name() {
    let hostile = [
        "Ana [detail]",
        "[Program]",
        "O’Brien-López",
        "שרה כהן",
        "\u{202e}evil\u{202c} Name",
        "Line\r\nBcc: all@example.org",
        "100% <b>&amp;</b> \"Quote\"",
        "Æthelred Þórsson 🩺",
    ];
    for name in hostile {
        let mut mira = mira();
        changes_human(&mut mira, "h", |one| one.name = name.to_owned());
        notes_down(&mut mira, "h", |one| one.detail = name.to_owned());
        let note = note(&mira, "h", afternoon());
        // Only the template's own blanks are blanks.
        assert_eq!(note.open(), ["learn/contribute"], "{name}");
        assert_eq!(fault(&note, Check::Name), None, "{name}: {}", note.text());
        let detail: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(note.text().contains(&detail), "{name}: {}", note.text());
        assert_eq!(note.text().lines().count(), 9, "{name} begins no line");
    }
}

#[test]
fn a_template_is_read_once_whatever_it_holds() {
    let known = Known {
        detail: "[insight] and [detail]".to_owned(),
        insight: "x".to_owned(),
        ..Known::default()
    };
    let filled = fill("[detail][detail] [unknown] [", &known);
    assert_eq!(
        text_of(&filled),
        "[insight] and [detail][insight] and [detail] [unknown] ["
    );
    let open: Vec<_> = filled
        .iter()
        .filter(|piece| matches!(piece, Piece::Open(_)))
        .collect();
    assert_eq!(open.len(), 1);
}

#[test]
fn each_template_of_the_content_fills_without_a_rest() {
    let guide = guide();
    let mut mira = mira();
    for template in &guide.thank_you.templates {
        let act = ThanksAction::Choose {
            id: note_of("h"),
            template: template.id.clone(),
        };
        mira.does(act).unwrap();
        let chosen = note(&mira, "h", afternoon());
        assert_eq!(chosen.template, template.id);
        for blank in chosen.open() {
            fills(&mut mira, "h", &blank, "words");
        }
        let full = note(&mira, "h", afternoon());
        assert_eq!(full.open(), Vec::<String>::new(), "{}", template.id);
        assert!(!full.text().contains(['[', ']']), "{}", full.text());
    }
}

/// Two phones that were apart: who fills one blank takes nothing away from another.
#[test]
fn blanks_filled_on_two_phones_both_stand() {
    let mut mira = mira();
    let act = ThanksAction::Choose {
        id: note_of("h"),
        template: "ty-pd".to_owned(),
    };
    mira.does(act).unwrap();
    let mut tablet = Person {
        actor: Actor { device: 2, tab: 2 },
        now: 50,
        ..mira.clone()
    };
    fills(&mut mira, "h", "feature", "the clinic");
    let before = tablet.model.clone();
    fills(&mut tablet, "h", "x", "village clinics");
    let id = note_of("h");
    let written = tablet.model.register(Thanks::KIND, &id, "filled").unwrap();
    let head = written.current().unwrap();
    assert!(before.register(Thanks::KIND, &id, "filled").is_none());
    mira.applies(&[Op {
        actor: tablet.actor,
        seq: 1,
        hlc: head.hlc,
        kind: Thanks::KIND.into(),
        id: String::from(id.clone()).into(),
        field: "filled".into(),
        val: head.val.clone(),
        prev: Vec::new(),
    }]);
    let open = |mira: &Person| note(mira, "h", afternoon()).open();
    assert_eq!(open(&mira), Vec::<String>::new());
    let text = note(&mira, "h", afternoon()).text();
    assert!(
        text.contains("about the clinic stayed") && text.contains("experience in village clinics")
    );
    // What is emptied stays empty, whoever wrote it.
    for blank in ["feature", "x"] {
        fills(&mut mira, "h", blank, " ");
        assert_eq!(open(&mira).last().map(|blank| &**blank), Some(blank));
    }
}

#[test]
fn degrees_are_not_told_twice() {
    let signed = |name: &str| {
        let known = Known {
            own_name: name.to_owned(),
            ..Known::default()
        };
        text_of(&fill("[Full name], MD", &known))
    };
    assert_eq!(signed("Mira Sanyal"), "Mira Sanyal, MD");
    assert_eq!(signed("Mira Sanyal, MBBS"), "Mira Sanyal, MBBS");
    assert_eq!(signed("Mira Sanyal M.D."), "Mira Sanyal M.D.");
    assert_eq!(signed(""), "[Full name], MD");
}

#[test]
fn a_corrected_name_is_right_in_what_is_open_and_unchanged_in_what_went() {
    let mut mira = mira();
    meets(
        &mut mira,
        "k",
        ("Kiri Tane", "faculty"),
        ("the night float", "sleep is a skill"),
    );
    sends(&mut mira, "h", afternoon());
    let (text, title) = {
        let sent = note(&mira, "h", afternoon());
        assert_eq!(sent.standing, Standing::Sent(afternoon()));
        assert_eq!(sent.findings, [], "nobody looks at what went");
        (sent.text(), sent.title())
    };
    let later = at("2026-12-15 09:00");
    for own in ["h", "k"] {
        changes_human(&mut mira, own, |one| one.name = "Samira Haddád".to_owned());
        notes_down(&mut mira, own, |one| {
            one.detail = "something else".to_owned()
        });
    }
    changes_program(&mut mira, |one| {
        one.name = "Wrenfield Medical Center".to_owned()
    });
    changes_interview(&mut mira, |one| one.day = Day::new(2026, 12, 13));
    let sent = note(&mira, "h", later);
    assert_eq!((sent.text(), sent.title()), (text, title));
    assert_eq!(
        sent.name, "Samira Haddád",
        "its row is called as the person is"
    );
    let open = note(&mira, "k", later);
    for part in [
        "Dr Haddád",
        "something else",
        "Wrenfield Medical Center",
        "Sunday",
    ] {
        assert!(open.text().contains(part), "{part}: {}", open.text());
    }
    // Nothing reaches it by an act either.
    for act in [
        ThanksAction::Write {
            id: note_of("h"),
            text: "Other".to_owned(),
        },
        ThanksAction::Fill {
            id: note_of("h"),
            blank: "x".to_owned(),
            text: "y".to_owned(),
        },
        ThanksAction::BackToTemplate { id: note_of("h") },
    ] {
        let refused = mira.does(act).unwrap_err();
        assert!(refused.contains("was sent"), "{refused}");
    }
    mira.takes_back();
    mira.does(ThanksAction::NotSent { id: note_of("h") })
        .unwrap();
    assert!(matches!(note(&mira, "h", later).standing, Standing::Due(_)));
}

#[test]
fn sending_is_taken_back_whole() {
    let mut mira = mira();
    let before = note(&mira, "h", afternoon());
    sends(&mut mira, "h", afternoon());
    mira.undoes().unwrap();
    assert_eq!(
        note(&mira, "h", afternoon()),
        before,
        "seen through the records again"
    );
}

/// A program may ask for no notes after some have gone.
#[test]
fn what_went_stays_to_be_read_where_no_notes_are_wanted() {
    let mut mira = mira();
    knows(&mut mira, "k", "Kiri Tane", "faculty");
    notes_down(&mut mira, "k", |one| one.detail = "the clinic".to_owned());
    sends(&mut mira, "h", afternoon());
    let went = note(&mira, "h", afternoon()).text();
    for policy in ThanksPolicy::ALL {
        changes_program(&mut mira, |one| one.thanks_policy = policy);
        let all = all_notes(&mira, afternoon());
        assert!(all.notes.len() > 1);
        assert_eq!(all.sent(), [note_of("h")], "{policy:?}");
        assert_eq!(note(&mira, "h", afternoon()).text(), went, "{policy:?}");
    }
}

#[test]
fn a_letter_by_hand_keeps_its_words_and_goes_back_to_the_template() {
    let mut mira = mira();
    let seen = note(&mira, "h", afternoon());
    writes(&mut mira, "h", "Dear Dr Haddad, [detail]");
    let by_hand = note(&mira, "h", afternoon());
    assert_eq!(by_hand.text(), "Dear Dr Haddad, [detail]");
    assert_eq!(fault(&by_hand, Check::Blank).unwrap(), "Fill in [detail].");
    changes_human(&mut mira, "h", |one| one.name = "Sam Other".to_owned());
    let told = fault(&note(&mira, "h", afternoon()), Check::Name).unwrap();
    assert!(told.contains("“Other”"), "{told}");
    changes_human(&mut mira, "h", |one| one.name = "Samir Haddad".to_owned());
    mira.does(ThanksAction::BackToTemplate { id: note_of("h") })
        .unwrap();
    assert_eq!(note(&mira, "h", afternoon()), seen);
    mira.undoes().unwrap();
    assert_eq!(
        note(&mira, "h", afternoon()).text(),
        "Dear Dr Haddad, [detail]"
    );
}

#[test]
fn a_note_without_a_detail_is_not_ready() {
    let mut mira = mira();
    fills(&mut mira, "h", "learn/contribute", "learn");
    notes_down(&mut mira, "h", |one| {
        *one = Meeting {
            at: 1,
            ..Meeting::default()
        }
    });
    let bare = note(&mira, "h", afternoon());
    assert!(fault(&bare, Check::Detail).is_some());
    assert_eq!(bare.open(), ["detail", "insight"]);
    // By hand without anything of one's own it is none either; with a sentence of one's own it is.
    let usual = "Dear Dr Haddad,\nThank you for speaking with me on Monday at Wrenfield University. It made \
                 my interest in the program stronger.\nMira Sanyal";
    writes(&mut mira, "h", usual);
    assert!(fault(&note(&mira, "h", afternoon()), Check::Detail).is_some());
    let own = usual.replace(
        "stronger",
        "stronger, above all how residents carry the portable probe into every village clinic",
    );
    writes(&mut mira, "h", &own);
    assert_eq!(fault(&note(&mira, "h", afternoon()), Check::Detail), None);
    // What was noted counts as soon as it stands there.
    notes_down(&mut mira, "h", |one| one.detail = "ER".to_owned());
    writes(&mut mira, "h", "Dear Dr Haddad, the ER was busy.");
    assert_eq!(fault(&note(&mira, "h", afternoon()), Check::Detail), None);
}

/// The letter of Mira to Dr Haddad, written by hand, with this sentence in it.
fn saying(sentence: &str) -> Note {
    let mut mira = mira();
    adds_program(&mut mira, "b", "Mercy");
    adds_program(&mut mira, "c", "Rush");
    adds_program(&mut mira, "d", "Wrenfield");
    let text = [
        "Dear Dr Haddad,\n\nThank you for the talk about teaching ultrasound. ",
        sentence,
        "\n\nMira Sanyal",
    ];
    writes(&mut mira, "h", &text.concat());
    note(&mira, "h", afternoon())
}

#[test]
fn promises_questions_apologies_and_gifts_are_found_and_nothing_else() {
    let cases = [
        (Check::Promise, "You are my TOP   choice.", true),
        (Check::Promise, "I will\nrank you first.", true),
        (Check::Promise, "You are #1 for me.", true),
        (Check::Promise, "You are my first-choice program.", true),
        (
            Check::Promise,
            "I’ll rank Wrenfield University first.",
            true,
        ),
        (Check::Promise, "I plan to rank it very high.", true),
        (
            Check::Promise,
            "I am ranking your program at the top.",
            true,
        ),
        (Check::Promise, "You are No. 1 for me.", true),
        (
            Check::Promise,
            "You stand at the top of my rank order list.",
            true,
        ),
        (Check::Promise, "It is high on my list.", true),
        (Check::Promise, "You are my 1st choice.", true),
        (Check::Promise, "I promise that I rank honestly.", true),
        (Check::Promise, "It is a stop choice.", false),
        (Check::Promise, "I graduated at the top of my class.", false),
        (
            Check::Promise,
            "Everybody was frank. You talked of it first.",
            false,
        ),
        (
            Check::Promise,
            "She has no rank. First we talked of sleep.",
            false,
        ),
        (Check::Promise, "The tour was a real choice.", false),
        (Check::AskRank, "How will you rank me?", true),
        (Check::AskRank, "What are my chances?", true),
        (Check::AskRank, "May I ask how I will be ranked?", true),
        (Check::AskRank, "Are you ranking me?", true),
        (Check::AskRank, "It was by chance.", false),
        (Check::Apology, "I’m sorry for my answer.", true),
        (Check::Apology, "I apologize.", true),
        (Check::Apology, "It was not a sorry sight?", true),
        (Check::Apology, "Nobody was in a hurry.", false),
        (Check::Gift, "I attached my paper.", true),
        (Check::Gift, "A small gift is on its way.", true),
        (Check::Gift, "She is gifted.", false),
        (Check::Program, "I liked Rush more.", true),
        (Check::Program, "I was in a rush.", false),
        (Check::Program, "Mercy is not like it.", true),
        (Check::Program, "You showed mercy.", false),
        (Check::Program, "Wrenfield University is good.", false),
        (Check::Blank, "I liked [topic].", true),
        (Check::Blank, "I liked 3] and [4.", false),
    ];
    for (check, sentence, is_found) in cases {
        let told = fault(&saying(sentence), check);
        assert_eq!(told.is_some(), is_found, "{check:?}: {sentence}: {told:?}");
    }
}

/// To come is promised as one promises to rank. Who thanks, asks or hopes promises nothing.
#[test]
fn a_promise_to_come_is_found_and_no_thanks_are() {
    let promises = [
        "I intend to come to your program.",
        "I will definitely come here if matched.",
        "It is my intention to join your residency.",
        "I am planning to train at Wrenfield University.",
        "I plan to come here in the summer.",
        "I’ll definitely accept.",
        "I would absolutely choose you.",
        "If I match with you, I will come at once.",
        "I can guarantee that I will come.",
        "I promise to join your program.",
        "I am fully committed to your program.",
        "You can count on me.",
        "I will withdraw from the other programs.",
        "Your program is my choice.",
        "I intended to match with you from the start.",
        "I will not consider any other place.",
        "See you in July!",
    ];
    let thanks = [
        "Thank you for taking the time to come to our room.",
        "I enjoyed hearing why residents come to your program.",
        "Your commitment to training residents and to your patients stayed with me.",
        "I would love to train here.",
        "I would be honored to join your team.",
        "I hope to come back and see the clinic.",
        "I plan to read your paper, and I intend to try the probe at home.",
        "You definitely train residents well.",
        "I will definitely read the paper on sepsis.",
        "I am committed to working with patients who come from far away.",
        "I could see myself at Wrenfield University.",
        "Patients will come here from the villages, you said.",
        "Family medicine is my choice.",
        "No other program showed me its night float.",
        "I look forward to hearing from you.",
        "You said that residents who match join a study group.",
        "I certainly learned much, and your team is certainly welcoming.",
        "You promised to send the schedule.",
        "I will choose my words better next time.",
    ];
    let found = |sentence: &&&str| fault(&saying(sentence), Check::Promise).is_some();
    let missed: Vec<&&str> = promises.iter().filter(|one| !found(one)).collect();
    let caught: Vec<&&str> = thanks.iter().filter(found).collect();
    assert_eq!((missed, caught), (vec![], vec![]));
    // No letter of the content is a promise as it stands.
    let guide = guide().thank_you;
    for template in &guide.templates {
        let told = fault(
            &saying(&template.body.replace(['[', ']'], "")),
            Check::Promise,
        );
        assert_eq!(told, None, "{}", template.id);
    }
}

#[test]
fn what_was_found_is_told_as_it_was_written_and_a_name_is_no_promise() {
    let told = fault(&saying("I will\nRANK  you, first."), Check::Promise).unwrap();
    assert!(told.starts_with("“rank you”: "), "{told}");
    let told = fault(&saying("You are # 1."), Check::Promise).unwrap();
    assert!(told.starts_with("“#1”: "), "{told}");
    let mut mira = mira();
    changes_program(&mut mira, |one| {
        one.name = "First Choice Hospital".to_owned()
    });
    changes_human(&mut mira, "h", |one| one.name = "Grace Gift".to_owned());
    let note = note(&mira, "h", afternoon());
    assert!(note.text().contains("Dr Gift") && note.text().contains("First Choice"));
    assert_eq!(fault(&note, Check::Promise), None);
    assert_eq!(fault(&note, Check::Gift), None);
}

/// A wrong name must not pass because the right one is a part of it.
#[test]
fn a_name_in_the_greeting_is_a_whole_word() {
    let mut mira = mira();
    changes_human(&mut mira, "h", |one| one.name = "Wei Li".to_owned());
    for (greeting, is_right) in [
        ("Dear Dr Li,", true),
        ("Dear Dr Liu,", false),
        ("Dear Dr Ali,", false),
        ("Dear Professor LI,", false),
    ] {
        writes(&mut mira, "h", greeting);
        let told = fault(&note(&mira, "h", afternoon()), Check::Name);
        assert_eq!(told.is_none(), is_right, "{greeting}: {told:?}");
    }
}

#[test]
fn the_other_programs_name_may_be_part_of_this_ones() {
    let mut mira = mira();
    adds_program(&mut mira, "b", "Wrenfield");
    assert_eq!(fault(&note(&mira, "h", afternoon()), Check::Program), None);
    adds_program(&mut mira, "d", "Kestrel Bay");
    notes_down(&mut mira, "h", |one| {
        one.insight = "kestrel bay is near".to_owned()
    });
    let told = fault(&note(&mira, "h", afternoon()), Check::Program).unwrap();
    assert!(told.contains("Kestrel Bay"), "{told}");
}

#[test]
fn the_length_is_counted_in_words_with_letters() {
    let words = |count: usize| {
        let mut mira = mira();
        writes(
            &mut mira,
            "h",
            &["Haddad", &*" – w".repeat(count - 1)].concat(),
        );
        fault(&note(&mira, "h", afternoon()), Check::Length)
    };
    assert_eq!(words(59).unwrap(), "59 words, better at least 60.");
    assert_eq!((words(60), words(140)), (None, None));
    // A short template is no fault of whoever uses it.
    let mut mira = mira();
    meets(
        &mut mira,
        "d",
        ("Dana Whitlock", "coordinator"),
        ("the map", ""),
    );
    let seen = note(&mira, "d", afternoon());
    assert!(seen.open().is_empty() && seen.text().split_whitespace().count() < 60);
    assert_eq!(fault(&seen, Check::Length), None);
    assert_eq!(words(141).unwrap(), "141 words, better at most 140.");
}

#[test]
fn night_is_night_where_the_person_is() {
    let mut mira = mira();
    changes_interview(&mut mira, |one| {
        one.part();
        one.place = "Chicago".to_owned();
    });
    let told = |time: &str| fault(&note(&mira, "h", at(time)), Check::Time);
    assert_eq!(told("2026-12-14 19:59"), None);
    assert_eq!(
        told("2026-12-14 21:00").unwrap(),
        "21:00 in Chicago: better at 08:00."
    );
    assert!(told("2026-12-15 06:59").is_some());
    assert_eq!(told("2026-12-15 07:00"), None);
}

#[test]
fn two_notes_of_one_template_are_twins_only_without_details_of_their_own() {
    let mut mira = mira();
    fills(&mut mira, "h", "learn/contribute", "learn and teach");
    meets(&mut mira, "k", ("Kiri Tane", "faculty"), ULTRASOUND);
    fills(&mut mira, "k", "learn/contribute", "learn and teach");
    let twins =
        |mira: &Person| ["h", "k"].map(|own| fault(&note(mira, own, afternoon()), Check::Twin));
    let [first, second] = twins(&mira);
    assert!(first.unwrap().contains("Kiri Tane"));
    assert!(second.unwrap().contains("Samir Haddad"));
    notes_down(&mut mira, "k", |one| {
        one.detail = "the night float on the sixth floor".to_owned();
        one.insight = "sleep is a skill like any other".to_owned();
    });
    assert_eq!(twins(&mira), [None, None]);
    // One that will not be sent is nobody's twin; one that was is.
    notes_down(&mut mira, "k", |one| {
        (one.detail, one.insight) = (ULTRASOUND.0.to_owned(), ULTRASOUND.1.to_owned());
    });
    sends(&mut mira, "k", afternoon());
    assert!(fault(&note(&mira, "h", afternoon()), Check::Twin).is_some());
    mira.does(ThanksAction::NotSent { id: note_of("k") })
        .unwrap();
    let (ids, declined) = (vec![note_of("k")], true);
    mira.does(ThanksAction::Decline { ids, declined }).unwrap();
    assert_eq!(fault(&note(&mira, "h", afternoon()), Check::Twin), None);
}

#[test]
fn likeness_is_whole_for_the_same_and_nothing_for_strangers() {
    let text = "Thank you for the talk about ultrasound.";
    assert_eq!(alike(text, "THANK you, for the talk about Ultrasound"), 100);
    assert_eq!(alike(text, "Sleep is a skill like any other"), 0);
    assert_eq!(alike("", ""), 0);
    assert_eq!(alike("שלום", "שלום"), 100);
}

#[test]
fn clocks_count_hours_that_pass_also_when_the_clocks_change() {
    // The clocks go back on 1 November 2026 and forward on 14 March 2027: 48 hours are not two days there.
    for day in ["2026-12-14", "2026-10-31", "2027-03-13"] {
        let mut mira = interviewed(day);
        meets(&mut mira, "h", ("Samir Haddad", "faculty"), ULTRASOUND);
        let end = at(&[day, " 14:00"].concat());
        let clock = |minutes: i64| match note(&mira, "h", end.plus_minutes(minutes)).standing {
            Standing::Due(clock) => clock,
            other => panic!("{other:?}"),
        };
        assert_eq!(clock(-1), Clock::Ahead, "{day}");
        assert_eq!(clock(0), Clock::Open(48 * 60), "{day}");
        assert_eq!(clock(24 * 60 - 1), Clock::Open(24 * 60 + 1), "{day}");
        assert_eq!(clock(24 * 60), Clock::Amber(24 * 60), "{day}");
        assert_eq!(clock(48 * 60 - 1), Clock::Amber(1), "{day}");
        assert_eq!(clock(48 * 60), Clock::Red(24 * 60), "{day}");
        assert_eq!(clock(72 * 60 - 1), Clock::Red(1), "{day}");
        assert_eq!(clock(72 * 60), Clock::Over, "{day}");
        assert_eq!(clock(48 * 60 - 1).hours(), Some(1), "{day}");
    }
}

/// While nobody knows the zone, the clocks follow the phone, which is most often there.
#[test]
fn without_a_zone_the_clocks_are_those_of_the_phone() {
    let mut mira = mira();
    changes_program(&mut mira, |one| one.zone = String::new());
    let standing = |time: &str| note(&mira, "h", at(time)).standing;
    assert_eq!(standing("2026-12-14 13:59"), Standing::Due(Clock::Ahead));
    assert_eq!(
        standing("2026-12-14 14:00"),
        Standing::Due(Clock::Open(48 * 60))
    );
}

#[test]
fn without_a_time_the_clocks_begin_with_the_next_day_or_when_it_took_place() {
    let mut mira = mira();
    changes_interview(&mut mira, |one| one.start = None);
    let standing = |mira: &Person, time: &str| note(mira, "h", at(time)).standing;
    assert_eq!(
        standing(&mira, "2026-12-14 23:59"),
        Standing::Due(Clock::Ahead)
    );
    assert_eq!(
        standing(&mira, "2026-12-15 00:00"),
        Standing::Due(Clock::Open(48 * 60))
    );
    changes_interview(&mut mira, |one| one.took_place = true);
    assert_eq!(
        standing(&mira, "2026-12-14 12:00"),
        Standing::Due(Clock::Open(48 * 60))
    );
}

#[test]
fn coordinators_are_thanked_too_and_each_person_once() {
    let mut mira = mira();
    meets(
        &mut mira,
        "d",
        ("Dana Whitlock", "coordinator"),
        ("the map", ""),
    );
    knows(&mut mira, "e", "Eli Moss", "coordinator");
    knows(&mut mira, "f", "Fay Doe", "faculty");
    let all = all_notes(&mira, afternoon()).notes;
    let people: Vec<PersonId> = all.into_iter().map(|note| note.person).collect();
    assert_eq!(people, ["h", "d", "e"].map(human));
}

/// What was sent or written stands in the list, whatever becomes of the roles.
#[test]
fn no_note_vanishes_with_a_role() {
    let mut mira = interviewed(DAY);
    knows(&mut mira, "d", "Dana Whitlock", "coordinator");
    sends(&mut mira, "d", afternoon());
    knows(&mut mira, "pd", "Marta Lindqvist", "pd");
    let update = note_id(INTERVIEW, &human("pd"), Some(UPDATE));
    let act = ThanksAction::Write {
        id: update.clone(),
        text: "Dear Dr Lindqvist".to_owned(),
    };
    mira.does(act).unwrap();
    let there = |mira: &Person, id: &str| {
        let mut all = all_notes(mira, afternoon()).notes.into_iter();
        all.any(|note| note.id == id)
    };
    // A deputy whose id comes before hers is no reason to hide her letter.
    knows(&mut mira, "aa", "Adam Ames", "pd");
    assert!(there(&mira, &update));
    for own in ["d", "pd"] {
        changes_human(&mut mira, own, |one| one.role = "faculty".to_owned());
    }
    assert!(there(&mira, &note_of("d")) && there(&mira, &update));
    let other = note_id(INTERVIEW, &human("aa"), Some(UPDATE));
    assert!(there(&mira, &other), "the other director may be written to");
}

/// Two days at one program: whoever reads the second letter may know the first.
#[test]
fn a_note_after_another_interview_of_the_program_is_a_twin_too() {
    let mut mira = mira();
    fills(&mut mira, "h", "learn/contribute", "learn and teach");
    let text = note(&mira, "h", afternoon()).text();
    mira.does(ProgramAction::AddInterview {
        program: PROGRAM.into(),
        interview: "second".into(),
        today: Day::parse(DAY).unwrap(),
    })
    .unwrap();
    knows(&mut mira, "k", "Kiri Tane", "faculty");
    let id = note_id("second", &human("k"), None);
    let text = text.replace("Haddad", "Tane");
    mira.does(ThanksAction::Write {
        id: id.clone(),
        text,
    })
    .unwrap();
    let told = fault(&note(&mira, "h", afternoon()), Check::Twin).unwrap();
    assert!(told.contains("Kiri Tane"), "{told}");
    let (ids, declined) = (vec![id], true);
    mira.does(ThanksAction::Decline { ids, declined }).unwrap();
    assert_eq!(fault(&note(&mira, "h", afternoon()), Check::Twin), None);
}

/// The page of the program and Today speak of the same people.
#[test]
fn the_program_counts_whom_today_counts() {
    let mut mira = mira();
    knows(&mut mira, "d", "Dana Whitlock", "coordinator");
    let told = |mira: &Person| {
        let world = world(afternoon());
        let stages = of_interview(&mira.model, &world, &PROGRAM.into(), &INTERVIEW.into());
        let mut stages = stages.into_iter();
        let stage = stages.find(|stage| stage.about == thread::About::Thanks);
        let stage = stage.unwrap();
        (stage.detail, stage.warns)
    };
    assert_eq!(told(&mira), ("0 of 2 done".to_owned(), true));
    sends(&mut mira, "h", afternoon());
    assert_eq!(told(&mira), ("1 of 2 done".to_owned(), true));
    changes_program(&mut mira, |one| one.thanks_policy = ThanksPolicy::NotNeeded);
    assert_eq!(told(&mira), ("This program needs none".to_owned(), false));
    changes_program(&mut mira, |one| one.thanks_policy = ThanksPolicy::Welcome);
    sends(&mut mira, "d", afternoon());
    assert_eq!(told(&mira), ("All done".to_owned(), false));
}

#[test]
fn letters_that_follow_go_to_the_director_and_are_records_of_their_own() {
    let mut mira = mira();
    meets(
        &mut mira,
        "pd",
        ("Marta Lindqvist", "pd"),
        ("clinic of one's own", ""),
    );
    let later = |mira: &Person| {
        let all = all_notes(mira, afternoon()).notes.into_iter();
        all.filter(|note| note.is_later).collect::<Vec<Note>>()
    };
    let ids: Vec<ThanksId> = later(&mira).into_iter().map(|note| note.id).collect();
    let expected = LATER.map(|template| note_id(INTERVIEW, &human("pd"), Some(template)));
    assert_eq!(ids, expected);
    let update = note_id(INTERVIEW, &human("pd"), Some(UPDATE));
    let blank = later(&mira)[0].open()[0].clone();
    let act = ThanksAction::Fill {
        id: update.clone(),
        blank,
        text: "passed Step 3".to_owned(),
    };
    mira.does(act).unwrap();
    assert!(later(&mira)[0].text().contains("I have passed Step 3."));
    assert!(
        later(&mira)[0]
            .findings
            .iter()
            .all(|(check, _)| *check != Check::Detail)
    );
    // With the person it goes, and comes back; nobody else's goes.
    assert!(mira.model.is_alive(Thanks::KIND, &update));
    fills(&mut mira, "h", "learn/contribute", "learn");
    mira.does(PeopleAction::Delete { id: human("pd") }).unwrap();
    assert!(!mira.model.is_alive(Thanks::KIND, &update));
    assert!(mira.model.is_alive(Thanks::KIND, &note_of("h")));
    mira.takes_back();
    assert!(mira.model.is_alive(Thanks::KIND, &update));
    mira.does(TripAction::RemoveInterview {
        id: INTERVIEW.into(),
    })
    .unwrap();
    assert!(!mira.model.is_alive(Thanks::KIND, &update));
}

#[test]
fn a_note_needs_its_person_and_its_interview() {
    let mut mira = mira();
    for id in [
        "",
        "int",
        "int/wrenfield",
        "int/wrenfield/nobody",
        "no/wrenfield/h",
    ] {
        let act = ThanksAction::Choose {
            id: id.into(),
            template: "ty-pd".to_owned(),
        };
        assert!(mira.does(act).unwrap_err().contains("deleted"), "{id}");
    }
    let empty = ThanksAction::Send {
        id: note_of("h"),
        text: " \n".to_owned(),
        subject: String::new(),
        at: 1,
    };
    assert!(mira.does(empty).unwrap_err().contains("empty"));
}

fn rows_about(person: &Person, about: About, now: Instant) -> Vec<TodayRow> {
    let sections = agenda(&person.model, &world(now), &BTreeSet::new()).into_iter();
    let rows = sections.flat_map(|section| section.rows);
    rows.filter(|row| row.about == about).collect()
}

#[test]
fn today_says_whom_to_thank_and_how_much_time_is_left() {
    let mut mira = mira();
    knows(&mut mira, "d", "Dana Whitlock", "coordinator");
    let told = |mira: &Person, time: &str| {
        let rows = rows_about(mira, About::Thanks, at(time));
        let row = rows.first()?;
        Some((row.title.clone(), row.end.1.clone(), row.path.clone()))
    };
    let path = ["programs/", PROGRAM, "/interview/int/thanks"].concat();
    let row = |title: &str, end: &str| Some((title.to_owned(), end.to_owned(), path.clone()));
    assert_eq!(told(&mira, "2026-12-14 13:59"), None);
    assert_eq!(
        told(&mira, "2026-12-14 16:00"),
        row("Thank two people", "46 h left")
    );
    sends(&mut mira, "h", afternoon());
    assert_eq!(
        told(&mira, "2026-12-16 13:59"),
        row("Thank one person", "1 h left")
    );
    assert_eq!(told(&mira, "2026-12-17 14:00"), row("Thank one person", ""));
    let (ids, declined) = (vec![note_of("d")], true);
    mira.does(ThanksAction::Decline { ids, declined }).unwrap();
    assert_eq!(told(&mira, "2026-12-14 16:00"), None);
    mira.undoes().unwrap();
    for (policy, is_told) in [
        (ThanksPolicy::DoNotSend, false),
        (ThanksPolicy::NotNeeded, false),
        (ThanksPolicy::Welcome, true),
    ] {
        changes_program(&mut mira, |one| one.thanks_policy = policy);
        assert_eq!(
            told(&mira, "2026-12-14 16:00").is_some(),
            is_told,
            "{policy:?}"
        );
    }
}

/// With a trip there are tasks of the content for the notes: they are done when the notes are.
#[test]
fn the_tasks_of_the_notes_tick_themselves_and_nothing_is_due_twice() {
    let mut mira = mira();
    travels(&mut mira);
    let done = |mira: &Person, now: Instant| {
        let rows = tasks(&mira.model, &TRIP.into(), &world(now)).into_iter();
        let mine = rows.filter(|row| TASKS.contains(&&*row.line.item));
        mine.map(|row| row.line.done).collect::<Vec<bool>>()
    };
    let next = at("2026-12-15 18:00");
    assert!(TASKS.iter().all(|task| content::task(task).is_some()));
    assert_eq!(done(&mira, next), [false, false]);
    let told = |mira: &Person| {
        let sections = agenda(&mira.model, &world(next), &BTreeSet::new()).into_iter();
        let rows = sections.flat_map(|section| section.rows);
        let about = rows.filter(|row| row.title.to_lowercase().contains("thank"));
        about.map(|row| row.title).collect::<Vec<String>>()
    };
    assert_eq!(told(&mira), ["Thank one person"]);
    let settled = |mira: &Person| {
        let one = mira.model.get(INTERVIEW).unwrap();
        is_settled(&mira.model, &INTERVIEW.into(), &booking(&mira.model, one))
    };
    for silent in [ThanksPolicy::DoNotSend, ThanksPolicy::NotNeeded] {
        changes_program(&mut mira, |one| one.thanks_policy = silent);
        assert_eq!(
            (done(&mira, next), settled(&mira)),
            (vec![true, true], true),
            "{silent:?}"
        );
        assert_eq!(told(&mira), Vec::<String>::new(), "{silent:?}");
    }
    changes_program(&mut mira, |one| one.thanks_policy = ThanksPolicy::Welcome);
    sends(&mut mira, "h", next);
    assert_eq!(
        (done(&mira, next), settled(&mira)),
        (vec![true, true], true)
    );
    assert_eq!(told(&mira), Vec::<String>::new());
}
