import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PasswordField } from './password-field.tsx';

/** What whoever has a second step can do about it: new recovery codes, or putting it away. */
export function FactorForms({
  factor,
  mustKeep,
  keepWords,
  sent,
}: {
  factor: { setUpAt: string; recoveryCodes: number };
  mustKeep: boolean;
  keepWords: string;
  sent?: FormAnswer;
}) {
  const { error } = fieldOf(sent)('password');
  return (
    <Stack gap={6}>
      <DescriptionList
        facts={[
          ['两步登录', `${formatDate(factor.setUpAt)}开启`],
          ['备用码', `还有 ${factor.recoveryCodes} 个没用过`],
        ]}
      />
      <form className="form" method="post" action="/me/security/second-step">
        <input type="hidden" name="what" value="codes" />
        <PasswordField name="password" label="现在的密码" autoComplete="current-password" error={error} />
        <div className="actions">
          <Button>换一批新的备用码</Button>
        </div>
      </form>
      {mustKeep ? (
        <p className="quiet">{keepWords}</p>
      ) : (
        <ConfirmFold label="关闭两步登录…">
          <form className="form" method="post" action="/me/security/second-step">
            <p>关闭以后，登录只要密码，备用码也都作废。换手机也走这一步：先关闭，再用新手机开启。</p>
            <input type="hidden" name="what" value="remove" />
            <PasswordField
              id="password-remove"
              name="password"
              label="现在的密码"
              autoComplete="current-password"
            />
            <div className="actions">
              <Button>关闭两步登录</Button>
            </div>
          </form>
        </ConfirmFold>
      )}
    </Stack>
  );
}
