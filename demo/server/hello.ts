/** Reads the first message of a connection. */
import { isCount, isId, isRecord, own } from '../../src/data-source/decode-conversation.js';
import type { View } from './stream.js';

export interface Hello {
  readonly version: unknown;
  readonly token: string | null;
  readonly view: View;
  readonly resume: { readonly stream: unknown; readonly epoch: unknown; readonly seq: unknown } | null;
  readonly maxFrame: number;
  /** Client epoch ms, sent back as it came. */
  readonly t: number | null;
}

const DAY_HOURS = 24;
const MAX_HOURS = 24 * 366;
const MAX_ROWS = 200_000;
const MAX_QUEUES = 500;
const LEAST_FRAME = 16_384;
const MAX_FRAME = 1_048_576;

export function readHello(message: Readonly<Record<string, unknown>>): Hello {
  const auth = own(message, 'auth');
  const token = isRecord(auth) && own(auth, 'scheme') === 'ticket' ? own(auth, 'token') : null;
  const resume = own(message, 'resume');
  const maxFrame = own(message, 'maxFrame');
  const t = own(message, 't');
  return {
    version: own(message, 'v'),
    token: typeof token === 'string' ? token : null,
    view: readView(own(message, 'view')),
    resume: isRecord(resume)
      ? { stream: own(resume, 'stream'), epoch: own(resume, 'epoch'), seq: own(resume, 'seq') }
      : null,
    maxFrame: isCount(maxFrame) ? Math.min(MAX_FRAME, Math.max(LEAST_FRAME, maxFrame)) : MAX_FRAME,
    t: isCount(t) ? t : null,
  };
}

function readView(view: unknown): View {
  const filter = isRecord(view) ? own(view, 'filter') : undefined;
  const maxRows = isRecord(view) ? own(view, 'maxRows') : undefined;
  return viewOf(
    isRecord(filter) ? own(filter, 'queues') : undefined,
    isRecord(filter) ? own(filter, 'windowHours') : undefined,
    maxRows,
  );
}

/** A view from what a client asked for; what it did not ask for, or not in a usable way, has its usual value. */
export function viewOf(queues: unknown, windowHours: unknown, maxRows: unknown): View {
  const hours = Number(windowHours ?? DAY_HOURS);
  return {
    queues: Array.isArray(queues) ? queues.slice(0, MAX_QUEUES).filter(isId) : [],
    windowHours: hours > 0 && hours <= MAX_HOURS ? hours : DAY_HOURS,
    maxRows: isCount(maxRows) && maxRows > 0 ? Math.min(maxRows, MAX_ROWS) : MAX_ROWS,
  };
}
