/**
 * Everything that happens to a stream in its life, as far as the harness can bring it about. The cases about rules that
 * hold always take the tour and look at what was told; where the source does not get on, other cases say so.
 */
import type { CaseContext } from './case-context.js';
import { ensure } from './conformance-error.js';
import type { Probe } from './probe.js';

export async function tour(context: CaseContext): Promise<Probe> {
  const [first, second, third] = [context.row('c-1'), context.row('c-2'), context.row('c-3')];
  await context.serve(first, second, third);
  const probe = context.connect();
  await context.reaches(() => probe.isLive);
  await changes(context, probe, [first, second]);
  await interruption(context, probe, third);
  context.source.refresh?.('user');
  await context.quiet();
  const hasEnded = probe.errors.length + probe.completions > 0;
  ensure(
    hasEnded || probe.of('snapshot').length > 0,
    'no rows were ever told, so that nothing can be said of them',
  );
  return probe;
}

type Row = ReturnType<CaseContext['row']>;

async function changes(context: CaseContext, probe: Probe, [first, second]: [Row, Row]): Promise<void> {
  if (!context.has('serve', 'change')) return;
  for (const version of [first.version + 1, first.version + 2]) {
    await context.change({ upserts: [context.row(first.id, { version, subject: `Version ${version}` })] });
    await context.reaches(() => probe.rows.get(first.id)?.version === version);
  }
  await context.change({ upserts: [context.row('c-new')], closed: [second.id] });
  await context.reaches(() => probe.rows.has('c-new') && !probe.rows.has(second.id));
}

async function interruption(context: CaseContext, probe: Probe, { id, version }: Row): Promise<void> {
  if (!context.has('drop', 'restore')) return;
  await context.harness.drop?.();
  await context.reaches(() => !probe.isLive);
  if (context.has('serve', 'change'))
    await context.change({ upserts: [context.row(id, { version: version + 1 })] });
  await context.quiet();
  await context.harness.restore?.();
  await context.reaches(() => probe.isLive);
}
