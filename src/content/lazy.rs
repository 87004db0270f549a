//! The large content, read from `./content/<name>.json` when a screen first needs it.
//!
//! Each type holds exactly what a screen shows; other fields of its file are skipped. The text is
//! read into one small tree and the types pick their fields from it by name: a derived reader
//! per type would cost about four times the bytes at start.
//! Deliberately not here: fetching (platform) and checking (build.rs has already refused
//! anything malformed).

use crate::domain::drill::Turn;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A lazily read content file.
pub trait Lazy: Read {
    /// Its address, relative to the document.
    const PATH: &'static str;
}

/// The file is not what this version of the app expects: cut short, or of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Reads a lazily loaded file from its text.
///
/// # Errors
/// `Unreadable` when the text is not the JSON this type expects.
pub fn read<T: Lazy>(text: &str) -> Result<T, Unreadable> {
    T::read(parse(text)).ok_or(Unreadable)
}

/// Something that can be picked out of a content file.
pub trait Read: Sized {
    /// `None` when the value is absent or of another kind.
    #[doc(hidden)]
    fn read(node: Option<Node>) -> Option<Self>;
}

/// JSON as far as the content uses it.
#[doc(hidden)]
pub enum Node {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Node>),
    Fields(Vec<(String, Node)>),
    /// Null, and numbers no screen shows.
    Other,
}

fn parse(text: &str) -> Option<Node> {
    serde_json::from_str(text).ok()
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Nodes;
        impl<'de> Visitor<'de> for Nodes {
            type Value = Node;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("JSON")
            }
            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
                Ok(Node::Number(number))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
                Ok(Node::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
                Ok(Node::Other)
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
                Ok(Node::Flag(flag))
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Other)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(node) = from.next_element()? {
                    list.push(node);
                }
                Ok(Node::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = from.next_entry()? {
                    fields.push(field);
                }
                Ok(Node::Fields(fields))
            }
        }
        from.deserialize_any(Nodes)
    }
}

fn fields(node: Option<Node>) -> Option<Vec<(String, Node)>> {
    match node {
        Some(Node::Fields(fields)) => Some(fields),
        _ => None,
    }
}

fn take(fields: &mut Vec<(String, Node)>, name: &str) -> Option<Node> {
    let at = fields.iter().position(|(key, _)| key == name)?;
    Some(fields.swap_remove(at).1)
}

impl Read for String {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Read for Option<String> {
    fn read(node: Option<Node>) -> Option<Self> {
        Some(String::read(node))
    }
}

/// Absent means no.
impl Read for bool {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            Some(Node::Flag(flag)) => Some(flag),
            None => Some(false),
            _ => None,
        }
    }
}

impl Read for u16 {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            Some(Node::Number(number)) => number.try_into().ok(),
            _ => None,
        }
    }
}

/// Absent and null mean none.
impl Read for Option<u16> {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            None | Some(Node::Other) => Some(None),
            number => u16::read(number).map(Some),
        }
    }
}

/// A range as a list of two numbers.
impl Read for (u16, u16) {
    fn read(node: Option<Node>) -> Option<Self> {
        match Vec::read(node)?[..] {
            [from, to] => Some((from, to)),
            _ => None,
        }
    }
}

/// Absent means none.
impl Read for Option<(u16, u16)> {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            None | Some(Node::Other) => Some(None),
            range => <(u16, u16)>::read(range).map(Some),
        }
    }
}

/// Absent and null mean none.
impl Read for Option<Repeat> {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            None | Some(Node::Other) => Some(None),
            repeat => Repeat::read(repeat).map(Some),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            Some(Node::List(list)) => list.into_iter().map(|node| T::read(Some(node))).collect(),
            _ => None,
        }
    }
}

impl Read for [String; 5] {
    fn read(node: Option<Node>) -> Option<Self> {
        Vec::read(node)?.try_into().ok()
    }
}

impl Read for QuestionPriority {
    fn read(node: Option<Node>) -> Option<Self> {
        match String::read(node)?.as_str() {
            "core" => Some(Self::Core),
            "common" => Some(Self::Common),
            "extra" => Some(Self::Extra),
            _ => None,
        }
    }
}

/// Absent means anywhere between the first question and the last.
impl Read for Turn {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            None => Some(Turn::Middle),
            word => match String::read(word)?.as_str() {
                "opener" => Some(Turn::Opener),
                "middle" => Some(Turn::Middle),
                "late" => Some(Turn::Late),
                "closer" => Some(Turn::Closer),
                "never" => Some(Turn::Never),
                _ => None,
            },
        }
    }
}

/// Absent means none.
impl Read for Option<Vec<String>> {
    fn read(node: Option<Node>) -> Option<Self> {
        match node {
            None => Some(None),
            list => Vec::read(list).map(Some),
        }
    }
}

/// A type whose fields have the names they have in the file.
macro_rules! picked {
    ($($(#[$doc:meta])* pub struct $name:ident {
        $($(#[$field_doc:meta])* pub $field:ident: $kind:ty),* $(,)?
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind),* }

        impl Read for $name {
            fn read(node: Option<Node>) -> Option<Self> {
                let mut fields = fields(node)?;
                Some(Self { $($field: Read::read(take(&mut fields, stringify!($field)))?),* })
            }
        }
    )*};
}

impl Lazy for Questions {
    const PATH: &'static str = "content/questions.json";
}

impl Lazy for Practice {
    const PATH: &'static str = "content/practice.json";
}

impl Lazy for Phrases {
    const PATH: &'static str = "content/phrases.json";
}

impl Lazy for ProgramsGuide {
    const PATH: &'static str = "content/programs.json";
}

impl Lazy for Facts {
    const PATH: &'static str = "content/facts.json";
}

impl Lazy for RankingGuide {
    const PATH: &'static str = "content/ranking.json";
}

/// How early to prepare a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionPriority {
    /// Prepare these first.
    Core,
    /// Asked often.
    Common,
    /// Asked sometimes.
    Extra,
}

picked! {
    /// An id with the words shown for it.
    pub struct Titled {
        /// Stable id.
        pub id: String,
        /// Heading.
        pub title: String,
    }

    /// A range of whole seconds, both ends included.
    pub struct Seconds {
        /// Shortest good answer.
        pub min: u16,
        /// Longest good answer.
        pub max: u16,
    }

    /// The starter deck.
    pub struct Questions {
        /// In the order to show them.
        pub categories: Vec<Titled>,
        /// In the order of the deck.
        pub questions: Vec<Question>,
    }

    /// One starter question with its coaching.
    pub struct Question {
        /// Stable id, such as `open-about-yourself`.
        pub id: String,
        /// Id of one of `Questions::categories`.
        pub category: String,
        /// The question; round brackets hold a situation, not spoken words.
        pub text: String,
        /// Id of one of `Practice::structures`, such as `STAR`.
        pub structure: String,
        /// `core`, `common` or `extra`.
        pub priority: QuestionPriority,
        /// Asked only or mainly of international graduates.
        pub img_specific: bool,
        /// How long a good answer takes.
        pub target_seconds: Seconds,
        /// What the interviewer wants to learn.
        pub wants: String,
        /// Outline points, in order.
        pub answer_plan: Vec<String>,
        /// What goes wrong.
        pub pitfalls: Vec<String>,
        /// The shape of a weak answer.
        pub weak_pattern: String,
        /// The shape of a strong answer; square brackets are blanks.
        pub strong_pattern: String,
        /// What may be asked next.
        pub follow_ups: Vec<String>,
        /// Other wordings of the same question.
        pub also_asked_as: Vec<String>,
        /// Stories of `Practice::story_bank` that can serve.
        pub story_bank_ids: Vec<String>,
        /// `Practice::interviewer_types` that like to ask it.
        pub interviewer_types: Vec<String>,
        /// Kinds of push-back (`Probe::kind`) that make sense after its answer.
        pub pushback: Option<Vec<String>>,
        /// Where in an interview it is asked.
        pub turn: Turn,
        /// Kept for old cards, not offered any more.
        pub retired: bool,
    }

    /// How to practice: answer structures, interviewer types, story prompts.
    pub struct Practice {
        /// Answer structures, such as STAR.
        pub structures: Vec<Structure>,
        /// Kinds of interviewer.
        pub interviewer_types: Vec<InterviewerType>,
        /// Stories worth having ready.
        pub story_bank: Vec<Titled>,
        /// The professional story.
        pub story: StoryGuide,
        /// How long answers take.
        pub speech: SpeechGuide,
        /// By what a practice interview is marked.
        pub mock_rubric: Rubric,
        /// What an interviewer may find in the person's file.
        pub red_flag_types: Vec<WeakPoint>,
        /// What an international graduate brings.
        pub img_strengths: Vec<Strength>,
    }

    /// What an interviewer may find in the person's file.
    pub struct WeakPoint {
        /// Stable id, such as `rf-gap`.
        pub id: String,
        /// Name to show.
        pub label: String,
        /// Id of the question that asks about it.
        pub card: String,
        /// Kept for old lists, not offered any more.
        pub retired: bool,
    }

    /// A theme that an international graduate can speak of.
    pub struct Strength {
        /// Stable id, such as `str-language`.
        pub id: String,
        /// Name to show.
        pub theme: String,
        /// Id of the question that it answers.
        pub card: String,
        /// Where it shows.
        pub evidence: String,
        /// What to write.
        pub prompt: String,
        /// Kept for old answers, not offered any more.
        pub retired: bool,
    }

    /// What changes from year to year, with the day on which it was checked.
    pub struct Facts {
        /// `YYYY-MM-DD`.
        pub checked_on: String,
        /// What is known of visas.
        pub visa: VisaGuide,
    }

    /// What is known of visas. Never advice.
    pub struct VisaGuide {
        /// Shown wherever a fact of it is shown.
        pub disclaimer: String,
        /// By situation.
        pub cards: Vec<VisaCard>,
        /// What to ask a program.
        pub ask_list: Vec<String>,
        /// What to do in the interview.
        pub strategy: Vec<String>,
        /// What not to do there.
        pub avoid: Vec<String>,
    }

    /// One situation.
    pub struct VisaCard {
        /// Stable id, such as `vz-j1`.
        pub id: String,
        /// Id of the question that the sentence answers.
        pub card: String,
        /// Name to show.
        pub title: String,
        /// What is known.
        pub facts: Vec<String>,
        /// The sentence to begin with.
        pub say: String,
        /// A caution about the sentence; may be empty.
        pub note: String,
        /// How far to trust the facts.
        pub confidence: String,
    }

    /// What is known of good speech.
    pub struct SpeechGuide {
        /// How long answers take.
        pub answer_length: AnswerLength,
        /// How fast people speak.
        pub pace_wpm: PaceGuide,
        /// How many fillers do no harm.
        pub fillers_per_min: FillerGuide,
        /// The text that the coach learns a voice from.
        pub reading: KnownText,
        /// What to ask oneself after listening.
        pub self_review: Vec<ReviewPoint>,
    }

    /// Words a minute, and what they are like.
    pub struct PaceGuide {
        /// From slow to fast, without a gap; the one with id `target` is the aim.
        pub zones: Vec<PaceZone>,
    }

    /// A stretch of paces.
    pub struct PaceZone {
        /// Stable id, such as `target`.
        pub id: String,
        /// Slowest pace in it; the first has none.
        pub min: Option<u16>,
        /// The pace from which the next one begins; the last has none.
        pub max: Option<u16>,
        /// The word for it.
        pub label: String,
    }

    /// Fillers (um, uh, like) a minute.
    pub struct FillerGuide {
        /// So many did no harm.
        pub good_max: u16,
        /// The evidence in a sentence or two.
        pub note: String,
    }

    /// A text that is read aloud once.
    pub struct KnownText {
        /// About how long it takes.
        pub seconds: u16,
        /// Its paragraphs.
        pub lines: Vec<String>,
    }

    /// One point of the look back on a recording.
    pub struct ReviewPoint {
        /// Stable id, such as `sr-speed`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// The question to oneself.
        pub ask: String,
    }

    /// Shortest and longest good answer of each kind, in seconds.
    pub struct AnswerLength {
        /// An answer to most questions.
        pub default: (u16, u16),
        /// The professional story.
        pub story: (u16, u16),
        /// An answer in a rapid round.
        pub rapid: (u16, u16),
    }

    /// The professional story: its time, blanks to fill, and what to check.
    pub struct StoryGuide {
        /// From zero on, without a gap.
        pub timer_zones: Vec<TimerZone>,
        /// Sentences with blanks in square brackets.
        pub skeleton: Vec<SkeletonLine>,
        /// Questions to ask oneself.
        pub quality_checks: Vec<String>,
        /// The same in short.
        pub short_version: ShortVersion,
    }

    /// A stretch of time on the timer.
    pub struct TimerZone {
        /// Stable id, such as `target`.
        pub id: String,
        /// Second at which it begins.
        pub from_s: u16,
        /// Second at which it ends; the last has none.
        pub to_s: Option<u16>,
        /// The word on the timer.
        pub label: String,
        /// `good` is the target.
        pub tone: String,
        /// What to do in it.
        pub say: String,
    }

    /// A sentence with blanks for one part of the story.
    pub struct SkeletonLine {
        /// Id of a step of the structure.
        pub part: String,
        /// The words.
        pub text: String,
    }

    /// The same story in short.
    pub struct ShortVersion {
        /// Shortest and longest good length.
        pub seconds: (u16, u16),
    }

    /// By what a practice interview is marked.
    pub struct Rubric {
        /// What the marks are and are not.
        pub based_on: String,
        /// In the order to show them.
        pub domains: Vec<RubricDomain>,
    }

    /// One thing that is marked from 1 to 5.
    pub struct RubricDomain {
        /// Stable id, such as `rb-structure`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// What each mark from 1 to 5 looks like.
        pub anchors: [String; 5],
    }

    /// An answer structure and its steps.
    pub struct Structure {
        /// Stable id, such as `STAR`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// The kind of question it serves.
        pub use_for: String,
        /// How long a good answer in it takes.
        pub target_seconds: Seconds,
        /// In order.
        pub steps: Vec<Step>,
    }

    /// One step of a structure.
    pub struct Step {
        /// Stable within its structure.
        pub id: String,
        /// Name to show.
        pub label: String,
        /// What to say in it.
        pub prompt: String,
        /// Seconds to give it, where the structure says so.
        pub seconds: Option<(u16, u16)>,
    }

    /// A kind of interviewer and how to meet one.
    pub struct InterviewerType {
        /// Stable id, such as `rapid`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// How to recognize one.
        pub signs: Vec<String>,
        /// What they look for.
        pub wants: String,
        /// What to do.
        pub strategy: Vec<String>,
        /// What not to do.
        pub avoid: Vec<String>,
        /// Seconds of silence this one allows before an answer.
        pub think_seconds: u16,
        /// Longest answer this one listens to, in seconds.
        pub longest_answer: u16,
        /// How many questions follow an answer.
        pub probe_count: u16,
        /// Lines of this one's own after an answer, beside the card's follow-ups.
        pub probes: Vec<Probe>,
    }

    /// What an interviewer says after an answer, whatever the question was.
    pub struct Probe {
        /// What it does, such as `doubt`; a question lists the kinds that make sense after it.
        pub kind: String,
        /// The words.
        pub text: String,
    }

    /// Sentences for the minute before the door opens.
    pub struct Phrases {
        /// Groups and sentences.
        pub phrases: PhraseBook,
        /// In the order to show them.
        pub etiquette_topics: Vec<Titled>,
        /// Short rules of manner; `topic` says where each belongs.
        pub etiquette: Vec<Manner>,
        /// Abbreviations.
        pub glossary: Vec<Term>,
    }

    /// Phrases in their groups.
    pub struct PhraseBook {
        /// In the order to show them.
        pub groups: Vec<PhraseGroup>,
        /// All phrases; `group` says where each belongs.
        pub items: Vec<Phrase>,
    }

    /// Phrases for one moment.
    pub struct PhraseGroup {
        /// Stable id.
        pub id: String,
        /// Heading.
        pub title: String,
        /// Id of the question whose answer begins with a sentence of the person's own for this moment.
        pub card: Option<String>,
    }

    /// One sentence to say.
    pub struct Phrase {
        /// Stable id.
        pub id: String,
        /// Id of a group.
        pub group: String,
        /// The words; square brackets are blanks.
        pub text: String,
        /// When to say it.
        pub when: String,
        /// A caution; may be empty.
        pub note: String,
    }

    /// A short rule.
    pub struct Rule {
        /// Stable id.
        pub id: String,
        /// The rule.
        pub text: String,
        /// One reason.
        pub why: Option<String>,
    }

    /// A short rule of manner.
    pub struct Manner {
        /// Stable id, such as `et-titles`.
        pub id: String,
        /// Id of a topic.
        pub topic: String,
        /// The rule.
        pub text: String,
        /// Not shown any more.
        pub retired: bool,
    }

    /// An abbreviation and what it means.
    pub struct Term {
        /// The abbreviation.
        pub term: String,
        /// In words.
        pub meaning: String,
    }

    /// What to learn about a program, and from whom; its day, and what comes after.
    pub struct ProgramsGuide {
        /// What a prep sheet holds, in order.
        pub program_sheet_fields: Vec<SheetField>,
        /// Questions to ask, by role.
        pub questions_to_ask: QuestionsToAsk,
        /// A usual interview day.
        pub schedule_template: Schedule,
        /// Notes after the interview.
        pub thank_you: ThankYou,
        /// What to write down after the interview.
        pub debrief: DebriefGuide,
    }

    /// One field of a prep sheet.
    pub struct SheetField {
        /// Stable id, such as `prep-culture`.
        pub id: String,
        /// Name to show.
        pub label: String,
        /// What belongs there.
        pub hint: String,
        /// Kept for old sheets, not offered any more.
        pub retired: bool,
    }

    /// A usual interview day.
    pub struct Schedule {
        /// How far to trust it.
        pub note: String,
        /// In order of time.
        pub blocks: Vec<UsualBlock>,
        /// What to do in the minute between two rooms.
        pub reset_60s: Vec<String>,
        /// What to note after a room.
        pub after_room_note: Vec<String>,
        /// What is never done on that day.
        pub warning: String,
    }

    /// One block of a usual day.
    pub struct UsualBlock {
        /// Stable id, such as `sd-lunch`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// Not every program has it.
        pub optional: bool,
        /// 0 on the day itself; none: on the evening before.
        pub day_offset: Option<u16>,
        /// Shortest and longest, in minutes.
        pub typical_minutes: (u16, u16),
        /// What to make of it.
        pub goal: String,
        /// How.
        pub tips: Vec<String>,
        /// It comes several times.
        pub repeat: Option<Repeat>,
        /// Kept for old plans, not offered any more.
        pub retired: bool,
    }

    /// How often something comes on one day.
    pub struct Repeat {
        /// At least.
        pub min: u16,
        /// At most.
        pub max: u16,
    }

    /// Notes after the interview.
    pub struct ThankYou {
        /// What a program may say about notes.
        pub policy_options: Vec<PolicyOption>,
        /// Good length, in words.
        pub length_words: (u16, u16),
        /// What is looked at before a note goes.
        pub checks: Vec<LetterCheck>,
        /// Letters with blanks in square brackets.
        pub templates: Vec<LetterTemplate>,
    }

    /// What a program may say about notes.
    pub struct PolicyOption {
        /// As `ThanksPolicy::id`.
        pub id: String,
        /// Name to show.
        pub label: String,
        /// What follows from it.
        pub action: String,
    }

    /// One thing that is looked at before a note goes.
    pub struct LetterCheck {
        /// Stable id, such as `tc-promise`.
        pub id: String,
        /// What must hold.
        pub text: String,
        /// `must`, `should` or `nice`.
        pub level: String,
        /// Words that must not stand in it, in lower case.
        pub pattern: Option<Vec<String>>,
    }

    /// A letter with blanks in square brackets.
    pub struct LetterTemplate {
        /// Stable id, such as `ty-faculty`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// Id of the role it is for, or `panel`.
        pub to: String,
        /// Its subject.
        pub subject: String,
        /// Its text.
        pub body: String,
        /// When to use it; empty: as the title says.
        pub notes: String,
    }

    /// What to write down after the interview.
    pub struct DebriefGuide {
        /// The prompts that are never skipped.
        pub quick: Vec<DebriefPrompt>,
        /// All others, in order.
        pub full: Vec<DebriefPrompt>,
        /// What never belongs there.
        pub privacy: String,
    }

    /// One question to oneself.
    pub struct DebriefPrompt {
        /// Stable id, such as `db-liked`.
        pub id: String,
        /// The question.
        pub prompt: String,
    }

    /// Questions to ask, by the role of the person asked.
    pub struct QuestionsToAsk {
        /// In the order to show them.
        pub roles: Vec<Titled>,
        /// All questions; `role` says whom to ask.
        pub items: Vec<QuestionToAsk>,
        /// What not to ask.
        pub avoid: Vec<Rule>,
    }

    /// One question to ask.
    pub struct QuestionToAsk {
        /// Stable id.
        pub id: String,
        /// Id of a role.
        pub role: String,
        /// The question.
        pub text: String,
        /// What it is about, such as `teaching`.
        pub topic: String,
        /// What a good answer contains.
        pub listen_for: String,
    }

    /// How to build a rank order list.
    pub struct RankingGuide {
        /// Criteria, rules and mistakes.
        pub ranking: Ranking,
        /// What the Match allows.
        pub match_rules: MatchRules,
    }

    /// Criteria, rules and mistakes of ranking.
    pub struct Ranking {
        /// What to compare programs by.
        pub criteria: Vec<Criterion>,
        /// Rules of a good list.
        pub rules: Vec<Rule>,
        /// What people regret.
        pub common_mistakes: Vec<String>,
    }

    /// One thing to compare programs by.
    pub struct Criterion {
        /// Stable id, such as `rk-culture`.
        pub id: String,
        /// Name to show.
        pub title: String,
        /// What it covers.
        pub description: String,
        /// What each rating from 1 to 5 looks like.
        pub anchors: [String; 5],
        /// Questions to yourself.
        pub ask_yourself: Vec<String>,
        /// Off until the user wants it.
        pub optional: bool,
    }

    /// What the Match allows, in plain words.
    pub struct MatchRules {
        /// Shown above the rules.
        pub disclaimer: String,
        /// What an applicant may do.
        pub you_may: Vec<Rule>,
        /// What an applicant must do.
        pub you_must: Vec<Rule>,
        /// What programs may not do.
        pub programs_may_not: Vec<Rule>,
        /// What programs must do.
        pub programs_must: Vec<Rule>,
    }
}
