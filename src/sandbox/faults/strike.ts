import { setTimeout as delay } from 'node:timers/promises';
import type { HttpResponse } from '../protocols/protocol.ts';
import type { ArmedFault } from './armed-fault.ts';
import { secondsOf } from './kinds.ts';
import { refusalOf, type RefusedCall } from './refusal.ts';

/** As the proxies in front of AWS's services answer when those do not: a page where a client waits for JSON or XML. */
const PAGE = '<html><body><b>Http/1.1 Service Unavailable</b></body> </html>';

const htmlPage = (status: number): HttpResponse => ({ status, headers: { 'content-type': 'text/html' }, body: PAGE });

/** An answer that never gets to the client. */
const lost = (how: 'dropped' | 'unanswered'): HttpResponse => ({ status: 0, headers: {}, body: '', lost: how });

/** What a fault answers in place of the operation; throws where that is a refusal. */
function answerOf(fault: ArmedFault, call: RefusedCall): HttpResponse {
  const refusal = refusalOf(fault, call);
  if (refusal) throw refusal;
  if (fault.kind === 'html') return htmlPage(fault.status ?? 503);
  return lost(fault.kind === 'timeout' ? 'unanswered' : 'dropped');
}

/** Lets a fault happen to a call. With `effect` the operation is carried out first, and whatever it says is lost. */
export async function strike(fault: ArmedFault, call: RefusedCall, proceed: () => Promise<HttpResponse>): Promise<HttpResponse> {
  if (fault.kind === 'latency') {
    await delay(secondsOf(fault) * 1000, undefined, { ref: false });
    return proceed();
  }
  if (fault.effect === true) await proceed().catch(() => undefined);
  return answerOf(fault, call);
}
