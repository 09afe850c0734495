//! How the web view draws on Linux. With a graphics card it draws the page as layers that the card puts together. Without one the
//! processor would do the card's work, which costs more time and memory than the drawing itself (docs/benchmarks.md, §desk): there,
//! layers are made only while the window shows pages of the generator's server, which may turn things in three dimensions.

use std::fs;
use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where the kernel lists graphics cards (Linux, Direct Rendering Manager).
const CARDS: &str = "/dev/dri";

/// Draws with layers or without, as suits this computer. `site`: the window shows pages of the generator's server.
///
/// # Errors
/// When the window is gone already.
pub fn suit(window: &WebviewWindow, site: bool) -> tauri::Result<()> {
    let software = software_wanted(std::env::var("LIBGL_ALWAYS_SOFTWARE").ok().as_deref());
    if has_card(Path::new(CARDS)) && !software {
        return Ok(());
    }
    let policy = if site {
        HardwareAccelerationPolicy::Always
    } else {
        HardwareAccelerationPolicy::Never
    };
    window.with_webview(move |webview| {
        if let Some(settings) = WebViewExt::settings(&webview.inner()) {
            settings.set_hardware_acceleration_policy(policy);
        }
    })
}

/// Whether there is a card that programs may draw with: such a card has a render node.
fn has_card(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
}

/// Mesa's own way to leave the card alone.
fn software_wanted(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_told_by_its_render_node() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!has_card(&folder.path().join("none")));
        // Screens alone, as on a server: nothing draws for programs.
        fs::write(folder.path().join("card0"), "").expect("a file");
        assert!(!has_card(folder.path()));
        fs::write(folder.path().join("renderD128"), "").expect("a file");
        assert!(has_card(folder.path()));
    }

    #[test]
    fn a_card_that_is_to_be_left_alone_is() {
        assert!(software_wanted(Some("1")) && software_wanted(Some("true")));
        assert!(!software_wanted(None) && !software_wanted(Some("0")) && !software_wanted(Some("")));
    }
}
