import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { giveStream } from '#tests/recordings/streams.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoTroubles } from './support/checks.ts';
import { describeInBrowser } from './support/suite.ts';

const KEY = 'abcdefghij0123456789';

describeInBrowser('measuring how well a lecture plays', (open) => {
  let demo: DemoAcademy;
  beforeAll(async () => {
    demo = await demoAcademy({ env: { MUX_DATA_ENV_KEY: KEY } });
  }, 180_000);
  afterAll(() => demo?.stop());

  const measured = it.skipIf(ffmpegMissing());
  measured('tells of the lecture, and of nobody who watches it', { timeout: 60_000 }, async () => {
    const lecture = await demo.db
      .selectFrom('requirement')
      .innerJoin('person', 'person.id', 'requirement.person_id')
      .select(['enrolment_id', 'subject_id', 'person.id', 'person.name'])
      .where('username', '=', 'learner')
      .where('requirement.kind', '=', 'watch')
      .orderBy('requirement.position')
      .executeTakeFirstOrThrow();
    const { subject_id: recordingId } = lecture;
    const streamId = await giveStream(demo.db, { recordingId, mediaFolder: join(demo.dataDir, 'media') });
    const opened = await open(demo.url, { cookie: (await signIn(demo.url, 'learner')).cookie });
    const { page } = opened;
    let told = '';
    await page.route(`https://${KEY}.litix.io/**`, (route) => {
      told += route.request().postData() ?? '';
      return route.fulfill({ status: 200, headers: { 'access-control-allow-origin': '*' }, body: '' });
    });
    await page.goto(`/learn/${lecture.enrolment_id}/recordings/${recordingId}`);
    await page.getByRole('button', { name: /开始看|接着看/ }).click();
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 2);
    await page.getByRole('button', { name: '暂停' }).click();
    // An event of a request tells that the library is known to it.
    await expect.poll(() => told, { timeout: 15_000 }).toContain('requestcompleted');
    await page.goto('/help');
    expect(told).toContain(recordingId);
    for (const secret of [lecture.id, lecture.name, 'learner', lecture.enrolment_id, streamId, '/media/']) {
      expect([secret, told.includes(secret)]).toEqual([secret, false]);
    }
    expectNoTroubles(opened);
  });
});
