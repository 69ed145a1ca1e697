import {
  madeUpChange,
  madeUpOf,
  madeUpWords,
  requirementWords,
} from '#app/features/credits/entry-words.rules.ts';
import type { ExplainedEntry } from '#app/features/credits/explaining.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Adjusted } from './adjusted.tsx';

type Props = ExplainedEntry & {
  /** Whose entry it is may take its proof along. */
  own?: boolean;
};

/** Everything behind one entry: how it was computed, by which rules, on what evidence. */
export function EntryDetail({ entry, category, seal, own = false }: Props) {
  const { computation, evidence } = entry;
  return (
    <Columns aside={<Record entry={entry} category={category} seal={seal} />}>
      <Section title="怎么算的">
        <p>
          <strong>{computation.words ?? '按规则直接认定。'}</strong>
        </p>
        <p className="quiet">{category.explanation}</p>
        <p className="quiet">
          依据《{entry.ruleTitle}》{entry.ruleVersion} 版。以后规则改了，这一笔也不会变。
        </p>
      </Section>
      {evidence.requirements ? (
        <Section title="凭什么得到">
          <ul className="rule-list">
            {evidence.requirements.map((met) => (
              <li key={`${met.kind}${met.title}`}>{requirementWords(met)}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      <MadeUp entry={entry} />
      <Adjusted
        adjustment={evidence.adjustment}
        entryHref={(id) => (own ? `/me/credits/${id}` : `/admin/credits/${id}`)}
      />
      {own && seal ? (
        <Section title="有没有被改过" more={{ label: '怎么核对', href: '/help/ledger' }}>
          <p>
            这一笔封存在学分账本的第 {seal.blockNumber} 块，排第 {seal.position}
            。封存以后改动一个字，都查得出来。
          </p>
          <div className="actions">
            <ButtonLink href={`/me/credits/${entry.id}/proof.jsonl`} tone="quiet">
              下载证明
            </ButtonLink>
            <ButtonLink href="/ledger" tone="quiet">
              看账本
            </ButtonLink>
          </div>
        </Section>
      ) : null}
    </Columns>
  );
}

/** Which meetings were made up, and what that changed. */
function MadeUp({ entry }: Pick<Props, 'entry'>) {
  const madeUp = madeUpOf(entry.evidence.requirements);
  if (madeUp.length === 0) return null;
  return (
    <Section title="补了哪几次课">
      <ul className="rule-list">
        {madeUp.map((meeting) => (
          <li key={meeting.makeUpId}>{madeUpWords(meeting)}</li>
        ))}
      </ul>
      <p>{madeUpChange({ before: entry.computation.before, amount: entry.amount })}</p>
    </Section>
  );
}

/** What stands in the ledger, line by line. */
function Record({ entry, category, seal }: ExplainedEntry) {
  const { evidence } = entry;
  return (
    <Section title="记录">
      <DescriptionList
        facts={[
          ['类别', `${entry.category} ${category.label}，${entry.elective ? '选修' : '必修'}`],
          ['学分', formatHundredths(entry.amount)],
          entry.school ? ['学校', schoolNames[entry.school]] : null,
          evidence.section ? ['班', `${evidence.section}（课程第 ${evidence.courseVersion ?? 1} 版）`] : null,
          ['取得日期', formatDate(entry.occurredOn)],
          ['记入时间', formatMoment(entry.postedAt)],
          ['经手', entry.postedByName ?? '系统自动记入'],
          [
            '封存',
            seal ? `第 ${seal.blockNumber} 块，${formatMoment(seal.sealedAt)}` : '等着封存，不超过一小时',
          ],
          ['流水号', entry.id],
        ]}
      />
    </Section>
  );
}
