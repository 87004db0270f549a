//! The deck at its limit: 10,000 cards with 100,000 reviews.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use matchbook::domain::table::Table;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use matchbook::domain::card::{Card, Effort, Log, Point, Rating, Review};
use matchbook::domain::study::StudySettings;
use matchbook::domain::time::{Day, Instant};
use matchbook::store::read::deck::rows;
use matchbook::store::read::finder::{Index, Names};
use matchbook::study::deadline::{Appointment, Calendar, Subject, Timetable, queue};
use matchbook::study::memory::{Memories, Scheduler};

const CARDS: usize = 10_000;
const WORDS: [&str; 20] = [
    "conflict",
    "patient",
    "residency",
    "program",
    "why",
    "mistake",
    "tell",
    "about",
    "strength",
    "research",
    "teamwork",
    "visa",
    "feedback",
    "hospital",
    "learned",
    "community",
    "stress",
    "family",
    "career",
    "leader",
];

fn study(criterion: &mut Criterion) {
    let first = Day::new(2026, 1, 1).unwrap();
    let today = first.plus(200);
    let now = Instant(1_767_225_600_000 + 200 * 86_400_000 + 43_200_000);
    let logs: Table<Log> = (0..CARDS)
        .map(|n| {
            let reviews = (0..10).map(|place| {
                let on = first.plus((n % 60 + place * place) as i64);
                let one = Review {
                    rating: Rating::ALL[if (n + place) % 7 == 0 { 0 } else { 2 }],
                    at: Instant(1_767_225_600_000 + on.since(first) * 86_400_000),
                    day: on,
                    duration: 20_000,
                    effort: Effort::Review,
                    said: Vec::new(),
                    missed: Vec::new(),
                };
                (one.name(&place.to_string()), one)
            });
            let reviews = reviews.collect();
            (format!("card-{n:05}"), Log { reviews })
        })
        .collect();
    let cards: Table<Card> = (0..CARDS)
        .map(|n| {
            let words = |count: usize, step: usize| -> String {
                let all = (0..count).map(|k| WORDS[(n * step + k * k + k) % WORDS.len()]);
                let own = format!("w{}", n % 3_000);
                all.chain([&*own]).collect::<Vec<_>>().join(" ")
            };
            let outline = (0..4).map(|k| Point {
                id: k.to_string(),
                text: words(6, k + 2),
            });
            let card = Card {
                own: true,
                text: Some(words(9, 1)),
                outline: Some(outline.collect()),
                tags: BTreeSet::from([WORDS[n % 7].to_owned()]),
                chosen: true,
                ..Card::default()
            };
            (format!("card-{n:05}"), card)
        })
        .collect();
    let subjects: Vec<Subject> = cards
        .keys()
        .map(|id| Subject {
            id: id.as_str().into(),
            program: None,
        })
        .collect();
    let calendar = Calendar {
        interviews: vec![Appointment {
            day: today.plus(20),
            program: Some("mercy".into()),
            name: "Mercy".into(),
        }],
        travel: BTreeSet::new(),
    };
    let settings = StudySettings::default();
    let scheduler = Scheduler::new(None).unwrap();
    let mut memories = Memories::new(&scheduler, &logs);
    let table = |memories: &Memories| {
        Timetable::new(&scheduler, memories, &subjects, &calendar, &settings, today)
    };
    criterion.bench_function("replay all, 100,000 reviews", |bench| {
        bench.iter(|| Memories::new(&scheduler, black_box(&logs)));
    });
    criterion.bench_function("timetable, 10,000 cards", |bench| {
        bench.iter(|| table(black_box(&memories)));
    });
    criterion.bench_function("after a grade: replay one, timetable, queue", |bench| {
        bench.iter(|| {
            memories.update(&scheduler, "card-00500", logs.get("card-00500"));
            let table = table(&memories);
            queue(&scheduler, &memories, &subjects, &table, now)
        });
    });
    criterion.bench_function("rows, 10,000 own cards", |bench| {
        bench.iter(|| rows(black_box(&cards), &[]));
    });
    let rows = rows(&cards, &[]);
    criterion.bench_function("search index, 10,000 cards", |bench| {
        bench.iter(|| Index::new(black_box(&rows), &Names::default()));
    });
    let index = Index::new(&rows, &Names::default());
    for query in [
        "w",
        "con",
        "patient w12",
        "residency prog visa",
        "residencyx",
    ] {
        criterion.bench_function(&format!("search {query:?}"), |bench| {
            bench.iter(|| index.search(black_box(query)));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    targets = study
}
criterion_main!(benches);
