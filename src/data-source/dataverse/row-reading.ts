/** Reads rows page by page, all of them or what has changed, each conversation once. */
import type { Conversation } from '../../model/conversation.js';
import { isRecord } from '../decode-conversation.js';
import { DataverseError } from './dataverse-error.js';
import type { Rules } from './dataverse-options.js';
import { mapConversation, type Meaning } from './map-conversation.js';
import { changes, everything, type Columns } from './queries.js';
import type { Answer, Page, WebApi } from './web-api.js';

export interface Reading {
  /** The newest version of each, by id. */
  readonly rows: ReadonlyMap<string, Conversation>;
  /** The first answer: what changed after it may be missing here. */
  readonly answer: Answer;
  /** How many are left out, by why. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** How many there are at least, when these are not all of them; else null. */
  readonly total: number | null;
  /** Columns that turned out not to be there. */
  readonly dropped: readonly string[];
}

export interface Question {
  /** Server epoch ms since when conversations count. */
  readonly from: number;
  /** Server epoch ms since when changes count; null to read everything. */
  readonly since: number | null;
  readonly queues: ReadonlySet<string> | null;
}

export class RowReader {
  readonly #api: WebApi;
  readonly #columns: Columns;
  readonly #rules: Rules;

  constructor(api: WebApi, columns: Columns, rules: Rules) {
    this.#api = api;
    this.#columns = columns;
    this.#rules = rules;
  }

  /** @param onPage is told how many rows are there when more pages follow */
  async read(
    question: Question,
    meaning: Meaning,
    signal: AbortSignal,
    onPage: (loaded: number, total: number | null) => void = () => undefined,
  ): Promise<Reading> {
    const { first, dropped } = await this.#first(question, signal);
    const rows = new Map<string, Conversation>();
    const leftOut = new Map<string, number>();
    const asked = new Set<string>();
    for (let page = first; ;) {
      for (const raw of page.rows) take(raw, meaning, rows, leftOut);
      const { next } = page;
      if (next === null) return { rows, answer: first, leftOut, total: null, dropped };
      if (rows.size >= this.#rules.maxRows) {
        const total = Math.max(first.count ?? 0, rows.size + 1);
        return { rows, answer: first, leftOut, total, dropped };
      }
      // Else the same pages would be asked for, for ever.
      if (asked.has(next)) throw new DataverseError('unreachable', 'The pages of the server go in a circle');
      asked.add(next);
      onPage(rows.size, first.count);
      page = await this.#api.page(next, signal);
    }
  }

  /** A column that an older solution lacks is done without: one that is not known spoils the whole answer. */
  async #first(
    question: Question,
    signal: AbortSignal,
  ): Promise<{ first: Page; dropped: readonly string[] }> {
    const dropped: string[] = [];
    for (;;) {
      try {
        return { first: await this.#api.page(this.#path(question), signal), dropped };
      } catch (error) {
        const column = error instanceof DataverseError ? error.column : null;
        if (column === null || !this.#columns.drop(column)) throw error;
        dropped.push(column);
      }
    }
  }

  #path({ from, since, queues }: Question): string {
    return since === null ? everything(this.#columns, from, queues) : changes(this.#columns, from, since);
  }
}

function take(
  raw: unknown,
  meaning: Meaning,
  rows: Map<string, Conversation>,
  leftOut: Map<string, number>,
): void {
  const row = isRecord(raw) ? mapConversation(raw, meaning) : 'not-an-object';
  if (typeof row === 'string') {
    leftOut.set(row, (leftOut.get(row) ?? 0) + 1);
    return;
  }
  // A row that changes while pages are read may stand on two of them.
  const known = rows.get(row.id);
  if (known === undefined || known.version < row.version) rows.set(row.id, row);
}
