//! `iam:PassedToService`, where the operation that hands a role over says which service gets it.

use super::super::call::without_version;
use super::super::record::Record;
use crate::request::{Action, Context, Fact};

/// Of an event source the operations and the service that the role is passed to. Only operations that pass roles to one
/// service are here: of others (a compute environment of Batch
/// has roles for Batch and for EC2) the key stays unknown.
const SERVICES: [(&str, &[&str], &str); 20] = [
    ("ec2", &["RunInstances", "AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation"], "ec2"),
    ("lambda", &["CreateFunction", "UpdateFunctionConfiguration"], "lambda"),
    ("states", &["CreateStateMachine", "UpdateStateMachine"], "states"),
    ("codebuild", &["CreateProject", "UpdateProject"], "codebuild"),
    ("codepipeline", &["CreatePipeline", "UpdatePipeline"], "codepipeline"),
    ("codedeploy", &["CreateDeploymentGroup", "UpdateDeploymentGroup"], "codedeploy"),
    ("cloudformation", &["CreateStack", "UpdateStack", "DeleteStack", "CreateChangeSet"], "cloudformation"),
    ("ecs", &["RegisterTaskDefinition"], "ecs-tasks"),
    ("events", &["PutRule", "PutTargets"], "events"),
    ("scheduler", &["CreateSchedule", "UpdateSchedule"], "scheduler"),
    ("pipes", &["CreatePipe", "UpdatePipe"], "pipes"),
    ("firehose", &["CreateDeliveryStream", "UpdateDestination"], "firehose"),
    ("config", &["PutConfigurationRecorder"], "config"),
    ("cloudtrail", &["CreateTrail", "UpdateTrail"], "cloudtrail"),
    ("backup", &["CreateBackupSelection", "StartBackupJob"], "backup"),
    ("appsync", &["CreateDataSource", "UpdateDataSource"], "appsync"),
    ("transfer", &["CreateUser", "UpdateUser", "CreateServer", "UpdateServer"], "transfer"),
    ("eks", &["CreateCluster"], "eks"),
    ("redshift", &["CreateCluster", "ModifyClusterIamRoles"], "redshift"),
    ("glue", &["CreateCrawler", "UpdateCrawler", "CreateDevEndpoint"], "glue"),
];

pub(super) fn state(record: &Record<'_>, action: &Action<'_>, context: &mut Context<'_>) {
    if !action.is("iam:PassRole") {
        return;
    }
    let operation = without_version(&record.event_name);
    let Some(source) = record.event_source.strip_suffix(".amazonaws.com") else { return };
    let is_it =
        |(own, operations, _): &&(&str, &[&str], &str)| *own == source && operations.contains(&operation);
    if let Some((_, _, service)) = SERVICES.iter().find(is_it) {
        context.insert("iam:PassedToService", Fact::Known(format!("{service}.amazonaws.com").into()));
    }
}
