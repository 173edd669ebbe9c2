//! The known ways to escalate privileges.

use std::sync::LazyLock;

use super::EscalationKind;

/// A way, of which every action is needed.
#[derive(Debug)]
pub(super) struct Method {
    pub(super) kind: EscalationKind,
    /// The services that `iam:PassRole` is asked for; any of them will do.
    pub(super) passed_to: Vec<&'static str>,
    pub(super) actions: Vec<MethodAction>,
    pub(super) gives: &'static str,
}

#[derive(Debug)]
pub(super) struct MethodAction {
    pub(super) name: &'static str,
    /// Whether it is worth nothing on the caller itself.
    pub(super) on_others: bool,
}

/// Those with the fewest actions first.
pub(super) static METHODS: LazyLock<Vec<Method>> =
    LazyLock::new(|| sayso_catalog::escalations().filter_map(method).collect());

fn method(line: &'static str) -> Option<Method> {
    let mut columns = line.split('\t');
    let kind = match columns.next()? {
        "grant" => EscalationKind::Grant,
        "new" => EscalationKind::PassRole,
        "existing" => EscalationKind::Existing,
        _ => return None,
    };
    let passed_to = columns.next()?.split(',').filter(|service| *service != "-").collect();
    let action = |text: &'static str| match text.strip_suffix('!') {
        Some(name) => MethodAction { name, on_others: true },
        None => MethodAction { name: text, on_others: false },
    };
    let actions = columns.next()?.split(' ').map(action).collect();
    Some(Method { kind, passed_to, actions, gives: columns.next()? })
}

impl Method {
    /// Whether the other has all its actions.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        self.actions.iter().all(|own| other.actions.iter().any(|theirs| theirs.name == own.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_method_of_actions_and_services_that_exist() {
        assert_eq!(METHODS.len(), sayso_catalog::escalations().count());
        assert!(METHODS.is_sorted_by_key(|method| method.actions.len()));
        let reference = sayso_catalog::ServiceReference::embedded();
        for method in METHODS.iter() {
            for action in &method.actions {
                assert!(reference.action(action.name).is_some(), "{}", action.name);
            }
            assert_eq!(method.passed_to.is_empty(), method.kind != EscalationKind::PassRole);
            for service in &method.passed_to {
                assert!(service.ends_with(".amazonaws.com"), "{service}");
            }
        }
    }
}
