const LONGEST_KEPT = 7 * 1024;

const hex = (digits: number): string =>
  Math.floor(Math.random() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');

const newId = (): string => `1-${Math.floor(Date.now() / 1000).toString(16)}-${hex(8)}${hex(8)}${hex(8)}`;

/**
 * X-Amzn-Trace-Id as a target sees it: a new Root where the client sent none, else the client's fields with a Self of
 * this load balancer in front.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export function traceHeader(given: string | readonly string[] | undefined): string {
  const text = [given ?? []].flat().join(';');
  if (text === '' || text.length > LONGEST_KEPT) return `Root=${newId()}`;
  const fields = text.split(';').filter(field => !/^\s*Self=/.test(field));
  return [`${fields.some(field => /^\s*Root=/.test(field)) ? 'Self' : 'Root'}=${newId()}`, ...fields].join(';');
}
