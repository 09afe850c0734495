//! The report on what stands between this computer and the server.

use galley_library::Cancel;
use galley_library::view::{CheckName, CheckState, ConnectionCheck};
use galley_testkit::server::SshServer;

use crate::support::Blog;

fn blog() -> Blog {
    Blog::new(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")])
}

fn report(blog: &Blog) -> Vec<ConnectionCheck> {
    let library = blog.read_once();
    let report = library.test_connection(&|_| {}, &Cancel::none()).unwrap();
    let names: Vec<CheckName> = report.checks.iter().map(|check| check.name).collect();
    assert_eq!(
        names,
        [
            CheckName::Address,
            CheckName::Identity,
            CheckName::Send,
            CheckName::Agent,
            CheckName::Key,
            CheckName::CredentialHelper,
            CheckName::Name,
            CheckName::Signature,
            CheckName::Hooks,
            CheckName::Clock
        ]
    );
    report.checks
}

fn line(checks: &[ConnectionCheck], name: CheckName) -> &ConnectionCheck {
    checks.iter().find(|check| check.name == name).unwrap()
}

fn states(checks: &[ConnectionCheck]) -> Vec<(CheckName, CheckState)> {
    let told = checks.iter().filter(|check| check.state != CheckState::Skipped);
    told.map(|check| (check.name, check.state)).collect()
}

#[test]
fn a_folder_that_takes_all_is_good_throughout_and_untouched() {
    let blog = blog();
    let (here, there) = (blog.repo.git(["for-each-ref"]), blog.bare.git(["for-each-ref"]));
    let checks = report(&blog);
    use CheckState::Good;
    assert_eq!(
        states(&checks),
        [
            (CheckName::Address, Good),
            (CheckName::Send, Good),
            (CheckName::Name, Good),
            (CheckName::Clock, Good)
        ],
        "{checks:#?}"
    );
    assert_eq!(blog.repo.git(["for-each-ref"]), here);
    assert_eq!(blog.bare.git(["for-each-ref"]), there);
    assert_eq!(blog.repo.status(), [""; 0]);
}

#[test]
fn each_fault_is_told_in_its_line_with_one_way_on() {
    let blog = blog();
    let server = SshServer::start();
    blog.repo.git(["config", "core.sshCommand", &server.command()]);
    let at = |alias: &str| {
        let address = server.address(alias, blog.bare.path());
        blog.repo.git(["remote", "set-url", "origin", &address]);
        report(&blog)
    };
    let checks = at(SshServer::HOST);
    assert_eq!(line(&checks, CheckName::Key).says, "The server knows me.");
    assert_eq!(line(&checks, CheckName::Send).state, CheckState::Good);
    let identity = line(&checks, CheckName::Identity).detail.clone().unwrap();
    assert!(identity.contains(&server.fingerprint()), "{identity}");

    let checks = at(SshServer::WRONG_KEY);
    let key = line(&checks, CheckName::Key);
    assert_eq!(key.state, CheckState::Error);
    assert!(key.says.contains("(stranger)") && key.fix.is_some(), "{key:?}");
    assert_eq!(line(&checks, CheckName::Address).state, CheckState::Good);

    let checks = at(SshServer::CHANGED_HOST);
    assert_eq!(line(&checks, CheckName::Identity).state, CheckState::Error);
    assert_eq!(line(&checks, CheckName::Send).state, CheckState::Skipped);

    let nowhere = server.address(SshServer::HOST, &blog.place.path().join("none.git"));
    blog.repo.git(["remote", "set-url", "origin", &nowhere]);
    let checks = report(&blog);
    assert_eq!(line(&checks, CheckName::Address).state, CheckState::Good);
    let send = line(&checks, CheckName::Send);
    assert!(send.fix.as_deref().unwrap().contains("set-url"), "{send:?}");

    let checks = at(SshServer::LOCKED_KEY);
    let send = line(&checks, CheckName::Send);
    assert_eq!(send.state, CheckState::Error);
    assert!(send.says.contains("could not be used"), "{send:?}");
    assert!(send.fix.as_deref().unwrap().contains("ssh-add"), "{send:?}");

    let checks = at("no-such-host.invalid");
    assert_eq!(line(&checks, CheckName::Address).state, CheckState::Error);
    assert_eq!(line(&checks, CheckName::Key).state, CheckState::Skipped);

    blog.repo.git(["config", "core.sshCommand", "./evil"]);
    let checks = at(SshServer::HOST);
    let address = line(&checks, CheckName::Address);
    assert_eq!(
        address.state,
        CheckState::Error,
        "nothing that came along runs: {address:?}"
    );
    blog.repo.git(["config", "core.sshCommand", &server.command()]);
    blog.repo.hook("pre-commit", "no-such-linter --staged");
    blog.repo.git(["config", "commit.gpgsign", "true"]);
    blog.repo.git(["config", "gpg.format", "x509"]);
    let checks = at(SshServer::HOST);
    assert_eq!(line(&checks, CheckName::Signature).state, CheckState::Error);
    let tools = line(&checks, CheckName::Hooks);
    assert_eq!(
        (tools.state, tools.detail.as_deref(), tools.tried[0].as_str()),
        (CheckState::Error, Some("pre-commit, line 2."), "no-such-linter")
    );
}

/// The secrets of an address are in no line.
#[test]
fn the_report_names_no_secret() {
    let blog = blog();
    blog.repo.git([
        "remote",
        "set-url",
        "origin",
        "https://ada:planted@127.0.0.1:1/blog.git",
    ]);
    let checks = report(&blog);
    assert_eq!(line(&checks, CheckName::Address).state, CheckState::Error);
    assert!(!format!("{checks:?}").contains("planted"));
}
