/** Where the events come from, and what the server is told about what is wanted. */
import type { ReportScope } from '../data-source.js';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** @throws Error whose message is fit for people */
export function addressOf(url: string | URL): URL {
  const page = (globalThis as { document?: Document; location?: Location }).document?.baseURI;
  let address: URL;
  try {
    address = new URL(url, page);
  } catch {
    throw new Error('The address of the events is not a valid URL.');
  }
  const { protocol, hostname, origin, username, password } = address;
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`${protocol} gives no events.`);
  if (username !== '' || password !== '')
    throw new Error('The address of the events must not contain a user name or a password.');
  const isOwn = page !== undefined && new URL(page).origin === origin;
  if (protocol === 'http:' && !LOOPBACK.test(hostname) && !isOwn)
    throw new Error('Plain http is allowed only on this machine or for the origin of the page; use https.');
  return address;
}

/** @param position up to which everything is known; null to have it all */
export function addressFor(base: URL, { windowHours, queues }: ReportScope, position: string | null): string {
  const address = new URL(base);
  address.searchParams.append('windowHours', String(windowHours));
  for (const queue of queues) address.searchParams.append('queue', queue);
  if (position !== null) address.searchParams.append('lastEventId', position);
  return address.href;
}
