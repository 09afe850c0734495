use std::path::{Path, PathBuf};

use super::{Location, SshTarget, label_of, redact, to_file_url};
use crate::error::Error;
use crate::unsupported::Unsupported;

fn parse(address: &str) -> Result<Location, Error> {
    Location::parse(address, Path::new("/blog"))
}

fn ssh(target: &str, host: &str, port: Option<u16>, path: &str) -> Location {
    Location::Ssh(SshTarget {
        target: target.into(),
        host: host.into(),
        port,
        path: path.into(),
    })
}

#[test]
fn addresses_are_read_as_git_reads_them() {
    let cases = [
        ("/srv/blog.git", Location::Local("/srv/blog.git".into())),
        ("../blog.git", Location::Local("/blog/../blog.git".into())),
        ("./a:b", Location::Local("/blog/./a:b".into())),
        (
            "file:///srv/my%20blog.git",
            Location::Local("/srv/my blog.git".into()),
        ),
        ("file://localhost/srv/b", Location::Local("/srv/b".into())),
        (
            "git@example.org:me/blog.git",
            ssh("git@example.org", "example.org", None, "me/blog.git"),
        ),
        ("work:blog.git", ssh("work", "work", None, "blog.git")),
        (
            "[example.org:2222]:blog",
            ssh("example.org", "example.org", Some(2222), "blog"),
        ),
        ("git@[::1]:blog", ssh("git@::1", "::1", None, "blog")),
        (
            "ssh://git@example.org/me/blog.git",
            ssh("git@example.org", "example.org", None, "/me/blog.git"),
        ),
        (
            "ssh://example.org:22/~me/blog",
            ssh("example.org", "example.org", Some(22), "~me/blog"),
        ),
        ("ssh://me:secret@[::1]:22/b", ssh("me@::1", "::1", Some(22), "/b")),
        (
            "SSH://example.org/b%20c",
            ssh("example.org", "example.org", None, "/b c"),
        ),
    ];
    for (address, expected) in cases {
        assert_eq!(parse(address).unwrap(), expected, "{address}");
    }
}

#[test]
fn addresses_that_would_be_options_or_programs_are_refused() {
    for address in [
        "-oProxyCommand=x:blog",
        "ssh://-oProxyCommand=x/blog",
        "ssh://-l@host/blog",
        "-l@host:blog",
        "host:-blog",
        "ssh://host%0a/blog",
        "",
        "a\nb",
        "ssh://host",
        "ssh://host:no/blog",
        "file://srv",
    ] {
        assert!(
            matches!(parse(address), Err(Error::BadAddress { .. })),
            "{address}"
        );
    }
    for address in ["ext::sh -c x", "fd::17"] {
        let error = parse(address).unwrap_err();
        assert!(
            matches!(
                error,
                Error::Unsupported {
                    what: Unsupported::Scheme,
                    ..
                }
            ),
            "{address}"
        );
    }
    for address in [
        "https://example.org/blog.git",
        "http://me:secret@example.org/blog",
    ] {
        let location = parse(address).unwrap();
        assert_eq!(location.label(), "example.org");
        assert!(!format!("{location:?}").contains("secret"));
    }
}

#[test]
fn passwords_are_never_shown() {
    assert_eq!(
        redact("https://me:secret@example.org/b.git"),
        "https://example.org/b.git"
    );
    assert_eq!(
        redact("https://token@example.org/b@c.git"),
        "https://example.org/b@c.git"
    );
    assert_eq!(
        redact("ssh://me:secret@example.org/b.git"),
        "ssh://me@example.org/b.git"
    );
    assert_eq!(redact("https://me:se@cret@example.org"), "https://example.org");
    assert_eq!(redact("me:secret@example.org:b"), "example.org:b");
    assert_eq!(redact("git@example.org:b"), "git@example.org:b");
}

#[test]
fn labels_are_hosts_and_folder_names() {
    let base = Path::new("/blog");
    assert_eq!(label_of("git@example.org:me/blog.git", base), "example.org");
    assert_eq!(
        label_of("https://me:secret@example.org:8443/blog.git", base),
        "example.org"
    );
    assert_eq!(label_of("/srv/blog.git", base), "blog");
    assert_eq!(label_of("file:///srv/blog/.git", base), "blog");
}

#[test]
fn file_addresses_come_back_as_the_same_path() {
    for path in ["/srv/a b", "/srv/100%", "/srv/ü/ö.git", "/srv/a#b?c"] {
        let url = to_file_url(Path::new(path));
        assert!(url.is_ascii());
        assert_eq!(
            parse(&url).unwrap(),
            Location::Local(PathBuf::from(path)),
            "{url}"
        );
    }
}
