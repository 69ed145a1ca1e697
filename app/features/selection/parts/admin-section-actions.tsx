import { type FiveOne, fiveOneNames } from '#app/lib/vocabulary.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  section: { id: string; courseCode: string; state: 'planned' | 'open' | 'ended' | 'cancelled' };
  seats: { capacity: number; taken: number };
  missing: readonly FiveOne[];
  error?: { field: string; message: string };
}

/** What the registrar can do with a section: open it, change its seats, end it. */
export function AdminSectionActions({ section, seats, missing, error }: Props) {
  const action = `/admin/sections/${section.id}`;
  if (section.state === 'ended' || section.state === 'cancelled') return null;
  return (
    <Section title="处理">
      {section.state === 'planned' ? (
        <Opening action={action} missing={missing} courseCode={section.courseCode} />
      ) : null}
      <form className="form" method="post" action={action}>
        <input type="hidden" name="means" value="capacity" />
        <TextField
          name="capacity"
          label="名额"
          type="number"
          min={Math.max(1, seats.taken)}
          width="short"
          defaultValue={String(seats.capacity)}
          hint="增加的名额先给候补的人。"
          error={error?.field === 'capacity' ? error.message : undefined}
        />
        <div className="actions">
          <Button type="submit">改名额</Button>
        </div>
      </form>
      {section.state === 'open' ? (
        <ConfirmFold label="结课…">
          <form className="form" method="post" action={action}>
            <input type="hidden" name="means" value="end" />
            <TextField
              name="reason"
              label="结课说明"
              error={error?.field === 'reason' ? error.message : undefined}
            />
            <p>结课以后不能再选、不能再退；没做完的要求还可以继续做。</p>
            <div className="actions">
              <Button type="submit">结课</Button>
            </div>
          </form>
        </ConfirmFold>
      ) : null}
    </Section>
  );
}

function Opening({
  action,
  missing,
  courseCode,
}: {
  action: string;
  missing: readonly FiveOne[];
  courseCode: string;
}) {
  if (missing.length > 0) {
    return (
      <Notice tone="warn" title="还不能开班" action={<a href={`/teach/courses/${courseCode}`}>去补齐</a>}>
        五个一还差：{missing.map((item) => fiveOneNames[item]).join('、')}。
      </Notice>
    );
  }
  return (
    <form method="post" action={action} className="actions">
      <input type="hidden" name="means" value="open" />
      <Button type="submit" tone="primary">
        开班
      </Button>
    </form>
  );
}
