import { type ContactKind, contactNames } from '#app/features/contacts/contact.rules.ts';
import { NoProof, OwnProofField } from '#app/features/sign-in/parts/own-proof-field.tsx';
import type { OwnProof } from '#app/features/sign-in/waiting.rules.ts';
import { Button } from '#app/ui/button.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface ContactSectionProps {
  kind: ContactKind;
  held: { masked: string; confirmed: boolean } | null;
  /** What waits for its code, masked. */
  waiting: string | null;
  /** Whether somebody carries messages this way. */
  carried: boolean;
  proof: OwnProof;
  typed: string;
  errorOf: (field: string) => string | undefined;
}

/** One of the two contacts: what it is, the code that is awaited, and another one in its place. */
export function ContactSection(section: ContactSectionProps) {
  const { kind, held, waiting, carried } = section;
  const name = contactNames[kind];
  return (
    <Section title={name}>
      <Stack gap={4}>
        {held ? (
          <p>
            现在是 {held.masked}
            {held.confirmed ? '' : '（工作人员登记的，还没有用验证码确认过）'}
          </p>
        ) : (
          <p className="quiet">还没有登记。</p>
        )}
        {carried ? null : (
          <p className="quiet">学院还没有开通{kind === 'phone' ? '短信' : '邮件'}，验证码发不出去。</p>
        )}
        {waiting ? <Confirm {...section} /> : null}
        {section.proof === 'none' ? <NoProof /> : <Change {...section} />}
        {held ? (
          <PostButton action="/me/settings/contacts" fields={{ what: 'remove', kind }}>
            去掉{name}
          </PostButton>
        ) : null}
      </Stack>
    </Section>
  );
}

function Confirm({ kind, waiting, errorOf }: ContactSectionProps) {
  return (
    <form className="form" method="post" action="/me/settings/contacts">
      <input type="hidden" name="what" value="confirm" />
      <input type="hidden" name="kind" value={kind} />
      <TextField
        name="code"
        id={`${kind}-code`}
        label={`发到 ${waiting} 的验证码`}
        inputMode="numeric"
        autoComplete="one-time-code"
        width="short"
        error={errorOf('code')}
        required
      />
      <div className="actions">
        <Button tone="primary">确认</Button>
      </div>
    </form>
  );
}

function Change({ kind, held, proof, typed, errorOf }: ContactSectionProps) {
  const name = contactNames[kind];
  return (
    <form className="form" method="post" action="/me/settings/contacts">
      <input type="hidden" name="what" value="ask" />
      <input type="hidden" name="kind" value={kind} />
      <TextField
        name="value"
        id={`${kind}-value`}
        label={held ? `新的${name}` : name}
        type={kind === 'phone' ? 'tel' : 'text'}
        inputMode={kind === 'phone' ? 'tel' : 'email'}
        autoComplete={kind === 'phone' ? 'tel-national' : 'email'}
        width="medium"
        defaultValue={typed}
        error={errorOf('value')}
        required
      />
      <OwnProofField proof={proof} name="current" id={`${kind}-current`} error={errorOf('current')} />
      <div className="actions">
        <Button>
          发验证码到{held ? '新的' : '这个'}
          {name}
        </Button>
      </div>
    </form>
  );
}
