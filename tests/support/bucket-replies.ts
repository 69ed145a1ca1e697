export interface Reply {
  status: number;
  body?: Buffer | string;
  headers?: Record<string, string>;
}

/** An answer in words of S3. */
export function xml(root: string, inside: string): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${root}>${inside}</${root}>`;
  return { status: 200, body, headers: { 'content-type': 'application/xml' } };
}

export function failure(status: string, code: string): Reply {
  return { ...xml('Error', `<Code>${code}</Code><Message>${code}</Message>`), status: Number(status) };
}
