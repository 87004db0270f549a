//! Whether a start without a network shows the app, in words. What is true is found out elsewhere
//! (`session::phone::offline`); here it becomes a state, a sentence and what to do about it.

/// What the look at the stored app came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// This build has no version, so it stores nothing.
    NoVersion,
    /// This browser has no service workers here; `secure` when the address is not the reason.
    NoWorkers {
        /// The address is one that browsers trust: https, or this machine itself.
        secure: bool,
    },
    /// The browser refused `sw.js`, which came with this status (0: not at all) and this type.
    Refused {
        /// HTTP status, or 0.
        status: u16,
        /// The `Content-Type` without its parameters, in lower case.
        media_type: String,
        /// It came with `Vary: *`, which says that no stored copy can stand for it.
        varies: bool,
    },
    /// The service worker does not answer.
    Silent,
    /// The service worker has every file, each with its hash.
    Stored,
    /// The service worker could not store a file.
    Fault {
        /// Its path, or nothing when no single file is the reason.
        file: String,
        /// `unreachable`, `status`, `changed`, `storage`, or a word of a newer worker.
        why: String,
        /// HTTP status of `status`.
        status: u16,
    },
}

/// Whether a start without a network shows the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Being looked at: files that are there, of how many; both 0 before that is known.
    Checking {
        /// Files that are stored and right.
        done: u32,
        /// Files in all.
        of: u32,
    },
    /// Every file is stored and was just checked.
    Ready,
    /// Something is in the way.
    NotYet(Obstacle),
    /// A development build, which stores nothing.
    Development,
}

/// What is in the way of a start without a network. A file is named by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The server could not be reached for a file.
    Unreachable(String),
    /// The server does not have a file.
    Missing(String),
    /// The server refused a file with this status.
    Refused(String, u16),
    /// A file arrived with other bytes than were published.
    Changed(String),
    /// The server sends `sw.js` as something that is no script.
    NoScript(String),
    /// The server says that no copy of `sw.js` may stand for it.
    Varies,
    /// The browser keeps nothing, or has no room.
    Storage,
    /// The browser forbids service workers, though the script is right.
    Forbidden,
    /// The service worker does not answer.
    Silent,
    /// The address is not https.
    Insecure,
    /// The browser is too old or too small.
    NoWorkers,
}

/// The types under which browsers take a script.
const SCRIPT_TYPES: [&str; 16] = [
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/ecmascript",
    "application/x-ecmascript",
    "text/ecmascript",
    "text/javascript1.0",
    "text/javascript1.1",
    "text/javascript1.2",
    "text/javascript1.3",
    "text/javascript1.4",
    "text/javascript1.5",
    "text/jscript",
    "text/livescript",
    "text/x-ecmascript",
    "text/x-javascript",
];

/// The script of the service worker.
const SCRIPT: &str = "sw.js";

/// So many days before an interview it matters enough for a line on Today.
const NEAR_DAYS: i64 = 14;

/// Whether Today should say that the app is not ready, when the next interview is `days` away.
pub fn is_near(days: Option<i64>) -> bool {
    days.is_some_and(|days| (0..=NEAR_DAYS).contains(&days))
}

fn by_status(file: String, status: u16) -> Obstacle {
    match status {
        0 => Obstacle::Unreachable(file),
        404 | 410 => Obstacle::Missing(file),
        _ => Obstacle::Refused(file, status),
    }
}

impl From<Finding> for Readiness {
    fn from(finding: Finding) -> Self {
        let obstacle = match finding {
            Finding::NoVersion => return Readiness::Development,
            Finding::Stored => return Readiness::Ready,
            Finding::NoWorkers { secure: true } => Obstacle::NoWorkers,
            Finding::NoWorkers { secure: false } => Obstacle::Insecure,
            Finding::Silent => Obstacle::Silent,
            Finding::Refused {
                status,
                media_type,
                varies,
            } => match status {
                200 if varies => Obstacle::Varies,
                200 if SCRIPT_TYPES.contains(&&*media_type) => Obstacle::Forbidden,
                200 => Obstacle::NoScript(media_type),
                _ => by_status(SCRIPT.to_owned(), status),
            },
            Finding::Fault { file, why, status } => match &*why {
                "unreachable" => Obstacle::Unreachable(file),
                "status" => by_status(file, status),
                "changed" => Obstacle::Changed(file),
                _ => Obstacle::Storage,
            },
        };
        Readiness::NotYet(obstacle)
    }
}

impl Readiness {
    /// The state in one line: `Ready without a network`, `Not yet: index.html was changed on the way`.
    pub fn title(&self) -> String {
        match self {
            Readiness::Checking { of: 0, .. } => "Looking at the stored app …".to_owned(),
            Readiness::Checking { done, of } => [
                "Checked ",
                &done.to_string(),
                " of ",
                &of.to_string(),
                " files …",
            ]
            .concat(),
            Readiness::Ready => "Ready without a network".to_owned(),
            Readiness::NotYet(obstacle) => ["Not yet: ", &obstacle.reason()].concat(),
            Readiness::Development => "A development build needs its server".to_owned(),
        }
    }

    /// What that means, or what to do.
    pub fn detail(&self) -> &'static str {
        match self {
            Readiness::Checking { .. } => "What is missing is loaded now.",
            Readiness::Ready => "The whole app is stored in this browser and was just checked.",
            Readiness::NotYet(obstacle) => obstacle.advice(),
            Readiness::Development => "Only a production build stores itself.",
        }
    }

    /// Whether another try can change it.
    pub fn can_try(&self) -> bool {
        match self {
            Readiness::NotYet(obstacle) => {
                !matches!(obstacle, Obstacle::Insecure | Obstacle::NoWorkers)
            }
            _ => false,
        }
    }
}

impl Obstacle {
    /// Why not, as the end of a sentence without a full stop.
    fn reason(&self) -> String {
        match self {
            Obstacle::Unreachable(file) => [file, " could not be loaded"].concat(),
            Obstacle::Missing(file) => ["the server does not have ", file].concat(),
            Obstacle::Refused(file, status) => [
                "the server refused ",
                file,
                " (error ",
                &status.to_string(),
                ")",
            ]
            .concat(),
            Obstacle::Changed(file) => [file, " was changed on the way"].concat(),
            Obstacle::NoScript(kind) if kind.is_empty() => {
                ["the server does not say that ", SCRIPT, " is a script"].concat()
            }
            Obstacle::NoScript(kind) => ["the server sends ", SCRIPT, " as ", kind].concat(),
            Obstacle::Varies => ["the server sends ", SCRIPT, " with “Vary: *”"].concat(),
            Obstacle::Storage => "this browser has no room for the app".to_owned(),
            Obstacle::Forbidden => "this browser does not allow it here".to_owned(),
            Obstacle::Silent => "the stored app does not answer".to_owned(),
            Obstacle::Insecure => "this address does not begin with https".to_owned(),
            Obstacle::NoWorkers => "this browser cannot store apps".to_owned(),
        }
    }

    /// What to do.
    fn advice(&self) -> &'static str {
        match self {
            Obstacle::Unreachable(_) => "Connect this phone to the internet and try again.",
            Obstacle::Missing(_) => {
                "The app was not uploaded completely, or a new version is just being published. Wait ten minutes and try again. If this stays, tell the person who hosts this page."
            }
            Obstacle::Refused(..) => {
                "Try again in a few minutes. If this stays, tell the person who hosts this page."
            }
            Obstacle::Changed(_) => {
                "Something between the server and this phone changes the app, or a new version is just being published. Wait ten minutes, or use another network, and try again. If this stays, tell the person who hosts this page."
            }
            Obstacle::NoScript(_) => {
                "The server must send it as text/javascript. Tell the person who hosts this page."
            }
            Obstacle::Varies => {
                "This browser does not keep such a file. Tell the person who hosts this page, or use Chrome, Edge or Safari."
            }
            Obstacle::Storage => {
                "Free some space on this phone and try again. A private window keeps nothing: use a normal one."
            }
            Obstacle::Forbidden => {
                "A private window or blocked storage keeps nothing. Open Matchbook in a normal window, or allow this page to store data."
            }
            Obstacle::Silent => "Close every Matchbook window, open it again and try again.",
            Obstacle::Insecure => "Open Matchbook by its https address.",
            Obstacle::NoWorkers => "Use a current version of Safari, Chrome, Edge or Firefox.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &str, why: &str, status: u16) -> Readiness {
        Finding::Fault {
            file: file.to_owned(),
            why: why.to_owned(),
            status,
        }
        .into()
    }

    fn refused(status: u16, media_type: &str) -> Readiness {
        Finding::Refused {
            status,
            media_type: media_type.to_owned(),
            varies: false,
        }
        .into()
    }

    /// Every state that is not ready, with the line it shows.
    fn obstacles() -> Vec<(Readiness, &'static str)> {
        vec![
            (
                fault("index.html", "changed", 0),
                "Not yet: index.html was changed on the way",
            ),
            (
                fault("content/questions.json", "status", 404),
                "Not yet: the server does not have content/questions.json",
            ),
            (
                fault("a.css", "status", 503),
                "Not yet: the server refused a.css (error 503)",
            ),
            (
                fault("a.css", "unreachable", 0),
                "Not yet: a.css could not be loaded",
            ),
            (
                fault("", "storage", 0),
                "Not yet: this browser has no room for the app",
            ),
            (
                fault("", "a word of tomorrow", 0),
                "Not yet: this browser has no room for the app",
            ),
            (
                refused(200, "text/plain"),
                "Not yet: the server sends sw.js as text/plain",
            ),
            (
                refused(200, ""),
                "Not yet: the server does not say that sw.js is a script",
            ),
            (
                refused(404, "text/html"),
                "Not yet: the server does not have sw.js",
            ),
            (refused(0, ""), "Not yet: sw.js could not be loaded"),
            (
                refused(200, "application/x-javascript"),
                "Not yet: this browser does not allow it here",
            ),
            (
                Finding::Refused {
                    status: 200,
                    media_type: "text/javascript".to_owned(),
                    varies: true,
                }
                .into(),
                "Not yet: the server sends sw.js with “Vary: *”",
            ),
            (
                Finding::Silent.into(),
                "Not yet: the stored app does not answer",
            ),
            (
                Finding::NoWorkers { secure: false }.into(),
                "Not yet: this address does not begin with https",
            ),
            (
                Finding::NoWorkers { secure: true }.into(),
                "Not yet: this browser cannot store apps",
            ),
        ]
    }

    #[test]
    fn every_obstacle_says_why_and_what_to_do() {
        for (readiness, title) in obstacles() {
            assert_eq!(readiness.title(), title);
            assert!(readiness.detail().ends_with('.'), "{title}");
            assert!(readiness.detail().len() > 20, "{title}");
        }
        assert_eq!(
            Readiness::from(Finding::Stored).title(),
            "Ready without a network"
        );
        assert_eq!(Readiness::from(Finding::NoVersion), Readiness::Development);
    }

    #[test]
    fn another_try_is_offered_where_it_can_help() {
        for (readiness, title) in obstacles() {
            let hopeless = title.contains("https") || title.contains("store apps");
            assert_eq!(readiness.can_try(), !hopeless, "{title}");
        }
        let checking = Readiness::Checking { done: 1, of: 2 };
        for readiness in [Readiness::Ready, Readiness::Development, checking] {
            assert!(!readiness.can_try());
        }
    }

    #[test]
    fn today_speaks_of_it_only_when_a_trip_is_near() {
        assert!(is_near(Some(0)) && is_near(Some(NEAR_DAYS)));
        assert!(!is_near(None) && !is_near(Some(NEAR_DAYS + 1)) && !is_near(Some(-1)));
    }

    #[test]
    fn progress_is_counted() {
        let at = |done, of| Readiness::Checking { done, of }.title();
        assert_eq!(at(0, 0), "Looking at the stored app …");
        assert_eq!(at(12, 40), "Checked 12 of 40 files …");
    }
}
