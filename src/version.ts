/** Version of the package; the release raises it together with package.json (a test holds them equal). */
export const VERSION = '0.1.0';
