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
