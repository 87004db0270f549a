//! A small static server for a finished `dist/`: the one behind `cargo xtask serve` and the one
//! the end-to-end tests switch off, alter and point at another build. It listens on 127.0.0.1 only.
//!
//! Deliberately not a web framework: GET and HEAD, one thread per connection, standard library only.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::{headers::Rules, media};

/// What the browser asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `HEAD`.
    pub method: String,
    /// The path below the base, always with a leading `/`, without the query; `/` is the page.
    pub path: String,
    /// The query without `?`, or empty.
    pub query: String,
    /// All headers, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// The value of a header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the server is about to send. A fault changes it in place.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status, e.g. 200.
    pub status: u16,
    /// Headers without `Content-Length`, which follows from the body.
    pub headers: Vec<(String, String)>,
    /// The bytes, already compressed if `Content-Encoding` says so.
    pub body: Vec<u8>,
    /// Closes the connection after this many bytes of the body, promising all of them.
    pub cut_after: Option<usize>,
    /// Waits before answering; `stop` ends the wait.
    pub delay: Duration,
}

impl Reply {
    /// A plain reply with a media type.
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut reply = Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            cut_after: None,
            delay: Duration::ZERO,
        };
        reply.set("Content-Type", media_type);
        reply
    }

    /// Sets or replaces a header.
    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Takes a header away.
    pub fn remove(&mut self, name: &str) {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    /// Replaces the body by uncompressed bytes.
    pub fn replace(&mut self, body: impl Into<Vec<u8>>) {
        self.remove("Content-Encoding");
        self.body = body.into();
    }
}

/// A fault: sees each request and may change the reply.
pub type Fault = dyn Fn(&Request, &mut Reply) + Send + Sync;

struct State {
    root: Mutex<PathBuf>,
    base: String,
    fault: Mutex<Option<Arc<Fault>>>,
    log: Mutex<Vec<String>>,
    stopping: AtomicBool,
}

/// A running (or stopped) server.
pub struct Site {
    state: Arc<State>,
    port: u16,
    running: Option<Running>,
}

struct Running {
    accepting: JoinHandle<()>,
    connections: Arc<Mutex<Connections>>,
}

#[derive(Default)]
struct Connections {
    next: u64,
    streams: HashMap<u64, TcpStream>,
    threads: Vec<JoinHandle<()>>,
}

// A panic in a test's fault must not hide the test's own message behind a poisoned lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Site {
    /// Serves `root` under `base` (`/` or e.g. `/repo/`) on 127.0.0.1. Port 0 takes a free one.
    ///
    /// # Errors
    /// When the port is taken, or the base does not start and end with `/`.
    pub fn start(root: impl Into<PathBuf>, base: &str, port: u16) -> io::Result<Self> {
        if !base.starts_with('/') || !base.ends_with('/') {
            return Err(io::Error::other("the base must start and end with /"));
        }
        let mut site = Self {
            state: Arc::new(State {
                root: Mutex::new(root.into()),
                base: base.to_owned(),
                fault: Mutex::new(None),
                log: Mutex::default(),
                stopping: AtomicBool::new(false),
            }),
            port,
            running: None,
        };
        site.listen(Duration::ZERO)?;
        Ok(site)
    }

    /// Listens again on the same port after [`Site::stop`].
    ///
    /// # Errors
    /// When something else took the port meanwhile.
    pub fn resume(&mut self) -> io::Result<()> {
        if self.running.is_some() {
            return Ok(());
        }
        self.listen(Duration::from_secs(5))
    }

    fn listen(&mut self, patience: Duration) -> io::Result<()> {
        let end = Instant::now() + patience;
        let listener = loop {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)) {
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && Instant::now() < end => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                other => break other?,
            }
        };
        self.port = listener.local_addr()?.port();
        self.state.stopping.store(false, Ordering::SeqCst);
        let connections = Arc::new(Mutex::new(Connections::default()));
        let accepting = {
            let (state, connections) = (self.state.clone(), connections.clone());
            std::thread::spawn(move || accept(&listener, &state, &connections))
        };
        self.running = Some(Running {
            accepting,
            connections,
        });
        Ok(())
    }

    /// Stops for real: closes the listening socket and every connection and waits for all threads.
    /// A browser that asks now gets "connection refused".
    pub fn stop(&mut self) {
        let Some(running) = self.running.take() else {
            return;
        };
        self.state.stopping.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, which then drops the listener.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        drop(running.accepting.join());
        let threads = {
            let mut connections = lock(&running.connections);
            for stream in connections.streams.values() {
                drop(stream.shutdown(Shutdown::Both));
            }
            std::mem::take(&mut connections.threads)
        };
        for thread in threads {
            drop(thread.join());
        }
    }

    /// The address of the page, e.g. `http://localhost:8080/repo/`.
    pub fn url(&self) -> String {
        format!("http://localhost:{}{}", self.port, self.state.base)
    }

    /// The port, also after [`Site::stop`].
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Serves another folder from the next request on, as a deployment does.
    pub fn show(&self, root: impl Into<PathBuf>) {
        *lock(&self.state.root) = root.into();
    }

    /// Lets `fault` see every request and change every reply, until [`Site::heal`].
    pub fn break_with(&self, fault: impl Fn(&Request, &mut Reply) + Send + Sync + 'static) {
        *lock(&self.state.fault) = Some(Arc::new(fault));
    }

    /// Replaces what one path (below the base, e.g. `/sw.js`) answers, until [`Site::heal`].
    pub fn replace(&self, path: &str, status: u16, media_type: &str, body: impl Into<Vec<u8>>) {
        let (path, reply) = (path.to_owned(), Reply::new(status, media_type, body));
        self.break_with(move |request, answer| {
            if request.path == path {
                *answer = reply.clone();
            }
        });
    }

    /// Takes all faults away.
    pub fn heal(&self) {
        *lock(&self.state.fault) = None;
    }

    /// The paths asked for so far (below the base), in order of arrival.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.state.log).clone()
    }

    /// Empties the list of requests.
    pub fn forget_requests(&self) {
        lock(&self.state.log).clear();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, state: &Arc<State>, connections: &Arc<Mutex<Connections>>) {
    for stream in listener.incoming() {
        if state.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let Ok(twin) = stream.try_clone() else {
            continue;
        };
        let mut open = lock(connections);
        open.threads.retain(|thread| !thread.is_finished());
        let id = open.next;
        open.next += 1;
        open.streams.insert(id, twin);
        let (state, connections) = (state.clone(), connections.clone());
        open.threads.push(std::thread::spawn(move || {
            // A browser that hangs up mid-answer is no fault of the server.
            drop(converse(&stream, &state));
            drop(stream.shutdown(Shutdown::Both));
            lock(&connections).streams.remove(&id);
        }));
    }
}

fn converse(stream: &TcpStream, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some((method, target, headers)) = read_head(&mut reader)? {
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let request = |path: &str| Request {
            method: method.clone(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: headers.clone(),
        };
        let decoded = decode(path);
        let mut reply = match decoded.as_deref().map(|path| below(&state.base, path)) {
            _ if method != "GET" && method != "HEAD" => {
                Reply::new(405, "text/plain", "Only GET and HEAD.\n")
            }
            None => Reply::new(400, "text/plain", "That address is not valid.\n"),
            Some(Place::Outside) => Reply::new(404, "text/plain", "Not found.\n"),
            Some(Place::NeedsSlash) => {
                let mut reply = Reply::new(301, "text/plain", "");
                reply.set("Location", &state.base);
                reply
            }
            Some(Place::Inside(path)) => {
                let request = request(path);
                lock(&state.log).push(path.to_owned());
                let root = lock(&state.root).clone();
                let mut reply = find(&root, &request);
                let fault = lock(&state.fault).clone();
                if let Some(fault) = fault {
                    fault(&request, &mut reply);
                }
                reply
            }
        };
        let end = Instant::now() + reply.delay;
        while Instant::now() < end && !state.stopping.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(5));
        }
        if method == "HEAD" {
            reply.cut_after = Some(0);
        }
        send(stream, &reply)?;
        if reply.cut_after.is_some() && method != "HEAD" {
            return Ok(());
        }
    }
    Ok(())
}

type Head = (String, String, Vec<(String, String)>);

fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut line = String::new();
    let mut next = |line: &mut String| -> io::Result<usize> {
        line.clear();
        // A header line beyond this is no browser.
        let read = io::Read::take(&mut *reader, 64 * 1024).read_line(line)?;
        Ok(read)
    };
    if next(&mut line)? == 0 {
        return Ok(None);
    }
    let mut parts = line.split_whitespace();
    let (Some(method), Some(target)) = (parts.next(), parts.next()) else {
        return Ok(None);
    };
    let (method, target) = (method.to_owned(), target.to_owned());
    let mut headers = Vec::new();
    loop {
        if next(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            return Ok(Some((method, target, headers)));
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

enum Place<'a> {
    Inside(&'a str),
    NeedsSlash,
    Outside,
}

fn below<'a>(base: &str, path: &'a str) -> Place<'a> {
    let bare = &base[..base.len() - 1];
    match path.strip_prefix(bare) {
        Some(rest) if rest.starts_with('/') => Place::Inside(rest),
        Some("") => Place::NeedsSlash,
        _ => Place::Outside,
    }
}

/// Percent-decodes a path; `None` for what no browser sends: bad escapes, NUL, a way upwards.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
            }
            byte => byte,
        });
    }
    let text = String::from_utf8(bytes).ok()?;
    let safe = text.starts_with('/')
        && !text.contains(['\\', '\0', ':'])
        && !text.split('/').any(|part| part == ".." || part == ".");
    safe.then_some(text)
}

fn find(root: &Path, request: &Request) -> Reply {
    let mut relative = request.path.trim_start_matches('/').to_owned();
    if relative.is_empty() || relative.ends_with('/') {
        relative.push_str("index.html");
    }
    let file = root.join(&relative);
    let Ok(plain) = std::fs::read(&file) else {
        return Reply::new(404, "text/plain; charset=utf-8", "Not found.\n");
    };
    let mut reply = Reply::new(200, media::of(&relative), plain);
    if media::is_compressible(&relative) {
        reply.set("Vary", "Accept-Encoding");
        let accepted = request.header("accept-encoding").unwrap_or_default();
        for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
            if !accepts(accepted, coding) {
                continue;
            }
            if let Ok(body) = std::fs::read(root.join(format!("{relative}.{ending}"))) {
                reply.set("Content-Encoding", coding);
                reply.body = body;
                break;
            }
        }
    }
    let rules = std::fs::read_to_string(root.join("_headers"))
        .ok()
        .and_then(|text| Rules::parse(&text).ok())
        .unwrap_or_default();
    for (name, value) in rules.of(&request.path) {
        reply.set(&name, &value);
    }
    reply
}

/// Whether an `Accept-Encoding` value allows a coding.
fn accepts(value: &str, coding: &str) -> bool {
    value.split(',').any(|part| {
        let mut fields = part.split(';').map(str::trim);
        fields.next() == Some(coding)
            && !fields.any(|field| {
                field
                    .strip_prefix("q=")
                    .is_some_and(|weight| weight.trim_matches(['0', '.']).is_empty())
            })
    })
}

fn send(mut stream: &TcpStream, reply: &Reply) -> io::Result<()> {
    let reason = match reply.status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        404 => "Not Found",
        _ => "Status",
    };
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", reply.body.len()));
    stream.write_all(head.as_bytes())?;
    let end = reply
        .cut_after
        .map_or(reply.body.len(), |bytes| bytes.min(reply.body.len()));
    stream.write_all(&reply.body[..end])?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("xtask-site-{}-{name}", std::process::id()));
            std::fs::create_dir_all(path.join("assets")).unwrap();
            std::fs::write(path.join("index.html"), "page").unwrap();
            std::fs::write(path.join("assets/a.js"), "plain").unwrap();
            std::fs::write(path.join("assets/a.js.br"), "brotli").unwrap();
            std::fs::write(path.join("a.wasm"), "wasm").unwrap();
            std::fs::write(
                path.join("_headers"),
                "/*\n  X-Content-Type-Options: nosniff\n/assets/*\n  Cache-Control: immutable\n",
            )
            .unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    fn get(port: u16, target: &str, more: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        write!(stream, "GET {target} HTTP/1.1\r\nHost: x\r\n{more}\r\n")?;
        stream.shutdown(Shutdown::Write)?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn files_types_and_headers() {
        let folder = Folder::new("files");
        let site = Site::start(&folder.0, "/", 0).unwrap();
        let page = get(site.port(), "/", "").unwrap();
        assert!(
            page.starts_with("HTTP/1.1 200") && page.ends_with("page"),
            "{page}"
        );
        assert!(page.contains("nosniff") && page.contains("text/html"));
        assert!(
            get(site.port(), "/a.wasm", "")
                .unwrap()
                .contains("application/wasm")
        );
        let script = get(site.port(), "/assets/a.js", "Accept-Encoding: gzip, br\r\n").unwrap();
        assert!(script.contains("Content-Encoding: br") && script.ends_with("brotli"));
        assert!(script.contains("immutable"));
        let plain = get(site.port(), "/assets/a.js", "Accept-Encoding: br;q=0\r\n").unwrap();
        assert!(plain.ends_with("plain"));
        assert!(
            get(site.port(), "/none", "")
                .unwrap()
                .starts_with("HTTP/1.1 404")
        );
        for bad in ["/../Cargo.toml", "/%2e%2e/x", "/a%00", "/%zz", "x"] {
            assert!(
                get(site.port(), bad, "")
                    .unwrap()
                    .starts_with("HTTP/1.1 400"),
                "{bad}"
            );
        }
        assert_eq!(site.requests()[..3], ["/", "/a.wasm", "/assets/a.js"]);
    }

    #[test]
    fn a_base_path() {
        let folder = Folder::new("base");
        let site = Site::start(&folder.0, "/repo/", 0).unwrap();
        assert!(site.url().ends_with("/repo/"));
        assert!(get(site.port(), "/repo/", "").unwrap().ends_with("page"));
        assert!(
            get(site.port(), "/repo", "")
                .unwrap()
                .contains("Location: /repo/")
        );
        assert!(
            get(site.port(), "/", "")
                .unwrap()
                .starts_with("HTTP/1.1 404")
        );
        assert!(
            get(site.port(), "/repository", "")
                .unwrap()
                .starts_with("HTTP/1.1 404")
        );
        assert!(Site::start(&folder.0, "repo", 0).is_err());
    }

    #[test]
    fn stop_closes_and_resume_takes_the_same_port() {
        let folder = Folder::new("stop");
        let mut site = Site::start(&folder.0, "/", 0).unwrap();
        let port = site.port();
        // An idle connection, as browsers hold them, must not survive the stop.
        let mut idle = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        assert!(get(port, "/", "").is_ok());
        for _ in 0..3 {
            site.stop();
            assert!(get(port, "/", "").is_err());
            site.resume().unwrap();
            assert!(get(port, "/", "").unwrap().ends_with("page"));
            assert_eq!(site.port(), port);
        }
        assert_eq!(idle.read(&mut [0; 8]).unwrap_or(0), 0);
    }

    #[test]
    fn faults_and_another_build() {
        let (folder, other) = (Folder::new("one"), Folder::new("two"));
        std::fs::write(other.0.join("index.html"), "second").unwrap();
        let site = Site::start(&folder.0, "/", 0).unwrap();
        site.replace("/a.wasm", 500, "text/plain", "broken");
        assert!(
            get(site.port(), "/a.wasm", "")
                .unwrap()
                .starts_with("HTTP/1.1 500")
        );
        assert!(get(site.port(), "/", "").unwrap().ends_with("page"));
        site.break_with(|request, reply| {
            if request.path == "/a.wasm" {
                reply.cut_after = Some(2);
            }
        });
        let cut = get(site.port(), "/a.wasm", "").unwrap();
        assert!(
            cut.contains("Content-Length: 4") && cut.ends_with("\r\n\r\nwa"),
            "{cut}"
        );
        site.heal();
        assert!(get(site.port(), "/a.wasm", "").unwrap().ends_with("wasm"));
        site.show(&other.0);
        assert!(get(site.port(), "/", "").unwrap().ends_with("second"));
    }
}
