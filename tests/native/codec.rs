//! Stored texts: what was written is what is read, and damage of any kind is found, never believed.

use std::collections::BTreeMap;

use matchbook::store::core::codec::{
    Damage, Op, Row, Snapshot, decode_snapshot, encode_snapshot, generation_of, is_intact,
};
use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::model::Model;
use matchbook::store::keep::export;

struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn op(seq: u64, val: &str) -> Op {
    let actor = Actor {
        device: 0xfeed_f00d,
        tab: 3,
    };
    Op {
        actor,
        seq,
        hlc: Hlc {
            epoch: 1,
            ms: 1_790_000_000_000 + seq % 1000,
            counter: 9,
            actor,
        },
        kind: "entry".into(),
        id: "trip/pk-id".into(),
        field: "text".into(),
        val: val.into(),
        prev: vec![Hlc {
            ms: 7,
            actor,
            ..Hlc::default()
        }],
    }
}

const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "-1.50e300",
    "\"\"",
    "\"plain\"",
    r#""\u0000\ud83d\ude00 \"quoted\" \\""#,
    "\"שלום عليكم 🏥 👩🏽‍⚕️\"",
    "[1, 2 ,3]",
    r#"{"b":1,"a":{"deep":[]}}"#,
];

fn ops() -> Vec<Op> {
    let mut ops: Vec<Op> = (1..).zip(VALUES).map(|(seq, val)| op(seq, val)).collect();
    ops.push(Op {
        prev: Vec::new(),
        id: "".into(),
        ..op(99, "1")
    });
    ops.push(op(u64::MAX, &format!("\"{}\"", "é".repeat(10_000))));
    ops
}

fn snapshot() -> (Snapshot, String) {
    let mut model = Model::default();
    for (n, mut op) in ops().into_iter().take(10).enumerate() {
        op.id = format!("trip/{n}").into();
        model.apply(&op);
    }
    let watermark = BTreeMap::from([(op(1, "1").actor.text(), 10)]);
    let text = encode_snapshot(12, &watermark, model.records()).unwrap();
    let snapshot = Snapshot {
        generation: 12,
        watermark,
        records: model.records().clone(),
    };
    (snapshot, text)
}

#[test]
fn what_was_written_is_read() {
    for op in ops() {
        let row = op.row().expect("JSON");
        assert_eq!(Op::read(&row), Ok(op));
    }
    assert_eq!(op(1, "not JSON").row(), None);
    assert_eq!(
        op(1, "1,\"kind\":2").row(),
        None,
        "a value cannot smuggle in a field"
    );
    let (snapshot, text) = snapshot();
    assert_eq!(decode_snapshot(&text), Ok(snapshot));
    assert_eq!(generation_of(&text), 12);
    assert!(is_intact(&text));
}

#[test]
fn every_truncation_is_found() {
    for op in ops() {
        let row = op.row().unwrap();
        for end in (0..row.text.len()).filter(|&end| row.text.is_char_boundary(end)) {
            let cut = Row {
                text: row.text[..end].to_owned(),
                ..row.clone()
            };
            assert!(Op::read(&cut).is_err(), "cut at {end}");
        }
        let longer = Row {
            text: row.text.clone() + " ",
            ..row.clone()
        };
        assert_eq!(Op::read(&longer), Err(Damage::Checksum));
    }
    let (_, text) = snapshot();
    for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
        let cut = &text[..end];
        assert!(decode_snapshot(cut).is_err(), "cut at {end}");
        assert!(!is_intact(cut));
        generation_of(cut);
    }
}

/// A text with one to three bytes changed; what is no longer UTF-8 the browser could not even hand over.
fn flipped(text: &str, dice: &mut Dice) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.throw(3) {
        let place = dice.throw(bytes.len());
        bytes[place] ^= 1 << dice.throw(8);
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|changed| changed != text)
}

#[test]
fn random_flips_are_never_believed() {
    let mut dice = Dice(1);
    let ops: Vec<Op> = ops().into_iter().take(11).collect();
    let mut tried = 0;
    while tried < 10_000 {
        let op = &ops[dice.throw(ops.len())];
        let row = op.row().unwrap();
        let Some(text) = flipped(&row.text, &mut dice) else {
            continue;
        };
        tried += 1;
        if let Ok(read) = Op::read(&Row {
            text: text.clone(),
            ..row
        }) {
            assert_eq!(&read, op, "{text}");
        }
    }
    let (snapshot, text) = snapshot();
    tried = 0;
    while tried < 10_000 {
        let Some(changed) = flipped(&text, &mut dice) else {
            continue;
        };
        tried += 1;
        generation_of(&changed);
        if let Ok(read) = decode_snapshot(&changed) {
            assert_eq!(read, snapshot, "{changed}");
        }
    }
}

/// Negative control: without the checksum the same flips are believed.
#[test]
fn the_flips_would_be_believed_without_a_checksum() {
    let mut dice = Dice(2);
    let (_, text) = snapshot();
    let json = &text[8..];
    let read = |json: &str| {
        export::read(
            json.replacen(
                "{\"v\":1,\"app\"",
                "{\"file\":\"matchbook-export\",\"v\":1,\"app\"",
                1,
            )
            .as_bytes(),
        )
    };
    let right = read(json).expect("the same shape");
    let wrong = (0..2_000)
        .filter_map(|_| flipped(json, &mut dice))
        .filter_map(|changed| read(&changed).ok())
        .filter(|records| *records != right)
        .count();
    assert!(wrong > 50, "only {wrong}");
}

#[test]
fn a_row_under_another_key_is_damage() {
    let row = op(4, "1").row().unwrap();
    for (actor, seq) in [
        (row.actor.clone(), 5),
        (Actor { device: 1, tab: 1 }.text(), 4),
        (String::new(), 4),
    ] {
        assert_eq!(
            Op::read(&Row {
                actor,
                seq,
                text: row.text.clone()
            }),
            Err(Damage::Checksum)
        );
    }
}

fn sentence(what: &str, bytes: &[u8], says: &str) {
    let refused = export::read(bytes).expect_err(what);
    assert!(refused.contains(says), "{what}: {refused}");
    assert!(
        refused.ends_with('.') && refused.len() > 30,
        "{what}: {refused}"
    );
}

#[test]
fn files_that_are_no_export_are_refused_with_a_sentence() {
    let mut model = Model::default();
    ops().iter().for_each(|op| {
        model.apply(op);
    });
    let good = export::write(&model, &[("k".to_owned(), "bytes \u{1}".to_owned())], 5).unwrap();
    assert_eq!(export::read(good.as_bytes()).as_ref(), Ok(model.records()));
    assert_eq!(
        export::read(format!("\u{feff}{good}\n").as_bytes()).as_ref(),
        Ok(model.records())
    );

    sentence("empty", b"", "not a Matchbook export");
    sentence("spaces", b" \n", "not a Matchbook export");
    sentence(
        "not UTF-8",
        &[0xff, 0xfe, b'{', 0],
        "not a Matchbook export",
    );
    for other in [
        "{}",
        "[]",
        "null",
        "7",
        "{\"file\":\"other\",\"v\":1,\"records\":{}}",
        "PK\u{3}\u{4}",
        "<html>",
    ] {
        sentence(other, other.as_bytes(), "not a Matchbook export");
    }
    let newer = "{\"file\":\"matchbook-export\",\"v\":2,\"records\":{}}";
    sentence("newer", newer.as_bytes(), "newer Matchbook");
    let reshaped = "{\"file\":\"matchbook-export\",\"v\":3,\"records\":[\"otherwise\"]}";
    sentence("newer and other", reshaped.as_bytes(), "newer Matchbook");
    sentence("huge", &vec![b' '; 21 * 1024 * 1024], "20 MB");
    for end in (1..good.len())
        .filter(|&end| good.is_char_boundary(end))
        .step_by(97)
    {
        sentence("cut", &good.as_bytes()[..end], "cut off");
    }
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let bomb = [&*open.repeat(100_000), "1", &close.repeat(100_000)].concat();
        sentence("bomb", bomb.as_bytes(), "not a Matchbook export");
        sentence("half a bomb", open.repeat(100_000).as_bytes(), ".");
        // Where a value may stand it is only text, and it does nothing there.
        let stamp = Hlc::default().text();
        let inside = format!(
            "{{\"file\":\"matchbook-export\",\"v\":1,\"records\":{{\"trip\":{{\"t\":{{\"title\":[[[\"{stamp}\",{bomb}]],[]]}}}}}}}}"
        );
        if let Ok(records) = export::read(inside.as_bytes()) {
            let model = Model::new(records);
            assert!(export::write(&model, &[], 0).is_some());
        }
    }
    let mut dice = Dice(3);
    for _ in 0..2_000 {
        let mut bytes = good.as_bytes()[..4_000].to_vec();
        let place = dice.throw(bytes.len());
        bytes[place] = dice.throw(256) as u8;
        let _ = export::read(&bytes);
    }
}

/// The tail parts rows by line ends, and a copy that somebody formatted has some between its values.
#[test]
fn a_row_holds_no_line_end() {
    for val in ["[\n  1,\r\n  2\n]", "{\n\t\"a\": \"b\\nc\"\r}"] {
        let row = op(5, val).row().expect("JSON");
        assert!(!row.text.contains(['\n', '\r']), "{}", row.text);
        let read = Op::read(&row).expect("a sound row");
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(value(&read.val), value(val));
    }
}
