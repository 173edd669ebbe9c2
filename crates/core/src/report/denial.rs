//! The JSON of a denial that was read.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Report, SCHEMA_VERSION};
use crate::denial::{Answer, Denial, Field};
use crate::request::Fact;

/// A denial as a text tells it, and what the policies at hand make of it.
///
/// ```
/// use sayso::report::DenialReport;
///
/// let denial = sayso::denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
///     iam:GetUser on resource: user bob because no identity-based policy allows the iam:GetUser action")
///     .unwrap().remove(0);
/// let json = serde_json::to_value(DenialReport::new(&denial)).unwrap();
/// assert_eq!(json["action"]["confidence"], "stated");
/// assert_eq!(json["resource"]["from"], "IAM's short name, in the caller's account and without a path");
/// assert_eq!((&json["policyType"], &json["effect"]), (&"identity".into(), &"IMPLICIT_DENY".into()));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DenialReport {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// What it was read from, as [`Form::as_str`](crate::denial::Form::as_str) has it.
    pub form: &'static str,
    /// The line in which it begins.
    pub line: u32,
    /// How often the text says it.
    pub times: u32,
    /// The error code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The API operation.
    pub operation: FieldReport,
    /// Who asked.
    pub principal: FieldReport,
    /// For what.
    pub action: FieldReport,
    /// On what.
    pub resource: FieldReport,
    /// The account that owns it.
    pub resource_account: FieldReport,
    /// The type of policy at fault, as [`PolicyType::as_str`](crate::PolicyType::as_str) has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_type: Option<&'static str>,
    /// `EXPLICIT_DENY` or `IMPLICIT_DENY`, where the text says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<&'static str>,
    /// The ARN of the policy at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_arn: Option<String>,
    /// `Sid`s of the statements that AWS says matched.
    pub matched_statements: Vec<String>,
    /// The condition keys that the text tells; all others are unknown.
    pub context: BTreeMap<String, Vec<String>>,
    /// What AWS's words prove.
    pub proves: Vec<String>,
    /// What they rule out.
    pub rules_out: Vec<String>,
    /// What they leave open.
    pub leaves_open: Vec<String>,
    /// The command that has AWS decode the encoded part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decode_with: Option<String>,
    /// The permission that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decode_needs: Option<&'static str>,
    /// The request's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The id of AWS's details.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_id: Option<String>,
    /// What a reader should know besides.
    pub notes: Vec<String>,
    /// What the policies at hand say; absent without policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerReport>,
}

/// A thing and how it is known.
///
/// ```
/// # use sayso::report::DenialReport;
/// let denial = sayso::denial::read("Access Denied").unwrap().remove(0);
/// let report = DenialReport::new(&denial);
/// assert_eq!((report.principal.confidence, report.principal.value), ("unknown", None));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldReport {
    /// The value; `null` where nothing is known.
    pub value: Option<String>,
    /// `stated`, `inferred`, `given` or `unknown`
    pub confidence: &'static str,
    /// What an inferred value follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A denial beside the policies at hand.
///
/// ```
/// use sayso::report::{AnswerReport, Report};
/// use sayso::{AttachedPolicies, Explanation};
///
/// let denial = sayso::denial::read("User: arn:aws:iam::123456789012:user/ana is not authorized to perform: \
///     iam:ListUsers on resource: * because no identity-based policy allows the iam:ListUsers action")
///     .unwrap().remove(0);
/// let (request, open) = denial.requests().unwrap().remove(0);
/// let policies = AttachedPolicies::default();
/// let explanation = Explanation::new(&policies, &request);
/// let answer = denial.compare(&explanation, open);
/// let report = AnswerReport::new(&answer, Report::new(&explanation, Vec::new()));
/// assert_eq!((report.agreement, report.evaluation.decision), ("reproduced", "implicitDeny"));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerReport {
    /// `reproduced`, `depends` or `contradicted`
    pub agreement: &'static str,
    /// Why, in a sentence.
    pub because: String,
    /// What a policy that is not at hand has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unseen: Option<String>,
    /// Facts with which the denial is the same; `null` where the key is absent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub same_with: BTreeMap<String, Option<Vec<String>>>,
    /// The decision by the policies at hand.
    pub evaluation: Report,
}

impl DenialReport {
    /// Of a denial, without an answer.
    ///
    /// ```
    /// # use sayso::report::DenialReport;
    /// let denial = sayso::denial::read("Access Denied").unwrap().remove(0);
    /// assert!(DenialReport::new(&denial).answer.is_none());
    /// ```
    pub fn new(denial: &Denial) -> Self {
        let proof = denial.proof();
        let known = denial.context.iter().filter_map(|(key, fact)| match fact {
            Fact::Known(values) => Some((key.as_str().to_owned(), strings(values.iter()))),
            Fact::Absent | Fact::Unknown => None,
        });
        Self {
            schema_version: SCHEMA_VERSION,
            form: denial.form.as_str(),
            line: denial.line,
            times: denial.times,
            error_code: denial.code.clone(),
            operation: FieldReport::new(&denial.operation),
            principal: FieldReport::new(&denial.principal),
            action: FieldReport::new(&denial.action),
            resource: FieldReport::new(&denial.resource),
            resource_account: FieldReport::new(&denial.resource_account),
            policy_type: denial.layer().map(crate::PolicyType::as_str),
            effect: denial
                .is_explicit
                .map(|explicit| if explicit { "EXPLICIT_DENY" } else { "IMPLICIT_DENY" }),
            policy_arn: denial.policy().map(str::to_owned),
            matched_statements: strings(denial.statements.iter().map(|statement| statement.sid.as_str())),
            context: known.collect(),
            proves: proof.proves,
            rules_out: proof.rules_out,
            leaves_open: proof.leaves_open,
            decode_with: denial.decode_command(),
            decode_needs: denial.encoded.as_ref().map(|_| Denial::DECODE_PERMISSION),
            request_id: denial.request_id.clone(),
            authorization_id: denial.details.as_ref().map(|details| details.id.clone()),
            notes: denial.notes.clone(),
            answer: None,
        }
    }
}

impl AnswerReport {
    /// Of an answer and the decision that it is about.
    ///
    /// ```
    /// use sayso::report::AnswerReport;
    /// # let text = "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:ListUsers";
    /// # let denial = sayso::denial::read(text).unwrap().remove(0);
    /// # let (request, open) = denial.requests().unwrap().remove(0);
    /// # let policies = sayso::AttachedPolicies::default();
    /// # let explanation = sayso::Explanation::new(&policies, &request);
    /// # let report = sayso::report::Report::new(&explanation, Vec::new());
    /// let report = AnswerReport::new(&denial.compare(&explanation, open), report);
    /// assert!(report.unseen.is_none());
    /// ```
    pub fn new(answer: &Answer, evaluation: Report) -> Self {
        let same = answer.same_with.iter().map(|(key, fact)| {
            let values = if let Fact::Known(values) = fact { Some(strings(values.iter())) } else { None };
            (key.clone(), values)
        });
        Self {
            agreement: answer.agreement.as_str(),
            because: answer.because.clone(),
            unseen: answer.unseen.clone(),
            same_with: same.collect(),
            evaluation,
        }
    }
}

impl FieldReport {
    fn new(field: &Field) -> Self {
        Self {
            value: field.value().map(str::to_owned),
            confidence: field.confidence(),
            from: field.from().map(str::to_owned),
        }
    }
}

fn strings<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    texts.map(str::to_owned).collect()
}
