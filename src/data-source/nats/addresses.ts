/** Which servers a connection may be opened to. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export type Addresses =
  { readonly servers: readonly string[]; readonly audience: string } | { readonly refusal: string };

/**
 * Checks the addresses before anything is sent: credentials must neither travel in the clear nor stand in a URL, where
 * logs show them. The refusal is in words, for people.
 */
export function checkAddresses(servers: string | readonly string[]): Addresses {
  const list = typeof servers === 'string' ? [servers] : servers;
  const urls: URL[] = [];
  for (const server of list) {
    const url = parse(server);
    if (url === null) return { refusal: 'The address of a NATS server is not a valid URL.' };
    const { protocol, hostname, username, password } = url;
    if (protocol !== 'wss:' && protocol !== 'ws:')
      return { refusal: `${protocol} is not the address of a socket: name the server's WebSocket listener.` };
    if (username !== '' || password !== '' || url.search !== '')
      return { refusal: 'The address of a NATS server must not contain a user name, a password or a query.' };
    if (protocol === 'ws:' && !LOOPBACK.test(hostname))
      return { refusal: 'An unencrypted socket (ws:) is allowed only on this machine; use wss:.' };
    urls.push(url);
  }
  const [first] = urls;
  if (first === undefined) return { refusal: 'There is no address of a NATS server.' };
  return { servers: urls.map(({ href }) => href), audience: first.origin };
}

function parse(server: string): URL | null {
  try {
    return new URL(server);
  } catch {
    return null;
  }
}
