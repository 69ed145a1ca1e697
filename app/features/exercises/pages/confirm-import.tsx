import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { confirmImport, dryRun, type ImportLine } from '#app/features/exercises/question-import.server.ts';
import { type LineState, lineStateWords } from '#app/features/exercises/question-sheet.rules.ts';
import { kindNames } from '#app/features/exercises/question-words.rules.ts';
import { failure } from '#app/lib/http.server.ts';
import { bankAt } from '#app/shell/bank-gate.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status, type StatusTone } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '看一遍再导入 · 社区学院' }];
export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: teachingCrumbs('exercises'),
};

const PAGE_SIZE = 50;
const lost = { message: '这次导入已经过期，或者换过一份表了。请把表再传一次。' };

const query = z.object({
  state: z.enum(['new', 'there', 'wrong']).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100).catch(1),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, course } = await bankAt(request, context, params.code);
  const { importId = '' } = params;
  const asked = { courseId: course.id, importId, personId: actor.personId, now: context.now() };
  const run = await dryRun(context.db, asked);
  if (!run) throw failure(request, 404, lost);
  const { searchParams } = new URL(request.url);
  const { state, page } = query.parse({
    state: searchParams.get('state'),
    page: searchParams.get('page') ?? 1,
  });
  const lines = run.lines.filter((line) => state === null || line.state === state);
  const { fileName, counts } = run;
  const shown = lines.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const changed = searchParams.has('changed');
  return { course, importId, fileName, counts, state, page, total: lines.length, lines: shown, changed };
}

/** All or none. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, course } = await bankAt(request, context, params.code);
  const { importId = '' } = params;
  const deed = { actor, courseId: course.id, importId, now: context.now() };
  const outcome = await confirmImport(context.db, deed);
  const bank = `/teach/courses/${course.code}/questions`;
  if (outcome.ok) throw redirect(`${bank}?imported=${outcome.added}`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, lost);
  throw redirect(`${bank}/imports/${encodeURIComponent(importId)}?changed`, 303);
}

const states: Record<LineState, { tone: StatusTone; words: string }> = {
  new: { tone: 'progress', words: lineStateWords.new },
  there: { tone: 'closed', words: lineStateWords.there },
  wrong: { tone: 'attention', words: lineStateWords.wrong },
};

const columns: readonly Column<ImportLine>[] = [
  { key: 'row', label: '行', short: true, head: true, render: ({ row }) => `第 ${row} 行` },
  {
    key: 'state',
    label: '结果',
    short: true,
    render: ({ state }) => <Status tone={states[state].tone}>{states[state].words}</Status>,
  },
  { key: 'kind', label: '题型', short: true, render: ({ kind }) => (kind ? kindNames[kind] : '') },
  { key: 'stem', label: '题目', render: ({ stem }) => stem || '没有写' },
  { key: 'words', label: '说明', render: ({ words }) => words },
];

export default function ConfirmImport() {
  const page = useLoaderData<typeof loader>();
  const { course, counts, state, lines, total } = page;
  const here = `/teach/courses/${course.code}/questions/imports/${page.importId}`;
  const again = `/teach/courses/${course.code}/questions/import`;
  const address = (one: LineState | null, to = 1) =>
    `${here}?${new URLSearchParams({ ...(one ? { state: one } : {}), page: String(to) })}`;
  const all = counts.new + counts.there + counts.wrong;
  return (
    <>
      {page.changed ? (
        <div className="mb-6">
          <Notice tone="warn" title="刚才没有导入" announce>
            <p>表里还有要改的行，或者别人同时收进了一样的题。请看过下面的结果再来。</p>
          </Notice>
        </div>
      ) : null}
      <PageTitle
        eyebrow={course.title}
        title="看一遍再导入"
        lead={leadWords(page.fileName, counts)}
        actions={<Actions here={here} again={again} counts={counts} />}
      />
      <Tabs
        label="结果"
        tabs={[
          { label: '全部', href: address(null), current: state === null, count: all },
          ...(['wrong', 'new', 'there'] as const).map((one) => ({
            label: states[one].words,
            href: address(one),
            current: state === one,
            count: counts[one],
          })),
        ]}
      />
      <Table
        caption="每一行会怎样"
        captionHidden
        columns={columns}
        rows={lines}
        rowKey={({ row }) => String(row)}
        empty={<p className="quiet">没有这样的行。</p>}
      />
      <Pagination
        page={page.page}
        pageSize={PAGE_SIZE}
        total={total}
        unit="行"
        href={(to) => address(state, to)}
      />
    </>
  );
}

/** What can be done with a sheet that was looked at. */
function Actions({
  here,
  again,
  counts,
}: {
  here: string;
  again: string;
  counts: Record<LineState, number>;
}) {
  const ready = counts.wrong === 0 && counts.new > 0;
  return (
    <>
      {ready ? (
        <PostButton action={here} tone="primary">
          {`把 ${counts.new} 道新题收进题库`}
        </PostButton>
      ) : null}
      <ButtonLink href={again} tone={ready ? undefined : 'primary'}>
        {counts.wrong > 0 ? '改好以后再传一次' : '换一份表'}
      </ButtonLink>
      <ButtonLink href={`${here}/marked.xlsx`}>下载带结果的表</ButtonLink>
    </>
  );
}

function leadWords(fileName: string, counts: Record<LineState, number>): string {
  if (counts.wrong > 0)
    return `“${fileName}”里有 ${counts.wrong} 行要改。要改的可以下载带结果的表，照着说明改好再传。全部改好才会导入，现在题库一道题也没有动。`;
  if (counts.new === 0) return `“${fileName}”里的题都已经在题库里，不用再导入。`;
  return `“${fileName}”可以导入：新题 ${counts.new} 道，已经有的 ${counts.there} 道不动。`;
}
