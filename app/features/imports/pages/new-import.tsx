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
import { keepersOfImports } from '#app/features/imports/keepers.ts';
import { keepFile } from '#app/features/imports/storing.server.ts';
import { whileAway } from '#app/lib/http.server.ts';
import { refusalWords } from '#app/lib/sheets/refusal-words.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { importKindAt, importShapes } from '#app/shell/import-kinds.server.ts';
import { uploadedSheet } from '#app/shell/uploaded-sheet.server.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '传一份表 · 教务 · 社区学院' }];
export const handle = { breadcrumb: adminCrumbs('imports') };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, ...keepersOfImports);
  return { kinds: importShapes, chosen: new URL(request.url).searchParams.get('kind') ?? '' };
}

/** Keeps the rows of one file and leads to choosing its columns. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfImports);
  const { file, fields } = await uploadedSheet(request);
  const kind = importKindAt(fields.kind);
  const refuse = (field: string, message: string) =>
    data({ fields: { kind: fields.kind ?? '' }, errors: [{ field, message }] }, 400);
  if (!kind) return refuse('kind', '请选这份表里是什么。');
  if (!file) return refuse('sheet', '请先选一个文件。');
  const { env } = context;
  const upload = { env, actor, shape: kind.shape, file, now: context.now() };
  const kept = await keepFile(context.db, upload).catch(whileAway(request, rowsShut));
  if (!kept.ok) return refuse('sheet', refusalWords[kept.reason]);
  throw redirect(`/admin/imports/${kept.importId}`, 303);
}

export default function NewImport() {
  const { kinds, chosen } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const errorOf = (name: string) => sent?.errors.find(({ field }) => field === name)?.message;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="这份表没有收下" />
      <PageTitle title="传一份表" lead="传上来以后先看一遍，每一行会怎样都告诉你。现在什么都不会改。" />
      <form className="form" method="post" encType="multipart/form-data" action="/admin/imports/new">
        <RadioGroup
          name="kind"
          label="表里是什么"
          value={sent?.fields.kind ?? chosen}
          error={errorOf('kind')}
          choices={kinds.map(({ key, name, lead }) => ({ value: key, label: name, hint: lead }))}
        />
        <FileField
          name="sheet"
          label="文件"
          hint="Excel、WPS 的 .xlsx，或者 CSV，不超过 10 MB、50000 行。表头上面有标题、有合并的格子都没关系。"
          accept=".xlsx,.csv,.txt"
          error={errorOf('sheet')}
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            传上来看一遍
          </Button>
        </div>
      </form>
      <Section title="模板">
        <p>手上没有现成的表，可以照模板填。每份模板里有例子，还有一张说明。</p>
        <ul className="link-list">
          {kinds.map(({ key, name }) => (
            <li key={key}>
              <a href={`/admin/imports/templates/${key}.xlsx`}>{name}模板</a>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
