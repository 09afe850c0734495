//! What work costs, for tests that guard against work which explodes. Two costs of one run are compared, as a ratio: a
//! clock on the wall would only say how busy the machine is.

use std::time::Duration;
#[cfg(not(target_os = "linux"))]
use std::time::Instant;

/// Does the work and says how long this thread was running for it, whatever else the machine is busy with. What other
/// threads do for it is not counted.
pub fn cost<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = clock();
    let done = work();
    (done, clock().saturating_sub(begun))
}

/// How often the first cost holds the second. Costs below a millisecond count as one: nobody waits for them, and they
/// cannot be told apart.
pub fn ratio(one: Duration, other: Duration) -> f64 {
    let least = Duration::from_millis(1);
    one.max(least).as_secs_f64() / other.max(least).as_secs_f64()
}

#[cfg(target_os = "linux")]
fn clock() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.try_into().unwrap_or(0),
        time.tv_nsec.try_into().unwrap_or(0),
    )
}

/// The time of one thread is not asked for here: the clock on the wall has to do.
#[cfg(not(target_os = "linux"))]
fn clock() -> Duration {
    use std::sync::LazyLock;
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGUN.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_work_costs_more_and_waiting_costs_nothing() {
        let work =
            |rounds: u64| (0..rounds).fold(1_u64, |sum, n| std::hint::black_box(sum.wrapping_mul(n | 1)));
        let (_, little) = cost(|| work(3_000_000));
        let (_, much) = cost(|| work(60_000_000));
        assert!(ratio(much, little) > 5.0, "{much:?} and {little:?}");
        let (_, none) = cost(|| std::thread::park_timeout(Duration::from_millis(200)));
        assert!(ratio(none, much) < 0.5, "{none:?} and {much:?}");
    }
}
