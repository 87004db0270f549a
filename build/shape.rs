//! The exact shape of every content file. A field that is missing, misspelled or of the wrong
//! kind is refused here, with its line, before any other rule looks at it.
//!
//! Deliberately not shared with the app: the app reads less than the files hold and must not
//! refuse a field it does not know.

// Most fields are declared only so that serde insists on them.
#![allow(dead_code)]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

macro_rules! shapes {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty),* $(,)? })*) => {$(
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $kind),* }
    )*};
}

macro_rules! words {
    ($($name:ident { $($word:ident),* })*) => {$(
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($word),* }
    )*};
}

words! {
    Bag { OnMe, CarryOn, Checked, Desk }
    Moment { WeekBefore, EveningBefore, Mirror }
    Scope { Trip, Interview }
    Priority { High, Normal }
    Group { Travel, Interview, Dress, Needs }
    Whose { Trip, Person, Fact }
    Derived { Format, Calls, Visits, Nights, Interviews, Abroad, Distance, Zones, Weather }
    Tone { Info, Ok, Good, Warn, Bad }
    Level { Must, Should, Nice }
    Turn { Opener, Middle, Late, Closer, Never }
    PushBack { More, Feel, Why, Proof, Role, Doubt, Sure }
}

/// Snake case, as the event names of the time rules are written.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    InviteReceived,
    InterviewStart,
    InterviewEnd,
}

type Range = [u32; 2];

shapes! {
    Titled { id: String, title: String, #[serde(default)] retired: bool }
    Said { id: String, text: String, #[serde(default)] retired: bool }
    Prompt { id: String, prompt: String, #[serde(default)] retired: bool }
    MinMax { min: u32, max: u32 }

    // conditions.json
    Conditions { conditions: Vec<Condition> }
    Condition {
        id: String, question: String, label: String, group: Group, of: Whose,
        derived: Option<Derived>, needs: Option<String>, documents: bool, not_with: Vec<String>,
        #[serde(default)] retired: bool,
    }

    // places.json
    Places { note: String, states: Vec<State>, cities: Vec<City>, countries: Vec<Country> }
    State { id: String, name: String, zone: Option<String>, cold: Vec<u8> }
    City { name: String, state: String, zone: String }
    Country { name: String, zone: String }

    // packing.json
    Packing { sections: Vec<PackSection> }
    PackSection { id: String, title: String, hide_if: Vec<String>, items: Vec<PackItem> }
    PackItem {
        id: String, text: String, why: String, essential: bool, condition: Option<String>,
        hide_if: Vec<String>, bag: Bag, cabin: bool, quantity: Option<Quantity>,
        link: Option<String>, #[serde(default)] retired: bool,
    }
    Quantity {
        per_trip: Option<f64>, per_night: Option<f64>, per_interview: Option<f64>,
        #[serde(default)] plus: u16, min: Option<u16>, max: Option<u16>, unit: String,
    }

    // logistics.json
    Logistics { items: Vec<Task> }
    Task {
        id: String, text: String, why: String, scope: Scope, anchor: Anchor, offset_days: i16,
        offset_minutes: Option<i16>, priority: Priority, condition: Option<String>,
        hide_if: Vec<String>, link: Option<String>, #[serde(default)] retired: bool,
    }

    // attire.json
    Attire { sections: Vec<AttireSection> }
    AttireSection { id: String, title: String, hide_if: Vec<String>, items: Vec<AttireItem> }
    AttireItem {
        id: String, text: String, why: String, essential: bool, condition: Option<String>,
        hide_if: Vec<String>, moment: Moment, #[serde(default)] retired: bool,
    }

    // lazy/questions.json
    Questions {
        note: String, priorities: Vec<Titled>, categories: Vec<Titled>, questions: Vec<Question>,
    }
    Question {
        id: String, category: String, text: String, also_asked_as: Vec<String>,
        structure: String, interviewer_types: Vec<String>, img_specific: bool,
        priority: String, target_seconds: MinMax, wants: String, answer_plan: Vec<String>,
        pitfalls: Vec<String>, weak_pattern: String, strong_pattern: String,
        follow_ups: Vec<String>, alt_structures: Vec<String>, story_bank_ids: Vec<String>,
        #[serde(default)] pushback: Vec<PushBack>, turn: Option<Turn>,
        #[serde(default)] retired: bool,
    }

    // lazy/practice.json
    Practice {
        mindset: Vec<String>, structures: Vec<Structure>, interviewer_types: Vec<Interviewer>,
        story: Story, story_bank: Vec<Titled>, img_strengths: Vec<Strength>,
        red_flag_types: Vec<WeakPoint>, speech: Speech, mock_rubric: Rubric,
        practice_plan: PracticePlan,
    }
    Structure {
        id: String, title: String, use_for: String, target_seconds: MinMax, steps: Vec<Step>,
    }
    Step { id: String, label: String, prompt: String, seconds: Option<Range> }
    Interviewer {
        id: String, title: String, frequency: String, signs: Vec<String>, wants: String,
        strategy: Vec<String>, avoid: Vec<String>, drill: String, sample_lines: Vec<String>,
        think_seconds: u16, longest_answer: u16, probe_count: u16, probes: Vec<Probe>,
    }
    Probe { kind: PushBack, text: String }
    Story {
        timer_zones: Vec<TimerZone>, word_budget: WordBudget, skeleton: Vec<SkeletonLine>,
        quality_checks: Vec<String>, levels: Vec<String>, short_version: ShortVersion,
    }
    SkeletonLine { part: String, text: String }
    TimerZone {
        id: String, from_s: u32, to_s: Option<u32>, label: String, tone: Tone, say: String,
    }
    WordBudget { at_wpm: Range, words: Range, note: String }
    ShortVersion { seconds: Range, r#use: String }
    WeakPoint { id: String, label: String, card: String, #[serde(default)] retired: bool }
    Strength {
        id: String, theme: String, card: String, evidence: String, prompt: String,
        #[serde(default)] retired: bool,
    }
    Speech {
        pace_wpm: Pace, fillers_per_min: Fillers, pauses: Pauses, answer_length: AnswerLength,
        not_measured: Vec<String>, reading: KnownText, self_review: Vec<ReviewPoint>,
    }
    KnownText { seconds: u16, lines: Vec<String> }
    ReviewPoint { id: String, title: String, ask: String }
    Pace { zones: Vec<PaceZone>, note: String, confidence: String }
    PaceZone { id: String, min: Option<u32>, max: Option<u32>, label: String, tone: Tone }
    Fillers {
        good_max: u32, warn_max: u32, bad_from: u32, note: String, count: Vec<String>,
        confidence: String,
    }
    Pauses {
        min_ms: u32, dialogue_alt_ms: u32, long_ms: u32, note: String, confidence: String,
    }
    AnswerLength { default: Range, story: Range, rapid: Range, note: String }
    Rubric {
        id: String, scale: Range, based_on: String, domains: Vec<Domain>,
        feedback_rules: Vec<String>, safety_flags: Vec<Said>,
    }
    Domain { id: String, title: String, weight: u32, anchors: [String; 5] }
    PracticePlan { title: String, days: Vec<PlanDay>, recording_checks: Vec<String> }
    PlanDay { day: u32, r#do: String }

    // lazy/phrases.json
    Phrases {
        phrases: PhraseBook, etiquette_topics: Vec<Titled>, etiquette: Vec<Manner>,
        glossary: Vec<Term>,
    }
    Manner { id: String, topic: String, text: String, #[serde(default)] retired: bool }
    PhraseBook { groups: Vec<PhraseGroup>, items: Vec<Phrase> }
    PhraseGroup {
        id: String, card: Option<String>, title: String, #[serde(default)] retired: bool,
    }
    Phrase {
        id: String, group: String, text: String, when: String, note: String,
        #[serde(default)] retired: bool,
    }
    Term { term: String, meaning: String }

    // lazy/programs.json
    Programs {
        program_sheet_fields: Vec<SheetField>, questions_to_ask: QuestionsToAsk,
        schedule_template: Schedule, thank_you: ThankYou, debrief: Debrief,
    }
    SheetField { id: String, label: String, hint: String, #[serde(default)] retired: bool }
    QuestionsToAsk { roles: Vec<Titled>, items: Vec<QuestionToAsk>, avoid: Vec<Said> }
    QuestionToAsk {
        id: String, role: String, text: String, topic: String, listen_for: String,
        #[serde(default)] retired: bool,
    }
    Schedule {
        note: String, start_anchor: String, blocks: Vec<Block>, reset_60s: Vec<String>,
        after_room_note: Vec<String>, warning: String,
    }
    Block {
        id: String, title: String, optional: bool, day_offset: i32, typical_minutes: Range,
        goal: String, tips: Vec<String>, repeat: Option<MinMax>, #[serde(default)] retired: bool,
    }
    ThankYou {
        window_hours: Window, policy_options: Vec<Policy>, parts: Vec<Part>,
        length_words: Range, checks: Vec<NoteCheck>, templates: Vec<Template>,
        banned_moves: Vec<String>,
    }
    Window { from: u32, to: u32, note: String }
    Policy { id: String, label: String, action: String }
    Part { id: String, label: String, prompt: String }
    NoteCheck {
        id: String, text: String, level: Level, pattern: Option<Vec<String>>,
        #[serde(default)] retired: bool,
    }
    Template {
        id: String, title: String, to: String, subject: String, body: String, notes: String,
        #[serde(default)] retired: bool,
    }
    Debrief {
        deadline_hours: u32, quick: Vec<Prompt>, full: Vec<Prompt>, uses: Vec<String>,
        privacy: String,
    }

    // lazy/ranking.json
    RankingFile { ranking: Ranking, match_rules: MatchRules }
    Ranking {
        scale: Scale, criteria: Vec<Criterion>, rules: Vec<Reasoned>,
        common_mistakes: Vec<String>, compare_prompt: String,
    }
    Scale { min: u32, max: u32, labels: [String; 5], weight_range: Range, missing: String }
    Criterion {
        id: String, title: String, description: String, anchors: [String; 5],
        default_weight: u32, optional: bool, ask_yourself: Vec<String>,
        #[serde(default)] retired: bool,
    }
    Reasoned { id: String, text: String, why: String, #[serde(default)] retired: bool }
    MatchRules {
        disclaimer: String, you_may: Vec<Sourced>, programs_may_not: Vec<Sourced>,
        you_must: Vec<Sourced>, programs_must: Vec<Sourced>, rol_lock: Lock,
    }
    Sourced { id: String, text: String, confidence: String, #[serde(default)] retired: bool }
    Lock { text: String, confidence: String }

    // lazy/sample.json
    Invented { kind: String, id: String, fields: BTreeMap<String, IgnoredAny> }

    // lazy/facts.json
    Facts { checked_on: String, visa: Visa, timeline: Timeline, facts: Numbers }
    Visa {
        disclaimer: String, cards: Vec<VisaCard>, ask_list: Vec<String>, strategy: Vec<String>,
        avoid: Vec<String>,
    }
    VisaCard {
        id: String, card: String, title: String, facts: Vec<String>, say: String, note: String,
        confidence: String,
    }
    Timeline { season: String, note: String, items: Vec<TimelineItem> }
    TimelineItem { id: String, label: String, date: String, status: String }
    Numbers {
        match_rates: Vec<Rate>, match_rates_note: String, pd_ranking_factors_2014: Vec<Factor>,
        pd_note: String, ranks_note: String,
    }
    Rate { year: u32, non_us_img: f64, us_img: Option<f64> }
    Factor { factor: String, percent: u32, mean: Option<f64> }
}
