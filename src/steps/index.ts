import type { Node } from '../engine/types.ts';
import type { Setup } from '../setup.ts';
import { alb } from './alb.ts';
import { appspec } from './appspec.ts';
import { codedeploy } from './codedeploy.ts';
import { ecr } from './ecr.ts';
import { init } from './init.ts';
import { pipelineStep } from './pipeline.ts';
import { serviceStep } from './service.ts';
import { source } from './source.ts';
import type { Step, StepName } from './step.ts';
import { taskdef } from './taskdef.ts';

/** The pages of the wizard that make something, in order: none needs a later one. */
export const STEPS: readonly Step[] = [source, ecr, taskdef, alb, appspec, serviceStep, codedeploy, pipelineStep];

/** All pages, with the one that asks what concerns everything. */
export const ALL_STEPS: readonly Step[] = [init, ...STEPS];

/** Everything that is wanted. */
export const allNodes = (setup: Setup): readonly Node[] => STEPS.flatMap(step => step.resources(setup));

/** What one page adds. */
export const nodesOf = (name: StepName, setup: Setup): readonly Node[] =>
  STEPS.filter(step => step.name === name).flatMap(step => step.resources(setup));
