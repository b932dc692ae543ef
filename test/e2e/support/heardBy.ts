import { EN } from '../../../nodes/shared/domain/texts/en';
import type { Stack } from '../../stack/stack';
import { until } from '../../stack/until';
import { messagesTo, wordsOf, type ChatEntry } from './chat';
import type { Phone } from './phone';

/**
 * What the business has said to this customer, oldest first, by the simulator's own record: the name
 * of the house's text that the customer reads. Words of nobody's stand as they are, so that no
 * message goes unseen.
 */
export async function heardBy(stack: Stack, phone: Phone): Promise<string[]> {
	return (await messagesTo(stack, phone)).map(nameOf);
}

/** Resolves once the customer has heard so much; whether it is the right thing is for the test. */
export async function untilHeard(
	stack: Stack,
	phone: Phone,
	count: number,
	timeoutMs = 30_000,
): Promise<string[]> {
	return await until(
		`the customer to hear ${count} messages`,
		timeoutMs,
		async () => {
			const heard = await heardBy(stack, phone);
			return heard.length >= count ? heard : undefined;
		},
		250,
	);
}

export function nameOf(entry: ChatEntry): string {
	const words = wordsOf(entry);
	return PATTERNS.find(([, pattern]) => pattern.test(words))?.[0] ?? `${entry.type}: ${words}`;
}

const PATTERNS = Object.entries(EN).map(([key, text]) => [key, asPattern(text)] as const);

/** A text with whatever was filled into it; what has no value goes with its comma or brackets. */
function asPattern(text: string): RegExp {
	const parts = text.split(/\s*\([^()]*\{\w+\}[^()]*\)|,?\s*\{\w+\}/);
	const words = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${words.join('[^]*')}$`);
}
