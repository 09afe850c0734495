//! `galley serve`: the built site on this computer, built again when a file changes, and pages that follow.
//!
//! Only this computer is answered: the server listens on a loopback address, and answers no request that names another
//! host, so that no website can read it through the browser. The site is built by the same verb as `galley build`, into a
//! folder of its own; what makes pages follow is added to them here, on the way out.

mod files;

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use galley_library::{Cancel, Clock, Error, Library, Opening, Places, Result};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue, LOCATION};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, channel};

use crate::{build, output};

/// Where pages ask whether there is a newer site: the answer comes when there is one.
const CHANGES: &str = "/_galley/changes";
/// The ports that are tried where none is asked for.
const PORTS: std::ops::Range<u16> = 4400..4420;

/// Builds the library in `folder` and serves it until Ctrl-C.
///
/// # Errors
/// When it cannot be built at all, or the port is taken. A later build that fails is told on standard error; the last good
/// site stays.
pub fn serve(folder: &Path, places: &Places, port: Option<u16>) -> Result<()> {
    let folder = std::fs::canonicalize(folder).map_err(|e| Error::io(e, folder))?;
    let temp = tempfile::tempdir().map_err(|e| Error::io(e, &std::env::temp_dir()))?;
    let site = temp.path().join("site");
    let cancel = Cancel::new();
    // Watched before it is read: what changes meanwhile is built again.
    let (wake, woken) = mpsc::channel();
    let watching = galley_library::watch(&folder, move || {
        // Nobody listens any more: the program ends.
        let _ = wake.send(());
    })?;
    build_once(&folder, places, &site, &cancel)?;
    // Pages of an earlier run hold another number, and load themselves anew.
    let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (told, hear) = channel(started.as_secs() * 1000);
    let again = {
        let (folder, places, site, cancel) = (folder.clone(), places.clone(), site.clone(), cancel.clone());
        move || {
            while woken.recv().is_ok() {
                // One build answers all that changed meanwhile.
                while woken.try_recv().is_ok() {}
                match build_once(&folder, &places, &site, &cancel) {
                    Ok(()) => told.send_modify(|version| *version += 1),
                    Err(error) if cancel.is_cancelled() => drop(error),
                    Err(error) => output::complain(&error),
                }
            }
        }
    };
    let builder = std::thread::Builder::new().name("build".into()).spawn(again);
    let builder = builder.map_err(|e| Error::io(e, &folder))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Error::io(e, &site))?;
    let served = runtime.block_on(async {
        let listener = listen(port).await?;
        let address = listener.local_addr().map_err(|e| Error::io(e, &site))?;
        output::line(&format!("http://{address}/"));
        tokio::select! {
            () = accept(listener, address, site.clone(), hear) => {}
            () = stopped() => {}
        }
        Ok(())
    });
    // Connections that are open are cut.
    runtime.shutdown_timeout(Duration::ZERO);
    cancel.cancel();
    drop(watching);
    let _ = builder.join();
    served
}

/// Ctrl-C, or a polite request to end.
async fn stopped() {
    let asked = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    match asked {
        Ok(mut asked) => tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = asked.recv() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

fn build_once(folder: &Path, places: &Places, site: &Path, cancel: &Cancel) -> Result<()> {
    let opening = Opening {
        places: places.clone(),
        clock: Clock::system(),
        listener: None,
    };
    let built = Library::open(folder, opening)?.build(site, &|_, _| {}, cancel)?;
    build::notes(&built);
    Ok(())
}

async fn listen(port: Option<u16>) -> Result<TcpListener> {
    let taken = |port: u16| Error::new("serve.port", &[("port", &port.to_string())]);
    let at = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return TcpListener::bind(at(port))
            .await
            .map_err(|e| taken(port).because(e));
    }
    for port in PORTS {
        if let Ok(listener) = TcpListener::bind(at(port)).await {
            return Ok(listener);
        }
    }
    TcpListener::bind(at(0)).await.map_err(|e| taken(0).because(e))
}

async fn accept(listener: TcpListener, address: SocketAddr, site: PathBuf, hear: Receiver<u64>) {
    let site = Arc::new(site);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, say: the next one may find one.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (site, hear) = (Arc::clone(&site), hear.clone());
        tokio::spawn(async move {
            let answer = service_fn(move |request| {
                let (site, hear) = (Arc::clone(&site), hear.clone());
                async move { Ok::<_, Infallible>(answer(&request, address, &site, hear).await) }
            });
            // A browser that goes away is no error of ours.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), answer)
                .await;
        });
    }
}

type Answer = Response<Full<Bytes>>;

async fn answer(
    request: &Request<Incoming>,
    address: SocketAddr,
    site: &Path,
    mut hear: Receiver<u64>,
) -> Answer {
    if !is_own_host(request, address) {
        return plain(StatusCode::FORBIDDEN, "Only this computer is answered.\n");
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Only reading is possible.\n");
    }
    if request.uri().path() == CHANGES {
        let known = request.uri().query().unwrap_or_default().to_owned();
        let newer = hear.wait_for(|version| version.to_string() != known).await;
        let version = newer.map_or(known.clone(), |version| version.to_string());
        return whole(StatusCode::OK, "text/plain; charset=utf-8", version.into_bytes());
    }
    let version = *hear.borrow();
    let (site, path) = (site.to_owned(), request.uri().path().to_owned());
    let found = tokio::task::spawn_blocking(move || files::find(&site, &path)).await;
    match found {
        Ok(files::Found::File { bytes, media_type }) if media_type.starts_with("text/html") => whole(
            StatusCode::OK,
            media_type,
            files::following(bytes, CHANGES, version),
        ),
        Ok(files::Found::File { bytes, media_type }) => whole(StatusCode::OK, media_type, bytes),
        Ok(files::Found::Moved(to)) => {
            let mut answer = plain(StatusCode::TEMPORARY_REDIRECT, "");
            if let Ok(to) = HeaderValue::from_str(&to) {
                answer.headers_mut().insert(LOCATION, to);
            }
            answer
        }
        _ => {
            let page = files::following(files::NOT_THERE.as_bytes().to_vec(), CHANGES, version);
            whole(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page)
        }
    }
}

/// Whether a request was made to this server by its own name: a website whose name leads here has another one.
fn is_own_host(request: &Request<Incoming>, address: SocketAddr) -> bool {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    host.is_some_and(|host| {
        let port = format!(":{}", address.port());
        let name = host.strip_suffix(&port).unwrap_or(host);
        matches!(name, "127.0.0.1" | "localhost")
    })
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    whole(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn whole(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(bytes)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
