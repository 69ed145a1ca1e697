// Checks an extract of the academy's ledger, or of its journal (a file of old lines, a proof of one line). Needs Node 18 or later and nothing else: no network, no database, no package.
//
//   node verify.mjs chain.jsonl                    does each block follow the one before it?
//   node verify.mjs chain.jsonl 12:3f9a…           and is block 12 the one that was written down elsewhere?
//   node verify.mjs --entries export.jsonl         the same, and is every entry there, and the one that was sealed?
//   node verify.mjs proof.jsonl 12:3f9a…           is this entry of mine in block 12?
//   node verify.mjs --entries journal.jsonl.gz     the same for the journal; what ends in .gz is unpacked
//
// How it is made, `academy-ledger-1`: everything is SHA-256 over the JSON of a list, in hexadecimal.
//   commitment  ["academy-commitment-1", salt, …the closed fields]
//   leaf        ["academy-entry-1", …the open fields, commitment]
//   root        the leaves of a block in their order, joined by line feeds (no JSON)
//   block       ["academy-block-1", number, previous, sealedAt, entries, total, root]
// The first block follows 64 zeros.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

const OPEN = [
  'id',
  'kind',
  'category',
  'amount',
  'elective',
  'school',
  'source_type',
  'line',
  'revision',
].concat(['reverses_id', 'rule_version_id', 'occurred_on', 'posted_at']);
const CLOSED = ['person_id', 'posted_by', 'title', 'source_id', 'computation', 'evidence', 'reason'];

// The journal says other things than the ledger.
const OPEN_OF_JOURNAL = ['id', 'at', 'actor_id', 'on_behalf_of', 'concerns_id', 'action'].concat([
  'subject_type',
  'subject_id',
  'outcome',
]);
const CLOSED_OF_JOURNAL = ['detail', 'origin'];
const fieldsOf = (entry) => ('action' in entry ? [OPEN_OF_JOURNAL, CLOSED_OF_JOURNAL] : [OPEN, CLOSED]);

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hashed = (...list) => sha256(JSON.stringify(list));

const given = process.argv.slice(2);
const isWhole = given[0] === '--entries';
const [file, ...checkpoints] = isWhole ? given.slice(1) : given;
if (!file || checkpoints.some((one) => !/^\d+:[0-9a-f]{64}$/.test(one))) {
  console.error('usage: node verify.mjs [--entries] FILE [NUMBER:HASH …]');
  process.exit(2);
}
const wanted = new Map(checkpoints.map((one) => [Number(one.split(':')[0]), one.split(':')[1]]));
const faults = [];
const seen = { blocks: 0, entries: 0, opened: 0, from: 0 };
let last;
let leaves = [];

function blockEnds() {
  if (!last) return;
  if (leaves.length === 0) {
    if (isWhole && last.entries > 0) faults.push(`block ${last.number}: its entries are not in this file`);
    return;
  }
  if (leaves.length !== last.entries || sha256(leaves.join('\n')) !== last.root)
    faults.push(`block ${last.number}: its entries are not those that were sealed`);
  leaves = [];
}

function blockBegins(block) {
  blockEnds();
  const { number, previous, sealedAt, entries, total, root, hash } = block;
  const before = last ?? {
    number: number - 1,
    hash: number === 1 ? '0'.repeat(64) : previous,
    total: total - entries,
  };
  if (number !== before.number + 1) faults.push(`block ${number}: block ${before.number + 1} should be here`);
  else if (previous !== before.hash) faults.push(`block ${number}: does not follow block ${before.number}`);
  if (total !== before.total + entries)
    faults.push(`block ${number}: does not count on from block ${before.number}`);
  if (hashed('academy-block-1', number, previous, sealedAt, entries, total, root) !== hash)
    faults.push(`block ${number}: its hash is another one`);
  if (wanted.has(number) && wanted.get(number) !== hash)
    faults.push(`block ${number}: is not the block that was written down`);
  wanted.delete(number);
  if (!last) seen.from = number;
  seen.blocks += 1;
  last = block;
}

function entryComes({ entry, salt, commitment, leaf }) {
  const [open, closed] = fieldsOf(entry);
  const bound = salt
    ? hashed('academy-commitment-1', salt, ...closed.map((field) => entry[field]))
    : commitment;
  const own = hashed('academy-entry-1', ...open.map((field) => entry[field]), bound);
  // A field that the hash does not know could say anything.
  const isKnown = (field) => open.includes(field) || (salt && closed.includes(field));
  if (own !== leaf || !Object.keys(entry).every(isKnown))
    faults.push(`block ${last?.number}, entry ${entry.id}: is not what was sealed`);
  leaves.push(own);
  seen.entries += 1;
  if (salt) seen.opened += 1;
}

let at = 0;
const packed = createReadStream(file);
const input = file.endsWith('.gz') ? packed.pipe(createGunzip()) : packed;
for await (const line of createInterface({ input, crlfDelay: Infinity })) {
  at += 1;
  if (line.trim() === '') continue;
  try {
    const read = JSON.parse(line);
    if (read.block) blockBegins(read.block);
    else if (read.entry) entryComes(read);
    // Somebody else's entry: only that it has its place.
    else if (read.leaf) leaves.push(read.leaf);
  } catch {
    faults.push(`line ${at}: cannot be read`);
  }
  if (faults.length > 20) break;
}
blockEnds();
for (const number of wanted.keys()) faults.push(`block ${number}: was written down, and is not in this file`);
if (!last) faults.push('there is no block in this file');

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
if (seen.from > 1) console.log(`begins at block ${seen.from}: what came before it is not in this file`);
console.log(
  `ok: ${seen.blocks} blocks, ${last.total} entries up to block ${last.number}, ${seen.entries} of them in this file, ${seen.opened} opened`,
);
console.log(`block ${last.number} ${last.sealedAt} ${last.hash}`);
