//! Addresses: what stands behind `#/`. Names no screen; which there are is `screens`'.
//!
//! Each has its pattern here and nowhere else: the registry, every link and every way there take it from here.

use crate::domain::ids::{
    CardId, CriterionId, DrillId, InterviewId, PersonId, ProgramId, StoryId, TakeId, TripId, parent,
};

macro_rules! addresses {
    (
        at { $($name:ident = $address:literal;)* }
        of { $($pattern:ident = $parts:literal;)* }
        fn { $($(#[$meta:meta])* $of:ident($($id:ident: $kind:ty),*) = $filled:ident;)* }
    ) => {
        $(#[doc = concat!("`#/", $address, "`")] pub const $name: &str = $address;)*

        /// Addresses of screens as the registry matches them: a part that begins with `:` stands for an id.
        pub mod pattern {
            $(#[doc = concat!("`#/", $address, "`")] pub const $name: &str = $address;)*
            $(#[doc = concat!("`#/", $parts, "`")] pub const $pattern: &str = $parts;)*
        }

        $($(#[$meta])* pub fn $of($($id: &$kind),*) -> String {
            fill(pattern::$filled, &[$($id),*])
        })*
    };
}

addresses! {
    at {
        TODAY = "";
        PRACTICE = "practice";
        REVIEW = "practice/review";
        FIVE_MINUTES = "practice/review/five";
        HANDS_FREE = "practice/hands-free";
        STATISTICS = "practice/statistics";
        STUDY_SETTINGS = "practice/settings";
        DECK = "practice/deck";
        FIND = "practice/find";
        EXCHANGE = "practice/exchange";
        GUIDE = "practice/guide";
        WORKSHEETS = "practice/worksheets";
        STORIES = "practice/stories";
        TIMER = "practice/timer";
        RECORDINGS = "practice/recordings";
        RECORD = "practice/record";
        VOICE = "practice/voice";
        DRILLS = "practice/drill";
        PHRASES = "practice/phrases";
        PACK = "pack";
        ABOUT_YOU = "pack/you";
        PROGRAMS = "programs";
        NEW_PROGRAM = "programs/new";
        QUESTIONS = "programs/questions";
        SEASON = "programs/season";
        BRING = "programs/bring";
        RANK = "rank";
        ADD_TO_RANK = "rank/add";
        CRITERIA = "rank/criteria";
        SURE = "rank/sure";
        CHOOSE = "rank/choose";
        MATCH = "rank/match";
        FINISH = "rank/finish";
        KEPT_LISTS = "rank/lists";
        ADVICE = "rank/advice";
        SETTINGS = "settings";
        STORAGE = "settings/storage";
        SAMPLE = "settings/sample";
        ABOUT = "settings/about";
        PRIVACY = "settings/privacy";
        LICENSES = "settings/licences";
        ARRIVED = "settings/arrived";
        GALLERY = "settings/gallery";
    }
    of {
        CARD = "practice/card/:card";
        WORKSHEET = "practice/worksheets/:card";
        STORY = "practice/stories/:story";
        STORY_TIMER = "practice/stories/:story/timer";
        TAKE = "practice/recordings/:take";
        DRILL = "practice/drill/:drill";
        TRIP = "pack/:trip";
        LOGISTICS = "pack/:trip/logistics";
        ATTIRE = "pack/:trip/attire";
        TRIP_FORM = "pack/:trip/edit";
        TRIP_FROM = "pack/:trip/from/:from";
        LOOK_BACK = "pack/:trip/review";
        PROGRAM = "programs/:program";
        SHEET = "programs/:program/sheet";
        ELEVATOR = "programs/:program/card";
        PEOPLE = "programs/:program/people";
        PERSON = "programs/:program/people/:person";
        INTERVIEW = "programs/:program/interview/:interview";
        PLAN = "programs/:program/interview/:interview/plan";
        DAY = "programs/:program/interview/:interview/day";
        NOTE = "programs/:program/interview/:interview/note";
        DEBRIEF = "programs/:program/interview/:interview/debrief";
        THANKS = "programs/:program/interview/:interview/thanks";
        CRITERION = "rank/criteria/:criterion";
        RATE = "rank/rate/:program";
        WHY = "rank/why/:one/:other";
        CHOOSE_PAIR = "rank/choose/:one/:other";
        KEPT_LIST = "rank/lists/:list";
    }
    fn {
        /// A card.
        card(card: CardId) = CARD;
        /// The worksheet of a card.
        worksheet(card: CardId) = WORKSHEET;
        /// A story.
        story(story: StoryId) = STORY;
        /// The timer of a story.
        story_timer(story: StoryId) = STORY_TIMER;
        /// A recording.
        take(take: TakeId) = TAKE;
        /// A practice interview.
        drill(drill: DrillId) = DRILL;
        /// A trip: what to pack for it.
        trip(trip: TripId) = TRIP;
        /// What to do for a trip.
        logistics(trip: TripId) = LOGISTICS;
        /// What to wear on a trip.
        attire(trip: TripId) = ATTIRE;
        /// The form of a trip.
        trip_form(trip: TripId) = TRIP_FORM;
        /// The form of a trip that is not begun yet: like another trip, or to a program.
        trip_from(trip: TripId, from: str) = TRIP_FROM;
        /// The look back on a trip.
        look_back(trip: TripId) = LOOK_BACK;
        /// A program.
        program(program: ProgramId) = PROGRAM;
        /// The prep sheet of a program.
        sheet(program: ProgramId) = SHEET;
        /// The elevator card of a program.
        elevator(program: ProgramId) = ELEVATOR;
        /// The people of a program.
        people(program: ProgramId) = PEOPLE;
        /// An interview at a program.
        interview(program: ProgramId, interview: InterviewId) = INTERVIEW;
        /// The plan of its day.
        plan(program: ProgramId, interview: InterviewId) = PLAN;
        /// Its day, on the day.
        day(program: ProgramId, interview: InterviewId) = DAY;
        /// The quick note between two talks.
        note(program: ProgramId, interview: InterviewId) = NOTE;
        /// Its debrief.
        debrief(program: ProgramId, interview: InterviewId) = DEBRIEF;
        /// Its thank-you notes.
        thanks(program: ProgramId, interview: InterviewId) = THANKS;
        /// A criterion.
        criterion(criterion: CriterionId) = CRITERION;
        /// The ratings of a program.
        rate(program: ProgramId) = RATE;
        /// Why one program stands above another.
        why(one: ProgramId, other: ProgramId) = WHY;
        /// The choice between two programs.
        choose_pair(one: ProgramId, other: ProgramId) = CHOOSE_PAIR;
        /// A list that was kept.
        kept_list(list: str) = KEPT_LIST;
    }
}

/// What stands for the id of a card in the address of the form of a new one.
pub const NEW: &str = "new";
/// The form of a new card.
pub const NEW_CARD: &str = "practice/card/new";

/// Somebody at a program.
pub fn person(person: &PersonId) -> String {
    let (program, own) = parent(person).unwrap_or_default();
    fill(pattern::PERSON, &[program, own])
}

/// A pattern with `ids` in the places of its `:` parts, in order.
#[inline(never)]
fn fill(pattern: &str, ids: &[&str]) -> String {
    let (mut address, mut ids) = (String::new(), ids.iter());
    for part in pattern.split('/') {
        if !address.is_empty() {
            address.push('/');
        }
        address.push_str(match part.as_bytes().first() == Some(&b':') {
            true => ids.next().copied().unwrap_or_default(),
            false => part,
        });
    }
    address
}

/// The address in a link's or the window's hash: `#/pack/x`, `/pack/x` and `pack/x/` are all `pack/x`.
pub fn from_hash(hash: &str) -> &str {
    hash.trim_start_matches('#').trim_matches('/')
}

/// The link to an address.
pub fn href(path: &str) -> String {
    ["#/", path].concat()
}
