/** What is wrong with the form of a policy, in Chinese throughout and in words that say what to write. */
import { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const { localeError } = z.locales.zhCN();

const expectedWords: Record<string, string> = {
  number: '数字',
  int: '整数',
  string: '带双引号的文字',
  boolean: 'true 或者 false',
  array: '方括号里的一列',
  object: '花括号里的一组键',
  record: '花括号里的一组键',
  null: 'null',
};

/** In the words of this program; of what is rare in those of the library. */
export function issueWords(issue: RawIssue): ReturnType<z.core.$ZodErrorMap> {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return '少了这一项，要补上';
      return `这里要写${expectedWords[issue.expected] ?? '别的'}，现在写的是${writtenWords(issue.input)}`;
    case 'invalid_value':
      return `只能写 ${issue.values.map((value) => JSON.stringify(value)).join('、')}`;
    case 'too_small':
      return sizeWords(issue.origin, '至少', '不能小于', Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return sizeWords(issue.origin, '最多', '不能大于', Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_format':
      return issue.format === 'date' ? '日期要写成 2026-01-31 这样，而且真有这一天' : '写法不对';
    default:
      return localeError(issue);
  }
}

function sizeWords(origin: string, ofMany: string, ofOne: string, bound: number, inclusive: boolean): string {
  if (origin === 'string') return `${ofMany}写 ${bound} 个字`;
  if (origin === 'array' || origin === 'set') return `${ofMany}写 ${bound} 项`;
  if (inclusive) return `${ofOne} ${bound}`;
  return ofOne === '不能小于' ? `要大于 ${bound}` : `要小于 ${bound}`;
}

function writtenWords(input: unknown): string {
  if (input === null) return ' null';
  if (Array.isArray(input)) return '一列（方括号）';
  if (typeof input === 'object') return '一组键（花括号）';
  if (typeof input === 'number') return Number.isInteger(input) ? `数字 ${input}` : `小数 ${input}`;
  return typeof input === 'string' ? `文字“${input.slice(0, 20)}”` : ` ${String(input)}`;
}
