/** A data source given by an ancestor, for reports that name none themselves. Public: hosts provide it. */
import { createContext } from '@lit/context';
import type { DataSource } from '../data-source/data-source.js';

/** The key is shared by all copies of the package, so that a host's provider reaches every report. */
export const dataSourceContext = createContext<DataSource | null>(
  Symbol.for('ongoing-conversations-data-source'),
);
