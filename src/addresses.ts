import type { Aws } from './aws/aws.ts';
import { pause, type Pace, type Stopping } from './aws/pause.ts';
import { listenerUrl } from './aws/url.ts';
import type { OutputValue, Ref } from './engine/types.ts';
import type { Setup } from './setup.ts';

/** Where a set-up answers. */
export interface Addresses {
  readonly url: string;
  readonly testUrl: string;
  readonly productionListenerArn: string;
}

/** The URLs of both listeners. */
export async function readAddresses(aws: Aws, { config }: Setup, lookup: (ref: Ref) => OutputValue | undefined): Promise<Addresses> {
  const text = (id: string, attr: string): string => String(lookup({ $ref: id, attr }) ?? '');
  const dnsName = text('load-balancer', 'dnsName');
  const productionListenerArn = text('production-listener', 'arn');
  const [url, testUrl] = await Promise.all([
    listenerUrl(aws, { arn: productionListenerArn, dnsName, port: config.alb.productionPort }),
    listenerUrl(aws, { arn: text('test-listener', 'arn'), dnsName, port: config.alb.testPort }),
  ]);
  return { url, testUrl, productionListenerArn };
}

/** A new DNS name may take a minute until it is known everywhere. */
const ANSWER_SECONDS = 90;

/** Whether the URL answers with anything but a server error, within a bounded time. */
export async function waitForAnswer(aws: Pace, url: string, stopping: Stopping = {}): Promise<boolean> {
  const every = 3;
  for (let waited = 0; waited < ANSWER_SECONDS; waited += every) {
    if (await answers(url)) return true;
    await pause(aws, every, stopping);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' });
    return status < 500;
  } catch {
    return false;
  }
}
