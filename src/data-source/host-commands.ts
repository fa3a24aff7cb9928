/** The actions of a source that brings rows alone: the host's own function carries them out, while the rows are live. */
import type { Command, CommandOutcome, DataSource } from './data-source.js';

/**
 * @param host what else the host has for the source; `perform` is called as its method
 * @param isLive whether what the supervisor saw is what there is
 * @param settled called after each command that was handed on, whatever became of it
 */
export function hostCommands(
  host: Partial<Pick<DataSource, 'perform'>>,
  isLive: () => boolean,
  settled: () => void,
): DataSource['perform'] {
  return async (command: Command, { signal }): Promise<CommandOutcome> => {
    if (signal.aborted) return { status: 'failed', code: 'aborted', message: 'Nothing was sent' };
    if (!host.perform)
      return { status: 'refused', code: 'not-supported', message: 'The data can only be read' };
    if (!isLive()) return { status: 'refused', code: 'not-connected', message: 'Not connected' };
    try {
      return await host.perform(command, { signal });
    } finally {
      // Also where nobody knows what became of it.
      settled();
    }
  };
}
