import { confirmUntilWords } from '#app/features/closing/steps.rules.ts';
import type { YearDesk } from '#app/features/closing/year-desk.server.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  desk: YearDesk;
  /** What is still to be looked at: credits may come of it. */
  pending: { works: number; attempts: number };
  href: string;
  sent?: FormAnswer & { means: string };
}

/** What the registrar can do now, with what it brings about. */
export function NextStep({ desk, pending, href, sent }: Props) {
  const { state, closing, preview } = desk;
  if (state === 'frozen')
    return (
      <Section title="情况表">
        <div className="actions">
          <ButtonLink tone="primary" href={`${href}/people`}>
            按姓名看情况表
          </ButtonLink>
          <ButtonLink href={`${href}/statements.xlsx`}>下载全部（Excel）</ButtonLink>
          <ButtonLink href={`${href}/statements.xlsx?for=district`}>下载交区级的一份（Excel）</ButtonLink>
        </div>
        <p className="quiet">交区级组织部门的一份里，只有同意交去的人；撤回了同意的不在里面。</p>
      </Section>
    );
  if (state === 'freezing') return null;
  return (
    <Section title="下一步">
      <Pending pending={pending} />
      {state === 'confirming' && closing ? (
        <p>等到 {confirmUntilWords(closing.confirmUntil)}。到时没有回应的记为“未确认”，不当作同意。</p>
      ) : null}
      {state === 'open' && preview?.end ? <ShowForm {...{ href, sent }} /> : null}
      {state === 'due' ? (
        <ConfirmFold label="锁定并结账…">
          <p>
            锁定以后记入的学分不再算进 {desk.year} 年度，每个人的情况表固定下来。
            {desk.openObjections > 0 ? `还有 ${desk.openObjections} 条意见要先答复。` : ''}
          </p>
          <Post href={href} means="lock" label="锁定并结账" tone="primary" />
        </ConfirmFold>
      ) : null}
      {preview && !preview.end ? null : (
        <Post
          href={href}
          means="preview"
          label={preview ? '再统计一次' : '统计'}
          tone={preview ? 'secondary' : 'primary'}
        />
      )}
    </Section>
  );
}

function Pending({ pending: { works, attempts } }: { pending: Props['pending'] }) {
  if (works + attempts === 0) return <p>没有等着评阅的作业和小测。</p>;
  return (
    <p>
      还有 {works} 份作业、{attempts} 份小测等着评阅，评完可能还会记入学分。
    </p>
  );
}

function ShowForm({ href, sent }: Pick<Props, 'href' | 'sent'>) {
  const field = fieldOf(sent?.means === 'show' ? sent : undefined);
  return (
    <form className="form" method="post" action={href}>
      <input type="hidden" name="means" value="show" />
      <TextField
        {...field('until')}
        id="until"
        type="date"
        label="核对截止日期"
        hint="到这一天结束为止，大家可以确认，或者写下意见。"
        width="medium"
      />
      <div className="actions">
        <Button tone="primary">请大家核对</Button>
      </div>
    </form>
  );
}

function Post({
  href,
  means,
  label,
  tone,
}: {
  href: string;
  means: string;
  label: string;
  tone: 'primary' | 'secondary';
}) {
  return (
    <form className="actions" method="post" action={href}>
      <input type="hidden" name="means" value={means} />
      <Button tone={tone}>{label}</Button>
    </form>
  );
}
