//! When the database is made anew: it is damaged, or its rows hang on a site that is another one now.

use std::sync::PoisonError;

use rusqlite::Connection;

use super::{ATTEMPTS, Cache};
use crate::cache::{self, Store};

impl Cache {
    /// What is kept holds no more, as all rows hang on the site: it is made anew, by what `made_by` names. The posts are
    /// to be told by [`Cache::changed`] after this.
    pub fn of_another_site(&self, made_by: String) {
        let mut state = self.lock();
        state.news.clear();
        state.gone.clear();
        state.another = Some(made_by);
        self.changed.notify_all();
    }

    /// Makes the database anew for another site. False when there can be none.
    pub(super) fn begin_anew(&self, made_by: &str, store: &mut Store, connection: &mut Connection) -> bool {
        let Ok(nowhere) = Connection::open_in_memory() else {
            return false;
        };
        *connection = nowhere;
        let new = store.renew_as(made_by);
        self.ids.write().unwrap_or_else(PoisonError::into_inner).clear();
        let mut state = self.lock();
        state.files += 1;
        state.generation += 1;
        match new {
            Some(new) => {
                *connection = new;
                state.file = Some(store.file().to_owned());
                true
            }
            None => {
                state.file = None;
                state.texts.clear();
                false
            }
        }
    }

    /// Makes a damaged database anew, with every post to be read; lets one that is busy be for now. False when it is
    /// given up.
    pub(super) fn recover(
        &self,
        error: &rusqlite::Error,
        store: &mut Store,
        connection: &mut Connection,
    ) -> bool {
        let mut state = self.lock();
        state.failed += 1;
        if cache::is_damage(error) && state.failed <= ATTEMPTS {
            // The old file's connection must be gone before its locks are.
            let Ok(nowhere) = Connection::open_in_memory() else {
                return false;
            };
            *connection = nowhere;
            if let Ok(new) = store.renew() {
                *connection = new;
                let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
                state.texts.extend(ids.drain().map(|(_, path)| path.to_string()));
                state.files += 1;
                state.generation += 1;
                return true;
            }
            state.failed = ATTEMPTS;
        }
        if state.failed < ATTEMPTS {
            return true;
        }
        state.file = None;
        state.files += 1;
        state.texts.clear();
        false
    }
}
