//! A folder served on loopback as by a school's site; and a portal, which has a policy and receives forms.
//!
//! Below `once=NAME/` the first request for a file of this name is never answered, and later ones are; below
//! `held=NAME/` a request is answered once the folder contains a file `go`.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, thread};

/// Serves a folder for the lifetime of the test process; returns its address.
pub fn serve(folder: PathBuf) -> String {
    start(folder).address
}

/// Serves a folder until it is stopped or the test process ends.
pub fn start(folder: PathBuf) -> Server {
    listen(move |path| (folder.join(path), None))
}

/// A server on loopback.
pub struct Server {
    /// Its address, with a slash at the end.
    pub address: String,
    log: Arc<Mutex<Vec<(String, bool)>>>,
    is_stopped: Arc<AtomicBool>,
}

impl Server {
    /// Returns how many requests there were for files with this ending, by pages and by service workers.
    pub fn requests(&self, ending: &str) -> (usize, usize) {
        let log = self.log.lock().expect("no request panicked");
        let all = log.iter().filter(|(path, _)| path.ends_with(ending));
        let (workers, pages): (Vec<_>, Vec<_>) = all.partition(|(_, by_worker)| *by_worker);
        (pages.len(), workers.len())
    }

    /// Stops it: further connections are refused, as without a network.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // The listener is closed once it has seen this connection.
        let port = self.address.trim_start_matches("http://").trim_end_matches('/');
        TcpStream::connect(port).ok();
    }
}

/// Serves a portal's folder under this policy, and the package below `ziping/`; a POST request returns its content as
/// text.
pub fn portal(folder: PathBuf, package: PathBuf, policy: &'static str) -> String {
    let server = listen(move |path| {
        let file = match path.strip_prefix("ziping/") {
            Some(inside) => package.join(inside),
            None => folder.join(path),
        };
        (file, Some(policy))
    });
    server.address
}

/// Serves each file from the first of these folders that has it, under this policy; a POST request returns its content
/// as text.
pub fn folders(folders: &[PathBuf], policy: &'static str) -> String {
    let folders = folders.to_vec();
    let server = listen(move |path| {
        let file = folders
            .iter()
            .map(|folder| folder.join(path))
            .find(|file| file.is_file());
        // The one-file page contains its own policy.
        let policy = (!path.ends_with("frame.html")).then_some(policy);
        (file.unwrap_or_default(), policy)
    });
    server.address
}

/// Maps a path to a file and its policy.
type Finds = dyn Fn(&str) -> (PathBuf, Option<&'static str>) + Send + Sync;

fn listen(find: impl Fn(&str) -> (PathBuf, Option<&'static str>) + Send + Sync + 'static) -> Server {
    let find: Arc<Finds> = Arc::new(find);
    let asked: Arc<Mutex<HashSet<String>>> = Arc::default();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("its address");
    let server = Server {
        address: format!("http://{address}/"),
        log: Arc::default(),
        is_stopped: Arc::default(),
    };
    let (log, is_stopped) = (server.log.clone(), server.is_stopped.clone());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if is_stopped.load(Ordering::SeqCst) {
                return;
            }
            let (find, asked, log) = (find.clone(), asked.clone(), log.clone());
            // A browser that disconnects during an answer is no fault of the page.
            thread::spawn(move || answer(&stream, &*find, &asked, &log).ok());
        }
    });
    server
}

fn answer(
    stream: &TcpStream,
    find: &Finds,
    asked_before: &Mutex<HashSet<String>>,
    log: &Mutex<Vec<(String, bool)>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        lines.push(line);
    }
    let first = lines.first().cloned().unwrap_or_default();
    let mut words = first.split(' ');
    let (method, asked) = (words.next().unwrap_or(""), words.next().unwrap_or("/"));
    if method == "POST" {
        let length = lines.iter().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().ok())?
        });
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body)?;
        return send(stream, "200 OK", "text/plain; charset=utf-8", None, &body);
    }
    let path = asked.split('?').next().unwrap_or("/").trim_start_matches('/');
    let by_worker = lines
        .iter()
        .any(|line| line.to_ascii_lowercase().starts_with("referer:") && line.trim_end().ends_with("/sw.js"));
    log.lock()
        .expect("no request panicked")
        .push((path.to_owned(), by_worker));
    let path = match path.split_once('/') {
        Some((first, rest)) if first.starts_with("once=") => {
            let is_it = rest.ends_with(&first["once=".len()..]);
            if is_it
                && asked_before
                    .lock()
                    .is_ok_and(|mut before| before.insert(path.to_owned()))
            {
                // Waits until the browser gives the request up.
                return reader.read(&mut [0]).map(drop);
            }
            rest
        }
        Some((first, rest)) if first.starts_with("held=") => {
            let is_it = rest.ends_with(&first["held=".len()..]);
            while is_it && !find("go").0.exists() {
                thread::sleep(Duration::from_millis(20));
            }
            rest
        }
        _ => path,
    };
    let path = if path.is_empty() { "index.html" } else { path };
    // Simulates a server without a media type for WebAssembly, or one that serves everything as text.
    let (odd, text) = (path.strip_prefix("odd/"), path.strip_prefix("text/"));
    let (file, policy) = find(odd.or(text).unwrap_or(path));
    let kind = match file.extension().and_then(|kind| kind.to_str()) {
        _ if text.is_some() => "text/plain",
        Some("wasm") if odd.is_some() => "application/octet-stream",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "application/json",
    };
    match fs::read(file) {
        Ok(body) => send(stream, "200 OK", kind, policy, &body),
        Err(_) => send(stream, "404 Not Found", kind, policy, &[]),
    }
}

fn send(mut stream: &TcpStream, status: &str, kind: &str, policy: Option<&str>, body: &[u8]) -> std::io::Result<()> {
    let policy = policy.map_or_else(String::new, |policy| format!("Content-Security-Policy: {policy}\r\n"));
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{policy}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
