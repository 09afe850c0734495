//! `doctor`.

use galley_library::view::{CheckName, CheckState, ConnectionCheck};
use galley_library::{Error, Library, Result};

use crate::{asking, output};

/// Tests all that publishing needs. Its end says whether a publish would fail.
pub fn doctor(library: &Library, as_json: bool) -> Result<()> {
    let report = library.test_connection(&|_| {}, &asking::cancel())?;
    if as_json {
        output::json(&report);
    } else {
        report.checks.iter().for_each(tell);
    }
    let wrong = report
        .checks
        .iter()
        .find(|check| check.state == CheckState::Error);
    match wrong {
        Some(check) => Err(Error::new("connection.failed", &[("says", &check.says)])),
        None => Ok(()),
    }
}

fn tell(check: &ConnectionCheck) {
    let mark = match check.state {
        CheckState::Good => "good",
        CheckState::Warning => "could be better",
        CheckState::Error => "to mend",
        CheckState::Skipped | CheckState::Running => "skipped",
    };
    output::line(&format!("{:<16} {mark:<16} {}", label(check.name), check.says));
    for more in check.detail.iter().chain(&check.fix).chain(&check.tried) {
        output::line(&format!("{:33} {more}", ""));
    }
}

fn label(name: CheckName) -> &'static str {
    match name {
        CheckName::Address => "address",
        CheckName::Identity => "identity",
        CheckName::Send => "right to send",
        CheckName::Agent => "agent",
        CheckName::Key => "key",
        CheckName::CredentialHelper => "password helper",
        CheckName::Name => "name",
        CheckName::Signature => "signature",
        CheckName::Hooks => "hook tools",
        CheckName::Clock => "clock",
    }
}
