//! The parameters of an operation, and which of them fills what.

use super::models::{Model, letters};

/// Parameters by path: `Name`, `List[]`, `List[].Name`, `Structure.Name`.
pub(super) struct Parameters(Vec<Parameter>);

struct Parameter {
    path: String,
    /// The letters and digits of its last name, in lower case.
    name: String,
    depth: u8,
}

/// A `${Variable}` of a pattern or a `{Parameter}` of a template.
pub(super) struct Variable<'a> {
    name: &'a str,
    parameter: bool,
}

impl Variable<'_> {
    pub(super) fn name(&self) -> &str {
        self.name
    }

    pub(super) fn is_parameter(&self) -> bool {
        self.parameter
    }

    /// Whether a request names it, unlike `${Region}`.
    pub(super) fn is_of_resource(&self) -> bool {
        let around = ["partition", "region", "account", "accountid", "regionname"];
        !self.parameter && !around.contains(&self.name.to_ascii_lowercase().as_str())
    }
}

/// What stands in braces.
pub(super) fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, end)) = after.split_once('}') else { break };
        found.push(Variable { name, parameter: !before.ends_with('$') });
        rest = end;
    }
    found
}

impl Parameters {
    pub(super) fn of(model: &Model, operation: &str) -> Self {
        let mut found = Vec::new();
        let input = model.operations.get(operation).and_then(|operation| model.input(operation));
        for (name, member) in input.into_iter().flatten() {
            let Some(shape) = model.shape(member) else { continue };
            let (inner, path) = match &shape.member {
                Some(member) if shape.kind == "list" => (model.shape(member), format!("{name}[]")),
                _ => (Some(shape), name.clone()),
            };
            let structure = inner.filter(|inner| inner.kind == "structure");
            if structure.is_none() || path.ends_with("[]") {
                let depth = u8::from(path.ends_with("[]"));
                found.push(Parameter { path: path.clone(), name: letters(name), depth });
            }
            for inner in structure.into_iter().flat_map(|structure| structure.members.keys()) {
                found.push(Parameter { path: format!("{path}.{inner}"), name: letters(inner), depth: 2 });
            }
        }
        Self(found)
    }

    /// The parameter that takes the ARN of a resource of this type, a name of letters and digits.
    pub(super) fn arn_of(&self, kind: &str) -> Option<&str> {
        let mut found: Option<&Parameter> = None;
        for parameter in &self.0 {
            let Some(stem) = parameter.name.strip_suffix("arn").or(parameter.name.strip_suffix("arns"))
            else {
                continue;
            };
            let any = parameter.depth == 0 && matches!(stem, "resource" | "");
            let exact = stem == kind;
            if exact || (found.is_none() && (any || (stem.len() > 3 && kind.ends_with(stem)))) {
                found = Some(parameter);
            }
        }
        found.map(|parameter| parameter.path.as_str())
    }

    /// The parameter that fills a variable of the ARN of a type; `alone` where the ARN has no other.
    pub(super) fn of_variable(&self, variable: &str, kind: &str, alone: bool) -> Option<&str> {
        let wanted = letters(variable);
        let (wanted_stem, kind) = (stem(&wanted), letters(kind));
        let score = |parameter: &Parameter| {
            let (name, depth) = (parameter.name.as_str(), i32::from(parameter.depth) * 10);
            let top = parameter.depth == 0;
            let same_stem = stem(name) == wanted_stem && !name.ends_with("arn") && !name.ends_with("token");
            if name == wanted || name.strip_suffix('s') == Some(&wanted) {
                50 - depth
            } else if name == wanted_stem || same_stem {
                30 - depth
            } else if name == format!("{kind}id") {
                16
            } else if (top && name == format!("{kind}name"))
                || (top && alone && matches!(name, "name" | "id" | "identifier"))
            {
                15
            } else if top && name == kind {
                12
            } else {
                0
            }
        };
        let mut best: Option<(i32, &Parameter)> = None;
        for parameter in &self.0 {
            let score = score(parameter);
            if score > 0 && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, parameter));
            }
        }
        best.map(|(_, parameter)| parameter.path.as_str())
    }

    /// Templates of the roles that a request hands over.
    pub(super) fn roles(&self) -> impl Iterator<Item = String> {
        const NAMES: [&str; 7] =
            ["role", "iamrole", "servicerole", "executionrole", "taskrole", "iamroleid", "jobrole"];
        let is_role =
            |name: &str| name.ends_with("rolearn") || name.ends_with("rolearns") || NAMES.contains(&name);
        let roles = self.0.iter().filter(move |parameter| is_role(&parameter.name));
        roles.map(|parameter| format!("{{{}}}", parameter.path))
    }
}

/// A name without what only says how it names.
fn stem(name: &str) -> &str {
    const ENDS: [&str; 9] = ["withpath", "names", "ids", "name", "identifier", "id", "arn", "arns", "url"];
    let stems = ENDS.iter().filter_map(|end| name.strip_suffix(end));
    stems.into_iter().find(|stem| stem.len() > 1).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_stems() {
        assert_eq!(
            ["bucketname", "keyid", "id", "instanceids"].map(stem),
            ["bucket", "key", "id", "instance"]
        );
        let text = "arn:${Partition}:s3:::${BucketName}/{Key}";
        let found: Vec<_> =
            variables(text).iter().map(|it| (it.name().to_owned(), it.is_of_resource())).collect();
        assert_eq!(
            found,
            [("Partition".to_owned(), false), ("BucketName".to_owned(), true), ("Key".to_owned(), false)]
        );
    }
}
