//! `cargo xtask serve`: serves the page on this machine only, for development.

use anyhow::{Result, bail};
use std::env;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::{build, shell};

/// The maximum size of a posted body, in bytes.
const MOST: u64 = 64 << 20;

/// How to serve.
pub struct Options {
    /// The first port to try.
    pub port: u16,
    /// Whether to open the page in the user's browser.
    pub open: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, open: true }
    }
}

/// Builds, then serves until it is stopped.
///
/// # Errors
/// If the page cannot be built or no port is free.
pub fn run(options: &Options) -> Result<()> {
    let built = build::run(&build::Options::default())?;
    let file = built.out.join("ziping.html");
    let more = format!("\n   one file, for opening from disk: {}", file.display());
    let server = begin(options, &more)?;
    for request in server.incoming_requests() {
        // A disconnected client does not affect the others.
        answer(request, &built.out, None).ok();
    }
    Ok(())
}

/// Serves a portal's folder under a content security policy, and prints what is posted to it.
///
/// # Errors
/// If no port is free.
pub fn portal(folder: &Path, policy: &'static str, options: &Options) -> Result<()> {
    let server = begin(options, "")?;
    for request in server.incoming_requests() {
        let outcome = match request.method() {
            Method::Post => receive(request),
            _ => answer(request, folder, Some(policy)),
        };
        outcome.ok();
    }
    Ok(())
}

/// Listens, says where, and opens the user's browser there.
fn begin(options: &Options, more: &str) -> Result<Server> {
    let (server, port) = listen(options.port)?;
    let address = format!("http://127.0.0.1:{port}/");
    shell::heading("serving");
    println!("{address}{more}\n   Ctrl+C stops");
    if options.open && has_screen() && open::that_detached(&address).is_err() {
        eprintln!("   no browser could be opened: open the address above yourself");
    }
    Ok(server)
}

/// Prints the entries of a posted form, and returns them.
fn receive(mut request: Request) -> std::io::Result<()> {
    let mut body = String::new();
    request.as_reader().take(MOST).read_to_string(&mut body)?;
    println!("\nposted to {}", request.url());
    for entry in body.split('&') {
        let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
        let plain = |text: &str| percent_decode(&text.replace('+', " ")).unwrap_or_else(|| text.to_owned());
        println!("{}: {}", plain(name), plain(value));
    }
    request.respond(Response::from_string(body))
}

/// Takes the first free port from this one on.
fn listen(first: u16) -> Result<(Server, u16)> {
    for port in first..=first.saturating_add(19) {
        match Server::http(("127.0.0.1", port)) {
            Ok(server) => {
                let port = server.server_addr().to_ip().map_or(port, |address| address.port());
                return Ok((server, port));
            }
            Err(_) => continue,
        }
    }
    bail!("no port is free from {first} on; name another with --port")
}

/// On Linux an opener without a screen would take over the terminal with a text browser.
fn has_screen() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn answer(request: Request, folder: &Path, policy: Option<&str>) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let found = resolve(folder, request.url()).and_then(|file| Some((mime(&file), fs::read(file).ok()?)));
    // The one-file page has its own policy in its head.
    let is_one_file = ["/ziping.html", "/frame.html"]
        .iter()
        .any(|page| request.url().ends_with(page));
    match found {
        Some((mime, body)) => {
            let mut response = Response::from_data(body)
                .with_header(header("Content-Type", mime))
                // A developer wants the page that was just built.
                .with_header(header("Cache-Control", "no-store"))
                .with_header(header("X-Content-Type-Options", "nosniff"));
            if let Some(policy) = policy.filter(|_| !is_one_file) {
                response.add_header(header("Content-Security-Policy", policy));
            }
            request.respond(response)
        }
        None => request.respond(Response::from_string("404\n").with_status_code(404)),
    }
}

/// The file for an address, if it is in the folder.
fn resolve(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode(path.strip_prefix('/')?)?;
    if path
        .split('/')
        .any(|part| part == ".." || part.contains(['\\', ':', '\0']))
    {
        return None;
    }
    let mut file = folder.join(path.trim_start_matches('/'));
    if file.is_dir() {
        file.push("index.html");
    }
    // A link in the folder may lead out of it.
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

/// Names of rubric files may be Chinese, which browsers send as percent escapes.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_out_the_folder_and_nothing_else() {
        let folder = crate::project::target().join("tmp/xtask-serve");
        fs::create_dir_all(folder.join("dist/rubrics")).unwrap();
        fs::write(folder.join("secret.json"), "").unwrap();
        fs::write(folder.join("dist/index.html"), "").unwrap();
        fs::write(folder.join("dist/rubrics/体育.json"), "").unwrap();
        let dist = folder.join("dist");
        let name = |url| resolve(&dist, url).map(|file| file.file_name().unwrap().to_string_lossy().into_owned());
        for (url, file) in [
            ("/", Some("index.html")),
            ("/?rubric=rubrics/x.json", Some("index.html")),
            ("/index.html", Some("index.html")),
            ("/rubrics/%E4%BD%93%E8%82%B2.json?v=1", Some("体育.json")),
            ("/rubrics/", None),
            ("/absent", None),
            ("/../secret.json", None),
            ("/%2e%2e/secret.json", None),
            ("/..%2fsecret.json", None),
            ("/rubrics/..%5c..%5csecret.json", None),
            ("//etc/passwd", None),
            ("/%zz", None),
            ("index.html", None),
        ] {
            assert_eq!(name(url).as_deref(), file, "{url}");
        }
    }

    #[test]
    fn takes_the_next_free_port() {
        let (_first, port) = listen(18080).unwrap();
        let (_second, next) = listen(port).unwrap();
        assert!(next > port);
    }

    #[test]
    fn types_that_browsers_insist_on() {
        for (file, expected) in [
            ("a.html", "text/html; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.wasm", "application/wasm"),
            ("a.json", "application/json"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(mime(Path::new(file)), expected);
        }
    }
}
