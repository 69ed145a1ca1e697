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

const words = (what: string, most = 200) =>
  z.string(what).trim().min(4, `${what}（至少 4 个字）`).max(most, `最多写 ${most} 个字。`);

/** What a security administrator does about the sign-in of somebody. */
export const theirSecurityForm = z.discriminatedUnion(
  'what',
  [z.object({ what: z.literal('sessions'), reason: words('请写明原因。') })],
  '这次提交不完整，请回到页面重新操作。',
);
