//! A WebDriver server for the length of a test run. It ends with the run, whatever ends the run.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use crate::project;

/// A running driver.
pub struct Driver {
    /// The name of the browser.
    browser: &'static str,
    binary: Option<PathBuf>,
    port: u16,
    process: Child,
}

impl Driver {
    /// Starts `command` on a free port and waits until it answers. `binary` is the browser it is to start, if known.
    ///
    /// # Errors
    /// If it cannot be started or does not answer within half a minute.
    pub fn start(browser: &'static str, mut command: Command, binary: Option<PathBuf>) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        command.arg(format!("--port={port}"));
        let log = project::target().join("tmp").join(format!("{browser}-driver.log"));
        fs::create_dir_all(project::target().join("tmp"))?;
        let output = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut guarded = guard(&command);
        guarded.stdin(Stdio::piped()).stdout(output.try_clone()?).stderr(output);
        let process = guarded
            .spawn()
            .with_context(|| format!("cannot start {browser}'s driver"))?;
        let mut driver = Self {
            browser,
            binary,
            port,
            process,
        };
        driver.wait(&log)?;
        Ok(driver)
    }

    /// Sets the variables that tell a test which browser it drives, the driver's address, and where the built page is.
    pub fn tell(&self, command: &mut Command, dist: &Path) {
        command
            .env("ZIPING_BROWSER", self.browser)
            .env("ZIPING_DIST", dist)
            .env("WEBDRIVER_URL", format!("http://127.0.0.1:{}", self.port));
        if let Some(binary) = &self.binary {
            command.env("ZIPING_BROWSER_BINARY", binary);
        }
    }

    fn wait(&mut self, log: &Path) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            if ready(self.port) {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let said = fs::read_to_string(log).unwrap_or_default();
        bail!("{}'s driver does not answer; it said:\n{}", self.browser, said.trim())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        if cfg!(not(unix)) {
            self.process.kill().ok();
        }
        self.process.wait().ok();
    }
}

/// Asks `GET /status`, which every driver answers once it can take a session.
fn ready(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            stream,
            "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = [0; 64];
        let length = stream.read(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer[..length]).into_owned())
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// Killed drivers leave their browsers running. So on Unix a shell runs both in a separate process group, reads from a pipe that only this
/// process writes to, and ends the group when the pipe closes: when the driver is dropped, and also when xtask is interrupted or killed. A
/// second signal lets a virtual screen remove its lock.
#[cfg(unix)]
fn guard(command: &Command) -> Command {
    use std::os::unix::process::CommandExt as _;
    const GUARD: &str = r#"
        "$@" </dev/null & driver=$!
        trap "" TERM INT
        read -r _
        kill -s TERM -- "-$$"; wait "$driver"; sleep 1; kill -s KILL -- "-$$""#;
    let mut guarded = Command::new("sh");
    guarded
        .args(["-c", GUARD, "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        guarded.env(name, value.unwrap_or_default());
    }
    guarded.current_dir(env::temp_dir()).process_group(0);
    guarded
}

#[cfg(not(unix))]
fn guard(command: &Command) -> Command {
    let mut plain = Command::new(command.get_program());
    plain.args(command.get_args()).current_dir(env::temp_dir());
    plain
}
