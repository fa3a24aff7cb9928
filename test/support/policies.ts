/** The policies that the test server sends with the pages of `test/csp`, by the name of the page. */

const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' ws: http:",
  "require-trusted-types-for 'script'",
];

const WITH_LIT = [...STRICT, 'trusted-types lit-html'];

const BY_NONCE = [
  "default-src 'none'",
  "script-src 'nonce-once' 'strict-dynamic'",
  "style-src 'nonce-once'",
  "connect-src 'self' ws: http:",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
];

const policies: Readonly<Record<string, readonly string[]>> = {
  page: WITH_LIT,
  nonce: [...BY_NONCE, 'trusted-types lit-html'],
  'no-policy': [...STRICT, "trusted-types 'none'"],
  'second-lit': WITH_LIT,
  'second-lit-allowed': [...STRICT, "trusted-types lit-html 'allow-duplicates'"],
  hostile: WITH_LIT,
};

/** Every feature that a browser may deny to a page. */
const NOTHING_PERMITTED = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'storage-access',
  'sync-xhr',
  'usb',
  'web-share',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

interface Context {
  readonly path: string;
  get(header: string): string;
  set(name: string, value: string): void;
}

export function sendPolicies(context: Context, next: () => Promise<unknown>): Promise<unknown> {
  const [, name] = /^\/test\/csp\/([\w-]+)\./.exec(context.path) ?? [];
  const policy = name === undefined ? undefined : policies[name];
  if (policy) {
    context.set('Content-Security-Policy', policy.join('; '));
    context.set('Permissions-Policy', NOTHING_PERMITTED);
  }
  // The page of a test file, in Chromium; see policy-watch.ts.
  if (context.path === '/' && context.get('User-Agent').includes('Chrome/'))
    context.set('Content-Security-Policy-Report-Only', WITH_LIT.join('; '));
  return next();
}
