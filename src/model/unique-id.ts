/** A UUID (version 4). `crypto.randomUUID()` is there on secure pages only, and a report may stand on a plain one. */
export function uniqueId(): string {
  const random = (digit: string): string => {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (Number(digit) ^ (byte & (15 >> (Number(digit) / 4)))).toString(16);
  };
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, random);
}
