/** Which addresses a hub may be looked for at. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export type Address = { readonly url: string; readonly origin: string } | { readonly refusal: string };

/** Checks an address before anything is sent to it: a token must not travel in the clear. The refusal is for people. */
export function checkAddress(url: string | URL): Address {
  let parsed: URL;
  try {
    parsed = new URL(url, typeof document === 'undefined' ? undefined : document.baseURI);
  } catch {
    return { refusal: 'The address of the hub is not a valid URL.' };
  }
  const { protocol, hostname, origin } = parsed;
  if (protocol !== 'https:' && protocol !== 'http:')
    return { refusal: `${protocol} is not the address of a hub; use https:.` };
  if (parsed.username !== '' || parsed.password !== '')
    return { refusal: 'The address of the hub must not contain a user name or a password.' };
  if (protocol === 'http:' && !LOOPBACK.test(hostname))
    return { refusal: 'An unencrypted hub (http:) is allowed only on this machine; use https:.' };
  return { url: parsed.href, origin };
}
