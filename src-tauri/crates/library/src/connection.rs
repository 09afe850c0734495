//! What stands between this computer and the server, looked at line by line: a rehearsal of publishing that sends nothing and
//! writes nothing.

mod blame;

use std::time::Instant;

use galley_git as git;
use git::{Agent, Rehearsal, Way};
use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library};
use crate::progress::Cancel;
use crate::view::{CheckName, CheckState, ConnectionCheck, ConnectionReport};
use crate::{overview, words};

use blame::{blame, told_apart};

/// How far two clocks may be apart before it is told, in seconds.
const APART: i64 = 120;

impl Library {
    /// Looks at all that publishing needs. Each line is told when it begins and when it is done.
    ///
    /// # Errors
    /// `repository.none`, `cancelled`. What stands in the way of publishing is in the report.
    pub fn test_connection(
        &self,
        tell: &(dyn Fn(ConnectionCheck) + Send + Sync),
        cancel: &Cancel,
    ) -> Result<ConnectionReport> {
        let inner = &self.inner;
        let repository = inner.repository()?;
        let view = overview::repository(inner)?;
        let branch = view.branch.clone().unwrap_or_default();
        let look = Look {
            inner,
            repository,
            branch: &branch,
            tell,
        };
        let mut checks = look.server(cancel)?;
        let rows: [(CheckName, &dyn Fn() -> Row); 4] = [
            (CheckName::Name, &|| look.name()),
            (CheckName::Signature, &|| look.signature()),
            (CheckName::Hooks, &|| look.hooks()),
            (CheckName::Clock, &|| look.clock()),
        ];
        for (name, row) in rows {
            cancel.check().map_err(|error| git_error(error, &inner.root))?;
            // What the server said of its time is known already.
            if checks.iter().any(|known| known.name == name) {
                continue;
            }
            checks.push(look.timed(name, row));
        }
        checks.sort_by_key(|check| check.name as u8);
        Ok(ConnectionReport {
            at: inner.clock.time(),
            server: view.server,
            branch: view.branch,
            checks,
        })
    }
}

/// A line before it has its name and its time.
struct Row {
    state: CheckState,
    says: String,
    detail: Option<String>,
    fix: Option<String>,
    tried: Vec<String>,
}

impl Row {
    fn new(state: CheckState, code: &str, arguments: &[(&str, &str)]) -> Self {
        let (says, fix) = words::say(code, arguments);
        Self {
            state,
            says,
            detail: None,
            fix,
            tried: Vec::new(),
        }
    }

    fn good(code: &str, arguments: &[(&str, &str)]) -> Self {
        Self::new(CheckState::Good, code, arguments)
    }

    fn skipped(code: &str) -> Self {
        Self::new(CheckState::Skipped, code, &[])
    }

    fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// What stands in the way, as publishing would say it.
    fn of(error: &Error) -> Self {
        Self {
            state: CheckState::Error,
            says: error.message.clone(),
            detail: None,
            fix: error.hint.clone(),
            tried: error
                .details
                .iter()
                .flat_map(|text| text.lines())
                .map(str::to_owned)
                .collect(),
        }
    }
}

struct Look<'a> {
    inner: &'a Inner,
    repository: &'a git::Repository,
    branch: &'a str,
    tell: &'a (dyn Fn(ConnectionCheck) + Send + Sync),
}

impl Look<'_> {
    fn timed(&self, name: CheckName, row: impl FnOnce() -> Row) -> ConnectionCheck {
        (self.tell)(named(
            name,
            Row::new(CheckState::Running, running(name), &[("branch", self.branch)]),
            None,
        ));
        let begun = Instant::now();
        let row = row();
        self.done(name, row, begun)
    }

    fn done(&self, name: CheckName, row: Row, begun: Instant) -> ConnectionCheck {
        let timed = (row.state != CheckState::Skipped).then(|| begun.elapsed().as_secs_f32());
        let check = named(name, row, timed);
        (self.tell)(check.clone());
        check
    }

    fn failed(&self, error: git::Error) -> Error {
        git_error(error, &self.inner.root)
    }

    /// The lines that one connection answers.
    fn server(&self, cancel: &Cancel) -> Result<Vec<ConnectionCheck>> {
        use CheckName::{Address, Agent as AgentLine, Clock, CredentialHelper, Identity, Key, Send};
        let begun = Instant::now();
        for name in [Address, Identity, Send, Key] {
            let row = Row::new(CheckState::Running, running(name), &[("branch", self.branch)]);
            (self.tell)(named(name, row, None));
        }
        let rehearsed = match self.repository.rehearse(cancel) {
            Err(git::Error::Cancelled) => return Err(self.failed(git::Error::Cancelled)),
            Ok(Rehearsal {
                outcome: Err(git::Error::Cancelled),
                ..
            }) if cancel.is_cancelled() => return Err(self.failed(git::Error::Cancelled)),
            rehearsed => rehearsed,
        };
        let rehearsed = match rehearsed {
            Ok(rehearsed) => rehearsed,
            Err(error) => {
                let mut checks = vec![self.done(Address, Row::of(&self.failed(error)), begun)];
                for name in [Identity, Send, AgentLine, Key, CredentialHelper] {
                    checks.push(self.done(name, Row::skipped("connection.not-reached"), begun));
                }
                return Ok(checks);
            }
        };
        let agent = self.timed(AgentLine, || self.agent(&rehearsed, cancel));
        let clock = rehearsed
            .date
            .as_deref()
            .and_then(|date| self.clock_of_server(date));
        let Rehearsal {
            label,
            way,
            outcome,
            told,
            helpers,
            ..
        } = rehearsed;
        let sent = outcome.is_ok();
        let error = outcome.err();
        let blame = error.as_ref().map(blame);
        let known = error
            .as_ref()
            .and_then(|error| told_apart(error, &told, &way, &label));
        let error = error.map(|error| self.failed(error));
        let row = |line: CheckName, good: Row| match (&error, blame) {
            (Some(error), Some(blamed)) if blamed == line => match &known {
                Some((says, fix)) => Row {
                    says: says.clone(),
                    fix: fix.clone(),
                    ..Row::of(error)
                },
                None => Row::of(error),
            },
            // What comes behind the one that failed was not come to.
            (Some(_), Some(blamed)) if (blamed as u8) < (line as u8) => {
                Row::skipped("connection.not-reached")
            }
            _ => good,
        };
        let by = match &way {
            Way::Ssh => {
                let reached = told.reached.iter().map(|at| format!("ssh, {at}"));
                let jump = told
                    .jump
                    .iter()
                    .map(|host| words::say("connection.through", &[("host", host)]).0);
                reached.chain(jump).collect::<Vec<_>>().join(", ")
            }
            Way::Web { secure: true } => "https".to_owned(),
            Way::Web { secure: false } => "http".to_owned(),
            Way::Folder => words::say("connection.folder", &[]).0,
        };
        let address = Row::good("connection.address", &[("server", &label)]).detail(by);
        let identity = match &way {
            Way::Ssh => {
                let known = Row::good("connection.identity", &[]);
                match &told.host_key {
                    Some(key) => known.detail(key),
                    None => known,
                }
            }
            Way::Web { secure: true } => Row::good("connection.certificate", &[]),
            Way::Web { secure: false } => Row::new(CheckState::Warning, "connection.no-tls", &[]),
            Way::Folder => Row::skipped("connection.no-identity"),
        };
        let send = Row::good("connection.send", &[("branch", self.branch)])
            .detail(words::say("connection.rehearsal", &[]).0);
        let key = match (&way, &told.accepted) {
            (Way::Ssh, Some(key)) => Row::good("connection.key", &[("key", key)]),
            (Way::Ssh, None) if sent => Row::good("connection.without-key", &[]),
            (Way::Ssh, None) if told.offered.is_empty() => {
                Row::new(CheckState::Error, "connection.no-key", &[("server", &label)])
            }
            (Way::Ssh, None) => Row::new(
                CheckState::Error,
                "connection.unknown-key",
                &[("server", &label), ("keys", &told.offered.join(", "))],
            ),
            (Way::Web { .. }, _) => Row::skipped("connection.no-key-web"),
            (Way::Folder, _) => Row::skipped("connection.no-key-folder"),
        };
        let key = match blame {
            // The connection ended before there was a word of keys.
            Some(Address | Identity) => Row::skipped("connection.not-reached"),
            _ => key,
        };
        let helper = match (&way, helpers.is_empty()) {
            (Way::Web { .. }, false) => Row::good("connection.helper", &[("helper", &helpers.join(", "))]),
            (Way::Web { .. }, true) => Row::skipped("connection.no-helper"),
            (Way::Ssh, _) => Row::skipped("connection.helper-key"),
            (Way::Folder, _) => Row::skipped("connection.helper-folder"),
        };
        let rows = [
            (Address, row(Address, address)),
            (Identity, row(Identity, identity)),
            (Send, row(Send, send)),
            (Key, key),
            (CredentialHelper, helper),
        ];
        let mut checks: Vec<ConnectionCheck> = rows
            .into_iter()
            .map(|(name, row)| self.done(name, row, begun))
            .collect();
        checks.push(agent);
        checks.extend(clock.map(|row| self.done(Clock, row, begun)));
        Ok(checks)
    }

    fn agent(&self, rehearsed: &Rehearsal, cancel: &Cancel) -> Row {
        match (&rehearsed.way, self.repository.agent(cancel)) {
            (Way::Ssh, Agent::Keys(keys)) if keys.is_empty() => Row::skipped("connection.agent-empty"),
            (Way::Ssh, Agent::Keys(keys)) => {
                let code = match keys.len() {
                    1 => "connection.agent-one",
                    _ => "connection.agent",
                };
                Row::good(code, &[("count", &keys.len().to_string())]).detail(keys.join(", "))
            }
            (Way::Ssh, Agent::None) => Row::skipped("connection.no-agent"),
            (Way::Web { .. }, _) => Row::skipped("connection.no-key-web"),
            (Way::Folder, _) => Row::skipped("connection.no-key-folder"),
        }
    }

    fn name(&self) -> Row {
        match self.repository.identity() {
            Ok(Some(who)) => Row::good("connection.name", &[("name", &who.name), ("email", &who.email)]),
            Ok(None) => Row::of(&self.failed(git::Error::NoIdentity)),
            Err(error) => Row::of(&self.failed(error)),
        }
    }

    fn signature(&self) -> Row {
        match self.repository.rehearse_signature() {
            Ok(None) => Row::skipped("connection.not-signed"),
            Ok(Some(program)) => Row::good("connection.signed", &[("program", &program)]),
            Err(error) => Row::of(&self.failed(error)),
        }
    }

    fn hooks(&self) -> Row {
        let (found, allowed) = match self.repository.hooks() {
            Ok(found) => found,
            Err(error) => return Row::of(&self.failed(error)),
        };
        let names = found.join(", ");
        if found.is_empty() {
            return Row::skipped("connection.no-hooks");
        }
        if let Some(first) = self
            .repository
            .missing_tools()
            .unwrap_or_default()
            .into_iter()
            .next()
        {
            let (line, tool) = (first.line.to_string(), first.tool.as_str());
            let arguments = [("hook", first.hook.as_str()), ("tool", tool), ("line", &line)];
            let mut row = Row::new(CheckState::Error, "connection.tool", &arguments)
                .detail(words::say("connection.hook-line", &arguments).0);
            // Not the line itself: there may be a token in it.
            row.tried = vec![first.tool.clone(), words::say("connection.looked-in", &[]).0];
            row.tried.extend(first.looked_in);
            return row;
        }
        match allowed {
            true => Row::good("connection.hooks", &[("hooks", &names)]),
            false => Row::new(
                CheckState::Warning,
                "connection.hooks-untrusted",
                &[("hooks", &names)],
            ),
        }
    }

    /// Of a server that says what time it is there.
    fn clock_of_server(&self, date: &str) -> Option<Row> {
        let there = jiff::fmt::rfc2822::parse(date).ok()?.timestamp();
        Some(self.apart(there.as_second() - self.now().as_second()))
    }

    /// Of a server that does not say what time it is: its newest version is of no time to come.
    fn clock(&self) -> Row {
        match self.repository.newest_there() {
            Ok(Some(newest)) if newest - self.now().as_second() > APART => {
                self.apart(newest - self.now().as_second())
            }
            Ok(Some(_)) => Row::good("connection.clock-newest", &[]),
            _ => Row::skipped("connection.no-clock"),
        }
    }

    /// `ahead`: by how many seconds the server's clock is ahead of this one.
    fn apart(&self, ahead: i64) -> Row {
        if ahead.abs() <= APART {
            return Row::good("connection.clock", &[]);
        }
        let minutes = (ahead.abs() / 60).to_string();
        let code = if ahead > 0 {
            "connection.clock-behind"
        } else {
            "connection.clock-ahead"
        };
        Row::new(CheckState::Warning, code, &[("minutes", &minutes)])
    }

    fn now(&self) -> Timestamp {
        self.inner.clock.now().timestamp()
    }
}

fn running(name: CheckName) -> &'static str {
    match name {
        CheckName::Send => "connection.asking",
        _ => "connection.looking",
    }
}

fn named(name: CheckName, row: Row, seconds: Option<f32>) -> ConnectionCheck {
    ConnectionCheck {
        name,
        state: row.state,
        says: row.says,
        detail: row.detail,
        seconds,
        fix: row.fix,
        tried: row.tried,
    }
}
