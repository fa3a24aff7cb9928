/** An engine that is live over a source that says what the test says, with time in the test's hands. */
import type { CommandOutcome } from '../../src/data-source/data-source.js';
import { loadActing } from '../../src/engine/late-acting.js';
import { ReportEngine } from '../../src/engine/report-engine.js';
import type { ActionRequestDetails, ActionRun } from '../../src/engine/view-types.js';
import type { Conversation } from '../../src/model/conversation.js';
import { ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { ManualTime } from './manual-time.js';

// As with the report: what acts is there before anybody does.
await loadActing();

export interface Stage {
  engine: ReportEngine;
  source: ScriptedDataSource & { outcome?: (key: string) => Promise<CommandOutcome>; refreshed?: string[] };
  time: ManualTime;
  settled: ActionRun[];
}

export function stage(...rows: Conversation[]): Stage {
  const time = new ManualTime(START);
  const engine = new ReportEngine({ time, frame: time.frame });
  const source = new ScriptedDataSource();
  const settled: ActionRun[] = [];
  engine.settled$.subscribe((run) => settled.push(run));
  engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });
  source.snapshot(rows);
  time.paint();
  return { engine, source, time, settled };
}

export const close = (...conversations: Conversation[]): ActionRequestDetails => ({
  requestId: 'request',
  action: 'force-close',
  conversations,
});

export const marks = (engine: ReportEngine): Record<string, string> => {
  let states: Record<string, string> = {};
  engine.runs$
    .subscribe(({ byConversation }) => {
      states = Object.fromEntries([...byConversation].map(([id, { state }]) => [id, state]));
    })
    .unsubscribe();
  return states;
};
