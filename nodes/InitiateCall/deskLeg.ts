import { deskDoor } from '../shared/dial/deskDoor';
import { DESK_TAKE_SECONDS, startOutboundRing } from '../shared/dial/deskRings';
import { reserveLeg } from '../shared/dial/reserveLeg';
import { DESK_LEG } from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';
import { tellPages } from '../shared/n8n/tellPages';
import type { CallLeg } from './callLeg';
import { overWhatsApp } from './mediaLeg';

/**
 * A representative talks, in the browser (V4): the call is claimed and rings at the desk with its brief,
 * and nothing is dialled before somebody takes it.
 */
export const deskLeg: CallLeg = {
	...overWhatsApp('the representative’s browser'),
	name: DESK_LEG,
	async requireSettings({ ledger, appKey }, phoneNumberId) {
		const door = await ledger.transaction(async (tx) => await deskDoor(phoneNumberId, appKey, tx));
		if (door) return;
		throw new CallingError(
			'call_desk_missing',
			'No call desk is published for this number, so nobody could take the call',
			'Import and publish 03 Call Desk with the same credential, and check that Phone Numbers of its trigger includes this one; or choose another Leg.',
		);
	},
	async start(request, ports, connection) {
		const result = await reserveLeg(
			{ ...request, leg: DESK_LEG, forSeconds: DESK_TAKE_SECONDS },
			ports,
		);
		if (result.started && result.attempt.status === 'reserved')
			await startOutboundRing(result.attempt, { ...ports, appKey: connection.appKey, tellPages });
		return result;
	},
};
