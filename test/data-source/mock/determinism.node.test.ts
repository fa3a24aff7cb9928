import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ACTIONS } from '../../../src/model/actions.js';
import type { Simulation } from '../../../src/data-source/mock/simulation/index.js';
import { commandFor, record, simulate, SUPERVISOR } from './support.js';

type Step =
  { readonly advance: number } | { readonly action: number; readonly row: number; readonly agent: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ advance: fc.double({ min: 0, max: 20_000, noNaN: true }) }),
  fc.record({ action: fc.nat(ACTIONS.length - 1), row: fc.nat(39), agent: fc.nat(20) }),
);

/** Everything one can know about a run: rows, what happened, what was said, who does what. */
function run(seed: number, steps: readonly Step[]): string {
  const simulation = simulate({ seed, conversations: 40, rate: 30 });
  const operations = record(simulation);
  const outcomes = steps.map((each) => take(simulation, each)).filter((outcome) => outcome !== null);
  const rows = [...simulation.conversations()];
  const transcripts = rows.slice(0, 5).map(({ id }) => simulation.transcript(id));
  return JSON.stringify([simulation.now, rows, operations, outcomes, transcripts, simulation.agents]);
}

function take(simulation: Simulation, each: Step): unknown {
  if ('advance' in each) {
    simulation.advance(each.advance);
    return null;
  }
  const row = [...simulation.conversations()][each.row];
  const action = ACTIONS[each.action];
  const agent = simulation.agents[each.agent];
  if (row === undefined || action === undefined || agent === undefined) return null;
  const command = commandFor(row, action, { key: 'same', target: { agentId: agent.id } });
  return simulation.perform(command, SUPERVISOR);
}

describe('The simulated centre', () => {
  it('runs alike from the same seed and the same steps', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(step, { maxLength: 12 }), (seed, steps) => {
        assert.equal(run(seed, steps), run(seed, steps));
      }),
      { numRuns: 40 },
    );
  });

  it('runs alike however time is cut into pieces', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(9_000), { minLength: 1, maxLength: 8 }), (seed, pieces) => {
        const whole = pieces.reduce((sum, piece) => sum + piece, 0);
        const cut = run(
          seed,
          pieces.map((advance) => ({ advance })),
        );
        assert.equal(run(seed, [{ advance: whole }]), cut);
      }),
      { numRuns: 25 },
    );
  });

  it('runs differently from another seed', () => {
    assert.notEqual(run(1, [{ advance: 10_000 }]), run(2, [{ advance: 10_000 }]));
  });

  it('reads the same past whenever a transcript is opened', () => {
    const [early, late] = [simulate({ rate: 30 }), simulate({ rate: 30 })];
    const [id] = [...early.conversations()].map((row) => row.id).slice(40);
    assert.ok(id !== undefined);
    const past = early.transcript(id) ?? [];
    late.advance(5_000);
    assert.ok(past.length > 0);
    assert.deepEqual(late.transcript(id)?.slice(0, past.length), past);
  });
});
