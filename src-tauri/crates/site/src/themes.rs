//! Draws pages: the frame around a post's text, lists and tags, each in the site's theme.
//!
//! Every value that is not the post's own Markdown is escaped here, by the templates. A page links to nothing but the
//! site itself, so showing it fetches nothing from elsewhere unless the writer's text asks for it. What stands on a list
//! is decided in `front`.

mod head;
mod lists;
mod outline;
mod post;

pub use lists::{front_place, list_html, tag_html, tags_html};
pub(crate) use post::{TEXT_PLACE, post_frame};
