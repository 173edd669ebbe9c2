//! Actions that one caller's policies do not tell apart: what holds of one holds of all in its class.

use super::actions::Numbers;

/// Of each action the class that it is in.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    of: Vec<u32>,
    /// Numbers of classes in use are below.
    next: u32,
}

impl Classes {
    /// Begins with classes that are known.
    pub(super) fn new(of: Vec<u32>) -> Self {
        let next = of.iter().max().map_or(0, |most| most + 1);
        Self { of, next }
    }

    /// Takes what each set has of a class apart from the rest of that class.
    pub(super) fn split<'n>(&mut self, sets: impl Iterator<Item = &'n Numbers>) {
        // By class: the set in which it was split last, and what that split off.
        let mut halves: Vec<(u32, u32)> = Vec::new();
        for (turn, numbers) in (1..).zip(sets) {
            if numbers.len() == self.of.len() {
                continue;
            }
            for number in numbers.iter() {
                let Some(class) = self.of.get_mut(*number as usize) else { continue };
                let at = *class as usize;
                if halves.len() <= at {
                    halves.resize(at + 1, (0, 0));
                }
                let Some(half) = halves.get_mut(at) else { continue };
                if half.0 != turn {
                    *half = (turn, self.next);
                    self.next += 1;
                }
                *class = half.1;
            }
        }
    }

    /// The actions of a set by their classes, each class and all of them in the order of their first action.
    pub(super) fn groups(&self, among: &[bool]) -> Vec<Vec<u32>> {
        let mut at: Vec<u32> = vec![u32::MAX; self.next as usize];
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for ((number, class), _) in (0..).zip(&self.of).zip(among).filter(|(_, is_in)| **is_in) {
            let Some(group) = at.get_mut(*class as usize) else { continue };
            if *group == u32::MAX {
                *group = u32::try_from(groups.len()).unwrap_or(u32::MAX);
                groups.push(Vec::new());
            }
            groups.get_mut(*group as usize).into_iter().for_each(|group| group.push(number));
        }
        groups
    }

    /// The same classes, their numbers without gaps.
    pub(super) fn packed(self) -> Self {
        let mut at = std::collections::HashMap::new();
        let mut of = self.of;
        for class in &mut of {
            let next = u32::try_from(at.len()).unwrap_or(u32::MAX);
            *class = *at.entry(*class).or_insert(next);
        }
        Self::new(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_set_tells_apart_stays_together() {
        let mut classes = Classes::new(vec![0, 0, 0, 1, 1]);
        let sets: [Numbers; 3] = [[0, 1, 3].into(), [0, 1, 2].into(), [0, 1, 2, 3, 4].into()];
        classes.split(sets.iter());
        assert_eq!(classes.groups(&[true; 5]), [vec![0, 1], vec![2], vec![3], vec![4]]);
        assert_eq!(classes.packed().groups(&[true, false, true, true, true]), [[0], [2], [3], [4]]);
    }
}
