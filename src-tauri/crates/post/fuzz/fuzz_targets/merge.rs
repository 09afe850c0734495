//! See `merge` in checks.rs.
#![no_main]

#[path = "../checks.rs"]
#[allow(dead_code, reason = "each target uses one of the checks")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    checks::merge(data);
    checks::in_linear_time(data, 512, checks::merge);
});
