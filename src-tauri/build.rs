//! Declares the app's own commands, so that they are checked against `capabilities/`, and makes sure that there is a UI to embed.

include!("src/commands/names.rs");

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/src/commands/names.rs");
    println!("cargo:rerun-if-changed=ui/dist");
    make_ui_folder();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        // Cargo shows what a build script prints when it fails.
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}

/// `generate_context!` panics without the folder: a page that says what to do stands in for the UI that was not built.
fn make_ui_folder() {
    let page = std::path::Path::new("ui/dist/index.html");
    if page.exists() {
        return;
    }
    let text = "<!doctype html><title>Galley</title><p>The UI is not built. Run ./dev run.</p>";
    let made = std::fs::create_dir_all("ui/dist").and_then(|()| std::fs::write(page, text));
    if let Err(error) = made {
        println!("cargo:warning=no ui/dist: {error}");
    }
}
