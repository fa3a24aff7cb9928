/** A page that has a Lit of its own, loaded before the report's. */
import { load } from './watch.js';

// The query makes it another module than the one that the report imports.
const own = '/node_modules/lit-html/lit-html.js?own';
await load(() => import(own));
await load(() => import('../../src/define.js'));
