//! The thread of one program: one time on every screen, what is next, and what its row in the list says.

use crate::afters::{CHICAGO, INTERVIEW, PROGRAM, at, changes_interview, interviewed, world};
use matchbook::domain::time::{Day, Minute, WallTime};
use matchbook::store::core::bookings::booking;
use matchbook::store::read::interviews::{skipped, when};
use matchbook::store::read::thread::{About, thread};

fn wall(day: &str, time: &str) -> WallTime {
    WallTime {
        day: Day::parse(day).unwrap(),
        minute: Minute::parse(time).unwrap(),
    }
}

/// On 14 March 2027 the clocks in Chicago go from 2:00 to 3:00.
#[test]
fn a_start_over_which_the_clocks_jump_is_said_and_told_in_one_way() {
    let told = |time: &str| {
        let mut mira = interviewed("2027-03-14");
        changes_interview(&mut mira, |one| {
            one.start = Minute::parse(time).ok();
            one.zone = CHICAGO.to_owned();
        });
        let world = world(at("2027-03-10 12:00"));
        let one = booking(&mira.model, mira.model.get(INTERVIEW).unwrap());
        let thread = thread(&mira.model, &world, &PROGRAM.into());
        let mut stages = thread.stages.into_iter();
        let plan = stages.find(|stage| stage.about == About::Plan).unwrap();
        let clock = thread.interview.unwrap().clocks[0].time.clone();
        let said = skipped(&one, &world).unwrap_or_default();
        (when(&one, &world), clock, plan.detail, said)
    };
    let says = |when: &str, clock: &str, plan: &str, said: &str| {
        [when, clock, plan, said].map(str::to_owned).into()
    };
    let jump = "This time does not exist on that day: the clocks jump from 02:00 to 03:00. It counts as 03:30. Ask the program which time it means.";
    assert_eq!(
        told("02:30"),
        says("Sun 14 Mar, 03:30 CT", "03:30", "03:30 to 09:30 CT", jump)
    );
    let first = jump.replace("03:30", "03:00");
    assert_eq!(
        told("02:00"),
        says("Sun 14 Mar, 03:00 CT", "03:00", "03:00 to 09:00 CT", &first)
    );
    // The minutes around the jump exist.
    assert_eq!(
        told("01:59"),
        says("Sun 14 Mar, 01:59 CT", "01:59", "01:59 to 08:59 CT", "")
    );
    assert_eq!(
        told("03:00"),
        says("Sun 14 Mar, 03:00 CT", "03:00", "03:00 to 09:00 CT", "")
    );
    // A time that comes twice is no gap.
    let autumn = world(at("2026-11-01 00:00"));
    assert_eq!(autumn.jump(CHICAGO, wall("2026-11-01", "01:30")), None);
    let shown = autumn.shown(CHICAGO, wall("2026-11-01", "01:30"));
    assert_eq!(shown, wall("2026-11-01", "01:30"));
}
