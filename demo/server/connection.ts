/** One socket from its hello to its end. */
import type { RawData, WebSocket } from 'ws';
import { isCount, isId, isRecord, own } from '../../src/data-source/decode-conversation.js';
import { Budget } from './budget.js';
import type { ServerContext } from './context.js';
import { Delivery } from './delivery.js';
import type { Follower } from './follower.js';
import { readHello } from './hello.js';
import type { Hello } from './hello.js';
import { Questions } from './questions.js';
import type { User } from './users.js';
import { PROTOCOL_VERSION, welcomeOf } from './welcome.js';

type Message = Readonly<Record<string, unknown>>;

export interface Caller {
  /** Of the page that opened the socket; null when it was no page. */
  readonly origin: string | null;
  /** From this very machine. */
  readonly isLocal: boolean;
  /** Connections that a user has already. */
  readonly connectionsOf: (user: User) => number;
}

export class Connection implements Follower {
  readonly #socket: WebSocket;
  readonly #context: ServerContext;
  readonly #caller: Caller;
  readonly #helloTimer: NodeJS.Timeout;
  readonly #messages: Budget;
  #cutTimer: NodeJS.Timeout | null = null;
  #user: User | null = null;
  #delivery: Delivery | null = null;
  #questions: Questions | null = null;
  /** Server epoch ms at which the session ends; null when it does not. */
  #sessionEnd: number | null = null;
  #isWarned = false;
  /** Liveness is of this machine, not of the simulated centre: monotonic ms. */
  #heardAt = performance.now();
  #pingedAt = performance.now();
  #pings = 0;

  constructor(socket: WebSocket, context: ServerContext, caller: Caller) {
    this.#socket = socket;
    this.#context = context;
    this.#caller = caller;
    this.#messages = new Budget(context.limits.messagesPerSecond, 1_000);
    this.#helloTimer = setTimeout(() => {
      this.close(4408, 'hello');
    }, context.limits.helloDeadline);
    socket.on('message', (data, isBinary) => {
      this.#receive(data, isBinary);
    });
    // A close follows; without a listener the process would end.
    socket.on('error', () => {
      context.report('socket error');
    });
    socket.on('close', () => {
      this.#release();
    });
  }

  get user(): User | null {
    return this.#user;
  }

  flush(): void {
    if (this.#user === null) return;
    if (!this.#user.mayView) {
      this.close(4403, 'forbidden');
      return;
    }
    this.#delivery?.flush();
    this.#checkHeartbeat();
    this.#checkSession();
  }

  send(message: object): void {
    this.#sendText(JSON.stringify(message));
  }

  tellPermissions(): void {
    if (this.#user === null) return;
    this.send({ type: 'permissions', rev: this.#user.canRevision, can: this.#user.can });
  }

  /** Says why and ends. Who takes nothing any more does not take the reason either, and is cut off. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    this.#cutTimer ??= setTimeout(() => {
      this.terminate();
    }, this.#context.limits.closeGrace);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    const { world } = this.#context;
    this.#context.catchUp();
    this.#heardAt = performance.now();
    const message = isBinary ? null : parse(data);
    const type = message === null ? null : own(message, 'type');
    if (message === null || typeof type !== 'string') {
      this.close(4400, 'malformed');
    } else if (!this.#messages.take(world.now)) {
      this.send({
        type: 'error',
        code: 'rate-limited',
        retryAfterMs: this.#messages.wait(world.now),
        fatal: true,
      });
      this.close(4429, 'too many messages');
    } else if (this.#delivery === null || this.#questions === null) {
      if (type === 'hello') this.#greet(readHello(message));
      else this.close(4400, 'hello expected');
    } else if (!this.#questions.take(type, message)) {
      this.#follow(type, message, this.#delivery);
    }
  }

  #follow(type: string, message: Message, delivery: Delivery): void {
    const after = own(message, 'after');
    const n = own(message, 'n');
    const seq = own(message, 'seq');
    switch (type) {
      case 'page':
        delivery.page(own(message, 'snap'), isId(after) ? after : null);
        break;
      case 'resume':
        delivery.resumeOrReset(own(message, 'epoch'), seq);
        break;
      case 'snapshot':
        delivery.beginSnapshot();
        break;
      case 'flow':
        if (isCount(seq)) delivery.flow(seq);
        break;
      case 'ping':
        if (isCount(n)) this.send({ type: 'pong', n, t: own(message, 't'), now: this.#context.world.now });
        break;
      case 'auth':
        this.#renew(own(message, 'token'));
        break;
      case 'bye':
        this.close(1000, 'bye');
    }
  }

  #greet(hello: Hello): void {
    clearTimeout(this.#helloTimer);
    if (hello.version !== PROTOCOL_VERSION) {
      this.close(4406, 'unsupported version');
      return;
    }
    const user = this.#authenticate(hello.token);
    if (user === null) {
      this.close(4401, 'unauthorized');
    } else if (!user.mayView) {
      this.close(4403, 'forbidden');
    } else if (this.#caller.connectionsOf(user) >= this.#context.limits.connectionsPerUser) {
      this.close(4429, 'too many connections');
    } else {
      this.#welcome(user, hello);
    }
  }

  /** A ticket proves who it is. Without one it may be the demo supervisor; a cookie is never enough. */
  #authenticate(token: string | null): User | null {
    const { users } = this.#context;
    if (token === null) return this.#caller.isLocal ? users.anonymous : null;
    const user = users.redeemTicket(token, this.#caller.origin);
    if (user !== null) this.#prolong();
    return user;
  }

  #welcome(user: User, { view, resume, maxFrame, t }: Hello): void {
    const { limits, streams, world } = this.#context;
    const stream = streams.open(user, view);
    const delivery = new Delivery(stream, {
      limits,
      maxFrame,
      now: () => world.now,
      unsent: () => this.#socket.bufferedAmount,
      send: (text, written) => {
        this.#sendText(text, written);
      },
      close: (code, reason) => {
        this.close(code, reason);
      },
    });
    this.#user = user;
    this.#delivery = delivery;
    this.#questions = new Questions({
      context: this.#context,
      user,
      head: () => stream.head,
      send: (message) => {
        this.send(message);
      },
    });
    const resumed =
      resume !== null && resume.stream === stream.id && delivery.resume(resume.epoch, resume.seq);
    this.send({
      ...welcomeOf(this.#context, user, stream, resumed),
      ...(t !== null && { t }),
      ...(this.#sessionEnd !== null && { auth: { expiresAt: this.#sessionEnd } }),
    });
    if (resumed) delivery.flush();
    else delivery.beginSnapshot();
  }

  /** A new ticket in place of the old one; it must be of the same user. */
  #renew(token: unknown): void {
    const user =
      typeof token === 'string' ? this.#context.users.redeemTicket(token, this.#caller.origin) : null;
    if (user === null || user !== this.#user) {
      this.close(4401, 'unauthorized');
      return;
    }
    this.#prolong();
    this.send({ type: 'auth.ok', expiresAt: this.#sessionEnd });
  }

  #prolong(): void {
    this.#sessionEnd = this.#context.world.now + this.#context.limits.sessionLifetime;
    this.#isWarned = false;
  }

  #checkSession(): void {
    if (this.#sessionEnd === null) return;
    const left = this.#sessionEnd - this.#context.world.now;
    if (left <= 0) {
      this.close(4401, 'session ended');
    } else if (left <= this.#context.limits.sessionWarning && !this.#isWarned) {
      this.#isWarned = true;
      this.send({ type: 'auth.expiring', at: this.#sessionEnd });
    }
  }

  /** Who says nothing and answers nothing is gone. */
  #checkHeartbeat(): void {
    const { limits, world } = this.#context;
    const now = performance.now();
    if (now - this.#heardAt > limits.heartbeatEvery + limits.heartbeatGrace) {
      this.terminate();
    } else if (now - this.#pingedAt >= limits.heartbeatEvery) {
      this.#pingedAt = now;
      this.#pings += 1;
      this.send({ type: 'ping', n: this.#pings, now: world.now });
    }
  }

  #sendText(text: string, written?: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text, () => written?.());
  }

  #release(): void {
    clearTimeout(this.#helloTimer);
    if (this.#cutTimer !== null) clearTimeout(this.#cutTimer);
    this.#delivery?.close();
    this.#questions?.close();
  }
}

function parse(data: RawData): Message | null {
  try {
    const parsed: unknown = JSON.parse((data as Buffer).toString('utf8'));
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
