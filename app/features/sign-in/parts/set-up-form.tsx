import type { FormAnswer } from '#app/lib/form-answer.ts';
import { fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { QrShapes } from '../qr-shapes.server.ts';
import { CodeField } from './code-field.tsx';
import { PasswordField } from './password-field.tsx';

export interface ShownOffer {
  qr: QrShapes;
  /** In groups of four. */
  secret: string;
  offer: string;
}

/** Three steps on one page: a program, the pattern or the letters, and the code that proves that it worked. */
export function SetUpForm({
  action,
  shown,
  sent,
  password = false,
}: {
  action: string;
  shown: ShownOffer;
  sent?: FormAnswer;
  /** Whether the present password is asked for as well: somebody else may sit at the machine. */
  password?: boolean;
}) {
  const { qr, secret, offer } = shown;
  const field = fieldOf(sent);
  const { error } = field('password');
  return (
    <Stack gap={6}>
      <ol className="list-decimal pl-6">
        <li>手机上装一个验证器（应用商店里搜“身份验证器”；微信小程序里也有）。</li>
        <li>用验证器扫下面的方块图；不能扫的，把下面的密钥一组一组输进去。</li>
        <li>验证器上会出现 6 位数字，每半分钟换一次。把它填在下面。</li>
      </ol>
      <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="给验证器扫的方块图">
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <p>
        密钥：<code className="secret-key">{secret}</code>
      </p>
      <form className="form" method="post" action={action}>
        <input type="hidden" name="what" value="set-up" />
        <input type="hidden" name="offer" value={offer} />
        <CodeField {...field('code')} />
        {password ? (
          <PasswordField name="password" label="现在的密码" autoComplete="current-password" error={error} />
        ) : null}
        <div className="actions">
          <Button tone="primary">开启两步登录</Button>
        </div>
      </form>
    </Stack>
  );
}

/** For one recovery code. */
export function RecoveryField(props: { name: string; error?: string }) {
  return (
    <TextField
      {...props}
      label="备用码"
      hint="12 个字母和数字；空格和大小写不要紧。"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      width="medium"
      maxLength={40}
      required
    />
  );
}
