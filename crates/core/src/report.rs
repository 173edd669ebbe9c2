//! The stable JSON of an explanation: the only types that are serialized, the same bytes for every
//! door of the product. A report is an `evaluation` of AWS's `iam-toolbox` (M07) and more besides;
//! docs/report.schema.json describes every field.

mod account;
mod build;
mod check;
mod denial;
mod replay;
mod shrink;

use serde::{Serialize, Serializer};

pub use account::{
    AccessReport, AdmittedReport, BoundReport, CanReport, CandidateReport, CellReport, ColumnReport,
    EvidenceReport, GapReport, GrantReport, MatrixReport, PathReport, RowReport, WhatCanReport, WhoCanReport,
};
pub use denial::{AnswerReport, DenialReport, FieldReport};
pub use replay::{Agreement, Effect, KindReport, NamedCount, ReplayReport, VerdictReport};
pub use shrink::ShrinkReport;

/// The version of this schema; it grows when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// A decision and its reasons.
///
/// ```
/// use sayso::report::{Report, SCHEMA_VERSION};
/// use sayso::{Case, Explanation};
///
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
///     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// assert_eq!(report.schema_version, SCHEMA_VERSION);
/// assert_eq!((report.decision, report.evaluated_effect), ("allowed", "ALLOW"));
/// assert_eq!(report.summary, "an identity-based policy allows this request");
/// assert!(report.message.is_none() && report.must_change.is_empty());
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`SCHEMA_VERSION`]
    pub schema_version: u32,
    /// `allowed`, `explicitDeny`, `implicitDeny` or `depends`
    pub decision: &'static str,
    /// `ALLOW`, `EXPLICIT_DENY`, `IMPLICIT_DENY` or `DEPENDS`
    pub evaluated_effect: &'static str,
    /// One sentence: who or what decides.
    pub summary: String,
    /// For a denial, the message that AWS would give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// For a denial, the error code that AWS would give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// What was asked; its fields are fields of the report, as in an `evaluation`.
    #[serde(flatten)]
    pub request: RequestReport,
    /// The layers that had a say, in AWS's order.
    pub checks: Vec<Check>,
    /// The statements that decide.
    pub decided_by: Vec<StatementReport>,
    /// For an implicit deny, the statements that came nearest.
    pub closest: Vec<StatementReport>,
    /// For an implicit deny, edits of single policies that make the layer at fault allow, each evaluated.
    pub suggestions: Vec<SuggestionReport>,
    /// For `depends`, the smallest sets of keys that decide, each with a value for each decision.
    pub depends_on: Vec<DependenceReport>,
    /// Whether the search for those sets stopped before it had seen everything.
    pub stopped_early: bool,
    /// For a denial, the layers that would have to change, as in [`Check::check_type`].
    pub must_change: Vec<&'static str>,
    /// Context keys that policies ask for and the request does not give.
    pub missing_context_keys: Vec<String>,
    /// What a reader should know besides.
    pub notes: Vec<String>,
    /// What of the request can't be, as far as whoever asked knows: [`Report::new`] knows nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// What was asked.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:role/App", "sessionName": "i-0abc", "action": "s3:ListBucket",
///     "resource": "arn:aws:s3:::reports", "context": {"aws:TagKeys": ["team", "cost"]}
/// }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// assert_eq!(report.request.principal, "arn:aws:sts::123456789012:assumed-role/App/i-0abc");
/// assert_eq!(report.request.resource_account.as_deref(), Some("123456789012"));
/// assert_eq!(report.request.context[0], ("aws:TagKeys".into(), vec!["team".into(), "cost".into()]));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestReport {
    /// The caller as AWS names it in messages (M04).
    pub principal: String,
    /// The action as asked.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// The account that owns the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_account: Option<String>,
    /// The context keys given, by name.
    #[serde(serialize_with = "object")]
    pub context: Vec<(String, Vec<String>)>,
}

/// One layer.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "ec2:RunInstances",
///     "policies": {
///         "identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
///         "scps": [{"level": "Sandbox", "policies": [{"Version": "2012-10-17", "Statement": {
///             "Effect": "Deny", "Action": "ec2:*", "Resource": "*"}}]}]}
/// }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// let check = &report.checks[0];
/// assert_eq!((check.check_type, check.evaluated_effect), ("SERVICE_CONTROL_POLICY", "EXPLICIT_DENY"));
/// assert_eq!(check.level.as_deref(), Some("Sandbox"));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// `SERVICE_CONTROL_POLICY`, `RESOURCE_CONTROL_POLICY`, `VPC_ENDPOINT`, `RESOURCE`, `PRINCIPAL`,
    /// `PERMISSIONS_BOUNDARY` or `SESSION`
    pub check_type: &'static str,
    /// The organization's level, for SCPs and RCPs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// `ALLOW`, `NO_IMPACT`, `IMPLICIT_DENY`, `EXPLICIT_DENY` or `DEPENDS`
    pub evaluated_effect: &'static str,
    /// What the policies of the layer are attached to, where its ARN is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_arn: Option<String>,
    /// The types of policy that count here, in the words of `iam-toolbox`.
    pub relevant_policy_types: Vec<&'static str>,
    /// The policies with a matching statement.
    pub matched_policies: Vec<MatchedPolicy>,
}

/// A policy with a matching statement.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "policies": {"identity": {"Statement": [
/// #         {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"},
/// #         {"Sid": "All", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// // One policy, of which two statements match.
/// let policies = &report.checks.last().unwrap().matched_policies;
/// assert_eq!((policies.len(), policies[0].matched_statements.len()), (1, 2));
/// assert_eq!(policies[0].uri, "case");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchedPolicy {
    /// The policy's ARN where it has one, else what it is called: its path.
    pub uri: String,
    /// The matching statements.
    pub matched_statements: Vec<MatchedStatement>,
}

/// A matching statement.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "policies": {"identity": {"Statement": {
/// #         "Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// let matched = &report.checks.last().unwrap().matched_policies[0].matched_statements[0];
/// assert_eq!((matched.sid.as_str(), matched.evaluated_effect), ("Read", "ALLOW"));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchedStatement {
    /// Its `Sid`, empty where it has none.
    pub sid: String,
    /// `ALLOW` or `DENY`
    pub evaluated_effect: &'static str,
    /// Where it is written.
    pub location: Location,
}

/// A statement with the outcome of each element.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
/// #     "policies": {"identity": {"Statement": {
/// #         "Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// let near = &report.closest[0];
/// assert_eq!((near.check_type, near.sid.as_str(), near.index), ("PRINCIPAL", "Read", 0));
/// assert_eq!(near.elements[0].because, "`s3:PutObject` does not match `s3:Get*`");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementReport {
    /// The layer it belongs to, as in [`Check::check_type`].
    pub check_type: &'static str,
    /// What its policy is called.
    pub policy: String,
    /// The group that the policy comes through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its `Sid`, empty where it has none.
    pub sid: String,
    /// Its number in the policy, from 0.
    pub index: u32,
    /// `Allow` or `Deny`
    pub effect: &'static str,
    /// Where it is written.
    pub location: Location,
    /// Its elements.
    pub elements: Vec<ElementReport>,
}

/// An edit of one policy, evaluated before it is offered.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:PutObject",
/// #     "policies": {"identity": {"Statement": {
/// #         "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// let fix = &report.suggestions[0];
/// assert_eq!(fix.replacement, r#"["s3:GetObject", "s3:PutObject"]"#);
/// assert_eq!((fix.newly_allows.as_str(), fix.decision), ("requests for `s3:PutObject`", "allowed"));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionReport {
    /// What it does, in a sentence.
    pub what: String,
    /// The requests that it can newly allow, in words.
    pub newly_allows: String,
    /// The decision that the edited policy leads to: another layer may still deny.
    pub decision: &'static str,
    /// What the policy is called.
    pub policy: String,
    /// The text that is replaced; empty where text is inserted.
    pub location: Location,
    /// What it is replaced by.
    pub replacement: String,
}

/// Keys that decide together.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "iam:CreateUser",
/// #     "unknown": ["aws:MultiFactorAuthPresent"],
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
/// #         "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// assert_eq!(report.depends_on[0].keys, ["aws:MultiFactorAuthPresent"]);
/// assert_eq!(report.depends_on[0].examples.len(), 2);
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DependenceReport {
    /// The keys, by name.
    pub keys: Vec<String>,
    /// An example for every decision that they can force, each evaluated.
    pub examples: Vec<ExampleReport>,
}

/// Values of some keys, and what is decided with them.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "unknown": ["aws:SourceVpce"],
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
/// #         "Condition": {"Null": {"aws:SourceVpce": "true"}}}}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// // The policy: Allow, if the request comes through no VPC endpoint.
/// let example = &report.depends_on[0].examples[0];
/// assert_eq!((example.decision, &example.values[0]), ("allowed", &("aws:SourceVpce".into(), None)));
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExampleReport {
    /// `allowed`, `explicitDeny` or `implicitDeny`
    pub decision: &'static str,
    /// The values by key; `null` where the key is absent.
    #[serde(serialize_with = "object")]
    pub values: Vec<(String, Option<Vec<String>>)>,
}

/// The outcome of one element of a statement.
///
/// ```
/// # use sayso::{Case, Explanation, report::Report};
/// # let case: Case = r#"{
/// #     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:GetObject",
/// #     "policies": {"identity": {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
/// #         "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}}
/// # }"#.parse().unwrap();
/// let report = Report::new(&Explanation::new(&case.policies, &case.request), Vec::new());
/// let condition = report.closest[0].elements.last().unwrap();
/// assert_eq!((condition.element.as_str(), condition.matched), ("Bool aws:SecureTransport", "no"));
/// assert_eq!(condition.because, "`aws:SecureTransport` is not in the request; the policy wants `true`");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementReport {
    /// `Action`, `NotResource`, `StringEquals aws:RequestedRegion`
    pub element: String,
    /// `yes`, `no` or `unknown`
    pub matched: &'static str,
    /// Why, in a sentence.
    pub because: String,
    /// Where it is written.
    pub location: Location,
}

/// A place in a text: lines and columns from 1, columns in characters, the end exclusive.
///
/// ```
/// use sayso::{Source, Span, report::Location};
///
/// let source = Source::new("role.json", "{\n  \"Sid\": \"Read\"\n}");
/// let location = Location::new(&source, Span::new(11, 17));
/// assert_eq!((location.line, location.column, location.end_column), (2, 10, 16));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// The text's name.
    pub file: String,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
}

/// Pairs as an object.
fn object<S: Serializer>(pairs: &[(String, impl Serialize)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}
