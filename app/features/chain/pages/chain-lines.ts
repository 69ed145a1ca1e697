import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { BLOCKS_A_FILE, blockLine } from '#app/features/chain/lines.rules.ts';
import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { failure } from '#app/lib/http.server.ts';

const query = z.object({ from: z.coerce.number().int().min(1).max(1_000_000_000).default(1) });

/** `GET /ledger/chain.jsonl?from=`: every block from that number on without its entries, at most so many. About nobody. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) throw failure(request, 400, { message: 'from 要写块号，是 1 或更大的整数。' });
  const { from } = asked.data;
  const blocks = await blocksFrom(context.db, { from, limit: BLOCKS_A_FILE });
  const headers = new Headers({
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': 'attachment; filename="chain.jsonl"',
    'cache-control': 'public, max-age=60',
  });
  if (blocks.length === BLOCKS_A_FILE)
    headers.set('link', `</ledger/chain.jsonl?from=${from + BLOCKS_A_FILE}>; rel="next"`);
  return new Response(blocks.map(blockLine).join(''), { headers });
}
