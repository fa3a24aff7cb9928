/** The views of one's own of one report: read from where they are kept, and written there with each change. */
import type { ReportEngine } from '../../engine/report-engine.js';
import {
  merged,
  NO_VIEWS,
  readViews,
  viewsText,
  type ReadViews,
  type StoredViews,
  type ViewStorage,
} from '../../model/stored-views.js';

interface Surroundings {
  /** Null: they last as long as the report. */
  readonly storage: () => ViewStorage | null;
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

/** What there is before anything was read. */
export const NO_OWN_VIEWS: StoredViews = NO_VIEWS;

type Change = (stored: StoredViews) => StoredViews;

/** Reports of the page by where their views are kept: what one of them writes, the others read. */
const sharing = new Map<ViewStorage, Set<OwnViews>>();

export class OwnViews {
  readonly #around: Surroundings;
  /** Where `#kept` was read from. */
  #storage: ViewStorage | null = null;
  /** What is kept, as last read or written. */
  #kept: StoredViews = NO_VIEWS;
  /** Changes that could not be kept: they are made again on whatever is read. */
  #unkept: readonly Change[] = [];
  #stored: StoredViews = NO_VIEWS;
  /** One change after the other, also where storage takes its time. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get stored(): StoredViews {
    return this.#stored;
  }

  /** Settles with what there is, also when it cannot be read. */
  load(): Promise<StoredViews> {
    return this.#after(async () => {
      await this.#read();
      this.#take();
      return this.#stored;
    });
  }

  /** Another report, or another page, may have changed them since: the change is made on what is kept. */
  change(change: Change): Promise<void> {
    return this.#after(async () => {
      // What cannot be read must not be overwritten.
      const isRead = await this.#read();
      const before = this.#withUnkept();
      if (change(before) !== before) this.#unkept = [...this.#unkept, change];
      this.#take();
      if (isRead && this.#unkept.length > 0) await this.#write();
    });
  }

  /** Settles with how many came and how many had to be left out; null when the text is nothing of the kind. */
  async import(text: string): Promise<{ readonly count: number; readonly leftOut: number } | null> {
    const incoming = readViews(text);
    if (!incoming) return null;
    let result: ReadViews = incoming;
    await this.change((stored) => {
      result = merged(stored, incoming);
      return { views: result.views, defaultId: result.defaultId };
    });
    const { leftOut } = result;
    return { count: incoming.views.length + incoming.leftOut - leftOut, leftOut };
  }

  /** From now on it reads what other reports of the page write. */
  follow(): void {
    const storage = this.#around.storage();
    if (!storage) return;
    const others = sharing.get(storage) ?? new Set();
    sharing.set(storage, others.add(this));
  }

  unfollow(): void {
    for (const [storage, reports] of sharing) {
      if (reports.delete(this) && reports.size === 0) sharing.delete(storage);
    }
  }

  #after<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(act);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #withUnkept(): StoredViews {
    return this.#unkept.reduce((stored, change) => change(stored), this.#kept);
  }

  #take(): void {
    this.#stored = this.#withUnkept();
    this.#around.changed();
  }

  /** @returns false where what is kept cannot be read, perhaps because a later version wrote it: it is left as it is. */
  async #read(): Promise<boolean> {
    const storage = this.#around.storage();
    if (storage !== this.#storage) {
      // Views of another place, perhaps of another user.
      [this.#storage, this.#kept, this.#unkept] = [storage, NO_VIEWS, []];
    }
    try {
      // A back end that has none yet answers with nothing.
      const text = (await storage?.load()) || null;
      if (text === null) return true;
      const read = readViews(text);
      if (!read) throw new TypeError('What is kept as views cannot be read');
      if (read.leftOut > 0)
        this.#around.failed(new TypeError(`${String(read.leftOut)} views cannot be read`));
      // The same object where nothing is new.
      if (viewsText(read) !== viewsText(this.#kept))
        this.#kept = { views: read.views, defaultId: read.defaultId };
      return true;
    } catch (error) {
      this.#around.failed(error);
      return false;
    }
  }

  async #write(): Promise<void> {
    const [storage, stored] = [this.#storage, this.#stored];
    try {
      await storage?.save(viewsText(stored));
      [this.#kept, this.#unkept] = [stored, []];
      for (const other of (storage && sharing.get(storage)) ?? []) if (other !== this) void other.load();
    } catch (error) {
      this.#around.failed(error);
    }
  }
}

const byEngine = new WeakMap<ReportEngine, OwnViews>();

export function provideOwnViews(engine: ReportEngine, views: OwnViews): void {
  byEngine.set(engine, views);
}

export function ownViewsOf(engine: ReportEngine): OwnViews | undefined {
  return byEngine.get(engine);
}
