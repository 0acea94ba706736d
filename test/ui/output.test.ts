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

describe('a result on a terminal', () => {
  const columns = 24;
  const shown = (how: 'print' | 'printWhole', text: string): string => {
    const [stdout, stderr] = [Object.assign(memory(), { columns }), memory()];
    createOutput({ stdout, stderr }, false)[how](text);
    return stdout.text;
  };

  it('is broken between words, addresses and escape sequences whole', () => {
    const url = 'http://shop-alb-123456789.example.com/';
    expect(shown('print', `\u001b[32mLive: ${url} now\u001b[39m`)).toBe(`\u001b[32mLive:\n${url}\nnow\u001b[39m\n`);
    expect(shown('print', '\u001b[2m12:00:00.000\u001b[22m \u001b[34m0123abcd blue\u001b[39m GET /index.html')).toBe(
      '\u001b[2m12:00:00.000\u001b[22m \u001b[34m0123abcd\nblue\u001b[39m GET /index.html\n',
    );
  });

  it('is never broken where it is to be copied', () => {
    expect(shown('printWhole', 'export AWS_ENDPOINT_URL=http://127.0.0.1:4566')).toBe('export AWS_ENDPOINT_URL=http://127.0.0.1:4566\n');
  });
});

describe('a note on a terminal', () => {
  const shown = (columns: number, text: string): string => {
    const [stdout, stderr] = [memory(), Object.assign(memory(), { columns })];
    createOutput({ stdout, stderr }, false).note(text);
    return stderr.text;
  };

  it('is broken between words, below where it began', () => {
    expect(shown(20, 'Sandbox at http://127.0.0.1:4566: nothing\n  leaves this machine')).toBe(
      'Sandbox at\nhttp://127.0.0.1:4566:\nnothing\n  leaves this\n  machine\n',
    );
    expect(shown(16, '\u001b[32m✔\u001b[39m 새 버전이 모두 받습니다')).toBe('\u001b[32m✔\u001b[39m 새 버전이\n  모두 받습니다\n');
  });

  it('goes on where it began when its first word is one syllable, which is no mark', () => {
    expect(shown(16, '새 버전이 모두 받습니다')).toBe('새 버전이 모두\n받습니다\n');
    expect(shown(12, 'A new version serves')).toBe('A new\nversion\nserves\n');
    expect(shown(16, '! 새 버전이 모두 받습니다')).toBe('! 새 버전이\n  모두 받습니다\n');
  });

  it('stays in its column', () => {
    expect(shown(30, '  Cost   about 37.97 USD a month, and less')).toBe('  Cost   about 37.97 USD a\n         month, and less\n');
  });

  it('keeps the colour that it begins with', () => {
    expect(shown(16, '\u001b[32m  + one two three four\u001b[39m')).toBe('\u001b[32m  + one two\n    three four\u001b[39m\n');
  });

  it('has its last column below where that begins too far to the right', () => {
    expect(shown(40, '  npx wizard status --sandbox   what is live now')).toBe('  npx wizard status --sandbox\n      what is live now\n');
  });

  it('keeps a command in one line, to be copied', () => {
    expect(shown(45, 'Back to it: npx wizard rollback --to 12 --sandbox at once')).toBe(
      'Back to it:\nnpx wizard rollback --to 12 --sandbox at\nonce\n',
    );
  });
});

describe('a command that is wider than the terminal', () => {
  const shown = (columns: number, text: string): readonly string[] => {
    const stderr = Object.assign(memory(), { columns });
    createOutput({ stdout: memory(), stderr }, false).note(text);
    return stderr.text.split('\n').slice(0, -1);
  };

  it('is broken between options, each with its value where that fits, so that a shell reads on', () => {
    expect(shown(40, 'To go on: npx wizard init --sandbox --app shop --lang ko --env staging')).toEqual([
      'To go on: npx wizard init --sandbox \\',
      '--app shop --lang ko --env staging',
    ]);
    expect(shown(20, 'npx wizard init --config settings/wizard.yaml')).toEqual([
      'npx wizard init \\',
      '--config \\',
      'settings/wizard.yaml',
    ]);
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
