//! The interview as a deadline: the table of figures by simulation, and the rules one by one.

use std::collections::{BTreeMap, BTreeSet};

use matchbook::domain::card::{Effort, Log, Rating, Review};
use matchbook::domain::ids::ProgramId;
use matchbook::domain::study::StudySettings;
use matchbook::domain::time::{Day, Instant};
use matchbook::study::deadline::{
    Appointment, Calendar, Readiness, Subject, Timetable, Why, queue, short_session,
};
use matchbook::study::memory::{Due, Memories, Scheduler};

fn start() -> Day {
    Day::new(2026, 11, 2).unwrap()
}

fn noon(day: Day) -> Instant {
    Instant((day.since(Day::new(2026, 1, 1).unwrap()) * 1440 + 720) * 60_000 + 1_767_225_600_000)
}

fn review(rating: Rating, at: Instant, day: Day) -> Review {
    Review {
        rating,
        at,
        day,
        duration: 20_000,
        effort: Effort::Review,
        said: Vec::new(),
        missed: Vec::new(),
    }
}

fn subjects(count: usize) -> Vec<Subject> {
    (0..count)
        .map(|n| Subject {
            id: format!("card-{n:03}").into(),
            program: None,
        })
        .collect()
}

fn on(day: Day) -> Calendar {
    Calendar {
        interviews: vec![Appointment {
            day,
            program: Some("mercy".into()),
            name: "Mercy".into(),
        }],
        travel: BTreeSet::new(),
    }
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / 16_777_216.0
    }
}

/// A learner whose memory is the published model's: recalls with exactly the predicted probability.
struct Learner {
    scheduler: Scheduler,
    memories: Memories,
    logs: BTreeMap<String, Log>,
    subjects: Vec<Subject>,
    dice: Dice,
    asked: BTreeMap<Day, BTreeSet<String>>,
    answers: usize,
    /// Probability that the first answer to a card comes.
    first: f32,
}

impl Learner {
    fn new(seed: u64, cards: usize, first: f32) -> Learner {
        Learner {
            scheduler: Scheduler::new(None).unwrap(),
            memories: Memories::default(),
            logs: BTreeMap::new(),
            subjects: subjects(cards),
            dice: Dice(seed),
            asked: BTreeMap::new(),
            answers: 0,
            first,
        }
    }

    fn grade(&mut self, card: &str, rating: Rating, at: Instant, day: Day) {
        let answer = review(rating, at, day);
        let log = self.logs.entry(card.to_owned()).or_default();
        log.reviews
            .insert(answer.name(&self.answers.to_string()), answer);
        self.memories
            .update(&self.scheduler, card, self.logs.get(card));
        self.asked.entry(day).or_default().insert(card.to_owned());
        self.answers += 1;
    }

    /// Answers as the memory says.
    fn answer(&mut self, card: &str, at: Instant, day: Day) {
        let recall = self
            .memories
            .get(card)
            .map_or(self.first, |learned| self.scheduler.recall(learned, day));
        let rating = if self.dice.roll() < recall {
            Rating::Good
        } else {
            Rating::Again
        };
        self.grade(card, rating, at, day);
    }

    /// One sitting: the project's queue until it is empty.
    fn sit(&mut self, calendar: &Calendar, settings: &StudySettings, day: Day) {
        let mut now = noon(day);
        loop {
            let table = Timetable::new(
                &self.scheduler,
                &self.memories,
                &self.subjects,
                calendar,
                settings,
                day,
            );
            let next = queue(&self.scheduler, &self.memories, &self.subjects, &table, now);
            let Some((card, _)) = next.cards.first().cloned() else {
                break;
            };
            self.answer(&card, now, day);
            now = now.plus_minutes(1);
        }
    }

    /// The forum's proposal: no due day later than the eve.
    fn sit_capped(&mut self, eve: Day, new: usize, day: Day) {
        let mut begun = 0;
        for subject in self.subjects.clone() {
            let due = match self.memories.get(&subject.id) {
                None if begun < new => {
                    begun += 1;
                    true
                }
                None => false,
                Some(learned) => match self.scheduler.due(learned, 0.9) {
                    Some(Due::On(due)) => due.min(eve) <= day && learned.last.unwrap().day < day,
                    _ => true,
                },
            };
            let mut now = noon(day);
            let steps = |learner: &Learner| {
                let learned = learner.memories.get(&subject.id);
                learned.is_none_or(|learned| learned.is_in_steps())
            };
            if due {
                self.answer(&subject.id, now, day);
                while steps(self) {
                    now = now.plus_minutes(10);
                    self.answer(&subject.id, now, day);
                }
            }
        }
    }

    fn result(&self, target: Day) -> Figures {
        let recall: f32 = self
            .subjects
            .iter()
            .filter_map(|one| self.memories.get(&one.id))
            .map(|learned| self.scheduler.recall(learned, target))
            .sum();
        let counts = self.asked.values().map(BTreeSet::len);
        Figures {
            recall: f64::from(recall) / self.subjects.len() as f64,
            reviews: counts.clone().sum::<usize>() as f64,
            busiest: counts.max().unwrap_or(0) as f64,
            answers: self.answers as f64,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    recall: f64,
    reviews: f64,
    busiest: f64,
    answers: f64,
}

fn mean(learners: impl Iterator<Item = Figures>) -> Figures {
    let (mut sum, mut count) = (Figures::default(), 0.0);
    for one in learners {
        sum.recall += one.recall;
        sum.reviews += one.reviews;
        sum.busiest += one.busiest;
        sum.answers += one.answers;
        count += 1.0;
    }
    Figures {
        recall: sum.recall / count,
        reviews: sum.reviews / count,
        busiest: sum.busiest / count,
        answers: sum.answers / count,
    }
}

fn learners(count: u64, first: f32, each: &dyn Fn(&mut Learner, Day)) -> Figures {
    mean((0..count).map(|seed| {
        let mut learner = Learner::new(seed * 7_919 + 1, 60, first);
        for day in 0..21 {
            each(&mut learner, start().plus(day));
        }
        learner.result(start().plus(21))
    }))
}

/// 60 cards, 21 days, 60 learners who learn a new card from its outline. A review is a card asked on
/// a day; its steps on that day belong to it.
#[test]
fn the_deadline_policy_beats_plain_retention_and_the_naive_cap() {
    let target = start().plus(21);
    let calendar = on(target);
    let settings = StudySettings::default();
    let ours = learners(60, 1.0, &|learner, day| {
        learner.sit(&calendar, &settings, day)
    });
    let plain_settings = StudySettings {
        retention: 95,
        new_per_day: 4,
        ..StudySettings::default()
    };
    let plain = learners(60, 1.0, &|learner, day| {
        learner.sit(&Calendar::default(), &plain_settings, day);
    });
    let naive = learners(60, 1.0, &|learner, day| {
        learner.sit_capped(target.plus(-1), 4, day);
    });
    let budget = StudySettings {
        budget: 30,
        ..StudySettings::default()
    };
    let two_days = learners(20, 1.0, &|learner, day| {
        learner.sit(&calendar, &budget, day)
    });
    // A quarter of all first answers fail, as in the crate's own simulator.
    let harder = learners(20, 0.76, &|learner, day| {
        learner.sit(&calendar, &settings, day)
    });
    for (name, figures) in [
        ("plain .95", plain),
        ("naive cap", naive),
        ("this policy", ours),
        ("window of two days", two_days),
        ("harder cards", harder),
    ] {
        println!(
            "{name:18} recall {:.3}, reviews {:.0}, busiest day {:.1}, answers with steps {:.0}",
            figures.recall, figures.reviews, figures.busiest, figures.answers
        );
    }
    assert!(ours.recall >= 0.98, "{ours:?}");
    assert!(ours.reviews <= 260.0, "{ours:?}");
    assert!(ours.busiest <= 36.0, "{ours:?}");
    assert!(
        two_days.recall >= 0.98 && two_days.busiest <= 36.0,
        "{two_days:?}"
    );
    assert!(
        harder.recall >= 0.975 && harder.busiest <= 36.0,
        "{harder:?}"
    );
    assert!(ours.recall > plain.recall && ours.reviews < plain.reviews);
    assert!(naive.busiest > 1.5 * ours.busiest && ours.reviews < naive.reviews);
}

/// Grades `count` cards good on the days before `day`, so that they differ in age.
fn seen(count: usize, day: Day) -> Learner {
    let mut learner = Learner::new(5, count, 1.0);
    for n in 0..count {
        let on = day.plus(-1 - (n as i64 % 5));
        let card = format!("card-{n:03}");
        learner.grade(&card, Rating::Easy, noon(on), on);
    }
    learner
}

fn table(learner: &Learner, calendar: &Calendar, day: Day) -> Timetable {
    Timetable::new(
        &learner.scheduler,
        &learner.memories,
        &learner.subjects,
        calendar,
        &StudySettings::default(),
        day,
    )
}

#[test]
fn what_a_button_shows_is_what_the_timetable_says_afterwards() {
    let target = start().plus(9);
    let mut calendar = on(target);
    calendar.travel.insert(target.plus(-1));
    let mut checked = 0;
    for today in 0..9 {
        let day = start().plus(today);
        let learner = seen(40, day);
        let before = table(&learner, &calendar, day);
        for subject in learner.subjects.iter().step_by(7) {
            let shown = before.previews(&learner.scheduler, &learner.memories, subject, noon(day));
            for preview in shown {
                let mut after = Learner::new(5, 40, 1.0);
                after.logs = learner.logs.clone();
                after.memories = learner.memories.clone();
                after.answers = learner.answers;
                after.grade(&subject.id, preview.rating, noon(day), day);
                let due = table(&after, &calendar, day).due(&subject.id);
                assert_eq!(due, Some(preview.due), "{today} {}", subject.id);
                assert_eq!(after.memories.get(&subject.id), Some(&preview.after));
                if let Due::On(due) = preview.due {
                    assert!(calendar.is_free(due), "{due:?}");
                    assert!(due > day || today == 8, "{due:?}");
                }
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 9 * 6 * 4);
}

#[test]
fn a_timetable_kept_answer_by_answer_is_the_one_made_anew() {
    let target = start().plus(8);
    let mut calendar = on(target);
    calendar.travel.insert(target.plus(-2));
    let (mut waiting, mut undone) = (0, 0);
    for today in 0..11 {
        let day = start().plus(today);
        let mut learner = seen(30, day);
        learner.subjects = subjects(40);
        for subject in learner.subjects.iter_mut().step_by(9) {
            subject.program = Some("elsewhere".into());
        }
        let mut kept = table(&learner, &calendar, day);
        for step in 0..60_i64 {
            let pick = (learner.dice.roll() * 40.0) as usize;
            let subject = learner.subjects[pick].clone();
            let before = learner.memories.get(&subject.id).cloned();
            if learner.dice.roll() < 0.3 && before.is_some() {
                let log = learner.logs.get_mut(&*subject.id).unwrap();
                log.reviews.pop_last();
                let log = log.clone();
                learner
                    .memories
                    .update(&learner.scheduler, &subject.id, Some(&log));
                undone += 1;
            } else {
                let rating = Rating::ALL[(learner.dice.roll() * 4.0) as usize];
                let at = Instant(noon(day).0 + step * 60_000);
                learner.grade(&subject.id, rating, at, day);
            }
            let after = learner.memories.get(&subject.id);
            kept.update(&learner.scheduler, &subject, before.as_ref(), after);
            let anew = table(&learner, &calendar, day);
            assert_eq!(kept, anew, "day {today}, step {step}");
            assert!(kept.dues().eq(anew.dues()));
            let in_window = |due| matches!(due, Due::On(on) if on > day && on < target);
            waiting += kept.dues().filter(|due| in_window(*due)).count();
        }
    }
    assert!(waiting > 1_000 && undone > 100, "{waiting} {undone}");
}

#[test]
fn waiting_cards_fill_the_window_evenly_and_the_weakest_come_last() {
    let target = start().plus(10);
    let day = start().plus(3);
    let mut learner = seen(60, day);
    // Some are remembered less well.
    for n in (0..60).step_by(4) {
        let card = format!("card-{n:03}");
        learner.logs.remove(&card);
        learner.grade(&card, Rating::Good, noon(day.plus(-1)), day.plus(-1));
    }
    let calendar = on(target);
    let table = table(&learner, &calendar, day);
    let pass = table.passes().next().unwrap();
    assert_eq!(pass.start(), target.plus(-3));
    let mut days: BTreeMap<Day, Vec<f32>> = BTreeMap::new();
    for subject in &learner.subjects {
        let Some(Due::On(due)) = table.due(&subject.id) else {
            continue;
        };
        if due >= pass.start() {
            assert!(due < target);
            let stability = learner.memories.get(&subject.id).unwrap().stability;
            days.entry(due).or_default().push(stability);
        }
    }
    let sizes: Vec<usize> = days.values().map(Vec::len).collect();
    assert_eq!(sizes.len(), 3);
    assert!(
        sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1,
        "{sizes:?}"
    );
    let days: Vec<&Vec<f32>> = days.values().collect();
    for pair in days.windows(2) {
        let weakest = pair[0].iter().copied().fold(f32::MAX, f32::min);
        let strongest = pair[1].iter().copied().fold(0.0, f32::max);
        assert!(weakest >= strongest);
    }
}

#[test]
fn nothing_is_asked_on_interview_and_travel_days_nor_twice_in_the_window() {
    let target = start().plus(21);
    let mut calendar = on(target);
    calendar.travel.extend([start().plus(6), target.plus(-1)]);
    let settings = StudySettings::default();
    let mut learner = Learner::new(9, 60, 0.8);
    for day in 0..22 {
        learner.sit(&calendar, &settings, start().plus(day));
    }
    let mut in_window: BTreeMap<&String, usize> = BTreeMap::new();
    for (day, cards) in &learner.asked {
        assert!(calendar.is_free(*day), "{day:?}");
        if *day >= target.plus(-4) {
            for card in cards {
                *in_window.entry(card).or_default() += 1;
            }
        }
    }
    assert_eq!(in_window.len(), 60);
    assert!(in_window.values().all(|times| *times == 1));
    // Every card was seen two days before the window at the latest.
    assert!(
        learner
            .memories
            .iter()
            .all(|(_, one)| one.first.unwrap() <= target.plus(-6))
    );
    let rest = table(&learner, &calendar, target);
    let queue = queue(
        &learner.scheduler,
        &learner.memories,
        &learner.subjects,
        &rest,
        noon(target),
    );
    assert!(queue.rest && queue.cards.is_empty());
}

#[test]
fn new_cards_a_day_are_told_as_a_sentence() {
    let learner = Learner::new(1, 60, 1.0);
    let fresh = table(&learner, &on(start().plus(21)), start()).fresh();
    // 60 over the sixteen days up to two before a window of three.
    assert_eq!((fresh.unseen, fresh.per_day, fresh.left_today), (60, 4, 4));
    assert_eq!(
        fresh.sentence().unwrap(),
        "4 new cards a day until Tue 17 Nov. The days after that are for repeating, up to your interview on Mon 23 Nov."
    );
    let late = table(&learner, &on(start().plus(2)), start()).fresh();
    assert_eq!((late.needed, late.per_day), (60, 25));
    assert!(
        late.sentence()
            .unwrap()
            .starts_with("There is not enough time")
    );
    let none = table(&learner, &Calendar::default(), start()).fresh();
    assert_eq!((none.per_day, none.by), (6, None));

    // Two days before it there is a day for repeating, one day before it there is none.
    let few = Learner::new(1, 3, 1.0);
    let told = |days| {
        table(&few, &on(start().plus(days)), start())
            .fresh()
            .sentence()
    };
    assert_eq!(
        told(2).unwrap(),
        "3 new cards a day until Mon 2 Nov. The days after that are for repeating, up to your interview on Wed 4 Nov."
    );
    assert_eq!(
        told(1).unwrap(),
        "3 new cards today. Your interview is on Tue 3 Nov."
    );
    // Nothing is asked on the day itself.
    assert_eq!(told(0), None);
}

#[test]
fn a_program_card_counts_for_its_program_only() {
    let mut learner = seen(12, start());
    // As typed names and as records mean the same program.
    let hospital = ProgramId::of_name("city hospital");
    learner.subjects[0].program = hospital.clone();
    let calendar = Calendar {
        interviews: vec![
            Appointment {
                day: start().plus(5),
                program: ProgramId::of_name("Mercy"),
                name: "Mercy".into(),
            },
            Appointment {
                day: start().plus(30),
                program: ProgramId::of_name("City Hospital "),
                name: "City Hospital".into(),
            },
        ],
        travel: BTreeSet::new(),
    };
    assert_eq!(
        calendar.target(hospital.as_ref(), start()),
        Some(start().plus(30))
    );
    assert_eq!(calendar.target(None, start()), Some(start().plus(5)));
    assert_eq!(
        calendar.target(None, start().plus(6)),
        Some(start().plus(30))
    );
    let ready = |place: usize| {
        Readiness::at(
            &learner.scheduler,
            &learner.memories,
            &learner.subjects,
            &calendar.interviews[place],
        )
    };
    assert_eq!((ready(0).of, ready(1).of), (11, 12));
    let sum: f32 = learner.subjects[1..]
        .iter()
        .map(|one| learner.memories.get(&one.id).unwrap())
        .map(|learned| learner.scheduler.recall(learned, start().plus(5)))
        .sum();
    assert!((ready(0).expected - sum).abs() < 1e-4);
    assert_eq!(ready(0).answers(), Some(sum.round() as usize));
    let few = Readiness {
        seen: 9,
        ..ready(0)
    };
    assert_eq!(few.answers(), None);
}

#[test]
fn the_queue_asks_steps_then_the_least_recalled_then_every_fourth_a_new_one() {
    let mut learner = seen(30, start());
    for n in 20..30 {
        learner.logs.remove(&format!("card-{n:03}"));
        learner
            .memories
            .update(&learner.scheduler, &format!("card-{n:03}"), None);
    }
    // All twenty long overdue.
    let day = start().plus(200);
    learner.grade("card-003", Rating::Again, noon(day), day);
    let now = noon(day).plus_minutes(10);
    let table = table(&learner, &Calendar::default(), day);
    let queue = queue(
        &learner.scheduler,
        &learner.memories,
        &learner.subjects,
        &table,
        now,
    );
    assert_eq!(queue.cards[0], ("card-003".into(), Why::Step));
    let whys: Vec<Why> = queue.cards[1..9].iter().map(|(_, why)| *why).collect();
    use Why::{Due as D, New as N};
    assert_eq!(whys, [D, D, D, N, D, D, D, N]);
    let recalls: Vec<f32> = queue
        .cards
        .iter()
        .filter(|(_, why)| *why == Why::Due)
        .map(|(id, _)| {
            learner
                .scheduler
                .recall(learner.memories.get(id).unwrap(), day)
        })
        .collect();
    assert_eq!(recalls.len(), 19);
    assert!(recalls.windows(2).all(|pair| pair[0] <= pair[1]));
    let new = queue
        .cards
        .iter()
        .filter(|(_, why)| *why == Why::New)
        .count();
    assert_eq!(new, 6);
}

#[test]
fn a_short_session_keeps_to_its_time_and_prefers_the_cheap_gain() {
    let day = start().plus(40);
    let learner = seen(30, start());
    let table = table(&learner, &on(day.plus(6)), day);
    let pick = |seconds: &dyn Fn(&str) -> f32| {
        short_session(
            &learner.scheduler,
            &learner.memories,
            &learner.subjects,
            &table,
            noon(day),
            300.0,
            seconds,
        )
    };
    assert_eq!(pick(&|_| 30.0).len(), 10);
    let mixed = pick(&|id| if id < "card-015" { 10.0 } else { 100.0 });
    assert_eq!(mixed.iter().filter(|id| ***id < *"card-015").count(), 15);
    assert_eq!(pick(&|_| 900.0).len(), 1);
}

#[test]
fn a_short_session_asks_what_is_due_before_what_is_new() {
    let mut learner = seen(12, start());
    learner.subjects.extend(subjects(40).split_off(12));
    // Eight weeks later all twelve are due, and new ones add more to the recall than they do.
    let day = start().plus(56);
    let table = table(&learner, &on(day.plus(30)), day);
    let today = queue(
        &learner.scheduler,
        &learner.memories,
        &learner.subjects,
        &table,
        noon(day),
    );
    let of = |wanted: Why| -> BTreeSet<&str> {
        let cards = today.cards.iter().filter(|(_, why)| *why == wanted);
        cards.map(|(id, _)| &**id).collect()
    };
    let (due, new) = (of(Why::Due), of(Why::New));
    assert_eq!(due.len(), 12);
    assert!((1..28).contains(&new.len()), "{}", new.len());
    let chosen = short_session(
        &learner.scheduler,
        &learner.memories,
        &learner.subjects,
        &table,
        noon(day),
        10_000.0,
        &|_| 30.0,
    );
    let part = |from: usize, to: usize| -> BTreeSet<&str> {
        chosen[from..to].iter().map(|id| &**id).collect()
    };
    assert_eq!(part(0, 12), due);
    assert_eq!(part(12, 12 + new.len()), new);
    assert_eq!(chosen.len(), 40);
}
