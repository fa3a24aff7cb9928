// npm run screenshots: writes docs/images from the stories, over the same simulated centre at the same hour each time.
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStage, untilThere } from './demo-stage.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const FOLDER = join('docs', 'images');
const MOST_BYTES = 400_000;
const SIZE = { width: 1360, height: 868 };
const CENTRE = 'arg.seed=7&arg.rate=0&arg.conversations=200&theme=';

// What must be there before the picture is taken: so many visible elements that match.
const rows = ['[data-conversation-id]', 5];
const agents = ['[role=option]', 3];

const PICTURES = {
  light: { story: 'live-data--simulation', theme: 'light', wait: rows },
  dark: { story: 'live-data--simulation', theme: 'dark', wait: rows },
  assign: { story: 'actions--assign', theme: 'light', wait: agents },
  transfer: { story: 'actions--transfer', theme: 'light', wait: agents },
  monitor: {
    story: 'actions--monitor',
    theme: 'dark',
    wait: ['[role=log] bdi', 3],
    size: { width: 1560, height: 903 },
  },
  'force-close': { story: 'actions--force-close', theme: 'light', wait: ['dialog[open]', 1] },
  narrow: {
    story: 'live-data--simulation',
    theme: 'light',
    wait: ['[data-conversation-id]', 3],
    size: { width: 390, height: 844 },
  },
  'right-to-left': { story: 'appearance--right-to-left', theme: 'light', wait: rows },
  french: { story: 'appearance--french', theme: 'light', wait: rows },
};

const problems = [];
let current = '';
const complain = (text) => problems.push(`${current}: ${text}`);
const stage = await openStage(complain);
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, picture] of Object.entries(PICTURES)) await take(name, picture);
} finally {
  await stage.close();
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function take(name, { story, theme, wait, size = {} }) {
  current = name;
  const page = await stage.open({
    story,
    query: `${CENTRE}${theme}`,
    size: { ...SIZE, ...size },
    scale: 1.25,
  });
  await untilThere(page, ...wait).catch(() => complain(`${wait[0]} did not come`));

  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  await page.close();
  const { size: bytes } = statSync(path);
  console.log(`${path} ${Math.round(bytes / 1000)} kB`);
  if (bytes > MOST_BYTES) complain(`${bytes} bytes are more than ${MOST_BYTES}`);
}
