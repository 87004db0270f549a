//! The recorder's states: what follows from each event, and what is true after any row of events.

use std::collections::{BTreeMap, HashSet};

use matchbook::domain::recorder::{Command, Event, Now, RecorderState};

const EVENTS: [Event; 10] = [
    Event::Wanted,
    Event::Given,
    Event::Denied,
    Event::Lost,
    Event::Closed,
    Event::Begun,
    Event::Toggled,
    Event::Stopped,
    Event::Ended,
    Event::Passed,
];

/// A recorder after these events, and what the last of them asked for.
fn after(stays_on: bool, events: &[Event]) -> (RecorderState, &'static [Command]) {
    let mut recorder = RecorderState::new(stays_on);
    let mut commands: &'static [Command] = &[];
    for event in events {
        commands = recorder.on(*event);
    }
    (recorder, commands)
}

const RECORDING: [Event; 3] = [Event::Wanted, Event::Given, Event::Begun];

fn recording_then(events: &[Event]) -> Vec<Event> {
    [&RECORDING, events].concat()
}

#[test]
fn one_take_from_tap_to_tap() {
    let steps = [
        (Event::Wanted, Now::Asking, &[Command::Ask][..]),
        (Event::Given, Now::Hearing, &[Command::Go]),
        (Event::Begun, Now::Recording, &[]),
        (Event::Toggled, Now::Paused, &[Command::Pause]),
        (Event::Toggled, Now::Recording, &[Command::Resume]),
        (Event::Stopped, Now::Keeping, &[Command::End]),
        (Event::Ended, Now::Off, &[Command::Release]),
    ];
    let mut recorder = RecorderState::new(false);
    for (event, now, commands) in steps {
        assert_eq!(recorder.on(event), commands, "{event:?}");
        assert_eq!(recorder.now(), now, "{event:?}");
    }
    // The same with a microphone that stays on.
    let (recorder, commands) = after(true, &recording_then(&[Event::Stopped, Event::Ended]));
    assert_eq!((recorder.now(), commands), (Now::Hearing, &[][..]));
}

#[test]
fn the_newest_wish_waits_and_is_done_once() {
    let (_, twice) = after(false, &[Event::Wanted, Event::Wanted]);
    assert_eq!(twice, &[], "asked twice");
    let (recorder, given) = after(false, &[Event::Wanted, Event::Wanted, Event::Given]);
    assert_eq!((recorder.is_wanted(), given), (false, &[Command::Go][..]));
    // With the microphone on it is done at once.
    let (_, at_once) = after(false, &RECORDING[..2]);
    assert_eq!(at_once, &[Command::Go]);
    // While a take is being kept it waits, and has the same microphone.
    let keeping = recording_then(&[Event::Stopped, Event::Wanted]);
    assert_eq!(after(false, &keeping).1, &[]);
    let (recorder, ended) = after(false, &[&keeping[..], &[Event::Ended]].concat());
    assert_eq!((recorder.now(), ended), (Now::Hearing, &[Command::Go][..]));
}

#[test]
fn who_is_denied_waits_for_nothing() {
    let (recorder, commands) = after(false, &[Event::Wanted, Event::Denied]);
    assert_eq!(
        (recorder.now(), commands),
        (Now::Off, &[Command::Release][..])
    );
    assert!(!recorder.is_wanted());
    // The screen was left, or the switch turned, while the browser asked.
    let late = [Event::Wanted, Event::Closed, Event::Given];
    assert_eq!(after(true, &late).0.now(), Now::Off);
}

#[test]
fn a_microphone_that_is_taken_away_ends_the_take_and_no_more() {
    let lost = recording_then(&[Event::Lost]);
    let (recorder, commands) = after(true, &lost);
    assert_eq!(recorder.now(), Now::Recording, "until it is stored");
    assert_eq!(commands, &[Command::Break, Command::Drop]);
    // It is off then, even where it would have stayed on.
    let (recorder, commands) = after(true, &[&lost[..], &[Event::Ended]].concat());
    assert_eq!(
        (recorder.now(), commands),
        (Now::Off, &[Command::Release][..])
    );
    // Who wants to speak meanwhile is asked anew.
    let again = [&lost[..], &[Event::Stopped, Event::Wanted, Event::Ended]].concat();
    let (recorder, commands) = after(false, &again);
    assert_eq!(
        (recorder.now(), commands),
        (Now::Asking, &[Command::Ask][..])
    );
    // Without a take the person is told.
    for before in [
        vec![Event::Wanted, Event::Given],
        recording_then(&[Event::Stopped]),
    ] {
        let (recorder, commands) = after(true, &[&before[..], &[Event::Lost]].concat());
        assert_eq!(recorder.now(), Now::Off);
        assert_eq!(commands, &[Command::Release, Command::TellLost]);
    }
}

#[test]
fn closing_keeps_what_was_being_said() {
    let (recorder, commands) = after(false, &recording_then(&[Event::Closed]));
    assert_eq!(recorder.now(), Now::Off);
    assert_eq!(commands, &[Command::End, Command::Release]);
    // Its end comes later, and takes nothing from who asked for the microphone since.
    let asked = recording_then(&[Event::Closed, Event::Wanted, Event::Ended]);
    let (recorder, commands) = after(false, &asked);
    assert_eq!((recorder.now(), commands), (Now::Asking, &[][..]));
    assert!(recorder.is_wanted());
}

#[test]
fn a_take_that_was_passed_is_no_news_and_the_next_one_is() {
    let passed = recording_then(&[Event::Stopped, Event::Passed]);
    assert!(after(true, &passed).0.is_passed());
    let ended = [&passed[..], &[Event::Ended]].concat();
    assert!(!after(true, &ended).0.is_passed());
    // Nothing is being kept: the next take is news.
    assert!(!after(true, &[Event::Passed]).0.is_passed());
}

/// Every state that any row of events leads to, and what holds in it.
#[test]
fn what_holds_after_any_row_of_events() {
    for stays_on in [false, true] {
        let mut known = HashSet::from([RecorderState::new(stays_on)]);
        let mut open = vec![RecorderState::new(stays_on)];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(before) = open.pop() {
            for event in EVENTS {
                let mut recorder = before;
                let commands = recorder.on(event);
                let now = recorder.now();
                *seen.entry(format!("{now:?}")).or_default() += 1;
                let told = format!("{before:?}, {event:?}: {recorder:?}, {commands:?}");
                if matches!(now, Now::Off | Now::Asking) {
                    assert!(!recorder.has_microphone(), "{told}");
                }
                if matches!(now, Now::Hearing) {
                    assert!(recorder.has_microphone(), "{told}");
                }
                assert!(
                    !recorder.is_wanted()
                        || matches!(now, Now::Asking | Now::Keeping)
                        || !recorder.has_microphone(),
                    "waits for nothing: {told}"
                );
                if commands.contains(&Command::Go) {
                    let waited = before.is_wanted() || event == Event::Wanted;
                    assert!(waited && recorder.has_microphone(), "{told}");
                }
                // A wish is done, waits, or was called off in the open.
                if before.is_wanted() && !recorder.is_wanted() {
                    let done = [Command::Go, Command::Release];
                    assert!(commands.iter().any(|one| done.contains(one)), "{told}");
                }
                // A take is never left to itself.
                let ran = matches!(before.now(), Now::Recording | Now::Paused);
                if ran && matches!(now, Now::Off | Now::Asking | Now::Hearing) {
                    let ended = event == Event::Ended || commands.contains(&Command::End);
                    assert!(ended, "{told}");
                }
                if known.insert(recorder) {
                    open.push(recorder);
                }
            }
        }
        assert_eq!(seen.len(), 6, "each state is met: {seen:?}");
        assert!(known.len() > 10, "hardly a state: {}", known.len());
    }
}

#[test]
fn who_wants_the_microphone_after_it_went_has_it_asked_for_anew() {
    let mut recorder = RecorderState::new(false);
    for event in [Event::Wanted, Event::Given, Event::Begun, Event::Lost] {
        recorder.on(event);
    }
    assert!(!recorder.on(Event::Wanted).contains(&Command::Go));
    assert_eq!(recorder.on(Event::Ended), [Command::Ask]);
    assert_eq!(recorder.on(Event::Given), [Command::Go]);
}
