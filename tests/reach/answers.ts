import { unzipSync } from 'fflate';
import { pdfText } from '#tests/support/pdf-text.ts';

/** Everything that somebody can read in an answer: a page, a PDF, or the sheets of a workbook. */
export async function textOf(answer: Response): Promise<string> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? '';
  if (answer.status === 200 && type.includes('pdf')) return pdfText(bytes);
  if (answer.status !== 200 || !type.includes('spreadsheet')) return Buffer.from(bytes).toString();
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString())
    .join('\n');
}

/** The people of the large academy are called like nothing else: 王21, 李22 …; on papers that keep a name, 学员21. */
export function namesIn(text: string): string[] {
  return [...new Set(text.match(/(?:[王李张佟齐陈杨黄周高]|学员)\d{1,4}(?!\d)/g) ?? [])];
}
