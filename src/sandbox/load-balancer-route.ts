import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4 } from 'node:net';
import { hostOf, pathOf, queryOf } from './request-parts.ts';
import { rulesOf } from './services/elbv2/find.ts';
import { valuesOf } from './services/elbv2/rules.ts';
import type { ListenerRecord } from './services/elbv2/state.ts';
import type { World } from './world.ts';

/** What the listener does with this request: the actions of its first rule that matches, else its default ones. */
export function actionFor(world: World, listener: ListenerRecord, request: IncomingMessage): Action | undefined {
  const rules = Object.keys(world.state.elbv2.rules).length > 0 ? rulesOf(world, listener.arn) : [];
  const rule = rules.find(({ conditions }) => conditions.every(condition => holds(condition, request)));
  return (rule?.actions ?? listener.defaultActions)[0];
}

function holds(condition: RuleCondition, request: IncomingMessage): boolean {
  const holdsFor = CONDITIONS[condition.Field ?? ''];
  return holdsFor !== undefined && holdsFor(request, valuesOf(condition), condition);
}

type Condition = (request: IncomingMessage, values: readonly string[], condition: RuleCondition) => boolean;

const CONDITIONS: Readonly<Record<string, Condition>> = {
  'path-pattern': (request, values) => values.some(value => pattern(value).test(pathOf(request))),
  'host-header': (request, values) => values.some(value => pattern(value, 'i').test(hostOf(request))),
  'http-request-method': (request, values) => values.includes(request.method ?? ''),
  'http-header': (request, values, { HttpHeaderConfig }) => {
    const header = request.headers[HttpHeaderConfig?.HttpHeaderName?.toLowerCase() ?? ''];
    return [header ?? []].flat().some(text => values.some(value => pattern(value, 'i').test(text)));
  },
  'query-string': (request, _values, condition) => queryHolds(queryOf(request), condition),
  'source-ip': (request, values) => sourceHolds(request.socket.remoteAddress ?? '', values),
};

/** `*` stands for any characters, `?` for exactly one. */
const pattern = (value: string, flags = ''): RegExp =>
  new RegExp(
    `^${value
      .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    flags,
  );

function queryHolds(query: string, condition: RuleCondition): boolean {
  const pairs = [...new URLSearchParams(query)];
  return (condition.QueryStringConfig?.Values ?? []).some(({ Key, Value = '' }) =>
    pairs.some(([key, value]) => (Key === undefined || pattern(Key, 'i').test(key)) && pattern(Value, 'i').test(value)),
  );
}

function sourceHolds(address: string, cidrs: readonly string[]): boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', bits = '32'] = cidr.split('/');
    if (isIPv4(network)) list.addSubnet(network, Number(bits), 'ipv4');
  }
  const plain = address.replace(/^::ffff:/, '');
  return isIPv4(plain) && list.check(plain, 'ipv4');
}
