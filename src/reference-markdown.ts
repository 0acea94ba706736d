import type { Messages } from './i18n/index.ts';
import type { Reference } from './reference.ts';

type Cells = readonly string[];
type Flag = Reference['globalFlags'][number];

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
const code = (text: string): string => `\`${text}\``;

const table = (head: Cells, rows: readonly Cells[]): readonly string[] =>
  rows.length === 0 ? [] : [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);

const flagRow = ({ flag, short, choices, words }: Flag): Cells => [
  [...(short === undefined ? [] : [code(short)]), code(flag)].join(' '),
  cell(words),
  (choices ?? []).map(code).join(' '),
];

/** The reference as Markdown. */
export function referenceMarkdown(reference: Reference, { help }: Messages): string {
  const words = help.reference;
  const { commands, globalFlags, settings, events, exitCodes, environment } = reference;
  const section = (heading: string, lines: readonly string[]): readonly string[] => [`## ${heading}`, '', ...lines, ''];
  const command = (one: Reference['commands'][number]): readonly string[] => [
    `### ${one.name}${one.argument === undefined ? '' : ` [${one.argument}]`}`,
    '',
    cell(one.words),
    '',
    ...(one.flags.length === 0 ? [] : [...table(['flag', '', ''], one.flags.map(flagRow)), '']),
    ...(one.settings.length === 0 ? [] : [words.settingsOf({ flags: one.settings.map(code).join(' ') }), '']),
  ];
  return [
    `# ${words.title}`,
    '',
    words.made,
    '',
    ...section(words.globalFlags, table(['flag', '', ''], globalFlags.map(flagRow))),
    ...section(
      words.settings,
      table(
        ['key', 'flag', '', 'choices', 'default'],
        settings.map(one => [
          code(one.key),
          code(one.flag),
          cell(one.words),
          (one.choices ?? []).map(code).join(' '),
          one.initial === undefined ? '' : code(one.initial),
        ]),
      ),
    ),
    ...section(words.commands, commands.flatMap(command).slice(0, -1)),
    ...section(
      words.events,
      table(
        ['type', ''],
        events.map(one => [code(one.type), cell(one.words)]),
      ),
    ),
    ...section(
      words.exitCodes,
      table(
        ['code', ''],
        exitCodes.map(one => [one.code, cell(one.words)]),
      ),
    ),
    ...section(
      words.environment,
      table(
        ['name', ''],
        environment.map(one => [code(one.name), cell(one.words)]),
      ),
    ).slice(0, -1),
    '',
  ].join('\n');
}
