/** The scripted source, scripted to do what a back end does. */
import { describe, it } from 'node:test';
import type { ReportScope, SourceMessage } from '../../src/data-source/data-source.js';
import { describeDataSource, ScriptedDataSource, type DataSourceHarness } from '../../testing/index.js';
import { MemoryCentre } from './memory-centre.js';
import { MemoryDataSource, MemorySession } from './memory-data-source.js';

const EVERYTHING: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
const ONE_SCRIPT = 'the script is the same for all scopes';

function scripted(): DataSourceHarness {
  const centre = new MemoryCentre();
  const source = new ScriptedDataSource();
  const script = new MemorySession(centre, EVERYTHING, {
    next: (message) => source.send(message),
    error: () => undefined,
    complete: () => undefined,
  });
  script.open();
  source.greeting = (): SourceMessage[] => [
    { type: 'snapshot', conversations: centre.rows, asOf: centre.now },
    { type: 'connection', state: script.isLive ? 'live' : 'reconnecting' },
  ];
  const commands = new MemoryDataSource(centre);
  commands.sessions.add(script);
  source.answer = (command, options) => commands.perform(command, options);
  return { ...centre.harness(source), held: () => source.subscribers };
}

describeDataSource('the scripted source', scripted, {
  describe,
  it,
  skip: {
    'Q01 cold: asks nothing of its back end before it is subscribed to': 'the script plays by itself',
    'Q02 asks nothing more of its back end after it was unsubscribed from': 'the script plays by itself',
    B13: ONE_SCRIPT,
    'gives only conversations of the queues asked for': ONE_SCRIPT,
  },
});
