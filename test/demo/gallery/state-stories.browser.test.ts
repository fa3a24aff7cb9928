import { describeStories } from '../../support/story-checks.js';

describeStories('States', 'Appearance');
