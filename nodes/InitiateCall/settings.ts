import type { IExecuteFunctions } from 'n8n-workflow';
import { DESK_LEG, MANUAL_LEG, VOICE_LEG } from '../shared/ledger/ledger';
import { MEDIA_LEG } from '../shared/dial/inboundClaim';
import { CallingError } from '../shared/n8n/callingError';
import { isSafeAddress } from '../shared/n8n/credential';
import { textParameter } from '../shared/n8n/textParameter';

const LEGS = [DESK_LEG, MEDIA_LEG, MANUAL_LEG, VOICE_LEG] as const;

export interface CallSettings {
	leg: (typeof LEGS)[number];
	briefRequired: boolean;
	/** Where the page of a call by hand is, without a query; empty for other legs. */
	answerPageUrl: string;
}

/** @throws {CallingError} `answer_page_missing`, `answer_page_refused`. */
export function readSettings(ctx: IExecuteFunctions, itemIndex: number): CallSettings {
	const chosen = ctx.getNodeParameter('leg', itemIndex, DESK_LEG);
	const leg = LEGS.find((each) => each === chosen) ?? DESK_LEG;
	const isBriefed = ctx.getNodeParameter('briefRequired', itemIndex, true) !== false;
	const page = () => pageAddress(textParameter({ ctx, itemIndex }, 'answerPageUrl'));
	return {
		leg,
		// Nobody reads a brief before an automated reminder.
		briefRequired: leg !== VOICE_LEG && isBriefed,
		answerPageUrl: leg === MANUAL_LEG ? page() : '',
	};
}

function pageAddress(given: string): string {
	if (!given) {
		throw new CallingError(
			'answer_page_missing',
			'The links of a call by hand need a page that they lead to',
			'Set Answer Page URL to the Production URL of the Webhook node that leads to Webhook › Process Manual Answer; 06 Manual Dial (Slack) has both.',
		);
	}
	const url = URL.canParse(given) ? new URL(given) : null;
	// The links bring their own query.
	if (url && isSafeAddress(url) && !url.username && !url.password && !/[?#]/.test(given)) {
		return url.href;
	}
	throw new CallingError(
		'answer_page_refused',
		'Answer Page URL cannot be used for the links of a call by hand',
		'Set Answer Page URL to the Production URL of the Webhook node as n8n shows it: https:// (http:// only on this machine), without user name, question mark or number sign.',
	);
}
