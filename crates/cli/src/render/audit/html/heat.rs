//! What is granted against what is used: services by principals.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::escape;
use crate::command::audit::report::Report;
use crate::command::audit::usage::Used;

/// Rows and columns that are still read.
const MOST_PRINCIPALS: usize = 60;
const MOST_SERVICES: usize = 40;

pub(super) fn section(report: &Report<'_>, page: &mut String) {
    let principals = &report.usage.principals;
    if principals.is_empty() {
        return;
    }
    let (granted, used) = totals(principals);
    let share = (granted - used) * 100 / granted.max(1);
    let span = report.usage.span().map(|span| {
        format!(" CloudTrail was read {span}; data events that it was not told to record are not in it.")
    });
    let span = span.unwrap_or_default();
    let _ = write!(
        page,
        "<section id=\"usage\">\n<h2>Granted and used</h2>\n<p>Of {granted} grants of a service to a principal {used} were \
         used: {share}% could go. Principals with the most unused grants first.{span}</p>\n\
         <p class=\"legend\"><i class=\"d0\"></i> used within 30 days <i class=\"d1\"></i> 90 days <i class=\"d2\"></i> \
         longer ago <i class=\"d3\"></i> granted and never used <i></i> not granted</p>\n<div class=\"scroll\">\n\
         <table class=\"heat\">\n<thead><tr><th></th>"
    );
    let services = services(principals);
    for (name, _) in services.iter().take(MOST_SERVICES) {
        let _ = write!(page, "<th scope=\"col\"><span>{}</span></th>", escape(name));
    }
    page.push_str("<th scope=\"col\"><span>unused</span></th></tr></thead>\n<tbody>\n");
    let mut rows: Vec<&Used> = principals.iter().collect();
    rows.sort_by_key(|it| std::cmp::Reverse(unused(it)));
    for row in rows.iter().take(MOST_PRINCIPALS) {
        // Names of several accounts may be the same.
        let account = row.arn.split(':').nth(4).filter(|_| report.accounts.len() > 1);
        let account = account.map(|id| format!(" <small>{}</small>", escape(id))).unwrap_or_default();
        let _ = write!(
            page,
            "<tr><th scope=\"row\" title=\"{}\">{}{account}</th>",
            escape(&row.arn),
            escape(&row.short)
        );
        for (name, _) in services.iter().take(MOST_SERVICES) {
            cell(report, row, name, page);
        }
        let _ = writeln!(page, "<td class=\"sum\">{}/{}</td></tr>", unused(row), row.services.len());
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
    let hidden = (rows.len().saturating_sub(MOST_PRINCIPALS), services.len().saturating_sub(MOST_SERVICES));
    if hidden != (0, 0) {
        let _ = writeln!(
            page,
            "<p class=\"meta\">{} more principals and {} more services are in the JSON report.</p>",
            hidden.0, hidden.1
        );
    }
    page.push_str("</section>\n");
}

fn cell(report: &Report<'_>, row: &Used, service: &str, page: &mut String) {
    let Some(access) = row.services.iter().find(|it| it.namespace == service) else {
        page.push_str("<td></td>");
        return;
    };
    let (class, what) = match access.used {
        None => ("d3", "never used".to_owned()),
        Some(time) => {
            let days = (report.now - time).num_days();
            let class = if days <= 30 {
                "d0"
            } else if days <= 90 {
                "d1"
            } else {
                "d2"
            };
            (class, format!("used {days} days ago"))
        }
    };
    // The letter says it without colour.
    let letter = if class == "d3" { "–" } else { "" };
    let title = format!("{} {service}: {what}", row.short);
    let _ = write!(page, "<td class=\"{class}\" title=\"{}\">{letter}</td>", escape(&title));
}

fn unused(row: &Used) -> usize {
    row.services.iter().filter(|it| it.used.is_none()).count()
}

fn totals(principals: &[Used]) -> (usize, usize) {
    let all = principals.iter().map(|it| it.services.len()).sum();
    let idle: usize = principals.iter().map(unused).sum();
    (all, all - idle)
}

/// Those that most principals have first.
fn services(principals: &[Used]) -> Vec<(&str, usize)> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for service in principals.iter().flat_map(|it| &it.services) {
        *count.entry(&service.namespace).or_default() += 1;
    }
    let mut services: Vec<(&str, usize)> = count.into_iter().collect();
    services.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    services
}
