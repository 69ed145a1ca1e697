import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';
import type { Db } from '#db/database.ts';
import { shareLanes } from '#db/transaction.server.ts';

/** Whoever asks for a page waits no longer for work that is in no hurry. */
const KEEPS_MS = 5;

/**
 * An embedded database answers at once, so that a walk of thousands of statements never lets go of the event loop by itself: this one
 * goes on after the next round of it, where it has kept the process for some milliseconds. Also within transactions: readers go on, and
 * whoever writes waits for the end of them as always.
 */
class GivingWay implements KyselyPlugin {
  #since = 0;

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    if (performance.now() - this.#since > KEEPS_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#since = performance.now();
    }
    return result;
  }
}

const patient = new WeakMap<Db, Db>();

/** The same database for work that nobody waits for and that takes long: it lets requests go first, statement by statement. */
export function givingWay(db: Db): Db {
  const known = patient.get(db);
  if (known) return known;
  const giving = db.withPlugin(new GivingWay());
  if (!db.isTransaction) shareLanes(giving, db);
  patient.set(db, giving);
  patient.set(giving, giving);
  return giving;
}
