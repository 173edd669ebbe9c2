//! Entries of a list that another one covers.

use crate::glob::Glob;
use crate::json::UNKNOWN;
use crate::sorted::firsts;

/// Steps of comparison after which no more is looked for: hostile text could hold millions of patterns.
const MOST_STEPS: usize = 2_000_000;

/// A pattern of `Action`: the service and the name apart, as no wildcard swallows the colon (A07).
#[derive(Debug)]
pub(super) enum ActionGlob {
    Any,
    Parts(Glob, Glob),
    /// No colon: matches nothing.
    Never,
}

impl ActionGlob {
    pub(super) fn parse(text: &str) -> Self {
        match text.split_once(':') {
            _ if text == "*" => Self::Any,
            Some((service, name)) => Self::Parts(Glob::ignoring_case(service), Glob::ignoring_case(name)),
            None if text.contains(UNKNOWN) => {
                Self::Parts(Glob::ignoring_case(text), Glob::ignoring_case(text))
            }
            None => Self::Never,
        }
    }
}

/// Something that may cover another of its kind.
pub(super) trait Cover {
    fn is_wild(&self) -> bool;
    fn is_any(&self) -> bool;
    fn covers(&self, other: &Self, budget: &mut usize) -> bool;
    fn meets(&self, other: &Self) -> bool;
}

impl Cover for ActionGlob {
    fn is_wild(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Parts(service, name) => service.is_wild() || name.is_wild(),
            Self::Never => false,
        }
    }

    fn is_any(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Parts(service, name) => service.is_any() && name.is_any(),
            Self::Never => false,
        }
    }

    fn covers(&self, other: &Self, budget: &mut usize) -> bool {
        match (self, other) {
            (Self::Any, Self::Any | Self::Parts(..)) => true,
            (Self::Parts(service, name), Self::Parts(other_service, other_name)) => {
                service.covers_within(other_service, budget) && name.covers_within(other_name, budget)
            }
            (Self::Parts(..), Self::Any) => self.is_any(),
            (Self::Never, _) | (_, Self::Never) => false,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => false,
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Parts(service, name), Self::Parts(other_service, other_name)) => {
                service.meets(other_service) && name.meets(other_name)
            }
        }
    }
}

impl Cover for Glob {
    fn is_wild(&self) -> bool {
        Glob::is_wild(self)
    }

    fn is_any(&self) -> bool {
        Glob::is_any(self)
    }

    fn covers(&self, other: &Self, budget: &mut usize) -> bool {
        self.covers_within(other, budget)
    }

    fn meets(&self, other: &Self) -> bool {
        Glob::meets(self, other)
    }
}

/// For each entry that another one covers, the two numbers, in order of the first. Of two that match the same
/// the later one is covered.
pub(super) fn covered<T: Cover>(globs: &[T]) -> Vec<(usize, usize)> {
    let mut by: Vec<Option<usize>> = vec![None; globs.len()];
    let mut budget = MOST_STEPS;
    for (number, glob) in globs.iter().enumerate().filter(|(_, glob)| glob.is_wild()) {
        if by.get(number).copied().flatten().is_some() {
            continue;
        }
        for (other_number, (other, by)) in globs.iter().zip(&mut by).enumerate() {
            if by.is_none() && other_number != number && glob.covers(other, &mut budget) {
                *by = Some(number);
            }
        }
        if budget == 0 {
            break;
        }
    }
    by.into_iter().enumerate().filter_map(|(number, by)| Some((number, by?))).collect()
}

/// For each text that stands in the list before, the two numbers.
pub(super) fn repeated<T: Ord>(texts: impl Iterator<Item = T>) -> Vec<(usize, usize)> {
    firsts(texts).into_iter().enumerate().filter(|(number, first)| number != first).collect()
}
