/**
 * What was said. Hundreds of thousands of conversations have a past that nobody ever reads, so the past is made up when
 * somebody opens it, from a stream of chance of its own: it is the same whenever that happens.
 */
import type { TranscriptEntry } from '../../data-source.js';
import { SENTIMENTS, sentimentRank } from '../../../model/conversation.js';
import type { Conversation } from '../../../model/conversation.js';
import { UTTERANCES } from '../catalogue/utterances.js';
import type { Case } from './book.js';
import { Random, seedOf } from './random.js';
import { moodOf } from './sentiment.js';

/** What is said, before it has its number. */
export type Saying = Omit<TranscriptEntry, 'number'>;
type Listener = (entries: readonly TranscriptEntry[], ended: boolean) => void;

interface Log {
  /** Made up at the first reading. */
  past: readonly Saying[] | null;
  readonly sayings: Saying[];
  /** Sayings that were let go because there were too many. */
  dropped: number;
}

/** Of one conversation so many are kept; a supervisor reads the end of it. */
const KEPT_SAYINGS = 120;
/** Transcripts of ended conversations stay readable for the last so many. */
const KEPT_ENDED = 200;
/** Mean ms between two lines of the past. */
const PAST_GAP = 45_000;
const MOST_PAST = 24;

export class Transcripts {
  readonly #seed: number;
  readonly #logs = new Map<string, Log>();
  readonly #ended = new Map<string, readonly TranscriptEntry[]>();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Everything kept, oldest first, or null for a conversation that is unknown or forgotten. */
  read(id: string, opened: Case | undefined): readonly TranscriptEntry[] | null {
    if (opened === undefined) return this.#ended.get(id) ?? null;
    const log = this.#log(id);
    const past = this.#past(log, opened);
    return [
      ...(log.dropped === 0 ? past.map((saying, index) => ({ ...saying, number: index + 1 })) : []),
      ...log.sayings.map((saying, index) => ({ ...saying, number: past.length + log.dropped + index + 1 })),
    ];
  }

  say(about: Case, saying: Saying): void {
    const { id } = about.conversation;
    const log = this.#log(id);
    log.sayings.push(saying);
    if (log.sayings.length > KEPT_SAYINGS) {
      log.sayings.shift();
      log.dropped += 1;
    }
    const listeners = this.#listeners.get(id);
    if (listeners === undefined) return;
    const number = this.#past(log, about).length + log.dropped + log.sayings.length;
    for (const listener of listeners) listener([{ ...saying, number }], false);
  }

  /** The conversation is over: what was said stays readable for a while, listeners are told and let go. */
  end(ended: Case): void {
    const { id } = ended.conversation;
    if (this.#logs.has(id)) {
      this.#ended.set(id, this.read(id, ended) ?? []);
      for (const oldest of this.#ended.keys()) {
        if (this.#ended.size <= KEPT_ENDED) break;
        this.#ended.delete(oldest);
      }
    }
    this.#logs.delete(id);
    for (const listener of this.#listeners.get(id) ?? []) listener([], true);
    this.#listeners.delete(id);
  }

  listen(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  #log(id: string): Log {
    let log = this.#logs.get(id);
    if (log === undefined) {
      log = { past: null, sayings: [], dropped: 0 };
      this.#logs.set(id, log);
    }
    return log;
  }

  #past(log: Log, about: Case): readonly Saying[] {
    log.past ??= pastOf(about, new Random(seedOf(this.#seed, about.conversation.id)));
    return log.past;
  }
}

/** What was said before the simulation began: the request, then question and answer until the last message known. */
function pastOf({ origin, language }: Case, random: Random): readonly Saying[] {
  const past: Saying[] = [
    saying(origin.startedAt, 'customer', origin.customer?.name ?? '', origin.subject, null),
  ];
  const { agent, handle, lastCustomerMessageAt } = origin;
  if (agent === null || handle === null || lastCustomerMessageAt === null) return past;
  const begin = Math.min(origin.startedAt + (origin.wait?.ms ?? 0), lastCustomerMessageAt);
  past.push(saying(begin, 'system', '', `${agent.name} accepted the conversation`, null));
  const pairs = Math.min(
    MOST_PAST / 2,
    Math.max(1, Math.round((lastCustomerMessageAt - begin) / PAST_GAP / 2)),
  );
  const step = (lastCustomerMessageAt - begin) / pairs;
  const { customer, agent: answers } = UTTERANCES[language];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const at = begin + step * pair;
    const sentiment = onTheWay(origin, pair / pairs);
    past.push(
      saying(at - step * (0.4 + 0.3 * random.next()), 'agent', agent.name, random.pick(answers), null),
      saying(
        at,
        'customer',
        origin.customer?.name ?? '',
        random.pick(customer[moodOf(sentiment)]),
        sentiment,
      ),
    );
  }
  return past;
}

function saying(
  at: number,
  from: Saying['from'],
  name: string,
  text: string,
  sentiment: Saying['sentiment'],
): Saying {
  return { at: Math.round(at), from, name, text, private: false, sentiment };
}

/** Sentiment begins neutral and has become what it is at the end. */
function onTheWay({ sentiment }: Conversation, progress: number): Saying['sentiment'] {
  if (sentiment === null) return null;
  const neutral = sentimentRank('neutral');
  const rank = Math.round(neutral + (sentimentRank(sentiment) - neutral) * progress);
  return SENTIMENTS[rank] ?? sentiment;
}
