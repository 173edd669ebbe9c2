//! Random numbers read in order, each standing for one choice.
//!
//! Everything random is drawn from fixed tapes of small numbers, one for each part of a scenario. A
//! zero, and the end of a tape, stand for the plainest choice, so that proptest, which makes numbers
//! smaller and drops parts, ends at a plain scenario.

/// What is left of a tape.
#[derive(Debug, Clone)]
pub(crate) struct Tape<'a>(std::slice::Iter<'a, u16>);

impl<'a> Tape<'a> {
    pub(crate) fn new(numbers: &'a [u16]) -> Self {
        Self(numbers.iter())
    }

    /// A number from 0 to `count` - 1.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let number = self.0.next().copied().unwrap_or(0);
        usize::from(number) * count / (usize::from(u16::MAX) + 1)
    }

    /// One of `choices`, the plainest of which stands first.
    pub(crate) fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// As many of `choices`, perhaps the same one twice, as `counts` gives.
    pub(crate) fn several<T: Clone>(&mut self, counts: &[usize], choices: &[T]) -> Vec<T> {
        let count = self.pick(counts);
        (0..count).map(|_| self.pick(choices)).collect()
    }
}
