/** Faults in commands, lookups and transcripts. */
import type { ObservableInput } from 'rxjs';
import type {
  CandidateQuery,
  Command,
  CommandOutcome,
  TranscriptEntry,
  TranscriptMessage,
} from '../../../src/data-source/data-source.js';
import type { MemoryCentre } from '../memory-centre.js';
import { MemoryDataSource, observable } from '../memory-data-source.js';
import type { Fault } from './fault.js';

type Options = { readonly signal: AbortSignal };
type Perform = (command: Command, options: Options) => Promise<CommandOutcome>;

/** A source that does commands in its own way; `right` does them as it should. */
const withPerform =
  (perform: (source: MemoryDataSource, right: Perform) => Perform): Fault['make'] =>
  (centre) => {
    const source = new MemoryDataSource(centre);
    const own = perform(source, source.perform.bind(source));
    return Object.assign(source, { perform: own });
  };

/** A source that changes outcomes on their way. */
const withOutcomes = (change: (outcome: CommandOutcome) => CommandOutcome): Fault['make'] =>
  withPerform((_source, right) => async (command, options) => change(await right(command, options)));

const failed: CommandOutcome = { status: 'failed', code: 'network', message: 'It failed' };

const anotherKey = (command: Command): Command => ({ ...command, key: `${command.key}-again` });

export const commandFaults: readonly Fault[] = [
  {
    name: 'sends a command again when no answer comes',
    make: withPerform((source, right) => (command, options) => {
      const cancel = source.centre.clock.after(5_000, () => source.centre.execute(command));
      return right(command, options).finally(cancel);
    }),
    foundBy: ['J15'],
  },
  {
    name: 'sends each command once more to be sure',
    make: withPerform((source, right) => async (command, options) => {
      const outcome = await right(command, options);
      if (outcome.status === 'done') source.centre.clock.after(1_000, () => source.centre.execute(command));
      return outcome;
    }),
    foundBy: ['J13 sends a command right away'],
  },
  {
    name: 'makes a new key for each call',
    make: (centre) => {
      const source = new MemoryDataSource(centre);
      let calls = 0;
      const right = source.perform.bind(source);
      const perform: Perform = (command, options) => {
        calls += 1;
        return right(calls > 1 ? anotherKey(command) : command, options);
      };
      return Object.assign(source, { perform });
    },
    foundBy: ['J20', 'J21'],
  },
  {
    name: 'takes any answer to a known key for its own',
    make: withPerform((_source, right) => {
      const known = new Map<string, CommandOutcome>();
      return async (command, options) => {
        const outcome = known.get(command.key) ?? (await right(command, options));
        known.set(command.key, outcome);
        return outcome;
      };
    }),
    foundBy: ['J21'],
  },
  {
    name: 'keeps commands while it is not connected and sends them later',
    make: withPerform((source, right) => async (command, options) => {
      if (source.isLive) return right(command, options);
      const wait = (): void => {
        source.centre.clock.after(500, () => {
          if (source.isLive) source.centre.execute(command);
          else wait();
        });
      };
      if (source.sessions.size > 0) wait();
      return { status: 'unknown', message: 'It will be sent when the link is back' };
    }),
    foundBy: ['J12'],
  },
  {
    name: 'takes a lost answer for a failure',
    make: withOutcomes((outcome) => (outcome.status === 'unknown' ? failed : outcome)),
    foundBy: ['J15', 'J38'],
  },
  {
    name: 'takes giving up for taking back',
    make: withPerform((_source, right) => async (command, options) => {
      const outcome = await right(command, options);
      return options.signal.aborted ? { status: 'failed', code: 'aborted', message: 'Taken back' } : outcome;
    }),
    foundBy: ['J38'],
  },
  {
    name: 'does not tell its back end until when a command holds',
    make: withPerform(
      (_source, right) => (command, options) => right({ ...command, notAfter: Infinity }, options),
    ),
    foundBy: ['J22'],
  },
  {
    name: 'does not tell its back end which version the supervisor saw',
    make: withPerform((source, right) => (command, options) => {
      const version = source.centre.row(command.conversationId)?.version;
      return right({ ...command, ifVersion: version ?? command.ifVersion }, options);
    }),
    foundBy: ['J27'],
  },
  {
    name: 'takes a conflict for a failure',
    make: withOutcomes((outcome) => (outcome.status === 'conflict' ? failed : outcome)),
    foundBy: ['J27'],
  },
  {
    name: 'takes every answer for done',
    make: withOutcomes((outcome) => (outcome.status === 'refused' ? { status: 'done' } : outcome)),
    foundBy: ['J12', 'J21', 'J22', 'J25'],
  },
  {
    name: 'sends a command whose signal was aborted before',
    make: withPerform((_source, right) => (command, { signal }) => {
      return right(command, { signal: signal.aborted ? new AbortController().signal : signal });
    }),
    foundBy: ['Q13 sends nothing'],
  },
  {
    name: 'gives outcomes of its own invention',
    make: withOutcomes((outcome) =>
      outcome.status === 'done' ? ({ status: 'ok' } as unknown as CommandOutcome) : outcome,
    ),
    foundBy: [
      ...[
        'J01',
        'J35',
        'J13 sends a command right away',
        'J20',
        'J21',
        'J16 tells afterwards what became of a command',
      ],
      ...['opens a transcript', 'releases a transcript', 'ends a transcript'],
    ],
  },
  {
    name: 'never knows what became of a command',
    make: (centre) =>
      Object.assign(new MemoryDataSource(centre), {
        outcome: (): Promise<CommandOutcome> => Promise.resolve({ status: 'unknown', message: 'No idea' }),
      }),
    foundBy: [
      'J16 tells afterwards what became of a command',
      'J16 tells afterwards what became of a command whose',
    ],
  },
  {
    name: 'takes every command for done when asked later',
    make: (centre) =>
      Object.assign(new MemoryDataSource(centre), {
        outcome: (): Promise<CommandOutcome> => Promise.resolve({ status: 'done' }),
      }),
    foundBy: ['J14'],
  },
  {
    name: 'does not give a lookup up',
    make: withLookups((find) => (query) => find(query, { signal: new AbortController().signal })),
    foundBy: both('K01 rejects', 'Q13 rejects'),
  },
  {
    name: 'throws when a lookup cannot be asked',
    make: withLookups((find, { centre }) => (query, options) => {
      centre.contact();
      return find(query, options);
    }),
    foundBy: both('Q11 rejects'),
  },
  {
    name: 'gives the first page again and again',
    make: withLookups((find) => (query, options) => find({ ...query, after: null }, options)),
    foundBy: both('K02 gives'),
  },
  {
    name: 'gives pages of any size',
    make: withLookups((find) => (query, options) => find({ ...query, limit: 50 }, options)),
    foundBy: both('K02 gives'),
  },
  {
    name: 'opens a transcript without what was said before',
    make: withTranscript((centre, id, tell) => {
      let isFirst = true;
      return centre.read(id, (entries, ended) => {
        tell(isFirst ? [] : entries, ended);
        isFirst = false;
      });
    }),
    foundBy: ['opens a transcript'],
  },
  {
    name: 'tells the whole transcript with each entry',
    make: withTranscript((centre, id, tell) => {
      const all: TranscriptEntry[] = [];
      return centre.read(id, (entries, ended) => {
        all.push(...entries);
        tell([...all], ended);
      });
    }),
    foundBy: ['opens a transcript'],
  },
  {
    name: 'leaves a transcript open that nobody reads',
    make: withTranscript((centre, id, tell) => {
      centre.read(id, tell);
      return () => undefined;
    }),
    foundBy: ['releases a transcript'],
  },
  {
    name: 'does not end a transcript with its conversation',
    make: withTranscript((centre, id, tell) => centre.read(id, (entries) => tell(entries, false))),
    foundBy: ['ends a transcript'],
  },
];

type Find = <Page>(query: CandidateQuery, options: Options) => Promise<Page>;

/** Lookups of agents and of queues alike. */
function withLookups(find: (right: Find, source: MemoryDataSource) => Find): Fault['make'] {
  return (centre) => {
    const source = new MemoryDataSource(centre);
    const findAgents = find(source.findAgents.bind(source) as Find, source);
    const findQueues = find(source.findQueues.bind(source) as Find, source);
    return Object.assign(source, { findAgents, findQueues });
  };
}

function both(...cases: readonly string[]): readonly string[] {
  return cases.flatMap((name) => [`${name} findAgents`, `${name} findQueues`]);
}

type Tell = (entries: readonly TranscriptEntry[], ended: boolean) => void;

function withTranscript(read: (centre: MemoryCentre, id: string, tell: Tell) => () => void): Fault['make'] {
  class Source extends MemoryDataSource {
    override openTranscript(conversationId: string): ObservableInput<TranscriptMessage> {
      return observable((observer) =>
        read(this.centre, conversationId, (entries, ended) => {
          if (ended) observer.complete();
          else observer.next({ conversationId, entries });
        }),
      );
    }
  }
  return (centre) => new Source(centre);
}
