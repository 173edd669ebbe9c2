//! Numbers that look random and are the same for the same seed, on every machine.

/// `SplitMix64`: small, and good enough for names and sizes.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `count`, without it; 0 for none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// Whether something that happens in `percent` of all cases happens.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// From 0 to `count`, without it: the second half as often as use falls off with the rank.
    pub(super) fn zipf(&mut self, count: usize) -> usize {
        // Each doubling of the rank is as likely as the one before.
        let mut most = count;
        while most > 1 && self.chance(70) {
            most = most.div_ceil(2);
        }
        self.below(most)
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T], otherwise: T) -> T {
        of.get(self.below(of.len())).copied().unwrap_or(otherwise)
    }
}
