import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { positionNames, roleNames } from '#app/lib/vocabulary.ts';

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  position: positionNames,
  role: roleNames,
  state: {
    present: '出勤',
    late: '迟到',
    early: '早退',
    leave: '请假',
    absent: '缺勤',
    'made-up': '补课',
    draft: '草稿',
    waiting: '等处理',
    posted: '已记入',
    returned: '退回',
    refused: '没有通过',
    withdrawn: '撤回',
    asked: '等处理',
    done: '办好了',
    upheld: '成立',
    dismissed: '维持原来的决定',
  },
  way: { list: '老师点名', moved: '从原来的班带过来', 'make-up': '补课' },
  answer: { agreed: '同意', refused: '不同意', accept: '要', decline: '不要' },
  means: {
    self: '本人在网上',
    'read-aloud': '读给本人听',
    paper: '纸上',
    'in-person': '当面',
    phone: '电话',
    written: '书面',
  },
  kind: { award: '记入', reversal: '冲销', notice: '个人信息说明', district: '交给区级组织部门' },
  is_right: { '1': '对', '0': '不对' },
};

/** A value of a row in words that people use: days and moments, credits, states; what has no words stays as it is. */
export function printedValue(column: string, value: string | number | null): string {
  if (value === null || value === '') return '—';
  const text = String(value);
  const known = words[column]?.[text];
  if (known) return known;
  if (column === 'amount') return formatHundredths(Number(value));
  if (column === 'content') return '见证书';
  if (/^\d{4}-\d{2}-\d{2}T/.test(text))
    return `${formatDate(text)} ${formatMoment(text).split(' ').slice(2).join(' ')}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text) : text;
}
