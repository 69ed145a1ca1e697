import type { OwnAppeals } from '#app/features/appeals/reading.server.ts';
import { unknownYearsWords } from '#app/features/timetable/working-days.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { AppealList } from './appeal-list.tsx';

interface Props {
  own: OwnAppeals & { late: boolean };
  answer: FormAnswer | undefined;
  /** What has just been done, said once. */
  done?: string | null;
  /** The page of what it is about. */
  back: string;
  /** What is said where there is nothing to appeal against. */
  nothing: string;
}

/** One's own appeal: what was decided, until when it can be raised, what was raised and decided. */
export function AppealForm({ own: { contested, raised, all, late }, answer, done, back, nothing }: Props) {
  const spoken = useSpoken();
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有提交" />
      {done && !answer ? <Notice tone="success" title={spoken(done)} announce /> : null}
      <PageTitle
        title={contested ? `申诉：${contested.title}` : '申诉'}
        lead={spoken(
          '不同意一个决定，可以请另一位复核员再看一次。复核员不是原来作决定的人，复核的结果就是最后的结果。',
        )}
      />
      {contested ? (
        <Section title="原来的决定">
          <p className="whitespace-pre-line">{contested.decision}</p>
          <DescriptionList
            facts={[
              ['告知', formatMoment(contested.toldAt)],
              ['申诉截止', `${formatDate(contested.dueOn)}（含当天）`],
            ]}
          />
          {unknownYearsWords(contested.unknownYears) ? (
            <p className="quiet">{unknownYearsWords(contested.unknownYears)}</p>
          ) : null}
        </Section>
      ) : (
        <Notice title="现在没有可以申诉的决定">{nothing}</Notice>
      )}
      {contested && !raised && late ? (
        <Notice tone="warn" title={`申诉的时间在 ${formatDate(contested.dueOn)}已经结束`}>
          这次不能再申诉了。还有新的情况，请联系教务。
        </Notice>
      ) : null}
      {contested && !raised && !late ? (
        <form className="form" method="post">
          <TextArea
            {...fieldOf(answer)('words')}
            label="为什么不同意，请复核员看什么"
            rows={6}
            maxLength={2000}
          />
          <div className="actions">
            <Button tone="primary">提交申诉</Button>
          </div>
        </form>
      ) : null}
      <AppealList appeals={all} />
      <div className="actions">
        <ButtonLink href={back}>返回</ButtonLink>
      </div>
    </>
  );
}
