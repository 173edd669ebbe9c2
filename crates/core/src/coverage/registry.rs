//! Which policies are the same: those written at the same place, whoever read them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::policy::Policy;
use crate::source::Span;

/// Policies by where they are written. AWS's managed policies are nobody's to test and left out.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    written: Vec<Written>,
    /// By file and span; several only where a file was read twice with different text.
    by_place: BTreeMap<(String, Span), Vec<usize>>,
    /// By address, which stays its own as long as the policy is kept.
    by_address: BTreeMap<*const Policy, (Arc<Policy>, Option<usize>)>,
}

/// A policy, told by where it is written.
#[derive(Debug)]
pub(crate) struct Written {
    /// The file, without detours.
    pub(crate) file: String,
    /// The policy as it was read first.
    pub(crate) policy: Arc<Policy>,
}

impl Registry {
    /// Makes a policy known and gives its number, if it has one.
    pub(crate) fn add(&mut self, policy: &Arc<Policy>) -> Option<usize> {
        if let Some((_, number)) = self.by_address.get(&Arc::as_ptr(policy)) {
            return *number;
        }
        let number = self.find_or_make(policy);
        self.by_address.insert(Arc::as_ptr(policy), (policy.clone(), number));
        number
    }

    /// The number of a known policy.
    pub(crate) fn number(&self, policy: &Arc<Policy>) -> Option<usize> {
        self.by_address.get(&Arc::as_ptr(policy)).and_then(|(_, number)| *number)
    }

    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    /// Numbers and policies, by file and place.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = (usize, &Written)> {
        let numbers = self.by_place.values().flatten();
        numbers.filter_map(|number| Some((*number, self.written.get(*number)?)))
    }

    fn find_or_make(&mut self, policy: &Arc<Policy>) -> Option<usize> {
        let document = policy.document();
        if document.source().name().starts_with("managed:") {
            return None;
        }
        let file = without_detours(document.source().name());
        let same = self.by_place.entry((file.clone(), document.span())).or_default();
        let text = document.source().text();
        let is_same = |written: &Written| std::ptr::eq(text, other(written)) || text == other(written);
        let known = same.iter().find(|number| self.written.get(**number).is_some_and(is_same));
        if let Some(number) = known {
            return Some(*number);
        }
        let number = self.written.len();
        same.push(number);
        self.written.push(Written { file, policy: policy.clone() });
        Some(number)
    }
}

fn other(written: &Written) -> &str {
    written.policy.document().source().text()
}

/// `tests/../role.json` is `role.json`, wherever the file of cases stands that names it.
fn without_detours(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_are_left_out_and_nothing_else() {
        for (path, plain) in [
            ("role.json", "role.json"),
            ("./tests/../role.json", "role.json"),
            ("a/b/../../c", "c"),
            ("../../c", "../../c"),
            ("/../c", "/../c"),
            ("/a/./b", "/a/b"),
        ] {
            assert_eq!(without_detours(path), plain);
        }
    }
}
