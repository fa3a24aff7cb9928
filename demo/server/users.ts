/** Who uses the server, and what they may see and do. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ActionPermissions, Permission } from '../../src/model/actions.js';
import type { Conversation, Named } from '../../src/model/conversation.js';
import type { Account, Can, Limits } from './options.js';

const EVERYTHING: Can = {
  view: true,
  assign: true,
  transfer: true,
  monitor: true,
  join: true,
  'force-close': true,
};

export class User implements Named {
  readonly id: string;
  readonly name: string;
  /** Ids of the queues whose conversations this user may see; null for all. */
  queues: readonly string[] | null;
  #can: Can;
  #revision = 1;

  constructor({ id, name, can, queues }: Omit<Account, 'session'>) {
    this.id = id;
    this.name = name;
    this.queues = queues ?? null;
    this.#can = { ...EVERYTHING, ...can };
  }

  get can(): Can {
    return this.#can;
  }

  /** Rises with each change of rights; an older one that comes late must not count. */
  get canRevision(): number {
    return this.#revision;
  }

  /** False when this user may not see anything any more. */
  get mayView(): boolean {
    return this.#can['view'] === true;
  }

  get permissions(): ActionPermissions {
    const permission = (name: string): Permission => this.#can[name] ?? true;
    return {
      assign: permission('assign'),
      transfer: permission('transfer'),
      monitor: permission('monitor'),
      join: permission('join'),
      forceClose: permission('force-close'),
    };
  }

  change(can: Can): void {
    this.#can = { ...this.#can, ...can };
    this.#revision += 1;
  }

  maySee({ queue }: Conversation): boolean {
    return this.queues === null || (queue !== null && this.queues.includes(queue.id));
  }
}

interface Ticket {
  readonly user: User;
  readonly origin: string | null;
  readonly expiresAt: number;
}

export class Users {
  readonly #now: () => number;
  readonly #limits: Limits;
  readonly #bySession: readonly (readonly [session: string, user: User])[];
  readonly #tickets = new Map<string, Ticket>();
  /** Who is at this very machine and proves nothing; null when a proof is required. */
  readonly anonymous: User | null;

  constructor(
    accounts: readonly Account[],
    auth: 'optional' | 'required',
    limits: Limits,
    now: () => number,
  ) {
    this.#limits = limits;
    this.#now = now;
    this.#bySession = accounts.map((account) => [account.session, new User(account)]);
    this.anonymous = auth === 'optional' ? new User({ id: 'u-demo', name: 'Alex Morgan' }) : null;
  }

  get all(): readonly User[] {
    const users = this.#bySession.map(([, user]) => user);
    return this.anonymous === null ? users : [...users, this.anonymous];
  }

  /** The user whose session this is, or null. */
  ofSession(session: string): User | null {
    let found: User | null = null;
    // All are compared, each in constant time: how long it takes tells nothing about the sessions there are.
    for (const [known, user] of this.#bySession) if (isSame(known, session)) found = user;
    return found;
  }

  /** A ticket opens one socket, from one origin, soon. */
  issueTicket(user: User, origin: string | null): { readonly ticket: string; readonly expiresAt: number } {
    const now = this.#now();
    for (const [old, { expiresAt }] of this.#tickets) if (expiresAt < now) this.#tickets.delete(old);
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = now + this.#limits.ticketLifetime;
    this.#tickets.set(ticket, { user, origin, expiresAt });
    return { ticket, expiresAt };
  }

  /** Takes a ticket: it is gone afterwards, also when it did not fit. */
  redeemTicket(ticket: string, origin: string | null): User | null {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (found === undefined || found.expiresAt < this.#now() || found.origin !== origin) return null;
    return found.user;
  }
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
