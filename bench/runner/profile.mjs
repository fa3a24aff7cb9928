// CPU profiles: where the time of a phase goes.
import { writeFileSync } from 'node:fs';

export class Profile {
  #client;
  #file;

  /** @param file path of the profiles, into which the name of the phase is put; without one nothing is done */
  constructor(client, file) {
    this.#client = client;
    this.#file = file;
  }

  async start() {
    if (!this.#file) return;
    await this.#client.send('Profiler.enable');
    await this.#client.send('Profiler.setSamplingInterval', { interval: 200 });
    await this.#client.send('Profiler.start');
  }

  async stop(phase, title) {
    if (!this.#file) return;
    const { profile } = await this.#client.send('Profiler.stop');
    const file = `${this.#file.replace(/\.cpuprofile$/, '')}.${phase}.cpuprofile`;
    writeFileSync(file, JSON.stringify(profile));
    console.log(`\n${title}, ${phase}: ${file}\n${topFunctions(profile)}`);
  }
}

/** The functions with the most time of their own. */
function topFunctions({ nodes, samples, timeDeltas }, count = 25) {
  const self = new Map();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  samples.forEach((id, n) => {
    const { functionName, url, lineNumber } = byId.get(id).callFrame;
    const place = url ? ` ${url.split('/').at(-1)}:${lineNumber + 1}` : '';
    const name = `${functionName || '(anonymous)'}${place}`;
    self.set(name, (self.get(name) ?? 0) + timeDeltas[n] / 1000);
  });
  const total = [...self.values()].reduce((sum, ms) => sum + ms, 0);
  return [...self]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(
      ([name, ms]) =>
        `${ms.toFixed(1).padStart(9)} ms ${((100 * ms) / total).toFixed(1).padStart(5)} %  ${name}`,
    )
    .join('\n');
}
