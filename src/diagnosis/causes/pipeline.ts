import { cause } from '../cause.ts';
import { said } from '../evidence.ts';
import { ownerOfRole, roleIn } from '../our-roles.ts';

const DENIED =
  /(?:User: (\S+) is )?not authorized to perform:? "?([a-z0-9-]+:\w+)"? on (?:the )?resource:? "?([^\s"]+?)"?(?=\s|,|\.?$|\.\s)/i;

/** What fails in the pipeline itself, before there is a deployment, and permissions wherever they are missed. */
export const pipelineCauses = [
  cause('branchMissing', evidence => {
    const match = said(evidence, /Branch \[(.+?)\] does not exist(?: in the CodeCommit repository \[(.+?)\])?/);
    return match && { branch: match[1] ?? '', repository: match[2] ?? evidence.setup.config.source.repository };
  }),
  cause('repositoryMissing', evidence => {
    const match = said(evidence, /^The repository (\S+) does not exist\.?$|^(\S+) does not exist.*CodeCommit/);
    return match && { repository: match[1] ?? match[2] ?? '' };
  }),
  cause('sourceDenied', evidence => {
    const match = said(evidence, /Could not access the CodeCommit repository (\S+?)\.? Make sure/);
    return match && { repository: match[1] ?? '', role: evidence.setup.names.pipelineRole };
  }),
  cause('imageTagMissing', evidence => {
    const match = said(evidence, /imageTag:'?([^'}]+)'?\} does not exist within the repository with name '([^']+)'/);
    return match && { tag: match[1] ?? '', repository: match[2] ?? '' };
  }),
  cause('imageRepositoryMissing', evidence => {
    const match = said(evidence, /The repository with name '([^']+)' does not exist in the registry/);
    return match && { repository: match[1] ?? '' };
  }),
  cause('artifactsDenied', evidence => {
    const match = said(
      evidence,
      /Unable to access the artifact with Amazon S3 object key|S3 access denied|(?:bucket|NoSuchBucket).* does not exist/i,
    );
    return match && { bucket: evidence.setup.names.bucket, role: evidence.setup.names.pipelineRole };
  }),
  cause('permissionForbidden', evidence => {
    const match = said(evidence, new RegExp(`${DENIED.source}.*?with an explicit deny in (?:an? |the )?([^.:]+)`, 'i'));
    return (
      match && { principal: roleIn(match[1]) ?? '?', action: match[2] ?? '', resource: match[3] ?? '', policy: (match[4] ?? '').trim() }
    );
  }),
  cause('passRoleMissing', evidence => {
    const match = said(evidence, /(?:User: (\S+) is )?not authorized to perform: iam:PassRole on resource: (\S+)/);
    const role = roleIn(match?.[1]) ?? evidence.setup.names.pipelineRole;
    return match && { role, passed: match[2]?.split('/').at(-1) ?? '', step: ownerOfRole(evidence.setup, role) ?? 'pipeline' };
  }),
  cause('tagsNotAllowed', evidence => {
    const match = said(evidence, /(?:User: (\S+) is )?not authorized to perform: ecs:TagResource/);
    return match && { role: roleIn(match[1]) ?? evidence.setup.names.pipelineRole };
  }),
  cause('roleNotAssumable', evidence => {
    const { names } = evidence.setup;
    const pipeline = said(evidence, /CodePipeline is not authorized to perform AssumeRole on role (\S+)/);
    if (pipeline) return { role: roleIn(pipeline[1]) ?? names.pipelineRole, service: 'codepipeline.amazonaws.com', step: 'pipeline' };
    const codedeploy = said(evidence, /The IAM role (\S+) could not be found or cannot be assumed/);
    if (codedeploy) return { role: roleIn(codedeploy[1]) ?? names.codedeployRole, service: 'codedeploy.amazonaws.com', step: 'codedeploy' };
    const tasks = said(evidence, /ECS was unable to assume the role '([^']+)'/);
    return tasks && { role: roleIn(tasks[1]) ?? names.executionRole, service: 'ecs-tasks.amazonaws.com', step: 'taskdef' };
  }),
  cause('codedeployRoleWeak', evidence => {
    const match = said(
      evidence,
      /The IAM role (\S+) does not give you permission to perform operations in the following AWS service: (\S+?)\./,
    );
    const detail = match && said(evidence, DENIED);
    return match && { role: roleIn(match[1]) ?? '', action: detail?.[2] ?? match[2] ?? '' };
  }),
  cause('permissionMissing', evidence => {
    const match = said(evidence, DENIED);
    const role = roleIn(match?.[1]);
    const step = role === undefined ? undefined : ownerOfRole(evidence.setup, role);
    return match && role !== undefined && step !== undefined ? { role, action: match[2] ?? '', resource: match[3] ?? '', step } : undefined;
  }),
  cause('foreignPermissionMissing', evidence => {
    const match = said(evidence, DENIED);
    return match && { principal: roleIn(match[1]) ?? match[1] ?? '?', action: match[2] ?? '', resource: match[3] ?? '' };
  }),
  cause('deploymentBlocked', evidence => {
    const match = said(evidence, /already has an active [Dd]eployment '?(d-\w+)?|DeploymentLimitExceededException/);
    return match && { deployment: match[1] ?? '?' };
  }),
  cause('deploymentGroupMissing', evidence => {
    const match = said(
      evidence,
      /No (?:application|deployment group) found for name:? (\S+)|(?:Application|DeploymentGroup)DoesNotExistException/i,
    );
    const { application, group } = evidence.setup.config.codedeploy;
    return match && { name: match[1] ?? `${application}/${group}` };
  }),
];
