//! A real web server for Git on the loopback interface, for as long as a test needs it: nginx with TLS by a certificate authority
//! of its own, basic authentication, and `git http-backend` behind it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot start its server must stop"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::server::free_port;

/// A running server. It stops when dropped.
pub struct WebServer {
    dir: TempDir,
    nginx: Child,
    wrap: Child,
    port: u16,
    other: u16,
    plain: u16,
}

impl WebServer {
    /// The user whom the server knows.
    pub const USER: &str = "ada";
    /// Their password.
    pub const PASSWORD: &str = "planted-3f9c1e77-token";

    /// Serves the repositories in `root`. Their addresses are `https://localhost:PORT` and
    ///
    /// - `/git/NAME`: for [`WebServer::USER`] alone;
    /// - `/open/NAME`: to read for everyone;
    /// - `/forbidden/NAME`: for nobody;
    /// - `/token/NAME`: whoever is not known is told to use a token;
    /// - `/kerberos/NAME`: asks in another way;
    /// - `/page/NAME`: a page for browsers;
    /// - `/moved/NAME`: led to `/git/NAME`;
    /// - `/away/NAME`: led to another server ([`WebServer::told_the_other`]);
    /// - `/down/NAME`: led to a server without TLS.
    pub fn start(root: &Path) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        certificates(dir.path());
        let users = format!("{}:{}\n", Self::USER, hashed(Self::PASSWORD));
        fs::write(dir.path().join("users"), users).expect("the users");
        for _ in 0..20 {
            let (port, other, plain) = (free_port(), free_port(), free_port());
            let mut wrap = answering(&dir.path().join("fcgi"));
            write_config(dir.path(), root, [port, other, plain]);
            let mut nginx = started(
                Command::new("nginx")
                    .arg("-p")
                    .arg(dir.path())
                    .arg("-c")
                    .arg(dir.path().join("nginx.conf"))
                    .args(["-e", "stderr"])
                    .stdin(Stdio::null())
                    .stderr(Stdio::piped()),
            );
            if listens(&mut nginx) {
                return Self {
                    dir,
                    nginx,
                    wrap,
                    port,
                    other,
                    plain,
                };
            }
            end(&mut nginx);
            end(&mut wrap);
        }
        panic!("nginx did not start");
    }

    /// `https://localhost:PORT/PLACE`.
    pub fn address(&self, place: &str) -> String {
        format!("https://localhost:{}/{place}", self.port)
    }

    /// The same with a user and a password in it.
    pub fn address_for(&self, user: &str, password: &str, place: &str) -> String {
        format!("https://{user}:{password}@localhost:{}/{place}", self.port)
    }

    /// The certificate of the authority that vouches for the server.
    pub fn authority(&self) -> PathBuf {
        self.dir.path().join("ca.crt")
    }

    /// What helpers are told of the server.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// What the other server was asked, one line for each: the request, and its `Authorization` and `X-Secret` headers.
    pub fn told_the_other(&self) -> String {
        fs::read_to_string(self.dir.path().join("other.log")).unwrap_or_default()
    }

    /// What this server was asked: the request and the user.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("access.log")).unwrap_or_default()
    }

    /// The port of the server to which `/away` leads.
    pub fn other_port(&self) -> u16 {
        self.other
    }

    /// An address of the server without TLS, which has `/open/NAME`, and `/asks/NAME` with a password.
    pub fn plain_address(&self, place: &str) -> String {
        format!("http://localhost:{}/{place}", self.plain)
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        end(&mut self.nginx);
        end(&mut self.wrap);
    }
}

/// Ends a program and all that it started: fcgiwrap's own children outlive it otherwise.
fn end(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    let _ = child.wait();
}

fn started(command: &mut Command) -> Child {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::null()).process_group(0).spawn();
    child.unwrap_or_else(|error| panic!("these tests need {name}: {error}"))
}

/// `git http-backend` behind a socket that is there before fcgiwrap is: it takes the one that is its standard input.
fn answering(socket: &Path) -> Child {
    let _ = fs::remove_file(socket);
    let listener = UnixListener::bind(socket).expect("a socket");
    started(
        Command::new("fcgiwrap")
            .args(["-c", "4"])
            .stdin(OwnedFd::from(listener))
            .stderr(Stdio::null()),
    )
}

/// Waits for the line that nginx writes when its sockets are open. False when it ended before: another program has a port.
fn listens(nginx: &mut Child) -> bool {
    let mut lines = BufReader::new(nginx.stderr.take().expect("nginx's log")).lines();
    let open = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|line| line.contains("event method"));
    // Somebody has to read on, or nginx would wait for room in the pipe.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    open
}

fn write_config(dir: &Path, root: &Path, [port, other, plain]: [u16; 3]) {
    let exec = Command::new("git").arg("--exec-path").output().expect("git runs");
    let exec = String::from_utf8_lossy(&exec.stdout).trim().to_owned();
    let (here, root) = (dir.display(), root.display());
    let backend = |user: &str| {
        format!(
            "fastcgi_pass unix:{here}/fcgi; fastcgi_param SCRIPT_FILENAME {exec}/git-http-backend; \
             fastcgi_param GIT_PROJECT_ROOT {root}; fastcgi_param GIT_HTTP_EXPORT_ALL 1; fastcgi_param PATH_INFO $1; \
             fastcgi_param REQUEST_METHOD $request_method; fastcgi_param QUERY_STRING $query_string; \
             fastcgi_param CONTENT_TYPE $content_type; fastcgi_param CONTENT_LENGTH $content_length; \
             fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding; fastcgi_param HOME {here}; {user}"
        )
    };
    let known = backend("fastcgi_param REMOTE_USER $remote_user;");
    let open = backend("");
    let tls = format!("ssl_certificate {here}/server.crt; ssl_certificate_key {here}/server.key;");
    let text = format!(
        "daemon off; master_process off; error_log stderr notice; pid {here}/nginx.pid;\nevents {{ }}\nhttp {{\n\
         log_format told '$request \"$http_authorization\" \"$http_x_secret\"';\n\
         log_format asked '$request $remote_user $status';\n\
         client_body_temp_path {here}/t1; proxy_temp_path {here}/t2; fastcgi_temp_path {here}/t3; uwsgi_temp_path {here}/t4; \
         scgi_temp_path {here}/t5; client_max_body_size 0;\n\
         server {{ listen 127.0.0.1:{port} ssl; server_name localhost; {tls} access_log {here}/access.log asked;\n\
         location ~ ^/git(/.*)$ {{ auth_basic Galley; auth_basic_user_file {here}/users; {known} }}\n\
         location ~ ^/open(/.*)$ {{ {open} }}\n\
         location /forbidden/ {{ return 403; }}\n\
         location /token/ {{ error_page 401 @token; auth_basic Galley; auth_basic_user_file {here}/nobody; }}\n\
         location @token {{ add_header WWW-Authenticate 'Basic realm=\"x\"' always; default_type text/plain; \
         return 401 'Support for password authentication was removed. Use a personal access token.'; }}\n\
         location /kerberos/ {{ add_header WWW-Authenticate Negotiate always; return 401; }}\n\
         location /page/ {{ default_type text/html; return 200 '<html>Welcome</html>'; }}\n\
         location ~ ^/moved(/.*)$ {{ return 301 https://localhost:{port}/git$1$is_args$args; }}\n\
         location ~ ^/away(/.*)$ {{ return 302 https://localhost:{other}/git$1$is_args$args; }}\n\
         location ~ ^/down(/.*)$ {{ return 302 http://localhost:{plain}/git$1$is_args$args; }}\n}}\n\
         server {{ listen 127.0.0.1:{other} ssl; server_name localhost; {tls} access_log {here}/other.log told;\n\
         location / {{ add_header WWW-Authenticate 'Basic realm=\"y\"' always; return 401; }}\n}}\n\
         server {{ listen 127.0.0.1:{plain}; access_log {here}/other.log told;\n\
         location ~ ^/open(/.*)$ {{ {open} }}\n\
         location ~ ^/asks(/.*)$ {{ auth_basic Galley; auth_basic_user_file {here}/users; {known} }}\n\
         location / {{ return 404; }}\n}}\n}}\n"
    );
    fs::write(dir.join("nobody"), "").expect("no users");
    fs::write(dir.join("nginx.conf"), text).expect("a server configuration");
}

fn certificates(dir: &Path) {
    let openssl = |arguments: &[&str]| {
        let made = Command::new("openssl").args(arguments).current_dir(dir).output();
        let made = made.expect("these tests need openssl");
        assert!(
            made.status.success(),
            "openssl: {}",
            String::from_utf8_lossy(&made.stderr)
        );
    };
    let key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ];
    let authority = [
        "req",
        "-x509",
        "-days",
        "2",
        "-subj",
        "/CN=Galley test authority",
        "-keyout",
        "ca.key",
        "-out",
        "ca.crt",
    ];
    openssl(&[&authority[..], &key].concat());
    let request = [
        "req",
        "-subj",
        "/CN=localhost",
        "-keyout",
        "server.key",
        "-out",
        "server.csr",
    ];
    openssl(&[&request[..], &key].concat());
    fs::write(dir.join("names"), "subjectAltName=DNS:localhost\n").expect("the names");
    openssl(&[
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        "server.csr",
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-out",
        "server.crt",
        "-extfile",
        "names",
    ]);
}

fn hashed(password: &str) -> String {
    let made = Command::new("openssl")
        .args(["passwd", "-apr1", password])
        .output();
    let made = made.expect("these tests need openssl");
    String::from_utf8_lossy(&made.stdout).trim().to_owned()
}
