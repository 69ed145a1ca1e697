/** What is said at the door of a meeting. */
import { type AttendanceState, attendanceNames } from './attendance.rules.ts';
import { policy } from './policy.rules.ts';

/** From when on one may check in. */
export const opensWords = `开课前 ${policy.checkIn.opensBeforeMinutes} 分钟起可以签`;

export type NotCheckedIn = 'not-yours' | 'cancelled' | 'early' | 'over';

/** Why somebody was not checked in, and what to do. */
export const notCheckedIn: Readonly<Record<NotCheckedIn, string>> = {
  'not-yours': '你不在这个班里，或者已经退选了。请看看是不是扫错了；是这个班的，请老师在名单上记。',
  cancelled: '这次课取消了，不用签到。',
  early: `还没到签到的时候，${opensWords}。`,
  over: '这次课已经结束，不能再签到。来了没有签上的，请老师在名单上改。',
};

/** `已经记下：出勤`. */
export function checkedInWords(state: AttendanceState, isNew: boolean): string {
  if (!isNew) return `名单上已经有了：${attendanceNames[state]}。不用再签。`;
  return state === 'late' ? '记下了：迟到。老师可以改。' : '记下了：出勤。';
}

export const staleCode = '这个码已经换了。请对着屏幕上现在的码再扫一次，或者输下面的 6 位数字。';
export const unknownCode = '没有认出这个码。请对着教室屏幕上的码再扫一次。';
export const wrongFigures = '这 6 位数字不对，或者已经换了。请照屏幕上现在的填。';
export const tooManyWrong = '填错的次数太多，请过 10 分钟再填。来了没有签上的，请老师在名单上记。';
export const noneOpen = `现在没有你的课可以签到，${opensWords}；不对的话，请老师在名单上记。`;
