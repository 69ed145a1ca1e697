/** A file of a form; `type` as the browser names it. */
export interface FormFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** What a browser without scripts sends of a form with a field for files. */
export function fileForm(
  fields: Readonly<Record<string, string>>,
  file: FormFile | null,
): { headers: Record<string, string>; body: Buffer } {
  const boundary = 'quiet-boundary-7';
  const head = (about: string) => `--${boundary}\r\ncontent-disposition: form-data; ${about}\r\n`;
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`${head(`name="${name}"`)}\r\n${value}\r\n`),
  );
  const filePart = file
    ? [
        Buffer.from(`${head(`name="file"; filename="${file.name}"`)}content-type: ${file.type}\r\n\r\n`),
        file.bytes,
        Buffer.from('\r\n'),
      ]
    : [];
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([...parts, ...filePart, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
