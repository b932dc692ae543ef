/**
 * Whether the system may put this page to sleep as soon as nobody looks at it, as phones and tablets do.
 */
export const isPhone = (): boolean =>
	/Android|iPhone|iPad|iPod|Mobile/i.test(navigator.userAgent) ||
	// A tablet that calls itself a Mac.
	(/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
