//! The menu bar. Its lines are the window's actions, so that it can do what the palette can, and nothing else: the window says
//! what stands in it and what can be run, and hears what was chosen.
//!
//! Keys are drawn in it and taken by the window: what they mean depends on where one writes.

use std::collections::HashMap;

use galley_library::view::{LibraryEvent, Menu as Wanted};
use tauri::menu::{Menu, MenuBuilder, MenuItem, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, WebviewWindow, Wry};

use crate::shell::listener;

/// The menu bar of a window.
#[derive(Default)]
pub struct Bar {
    wanted: Vec<Wanted>,
    lines: HashMap<String, MenuItem<Wry>>,
}

impl Bar {
    /// Shows these menus. Where only what can be run is another, the bar stays and its lines change.
    ///
    /// # Errors
    /// When the system has no menu to give.
    pub fn show(
        &mut self,
        app: &AppHandle,
        window: &WebviewWindow,
        wanted: Vec<Wanted>,
    ) -> tauri::Result<()> {
        if same_lines(&self.wanted, &wanted) {
            for line in wanted.iter().flat_map(|menu| menu.parts.iter().flatten()) {
                if let Some(item) = self.lines.get(&line.id) {
                    item.set_enabled(line.enabled)?;
                }
            }
        } else {
            let bar = self.build(app, window.label(), &wanted)?;
            put(app, window, bar)?;
        }
        self.wanted = wanted;
        Ok(())
    }

    fn build(&mut self, app: &AppHandle, window: &str, wanted: &[Wanted]) -> tauri::Result<Menu<Wry>> {
        self.lines.clear();
        let mut bar = MenuBuilder::new(app);
        #[cfg(target_os = "macos")]
        {
            bar = system(app, bar)?;
        }
        for menu in wanted {
            let mut submenu = SubmenuBuilder::new(app, &menu.label);
            for (at, part) in menu.parts.iter().enumerate() {
                if at > 0 {
                    submenu = submenu.separator();
                }
                for line in part {
                    let label = match &line.keys {
                        Some(keys) => format!("{}\u{2003}{keys}", line.label),
                        None => line.label.clone(),
                    };
                    // An ampersand would underline the letter behind it.
                    let item =
                        MenuItemBuilder::with_id(format!("{window}/{}", line.id), label.replace('&', "&&"))
                            .enabled(line.enabled)
                            .build(app)?;
                    submenu = submenu.item(&item);
                    self.lines.insert(line.id.clone(), item);
                }
            }
            bar = bar.item(&submenu.build()?);
        }
        bar.build()
    }
}

/// Whether they differ at most in what can be run.
fn same_lines(before: &[Wanted], now: &[Wanted]) -> bool {
    let all_enabled = |menus: &[Wanted]| {
        let mut menus = menus.to_vec();
        let lines = menus.iter_mut().flat_map(|menu| menu.parts.iter_mut().flatten());
        lines.for_each(|line| line.enabled = true);
        menus
    };
    all_enabled(before) == all_enabled(now)
}

/// On macOS there is one bar, that of the window in front.
#[cfg(target_os = "macos")]
fn put(app: &AppHandle, _: &WebviewWindow, bar: Menu<Wry>) -> tauri::Result<()> {
    app.set_menu(bar).map(drop)
}

#[cfg(not(target_os = "macos"))]
fn put(_: &AppHandle, window: &WebviewWindow, bar: Menu<Wry>) -> tauri::Result<()> {
    window.set_menu(bar).map(drop)
}

/// The menus that every app has there; without the second one ⌘C does nothing in a text.
#[cfg(target_os = "macos")]
fn system<'m>(
    app: &'m AppHandle,
    bar: MenuBuilder<'m, Wry, AppHandle>,
) -> tauri::Result<MenuBuilder<'m, Wry, AppHandle>> {
    let own = SubmenuBuilder::new(app, "Galley")
        .about(None)
        .separator()
        .hide()
        .quit()
        .build()?;
    let edit = SubmenuBuilder::new(app, "Edit")
        .cut()
        .copy()
        .paste()
        .select_all()
        .build()?;
    Ok(bar.item(&own).item(&edit))
}

/// Tells the window whose line was chosen.
pub fn chosen(app: &AppHandle, id: &str) {
    if let Some((window, action)) = id.split_once('/') {
        listener(app, window)(LibraryEvent::ActionChosen {
            id: action.to_owned(),
        });
    }
}
