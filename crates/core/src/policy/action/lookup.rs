//! Which entries of a long list can match an action, without looking at all of them.

use super::ActionPattern;
use crate::pattern::Pattern;
use crate::request::Action;

/// Places of entries.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    /// Entries without wildcard, by the action's hash.
    actions: Box<[(u64, u32)]>,
    /// Entries whose name has a wildcard, by the service's hash.
    services: Box<[(u64, u32)]>,
    any: Box<[u32]>,
}

impl Lookup {
    pub(super) fn of(entries: &[ActionPattern]) -> Self {
        let (mut actions, mut services, mut any) = (Vec::new(), Vec::new(), Vec::new());
        for (place, entry) in (0..).zip(entries) {
            match entry {
                ActionPattern::Never => {}
                ActionPattern::Exact { hash, .. } => actions.push((*hash, place)),
                ActionPattern::Parts { service: Pattern::Literal(service), .. } => {
                    services.push((Action::hash_of(service), place));
                }
                ActionPattern::Any | ActionPattern::Parts { .. } => any.push(place),
            }
        }
        actions.sort_unstable();
        services.sort_unstable();
        Self { actions: actions.into(), services: services.into(), any: any.into() }
    }

    /// The first entry that matches.
    pub(super) fn first(&self, entries: &[ActionPattern], action: &Action<'_>) -> Option<u32> {
        let matches = |place: &u32| entries.get(*place as usize).is_some_and(|entry| entry.matches(action));
        let exact = of(&self.actions, action.hash()).find(matches);
        let service = of(&self.services, Action::hash_of(action.parts().0)).find(matches);
        let any = self.any.iter().copied().find(matches);
        [exact, service, any].into_iter().flatten().min()
    }
}

/// The places of a hash, in order.
fn of(table: &[(u64, u32)], hash: u64) -> impl Iterator<Item = u32> {
    let from = table.partition_point(|(own, _)| *own < hash);
    table.iter().skip(from).take_while(move |(own, _)| *own == hash).map(|(_, place)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_entry_is_the_one_that_a_search_of_all_finds() {
        let texts =
            ["s3:Get*", "ec2:Run*", "s3:GetObject", "S3:getobject", "e?2:*", "no colon", "s3:*", "sqs:Send"];
        let entries: Vec<_> = texts.iter().map(|text| ActionPattern::parse(text)).collect();
        let lookup = Lookup::of(&entries);
        for name in
            ["s3:GetObject", "S3:PutObject", "ec2:RunInstances", "ec2:Stop", "sqs:send", "sns:Publish"]
        {
            let action = Action::new(name).unwrap();
            let all = (0..).zip(&entries).find(|(_, entry)| entry.matches(&action)).map(|(place, _)| place);
            assert_eq!(lookup.first(&entries, &action), all, "{name}");
        }
    }
}
