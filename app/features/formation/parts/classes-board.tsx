import type { Arranged } from '#app/features/formation/arranging.rules.ts';
import type { FormationDesk } from '#app/features/formation/desk.server.ts';
import type { Formation } from '#app/features/formation/formation-shape.ts';
import type { SentForm } from '#app/features/formation/sent-form.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { CohortCard } from './cohort-card.tsx';
import { Comparisons } from './comparisons.tsx';
import { PlacesForm } from './places-form.tsx';
import { SettingsFields } from './settings-fields.tsx';

interface Props {
  address: string;
  formation: Formation;
  desk: FormationDesk;
  arranged: Arranged;
  sent: SentForm;
}

/** A proposed or confirmed formation: what came out, what can be done with it, and who sits where. */
export function ClassesBoard({ address, formation, desk, arranged, sent }: Props) {
  const { cohorts, unplaced, notes } = arranged;
  return (
    <>
      {unplaced.length > 0 ? (
        <Notice
          tone="warn"
          title={`还有 ${unplaced.length} 人没有分到组`}
          action={
            <PostButton action={address} fields={{ means: 'late' }}>
              补进去
            </PostButton>
          }
        >
          {unplaced.map(({ name }) => name).join('、')}。补进去时其他人不动。
        </Notice>
      ) : null}
      {notes.length > 0 ? (
        <Notice tone="info" title="人数提醒">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      ) : null}
      {formation.confirmedAt ? null : (
        <Confirm address={address} people={desk.people} waits={unplaced.length} />
      )}
      <Section title="各班一览">
        <CardGrid>
          {cohorts.map((cohort) => (
            <CohortCard key={cohort.number} address={address} cohort={cohort} sent={sent} />
          ))}
        </CardGrid>
        <Comparisons arranged={arranged} />
      </Section>
      <Section title="谁在哪里，为什么" id="places">
        <PlacesForm address={address} cohorts={cohorts} sent={sent} />
      </Section>
      {formation.confirmedAt ? (
        <Confirmed address={address} at={formation.confirmedAt} />
      ) : (
        <Again formation={formation} byHand={desk.byHand} sent={sent} />
      )}
    </>
  );
}

function Confirm({ address, people, waits }: { address: string; people: number; waits: number }) {
  if (waits > 0) return null;
  return (
    <ConfirmFold label="确认分班…">
      <p>确认后，{people} 位学员会收到通知，看到自己在哪个班、哪个组、为什么。以后仍可以一个个调整。</p>
      <PostButton action={address} tone="primary" fields={{ means: 'confirm' }}>
        确认分班
      </PostButton>
    </ConfirmFold>
  );
}

/** Proposing again: the same seed gives the same places, another gives others. */
function Again({ formation, byHand, sent }: { formation: Formation; byHand: number; sent: SentForm }) {
  const { strategy, cohort, group } = formation.settings;
  const known = {
    strategy,
    cohortFrom: String(cohort.from),
    cohortTo: String(cohort.to),
    groupFrom: String(group.from),
    groupTo: String(group.to),
  };
  return (
    <Section title="再分一次">
      <p>
        {byHand > 0 ? `手工移过的 ${byHand} 人留在原处，其他人重新分。` : '所有人重新分。'}
        同样的人、同样的分法、同一个种子，结果总是一样。
      </p>
      <form className="form" method="post">
        <SettingsFields sent={sent} known={known} />
        <p className="quiet">现在的种子：{formation.seed.slice(0, 8)}（分不出先后的地方由它决定）</p>
        <div className="actions">
          <Button type="submit" name="means" value="propose">
            按这个分法重新分
          </Button>
          <Button type="submit" tone="quiet" name="means" value="another">
            换一个种子再分
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Confirmed({ address, at }: { address: string; at: string }) {
  return (
    <Section title="重新开始">
      <p>{formatMoment(at)} 确认的。一个个调整在上面；全部重分会放下这一次的结果。</p>
      <ConfirmFold label="全部重新分…">
        <p>现在的班和组不再算数，手工移过的也一样，学员暂时看不到自己在哪个组。重新确认时再通知大家。</p>
        <PostButton action={address} fields={{ means: 'anew' }}>
          全部重新分
        </PostButton>
      </ConfirmFold>
    </Section>
  );
}
