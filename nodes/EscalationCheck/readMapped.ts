import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { CallItem, ItemCart, ItemModel } from '../shared/domain/callItem';
import { modelCart } from '../shared/domain/modelSignals';
import { isRecord } from '../shared/domain/summaryEnvelopes';
import { agentModel } from '../shared/n8n/agentModel';

/** What the builder tells this node besides the item. */
export interface Mapped {
	cart: ItemCart | null;
	model: ItemModel | null;
	/** What the bot is about to answer. */
	botReply: { text: string; clarificationFailed: boolean } | null;
	/** The model's reply is the bot's answer, and this node hands it on. */
	answersWithModel: boolean;
}

/**
 * The mapped fields of one item; what is not mapped comes from the item itself, and a model's words
 * that nobody has read yet from the incoming one.
 */
export function readMapped(
	ctx: IExecuteFunctions,
	itemIndex: number,
	json: IDataObject,
	item: Pick<CallItem, 'cart' | 'model'>,
): Mapped {
	const collection = (name: string): IDataObject =>
		ctx.getNodeParameter(name, itemIndex, {}) as IDataObject;
	const model = readModel(collection('model')) ?? item.model ?? agentModel(json);
	const given = collection('cart');
	const currency = textOf(given.currency)?.toUpperCase() ?? null;
	const cart = readCart(given, currency) ?? item.cart ?? (model && modelCart(model, currency));
	const text = textOf(ctx.getNodeParameter('botReply', itemIndex, '')) ?? '';
	const clarificationFailed =
		ctx.getNodeParameter('clarificationFailed', itemIndex, false) === true;
	return {
		cart,
		model,
		botReply: text || clarificationFailed ? { text, clarificationFailed } : null,
		answersWithModel: ctx.getNodeParameter('answerWithModel', itemIndex, false) === true,
	};
}

function readCart({ value, items }: IDataObject, currency: string | null): ItemCart | null {
	const amount = Number(value);
	if (!(amount > 0) || currency === null) return null;
	const listed = Array.isArray(items) ? items.map(String) : String(items ?? '').split(',');
	return {
		value: amount,
		currency,
		items: listed.map((one) => one.trim()).filter(Boolean),
		source: 'mapped',
		verified: false,
	};
}

function readModel(given: IDataObject): ItemModel | null {
	const confidence = Number(given.confidence ?? Number.NaN);
	const model = {
		intent: textOf(given.intent),
		sentiment: textOf(given.sentiment),
		confidence: Number.isFinite(confidence) ? confidence : null,
		reply: textOf(given.reply),
		summaryForAgent: summaryOf(given.summaryForAgent),
	};
	return Object.values(model).some((value) => value !== null) ? model : null;
}

function textOf(value: unknown): string | null {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return text === '' ? null : text;
}

/** Text that is no JSON stays as it is: Summary Builder tells what is wrong with it. */
function summaryOf(value: unknown): ItemModel['summaryForAgent'] {
	if (typeof value !== 'string') return filled(value);
	try {
		return filled(JSON.parse(value));
	} catch {
		return textOf(value);
	}
}

const filled = (value: unknown): Record<string, unknown> | null =>
	isRecord(value) && Object.keys(value).length > 0 ? value : null;
