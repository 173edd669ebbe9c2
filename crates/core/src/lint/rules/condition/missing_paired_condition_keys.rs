use crate::diagnostic::{Severity, quote};
use crate::document::ConditionClause;
use crate::lint::conditions::{ClauseExt as _, has_variable};
use crate::lint::context::Context;
use crate::lint::context::StatementExt as _;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "MISSING_PAIRED_CONDITION_KEYS",
    severity: Severity::SecurityWarning,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("missing_paired_condition_keys.md")),
    check,
};

/// Keys that say little alone, with those of which one says the rest; the first of these is the usual one.
const PAIRS: [(&str, &[&str]); 2] = [
    ("aws:VpcSourceIp", &["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]),
    ("aws:Ec2InstanceSourcePrivateIPv4", &["aws:Ec2InstanceSourceVpc"]),
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for statement in context.statements() {
        let clauses = statement.clauses();
        for (key, partners) in PAIRS {
            let has = |wanted: &str| clauses.iter().any(|clause| clause.is_about(wanted));
            if findings.is_full() || partners.iter().any(|partner| has(partner)) {
                continue;
            }
            // Compared with a variable the address need not be unique.
            let fixed =
                |clause: &&ConditionClause| !clause.values.iter().any(|value| has_variable(&value.value));
            for clause in clauses.iter().filter(|clause| clause.is_about(key)).filter(fixed) {
                let message = format!("{} is tested without its network", quote(&clause.key.value));
                let help =
                    partners.first().map_or_else(String::new, |partner| format!("test `{partner}` too"));
                findings.add_help(clause.key.span, message, help);
            }
        }
    }
}
