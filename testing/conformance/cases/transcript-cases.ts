/** Transcripts of monitored conversations. */
import type { TranscriptMessage } from '../../../src/data-source/data-source.js';
import type { CaseContext } from '../case-context.js';
import { cases } from '../conformance-case.js';
import { ensure, ensureSame } from '../conformance-error.js';
import type { Need } from '../harness.js';
import { subscribeRaw } from '../subscribe-raw.js';

const NEEDS: readonly Need[] = ['openTranscript', 'serve', 'say'];

export const transcriptCases = cases((it) => {
  it('opens a transcript with what was said so far, and tells each entry once', NEEDS, async (context) => {
    await monitor(context);
    await context.harness.say?.('c-1', 'one');
    const reader = new Reader(context);
    await context.until(
      () => reader.texts.includes('one'),
      () => 'what was said before it was opened is missing',
    );
    for (const text of ['two', 'three']) await context.harness.say?.('c-1', text);
    await context.until(
      () => reader.texts.includes('three'),
      () => 'what was said after it was opened is missing',
    );
    ensureSame(reader.texts.slice(-3), ['one', 'two', 'three'], 'what was said');
    ensure(
      reader.numbers.every((number, index) => index === 0 || number === (reader.numbers[index - 1] ?? 0) + 1),
      `the numbers of the entries are ${reader.numbers.join(', ')}`,
    );
    reader.leave();
  });

  it('releases a transcript that is left, and says no more of it', [...NEEDS, 'held'], async (context) => {
    await monitor(context);
    const before = context.harness.held?.() ?? 0;
    const reader = new Reader(context);
    await context.until(
      () => reader.messages > 0,
      () => 'the transcript never opens',
    );
    reader.leave();
    await context.task();
    const held = (context.harness.held?.() ?? 0) - before;
    ensure(held <= 0, `${held} things are still held after leaving`);
    const { messages } = reader;
    await context.harness.say?.('c-1', 'late');
    await context.quiet();
    ensure(reader.messages === messages, 'entries came after leaving');
  });

  it('ends a transcript when its conversation has ended', [...NEEDS, 'change'], async (context) => {
    await monitor(context);
    const reader = new Reader(context);
    await context.until(
      () => reader.messages > 0,
      () => 'the transcript never opens',
    );
    await context.change({ closed: ['c-1'] });
    await context.until(
      () => reader.isEnded,
      () => 'the transcript of an ended conversation stays open',
    );
    reader.leave();
  });
});

/** A conversation that an agent is in, monitored by the supervisor. */
async function monitor(context: CaseContext): Promise<void> {
  const agent = { id: 'a-1', name: 'Ann Lee', presence: 'busy' };
  const row = context.row('c-1', { status: 'active', phase: 'in-conversation', agent });
  await context.live([row]);
  const { status } = await context.perform(context.command(row, { action: 'monitor' }));
  ensure(status === 'done', `monitoring is ${status} instead of done`);
}

class Reader {
  readonly texts: string[] = [];
  readonly numbers: number[] = [];
  messages = 0;
  isEnded = false;
  readonly leave: () => void;

  constructor(context: CaseContext) {
    const end = (): void => {
      this.isEnded = true;
    };
    this.leave = subscribeRaw<TranscriptMessage>(context.source.openTranscript?.('c-1'), {
      next: ({ entries }) => {
        this.messages += 1;
        this.texts.push(...entries.map(({ text }) => text));
        this.numbers.push(...entries.map(({ number }) => number));
      },
      error: end,
      complete: end,
    });
  }
}
