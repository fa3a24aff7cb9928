/** Runs under the strictest policy there is: see `test/support/policies.ts`. */
import { load } from './watch.js';

await load(() => import('../../src/define.js'));
