import type { FormAnswer } from '#app/lib/form-answer.ts';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { EitherCodeField } from './code-field.tsx';
import { PasswordField } from './password-field.tsx';

/** The two forms; the ids of the fields of each end in it, so that an error is led to the form that was sent. */
export type FactorDeed = 'codes' | 'remove';

interface Proof {
  what: FactorDeed;
  /** Whoever another service signs in has no password to show. */
  password: boolean;
  errorOf: (id: string) => string | undefined;
}

/** What must be shown for either: the password and a code that holds now. */
function ProofFields({ what, password, errorOf }: Proof) {
  return (
    <>
      <input type="hidden" name="what" value={what} />
      {password ? (
        <PasswordField
          id={`password-${what}`}
          name="password"
          label="现在的密码"
          autoComplete="current-password"
          error={errorOf(`password-${what}`)}
        />
      ) : null}
      <EitherCodeField id={`code-${what}`} name="code" error={errorOf(`code-${what}`)} />
    </>
  );
}

/** What whoever has a second step can do about it: new recovery codes, or putting it away. */
export function FactorForms({
  factor,
  mustKeep,
  keepWords,
  password,
  sent,
}: {
  factor: { setUpAt: string; recoveryCodes: number };
  mustKeep: boolean;
  keepWords: string;
  password: boolean;
  /** What is wrong, by the ids of the fields. */
  sent?: FormAnswer;
}) {
  const errorOf = (id: string) => sent?.errors.find(({ field }) => field === id)?.message;
  const proof = { password, errorOf };
  return (
    <Stack gap={6}>
      <DescriptionList
        facts={[
          ['两步登录', `${formatDate(factor.setUpAt)}开启`],
          ['备用码', `还有 ${factor.recoveryCodes} 个没用过`],
        ]}
      />
      <form className="form" method="post" action="/me/security/second-step">
        <p>换了以后，以前的备用码都作废，别处的登录也会退出。</p>
        <ProofFields what="codes" {...proof} />
        <div className="actions">
          <Button>换一批新的备用码</Button>
        </div>
      </form>
      {mustKeep ? (
        <p className="quiet">{keepWords}</p>
      ) : (
        <ConfirmFold
          label="关闭两步登录…"
          open={sent?.errors.some(({ field }) => field?.endsWith('-remove'))}
        >
          <form className="form" method="post" action="/me/security/second-step">
            <p>
              关闭以后，登录只要密码，备用码也都作废，别处的登录会退出。换手机也走这一步：先关闭，再用新手机开启。
            </p>
            <ProofFields what="remove" {...proof} />
            <div className="actions">
              <Button>关闭两步登录</Button>
            </div>
          </form>
        </ConfirmFold>
      )}
    </Stack>
  );
}
