#![allow(clippy::unwrap_used, reason = "tests stop where they fail")]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{changes, path_of};

fn changed(vars: &[(&str, &str)], login: Option<&str>) -> Vec<(String, Option<String>)> {
    let vars = vars
        .iter()
        .map(|(name, value)| (OsString::from(name), OsString::from(value)));
    let plain = |text: OsString| text.into_string().unwrap();
    changes(vars, login.map(OsStr::new))
        .into_iter()
        .map(|(name, value)| (plain(name), value.map(plain)))
        .collect()
}

fn to(name: &str, value: &str) -> (String, Option<String>) {
    (name.to_owned(), Some(value.to_owned()))
}

#[test]
fn what_a_bundle_set_for_itself_is_gone() {
    let vars = [
        ("APPDIR", "/tmp/.mount_galley"),
        ("APPIMAGE", "/home/ada/Galley.AppImage"),
        ("LD_LIBRARY_PATH", "/tmp/.mount_galley/usr/lib"),
        ("PATH", "/tmp/.mount_galley/usr/bin:/usr/bin"),
        ("XDG_DATA_DIRS", "/tmp/.mount_galley/usr/share:/usr/share"),
        ("HOME", "/home/ada"),
        ("GALLEY_BESIDE", "/tmp/.mount_galley-other/x"),
    ];
    let gone = |name: &str| (name.to_owned(), None);
    assert_eq!(
        changed(&vars, None),
        [
            gone("APPDIR"),
            gone("APPIMAGE"),
            gone("LD_LIBRARY_PATH"),
            to("PATH", "/usr/bin"),
            to("XDG_DATA_DIRS", "/usr/share"),
        ]
    );
    assert_eq!(
        changed(&[("GIT_DIR", ".git"), ("PATH", "/usr/bin")], None),
        [gone("GIT_DIR")]
    );
}

#[test]
fn the_path_is_the_writers_first() {
    assert_eq!(
        changed(&[("PATH", "/usr/bin:/bin")], Some("/home/ada/.nvm/bin:/usr/bin")),
        [to("PATH", "/home/ada/.nvm/bin:/usr/bin:/bin")]
    );
}

#[test]
fn a_shell_tells_its_path_whatever_else_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let shell = folder.path().join("shell");
    let script = "#!/bin/sh\necho Welcome\nPATH=/home/ada/bin:$PATH\n[ \"$1$2$3\" = -i-l-c ] && eval \"$4\"\necho Bye\n";
    fs::write(&shell, script).unwrap();
    fs::set_permissions(&shell, fs::Permissions::from_mode(0o755)).unwrap();
    let path = path_of(shell.as_os_str()).unwrap().into_string().unwrap();
    assert!(path.starts_with("/home/ada/bin:"), "{path}");
    assert!(!path.contains("Welcome") && !path.contains("Bye"), "{path}");
    assert_eq!(path_of(OsStr::new("/no/such/shell")), None);
}
