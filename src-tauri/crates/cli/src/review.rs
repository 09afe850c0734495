//! `publish --review`, and what waits for review.

use galley_library::view::{PublishOrder, Review};
use galley_library::{Library, Result, words};

use crate::versions::titles;
use crate::{asking, output};

/// Sends posts for review. The page of the review is the last line printed, where it is known.
pub fn send(library: &Library, order: &PublishOrder, name: Option<&str>, as_json: bool) -> Result<()> {
    let tell = |step| output::step(&step);
    let result = library.send_for_review(order, name, &tell, &asking::cancel())?;
    if as_json {
        output::json(&result);
        return Ok(());
    }
    let (posts, branch) = (titles(&result.posts), output::clean(&result.branch));
    let (server, into) = (output::clean(&result.server), output::clean(&result.into));
    let arguments = [
        ("posts", posts.as_str()),
        ("branch", &branch),
        ("server", &server),
        ("into", &into),
    ];
    let done = if result.updated {
        "review.updated"
    } else {
        "review.sent"
    };
    output::line(&words::say(done, &arguments).0);
    match &result.link {
        Some(link) => output::line(link),
        None => output::note(&words::say("review.no-link", &arguments).0),
    }
    Ok(())
}

/// How reviews stand, one a line.
pub fn stand(reviews: &[Review]) {
    for review in reviews {
        output::line(&review.message);
    }
}
