import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Filters } from '#app/ui/filters.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { SharingSection, type SharingWords } from '../parts/sharing-section.tsx';
import { chosenScope, sharingScopes } from '../sharing.rules.ts';
import { sharingReport } from '../sharing.server.ts';
import { recentTerms } from '../terms.server.ts';

export const meta: MetaFunction = () => [{ title: '四校共享 · 教务 · 社区学院' }];

export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

/** `of`: `term-<code>` or `year-2026`; the running term when missing or unknown. */
const query = z.object({ of: z.string().max(48).nullable().catch(null) });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, now } = context;
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { of: asked } = query.parse({ of: new URL(request.url).searchParams.get('of') });
  const scopes = sharingScopes(await recentTerms(db));
  const scope = chosenScope(scopes, { asked, today: dayOf(now()) });
  return {
    scopes: scopes.map(({ key, label }) => ({ value: key, label })),
    scope,
    report: scope && (await sharingReport(db, scope)),
  };
}

const teacherWords: SharingWords = {
  title: '老师',
  head: '老师',
  counted: '位老师',
  measure: '位',
  shares: '为两所以上学校上课',
  unit: '个班',
  none: '这段时间没有开班。',
  single: '只为一所学校上课的老师',
};
const venueWords: SharingWords = {
  title: '阵地',
  head: '阵地',
  counted: '处用过的阵地',
  measure: '处',
  shares: '给两所以上学校用',
  unit: '次',
  none: '这段时间没有人订过阵地。',
  single: '只有一所学校用，或者只作学院公用的阵地',
};
const courseWords: SharingWords = {
  title: '课程',
  head: '课程',
  counted: '门开了班的课',
  measure: '门',
  shares: '服务两所以上学校',
  unit: '个班',
  made: '建课',
  none: '这段时间没有开班。',
  single: '由一所学校建、也只在这所学校开班的课',
};

export default function SharingPage() {
  const { scopes, scope, report } = useLoaderData<typeof loader>();
  if (!scope || !report)
    return (
      <>
        <PageTitle title="四校共享" />
        <EmptyState title="还没有学期">
          <p>排好学期、开了班，这里就会写出四所学校共用了哪些老师、阵地和课程。</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <PageTitle
        title="四校共享"
        lead={`${scope.label}（${formatDate(scope.from)}至${formatDate(scope.to)}）：哪些老师、阵地和课程给两所以上学校用。按名字排。`}
      />
      <Filters action="/admin/sharing" chosen={0} submitLabel="看这一段">
        <SelectField name="of" label="学期或年份" defaultValue={scope.key} options={scopes} />
      </Filters>
      <SharingSection words={teacherWords} sharing={report.teachers} />
      <SharingSection words={venueWords} sharing={report.venues} />
      {report.idleVenues.length > 0 ? (
        <p>
          没有用过的阵地：{report.idleVenues.length} 处。{report.idleVenues.join('、')}。
        </p>
      ) : null}
      <SharingSection words={courseWords} sharing={report.courses} />
      <ExportLink />
      <Counting />
    </>
  );
}

function Counting() {
  return (
    <Section title="怎么算的">
      <DescriptionList
        facts={[
          ['老师', '给哪所学校的班上课，就算为哪所学校服务。数开了的班，已结束的也算，取消的和并掉的不算。'],
          ['阵地', '哪所学校的课或活动订了它，就算哪所学校用。数这段时间里的预订，退掉的不算。'],
          ['课程', '在哪所学校开了班，就算服务哪所学校；建课的学校也算一所，没有在自己那里开班时写“建课”。'],
          ['年份', '这一年开始的学期合在一起。'],
        ]}
      />
    </Section>
  );
}
