// Records docs/demo.svg: the built program in a pseudo-terminal, making the whole set-up in a sandbox and releasing a second version.
// `node scripts/record-demo.mjs` writes; with `--check` it fails where the program says other things than the file shows.
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = new URL('..', import.meta.url).pathname;
const file = join(root, 'docs', 'demo.svg');
const SIZE = { cols: 90, rows: 28 };

/** Commands, and what is typed once the screen shows a text. */
const SCENES = [
  {
    command: 'init --sandbox',
    typed: [
      ['Name of the application', 'shop'],
      ['✔ Name of the application shop', ''],
      ['What now?', ''],
    ],
  },
  { command: 'release --sandbox --yes --image sandbox/sample:v2', typed: [] },
];

/** Seconds. Waiting is shown shorter than it was. */
const LOOK_EVERY = 0.2;
const SHORTEST = 0.12;
const LONGEST = 1.4;
const LAST = 8;

/** The terminal's sixteen colours; others do not occur. */
const COLOURS = {
  1: '#ff7b72',
  2: '#7ee787',
  3: '#e3b341',
  4: '#79c0ff',
  5: '#d2a8ff',
  6: '#76e3ea',
  7: '#c9d1d9',
  8: '#8b949e',
};

const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Runs the scenes; gives frames of lines, each a list of coloured pieces, with the seconds that each is shown, and all that was said. */
async function record() {
  const folder = mkdtempSync(join(tmpdir(), 'wizard-demo-'));
  const terminal = new xterm.Terminal({ ...SIZE, scrollback: 2000, allowProposedApi: true });
  const { NO_COLOR: _, CI: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    HOME: folder,
    LANG: 'en_US.UTF-8',
    LC_ALL: 'en_US.UTF-8',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const frames = [];
  let last = '';
  const look = at => {
    const lines = screenOf(terminal);
    const text = JSON.stringify(lines);
    if (text === last) return;
    last = text;
    frames.push({ lines, at });
  };
  const write = data =>
    new Promise(resolve => {
      terminal.write(data, resolve);
    });
  const run = words =>
    spawn(process.execPath, [join(root, 'bin', 'wizard.js'), ...words], { ...SIZE, cwd: folder, env, name: 'xterm-256color' });
  const started = performance.now();
  const now = () => (performance.now() - started) / 1000;
  try {
    for (const { command, typed } of SCENES) {
      for (const piece of ['\u001b[32m$\u001b[39m ', 'npx wizard ', ...command.split(/(?<= )/), '\r\n']) {
        await write(piece);
        look(now());
        await delay(LOOK_EVERY * 1000);
      }
      const program = run(command.split(' '));
      const ended = new AbortController();
      program.onData(data => terminal.write(data));
      terminal.onData(data => void (ended.signal.aborted || program.write(data)));
      program.onExit(() => ended.abort());
      let next = 0;
      let since = now();
      while (!ended.signal.aborted) {
        await delay(LOOK_EVERY * 1000);
        look(now());
        const [text, keys] = typed[next] ?? [];
        // Time to read.
        if (text === undefined || !textOf(terminal).includes(text)) since = now();
        else if (now() - since > 2 * LOOK_EVERY) {
          program.write(`${keys}\r`);
          next += 1;
        }
      }
      await write('\r\n');
      look(now());
    }
  } finally {
    await new Promise(resolve => run(['sandbox', 'stop']).onExit(resolve));
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = frames.map(({ at }, index) => Math.min(LONGEST, Math.max(SHORTEST, (frames[index + 1]?.at ?? at + LAST) - at)));
  seconds[seconds.length - 1] = LAST;
  return { frames: frames.map(({ lines }) => lines), seconds, said: textOf(terminal) };
}

const bufferOf = ({ buffer: { active } }) => Array.from({ length: active.length }, (_, at) => active.getLine(at));

const textOf = terminal =>
  bufferOf(terminal)
    .map(line => line.translateToString(true))
    .join('\n')
    .trimEnd();

/** What is in the window now. */
function screenOf(terminal) {
  const { active } = terminal.buffer;
  return Array.from({ length: SIZE.rows }, (_, row) => piecesOf(active.getLine(active.viewportY + row)));
}

/** A line as pieces of one style each. */
function piecesOf(line) {
  const pieces = [];
  for (let column = 0; column < SIZE.cols; column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined) break;
    const text = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
    const style = {
      fill: cell.isFgPalette() ? COLOURS[cell.getFgColor() % 8 || 8] : undefined,
      dim: !!cell.isDim(),
      bold: !!cell.isBold(),
    };
    const before = pieces.at(-1);
    if (before !== undefined && JSON.stringify(before.style) === JSON.stringify(style)) before.text += text;
    else pieces.push({ text, style, column });
  }
  if (pieces.length > 0) pieces.at(-1).text = pieces.at(-1).text.trimEnd();
  return pieces.filter(({ text }) => text.trim() !== '');
}

const CELL = { width: 8.4, height: 18 };
const EDGE = 16;

/** The frames side by side, of which a window shows one after the other; the last where nothing may move. */
function svgOf({ frames, seconds, said }) {
  const width = SIZE.cols * CELL.width + 2 * EDGE;
  const height = SIZE.rows * CELL.height + 2 * EDGE;
  const total = seconds.reduce((sum, one) => sum + one, 0);
  const ids = new Map();
  const lineId = pieces => {
    const spans = pieces.map(({ text, style, column }) => {
      const attributes = [
        `x="${(column * CELL.width).toFixed(1)}"`,
        ...(style.fill === undefined ? [] : [`fill="${style.fill}"`]),
        ...(style.dim ? ['opacity=".6"'] : []),
        ...(style.bold ? ['font-weight="bold"'] : []),
      ];
      return `<tspan ${attributes.join(' ')}>${escape(text)}</tspan>`;
    });
    const key = spans.join('');
    if (!ids.has(key)) ids.set(key, `l${ids.size}`);
    return ids.get(key);
  };
  const strips = frames.map((lines, frame) => {
    const uses = lines.flatMap((pieces, row) =>
      pieces.length === 0 ? [] : [`<use href="#${lineId(pieces)}" y="${((row + 1) * CELL.height - 4).toFixed(0)}"/>`],
    );
    return `<g transform="translate(${(frame * width).toFixed(1)} 0)">${uses.join('')}</g>`;
  });
  let at = 0;
  const steps = seconds.map((one, frame) => {
    const step = `${((at / total) * 100).toFixed(2)}%{transform:translateX(${(-frame * width).toFixed(1)}px)}`;
    at += one;
    return step;
  });
  const definitions = [...ids].map(([key, id]) => `<text id="${id}" xml:space="preserve">${key}</text>`);
  const end = (-(frames.length - 1) * width).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img" aria-labelledby="title said">
<!-- made by scripts/record-demo.mjs -->
<title id="title">npx wizard ${SCENES.map(({ command }) => command).join(', npx wizard ')}</title>
<desc id="said">${escape(said)}</desc>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"D2Coding","Nanum Gothic Coding",monospace;fill:#e6edf3;white-space:pre}
.play{animation:play ${total.toFixed(1)}s steps(1) infinite}
@keyframes play{${steps.join('')}}
@media (prefers-reduced-motion:reduce){.play{animation:none;transform:translateX(${end}px)}}
</style>
<defs>${definitions.join('\n')}</defs>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<svg x="${EDGE}" y="${EDGE}" width="${(width - 2 * EDGE).toFixed(1)}" height="${height - 2 * EDGE}"><g class="play">
${strips.join('\n')}
</g></svg>
</svg>
`;
}

/** What is said each time alike: without what comes in any order or not at all while something is followed, and without ids, addresses, times and prices. */
const lasting = said =>
  new Set(
    said
      .replaceAll(/\n {2,}/g, '\n')
      .split('\n')
      .filter(line => /^[$✔+?~]|^(?:Next|Live|npx)/.test(line) && !line.includes('succeeded'))
      .map(line => line.replaceAll(/[\da-f]{8}[\da-f-]*|\b[\dA-Z]{9}\b|\d+/g, '#').replaceAll(/(?: # ?s)+$/g, '')),
  );

const recorded = await record();
if (process.argv.includes('--check')) {
  const shown = /<desc id="said">([^]*?)<\/desc>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const [now, then] = [lasting(escape(recorded.said)), lasting(shown)];
  const differences = [
    ...[...now].filter(line => !then.has(line)).map(line => `now:  ${line}`),
    ...[...then].filter(line => !now.has(line)).map(line => `then: ${line}`),
  ];
  if (differences.length > 0) {
    console.error(
      `docs/demo.svg shows other things than the program says. Run \`node scripts/record-demo.mjs\`.\n${differences.join('\n')}`,
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, svgOf(recorded));
}
