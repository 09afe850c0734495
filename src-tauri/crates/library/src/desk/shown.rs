//! An open post as the window has it.

use galley_post::{Format, Known, Post};

use crate::error::Result;
use crate::library::{Inner, lock};
use crate::lines::lf;
use crate::view::{FieldView, Fields, HeadView, PostView};
use crate::{facts, fields};

/// Everything of an open post.
pub(crate) fn view(inner: &Inner, id: &str) -> Result<PostView> {
    let session = inner.session(id)?;
    let session = lock(&session);
    let post = session.post();
    let facts = facts::of_post(&inner.site.generator, &inner.clock, &session.path, &post);
    let summary = inner.index().summary(&session.path, &facts, inner.today());
    let ack = session.ack(true);
    Ok(PostView {
        post: id.to_owned(),
        head: head_view(inner, &session.path, &post),
        body: session.text(),
        seq: ack.seq,
        hash: ack.hash,
        body_line: u32::try_from(session.text_line()).unwrap_or(u32::MAX),
        read_only: session.read_only.clone(),
        problems: facts.problems,
        save: session.save_view(),
        summary,
    })
}

/// The front matter.
pub(super) fn head_view(inner: &Inner, path: &str, post: &Post) -> HeadView {
    let format = match post.format() {
        Format::Yaml => "yaml",
        Format::Toml => "toml",
        Format::Json => "json",
        Format::Pelican => "pelican",
        Format::Other => "other",
        Format::None => "none",
    };
    HeadView {
        format: format.to_owned(),
        text: lf(post.head()),
        fields: fields(inner, path, post),
        readable: post.can_edit_fields(),
    }
}

fn fields(inner: &Inner, path: &str, post: &Post) -> Fields {
    let facts = facts::of_post(&inner.site.generator, &inner.clock, path, post);
    let text = |known| {
        post.known(known)
            .and_then(|found| found.value.as_str().map(str::to_owned))
    };
    let shown = [
        Known::Title,
        Known::Date,
        Known::Draft,
        Known::Tags,
        Known::Authors,
        Known::Description,
    ];
    let taken: Vec<String> = shown
        .into_iter()
        .filter_map(|known| post.known(known))
        .map(|found| found.path.split('.').next().unwrap_or_default().to_owned())
        .collect();
    let more = post.fields().iter().filter(|field| !taken.contains(&field.name));
    let mark = inner.site.generator.draft(path, &facts::said(post));
    Fields {
        title: text(Known::Title),
        date: text(Known::Date),
        day: facts.day.map(|day| day.to_string()),
        draft: mark != galley_generators::DraftMark::NotDraft,
        draft_is_field: !matches!(mark, galley_generators::DraftMark::Folder { .. })
            && !inner.site.generator.knows_draft_folder(),
        visibility: facts.visibility(inner.clock.now().timestamp()),
        reasons: inner.index().summary(path, &facts, inner.today()).reasons,
        tags: facts.tags,
        authors: facts.authors,
        description: text(Known::Description),
        more: more
            .map(|field| FieldView {
                name: field.name.clone(),
                value: fields::plain(&field.value),
            })
            .collect(),
    }
}
