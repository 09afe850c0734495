//! Where Galley keeps what is not in the library: the recovery log (precious), caches (disposable), settings
//! and the list of recent libraries. The only module that looks at the home folder.

use std::path::{Path, PathBuf};

/// The folders of one user. Tests make their own.
#[derive(Debug, Clone)]
pub struct Places {
    /// Recovery logs and the list of recent libraries, for example `~/.local/state/galley`.
    pub state: PathBuf,
    /// What the writer set, for example `~/.config/galley`.
    pub config: PathBuf,
    /// What can be made again, for example `~/.cache/galley`.
    pub cache: PathBuf,
    /// The home folder, drawn as `~`.
    pub home: PathBuf,
}

impl Places {
    /// The user's folders by the system's rules (XDG on Linux); `None` for a user without a home.
    pub fn of_user() -> Option<Self> {
        let home = dirs::home_dir()?;
        // macOS and Windows have no state folder: the local data folder has the same meaning there.
        let state = dirs::state_dir().or_else(dirs::data_local_dir)?.join("galley");
        let cache = dirs::cache_dir()?.join("galley");
        let config = dirs::config_dir()?.join("galley");
        Some(Places {
            state,
            config,
            cache,
            home,
        })
    }

    /// All under one folder.
    pub fn under(folder: &Path) -> Self {
        Places {
            state: folder.join("state"),
            config: folder.join("config"),
            cache: folder.join("cache"),
            home: folder.to_path_buf(),
        }
    }

    /// The folder that keeps one library's recovery log and lock.
    pub fn of_library(&self, root: &Path) -> PathBuf {
        self.state.join("libraries").join(name_of(root))
    }

    /// The folder that keeps one library's index, which can be made again.
    pub fn cache_of_library(&self, root: &Path) -> PathBuf {
        self.cache.join("libraries").join(name_of(root))
    }

    /// The path with the home folder drawn as `~`.
    pub fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(&self.home) {
            Ok(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Ok(rest) => format!("~/{}", rest.display()),
            Err(_) => path.display().to_string(),
        }
    }

    /// The path that a writer typed: `~` is the home folder, blanks round it are dropped.
    pub fn typed(&self, path: &str) -> PathBuf {
        let path = path.trim();
        match path.strip_prefix('~') {
            Some("") => self.home.clone(),
            Some(rest) if rest.starts_with(['/', '\\']) => self.home.join(&rest[1..]),
            _ => PathBuf::from(path),
        }
    }
}

/// A folder's name for a library: readable, and another one for each library.
fn name_of(root: &Path) -> String {
    let id = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    let name: String = root
        .file_name()
        .map(|n| {
            n.to_string_lossy()
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '-')
                .take(32)
                .collect()
        })
        .unwrap_or_default();
    format!("{name}-{}", &id[..12])
}
