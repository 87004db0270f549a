//! Hosts as they are out there, each with the app at its root and under a sub-path: real servers as
//! Debian ships them, and stand-ins that send what the large free hosts send.

use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use xtask::site::{Reply, Request, Site};

use crate::process::{Family, free_port};
use crate::release;

/// How long a server may take to open its port.
const PATIENCE: Duration = Duration::from_secs(20);
/// The folder of the sub-path.
const FOLDER: &str = "repo";

/// Where the app lies on a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Root,
    SubPath,
}

impl Place {
    pub const ALL: [Self; 2] = [Self::Root, Self::SubPath];

    fn base(self) -> String {
        match self {
            Self::Root => "/".to_owned(),
            Self::SubPath => format!("/{FOLDER}/"),
        }
    }
}

/// A way to serve files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Nginx,
    Apache,
    Caddy,
    Python,
    GitHubPages,
    Netlify,
    CloudflarePages,
    /// The oddest types that were seen and that browsers take.
    OddTypes,
}

/// Something that serves the app until it is stopped.
pub trait Serves {
    /// The address of the page.
    fn url(&self) -> String;
    /// Ends it: from then on nobody listens.
    fn stop(&mut self);
}

impl Serves for Site {
    fn url(&self) -> String {
        self.url()
    }

    fn stop(&mut self) {
        self.stop();
    }
}

/// A running host with two addresses, of which one is looked at.
pub struct Host {
    kind: Kind,
    place: Place,
    ports: [u16; 2],
    programs: Vec<Family>,
    sites: Vec<Site>,
    folder: PathBuf,
}

impl Host {
    /// Starts it and waits until it answers.
    ///
    /// # Panics
    /// When the server is missing or does not start.
    #[must_use]
    pub fn start(kind: Kind) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("matchbook-host-{}-{number}", std::process::id());
        let mut host = Self {
            kind,
            place: Place::Root,
            ports: [0; 2],
            programs: Vec::new(),
            sites: Vec::new(),
            folder: std::env::temp_dir().join(name),
        };
        match kind {
            Kind::Nginx | Kind::Apache | Kind::Caddy | Kind::Python => host.start_programs(),
            _ => host.start_sites(),
        }
        host
    }

    /// Looks at the other address.
    pub fn turn_to(&mut self, place: Place) {
        self.place = place;
    }

    /// What a stand-in answers, changed by `fault`; a real server does as it likes.
    ///
    /// # Panics
    /// For a real server.
    pub fn break_with(&self, fault: impl Fn(&Request, &mut Reply) + Clone + Send + Sync + 'static) {
        assert!(!self.sites.is_empty(), "{:?} cannot be told", self.kind);
        for site in &self.sites {
            let (kind, fault) = (self.kind, fault.clone());
            site.break_with(move |request, reply| {
                answer_as(kind, request, reply);
                fault(request, reply);
            });
        }
    }

    /// Takes the fault away.
    pub fn heal(&self) {
        self.break_with(|_, _| ());
    }

    fn start_sites(&mut self) {
        for (place, port) in Place::ALL.into_iter().zip(&mut self.ports) {
            let site = Site::start(release::dist(), &place.base(), 0).expect("a server");
            *port = site.port();
            self.sites.push(site);
        }
        self.heal();
    }

    fn start_programs(&mut self) {
        // Their own users must be able to read it, which they may not where the build lies.
        let [root, above] = ["root", "above"].map(|name| self.folder.join(name));
        release::copy(&release::dist(), &root);
        release::copy(&release::dist(), &above.join(FOLDER));
        self.ports = [free_port(), free_port()];
        let served = [(self.ports[0], root), (self.ports[1], above)];
        self.programs = match self.kind {
            Kind::Nginx => vec![nginx(&self.folder, &served)],
            Kind::Apache => vec![apache(&self.folder, &served)],
            Kind::Caddy => vec![caddy(&self.folder, &served)],
            _ => served.iter().map(python).collect(),
        };
        let end = Instant::now() + PATIENCE;
        for port in self.ports {
            while !listens(port) {
                assert!(Instant::now() < end, "{:?} does not start", self.kind);
                std::thread::park_timeout(Duration::from_millis(20));
            }
        }
    }
}

fn listens(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}

impl Serves for Host {
    fn url(&self) -> String {
        let port = self.ports[usize::from(self.place == Place::SubPath)];
        format!("http://localhost:{port}{}", self.place.base())
    }

    fn stop(&mut self) {
        self.programs.clear();
        self.sites.clear();
        assert!(
            !self.ports.into_iter().any(listens),
            "{:?} still answers",
            self.kind
        );
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.programs.clear();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A program that Debian keeps where only the administrator looks.
fn program(name: &str) -> PathBuf {
    let kept = ["/usr/sbin", "/usr/bin"].map(|folder| Path::new(folder).join(name));
    let found = kept.into_iter().find(|path| path.exists());
    found.unwrap_or_else(|| name.into())
}

/// Writes a configuration and gives its path.
fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("a configuration");
    path
}

fn each(served: &[(u16, PathBuf)], block: impl Fn(u16, &str) -> String) -> String {
    let blocks = served
        .iter()
        .map(|(port, root)| block(*port, &root.display().to_string()));
    blocks.collect()
}

fn nginx(folder: &Path, served: &[(u16, PathBuf)]) -> Family {
    let servers = each(served, |port, root| {
        format!("server {{ listen 127.0.0.1:{port}; root {root}; }}\n")
    });
    let text = format!(
        "daemon off;\npid nginx.pid;\nevents {{}}\nhttp {{\n\
         include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n\
         sendfile on;\ngzip on;\naccess_log off;\n\
         client_body_temp_path b;\nproxy_temp_path p;\nfastcgi_temp_path f;\n\
         uwsgi_temp_path u;\nscgi_temp_path s;\n{servers}}}\n"
    );
    let file = write(folder, "nginx.conf", &text);
    let mut command = Command::new(program("nginx"));
    command.arg("-p").arg(folder).arg("-c").arg(file);
    command.args(["-e", "stderr"]);
    Family::start(&mut command, &folder.display().to_string())
}

fn apache(folder: &Path, served: &[(u16, PathBuf)]) -> Family {
    let modules = [
        ("mpm_event", ""),
        ("authz_core", ""),
        ("mime", "TypesConfig /etc/mime.types\n"),
        ("dir", "DirectoryIndex index.html\n"),
        ("filter", ""),
        // As in Debian's own configuration.
        (
            "deflate",
            "AddOutputFilterByType DEFLATE text/html text/plain text/xml text/css text/javascript\n\
             AddOutputFilterByType DEFLATE application/javascript application/wasm application/xml\n",
        ),
    ];
    let load = |(name, more): (&str, &str)| {
        format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n{more}")
    };
    let modules: String = modules.map(load).concat();
    let hosts = each(served, |port, root| {
        format!(
            "Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\nDocumentRoot {root}\n\
             <Directory {root}>\nRequire all granted\n</Directory>\n</VirtualHost>\n"
        )
    });
    let folder_name = folder.display();
    let text = format!(
        "{modules}ServerName localhost\nServerRoot {folder_name}\nDefaultRuntimeDir {folder_name}\n\
         PidFile apache.pid\nErrorLog error.log\nUser www-data\nGroup www-data\n{hosts}"
    );
    let file = write(folder, "apache.conf", &text);
    let mut command = Command::new(program("apache2"));
    command.arg("-D").arg("FOREGROUND").arg("-f").arg(file);
    Family::start(&mut command, &folder_name.to_string())
}

fn caddy(folder: &Path, served: &[(u16, PathBuf)]) -> Family {
    let sites = each(served, |port, root| {
        format!("http://localhost:{port} {{\nbind 127.0.0.1\nroot * {root}\nfile_server\n}}\n")
    });
    let text = format!("{{\nadmin off\nauto_https off\n}}\n{sites}");
    let file = write(folder, "Caddyfile", &text);
    let mut command = Command::new(program("caddy"));
    command.arg("run").arg("--adapter").arg("caddyfile");
    command.arg("--config").arg(file);
    for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(variable, folder);
    }
    Family::start(&mut command, &folder.display().to_string())
}

fn python((port, root): &(u16, PathBuf)) -> Family {
    let mut command = Command::new(program("python3"));
    command.args(["-m", "http.server", &port.to_string()]);
    command
        .args(["--bind", "127.0.0.1", "--directory"])
        .arg(root);
    Family::start(&mut command, &root.display().to_string())
}

/// The type of a file as a host sends it, by the file's ending.
fn media_type(kind: Kind, path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("html", |(_, ending)| ending);
    match (kind, ending) {
        (Kind::OddTypes, "js") => "application/x-javascript",
        (Kind::OddTypes, "json") => "text/plain",
        (Kind::OddTypes, "webmanifest" | "wasm" | "txt") => "application/octet-stream",
        (Kind::OddTypes, "svg") => "text/xml",
        (Kind::OddTypes, "html") => "text/html; charset=ISO-8859-1",
        (Kind::OddTypes, "css") => "text/css;charset=windows-1252",
        (Kind::GitHubPages, "js") => "application/javascript; charset=utf-8",
        (Kind::GitHubPages, "json") => "application/json; charset=utf-8",
        (Kind::Netlify, "js") => "application/javascript; charset=UTF-8",
        (Kind::Netlify, "webmanifest") => "application/octet-stream",
        (_, "js") => "application/javascript",
        (_, "css") => "text/css; charset=utf-8",
        (_, "html") => "text/html; charset=utf-8",
        (_, "txt") => "text/plain; charset=utf-8",
        (_, "json" | "webmanifest") => "application/json",
        (_, "svg") => "image/svg+xml",
        (_, "wasm") => "application/wasm",
        (_, "png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// Turns what the local server would say into what the host says.
fn answer_as(kind: Kind, request: &Request, reply: &mut Reply) {
    let reads_headers = matches!(kind, Kind::Netlify | Kind::CloudflarePages);
    let hidden = request
        .path
        .split('/')
        .any(|part| part.starts_with(['_', '.']));
    if hidden {
        reply.status = 404;
    }
    if request.path == "/index.html" && reads_headers {
        reply.status = if kind == Kind::Netlify { 301 } else { 308 };
        reply.replace("");
        reply.set("Location", "./");
        return;
    }
    let coding = reply
        .headers
        .iter()
        .find(|(name, _)| name == "Content-Encoding")
        .map(|(_, value)| value.clone());
    if !reads_headers {
        reply.headers.clear();
    }
    if let Some(coding) = coding {
        reply.set("Content-Encoding", &coding);
    }
    reply.set("Content-Type", media_type(kind, &request.path));
    let more: &[(&str, &str)] = match kind {
        Kind::GitHubPages => &[
            ("Cache-Control", "max-age=600"),
            ("Access-Control-Allow-Origin", "*"),
            ("Vary", "Accept-Encoding"),
        ],
        Kind::Netlify => &[("Strict-Transport-Security", "max-age=31536000")],
        Kind::CloudflarePages => &[
            ("Access-Control-Allow-Origin", "*"),
            ("Vary", "accept-encoding"),
        ],
        // Of this file Firefox keeps no copy with `Vary: *`, and says so; see the scenarios.
        _ if request.path.ends_with("/sw.js") => &[("Cache-Control", "max-age=31536000")],
        // The worst that may stand beside a right file.
        _ => &[("Vary", "*"), ("Cache-Control", "max-age=31536000")],
    };
    for (name, value) in more {
        reply.set(name, value);
    }
    if reply.status == 404 {
        reply.replace("<!doctype html><title>Not found</title>");
        reply.set("Content-Type", "text/html; charset=utf-8");
        // Without a 404.html Cloudflare takes a site for an app that knows all addresses.
        if kind == Kind::CloudflarePages {
            reply.status = 200;
        }
    }
}
