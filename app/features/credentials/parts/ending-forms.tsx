import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

interface EndingForms {
  certificateId: string;
  name: string;
  isRevoked: boolean;
  answer?: FormAnswer;
}

/** Replacing and revoking a certificate, each behind a fold; what was typed comes back in its own form. */
export function EndingForms({ certificateId, name, isRevoked, answer }: EndingForms) {
  const address = `/admin/certificates/${certificateId}`;
  const sent = answer?.fields.means;
  const replacing = fieldOf(sent === 'replace' ? answer : undefined, { name });
  const revoking = fieldOf(sent === 'revoke' ? answer : undefined);
  return (
    <>
      <ConfirmFold label="换发…" open={sent === 'replace'}>
        <p>
          发一张新证：姓名可以改对，学时和学分照现在的记录写，别的照旧。这一张从此不再有效，查验时会指到新编号。
        </p>
        <form className="form" method="post" action={address}>
          <input type="hidden" name="means" value="replace" />
          <TextField
            {...replacing('name')}
            id="replace-name"
            label="新证上的姓名"
            width="medium"
            autoComplete="off"
          />
          <TextArea
            {...replacing('reason')}
            id="replace-reason"
            label="换发理由"
            hint="会告诉本人，并留在记录里。"
            rows={2}
          />
          <div className="actions">
            <Button type="submit" tone="primary">
              换发新证
            </Button>
          </div>
        </form>
      </ConfirmFold>
      {isRevoked ? null : (
        <ConfirmFold label="撤销…" open={sent === 'revoke'}>
          <p>撤销以后不能恢复，只能换发新证。查验时只说已撤销，不说理由。</p>
          <form className="form" method="post" action={address}>
            <input type="hidden" name="means" value="revoke" />
            <TextArea
              {...revoking('reason')}
              id="revoke-reason"
              label="撤销理由"
              hint="会原样告诉本人，并留在记录里。"
              rows={3}
            />
            <div className="actions">
              <Button type="submit" tone="primary">
                撤销这张证书
              </Button>
            </div>
          </form>
        </ConfirmFold>
      )}
    </>
  );
}
