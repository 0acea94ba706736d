import { describe, expect, it } from 'vitest';
import { table, valueTable } from '../../src/ui/tables.ts';

describe('valueTable', () => {
  it('keeps values in their column by display width, and goes on there', () => {
    const rows = [
      ['서비스 중', 'one two three'],
      ['image', '111122223333.dkr.ecr/shop@sha256:0123456789ab'],
      ['', 'remark'],
    ];
    expect(valueTable(rows, 32)).toEqual([
      '서비스 중  one two three',
      'image      111122223333.dkr.ecr/',
      '           shop@sha256:',
      '           0123456789ab',
      '           remark',
    ]);
    expect(valueTable(rows)).toEqual([
      '서비스 중  one two three',
      'image      111122223333.dkr.ecr/shop@sha256:0123456789ab',
      '           remark',
    ]);
  });
});

describe('table', () => {
  const heads = ['version', 'image', 'since', ''];
  const rows = [
    ['web:2', 'sha256:2222', '2026-11-25', 'live now'],
    ['web:1', 'sha256:1', '2026-11-24', ''],
  ];

  it('has the heads above its columns where there is room', () => {
    expect(table(heads, rows, 60)).toEqual([
      'version  image        since',
      'web:2    sha256:2222  2026-11-25  live now',
      'web:1    sha256:1     2026-11-24',
    ]);
  });

  it('has each row by itself where there is none, with the heads beside the cells and the remark behind the first', () => {
    expect(table(heads, rows, 30)).toEqual([
      'web:2  live now',
      '  image  sha256:2222',
      '  since  2026-11-25',
      'web:1',
      '  image  sha256:1',
      '  since  2026-11-24',
    ]);
  });
});
