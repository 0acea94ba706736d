import { join, resolve } from 'node:path';
import { EXIT, UserError } from '../errors.ts';
import { callerStatements, policiesOf, POLICY_SIZE, type Use } from '../iam/caller-policy.ts';
import { POLICY_USES } from '../option-choices.ts';
import { readOwnFiles } from '../own-files.ts';
import { wantedConfig } from '../prepare.ts';
import { choiceOption, textOption, type CommandResult, type Session } from '../session.ts';
import { createSetup, type Setup } from '../setup.ts';
import { hashOf, renderedHashes, stateHere, textOf, writeText } from '../workspace.ts';

/** Stands for an account that is not known; AWS's own documents use it. */
const PLACEHOLDER = '123456789012';

/** Prints the least policies for a caller of the wizard. They follow from the config alone. */
export async function policyCommand(session: Session): Promise<CommandResult> {
  const { output, messages } = session;
  const use = choiceOption(session, 'for', POLICY_USES, 'set-up');
  const policies = policiesOf(callerStatements(use, await setupOf(session, use)));
  const folder = textOption(session, 'out');
  if (folder === undefined) policies.forEach(policy => output.printWhole(JSON.stringify(policy, undefined, 2)));
  for (const [index, policy] of policies.entries()) {
    if (folder === undefined) continue;
    const file = join(folder, policies.length === 1 ? `wizard-${use}.json` : `wizard-${use}-${index + 1}.json`);
    await writeText(resolve(session.io.cwd, file), `${JSON.stringify(policy, undefined, 2)}\n`);
    output.note(messages.policy.written({ file }));
  }
  if (folder === undefined && policies.length > 1) output.note(messages.policy.parts({ count: policies.length, size: POLICY_SIZE, use }));
  output.event({ type: 'result', ok: true, for: use, policies });
  return EXIT.done;
}

async function setupOf(session: Session, use: Use): Promise<Setup> {
  const { config: said, answers, regionIsSaid } = await wantedConfig(session);
  if (!regionIsSaid) session.output.note(session.messages.policy.regionPlaceholder({ region: said.region }));
  // Whoever makes the roles makes those that nobody has named.
  const config = use === 'roles' ? withoutRoles(said) : said;
  const place = { account: await accountOf(session), region: config.region, partition: partitionOf(config.region) };
  const noted = await renderedHashes(session);
  const texts = new Map<string, string>();
  for (const file of [config.taskdef.file, config.appspec.file]) texts.set(file, (await textOf(resolve(session.io.cwd, file))) ?? '');
  const isOurs = (file: string): boolean => noted.has(hashOf(texts.get(file) ?? ''));
  const { files } = await readOwnFiles({
    folder: session.io.cwd,
    config,
    answers,
    place,
    sandbox: session.options.sandbox === true,
    isOurs,
  });
  return createSetup(config, place, files);
}

const withoutRoles = (config: Setup['config']): Setup['config'] => ({
  ...config,
  taskdef: { ...config.taskdef, executionRole: '', taskRole: '' },
  codedeploy: { ...config.codedeploy, role: '' },
  pipeline: { ...config.pipeline, role: '', eventsRole: '' },
});

async function accountOf(session: Session): Promise<string> {
  const said = textOption(session, 'account');
  if (said !== undefined && !/^\d{12}$/.test(said)) throw new UserError('accountForm', { value: said });
  const account = said ?? (await stateHere(session))?.account;
  if (account === undefined) session.output.note(session.messages.policy.placeholder({ account: PLACEHOLDER }));
  return account ?? PLACEHOLDER;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
const partitionOf = (region: string): string => (region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');
