//! Identity providers: what their claims have to be tested for.

mod audience;
mod confirm_audience_claim_type;
mod foranyvalue_with_audience_claim_type;
mod missing_condition_key_for_oidc_principal;
mod missing_github_repo_condition_key;
mod oidc;
mod specific_github_repo_and_branch_recommended;

use crate::lint::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &confirm_audience_claim_type::RULE,
    &foranyvalue_with_audience_claim_type::RULE,
    &missing_condition_key_for_oidc_principal::RULE,
    &missing_github_repo_condition_key::RULE,
    &specific_github_repo_and_branch_recommended::RULE,
];
