use std::fs;

use super::*;

fn settings(text: &str, section: &str, address: &str) -> UrlSettings {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config");
    fs::write(&file, text).unwrap();
    let mut config = git2::Config::new().unwrap();
    config.add_file(&file, ConfigLevel::Global, false).unwrap();
    Settings::read(&config, false)
        .unwrap()
        .of(section, &WebAddress::parse(address).unwrap())
}

/// The choice that `git config --get-urlmatch` makes of the same settings.
#[test]
fn the_setting_that_fits_best_is_gits_choice() {
    const CONFIG: &str = "[http]\n\tproxy = any\n[http \"https://git.example\"]\n\tproxy = host\n\
        [http \"https://*.example\"]\n\tproxy = star\n[http \"https://git.example/team\"]\n\tproxy = team\n\
        [http \"https://me@git.example/team\"]\n\tproxy = mine\n[http \"https://git.example:8443\"]\n\tproxy = port\n\
        [http \"http://git.example\"]\n\tproxy = plain\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config");
    fs::write(&file, CONFIG).unwrap();
    for (address, choice) in [
        ("https://git.example/blog.git", "host"),
        ("https://git.example/team/blog.git", "team"),
        ("https://git.example/teams/blog.git", "host"),
        ("https://me@git.example/team/blog.git", "mine"),
        ("https://you@git.example/team/blog.git", "team"),
        ("https://git.example:8443/team/blog.git", "port"),
        ("https://other.example/blog.git", "star"),
        ("https://a.b.example/blog.git", "any"),
        ("http://git.example/team/blog.git", "plain"),
        ("https://elsewhere.test/blog.git", "any"),
    ] {
        assert_eq!(
            settings(CONFIG, "http", address).one("proxy"),
            Some(choice),
            "{address}"
        );
        let git = std::process::Command::new("git")
            .args(["config", "--file"])
            .arg(&file)
            .args(["--get-urlmatch", "http.proxy", address])
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&git.stdout).trim(),
            choice,
            "git: {address}"
        );
    }
}

#[test]
fn helpers_add_up_and_an_empty_one_forgets_them() {
    const CONFIG: &str = "[credential]\n\thelper = one\n[credential \"https://git.example\"]\n\thelper = two\n\
        \thelper =\n\thelper = three\n\tuseHttpPath = yes\n[credential \"https://other.example\"]\n\thelper = four\n";
    let here = settings(CONFIG, "credential", "https://git.example/blog.git");
    assert_eq!(here.all("helper"), ["three"]);
    assert_eq!(here.is_on("usehttppath"), Some(true));
    let there = settings(CONFIG, "credential", "https://other.example/blog.git");
    assert_eq!(there.all("helper"), ["one", "four"]);
    assert_eq!(there.is_on("usehttppath"), None);
    assert_eq!(there.for_this_address_alone().all("helper"), ["four"]);
}

#[test]
fn what_came_along_with_a_repository_counts_only_when_it_is_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let repo = git2::Repository::init(folder.path()).unwrap();
    let mut config = repo.config().unwrap();
    config.set_str("http.https://git.example.proxy", "evil").unwrap();
    config.set_str("credential.helper", "!evil").unwrap();
    let address = WebAddress::parse("https://git.example/blog.git").unwrap();
    let read = |section, trusted| Settings::read(&config, trusted).unwrap().of(section, &address);
    assert_eq!(read("http", false).one("proxy"), None);
    assert!(!read("credential", false).all("helper").contains(&"!evil"));
    assert_eq!(read("http", true).one("proxy"), Some("evil"));
    assert_eq!(read("credential", true).all("helper").last(), Some(&"!evil"));
}
