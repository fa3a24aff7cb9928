/** What the report does beyond rows and actions, one folder or file a feature; see `controllers/feature.ts`. */
import type { Feature } from '../controllers/feature.js';

export const FEATURES: readonly Feature[] = [];
