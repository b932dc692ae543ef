import { manualDialSection } from '../shared/dial/manualLinks';
import { reserveLeg } from '../shared/dial/reserveLeg';
import { MANUAL_TAKE_SECONDS } from '../shared/domain/manualDial';
import { MANUAL_LEG } from '../shared/ledger/ledger';
import { toItemJson } from '../shared/n8n/callItem';
import { systemNow } from '../shared/n8n/dialPorts';
import { lineNamed } from '../shared/n8n/ownLines';
import type { CallLeg } from './callLeg';

/**
 * A person calls by hand, by the links of a card (V5): the call is claimed and offered, and nothing
 * is dialled before somebody takes it. Meta is not asked, so that it works before calling is enabled.
 */
export const manualLeg = (answerPageUrl: string): CallLeg => ({
	name: MANUAL_LEG,
	line: async (item) => lineNamed(item),
	requireSettings: async () => {},
	start: async (request, ports) =>
		await reserveLeg({ ...request, leg: MANUAL_LEG, forSeconds: MANUAL_TAKE_SECONDS }, ports),
	sections: (attempt, wish, { ledger }) =>
		attempt.leg === MANUAL_LEG
			? { manualDial: manualDialSection(answerPageUrl, attempt, wish, null, ledger) }
			: {},
	show({ wish }, { ledger }) {
		// Links as they will look; the page knows no such call.
		const shown = { id: 'att_test_run', claimedAt: systemNow(), opaque: '' };
		const yes = wish ?? { expiresAt: null };
		const manualDial = manualDialSection(answerPageUrl, shown, yes, null, ledger);
		return { ...toItemJson({}, { manualDial }), dry_run: { note: NOTE } };
	},
});

const NOTE =
	'Nothing was claimed, and the links in manual_dial call nobody. Turn on Act for Real in Test Runs to offer the call from a test run.';
