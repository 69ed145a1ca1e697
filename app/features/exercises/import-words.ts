import { refusalWords } from '#app/lib/sheets/refusal-words.ts';
import type { UploadOutcome } from './question-import.server.ts';

/** Why a sheet was not taken and what to do, in whole sentences. */
export function uploadWords(outcome: Extract<UploadOutcome, { ok: false }>): string {
  if (outcome.reason === 'columns')
    return `没有找到写着这几列的一行：${outcome.missing.join('、')}。请照模板写列名，再传一次。`;
  return outcome.reason === 'too-many-rows'
    ? '一次最多 2000 道题，请分成几份。'
    : refusalWords[outcome.reason];
}
