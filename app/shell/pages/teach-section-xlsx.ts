import type { LoaderFunctionArgs } from '@remix-run/node';
import { attendanceNames } from '#app/features/attendance/attendance.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import type { TableSheet } from '#app/lib/sheets/table-sheet.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { seatWords } from '#app/shell/parts/roster.tsx';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { type TeachingTab, tabOf } from '#app/shell/teaching.rules.ts';
import { sectionDesk } from '#app/shell/teaching.server.ts';

type Desk = NonNullable<Awaited<ReturnType<typeof sectionDesk>>>;
type Line = Desk['roster'][number];

/** The class list of a section with what the chosen tab says of each: progress, or attendance by meeting; or what the class said of it. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const shown = tabOf(new URL(request.url).searchParams.get('tab'));
  // The other tabs are forms about the same people.
  const tab: TeachingTab = shown === 'attendance' || shown === 'feedback' ? shown : 'roster';
  const asked = { actor, sectionId: params.sectionId ?? '', tab, meetingId: null, now: context.now() };
  const desk = await sectionDesk(context.db, asked);
  if (!desk) throw failure(request, 404, { message: '没有找到这个班，或者这个班由别的老师带。' });
  await noteFile(context.db, { actor, request, now: context.now() });
  if (tab === 'feedback') return tableFile(feedbackSheet(desk));
  return tableFile(tab === 'attendance' ? attendanceSheet(desk) : rosterSheet(desk));
}

function rosterSheet({ section, roster, seatings, progress, ...desk }: Desk): TableSheet<Line> {
  const assisted: Record<string, string> = desk.assisted;
  return {
    name: `${section.title} 名单`,
    columns: [
      { title: '姓名', width: 12, value: ({ name }) => name },
      { title: '班和小组', width: 16, value: ({ enrolmentId }) => seatWords(seatings[enrolmentId]) },
      { title: '选上', width: 16, value: ({ enrolledAt }) => formatShortDate(enrolledAt) },
      { title: '谁代选的', width: 14, value: ({ enrolmentId }) => assisted[enrolmentId] },
      {
        title: '结业要求（不含评教）',
        width: 28,
        value: ({ enrolmentId }) => {
          const one = progress[enrolmentId];
          return one ? `完成 ${one.met} 项，共 ${one.all} 项` : '';
        },
      },
      { title: '状态', width: 10, value: ({ completedAt }) => (completedAt ? '已结业' : '在学') },
    ],
    rows: roster,
  };
}

function attendanceSheet({ section, roster, meetings, marks }: Desk): TableSheet<Line> {
  const states = new Map(marks.map(({ meetingId, personId, state }) => [`${meetingId} ${personId}`, state]));
  const stateOf = (meetingId: string, personId: string) => {
    const state = states.get(`${meetingId} ${personId}`);
    return state ? attendanceNames[state] : '';
  };
  return {
    name: `${section.title} 考勤`,
    columns: [
      { title: '姓名', width: 12, value: ({ name }) => name },
      ...meetings.map(({ id, number, startsAt }) => ({
        title: `第 ${number} 次 ${formatShortDate(startsAt)}`,
        width: 18,
        value: ({ personId }: Line) => stateOf(id, personId),
      })),
    ],
    rows: roster,
  };
}

/** Of five ballots and more that are opened together; of fewer it says nothing, as the page. */
function feedbackSheet({ section, feedback }: Desk): TableSheet<{ what: string; said: string | number }> {
  const outOf100 = (hundredths: number) => Math.round(hundredths / 10) / 10;
  return {
    name: `${section.title} 学员评价`,
    lead: feedback
      ? `已打开 ${feedback.counted} 份，各项满分 100。`
      : '评价还不满 5 份。满 5 份才一起打开，这样看不出哪一份是谁写的。',
    columns: [
      { title: '项目', width: 28, value: ({ what }) => what },
      { title: '评价', width: 60, value: ({ said }) => said },
    ],
    rows: feedback
      ? [
          { what: '平均分', said: outOf100(feedback.mean) },
          ...feedback.dimensions.map(({ label, score }) => ({ what: label, said: outOf100(score) })),
          ...feedback.comments.map((comment) => ({ what: '评语', said: comment })),
        ]
      : [],
  };
}
