import type { SectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import type { FiveOne } from '#app/lib/vocabulary.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { OpeningForm } from './opening-form.tsx';

interface Props {
  section: Pick<SectionSheet, 'id' | 'courseCode' | 'state' | 'newerVersion'>;
  seats: { capacity: number; taken: number };
  readiness: { missing: readonly FiveOne[] };
  /** A form that came back. */
  answer: FormAnswer | undefined;
}

/** What the registrar can do with a section: open it, change its seats, end it, merge or cancel it. */
export function AdminSectionActions({ section, seats, readiness, answer }: Props) {
  if (section.state !== 'planned' && section.state !== 'open') return null;
  const action = `/admin/sections/${section.id}`;
  const field = fieldOf(answer, { capacity: String(seats.capacity) });
  const sent = answer?.fields.means;
  return (
    <Section title="处理">
      {section.state === 'planned' ? (
        <OpeningForm section={section} missing={readiness.missing} answer={answer} />
      ) : null}
      <form className="form" method="post" action={action}>
        <input type="hidden" name="means" value="capacity" />
        <TextField
          {...(sent === 'capacity'
            ? field('capacity')
            : { name: 'capacity', defaultValue: String(seats.capacity) })}
          label="名额"
          type="number"
          min={Math.max(1, seats.taken)}
          width="short"
          hint="增加的名额先给候补的人。"
        />
        <div className="actions">
          <Button type="submit">改名额</Button>
        </div>
      </form>
      {section.state === 'open' ? (
        <>
          <ConfirmFold label="结课…" open={sent === 'end'}>
            <form className="form" method="post" action={action}>
              <input type="hidden" name="means" value="end" />
              <TextField {...field('reason')} label="结课说明" />
              <p>结课以后不能再选、不能再退；没做完的要求还可以继续做。</p>
              <div className="actions">
                <Button type="submit">结课</Button>
              </div>
            </form>
          </ConfirmFold>
          <p>
            <ButtonLink href={`${action}/merge`}>并班…</ButtonLink>
          </p>
        </>
      ) : null}
      <ConfirmFold label="取消这个班…" open={sent === 'cancel'}>
        <form className="form" method="post" action={action}>
          <input type="hidden" name="means" value="cancel" />
          <TextField {...field('cancelReason')} label="取消原因" hint="学员、候补的人和老师都会看到。" />
          <p>
            {seats.taken > 0 ? `${seats.taken} 个名额到此结束，` : ''}
            候补结束，订好的地点退掉，每个人都会收到通知。取消以后不能恢复。
          </p>
          <div className="actions">
            <Button type="submit">取消这个班</Button>
          </div>
        </form>
      </ConfirmFold>
    </Section>
  );
}
