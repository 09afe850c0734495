//! The languages whose spelling this computer can check, and those in which a post is checked.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The dictionaries that the system's checker finds (Hunspell's, where Enchant looks for them), as `en_GB`. Empty on systems
/// whose checker brings its own.
pub(crate) fn installed() -> Vec<String> {
    let found: BTreeSet<String> = folders()
        .into_iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|files| files.flatten())
        .map(|file| file.path())
        // The words are of no use without their rules.
        .filter(|file| {
            file.extension().is_some_and(|kind| kind == "dic") && file.with_extension("aff").is_file()
        })
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        // `hyph_de_DE` breaks lines.
        .filter(|name| !name.starts_with("hyph_"))
        .collect();
    found.into_iter().collect()
}

fn folders() -> Vec<PathBuf> {
    let data = std::env::var_os("XDG_DATA_DIRS").filter(|dirs| !dirs.is_empty());
    let shared = data.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let shared =
        std::env::split_paths(&shared).flat_map(|dir| [dir.join("hunspell"), dir.join("myspell/dicts")]);
    let own = dirs::config_dir().map(|dir| dir.join("enchant/hunspell"));
    shared.chain(own).collect()
}

/// The dictionaries for a text: those that the writer chose; else one of the text's language; else, where nothing says which
/// that is, one of the system's. None when there is no such dictionary: words of another language would all be faults.
pub(crate) fn fitting(
    installed: &[String],
    chosen: &[String],
    language: Option<&str>,
    locale: Option<&str>,
) -> Vec<String> {
    if !chosen.is_empty() {
        return chosen.to_vec();
    }
    let Some(wanted) = language.or(locale) else {
        return Vec::new();
    };
    // `pt-br` and `pt_BR.UTF-8` are `pt_BR`; `C` is nobody's language.
    let plain = wanted
        .split(['.', '@'])
        .next()
        .unwrap_or_default()
        .replace('-', "_");
    let short = plain.split('_').next().unwrap_or_default();
    let of_language = |name: &&String| {
        name.split('_')
            .next()
            .is_some_and(|own| own.eq_ignore_ascii_case(short))
    };
    let same = installed.iter().find(|name| name.eq_ignore_ascii_case(&plain));
    // Where only the language is said, the system's own form of it is the likeliest.
    let systems = locale.map(|locale| locale.split(['.', '@']).next().unwrap_or_default());
    let likely = installed
        .iter()
        .filter(of_language)
        .find(|name| systems.is_some_and(|system| name.eq_ignore_ascii_case(system)));
    // `de_DE` before `de_AT`: the country that is called like the language.
    let named = installed.iter().find(|name| {
        name.split_once('_').is_some_and(|(own, country)| {
            own.eq_ignore_ascii_case(short) && country.eq_ignore_ascii_case(short)
        })
    });
    let any = installed.iter().find(of_language);
    same.or(likely).or(named).or(any).cloned().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_checked_in_its_own_language() {
        let installed: Vec<String> = ["de_AT", "de_DE", "en_GB", "en_US", "pt_BR"]
            .map(str::to_owned)
            .into();
        let of = |language, locale| fitting(&installed, &[], language, locale).join(",");
        assert_eq!(of(Some("de"), Some("en_US.UTF-8")), "de_DE");
        assert_eq!(of(Some("de"), Some("de_AT.UTF-8")), "de_AT");
        assert_eq!(of(Some("pt-br"), None), "pt_BR");
        assert_eq!(of(Some("en"), Some("en_US.UTF-8")), "en_US");
        assert_eq!(of(Some("en"), Some("fr_FR")), "en_GB");
        assert_eq!(of(None, Some("en_US.UTF-8")), "en_US");
        // There is no dictionary, or no language.
        assert_eq!(of(Some("fr"), Some("en_US.UTF-8")), "");
        assert_eq!(of(None, Some("C.UTF-8")), "");
        assert_eq!(of(None, None), "");
        let chosen = ["fr_FR".to_owned()];
        assert_eq!(fitting(&installed, &chosen, Some("de"), None), chosen);
    }
}
