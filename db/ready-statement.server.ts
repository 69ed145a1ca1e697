import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from '#db/database.ts';

/** Where a value will stand; `at` counts the members of a list. */
class Place {
  constructor(
    readonly name: string,
    readonly at?: number,
  ) {}
}

type Value = string | number | null;
type Values = Record<string, Value | readonly Value[]>;

/**
 * A statement whose SQL is put together once for each open database (for lists: once for each length); after that a call only fills
 * in its values. Worth it where many ask: building a statement of several joins costs more than running it. `place` names
 * where a value will stand; a list stands in an `in (…)` and must not be empty.
 */
export const readyStatement =
  <Given extends Values>() =>
  <Row>(
    build: (db: Db, place: <Name extends keyof Given & string>(name: Name) => Given[Name]) => Compilable<Row>,
  ): ((db: Db, given: Given) => Promise<QueryResult<Row>>) => {
    const made = new WeakMap<object, Map<string, CompiledQuery<Row>>>();
    return (db, given) => {
      // A transaction shares the adapter of its connection, so both use the same statements.
      const { adapter } = db.getExecutor();
      const ready = made.get(adapter) ?? new Map<string, CompiledQuery<Row>>();
      made.set(adapter, ready);
      const shape = shapeOf(given);
      const statement = ready.get(shape) ?? build(db, (name) => placeOf(given, name)).compile();
      ready.set(shape, statement);
      const parameters = statement.parameters.map((value) =>
        value instanceof Place ? valueAt(given, value) : value,
      );
      return db.executeQuery({ ...statement, parameters });
    };
  };

function shapeOf(given: Values): string {
  let shape = '';
  for (const [name, value] of Object.entries(given)) {
    if (!Array.isArray(value)) continue;
    if (value.length === 0) throw new Error(`${name} is empty: there is nothing to ask for.`);
    shape += `${name}:${value.length} `;
  }
  return shape;
}

function placeOf<Given extends Values, Name extends keyof Given & string>(
  given: Given,
  name: Name,
): Given[Name] {
  const value: Values[string] | undefined = given[name];
  const places = Array.isArray(value) ? value.map((_, at) => new Place(name, at)) : new Place(name);
  return places as unknown as Given[Name];
}

function valueAt(given: Values, { name, at }: Place): Value | undefined {
  const value = given[name];
  return at === undefined ? (value as Value) : (value as readonly Value[])[at];
}
