//! A web server on the loopback interface that counts who calls, and serves the pages of a counter-test.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Shared {
    calls: Vec<String>,
    pages: HashMap<String, String>,
}

/// The server. It ends with the test's process.
pub struct Listener {
    /// `http://127.0.0.1:PORT`
    pub address: String,
    shared: Arc<Mutex<Shared>>,
}

impl Listener {
    /// Starts one on a free port.
    pub fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", socket.local_addr().expect("its address"));
        let shared = Arc::new(Mutex::new(Shared::default()));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let shared = Arc::clone(&theirs);
                thread::spawn(move || answer(stream, &shared));
            }
        });
        Listener { address, shared }
    }

    /// Serves this page at that path.
    pub fn serve(&self, path: &str, page: String) {
        self.shared
            .lock()
            .expect("the server")
            .pages
            .insert(path.to_owned(), page);
    }

    /// The paths that were asked for and are no page of the test's own.
    pub fn calls(&self) -> Vec<String> {
        self.shared.lock().expect("the server").calls.clone()
    }
}

fn answer(mut stream: TcpStream, shared: &Mutex<Shared>) {
    let mut request = String::new();
    let mut lines = BufReader::new(&stream);
    // The first line says what is wanted; the rest up to the empty line has to be read all the same.
    loop {
        let before = request.len();
        if lines.read_line(&mut request).is_err() || request.len() - before <= 2 {
            break;
        }
    }
    let path = request.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let page = {
        let mut shared = shared.lock().expect("the server");
        let page = shared.pages.get(&path).cloned();
        // What a browser asks for by itself is nobody's doing.
        if page.is_none() && path != "/favicon.ico" && !path.is_empty() {
            shared.calls.push(path);
        }
        page.unwrap_or_else(|| "<p>called</p>".to_owned())
    };
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
}
