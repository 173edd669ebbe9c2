use crate::arn::Arn;
use crate::diagnostic::{Severity, quote};
use crate::lint::conditions::{ClauseExt as _, Compared, clauses, has_variable};
use crate::lint::context::Context;
use crate::lint::findings::Findings;
use crate::lint::rule::{Origin, Rule, page};

pub(super) static RULE: Rule = Rule {
    code: "INVALID_KMS_KEY_VALUE",
    severity: Severity::Error,
    origin: Origin::AccessAnalyzer,
    page: page(include_str!("invalid_kms_key_value.md")),
    check,
};

/// Keys that hold the ARN of a KMS key. AWS publishes no list.
const KEYS: [&str; 3] =
    ["s3:x-amz-server-side-encryption-aws-kms-key-id", "sagemaker:OutputKmsKey", "sagemaker:VolumeKmsKey"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, clause) in clauses(context).filter(|(_, clause)| KEYS.iter().any(|key| clause.is_about(key))) {
        if !matches!(clause.compared(), Compared::Text | Compared::Arn) {
            continue;
        }
        for value in clause.values.iter().filter(|value| !may_be_key(&value.value)) {
            let message = format!("{} is not the ARN of a KMS key", quote(&value.value));
            let help = "write `arn:aws:kms:region:account:key/id`";
            findings.add_help(value.span, message, help);
        }
    }
}

/// Of a value with a variable or a wildcard only what stands before it is looked at.
fn may_be_key(value: &str) -> bool {
    if let Some(open) = value.find(['*', '?']).or_else(|| has_variable(value).then(|| value.find("${"))?) {
        let known = value.get(..open).unwrap_or_default();
        return "arn:".starts_with(known) || known.starts_with("arn:");
    }
    let arn = Arn::of(value);
    arn.is_some_and(|arn| {
        arn.scheme() == "arn" && arn.service() == "kms" && arn.resource().starts_with("key/")
    })
}
