//! Names that mean the same in every blog: folders of posts, pages, the repository's own files, languages.

/// Words that are folder names of posts in every language of blogs.
pub(crate) const POST_FOLDERS: [&str; 14] = [
    "posts",
    "post",
    "_posts",
    "_drafts",
    "blog",
    "blogs",
    "blogposts",
    "articles",
    "article",
    "news",
    "writing",
    "writings",
    "journal",
    "weblog",
];

/// Folders at the top that hold pages where other folders hold the posts, whether their files are dated or not.
pub(crate) const PAGE_FOLDERS: [&str; 4] = ["docs", "documentation", "page", "pages"];

/// Names of files at the top that are pages.
pub(crate) const PAGE_NAMES: [&str; 36] = [
    "about",
    "about-me",
    "about-us",
    "aboutme",
    "contact",
    "imprint",
    "impressum",
    "datenschutz",
    "privacy",
    "privacy-policy",
    "terms",
    "legal",
    "disclaimer",
    "license",
    "search",
    "archive",
    "archives",
    "tags",
    "categories",
    "authors",
    "uses",
    "now",
    "projects",
    "links",
    "blogroll",
    "colophon",
    "cv",
    "resume",
    "home",
    "index",
    "readme",
    "newsletter",
    "subscribe",
    "support",
    "talks",
    "404",
];

/// Files at the top of a repository that are about the repository.
pub(crate) const REPOSITORY_FILES: [&str; 16] = [
    "readme",
    "license",
    "licence",
    "contributing",
    "changelog",
    "changes",
    "history",
    "code_of_conduct",
    "code-of-conduct",
    "security",
    "authors",
    "maintainers",
    "claude",
    "agents",
    "todo",
    "support",
];

/// Codes of languages (ISO 639-1), two letters each.
const LANGUAGES: &str = "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifj\
fofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkml\
mnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltnto\
trtstttwtyugukuruzvevivowawoxhyiyozazhzu";

/// Whether a folder name is that of a language: `de`, `zh-cn`, `pt_BR`.
pub(crate) fn is_language(name: &str) -> bool {
    let (base, region) = name.split_once(['-', '_']).unwrap_or((name, ""));
    let known = base.len() == 2
        && LANGUAGES
            .as_bytes()
            .chunks(2)
            .any(|code| code.eq_ignore_ascii_case(base.as_bytes()));
    let has_region = base.len() != name.len();
    known
        && (!has_region || (2..=4).contains(&region.len()) && region.bytes().all(|b| b.is_ascii_alphabetic()))
}
