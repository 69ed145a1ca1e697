import { formatDate } from '#app/lib/time.ts';
import type { ChangeRefusal } from './changing.server.ts';
import type { TakeBackOutcome } from './taking-back.server.ts';

const words: Record<
  Exclude<ChangeRefusal['reason'], 'changed-since'>,
  { field?: string; message: string }
> = {
  'unknown-unit': { message: '那一天没有这个组织：它还没有建立，或者已经撤销。请换一天，或者重新选。' },
  'other-tree': { field: 'to', message: '两个组织不在同一棵树上，请在同一棵树里选。' },
  kind: { field: 'to', message: '这一种组织不能放在那一种下面，或者要合并的不是同一种。请另选一个。' },
  'into-itself': { field: 'to', message: '不能放到它自己或者它的下级里，请另选一个。' },
  same: { message: '和现在一样，没有要改的。' },
  parts: { message: '请至少写两个名称不同的部分，或者选两个以上的组织。' },
  name: { field: 'name', message: '请填名称，最多 64 个字。' },
  'too-many': { message: '一次最多改 12000 个组织，请先改它的下级，分几次办。' },
  day: { field: 'day', message: '日期太早或太晚：最早从今年 1 月 1 日（或三个月前）起，最晚一年以内。' },
  'out-of-scope': { message: '这次变更涉及你管理范围以外的组织，请管上一级的教务来办。' },
  'posts-there': {
    field: 'to',
    message: '那一天以后还有人在这里任职。请先把岗位结束或调走，或者选他们去哪里。',
  },
  own: { message: '你自己在这里有授权，合并以后会变大，所以要请别的管理员来办。' },
  otherwise: { message: '刚才有人改了这里的岗位或授权，下面是新的情况，请再看一遍再确认。' },
};

/** Why a change was not made, in words. */
export function refusalWords(refusal: ChangeRefusal): { field?: string; message: string } {
  if (refusal.reason !== 'changed-since') return words[refusal.reason];
  const { name, day } = refusal;
  return {
    field: 'day',
    message: `“${name}”在 ${formatDate(day)} 有变更。生效日期要在那以后；如果那是还没生效的计划，先把它撤回。`,
  };
}

/** Why a planned change was not taken back, in words. */
export const takeBackWords: Record<Extract<TakeBackOutcome, { ok: false }>['reason'], string> = {
  unknown: '没有改动：这项计划已经撤回了，或者没有这项计划。',
  'out-of-scope': '没有改动：这项计划涉及你管理范围以外的组织。',
  'in-force': '没有改动：它已经生效。要改回去，请再办一次变更。',
  'changed-since': '没有改动：在它之后还计划了别的变更，请先撤回后面的。',
  'duties-meet':
    '没有改动：撤回以后会有人同时是系统、安全、审计管理员里的两种。请安全管理员先收回其中一项授权。',
  'posts-there': '没有改动：新的组织里已经登记了别的岗位或授权，请先把它们改掉。',
};
