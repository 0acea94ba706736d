import type { Plan } from './engine/types.ts';
import { found, type Finding } from './diagnosis/checks/check.ts';
import { readFindingOfListener } from './diagnosis/finding-of-listener.ts';
import type { Prepared } from './prepare.ts';
import { readService } from './release/read-service.ts';
import type { Session } from './session.ts';
import { findingWords } from './ui/checks-view.ts';

/**
 * Tells beside a plan when nobody is served because of somebody's hand: production points elsewhere than at what serves, or the service is to
 * run no tasks. No plan puts that back, since it moves traffic.
 */
export async function tellServing(session: Session, prepared: Prepared, { changes }: Plan): Promise<void> {
  const arnOf = (id: string): unknown => {
    const change = changes.find(one => one.id === id);
    return change === undefined
      ? prepared.state.entries[id]?.outputs?.['arn']
      : change.action === 'create'
        ? undefined
        : change.outputs?.['arn'];
  };
  const arn = arnOf('production-listener');
  if (typeof arn === 'string' && arnOf('service') !== undefined) tellFindings(session, await readServing(prepared, arn));
}

/** What keeps users from the version that runs. */
export async function readServing({ aws, config }: Pick<Prepared, 'aws' | 'config'>, listenerArn: string): Promise<readonly Finding[]> {
  const { cluster, name: service } = config.service;
  const live = await readService(aws, cluster, service);
  const findings = [
    await readFindingOfListener(aws, listenerArn, live),
    live?.desiredCount === 0 ? found('failed', 'serviceAtZero', { service, cluster }) : undefined,
  ];
  return findings.flatMap(finding => (finding === undefined || finding.status === 'ok' ? [] : [finding]));
}

/** Tells what was found, to people and to programs. */
export function tellFindings({ output, messages }: Session, findings: readonly Finding[]): void {
  for (const finding of findings) {
    output.event({ type: 'note', code: finding.code, ...finding.facts });
    output.note(findingWords(messages, finding));
  }
}
