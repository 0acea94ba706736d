import {
  InvalidActionDeclarationException$,
  InvalidStageDeclarationException$,
  InvalidStructureException$,
  ValidationException$,
  type ActionDeclaration,
  type PipelineDeclaration,
  type StageDeclaration,
} from '@aws-sdk/client-codepipeline';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { findActionType, type ActionType } from './action-types.ts';

const badStructure = (message: string): Error => fault(InvalidStructureException$, message);
const badAction = (message: string): Error => fault(InvalidActionDeclarationException$, message);
const badStage = (message: string): Error => fault(InvalidStageDeclarationException$, message);

const NAME = /^[A-Za-z0-9.@\-_]{1,100}$/;
const ARTIFACT_NAME = /^[a-zA-Z0-9_-]{1,100}$/;

function checkName(name: string | undefined, at: string): void {
  if (NAME.test(name ?? '')) return;
  throw fault(
    ValidationException$,
    `1 validation error detected: Value '${name}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+`,
  );
}

const firstRepeated = (names: readonly string[]): string | undefined => names.find((name, index) => names.indexOf(name) !== index);

const inputsOf = (action: ActionDeclaration): string[] => (action.inputArtifacts ?? []).map(({ name }) => name ?? '');
const outputsOf = (action: ActionDeclaration): string[] => (action.outputArtifacts ?? []).map(({ name }) => name ?? '');

function checkCounts(action: ActionDeclaration, type: ActionType): void {
  for (const [kind, count, [least, most]] of [
    ['input', inputsOf(action).length, type.inputs],
    ['output', outputsOf(action).length, type.outputs],
  ] as const) {
    if (count < least)
      throw badAction(`Action ${action.name} declares ${count} ${kind} artifacts which is less than the minimum count (${least})`);
    if (count > most)
      throw badAction(`Action ${action.name} declares ${count} ${kind} artifacts which is more than the maximum count (${most})`);
  }
}

function checkConfiguration(action: ActionDeclaration, type: ActionType): void {
  const configuration = action.configuration ?? {};
  for (const [key, value] of Object.entries(configuration)) {
    if (value.length < 1 || value.length > 1000) {
      throw fault(
        ValidationException$,
        `1 validation error detected: Value at 'pipeline.stages.actions.configuration' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 1000, Member must have length greater than or equal to 1]`,
      );
    }
    if (!type.required.includes(key) && !type.optional.includes(key)) {
      throw badAction(`Action configuration for action '${action.name}' contains unknown configuration '${key}'`);
    }
  }
  const missing = type.required.find(key => configuration[key] === undefined);
  if (missing !== undefined)
    throw badAction(`Action configuration for action '${action.name}' is missing required configuration '${missing}'`);
  const foreign = (type.artifactKeys ?? []).find(key => configuration[key] !== undefined && !inputsOf(action).includes(configuration[key]));
  if (foreign !== undefined) {
    throw badAction(
      `Action configuration '${foreign}' of action '${action.name}' names the artifact '${configuration[foreign]}', which is not one of its input artifacts`,
    );
  }
}

function checkAction(world: World, action: ActionDeclaration, pipeline: PipelineDeclaration): void {
  checkName(action.name, 'pipeline.stages.actions.name');
  const { actionTypeId: id } = action;
  const type = findActionType(id);
  if (type === undefined) {
    throw badAction(
      `ActionType (Category: '${id?.category}', Provider: '${id?.provider}', Owner: '${id?.owner}', Version: '${id?.version}') in action '${action.name}' is not available in region ${world.region.toUpperCase().replaceAll('-', '_')}`,
    );
  }
  if (type.v2 === true && pipeline.pipelineType !== 'V2')
    throw badAction(`The action '${action.name}' with provider ${type.provider} requires a pipeline of type V2`);
  if (type.provider === 'Commands' && (action.commands ?? []).length === 0)
    throw badAction(`Action ${action.name} must have a non-empty commands field`);
  const runOrder = action.runOrder ?? 1;
  if (runOrder < 1 || runOrder > 999) throw badAction(`The run order of action '${action.name}' must be between 1 and 999`);
  const badArtifact = [...inputsOf(action), ...outputsOf(action)].find(name => !ARTIFACT_NAME.test(name));
  if (badArtifact !== undefined) {
    throw fault(
      ValidationException$,
      `1 validation error detected: Value '${badArtifact}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_\\-]+`,
    );
  }
  checkCounts(action, type);
  checkConfiguration(action, type);
}

function checkStage(world: World, stage: StageDeclaration, index: number, pipeline: PipelineDeclaration): void {
  checkName(stage.name, 'pipeline.stages.name');
  const actions = stage.actions ?? [];
  if (actions.length < 1 || actions.length > 50)
    throw badStage(`Stage '${stage.name}' has ${actions.length} action(s). There should be between 1 and 50 actions in a stage`);
  const repeated = firstRepeated(actions.map(({ name }) => name ?? ''));
  if (repeated !== undefined) throw badStage(`Stage '${stage.name}' has more than one action with the name '${repeated}'`);
  for (const action of actions) {
    const isSource = action.actionTypeId?.category === 'Source';
    if (index === 0 && !isSource)
      throw badStructure(`Pipeline should start with a stage that only contains source actions: action '${action.name}' is not one`);
    if (index > 0 && isSource)
      throw badStructure(`Only the first stage can contain source actions: action '${action.name}' is in stage '${stage.name}'`);
    checkAction(world, action, pipeline);
  }
}

const runOrderOf = (action: ActionDeclaration): number => action.runOrder ?? 1;

/** An input artifact must come from an earlier stage or from a lower run order of its own. */
function checkArtifacts(stages: readonly StageDeclaration[]): void {
  const made = new Set<string>();
  for (const { actions = [] } of stages) {
    for (const action of [...actions].sort((a, b) => runOrderOf(a) - runOrderOf(b))) {
      const sameOrder = new Set(actions.filter(other => runOrderOf(other) === runOrderOf(action)).flatMap(outputsOf));
      const unknown = inputsOf(action).find(name => !made.has(name) || sameOrder.has(name));
      if (unknown !== undefined) {
        throw badStructure(
          `Input Artifact Bundle ${unknown} in action ${action.name} is not declared as Output Artifact Bundle in any of the preceding actions`,
        );
      }
      for (const name of outputsOf(action)) {
        if (made.has(name))
          throw badStructure(`Output Artifact Bundle name must be unique within the pipeline. ${name} has been used more than once`);
        made.add(name);
      }
    }
  }
}

function checkType(pipeline: PipelineDeclaration): void {
  if (pipeline.pipelineType === 'V2') return;
  if (pipeline.executionMode !== undefined && pipeline.executionMode !== 'SUPERSEDED') {
    throw badStructure(`The execution mode ${pipeline.executionMode} is only available for pipelines of type V2`);
  }
  if ((pipeline.variables ?? []).length > 0) throw badStructure('Pipeline variables are only available for pipelines of type V2');
  if ((pipeline.triggers ?? []).length > 0) throw badStructure('Triggers are only available for pipelines of type V2');
}

function checkStore({ artifactStore, artifactStores }: PipelineDeclaration): void {
  if (artifactStore !== undefined && artifactStores !== undefined)
    throw badStructure('Pipeline cannot have both artifactStore and artifactStores');
  if (artifactStore === undefined && Object.keys(artifactStores ?? {}).length === 0)
    throw badStructure('Pipeline must have an artifactStore or artifactStores');
}

/** Refuses a declaration whose structure CodePipeline refuses. What it names need not exist: that fails at run time. */
export function checkDeclaration(world: World, pipeline: PipelineDeclaration): void {
  checkName(pipeline.name, 'pipeline.name');
  const stages = pipeline.stages ?? [];
  if (stages.length < 2)
    throw badStructure(`Pipeline has only ${stages.length} stage(s). There should be a minimum of 2 stages in a pipeline`);
  if (stages.length > 50) throw badStructure(`Pipeline has ${stages.length} stages. There should be a maximum of 50 stages in a pipeline`);
  checkStore(pipeline);
  checkType(pipeline);
  const repeated = firstRepeated(stages.map(({ name }) => name ?? ''));
  if (repeated !== undefined) throw badStage(`Pipeline has more than one stage with the name '${repeated}'`);
  for (const [index, stage] of stages.entries()) checkStage(world, stage, index, pipeline);
  checkArtifacts(stages);
}

/** A declaration as GetPipeline shows it: with the defaults filled in. */
export const normalizeDeclaration = (pipeline: PipelineDeclaration, version: number): PipelineDeclaration => ({
  ...pipeline,
  version,
  pipelineType: pipeline.pipelineType ?? 'V1',
  executionMode: pipeline.executionMode ?? 'SUPERSEDED',
  stages: (pipeline.stages ?? []).map(stage => ({
    ...stage,
    actions: (stage.actions ?? []).map(action => ({
      ...action,
      runOrder: runOrderOf(action),
      configuration: action.configuration ?? {},
      inputArtifacts: action.inputArtifacts ?? [],
      outputArtifacts: action.outputArtifacts ?? [],
    })),
  })),
});
