//! What runs in the D-Bus session of a window beside the app, when a test asks for it: the bus of accessibility, an input method.

use std::fs;
use std::path::PathBuf;

use galley_testkit::repo::Place;

use super::window::{Setup, script};

/// Where distributions put the program that starts the bus of accessibility.
const A11Y: &str =
    "/usr/libexec/at-spi-bus-launcher /usr/lib/at-spi-bus-launcher /usr/lib/at-spi2-core/at-spi-bus-launcher";

/// The engines begin with their own letters: as they come, they begin with Latin ones.
const OWN_LETTERS: &str = "[org/freedesktop/ibus/engine/anthy/common]\ninput-mode=0\n\n\
                           [org/freedesktop/ibus/engine/hangul]\ninitial-input-mode='hangul'\n";

/// The program of the session: it starts what was asked for, waits until that is there, and becomes the driver.
pub fn program(place: &Place, setup: &Setup) -> PathBuf {
    let mut words = String::new();
    if setup.accessibility {
        words.push_str(&format!(
            "for launcher in {A11Y}; do\n  if [ -x \"$launcher\" ]; then \"$launcher\" --launch-immediately & fi\ndone\n\
             gdbus wait --session org.a11y.Bus\n"
        ));
    }
    if let Some(engine) = setup.composing {
        let settings = place.path().join("home/.config/glib-2.0/settings");
        fs::create_dir_all(&settings).expect("a folder for settings");
        fs::write(settings.join("keyfile"), OWN_LETTERS).expect("the settings of the input method");
        // Its engines are programs of the system's Python. What `ibus engine` says with its exit code is no answer.
        words.push_str(&format!(
            "PATH=/usr/bin:/bin GSETTINGS_BACKEND=keyfile ibus-daemon --panel disable >/dev/null 2>&1 &\n\
             gdbus wait --session org.freedesktop.IBus\n\
             until ibus engine {engine} >/dev/null 2>&1; [ \"$(ibus engine)\" = {engine} ]; do :; done\n\
             export GTK_IM_MODULE=ibus\n"
        ));
    }
    words.push_str("exec tauri-driver \"$@\"");
    let file = place.path().join("session");
    script(&file, &words);
    file
}
