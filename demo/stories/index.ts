/** All story files, in the order of the list. */
import type { StoryModule } from '../gallery/catalogue.js';
import * as liveData from './live-data.stories.js';

export const STORY_MODULES: readonly StoryModule[] = [liveData];
