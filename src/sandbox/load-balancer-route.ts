import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { pattern } from './load-balancer-pattern.ts';
import { isFound } from './load-balancer-regex.ts';
import { headerValues, hostOf, pathOf, queryOf } from './request-parts.ts';
import { rulesOf } from './services/elbv2/find.ts';
import { regexValuesOf, valuesOf } from './services/elbv2/rules.ts';
import type { ListenerRecord, RuleRecord } from './services/elbv2/state.ts';
import type { Runtime, World } from './world.ts';

type Test = (request: IncomingMessage) => boolean;

interface Route {
  readonly rule: RuleRecord;
  readonly tests: readonly Test[];
}

/** Rules made ready to be tried, by listener. */
const routesOf = new WeakMap<Runtime, Map<string, readonly Route[]>>();

/** Makes the rules ready anew when they are next tried; called after each change of them. */
export function forgetRoutes({ runtime }: World): void {
  routesOf.delete(runtime);
}

/** The first rule of the listener that the request matches; none where the default actions are due. */
export function ruleFor(world: World, listener: ListenerRecord, request: IncomingMessage): RuleRecord | undefined {
  return routes(world, listener).find(({ tests }) => tests.every(holds => holds(request)))?.rule;
}

function routes(world: World, { arn }: ListenerRecord): readonly Route[] {
  let byListener = routesOf.get(world.runtime);
  if (!byListener) routesOf.set(world.runtime, (byListener = new Map()));
  let found = byListener.get(arn);
  if (!found) {
    found = rulesOf(world, arn).map(rule => ({ rule, tests: rule.conditions.map(testFor) }));
    byListener.set(arn, found);
  }
  return found;
}

const never: Test = () => false;

function testFor(condition: RuleCondition): Test {
  return CONDITIONS[condition.Field ?? '']?.(condition) ?? never;
}

/** Values with wildcards match as a whole, regular expressions anywhere in the text. */
function anyOf(condition: RuleCondition, options: { readonly ignoreCase: boolean }): (text: string) => boolean {
  const patterns = valuesOf(condition).map(value => pattern(value, options));
  const regexes = regexValuesOf(condition).map(value => new RegExp(value, options.ignoreCase ? 'i' : ''));
  return text => patterns.some(fits => fits(text)) || regexes.some(regex => isFound(regex, text));
}

const CONDITIONS: Readonly<Record<string, (condition: RuleCondition) => Test>> = {
  'path-pattern': condition => {
    const matches = anyOf(condition, { ignoreCase: false });
    return request => matches(pathOf(request));
  },
  'host-header': condition => {
    const matches = anyOf(condition, { ignoreCase: true });
    return request => matches(hostOf(request));
  },
  'http-request-method': condition => {
    const values = valuesOf(condition);
    return ({ method = '' }) => values.includes(method);
  },
  'http-header': condition => {
    const name = condition.HttpHeaderConfig?.HttpHeaderName?.toLowerCase() ?? '';
    const matches = anyOf(condition, { ignoreCase: true });
    return ({ rawHeaders }) => headerValues(rawHeaders, name).some(matches);
  },
  'query-string': queryTest,
  'source-ip': condition => {
    const list = blockList(valuesOf(condition));
    return ({ socket: { remoteAddress = '' } }) => {
      const address = remoteAddress.replace(/^::ffff:/, '');
      return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
    };
  },
};

function queryTest({ QueryStringConfig }: RuleCondition): Test {
  const wanted = (QueryStringConfig?.Values ?? []).map(({ Key, Value = '' }) => ({
    key: Key === undefined ? () => true : pattern(Key, { ignoreCase: true }),
    value: pattern(Value, { ignoreCase: true }),
  }));
  return request => {
    const pairs = [...new URLSearchParams(queryOf(request))];
    return wanted.some(({ key, value }) => pairs.some(pair => key(pair[0]) && value(pair[1])));
  };
}

function blockList(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', bits = ''] = cidr.split('/');
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}
