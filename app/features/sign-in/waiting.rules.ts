/** How long to wait, in words: `40 秒`, `12 分钟`. Minutes are rounded up, so that nobody comes back too early. */
export function waitWords(seconds: number): string {
  return seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}

export type Refusal = { reason: 'wrong' } | { reason: 'locked' | 'busy'; waitSeconds: number };

/** What somebody is told who was not let in. One message for every cause of a wrong sign-in, and for a lock that may not be told from one. */
export function refusalWords(refusal: Refusal): string {
  if (refusal.reason === 'wrong')
    return '用户名或密码不对，或者这个账号刚被连着试错、要停一停（最多一个小时）。请检查后再试；忘了密码，可以按“忘记密码”自己重设，或者请社区联络员、学院教务帮忙。';
  const wait = waitWords(refusal.waitSeconds);
  if (refusal.reason === 'busy') return `这会儿登录的人很多，请过 ${wait}再试。`;
  return `试错的次数太多，为了安全先停一停。请过 ${wait}再试；忘了密码，可以按“忘记密码”自己重设，或者请社区联络员、学院教务帮忙。`;
}

/** The same at the second step. */
export function codeRefusal(
  refusal: { reason: 'wrong' } | { reason: 'locked'; waitSeconds: number },
): string {
  if (refusal.reason === 'wrong') return '这个码不对，或者已经用过。请等验证器换出新的数字再填。';
  return `试错的次数太多，为了安全先停一停。请过 ${waitWords(refusal.waitSeconds)}再试。`;
}

/** By what somebody who is signed in can show once more who they are; `none`: neither a password nor a second step. */
export type OwnProof = 'password' | 'code' | 'none';

/** Why somebody who is signed in did not show once more who they are. */
export type ProofRefusal =
  | { by: 'none'; reason: 'none' }
  | { by: 'password' | 'code'; reason: 'wrong' }
  | { by: 'password' | 'code'; reason: 'empty' }
  | { by: 'password' | 'code'; reason: 'locked' | 'busy'; waitSeconds: number };

/** For whoever has nothing to show: what to do first. */
export const noProofWords =
  '这个账号没有密码，也没有开两步登录，没法再核对一次是你本人。自己确认过手机号或者邮箱的，先退出登录，按登录页的“忘记密码”设一个密码；没有确认过的，请社区联络员、学院教务当面帮忙设；担着管理工作的，请安全管理员。设好再来办。';

/** What they are told, and the status of that answer. `unchanged`: what was not done, as `没有改动`. */
export function proofRefusal(
  refusal: ProofRefusal,
  unchanged: string,
): { message: string; status: 400 | 403 | 429 } {
  if (refusal.by === 'none') return { message: noProofWords, status: 403 };
  const isCode = refusal.by === 'code';
  if (refusal.reason === 'empty')
    return { message: isCode ? '请填验证器上的 6 位数字。' : '请填现在的密码。', status: 400 };
  if (refusal.reason === 'wrong') {
    const message = isCode ? codeRefusal({ reason: 'wrong' }) : `现在的密码不对，${unchanged}。`;
    return { message, status: 400 };
  }
  const { reason, waitSeconds } = refusal;
  const message =
    isCode && reason === 'locked'
      ? codeRefusal({ reason, waitSeconds })
      : refusalWords({ reason, waitSeconds });
  return { message, status: 429 };
}
