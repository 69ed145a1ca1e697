import { describe, expect, it } from 'vitest';
import { pdfPages, pdfText } from '#tests/support/pdf-text.ts';
import { newPaper } from './paper.server.ts';

const facts = { title: '年度学分情况表', author: '方兴社区学院', at: '2026-11-27T02:00:00.000Z' };

const columns = [
  { title: '课程', share: 3 },
  { title: '学分', share: 1, align: 'right' as const },
];

describe('a sheet', () => {
  it('holds its texts so that they can be copied again, rare characters of names included', async () => {
    const paper = newPaper(facts);
    paper.heading('结业证书');
    paper.paragraph('兹证明 龑䶮㛃𫖯喆 完成《四方五步协商议事》。');
    paper.facts([
      ['学时', '12'],
      ['备注', ''],
    ]);
    const text = pdfText(await paper.bytes());
    expect(text).toContain('结业证书');
    expect(text.replaceAll('\n', '')).toContain('兹证明 龑䶮㛃𫖯喆 完成《四方五步协商议事》。');
    expect(text).not.toContain('第 1 页');
    expect(text).toContain('—');
  });

  it('sets an empty box for what the typeface lacks, its kin where there is one, and leaves out what is no sign', async () => {
    const paper = newPaper(facts);
    paper.paragraph('甲😀乙✗丙\u0007丁\u200B戊✓');
    expect(pdfText(await paper.bytes())).toContain('甲□乙×丙丁戊✓');
  });

  it('repeats the headings of a table on each page, keeps every row whole and counts the pages', async () => {
    const paper = newPaper({ ...facts, footer: '方兴社区学院' });
    const rows = Array.from({ length: 120 }, (_, place) => [`第${place + 1}门课`, `${place}.5`]);
    paper.table({ columns, rows });
    const pages = pdfPages(await paper.bytes());
    expect(pages.length).toBeGreaterThan(2);
    for (const [place, page] of pages.entries()) {
      expect(page).toContain('课程\n学分');
      expect(page).toContain(`第 ${place + 1} 页，共 ${pages.length} 页`);
      expect(page).toContain('方兴社区学院');
    }
    for (const [course, credits] of rows) expect(pages.join('\n')).toContain(`${course}\n${credits}`);
  });

  it('draws codes and seals without a word', async () => {
    const paper = newPaper(facts);
    paper.qr('https://academy.example/verify/ABCD', { x: 100, y: 100, size: 80 });
    paper.seal('治', { x: 300, y: 100, size: 60 });
    expect(await paper.bytes()).toHaveProperty('length');
  });
});

describe('a file of several documents', () => {
  it('counts the pages of each by itself', async () => {
    const paper = newPaper(facts);
    paper.paragraph('甲');
    paper.newPage();
    paper.paragraph('乙');
    paper.nextDocument({ footer: '第二份' });
    paper.paragraph('丙');
    const pages = pdfPages(await paper.bytes());
    expect(pages).toHaveLength(3);
    expect(pages[1]).toContain('第 2 页，共 2 页');
    expect(pages[2]).toContain('第 1 页，共 1 页');
    expect(pages[2]).toContain('第二份');
  });
});

describe('the bytes', () => {
  const written = (text: string, at = facts.at) => {
    const paper = newPaper({ ...facts, at });
    paper.paragraph(text);
    return paper.bytes();
  };

  it('are the same for the same content, whatever was written before', async () => {
    const before = await written('议事第⑨步');
    await written('议事第➇步'); // has the glyph of the next one under another number
    expect(pdfText(await written('议事第⑧步'))).toContain('议事第⑧步');
    expect(await written('议事第⑨步')).toEqual(before);
  });

  it('name the time at which the content was fixed', async () => {
    const file = Buffer.from(await written('一', '2025-12-31T16:00:00.000Z')).toString('latin1');
    expect(file).toContain('(D:20251231160000Z)');
  });
});
