//! What is read in the elevator: who the director is, three facts, two questions, when and where.

use crate::content::lazy::QuestionsToAsk;
use crate::domain::fact::{DIFFERENT, Fact, ON_CARD_MAX};
use crate::domain::ids::{InterviewId, ProgramId};
use crate::domain::person::DIRECTOR;
use crate::domain::trip::{Booking, Format};
use crate::store::core::model::Model;
use crate::store::core::sheet::facts_of;
use crate::store::read::interviews::{is_over, when};
use crate::store::read::people::persons;
use crate::store::read::questions::to_ask;
use crate::store::read::sheet::{FIELDS, interview_of, own_questions, proof};
use crate::store::read::world::World;

/// What is read in the elevator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elevator {
    /// Form of address and name of the director, and how to say it.
    pub director: Option<(String, String)>,
    /// At most three facts, each with what it has to do with the person.
    pub facts: Vec<(String, String)>,
    /// Two questions.
    pub questions: Vec<String>,
    /// When it starts and where the door is; empty while neither is known.
    pub arrival: String,
    /// Id of the interview that is still to come.
    pub interview: Option<InterviewId>,
}

/// Words a minute of somebody who reads, looks up and says it once.
const LEARNT_WPM: usize = 70;
/// Nobody reads longer in an elevator, in seconds.
pub const ELEVATOR_MAX: usize = 90;
/// Questions on the card.
const QUESTIONS_ON_CARD: usize = 2;

impl Elevator {
    /// How long it takes, in seconds, to the next ten.
    pub fn seconds(&self) -> usize {
        let director = self.director.iter().flat_map(|(name, say)| [name, say]);
        let facts = self.facts.iter().flat_map(|(fact, me)| [fact, me]);
        let all = director.chain(facts).chain(&self.questions);
        let words: usize = all.map(|text| text.split_whitespace().count()).sum();
        (words * 60).div_ceil(LEARNT_WPM).div_ceil(10) * 10
    }

    /// There is nothing to read but questions that anybody may ask.
    pub fn is_empty(&self) -> bool {
        self.director.is_none() && self.facts.is_empty()
    }
}

/// The elevator card of a program. The facts are those chosen for it or, while none is, those that set the
/// program apart; questions that the person does not bring are those that anybody may ask a director.
pub fn elevator(
    model: &Model,
    world: &World,
    program: &ProgramId,
    content: &QuestionsToAsk,
) -> Elevator {
    let known = |field: &str, wanted: &dyn Fn(&Fact) -> bool| -> Vec<Fact> {
        let facts = facts_of(model, program, field).into_iter();
        let wanted = facts.filter(|(_, fact)| fact.has_text() && wanted(fact));
        wanted.map(|(_, fact)| fact.clone()).collect()
    };
    let chosen = FIELDS.iter();
    let mut facts: Vec<Fact> = chosen
        .flat_map(|(field, _)| known(field, &|fact| fact.on_card))
        .collect();
    if facts.is_empty() {
        facts = known(DIFFERENT, &|_| true);
    }
    facts.truncate(ON_CARD_MAX);
    let me = |fact: &Fact| match proof(model, fact) {
        Some(proof) => proof.text,
        None => fact.why.trim().to_owned(),
    };
    let people = persons(model, program);
    let director = people.iter().find(|(_, one)| one.role == DIRECTOR);
    let mut questions = own_questions(model, program);
    for role in to_ask(model, world, program, content) {
        if role.id == DIRECTOR {
            for item in role.items {
                // A blank to fill is no question yet.
                if !item.text.contains('[') && !questions.contains(&item.text) {
                    questions.push(item.text);
                }
            }
        }
    }
    questions.truncate(QUESTIONS_ON_CARD);
    let interview = interview_of(model, world, program);
    let interview = interview.filter(|(_, one)| !is_over(one, world));
    Elevator {
        director: director.map(|(_, one)| (one.full(), one.say_it.trim().to_owned())),
        facts: facts
            .iter()
            .map(|fact| (fact.text.trim().to_owned(), me(fact)))
            .collect(),
        questions,
        arrival: interview
            .as_ref()
            .map_or_else(String::new, |(_, one)| arrival(one, world)),
        interview: interview.map(|(id, _)| id),
    }
}

fn arrival(interview: &Booking, world: &World) -> String {
    let start = match interview.day {
        Some(_) => when(interview, world),
        None => String::new(),
    };
    let place = match interview.format {
        Format::InPerson => interview.door.trim(),
        Format::Virtual => "video call",
    };
    let parts: Vec<&str> = [&*start, place]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}
