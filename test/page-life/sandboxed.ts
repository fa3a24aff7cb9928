/** Runs in a frame of no origin, where storage throws: tells its parent how the report fares. */
const errors: string[] = [];
addEventListener('error', ({ message }) => errors.push(message));
addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));

await import('../../src/define.js');

const hasStorage = (): boolean => {
  try {
    return typeof localStorage === 'object';
  } catch {
    return false;
  }
};
const report = document.querySelector('ongoing-conversations-report');
report?.addEventListener('ready', () => {
  const { state } = report.connection;
  const told = { state, rows: report.conversations.length, hasStorage: hasStorage(), errors };
  parent.postMessage(told, '*');
});

export {};
