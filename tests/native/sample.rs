//! The sample season: what its file says becomes records that the app knows, whose times follow today, and
//! from which every trade's reading has something to show.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::person::Person;
use matchbook::content::lazy::{self, Practice, ProgramsGuide, Questions, RankingGuide};
use matchbook::domain::card::{Card, Log};
use matchbook::domain::checklist::{Entry, Habit, Urgency};
use matchbook::domain::debrief::{DUMP, Debrief};
use matchbook::domain::drill::Drill;
use matchbook::domain::fact::Fact;
use matchbook::domain::ids::{parent, sides};
use matchbook::domain::meeting::{Block, Meeting};
use matchbook::domain::person::Person as Somebody;
use matchbook::domain::program::{Program, Stage, Standing};
use matchbook::domain::ranking::{Criterion, Duel, GUT, RankSettings, Ranking, Score};
use matchbook::domain::record::Record;
use matchbook::domain::season::Season;
use matchbook::domain::story::{Run, Story, Wording};
use matchbook::domain::study::StudySettings;
use matchbook::domain::take::{Take, Voice};
use matchbook::domain::thanks::Thanks;
use matchbook::domain::time::{Hours, Instant};
use matchbook::domain::trip::{Format, Interview, Trip};
use matchbook::domain::zone::clock;
use matchbook::store::acts::sample::Fill;
use matchbook::store::core::change::{Act, Change, Plan};
use matchbook::store::core::model::Model;
use matchbook::store::core::owners::family_of;
use matchbook::store::read::agenda::agenda;
use matchbook::store::read::backup::changed_since;
use matchbook::store::read::interviews::is_over;
use matchbook::store::read::packing::packing;
use matchbook::store::read::programs::programs;
use matchbook::store::read::ranking::board::Board;
use matchbook::store::read::today::next_interview;
use matchbook::store::read::trips::{all_clashes, trips};
use matchbook::store::read::world::World;

const SEASON: &str = include_str!("../../content/lazy/sample.json");

/// 28 November 2026, 15:00 UTC: evening at home, morning at the programs.
const NOW: i64 = 1_795_878_000_000;

fn world_at(now: i64) -> World<'static> {
    World {
        now: Instant(now),
        phone_zone: "UTC",
        offset: &|zone, at| clock(zone, at).map_or(0, |clock| clock.offset),
        abbreviation: &|zone, _| zone.to_owned(),
        hours: Hours::TwentyFour,
    }
}

fn fill(now: i64) -> Fill {
    Fill {
        season: SEASON.to_owned(),
        today: world_at(now).today(),
        now: Instant(now),
    }
}

fn changes(now: i64) -> Vec<Change> {
    let plan = fill(now).plan(&Model::default());
    match plan.unwrap_or_else(|refusal| panic!("{}", refusal.0)) {
        Plan::Write(changes) => changes,
        other => panic!("{other:?}"),
    }
}

fn season(now: i64) -> Model {
    let mut person = Person::default();
    person.does(fill(now)).unwrap();
    person.model
}

/// Takes the fields into a record of this kind; those that are not taken, and those that the app would write
/// otherwise, are faults.
fn faults_of<R: Record>(id: &str, fields: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut record = R::default();
    let mut faults = Vec::new();
    for (field, val) in fields {
        if !record.take(field, val) {
            faults.push(format!("{} {id}: {field} is not taken: {val}", R::KIND));
        }
    }
    let written: BTreeMap<Cow<str>, String> =
        record.changes_since(&R::default()).into_iter().collect();
    for (field, val) in fields {
        let is_taken = R::default().take(field, val);
        if is_taken && written.get(*field).map(|val| &**val) != Some(*val) {
            faults.push(format!(
                "{} {id}: {field} would be written otherwise: {val}",
                R::KIND
            ));
        }
    }
    faults
}

fn faults_of_kind(kind: &str, id: &str, fields: &BTreeMap<&str, &str>) -> Vec<String> {
    macro_rules! of {
        ($($record:ty),*) => {
            $(if kind == <$record as Record>::KIND {
                return faults_of::<$record>(id, fields);
            })*
        };
    }
    of!(
        Trip,
        Interview,
        Entry,
        Habit,
        Season,
        Card,
        Log,
        Story,
        Drill,
        StudySettings,
        Wording,
        Run,
        Take,
        Voice,
        Program,
        Criterion,
        Score,
        Duel,
        Ranking,
        RankSettings,
        Somebody,
        Fact,
        Meeting,
        Block,
        Debrief,
        Thanks
    );
    vec![format!("{kind} is no kind of record")]
}

fn faults(changes: &[Change]) -> Vec<String> {
    let mut records: BTreeMap<(&str, &str), BTreeMap<&str, &str>> = BTreeMap::new();
    for change in changes {
        let fields = records.entry((&change.kind, &change.id)).or_default();
        let twice = fields.insert(&change.field, &change.val);
        assert_eq!(twice, None, "{} {} stands twice", change.kind, change.id);
    }
    let each = records.iter();
    each.flat_map(|((kind, id), fields)| faults_of_kind(kind, id, fields))
        .collect()
}

#[test]
fn every_field_is_taken_by_its_record() {
    let all = changes(NOW);
    assert!(all.len() > 800, "{}", all.len());
    assert_eq!(faults(&all), Vec::<String>::new());
    // What would be found.
    let wrong = |kind: &str, field: &str, val: &str| Change {
        kind: kind.into(),
        id: "x".into(),
        field: field.into(),
        val: val.into(),
    };
    for wrong in [
        wrong("programme", "name", "\"X\""),
        wrong("program", "title", "\"X\""),
        wrong("program", "stage", "\"hired\""),
        wrong("program", "name", "\"\""),
    ] {
        assert_eq!(faults(std::slice::from_ref(&wrong)).len(), 1, "{wrong:?}");
    }
}

#[test]
fn everything_belongs_to_something_that_is_there() {
    let model = season(NOW);
    let program = |id: &str| model.get::<Program>(id).is_some();
    let interview = |id: &str| model.get::<Interview>(id).is_some();
    let somebody = |id: &str| model.get::<Somebody>(id).is_some();
    let story = |id: &str| id.is_empty() || model.get::<Story>(id).is_some();
    for id in model
        .all::<Somebody>()
        .keys()
        .chain(model.all::<Fact>().keys())
    {
        assert!(parent(id).is_some_and(|(root, _)| program(root)), "{id}");
    }
    for id in model.all::<Score>().keys() {
        assert!(parent(id).is_some_and(|(root, _)| program(root)), "{id}");
    }
    for id in model.all::<Duel>().keys() {
        assert!(
            sides(id).is_some_and(|(a, b)| a < b && program(a) && program(b)),
            "{id}"
        );
    }
    for id in model
        .all::<Meeting>()
        .keys()
        .chain(model.all::<Thanks>().keys())
    {
        let whole = parent(id).is_some_and(|(root, whom)| {
            let at = model.get::<Interview>(root).and_then(|one| one.at.clone());
            somebody(whom) && at.as_deref() == parent(whom).map(|(program, _)| program)
        });
        assert!(whole, "{id}");
    }
    for id in model
        .all::<Debrief>()
        .keys()
        .chain(model.all::<Block>().keys())
    {
        assert!(parent(id).is_some_and(|(root, _)| interview(root)), "{id}");
    }
    for (id, one) in model.all::<Interview>() {
        assert!(one.at.as_deref().is_some_and(program), "{id}");
        let trip = one.trip.as_deref();
        assert!(
            trip.is_none_or(|trip| model.get::<Trip>(trip).is_some()),
            "{id}"
        );
    }
    for (id, fact) in model.all::<Fact>() {
        assert!(story(&fact.proof), "{id}");
    }
    for (id, card) in model.all::<Card>() {
        assert!(card.stories.iter().all(|one| story(one)), "{id}");
        assert!(card.only_for.as_deref().is_none_or(program), "{id}");
    }
    for id in model
        .all::<Run>()
        .keys()
        .chain(model.all::<Wording>().keys())
    {
        assert!(parent(id).is_some_and(|(root, _)| story(root)), "{id}");
    }
    for id in model.all::<Entry>().keys() {
        assert!(
            parent(id).is_some_and(|(root, _)| model.get::<Trip>(root).is_some()),
            "{id}"
        );
    }
    for id in model.all::<Log>().keys() {
        assert!(model.get::<Card>(id).is_some(), "{id}");
    }
    assert!(family_of(&model, Program::KIND, "harborlight").len() > 30);
}

#[test]
fn what_it_names_is_in_the_content() {
    let model = season(NOW);
    let questions: Questions =
        lazy::read(include_str!("../../content/lazy/questions.json")).unwrap();
    let practice: Practice = lazy::read(include_str!("../../content/lazy/practice.json")).unwrap();
    let ranking: RankingGuide =
        lazy::read(include_str!("../../content/lazy/ranking.json")).unwrap();
    let guide: ProgramsGuide =
        lazy::read(include_str!("../../content/lazy/programs.json")).unwrap();
    for (id, card) in model.all::<Card>() {
        assert!(
            card.own || questions.questions.iter().any(|one| one.id == *id),
            "{id}"
        );
    }
    for (id, story) in model.all::<Story>() {
        let structure = practice
            .structures
            .iter()
            .find(|one| one.id == story.structure);
        assert_eq!(
            structure.map(|one| one.steps.len()),
            Some(story.slots.len()),
            "{id}"
        );
    }
    for id in model.all::<Score>().keys() {
        let criterion = id.split('/').nth(1).unwrap();
        let known = ranking
            .ranking
            .criteria
            .iter()
            .any(|one| one.id == criterion);
        assert!(criterion == GUT || known, "{id}");
    }
    let prompts = guide.debrief.quick.iter().chain(&guide.debrief.full);
    let prompts: BTreeSet<&str> = prompts.map(|one| &*one.id).collect();
    for id in model.all::<Debrief>().keys() {
        let (_, prompt) = parent(id).unwrap();
        assert!(prompt == DUMP || prompts.contains(prompt), "{id}");
    }
    for (id, one) in model.all::<Somebody>() {
        assert!(
            guide
                .questions_to_ask
                .roles
                .iter()
                .any(|role| role.id == one.role),
            "{id}"
        );
    }
}

#[test]
fn nothing_in_it_is_real() {
    assert!(!SEASON.contains("http://") && !SEASON.contains("www."));
    let model = season(NOW);
    for (id, one) in model.all::<Somebody>() {
        assert!(
            one.email.is_empty() || one.email.ends_with(".example"),
            "{id}"
        );
        assert!(
            one.phone.is_empty() || one.phone.contains(" 555 01"),
            "{id}"
        );
    }
    for (id, one) in model.all::<Program>() {
        let host = one.site.split('/').next().unwrap();
        assert!(host.is_empty() || host.ends_with(".example"), "{id}");
        assert!(one.code.is_empty() || one.code.starts_with("999"), "{id}");
    }
    for (id, one) in model.all::<Interview>() {
        assert!(
            one.link.is_empty() || one.link.contains(".example/"),
            "{id}"
        );
    }
}

#[test]
fn its_times_follow_today() {
    for days in [0, 1, 40, 200] {
        let now = NOW + days * 86_400_000;
        let model = season(now);
        let world = world_at(now);
        let of = |id: &str| model.get::<Interview>(id).unwrap().clone();
        assert_eq!(of("i-wrenfield").day, Some(world.today().plus(1)));
        assert!(is_over(&of("i-kestrel"), &world) && !is_over(&of("i-wrenfield"), &world));
        let next = next_interview(&model, &world).unwrap();
        assert_eq!((&*next.name, next.on_now), ("Wrenfield University", false));
        for (id, log) in model.all::<Log>() {
            for (name, review) in &log.reviews {
                assert_eq!(*name, review.name("sample"), "{id}");
                assert!(review.at.0 < now, "{id}");
            }
        }
        assert_eq!(
            changed_since(&model, model.season().exports.last().map(|made| made.at)).0,
            0
        );
    }
}

#[test]
fn a_newcomer_sees_every_trade_alive() {
    let model = season(NOW);
    let world = world_at(NOW);
    let all = programs(&model, &world);
    let standing = |wanted: Standing| all.iter().filter(|one| one.standing == wanted).count();
    assert_eq!(standing(Standing::ToAnswer), 1);
    assert_eq!(standing(Standing::Scheduled), 3);
    assert_eq!(standing(Standing::Interviewed), 5);
    for stage in Stage::ALL {
        let has = model
            .all::<Program>()
            .values()
            .any(|one| one.stage == stage);
        assert!(has, "{stage:?}");
    }
    let zones: BTreeSet<&str> = model
        .all::<Program>()
        .values()
        .map(|one| &*one.zone)
        .collect();
    assert_eq!(zones.len(), 4);
    let virtual_ones = model.all::<Interview>().values();
    assert!(
        virtual_ones
            .filter(|one| one.format == Format::Virtual)
            .count()
            >= 2
    );
    assert_eq!(all_clashes(&model, &world), Vec::new());
    assert!(trips(&model, &world).len() >= 3);
    let packed = packing(&model, &"t-chicago".into(), &world);
    let done = packed.iter().filter(|row| row.line.done).count();
    assert!(
        done > 10 && done < packed.len() - 3,
        "{done} of {}",
        packed.len()
    );
    let sections = agenda(&model, &world, &BTreeSet::new());
    let rows: Vec<_> = sections.iter().flat_map(|section| &section.rows).collect();
    let late = rows.iter().filter(|row| row.end.0 == Urgency::Late).count();
    assert!((1..=6).contains(&late), "{late} are late");
    let at_hand = rows
        .iter()
        .filter(|row| row.end.0 == Urgency::Today)
        .count();
    assert!(at_hand >= 3, "{at_hand} are for today");
}

#[test]
fn its_list_and_its_practice_have_something_to_say() {
    let model = season(NOW);
    let world = world_at(NOW);
    let guide: RankingGuide = lazy::read(include_str!("../../content/lazy/ranking.json")).unwrap();
    let board = Board::read(&model, &world, &guide);
    let placed = board.order();
    assert_eq!(placed, ["harborlight", "juniper", "ashgrove", "bellhaven"]);
    let second = model
        .all::<Score>()
        .keys()
        .filter(|id| id.ends_with("/second"));
    assert_eq!(second.count(), 3);
    let reviews = model.all::<Log>().values().map(|log| log.reviews.len());
    assert!(reviews.sum::<usize>() > 90);
    assert!(model.all::<Run>().len() >= 8 && model.all::<Story>().len() >= 2);
    let sent = model.all::<Thanks>().values();
    assert!(sent.filter(|note| note.sent.is_some()).count() >= 4);
    let stale = model.all::<Fact>().values();
    assert!(stale.filter(|fact| fact.is_stale(world.today())).count() >= 2);
}

#[test]
fn it_is_mixed_with_nothing() {
    let mut person = Person::default();
    person.does(fill(NOW)).unwrap();
    let before = person.model.clone();
    assert!(person.does(fill(NOW)).is_err());
    assert_eq!(person.model, before);
    for season in ["", "[", "[{\"kind\":\"program\"}]", "[\"@soon\"]", "[\"@1"] {
        let season = season.to_owned();
        let broken = Fill {
            season,
            ..fill(NOW)
        };
        assert!(
            broken.clone().plan(&Model::default()).is_err(),
            "{broken:?}"
        );
    }
}
