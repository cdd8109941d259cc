/** WhatsApp by the Cloud API: a number of a business account. Source of shapes, limits and codes: the documentation of the platform. */
import type { ChannelAdapter } from "../port.ts";
import { check } from "./check.ts";
import { hear } from "./hear.ts";
import { fetchMedia } from "./media.ts";
import { markRead, send } from "./send.ts";
import { verify } from "./signature.ts";
import { templates } from "./templates.ts";

const ID = /^\d{5,20}$/;

export const whatsapp: ChannelAdapter = {
  channel: "whatsapp",
  baseUrl: "https://graph.facebook.com/v24.0",
  settings: [
    { name: "phoneNumberId", secret: false, pattern: ID },
    { name: "businessAccountId", secret: false, pattern: ID },
    { name: "accessToken", secret: true, pattern: /^[\w|-]{20,1000}$/ },
    { name: "appSecret", secret: true, pattern: /^[0-9a-f]{32}$/ },
  ],
  inboxOf: ({ phoneNumberId = "" }) => `wa${phoneNumberId}`,
  verify,
  hear,
  send,
  markRead: (id, _to, typing, line, world) => markRead(id, typing, line, world),
  fetchMedia,
  check,
  templates,
};
