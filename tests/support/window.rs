//! Starting the app in a window of its own, and ending it with all its processes.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use galley_testkit::repo::Place;
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::Pid;
use serde_json::{Value, json};

use super::process::{Display, Group};
use super::{session, until};

/// Names the release build that a measurement looks at.
const MEASURED: &str = "GALLEY_APP";
/// The desktop app that Cargo built for these tests.
pub const APP: &str = env!("CARGO_BIN_EXE_galley-desktop");

/// How a window shall be started.
#[derive(Clone, Default)]
pub struct Setup {
    /// The folder that is opened at the start.
    pub open: Option<PathBuf>,
    /// A time at which the app's clock stands.
    pub clock: Option<&'static str>,
    /// The dark colour scheme.
    pub dark: bool,
    /// Width and height, in CSS pixels; 1280 × 800 when absent.
    pub size: Option<(u32, u32)>,
    /// A folder with programs that are found before the system's.
    pub programs: Option<PathBuf>,
    /// An open keyring of the desktop's, in the home folder.
    pub keyring: bool,
    /// The bus of accessibility, on which the window tells its names and roles.
    pub accessibility: bool,
    /// An input method that composes what is typed: the name of its engine in IBus.
    pub composing: Option<&'static str>,
    /// More of the app's environment; the driver's own stays as it is.
    pub environment: Vec<(&'static str, OsString)>,
}

/// The app, running, with its window.
pub struct Window {
    /// The WebDriver session.
    pub client: Client,
    /// Where failures leave a picture.
    pub name: String,
    /// What was found by [`Window::examine`].
    pub barriers: RefCell<Vec<String>>,
    log: PathBuf,
    group: Group,
    display: Display,
}

impl Window {
    /// Starts the app with `place`'s home folder, and waits for its first screen.
    pub async fn open(place: &Place, setup: Setup) -> Self {
        let window = Self::launch(place, &setup, "wry", &app_script(place, &setup)).await;
        let (width, height) = setup.size.unwrap_or((1280, 800));
        window.resize(width, height).await;
        window
            .until("the first screen", "return !!document.querySelector('main')")
            .await;
        window
    }

    /// The system's small browser with the same engine, without any of the app: for counter-tests. `None` where the
    /// system has none.
    pub async fn plain_browser(place: &Place) -> Option<Self> {
        let browser = ["x86_64-linux-gnu", "aarch64-linux-gnu", "."]
            .iter()
            .flat_map(|part| {
                ["lib", "libexec", "lib64"].map(|lib| format!("/usr/{lib}/{part}/webkit2gtk-4.1/MiniBrowser"))
            })
            .map(PathBuf::from)
            .find(|path| path.is_file())?;
        let arguments = place.path().join("browser");
        script(
            &arguments,
            &format!("exec '{}' --automation \"$@\"", browser.display()),
        );
        Some(Self::launch(place, &Setup::default(), "MiniBrowser", &arguments).await)
    }

    /// The app as it starts by itself: nothing is waited for, and its window has the size that it takes.
    pub async fn just_started(place: &Place, setup: &Setup) -> Self {
        Self::launch(place, setup, "wry", &app_script(place, setup)).await
    }

    /// Another program with a web view of the same engine, which lets itself be driven.
    pub async fn other(place: &Place, program: &Path) -> Self {
        Self::launch(place, &Setup::default(), "wry", program).await
    }

    /// Starts the app once more for the same writer, with these arguments, and waits until it has ended.
    pub fn start_again(&self, place: &Place, arguments: &[&Path]) -> std::process::ExitStatus {
        let mut command = Command::new(APP);
        command.args(arguments);
        self.run(place, command)
    }

    /// Runs a program for the same writer, on the same display, and waits until it has ended.
    pub fn run(&self, place: &Place, command: Command) -> std::process::ExitStatus {
        let mut running = self.begin(place, command);
        running.wait().expect("a program that ends")
    }

    /// The same without waiting.
    pub fn begin(&self, place: &Place, mut command: Command) -> std::process::Child {
        keep_apart(&mut command, place);
        command
            .env("DISPLAY", &self.display.name)
            .env("GDK_BACKEND", "x11")
            .spawn()
            .expect("a program that starts")
    }

    /// The window's living processes of this name.
    pub fn processes(&self, name: &str) -> Vec<Pid> {
        self.group.named(name)
    }

    async fn launch(place: &Place, setup: &Setup, kind: &str, application: &Path) -> Self {
        let display = Display::start();
        let log = place.path().join("driver.log");
        let (port, native_port) = (free_port(), free_port());
        let output = fs::File::options()
            .create(true)
            .append(true)
            .open(&log)
            .expect("a log");
        let mut command = Command::new("dbus-run-session");
        command.arg("--config-file").arg(bus(place)).arg("--");
        command.arg(session::program(place, setup)).args([
            "--port",
            &port.to_string(),
            "--native-port",
            &native_port.to_string(),
        ]);
        command.stdout(output.try_clone().expect("a log")).stderr(output);
        keep_apart(&mut command, place);
        command
            .env("DISPLAY", &display.name)
            .env("GDK_BACKEND", "x11")
            .env("GTK_THEME", if setup.dark { "Adwaita:dark" } else { "Adwaita" })
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("PATH", path(place, setup));
        // A window lives for half a minute here: what the last of JavaScriptCore's compilers makes is never paid back. A measurement
        // has what writers have.
        if std::env::var_os(MEASURED).is_none() {
            command.env("JSC_useFTLJIT", "0");
        }
        if !setup.accessibility {
            command.env("NO_AT_BRIDGE", "1");
        }
        let group = Group::start(&mut command);
        for port in [native_port, port] {
            until("the WebDriver", || TcpStream::connect(("127.0.0.1", port)).ok()).await;
        }
        let arguments: Vec<&Path> = setup.open.iter().map(PathBuf::as_path).collect();
        let capabilities = json!({
            "browserName": kind,
            "tauri:options": { "application": application, "args": arguments },
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(object(capabilities))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await;
        let client = client.unwrap_or_else(|error| {
            panic!(
                "the app did not start: {error}\n{}",
                fs::read_to_string(&log).unwrap_or_default()
            )
        });
        let name = std::thread::current()
            .name()
            .unwrap_or("window")
            .replace("::", "-");
        Window {
            client,
            name,
            barriers: RefCell::default(),
            log,
            group,
            display,
        }
    }

    /// Makes the window's inside this large.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client
            .set_window_rect(0, 0, width, height)
            .await
            .expect("a window of that size");
        let is = format!("return innerWidth === {width} && innerHeight === {height}");
        self.until("the window's size", &is).await;
        // And drawn in it: until then things stand where they stood.
        let drawn = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))";
        self.client
            .execute_async(drawn, Vec::new())
            .await
            .expect("a drawn window");
    }

    /// The app's own process.
    pub fn app(&self) -> Pid {
        *self
            .group
            .named("galley-desktop")
            .first()
            .expect("the app is running")
    }

    /// The process that draws the page.
    pub fn web_process(&self) -> Pid {
        *self
            .group
            .named("WebKitWebProcess")
            .first()
            .expect("the page's process is running")
    }

    /// All processes that draw pages now.
    pub fn web_processes(&self) -> Vec<Pid> {
        self.group.named("WebKitWebProcess")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(15).collect();
            eprintln!("The app and the driver said last:");
            last.iter().rev().for_each(|line| eprintln!("  {line}"));
        }
    }
}

/// Takes all settings of the person who runs the tests away, and gives those of `place` instead.
pub fn keep_apart(command: &mut Command, place: &Place) {
    for (name, _) in std::env::vars_os() {
        let known = name.to_string_lossy();
        if known.starts_with("GIT_") || known.starts_with("XDG_") || known.starts_with("DBUS_") {
            command.env_remove(name);
        }
    }
    let home = place.path().join("home");
    let run = place.path().join("run");
    let _ = fs::DirBuilder::new().mode(0o700).create(&run);
    command
        .env("HOME", &home)
        .env("XDG_RUNTIME_DIR", run)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LANG", "C.UTF-8")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GALLEY_CLOCK");
    let under = [
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CACHE_HOME", ".cache"),
    ];
    for (name, folder) in under {
        command.env(name, home.join(folder));
    }
}

/// The driver starts this instead of the app, so that the app alone gets its environment.
fn app_script(place: &Place, setup: &Setup) -> PathBuf {
    let mut words = String::from("exec env");
    if let Some(clock) = setup.clock {
        words.push_str(&format!(" 'GALLEY_CLOCK={clock}'"));
    }
    for (name, value) in &setup.environment {
        words.push_str(&format!(" '{name}={}'", value.to_string_lossy()));
    }
    let file = place.path().join("app");
    // A measurement looks at a release build.
    let app = std::env::var(MEASURED).unwrap_or_else(|_| APP.to_owned());
    let keyring = match setup.keyring {
        // It ends with the others of its group; whoever waits for its name waits no longer than it takes to come.
        true => {
            "printf open | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &\n\
             gdbus wait --session org.freedesktop.secrets\n"
        }
        false => "",
    };
    script(&file, &format!("{keyring}{words} '{app}' \"$@\""));
    file
}

/// Writes an executable shell script.
pub fn script(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, format!("#!/bin/sh\n{text}\n")).expect("a script");
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("an executable script");
}

/// A session bus that can start nothing: with the system's own one there might be a desktop portal.
fn bus(place: &Place) -> PathBuf {
    let file = place.path().join("bus.conf");
    let text = "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context=\"default\">\
                <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>\
                </policy></busconfig>";
    fs::write(&file, text).expect("the bus's settings");
    file
}

/// The programs that the app may find: the test's own first, and no dialogs of the system.
fn path(place: &Place, setup: &Setup) -> OsString {
    const DIALOGS: &str = "zenity";
    let system = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&system)
        .enumerate()
        .map(|(number, folder)| {
            if !folder.join(DIALOGS).exists() {
                return folder;
            }
            // The same folder without the one program.
            let copy = place.path().join(format!("programs-{number}"));
            fs::create_dir_all(&copy).expect("a folder");
            for item in fs::read_dir(&folder).into_iter().flatten().flatten() {
                if item.file_name() != DIALOGS {
                    let _ = symlink(item.path(), copy.join(item.file_name()));
                }
            }
            copy
        });
    std::env::join_paths(setup.programs.iter().cloned().chain(folders)).expect("a list of folders")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn object(value: Value) -> Capabilities {
    match value {
        Value::Object(map) => map,
        _ => Capabilities::new(),
    }
}
