import { AttendanceMark } from '#app/features/attendance/parts/attendance-mark.tsx';
import type { MissedMeeting } from '#app/features/making-up/own.server.ts';
import { refusalWords } from '#app/features/making-up/words.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';
import { Steps } from '#app/ui/steps.tsx';

interface Props {
  missed: readonly MissedMeeting[];
  enrolmentId: string;
  /** The time for making up is past. */
  over: boolean;
  /** How much of a recording must be watched, 0–1. */
  minimumShare: number;
}

/** Each missed meeting with what can be done about it now. */
export function MissedMeetings({ missed, enrolmentId, over, minimumShare }: Props) {
  // One main action: what is under way goes before what could be begun.
  const main = over
    ? undefined
    : (missed.find(({ state }) => state === 'under-way') ?? missed.find(({ state }) => state === 'may'));
  return (
    <Stack>
      {missed.map((meeting) => (
        <div key={meeting.id} id={`meeting-${meeting.id}`}>
          <Card
            level={2}
            title={`第 ${meeting.number} 次 · ${meeting.topic}`}
            aside={<MeetingStatus meeting={meeting} over={over} />}
          >
            <p className="quiet">{formatMoment(meeting.startsAt)}</p>
            <NextStep {...{ meeting, enrolmentId, over, minimumShare }} isMain={meeting === main} />
          </Card>
        </div>
      ))}
    </Stack>
  );
}

function MeetingStatus({ meeting, over }: { meeting: MissedMeeting; over: boolean }) {
  const { state, attendance } = meeting;
  if (state === 'done') return <Status tone="done">已补上</Status>;
  if (state === 'under-way' && waitsForMark(meeting)) return <Status tone="progress">等老师看</Status>;
  if (state === 'under-way' && !over) return <Status tone="progress">正在补</Status>;
  return attendance ? <AttendanceMark state={attendance} /> : <Status tone="neutral">没补完</Status>;
}

/** All is done that they can do: whoever looks at the files decides, also after the last day. */
function waitsForMark({ work }: MissedMeeting): boolean {
  return Boolean(work?.recording.done && work.exercise.waiting);
}

type StepProps = Omit<Props, 'missed'> & { meeting: MissedMeeting; isMain: boolean };

function NextStep({ meeting, enrolmentId, over, minimumShare, isMain }: StepProps) {
  const { state, against, number, doneAt, work } = meeting;
  if (state === 'cannot') return <p>{against ? refusalWords(against) : null}</p>;
  if (state === 'done')
    return (
      <p>
        {doneAt ? `${formatMoment(doneAt)} 补上。` : null}录播看完，小测 {work?.exercise.best} 分。
      </p>
    );
  if (state === 'there')
    return (
      <>
        <p>按现在的点名，这一次算到课，不用补了。看过的和做过的都留着。</p>
        {doneAt ? null : <GiveUp {...{ meeting, enrolmentId }} />}
      </>
    );
  if (state === 'under-way')
    return over && waitsForMark(meeting) ? (
      <p>录播看完了，小测也交了，等老师看过。通过了就算补上。</p>
    ) : over ? (
      <p>{refusalWords('over')}</p>
    ) : (
      <UnderWay {...{ meeting, enrolmentId, minimumShare, isMain }} />
    );
  return (
    <PostButton
      action={`/learn/${enrolmentId}/make-up`}
      fields={{ meeting: meeting.id, means: 'open' }}
      tone={isMain ? 'primary' : 'secondary'}
      label={`补第 ${number} 次课`}
    >
      补这一次
    </PostButton>
  );
}

function UnderWay({ meeting, enrolmentId, minimumShare, isMain }: Omit<StepProps, 'over'>) {
  const { work } = meeting;
  if (!work) return null;
  const { recording, exercise } = work;
  const share = `看满 ${Math.round(minimumShare * 100)}% 就算看完`;
  const current = recording.done ? 'exercise' : 'recording';
  const tone = (step: typeof current) => (isMain && step === current ? 'primary' : 'secondary');
  return (
    <>
      <Steps
        steps={[
          {
            title: `看录播：${recording.title}`,
            state: recording.done ? 'done' : 'current',
            note: recording.done ? '看完了' : `已看 ${recording.percent}%，${share}`,
            action: (
              <ButtonLink tone={tone('recording')} href={`/learn/${enrolmentId}/recordings/${recording.id}`}>
                {recording.done ? '再看一遍' : '去看'}
              </ButtonLink>
            ),
          },
          {
            title: `做小测：${exercise.title}`,
            state: exercise.done ? 'done' : current === 'exercise' ? 'current' : 'ahead',
            note: quizNote(exercise),
            action:
              exercise.done || exercise.waiting || exercise.attemptsLeft > 0 ? (
                <ButtonLink tone={tone('exercise')} href={`/learn/${enrolmentId}/exercises/${exercise.id}`}>
                  {exercise.done ? '看解析' : exercise.waiting ? '看我交的' : '去做题'}
                </ButtonLink>
              ) : undefined,
          },
        ]}
      />
      <GiveUp {...{ meeting, enrolmentId }} />
    </>
  );
}

function GiveUp({ meeting, enrolmentId }: Pick<StepProps, 'meeting' | 'enrolmentId'>) {
  return (
    <ConfirmFold label="这一次先不补…">
      <p>看过的和考过的都留着，名额还回来，可以用在别的一次上。以后还能再补这一次。</p>
      <PostButton
        action={`/learn/${enrolmentId}/make-up`}
        fields={{ meeting: meeting.id, means: 'give-up' }}
        label={`第 ${meeting.number} 次课先不补`}
      >
        先不补
      </PostButton>
    </ConfirmFold>
  );
}

function quizNote({
  best,
  passMark,
  attemptsLeft,
  waiting,
}: {
  best: number | null;
  passMark: number;
  attemptsLeft: number;
  waiting: boolean;
}): string {
  if (waiting) return '交上去了，里面有文件，老师看过才有分。不用再做';
  if (best === null) return `${passMark} 分通过，可以考 ${attemptsLeft} 次，答案随时自动保存`;
  if (best >= passMark) return `${best} 分，通过了`;
  if (attemptsLeft > 0) return `最好 ${best} 分，${passMark} 分通过，还能考 ${attemptsLeft} 次`;
  return `最好 ${best} 分，次数用完了。请和老师说，或者先不补这一次`;
}
