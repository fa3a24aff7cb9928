import { describeStories } from '../../support/story-checks.js';

describeStories('In a host', 'Unhappy path', 'Attention', 'Slots', 'By script');
