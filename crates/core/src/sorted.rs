//! Sets as sorted lists: where there are few elements, or a limit on them, they take less time and code than trees.

/// Elements in order, each once.
pub(crate) fn sorted<T: Ord>(elements: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = elements.collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// For each element the number of the first that is equal to it, which may be its own.
pub(crate) fn firsts<T: Ord>(elements: impl Iterator<Item = T>) -> Vec<usize> {
    let mut order: Vec<(T, usize)> = elements.zip(0..).collect();
    order.sort_unstable();
    let mut firsts = vec![0; order.len()];
    let mut first = 0;
    let mut last = None;
    for (element, number) in &order {
        if last != Some(element) {
            (first, last) = (*number, Some(element));
        }
        if let Some(place) = firsts.get_mut(*number) {
            *place = first;
        }
    }
    firsts
}

/// A set that grows. What is new is moved into its place, so there has to be a limit.
#[derive(Debug, Default)]
pub(crate) struct SortedSet<T>(Vec<T>);

impl<T: Ord> SortedSet<T> {
    /// Whether it is new.
    pub(crate) fn insert(&mut self, element: T) -> bool {
        let place = self.0.binary_search(&element);
        if let Err(place) = place {
            self.0.insert(place, element);
        }
        place.is_err()
    }

    pub(crate) fn contains(&self, element: &T) -> bool {
        self.0.binary_search(element).is_ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn into_vec(self) -> Vec<T> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_in_order_and_has_each_once() {
        let mut set = SortedSet(Vec::new());
        let new = ["b", "a", "b", "c", "a"].map(|text| set.insert(text));
        assert_eq!(new, [true, true, false, true, false]);
        assert!(set.contains(&"c") && !set.contains(&"d"));
        assert_eq!(set.into_vec(), ["a", "b", "c"]);
        assert_eq!(sorted(["b", "a", "b"].into_iter()), ["a", "b"]);
    }

    #[test]
    fn equal_elements_have_one_first() {
        assert_eq!(firsts(["b", "a", "b", "b", "a"].into_iter()), [0, 1, 0, 0, 1]);
        assert!(firsts([0; 0].into_iter()).is_empty());
    }
}
