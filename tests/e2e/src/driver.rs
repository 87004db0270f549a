//! A WebDriver session: chromedriver, geckodriver or WebKitWebDriver, one process per session.
//! Commands only; what a step of a scenario is lives in `browser`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::wire::{Socket, request};

/// The key under which WebDriver sends an element, fixed by the standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An open session.
pub struct Driver {
    port: u16,
    path: String,
    /// What the browser said about itself.
    pub capabilities: Value,
}

fn answer(body: &str) -> Result<Value, String> {
    let answer: Value = serde_json::from_str(body).map_err(|error| format!("{error}: {body}"))?;
    let value = &answer["value"];
    match value.get("error") {
        Some(error) if value.get("message").is_some() => Err(format!(
            "{}: {}",
            error,
            value["message"].as_str().unwrap_or_default()
        )),
        _ => Ok(value.clone()),
    }
}

impl Driver {
    /// Opens a session as soon as the driver answers on `port`.
    ///
    /// # Errors
    /// What the driver says.
    pub fn open(port: u16, capabilities: &Value) -> Result<Self, String> {
        let end = Instant::now() + Duration::from_secs(20);
        while let Err(error) = request(port, "GET", "/status", "") {
            if Instant::now() > end {
                return Err(format!("the driver does not answer: {error}"));
            }
            std::thread::park_timeout(Duration::from_millis(20));
        }
        let body = json!({"capabilities": {"alwaysMatch": capabilities}}).to_string();
        let opened = answer(&request(port, "POST", "/session", &body)?)?;
        let id = opened["sessionId"]
            .as_str()
            .ok_or("a session without an id")?;
        Ok(Self {
            port,
            path: format!("/session/{id}"),
            capabilities: opened["capabilities"].clone(),
        })
    }

    /// POST with parameters.
    ///
    /// # Errors
    /// What the driver says.
    pub fn post(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        let path = format!("{}/{command}", self.path);
        answer(&request(self.port, "POST", &path, &parameters.to_string())?)
    }

    /// GET.
    ///
    /// # Errors
    /// What the driver says.
    pub fn get(&self, command: &str) -> Result<Value, String> {
        answer(&request(
            self.port,
            "GET",
            &format!("{}/{command}", self.path),
            "",
        )?)
    }

    /// Ends the session and with it the browser.
    ///
    /// # Errors
    /// What the driver says.
    pub fn close(&self) -> Result<Value, String> {
        answer(&request(self.port, "DELETE", &self.path, "")?)
    }

    /// Runs the body of an async function and gives what it returns.
    ///
    /// # Errors
    /// What it throws.
    pub fn run(&self, body: &str) -> Result<Value, String> {
        let script = format!(
            "const done=arguments[arguments.length-1];\
             (async()=>{{{body}}})().then(v=>done({{v}}),e=>done({{e:String(e)}}))"
        );
        let value = self.post("execute/async", &json!({"script": script, "args": []}))?;
        match value.get("e") {
            Some(error) => Err(error.as_str().unwrap_or_default().to_owned()),
            None => Ok(value["v"].clone()),
        }
    }

    /// Presses the element that `body` returns with a real pointer: "mouse" or "touch".
    ///
    /// # Errors
    /// What the driver says, or that there is no such element.
    pub fn press(&self, body: &str, pointer: &str) -> Result<(), String> {
        let element = self.run(body)?;
        let id = element[ELEMENT].as_str().ok_or("no such element")?;
        let origin = json!({(ELEMENT): id});
        let actions = json!({"actions": [{
        "type": "pointer", "id": pointer, "parameters": {"pointerType": pointer},
        "actions": [
            {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]}]});
        self.post("actions", &actions).map(drop)
    }

    /// Presses keys one after the other; what stands before the last is held down.
    ///
    /// # Errors
    /// What the driver says.
    pub fn chord(&self, keys: &[String]) -> Result<(), String> {
        let down = keys
            .iter()
            .map(|key| json!({"type": "keyDown", "value": key}));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({"type": "keyUp", "value": key}));
        let actions: Vec<Value> = down.chain(up).collect();
        let actions = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        self.post("actions", &actions).map(drop)
    }

    /// A command of the Chromium DevTools protocol.
    ///
    /// # Errors
    /// What chromedriver says; every other driver says that it knows no such command.
    pub fn cdp(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        self.post(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
    }
}

/// Firefox's event stream (WebDriver BiDi), the only way to its console.
pub struct Events {
    socket: Socket,
}

impl Events {
    /// Listens to the log and the network from now on.
    ///
    /// # Errors
    /// What the browser says.
    pub fn subscribe(capabilities: &Value) -> Result<Self, String> {
        let url = capabilities["webSocketUrl"]
            .as_str()
            .ok_or("no webSocketUrl")?;
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (host, path) = rest.split_once('/').ok_or("webSocketUrl without a path")?;
        let port = host
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .ok_or("no port")?;
        let mut socket = Socket::open(port, &format!("/{path}"))?;
        socket.send(&json!({"id": 1, "method": "session.subscribe",
            "params": {"events": ["log.entryAdded", "network.beforeRequestSent"]}}))?;
        let answer = socket.receive(Duration::from_secs(10))?.unwrap_or_default();
        if answer["type"] != "success" {
            return Err(answer.to_string());
        }
        // The log does not carry violations of the content policy by itself.
        let watch = "() => addEventListener('securitypolicyviolation', \
            (e) => console.error(`policy ${e.violatedDirective} ${e.blockedURI}`))";
        socket.send(&json!({"id": 2, "method": "script.addPreloadScript",
            "params": {"functionDeclaration": watch}}))?;
        Ok(Self { socket })
    }

    /// What came since the last call: (errors, addresses requested).
    ///
    /// # Errors
    /// When the browser is gone.
    pub fn take(&self) -> Result<(Vec<String>, Vec<String>), String> {
        let (mut errors, mut addresses) = (Vec::new(), Vec::new());
        while let Some(message) = self.socket.receive(Duration::from_millis(30))? {
            let params = &message["params"];
            if message["method"] == "log.entryAdded" && params["level"] == "error" {
                errors.push(params["text"].to_string());
            }
            if let Some(url) = params["request"]["url"].as_str() {
                addresses.push(url.to_owned());
            }
        }
        Ok((errors, addresses))
    }
}
