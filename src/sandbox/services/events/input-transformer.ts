import type { InputTransformer } from '@aws-sdk/client-eventbridge';
import type { EventEnvelope } from './deliver.ts';

const PLACEHOLDER = /<([A-Za-z0-9._-]+)>/g;

/** Names between angle brackets in a template. */
export const placeholders = (template: string): string[] => [...template.matchAll(PLACEHOLDER)].map(match => match[1] ?? '');

/** What a JSON path of EventBridge (`$`, `$.detail.image-tag`, `$.resources[0]`) finds in an event. */
export function readPath(event: unknown, path: string): unknown {
  const keys = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? [];
  return keys.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), event);
}

/** True where the position lies inside a JSON string of the template. */
function insideString(template: string, position: number): boolean {
  return (template.slice(0, position).replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

function render(value: unknown, quoted: boolean): string {
  if (value === undefined) return quoted ? '' : 'null';
  if (!quoted) return JSON.stringify(value);
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(JSON.stringify(value)).slice(1, -1);
}

/** What a target is called with: the template, its placeholders filled from the event. */
export function transformInput(
  transformer: InputTransformer,
  event: EventEnvelope,
  rule: { readonly name: string; readonly arn: string },
): string {
  const template = transformer.InputTemplate ?? '';
  const reserved: Readonly<Record<string, unknown>> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': { ...event, detail: undefined },
    'aws.events.event.json': event,
  };
  return template.replaceAll(PLACEHOLDER, (_whole: string, name: string, position: number) => {
    const path = transformer.InputPathsMap?.[name];
    const value = path === undefined ? reserved[name] : readPath(event, path);
    return render(value, insideString(template, position));
  });
}
