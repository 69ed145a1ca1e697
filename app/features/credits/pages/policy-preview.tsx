import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { courseCodes } from '#app/features/catalogue/course-codes.server.ts';
import { triersOfPolicies } from '#app/features/credits/keepers.ts';
import { PreviewOutcome } from '#app/features/credits/parts/preview-outcome.tsx';
import { PreviewUnderWay } from '#app/features/credits/parts/preview-under-way.tsx';
import { type Draft, type DraftField, readDraft } from '#app/features/credits/policy-draft.server.ts';
import type { PolicyPreview } from '#app/features/credits/preview.server.ts';
import { shownMoves } from '#app/features/credits/preview-moves.rules.ts';
import { previewBeside } from '#app/features/credits/preview-runs.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileField } from '#app/ui/file-field.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { creditYearOn } from '../years.server.ts';

export const meta: MetaFunction = () => [{ title: '试算草稿 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('policies') };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, ...triersOfPolicies);
  return { thisYear: await creditYearOn(context.db, dayOf(context.now())) };
}

interface Answer {
  text: string;
  other: string;
  year: number;
  error?: string;
  /** Of which of the two drafts the error speaks. */
  field?: DraftField;
  /** People reckoned so far, where it takes long. */
  reckoned?: number;
  outcome?: Awaited<ReturnType<typeof outcomeOf>>;
}

/** Reckons; writes nothing. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...triersOfPolicies);
  const now = context.now();
  const sent = await sentDraft(request);
  const thisYear = await creditYearOn(context.db, dayOf(now));
  const [year, page] = [wholeIn(sent.year, thisYear - 1, thisYear), wholeIn(sent.page, 1, 10_000)];
  const text = sent.file?.trim() ? sent.file : (sent.text ?? '');
  const other = sent.otherFile?.trim() ? sent.otherFile : (sent.other ?? '');
  const drafts = { text, other, year };
  const refused = (error: string, field: DraftField = 'text') =>
    data<Answer>({ ...drafts, error, field }, 400);
  if (!text.trim()) return refused('请选一个文件，或者把草稿的内容贴在下面。');
  const codes = await courseCodes(context.db);
  const courses = codes.size > 0 ? codes : null;
  const read = await readDraft(context.db, { ...drafts, today: dayOf(now), courses });
  if (!read.ok) {
    if (read.reason === 'fault')
      return refused(`${read.field === 'other' ? '另一份，' : ''}${faultWords(read.fault)}`, read.field);
    return read.reason === 'no-policies'
      ? refused(`${year} 年没有发布过规则和方案，没有可以对照的。`)
      : refused('两份草稿是同一种。一起试的，一份是学分规则，一份是年度方案。', 'other');
  }
  const scopes = scopesOf(actor, ...triersOfPolicies);
  const { draft } = read;
  const asking = {
    personId: actor.personId,
    year,
    today: dayOf(now),
    page,
    scopes,
    again: sent.again === '1',
  };
  const answer = await previewBeside(context.db, { ...asking, draft });
  if (!answer.isDone) return data<Answer>({ ...drafts, reckoned: answer.reckoned });
  return data<Answer>({ ...drafts, outcome: outcomeOf(draft, answer.preview) });
}

function outcomeOf(
  { kind, title, version }: Pick<Draft, 'kind' | 'title' | 'version'>,
  preview: PolicyPreview,
) {
  return { kind, title, version, ...preview, moves: shownMoves(preview.moves) };
}

const faultWords = ({ line, where, reason }: { line: number; where: string; reason: string }): string =>
  `第 ${line} 行${where ? `（${where}）` : ''}：${reason}。改好再试，什么都没有保存。`;

/** The nearest of the two where it is no such number. */
function wholeIn(value: string | undefined, least: number, most: number): number {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? Math.min(most, Math.max(least, number)) : least;
}

/** A form with a file, or the plain form by which one turns the page. */
async function sentDraft(request: Request): Promise<Record<string, string | undefined>> {
  if (!request.headers.get('content-type')?.startsWith('multipart/')) return readFields(request);
  const fields: Record<string, string> = {};
  const isWhole = await readParts(request, async ({ name, bytes }) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    if (name) fields[name] = Buffer.concat(pieces).toString('utf8');
  });
  if (!isWhole) throw failure(request, 400, { message: '文件没有传完整，请再传一次。' });
  return fields;
}

export default function PreviewPolicy() {
  const { thisYear } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary
        errors={sent?.error ? [{ field: sent.field ?? 'text', message: sent.error }] : []}
        title="这份草稿还不能用"
      />
      <PageTitle
        title="试算一份草稿"
        lead="贴上学分规则或年度方案的草稿，看看按它算，过去一年的人会怎样。只是试算，什么都不保存，也不告诉任何人。"
      />
      {sent?.reckoned === undefined ? null : (
        <PreviewUnderWay reckoned={sent.reckoned} text={sent.text} other={sent.other} year={sent.year} />
      )}
      {sent?.outcome ? (
        <PreviewOutcome {...sent.outcome} text={sent.text} other={sent.other} year={sent.year} />
      ) : null}
      <Section title={sent?.outcome ? '改一改再试' : '草稿'}>
        <form className="form" method="post" encType="multipart/form-data">
          <SelectField
            name="year"
            label="对照哪一年"
            defaultValue={String(sent?.year ?? thisYear - 1)}
            options={[thisYear - 1, thisYear].map((year) => ({ value: String(year), label: `${year} 年` }))}
          />
          <FileField
            name="file"
            label="草稿文件"
            hint="学分规则或者年度方案的文件（JSON），不超过 1 MB。"
            accept=".json"
            optional
          />
          <TextArea
            name="text"
            label="或者把内容贴在这里"
            hint={
              <>
                选了文件就用文件。可以从<a href="/admin/policies">已发布版本</a>的原文改起。
              </>
            }
            rows={14}
            defaultValue={sent?.text}
            error={sent?.field === 'text' ? sent.error : undefined}
            spellCheck={false}
          />
          <OtherDraft text={sent?.other} error={sent?.field === 'other' ? sent.error : undefined} />
          <div className="actions">
            <Button type="submit" tone="primary">
              试算
            </Button>
          </div>
        </form>
      </Section>
    </>
  );
}

/** Rules and schemes of a new year are drafted together: the schemes name rules that nobody has published yet. */
function OtherDraft({ text, error }: { text: string | undefined; error: string | undefined }) {
  return (
    <>
      <FileField
        name="otherFile"
        label="一起试的另一份"
        hint="新的一年常常规则和方案一起改：上面是规则，这里放方案；上面是方案，这里放规则。方案可以写明用这份规则。"
        accept=".json"
        optional
      />
      <TextArea
        name="other"
        label="或者把另一份贴在这里"
        rows={8}
        defaultValue={text}
        error={error}
        spellCheck={false}
        optional
      />
    </>
  );
}
