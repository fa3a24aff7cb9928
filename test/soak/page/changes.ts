/** One element under a million changes. */
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';
import { ScriptedDataSource } from '../../../testing/scripted-data-source.js';
import { attach, frame, newReport, until } from './rounds.js';
import { row, rows } from './rows.js';
import { decodedList } from '../../../src/data-source/decode-conversation.js';

const ROWS = 2_000;
const CHANGES_A_MESSAGE = 100;
const CHANGES_A_FRAME = 2_000;

export class Changes {
  readonly #source = new ScriptedDataSource();
  /** Marks of rows that look stuck come and go with time, and nodes with them: nothing that could be compared. */
  readonly #report: OngoingConversationsReport = newReport({ dataSource: this.#source, stuckLimits: null });
  #sent = 0;

  async open(): Promise<void> {
    attach(this.#report);
    await until(() => this.#source.subscribers === 1, 'the source is subscribed to');
    this.#source.snapshot(rows(ROWS));
    await until(() => this.#report.conversations.length === ROWS, 'all rows are in view');
  }

  /** Changes each row in turn: its status, times, agent, sentiment, and so its place. */
  async send(count: number): Promise<void> {
    const end = this.#sent + count;
    while (this.#sent < end) {
      for (let message = 0; message < CHANGES_A_FRAME / CHANGES_A_MESSAGE; message += 1) {
        const upserts = Array.from({ length: CHANGES_A_MESSAGE }, () => {
          const number = this.#sent++;
          return row(number % ROWS, 2 + Math.floor(number / ROWS));
        });
        this.#source.delta(decodedList(upserts));
      }
      await frame();
    }
    const newest = 1 + Math.floor(this.#sent / ROWS);
    await until(() => this.#report.conversations.every(({ version }) => version === newest), 'all are shown');
  }

  close(): void {
    this.#report.remove();
  }
}
