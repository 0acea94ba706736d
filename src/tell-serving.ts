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
export async function tellServing(session: Session, { aws, config, state }: Prepared, { changes }: Plan): Promise<void> {
  const arnOf = (id: string): unknown => {
    const change = changes.find(one => one.id === id);
    return change === undefined ? state.entries[id]?.outputs?.['arn'] : change.action === 'create' ? undefined : change.outputs?.['arn'];
  };
  const arn = arnOf('production-listener');
  if (typeof arn !== 'string' || arnOf('service') === undefined) return;
  const { cluster, name: service } = config.service;
  const live = await readService(aws, cluster, service);
  const findings = [await readFindingOfListener(aws, arn, live), ...(live?.desiredCount === 0 ? [atZero(service, cluster)] : [])];
  for (const finding of findings) if (finding !== undefined && finding.status !== 'ok') tellFinding(session, finding);
}

/** Tells that a service is to run no tasks. */
export const tellAtZero = (session: Session, { service: { cluster, name } }: Prepared['config']): void =>
  tellFinding(session, atZero(name, cluster));

const atZero = (service: string, cluster: string): Finding => found('failed', 'serviceAtZero', { service, cluster });

function tellFinding({ output, messages }: Session, finding: Finding): void {
  output.event({ type: 'note', code: finding.code, ...finding.facts });
  output.note(findingWords(messages, finding));
}
