import { dialLeg } from '../shared/dial/dialLeg';
import { requireMediaServer, systemNow } from '../shared/n8n/dialPorts';
import { lineOfItem } from '../shared/n8n/ownLines';
import { requestShown } from '../shared/n8n/requestShown';
import { connectRequest } from '../shared/wire/requests';
import type { CallLeg } from './callLeg';
import { MEDIA_LEG } from './settings';

/** A call over WhatsApp; the media server of the credential carries the audio. */
export const mediaLeg: CallLeg = {
	name: MEDIA_LEG,
	line: async (item, connection) => await lineOfItem(item, connection, systemNow()),
	requireSettings: requireMediaServer,
	start: dialLeg,
	sections: () => ({}),
	show({ phoneNumberId, contact: { waId, userId } }, connection) {
		const body = connectRequest({
			recipient: waId !== null ? { waId } : { userId: userId ?? '' },
			sdp: '(the offer of your media server)',
			opaque: '(128 random bits)',
		});
		return { dry_run: requestShown(connection, `/${phoneNumberId}/calls`, body) };
	},
};
