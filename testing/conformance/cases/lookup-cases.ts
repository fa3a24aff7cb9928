/** Lists of agents and queues to hand a conversation to. */
import type { CandidatePage, CandidateQuery } from '../../../src/data-source/data-source.js';
import { never, type CaseContext } from '../case-context.js';
import { cases } from '../conformance-case.js';
import { ConformanceError, ensure, ensureSame } from '../conformance-error.js';
import type { Need } from '../harness.js';

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly eligible: boolean;
}
type Page = CandidatePage<Candidate>;
type Kind = 'findAgents' | 'findQueues';

/** Pages after which a list counts as endless. */
const MOST_PAGES = 200;

export const lookupCases = cases((it) => {
  for (const kind of ['findAgents', 'findQueues'] as const) {
    const needs: readonly Need[] = [kind, 'serve'];

    it(
      `K02 gives ${kind}() in pages: each candidate once, never more than asked for`,
      needs,
      async (context) => {
        await context.live();
        const all = await everything(context, kind, 1_000);
        for (const { id, name, eligible } of all)
          ensure(
            typeof id === 'string' && typeof name === 'string' && typeof eligible === 'boolean',
            `a candidate without an id, a name or a word whether it may be chosen: ${JSON.stringify({ id, name, eligible })}`,
          );
        const paged = await everything(context, kind, 2);
        ensureSame(ids(paged), ids(all), 'candidates by pages of two');
        ensure(new Set(ids(paged)).size === paged.length, `candidates come twice: ${ids(paged).join(', ')}`);
      },
    );

    it(
      `K01 rejects ${kind}() when the signal aborts, before the answer has come`,
      [...needs, 'holdAnswers'],
      async (context) => {
        await context.live();
        await context.harness.holdAnswers?.();
        const held = context.harness.held?.() ?? 0;
        const abort = new AbortController();
        const page = find(context, kind, query(2), abort.signal);
        page.catch(() => undefined);
        await context.task();
        abort.abort();
        const { status } = await context.settledSoon(page, `${kind}() that was given up`);
        ensure(status === 'rejected', 'a list that was given up is there all the same');
        await context.task();
        const more = (context.harness.held?.() ?? 0) - held;
        ensure(more <= 0, `${more} things are still held`);
      },
    );

    it(`Q13 rejects ${kind}() when the signal is aborted before`, needs, async (context) => {
      await context.live();
      const { status } = await context.settled(find(context, kind, query(2), AbortSignal.abort()), kind);
      ensure(status === 'rejected', 'a list that was given up before is there all the same');
    });

    it(`Q11 rejects ${kind}() and does not throw when there is nothing to ask`, [kind], async (context) => {
      await context.harness.drop?.();
      let page: Promise<Page>;
      try {
        page = find(context, kind, query(2), never());
      } catch (error) {
        throw new ConformanceError(`${kind}() throws: ${String(error)}`);
      }
      await context.settled(page, kind);
    });
  }
});

function query(limit: number, after: string | null = null): CandidateQuery {
  return { action: 'assign', conversationId: 'c-1', text: '', limit, after };
}

function find(context: CaseContext, kind: Kind, asked: CandidateQuery, signal: AbortSignal): Promise<Page> {
  return context.source[kind]?.(asked, { signal }) as Promise<Page>;
}

/** The whole list, page by page. */
async function everything(context: CaseContext, kind: Kind, limit: number): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page = await context.fulfilled(
      find(context, kind, query(limit, after), never()),
      `${kind}()`,
    );
    ensure(page.entries.length <= limit, `a page of ${limit} has ${page.entries.length} candidates`);
    found.push(...page.entries);
    if (page.next === null) return found;
    after = page.next;
  }
  throw new ConformanceError(`the list has no end: ${MOST_PAGES} pages of ${limit}`);
}

function ids(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ id }) => id);
}
