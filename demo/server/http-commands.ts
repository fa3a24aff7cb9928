/** Commands and what became of them over HTTP (protocol.md, section 7). */
import { isId, own } from '../../src/data-source/decode-conversation.js';
import { Budget } from './budget.js';
import type { Settled } from './command-desk.js';
import { readCommand } from './command-reader.js';
import type { ServerContext } from './context.js';
import { Refusal } from './http-exchange.js';
import type { HttpExchange } from './http-exchange.js';
import type { User } from './users.js';

/** No form of another site can set it. */
export const CSRF_HEADER = 'x-requested-with';
export const CSRF_VALUE = 'ongoing-conversations-report';

/** Statuses of refusals; what is not named is 409, the conversation is in another state. */
const STATUS: Readonly<Record<string, number>> = {
  stale: 412,
  'not-permitted': 403,
  expired: 422,
  invalid: 422,
};

export class HttpCommands {
  readonly #context: ServerContext;
  readonly #budgets = new Map<string, Budget>();

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** @throws Refusal */
  async post(exchange: HttpExchange, conversationId: string): Promise<void> {
    requireOwnPage(this.#context, exchange);
    const { user } = exchange;
    const key = exchange.header('idempotency-key');
    if (key === null) throw new Refusal(400, 'invalid');
    const ifVersion = versionOf(exchange.header('if-match'));
    const body = await exchange.body();
    this.#spend(user);
    const [name, args, notAfter] = [own(body, 'name'), own(body, 'args'), own(body, 'notAfter')];
    const command = readCommand({ key, name, conversationId, ifVersion, notAfter, args });
    if (typeof command === 'string') {
      exchange.send(400, { status: 'rejected', code: 'invalid', message: command });
      return;
    }
    this.#context.catchUp();
    const settled = this.#context.desk.execute(user, command);
    this.#context.answers.pass(exchange, 'command', () => {
      exchange.send(this.#statusOf(settled, conversationId), settled.result);
    });
  }

  /** @throws Refusal */
  outcome(exchange: HttpExchange, key: string): void {
    const { user } = exchange;
    if (!isId(key)) throw new Refusal(400, 'invalid');
    const result = this.#context.desk.outcome(user, key);
    this.#context.answers.pass(exchange, 'outcome', () => {
      exchange.send(200, result);
    });
  }

  #spend(user: User): void {
    const { limits, world } = this.#context;
    const budget = this.#budgets.get(user.id) ?? new Budget(limits.commandsPerMinute, 60_000);
    this.#budgets.set(user.id, budget);
    if (budget.take(world.now)) return;
    const seconds = Math.ceil(budget.wait(world.now) / 1000);
    throw new Refusal(429, 'rate-limited', { 'Retry-After': String(Math.max(1, seconds)) });
  }

  #statusOf({ result, isKeyReused }: Settled, conversationId: string): number {
    if (isKeyReused) return 422;
    if (result.status === 'done') return 200;
    if (result.status === 'pending') return 202;
    if (result.code === 'closed') return this.#context.endings.has(conversationId) ? 410 : 404;
    return STATUS[result.code ?? ''] ?? 409;
  }
}

/** Nothing may be changed from another site's page. @throws Refusal */
export function requireOwnPage({ origins }: ServerContext, exchange: HttpExchange): void {
  const isOwn = origins.admitsChange(exchange.request) && exchange.header(CSRF_HEADER) === CSRF_VALUE;
  if (!isOwn) throw new Refusal(403, 'csrf');
}

function versionOf(ifMatch: string | null): number {
  if (ifMatch === null) throw new Refusal(428, 'if-match-required');
  const version = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new Refusal(400, 'invalid');
  return Number(version);
}
