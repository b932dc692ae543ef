/** This machine, as addresses name it. */
export const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];
