//! A virtual screen with the keys outside the page, for operations of the browser itself.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use super::page::wait;

/// A private X server.
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// Starts a server on a free display.
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1200x24",
                "-noreset",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("`cargo xtask test` installs Xvfb");
        let mut line = String::new();
        let told = server.stdout.take().expect("a pipe");
        BufReader::new(told)
            .read_line(&mut line)
            .expect("Xvfb says which display it took");
        let display = format!(":{}", line.trim());
        Self { server, display }
    }

    /// Returns the name of the display, such as `:99`.
    pub fn display(&self) -> String {
        self.display.clone()
    }

    /// Activates the window whose title contains this text.
    pub fn window(&self, title: &str) {
        wait(&format!("a window “{title}”"), || {
            let windows = self.tool(&["search", "--onlyvisible", "--name", title])?;
            let window = windows.lines().last().ok_or("there is none")?;
            self.tool(&["windowfocus", "--sync", window]).map(drop)
        });
    }

    /// Returns whether a window with such a title is open.
    pub fn has(&self, title: &str) -> bool {
        self.tool(&["search", "--onlyvisible", "--name", title])
            .is_ok_and(|found| !found.trim().is_empty())
    }

    /// Presses keys, such as `ctrl+s`.
    pub fn press(&self, keys: &str) {
        self.tool(&["key", keys]).expect("a key");
    }

    /// Types a text.
    pub fn write(&self, text: &str) {
        self.tool(&["type", "--delay", "12", text]).expect("keys");
    }

    fn tool(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new("xdotool")
            .env("DISPLAY", &self.display)
            .args(arguments)
            .output();
        let output = output.map_err(|error| format!("`cargo xtask test` installs xdotool: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            Ok(said)
        } else {
            Err(format!(
                "{arguments:?}: {said}{}",
                String::from_utf8_lossy(&output.stderr)
            ))
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The server may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
