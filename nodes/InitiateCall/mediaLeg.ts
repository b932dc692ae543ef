import { dialLeg } from '../shared/dial/dialLeg';
import { MEDIA_LEG } from '../shared/dial/inboundClaim';
import { requireMediaServer, systemNow } from '../shared/n8n/dialPorts';
import { lineOfItem } from '../shared/n8n/ownLines';
import { requestShown } from '../shared/n8n/requestShown';
import { connectRequest } from '../shared/wire/requests';
import type { CallLeg } from './callLeg';

/** What calls over WhatsApp have in common, whoever carries their audio. */
export const overWhatsApp = (
	who: 'your media server' | 'your voice agent' | 'the representative’s browser',
): Pick<CallLeg, 'line' | 'sections' | 'show'> => ({
	line: async (item, connection) => await lineOfItem(item, connection, systemNow()),
	sections: () => ({}),
	show({ phoneNumberId, contact: { waId, userId } }, connection) {
		const body = connectRequest({
			recipient: waId !== null ? { waId } : { userId: userId ?? '' },
			sdp: `(the offer of ${who})`,
			opaque: '(128 random bits)',
		});
		return { dry_run: requestShown(connection, `/${phoneNumberId}/calls`, body) };
	},
});

/** A call over WhatsApp; the media server of the credential carries the audio. */
export const mediaLeg: CallLeg = {
	...overWhatsApp('your media server'),
	name: MEDIA_LEG,
	requireSettings: async (connection) => requireMediaServer(connection),
	start: async (request, ports) => await dialLeg(request, ports),
};
