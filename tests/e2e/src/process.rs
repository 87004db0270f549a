//! Processes the harness starts, found again and killed with everything they started. Linux only:
//! it reads `/proc`. It knows nothing of browsers.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A port nobody listens on at this moment.
///
/// # Panics
/// When the machine has none left.
#[must_use]
pub fn free_port() -> u16 {
    // Not one the system hands out by itself: between this look and its use it could give it away.
    static NEXT: AtomicU32 = AtomicU32::new(0);
    (0..9_000)
        .map(|_| {
            std::process::id()
                .wrapping_mul(97)
                .wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed))
        })
        .filter_map(|number| u16::try_from(20_000 + number % 9_000).ok())
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port on 127.0.0.1")
}

/// A started program and all it starts. Dropping it kills them all.
pub struct Family {
    child: Child,
    /// Text in the command line of every member that may have left the family tree
    /// (a crash handler is adopted by init).
    mark: String,
}

impl Family {
    /// Starts `command` in silence; `mark` is a text that its strays carry on their command line,
    /// such as the path of the profile.
    ///
    /// # Panics
    /// When the program cannot be started.
    #[must_use]
    pub fn start(command: &mut Command, mark: &str) -> Self {
        let name = format!("{:?}", command.get_program());
        let log = || std::env::var("MATCHBOOK_E2E_LOG").is_ok();
        let out = || {
            if log() {
                Stdio::inherit()
            } else {
                Stdio::null()
            }
        };
        let child = command
            .stdin(Stdio::null())
            .stdout(out())
            .stderr(out())
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        Self {
            child,
            mark: mark.to_owned(),
        }
    }

    /// A display of its own for a browser that cannot do without, and its name.
    ///
    /// # Panics
    /// When Xvfb is missing.
    #[must_use]
    pub fn display() -> (Self, String) {
        let mut child = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1400x1000x24",
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb (Debian package xvfb)");
        let mut number = String::new();
        if let Some(out) = child.stdout.take() {
            let _ = BufReader::new(out).read_line(&mut number);
        }
        (
            Self {
                child,
                mark: String::new(),
            },
            format!(":{}", number.trim()),
        )
    }

    /// Ids of the living members, the started program first.
    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        self.pids_in(&table())
    }

    fn pids_in(&self, table: &HashMap<u32, Process>) -> Vec<u32> {
        let mut members = vec![self.child.id()];
        let mut seen: HashSet<u32> = members.iter().copied().collect();
        let mut next = 0;
        while next < members.len() {
            for (&pid, process) in table {
                if process.parent == members[next] && seen.insert(pid) {
                    members.push(pid);
                }
            }
            next += 1;
        }
        for (&pid, process) in table {
            if !self.mark.is_empty() && process.command.contains(&self.mark) && seen.insert(pid) {
                members.push(pid);
            }
        }
        members.retain(|pid| table.contains_key(pid));
        members
    }

    /// SIGTERM to the started program, and patience until it has ended.
    pub fn ask_to_end(&mut self, patience: Duration) {
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let end = Instant::now() + patience;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < end {
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// SIGKILL to every member at once, again until none is left, and patience until each of them
    /// is gone: a killed orphan leaves the family before it leaves the machine. No member gets the
    /// chance to save anything.
    pub fn kill9(&mut self) {
        let own = std::process::id();
        let mut killed = HashSet::new();
        loop {
            let table = table();
            let mut members = self.pids_in(&table);
            members.retain(|&pid| pid != own);
            if members.is_empty() && !killed.iter().any(|pid| table.contains_key(pid)) {
                break;
            }
            if !members.is_empty() {
                let _ = Command::new("kill")
                    .arg("-9")
                    .args(members.iter().map(u32::to_string))
                    .stderr(Stdio::null())
                    .status();
            }
            killed.extend(members);
            // Reaps the child, or it stays in the table for ever.
            let _ = self.child.wait();
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        self.kill9();
    }
}

/// Whether a process still runs. One that is dead but not yet collected by its parent does not.
#[must_use]
pub fn lives(pid: u32) -> bool {
    table().contains_key(&pid)
}

struct Process {
    parent: u32,
    command: String,
}

/// Every process that is not already dead. One whose first thread is gone lives on while another
/// is still in the kernel, say in a write to the disk: its files and locks are open until then.
fn table() -> HashMap<u32, Process> {
    let mut table = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
            continue;
        };
        // The name in brackets may itself hold spaces and brackets.
        let mut fields = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split_whitespace();
        let state = fields.next().unwrap_or_default();
        let parent = fields
            .next()
            .and_then(|field| field.parse().ok())
            .unwrap_or_default();
        let threads = || fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
        if matches!(state, "Z" | "X") && threads() <= 1 {
            continue;
        }
        let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command).replace('\0', " ");
        table.insert(pid, Process { parent, command });
    }
    table
}
