/** Understands as much of OData's `$filter` as the source uses: `and`, `or` in brackets, `eq`, `ne`, `gt`, `ge`. */
export type Row = Readonly<Record<string, unknown>>;

/** @throws Error when it is not understood, which a server would answer with 400 */
export function filterOf(text: string | null): (row: Row) => boolean {
  if (text === null) return () => true;
  const terms = text.split(' and ').map(termOf);
  return (row) => terms.every((term) => term(row));
}

function termOf(text: string): (row: Row) => boolean {
  if (text.startsWith('(') && text.endsWith(')')) {
    const terms = text.slice(1, -1).split(' or ').map(termOf);
    return (row) => terms.some((term) => term(row));
  }
  const [, column = '', operator = '', literal = ''] = /^(\w+) (eq|ne|gt|ge) ([\w:.-]+)$/.exec(text) ?? [];
  if (column === '') throw new Error(`not understood: ${text}`);
  return (row) => compare(row[column], operator, valueOf(literal));
}

function valueOf(literal: string): unknown {
  if (literal === 'true' || literal === 'false') return literal === 'true';
  return /^\d+$/.test(literal) ? Number(literal) : literal;
}

function compare(value: unknown, operator: string, wanted: unknown): boolean {
  if (operator === 'eq') return value === wanted;
  if (operator === 'ne') return value !== wanted;
  const [left, right] = [numberOf(value), numberOf(wanted)];
  return operator === 'gt' ? left > right : left >= right;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Date.parse(String(value));
}
