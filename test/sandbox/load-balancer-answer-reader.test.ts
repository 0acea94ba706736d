import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerReader, type AnswerHead } from '../../src/sandbox/load-balancer-answer-reader.ts';

/** Reads an answer in pieces that end at the given places. */
function read(text: string, cuts: readonly number[] = [], method = 'GET') {
  const bytes = Buffer.from(text, 'latin1');
  let head: AnswerHead | undefined;
  let body = '';
  let trailers: readonly string[] | undefined;
  const reader = answerReader(method, {
    head: found => (head = found),
    body: piece => void (body += piece.toString('latin1')),
    end: (piece, rawTrailers) => {
      body += piece?.toString('latin1') ?? '';
      trailers = rawTrailers;
    },
  });
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let index = 1; index < places.length; index += 1) reader.read(bytes.subarray(places[index - 1], places[index]));
  const rest = reader.rest().toString('latin1');
  if (trailers === undefined) reader.close();
  return { head, body, trailers, rest };
}

const OK = 'HTTP/1.1 200 OK\r\n';

const ANSWERS: readonly (readonly [string, string, ReturnType<typeof read>])[] = [
  [
    'by its length',
    `${OK}Content-Type:  text/plain \r\ncontent-length: 5\r\n\r\nhello and more`,
    {
      head: {
        statusCode: 200,
        statusMessage: 'OK',
        rawHeaders: ['Content-Type', 'text/plain', 'content-length', '5'],
        keepsAlive: true,
      },
      body: 'hello',
      trailers: [],
      rest: ' and more',
    },
  ],
  [
    'in chunks, with trailers',
    `${OK}Transfer-Encoding: chunked\r\n\r\n5;name=value\r\nhello\r\n00A\r\n, chunks!!\r\n0\r\nX-Sum: 42\r\n\r\n`,
    {
      head: { statusCode: 200, statusMessage: 'OK', rawHeaders: ['Transfer-Encoding', 'chunked'], keepsAlive: true },
      body: 'hello, chunks!!',
      trailers: ['X-Sum', '42'],
      rest: '',
    },
  ],
  [
    'by the end of the connection',
    'HTTP/1.0 404\r\nX: \xe9\r\n\r\nuntil it closes',
    {
      head: { statusCode: 404, statusMessage: '', rawHeaders: ['X', '\xe9'], keepsAlive: false },
      body: 'until it closes',
      trailers: [],
      rest: '',
    },
  ],
  [
    'after interim answers',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 204 No Content\r\nConnection: keep-alive, close\r\n\r\n',
    {
      head: { statusCode: 204, statusMessage: 'No Content', rawHeaders: ['Connection', 'keep-alive, close'], keepsAlive: false },
      body: '',
      trailers: [],
      rest: '',
    },
  ],
  [
    'before another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x02',
    {
      head: { statusCode: 101, statusMessage: 'Switching Protocols', rawHeaders: ['Upgrade', 'websocket'], keepsAlive: true },
      body: '',
      trailers: [],
      rest: '\x81\x02',
    },
  ],
];

test.each(ANSWERS)('an answer is read %s, in whatever pieces it comes', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), cuts => {
      expect(read(text, cuts)).toEqual(expected);
    }),
  );
});

test('an answer to HEAD has no body, whatever its length', () => {
  expect(read(`${OK}Content-Length: 5\r\n\r\n`, [], 'HEAD')).toMatchObject({ body: '', trailers: [] });
});

test('an answer that breaks off is not taken for a whole one', () => {
  for (const text of [OK, `${OK}Content-Length: 5\r\n\r\nhell`, `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`])
    expect(read(text).trailers).toBeUndefined();
});

test.each([
  'nonsense\r\n\r\n',
  'HTTP/2 200 OK\r\n\r\n',
  'HTTP/1.1 99 Odd\r\n\r\n',
  `${OK}no field\r\n\r\n`,
  `${OK}name : value\r\n\r\n`,
  `${OK}name: va\nlue\r\n\r\n`,
  `${OK} folded: value\r\n\r\n`,
  `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
  `${OK}Content-Length: -1\r\n\r\n`,
  `${OK}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
  `${OK}Transfer-Encoding: gzip\r\n\r\n`,
  `${OK}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`,
  `${OK}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`,
  `${OK}Transfer-Encoding: chunked\r\n\r\n${'0'.repeat(5000)}`,
  `${OK}name: ${'x'.repeat(40_000)}`,
])('what is no answer is refused: %j', text => {
  expect(() => read(text)).toThrow('not HTTP/1');
});
