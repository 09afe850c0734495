//! The scheme `galley-image:`: pictures of the open library for the preview's frame, and nothing else of it.

use galley_library::Picture;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

use crate::windows::Windows;

/// The scheme's name; `ui/src/lib/preview` gives it to the frame as its `<base>`.
pub const SCHEME: &str = "galley-image";

/// Answers `galley-image://localhost/FOLDER/LINK` with the picture that a post in that folder means by that link.
pub fn answer(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let shell = context
        .app_handle()
        .state::<Windows>()
        .of(context.webview_label());
    let library = shell.and_then(|shell| shell.library());
    tauri::async_runtime::spawn_blocking(move || {
        let path = request.uri().path().trim_start_matches('/').to_owned();
        let picture = library.and_then(|library| library.picture(&path).ok());
        responder.respond(response(picture));
    });
}

fn response(picture: Option<Picture>) -> Response<Vec<u8>> {
    let mut response = match picture {
        Some(picture) => {
            let mut response = Response::new(picture.bytes);
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                header::HeaderValue::from_static(picture.media_type),
            );
            response
        }
        None => {
            let mut response = Response::new(Vec::new());
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    };
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        header::HeaderValue::from_static("nosniff"),
    );
    // Should such an address ever be shown as a document (an SVG can hold scripts), it can do nothing.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        header::HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    response
}
