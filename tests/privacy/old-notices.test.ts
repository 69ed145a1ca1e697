import { expect, it } from 'vitest';
import { tell } from '#app/features/notices/notices.server.ts';
import { lookThroughOldNotices, oldNoticesAreKnown } from '#app/features/notices/old-mentions.server.ts';
import { closeAccount } from '#app/features/privacy/closing-accounts.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now } from '#tests/support/world.ts';

const [NAME, OTHER] = ['佘暖阳', '祁远'];
let made = 0;

/** A notice as it was written before names were known by their place. */
async function told(db: Db, personId: string, words: { kind: string; title: string; body: string }) {
  const id = `01900000-0000-7000-8000-${String(++made).padStart(12, '0')}`;
  const row = { id, person_id: personId, link: null, created_at: '2026-03-01T00:00:00.000Z', ...words };
  await db.insertInto('notice').values(row).execute();
}

/** The wordings that named somebody, each with the name in its place. */
const wordings = [
  { kind: 'adjustment-decided', title: `${NAME}《书法》的学分调整已确认`, body: `2.00 学分。${OTHER}：属实` },
  { kind: 'adjustment-decided', title: '《书法》的学分调整', body: `2.00 学分。${NAME}：属实` },
  { kind: 'credit-adjusted', title: '《书法》补记', body: `补记：漏记了。${NAME}提出，${OTHER}核对确认。` },
  { kind: 'credit-adjusted', title: '《书法》补记', body: `补记：漏记了。${OTHER}提出，${NAME}核对确认。` },
  { kind: 'call-to-make', title: `请打电话问${NAME}：等到名额了`, body: '' },
  { kind: 'assistance-disputed', title: `${NAME}说没有同意《书法》的代办`, body: `联络员 ${OTHER} 办的。` },
  { kind: 'attendance', title: `${NAME}补“书法”第 2 次课补晚了`, body: '' },
  { kind: 'done-for-you', title: `社区联络员 ${NAME} 替你选了课`, body: '' },
  { kind: 'done-for-you', title: `${NAME} 替你选了课`, body: '' },
  { kind: 'suggestion', title: '你写的意见已经受理', body: `由${NAME}负责，11月30日前答复。` },
  { kind: 'recording', title: '录播退回修改', body: `${NAME}看过了，要改：片头` },
  { kind: 'account', title: '有人帮你重设密码', body: `${NAME}（看了身份证）给了你一个一次性登录码` },
  { kind: 'account', title: '手机号换了', body: `${NAME}把你的手机号登记为 199****0001。` },
];

async function texts(db: Db): Promise<string> {
  const rows = await db.selectFrom('notice').select(['title', 'body']).execute();
  return rows.map(({ title, body }) => `${title} ${body}`).join('\n');
}

describeOnBothDatabases('notices from before names were known by their place', (open) => {
  it('lose the name of whoever closes the account, in every wording, and nobody else’s', async () => {
    const db = await open();
    const { personId } = await aLearner(db, NAME);
    const other = await aLearner(db, OTHER);
    for (const words of wordings) await told(db, other.personId, words);
    // One that was written since, of a kind that names people, belongs to whoever wrote it.
    await tell(db, {
      personId: other.personId,
      kind: 'recording',
      title: '录播',
      body: `${NAME}看过了`,
      now,
    });
    expect(await lookThroughOldNotices(db, { now })).toBe(true);
    const noted = await db.selectFrom('notice_mention').selectAll().execute();
    expect(noted).toHaveLength(wordings.length);
    await inTransaction(db, (trx) => closeAccount(trx, { personId, now }));
    const left = await texts(db);
    expect(left.split(NAME)).toHaveLength(2);
    expect(left.split('已注销 ')).toHaveLength(wordings.length + 1);
    expect(left.split(OTHER)).toHaveLength(5);
  });

  it('are closed over where a text is full and the pseudonym is longer than the name', async () => {
    const db = await open();
    const { personId } = await aLearner(db, NAME);
    const other = await aLearner(db, OTHER);
    const full = { title: `${NAME}补“`.padEnd(120, '书'), body: `${NAME}看过了，要改：`.padEnd(500, '片') };
    await told(db, other.personId, { kind: 'attendance', title: full.title, body: '' });
    await told(db, other.personId, { kind: 'recording', title: '录播退回修改', body: full.body });
    expect(await oldNoticesAreKnown(db)).toBe(false);
    await lookThroughOldNotices(db, { now });
    expect(await oldNoticesAreKnown(db)).toBe(true);
    await inTransaction(db, (trx) => closeAccount(trx, { personId, now }));
    const left = await texts(db);
    expect(left).not.toContain(NAME);
    expect(left.split('已注销 ')).toHaveLength(3);
  });

  it('are looked through once, some at a time, and from where it was stopped', async () => {
    const db = await open();
    const { personId } = await aLearner(db, NAME);
    const other = await aLearner(db, OTHER);
    const title = `请打电话问${NAME}：等到名额了`;
    for (let n = 0; n < 501; n++) await told(db, other.personId, { kind: 'call-to-make', title, body: '' });
    let turns = 0;
    expect(await lookThroughOldNotices(db, { now, stopped: () => turns++ > 0 })).toBe(false);
    const half = await db.selectFrom('notice_mention').select('notice_id').execute();
    expect(half).toHaveLength(500);
    expect(await lookThroughOldNotices(db, { now })).toBe(true);
    expect(await lookThroughOldNotices(db, { now })).toBe(true);
    await inTransaction(db, (trx) => closeAccount(trx, { personId, now }));
    expect(await texts(db)).not.toContain(NAME);
  });
});
