import { createTransport, type Transporter } from 'nodemailer';
import { type Outgoing, type Provider, Refused } from './provider.ts';

const PATIENCE_MS = 15_000;

/** Letters by SMTP (MAIL_URL). A password goes over a closed line only, except to this machine itself. */
export function mailProvider({ url, from }: { url: string; from: string }): Provider {
  const transport = transportOf(url);
  return {
    name: 'smtp',
    way: 'email',
    async send(message: Outgoing) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: message.to },
          subject: message.subject,
          text: message.words,
          messageId: `<${message.id}@academy.invalid>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
      } catch (error) {
        throw asRefused(error);
      }
    },
  };
}

function transportOf(address: string): Transporter {
  const url = new URL(address);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const user = decodeURIComponent(url.username);
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) }, requireTLS: !isHere } : {}),
    // To this machine itself nobody listens, and its certificate is nobody's.
    tls: isHere ? { rejectUnauthorized: false } : {},
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A server that answers 5xx to the address or the letter does not want it; to the sign-in it may be mended. */
function asRefused(error: unknown): unknown {
  const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string };
  const isFinal = responseCode >= 500 && responseCode < 600 && !/^(AUTH|CONN|EHLO|HELO)/.test(command);
  return isFinal && error instanceof Error ? new Refused(error.message) : error;
}
