import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import type { Deed } from '../deeds.server.ts';
import type { SentForm } from '../sent-form.ts';

/** What a registrar can do about a deed: settle a dispute, or act on what the person says on the telephone. */
export function DeedReview({ deed, sent }: { deed: Deed; sent: SentForm | undefined }) {
  if (deed.dispute)
    return deed.dispute.open ? (
      <Section title="处理">
        <p className="mb-4">
          {deed.standing === 'fixed'
            ? '报名已经截止，撤不回来了。问清楚以后，写下怎么办的。'
            : deed.standing
              ? '退选时间已过，本人还在班里。问清楚以后，写下怎么办的。'
              : '已经替本人退出来了。问清楚以后，写下怎么办的，本人会收到。'}
        </p>
        <ReviewForm
          deed={deed}
          sent={sent}
          means="settle"
          label="怎么处理的"
          hint="比如：和双方都谈过，是听错了课名；已经提醒联络员。"
          button="处理好了"
        />
      </Section>
    ) : null;
  return (
    <>
      {deed.standing && deed.standing !== 'fixed' ? (
        <Section title="本人来电，不想上了">
          <p className="mb-4">
            {deed.standing === 'applied'
              ? '撤回以后不参加这次摇号；截止以前还可以再报，票号不变。'
              : '按退选的规矩办：名额转给候补的人，或者放回班里。'}
          </p>
          <ReviewForm
            deed={deed}
            sent={sent}
            means="undo"
            label="谁来的电话，怎么说的"
            button={undoNames[deed.standing]}
          />
        </Section>
      ) : null}
      <Section title="本人说没有同意过">
        <p className="mb-4">记下来，能退的马上退；以后在这里写处理结果。</p>
        <ReviewForm deed={deed} sent={sent} means="dispute" label="本人怎么说的" button="记下异议" />
      </Section>
    </>
  );
}

const undoNames = {
  enrolled: '按本人意思退选',
  waiting: '按本人意思退出候补',
  applied: '按本人意思撤回报名',
} as const;

interface FormProps {
  deed: Deed;
  sent: SentForm | undefined;
  means: 'settle' | 'undo' | 'dispute';
  label: string;
  hint?: string;
  button: string;
}

/** Of several forms on the page, the one that was sent comes back with what was typed. */
function ReviewForm({ deed, sent, means, label, hint, button }: FormProps) {
  const own = sent?.fields.means === means ? sent : undefined;
  return (
    <form className="form" method="post" action={`/admin/assisted/${deed.consentId}`}>
      <input type="hidden" name="means" value={means} />
      <TextArea
        name="words"
        id={own ? 'words' : `words-${means}`}
        label={label}
        hint={hint}
        rows={2}
        maxLength={200}
        defaultValue={own?.fields.words}
        error={own?.errors.find(({ field }) => field === 'words')?.message}
      />
      <div className="actions">
        <Button type="submit">{button}</Button>
      </div>
    </form>
  );
}
