import { dialLeg } from '../shared/dial/dialLeg';
import { VOICE_LEG } from '../shared/ledger/ledger';
import { requireVoiceAgent } from '../shared/n8n/dialPorts';
import type { CallLeg } from './callLeg';
import { overWhatsApp } from './mediaLeg';

/** An automated reminder (V6): the voice agent of the credential speaks. */
export const voiceLeg: CallLeg = {
	...overWhatsApp('your voice agent'),
	name: VOICE_LEG,
	requireSettings: async (connection) => void requireVoiceAgent(connection),
	start: async (request, ports) => await dialLeg(request, ports, VOICE_LEG),
};
