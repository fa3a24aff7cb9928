/** What a heap snapshot knows: how many objects of each kind there are, and which nodes hang in no document. */
import type { Protocol } from 'puppeteer-core';
import type { SoakPage } from './soak-page.js';

/** As far as it is read here. Each node is a run of so many numbers as there are fields. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** Made and kept as the browser likes: code, texts, its records of frames. Nodes and listeners are counted elsewhere. */
const OF_THE_BROWSER = [
  'code',
  'string',
  'concatenated string',
  'sliced string',
  'number',
  'hidden',
  'synthetic',
  'native',
];
const DETACHED = 2;

export interface HeapSummary {
  /** Objects by kind and name, e.g. `object Row`. */
  readonly objects: ReadonlyMap<string, number>;
  /** Names of the DOM nodes that hang in no document, e.g. `<div class="cell">`. */
  readonly detached: readonly string[];
}

export async function heapSummary({ session }: SoakPage): Promise<HeapSummary> {
  const chunks: string[] = [];
  const note = ({ chunk }: Protocol.HeapProfiler.AddHeapSnapshotChunkEvent): unknown => chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', note);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', note);
  return summarize(JSON.parse(chunks.join('')) as Snapshot);
}

function summarize({ snapshot, nodes, strings }: Snapshot): HeapSummary {
  const { node_fields: fields, node_types } = snapshot.meta;
  const [types] = node_types;
  const place = (field: string): number => fields.indexOf(field);
  const [type, name, detachedness] = [place('type'), place('name'), place('detachedness')];
  const objects = new Map<string, number>();
  const detached: string[] = [];
  for (let start = 0; start < nodes.length; start += fields.length) {
    const at = (offset: number): number => nodes[start + offset] ?? 0;
    const kind = types[at(type)] ?? '';
    const called = strings[at(name)] ?? '';
    if (at(detachedness) === DETACHED) detached.push(called);
    if (OF_THE_BROWSER.includes(kind) || called.startsWith('system / ')) continue;
    const key = `${kind} ${called}`;
    objects.set(key, (objects.get(key) ?? 0) + 1);
  }
  return { objects, detached };
}

/** Kinds of objects that have become more by `times` or more: what each round leaves behind. */
export function grownBy(times: number, after: HeapSummary, before: HeapSummary): string[] {
  return [...after.objects].flatMap(([key, value]) => {
    const more = value - (before.objects.get(key) ?? 0);
    return more >= times ? [`${key} +${String(more)}`] : [];
  });
}
