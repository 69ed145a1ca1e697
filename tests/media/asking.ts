import type { AppLoadContext } from '@remix-run/node';
import pino from 'pino';
import { readEnv } from '#app/lib/env.ts';
import type { LightAction, LightAnswer } from '#app/lib/http-light.ts';
import type { Db } from '#db/database.ts';

interface Asking {
  db: Db;
  mediaUrl: string;
  now?: () => Date;
  settings?: Record<string, string>;
}

/** The context that the server would hand to a page. */
export function contextFor({ db, mediaUrl, now = () => new Date(), settings = {} }: Asking): AppLoadContext {
  const reading = readEnv({ MEDIA_URL: mediaUrl, ...settings });
  if (!reading.ok) throw new Error(reading.problem);
  return {
    db,
    env: reading.env,
    nonce: 'n',
    requestId: 'r',
    clientAddress: '127.0.0.1',
    now,
    log: pino({ level: 'silent' }),
  };
}

type PageFunction = (args: {
  request: Request;
  params: Record<string, string>;
  context: AppLoadContext;
}) => unknown;

interface Question {
  request: Request;
  params?: Record<string, string>;
  context: AppLoadContext;
}

/** What a loader or action answers, thrown or returned; it must be a Response. */
export async function answerOf(page: PageFunction, question: Question): Promise<Response> {
  const outcome = await outcomeOf(page, question);
  if (outcome instanceof Response) return outcome;
  throw new Error(`expected an answer, got ${JSON.stringify(outcome)}`);
}

/** The same of a light resource, as the server sends it. */
export async function lightAnswerOf(action: LightAction, question: Question): Promise<Response> {
  const outcome = await outcomeOf(action as unknown as PageFunction, question);
  if (outcome instanceof Response) return outcome;
  const { status, body } = outcome as LightAnswer;
  return Response.json(body, { status });
}

/** What a loader or action returns, or what it throws. */
export async function outcomeOf(
  page: PageFunction,
  { request, params = {}, context }: Question,
): Promise<unknown> {
  try {
    return await page({ request, params, context });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
