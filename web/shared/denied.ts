/** Thrown where a ticket is asked for, when asking again is useless. Apart: who only asks loads no connection. */
export class Denied extends Error {}
