//! The WebDriver wire protocol: JSON over HTTP, one request per connection. This module knows no browser.

use serde_json::{Value, json};
use std::cell::Cell;
use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::ops::Range;
use std::time::Duration;

/// The timeout of a command, longer than any command takes; a driver that is silent for so long has failed.
const PATIENCE: Duration = Duration::from_secs(180);
/// The timeout for ending a session, whose answer no test needs.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(20);

/// The error code for a driver that cannot be reached or does not answer.
const UNREACHABLE: &str = "unreachable";

/// A driver's refusal of a command.
#[derive(Debug)]
pub struct Refusal {
    /// WebDriver's error code, such as `no such element`.
    pub error: String,
    /// The driver's message.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.message)
    }
}

/// A session with a driver, ended on drop.
pub struct Session {
    authority: String,
    path: String,
    /// Whether the driver has stopped answering. No more commands are sent then, so a test ends after one timeout
    /// instead of many.
    silent: Cell<bool>,
}

impl Session {
    /// Starts a browser with these capabilities.
    pub fn start(address: &str, capabilities: &Value) -> Result<Self, Refusal> {
        let authority = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let body = json!({"capabilities": {"alwaysMatch": capabilities}});
        let answer = request(&authority, "POST", "/session", Some(&body), PATIENCE)?;
        let id = answer["sessionId"].as_str().unwrap_or_default();
        Ok(Self {
            path: format!("/session/{id}"),
            authority,
            silent: Cell::new(false),
        })
    }

    /// Sends `GET` to a path under the session.
    pub fn get(&self, path: &str) -> Result<Value, Refusal> {
        self.ask("GET", path, None)
    }

    /// Sends `POST` to a path under the session.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Refusal> {
        self.ask("POST", path, Some(body))
    }

    /// Sends `DELETE` to a path under the session.
    pub fn delete(&self, path: &str) -> Result<Value, Refusal> {
        self.ask("DELETE", path, None)
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Refusal> {
        if self.silent.get() {
            return Err(Refusal {
                error: UNREACHABLE.to_owned(),
                message: "it did not answer before".to_owned(),
            });
        }
        let answer = request(&self.authority, method, &format!("{}{path}", self.path), body, PATIENCE);
        if let Err(refusal) = &answer {
            self.silent.set(refusal.error == UNREACHABLE);
        }
        answer
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver ends with the test run, which also ends a session that cannot be ended now.
        let _ = request(&self.authority, "DELETE", &self.path, None, PATIENCE_AT_THE_END);
    }
}

fn request(
    authority: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
    patience: Duration,
) -> Result<Value, Refusal> {
    let unreachable = |error: std::io::Error| Refusal {
        error: UNREACHABLE.to_owned(),
        message: format!("{authority} at {method} {path}: {error}"),
    };
    let (status, text) = exchange(authority, method, path, body, patience).map_err(unreachable)?;
    let mut answer: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
    let value = answer["value"].take();
    if status == 200 {
        return Ok(value);
    }
    Err(Refusal {
        error: value["error"].as_str().unwrap_or("unknown error").to_owned(),
        message: value["message"].as_str().unwrap_or(&text).to_owned(),
    })
}

fn exchange(
    authority: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
    patience: Duration,
) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(authority)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;

    // Some drivers keep the connection open despite the request, so the content length marks the end of the answer.
    let mut answer = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    let mut body = None;
    loop {
        if body.is_none() {
            body = body_range(&answer);
        }
        if body.as_ref().is_some_and(|body| answer.len() >= body.end) {
            break;
        }
        match stream.read(&mut chunk)? {
            0 => break,
            read => answer.extend_from_slice(&chunk[..read]),
        }
    }
    let status = answer
        .get(9..12)
        .and_then(|code| std::str::from_utf8(code).ok()?.parse().ok());
    let text = body.and_then(|body| answer.get(body)).unwrap_or_default();
    Ok((status.unwrap_or(0), String::from_utf8_lossy(text).into_owned()))
}

/// Returns the range of an answer's body, once the headers are complete.
fn body_range(answer: &[u8]) -> Option<Range<usize>> {
    let start = answer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&answer[..start]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    Some(start..start + length?)
}
