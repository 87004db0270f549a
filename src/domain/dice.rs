//! Chance that can be told again: the same seed always gives the same numbers, on every machine.

/// Numbers that look random and follow from a seed: SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // The high half of the product: further from even than 2^-32 only for ends beyond 2^32.
        ((u128::from(self.roll()) * u128::from(end)) >> 64) as u64
    }

    /// A fraction in 0..1, evenly spread over the multiples of 2^-53.
    pub fn fraction(&mut self) -> f64 {
        #[allow(clippy::cast_precision_loss)] // 53 bits fit f64 exactly
        let bits = (self.roll() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }
}
