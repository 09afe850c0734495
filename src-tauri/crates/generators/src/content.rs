//! What is wrong with the folders that a generator reads posts from: not there, or another repository.

use crate::files::Files;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::parts::{folder, within};
use crate::problem::Problem;

/// `content.missing` where none of the generator's folders is there, `content.submodule` where one is the work tree of
/// another repository, whose posts this library cannot publish.
pub(crate) fn problems(files: &Files, generator: &Generator) -> Vec<Problem> {
    let roots = generator.layout().roots();
    let mut found = Vec::new();
    let other = submodules(files).into_iter().find(|module| {
        roots
            .iter()
            .any(|root| root == module || within(root, module).is_some() || within(module, root).is_some())
    });
    if let Some(module) = other {
        let problem = Problem::new("content.submodule", vec![("folder", module)]);
        found.push(problem.at(".gitmodules", None));
    } else if wants_folder(generator.kind()) && !roots.iter().any(|root| files.has_folder(root)) {
        let name = roots.first().cloned().unwrap_or_default();
        found.push(Problem::new("content.missing", vec![("folder", name)]));
    }
    found
}

/// Whether a generator has one place for posts, without which there are none.
fn wants_folder(kind: GeneratorKind) -> bool {
    matches!(
        kind,
        GeneratorKind::Hugo | GeneratorKind::Zola | GeneratorKind::Pelican
    )
}

/// The folders that Git takes from other repositories.
fn submodules(files: &Files) -> Vec<String> {
    let text = files.read(".gitmodules").unwrap_or_default();
    let path = |line: &str| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "path").then(|| folder(value.trim().trim_matches('"')))?
    };
    text.lines()
        .filter_map(path)
        .filter(|path| !path.is_empty())
        .collect()
}
