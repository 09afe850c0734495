//! Throw-away libraries, remotes and servers for tests.

pub mod agent;
pub mod blogs;
pub mod corpus;
pub mod cost;
pub mod dice;
pub mod ferrow;
pub mod repo;
pub mod server;
pub mod web;
