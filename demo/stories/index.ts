/** All story files, in the order of the list. */
import type { StoryModule } from '../gallery/catalogue.js';
import * as actions from './actions.stories.js';
import * as api from './api.stories.js';
import * as appearance from './appearance.stories.js';
import * as attention from './attention.stories.js';
import * as events from './events.stories.js';
import * as host from './host.stories.js';
import * as liveData from './live-data.stories.js';
import * as server from './server.stories.js';
import * as slots from './slots.stories.js';
import * as states from './states.stories.js';
import * as unhappyPath from './unhappy-path.stories.js';

export const STORY_MODULES: readonly StoryModule[] = [
  liveData,
  server,
  actions,
  events,
  states,
  appearance,
  attention,
  host,
  slots,
  api,
  unhappyPath,
];
