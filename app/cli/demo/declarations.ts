import { contentJson } from '#app/cli/content-folder.ts';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { appealsAbout } from '#app/features/appeals/reading.server.ts';
import { answerObjections } from '#app/features/declarations/answering.server.ts';
import { beginDeclaration } from '#app/features/declarations/declaring.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { objectTo } from '#app/features/declarations/objecting.server.ts';
import { publicItemOf } from '#app/features/declarations/publicity.server.ts';
import { decideDeclaration } from '#app/features/declarations/reviewing.server.ts';
import { sendDeclaration, withdrawDeclaration } from '#app/features/declarations/sending.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { addDays } from '#app/lib/time.ts';
import { type DeclarationsFile, declarationsFile } from '#content/world/declarations.schema.ts';
import { actAs } from './actors.ts';
import { plusDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

type Declared = DeclarationsFile[number];
type Step = Declared['steps'][number];
type Accounts = ReadonlyMap<string, string>;

/** Lets the accounts declare what the world's file says, and everybody decide about it as they would. */
export async function declareThings(loading: Loading, accounts: Accounts): Promise<void> {
  for (const declared of contentJson(declarationsFile, 'world', 'declarations.json')) {
    const declarationId = await write(loading, accounts, declared);
    for (const step of declared.steps) await take(loading, accounts, { declared, declarationId, step });
  }
}

async function write(loading: Loading, accounts: Accounts, declared: Declared): Promise<string> {
  const { trx, now, today } = loading;
  const { title, organiser, certificate, companions, words, again } = declared;
  const [category = '', activity = ''] = declared.kind.split('.');
  const begun = await beginDeclaration(trx, {
    actor: await actAs(loading, known(accounts, declared.who, 'account')),
    ...{ category, activity, formToken: newId() },
    form: {
      ...{ title, organiser, certificate, companions, words, again, part: '', sameAs: '' },
      level: declared.level ?? null,
      units: declared.units ?? null,
      occurredOn: addDays(today, -declared.doneDaysAgo),
    },
    now: plusDays(now, -declared.writtenDaysAgo),
  });
  if (!begun.ok) throw new Error(`${title} is not taken: ${begun.reason}.`);
  return begun.declarationId;
}

interface Taking {
  declared: Declared;
  declarationId: string;
  step: Step;
}

async function take(loading: Loading, accounts: Accounts, taking: Taking): Promise<void> {
  const { declared, step } = taking;
  const doers: Partial<Record<Step['means'], string>> = {
    ...{ send: declared.who, withdraw: declared.who, appeal: declared.who, object: step.by ?? '' },
    ...{ 'appeal-upheld': 'appeals', 'appeal-dismissed': 'appeals' },
  };
  const actor = await actAs(loading, known(accounts, doers[step.means] ?? 'reviewer', 'account'));
  const outcome = await doStep(loading, actor, taking);
  if (!outcome.ok) throw new Error(`${declared.title}: ${step.means} fails: ${JSON.stringify(outcome)}.`);
}

async function doStep(
  { trx, now: loadedAt }: Loading,
  actor: Actor,
  { declarationId, step: { means, daysAgo, words, units } }: Taking,
): Promise<{ ok: boolean }> {
  const now = plusDays(loadedAt, -daysAgo);
  const row = await declarationRow(trx, declarationId);
  if (!row) return { ok: false };
  const common = { actor, declarationId, words, seen: row.steps, now };
  const accepted = { level: row.level, units: units ?? row.units, again: row.again === 1 };
  switch (means) {
    case 'send':
      return sendDeclaration(trx, common);
    case 'withdraw':
      return withdrawDeclaration(trx, common);
    case 'grant':
      return decideDeclaration(trx, { ...common, means, accepted });
    case 'return':
    case 'refuse':
      return decideDeclaration(trx, { ...common, means });
    case 'object':
      return objectTo(trx, { ...common, publicityId: (await publicItemOf(trx, declarationId)) ?? '' });
    case 'dismiss':
    case 'uphold':
      return answerObjections(trx, { ...common, means });
    case 'post':
      return { ok: (await postAfterPublicity(trx, { limit: 100, now })) > 0 };
    case 'appeal':
      return raiseAppeal(trx, { subject: 'declaration', subjectId: declarationId, actor, words, now });
    case 'appeal-upheld':
    case 'appeal-dismissed': {
      const [appeal] = await appealsAbout(trx, { subject: 'declaration', subjectId: declarationId });
      const verdict = means === 'appeal-upheld' ? 'uphold' : 'dismiss';
      return decideAppeal(trx, { actor, appealId: appeal?.id ?? '', means: verdict, words, now });
    }
  }
}
