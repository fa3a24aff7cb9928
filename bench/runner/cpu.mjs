// What the renderer has used so far, in seconds.

/** `busy`: wall-clock time in tasks of the main thread; `main`: its CPU time; `renderer`: CPU time of the whole process. */
export async function usage(client) {
  const { metrics } = await client.send('Performance.getMetrics');
  const read = (name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    at: read('Timestamp'),
    busy: read('TaskDuration'),
    main: read('ThreadTime'),
    renderer: read('ProcessTime'),
    script: read('ScriptDuration'),
    layout: read('LayoutDuration') + read('RecalcStyleDuration'),
  };
}

/** Shares of the time between two readings, in percent. */
export function shares(before, after) {
  const wall = after.at - before.at;
  const share = (name) => (100 * (after[name] - before[name])) / wall;
  return {
    busy: share('busy'),
    main: share('main'),
    renderer: share('renderer'),
    script: share('script'),
    layout: share('layout'),
  };
}

export async function heapMb(client) {
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}
