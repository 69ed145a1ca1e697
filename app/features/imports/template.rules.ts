import type { KindShape } from './kinds.ts';

export interface TemplateSheet {
  name: string;
  rows: string[][];
  widths: number[];
}

/** The sheets of a template: one to be filled in, with examples, and one that explains it. */
export function templateSheets({ name, columns: read, examples, notes }: KindShape): TemplateSheet[] {
  const columns = read.filter(({ unasked }) => !unasked);
  const heading = columns.map(({ label }) => label);
  const rows = examples.map((example) => columns.map(({ key }) => example[key] ?? ''));
  return [
    {
      name,
      rows: [heading, ...rows],
      widths: columns.map(({ label }) => Math.max(12, label.length * 2 + 4)),
    },
    {
      name: '填写说明',
      rows: [
        ['列', '要不要写', '怎么写'],
        ...columns.map(({ label, needed, hint }) => [label, needed ? '要写' : '可以不写', hint]),
        [],
        ...notes.map((note) => ['说明', '', note]),
        ['说明', '', '模板里的例子是给人看的，填好以后请删掉。'],
      ],
      widths: [16, 12, 80],
    },
  ];
}
