import { Button } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** The number of somebody who is helped: masked, opened with a record for calling back, or another one written down. */
export function PhoneSection({
  masked,
  opened,
  error,
}: {
  masked: string | null;
  opened: string | null;
  error: string | undefined;
}) {
  return (
    <Section title="手机号">
      <Stack gap={4}>
        <p>{opened ?? masked ?? '还没有登记。'}</p>
        {masked && !opened ? (
          <form method="post">
            <input type="hidden" name="what" value="open" />
            <Button>看整个号码，用来回拨（会留记录）</Button>
          </form>
        ) : null}
        <form className="form" method="post">
          <input type="hidden" name="what" value="phone" />
          <TextField
            name="phone"
            label={masked ? '换成新的手机号' : '登记手机号'}
            hint="本人同意了再登记。本人会收到通知。"
            type="tel"
            inputMode="tel"
            autoComplete="off"
            width="medium"
            error={error}
            required
          />
          <div className="actions">
            <Button>登记</Button>
          </div>
        </form>
      </Stack>
    </Section>
  );
}
