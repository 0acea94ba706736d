import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4 } from 'node:net';
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
  const values = valuesOf(condition);
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  switch (condition.Field) {
    case 'path-pattern':
      return values.some(value => pattern(value).test(path));
    case 'host-header':
      return values.some(value => pattern(value, 'i').test((request.headers.host ?? '').replace(/:\d+$/, '')));
    case 'http-request-method':
      return values.includes(request.method ?? '');
    case 'http-header': {
      const header = request.headers[condition.HttpHeaderConfig?.HttpHeaderName?.toLowerCase() ?? ''];
      return [header ?? []].flat().some(text => values.some(value => pattern(value, 'i').test(text)));
    }
    case 'query-string':
      return queryHolds(query, condition);
    case 'source-ip':
      return sourceHolds(request.socket.remoteAddress ?? '', values);
    default:
      return false;
  }
}

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
