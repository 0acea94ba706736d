import type { Change, Plan } from '../engine/types.ts';
import type { Messages } from '../i18n/index.ts';
import type { Setup } from '../setup.ts';
import { safe } from './output.ts';

const EVERYBODY = '0.0.0.0/0';

/** What one wants to see of a set-up before it is made: a label and a value each. */
export function setUpRows(setup: Setup, plan: Plan, messages: Messages): readonly (readonly [label: string, value: string])[] {
  const { wizard, ask } = messages;
  const { alb, source } = setup.config;
  const reach = (port: number, cidr: string): string =>
    wizard.reachLine({ port, cidr, isEverybody: cidr === EVERYBODY, isInternal: alb.scheme === 'internal' });
  const isOpen = alb.testCidr === EVERYBODY && alb.scheme !== 'internal';
  const test = reach(alb.testPort, alb.testCidr);
  return [
    [wizard.image, imageWords(setup, plan, messages)],
    [wizard.tasks, tasksWords(setup, messages)],
    [wizard.network, networkWords(setup, plan, messages)],
    [wizard.production, reach(alb.productionPort, alb.cidr)],
    [wizard.test, isOpen ? wizard.testIsOpen({ reach: test }) : test],
    [ask['source.branch'].message, safe(`${source.repository}@${source.branch}`)],
  ];
}

/** Where the image comes from; one that is there already comes from nowhere any more. */
function imageWords({ config: { image, ecr }, files }: Setup, plan: Plan, { choices }: Messages): string {
  if (files.taskdef?.image !== undefined) return safe(files.taskdef.image);
  const isMade = changeOf(plan, 'ecr.image')?.action === 'create';
  return safe(isMade ? `${choices['image.type'][image.type]}: ${image.from}` : `${ecr.repository}:${ecr.tag}`);
}

function tasksWords({ config: { taskdef, service }, files, app }: Setup, { wizard, choices }: Messages): string {
  const { cpu, memory } = files.taskdef?.definition ?? taskdef;
  const words: Readonly<Record<string, string>> = choices['taskdef.cpu'];
  return wizard.tasksLine({
    count: service.desiredCount,
    cpu: words[sizeText(cpu)] ?? sizeText(cpu),
    memory: sizeText(memory).replace(/^\d+$/, '$& MiB'),
    port: app.port,
  });
}

/** A task definition has its sizes as texts. */
const sizeText = (size: unknown): string => (typeof size === 'string' || typeof size === 'number' ? safe(String(size)) : '-');

function networkWords({ config: { alb } }: Setup, plan: Plan, { wizard }: Messages): string {
  const { vpcId, subnetIds } = changeOf(plan, 'ec2.network')?.outputs ?? {};
  const isUsual = alb.vpc === '' && alb.subnets.length === 0;
  const vpc = typeof vpcId === 'string' ? vpcId : alb.vpc;
  const subnets = Array.isArray(subnetIds) ? subnetIds : alb.subnets;
  return `${[vpc, isUsual ? `(${wizard.defaultVpc})` : ''].filter(Boolean).join(' ')}: ${subnets.join(', ') || '-'}`;
}

const changeOf = ({ changes }: Plan, type: string): Change | undefined => changes.find(change => change.type === type);
