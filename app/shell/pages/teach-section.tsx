import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { AttendanceSheet } from '#app/features/attendance/parts/attendance-sheet.tsx';
import { AppraisalList } from '#app/features/evaluation/parts/appraisal-list.tsx';
import { SectionFeedbackView } from '#app/features/evaluation/parts/section-feedback.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteRoster } from '#app/features/journal/openings.server.ts';
import { MakeUpDesk } from '#app/features/making-up/parts/make-up-desk.tsx';
import { daysWords } from '#app/features/timetable/section-words.rules.ts';
import type { TaughtSection } from '#app/features/timetable/teaching.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { Roster } from '#app/shell/parts/roster.tsx';
import { tabOf, tabs } from '#app/shell/teaching.rules.ts';
import { sectionDesk } from '#app/shell/teaching.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

type MergedProps = TaughtSection & { mergedInto: NonNullable<TaughtSection['mergedInto']> };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.section.title ?? '班'} · 社区学院` },
];

export const handle = { breadcrumb: teachingCrumbs() };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const search = new URL(request.url).searchParams;
  const tab = tabOf(search.get('tab'));
  const desk = await sectionDesk(context.db, {
    actor,
    sectionId: params.sectionId ?? '',
    tab,
    meetingId: search.get('meeting'),
    now: context.now(),
  });
  if (!desk) throw failure(request, 404, { message: '没有找到这个班，或者这个班由别的老师带。' });
  await noteRoster(context.db, { actor, sectionId: params.sectionId ?? '', now: context.now() });
  const hasBegun = desk.meeting ? desk.meeting.startsAt <= context.now().toISOString() : false;
  return { ...desk, hasBegun, tab, cohort: Number(search.get('class')) || null, saved: search.has('saved') };
}

export default function TeachSection() {
  const { section } = useLoaderData<typeof loader>();
  return section.mergedInto ? <Merged {...section} mergedInto={section.mergedInto} /> : <Desk />;
}

/** Nobody is left in it, and nothing to do: who was in it, with marks and work, is in the other one. */
function Merged({ termName, title, courseTitle, startsOn, endsOn, mergedInto }: MergedProps) {
  return (
    <>
      <PageTitle
        eyebrow={termName}
        title={title}
        lead={`《${courseTitle}》，${daysWords(startsOn, endsOn)}`}
      />
      <Notice
        title={`这个班并到了《${mergedInto.title}》`}
        action={
          <ButtonLink href={`/teach/sections/${mergedInto.id}`} tone="primary">
            去那个班
          </ButtonLink>
        }
      >
        学员都转过去了，点过的名、做过的题、交过的作业也跟着过去了，以后在那个班里点名、看作业。
      </Notice>
    </>
  );
}

function Desk() {
  const desk = useLoaderData<typeof loader>();
  const { section, tab, roster, saved } = desk;
  const base = `/teach/sections/${section.id}`;
  return (
    <>
      {saved ? <Notice tone="success" title="已保存。" announce /> : null}
      <PageTitle
        eyebrow={section.termName}
        title={section.title}
        lead={`《${section.courseTitle}》，${roster.length} 人，${daysWords(section.startsOn, section.endsOn)}`}
      />
      <Tabs
        label="这个班的工作"
        tabs={tabs.map(({ key, label }) => ({ label, href: `${base}?tab=${key}`, current: key === tab }))}
      />
      {tab === 'roster' ? (
        <Roster
          roster={roster}
          progress={desk.progress}
          seatings={desk.seatings}
          assisted={desk.assisted}
          makeUps={desk.makeUps}
          cohort={desk.cohort}
          base={base}
        />
      ) : null}
      {tab === 'roster' || tab === 'attendance' ? (
        <ExportLink file={`${base}/people.xlsx`} rows={roster.length} unit="人" />
      ) : null}
      {tab === 'attendance' ? (
        <AttendanceSheet
          sectionId={section.id}
          meetings={desk.meetings}
          meeting={desk.meeting}
          hasBegun={desk.hasBegun}
          roster={roster}
          marks={desk.marks}
        />
      ) : null}
      {tab === 'make-up' ? (
        <MakeUpDesk
          section={section}
          meetings={desk.meetings}
          roster={roster}
          marks={desk.marks}
          makeUps={desk.makeUps}
          recordings={desk.recordings}
          exercises={desk.exercises}
          standing={desk.standing}
        />
      ) : null}
      {tab === 'appraisal' ? (
        <AppraisalList
          sectionId={section.id}
          roster={roster}
          appraisals={desk.appraisals}
          rubric={desk.rubric}
          school={section.school}
        />
      ) : null}
      {tab === 'feedback' ? (
        <>
          <SectionFeedbackView feedback={desk.feedback} />
          {desk.feedback ? <ExportLink file={`${base}/people.xlsx`} /> : null}
        </>
      ) : null}
    </>
  );
}
