/** The names of everything that a room stores. Numbers are padded so that keys sort as numbers do. */
import { LOG_LIST } from "../protocol/inspection.ts";
import type { Address } from "./definition.ts";

/** 15 digits: room for epoch milliseconds and for every revision a room could ever reach. */
export const pad = (n: number): string => String(n).padStart(15, "0");

export const HEAD = "head";
export const LOG = "log/";
export const LISTS = "list/";
/** Names of entries: of which number each is. */
export const REFS = "ref/";
export const OUT = "out/";
export const TIMER = "timer/";
export const JOB = "job/";
/** What could not be restored or taken: rooms by the revision at which they went on, messages, jobs. */
export const ASIDE = "aside/";
export const TICKET = "ticket/";

export const logKey = (revision: number): string => LOG + pad(revision);
export const rowsPrefix = (table: string): string => `row/${table}/`;
/** The log is a list to who looks on, and lies where it lies. */
export const listPrefix = (list: string): string => (list === LOG_LIST ? LOG : `${LISTS}${list}/`);
export const listKey = (list: string, seq: number): string => listPrefix(list) + pad(seq);
/** By the revision at which each changed last: entries that screens may have as they were. A list of its own, so that both are set aside together. */
const changedList = (list: string): string => `${list}.changed`;
export const changedPrefix = (list: string): string => listPrefix(changedList(list));
export const changedKey = (list: string, revision: number, seq: number): string =>
  `${listKey(changedList(list), revision)}.${pad(seq)}`;
/** Beside an entry: what the engine knows of it that is nobody's to see. */
export const aboutKey = (list: string, seq: number): string => listKey(`${list}.about`, seq);
export const refKey = (list: string, name: string): string => `${REFS}${list}/${name}`;
export const jobKey = (id: string): string => JOB + id;
export const ticketKey = (id: string): string => TICKET + id;
export const timerKey = (id: string): string => TIMER + id;
/** What this room last accepted from another: its sender's sequence. */
export const inKey = (from: Address): string => `in/${from.party}/${from.room}`;
export const commandKey = (by: string, commandId: string): string => `command/${by}/${commandId}`;
export const outKey = (to: Address, seq: string): string => `${OUT}${to.party}/${to.room}/${seq}`;
