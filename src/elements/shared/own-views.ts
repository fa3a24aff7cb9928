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

export class OwnViews {
  readonly #around: Surroundings;
  #stored: StoredViews = NO_VIEWS;
  /** What is kept is of no form that is known, perhaps of a later version: it is left as it is. */
  #isForeign = false;
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
      this.#take(await this.#read());
      return this.#stored;
    });
  }

  /** Another report, or another page, may have changed them since: the change is made on what is kept. */
  change(act: (stored: StoredViews) => StoredViews): Promise<void> {
    return this.#after(async () => {
      const before = await this.#read();
      const after = act(before);
      this.#take(after);
      if (after !== before) await this.#write(after);
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

  #after<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(act);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #take(stored: StoredViews): void {
    this.#stored = stored;
    this.#around.changed();
  }

  async #read(): Promise<StoredViews> {
    try {
      // A back end that has none yet answers with nothing.
      const text = (await this.#around.storage()?.load()) || null;
      const read = text === null ? null : readViews(text);
      this.#isForeign = text !== null && !read;
      if (this.#isForeign) throw new TypeError('What is kept as views cannot be read');
      if (!read) return this.#stored;
      if (read.leftOut > 0)
        this.#around.failed(new TypeError(`${String(read.leftOut)} views cannot be read`));
      return { views: read.views, defaultId: read.defaultId };
    } catch (error) {
      this.#around.failed(error);
      return this.#stored;
    }
  }

  async #write(stored: StoredViews): Promise<void> {
    if (this.#isForeign) return;
    try {
      await this.#around.storage()?.save(viewsText(stored));
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
