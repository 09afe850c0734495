//! Chance that is the same in every run.

/// A deterministic stream of numbers (xorshift64); the seed is any number but 0.
pub struct Dice(pub u64);

impl Dice {
    /// The next one, below `end`, which is not 0.
    pub fn roll(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or(0)
    }
}
