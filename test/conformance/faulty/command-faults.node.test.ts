import { describeFindings } from '../finding.js';
import { commandFaults } from './command-faults.js';

describeFindings('commands, lookups and transcripts', commandFaults);
