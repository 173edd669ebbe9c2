//! Ways in which what is unknown of a request may turn out.

use sayso::request::Key;
use sayso::{Fact, Principal, PrincipalType, Request};

use super::print::Order;
use super::scenario::Scenario;
use super::vocabulary;

/// One way in which everything unknown may turn out; seed 1 makes all of it absent.
pub(crate) fn completed(scenario: &Scenario, seed: u64) -> Request<'static> {
    let mut request = scenario.request.clone();
    let unlisted = scenario.unlisted_unknown;
    request.context.set_unlisted_unknown(false);
    let principal = &scenario.request.principal;
    // Of users, sessions, root and anonymous callers the tables say all, but for the unique id.
    let told = principal.is_iam() || principal.kind == PrincipalType::Anonymous;
    let derived: Vec<_> = derived(principal)
        .into_iter()
        .filter_map(|(key, value)| (value.is_some() || told && key != "aws:userid").then_some(key))
        .collect();
    let mut order = Order(seed | 1);
    for (key, family) in vocabulary::keys().chain([("never:there", &vocabulary::FAMILIES[0])]) {
        let stated = scenario.request.context.iter().find(|(stated, _)| **stated == Key::new(key));
        let unknown = match stated {
            Some((_, fact)) => *fact == Fact::Unknown,
            None => unlisted && !derived.contains(&key.to_lowercase().as_str()),
        };
        if unknown {
            let mut values: Vec<String> = family.values.iter().map(|&value| value.to_owned()).collect();
            order.shuffle(&mut values);
            let mut counts = [0, 1, 1, 1, 2, 3, usize::MAX];
            order.shuffle(&mut counts);
            values.truncate(counts[0]);
            let fact =
                if seed == 1 || counts[0] == usize::MAX { Fact::Absent } else { Fact::Known(values.into()) };
            request.context.insert(key, fact);
        }
    }
    request
}

/// The keys of 5.1 that follow from the principal, in lower case, as the tables of 5.1 and K05 give them.
pub(crate) fn derived(principal: &Principal) -> [(&'static str, Option<String>); 7] {
    let own = || Some(principal.arn.to_string());
    let account = principal.account.as_deref().map(str::to_owned);
    let text = |text: &str| Some(text.to_owned());
    let (arn, kind, service, name, user_name, account) = match &principal.kind {
        PrincipalType::User { .. } => {
            let name = principal.arn.split('/').next_back().map(str::to_owned);
            (own(), text("User"), text("false"), None, name, account)
        }
        PrincipalType::RoleSession { role_arn, .. } => {
            (text(role_arn), text("AssumedRole"), text("false"), None, None, account)
        }
        PrincipalType::FederatedUser { .. } => {
            (own(), text("FederatedUser"), text("false"), None, None, account)
        }
        PrincipalType::Root => (own(), text("Account"), text("false"), None, None, account),
        PrincipalType::Service { name } => (None, None, text("true"), text(name), None, None),
        PrincipalType::Federated { .. } => (None, None, None, None, None, None),
        PrincipalType::Anonymous => (None, text("Anonymous"), None, None, None, text("anonymous")),
    };
    [
        ("aws:principalarn", arn),
        ("aws:principaltype", kind),
        ("aws:principalisawsservice", service),
        ("aws:principalservicename", name),
        ("aws:username", user_name),
        ("aws:principalaccount", account),
        ("aws:userid", principal.user_id.as_deref().map(str::to_owned)),
    ]
}
