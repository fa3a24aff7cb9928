/** What goes on inside conversations and around them: customers write, agents answer, presences change. */
import { UTTERANCES } from '../catalogue/utterances.js';
import type { Case } from './book.js';
import { drift, moodOf } from './sentiment.js';
import type { World } from './world.js';

/** Ms until an agent answers, as mean. */
const ANSWER_GAP = 9_000;
/** Every other message tells something new about how the customer feels. */
const DRIFT_SHARE = 0.5;

export class Chatter {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  start(): void {
    this.#startUtterances();
    this.#startPresences();
  }

  #startUtterances(): void {
    const { book, pace, random } = this.#world;
    this.#world.after(random.exponential(pace.utteranceGap), () => {
      if (book.talking.length > 0) this.#customerSays(random.pick(book.talking));
      this.#startUtterances();
    });
  }

  #customerSays(speaker: Case): void {
    const { book, now, random, transcripts } = this.#world;
    const { customer, sentiment: before } = speaker.conversation;
    const sentiment = random.chance(DRIFT_SHARE) ? drift(random, before) : before;
    const text = random.pick(UTTERANCES[speaker.language].customer[moodOf(sentiment)]);
    transcripts.say(speaker, {
      at: now,
      from: 'customer',
      name: customer?.name ?? '',
      text,
      private: false,
      sentiment,
    });
    book.change(speaker, now, { lastCustomerMessageAt: now, sentiment });
    this.#world.after(2_000 + random.exponential(ANSWER_GAP), () => {
      this.#agentSays(speaker);
    });
  }

  /** An agent who no longer has the conversation says nothing any more. */
  #agentSays(speaker: Case): void {
    const { now, random, transcripts } = this.#world;
    if (speaker.talkingIndex < 0) return;
    const text = random.pick(UTTERANCES[speaker.language].agent);
    const name = speaker.conversation.agent?.name ?? '';
    transcripts.say(speaker, { at: now, from: 'agent', name, text, private: false, sentiment: null });
  }

  #startPresences(): void {
    const { pace, random, workforce } = this.#world;
    this.#world.after(random.exponential(pace.presenceGap), () => {
      const agent = random.pick(workforce.agents);
      this.#world.setPresence(agent, workforce.otherPresence(random, agent));
      this.#startPresences();
    });
  }
}
