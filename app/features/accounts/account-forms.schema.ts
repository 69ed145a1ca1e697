import { z } from 'zod';
import { identifiedNames } from './codes.rules.ts';

const line = (what: string) => z.string(what).trim().min(1, what).max(254, what);
const secret = (what: string) => z.string(what).min(1, what).max(1000, what);

const twice = {
  password: secret('请填新密码。'),
  again: secret('请再填一遍新密码。'),
};
const isSame = ({ password, again }: { password: string; again: string }) => password === again;
const notSame = { path: ['again'], message: '两次填的新密码不一样，请重新填。' };

export const forgottenForm = z.object({ username: line('请填用户名、手机号或者邮箱。') });
export const resetForm = z
  .object({ request: line('请从“忘记密码”重新开始。'), code: line('请填收到的验证码。'), ...twice })
  .refine(isSame, notSame);
export const firstForm = z
  .object({ username: line('请填用户名或手机号。'), code: line('请填工作人员给的登录码。'), ...twice })
  .refine(isSame, notSame);
export const helpForm = z.object({
  identified: z.enum(
    Object.keys(identifiedNames) as (keyof typeof identifiedNames)[],
    '请选你是怎样认定本人的。',
  ),
});
export const setupForm = z
  .object({
    code: line('请填服务器启动时打印的设置码。'),
    name: line('请填姓名。'),
    username: line('请填用户名。'),
    ...twice,
  })
  .refine(isSame, notSame);
export const contactForm = z.discriminatedUnion(
  'what',
  [
    z.object({
      what: z.literal('ask'),
      kind: z.enum(['phone', 'email']),
      value: line('请填新的号码或者地址。'),
      /** The password, or a code where there is none; what is missing is told once it is known which. */
      current: z.string('请填现在的密码。').max(1000, '请填现在的密码。').default(''),
    }),
    z.object({
      what: z.literal('confirm'),
      kind: z.enum(['phone', 'email']),
      code: line('请填收到的验证码。'),
    }),
    z.object({ what: z.literal('remove'), kind: z.enum(['phone', 'email']) }),
  ],
  '没能读懂这次提交。',
);
