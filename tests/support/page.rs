//! Looking at the page and acting on it: what a writer sees and clicks, by the names that are on the screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use super::PATIENCE;
use super::window::Window;

/// Finds what can be seen and used and has this name: its `aria-label`, its label's or its own text. The text may go on
/// (a shortcut that is drawn in a button, a count behind a word).
const NAMED: &str = r"
const [name, within] = arguments;
const roles = 'button, input, textarea, select, a[href], [role=button], [role=option], [role=menuitem], [role=combobox], [role=menuitemcheckbox], [role=menuitemradio], [role=radio], [role=tab]';
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const heard = (element) => {
  if (!element.querySelector('[aria-hidden=true]')) return element.textContent;
  const copy = element.cloneNode(true);
  copy.querySelectorAll('[aria-hidden=true]').forEach((hidden) => hidden.remove());
  return copy.textContent;
};
const nameOf = (element) => plain(
  element.getAttribute('aria-label') ??
  (element.labels?.length ? [...element.labels].map(heard).join(' ') : heard(element)));
const usable = (element) => element.getClientRects().length > 0 && !element.closest('[inert]') && !element.disabled;
const found = [...(document.querySelector(within) ?? document).querySelectorAll(roles)].filter(usable);
return found.find((element) => nameOf(element) === name)
  ?? found.find((element) => nameOf(element).startsWith(name)) ?? null;
";

/// The sheet that publishing is asked for, watched and told of in.
pub const SHEET: &str = "[data-testid=publish-sheet]";

/// The driver makes its picture when the page is drawn the next time, which a page at rest without layers never is: here a letter
/// that nobody sees becomes another one again and again.
const DRAW: &str = "
const letter = document.createElement('i');
letter.ariaHidden = 'true';
letter.style.cssText = 'position:fixed;inset:auto auto 0 0;z-index:9999;color:transparent;pointer-events:none';
document.body.append(letter);
let on = true;
const draw = () => {
  letter.textContent = letter.textContent === 'a' ? 'b' : 'a';
  if (on) requestAnimationFrame(draw);
};
draw();
window.stopDrawing = () => {
  on = false;
  letter.remove();
};";

impl Window {
    /// What a script in the page gives back.
    pub async fn js(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.client.execute(script, arguments).await {
            Ok(value) => value,
            Err(error) => panic!("{error}\nin the script: {script}"),
        }
    }

    /// Asks the page until the answer is not `null`, `false` or empty, and gives that back.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        self.until_with(what, script, Vec::new()).await
    }

    /// The same with arguments for the script.
    pub async fn until_with(&self, what: &str, script: &str, arguments: Vec<Value>) -> Value {
        let begun = Instant::now();
        loop {
            let answer = self.client.execute(script, arguments.clone()).await;
            match answer {
                Ok(answer) if !matches!(&answer, Value::Null | Value::Bool(false)) && answer != "" => {
                    return answer;
                }
                Ok(_) => {}
                Err(error) if begun.elapsed() > PATIENCE => panic!("{what}: {error}"),
                Err(_) => {}
            }
            if begun.elapsed() > PATIENCE {
                self.give_up(what).await;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Waits for an element that is shown.
    pub async fn see(&self, css: &str) -> Element {
        let script =
            "const e = document.querySelector(arguments[0]); return e?.getClientRects().length ? e : null";
        let found = self.until_with(css, script, vec![json!(css)]).await;
        self.element(&found)
    }

    /// Waits until nothing matches any more.
    pub async fn gone(&self, css: &str) {
        let script = "return !document.querySelector(arguments[0])";
        self.until_with(&format!("no {css}"), script, vec![json!(css)])
            .await;
    }

    /// Waits until an element's text (or a field's value) has these words in it.
    pub async fn reads(&self, css: &str, words: &str) {
        let script = "const e = document.querySelector(arguments[0]);
            return (e?.value ?? e?.textContent ?? '').replace(/\\s+/g, ' ').includes(arguments[1])";
        self.until_with(
            &format!("“{words}” in {css}"),
            script,
            vec![json!(css), json!(words)],
        )
        .await;
    }

    /// Waits for a button, field or row by its name.
    pub async fn named(&self, name: &str) -> Element {
        self.named_in("body", name).await
    }

    /// The same within a part of the page.
    pub async fn named_in(&self, within: &str, name: &str) -> Element {
        let arguments = vec![json!(name), json!(within)];
        let found = self
            .until_with(&format!("“{name}” in {within}"), NAMED, arguments)
            .await;
        self.element(&found)
    }

    /// Clicks what matches.
    pub async fn click(&self, css: &str) {
        self.see(css)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Clicks at a place of the page: `[x, y]`, as a script gave it.
    pub async fn click_at(&self, place: &Value) {
        let at = |index: usize| place[index].as_f64().expect("a place").round();
        let click = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo {
                duration: None,
                x: at(0),
                y: at(1),
            })
            .then(PointerAction::Down { button: 0 })
            .then(PointerAction::Up { button: 0 });
        self.client.perform_actions(click).await.expect("a click");
    }

    /// Clicks what has this name.
    pub async fn press_button(&self, name: &str) {
        self.press_button_in("body", name).await;
    }

    /// The same within a part of the page.
    pub async fn press_button_in(&self, within: &str, name: &str) {
        let begun = Instant::now();
        loop {
            let button = self.named_in(within, name).await;
            match button.click().await {
                Ok(()) => return,
                // The page drew it anew between the look and the click: a person would press the new one.
                Err(_) if begun.elapsed() < PATIENCE => tokio::task::yield_now().await,
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }

    /// Replaces what a field holds.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.named(name).await;
        field.clear().await.expect("an empty field");
        field.send_keys(text).await.expect("a typed text");
    }

    /// Opens a post from the list. The list is searched by scrolling: only rows in view are drawn.
    pub async fn open_post(&self, path: &str) {
        let script = "
            const [path] = arguments, list = document.querySelector('[data-testid=post-list]');
            const row = list?.querySelector(`[data-path=\"${CSS.escape(path)}\"]`);
            if (row) { row.scrollIntoView({ block: 'nearest' }); return row; }
            if (list) list.scrollTop = list.scrollTop + list.clientHeight < list.scrollHeight ? list.scrollTop + list.clientHeight / 2 : 0;
            return null;";
        let row = self
            .until_with(&format!("a row for {path}"), script, vec![json!(path)])
            .await;
        self.element(&row).click().await.expect("a click on the row");
        self.on_desk(path).await;
    }

    /// Waits until this post lies on the desk and its text is there.
    pub async fn on_desk(&self, path: &str) {
        let script = "const desk = document.querySelector('[data-testid=desk]');
            return desk?.querySelector('.path')?.textContent === arguments[0]";
        self.until_with(&format!("{path} on the desk"), script, vec![json!(path)])
            .await;
    }

    /// The words in the preview's frame, as they are shown.
    pub async fn previewed(&self, words: &str) {
        let script = "const page = document.querySelector('[data-testid=preview-frame]')?.contentDocument;
            return (page?.body?.textContent ?? '').replace(/\\s+/g, ' ').includes(arguments[0])";
        self.until_with(&format!("“{words}” in the preview"), script, vec![json!(words)])
            .await;
    }

    /// Presses the sheet's Publish button, as soon as it is heard: a press in the sheet's first 400 ms was meant for
    /// something else.
    pub async fn publish(&self) {
        self.named_in(SHEET, "Publish").await;
        self.sheet_listens().await;
        self.press_button_in(SHEET, "Publish").await;
    }

    /// Waits until the publish sheet, which stands by now, hears what publishes.
    pub async fn sheet_listens(&self) {
        let now = self.js("return performance.now()", Vec::new()).await;
        let script = "return performance.now() - arguments[0] > 400";
        self.until_with("the sheet's first moment to pass", script, vec![now])
            .await;
    }

    /// Everything that is in the editor.
    pub async fn manuscript(&self) -> String {
        // Only lines in view are drawn; the texts of these tests are short.
        let script = "const lines = document.querySelectorAll('[data-testid=manuscript] .cm-line');
            return [...lines].map((line) => line.textContent).join('\\n')";
        self.js(script, Vec::new())
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the status line says that the file has everything.
    pub async fn saved(&self) {
        self.see("[data-testid=status-saved][data-state=saved]").await;
    }

    /// Takes a picture of the page when it has come to rest: fonts are there, nothing is being moved or looked up.
    pub async fn shot(&self, name: &str) -> PathBuf {
        self.client
            .execute_async("document.fonts.ready.then(() => arguments[0](true))", Vec::new())
            .await
            .expect("fonts");
        let still = "return document.getAnimations().every((a) => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity)";
        self.until("a page at rest", still).await;
        // A page that did not change between two looks has been drawn. A scroll bar that fades away takes seconds, and is not
        // waited for.
        let mut before = Vec::new();
        for _ in 0..4 {
            let picture = self.pixels().await.expect("a picture");
            if picture == before {
                break;
            }
            before = picture;
        }
        let file = shots().join(format!("{name}.png"));
        fs::write(&file, before).expect("a picture");
        file
    }

    /// What the window shows now, as a PNG.
    pub async fn pixels(&self) -> Result<Vec<u8>, CmdError> {
        self.client.execute(DRAW, Vec::new()).await?;
        let picture = self.client.screenshot().await;
        self.client.execute("window.stopDrawing()", Vec::new()).await?;
        picture
    }

    /// An element that a script gave back.
    pub fn element(&self, found: &Value) -> Element {
        let id = found
            .as_object()
            .and_then(|map| map.values().next())
            .and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("no element: {found}")).to_owned();
        Element::from_element_id(self.client.clone(), id.into())
    }

    async fn give_up(&self, what: &str) -> ! {
        let name = format!("failed-{}", self.name);
        if let Ok(picture) = self.pixels().await {
            let _ = fs::write(shots().join(format!("{name}.png")), picture);
        }
        let text = self
            .client
            .execute("return document.body.innerText", Vec::new())
            .await;
        let text = text
            .ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default();
        panic!("waited in vain for: {what}\n(target/shots/{name}.png)\nThe page says:\n{text}")
    }
}

/// Where pictures go.
pub fn shots() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target"),
        PathBuf::from,
    );
    let folder = target.join("shots");
    fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}
