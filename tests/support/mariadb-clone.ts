import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';

/** Runs `work` on a connection of its own that may send several statements at once and ignores foreign keys. */
export async function onMariadb<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const at = new URL(url);
  const connection = await createConnection({
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    host: at.hostname,
    port: at.port ? Number(at.port) : 3306,
    socketPath: at.searchParams.get('socketPath') ?? undefined,
    multipleStatements: true,
  });
  try {
    await connection.query('set foreign_key_checks = 0, lock_wait_timeout = 20');
    return await work(connection);
  } finally {
    await connection.end();
  }
}

export async function recreateDatabase(url: string, name: string): Promise<void> {
  await onMariadb(url, async (connection) => {
    await connection.query(`drop database if exists \`${name}\`; create database \`${name}\``);
  });
}

export async function dropDatabases(url: string, prefix: string): Promise<void> {
  await onMariadb(url, async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>('show databases');
    for (const name of rows
      .map((row) => String(Object.values(row)[0]))
      .filter((found) => found.startsWith(prefix))) {
      await connection.query(`drop database \`${name}\``);
    }
  });
}

/** The statements that rebuild `template` in an empty database: tables, the rows it holds, triggers. */
export async function cloneScript(url: string, template: string): Promise<string[]> {
  return onMariadb(url, async (connection) => {
    await connection.query(`use \`${template}\``);
    const tables = await column(connection, "show full tables where table_type = 'BASE TABLE'");
    const script: string[] = [];
    for (const table of tables)
      script.push(await definition(connection, `show create table \`${table}\``, 'Create Table'));
    for (const { table } of await filled(connection, template, tables)) {
      script.push(`insert into \`${table}\` select * from \`${template}\`.\`${table}\``);
    }
    for (const trigger of await column(connection, 'show triggers')) {
      script.push(
        await definition(connection, `show create trigger \`${trigger}\``, 'SQL Original Statement'),
      );
    }
    return script;
  });
}

export async function cloneInto(url: string, name: string, script: string[]): Promise<void> {
  await recreateDatabase(url, name);
  await onMariadb(url, async (connection) => {
    await connection.query(`use \`${name}\``);
    // Triggers hold semicolons of their own, but the server parses them; only our separator matters.
    await connection.query(script.join(';\n'));
  });
}

/** From so many rows on a table is emptied as a whole, which takes 20 to 50 ms; a row takes far less than one. */
const MANY_ROWS = 500;
const TRIGGER = /^CREATE\b.*\bTRIGGER\b/i;

/**
 * Empties what a test has written into `name`; false when no earlier test file has built it, or not completely. Far quicker than
 * building the tables anew. Truncating fires no trigger.
 */
export async function resetToTemplate(url: string, name: string, script: string[]): Promise<boolean> {
  const wanted = script.filter((statement) => statement.startsWith('CREATE TABLE')).length;
  const refill = script.filter((statement) => statement.startsWith('insert into '));
  const triggers = script.filter((statement) => TRIGGER.test(statement)).join('\n');
  return onMariadb(url, async (connection) => {
    const [known] = await connection.query<RowDataPacket[]>('show databases where `Database` = ?', [name]);
    if (known.length === 0) return false;
    await connection.query(`use \`${name}\``);
    const tables = await column(connection, "show full tables where table_type = 'BASE TABLE'");
    if (wanted === 0 || tables.length !== wanted) return false;
    // A test may have let go of them to break something by hand.
    const kept = await column(connection, 'show triggers');
    if (kept.length !== script.filter((statement) => TRIGGER.test(statement)).length) return false;
    const cleared = (await filled(connection, name, tables)).map(({ table, rows }) => {
      const atOnce = rows >= MANY_ROWS || triggers.includes(`\`${table}\``);
      return `${atOnce ? 'truncate table' : 'delete from'} \`${table}\``;
    });
    const statements = [...cleared, ...refill];
    if (statements.length > 0) await connection.query(statements.join(';\n'));
    return true;
  });
}

async function column(connection: Connection, query: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(query);
  return rows.map((row) => String(Object.values(row)[0]));
}

async function definition(connection: Connection, query: string, field: string): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>(query);
  return String(rows[0]?.[field]);
}

/** The tables that hold rows, with how many: no more than `MANY_ROWS` are counted. */
async function filled(
  connection: Connection,
  name: string,
  tables: string[],
): Promise<{ table: string; rows: number }[]> {
  if (tables.length === 0) return [];
  const questions = tables.map(
    (table) =>
      `select '${table}' as t, (select count(*) from (select 1 from \`${name}\`.\`${table}\` limit ${MANY_ROWS}) as some) as n`,
  );
  const [counts] = await connection.query<RowDataPacket[]>(questions.join(' union all '));
  return counts.map((row) => ({ table: String(row.t), rows: Number(row.n) })).filter(({ rows }) => rows > 0);
}
