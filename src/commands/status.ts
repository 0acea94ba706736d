import { readAddresses } from '../addresses.ts';
import { recall } from '../engine/plan.ts';
import { EXIT } from '../errors.ts';
import { isMade } from '../made.ts';
import { withoutNotes, outputsOf } from '../outputs-of.ts';
import { prepare } from '../prepare.ts';
import { recentExecutions } from '../release/execution.ts';
import { readVersions, readWeights } from '../release/live.ts';
import { runningDeployment } from '../release/running.ts';
import { commandFor, type CommandResult, type Session } from '../session.ts';
import { columns } from '../ui/columns.ts';

/** What exists, which version serves, what runs now, and where it answers. */
export async function statusCommand(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const prepared = await prepare(session, [], { lenient: true });
  const { aws, config, setup } = prepared;
  const entries = await recall(prepared.nodes, withoutNotes(prepared.state), aws);
  const lookup = outputsOf({ ...prepared.state, entries });
  const { cluster, name } = config.service;
  const versions =
    entries['service'] === undefined ? undefined : await readVersions(aws, { cluster, service: name, container: setup.app.container });
  const made = Object.entries(entries).filter(([, entry]) => isMade(entry));
  const resources = made.map(([id, { type, status, outputs }]) => ({ id, kind: type, status, outputs }));
  if (versions === undefined || entries['production-listener'] === undefined) {
    const command = commandFor(session, 'init');
    output.print(resources.length === 0 ? messages.ui.noSetup({ command }) : messages.ui.partly({ count: resources.length, command }));
    columns(resources.map(({ id, kind, status }) => [id, kind, status])).forEach(row => output.print(`  ${row}`));
    output.event({ type: 'result', ok: true, live: null, resources });
    return EXIT.done;
  }
  const addresses = await readAddresses(aws, setup, lookup);
  const hasPipeline = entries['pipeline'] !== undefined && entries['deployment-group'] !== undefined;
  const [weights, executions, running] = await Promise.all([
    readWeights(aws, addresses.productionListenerArn),
    hasPipeline ? recentExecutions(aws, config.pipeline.name) : [],
    hasPipeline ? runningDeployment(aws, config.codedeploy.application, config.codedeploy.group) : undefined,
  ]);
  const live = versions[0];
  const last = executions[0];
  const rows = [
    [messages.ui.statusRow.live, weights.map(({ targetGroup, percent }) => `${targetGroup} ${Math.round(percent)}%`).join(', ')],
    [messages.ui.statusRow.image, live?.image ?? '-'],
    [messages.ui.statusRow.tasks, versions.map(version => `${version.targetGroup} ${version.running}/${version.desired}`).join(', ')],
    [messages.ui.statusRow.since, live?.since ?? '-'],
    [messages.ui.statusRow.url, addresses.url],
    [messages.ui.statusRow.pipeline, config.pipeline.name],
    [messages.ui.statusRow.execution, last ? `${last.pipelineExecutionId ?? ''} ${last.status ?? ''}` : '-'],
    [messages.ui.statusRow.running, running ? running.deploymentId : '-'],
  ];
  columns(rows).forEach(row => output.print(row));
  output.event({
    type: 'result',
    ok: true,
    live: live ?? null,
    versions,
    weights,
    url: addresses.url,
    testUrl: addresses.testUrl,
    execution: last ? { id: last.pipelineExecutionId, status: last.status, trigger: last.trigger } : null,
    running: running ?? null,
    resources,
  });
  return EXIT.done;
}
