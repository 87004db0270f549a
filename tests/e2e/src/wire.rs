//! The two wires to a browser: HTTP with JSON bodies (WebDriver) and a text-only WebSocket
//! (WebDriver BiDi, WebKit's inspector). Only what those peers on 127.0.0.1 need: no TLS, no
//! redirects, no compression. Written on `std` because the client crates cost 42 to 47 CPU-seconds
//! of cold build and this costs one.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::Value;

/// Longer than any step may take; a driver that hangs must not hang the suite.
const PATIENCE: Duration = Duration::from_secs(120);

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn connect(port: u16) -> Result<TcpStream, String> {
    let stream = TcpStream::connect(("127.0.0.1", port)).map_err(text)?;
    stream.set_nodelay(true).map_err(text)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(text)?;
    Ok(stream)
}

/// One request, one connection. Gives the body of the answer, whatever its status.
///
/// # Errors
/// The reason in words when nobody listens or the answer is not HTTP.
pub fn request(port: u16, method: &str, path: &str, body: &str) -> Result<String, String> {
    let mut stream = connect(port)?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).map_err(text)?;
    stream.write_all(body.as_bytes()).map_err(text)?;
    let mut reader = BufReader::new(stream);
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).map_err(text)? == 0 {
            return Err(format!("{method} {path}: the connection ended early"));
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut bytes = Vec::new();
    match length {
        Some(length) => {
            bytes.resize(length, 0);
            reader.read_exact(&mut bytes).map_err(text)?;
        }
        None => {
            reader.read_to_end(&mut bytes).map_err(text)?;
        }
    }
    String::from_utf8(bytes).map_err(text)
}

/// A WebSocket whose incoming messages are read by a thread of its own, so that a pause between
/// two frames can never cut one in half.
pub struct Socket {
    stream: TcpStream,
    inbox: Receiver<Value>,
}

impl Socket {
    /// Opens `path` on 127.0.0.1.
    ///
    /// # Errors
    /// The reason in words when the peer refuses the upgrade.
    pub fn open(port: u16, path: &str) -> Result<Self, String> {
        let mut stream = connect(port)?;
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Key: bWF0Y2hib29rLWUyZS1rZQ==\r\n\
             Sec-WebSocket-Version: 13\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).map_err(text)?;
        let mut reader = BufReader::new(stream.try_clone().map_err(text)?);
        let mut status = String::new();
        reader.read_line(&mut status).map_err(text)?;
        if !status.contains(" 101 ") {
            return Err(format!("no WebSocket at {path}: {}", status.trim()));
        }
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).map_err(text)? == 0 || line.trim().is_empty() {
                break;
            }
        }
        stream.set_read_timeout(None).map_err(text)?;
        let (sender, inbox) = channel();
        std::thread::spawn(move || {
            while let Ok(message) = read_message(&mut reader) {
                if let Ok(value) = serde_json::from_slice(&message)
                    && sender.send(value).is_err()
                {
                    break;
                }
            }
        });
        Ok(Self { stream, inbox })
    }

    /// Sends one text message.
    ///
    /// # Errors
    /// When the peer is gone.
    pub fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        let mut frame = vec![0x81];
        match body.len() {
            length @ 0..126 => frame.push(0x80 | length as u8),
            length @ 126..0x1_0000 => {
                frame.push(0x80 | 126);
                frame.extend((length as u16).to_be_bytes());
            }
            length => {
                frame.push(0x80 | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        // A client must mask; which mask is of no matter here, but Firefox refuses one of zeroes.
        const MASK: [u8; 4] = [7, 11, 13, 17];
        frame.extend(MASK);
        frame.extend(
            body.bytes()
                .zip(MASK.iter().cycle())
                .map(|(byte, mask)| byte ^ mask),
        );
        self.stream.write_all(&frame).map_err(text)
    }

    /// The next message, or `None` when none came within `wait`.
    ///
    /// # Errors
    /// When the peer is gone.
    pub fn receive(&self, wait: Duration) -> Result<Option<Value>, String> {
        match self.inbox.recv_timeout(wait) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err("the WebSocket is closed".into()),
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Ends the reading thread, which holds a clone of the stream.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// One whole message; control frames are skipped, fragments joined.
fn read_message(reader: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let mut head = [0; 2];
        reader.read_exact(&mut head)?;
        let length = match head[1] & 0x7f {
            126 => {
                let mut long = [0; 2];
                reader.read_exact(&mut long)?;
                u64::from(u16::from_be_bytes(long))
            }
            127 => {
                let mut long = [0; 8];
                reader.read_exact(&mut long)?;
                u64::from_be_bytes(long)
            }
            short => u64::from(short),
        };
        let mut payload = Vec::new();
        reader.take(length).read_to_end(&mut payload)?;
        if payload.len() as u64 != length {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        match head[0] & 0x0f {
            8 => return Err(std::io::ErrorKind::ConnectionAborted.into()),
            9 | 10 => {}
            _ => {
                message.extend(payload);
                if head[0] & 0x80 != 0 {
                    return Ok(message);
                }
            }
        }
    }
}
