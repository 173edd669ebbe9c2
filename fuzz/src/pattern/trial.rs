//! One pattern, one text, and both answers.

use sayso::{Action, Context, Fact, PolicyType, Principal, PrincipalType};
use serde_json::{Value, json};

use super::variables::{self, Part};
use crate::support::{textbook, world};

/// Where a pattern can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Resource,
    Completed,
    Like,
    Equals,
    IgnoreCase,
    Arn,
    Action,
}

impl Place {
    pub(super) const ALL: [Self; 7] = [
        Self::Resource,
        Self::Like,
        Self::Arn,
        Self::Completed,
        Self::Equals,
        Self::Action,
        Self::IgnoreCase,
    ];
}

#[derive(Debug)]
pub(super) struct Trial {
    pub(super) place: Place,
    pub(super) negated: bool,
    /// Whether the policy's version has variables.
    pub(super) variables: bool,
    pub(super) entries: Vec<String>,
    pub(super) text: String,
    pub(super) facts: Vec<(&'static str, Vec<String>)>,
}

impl Trial {
    /// What the engine says; `None` where the text can't be asked for.
    pub(super) fn decided(&self) -> Option<bool> {
        let mut context = Context::new();
        for (key, values) in &self.facts {
            context.insert(*key, Fact::Known(values.clone().into()));
        }
        let mut statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
        let arn = match self.place {
            Place::Completed => format!("arn:aws:{}", self.text),
            Place::Resource => self.text.clone(),
            _ => "arn:aws:s3:::b".to_owned(),
        };
        match (self.place, self.condition()) {
            (_, Some(operator)) => {
                statement["Condition"] = json!({operator: {"k:text": self.entries}});
                context.insert("k:text", Fact::Known(self.text.clone().into()));
            }
            (Place::Action, None) => self.element(&mut statement, "Action"),
            (_, None) => self.element(&mut statement, "Resource"),
        }
        let mut request = world::request(&arn, context);
        if self.place == Place::Action {
            request.action = Action::new(self.text.as_str()).ok()?;
        }
        let version = if self.variables { "2012-10-17" } else { "2008-10-17" };
        if self.place != Place::Resource {
            let text = json!({"Version": version, "Statement": statement}).to_string();
            return Some(world::allows(world::policy(&text, PolicyType::Identity), &request));
        }
        // A caller without a partition may ask for any resource, and only its policy counts.
        let service = PrincipalType::Service { name: "s3.amazonaws.com".into() };
        request.principal = Principal::new(service, "", None);
        statement["Principal"] = "*".into();
        let text = json!({"Version": version, "Statement": statement}).to_string();
        Some(world::grants(world::policy(&text, PolicyType::Resource), &request))
    }

    fn element(&self, statement: &mut Value, name: &str) {
        statement.as_object_mut().unwrap().remove(name);
        let name = if self.negated { format!("Not{name}") } else { name.to_owned() };
        statement[name] = json!(self.entries);
    }

    fn condition(&self) -> Option<&'static str> {
        Some(match (self.place, self.negated) {
            (Place::Like, false) => "StringLike",
            (Place::Like, true) => "StringNotLike",
            (Place::Equals, false) => "StringEquals",
            (Place::Equals, true) => "StringNotEquals",
            (Place::IgnoreCase, false) => "StringEqualsIgnoreCase",
            (Place::IgnoreCase, true) => "StringNotEqualsIgnoreCase",
            (Place::Arn, false) => "ArnLike",
            (Place::Arn, true) => "ArnNotEquals",
            (Place::Resource | Place::Completed | Place::Action, _) => return None,
        })
    }

    pub(super) fn expected(&self) -> bool {
        self.entries.iter().any(|entry| self.hit(entry)) != self.negated
    }

    fn hit(&self, entry: &str) -> bool {
        let parts = match (self.place, self.variables) {
            (Place::Action, _) | (_, false) => entry.chars().map(Part::Written).collect(),
            (_, true) => variables::parts(entry),
        };
        match self.place {
            Place::Resource | Place::Like => self.matches(&parts, true, &self.text),
            Place::Equals => self.matches(&parts, false, &self.text),
            Place::IgnoreCase => {
                let text = self.pieces(&parts, false).map(|pieces| literal(&pieces));
                text.is_some_and(|text| lower(&text) == lower(&self.text))
            }
            Place::Completed => {
                self.matches(&completed(entry, parts), true, &format!("arn:aws:{}", self.text))
            }
            Place::Arn => {
                let (patterns, texts) = (fields(&parts), self.text.splitn(6, ':').collect::<Vec<_>>());
                patterns.len() == 6
                    && texts.len() == 6
                    && patterns.iter().zip(texts).all(|(pattern, text)| self.matches(pattern, true, text))
            }
            Place::Action => {
                let ((service, name), text) = match entry.split_once(':') {
                    Some(parts) => (parts, self.text.split_once(':').unwrap()),
                    None => return entry == "*",
                };
                let fits = |pattern: &str, text: &str| {
                    textbook::matches(
                        &textbook::plain(&pattern.to_ascii_lowercase()),
                        &text.to_ascii_lowercase(),
                    )
                };
                fits(service, text.0) && fits(name, text.1)
            }
        }
    }

    fn matches(&self, parts: &[Part], wildcards: bool, text: &str) -> bool {
        self.pieces(parts, wildcards).is_some_and(|pieces| textbook::matches(&pieces, text))
    }

    fn pieces(&self, parts: &[Part], wildcards: bool) -> Option<Vec<textbook::Piece>> {
        variables::pieces(parts, wildcards, &|key| {
            let mut known = self.facts.iter().filter(|(name, _)| name.eq_ignore_ascii_case(key));
            let (_, values) = known.next()?;
            (!values.is_empty()).then(|| values.clone())
        })
    }
}

/// G27: an ARN of an identity policy is filled up with `*` fields.
fn completed(entry: &str, mut parts: Vec<Part>) -> Vec<Part> {
    if entry.starts_with("arn:") {
        for _ in fields(&parts).len()..6 {
            parts.extend([Part::Written(':'), Part::Written('*')]);
        }
    }
    parts
}

/// The fields of an ARN pattern, split outside its variables.
fn fields(parts: &[Part]) -> Vec<Vec<Part>> {
    parts.splitn(6, |part| *part == Part::Written(':')).map(<[Part]>::to_vec).collect()
}

fn literal(pieces: &[textbook::Piece]) -> String {
    let character = |piece: &textbook::Piece| match piece {
        textbook::Piece::Char(character) => *character,
        other => panic!("{other:?} without wildcards"),
    };
    pieces.iter().map(character).collect()
}

fn lower(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}
