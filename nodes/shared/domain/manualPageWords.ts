import type { ManualAction, ManualAnswer } from './manualDial';
import type { ManualView } from './manualPage';

/** What the page of a call by hand says (V5). */
export interface Words {
	status: number;
	title: string;
	text: string;
}

export const ASKED: Record<ManualAction, Omit<Words, 'status'> & { button: string }> = {
	call: {
		title: 'Call this customer now?',
		text: 'The call becomes yours, and your phone dials. The first one who taps gets it.',
		button: 'Call now',
	},
	answered: {
		title: 'Did you talk?',
		text: 'This notes that the customer answered.',
		button: 'Yes, the customer answered',
	},
	no_answer: {
		title: 'Was there no answer?',
		text: 'This notes that nobody answered. The customer is not called again by itself.',
		button: 'Nobody answered',
	},
	reschedule: {
		title: 'Does another time suit better?',
		text: 'The customer is offered other times in the chat.',
		button: 'Offer another time',
	},
};

export const WORDS: Record<Exclude<ManualView['show'], 'ask'>, Words> = {
	dialling: {
		status: 303,
		title: 'The call is yours',
		text: 'Your phone dials now. Afterwards tell how it went:',
	},
	taken: {
		status: 410,
		title: 'This call has been taken',
		text: 'A link calls once, and somebody has used it. Whoever did can tell how the call went:',
	},
	taking: {
		status: 409,
		title: 'Somebody is taking this call',
		text: 'If nothing comes of it, the customer is asked again.',
	},
	held: {
		status: 409,
		title: 'No call',
		text: 'Since the card was made something has come in the way. Nobody was called.',
	},
	noted: { status: 200, title: 'Noted, thank you', text: 'You can close this page.' },
	told: {
		status: 410,
		title: 'It is known how this call went',
		text: 'Somebody has told it before, so nothing has changed. You can close this page.',
	},
	over: {
		status: 410,
		title: 'The time of this link is over',
		text: 'Nothing was changed and nobody was called. If the customer still wants a call, a new card comes.',
	},
	not_called: {
		status: 409,
		title: 'Nobody has taken this call yet',
		text: 'Open the call link of the card first; afterwards this link tells how the call went.',
	},
	incomplete: {
		status: 404,
		title: 'This address is not complete',
		text: 'Open the link on the card itself, or copy all of it.',
	},
	unknown: {
		status: 404,
		title: 'There is no such call',
		text: 'The link comes from a test run or from another system, or the customer’s data were erased.',
	},
	forged: {
		status: 403,
		title: 'This link does not hold',
		text: 'It was changed on its way, or a newer card has replaced it. Use the newest card of this customer.',
	},
	test_run: {
		status: 200,
		title: 'Test run: nothing was done',
		text: 'The workflow was run by hand. Publish it, or turn on Act for Real in Test Runs, to do it.',
	},
};

export const NOTED: Record<ManualAnswer, string> = {
	answered: 'The customer answered.',
	no_answer: 'Nobody answered.',
	reschedule: 'The customer is offered other times in the chat.',
};

export const ANSWERS: [ManualAnswer, string][] = [
	['answered', 'The customer answered'],
	['no_answer', 'Nobody answered'],
	['reschedule', 'Offer another time'],
];
