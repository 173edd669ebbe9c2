//! Actions that exist or existed, and that AWS's service reference does not list.
//!
//! The names are those that AWS's managed policies (as of 2026-09, in sayso-catalog) and its published samples use
//! and the reference lacks. Nothing is said about them.

use crate::lint::unlisted;

/// Actions of services that are listed, in lower case, sorted.
const ACTIONS: &[&str] = &[
    "aws-marketplace:createprivatemarketplace",
    "aws-marketplace:updateprivatemarketplacesettings",
    "budgets:createbudget",
    "budgets:deletebudget",
    "budgets:describebudget",
    "budgets:describebudgets",
    "budgets:updatebudget",
    "cloud9:validateenvironmentname",
    "cloudhsm:createhapg",
    "cloudhsm:createlunaclient",
    "cloudhsm:deletehapg",
    "cloudhsm:deletelunaclient",
    "cloudhsm:describehapg",
    "cloudhsm:describehsm",
    "cloudhsm:describelunaclient",
    "cloudhsm:getconfig",
    "cloudhsm:listavailablezones",
    "cloudhsm:listhapgs",
    "cloudhsm:listhsms",
    "cloudhsm:listlunaclients",
    "cloudhsm:modifyhapg",
    "cloudhsm:modifyhsm",
    "cloudhsm:modifylunaclient",
    "memorydb:replicatemultiregionclusterdata",
    "organizations:createbuilderidownedaccount",
    "payments:accepttermsandconditionsforprogrambyaccountid",
    "payments:batchgetpaymentprofiles",
    "payments:createpaymentattempt",
    "payments:createpaymentprofile",
    "payments:get",
    "payments:getacceptedtermsandconditionsforprogrambyaccountid",
    "payments:getaccountbalance",
    "payments:getdefaultpaymentprofile",
    "payments:geteligiblecurrencies",
    "payments:getpaymentattempt",
    "payments:getpaymentpreferences",
    "payments:getpreferredcurrency",
    "payments:getrecommendedtermsandconditionsforprogram",
    "payments:listpaymentprofiles",
    "payments:searchfinancialrecords",
    "payments:setpreferredcurrency",
    "payments:updatepaymentprofile",
    "qapps:importdocumenttoqapp",
    "qapps:importdocumenttoqappsession",
    "route53-recovery-control-config:describeroutingcontrolbyname",
    "securityagent:batchgetagentinstances",
    "securityagent:batchgetsecuritytestcontentmetadata",
    "securityagent:batchgettasks",
    "securityagent:createdocumentreview",
    "securityagent:deletedocumentreview",
    "securityagent:getcodereviewtask",
    "securityagent:getdocreviewtask",
    "securityagent:getdocumentreview",
    "securityagent:getdocumentreviewartifact",
    "securityagent:listagentinstances",
    "securityagent:listcontrols",
    "securityagent:listdocumentreviewcomments",
    "securityagent:listdocumentreviews",
    "securityagent:listtasks",
    "securityagent:startpentestexecution",
    "securityagent:stoppentestexecution",
    "sso:describepermissionspolicies",
];

/// Whether nothing should be said about `prefix:name`, in any letter case.
pub(super) fn is_known(prefix: &str, name: &str) -> bool {
    let (prefix, name) = (prefix.to_ascii_lowercase(), name.to_ascii_lowercase());
    unlisted::is_service(&prefix) || ACTIONS.binary_search(&format!("{prefix}:{name}").as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use sayso_catalog::ServiceReference;

    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_nothing_that_the_reference_lists() {
        assert!(ACTIONS.is_sorted_by(|a, b| a < b));
        let reference = ServiceReference::embedded();
        assert!(ACTIONS.iter().all(|action| reference.action(action).is_none()));
        assert!(is_known("CodeStar", "CreateProject") && is_known("Budgets", "DescribeBudget"));
        assert!(!is_known("s3", "HeadObject"));
    }
}
