//! Process-wide settings of libgit2, made once, and the only unsafe code of this crate.
//!
//! Each call below writes a global of libgit2 that has no lock of its own.
#![allow(unsafe_code, reason = "libgit2's global options have no safe wrapper")]

use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use crate::transport;

static ONCE: Once = Once::new();

/// Makes objects, refs and reflogs durable and registers the transport. Every verb comes through here first.
pub(crate) fn ensure() {
    ONCE.call_once(|| {
        // libgit2 must be initialised before its options are set; git2 does that in every constructor.
        let _ = git2::Config::new();
        // SAFETY: the option takes one C int by value and sets a global flag; `Once` makes this the only writer,
        // and no other verb runs before it is through.
        unsafe {
            libgit2_sys::git_libgit2_opts(
                libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as std::ffi::c_int,
                1 as std::ffi::c_int,
            );
        }
        // SAFETY: registering must not run beside the creation of a transport. All of them are created by verbs
        // of this crate, and each of those waits for this `Once` first.
        let registered = unsafe { git2::transport::register(transport::SCHEME, transport::create) };
        if let Err(error) = registered {
            // Every later connection would say "unsupported URL protocol"; keep the first reason.
            transport::remember_failed_registration(error.message());
        }
    });
}

/// Whether the settings come from a home of their own.
static APART: AtomicBool = AtomicBool::new(false);

/// A variable of the environment that counts as a setting of the writer's, unless it is empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    if APART.load(Ordering::Relaxed) {
        return None;
    }
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether the writer's own surroundings are to be left alone.
pub(crate) fn is_apart() -> bool {
    APART.load(Ordering::Relaxed)
}

/// Reads the writer's own Git settings (`.gitconfig`) from `home` and the machine's from nowhere, in this whole
/// process, and none from variables (`GIT_SSL_CAINFO` and the like). For tests and for a copy of the app that carries its settings along. Call it before any other function
/// of this crate: settings that were read before stay as they were.
pub fn use_config_from(home: &Path) -> Result<(), Error> {
    static CONFIG: Once = Once::new();
    let mut result = Ok(());
    CONFIG.call_once(|| {
        let _ = git2::Config::new();
        APART.store(true, Ordering::Relaxed);
        let nowhere = home.join("no-such-folder");
        for (level, path) in [
            (git2::ConfigLevel::Global, home),
            (git2::ConfigLevel::XDG, nowhere.as_path()),
            (git2::ConfigLevel::System, nowhere.as_path()),
            (git2::ConfigLevel::ProgramData, nowhere.as_path()),
        ] {
            // SAFETY: writes libgit2's search paths, which other threads read when they open a repository; the
            // documentation asks for this call to be the first, and `Once` keeps it the only one.
            if let Err(error) = unsafe { git2::opts::set_search_path(level, path) } {
                result = Err(Error::from(error));
            }
        }
    });
    result
}
