'use strict';

/**
 * Loaded into n8n with `--require`: ends it by SIGKILL at one point of one story. The file that
 * WAC_TEST_KILL_FILE names says where, `{ "point", "match": ["text", …] }`; it is deleted when the
 * point is reached, so that the next start runs through. Every text must occur in what passes there:
 *
 * - `delivery_arrives`: a webhook's body is in, nothing has read it yet
 * - `before_answer`: n8n is about to answer that webhook, and has done what it was asked for
 * - `after_answer`: the answer has left
 * - `request_leaves`: n8n is about to send an HTTP request
 * - `answer_arrives`: its answer is in, nothing has read it yet
 */
const fs = require('node:fs');
const http = require('node:http');

const STARTING = 'n8n is starting up';

const file = process.env.WAC_TEST_KILL_FILE;
if (file) {
	watchDeliveries();
	watchRequests();
}

function reach(point, text) {
	const order = readOrder();
	if (order?.point !== point || !order.match.every((part) => text.includes(part))) return;
	fs.rmSync(file, { force: true });
	process.kill(process.pid, 'SIGKILL');
}

function readOrder() {
	try {
		return JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

function watchDeliveries() {
	const { emit } = http.Server.prototype;
	http.Server.prototype.emit = function (event, ...args) {
		if (event === 'request') watchDelivery(...args);
		return emit.call(this, event, ...args);
	};
}

function watchDelivery(req, res) {
	if (req.method !== 'POST' || !req.url.startsWith('/webhook/')) return;
	const chunks = [];
	const body = () => `${req.url} ${Buffer.concat(chunks).toString()}`;
	const { push } = req;
	req.push = function (chunk, ...rest) {
		if (chunk === null) reach('delivery_arrives', body());
		else chunks.push(Buffer.from(chunk));
		return push.call(this, chunk, ...rest);
	};
	const { end } = res;
	res.end = function (...args) {
		// n8n says so with status 200 while it migrates its database, and Meta would take it for an
		// acknowledgement: this stands for the proxy that waits for /healthz/readiness.
		if (!res.headersSent && String(args[0]).includes(STARTING)) res.statusCode = 503;
		if (res.statusCode < 400) reach('before_answer', body());
		return end.apply(this, args);
	};
	res.once('finish', () => reach('after_answer', body()));
}

function watchRequests() {
	const { write, end, emit } = http.ClientRequest.prototype;
	const sent = new WeakMap();
	const textOf = (req) => `${req.method} ${req.path} ${sent.get(req) ?? ''}`;
	const note = (req, chunk) => {
		if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
		sent.set(req, (sent.get(req) ?? '') + Buffer.from(chunk).toString());
	};
	http.ClientRequest.prototype.write = function (chunk, ...rest) {
		note(this, chunk);
		return write.call(this, chunk, ...rest);
	};
	http.ClientRequest.prototype.end = function (chunk, ...rest) {
		note(this, chunk);
		reach('request_leaves', textOf(this));
		return end.call(this, chunk, ...rest);
	};
	http.ClientRequest.prototype.emit = function (event, ...args) {
		if (event === 'response') reach('answer_arrives', textOf(this));
		return emit.call(this, event, ...args);
	};
}
