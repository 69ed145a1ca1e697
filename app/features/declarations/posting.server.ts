import type { Item } from '#app/features/credits/corrected.rules.ts';
import { postCredit, reverseSource } from '#app/features/credits/ledger.server.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { DeclarationGrantRow, DeclarationRow, PublicityRow } from '#db/tables/declarations.ts';
import { kindOf } from './declarable.rules.ts';
import { moveOn } from './steps.server.ts';

export const SOURCE = 'declaration';

export interface Granted {
  declaration: DeclarationRow;
  grant: DeclarationGrantRow;
  publicity: PublicityRow | null;
  now: Date;
}

/**
 * Posts what was granted to the ledger, once: the declaration is the source. Where another sum of it stands, granted before an appeal, that
 * one is reversed first. Whoever declared is told. In the caller's transaction, after the step that allows it.
 */
export async function postGrant(trx: Trx, posting: Granted): Promise<{ entryId: string }> {
  const { declaration, grant, now } = posting;
  const { id: declarationId, person_id: personId } = declaration;
  const step = await moveOn(trx, {
    declarationId,
    from: ['publicity'],
    to: 'posted',
    kind: 'posted',
    by: null,
    now,
  });
  if (step === null) throw new Error(`Declaration ${declarationId} is not ready to be posted.`);
  const source = { type: SOURCE, id: declarationId };
  const actor = systemActor('declarations');
  const rules = await rulesOfVersion(trx, grant.rule_version_id);
  await reverseSource(trx, { personId, source, actor, reason: '复核后按新的认定重新记入', now });
  const { entryId } = await postCredit(trx, {
    personId,
    source,
    line: grant.line,
    category: declaration.category as CategoryCode,
    amount: grant.amount,
    elective: (rules && kindOf(rules, `${declaration.category}.${declaration.activity}`)?.elective) ?? true,
    school: null,
    title: declaration.title,
    ruleVersionId: grant.rule_version_id,
    computation: JSON.parse(grant.computation) as Record<string, unknown>,
    evidence: await snapshotOf(trx, posting),
    occurredOn: declaration.occurred_on,
    actor: null,
    now,
  });
  await tell(trx, {
    personId,
    kind: 'declaration',
    title: `“${declaration.title}”的 ${formatHundredths(grant.amount)} 学分已计入`,
    body: posting.publicity ? '公示期满，没有成立的异议。' : '审核通过，已经记进学分流水。',
    link: `/me/credits/${entryId}`,
    now,
  });
  return { entryId };
}

/**
 * Ends what was public of something of which somebody took back or corrected meanwhile what it had paid: that was decided later, so it holds and
 * nothing is posted over it. Whoever declared is told. In the caller's transaction.
 */
export async function keepTakenBack(trx: Trx, { declaration, now }: Granted): Promise<void> {
  const { id: declarationId, person_id: personId, title } = declaration;
  const step = await moveOn(trx, {
    declarationId,
    from: ['publicity'],
    to: 'posted',
    kind: 'not-posted',
    by: null,
    words: '公示期间，原来记入的这笔学分已经由教务冲销或更正，以那一次处理为准。',
    now,
  });
  if (step === null) throw new Error(`Declaration ${declarationId} is not ready to be posted.`);
  await tell(trx, {
    personId,
    kind: 'declaration',
    title: `“${title}”公示期满，没有再记入学分`,
    body: '公示期间，原来记入的这笔学分已经由教务冲销或更正，以那一次处理为准。不同意的，可以在期限内对那一次处理申诉。',
    link: `/me/declarations/${declarationId}`,
    now,
  });
}

/** What it rests on, as it is now: what was declared, with which files, who looked at it when, and how long it was public. */
async function snapshotOf(trx: Trx, { declaration, grant, publicity }: Granted) {
  const files = await trx
    .selectFrom('declaration_file')
    .innerJoin('media_file', 'media_file.id', 'declaration_file.media_id')
    .select(['original_name as name', 'sha256', 'bytes'])
    .where('declaration_id', '=', declaration.id)
    .orderBy('media_file.id')
    .execute();
  const { title, organiser, certificate, occurred_on: occurredOn } = declaration;
  const papers = [organiser, certificate, files.length > 0 ? `材料 ${files.length} 份` : ''].filter(Boolean);
  return {
    declarationId: declaration.id,
    declared: {
      ...{ title, organiser, certificate, occurredOn },
      part: declaration.part,
      words: declaration.words,
    },
    files,
    ...(declaration.same_as ? { sameItem: { type: SOURCE, id: declaration.same_as } satisfies Item } : {}),
    grantId: grant.id,
    reviewedBy: grant.granted_by,
    requirements: [
      { kind: 'declared', title: `本人申报“${title}”（${papers.join('，')}）`, metAt: occurredOn },
      { kind: 'reviewed', title: '由另一个人审核通过', metAt: grant.granted_at },
      ...(publicity
        ? [
            {
              kind: 'publicised',
              title: `从 ${formatDate(publicity.starts_on)}起公示 ${publicity.working_days} 个工作日，没有成立的异议`,
              metAt: publicity.ends_on,
            },
          ]
        : []),
    ],
  };
}
