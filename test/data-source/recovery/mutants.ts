/** The guards of recovery, how each is switched off, and which story must then go wrong. */
import type { Mutation } from './mutated-client.js';
import type { POLLING_EXAMPLES } from './polling-examples.js';
import type { PollingTrialOptions } from './polling-trial.js';
import type { SOCKET_EXAMPLES } from './socket-examples.js';
import type { TrialOptions } from './socket-trial.js';
import type { Publishing } from './world.js';

type SocketStory = keyof typeof SOCKET_EXAMPLES;
type PollingStory = keyof typeof POLLING_EXAMPLES;

interface Mutant<Story> extends Mutation {
  readonly guard: string;
  readonly killedBy: Story;
  /** The random model must notice as well, with a server that publishes like this. */
  readonly model?: Publishing;
}

/** A server that does not do its duty: the client cannot help it, and the model must notice. */
interface Breach<Story, Name> {
  readonly guard: string;
  readonly killedBy: Story;
  readonly breach: Name;
}

const FEED = 'wire/feed.ts';
const BUFFER = 'wire/snapshot-buffer.ts';
const TABLE = 'web-socket/link-table.ts';
const REPLICA = 'wire/replica.ts';

const CHAIN_CHECK = { file: FEED, find: 'delta.from > position.seq', replace: 'false' };
const PAGE_COUNT = { file: BUFFER, find: 'this.#pages.size < this.#end.pages', replace: 'false' };
const BARRIER = { file: BUFFER, find: 'if (seq < this.#end.until) return null;', replace: '' };
const REPLAY = {
  file: BUFFER,
  find: "for (const delta of chain) this.#replica.apply(delta, 'replay');",
  replace: '',
};
const TOMBSTONES = { file: REPLICA, find: "if (why === 'closed') this.#bury(id, version);", replace: '' };
const VERSION_CHECK = {
  file: REPLICA,
  find: '(this.#rows.get(id)?.version ?? -1) > version || ',
  replace: '',
};
const REMOVAL_CHECK = { file: REPLICA, find: 'if (row && row.version > version) return;', replace: '' };

export const SOCKET_MUTANTS: readonly Mutant<SocketStory>[] = [
  { guard: 'T15 chain check', ...CHAIN_CHECK, killedBy: 'lostDelta', model: 'ordered' },
  { guard: 'T12 page count', ...PAGE_COUNT, killedBy: 'overtakenPage', model: 'ordered' },
  { guard: 'T12 page count', ...PAGE_COUNT, killedBy: 'lostPage' },
  { guard: 'T12 catch-up barrier', ...BARRIER, killedBy: 'changesWhilePaging', model: 'ordered' },
  { guard: 'T12 catch-up barrier', ...BARRIER, killedBy: 'endWithoutUntil' },
  { guard: 'A3 tombstones', ...TOMBSTONES, killedBy: 'zombie', model: 'unordered' },
  { guard: 'A1 version check', ...VERSION_CHECK, killedBy: 'lowerVersion', model: 'unordered' },
  {
    guard: 'rule 0 generation',
    file: 'web-socket/socket-channel.ts',
    find: 'if (generation === this.#generation) return true;',
    replace: 'return true;',
    killedBy: 'lateEvents',
    model: 'ordered',
  },
  {
    guard: 'T20 digest',
    file: REPLICA,
    find: '(digest === undefined || digest === this.digest)',
    replace: 'true',
    killedBy: 'silentDivergence',
    model: 'forgetful',
  },
  { guard: 'T12 replay over the pages', ...REPLAY, killedBy: 'changesBeforeCursor', model: 'ordered' },
  {
    guard: 'T7 catching up before live',
    file: FEED,
    find: 'if (head === undefined || head <= this.#seq) return false;',
    replace: 'return false;',
    killedBy: 'resumedBehind',
    model: 'ordered',
  },
  {
    guard: 'T10 page seen before',
    file: FEED,
    find: ' || buffer.hasPage(message.n)',
    replace: '',
    killedBy: 'doubledPage',
  },
  {
    guard: 'T9 page of another snapshot',
    file: FEED,
    find: 'buffer?.snap !== message.snap || buffer.hasPage(message.n)',
    replace: '!buffer || buffer.hasPage(message.n)',
    killedBy: 'otherSnapshot',
  },
  {
    guard: 'T12 deltas beyond a hole',
    file: FEED,
    find: 'isBehind: rest.length > 0',
    replace: 'isBehind: false',
    killedBy: 'holeBeyondEnd',
  },
  {
    guard: 'T14 duplicates',
    file: FEED,
    find: '} else if (delta.seq > position.seq) {',
    replace: '} else {',
    killedBy: 'doubledDeltas',
  },
  {
    guard: 'T16 chaining',
    file: FEED,
    find: 'if (this.#target > 0) this.#chain();',
    replace: '',
    killedBy: 'swappedDeltas',
  },
  {
    guard: 'T17 limit of a gap',
    file: TABLE,
    find: 'noPage,    none,      tear,',
    replace: 'noPage,    none,      none,',
    killedBy: 'unansweredResume',
    model: 'ordered',
  },
  {
    guard: 'T18 epoch',
    file: FEED,
    find: 'delta.epoch !== position.epoch',
    replace: 'false',
    killedBy: 'otherEpoch',
    model: 'ordered',
  },
  {
    guard: 'T19 mark ahead',
    file: FEED,
    find: '} else if (seq > position.seq) {',
    replace: '} else if (seq < 0) {',
    killedBy: 'lostNewest',
  },
  {
    guard: 'T21 malformed frame',
    file: TABLE,
    find: 'broken,   broken,    broken,    broken,    broken,    broken,',
    replace: 'none, none, none, none, none, none,',
    killedBy: 'tornFrame',
  },
  {
    guard: 'T22 silence',
    file: 'web-socket/heartbeat.ts',
    find: 'return Math.min(this.#lastFrame + this.#every - now, oldestPing - now) + this.#grace;',
    replace: 'return oldestPing;',
    killedBy: 'halfOpen',
    model: 'ordered',
  },
  {
    guard: 'T23 limit of a probe',
    file: TABLE,
    find: 'tear,      noPong,',
    replace: 'tear,      none,',
    killedBy: 'lateEvents',
  },
  {
    guard: 'T24 close that was not asked for',
    file: TABLE,
    find: 'closed,   closed,    closed,    closed,    closed,    closed,',
    replace: 'none, none, none, none, none, none,',
    killedBy: 'droppedWhilePaging',
  },
  {
    guard: 'A2 patch without a row',
    file: REPLICA,
    find: "if (phase === 'live' && this.#complete) changes.diverged = true;",
    replace: '',
    killedBy: 'patchWithoutRow',
  },
  { guard: 'A3 late removal', ...REMOVAL_CHECK, killedBy: 'reopened' },
  { guard: 'A3 late removal', ...REMOVAL_CHECK, killedBy: 'batchOfOneId', model: 'ordered' },
  {
    guard: 'A3 only what is closed is buried',
    file: REPLICA,
    find: "if (why === 'closed') this.#bury",
    replace: 'this.#bury',
    killedBy: 'leaveAndReturn',
    model: 'ordered',
  },
  {
    guard: 'A3 tombstones outlast a snapshot',
    file: BUFFER,
    find: 'if (before) this.#replica.rememberClosed(before);',
    replace: '',
    killedBy: 'zombieAfterSnapshot',
  },
];

const READING = 'polling/full-reading.ts';
const SYNC = 'polling/row-sync.ts';

export const POLLING_MUTANTS: readonly Mutant<PollingStory>[] = [
  {
    guard: 'chain check',
    file: READING,
    find: "return (page.from ?? Infinity) <= position.seq ? 'news' : 'broken';",
    replace: "return 'news';",
    killedBy: 'missingChanges',
  },
  {
    guard: 'epoch',
    file: READING,
    find: 'page.epoch !== position.epoch || ',
    replace: '',
    killedBy: 'otherEpoch',
  },
  {
    guard: 'epoch of rows read again',
    file: SYNC,
    find: 'const isKnown = isContinued && !wasLost;',
    replace: 'const isKnown = !wasLost;',
    killedBy: 'sameVersionsOfOtherEpoch',
  },
  {
    guard: 'catch-up barrier',
    file: READING,
    find: "return isFirst ? 'complete' : 'changes';",
    replace: "return 'complete';",
    killedBy: 'changesWhilePaging',
    model: 'ordered',
  },
  {
    guard: 'position of the first page',
    file: READING,
    find: 'if (first === null) this.#begin(page);',
    replace: 'this.#begin(page);',
    killedBy: 'changesWhilePaging',
    model: 'ordered',
  },
  { guard: 'A3 tombstones', ...TOMBSTONES, killedBy: 'lowerVersion', model: 'unordered' },
  { guard: 'A1 version check', ...VERSION_CHECK, killedBy: 'lowerVersion', model: 'unordered' },
  {
    guard: 'A3 tombstones outlast a reading',
    file: SYNC,
    find: 'replica.rememberClosed(this.#rows)',
    replace: '{}',
    killedBy: 'zombieAfterReading',
  },
  {
    guard: 'number of the request',
    file: 'polling/polling-feed.ts',
    find: 'if (number !== this.#number) return;',
    replace: '',
    killedBy: 'overtaken',
  },
  {
    guard: 'digest',
    file: SYNC,
    find: 'this.#rows.agrees(page.count, page.digest)',
    replace: 'true',
    killedBy: 'silentDivergence',
    model: 'forgetful',
  },
  {
    guard: 'repair that had to wait',
    file: 'polling/divergence-watch.ts',
    find: 'return this.#isOwed && now',
    replace: 'return false && now',
    killedBy: 'secondDivergence',
    model: 'forgetful',
  },
  {
    guard: 'silence',
    file: 'polling/contact.ts',
    find: 'return this.age >= this.#limit;',
    replace: 'return false;',
    killedBy: 'silence',
    model: 'ordered',
  },
];

export const SOCKET_BREACHES: readonly Breach<SocketStory, TrialOptions['breach']>[] = [
  { guard: 'key paging', breach: 'offset paging', killedBy: 'changesBeforeCursor' },
  { guard: 'position before the first page', breach: 'late position', killedBy: 'changesBeforeCursor' },
];

export const POLLING_BREACHES: readonly Breach<PollingStory, PollingTrialOptions['breach']>[] = [
  { guard: 'key paging', breach: 'offset paging', killedBy: 'changesBeforeCursor' },
];
