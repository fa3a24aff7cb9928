/** Entries of a transcript; on the wire their number is called `n`. */
import type { TranscriptEntry } from '../data-source.js';
import { isCount, isRecord, own, text, time } from '../decode-conversation.js';

/** Reads the entries after number `after` in order; what has no number is left out. */
export function readTranscript(entries: readonly unknown[], after = -1): readonly TranscriptEntry[] {
  const list: TranscriptEntry[] = [];
  for (const raw of entries) {
    const entry = readEntry(raw);
    if (entry && entry.number > after) list.push(entry);
  }
  return list.sort((a, b) => a.number - b.number);
}

function readEntry(raw: unknown): TranscriptEntry | null {
  if (!isRecord(raw)) return null;
  const number = own(raw, 'n');
  if (!isCount(number)) return null;
  return Object.freeze({
    number,
    at: time(own(raw, 'at')) ?? 0,
    from: text(own(raw, 'from')) ?? 'system',
    name: text(own(raw, 'name')) ?? '',
    text: text(own(raw, 'text')) ?? '',
    private: own(raw, 'private') === true,
    sentiment: text(own(raw, 'sentiment')),
  });
}
