import { describeStories } from '../../support/story-checks.js';

describeStories('Live data', 'Reference server', 'Actions', 'Events');
