import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../src/config-schema.ts';
import { LANGUAGES } from '../src/i18n/index.ts';
import { QUESTIONS } from '../src/questions.ts';
import { getPath } from '../src/paths.ts';
import { jsonText } from '../src/render.ts';

describe('the JSON Schema of wizard.yaml', () => {
  it('is the published one; write it anew with `npx vitest run test/config-schema.test.ts -u`', async () => {
    const published = fileURLToPath(new URL('../schema/wizard.schema.json', import.meta.url));
    await expect(jsonText(configSchema(LANGUAGES.en))).toMatchFileSnapshot(published);
  });

  it('knows every setting, at the top and below each environment, and nothing else', () => {
    const schema = configSchema(LANGUAGES.en);
    const properties = QUESTIONS.flatMap(({ key }) => {
      const path = key.split('.').join('.properties.');
      return [`properties.${path}.title`, `properties.environments.additionalProperties.properties.${path}.title`];
    });
    expect(properties.filter(path => typeof getPath(schema, path) !== 'string')).toEqual([]);
    expect(schema['additionalProperties']).toBe(false);
    expect(getPath(schema, 'properties.taskdef.additionalProperties')).toBe(false);
    expect(getPath(schema, 'properties.taskdef.properties.architecture.enum')).toEqual(['X86_64', 'ARM64']);
  });
});
