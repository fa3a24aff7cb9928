/** The client's side of the protocol in its leanest form: says hello, parses, pulls pages. */
import type { WorkloadLink } from '../workload/link.js';
import type { WireRow } from '../workload/wire-row.js';

export interface Delta {
  readonly up: readonly WireRow[];
  readonly patch: readonly {
    readonly id: string;
    readonly ver: number;
    readonly set: Partial<WireRow>;
    readonly unset?: readonly (keyof WireRow)[];
  }[];
  readonly rm: readonly { readonly id: string }[];
}

export interface Listener {
  page(rows: readonly WireRow[]): void;
  /** All pages are there. */
  complete(): void;
  delta(delta: Delta): void;
}

/** Ms that the server's clock is ahead of this machine's. */
let offset = 0;
export const serverNow = (): number => Date.now() + offset;

export function connect(link: WorkloadLink, listener: Listener): void {
  const socket = link.openSocket();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data as string);
    switch (message.type) {
      case 'welcome':
        offset = message.now - Date.now();
        break;
      case 'snap.page':
        if (message.next !== null)
          socket.send(`{"type":"page","snap":"${message.snap}","after":"${message.next}"}`);
        listener.page(message.rows);
        break;
      case 'snap.end':
        listener.complete();
        break;
      case 'delta':
        listener.delta(message);
    }
  });
  socket.send('{"type":"hello","v":1}');
}

/** Changes a row as a patch says. */
export function applyPatch(row: WireRow, { ver, set, unset }: Delta['patch'][number]): void {
  Object.assign(row, set);
  row.ver = ver;
  if (unset !== undefined) for (const name of unset) (row as unknown as Record<string, null>)[name] = null;
}
