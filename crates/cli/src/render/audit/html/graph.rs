//! The ways to administrator as a picture: who is how many steps away, and what the first step is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::escape;
use crate::command::audit::graph::{Certainty, Edge, Target, Way};
use crate::command::audit::report::Report;

/// Boxes in one column; the rest is counted.
const MOST: usize = 18;
const MOST_COLUMNS: usize = 5;
const BOX: (usize, usize) = (316, 44);
const STEP: (usize, usize) = (404, 58);
const TOP: usize = 34;

/// A box of the picture.
struct Node {
    x: usize,
    y: usize,
    name: String,
    what: String,
    title: String,
    class: &'static str,
}

/// A line from a box to one on its right.
struct Line {
    from: (usize, usize),
    to: (usize, usize),
    is_certain: bool,
}

pub(super) fn section(report: &Report<'_>, page: &mut String) {
    page.push_str("<section id=\"paths\">\n<h2>Paths to administrator</h2>\n");
    let columns = columns(report);
    if columns.is_empty() {
        page.push_str("<p>No principal that is no administrator can become one.</p>\n</section>\n");
        return;
    }
    page.push_str(
        "<p>Each box is a user or role that can get an administrator's permissions, with its first step there; every \
         step was decided with all policies, trust, boundaries and conditions. A solid line is certain, a dashed one \
         depends on something that the files do not tell.</p>\n",
    );
    let hidden: usize = columns.iter().map(|(_, list)| list.len().saturating_sub(MOST)).sum();
    let (nodes, lines, size) = layout(report, &columns);
    draw(&nodes, &lines, size, columns.len(), page);
    if hidden > 0 {
        let _ = writeln!(page, "<p class=\"meta\">{hidden} more are below, with the findings.</p>");
    }
    page.push_str("</section>\n");
}

/// The principals by how many steps they are away, administrators first; those that are on the way of others that
/// are shown, and the certain ones, on top.
fn columns(report: &Report<'_>) -> Vec<(usize, Vec<usize>)> {
    let mut by_length: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, way) in report.graph.ways.iter().enumerate() {
        if let Way::Path(_, length) = way {
            by_length.entry(*length).or_default().push(number);
        }
    }
    let mut columns: Vec<(usize, Vec<usize>)> = by_length.into_iter().take(MOST_COLUMNS).collect();
    let mut wanted: BTreeSet<usize> = BTreeSet::new();
    for (_, list) in columns.iter_mut().rev() {
        let is_open = |number: &usize| !report.graph.path(*number).iter().all(|edge| edge.is_certain());
        list.sort_by_key(|number| (!wanted.contains(number), is_open(number)));
        wanted.extend(list.iter().take(MOST).filter_map(|number| next(report, *number)));
    }
    if !columns.is_empty() {
        let is_goal = |number: &usize| matches!(report.graph.ways.get(*number), Some(Way::Administrator(_)));
        columns.insert(0, (0, wanted.into_iter().filter(is_goal).collect()));
    }
    columns
}

/// Whose permissions the first step of a path gives.
fn next(report: &Report<'_>, number: usize) -> Option<usize> {
    match report.graph.ways.get(number)? {
        Way::Path(edge, _) => match edge.target {
            Target::Entity(next) => Some(next),
            Target::Administrator => None,
        },
        _ => None,
    }
}

/// Where the boxes of a column stand.
fn row(size: (usize, usize), shown: usize, row: usize) -> usize {
    TOP + (size.1 - TOP).saturating_sub(shown * STEP.1) / 2 + row * STEP.1
}

fn layout(report: &Report<'_>, columns: &[(usize, Vec<usize>)]) -> (Vec<Node>, Vec<Line>, (usize, usize)) {
    // The last column has any permissions at all, besides administrators.
    let rows = columns
        .iter()
        .map(|(steps, list)| list.len().min(MOST) + usize::from(*steps == 0))
        .max()
        .unwrap_or(1);
    let last = STEP.0 * columns.len().saturating_sub(1) + 2;
    let size = (last + BOX.0 + 2, TOP + rows * STEP.1);
    let mut nodes = Vec::new();
    let mut lines = Vec::new();
    let mut places: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut goal = (last, TOP);
    for (column, (steps, list)) in columns.iter().enumerate() {
        let x = last - STEP.0 * column;
        let shown = list.len().min(MOST) + usize::from(*steps == 0);
        for (at, number) in list.iter().take(MOST).enumerate() {
            let Some(entity) = report.graph.entities.get(*number) else { continue };
            let place = (x, row(size, shown, at));
            places.insert(*number, place);
            let mut node = Node {
                x,
                y: place.1,
                name: entity.short(),
                what: "is an administrator".to_owned(),
                title: entity.arn.clone(),
                class: "goal",
            };
            if let Some(Way::Path(edge, _)) = report.graph.ways.get(*number) {
                let to = next(report, *number).and_then(|next| places.get(&next).copied()).unwrap_or(goal);
                lines.push(Line { from: place, to, is_certain: edge.is_certain() });
                node.what.clone_from(&edge.how);
                node.title = title(&entity.arn, edge);
                node.class = if edge.is_certain() { "certain" } else { "open" };
            }
            nodes.push(node);
        }
        if *steps == 0 {
            goal = (x, row(size, shown, shown - 1));
            nodes.push(Node {
                x,
                y: goal.1,
                name: "any permissions".to_owned(),
                what: "by a change of its own policies".to_owned(),
                title: "any permissions in the account".to_owned(),
                class: "goal",
            });
        }
    }
    (nodes, lines, size)
}

fn title(arn: &str, edge: &Edge) -> String {
    let open = match &edge.certainty {
        Certainty::Certain => String::new(),
        Certainty::Depends(keys) => format!(", depending on {}", keys.join(", ")),
        Certainty::Possible => ", if there is one".to_owned(),
    };
    format!("{arn} {} ({}){open}", edge.how, edge.actions())
}

fn draw(nodes: &[Node], lines: &[Line], size: (usize, usize), columns: usize, page: &mut String) {
    let (width, height) = size;
    let _ = write!(
        page,
        "<div class=\"scroll\">\n<svg class=\"graph\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"Ways to become administrator\">\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" \
         refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    );
    for column in 0..columns {
        let steps = columns - 1 - column;
        let word = match steps {
            0 => "administrators".to_owned(),
            1 => "1 step away".to_owned(),
            steps => format!("{steps} steps away"),
        };
        let _ = writeln!(page, "<text class=\"head\" x=\"{}\" y=\"16\">{word}</text>", STEP.0 * column + 2);
    }
    for line in lines {
        let (x1, y1) = (line.from.0 + BOX.0, line.from.1 + BOX.1 / 2);
        let (x2, y2) = (line.to.0, line.to.1 + BOX.1 / 2);
        let bend = usize::midpoint(x1, x2);
        let class = if line.is_certain { "certain" } else { "open" };
        let _ = writeln!(
            page,
            "<path class=\"line {class}\" d=\"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}\" marker-end=\"url(#tip)\"/>"
        );
    }
    for node in nodes {
        let _ = write!(page, "<g class=\"node {}\"><title>{}</title>", node.class, escape(&node.title));
        let _ = write!(
            page,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\"/>",
            node.x, node.y, BOX.0, BOX.1
        );
        let _ = write!(
            page,
            "<text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
            node.x + 12,
            node.y + 19,
            cut(&node.name, 36)
        );
        let _ = writeln!(
            page,
            "<text class=\"what\" x=\"{}\" y=\"{}\">{}</text></g>",
            node.x + 12,
            node.y + 35,
            cut(&node.what, 47)
        );
    }
    page.push_str("</svg>\n</div>\n");
}

/// As much as fits into a box.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return escape(text);
    }
    let start: String = text.chars().take(most - 1).collect();
    escape(&start) + "…"
}
