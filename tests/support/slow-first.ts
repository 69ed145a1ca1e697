import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, in this order. A name that is missing here costs time, never a test. */
const slowest = [
  'tests/browser/every-page.test.ts',
  'tests/stories/fuzz.test.ts',
  'tests/reach/every-role.test.ts',
  'tests/browser/watching.test.ts',
  'tests/stories/mux.test.ts',
  'tests/stories/demo-world.test.ts',
  'tests/stories/bucket-upload.test.ts',
  'tests/stories/whole-flow.test.ts',
  'tests/stories/rush.test.ts',
  'tests/stories/ranking.test.ts',
  'tests/stories/killed-import.test.ts',
  'tests/browser/importing.test.ts',
  'tests/browser/organising.test.ts',
  'tests/stories/running-server.test.ts',
  'tests/cli/demo-data.test.ts',
  'tests/statements/every-page.test.ts',
  'tests/recordings/film-kinds.test.ts',
  'tests/jobs/two-workers.test.ts',
  'tests/jobs/films.test.ts',
  'tests/recordings/processing.test.ts',
  'tests/server/route-matching.test.ts',
  'tests/sign-in/sign-in.test.ts',
  'tests/recordings/cutting.test.ts',
];

/** Long files begin first, so that no worker is left with one of them when all others have finished. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slowest.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return at < 0 ? slowest.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
