//! Another name for a post: what that would change, and the change. Its folder, its date, its language and its title stay; a
//! field that holds its address is renamed with it.

use galley_generators::{Facts, PathKind, Url, slug};
use galley_post::{Edit, ListStyle, Post, ScalarTags, Value};

use crate::carry::Carry;
use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::undo::Undo;
use crate::view::{RenamePlan, VerbResult, Visibility};
use crate::{address, facts, fields, paths, spelling};

/// A post under another name, before anything is done.
struct Renaming {
    carry: Carry,
    post: Post,
    name: String,
}

impl Library {
    /// What another name would change; without one, how it is called now. The text is the one in the file.
    ///
    /// # Errors
    /// `post.name-of-page`, `post.name-of-repository`, `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn rename_plan(&self, path: &str, name: Option<&str>) -> Result<RenamePlan> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let before = inner.readable(&path)?;
        let old_address = inner.shown_address(&path, &before);
        let Some(name) = name else {
            return Ok(RenamePlan {
                name: inner.name_of(&path, &before),
                path,
                changes: false,
                address: old_address.clone(),
                old_address,
                breaks: false,
                can_lead: false,
            });
        };
        let renaming = inner.renaming(&path, before.clone(), &slug(stem_of(name, &path)), false)?;
        let address = inner.shown_address(&renaming.carry.post_to, &renaming.post);
        let moves = address != old_address;
        Ok(RenamePlan {
            changes: renaming.carry.from != renaming.carry.to || renaming.carry.text.is_some(),
            breaks: moves && inner.is_public(&path),
            can_lead: moves && inner.lead_from(&path, &before).is_some(),
            path: renaming.carry.post_to,
            name: renaming.name,
            address,
            old_address,
        })
    }

    /// Gives a post another name, made of `name` as a new post's is made of its title. With `lead`, readers who come by the
    /// old address are led to the new one, where the generator knows how.
    ///
    /// # Errors
    /// `post.empty-title`, `post.name-of-page`, `post.name-of-repository`, `post.outside`, `post.gone`, `post.not-a-post`,
    /// `post.unsaved`, and what the disk says.
    pub fn rename_post(&self, path: &str, name: &str, lead: bool) -> Result<VerbResult> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        if name.trim().is_empty() {
            return Err(Error::new("post.empty-title", &[]));
        }
        inner.existing(&path)?;
        inner.saved_to_go(&path)?;
        let before = inner.readable(&path)?;
        let carry = inner
            .renaming(&path, before, &slug(stem_of(name, &path)), lead)?
            .carry;
        if carry.from == carry.to && carry.text.is_none() {
            return Ok(VerbResult { path, undo: None });
        }
        let carry = inner.carry(carry)?;
        Ok(VerbResult {
            path: carry.post_to.clone(),
            undo: Some(inner.can_undo(Undo::Carried(carry))),
        })
    }
}

/// What was typed as a name, without the ending of the post's file: that one stays.
fn stem_of<'n>(name: &'n str, path: &str) -> &'n str {
    let name = name.trim();
    let ending = path.rfind('.').map_or("", |dot| &path[dot..]);
    let at = name.len().saturating_sub(ending.len());
    match (name.get(..at), name.get(at..)) {
        (Some(stem), Some(end)) if !stem.is_empty() && end.eq_ignore_ascii_case(ending) => stem,
        _ => name,
    }
}

impl Inner {
    /// The last part of a post's address, as its field or its file has it.
    fn name_of(&self, path: &str, post: &Post) -> String {
        let said = facts::said(post);
        let field = self.site.generator.slug_field(&said);
        let written = field.and_then(|field| post.get(field)).and_then(Value::as_str);
        written.map_or_else(
            || self.site.generator.name_of(path).unwrap_or_default().to_owned(),
            str::to_owned,
        )
    }

    fn renaming(&self, path: &str, before: Post, name: &str, lead: bool) -> Result<Renaming> {
        let generator = &self.site.generator;
        let said = facts::said(&before);
        let own = self.root.join(generator.own_folder(path).unwrap_or(path));
        let taken = |place: &str| {
            let place = self.root.join(place);
            place.exists() && !spelling::only_respelled(&own, &place)
        };
        let target = generator.rename(path, name, &taken);
        let (from, to, post_to) = match target {
            Some(target) => (target.from, target.to, target.post),
            None => (path.to_owned(), path.to_owned(), path.to_owned()),
        };
        self.stays_a_post(path, &post_to, &said, name)?;
        // With a number where the name was taken.
        let name = generator.name_of(&post_to).unwrap_or(name).to_owned();
        let mut post = before.clone();
        if let Some(field) = generator.slug_field(&said) {
            let edit = Edit::Set {
                path: field.to_owned(),
                value: Value::String(name.clone()),
            };
            post = fields::apply(&post, edit)?;
        }
        if lead && let Some((field, old)) = self.lead_from(path, &before) {
            let edit = Edit::AddItem {
                path: field.to_owned(),
                item: old,
                absent: ListStyle::default(),
                scalar: ScalarTags::One,
            };
            post = fields::apply(&post, edit)?;
        }
        let text = (post.bytes() != before.bytes()).then(|| (before.bytes().to_vec(), post.bytes().to_vec()));
        let carry = Carry {
            from,
            to,
            post_from: path.to_owned(),
            post_to,
            text,
        };
        Ok(Renaming { carry, post, name })
    }

    /// Refuses a name under which a post would be none.
    fn stays_a_post(&self, path: &str, to: &str, said: &Facts, name: &str) -> Result<()> {
        let generator = &self.site.generator;
        let kind = |path: &str| generator.classify_dated(path, generator.date_of(path, said).is_some());
        let code = match (kind(path), kind(to)) {
            (PathKind::Post | PathKind::Page, PathKind::NotContent) => "post.name-of-repository",
            (PathKind::Post, PathKind::Page) => "post.name-of-page",
            _ => return Ok(()),
        };
        Err(Error::new(code, &[("path", path), ("name", name)]))
    }

    /// The field that leads readers of an old address to the post, and what stands in it. `None` where the generator has none,
    /// where the address is not sure, and where several languages decide what such a field means.
    fn lead_from(&self, path: &str, post: &Post) -> Option<(&'static str, String)> {
        let generator = &self.site.generator;
        let field = generator.alias_field()?;
        if !self.is_public(path) || !post.can_edit_fields() || self.index().languages().len() > 1 {
            return None;
        }
        match generator.url(path, &facts::said(post)) {
            Url::Known(old) => Some((field, old)),
            Url::Unknown | Url::NoPage => None,
        }
    }

    /// Where readers find a post: the whole address, or its place in the site where that has none.
    fn shown_address(&self, path: &str, post: &Post) -> Option<String> {
        let whole = address::address(self, path, post);
        whole.or_else(|| address::place(self, path, post).map(|place| format!("/{place}")))
    }

    /// True for a post that readers can find: the server has it, and nothing hides it.
    pub(crate) fn is_public(&self, path: &str) -> bool {
        let now = self.clock.now().timestamp();
        let shown = self.index().get(path).map(|facts| facts.visibility(now));
        shown == Some(Visibility::Public) && self.on_server(path)
    }
}
