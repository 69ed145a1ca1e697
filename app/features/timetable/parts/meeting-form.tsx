import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { clockOf, dayOf } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { type Option, SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { spanWords } from '../clash-words.rules.ts';
import type { MeetingWithHistory } from '../meeting-history.server.ts';

interface Props {
  sectionId: string;
  venues: readonly Option[];
  answer: FormAnswer | undefined;
}

/** Gives one meeting another time or place, or cancels it. */
export function MeetingForm({ sectionId, meeting, venues, answer }: Props & { meeting: MeetingWithHistory }) {
  const moving = answer?.fields.means === 'move' ? answer : undefined;
  const cancelling = answer?.fields.means === 'cancel' ? answer : undefined;
  const minutes = (Date.parse(meeting.endsAt) - Date.parse(meeting.startsAt)) / 60_000;
  const field = fieldOf(moving, {
    day: dayOf(meeting.startsAt),
    at: clockOf(meeting.startsAt),
    minutes: String(minutes),
    venue: meeting.venueId ?? '',
  });
  const action = `/admin/sections/${sectionId}/meetings?change=${meeting.id}`;
  return (
    <Section title={`第 ${meeting.number} 次 · ${meeting.topic}`}>
      <p>
        现在：{spanWords(meeting)}
        {meeting.venueName ? `，${meeting.venueName}` : ''}。
      </p>
      <form className="form form-pairs" method="post" action={action}>
        <input type="hidden" name="means" value="move" />
        <input type="hidden" name="meeting" value={meeting.id} />
        <WhenAndWhere field={field} venues={venues} />
        <TextField {...field('reason')} label="改动原因" hint="学员和老师会看到，比如：老师外出开会。" />
        <Anyway answer={moving} />
        <div className="actions">
          <Button type="submit" tone="primary">
            改好，通知大家
          </Button>
          <ButtonLink href={`/admin/sections/${sectionId}/meetings`}>不改了</ButtonLink>
        </div>
      </form>
      <ConfirmFold label="取消这一次…" open={Boolean(cancelling)}>
        <form className="form" method="post" action={action}>
          <input type="hidden" name="means" value="cancel" />
          <input type="hidden" name="meeting" value={meeting.id} />
          <TextField
            {...fieldOf(cancelling)('cancelReason')}
            name="reason"
            id="cancelReason"
            defaultValue={cancelling?.fields.reason}
            label="取消原因"
            hint="学员和老师会看到。"
          />
          <p>这一次不上了，考勤也不算。想补上，取消以后再加一次课。</p>
          <div className="actions">
            <Button type="submit">取消这一次</Button>
          </div>
        </form>
      </ConfirmFold>
    </Section>
  );
}

/** Adds a meeting behind the others. */
export function NewMeetingForm({
  sectionId,
  venues,
  usual,
  answer,
}: Props & { usual: Record<string, string> }) {
  const field = fieldOf(answer, usual);
  return (
    <Section title="加一次课" id="add">
      <form className="form form-pairs" method="post" action={`/admin/sections/${sectionId}/meetings?add`}>
        <input type="hidden" name="means" value="add" />
        <WhenAndWhere field={field} venues={venues} />
        <TextField {...field('topic')} label="主题" optional />
        <TextField {...field('reason')} label="原因" hint="学员和老师会看到，比如：补 12月2日停的课。" />
        <Anyway answer={answer} />
        <div className="actions">
          <Button type="submit" tone="primary">
            加上，通知大家
          </Button>
          <ButtonLink href={`/admin/sections/${sectionId}/meetings`}>不加了</ButtonLink>
        </div>
      </form>
    </Section>
  );
}

/** Asked only where the day is unusual. */
function Anyway({ answer }: Pick<Props, 'answer'>) {
  const asked = answer?.errors.find(({ field }) => field === 'anyway');
  if (!asked && answer?.fields.anyway !== 'yes') return null;
  return (
    <div className="form-wide">
      {asked ? <p>{asked.message}</p> : null}
      <Checkbox name="anyway" label="仍然这样安排" checked={answer?.fields.anyway === 'yes'} />
    </div>
  );
}

function WhenAndWhere({ field, venues }: { field: ReturnType<typeof fieldOf>; venues: readonly Option[] }) {
  return (
    <>
      <TextField {...field('day')} label="日期" type="date" width="medium" />
      <TextField {...field('at')} label="上课时间" type="time" width="short" />
      <TextField {...field('minutes')} label="多少分钟" type="number" min={10} width="short" />
      <SelectField {...field('venue')} label="地点" optional options={venues} placeholder="没有或以后再定" />
    </>
  );
}
