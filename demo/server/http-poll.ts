/** `GET /conversations`: all rows in pages, or what has changed since a position (protocol.md, section 6). */
import type { ServerContext } from './context.js';
import { viewOf } from './hello.js';
import { Refusal } from './http-exchange.js';
import type { HttpExchange } from './http-exchange.js';
import { SnapshotReading } from './snapshot-reading.js';
import type { Stream } from './stream.js';
import type { User } from './users.js';
import { latestSteps, stepText, withOperations } from './wire-row.js';

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 2_000;

/** No two streams have an epoch in common. */
interface Position {
  readonly epoch: string;
  readonly seq: number;
}

export function poll(context: ServerContext, exchange: HttpExchange): void {
  const { user } = exchange;
  const { searchParams } = exchange.url;
  const view = viewOf(searchParams.getAll('queue'), searchParams.get('windowHours') ?? undefined, undefined);
  const stream = context.streams.open(user, view);
  const limit = limitOf(searchParams.get('limit'));
  const since = searchParams.get('since');
  const etag = `"${stream.epoch}.${String(stream.head)}.${String(user.canRevision)}"`;
  if (since === null) {
    const text = fullPage(context, user, stream, searchParams.get('after'), limit);
    exchange.send(200, text, { ETag: etag });
    return;
  }
  const position = readToken(since);
  // A position of other rights, another view or another run says nothing about these rows.
  if (position === null || position.epoch !== stream.epoch) throw new Refusal(410, 'expired');
  if (position.seq === stream.head && exchange.header('if-none-match') === etag) {
    exchange.send(304, null, { ETag: etag });
    return;
  }
  exchange.send(200, changes(context, user, stream, position.seq, limit), { ETag: etag });
}

function fullPage(
  context: ServerContext,
  user: User,
  stream: Stream,
  after: string | null,
  limit: number,
): string {
  const reading = new SnapshotReading('', stream, limit, MAX_BODY);
  const { rows, next } = reading.read(after);
  const isWhole = after === null && next === null;
  const { head, count, digest } = stream;
  const body = {
    mode: 'full',
    ...common(context, user, stream, head),
    more: next !== null,
    next,
    count,
    // Pages that are read one after the other are of no single position; only one page alone is.
    ...(isWhole && { digest }),
  };
  return withOperations(JSON.stringify(body), rows, []);
}

function changes(context: ServerContext, user: User, stream: Stream, from: number, limit: number): string {
  const steps = stream.since(from);
  if (steps === null) throw new Refusal(410, 'expired');
  const told = steps.slice(0, limit);
  const seq = told.at(-1)?.seq ?? from;
  const more = told.length < steps.length;
  const { count, digest } = stream;
  const body = {
    mode: 'delta',
    from,
    ...common(context, user, stream, seq),
    more,
    ...(!more && { count, digest }),
  };
  const latest = [...latestSteps(told)];
  return withOperations(
    JSON.stringify(body),
    latest.filter(({ why }) => why === null).map(stepText),
    latest.filter(({ why }) => why !== null).map(stepText),
  );
}

function common({ world }: ServerContext, user: User, stream: Stream, seq: number): object {
  const { epoch } = stream;
  return {
    epoch,
    seq,
    now: world.now,
    token: writeToken({ epoch, seq }),
    can: user.can,
    canRev: user.canRevision,
    user: { id: user.id, name: user.name },
  };
}

/** Most UTF-16 units of rows in a body. */
const MAX_BODY = 2_000_000;

function limitOf(text: string | null): number {
  const limit = Number(text ?? DEFAULT_LIMIT);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, MAX_LIMIT) : DEFAULT_LIMIT;
}

/** Clients take it as it is; there is nothing secret in it. */
function writeToken({ epoch, seq }: Position): string {
  return Buffer.from(`${epoch} ${String(seq)}`).toString('base64url');
}

function readToken(token: string): Position | null {
  const [epoch, seq] = Buffer.from(token, 'base64url').toString('utf8').split(' ');
  if (epoch === undefined || seq === undefined || !/^\d{1,15}$/.test(seq)) return null;
  return { epoch, seq: Number(seq) };
}
