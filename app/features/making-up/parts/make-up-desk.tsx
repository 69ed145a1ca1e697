import { type AttendanceState, wasMissed } from '#app/features/attendance/attendance.rules.ts';
import type { MakeUp } from '#app/features/attendance/make-ups.server.ts';
import type { Standing } from '#app/features/making-up/standing.server.ts';
import type { MeetingChoice } from '#app/features/recordings/meeting-recordings.server.ts';
import type { RosterLine } from '#app/features/selection/reading.server.ts';
import type { Meeting } from '#app/features/timetable/meetings.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Status } from '#app/ui/status.tsx';

interface Props {
  section: { id: string; courseCode: string };
  meetings: readonly Meeting[];
  roster: readonly RosterLine[];
  marks: readonly { meetingId: string; personId: string; state: AttendanceState }[];
  makeUps: readonly MakeUp[];
  recordings: readonly MeetingChoice[];
  exercises: readonly MeetingChoice[];
  /** By meeting, what stands for it, whether or not it is among those to choose from. */
  standing: Readonly<Record<string, Standing>>;
}

/** For each meeting: what stands for it when it is made up, whether that suffices, and who missed it and made it up. */
export function MakeUpDesk(props: Props) {
  const { section, meetings } = props;
  if (meetings.length === 0)
    return (
      <EmptyState title="这个班没有课次">
        <p>录播班不用补课。线下班请教务排好课次。</p>
      </EmptyState>
    );
  return (
    <>
      <p>
        缺课和请假的人，看完那一次的录播、通过一份小测，就算到课。每次课要各配一讲录播和一份小测；结业要看、要考的不能再用。
        <a href={`/teach/exercises/new?course=${section.courseCode}`}>新出一份小测</a>
      </p>
      <CardGrid>
        {meetings.map((meeting) => (
          <div key={meeting.id} id={`meeting-${meeting.id}`}>
            <MeetingCard {...props} meeting={meeting} />
          </div>
        ))}
      </CardGrid>
    </>
  );
}

function MeetingCard({
  section,
  meeting,
  recordings,
  exercises,
  standing,
  ...props
}: Props & { meeting: Meeting }) {
  const { recording = null, exercise = null } = standing[meeting.id] ?? {};
  return (
    <Card
      level={2}
      title={`第 ${meeting.number} 次 · ${meeting.topic}`}
      aside={<Readiness recording={recording} exercise={exercise} />}
    >
      <p className="quiet">{formatMoment(meeting.startsAt)}</p>
      <Absentees {...props} meeting={meeting} />
      <form method="post" action={`/teach/sections/${section.id}/make-up`} className="form">
        <input type="hidden" name="meeting" value={meeting.id} />
        {(
          [
            ['recording', '录播', recordings, recording],
            ['exercise', '小测', exercises, exercise],
          ] as const
        ).map(([name, label, choices, stands]) => (
          <SelectField
            key={name}
            name={name}
            id={`${name}-${meeting.id}`}
            label={label}
            placeholder="还没有"
            defaultValue={stands?.id ?? ''}
            options={optionsFor(choices, meeting.id, stands)}
          />
        ))}
        <div className="actions">
          <Button type="submit" aria-label={`保存第 ${meeting.number} 次课的补课`}>
            保存
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** What stands for it comes first where the list to choose from ends before it. */
function optionsFor(choices: readonly MeetingChoice[], meetingId: string, stands: Stands) {
  const free = choices.filter((one) => !one.asked && (one.meetingId === null || one.meetingId === meetingId));
  const missing = stands && !free.some(({ id }) => id === stands.id) ? [stands] : [];
  return [...missing, ...free].map(({ id, title }) => ({ value: id, label: title }));
}

type Stands = { id: string; title: string } | null;

function Readiness({ recording, exercise }: { recording: Stands; exercise: Stands }) {
  if (recording && exercise) return <Status tone="done">可以补</Status>;
  if (recording) return <Status tone="attention">缺小测，还不能补</Status>;
  if (exercise) return <Status tone="attention">缺录播，还不能补</Status>;
  return <Status tone="neutral">没有配</Status>;
}

function Absentees({
  meeting,
  roster,
  marks,
  makeUps,
}: Pick<Props, 'roster' | 'marks' | 'makeUps'> & { meeting: Meeting }) {
  const state = (personId: string) =>
    marks.find((mark) => mark.meetingId === meeting.id && mark.personId === personId)?.state ?? null;
  const own = (enrolmentId: string) =>
    makeUps.find((one) => one.meetingId === meeting.id && one.enrolmentId === enrolmentId);
  const missing = roster.filter(({ personId }) => wasMissed(state(personId)));
  const made = roster.filter(({ personId }) => state(personId) === 'made-up');
  if (missing.length + made.length === 0) return null;
  const under = missing.filter(({ enrolmentId }) => own(enrolmentId));
  const names = (lines: readonly RosterLine[]) => lines.map(({ name }) => name).join('、');
  return (
    <p>
      {missing.length > 0 ? `缺课 ${missing.length} 人：${names(missing)}。` : null}
      {under.length > 0 ? `正在补：${names(under)}。` : null}
      {made.length > 0 ? `已补上：${names(made)}。` : null}
    </p>
  );
}
