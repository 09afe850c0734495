//! How fast the desk is, beside what it stands on: typing beside bare CodeMirror in the same window, frames while typing in a
//! large blog, start and memory beside a blank window of the same engine. Measurements of a release build: `./dev bench desk`.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use galley_testkit::corpus;
use serde_json::Value;
use support::blog::{Blog, post};
use support::desktop::compiled;
use support::until;
use support::window::{Setup, Window};

/// Takes the place of the manuscript with an editor of the same classes and nothing else: no language, no history, no keys but
/// the browser's. Its text, letters and lines are the same.
const BARE: &str = "
const content = document.querySelector('[data-testid=manuscript]');
const own = (content.closest('.cm-content') ?? content.querySelector('.cm-content') ?? content).cmTile.root.view;
const View = own.constructor, State = own.state.constructor;
const box = own.dom.getBoundingClientRect(), look = getComputedStyle(own.contentDOM);
const place = document.createElement('div');
place.id = 'bare';
place.style.cssText = `position:fixed;z-index:99;background:#fff;overflow:auto;font:${look.font};` +
  `left:${box.left}px;top:${box.top}px;width:${box.width}px;height:${box.height}px`;
document.body.append(place);
const at = Math.floor(own.state.doc.length / 2);
const line = own.state.doc.lineAt(at);
window.galleyView = own;
window.bareView = new View({
  parent: place,
  state: State.create({ doc: own.state.doc, extensions: [View.lineWrapping, View.theme({ '&': { height: '100%' } })] }),
});
window.go = (view) => {
  place.style.display = view === own ? 'none' : '';
  view.dispatch({ selection: { anchor: line.to }, effects: View.scrollIntoView(line.to, { y: 'center' }) });
  view.focus();
};
return [own.state.doc.length, look.font];";

/// Notes for every key how long it took until the frame with it was done.
const NOTE: &str = "
window.took = [];
const done = new MessageChannel();
const waiting = [];
done.port1.onmessage = () => {
  const now = performance.now();
  for (const pressed of waiting.splice(0)) window.took.push(now - pressed);
};
const press = () => {
  waiting.push(performance.now());
  requestAnimationFrame(() => done.port2.postMessage(0));
};
addEventListener('keydown', press, true);
window.stopNoting = () => removeEventListener('keydown', press, true);";

/// Notes the longest time between two frames, and how many were longer than 50 ms.
const FRAMES: &str = "
window.frames50 = [];
let before = performance.now(), on = true;
const frame = (now) => {
  if (now - before > 50) window.frames50.push(now - before);
  window.longest = Math.max(window.longest ?? 0, now - before);
  window.drawn = (window.drawn ?? 0) + 1;
  before = now;
  if (on) requestAnimationFrame(frame);
};
requestAnimationFrame((now) => { before = now; requestAnimationFrame(frame); });
window.stopFrames = () => { on = false; };";

/// A text of real posts, about as long as asked.
fn text(bytes: usize) -> Option<String> {
    let posts: Vec<String> = corpus::archives()?
        .into_iter()
        .flat_map(|archive| archive.posts())
        .filter_map(|file| {
            let file = fs::read_to_string(file).ok()?;
            let body = file.strip_prefix("---\n")?.split_once("\n---\n")?.1;
            (!body.contains('\r')).then(|| body.to_owned())
        })
        .collect();
    let mut text = String::new();
    let mut bodies = posts.iter().cycle();
    while text.len() < bytes {
        text.push_str(bodies.next()?);
        text.push_str("\n\n");
    }
    let end = text.floor_char_boundary(bytes);
    Some(text[..text[..end].rfind("\n\n")?].to_owned())
}

/// A blog of so many posts with this text.
fn blog_of(count: u32, body: &str) -> Blog {
    let posts: Vec<(String, String)> = (0..count)
        .map(|number| (format!("p{number}.md"), post(&format!("Post {number}"), body)))
        .collect();
    let posts: Vec<(&str, &str)> = posts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Blog::with(&posts)
}

async fn type_slowly(window: &Window, keys: usize, gap: Duration) {
    let mut actions = KeyActions::new("keyboard".to_owned());
    for at in 0..keys {
        let value = if at % 6 == 5 { ' ' } else { 'x' };
        actions = actions
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Pause { duration: gap });
    }
    window.client.perform_actions(actions).await.expect("typing");
}

fn numbers(value: &Value) -> Vec<f64> {
    let all = value.as_array().expect("a list");
    all.iter().map(|one| one.as_f64().expect("a number")).collect()
}

fn at(sorted: &[f64], share: f64) -> f64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few hundred"
    )]
    let index = (share * (sorted.len() - 1) as f64).round() as usize;
    sorted[index]
}

#[tokio::test]
#[ignore = "a measurement of a release build: ./dev bench desk"]
async fn typing_beside_bare_codemirror() {
    const ROUNDS: usize = 6;
    const KEYS: usize = 40;
    let (Some(short), Some(long)) = (text(100_000), text(1_000_000)) else {
        return;
    };
    let blog = Blog::with(&[
        ("short.md", &post("Short", &short)),
        ("long.md", &post("Long", &long)),
    ]);
    println!(
        "| text | shown | keys | Galley: median, p95, ms | bare: median, p95, ms | p95, ratio |\n|---|---|--:|--:|--:|--:|"
    );
    for (path, name) in [("posts/short.md", "100 KB"), ("posts/long.md", "1 MB")] {
        for view in ["text", "both"] {
            let mut setup = blog.setup();
            setup.size = Some((1280, 800));
            let window = Window::open(&blog.place, setup).await;
            window.open_post(path).await;
            window.on_desk(path).await;
            let shown = if view == "text" { "Text" } else { "Both" };
            window.press_button(shown).await;
            window.js(BARE, Vec::new()).await;
            let mut took = [Vec::new(), Vec::new()];
            for _ in 0..ROUNDS {
                for (own, took) in ["galleyView", "bareView"].iter().zip(&mut took) {
                    window.js(&format!("go(window.{own})"), Vec::new()).await;
                    window
                        .until("the focus", &format!("return window.{own}.hasFocus"))
                        .await;
                    // The first keys of a round wake things that slept.
                    type_slowly(&window, 5, Duration::from_millis(100)).await;
                    window.js(NOTE, Vec::new()).await;
                    type_slowly(&window, KEYS, Duration::from_millis(100)).await;
                    let enough = format!("return window.took.length >= {KEYS}");
                    window.until("the last frame", &enough).await;
                    let noted = window.js("stopNoting(); return window.took", Vec::new()).await;
                    took.extend(numbers(&noted));
                }
            }
            let [own, bare] = took.map(|mut all| {
                all.sort_by(f64::total_cmp);
                (at(&all, 0.5), at(&all, 0.95))
            });
            println!(
                "| {name} | {shown} | {} | {:.1}, {:.1} | {:.1}, {:.1} | {:.2}× |",
                ROUNDS * KEYS,
                own.0,
                own.1,
                bare.0,
                bare.1,
                own.1 / bare.1
            );
        }
    }
}

#[tokio::test]
#[ignore = "a measurement of a release build: ./dev bench desk"]
async fn frames_in_a_blog_of_ten_thousand_posts() {
    let Some(body) = text(10_000) else { return };
    let blog = blog_of(10_000, &body);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.click("[data-testid=post-list] [role=option]").await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    println!("| posts | keys | one in, ms | frames | over 50 ms | longest, ms |\n|--:|--:|--:|--:|--:|--:|");
    for (gap, keys) in [(150, 200), (60, 300)] {
        type_slowly(&window, 10, Duration::from_millis(gap)).await;
        window
            .js("window.longest = 0; window.drawn = 0", Vec::new())
            .await;
        window.js(FRAMES, Vec::new()).await;
        type_slowly(&window, keys, Duration::from_millis(gap)).await;
        let noted = window
            .js(
                "stopFrames(); return [window.frames50.length, window.longest, window.drawn]",
                Vec::new(),
            )
            .await;
        let noted = numbers(&noted);
        println!(
            "| 10,000 | {keys} | {gap} | {:.0} | {:.0} | {:.0} |",
            noted[2], noted[0], noted[1]
        );
    }
}

/// A window with nothing but an empty field to write in, by the same engine; started and asked as Galley is.
const BLANK: &str = r#"
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>
static GtkWidget *created(WebKitAutomationSession *session, gpointer view) { return view; }
static void started(WebKitWebContext *context, WebKitAutomationSession *session, gpointer view) {
  WebKitApplicationInfo *info = webkit_application_info_new();
  webkit_application_info_set_name(info, "wry");
  webkit_application_info_set_version(info, 1, 0, 0);
  webkit_automation_session_set_application_info(session, info);
  g_signal_connect(session, "create-web-view", G_CALLBACK(created), view);
}
int main(int argc, char **argv) {
  gtk_init(&argc, &argv);
  WebKitWebContext *context = webkit_web_context_get_default();
  webkit_web_context_set_automation_allowed(context, TRUE);
  GtkWidget *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = g_object_new(WEBKIT_TYPE_WEB_VIEW, "web-context", context, "is-controlled-by-automation", TRUE, NULL);
  g_signal_connect(context, "automation-started", G_CALLBACK(started), view);
  gtk_window_set_default_size(GTK_WINDOW(window), 1280, 800);
  gtk_container_add(GTK_CONTAINER(window), view);
  g_signal_connect(window, "destroy", G_CALLBACK(gtk_main_quit), NULL);
  webkit_web_view_load_html(WEBKIT_WEB_VIEW(view), "<!doctype html><body><textarea autofocus></textarea>", NULL);
  gtk_widget_show_all(window);
  gtk_main();
  return 0;
}
"#;

/// The memory that these processes have for themselves, with their share of what they have in common, in MB.
fn pss(window: &Window, names: &[&str]) -> f64 {
    let pids = names.iter().flat_map(|name| window.processes(name));
    let kilobytes: f64 = pids
        .map(|pid| {
            let file = format!("/proc/{}/smaps_rollup", pid.as_raw_nonzero());
            let text = fs::read_to_string(file).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            number.unwrap_or_default()
        })
        .sum();
    kilobytes / 1024.0
}

/// Waits until the programs of the window have nothing to do any more: half a second in which they take hardly any time of the
/// processor.
async fn at_rest(window: &Window) {
    let used = || -> u64 {
        let names = ["galley-desktop", "blank", ENGINE[0], ENGINE[1]];
        let pids = names.iter().flat_map(|name| window.processes(name));
        pids.filter_map(|pid| {
            let text = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
            let rest: Vec<&str> = text[text.rfind(')')?..].split_whitespace().collect();
            Some(rest.get(12)?.parse::<u64>().ok()? + rest.get(13)?.parse::<u64>().ok()?)
        })
        .sum()
    };
    let (mut last, mut since) = (used(), Instant::now());
    until("rest", || {
        if since.elapsed() < Duration::from_millis(500) {
            return None;
        }
        let took = used() - last;
        (last, since) = (last + took, Instant::now());
        // A tick is a hundredth of a second; a caret that blinks takes some.
        (took < 10).then_some(())
    })
    .await;
}

const ENGINE: [&str; 2] = ["WebKitWebProcess", "WebKitNetworkProcess"];

#[tokio::test]
#[ignore = "a measurement of a release build: ./dev bench desk"]
async fn start_and_memory_beside_a_blank_window() {
    const ROUNDS: usize = 7;
    let Some(body) = text(10_000) else { return };
    let blog = blog_of(1_000, &body);
    let program = compiled(blog.place.path(), "blank", BLANK, &["webkit2gtk-4.1"]);
    {
        // The second start finds the post, the index and the compiled pages of the first.
        let window = Window::open(&blog.place, blog.setup()).await;
        window.open_post("posts/p0.md").await;
        window.click("[data-testid=manuscript]").await;
        window.press("Control+Home").await;
        window.type_text("Quite new. ").await;
        let file = blog.setup().open.expect("a folder").join("posts/p0.md");
        let written = || {
            fs::read_to_string(&file)
                .ok()
                .filter(|text| text.contains("Quite new."))
        };
        until("the saved post", written).await;
    }
    let mut took = [Vec::new(), Vec::new()];
    let mut memory = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let setup = Setup::default();
        let begun = Instant::now();
        let window = Window::other(&blog.place, &program).await;
        window
            .until("a field", "return document.activeElement?.tagName === 'TEXTAREA'")
            .await;
        took[1].push(begun.elapsed().as_secs_f64() * 1000.0);
        at_rest(&window).await;
        memory[1].push(pss(&window, &["blank", ENGINE[0], ENGINE[1]]));
        drop(window);

        let begun = Instant::now();
        let window = Window::just_started(&blog.place, &setup).await;
        window
            .until(
                "the text",
                "return document.activeElement?.classList.contains('cm-content')",
            )
            .await;
        took[0].push(begun.elapsed().as_secs_f64() * 1000.0);
        window.previewed("Quite new.").await;
        at_rest(&window).await;
        memory[0].push(pss(&window, &["galley-desktop", ENGINE[0], ENGINE[1]]));
    }
    let [own, plain] = took.map(|mut all| {
        all.sort_by(f64::total_cmp);
        at(&all, 0.5)
    });
    let [own_memory, plain_memory] = memory.map(|mut all| {
        all.sort_by(f64::total_cmp);
        at(&all, 0.5)
    });
    println!(
        "| | Galley, 1,000 posts, one on the desk with its page | a blank window | ratio |\n|---|--:|--:|--:|"
    );
    println!(
        "| start until one can type, ms | {own:.0} | {plain:.0} | {:.2}× |",
        own / plain
    );
    println!(
        "| memory of all processes (PSS), MB | {own_memory:.0} | {plain_memory:.0} | {:.2}× |",
        own_memory / plain_memory
    );
}
