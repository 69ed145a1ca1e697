import type { ActionFunction, LoaderFunction, ServerBuild } from '@remix-run/node';
import type { RequestContext } from '#app/lib/context.ts';

/** What answers an address that shows no page. */
export interface Resource {
  loader?: LoaderFunction;
  action?: ActionFunction;
}

type HandleError = NonNullable<ServerBuild['entry']['module']['handleError']>;

export interface ResourceRequest {
  request: Request;
  params: Record<string, string | undefined>;
  context: RequestContext;
}

/**
 * Answers by the resource's server function alone. There is nothing to match and nothing to render, and the router's
 * rounds about it cost several times what a seat or a heartbeat does. The function answers or throws a Response;
 * anything else that it throws goes to `handleError` and ends as a 500.
 */
export async function answerResource(
  { loader, action }: Resource,
  { request, params, context }: ResourceRequest,
  handleError: HandleError,
): Promise<Response> {
  const ask = request.method === 'GET' || request.method === 'HEAD' ? loader : action;
  try {
    const answer: unknown = await ask?.({ request, params, context });
    if (answer instanceof Response) return answer;
    throw new Error('A resource route must answer with a Response.');
  } catch (error) {
    return thrownAnswer(error, { request, params, context }, handleError);
  }
}

/** The answer that a server function threw, or a 500 for anything else, which goes to `handleError`. */
export function thrownAnswer(error: unknown, asked: ResourceRequest, handleError: HandleError): Response {
  if (error instanceof Response) return error;
  handleError(error, asked);
  return new Response(null, { status: 500 });
}
