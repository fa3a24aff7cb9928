/** The page: the whole gallery, or with `?bare` one story and nothing else. */
import '../../src/define.js';
import { STORY_MODULES } from '../stories/index.js';
import { DEFAULT_GLOBALS, readPlace } from './address.js';
import { Canvas } from './canvas.js';
import { readStories } from './catalogue.js';
import { defineGallery } from './define.js';

const stories = readStories(STORY_MODULES);
const place = readPlace(location.search, stories);

if (place.bare) {
  const element = document.createElement('main');
  element.classList.add('bare');
  document.body.append(element);
  if (place.globals.theme !== DEFAULT_GLOBALS.theme)
    document.documentElement.dataset['theme'] = place.globals.theme;
  const canvas = new Canvas(element);
  canvas.wear(place.tokens);
  await canvas.open(place.story, place.args, place.globals);
} else {
  defineGallery();
  const gallery = document.createElement('story-gallery');
  gallery.stories = stories;
  document.body.append(gallery);
}
