import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { leadingOf } from '#app/features/assessment/leading.rules.ts';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { LeadershipRules } from '#app/features/assessment/parts/leadership-rules.tsx';
import { LeadingForm } from '#app/features/assessment/parts/leading-form.tsx';
import { LeftOut } from '#app/features/assessment/parts/left-out.tsx';
import { Statement } from '#app/features/assessment/parts/statement.tsx';
import { Withdrawn } from '#app/features/assessment/parts/withdrawn.tsx';
import { readStatement } from '#app/features/assessment/reading.server.ts';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { CatchingUpList } from '#app/features/credits/parts/catching-up-list.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.statement.name ?? ''}的年度学分情况表 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: [{ label: '组织查阅', href: '/assess' }] };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const now = context.now();
  const today = dayOf(now);
  const { moment, kept } = await momentAsked(context.db, asked, today);
  const leading = leadingOf(asked, today);
  const personId = params.personId ?? '';
  const read = await readStatement(context.db, { actor, personId, moment, leading, now });
  if (!read) throw failure(request, 404, { message: '没有找到这个人，或者这个人那天不在查阅范围里。' });
  return { ...read, moment, leading, kept, names: await categoryNames(context.db, now) };
}

export default function AssessedPerson() {
  const { statement, names, leadership, catching, moment, leading, kept } = useLoaderData<typeof loader>();
  const { personId, name } = statement;
  const asking = (
    <LeadingForm
      action={`/assess/people/${personId}`}
      kept={kept}
      day={leading.day}
      project={leading.project}
      {...(leading.wrongDay ? { error: '请填一个日子，最晚到一年以后。下面按今天对照。' } : {})}
    />
  );
  return (
    <Columns
      aside={
        <div className="no-print">
          <Section title="这次查阅">
            <p>已经记录，本人看得到。用浏览器的“打印”，会按 A4 纸排好，领办项目的对照不印。</p>
            <p>
              结果是 {moment.year} 全年的，身份和组织是 {formatDate(moment.onDay)}的。
            </p>
          </Section>
        </div>
      }
    >
      <Withdrawn frozen={statement.frozen} />
      <LeftOut statement={statement} />
      <Statement {...{ statement, names }} />
      <div className="no-print">
        <CatchingUpList items={catching} />
      </div>
      <div className="no-print">
        {leadership ? (
          <LeadershipRules name={name} check={leadership} project={leading.project} asking={asking} />
        ) : (
          <Section title="能不能领办项目">
            {asking}
            <p className="quiet">这一天学院还没有公布领办项目的要求。</p>
          </Section>
        )}
      </div>
    </Columns>
  );
}
