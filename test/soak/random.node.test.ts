/** Anything may happen, in any order. `npm run test:soak -- --minutes 30 --seed 7`; without, some seconds of it. */
import { it } from 'node:test';
import { RandomSoak } from './random-soak.js';

const minutes = Number(process.env['SOAK_MINUTES'] ?? 0);
const seed = Number(
  process.env['SOAK_SEED'] ?? (minutes > 0 ? Math.floor(Math.random() * 1_000_000_000) : 7),
);
/** Long silences are for long runs. */
const LONGEST = minutes > 0 ? 40_000 : 1_000;
const SHORT_MS = 8_000;

it(`O07 random faults and acts: after each storm the report shows what the server has, and leaves nothing (seed ${String(seed)})`, async () => {
  console.log(`seed ${String(seed)}`);
  const soak = await RandomSoak.open(seed, LONGEST);
  try {
    await soak.run(performance.now() + (minutes > 0 ? minutes * 60_000 : SHORT_MS));
    console.log(`${String(soak.storms)} storms`);
  } catch (error) {
    console.error(`seed ${String(seed)}, in storm ${String(soak.storms + 1)}:\n${soak.history.join('\n')}`);
    throw error;
  } finally {
    await soak.close();
  }
});
