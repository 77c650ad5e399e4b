//! The browser's processes, found by the folder of its profile, and killing them. Reads `/proc`, so this works only on
//! Linux.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The timeout for killed processes to disappear.
const PATIENCE: Duration = Duration::from_secs(10);

/// Returns the processes of the browser with this profile: those that name the profile, and their descendants. The
/// oldest is first.
pub fn of(profile: &str) -> Vec<u32> {
    let alive = alive();
    let mut found: Vec<u32> = alive.keys().copied().filter(|id| names(*id, profile)).collect();
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        let children = alive.iter().filter(|(id, of)| **of == parent && !found.contains(id));
        found.extend(children.map(|(id, _)| *id).collect::<Vec<_>>());
        next += 1;
    }
    found
}

/// Kills all processes at once, the oldest first, like a power failure, and waits until they are gone. Returns the time
/// of the first kill signal in milliseconds.
pub fn kill(profile: &str) -> u64 {
    let found = of(profile);
    let ids = found.iter().map(u32::to_string);
    let killed = Command::new("kill").arg("-KILL").args(ids).output();
    let at = now();
    assert!(found.is_empty() || killed.is_ok(), "there is no `kill`");
    let start = Instant::now();
    // Processes started in the meantime are killed, too.
    while start.elapsed() < PATIENCE {
        let left = of(profile);
        if left.is_empty() {
            break;
        }
        let ids = left.iter().map(u32::to_string);
        Command::new("kill").arg("-KILL").args(ids).output().ok();
        thread::sleep(Duration::from_millis(10));
    }
    at
}

/// Returns the milliseconds since 1970, which the page counts, too.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

/// Returns the parent of every process, except for zombies, which only wait for their parents.
fn alive() -> BTreeMap<u32, u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(|id: u32| Some((id, parent(id)?))).collect()
}

fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name in parentheses may contain anything; the state and the parent follow it.
    let mut rest = stat.rsplit_once(')')?.1.split_whitespace();
    let state = rest.next()?;
    (state != "Z").then(|| rest.next()?.parse().ok())?
}

fn names(id: u32, profile: &str) -> bool {
    let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    line.windows(profile.len()).any(|window| window == profile.as_bytes())
}
