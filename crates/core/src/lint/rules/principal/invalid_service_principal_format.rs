use super::entries;
use crate::condition::BaseOperator;
use crate::diagnostic::{Severity, quote};
use crate::document::{ConditionClause, PrincipalKind, StatementNode};
use crate::lint::context::{Context, StatementExt as _};
use crate::lint::findings::Findings;
use crate::lint::fixes;
use crate::lint::rule::{Origin, Rule, page};
use crate::source::Spanned;

pub(super) static RULE: Rule = Rule {
    code: "INVALID_SERVICE_PRINCIPAL_FORMAT",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_service_principal_format.md")),
    check,
};

const KEYS: [&str; 8] = [
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "iam:AWSServiceName",
    "iam:PassedToService",
    VIA,
];
/// The only one that has the region, too.
const VIA: &str = "kms:ViaService";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for entry in entries::all(context).filter(|entry| entry.kind == PrincipalKind::Service) {
        one(context, &entry.value, false, findings);
    }
    let clauses = context.statements().flat_map(StatementNode::clauses);
    for clause in clauses.filter(|clause| clause.operator.value.base != BaseOperator::Null) {
        for value in clause.values.iter().filter(|_| is(clause, &KEYS)) {
            one(context, value, is(clause, &[VIA]), findings);
        }
    }
}

fn is(clause: &ConditionClause, keys: &[&str]) -> bool {
    keys.iter().any(|key| clause.key.value.eq_ignore_ascii_case(key))
}

fn one(context: &Context<'_>, value: &Spanned<String>, has_region: bool, findings: &mut Findings<'_>) {
    let text = value.value.as_str();
    if text.contains(['*', '?', '$']) || is_principal(text, has_region) {
        return;
    }
    let form = if has_region { "service.region.amazonaws.com" } else { "service.amazonaws.com" };
    let message = format!("{} is no service principal", quote(text));
    findings.add_with(value.span, message, |finding| {
        let finding = finding.help(format!("write it as `{form}`"));
        let meant = format!("{text}.amazonaws.com");
        let is_meant = !has_region && sayso_catalog::is_service_principal(&meant);
        match fixes::replace_string(context.source(), value.span, &meant).filter(|_| is_meant) {
            Some(edit) => finding.fix(format!("write `{meant}`"), vec![edit], false),
            None => finding,
        }
    });
}

fn is_principal(text: &str, has_region: bool) -> bool {
    let of = |suffix: &str| text.strip_suffix(suffix).and_then(|name| name.strip_suffix('.'));
    let name = sayso_catalog::partitions().iter().find_map(|partition| of(partition.dns_suffix));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    name.is_some_and(|name| name.split('.').all(is_label) && (!has_region || name.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::is_principal;

    #[test]
    fn a_service_is_a_name_of_labels_under_the_suffix_of_a_partition() {
        for (text, plain, with_region) in [
            ("lambda.amazonaws.com", true, false),
            ("ec2.amazonaws.com.cn", true, false),
            ("s3.eu-west-1.amazonaws.com", true, true),
            ("delivery.logs.amazonaws.com", true, true),
            ("lambda", false, false),
            (".amazonaws.com", false, false),
            ("amazonaws.com", false, false),
            ("a..amazonaws.com", false, false),
            ("https://lambda.amazonaws.com", false, false),
            ("lambda.amazonaws.com ", false, false),
        ] {
            assert_eq!((is_principal(text, false), is_principal(text, true)), (plain, with_region), "{text}");
        }
        assert!(sayso_catalog::service_principals().all(|name| is_principal(name, false)));
    }
}
