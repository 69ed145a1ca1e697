import { formatHundredths } from '#app/lib/hundredths.ts';
import { newPaper, type Paper, SHEET } from '#app/lib/paper/paper.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { type School, schoolNames } from '#app/lib/vocabulary.ts';
import { CERTIFICATE_KIND } from './certificate.rules.ts';
import { shownCode } from './check-code.rules.ts';
import type { Certificate } from './reading.server.ts';

/** The character that the seal of each school carries. */
const marks: Record<School, string> = { party: '党', governance: '治', senior: '老', citizen: '民' };

/**
 * The certificate on one sheet of A4, with a code that leads to the page where it can be checked. `origin`: the academy's own address.
 * The same certificate gives the same bytes.
 */
export function certificatePaper(certificate: Certificate, origin: string): Promise<Uint8Array<ArrayBuffer>> {
  const { content, number, issuedAt } = certificate;
  const paper = newPaper({ title: `${CERTIFICATE_KIND} ${number}`, author: content.issuer, at: issuedAt });
  drawFrame(paper);
  drawWords(paper, certificate);
  drawProof(paper, certificate, origin);
  return paper.bytes();
}

const LEFT = 92;
const INNER = SHEET.width - 2 * LEFT;

function drawFrame(paper: Paper): void {
  const [x, y] = [40, 40];
  const [width, height] = [SHEET.width - 2 * x, SHEET.height - 2 * y - 24];
  paper.box({ x, y, width, height }, 'cinnabar', 1.6);
  paper.box({ x: x + 6, y: y + 6, width: width - 12, height: height - 12 }, 'line', 0.6);
}

function drawWords(paper: Paper, { content, number }: Certificate): void {
  const { name, courseTitle, courseVersion, sectionTitle, school, hours, credits } = content;
  const line = (y: number) => ({ x: LEFT, y, width: INNER });
  paper.place(content.issuer, line(104), { size: 15, align: 'center', colour: 'quiet' });
  paper.place('结 业 证 书', line(140), { size: 38, bold: true, align: 'center' });
  paper.place(`编号 ${number}`, line(206), { size: 11, align: 'center', colour: 'quiet' });
  paper.rule({ x: SHEET.width / 2 - 40, y: 236, width: 80 }, 'cinnabar', 1.2);
  paper.place(name, line(276), { size: 26, bold: true, align: 'center' });
  const days = `${formatDate(content.startsOn)}至${formatDate(content.completedOn)}`;
  paper.place(
    `于${days}在${schoolNames[school]}修完课程《${courseTitle}》，完成全部结业要求，准予结业。`,
    line(334),
    { size: 15, align: 'left' },
  );
  const facts: [string, string][] = [
    ['班级', sectionTitle],
    ['课程', `${content.courseCode} 第 ${courseVersion} 版`],
    ['学时', `${formatHundredths(hours)} 学时`],
    ['学分', credits > 0 ? `${formatHundredths(credits)} 学分，计入 ${content.cycle} 年度` : '不计学分'],
  ];
  for (const [index, [label, value]] of facts.entries()) {
    const y = 446 + index * 26;
    paper.place(label, { x: LEFT, y, width: 60 }, { size: 11.5, colour: 'quiet' });
    paper.place(value, { x: LEFT + 64, y, width: INNER - 64 }, { size: 11.5 });
  }
}

function drawProof(paper: Paper, { content, code, issuedOn }: Certificate, origin: string): void {
  const y = 612;
  paper.qr(`${origin}/verify/${code}`, { x: LEFT - 6, y, size: 92 });
  const beside = { x: LEFT + 98, width: 180 };
  paper.place('扫码查真伪', { ...beside, y: y + 12 }, { size: 10.5 });
  paper.place(`或打开 ${origin}/verify 输入校验码`, { ...beside, y: y + 30 }, { size: 9, colour: 'quiet' });
  paper.place(shownCode(code), { ...beside, y: y + 64 }, { size: 11, bold: true });
  paper.seal(marks[content.school], { x: SHEET.width - LEFT - 84, y: y - 6, size: 64 });
  const under = { x: SHEET.width - LEFT - 172, width: 172 };
  paper.place(content.issuer, { ...under, y: y + 68 }, { size: 12, align: 'right' });
  paper.place(formatDate(issuedOn), { ...under, y: y + 88 }, { size: 11, align: 'right', colour: 'quiet' });
}
