/** The model world behind the polling protocol: answers to polls as section 6 of the protocol has them. */
import { combine, type Raw, type World } from './world.js';

export interface HttpOptions {
  /** Rows of a full page. */
  readonly page: number;
  /** Most entries of an answer with changes. */
  readonly most: number;
  /** Says how many rows there are and what their digest is. */
  readonly digests: boolean;
  /** Answers to a position that is not known any more with all rows instead of 410. */
  readonly insists: boolean;
  /** Breaks a duty of servers, to see that the model notices. */
  readonly breach?: 'offset paging' | 'skips' | 'mixes epochs' | undefined;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Raw | null;
}

export class HttpServer {
  readonly #world: World;
  readonly #options: HttpOptions;
  readonly #now: () => number;
  /** Rows given in the reading so far; only a server that pages by offset counts them. */
  #given = 0;

  constructor(world: World, options: HttpOptions, now: () => number) {
    this.#world = world;
    this.#options = options;
    this.#now = now;
  }

  answer(parameters: URLSearchParams, ifNoneMatch: string | null): HttpReply {
    const since = parameters.get('since');
    if (since === null) return this.#full(parameters.get('after'));
    const [epoch, seq] = since.split('/');
    const isMixed = this.#options.breach === 'mixes epochs';
    const entries = this.#world.since(isMixed ? this.#world.epoch : epoch, Number(seq));
    if (!entries && this.#options.breach === 'skips')
      return this.#page(
        { mode: 'delta', from: this.#world.seq - 1, ...combine(this.#world.newest) },
        this.#world.seq,
        false,
      );
    if (!entries) return this.#options.insists ? this.#full(null) : { status: 410, headers: {}, body: null };
    if (entries.length === 0 && ifNoneMatch === this.#etag) return { status: 304, headers: {}, body: null };
    const told = entries.slice(0, this.#options.most);
    const more = told.length < entries.length;
    const reached = told.at(-1)?.seq ?? Number(seq);
    return this.#page({ mode: 'delta', from: Number(seq), ...combine(told) }, reached, more);
  }

  get #etag(): string {
    const { epoch, seq } = this.#world;
    return `"${epoch}/${seq}"`;
  }

  #full(after: string | null): HttpReply {
    const { page, breach } = this.#options;
    const keys = [...this.#world.rows.keys()].sort();
    if (after === null) this.#given = 0;
    const start =
      breach === 'offset paging' ? this.#given : keys.filter((key) => after !== null && key <= after).length;
    const ids = keys.slice(start, start + page);
    this.#given += ids.length;
    const more = start + page < keys.length;
    const up = ids.map((id) => this.#world.rows.get(id));
    return this.#page({ mode: 'full', up, ...(more && { next: ids.at(-1) }) }, this.#world.seq, more);
  }

  #page(content: Raw, seq: number, more: boolean): HttpReply {
    const { epoch, rows, digest } = this.#world;
    const isWhole = content['mode'] === 'delta' && !more && this.#world.isCaughtUp;
    const body = {
      ...content,
      epoch,
      seq,
      more,
      token: `${epoch}/${seq}`,
      now: this.#now(),
      ...(this.#options.digests && isWhole && { count: rows.size, digest }),
    };
    return { status: 200, headers: { ETag: `"${epoch}/${seq}"` }, body };
  }
}
