/** What the log keeps of an event: plain data, because the event's own fields may hold the whole contact centre. */
export interface EventRecord {
  /** Rises with each event. */
  readonly number: number;
  readonly at: Date;
  readonly type: string;
  /** One line about what it carries. */
  readonly summary: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly prevented: boolean;
}

let lastNumber = 0;

export function recordOf(event: Event): EventRecord {
  const fields = fieldsOf(event);
  return {
    number: (lastNumber += 1),
    at: new Date(),
    type: event.type,
    summary: summaryOf(fields),
    fields,
    prevented: event.defaultPrevented,
  };
}

function fieldsOf(event: Event): Record<string, unknown> {
  const own = Object.entries(event).filter(([name]) => name !== 'isTrusted');
  const fields = Object.fromEntries(own.map(([name, value]) => [name, plain(value)]));
  // Where an action goes is a getter of its event class.
  if ('requestId' in event && event.target && !(event.target instanceof Node)) {
    fields['target'] = plain(event.target);
  }
  return fields;
}

/** Conversations by what tells them apart; everything else as it is. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 50).map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('subject' in value && 'version' in value && 'id' in value) {
    const { id, version, subject } = value;
    return { id, version, subject };
  }
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

function summaryOf(fields: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(fields).flatMap(([name, value]) => {
    if (value === null || value === undefined || name === 'requestId') return [];
    if (Array.isArray(value)) return [`${name}: ${String(value.length)}`];
    if (typeof value === 'object') return 'state' in value ? [String(value.state)] : [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [text.length > 60 ? `${text.slice(0, 60)}…` : text];
  });
  return parts.join(' · ');
}
