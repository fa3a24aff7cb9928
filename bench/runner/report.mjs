// Medians over the repetitions, and the tables.

/** Columns: title, where the figure is, digits, and the phase whose being wrong makes it wrong. */
const COLUMNS = [
  ['first rows ms', (f) => f.first?.ms, 0, 'first'],
  ['long tasks', (f) => f.first?.longTasks, 0, 'first'],
  ['longest ms', (f) => f.first?.longestTask, 0, 'first'],
  ['live: busy %', (f) => f.live?.busy, 1, 'live'],
  ['main CPU %', (f) => f.live?.main, 1, 'live'],
  ['renderer CPU %', (f) => f.live?.renderer, 0, 'live'],
  ['frame p95 ms', (f) => f.live?.frameP95, 1, 'live'],
  ['long tasks', (f) => f.live?.longTasks, 0, 'live'],
  ['longest ms', (f) => f.live?.longestTask, 0, 'live'],
  ['paint p50 ms', (f) => f.live?.paintP50, 0, 'live'],
  ['paint p99 ms', (f) => f.live?.paintP99, 0, 'live'],
  ['scrolling: busy %', (f) => f.scroll?.busy, 1, 'scroll'],
  ['main CPU %', (f) => f.scroll?.main, 1, 'scroll'],
  ['frame p95 ms', (f) => f.scroll?.frameP95, 1, 'scroll'],
  ['long tasks', (f) => f.scroll?.longTasks, 0, 'scroll'],
  ['blanks', (f) => f.scroll?.blanks, 0, 'scroll'],
  ['heap MB', (f) => f.heapMb, 1, 'live'],
  ['gzip KB', (f) => f.gzipKb, 0, 'first'],
];

/** The figures that are compared with those of *limit*. */
const RATIOS = [
  ['first rows', (f) => f.first?.ms, 'first'],
  ['live: busy', (f) => f.live?.busy, 'live'],
  ['main CPU', (f) => f.live?.main, 'live'],
  ['renderer CPU', (f) => f.live?.renderer, 'live'],
  ['paint p99', (f) => f.live?.paintP99, 'live'],
  ['scrolling: busy', (f) => f.scroll?.busy, 'scroll'],
  ['main CPU', (f) => f.scroll?.main, 'scroll'],
  ['heap', (f) => f.heapMb, 'live'],
];

const ROUNDS = {
  '1k': '1,000 rows, 100 changes/s',
  '10k': '10,000 rows, 1,000 changes/s',
  '100k': '100,000 rows, 10,000 changes/s',
};

/** @param results `{scale: {contestant: [figures, …]}}` */
export function tables(results) {
  return Object.entries(results)
    .map(([scale, byName]) => `## ${ROUNDS[scale]}\n\n${absolute(byName)}${ratios(byName)}${faults(byName)}`)
    .join('\n');
}

function absolute(byName) {
  const rows = Object.entries(byName).map(([name, runs]) => [
    name,
    ...COLUMNS.map(([, read, digits, phase]) => shown(runs, read, phase, (value) => value.toFixed(digits))),
  ]);
  return table(['', ...COLUMNS.map(([title]) => title)], rows);
}

function ratios(byName) {
  const limit = byName.limit;
  if (!limit || Object.keys(byName).length < 2) return '';
  const rows = Object.entries(byName)
    .filter(([name]) => name !== 'limit')
    .map(([name, runs]) => [
      name,
      ...RATIOS.map(([, read, phase]) => {
        const base = median(limit.map(read));
        return shown(runs, read, phase, (value) => (base > 0 ? `×${(value / base).toFixed(2)}` : '–'));
      }),
    ]);
  return `\n÷ *limit*\n\n${table(['', ...RATIOS.map(([title]) => title)], rows)}`;
}

function shown(runs, read, phase, write) {
  if (runs.some((run) => run[phase]?.wrong)) return '*wrong*';
  const value = median(runs.map(read));
  return value === null ? '–' : write(value);
}

function faults(byName) {
  const lines = Object.entries(byName).flatMap(([name, runs]) =>
    runs.flatMap((run, n) =>
      ['first', 'live', 'scroll']
        .filter((phase) => run[phase]?.wrong)
        .map((phase) => `- ${name}, run ${n + 1}, ${phase}: ${run[phase].wrong}`),
    ),
  );
  return lines.length > 0 ? `\nWrong:\n\n${lines.join('\n')}\n` : '';
}

function median(values) {
  const known = values
    .filter((value) => typeof value === 'number' && Number.isFinite(value))
    .sort((a, b) => a - b);
  if (known.length === 0) return null;
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map((_, n) => (n ? '--:' : ':--'))) + rows.map(line).join('');
}
