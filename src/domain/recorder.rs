//! The states of a recorder: what follows when somebody wants the microphone, the browser answers, the system
//! takes it away, or a take is stored. Pure: the sound is the browser's, and what is said of it the screen's.

/// What the recorder is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Now {
    /// The microphone is off.
    #[default]
    Off,
    /// The browser asks the person.
    Asking,
    /// The microphone is on; nothing is recorded.
    Hearing,
    /// Recording.
    Recording,
    /// Standing still.
    Paused,
    /// The last piece is on its way.
    Keeping,
}

/// What happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody wants to do something with the microphone on. The newest wish counts.
    Wanted,
    /// The browser gave the microphone.
    Given,
    /// The browser gave none.
    Denied,
    /// The system took the microphone away.
    Lost,
    /// The microphone is to go off.
    Closed,
    /// A take has begun.
    Begun,
    /// The take is to stand still, or to go on.
    Toggled,
    /// The take is to end and be kept.
    Stopped,
    /// The take is stored, or cannot be.
    Ended,
    /// The take that is being kept is of no interest here any more.
    Passed,
}

/// What is to be done, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask the browser for a microphone.
    Ask,
    /// Do what waits for the microphone.
    Go,
    /// Let the take stand still.
    Pause,
    /// Let the take go on.
    Resume,
    /// End the take and keep it.
    End,
    /// End the take early, because the microphone went.
    Break,
    /// Give the microphone up; what waits for it is called off.
    Release,
    /// Give the microphone up; what waits for it goes on waiting.
    Drop,
    /// Say that the microphone went while nothing was recorded.
    TellLost,
}

/// The recorder's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RecorderState {
    now: Now,
    /// The microphone stays on between two takes.
    stays_on: bool,
    /// There is a microphone.
    has_microphone: bool,
    /// Somebody waits for it.
    is_wanted: bool,
    /// The take that is being kept is of no interest here.
    passed: bool,
}

impl RecorderState {
    /// One whose microphone goes off after a take, or stays on for the next.
    pub fn new(stays_on: bool) -> RecorderState {
        RecorderState {
            stays_on,
            ..RecorderState::default()
        }
    }

    /// What it is doing.
    pub fn now(&self) -> Now {
        self.now
    }

    /// The microphone stays on between two takes.
    pub fn stays_on(&self) -> bool {
        self.stays_on
    }

    /// There is a microphone. It may be gone while its take is still being ended.
    pub fn has_microphone(&self) -> bool {
        self.has_microphone
    }

    /// Somebody waits for the microphone.
    pub fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    /// The take that is being kept is of no interest here any more.
    pub fn is_passed(&self) -> bool {
        self.passed
    }

    /// Takes in what happened. What cannot happen in a state changes nothing.
    pub fn on(&mut self, event: Event) -> &'static [Command] {
        use Now::{Asking, Hearing, Keeping, Off, Paused, Recording};
        match (event, self.now) {
            (Event::Wanted, Off) => self.ask(),
            (Event::Wanted, Asking | Keeping) => {
                self.is_wanted = true;
                &[]
            }
            (Event::Wanted, Hearing | Recording | Paused) if self.has_microphone => &[Command::Go],
            // It went, and its take is being ended: asked for anew after that.
            (Event::Wanted, Hearing | Recording | Paused) => {
                self.is_wanted = true;
                &[]
            }
            (Event::Given, Asking) => {
                self.now = Hearing;
                self.has_microphone = true;
                self.go_on()
            }
            (Event::Denied, Asking) => self.off(&[Command::Release]),
            (Event::Lost, Recording | Paused) => {
                self.has_microphone = false;
                &[Command::Break, Command::Drop]
            }
            (Event::Lost, Hearing | Keeping) => self.off(&[Command::Release, Command::TellLost]),
            (Event::Closed, Recording | Paused) => self.off(&[Command::End, Command::Release]),
            (Event::Closed, _) => self.off(&[Command::Release]),
            (Event::Begun, Hearing) => {
                self.now = Recording;
                self.passed = false;
                &[]
            }
            (Event::Toggled, Recording) => {
                self.now = Paused;
                &[Command::Pause]
            }
            (Event::Toggled, Paused) => {
                self.now = Recording;
                &[Command::Resume]
            }
            (Event::Stopped, Recording | Paused) => {
                self.now = Keeping;
                &[Command::End]
            }
            (Event::Ended, now) => {
                self.passed = false;
                match now {
                    Recording | Paused | Keeping => self.after_take(),
                    // Of a take before; the microphone was given up or asked for since.
                    Off | Asking | Hearing => &[],
                }
            }
            (Event::Passed, now) => {
                self.passed = now == Keeping;
                &[]
            }
            _ => &[],
        }
    }

    fn ask(&mut self) -> &'static [Command] {
        self.now = Now::Asking;
        self.is_wanted = true;
        &[Command::Ask]
    }

    fn off(&mut self, commands: &'static [Command]) -> &'static [Command] {
        self.now = Now::Off;
        self.has_microphone = false;
        self.is_wanted = false;
        commands
    }

    fn go_on(&mut self) -> &'static [Command] {
        if std::mem::take(&mut self.is_wanted) {
            &[Command::Go]
        } else {
            &[]
        }
    }

    fn after_take(&mut self) -> &'static [Command] {
        match (self.has_microphone, self.is_wanted || self.stays_on) {
            (true, true) => {
                self.now = Now::Hearing;
                self.go_on()
            }
            // It went while somebody waited for it.
            (false, _) if self.is_wanted => self.ask(),
            _ => self.off(&[Command::Release]),
        }
    }
}
