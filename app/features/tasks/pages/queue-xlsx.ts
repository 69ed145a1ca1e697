import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { readQueueQuery } from '#app/features/tasks/queue.schema.ts';
import { type QueuedWork, workQueue } from '#app/features/tasks/queue.server.ts';
import { type DeskTask, tasksAtDesk } from '#app/features/tasks/tasks.server.ts';
import { isLate, taskKindNames } from '#app/features/tasks/work.rules.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const workColumns: readonly SheetColumn<QueuedWork>[] = [
  { title: '任务', width: 32, value: ({ taskTitle }) => taskTitle },
  { title: '学员', width: 12, value: ({ personName }) => personName },
  { title: '班', width: 32, value: ({ sectionTitle }) => sectionTitle },
  { title: '第几次', width: 10, value: ({ number }) => `第 ${number} 次` },
  {
    title: '交于',
    width: 36,
    value: ({ submittedAt, dueOn }) =>
      `${formatMoment(submittedAt)}${isLate(dueOn, submittedAt) ? '，过了希望的日子' : ''}`,
  },
];

const taskColumns: readonly SheetColumn<DeskTask>[] = [
  { title: '任务', width: 32, value: ({ title }) => title },
  { title: '哪一种', width: 12, value: ({ kind }) => taskKindNames[kind] },
  { title: '课程', width: 36, value: ({ courseCode, courseTitle }) => `${courseCode} ${courseTitle}` },
  { title: '希望交的日子', width: 20, value: ({ dueOn }) => (dueOn ? formatDate(dueOn) : '不限') },
  {
    title: '状态',
    width: 12,
    value: ({ retiredAt, required }) => (retiredAt ? '不再布置' : required ? '结业要做' : '自选'),
  },
];

/** The work in one state that somebody may judge, or the tasks that they keep. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  await noteFile(db, { actor, request, now: context.now() });
  const { show, section } = readQueueQuery(new URL(request.url));
  const file = givingWay(db);
  if (show === 'tasks')
    return tableFile({
      name: '布置的任务',
      columns: taskColumns,
      rows: everyRow(
        async (after) => (await tasksAtDesk(file, { actor, pageSize: 0, after })).tasks,
        ({ createdAt, id }) => [createdAt, id],
      ),
    });
  const reach = await workReachOf(db, actor);
  const asked = { reach, state: show, sectionId: section, personId: actor.personId, pageSize: 0 };
  return tableFile({
    name: '作业和实践',
    columns: workColumns,
    rows: everyRow(
      async (after) => (await workQueue(file, { ...asked, after })).works,
      ({ submittedAt, id }) => [submittedAt, id],
    ),
  });
}
