import { dialLeg } from '../shared/dial/dialLeg';
import { requireMediaServer, systemNow } from '../shared/n8n/dialPorts';
import { lineOfItem } from '../shared/n8n/ownLines';
import { requestShown } from '../shared/n8n/requestShown';
import { connectRequest } from '../shared/wire/requests';
import type { CallLeg } from './callLeg';
import { MEDIA_LEG } from './settings';

/** What calls over WhatsApp have in common, whoever carries their audio. */
export const overWhatsApp = (
	who: 'media server' | 'voice agent',
): Pick<CallLeg, 'line' | 'sections' | 'show'> => ({
	line: async (item, connection) => await lineOfItem(item, connection, systemNow()),
	sections: () => ({}),
	show({ phoneNumberId, contact: { waId, userId } }, connection) {
		const body = connectRequest({
			recipient: waId !== null ? { waId } : { userId: userId ?? '' },
			sdp: `(the offer of your ${who})`,
			opaque: '(128 random bits)',
		});
		return { dry_run: requestShown(connection, `/${phoneNumberId}/calls`, body) };
	},
});

/** A call over WhatsApp; the media server of the credential carries the audio. */
export const mediaLeg: CallLeg = {
	...overWhatsApp('media server'),
	name: MEDIA_LEG,
	requireSettings: requireMediaServer,
	start: async (request, ports) => await dialLeg(request, ports),
};
