import { formatDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import type { FormError } from '#app/ui/error-summary.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PublishForm } from './desk-forms.tsx';
import { FiveOnesList, type ListedFiveOne } from './five-ones-list.tsx';

export interface DeskAsidePage {
  code: string;
  version: { id: string; number: number; isDraft: boolean };
  versions: readonly { id: string; number: number; note: string; publishedAt: string | null }[];
  fiveOnes: readonly ListedFiveOne[];
}

/** Beside the form: how complete the version is, publishing it, and the versions before it. */
export function DeskAside({
  page: { code, version, versions, fiveOnes },
  errors,
  fields,
}: {
  page: DeskAsidePage;
  errors: readonly FormError[];
  fields: Record<string, string> | undefined;
}) {
  return (
    <>
      <Section title="五个一">
        <FiveOnesList items={fiveOnes} />
      </Section>
      {version.isDraft ? (
        <Section title="发布">
          <PublishForm version={version} errors={errors} fields={fields} />
        </Section>
      ) : null}
      <Section title="版本">
        <ul>
          {versions.map(({ id, number, note, publishedAt }) => (
            <li key={id} className="py-2 border-b border-line">
              第 {number} 版{note ? `：${note}` : ''}
              <span className="quiet block">
                {publishedAt ? `${formatDate(publishedAt)}发布` : '草稿，还没有发布'}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <div className="actions">
        <ButtonLink href={`/courses/${code}`}>看公开的课程页</ButtonLink>
      </div>
    </>
  );
}
