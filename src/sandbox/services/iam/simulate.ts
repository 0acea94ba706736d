import {
  SimulateCustomPolicy$,
  SimulatePrincipalPolicy$,
  type ContextEntry,
  type EvaluationResult,
  type SimulateCustomPolicyRequest,
  type SimulatePolicyResponse,
  type SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { parseIdentityPolicy } from './check-policy.ts';
import { decide } from './decide.ts';
import { invalidInput, noSuchEntity, orMalformed } from './faults.ts';
import { lookUpGroup, groupArn } from './group.ts';
import { managedDocument } from './managed-policy.ts';
import { markerPage } from './marker-page.ts';
import { parsePolicyDocument } from './policy-document.ts';
import { applyingStatements, evaluate, type AccessRequest, type PolicyDocument, type RequestContext } from './policy.ts';
import { namedPolicies, policiesOfRole, policiesOfUser, type NamedPolicy } from './principal-policies.ts';
import { lookUpRoleByArn } from './role.ts';
import { statementPositions } from './statement-positions.ts';
import { lookUpUserByArn } from './user.ts';
import { referredKeys } from './wildcard.ts';

type Result = Omit<EvaluationResult, 'MatchedStatements'> & { readonly MatchedStatements: object[] };
type Answer = Omit<SimulatePolicyResponse, 'EvaluationResults'> & { readonly EvaluationResults: Result[] };

interface Simulation {
  readonly policies: readonly NamedPolicy[];
  readonly boundary: readonly PolicyDocument[] | undefined;
  readonly resourcePolicy: string | undefined;
  readonly caller: string | undefined;
  readonly context: RequestContext;
}

/** The model says otherwise, but this is the `SourcePolicyType` that AWS answers with. */
const SOURCE_TYPE = 'IAM Policy';

/** The statements that apply, where they stand in their policies. */
function matchedStatements({ policies }: Simulation, request: AccessRequest): object[] {
  return policies.flatMap(({ id, text }) => {
    const document = parsePolicyDocument(text);
    const applying = new Set(applyingStatements([document], request));
    const positions = statementPositions(text);
    return document.statements.flatMap((statement, index) => {
      const at = positions[index];
      if (!applying.has(statement)) return [];
      return [{ SourcePolicyId: id, SourcePolicyType: SOURCE_TYPE, ...(at && { StartPosition: at.start, EndPosition: at.end }) }];
    });
  });
}

/** Condition keys that the policies ask for and the simulation does not give. */
function missingKeys({ policies, context }: Simulation): string[] {
  const given = new Set(Object.keys(context).map(key => key.toLowerCase()));
  const keys = policies.flatMap(({ text }) =>
    parsePolicyDocument(text).statements.flatMap(({ conditions, resource = [], notResource = [] }) => [
      ...conditions.map(({ key }) => key),
      ...[...resource, ...notResource, ...conditions.flatMap(({ values }) => values)].flatMap(referredKeys),
    ]),
  );
  return [...new Set(keys)].filter(key => !given.has(key.toLowerCase()));
}

function evaluateOne(simulation: Simulation, action: string, resource: string): Result {
  const { caller, context, boundary, resourcePolicy } = simulation;
  const request: AccessRequest = { action, resource, context, ...(caller !== undefined && { principal: { kind: 'AWS', id: caller } }) };
  const identity = simulation.policies.map(({ text }) => parsePolicyDocument(text));
  const { decision } = decide(
    { identity, boundary },
    request,
    resourcePolicy === undefined ? undefined : { documents: [parsePolicyDocument(resourcePolicy)] },
  );
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision,
    MatchedStatements: matchedStatements(simulation, request),
    MissingContextValues: missingKeys(simulation),
    ...(boundary && { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: evaluate(boundary, request) === 'allowed' } }),
  };
}

const contextOf = (entries: readonly ContextEntry[] | undefined): RequestContext =>
  Object.fromEntries(
    (entries ?? []).map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = 'string' }) => [
      ContextKeyName,
      ContextKeyType.endsWith('List') ? ContextKeyValues : (ContextKeyValues[0] ?? ''),
    ]),
  );

/** Simulates each action on each resource. */
function simulate(input: SimulateCustomPolicyRequest | SimulatePrincipalPolicyRequest, simulation: Simulation): Answer {
  const { ActionNames = [], ResourceArns = ['*'] } = input;
  const unknown = ActionNames.find(name => !/^[a-zA-Z0-9-]+:[a-zA-Z0-9]+$/.test(name));
  if (unknown !== undefined) throw invalidInput(`Invalid Action Name: ${unknown}`);
  const results = ActionNames.flatMap(action => ResourceArns.map(resource => evaluateOne(simulation, action, resource)));
  const { found, paging } = markerPage(results, input);
  return { EvaluationResults: found, ...paging };
}

const listed = (label: string, texts: readonly string[] | undefined): readonly NamedPolicy[] =>
  (texts ?? []).map((text, index) => {
    orMalformed(() => parseIdentityPolicy(text));
    return { id: `${label}.${index + 1}`, text };
  });

const boundaryOf = (texts: readonly string[] | undefined): readonly PolicyDocument[] | undefined =>
  texts?.length ? texts.map(text => orMalformed(() => parseIdentityPolicy(text))) : undefined;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy = operation(SimulateCustomPolicy$, (_world, input: SimulateCustomPolicyRequest): Answer =>
  simulate(input, {
    policies: listed('PolicyInputList', input.PolicyInputList),
    boundary: boundaryOf(input.PermissionsBoundaryPolicyInputList),
    resourcePolicy: input.ResourcePolicy,
    caller: input.CallerArn,
    context: contextOf(input.ContextEntries),
  }),
);

/** The policies of a user (with those of its groups), a role or a group, and the boundary. */
function sourceOf(world: World, arn: string): Pick<Simulation, 'policies' | 'boundary'> {
  const user = lookUpUserByArn(world, arn);
  const role = lookUpRoleByArn(world, arn);
  const group = lookUpGroup(world, arn.slice(arn.lastIndexOf('/') + 1));
  if (!user && !role && !(group && groupArn(world, group) === arn)) throw noSuchEntity(`The entity with ARN ${arn} cannot be found.`);
  const boundary = (user ?? role)?.permissionsBoundary;
  const text = boundary === undefined ? undefined : managedDocument(world, boundary);
  const policies = user
    ? policiesOfUser(world, user)
    : role
      ? policiesOfRole(world, role)
      : group
        ? namedPolicies(world, 'group', group.groupName, group)
        : [];
  return { policies, boundary: text === undefined ? undefined : [parsePolicyDocument(text)] };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy = operation(SimulatePrincipalPolicy$, (world, input: SimulatePrincipalPolicyRequest): Answer => {
  const { PolicySourceArn = '' } = input;
  const source = sourceOf(world, PolicySourceArn);
  return simulate(input, {
    policies: [...source.policies, ...listed('PolicyInputList', input.PolicyInputList)],
    boundary: boundaryOf(input.PermissionsBoundaryPolicyInputList) ?? source.boundary,
    resourcePolicy: input.ResourcePolicy,
    caller: input.CallerArn ?? (PolicySourceArn.includes(':user/') ? PolicySourceArn : undefined),
    context: contextOf(input.ContextEntries),
  });
});
