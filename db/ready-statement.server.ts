import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from '#db/database.ts';

/** Where a value will stand. */
class Place {
  constructor(readonly name: string) {}
}

type Values = Record<string, string | number | null>;

/**
 * A statement whose SQL is put together once for each open database; after that a call only fills in its values. Worth it where
 * thousands ask at once (who is signed in, a seat, a heartbeat): building a statement costs more than running it.
 */
export const readyStatement =
  <Given extends Values>() =>
  <Row>(
    build: (db: Db, place: <Name extends keyof Given & string>(name: Name) => Given[Name]) => Compilable<Row>,
  ): ((db: Db, given: Given) => Promise<QueryResult<Row>>) => {
    const made = new WeakMap<object, CompiledQuery<Row>>();
    return (db, given) => {
      // A transaction shares the adapter of its connection, so both use the same statement.
      const { adapter } = db.getExecutor();
      const statement =
        made.get(adapter) ?? build(db, (name) => new Place(name) as unknown as Given[typeof name]).compile();
      made.set(adapter, statement);
      const parameters = statement.parameters.map((value) =>
        value instanceof Place ? given[value.name] : value,
      );
      return db.executeQuery({ ...statement, parameters });
    };
  };
