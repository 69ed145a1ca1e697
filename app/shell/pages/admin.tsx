import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { incompleteCourseIds } from '#app/features/catalogue/completeness.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { openNow } from '#app/features/timetable/reading.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { dayOf, formatShortDate } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import { missingContent } from '#app/shell/missing-content.server.ts';
import { waitingAtDesks } from '#app/shell/waiting-work.server.ts';
import { Card } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '教务 · 社区学院' }];

const desks: { href: string; title: string; words: string; roles: Role[] }[] = [
  {
    href: '/admin/sections',
    title: '班级',
    words: '排班、开班，看名单、候补和名额。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/assisted',
    title: '代选记录',
    words: '联络员替谁办了什么，谁说没有同意。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/rounds',
    title: '预选',
    words: '名额紧的班先报名再摇号：选班、公布、冻结、摇号、录取。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/terms',
    title: '学期',
    words: '什么时候选课，最多选几门，哪几天停课。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/venues',
    title: '阵地',
    words: '开放时间、一周安排，订给四校的活动。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/courses',
    title: '课程与五个一',
    words: '哪些课五样齐了，哪些还差。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/sharing',
    title: '四校共享',
    words: '哪些老师、阵地和课程给两所以上学校用。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/credits',
    title: '学分流水',
    words: '查每一笔学分的依据，记错了在这里冲销。',
    roles: ['registrar', 'academy-admin', 'credit-reviewer'],
  },
  {
    href: '/admin/declarations',
    title: '学分申报',
    words: '谁申报了什么，审核、公示、处理异议。',
    roles: ['registrar', 'academy-admin', 'credit-reviewer'],
  },
  {
    href: '/admin/appeals',
    title: '申诉复核',
    words: '谁不同意哪个决定，由没有作过决定的人再看。',
    roles: ['appeals-reviewer'],
  },
  {
    href: '/admin/policies',
    title: '规则和方案',
    words: '学分规则和年度方案的每个版本；改之前先试算去年会怎样。',
    roles: ['registrar', 'academy-admin', 'credit-reviewer'],
  },
  {
    href: '/admin/exemptions',
    title: '免考核',
    words: '病假、产假、抽调：一人提出，另一人批准。',
    roles: ['registrar', 'academy-admin', 'credit-reviewer'],
  },
  {
    href: '/admin/credits/adjustments',
    title: '学分调整',
    words: '漏记的补上、多记的收回：一个人提，另一个人核对。',
    roles: ['registrar', 'academy-admin', 'credit-reviewer'],
  },
  {
    href: '/admin/certificates',
    title: '结业证书',
    words: '按班或按年度发证，查一张证书，撤销或换发。',
    roles: ['registrar', 'academy-admin'],
  },
  {
    href: '/admin/people',
    title: '人员',
    words: '身份、岗位和授权。',
    roles: ['registrar', 'academy-admin', 'security-admin'],
  },
  {
    href: '/admin/waivers',
    title: '领办豁免',
    words: '领办项目的要求，写明理由后放宽一条。',
    roles: ['academy-admin'],
  },
  {
    href: '/admin/organisation',
    title: '组织',
    words: '区域和党组织两棵树。',
    roles: ['registrar', 'academy-admin', 'security-admin'],
  },
  {
    href: '/admin/recordings',
    title: '录播',
    words: '每一讲到了哪一步，观看里有什么要问问的。',
    roles: ['registrar', 'academy-admin'],
  },
];

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
    desks: desks
      .filter(({ roles }) => roles.some((role) => held.includes(role)))
      .map(({ roles: _, ...desk }) => ({ ...desk, now: now[desk.href] ?? waiting[desk.href] ?? null })),
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
  const { desks: own, missing } = useLoaderData<typeof loader>();
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
      {own.length === 0 ? (
        <EmptyState title="现在没有归这个账号做的工作">
          <p>需要做教务的事，请联系学院教务授权。</p>
        </EmptyState>
      ) : null}
      <CardGrid>
        {own.map(({ href, title, words, now }) => (
          <Card key={href} title={title} href={href} level={2}>
            <p>{words}</p>
            {now ? <p className="quiet">{now}</p> : null}
          </Card>
        ))}
      </CardGrid>
    </>
  );
}
