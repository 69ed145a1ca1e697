import { z } from 'zod';

/** The forms of `/me/security`, told apart by `what`. */
export const ownSecurityForm = z.discriminatedUnion(
  'what',
  [
    z.object({ what: z.literal('end'), ref: z.string().regex(/^[0-9a-f]{64}$/, '没有找到这次登录。') }),
    z.object({ what: z.literal('end-others') }),
  ],
  '这次提交不完整，请回到页面重新操作。',
);

const password = z.string('请填现在的密码。').max(1000, '密码不对，没有改动。').default('');
const codeWords = '请填验证器现在显示的 6 位数字，或者一个备用码。';
/** A code of the authenticator or a recovery code. */
const eitherCode = z.string(codeWords).trim().min(1, codeWords).max(100, codeWords);

/** The forms of `/me/security/second-step`. Whether a password must be given depends on whether there is one. */
export const secondStepForm = z.discriminatedUnion(
  'what',
  [
    z.object({
      what: z.literal('set-up'),
      offer: z.string('请重新打开这一页。').max(2000, '请重新打开这一页。'),
      code: z.string('请填 6 位数字。').max(100, '请填 6 位数字。'),
      password,
    }),
    z.object({ what: z.literal('codes'), password, code: eitherCode }),
    z.object({ what: z.literal('remove'), password, code: eitherCode }),
  ],
  '这次提交不完整，请回到页面重新操作。',
);

export type SecondStepForm = z.output<typeof secondStepForm>;

const words = (what: string, most = 200) =>
  z.string(what).trim().min(4, `${what}至少 4 个字。`).max(most, `最多写 ${most} 个字。`);

/** What a security administrator does about the sign-in of somebody. */
export const theirSecurityForm = z.discriminatedUnion(
  'what',
  [
    z.object({ what: z.literal('unlock'), why: words('请写明为什么放开。') }),
    z.object({ what: z.literal('sessions'), reason: words('请写明原因。') }),
    z.object({ what: z.literal('second-step'), checked: words('请写明怎么核对的身份。') }),
  ],
  '这次提交不完整，请回到页面重新操作。',
);
