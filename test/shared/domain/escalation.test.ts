import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	DEFAULT_RULES,
	detectSignals,
	keywordsOf,
	messageFeatures,
	type SignalContext,
	type SignalRule,
} from '../../../nodes/shared/domain/escalation';
import { readIntent } from '../../../nodes/shared/domain/intent';

const START = Date.parse('2026-03-02T10:00:00Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

/** `c:` the customer, `b:` the business; a minute apart unless a line says `+4`. */
function conversation(lines: string[]) {
	let seconds = 0;
	return lines.map((line, index) => {
		const [, who, pause, text] = /^([cb]):(?: \+(\d+))? ?(.*)$/s.exec(line) ?? [];
		seconds += pause === undefined ? 60 : Number(pause);
		const from = who === 'c' ? ('customer' as const) : ('business' as const);
		return messageFeatures({ id: `m${index}`, from, text: text ?? '', at: at(seconds) });
	});
}

const signalsOf = (lines: string[], context: SignalContext = {}, rules = DEFAULT_RULES) =>
	detectSignals(conversation(lines), context, rules).map(({ signal }) => signal);

const BUY = 'c: I want to order the Oslo sofa, can you deliver by Friday?';

describe('high intent and high value (C2)', () => {
	it.each([
		['USD', 500],
		['INR', 15_000],
		['GBP', 390],
		['MXN', 9_300],
		['BRL', 2_700],
	])('%s: over %i, not at it', (currency, threshold) => {
		expect(signalsOf([BUY], { cartValue: threshold + 1, currency })).toEqual(['high_intent_value']);
		expect(signalsOf([BUY], { cartValue: threshold, currency })).toEqual([]);
	});

	it.each([['AUD'], ['EUR'], [null], ['']])(
		'%s has no threshold and is not compared',
		(currency) => {
			expect(signalsOf([BUY], { cartValue: 1_000_000, currency })).toEqual([]);
		},
	);

	it.each([
		'hi',
		'thank you!',
		'just browsing',
		'what is your return policy?',
		'is the sofa blue?',
	])('a big cart with %j is not enough', (text) => {
		expect(signalsOf([`c: ${text}`], { cartValue: 9000, currency: 'USD' })).toEqual([]);
	});

	it('needs a cart', () => {
		expect(signalsOf([BUY])).toEqual([]);
		expect(signalsOf([BUY], { cartValue: null, currency: 'USD' })).toEqual([]);
	});

	it('takes a threshold of the operator', () => {
		const rules = DEFAULT_RULES.map((rule) =>
			rule.signal === 'high_intent_value' ? { ...rule, thresholds: { AUD: 800 } } : rule,
		);
		expect(signalsOf([BUY], { cartValue: 900, currency: 'aud' }, rules)).toEqual([
			'high_intent_value',
		]);
		expect(signalsOf([BUY], { cartValue: 900, currency: 'USD' }, rules)).toEqual([]);
	});
});

describe('complex configuration (C2)', () => {
	const ROOM = 'c: would the corner sofa fit here?';

	it.each([
		[
			'c: our room is 3.2 m wide, with a dog and a toddler. Which of the two fabrics goes with oak?',
		],
		['c: will the desk fit between the window and the door, and match the walnut shelf?'],
	])('%s', (line) => {
		expect(signalsOf([line])).toEqual(['complex_config']);
	});

	it('one question about one thing is none', () => {
		expect(signalsOf(['c: is this case compatible with iphone 15?'])).toEqual([]);
		expect(signalsOf(['c: will it fit in 3 m?'])).toEqual([]);
	});

	it('a picture of the room counts, one of a receipt does not', () => {
		expect(signalsOf([ROOM], { photos: 2 })).toEqual(['complex_config']);
		expect(signalsOf([ROOM, 'c: photo of my receipt attached'], { photos: 1 })).toEqual([]);
		expect(signalsOf(['c: photo of my receipt attached'], { photos: 3 })).toEqual([]);
		expect(signalsOf(['c: hello'], { photos: 3 })).toEqual([]);
	});
});

describe('policy and finance (C2)', () => {
	it.each([
		'is EMI available?',
		'can I pay in 3 instalments',
		'what is the interest rate on the loan',
		'does the warranty cover water damage?',
		'I have diabetes, would the policy still cover me?',
		'need 60 chairs for our hall',
		'meses sin intereses?',
		'parcela sem juros?',
		'क्या किस्त पर मिलेगा',
		'no cost emi hai kya',
	])('%j', (text) => {
		expect(signalsOf([`c: ${text}`])).toEqual(['policy_finance']);
	});

	it.each([
		'how long is the warranty',
		'no EMI needed',
		"I don't need financing",
		'emi nahi chahiye',
		'sin crédito, pago de contado',
		'I need size 14',
		'I ordered 2 chairs',
		'I have diabetes',
	])('%j is none', (text) => {
		expect(signalsOf([`c: ${text}`])).toEqual([]);
	});
});

describe('chat loop (C2)', () => {
	const LOST = "b: Sorry, I didn't understand that.";

	it('two failed clarifications, not one', () => {
		expect(signalsOf(['c: size?', LOST, 'c: the size', LOST])).toEqual(['chat_loop']);
		expect(signalsOf(['c: size?', LOST, 'c: the size'])).toEqual([]);
	});

	it('the bot may say itself that a clarification failed', () => {
		const told = [1, 2].flatMap((index) => [
			messageFeatures({ from: 'customer' as const, text: 'size?', at: at(index * 60) }),
			messageFeatures({
				from: 'business' as const,
				text: `Here is our catalogue ${index}`,
				at: at(index * 60 + 30),
				clarificationFailed: true,
			}),
		]);
		expect(detectSignals(told).map(({ signal }) => signal)).toEqual(['chat_loop']);
	});

	it('the same answer twice, but not the same courtesy, and not without a question between', () => {
		const answer = 'b: Our store is open from 10 to 8.';
		expect(signalsOf(['c: price?', answer, 'c: the price', answer])).toEqual(['chat_loop']);
		expect(signalsOf(['c: price?', answer, answer])).toEqual([]);
		expect(signalsOf(['c: thanks', "b: You're welcome!", 'c: bye', "b: You're welcome!"])).toEqual(
			[],
		);
	});

	it('"not understood" again, not once', () => {
		expect(
			signalsOf(["c: I don't understand", 'b: Choose one.', "c: I still don't understand"]),
		).toEqual(['chat_loop']);
		expect(signalsOf(["c: I don't understand the fee"])).toEqual([]);
	});

	it('ends when it is settled', () => {
		expect(signalsOf(['c: size?', LOST, 'c: size', LOST, 'c: got it now'])).toEqual([]);
	});
});

describe('frustration (C2)', () => {
	it.each([
		['WHERE IS my sofa', true],
		['where is MY SOFA', true],
		['where IS my sofa', false],
		['EMI and KYC OK', false],
		['SAMSUNG or LG', false],
		['HDMI, USB and RTX 4090', false],
		['QUERO MEU sofá', true],
		['I am ok', false],
		['worst service ever', true],
		['kya bakwas hai', true],
		['pésimo servicio', true],
		['que palhaçada', true],
		['a terribly nice sofa', false],
	])('%j: %s', (text, isFrustrated) => {
		expect(signalsOf([`c: ${text}`]).includes('frustration')).toBe(isFrustrated);
	});

	it('four messages within 30 s, not 31, not three, not of the business, not pictures', () => {
		expect(signalsOf(['c: a', 'c: +10 b', 'c: +10 d', 'c: +10 e'])).toEqual(['frustration']);
		expect(signalsOf(['c: a', 'c: +10 b', 'c: +10 d', 'c: +11 e'])).toEqual([]);
		expect(signalsOf(['c: a', 'c: +1 b', 'c: +1 d'])).toEqual([]);
		expect(signalsOf(['b: a', 'b: +1 b', 'b: +1 d', 'b: +1 e'])).toEqual([]);
		expect(signalsOf(['c:', 'c: +1', 'c: +1', 'c: +1'])).toEqual([]);
	});
});

describe('explicit request (C2)', () => {
	it.each([
		'call me',
		'give me your number',
		'manager please',
		'bhai call karo na',
		'me marcas?',
		'me liga aí',
	])('%j', (text) => {
		expect(signalsOf([`c: ${text}`])).toEqual(['explicit_request']);
	});

	it('"talk to someone" is frustration as well', () => {
		for (const text of ['talk to someone', 'quiero hablar con alguien', 'quero falar com alguém']) {
			expect(signalsOf([`c: ${text}`])).toEqual(['explicit_request', 'frustration']);
		}
	});

	it('is over once calls are refused, and holds again when asked again', () => {
		expect(signalsOf(['c: call me', "c: don't call me"])).toEqual([]);
		expect(signalsOf(["c: don't call me", 'c: ok call me'])).toEqual(['explicit_request']);
	});

	it('comes before the other signals, with its own action', () => {
		const found = detectSignals(conversation([BUY, 'c: call me']), {
			cartValue: 900,
			currency: 'USD',
		});
		expect(found.map(({ signal, action }) => [signal, action])).toEqual([
			['explicit_request', 'call_now'],
			['high_intent_value', 'offer_consult'],
		]);
	});
});

describe('rules', () => {
	const VIP: SignalRule = {
		signal: 'external:vip',
		action: 'offer_consult',
		priority: 2,
		enabled: true,
		thresholds: {},
		keywords: ['gold member', 'Sócio Ouro'],
	};
	const own = [...DEFAULT_RULES, VIP];

	it('the actions stand in the order of C2', () => {
		const actions = Object.fromEntries(DEFAULT_RULES.map(({ signal, action }) => [signal, action]));
		expect(actions).toEqual({
			high_intent_value: 'offer_consult',
			complex_config: 'offer_specialist',
			policy_finance: 'human_only',
			chat_loop: 'stop_bot_offer',
			frustration: 'apologise_offer',
			explicit_request: 'call_now',
		});
	});

	it.each(DEFAULT_RULES.map(({ signal }) => signal))('%s can be turned off', (signal) => {
		const lines = [
			BUY,
			'c: which fabric goes with my oak floor, the dog and a 3 m wall? EMI?',
			'c: I STILL NEED HELP, still not understood',
			'c: call me',
		];
		const context = { cartValue: 900, currency: 'USD' };
		expect(signalsOf(lines, context)).toContain(signal);
		const rules = DEFAULT_RULES.map((rule) =>
			rule.signal === signal ? { ...rule, enabled: false } : rule,
		);
		expect(signalsOf(lines, context, rules)).not.toContain(signal);
	});

	it('own keywords are found as whole words, in any spelling of accents and capitals', () => {
		const keywords = keywordsOf(own);
		const features = (text: string) => [
			messageFeatures({ from: 'customer', text, at: at(0) }, { keywords }),
		];
		const names = (text: string) =>
			detectSignals(features(text), {}, own).map(({ signal }) => signal);
		expect(names('I am a GOLD Member')).toEqual(['external:vip']);
		expect(names('sou socio ouro')).toEqual(['external:vip']);
		expect(names('marigold members')).toEqual([]);
	});
});

describe('evidence (C5)', () => {
	it('names message, what matched, value and threshold, never the words', () => {
		const [cart] = detectSignals(conversation(['c: hello', BUY]), {
			cartValue: 900,
			currency: 'USD',
		});
		expect(cart?.evidence).toEqual([
			{
				trigger: 'high_intent_value',
				messageId: null,
				messageIndex: null,
				matched: 'cart',
				value: 900,
				threshold: 500,
			},
			expect.objectContaining({ messageId: 'm1', messageIndex: 1, matched: 'buys' }),
			expect.objectContaining({ messageId: 'm1', messageIndex: 1, matched: 'names_item' }),
		]);
	});

	it('gives the words in capitals and what they are measured by', () => {
		const [found] = detectSignals(conversation(['c: WHERE IS MY SOFA']));
		expect(found?.evidence).toContainEqual(
			expect.objectContaining({ matched: 'capital_words', value: 4, threshold: 2 }),
		);
	});
});

describe('messageFeatures', () => {
	it('keeps no text', () => {
		const text = 'Zebrafinch 9812345678, please call me about the quincunx sofa';
		const stored = JSON.stringify(messageFeatures({ from: 'customer', text, at: at(0) }));
		for (const word of ['Zebrafinch', 'zebrafinch', '9812345678', 'quincunx']) {
			expect(stored).not.toContain(word);
		}
	});

	it('hashes with the key, the words and not their capitals or stops', () => {
		const hash = (text: string, key: string) =>
			messageFeatures({ from: 'business', text, at: at(0) }, { key }).hash;
		expect(hash('Our hours are 10 to 8.', 'a')).toBe(hash('our hours are 10 to 8', 'a'));
		expect(hash('Our hours are 10 to 8.', 'a')).not.toBe(hash('Our hours are 10 to 8.', 'b'));
	});

	it('takes a reading of the customer’s words that is there, and none for the business', () => {
		const [text, reading] = ['hello', readIntent('please call me', { offerOpen: false })];
		const asksFor = (from: 'customer' | 'business') =>
			messageFeatures({ from, text, at: at(0) }, { reading }).asksFor;
		expect([asksFor('customer'), asksFor('business')]).toEqual(['call', null]);
	});

	it('never throws, and detects the same in any order of messages', () => {
		fc.assert(
			fc.property(
				fc.array(fc.record({ text: fc.string({ unit: 'binary' }), seconds: fc.nat(300) }), {
					maxLength: 8,
				}),
				(messages) => {
					const features = messages.map(({ text, seconds }, index) =>
						messageFeatures({ from: 'customer', text, at: at(seconds + index / 100) }),
					);
					const names = (order: typeof features) =>
						detectSignals(order, { cartValue: 900, currency: 'USD' }).map(({ signal }) => signal);
					expect(names([...features].reverse())).toEqual(names(features));
				},
			),
		);
	});
});
