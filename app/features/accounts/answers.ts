import type { FieldProblem } from '#app/features/sign-in/sign-in.schema.ts';
import type { CodeOutcome } from './first-password.server.ts';

/** What somebody reads whose code or password was not taken. One message for every cause of a wrong code. */
export function codeProblem(refused: Exclude<CodeOutcome, { ok: true }>): FieldProblem {
  if (refused.reason === 'password') return { field: 'password', message: refused.problem };
  if (refused.reason === 'too-many')
    return { field: 'code', message: '试的次数太多，为了安全先停一停，请过一个小时再来。' };
  return {
    field: 'code',
    message: '名字和码对不上，或者码已经用过、过期、错了五次。请检查后再填；还是不行，就重新要一个。',
  };
}

/** Said where the keys of this database are not on this machine. */
export const keysAwayWords = '这台服务器上没有打开号码的密钥，这件事暂时办不了。请联系系统管理员。';
