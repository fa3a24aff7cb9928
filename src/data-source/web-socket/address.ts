/** Which addresses a socket may be opened to. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export type Address = { readonly url: string; readonly origin: string } | { readonly refusal: string };

/**
 * Checks an address before anything is sent to it: a token must neither travel in the clear nor reach an origin that
 * the host did not name. The refusal is in words, for people.
 *
 * @param allowedOrigins as `https://example.org` or `wss://example.org`; undefined leaves it to the page's CSP
 */
export function checkAddress(url: string | URL, allowedOrigins: readonly string[] | undefined): Address {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return { refusal: 'The address of the conversations is not a valid URL.' };
  }
  const { protocol, hostname, origin } = parsed;
  if (protocol !== 'wss:' && protocol !== 'ws:')
    return { refusal: `${protocol} is not the address of a socket.` };
  if (parsed.username !== '' || parsed.password !== '') {
    return { refusal: 'The address of the conversations must not contain a user name or a password.' };
  }
  if (protocol === 'ws:' && !LOOPBACK.test(hostname)) {
    return { refusal: 'An unencrypted socket (ws:) is allowed only on this machine; use wss:.' };
  }
  if (allowedOrigins && !allowedOrigins.some((allowed) => sameOrigin(allowed, origin))) {
    return { refusal: 'The origin of the conversations is not among the allowed ones.' };
  }
  return { url: parsed.href, origin };
}

function sameOrigin(allowed: string, origin: string): boolean {
  return allowed.replace(/^http/, 'ws').replace(/\/$/, '') === origin;
}
