//! WebKit's remote inspector, spoken to a MiniBrowser that keeps its data. WebKitWebDriver only
//! drives throw-away sessions, so everything that must survive a kill or a cold start goes this way.
//! It has no real pointer and no real keys: scenarios that need those use WebDriver.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::wire::{Socket, request};

/// A connection to the one page of a browser.
pub struct Inspector {
    socket: Socket,
    last: u64,
    page: String,
    /// Messages the page logged at level error, and errors nobody caught.
    pub errors: Vec<String>,
}

impl Inspector {
    /// Connects as soon as the browser answers on `port`.
    ///
    /// # Errors
    /// The reason in words when it does not within `wait`.
    pub fn connect(port: u16, wait: Duration) -> Result<Self, String> {
        let end = Instant::now() + wait;
        let path = loop {
            let page = request(port, "GET", "/", "").unwrap_or_default();
            if let Some(start) = page.find("/socket/") {
                let rest = &page[start..];
                break rest[..rest.find('\'').unwrap_or(rest.len())].to_owned();
            }
            if Instant::now() > end {
                return Err("MiniBrowser shows no page to inspect".into());
            }
            std::thread::park_timeout(Duration::from_millis(20));
        };
        let mut socket = Socket::open(port, &path)?;
        // A page in a new process waits until its console is watched: no early error is missed.
        socket.send(
            &json!({"id": 0, "method": "Target.setPauseOnStart", "params": {"pauseOnStart": true}}),
        )?;
        let mut inspector = Self {
            socket,
            last: 0,
            page: String::new(),
            errors: Vec::new(),
        };
        while inspector.page.is_empty() {
            if Instant::now() > end {
                return Err("the inspector names no page".into());
            }
            inspector.step(Duration::from_millis(100))?;
        }
        Ok(inspector)
    }

    fn post(&mut self, page: &str, method: &str, params: &Value) -> Result<u64, String> {
        self.last += 1;
        let inner = json!({"id": self.last, "method": method, "params": params}).to_string();
        let outer = json!({"id": self.last, "method": "Target.sendMessageToTarget",
            "params": {"targetId": page, "message": inner}});
        self.socket.send(&outer)?;
        Ok(self.last)
    }

    /// Waits for one message and handles it; gives it back if it is an answer.
    fn step(&mut self, wait: Duration) -> Result<Option<Value>, String> {
        match self.socket.receive(wait)? {
            Some(message) => self.handle(&message),
            None => Ok(None),
        }
    }

    fn handle(&mut self, message: &Value) -> Result<Option<Value>, String> {
        let params = &message["params"];
        match message["method"].as_str() {
            Some("Target.targetCreated") => {
                let info = &params["targetInfo"];
                if info["type"] != "page" {
                    return Ok(None);
                }
                let id = info["targetId"].as_str().unwrap_or_default().to_owned();
                self.post(&id, "Console.enable", &json!({}))?;
                self.post(&id, "Runtime.enable", &json!({}))?;
                if info["isPaused"] == true {
                    self.last += 1;
                    self.socket
                        .send(&json!({"id": self.last, "method": "Target.resume",
                        "params": {"targetId": id}}))?;
                }
                if info["isProvisional"] != true {
                    self.page = id;
                }
                Ok(None)
            }
            Some("Target.didCommitProvisionalTarget") => {
                self.page = params["newTargetId"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned();
                Ok(None)
            }
            Some("Target.dispatchMessageFromTarget") => {
                let inner = params["message"].as_str().unwrap_or_default();
                let inner: Value =
                    serde_json::from_str(inner).map_err(|error| error.to_string())?;
                if inner["method"] == "Console.messageAdded" {
                    let entry = &inner["params"]["message"];
                    if entry["level"] == "error" {
                        self.errors
                            .push(format!("{} {}", entry["text"], entry["url"]));
                    }
                    return Ok(None);
                }
                Ok(inner.get("id").is_some().then_some(inner))
            }
            _ => Ok(None),
        }
    }

    /// Sends one command to the page and waits for its answer.
    ///
    /// # Errors
    /// What the browser says, or that it stays silent for 30 s.
    pub fn command(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.listen()?;
        let page = self.page.clone();
        let id = self.post(&page, method, params)?;
        let end = Instant::now() + Duration::from_secs(30);
        while Instant::now() < end {
            if self.page != page {
                return Err("the page moved to another process".into());
            }
            if let Some(answer) = self.step(Duration::from_millis(200))?
                && answer["id"] == id
            {
                return match answer.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(answer["result"].clone()),
                };
            }
        }
        Err(format!("no answer to {method}"))
    }

    /// Runs the body of an async function and gives what it returns.
    ///
    /// # Errors
    /// What it throws.
    pub fn run(&mut self, body: &str) -> Result<Value, String> {
        let expression = format!("(async()=>{{{body}}})().then(v=>({{v}}),e=>({{e:String(e)}}))");
        let started = self.command("Runtime.evaluate", &json!({"expression": expression}))?;
        let Some(promise) = started["result"]["objectId"].as_str() else {
            return Err(started["result"]["description"].to_string());
        };
        let ended = self.command(
            "Runtime.awaitPromise",
            &json!({"promiseObjectId": promise, "returnByValue": true}),
        )?;
        let value = &ended["result"]["value"];
        match value.get("e") {
            Some(error) => Err(error.as_str().unwrap_or_default().to_owned()),
            None => Ok(value["v"].clone()),
        }
    }

    /// Handles what has arrived, so that `errors` is up to date.
    ///
    /// # Errors
    /// When the browser is gone.
    pub fn listen(&mut self) -> Result<(), String> {
        while let Some(message) = self.socket.receive(Duration::from_millis(1))? {
            self.handle(&message)?;
        }
        Ok(())
    }
}
