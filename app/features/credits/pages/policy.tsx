import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { knownTitles } from '#app/features/catalogue/titles.server.ts';
import { readersOfPolicies } from '#app/features/credits/keepers.ts';
import { policyKindNames } from '#app/features/credits/parts/policy-kinds.ts';
import { policyInWords } from '#app/features/credits/policy-in-words.server.ts';
import { coursesIn, readable } from '#app/features/credits/policy-words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? '规则和方案'} · 教务 · 社区学院` },
];

export const handle = { breadcrumb: adminCrumbs('policies') };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, ...readersOfPolicies);
  const policy = await policyInWords(context.db, params.policyId ?? '');
  if (!policy) throw failure(request, 404, { message: '没有找到这个版本。' });
  const titles = await knownTitles(context.db, coursesIn(policy.parts));
  return { ...policy, parts: readable(policy.parts, titles) };
}

export default function PolicyPage() {
  const policy = useLoaderData<typeof loader>();
  const { title, kind, code, version, validFrom, validTo, publishedAt, hash, parts, content } = policy;
  return (
    <>
      <PageTitle title={title} lead={`${policyKindNames[kind]}，${version} 版。发布以后不再改动。`} />
      <DescriptionList
        facts={[
          ['编号', `${code} ${version}`],
          ['有效', `${formatDate(validFrom)} 起${validTo ? `，到 ${formatDate(validTo)}` : ''}`],
          ['发布', formatMoment(publishedAt)],
          ['内容指纹', <code key="hash">{`SHA-256 ${hash.match(/.{8}/g)?.join(' ') ?? ''}`}</code>],
        ]}
      />
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two schemes may have one title
        <Section key={index} title={part.title}>
          <ul className="policy-lines">
            {part.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      ))}
      <Section title="原文">
        <TextArea
          name="content"
          label="发布时的原文"
          hint="可以复制到试算页，改几个数字看看。"
          rows={12}
          readOnly
          defaultValue={content}
        />
      </Section>
    </>
  );
}
