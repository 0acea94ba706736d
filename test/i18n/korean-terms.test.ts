import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ko } from '../../src/i18n/ko.ts';

const textsIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith(ending))
    .map(name => join(folder, name));

const FILES = ['README.ko.md', 'src/i18n/ko.ts', ...textsIn('src/i18n/ko', '.ts'), ...textsIn('docs/ko', '.md')];

it.each([
  ['개정', /리비전/],
  ['보안 암호', /시크릿|비밀 값/],
])('calls a thing of AWS %s everywhere, as its console does', (_, others) => {
  expect(FILES.filter(file => others.test(readFileSync(file, 'utf8')))).toEqual([]);
});

it('ends the sentence that guesses a word before the next begins', () => {
  const { remedy } = ko.problems.usage({ fault: 'unknownCommand', word: 'relase', command: 'wizard', suggestion: 'release' });
  expect(remedy).toBe('비슷한 입력: release. 쓸 수 있는 입력을 확인하세요: wizard --help');
});

it('asks for the name to type, and does not read as if that name were to be left empty', () => {
  expect(ko.ui.deleteDataName({ name: 'shop' })).toMatch(/삭제하려면 다음 이름을 그대로 입력하세요: shop$/);
});
