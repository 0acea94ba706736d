import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createOutput, safe } from '../../src/ui/output.ts';

function memory(): Writable & { text: string } {
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        stream.text += chunk.toString();
        done();
      },
    }),
    { text: '' },
  );
  return stream;
}

describe('createOutput', () => {
  it('keeps results on stdout and everything else on stderr', () => {
    const [stdout, stderr] = [memory(), memory()];
    const output = createOutput({ stdout, stderr }, false);
    output.print('result');
    output.note('progress');
    output.event({ type: 'result', ok: true });
    expect([stdout.text, stderr.text]).toEqual(['result\n', 'progress\n']);
  });

  it('writes nothing but one JSON object a line with --json', () => {
    const [stdout, stderr] = [memory(), memory()];
    const output = createOutput({ stdout, stderr }, true);
    output.print('result');
    output.note('progress');
    output.event({ type: 'result', ok: true });
    expect([stdout.text, stderr.text]).toEqual(['{"type":"result","ok":true}\n', '']);
  });
});

describe('safe', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['one\rtwo\u0000', 'onetwo'],
    ['\u202eabc\u2066', 'abc'],
    ['tab\tand\nline, 한글, é', 'tab\tand\nline, 한글, é'],
    ['[brackets] and \\ stay', '[brackets] and \\ stay'],
  ])('removes what could steer the terminal: %j', (text, expected) => {
    expect(safe(text)).toBe(expected);
  });
});
