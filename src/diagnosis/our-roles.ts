import type { Setup } from '../setup.ts';
import type { StepName } from '../questions/question.ts';

/** The role in an ARN, of itself or of a session: `arn:aws:sts::1:assumed-role/NAME/SESSION`. */
export const roleIn = (arn: string | undefined): string | undefined =>
  /:assumed-role\/([^/]+)/.exec(arn ?? '')?.[1] ?? /:role\/(?:.*\/)?([^/'"]+)$/.exec(arn ?? '')?.[1];

/** The step that makes a role, and puts it right when it is run again; undefined where the role is not ours. */
export const ownerOfRole = ({ names }: Setup, role: string): StepName | undefined =>
  (
    {
      [names.executionRole]: 'taskdef',
      [names.taskRole]: 'taskdef',
      [names.codedeployRole]: 'codedeploy',
      [names.pipelineRole]: 'pipeline',
      [names.eventsRole]: 'pipeline',
    } as Readonly<Record<string, StepName>>
  )[role];
