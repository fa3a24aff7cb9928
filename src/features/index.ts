/** What the report does beyond rows and actions, one folder or file a feature; see `controllers/feature.ts`. */
import type { Feature } from '../controllers/feature.js';
import { alerts } from './alerts/alerts.js';
import { attention } from './attention/attention.js';
import { featureWords } from './feature-words.js';
import { glide } from './glide.js';
import { help } from './help.js';
import { printing } from './printing.js';
import { summary } from './summary.js';
import { stuck } from './stuck/stuck.js';
import { undo } from './undo.js';
import { views } from './views.js';
import { wallboard } from './wallboard.js';

export const FEATURES: readonly Feature[] = [
  featureWords,
  help,
  undo,
  summary,
  printing,
  views,
  wallboard,
  alerts,
  stuck,
  attention,
  glide,
];
