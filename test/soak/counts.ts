/** What there is in the page, counted after the garbage has been collected; and what has become more. */
import assert from 'node:assert/strict';
import type { CDPSession, Protocol } from 'puppeteer-core';
import type { SoakPage } from './soak-page.js';

/** By name: DOM nodes, listeners, living instances of classes, timers, sockets, requests, bytes of the heap. */
export type Counts = Readonly<Record<string, number>>;

const HEAP = 'heap';
const OF_REPORTS = [
  'timers',
  'sockets',
  'requests',
  'Subscriber',
  'WebSocket',
  'ResizeObserver',
  'AbortSignal',
];
/** What a page listens to for as long as it lives. */
const GLOBAL_TARGETS = ['window', 'document', 'document.documentElement', 'document.body'];
const GROUP = 'counts';
/** How the tags of our elements begin. */
export const TAGS = 'ongoing-conversations-';

/** Waits until what was put off to the next tasks and frames is done, then collects the garbage. */
async function collect({ page, session }: SoakPage): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
    await session.send('HeapProfiler.collectGarbage');
  }
}

async function objectOf(session: CDPSession, expression: string): Promise<Protocol.Runtime.RemoteObjectId> {
  const { result } = await session.send('Runtime.evaluate', { expression, objectGroup: GROUP });
  assert.ok(result.objectId, expression);
  return result.objectId;
}

/**
 * How many objects of a class are alive, by name. Of elements only ours: others come and go with their texts. One that
 * never became an element of ours is the content of a template, which lives as long as the code: whether the browser
 * has an object for it is left to its collector.
 */
async function living(session: CDPSession, name: string, inTemplates = false): Promise<Counts> {
  const prototypeObjectId = await objectOf(session, `soak.classes.${name}.prototype`);
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId, objectGroup: GROUP });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () {
      const counts = {};
      for (const each of this) {
        if (Object.hasOwn(each, 'constructor')) continue;
        const name = each instanceof Node ? each.nodeName.toLowerCase()
          : each instanceof EventTarget ? each.constructor.name : '${name}';
        if (each instanceof Node && !name.startsWith('${TAGS}')) continue;
        if ((each instanceof Element && !each.matches(':defined')) !== ${String(inTemplates)}) continue;
        counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    }`,
    returnByValue: true,
  });
  return result.value as Counts;
}

/** Names of our elements in templates for which the browser has an object. */
export async function elementsInTemplates({ session }: SoakPage): Promise<readonly string[]> {
  const counts = await living(session, 'EventTarget', true);
  await session.send('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  return Object.entries(counts).flatMap(([name, count]) => Array<string>(count).fill(name));
}

/** How many listeners an object of the page has, as the browser sees it. */
export async function listenersOn({ session }: SoakPage, expression: string): Promise<number> {
  const objectId = await objectOf(session, expression);
  const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId });
  await session.send('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  return listeners.length;
}

export async function count(soak: SoakPage): Promise<Counts> {
  const { page, session } = soak;
  const counts: Record<string, number> = {};
  await collect(soak);
  // First, before anything that is counted below leaves traces of its own.
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? NaN;
  counts[HEAP] = metric('JSHeapUsedSize');
  counts['DOM nodes'] = metric('Nodes');
  counts['listeners in JavaScript'] = metric('JSEventListeners');
  Object.assign(counts, await page.evaluate(() => window.soak.goingOn()));
  for (const target of GLOBAL_TARGETS) counts[`listeners on ${target}`] = await listenersOn(soak, target);
  for (const name of await page.evaluate(() => Object.keys(window.soak.classes))) {
    Object.assign(counts, await living(session, name));
  }
  await session.send('Runtime.releaseObjectGroup', { objectGroup: GROUP });
  return counts;
}

function grown(after: Counts, before: Counts, heapLimit: number): string[] {
  return Object.entries(after).flatMap(([name, value]) => {
    const more = value - (before[name] ?? 0);
    return more > (name === HEAP ? heapLimit : 0) ? [`${name} +${String(more)}`] : [];
  });
}

/** Without a report on the page nothing of one is alive, and nothing goes on. */
export function assertEmpty(counts: Counts): void {
  const left = Object.entries(counts).filter(
    ([name, value]) => (OF_REPORTS.includes(name) || name.startsWith(TAGS)) && value > 0,
  );
  assert.deepEqual(left, []);
}

export interface Rounds {
  readonly warmUp: number;
  readonly rounds: number;
  /** Bytes that the heap may grow by. */
  readonly heap: number;
}

/**
 * Whatever is done leaves the page as it was: nothing that is counted becomes more, the heap by little.
 *
 * A leak grows each time. What grew once is looked at again: a template, or a function that was compiled late.
 */
export async function assertLeavesNothing(
  soak: SoakPage,
  { warmUp, rounds, heap }: Rounds,
  act: (rounds: number) => Promise<void>,
): Promise<void> {
  await act(warmUp);
  let before = await count(soak);
  let more: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    await act(rounds);
    const after = await count(soak);
    assertEmpty(after);
    more = grown(after, before, heap);
    if (more.length === 0) break;
    before = after;
  }
  assert.deepEqual(more, [], `left by ${String(rounds)} rounds`);
  assert.deepEqual(soak.errors, []);
}
