//! The open posts: opening, editing, saving, two versions, and what a crash left.

use galley_post::{Edit, Format, Known, ListStyle, Post, Value};

use crate::error::{Error, Result};
use crate::facts;
use crate::left::{recovery, replayed};
use crate::library::{Inner, Library, lock};
use crate::lines::lf;
use crate::recovery::{Left, LoggedEdit};
use crate::session::Session;
use crate::view::{
    BodyChange, DiskChoice, DiskVersion, EditAck, FieldEdit, FieldView, Fields, HeadView, PostView, Recovery,
    SaveView,
};
use crate::{autosave, fields, paths, words};

impl Library {
    /// Opens a post for editing. A post that is open already keeps its session.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn open_post(&self, path: &str) -> Result<PostView> {
        let inner = &self.inner;
        let path = paths::normal(path);
        if let Some((id, _)) = inner.session_of(&path) {
            return view(inner, &id);
        }
        let bytes = inner.read_post(&path)?;
        view(inner, &inner.open_session(&path, bytes))
    }

    /// Closes a post; what is unsaved is saved first. One that cannot be saved stays open.
    ///
    /// # Errors
    /// `post.unsaved`.
    pub fn close_post(&self, post: &str) -> Result<()> {
        let session = self.inner.session(post)?;
        autosave::save_session(&self.inner, post, &session);
        let (unsaved, path) = {
            let session = lock(&session);
            (session.unsaved(), session.path.clone())
        };
        if unsaved {
            return Err(Error::new("post.unsaved", &[("path", &path)]));
        }
        lock(&self.inner.sessions).remove(post);
        Ok(())
    }

    /// Takes changes of the body. Never waits for a disk.
    ///
    /// # Errors
    /// `post.closed`, `post.read-only`.
    pub fn edit_body(&self, post: &str, seq: u32, changes: &[BodyChange]) -> Result<EditAck> {
        let (ack, edited) = self
            .inner
            .edit(post, |session| Ok(session.edit_body(seq, changes)))?;
        debug_assert_eq!(ack.accepted, edited);
        Ok(ack)
    }

    /// Takes the whole body.
    ///
    /// # Errors
    /// `post.closed`, `post.read-only`.
    pub fn replace_body(&self, post: &str, seq: u32, text: &str) -> Result<EditAck> {
        let edit = |session: &mut Session| {
            let (ack, edit) = session.replace_body(seq, text);
            Ok((ack, Some(edit)))
        };
        Ok(self.inner.edit(post, edit)?.0)
    }

    /// Changes one field, and nothing else of the file.
    ///
    /// # Errors
    /// `field.refused`, `field.unreadable`, `field.not-a-day`, `field.draft-folder`.
    pub fn edit_field(&self, post: &str, edit: &FieldEdit) -> Result<HeadView> {
        let inner = &self.inner;
        let change = |session: &mut Session| {
            let edited = fields::edit(inner, &session.path, &session.post(), edit)?;
            Ok(((), Some(session.put_head(edited))))
        };
        inner.edit(post, change)?;
        self.head(post)
    }

    /// Takes the head as text.
    ///
    /// # Errors
    /// `post.closed`, `post.read-only`.
    pub fn edit_head(&self, post: &str, text: &str) -> Result<HeadView> {
        let change = |session: &mut Session| {
            let edited = session.with_head(text);
            Ok(((), Some(session.put_head(edited))))
        };
        self.inner.edit(post, change)?;
        self.head(post)
    }

    /// Saves now.
    ///
    /// # Errors
    /// `post.closed`. What stood in the way of saving is in the answer.
    pub fn save_post(&self, post: &str) -> Result<SaveView> {
        let session = self.inner.session(post)?;
        Ok(autosave::save_session(&self.inner, post, &session))
    }

    /// Both versions of a post with two.
    ///
    /// # Errors
    /// `post.closed`, and `post.gone` when there is one version only.
    pub fn disk_version(&self, post: &str) -> Result<DiskVersion> {
        let session = self.inner.session(post)?;
        let session = lock(&session);
        let Some(theirs) = &session.theirs else {
            return Err(Error::new("post.gone", &[("path", &session.path)]));
        };
        let disk = Session::new(&session.path, theirs.bytes.clone().unwrap_or_default());
        Ok(DiskVersion {
            body: disk.text(),
            head: disk.head_text(),
            my_body: session.text(),
            my_head: session.head_text(),
            since: theirs.since.clone(),
        })
    }

    /// Goes on with one of two versions; the other one is kept in the recovery log or in a file beside it.
    ///
    /// # Errors
    /// `post.closed`, and what the disk says.
    pub fn choose_version(&self, post: &str, choice: &DiskChoice) -> Result<PostView> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let (path, mine, theirs) = {
            let session = lock(&session);
            let theirs = session.theirs.as_ref().map(|theirs| theirs.bytes.clone());
            (session.path.clone(), session.post().bytes().to_vec(), theirs)
        };
        // Another program may have put the file back meanwhile: then there is nothing to choose.
        let Some(theirs) = theirs else {
            return view(inner, post);
        };
        let now = inner.clock.now().timestamp().as_millisecond();
        let keep = |bytes| {
            if let Some(log) = &inner.log {
                log.keep(&path, bytes, now);
            }
        };
        match (choice, theirs) {
            (DiskChoice::KeepMine, theirs) => {
                theirs.into_iter().for_each(keep);
                lock(&session).keep_mine();
            }
            (choice, Some(theirs)) => {
                if *choice == DiskChoice::KeepBoth {
                    let beside = inner.free_name(&path);
                    inner.write_new(&beside, &mine)?;
                    inner.refresh_file(&beside);
                } else {
                    keep(mine);
                }
                lock(&session).take(theirs);
                inner.forget_log(post);
            }
            // They deleted the file: to take theirs is to have nothing, and the text is kept.
            (DiskChoice::TakeTheirs, None) => {
                keep(mine);
                inner.forget_log(post);
                lock(&inner.sessions).remove(post);
                inner.index_mut().mark_two_versions(&path, false);
                inner.tell_index();
                return Err(Error::new("post.gone", &[("path", &path)]));
            }
            (DiskChoice::KeepBoth, None) => lock(&session).keep_mine(),
        }
        inner.index_mut().mark_two_versions(&path, false);
        autosave::save_session(inner, post, &session);
        inner.tell_index();
        view(inner, post)
    }

    /// Text that was typed and not in the file when Galley stopped. What the file has by now is not among it.
    pub fn recoveries(&self) -> Vec<Recovery> {
        let inner = &self.inner;
        let left = lock(&inner.left).clone();
        left.iter().filter_map(|left| recovery(inner, left)).collect()
    }

    /// Puts text back that a crash left (and opens the post with it, unsaved), or leaves the file as it is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn recover(&self, id: &str, put_back: bool) -> Result<Option<PostView>> {
        let inner = &self.inner;
        let found = lock(&inner.left)
            .iter()
            .find(|left| left.id.to_string() == id)
            .cloned();
        let Some(left) = found else { return Ok(None) };
        let opened = if put_back {
            Some(self.put_back(&left)?)
        } else {
            None
        };
        if let Some(log) = &inner.log {
            if !put_back {
                log.keep(&left.path, replayed(&left).post().bytes().to_vec(), left.at);
            }
            log.flush();
            log.forget_left(left.id);
        }
        lock(&inner.left).retain(|other| other.id != left.id);
        Ok(opened)
    }

    fn put_back(&self, left: &Left) -> Result<PostView> {
        let inner = &self.inner;
        let session = replayed(left);
        let text = session.post();
        // A post that was deleted meanwhile comes back as a file.
        if !inner.root.join(&left.path).exists() {
            inner.write_new(&left.path, text.bytes())?;
            return self.open_post(&left.path);
        }
        let post = self.open_post(&left.path)?.post;
        let change = |open: &mut Session| {
            let disk = open.post();
            let edit = open.put_head(disk.with_head(&lf(text.head())));
            Ok((session.text(), Some(edit)))
        };
        let (body, _) = inner.edit(&post, change)?;
        inner.edit(&post, |session| {
            let (ack, edit) = session.replace_body(session.seq, &body);
            Ok((ack, Some(edit)))
        })?;
        view(inner, &post)
    }

    fn head(&self, post: &str) -> Result<HeadView> {
        let session = self.inner.session(post)?;
        let session = lock(&session);
        Ok(head_view(&self.inner, &session.path, &session.post()))
    }
}

impl Inner {
    /// Does an edit in memory, hands it to the log, and wakes the saver. Also tells whether anything was edited.
    fn edit<T>(
        &self,
        id: &str,
        edit: impl FnOnce(&mut Session) -> Result<(T, Option<LoggedEdit>)>,
    ) -> Result<(T, bool)> {
        let session = self.session(id)?;
        let mut session = lock(&session);
        if let Some(why) = &session.read_only {
            return Err(Error::new(
                "post.read-only",
                &[("path", &session.path), ("why", why)],
            ));
        }
        let (answer, edit) = edit(&mut session)?;
        let edited = edit.is_some();
        if let Some(edit) = edit {
            self.log_edit(id, &mut session, edit);
        }
        drop(session);
        self.wake_saver();
        Ok((answer, edited))
    }

    /// Hands an edit to the log: under the session's lock, so that the log has the edits in their order.
    pub(crate) fn log_edit(&self, id: &str, session: &mut Session, edit: LoggedEdit) {
        if let Some(log) = &self.log {
            let (number, base) = session.log_position();
            let at = self.clock.now().timestamp().as_millisecond();
            log.edit(id, &session.path, base, number, at, edit);
        }
    }

    fn forget_log(&self, id: &str) {
        if let Some(log) = &self.log {
            log.forget(id);
        }
    }
}

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

fn head_view(inner: &Inner, path: &str, post: &Post) -> HeadView {
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

/// An empty head that the first field can be put into. Only for new posts.
pub(crate) fn fresh(fields: &[(String, Value)], tags: Option<(&str, &[String])>, head: &str) -> Result<Post> {
    let refused = |_| {
        Error::new(
            "field.refused",
            &[("field", words::say("field.new", &[]).0.as_str())],
        )
    };
    let mut post = Post::parse(head.as_bytes().to_vec());
    for (path, value) in fields {
        let edit = Edit::Set {
            path: path.clone(),
            value: value.clone(),
        };
        post = post.edit(&edit).map_err(refused)?.post;
    }
    if let Some((path, tags)) = tags {
        for tag in tags {
            let edit = Edit::AddItem {
                path: path.to_owned(),
                item: tag.clone(),
                absent: ListStyle::default(),
                scalar: galley_post::ScalarTags::One,
            };
            post = post.edit(&edit).map_err(refused)?.post;
        }
    }
    Ok(post)
}
