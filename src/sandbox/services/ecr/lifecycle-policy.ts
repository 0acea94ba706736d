import type { Fault } from '../../fault.ts';
import { invalidParameter } from './faults.ts';

const TAG_STATUSES = ['tagged', 'untagged', 'any'];
const COUNT_TYPES = ['imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled', 'sinceImageTransitioned'];

const refusal = (reason: string): Fault => invalidParameter('LifecyclePolicyText', `Lifecycle policy validation failure: ${reason}`);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses a lifecycle policy that ECR refuses: 100 to 30,720 characters, rules with distinct priorities, at most one rule for untagged and one for any. */
export function checkLifecyclePolicy(text: string): void {
  if (text.length < 100) throw invalidParameter('lifecyclePolicyText', 'Member must have length greater than or equal to 100');
  if (text.length > 30_720) throw invalidParameter('lifecyclePolicyText', 'Member must have length less than or equal to 30720');
  const rules = parseRules(text);
  rules.forEach(checkRule);
  const priorities = rules.map(rule => rule.rulePriority);
  if (new Set(priorities).size !== priorities.length) throw refusal('Rule priorities must be unique');
  checkStatuses(rules);
}

function parseRules(text: string): readonly Record<string, unknown>[] {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw refusal('Could not map policyString into LifecyclePolicy.');
  }
  if (!isRecord(policy) || !Array.isArray(policy.rules)) throw refusal('object has missing required properties (["rules"])');
  if (policy.rules.length === 0) throw refusal('array is too short: must have at least 1 elements but instance has 0 elements');
  if (!policy.rules.every(isRecord)) throw refusal('instance type does not match any allowed primitive type (allowed: ["object"])');
  return policy.rules;
}

function checkRule(rule: Record<string, unknown>): void {
  const missing = ['action', 'rulePriority', 'selection'].filter(key => !(key in rule));
  if (missing.length > 0) throw refusal(`object has missing required properties (${JSON.stringify(missing)})`);
  if (!Number.isInteger(rule.rulePriority) || Number(rule.rulePriority) < 1) throw refusal('rulePriority must be an integer of at least 1');
  if (!isRecord(rule.action) || (rule.action.type !== 'expire' && rule.action.type !== 'transition')) throw refusal('unknown action type');
  if (!isRecord(rule.selection)) throw refusal('selection must be an object');
  checkSelection(rule.selection);
}

function checkSelection(selection: Record<string, unknown>): void {
  const { tagStatus, countType, countNumber, countUnit } = selection;
  if (!TAG_STATUSES.includes(String(tagStatus))) throw refusal(`tagStatus must be one of ${JSON.stringify(TAG_STATUSES)}`);
  if (!COUNT_TYPES.includes(String(countType))) throw refusal(`countType must be one of ${JSON.stringify(COUNT_TYPES)}`);
  if (!Number.isInteger(countNumber) || Number(countNumber) < 1) throw refusal('countNumber must be an integer of at least 1');
  const isAge = countType !== 'imageCountMoreThan';
  if (isAge && countUnit !== 'days') throw refusal(`countUnit must be 'days' when countType is ${String(countType)}`);
  if (!isAge && countUnit !== undefined) throw refusal('countUnit is not allowed when countType is imageCountMoreThan');
  const hasTags = [selection.tagPrefixList, selection.tagPatternList].some(list => Array.isArray(list) && list.length > 0);
  if (tagStatus === 'tagged' && !hasTags) throw refusal('Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.');
  if (tagStatus !== 'tagged' && hasTags) throw refusal('tagPrefixList and tagPatternList are allowed only when tagStatus=TAGGED.');
}

function checkStatuses(rules: readonly Record<string, unknown>[]): void {
  const withStatus = (status: string) => rules.filter(rule => isRecord(rule.selection) && rule.selection.tagStatus === status);
  if (withStatus('untagged').length > 1) throw refusal('Only one rule can select Untagged images per storage class');
  if (withStatus('any').length > 1) throw refusal('Only one rule can select Any images per storage class');
  const highest = Math.max(...rules.map(rule => Number(rule.rulePriority)));
  if (withStatus('any').some(rule => rule.rulePriority !== highest)) {
    throw refusal('Rule for tagStatus=ANY must have the lowest priority per storage class');
  }
}
