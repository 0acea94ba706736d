import { nameOf } from '../ui/plan-view.ts';
import type { CliScript } from './cli-script.ts';

const RAW = `case "$(aws --version 2>&1)" in
  aws-cli/1.*) RAW= ;;
  *) RAW='--cli-binary-format raw-in-base64-out' ;;
esac`;

const STEADY = `steady() {
  until [ "$(aws ecs describe-services --cluster "$1" --services "$2" \\
    --query 'services[0].taskSets[?status==\`PRIMARY\`] | [0].stabilityStatus' --output text)" = STEADY_STATE ]; do sleep 10; done
}`;

/** The whole as a script for bash: a heading for each change, and helpers only where they are used. */
export function scriptText(script: CliScript, region: string): string {
  const body = script.steps.map(({ change, commands }) => [`# ${change.type} ${nameOf(change)}`, ...commands].join('\n'));
  return `${[`#!/usr/bin/env bash\n${scriptHead(script, region)}`, ...body].join('\n\n')}\n`;
}

/** What must stand before the commands, once. */
export function scriptHead({ steps, secrets }: CliScript, region: string): string {
  const uses = (text: string): boolean => steps.some(({ commands }) => commands.some(command => command.includes(text)));
  return [
    'set -euo pipefail',
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_PAGER=`,
    ...secrets.map(name => `: "\${${name}:?}"`),
    // Found missing half-way, they would leave half a set-up.
    ...['docker', 'skopeo']
      .filter(tool => uses(`${tool} `))
      .map(tool => `${tool} ${tool === 'docker' ? 'version' : '--version'} > /dev/null`),
    ...(uses('$RAW') ? [RAW] : []),
    ...(uses('steady ') ? [STEADY] : []),
  ].join('\n');
}
