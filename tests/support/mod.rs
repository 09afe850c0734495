//! What the tests of the whole app share: a real window under an X server of its own, driven by WebDriver.
//!
//! Nothing of the person who runs the tests is read or written: home, settings and caches lie in a folder that goes
//! away, and the D-Bus session offers no portal, so that a test decides alone which dialogs there are.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

pub mod atspi;
pub mod axe;
pub mod blog;
pub mod desktop;
pub mod hostile;
pub mod keys;
pub mod listener;
pub mod log;
pub mod page;
pub mod process;
pub mod session;
pub mod window;

use std::time::{Duration, Instant};

/// How long anything may take before a test gives up. Far more than it needs, so that a busy machine fails nothing.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A colour scheme: its name in the names of pictures, and whether it is the dark one.
pub type Scheme = (&'static str, bool);
/// Dark on light.
pub const LIGHT: Scheme = ("light", false);
/// Light on dark.
pub const DARK: Scheme = ("dark", true);

/// The schemes in which a way through the app is gone: `always` in every run, the other one too with `--full`. A second window
/// that does the same takes half a minute of two cores.
pub fn schemes(always: Scheme) -> Vec<Scheme> {
    if std::env::var_os("GALLEY_FULL").is_some() {
        return vec![LIGHT, DARK];
    }
    vec![always]
}

/// Looks again and again until there is something to see, and gives it back. Stops the test after [`PATIENCE`].
pub async fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The same with a look that takes its time.
pub async fn until_async(what: &str, mut look: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !look().await {
        assert!(begun.elapsed() < PATIENCE, "waited in vain for: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
