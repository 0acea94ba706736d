import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Operation, SandboxService } from '../../../src/sandbox/operation.ts';
import { operationShape } from '../../../src/sandbox/protocols/schema.ts';
import { SERVICES } from '../../../src/sandbox/services/index.ts';
import { startTestSandbox } from '../../helpers/sandbox.ts';
import { signed } from '../../helpers/services.ts';
import { emptyNames } from './names.ts';
import { illTyped, randomInput } from './random-input.ts';
import { seededRandom } from './random.ts';
import { senderOf, type Send } from './senders.ts';

/** How long to go on, and with which choices: `FUZZ_SECONDS=600 FUZZ_SEED=7 npx vitest run test/sandbox/fuzz`. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 20);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** Only operations whose `service:Operation` begins so. */
const ONLY = process.env['FUZZ_ONLY'] ?? '';

/** Longer than any answer takes on a busy machine. */
const HANG_MILLISECONDS = 20_000;

/** Calls until the fuzzer looks again at what exists. */
const LOOK_EVERY = 200;

/** The services whose state has another name than their requests are signed for. */
const SERVICE_OF: Readonly<Record<string, string>> = {
  elbv2: 'elasticloadbalancing',
  cloudwatch: 'monitoring',
  applicationAutoScaling: 'application-autoscaling',
  codeconnections: 'codestar-connections',
};

interface Target {
  readonly service: SandboxService;
  readonly operation: Operation;
  readonly name: string;
  readonly send: Send;
}

const show = (input: unknown): string =>
  JSON.stringify(input, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)).slice(0, 2000);

/** What the service answered, where the client got that far; the SDK itself refuses some inputs. */
const statusOf = (error: unknown): number | undefined => {
  const metadata: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, '$metadata') : undefined;
  const status: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined;
  return typeof status === 'number' ? status : undefined;
};

test('no input makes an operation of the sandbox fail by itself, crash or hang', { timeout: SECONDS * 1000 + 120_000 }, async () => {
  const findings = new Map<string, string>();
  let current = '';
  const find = (what: string, detail: string): void => {
    if (!findings.has(what)) findings.set(what, detail);
  };
  const sandbox = await startTestSandbox({
    speed: 600,
    log: error => find(`${current.split(' ')[0]}: ${String(error)}`, `${current}\n${error instanceof Error ? error.stack : ''}`),
  });
  const random = seededRandom(SEED);
  const names = emptyNames();
  const targets: readonly Target[] = SERVICES.flatMap(service => {
    const send = senderOf(sandbox, service.name);
    return service.operations.map(operation => ({ service, operation, name: operationShape(operation.schema).name, send }));
  }).filter(({ service, name }) => `${service.name}:${name}`.startsWith(ONLY));
  const counts = new Map<number, number>();
  const count = (status: number): unknown => counts.set(status, (counts.get(status) ?? 0) + 1);

  const sendTyped = async ({ service, operation, name, send }: Target, wild: number): Promise<void> => {
    const input = randomInput(operationShape(operation.schema).input, { service: service.name, random, names, wild });
    current = `${service.name}:${name} ${show(input)}`;
    try {
      const answer = await send(name, input);
      count(200);
      names.learn(service.name, input);
      names.learn(service.name, answer);
    } catch (error) {
      const status = statusOf(error);
      // The SDK makes a 503 of an empty answer to CopyObject: it takes the bucket `.` out of the path, and asks for something else.
      if (status === undefined || (error instanceof Error && error.message === 'S3 aborted request')) return;
      count(status);
      if (status >= 500 && status !== 501) find(`${service.name}:${name}: ${String(error)}`, current);
      if (error instanceof Error && error.name === 'SyntaxError') find(`${service.name}:${name}: ${error.message}`, current);
    }
  };

  const sendIllTyped = async ({ service, operation, name }: Target): Promise<void> => {
    const input = illTyped(
      randomInput(operationShape(operation.schema).input, { service: service.name, random, names, wild: 0.1 }),
      random,
    );
    current = `${service.name}:${name} ${show(input)}`;
    const response = await sandbox.dispatch({
      method: 'POST',
      url: '/',
      headers: signed(service.name, { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${service.target}.${name}` }),
      body: Buffer.from(JSON.stringify(input)),
    });
    count(response.status);
    const body = Buffer.from(response.body).toString('utf8');
    if (response.status >= 500 && response.status !== 501) find(`${service.name}:${name}: ${response.status} ${body}`, current);
    JSON.parse(body);
  };

  /** What there is by now, however it came to be there. */
  const look = (): void => {
    const { state, global } = sandbox.world();
    for (const [service, held] of Object.entries({ ...state, ...global })) names.learn(SERVICE_OF[service] ?? service, held);
  };

  const end = Date.now() + SECONDS * 1000;
  let calls = 0;
  while (Date.now() < end) {
    if (calls % LOOK_EVERY === 0) look();
    const target = random.pick(targets);
    const way = random.below(10);
    const sent =
      way < 2 && target.service.protocol === 'json' ? sendIllTyped(target) : sendTyped(target, way < 4 ? 0.3 : way < 7 ? 0.05 : 0);
    const hung = await Promise.race([sent.then(() => false), delay(HANG_MILLISECONDS, true, { ref: false })]);
    if (hung) find(`${target.service.name}:${target.name} hangs`, current);
    calls += 1;
  }
  const report = [...findings].map(([what, detail]) => `${what}\n    ${detail}`).join('\n');
  const share = Math.round((100 * (counts.get(200) ?? 0)) / [...counts.values()].reduce((sum, many) => sum + many, 0));
  console.log(`seed ${SEED}: ${calls} calls, ${share} % successful; by status ${JSON.stringify(Object.fromEntries(counts))}`);
  expect(report, `FUZZ_SEED=${SEED}`).toBe('');
});
