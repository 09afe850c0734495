//! The program that plays a generator's server: this test program once more, told by its words what to do.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use crate::support::{Blog, Desk};
use crate::this_program;

pub const POST: &str = "content/posts/a.md";
pub const TEXT: &str = "---\ntitle: A\ndate: 2026-01-02\ndraft: true\n---\n\nFirst words.\n";

/// A blog whose `galley.toml` names the program, with these lines besides.
pub fn blog(mode: &str, more: &str) -> Blog {
    let blog = Blog::new(&[("hugo.toml", "title = 'Night'\n"), (POST, TEXT)]);
    name_program(&blog, mode, more);
    blog.repo.commit_all("settings");
    blog
}

/// Writes `galley.toml` anew.
pub fn name_program(blog: &Blog, mode: &str, more: &str) {
    let program = this_program().display().to_string();
    let words = [
        program.as_str(),
        "played::the_program_that_is_run",
        "--exact",
        "--nocapture",
        "--test-threads=1",
        &format!("mode={mode}"),
        "port={port}",
    ];
    let text = format!("[library]\ngenerator = \"hugo\"\n\n[preview]\ncommand = {words:?}\n{more}\n");
    blog.repo.write("galley.toml", text);
}

/// The library and its open post.
pub fn open(blog: &Blog) -> (Desk, String) {
    let desk = blog.open();
    let post = desk.library.open_post(POST).unwrap().post;
    (desk, post)
}

fn told(name: &str) -> Option<String> {
    let start = format!("{name}=");
    std::env::args().find_map(|word| word.strip_prefix(&start).map(str::to_owned))
}

/// What the second process does; in the tests' own process it has nothing to do.
#[test]
fn the_program_that_is_run() {
    let Some(mode) = told("mode") else { return };
    let port: u16 = told("port").unwrap().parse().unwrap();
    match mode.as_str() {
        "dies" => {
            println!("ERROR something is missing");
            std::process::exit(3);
        }
        "silent" => loop {
            std::thread::park();
        },
        "serves" => {
            // A child of its own, as bundlers start them.
            let mut child = Command::new("sleep").arg("10000").spawn().unwrap();
            serve(port, false);
            child.wait().unwrap();
        }
        _ => serve(port, mode == "leaves"),
    }
}

/// Answers every request with the post as its file is; of other paths than the post's there is a front page. With
/// `leaves` it is as some generators: the page at the first place stays as it was when the post goes elsewhere, which it
/// does once there is a file `built`.
fn serve(port: u16, leaves: bool) {
    let first_text = fs::read_to_string(Path::new(POST)).unwrap_or_default();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
        let first = lines.next().unwrap_or_default();
        // To the end of the question: who answers before hangs up on the asker.
        let _ = lines.find(String::is_empty);
        let text = fs::read_to_string(Path::new(POST)).unwrap_or_default();
        if text.contains("Fall over.") {
            println!("panic: fell over a text");
            std::process::exit(2);
        }
        let body = match first.split(' ').nth(1) {
            Some("/posts/a/") if leaves => format!("<p>{first_text}</p>"),
            Some("/posts/elsewhere/") if leaves && Path::new("built").exists() => format!("<p>{text}</p>"),
            Some("/posts/a/") => format!("<p>{text}</p>"),
            Some("/") => "<h1>Night</h1>".to_owned(),
            _ => {
                let _ = stream.write_all(b"HTTP/1.0 404 Not Found\r\n\r\nno");
                continue;
            }
        };
        let head = format!("HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        let _ = stream.write_all(format!("{head}{body}").as_bytes());
    }
}
