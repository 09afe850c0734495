//! Processes that a test starts: each in a process group of its own, which ends with the test whatever happens.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// A process and all that it starts.
pub struct Group {
    child: Child,
    id: Pid,
}

impl Group {
    /// Starts it.
    pub fn start(command: &mut Command) -> Self {
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let id = Pid::from_child(&child);
        Group { child, id }
    }

    /// The living processes of the group that have this name (the kernel keeps its first 15 bytes).
    pub fn named(&self, name: &str) -> Vec<Pid> {
        let name = &name[..name.len().min(15)];
        living(self.id)
            .into_iter()
            .filter(|(_, known)| known == name)
            .map(|(id, _)| id)
            .collect()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = kill_process_group(self.id, Signal::KILL);
        let _ = self.child.wait();
        // They were told to end, and do so by themselves; a next test must not meet them.
        let begun = Instant::now();
        while !living(self.id).is_empty() && begun.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Ends a process as a crash does.
pub fn kill(id: Pid) {
    kill_process(id, Signal::KILL).expect("a process to end");
}

/// Whether the process is still there and has not ended.
pub fn lives(id: Pid) -> bool {
    stat(&id.as_raw_nonzero().to_string()).is_some_and(|stat| stat.state != "Z")
}

struct Stat {
    name: String,
    state: String,
    group: i32,
}

fn stat(id: &str) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in brackets and may hold some itself.
    let (from, to) = (text.find('(')?, text.rfind(')')?);
    let mut rest = text[to + 1..].split_whitespace();
    Some(Stat {
        name: text[from + 1..to].to_owned(),
        state: rest.next()?.to_owned(),
        group: rest.nth(1)?.parse().ok()?,
    })
}

fn living(group: Pid) -> Vec<(Pid, String)> {
    let Ok(listed) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    listed
        .filter_map(|item| {
            let id = item.ok()?.file_name().into_string().ok()?;
            let number = id.parse().ok()?;
            let stat = stat(&id)?;
            (stat.group == group.as_raw_nonzero().get() && stat.state != "Z")
                .then_some((Pid::from_raw(number)?, stat.name))
        })
        .collect()
}

/// An X server on a free display.
pub struct Display {
    /// `:7`, for example.
    pub name: String,
    _server: Group,
}

impl Display {
    /// Starts one that is large enough for every picture.
    pub fn start() -> Self {
        let mut command = Command::new("Xvfb");
        command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1720x1100x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = Group::start(&mut command);
        let mut number = String::new();
        let out = server.child.stdout.take().expect("the X server's answer");
        // It says its number when it is ready, and nothing when it could not start.
        BufReader::new(out)
            .read_line(&mut number)
            .expect("the X server's answer");
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        Display {
            name: format!(":{}", number.trim()),
            _server: server,
        }
    }
}
