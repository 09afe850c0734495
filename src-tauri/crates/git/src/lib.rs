//! One Git repository: its state, what changed in it, commits of chosen paths, fetching, pushing.
//!
//! Owns every use of libgit2 in the workspace; no type of it shows in the public face. Knows no word of what the
//! files are for. Every verb is one blocking function that opens the repository anew, so that a value of
//! [`Repository`] can be kept, copied and sent to any thread. Nothing here rewrites what a remote already has:
//! there is no forced push, and the one place that writes a push refspec is `push.rs`.

mod apart;
mod asking;
mod askpass;
mod at_work;
mod attributes;
mod begun;
mod branches;
mod bring_in;
mod cancel;
mod changes;
mod child;
mod classify;
mod clone;
mod commit;
mod commit_hooks;
mod credential;
mod deleted;
mod disk;
mod durable;
mod environment;
mod error;
mod fetch;
mod from_git;
mod history;
mod hooks;
mod hosting;
mod id;
mod identity;
mod init;
mod lfs;
mod links;
mod local;
mod location;
mod lock;
mod make;
mod moment;
mod network;
mod owner;
mod paths;
mod process;
mod progress;
mod push;
mod put;
mod rehearse;
mod replay;
mod repository;
mod review;
mod setup;
mod sides;
mod sign_in;
mod signing;
mod spelling;
mod ssh;
mod ssh_setting;
mod staging;
mod switch;
mod sync;
mod take_back;
mod tip;
mod transport;
mod trees;
mod unsent;
mod unsupported;
mod upstream;
mod url_settings;
mod versions;
mod web;
mod web_address;
mod web_client;
mod web_settings;
mod web_streams;
mod web_talk;
mod work;

pub use apart::Apart;
pub use asking::{Answer, Ask, Question, Secret, Waiting};
pub use askpass::answer_ssh;
pub use branches::Branch;
pub use bring_in::{Asked, BroughtIn};
pub use cancel::Cancel;
pub use changes::{Change, ChangeKind};
pub use clone::clone;
pub use commit::{CommitRequest, Committed, Onto, When};
pub use commit_hooks::Along;
pub use deleted::Deleted;
pub use error::Error;
pub use fetch::Fetched;
pub use history::{CommitInfo, Revision};
pub use id::Id;
pub use identity::Identity;
pub use init::{init, init_bare};
pub use lock::Holder;
pub use owner::allow_folder;
pub use progress::{Progress, Stage};
pub use push::Pushed;
pub use rehearse::{Agent, MissingTool, Rehearsal, Told, Way};
pub use repository::{Busy, Repository, State};
pub use review::{ReviewBranch, ReviewRequest, Reviewed};
pub use setup::use_config_from;
pub use sides::{Merge, Merging, Three};
pub use sign_in::SignIn;
pub use switch::Switched;
pub use sync::Room;
pub use unsupported::Unsupported;
pub use upstream::Remote;
pub use versions::{Version, Versions};

#[cfg(test)]
#[path = "killed_tests.rs"]
mod killed;
