/**
 * One search for candidates at a time: the newest wins, older ones are aborted and their late answers ignored. Knows
 * pages and failures; what is shown of the entries is the list's business.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CandidatePage } from '../../data-source/data-source.js';
import type { Candidate, CandidateLookup } from '../shared/candidates.js';

export const PAGE_SIZE = 50;
/** More entries than these are not put into the document: nobody reads them, a search does better. */
export const MAX_ENTRIES = 200;

/** How the entries came: what was looked at may only be rearranged by `search` and `more`, which were asked for. */
export type Arrival = 'search' | 'more' | 'refresh';

export class CandidateSearch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onEntries: (arrival: Arrival) => void;
  #lookup: CandidateLookup | null = null;
  #abort: AbortController | null = null;
  #again: (() => void) | null = null;

  entries: readonly Candidate[] = [];
  status: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  /** What was searched for, as the entries show it. */
  text = '';
  /** The back end's words for a failure. */
  message = '';
  /** When the running search began, or the last answer came; `performance.now()`. */
  since = 0;
  #next: string | null = null;

  constructor(host: ReactiveControllerHost, onEntries: (arrival: Arrival) => void) {
    this.#host = host;
    this.#onEntries = onEntries;
    host.addController(this);
  }

  /** True when there are entries that have not been asked for. */
  get hasMore(): boolean {
    return this.#next !== null;
  }

  hostConnected(): void {
    // A list that was moved in the document had its search aborted.
    if (this.status === 'loading') this.retry();
  }

  hostDisconnected(): void {
    this.#abort?.abort();
  }

  /** A new search; what was found before stays on screen until the answer comes. */
  search(lookup: CandidateLookup | null, text: string): void {
    if (lookup !== this.#lookup) this.entries = [];
    this.#lookup = lookup;
    void this.#load(text, PAGE_SIZE, null, (page) => this.#take(page.entries, page.next, 'search'));
  }

  /** The next page, joined to what is there. */
  more(): void {
    if (this.#next === null || this.status === 'loading') return;
    void this.#load(this.text, PAGE_SIZE, this.#next, (page) =>
      this.#take([...this.entries, ...page.entries], page.next, 'more'),
    );
  }

  retry(): void {
    this.#again?.();
  }

  /**
   * Asks in the background how the entries are now. A page that is not the last says nothing about entries it leaves
   * out, so only a complete answer lets entries vanish. A failure is ignored: what is shown was true a moment ago.
   */
  async refresh(): Promise<void> {
    if (this.status !== 'ready' || !this.#lookup) return;
    const { signal } = (this.#abort = new AbortController());
    this.since = performance.now();
    const limit = Math.max(PAGE_SIZE, this.entries.length);
    try {
      const page = await this.#lookup({ text: this.text, limit, after: null, signal });
      if (signal.aborted) return;
      const fresh = new Map(page.entries.map((entry) => [entry.id, entry]));
      const kept = this.entries.flatMap((entry) => fresh.get(entry.id) ?? (page.next === null ? [] : entry));
      const next = page.next === null ? null : this.#next;
      this.#take([...kept, ...page.entries], next, 'refresh');
      this.#host.requestUpdate();
    } catch {
      // The next look comes by itself.
    }
  }

  async #load(
    text: string,
    limit: number,
    after: string | null,
    take: (page: CandidatePage<Candidate>) => void,
  ): Promise<void> {
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#again = () => void this.#load(text, limit, after, take);
    this.status = 'loading';
    this.since = performance.now();
    this.#host.requestUpdate();
    try {
      const page = await this.#lookup?.({ text, limit, after, signal });
      if (signal.aborted || !page) return;
      this.text = text;
      this.status = 'ready';
      take(page);
    } catch (error) {
      if (signal.aborted) return;
      this.status = 'failed';
      this.message = error instanceof Error ? error.message : '';
    }
    this.since = performance.now();
    this.#host.requestUpdate();
  }

  /** A directory that changes between two pages may name somebody twice. */
  #take(entries: readonly Candidate[], next: string | null, arrival: Arrival): void {
    const byId = new Map<string, Candidate>();
    for (const entry of entries) if (!byId.has(entry.id)) byId.set(entry.id, entry);
    this.entries = [...byId.values()];
    this.#next = next;
    this.#onEntries(arrival);
  }
}
