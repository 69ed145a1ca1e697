import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { wasMissed } from '#app/features/attendance/attendance.rules.ts';
import { AttendanceMark } from '#app/features/attendance/parts/attendance-mark.tsx';
import { OwnFormation } from '#app/features/formation/parts/own-formation.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { OtherTaskList } from '#app/features/tasks/parts/other-task-list.tsx';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { formatMoment, formatShortDate } from '#app/lib/time.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { learningDesk } from '#app/shell/learning.server.ts';
import { AppraisalNote } from '#app/shell/parts/appraisal-note.tsx';
import { RequirementSteps } from '#app/shell/parts/requirement-steps.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Seal } from '#app/ui/seal.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.enrolment.courseTitle ?? '学习'} · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的课', href: '/me/courses' },
  ],
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const desk = await learningDesk(context.db, {
    enrolmentId: params.enrolmentId ?? '',
    personId: actor.personId,
    now: context.now(),
  });
  if (!desk) {
    const message = '没有找到这门课。可能已经退选，或者地址抄错了。';
    throw await courseElsewhere(request, context, { actor, ...params, message });
  }
  return desk;
}

export default function Learning() {
  const { enrolment, meetings, formation, asksGoal, appraisal, appraisalWaits } =
    useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        eyebrow={[enrolment.termName, sectionName(enrolment.sectionTitle)].join('\u00a0· ')}
        title={enrolment.courseTitle}
        lead={enrolment.teacherName ? `老师：${enrolment.teacherName}` : undefined}
        actions={
          enrolment.completedAt ? (
            <Seal school={enrolment.school} date={formatShortDate(enrolment.completedAt)} label="已结业" />
          ) : undefined
        }
      />
      <Columns aside={<Materials />}>
        <Section title="怎样结业">
          <RequirementSteps />
        </Section>
        {meetings.length > 0 ? (
          <Section title="课次">
            <MeetingList />
          </Section>
        ) : null}
        <OtherTasks />
        {formation ? <OwnFormation own={formation} enrolmentId={enrolment.id} asks={asksGoal} /> : null}
        <AppraisalNote appraisal={appraisal} waits={appraisalWaits} enrolmentId={enrolment.id} />
      </Columns>
      <Leave />
    </>
  );
}

function OtherTasks() {
  const { enrolment, otherTasks } = useLoaderData<typeof loader>();
  if (otherTasks.length === 0) return null;
  return (
    <Section title="还可以做的任务">
      <p className="quiet">老师为这门课布置的，不影响结业，交了老师也会看。</p>
      <OtherTaskList tasks={otherTasks} enrolmentId={enrolment.id} />
    </Section>
  );
}

function MeetingList() {
  const { meetings, enrolment } = useLoaderData<typeof loader>();
  const missed = meetings.filter(
    ({ attendance, cancelledBecause }) => wasMissed(attendance) && cancelledBecause === null,
  );
  return (
    <>
      <Meetings />
      {missed.length > 0 || meetings.some(({ attendance }) => attendance === 'made-up') ? (
        <div className="actions">
          <ButtonLink href={`/learn/${enrolment.id}/make-up`}>
            {missed.length > 0 && enrolment.state === 'running'
              ? `补课（缺了 ${missed.length} 次）`
              : '看补课'}
          </ButtonLink>
        </div>
      ) : null}
    </>
  );
}

function Meetings() {
  const { meetings } = useLoaderData<typeof loader>();
  return (
    <ol className="meeting-list">
      {meetings.map((meeting) => (
        <li key={meeting.id}>
          <strong>
            第 {meeting.number} 次 · {meeting.topic}
          </strong>
          <br />
          {formatMoment(meeting.startsAt)}
          {meeting.venueName ? `，${meeting.venueName}` : null}
          {meeting.cancelledBecause === null ? null : (
            <>
              {' '}
              <Status tone="closed">已取消</Status> <span className="quiet">{meeting.cancelledBecause}</span>
            </>
          )}
          {meeting.attendance ? (
            <>
              {' '}
              <AttendanceMark state={meeting.attendance} />
              {meeting.carried ? <span className="quiet"> 从原来的班带过来</span> : null}
              {meeting.makingUp ? (
                <>
                  {' '}
                  <Status tone="progress">正在补</Status>
                </>
              ) : null}
            </>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const items = [
  ['syllabus', '大纲'],
  ['handout', '讲义'],
  ['lesson-plan', '教案'],
] as const;

function Materials() {
  const { enrolment } = useLoaderData<typeof loader>();
  return (
    <Section title="学习材料">
      <ul className="link-list">
        <li>
          <a href={`/courses/${enrolment.courseCode}/slides`}>幻灯片</a>
        </li>
        {items.map(([item, label]) => (
          <li key={item}>
            <a href={`/courses/${enrolment.courseCode}/${item}`}>{label}</a>
          </li>
        ))}
        <li>
          <a href={`/courses/${enrolment.courseCode}`}>课程介绍</a>
        </li>
      </ul>
    </Section>
  );
}

function Leave() {
  const { enrolment } = useLoaderData<typeof loader>();
  if (enrolment.state !== 'running') return null;
  return (
    <div className="section">
      <ConfirmFold label="退选这门课…">
        <p>退选后名额会转给候补的人，学习记录留着。以后有空位可以再选。</p>
        <PostButton action={`/sections/${enrolment.sectionId}/withdrawal`}>退选</PostButton>
      </ConfirmFold>
    </div>
  );
}
