//! Accessibility of what is on the screen, judged by axe-core.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::window::Window;

/// Rules are run on the page without its frames: the preview shows the writer's own page, not the app's.
const RUN: &str = "
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'], iframes: false })
  .then((found) => done(found.violations), (error) => done([{ id: 'axe', impact: 'critical', help: String(error), nodes: [] }]));
";

impl Window {
    /// Notes what is serious or critical on this screen; [`Window::accessible`] tells of it at the end.
    pub async fn examine(&self, screen: &str) {
        // axe hangs itself on the window that it is run in. It is half a megabyte, which is not sent twice.
        if self.js("return !window.axe", Vec::new()).await == true {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
            let axe = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            self.js(&axe, Vec::new()).await;
        }
        let found = self
            .client
            .execute_async(RUN, Vec::new())
            .await
            .expect("axe's answer");
        let grave = found
            .as_array()
            .expect("axe's list")
            .iter()
            .filter(|violation| matches!(violation["impact"].as_str(), Some("serious" | "critical")))
            .map(|violation| format!("{screen}: {}", tell(violation)));
        self.barriers.borrow_mut().extend(grave);
    }

    /// Takes a picture of this screen and examines it.
    pub async fn picture(&self, name: &str) {
        self.shot(name).await;
        self.examine(name).await;
    }

    /// Pictures of this screen as large as it is, and in two smaller windows; each layout is examined, and none may be cut off
    /// at its side. They are called `main-light`, `main-900-light` and `main-640-light`, for example.
    pub async fn pictures(&self, screen: &str, scheme: &str) {
        self.picture(&format!("{screen}-{scheme}")).await;
        let size = self.js("return [innerWidth, innerHeight]", Vec::new()).await;
        let size = [0, 1].map(|at| size[at].as_u64().and_then(|length| u32::try_from(length).ok()));
        for (width, height) in [(900, 600), (640, 480)] {
            self.resize(width, height).await;
            let name = format!("{screen}-{width}-{scheme}");
            self.shot(&name).await;
            // What differs in the dark are colours, and those were examined.
            if scheme != "dark" {
                self.examine(&name).await;
            }
            let wider = "return document.documentElement.scrollWidth > innerWidth";
            assert_eq!(
                self.js(wider, Vec::new()).await,
                false,
                "{screen} is cut off at the side of {width} px"
            );
        }
        let [Some(width), Some(height)] = size else {
            panic!("the window has no size: {size:?}");
        };
        self.resize(width, height).await;
    }

    /// Stops the test when there was something serious or critical on a screen that was examined.
    pub fn accessible(&self) {
        let barriers = self.barriers.borrow();
        assert!(barriers.is_empty(), "not accessible:\n{}", barriers.join("\n"));
    }
}

fn tell(violation: &Value) -> String {
    let mut text = format!("{}: {}", violation["id"], violation["help"]);
    for node in violation["nodes"].as_array().into_iter().flatten() {
        text.push_str(&format!("\n    {} {}", node["target"], node["failureSummary"]));
    }
    text
}
