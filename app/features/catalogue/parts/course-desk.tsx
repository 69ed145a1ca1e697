import { formatMoment } from '#app/lib/time.ts';
import { type FiveOne, fiveOneNames, fiveOnes } from '#app/lib/vocabulary.ts';
import { ErrorSummary, type FormError } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { DeskAside, type DeskAsidePage } from './desk-aside.tsx';
import { FileForm, type ShownItem, TeacherForm, TextForm } from './desk-forms.tsx';

export interface DeskPage extends DeskAsidePage {
  title: string;
  item: FiveOne;
  done: 'saved' | 'published' | null;
  version: DeskAsidePage['version'] & { publishedNumber: number | null };
  teachers: readonly { id: string; name: string; headline: string }[];
  shown: ShownItem;
  /** The text as it is stored, as clean HTML. */
  preview: string;
  file: { name: string; href: string } | null;
}

export interface SentForm {
  errors: readonly FormError[];
  /** What was sent and not taken: it stays in the fields. */
  fields: Record<string, string> | undefined;
}

/** Where a course is prepared: one of the five ones at a time, what it looks like, and publishing. */
export function CourseDesk({ page, sent }: { page: DeskPage; sent: SentForm }) {
  const { code, title, item, done, version, preview } = page;
  return (
    <>
      <ErrorSummary errors={sent.errors} title="没有保存" />
      {done && sent.errors.length === 0 ? <Done done={done} number={version.number} /> : null}
      <PageTitle eyebrow={`${code} · 备课`} title={title} lead={versionWords(version)} />
      <Tabs
        label="五个一"
        tabs={fiveOnes.map((each) => ({
          label: fiveOneNames[each],
          href: `/teach/courses/${code}?item=${each}`,
          current: each === item,
        }))}
      />
      <Columns aside={<DeskAside page={page} {...sent} />}>
        <ItemForms page={page} sent={sent} />
        {preview ? (
          <Section title={`现在存着的${fiveOneNames[item].slice(2)}`}>
            <p className="quiet mb-4">{formatMoment(page.shown?.updatedAt ?? '')} 保存</p>
            <RichText html={preview} />
          </Section>
        ) : null}
      </Columns>
    </>
  );
}

function versionWords({ number, isDraft, publishedNumber }: DeskPage['version']): string {
  return isDraft
    ? `正在改第 ${number} 版的草稿，公开的是第 ${publishedNumber ?? '—'} 版。`
    : `公开的是第 ${number} 版。改动会先存成草稿，发布以后大家才看得到。`;
}

function ItemForms({ page: { item, shown, file, teachers }, sent }: { page: DeskPage; sent: SentForm }) {
  const form = { item: shown, ...sent };
  if (item === 'teacher') return <TeacherForm {...form} teachers={teachers} />;
  return (
    <>
      {/* Another text is another form: what was typed into one must not show up in the next. */}
      <TextForm key={item} {...form} name={item} />
      <Section title="文件">
        <FileForm {...form} name={item} file={file} />
      </Section>
    </>
  );
}

function Done({ done, number }: { done: 'saved' | 'published'; number: number }) {
  return done === 'saved' ? (
    <Notice tone="success" title="已存进草稿。" announce>
      发布以后，新开的班才会用到。
    </Notice>
  ) : (
    <Notice tone="success" title={`第 ${number} 版已发布。`} announce />
  );
}
