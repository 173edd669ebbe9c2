//! Several patterns as one automaton: its states are sets of places within them.

use super::{Letter, Step};

#[derive(Debug)]
pub(super) struct Automaton {
    steps: Vec<Step>,
    starts: Vec<u32>,
}

/// Places, sorted.
pub(super) type State = Vec<u32>;

impl Automaton {
    pub(super) fn new(globs: &[&[Step]]) -> Self {
        let (mut steps, mut starts) = (Vec::new(), Vec::new());
        for glob in globs {
            starts.push(u32::try_from(steps.len()).unwrap_or(u32::MAX));
            steps.extend_from_slice(glob);
            steps.push(Step::End);
        }
        Self { steps, starts }
    }

    fn step(&self, place: u32) -> Step {
        self.steps.get(place as usize).copied().unwrap_or(Step::End)
    }

    fn ends(&self, place: u32) -> bool {
        self.step(place) == Step::End
    }

    /// Whether a place takes whatever follows.
    fn is_open_end(&self, place: u32) -> bool {
        self.step(place) == Step::Star && self.ends(place + 1)
    }

    /// Stars may be empty. Where one takes whatever follows, no other place matters.
    fn closed(&self, mut state: State) -> State {
        let mut at = 0;
        while let Some(place) = state.get(at).copied() {
            if self.step(place).is_star() {
                state.push(place + 1);
            }
            at += 1;
        }
        state.sort_unstable();
        state.dedup();
        match state.iter().find(|place| self.is_open_end(**place)) {
            Some(place) => vec![*place, place + 1],
            None => state,
        }
    }

    pub(super) fn start(&self) -> State {
        self.closed(self.starts.clone())
    }

    pub(super) fn after(&self, state: &[u32], letter: Letter) -> State {
        let mut next = State::with_capacity(state.len() + 1);
        for place in state {
            let step = self.step(*place);
            if step.takes(letter) {
                next.push(if step.is_star() { *place } else { place + 1 });
            }
        }
        self.closed(next)
    }

    pub(super) fn accepts(&self, state: &[u32]) -> bool {
        state.iter().any(|place| self.ends(*place))
    }

    /// Whether every continuation is accepted.
    pub(super) fn accepts_all(&self, state: &[u32]) -> bool {
        state.first().is_some_and(|place| self.is_open_end(*place))
    }

    /// Hands over the letters that matter in a state.
    pub(super) fn letters(&self, state: &[u32], mut each: impl FnMut(Letter)) {
        for place in state {
            self.step(*place).tells_apart(&mut each);
        }
    }

    pub(super) fn takes(&self, word: &[Letter]) -> bool {
        let end = word.iter().fold(self.start(), |state, letter| self.after(&state, *letter));
        self.accepts(&end)
    }
}
