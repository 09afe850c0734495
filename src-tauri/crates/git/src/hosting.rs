//! Where a branch is put forward for review on a host's own pages. Addresses only: nothing is asked of a host.

/// What a host runs, as far as its pages are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
    /// Gitea and Forgejo, with Codeberg.
    Gitea,
    Bitbucket,
    /// On a company's own server, where addresses are others.
    BitbucketServer,
}

/// A repository on a host, read from a remote's address in any of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    host: Host,
    /// `https://git.example.org`, with a port only where the address is one of the web.
    web: String,
    /// Owner and name; at GitLab with the groups between.
    path: Vec<String>,
}

/// The page on which `branch` of the repository at `from` is put forward for `into` of the one at `to`. `None` where the
/// host is not known by its name.
pub(crate) fn review_link(to: &str, from: &str, branch: &str, into: &str) -> Option<String> {
    let (to, from) = (place(to)?, place(from)?);
    let fork = to != from;
    // Between two hosts nobody can put anything forward.
    if to.web != from.web || to.host != from.host {
        return None;
    }
    let page = |place: &Place| format!("{}/{}", place.web, place.path.join("/"));
    let (branch, into) = (encoded(branch, true), encoded(into, true));
    let values = |text: &str| text.replace('/', "%2F");
    Some(match to.host {
        Host::GitHub | Host::Gitea => {
            let head = match from.path.first().filter(|_| fork) {
                Some(owner) => format!("{owner}:{branch}"),
                None => branch,
            };
            let more = if to.host == Host::GitHub { "?expand=1" } else { "" };
            format!("{}/compare/{into}...{head}{more}", page(&to))
        }
        // A fork's page knows where it was forked from.
        Host::GitLab => format!(
            "{}/-/merge_requests/new?merge_request%5Bsource_branch%5D={}&merge_request%5Btarget_branch%5D={}",
            page(&from),
            values(&branch),
            values(&into)
        ),
        Host::Bitbucket => format!(
            "{}/pull-requests/new?source={}&dest={}&t=1",
            page(&from),
            values(&branch),
            values(&into)
        ),
        Host::BitbucketServer => {
            let [owner, name] = &from.path[..] else {
                return None;
            };
            let owner = match owner.strip_prefix('~') {
                Some(user) => format!("users/{user}"),
                None => format!("projects/{owner}"),
            };
            format!(
                "{}/{owner}/repos/{name}/pull-requests?create&sourceBranch=refs%2Fheads%2F{}&targetBranch=refs%2Fheads%2F{}",
                from.web,
                values(&branch),
                values(&into)
            )
        }
    })
}

/// The page on which an access token is made. `None` where the host is not known by its name.
pub(crate) fn token_page(host: &str) -> Option<String> {
    let (name, host) = known(&host.to_ascii_lowercase())?;
    let page = match host {
        Host::GitHub => "settings/tokens",
        Host::GitLab => "-/user_settings/personal_access_tokens",
        Host::Gitea => "user/settings/applications",
        Host::Bitbucket => {
            return Some("https://id.atlassian.com/manage-profile/security/api-tokens".to_owned());
        }
        Host::BitbucketServer => "plugins/servlet/access-tokens/manage",
    };
    Some(format!("https://{name}/{page}"))
}

/// The first address of such a page among the lines that a server said while it took a branch.
pub(crate) fn link_in(words: &str) -> Option<String> {
    const PAGES: [&str; 5] = [
        "/pull/",
        "/pulls/",
        "/pull-requests",
        "/merge_requests",
        "/compare/",
    ];
    const LONGEST: usize = 2000;
    words
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "<>()[]\"'.,;".contains(c)))
        .filter(|word| word.starts_with("https://") || word.starts_with("http://"))
        .filter(|word| word.len() <= LONGEST && word.chars().all(|c| c.is_ascii_graphic()))
        .find(|word| PAGES.iter().any(|page| word.contains(page)))
        .map(str::to_owned)
}

fn place(address: &str) -> Option<Place> {
    let (authority, path, scheme) = match address.split_once("://") {
        Some((scheme, rest)) => {
            let (authority, path) = rest.split_once('/')?;
            match scheme.to_ascii_lowercase().as_str() {
                web @ ("http" | "https") => (authority, path, Some(web.to_owned())),
                "ssh" | "git+ssh" | "ssh+git" => (authority, path, None),
                _ => return None,
            }
        }
        None => {
            // `[git@host:22]:path`, `git@[host:22]:path`, or `git@host:path`.
            let bracketed = address.split_once("]:");
            let (authority, path) = bracketed.or_else(|| address.split_once(':'))?;
            (!authority.contains('/')).then_some(())?;
            (authority, path, None)
        }
    };
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host_and_port = host_and_port.trim_matches(['[', ']']);
    let (name, port) = match host_and_port.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host_and_port, None),
    };
    let name = name.to_ascii_lowercase();
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    {
        return None;
    }
    let (name, host) = known(&name)?;
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut path: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| encoded(part, false))
        .collect();
    if host == Host::BitbucketServer && path.first().is_some_and(|first| first == "scm") {
        path.remove(0);
    }
    let fits = match host {
        Host::GitLab => path.len() >= 2,
        _ => path.len() == 2,
    };
    let web = match (&scheme, port.filter(|port| port.parse::<u16>().is_ok())) {
        (Some(scheme), Some(port)) => format!("{scheme}://{name}:{port}"),
        (Some(scheme), None) => format!("{scheme}://{name}"),
        // The port of SSH says nothing of the web's.
        (None, _) => format!("https://{name}"),
    };
    fits.then_some(Place { host, web, path })
}

/// What a host runs, told from its name, and the name under which it shows pages.
fn known(name: &str) -> Option<(String, Host)> {
    let hosts = [
        ("github", "github.com", Host::GitHub),
        ("gitlab", "gitlab.com", Host::GitLab),
        ("codeberg", "codeberg.org", Host::Gitea),
        ("gitea", "gitea.com", Host::Gitea),
        ("forgejo", "", Host::Gitea),
        ("bitbucket", "bitbucket.org", Host::Bitbucket),
    ];
    let (_, main, host) = hosts
        .into_iter()
        .find(|(word, ..)| name.split('.').any(|label| label.starts_with(word)))?;
    // The doors for firewalls that let only the web's ports through, and names that only an SSH config knows.
    let door = match name {
        "ssh.github.com" => Some("github.com"),
        "altssh.gitlab.com" => Some("gitlab.com"),
        "altssh.bitbucket.org" => Some("bitbucket.org"),
        _ if !name.contains('.') && !main.is_empty() => Some(main),
        _ => None,
    };
    let name = door.unwrap_or(name);
    let host = match host {
        Host::Bitbucket if name != main => Host::BitbucketServer,
        other => other,
    };
    Some((name.to_owned(), host))
}

/// For an address: what could mean something else there as `%XX`.
fn encoded(text: &str, slashes: bool) -> String {
    let mut out = String::new();
    for &byte in text.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b'/' if slashes => out.push('/'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{link_in, review_link, token_page};

    #[test]
    fn each_hosts_page_from_each_form_of_address() {
        let github = "https://github.com/ada/blog/compare/main...review-tides?expand=1";
        let gitlab = "https://gitlab.com/team/web/blog/-/merge_requests/new\
                      ?merge_request%5Bsource_branch%5D=review-tides&merge_request%5Btarget_branch%5D=main";
        let server = "https://bitbucket.example.org/projects/WEB/repos/blog/pull-requests\
                      ?create&sourceBranch=refs%2Fheads%2Freview-tides&targetBranch=refs%2Fheads%2Fmain";
        for (address, link) in [
            ("https://github.com/ada/blog.git", Some(github)),
            ("https://github.com/ada/blog/", Some(github)),
            ("https://ada:secret@github.com/ada/blog.git", Some(github)),
            ("git@github.com:ada/blog.git", Some(github)),
            ("github.com:ada/blog", Some(github)),
            ("ssh://git@github.com/ada/blog.git", Some(github)),
            ("ssh://git@ssh.github.com:443/ada/blog.git", Some(github)),
            ("git@[ssh.github.com:443]:ada/blog.git", Some(github)),
            ("[git@ssh.github.com:443]:ada/blog.git", Some(github)),
            ("github-work:ada/blog.git", Some(github)),
            (
                "ssh://git@git.github.example.org:2222/ada/blog.git",
                Some("https://git.github.example.org/ada/blog/compare/main...review-tides?expand=1"),
            ),
            ("git@gitlab.com:team/web/blog.git", Some(gitlab)),
            ("https://gitlab.com/team/web/blog", Some(gitlab)),
            ("ssh://git@altssh.gitlab.com:443/team/web/blog.git", Some(gitlab)),
            (
                "git@codeberg.org:ada/blog.git",
                Some("https://codeberg.org/ada/blog/compare/main...review-tides"),
            ),
            (
                "http://gitea.example.org:3000/ada/blog.git",
                Some("http://gitea.example.org:3000/ada/blog/compare/main...review-tides"),
            ),
            (
                "ssh://git@forgejo.example.org:2222/ada/blog.git",
                Some("https://forgejo.example.org/ada/blog/compare/main...review-tides"),
            ),
            (
                "git@bitbucket.org:ada/blog.git",
                Some("https://bitbucket.org/ada/blog/pull-requests/new?source=review-tides&dest=main&t=1"),
            ),
            ("ssh://git@bitbucket.example.org:7999/WEB/blog.git", Some(server)),
            ("https://bitbucket.example.org/scm/WEB/blog.git", Some(server)),
            // Nobody knows what these run.
            ("git@git.example.org:ada/blog.git", None),
            ("/srv/git/github.com/blog.git", None),
            ("file:///srv/gitlab/blog.git", None),
            ("https://github.com/blog.git", None),
            ("https://github.com", None),
            ("https://notgithub.com/ada/blog", None),
            ("", None),
        ] {
            let found = review_link(address, address, "review-tides", "main");
            assert_eq!(found.as_deref(), link, "{address}");
        }
    }

    #[test]
    fn a_forks_page_leads_to_where_it_came_from() {
        let (to, from) = ("git@github.com:team/blog.git", "https://github.com/ada/blog.git");
        assert_eq!(
            review_link(to, from, "ada/tides", "main").as_deref(),
            Some("https://github.com/team/blog/compare/main...ada:ada/tides?expand=1")
        );
        assert_eq!(review_link(to, "git@gitlab.com:ada/blog.git", "x", "main"), None);
        let gitlab = review_link(
            "git@gitlab.com:team/blog",
            "git@gitlab.com:ada/blog",
            "a/b & c",
            "main",
        );
        assert_eq!(
            gitlab.as_deref(),
            Some(
                "https://gitlab.com/ada/blog/-/merge_requests/new?merge_request%5Bsource_branch%5D=a%2Fb%20%26%20c\
                 &merge_request%5Btarget_branch%5D=main"
            )
        );
    }

    #[test]
    fn tokens_are_made_on_a_page_of_the_host() {
        for (host, page) in [
            ("github.com", Some("https://github.com/settings/tokens")),
            (
                "GitLab.example.org",
                Some("https://gitlab.example.org/-/user_settings/personal_access_tokens"),
            ),
            (
                "codeberg.org",
                Some("https://codeberg.org/user/settings/applications"),
            ),
            (
                "bitbucket.org",
                Some("https://id.atlassian.com/manage-profile/security/api-tokens"),
            ),
            ("git.example.org", None),
            ("notgithub.com", None),
        ] {
            assert_eq!(token_page(host).as_deref(), page, "{host}");
        }
    }

    #[test]
    fn the_servers_own_link_is_found_among_its_lines() {
        let github = "Resolving deltas: 100% (1/1), done.\n\n\
                      Create a pull request for 'x' on GitHub by visiting:\n     https://github.com/a/b/pull/new/x\n";
        assert_eq!(
            link_in(github).as_deref(),
            Some("https://github.com/a/b/pull/new/x")
        );
        let gitlab = "View merge request for x:\n  https://git.example.org/a/b/-/merge_requests/12.\n";
        assert_eq!(
            link_in(gitlab).as_deref(),
            Some("https://git.example.org/a/b/-/merge_requests/12")
        );
        for other in [
            "Read https://example.org/rules first",
            "javascript:alert('/pull/')",
            "https://example.org/pull/\u{1b}[31m1",
            "",
        ] {
            assert_eq!(link_in(other), None, "{other}");
        }
    }
}
