import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { incompleteCourseIds } from '#app/features/catalogue/completeness.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { openNow } from '#app/features/timetable/reading.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { dayOf, formatShortDate } from '#app/lib/time.ts';
import { deskGroups } from '#app/shell/desks.ts';
import { missingContent } from '#app/shell/missing-content.server.ts';
import { waitingAtDesks } from '#app/shell/waiting-work.server.ts';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '教务 · 社区学院' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(
    request,
    context,
    'registrar',
    'academy-admin',
    'credit-reviewer',
    'appeals-reviewer',
    'system-admin',
    'security-admin',
  );
  const held = actor.roles.map(({ role }) => role);
  const [now, waiting] = await Promise.all([
    whatMattersNow(context),
    waitingAtDesks(context.db, { actor, now: context.now() }),
  ]);
  return {
    missing: await missingContent(context.db, dayOf(context.now())),
    groups: deskGroups
      .map(({ title, desks }) => ({
        title,
        desks: desks
          .filter(({ roles }) => roles.some((role) => held.includes(role)))
          .map(({ roles: _, ...desk }) => ({ ...desk, now: now[desk.href] ?? waiting[desk.href] ?? null })),
      }))
      .filter(({ desks }) => desks.length > 0),
  };
}

/** What is open or still missing today, beside the desk where it is dealt with. */
async function whatMattersNow({ db, now }: RequestContext): Promise<Record<string, string>> {
  const [{ until, bySchool }, lacking, rules] = await Promise.all([
    openNow(db, now()),
    incompleteCourseIds(db),
    rulesIfAny(db, dayOf(now())),
  ]);
  const sections = [...bySchool.values()].reduce((sum, some) => sum + some, 0);
  return {
    '/admin/sections': until
      ? `${sections} 个班正在选课，${formatShortDate(until)}截止`
      : rules
        ? '现在不在选课时间'
        : '学分规则还没有发布，现在选不了课',
    '/admin/courses': lacking.size > 0 ? `${lacking.size} 门课还没备齐` : '都备齐了',
  };
}

export default function Admin() {
  const { groups, missing } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="教务" lead="从这里进到各项工作。每次查看和改动都有记录。" />
      {missing.length > 0 ? (
        <div className="mb-6">
          <Notice tone="warn" title={`学院还没有发布：${missing.join('、')}`}>
            没有学分规则，谁也选不了课；没有年度方案，算不出差多少学分；没有评价表，不能评教。请运行服务器的人执行一次
            npm run academy -- policies publish。
          </Notice>
        </div>
      ) : null}
      {groups.length === 0 ? (
        <EmptyState title="现在没有归这个账号做的工作">
          <p>需要做教务的事，请联系学院教务授权。</p>
        </EmptyState>
      ) : null}
      {groups.map(({ title, desks }) => (
        <Section key={title} title={title}>
          <CardGrid>
            {desks.map(({ href, title: name, words, now }) => (
              <Card key={href} title={name} href={href}>
                <p>{words}</p>
                {now ? <p className="quiet">{now}</p> : null}
              </Card>
            ))}
          </CardGrid>
        </Section>
      ))}
    </>
  );
}
