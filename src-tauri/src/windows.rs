//! The windows of the app: each has a library of its own, or the welcome screen. What another start of Galley wants is shown in
//! the window that it belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use galley_library::reopen::LastWindow;
use galley_library::view::{Appearance, LibraryEvent, Menu, SettingsView};
use galley_library::{Clock, Places, reopen, settings};
use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Emitter, Manager, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry};

use crate::closing;
use crate::navigation;
use crate::shell::{Shell, Wanted, listener};
use crate::spelling;
#[cfg(target_os = "linux")]
use crate::{drawing, revive};

/// A window's smallest size, in CSS pixels (the smallest that the layout is drawn for).
const SMALLEST: (f64, f64) = (640.0, 480.0);
/// The first window's size, in CSS pixels.
const FIRST: (f64, f64) = (1280.0, 800.0);

/// So many windows are opened again at most.
const MOST: usize = 20;
/// No screen is larger, in CSS pixels.
const LARGEST: f64 = 16_384.0;

/// The name of the event that carries a [`SettingsView`] to all windows.
const SETTINGS: &str = "settings";

/// All windows.
pub struct Windows {
    /// Where state, settings and caches are kept.
    pub places: Places,
    clock: Clock,
    /// By number, so that they stand in the order in which they were opened.
    open: Mutex<BTreeMap<u32, Arc<Shell>>>,
    /// How many windows there have been.
    count: AtomicU32,
    /// The settings that hold.
    settings: Mutex<Option<SettingsView>>,
    /// The language of the text that was opened last.
    language: Mutex<Option<String>>,
    /// Libraries of closed windows that are still being closed.
    leaving: Mutex<Vec<JoinHandle<()>>>,
}

impl Windows {
    /// No windows yet.
    pub fn new(places: Places, clock: Clock) -> Self {
        Windows {
            places,
            clock,
            open: Mutex::default(),
            count: AtomicU32::new(0),
            settings: Mutex::default(),
            language: Mutex::default(),
            leaving: Mutex::default(),
        }
    }

    /// Opens the first windows: for what is wanted, else those that were open last, else one with the welcome screen.
    ///
    /// # Errors
    /// When there is no display, or no web view.
    pub fn begin(&self, app: &AppHandle, wanted: Wanted) -> tauri::Result<()> {
        let mut last = reopen::windows(&self.places);
        let again = settings::read(&self.places).settings.reopen;
        if !again || wanted.library.is_some() {
            let size = last.pop().unwrap_or_default();
            return self.open(app, wanted, &size);
        }
        // A folder that is gone stays in the list of the welcome screen, and is not asked for at every start.
        last.retain(|one| one.library.as_ref().is_some_and(|folder| folder.is_dir()));
        let mut seen = BTreeSet::new();
        last.retain(|one| {
            one.library
                .as_deref()
                .is_some_and(|folder| seen.insert(real(folder)))
        });
        last.truncate(MOST);
        for one in &last {
            let library = one.library.clone();
            self.open(app, Wanted { library, post: None }, one)?;
        }
        if last.is_empty() {
            self.open(app, Wanted::default(), &LastWindow::default())?;
        }
        Ok(())
    }

    /// Opens a window.
    ///
    /// # Errors
    /// When there is no display, or no web view.
    pub fn open(&self, app: &AppHandle, wanted: Wanted, size: &LastWindow) -> tauri::Result<()> {
        let (number, shell) = {
            let mut open = self.open_now();
            // No number is given twice: what an old window's work still has to tell must not come to a new one.
            let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
            let label = format!("window-{number}");
            let shell = Shell::new(app, &label, self.places.clone(), self.clock.clone(), wanted);
            let shell = Arc::new(shell);
            open.insert(number, Arc::clone(&shell));
            (number, shell)
        };
        shell.open_ahead(app);
        let window = build(app, &shell, size).inspect_err(|_| drop(self.open_now().remove(&number)))?;
        #[cfg(target_os = "linux")]
        {
            drawing::suit(&window, false)?;
            revive::watch(&window, Arc::clone(&shell))?;
            spelling::compose_in_text(&window)?;
        }
        let own = app.clone();
        window.on_window_event(move |event| match event {
            tauri::WindowEvent::CloseRequested { api, .. } => {
                own.state::<Windows>().remember(&own);
                if !closing::may_close(&own, &shell) {
                    api.prevent_close();
                }
            }
            tauri::WindowEvent::Destroyed => own.state::<Windows>().closed(&own, number),
            _ => (),
        });
        Ok(())
    }

    /// Opens one more window, as large as those that there are. One that shows the folder already comes to the front instead.
    ///
    /// # Errors
    /// When there is no web view.
    pub fn another(&self, app: &AppHandle, folder: Option<String>) -> tauri::Result<()> {
        let library = folder.map(|folder| self.places.typed(&folder));
        if let Some(there) = library.as_deref().and_then(|folder| self.showing(folder)) {
            self.to_front(app, &there);
            return Ok(());
        }
        let first = self.open_now().values().next().cloned();
        let size = first.map(|shell| as_it_is(app, &shell)).unwrap_or_default();
        self.open(app, Wanted { library, post: None }, &size)
    }

    /// Takes other settings: all windows hear of them.
    pub fn take(&self, app: &AppHandle, view: SettingsView) {
        let theme = match view.settings.appearance {
            Appearance::System => None,
            Appearance::Light => Some(Theme::Light),
            Appearance::Dark => Some(Theme::Dark),
        };
        app.set_theme(theme);
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = Some(view.clone());
        self.check_spelling(app);
        for window in app.webview_windows().into_values() {
            show_menu(&window, view.settings.menu);
        }
        // A window that is closing hears nothing, and needs nothing.
        let _ = app.emit(SETTINGS, view);
    }

    /// What stands in a window's menu bar.
    ///
    /// # Errors
    /// When the system has no menu to give.
    pub fn set_menu(&self, app: &AppHandle, shell: &Shell, menus: Vec<Menu>) -> tauri::Result<()> {
        let Some(window) = app.get_webview_window(&shell.label) else {
            return Ok(());
        };
        let mut bar = shell.menu.lock().unwrap_or_else(PoisonError::into_inner);
        bar.show(app, &window, menus)?;
        let settings = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        show_menu(&window, settings.as_ref().is_some_and(|view| view.settings.menu));
        Ok(())
    }

    /// A text in this language is on the desk.
    pub fn writes_in(&self, app: &AppHandle, language: Option<String>) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
        self.check_spelling(app);
    }

    fn check_spelling(&self, app: &AppHandle) {
        let language = self
            .language
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let view = self
            .settings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(view) = view {
            spelling::check_in(app, settings::spelled_in(&view, language.as_deref()));
        }
    }

    /// What the window of this label holds.
    pub fn of(&self, label: &str) -> Option<Arc<Shell>> {
        self.open_now()
            .values()
            .find(|shell| shell.label == label)
            .cloned()
    }

    /// The label of the window that shows this folder, or is about to.
    pub fn showing(&self, folder: &Path) -> Option<String> {
        self.showing_shell(folder).map(|shell| shell.label.clone())
    }

    fn showing_shell(&self, folder: &Path) -> Option<Arc<Shell>> {
        let folder = real(folder);
        let shows = |shell: &&Arc<Shell>| shell.folder().is_some_and(|own| real(&own) == folder);
        self.open_now().values().find(shows).cloned()
    }

    /// Brings a window before all others.
    pub fn to_front(&self, app: &AppHandle, label: &str) {
        if let Some(window) = app.get_webview_window(label) {
            // Whether it comes to the front is the desktop's decision.
            let _ = window.unminimize();
            let _ = window.show();
            let _ = window.set_focus();
        }
    }

    /// Shows what another start of Galley wants: in the window that has the library, else in one with the welcome screen, else
    /// in a new one. Without a library the first window comes to the front.
    ///
    /// # Errors
    /// When no window could be opened.
    pub fn show(&self, app: &AppHandle, wanted: Wanted) -> tauri::Result<()> {
        let Some(folder) = wanted.library.as_deref() else {
            let first = self.open_now().values().next().map(|shell| shell.label.clone());
            return match first {
                Some(label) => {
                    self.to_front(app, &label);
                    Ok(())
                }
                None => self.open(app, wanted, &LastWindow::default()),
            };
        };
        let free = || {
            let open = self.open_now();
            open.values().find(|shell| shell.folder().is_none()).cloned()
        };
        let Some(shell) = self.showing_shell(folder).or_else(free) else {
            return self.open(app, wanted, &LastWindow::default());
        };
        // As the window knows it, where it has it open. Whether its page is there yet or not, it asks.
        let library = shell.folder().or(wanted.library);
        shell.want(Wanted {
            library,
            post: wanted.post,
        });
        listener(app, &shell.label)(LibraryEvent::Wanted);
        self.to_front(app, &shell.label);
        Ok(())
    }

    /// Remembers which windows there are, to open them again the next time.
    pub fn remember(&self, app: &AppHandle) {
        let shells: Vec<Arc<Shell>> = self.open_now().values().cloned().collect();
        let all: Vec<LastWindow> = shells.iter().map(|shell| as_it_is(app, shell)).collect();
        if !all.is_empty() {
            reopen::remember(&self.places, &all);
        }
    }

    /// A window is gone: what is unsaved in it is saved, without keeping the others waiting.
    fn closed(&self, app: &AppHandle, number: u32) {
        let Some(shell) = self.open_now().remove(&number) else {
            return;
        };
        // The last one closed is opened again the next time; of several, those that stayed.
        self.remember(app);
        shell.questions.end();
        let closing = std::thread::spawn(move || shell.put(None));
        let mut leaving = self.leaving.lock().unwrap_or_else(PoisonError::into_inner);
        leaving.retain(|one| !one.is_finished());
        leaving.push(closing);
    }

    /// Saves what is unsaved in all windows and ends their libraries' threads.
    pub fn end(&self) {
        for (_, shell) in std::mem::take(&mut *self.open_now()) {
            shell.put(None);
        }
        let leaving = std::mem::take(&mut *self.leaving.lock().unwrap_or_else(PoisonError::into_inner));
        for one in leaving {
            let _ = one.join();
        }
    }

    fn open_now(&self) -> MutexGuard<'_, BTreeMap<u32, Arc<Shell>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the window that called a command holds.
#[derive(Clone)]
pub struct Here(Arc<Shell>);

impl Deref for Here {
    type Target = Shell;

    fn deref(&self) -> &Shell {
        &self.0
    }
}

impl<'de> CommandArg<'de, Wry> for Here {
    fn from_command(command: CommandItem<'de, Wry>) -> Result<Self, InvokeError> {
        let webview = command.message.webview_ref();
        let shell = webview.state::<Windows>().of(webview.label());
        shell
            .map(Here)
            .ok_or_else(|| InvokeError::from("this window is closed"))
    }
}

fn build(app: &AppHandle, shell: &Arc<Shell>, size: &LastWindow) -> tauri::Result<WebviewWindow> {
    let (width, height) = match (size.width, size.height) {
        (width, height)
            if (SMALLEST.0..LARGEST).contains(&width) && (SMALLEST.1..LARGEST).contains(&height) =>
        {
            (width, height)
        }
        _ => FIRST,
    };
    let (going, opening, coming) = (Arc::clone(shell), Arc::clone(shell), Arc::clone(shell));
    let (going_app, opening_app) = (app.clone(), app.clone());
    WebviewWindowBuilder::new(app, &shell.label, WebviewUrl::default())
        .title("Galley")
        .inner_size(width, height)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .maximized(size.maximised)
        // Files that are dropped on the text are the page's to take.
        .disable_drag_drop_handler()
        .on_page_load(move |_, load| {
            if load.event() == PageLoadEvent::Started {
                coming.arrival.came();
            }
        })
        .on_navigation(move |url| navigation::allow(&going_app, &going, url))
        .on_new_window(move |url, _| {
            navigation::report(&opening_app, &opening, &url);
            NewWindowResponse::Deny
        })
        .build()
}

fn as_it_is(app: &AppHandle, shell: &Shell) -> LastWindow {
    let window = app.get_webview_window(&shell.label);
    let maximised = window
        .as_ref()
        .is_some_and(|window| window.is_maximized().unwrap_or_default());
    let size = window.and_then(|window| {
        let scale = window.scale_factor().ok()?;
        Some(window.inner_size().ok()?.to_logical::<f64>(scale))
    });
    LastWindow {
        library: shell.folder(),
        width: size.map_or(0.0, |size| size.width),
        height: size.map_or(0.0, |size| size.height),
        maximised,
    }
}

/// On macOS the system always shows it.
fn show_menu(window: &WebviewWindow, shown: bool) {
    #[cfg(not(target_os = "macos"))]
    {
        // There may be none yet.
        let _ = if shown {
            window.show_menu()
        } else {
            window.hide_menu()
        };
    }
    #[cfg(target_os = "macos")]
    let _ = (window, shown);
}

/// The folder without links in its path, so that one folder is one.
fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}
