import type { UploadOutcome } from './question-import.server.ts';

const words = {
  empty: '这份表是空的。第一行写列名，从第二行起一行一道题，可以先下载模板照着填。',
  'too-large': '文件超过 5 MB。题目表只要文字，请把图片删掉，或者分成几份。',
  'not-a-sheet': '这个文件打不开，不是 Excel 表格（.xlsx）也不是 CSV。请在 Excel 里另存为 .xlsx 再传。',
  'old-or-locked': '这是旧版 .xls，或者加了密码。请在 Excel 里打开，去掉密码，另存为 .xlsx 再传。',
  'unpacks-too-large': '这个文件解开以后太大，没有打开。请新建一份表，只把题目粘贴进去再传。',
  'too-many-rows': '一次最多 2000 道题，请分成几份。',
  'too-much-text': '这份表的字太多，请分成几份。',
} as const;

/** Why a sheet was not taken and what to do, in whole sentences. */
export function uploadWords(outcome: Extract<UploadOutcome, { ok: false }>): string {
  if (outcome.reason !== 'columns') return words[outcome.reason];
  return `第一行里没有找到这几列：${outcome.missing.join('、')}。请照模板写列名，再传一次。`;
}
