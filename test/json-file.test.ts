import { describe, expect, it } from 'vitest';
import { parseJson } from '../src/json-file.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a JSON file', () => {
  it('is read, brackets in its texts included', () => {
    expect(parseJson(`{"a": "${'['.repeat(1000)}\\"["}`, 'a.json')).toEqual({ a: `${'['.repeat(1000)}"[` });
    expect(parseJson(nested(400), 'a.json')).not.toHaveProperty('code');
    expect(parseJson(`[${Array(1000).fill('[]').join(',')}]`, 'a.json')).toHaveLength(1000);
  });

  it.each(['['.repeat(200_000), nested(200_000), `{"a": ${nested(200_000)}}`])('is refused where it is nested without end', text => {
    expect(parseJson(text, 'a.json')).toMatchObject({ code: 'jsonSyntax', facts: { file: 'a.json', line: 1 } });
  });

  it('is refused in UTF-16', () => {
    const text = Buffer.from('\uFEFF{}', 'utf16le').toString('utf8');
    expect(parseJson(text, 'a.json')).toMatchObject({ code: 'fileEncoding', facts: { file: 'a.json', encoding: 'UTF-16' } });
  });
});
