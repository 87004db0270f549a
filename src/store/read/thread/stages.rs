//! The stages of the thread, each with how far it has come.

use crate::address;
use crate::domain::debrief::Debrief;
use crate::domain::ids::{InterviewId, ProgramId, family};
use crate::domain::thanks::ThanksPolicy;
use crate::domain::trip::{Booking, Interview};
use crate::store::core::bookings::booking;
use crate::store::core::model::Model;
use crate::store::core::sheet::ToCheck;
use crate::store::read::interviews::{is_forgotten, when};
use crate::store::read::people::persons;
use crate::store::read::ranking::rating::rated;
use crate::store::read::sheet::{Count, counted_words, own_questions};
use crate::store::read::thanks::{Thanked, thanked};
use crate::store::read::world::World;

use super::{About, Known, Stage};

impl Known<'_> {
    pub(super) fn stages(&self) -> Vec<Stage> {
        let mut stages = vec![self.sheet_stage(), self.people_stage()];
        if let Some((id, one)) = &self.focus {
            stages.push(self.plan_stage(id, one));
        }
        stages.push(Stage {
            about: About::Elevator,
            title: "Elevator card",
            detail: "Whom you meet, three facts, two questions".to_owned(),
            end: String::new(),
            warns: false,
            path: Some(address::elevator(self.program)),
        });
        match self.opens() {
            Some(opens) => stages.push(locked("Debrief, thank-you, rating", opens)),
            None => {
                if let Some((id, one)) = self.behind() {
                    stages.extend([self.debrief_stage(&id, &one), self.thanks_stage(&id, &one)]);
                }
                stages.push(self.rating_stage());
            }
        }
        stages
    }

    fn plan_stage(&self, id: &InterviewId, one: &Booking) -> Stage {
        let world = self.world;
        let span = world.span(one).map(|(_, end)| {
            let ends = world.time(&one.zone, world.wall_at(&one.zone, end));
            let starts = one.wall().map(|wall| world.shown(&one.zone, wall).minute);
            let starts = starts.map_or_else(String::new, |start| start.clock(world.hours));
            [&*starts, " to ", &*ends].concat()
        });
        Stage {
            about: About::Plan,
            title: "Day plan",
            detail: span.unwrap_or_else(|| when(one, world)),
            end: String::new(),
            warns: false,
            path: Some(address::plan(self.program, id)),
        }
    }

    fn sheet_stage(&self) -> Stage {
        let Count { filled, all, check } = self.sheet;
        let empty = match all - filled {
            0 => String::new(),
            left => [&*counted_words(left, "field", "fields"), " empty"].concat(),
        };
        let parts = [empty, check.words()];
        Stage {
            about: About::Sheet,
            title: "Prep sheet",
            detail: counts_or(&parts, "Complete"),
            end: [&*filled.to_string(), " of ", &*all.to_string()].concat(),
            warns: check != ToCheck::default(),
            path: Some(address::sheet(self.program)),
        }
    }

    fn people_stage(&self) -> Stage {
        let people = persons(self.model, self.program).len();
        let questions = own_questions(self.model, self.program).len();
        let parts = [
            counted_words(people, "person", "people"),
            counted_words(questions, "question", "questions"),
        ];
        Stage {
            about: About::People,
            title: "People and questions",
            detail: counts_or(&parts, "Whom will you meet, and what do you ask?"),
            end: String::new(),
            warns: false,
            path: Some(address::people(self.program)),
        }
    }

    fn debrief_stage(&self, id: &InterviewId, one: &Booking) -> Stage {
        let prompts = self.model.with_prefix::<Debrief>(&family(id));
        let written = prompts.filter(|(_, one)| !one.text.trim().is_empty());
        let late = is_forgotten(one, self.world);
        let (detail, end) = match (one.debriefed, written.count()) {
            (Some(day), _) => (day.near(self.world.today()), "done"),
            (None, 0) if late => ("Not written".to_owned(), ""),
            (None, 0) => ("Not begun. Best on the same day".to_owned(), ""),
            (None, 1) => ("1 answer written".to_owned(), ""),
            (None, more) => ([&*more.to_string(), " answers written"].concat(), ""),
        };
        Stage {
            about: About::Debrief,
            title: "Debrief",
            detail,
            end: end.to_owned(),
            warns: one.debriefed.is_none() && !late,
            path: Some(address::debrief(self.program, id)),
        }
    }

    fn thanks_stage(&self, id: &InterviewId, one: &Booking) -> Stage {
        let Thanked {
            closed: done, all, ..
        } = thanked(self.model, id, one);
        let policy = self.policy();
        Stage {
            about: About::Thanks,
            title: "Thank-you notes",
            detail: match (policy, all) {
                (ThanksPolicy::DoNotSend, _) => "This program wants no notes".to_owned(),
                (_, 0) => "Nobody whom you met is written down yet".to_owned(),
                (_, all) if done == all => "All done".to_owned(),
                (ThanksPolicy::NotNeeded, _) => "This program needs none".to_owned(),
                (_, all) => [&*done.to_string(), " of ", &*all.to_string(), " done"].concat(),
            },
            end: String::new(),
            warns: policy.wants_notes() && done < all && !is_forgotten(one, self.world),
            path: Some(address::thanks(self.program, id)),
        }
    }

    fn rating_stage(&self) -> Stage {
        Stage {
            about: About::Rating,
            title: "Rate it",
            detail: match rated(self.model, self.program) {
                0 => "Not rated yet. Best on the day of the interview".to_owned(),
                1 => "1 criterion rated".to_owned(),
                count => [&*count.to_string(), " criteria rated"].concat(),
            },
            end: String::new(),
            warns: false,
            path: Some(address::rate(self.program)),
        }
    }
}

/// A stage that is not open yet.
fn locked(title: &'static str, opens: String) -> Stage {
    Stage {
        about: About::Rating,
        title,
        detail: opens,
        end: String::new(),
        warns: false,
        path: None,
    }
}

/// The stages of one day, whichever of the program's interviews it is.
pub fn of_interview(
    model: &Model,
    world: &World,
    program: &ProgramId,
    interview: &InterviewId,
) -> Vec<Stage> {
    let Some(one) = model.get::<Interview>(interview) else {
        return Vec::new();
    };
    let one = booking(model, one);
    let known = Known::new(
        model,
        world,
        program,
        Some((interview.clone(), one.clone())),
    );
    let day = Stage {
        about: About::Day,
        title: "Interview day",
        detail: "Now and next, in large type".to_owned(),
        end: String::new(),
        warns: false,
        path: Some(address::day(program, interview)),
    };
    let mut stages = vec![known.plan_stage(interview, &one), day];
    if known.is_over() {
        stages.push(known.debrief_stage(interview, &one));
        stages.push(known.thanks_stage(interview, &one));
        stages.push(known.rating_stage());
    } else {
        let opens = known.ends();
        stages.push(locked("Debrief, thank-you, rating", opens));
    }
    stages
}

/// The counts that there are, or what is said where there is none.
fn counts_or(counts: &[String], none: &str) -> String {
    let counts = counts.iter().map(|count| &**count);
    match &*counts
        .filter(|count| !count.is_empty())
        .collect::<Vec<&str>>()
    {
        [] => none.to_owned(),
        counts => counts.join(", "),
    }
}
