import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { rowsShut } from '#app/features/imports/closed-rows.server.ts';
import { matchingDesk, ownImport, resultDesk } from '#app/features/imports/desk.server.ts';
import { lookAgain, lookWith, takeAs, throwAway } from '#app/features/imports/desk-actions.server.ts';
import { importAddress } from '#app/features/imports/import-address.schema.ts';
import { keepersOfImports } from '#app/features/imports/keepers.ts';
import { ImportResult } from '#app/features/imports/parts/import-result.tsx';
import { Matching } from '#app/features/imports/parts/matching.tsx';
import { Underway } from '#app/features/imports/parts/underway.tsx';
import { importStateWords } from '#app/features/imports/state-words.rules.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, readFields, whileAway } from '#app/lib/http.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { importKindAt, importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

export const meta: MetaFunction = () => [{ title: '一份表 · 表格导入 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('imports') };

const lost = { message: '没有找到这份表。传上来的表保留七天，过了就要再传一次。' };

async function importAt(request: Request, context: RequestContext, importId = '') {
  const actor = await requireRole(request, context, ...keepersOfImports);
  const held = await ownImport(context.db, { actor, importId, now: context.now() });
  if (!held || !importKindAt(held.kind)) throw failure(request, 404, lost);
  return { actor, held };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, held } = await importAt(request, context, params.importId);
  const { shape } = kinds[held.kind];
  const { env } = context;
  const asked = importAddress(new URL(request.url).searchParams);
  const about = {
    ...{ id: held.id, kind: held.kind, fileName: held.fileName, state: held.state, grouping: held.grouping },
    ...{ rowCount: held.rowCount, columns: held.heading.columns },
  };
  const isMatching = held.state === 'matching' || (held.state === 'judged' && asked.match !== undefined);
  if (!isMatching) {
    const { state, page: rowsPage, parts } = asked;
    const subject: [string, string] = ['import', held.id];
    await noteOpened(context.db, {
      actor,
      action: 'import.read',
      subject,
      concerns: null,
      now: context.now(),
    });
    const result = await resultDesk(context.db, held, { env, state, page: rowsPage, groupPage: parts }).catch(
      whileAway(request, rowsShut),
    );
    return { step: 'result' as const, about, shape, result, state, page: rowsPage, parts };
  }
  const matching = await matchingDesk(context.db, { env, held, shape, asked }).catch(
    whileAway(request, rowsShut),
  );
  return { step: 'match' as const, about, shape, matching, sheets: held.sheets };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, held } = await importAt(request, context, params.importId);
  const fields = await readFields(request);
  const doing = { kinds, held, env: context.env, now: context.now() };
  const { db } = context;
  const deeds: Record<string, () => ReturnType<typeof throwAway>> = {
    look: () => lookWith(db, { ...doing, fields }),
    again: () => lookAgain(db, doing),
    take: () => takeAs(db, { ...doing, actor, grouping: fields.grouping }),
    remove: () => throwAway(db, held),
  };
  const means = fields.means ?? '';
  const deed = Object.hasOwn(deeds, means) ? deeds[means] : undefined;
  if (!deed) throw failure(request, 400, { message: '没能读懂这次提交，请回到这份表再试。' });
  const done = await deed();
  if (!done.ok) return data({ fields, message: done.message }, 409);
  throw redirect(means === 'remove' ? '/admin/imports?done=removed' : `/admin/imports/${held.id}`, 303);
}

export default function ImportPage() {
  const shown = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { about, shape } = shown;
  const here = `/admin/imports/${about.id}`;
  const isUnderway = about.state === 'judging' || about.state === 'confirming';
  return (
    <>
      <ErrorSummary errors={sent ? [{ message: sent.message }] : []} title="没有办成" />
      <PageTitle
        eyebrow={`${shape.name} · ${importStateWords[about.state].words}`}
        title={about.fileName || '一份表'}
        lead={
          shown.step === 'match'
            ? '看看每一列对不对。不对的改过来，再看一遍每一行会怎样；现在什么都不会改。'
            : undefined
        }
      />
      {shown.step === 'match' ? (
        <Matching
          {...shown.matching}
          columns={chosenColumns(shown.matching.columns, sent?.fields)}
          here={here}
          shape={shape}
          sheets={shown.sheets}
          error={sent?.message}
        />
      ) : isUnderway ? (
        <Underway here={here} about={about} result={shown.result} />
      ) : (
        <ImportResult here={here} about={about} shape={shape} shown={shown} />
      )}
      {about.state === 'confirming' ? null : (
        <div className="actions">
          <PostButton action={here} fields={{ means: 'remove' }} tone="quiet">
            删掉这份表
          </PostButton>
        </div>
      )}
    </>
  );
}

/** What was chosen and sent stays chosen. */
function chosenColumns(
  kept: Record<string, number>,
  sent: Record<string, string> | undefined,
): Record<string, number> {
  if (sent?.means !== 'look') return kept;
  const chosen = Object.entries(sent).flatMap(([name, value]) =>
    name.startsWith('column.') && /^\d{1,2}$/u.test(value)
      ? [[name.slice('column.'.length), Number(value)]]
      : [],
  );
  return Object.fromEntries(chosen);
}
