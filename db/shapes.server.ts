import type { Column, TableShape } from '#db/ddl.ts';
import type { Engine } from '#db/dialect.server.ts';
import type { Migration } from '#db/migrate.server.ts';
import { migrations } from '#db/migrations/index.ts';

export interface NamedShape {
  name: string;
  shape: TableShape;
}

/** Every table as the migrations make it, or as some of them do, parents before those that refer to them. Nothing is run. */
export async function tableShapes(
  engine: Engine,
  some: readonly Migration[] = migrations,
): Promise<NamedShape[]> {
  const shapes: NamedShape[] = [];
  const ddl = {
    engine,
    table: async (name: string, shape: TableShape) => void shapes.push({ name, shape }),
    column: async (table: string, column: string, is: Column) => {
      const known = shapes.find(({ name }) => name === table);
      if (known) known.shape = { ...known.shape, columns: { ...known.shape.columns, [column]: is } };
    },
    drop: async (table: string) =>
      void shapes.splice(
        shapes.findIndex(({ name }) => name === table),
        1,
      ),
    dropIndex: async () => undefined,
    appendOnly: async () => undefined,
    irreplaceable: async () => undefined,
    run: async () => undefined,
  };
  for (const migration of some) await migration.up(ddl);
  return shapes;
}

/** The columns of a table's primary key. */
export function keyOf({ shape }: NamedShape): readonly string[] {
  return shape.primaryKey ?? ['id'];
}
