import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../src/package-root.ts';
import { fillTemplate, renderFile, renderTemplate } from '../src/render.ts';

const template = (name: string): string => readFileSync(join(packageRoot(), 'templates', name), 'utf8');

describe('renderTemplate', () => {
  it.each(['taskdef.json', 'appspec.yaml', 'create-service.json'] as const)('gives %s back as it is when nothing is filled in', name => {
    expect(renderTemplate(name, {})).toBe(template(name));
  });

  it('puts values into JSON where they belong', () => {
    const text = renderTemplate('taskdef.json', {
      family: 'shop',
      'containerDefinitions.0.portMappings.0.containerPort': 3000,
      'a.b': 'new',
    });
    expect(JSON.parse(text)).toMatchObject({
      family: 'shop',
      containerDefinitions: [{ portMappings: [{ containerPort: 3000 }] }],
      a: { b: 'new' },
    });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('does not remember values from one rendering to the next', () => {
    fillTemplate('taskdef.json', { family: 'other' });
    expect(renderTemplate('taskdef.json', {})).toBe(template('taskdef.json'));
  });

  it('keeps comments, quotes and brackets of YAML, and the placeholder as plain text', () => {
    const at = 'Resources.0.TargetService.Properties';
    const text = renderTemplate('appspec.yaml', {
      [`${at}.LoadBalancerInfo.ContainerName`]: 'web',
      [`${at}.LoadBalancerInfo.ContainerPort`]: 8080,
      [`${at}.NetworkConfiguration.AwsvpcConfiguration.Subnets`]: ['subnet-a', 'subnet-b', 'subnet-c'],
    });
    expect(text).toContain('        TaskDefinition: <TASK_DEFINITION>\n');
    expect(text).toContain('          ContainerName: "web"\n          ContainerPort: 8080\n');
    expect(text).toContain('Subnets: ["subnet-a", "subnet-b", "subnet-c"]\n');
    expect(text).toContain('#Hooks:\n#  - BeforeInstall: "BeforeInstallHookFunctionName"\n');
  });

  it('cannot be broken out of by a value', () => {
    const evil = 'web"\n  Evil: "yes';
    const text = renderTemplate('appspec.yaml', { 'Resources.0.TargetService.Properties.LoadBalancerInfo.ContainerName': evil });
    expect(parse(text)).toMatchObject({ Resources: [{ TargetService: { Properties: { LoadBalancerInfo: { ContainerName: evil } } } }] });
  });
});

describe('renderFile', () => {
  it('gives a text as it stands', () => {
    expect(renderFile({ path: 'x', content: 'as it is' })).toBe('as it is');
    expect(renderFile({ path: 'x', template: 'create-service.json', values: { cluster: 'c' } })).toContain('"cluster": "c"');
  });
});
