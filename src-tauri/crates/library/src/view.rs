//! Plain-data view types: what the CLI prints as JSON and the window gets over IPC.
//!
//! They carry no behaviour and no 64-bit integers; ids and hashes are strings; an absent value is an
//! absent key. `ts-rs` makes `ui/src/lib/backend/types/` from them; a test fails when the two differ.

/// Declares view types with the one set of derives that both carriers need, and lists them for TypeScript, so that a new
/// type cannot be forgotten there.
macro_rules! view {
    ($($(#[$meta:meta])* $vis:vis $kind:ident $name:ident { $($body:tt)* })*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
            #[serde(rename_all = "camelCase")]
            $(#[$meta])*
            $vis $kind $name { $($body)* }
        )*

        /// Every type of this room as TypeScript, in the order in which they stand here.
        pub(super) fn declarations() -> Result<Vec<super::Declaration>, ts_rs::ExportError> {
            // A whole number is a `number`: there are no 64-bit integers here, and a test sees to it.
            let config = ts_rs::Config::new();
            Ok(vec![$(super::Declaration { name: stringify!($name), text: $name::export_to_string(&config)? }),*])
        }
    };
}

/// One type as TypeScript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its name, the same on both sides.
    pub name: &'static str,
    /// Its imports and its declaration, after one line of comment by the generator of these texts.
    pub text: String,
}

mod asking;
mod check;
mod connection;
mod head;
mod library;
mod list;
mod menu;
mod pictures;
mod post;
mod preview;
mod publish;
mod server;
mod settings;
mod tags;
mod trouble;
mod versions;

pub use asking::*;
pub use check::*;
pub use connection::*;
pub use head::*;
pub use library::*;
pub use list::*;
pub use menu::*;
pub use pictures::*;
pub use post::*;
pub use preview::*;
pub use publish::*;
pub use server::*;
pub use settings::*;
pub use tags::*;
pub use trouble::*;
pub use versions::*;

/// Every view type as TypeScript, room by room.
///
/// # Errors
/// When a type has no form in TypeScript: a mistake in its room.
pub fn declarations() -> Result<Vec<Declaration>, ts_rs::ExportError> {
    let rooms = [
        library::declarations()?,
        list::declarations()?,
        trouble::declarations()?,
        check::declarations()?,
        post::declarations()?,
        head::declarations()?,
        preview::declarations()?,
        pictures::declarations()?,
        publish::declarations()?,
        server::declarations()?,
        settings::declarations()?,
        menu::declarations()?,
        asking::declarations()?,
        connection::declarations()?,
        tags::declarations()?,
        versions::declarations()?,
    ];
    Ok(rooms.into_iter().flatten().collect())
}
