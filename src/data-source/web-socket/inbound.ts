/** Brings each frame to the part that it concerns. */
import { isCount, own } from '../decode-conversation.js';
import { PROTOCOL_VERSION, type Frame, type ServerMessageOf } from '../wire/wire-messages.js';
import type { Feed } from '../wire/feed.js';
import type { Heartbeat } from './heartbeat.js';
import type { LinkEvent, LinkState } from './link-events.js';
import type { LinkRegisters } from './link-registers.js';
import type { Requests } from './requests.js';
import { maySee, type Rights } from '../wire/rights.js';
import type { TokenRenewal } from '../wire/token-renewal.js';
import type { Transcripts } from './transcripts.js';

export interface InboundPort {
  readonly registers: LinkRegisters;
  readonly feed: Feed;
  readonly heartbeat: Heartbeat;
  readonly rights: Rights;
  readonly renewal: TokenRenewal;
  readonly requests: Requests;
  readonly transcripts: Transcripts;
  /** For whom tokens are. */
  readonly audience: () => string;
  /** Monotonic ms. */
  readonly now: () => number;
  readonly dispatch: (event: LinkEvent) => void;
  readonly send: (message: object) => boolean;
  readonly diagnose: (code: string, detail: string, count?: number) => void;
}

/** States in which rows come; in others they belong to nothing. */
const FED: readonly LinkState[] = ['snapshot', 'live', 'gap', 'probing'];

export class Inbound {
  /** When hello was sent, monotonic ms. */
  helloAt = 0;
  /** Number of the ping whose answer ends a probe. */
  probe = 0;
  readonly #port: InboundPort;
  #stream = '';

  constructor(port: InboundPort) {
    this.#port = port;
  }

  /** `size` in UTF-16 units. */
  receive(frame: Frame, size: number): void {
    const { feed, heartbeat, rights, renewal, requests, transcripts, registers, dispatch } = this.#port;
    const isFed = FED.includes(registers.state);
    switch (frame.type) {
      case 'malformed':
        this.#port.diagnose('malformed-frame', frame.fault);
        registers.poison(feed.position ? `${feed.position.epoch}/${feed.position.seq}` : '');
        dispatch({ type: 'malformed', code: frame.fault === 'too-large' ? 4413 : 4400 });
        break;
      case 'unknown':
        this.#port.diagnose('unknown-message', frame.must ? 'must be understood' : 'ignored');
        if (frame.must && isFed) dispatch({ type: 'resync', reason: 'unknown message' });
        // Before the welcome there is nothing to ask: the snapshot comes with it.
        else if (frame.must) feed.forget();
        break;
      case 'welcome':
        if (registers.state === 'greeting') this.#welcome(frame);
        break;
      case 'snap.begin':
        if (isFed) feed.begin(frame);
        break;
      case 'snap.page':
        if (isFed) feed.page(frame, this.#stream);
        break;
      case 'snap.end':
        if (isFed) feed.end(frame, this.#stream);
        break;
      case 'delta':
        if (isFed) feed.delta(frame, size, this.#stream);
        break;
      case 'mark':
        if (isFed) feed.mark(frame);
        break;
      case 'reset':
        if (frame.reason === 'permissions') this.#wipe(frame.reason);
        if (isFed) dispatch({ type: 'resync', reason: frame.reason ?? 'reset' });
        break;
      case 'permissions':
        if (maySee(frame.can)) rights.update(frame.rev, frame.can);
        else dispatch({ type: 'forbidden' });
        break;
      case 'ping':
        this.#port.send({ type: 'pong', n: frame.n });
        break;
      case 'pong':
        if (heartbeat.answered(frame.n, frame.now) && frame.n >= this.probe) dispatch({ type: 'alive' });
        break;
      case 'cmd.ack':
        break;
      case 'cmd.result':
      case 'outcome.result':
      case 'lookup.result':
        requests.answer(frame);
        break;
      case 'transcript':
        transcripts.receive(frame);
        break;
      case 'transcript.close':
        transcripts.end(frame.id);
        break;
      case 'auth.expiring':
        renewal.renew();
        break;
      case 'auth.ok':
        renewal.extended(frame.expiresAt);
        break;
      case 'error':
        this.#refused(frame);
        break;
      case 'bye':
        registers.spreadMs = frame.spreadMs;
        registers.dismissed = frame.reconnect === false;
        registers.holdOff(frame.retryAfterMs, this.#port.now());
        break;
    }
  }

  #welcome(message: ServerMessageOf<'welcome'>): void {
    const { feed, heartbeat, rights, renewal, dispatch } = this.#port;
    const { v, stream, epoch, resumed, head, now, hb, auth, digest } = message;
    if (v !== PROTOCOL_VERSION) {
      const reason = `The server speaks version ${v} of the protocol, this report version ${PROTOCOL_VERSION}.`;
      dispatch({ type: 'unusable', reason });
      return;
    }
    if (!maySee(message.can)) {
      dispatch({ type: 'forbidden' });
      return;
    }
    const { position } = feed;
    const isResumed = resumed === true && position?.stream === stream && position.epoch === epoch;
    const objection = rights.objection(message, isResumed);
    if (objection !== null) this.#wipe(objection);
    const goesOn = isResumed && objection === null;
    this.#stream = stream;
    rights.welcome(message);
    const isBehind = feed.connected(digest, goesOn ? head : undefined);
    heartbeat.connected(hb && count(own(hb, 'every')), hb && count(own(hb, 'grace')));
    heartbeat.sample(this.helloAt, now);
    renewal.connected(this.#port.audience(), auth && count(own(auth, 'expiresAt')));
    if (goesOn) dispatch({ type: 'resumed', isBehind });
    // A server that believes that it resumed will not begin a snapshot by itself.
    else dispatch({ type: 'resync', reason: 'not resumed', unasked: resumed !== true });
  }

  /** Rights shrank: nothing that names a conversation may stay. */
  #wipe(reason: string): void {
    this.#port.feed.wipe(reason);
    this.#port.transcripts.close(reason);
  }

  #refused(error: ServerMessageOf<'error'>): void {
    const { requests, transcripts, registers, diagnose } = this.#port;
    const { code, ref, retryAfterMs } = error;
    if (requests.answer(error) || (ref !== undefined && transcripts.refuse(ref, code))) return;
    diagnose('server-error', code.slice(0, 64));
    registers.holdOff(retryAfterMs, this.#port.now());
  }
}

function count(value: unknown): number | undefined {
  return isCount(value) ? value : undefined;
}
