/** The channels of the world outside that there are: a fourth one is a folder, and a line here. */
import type { OutsideChannel } from "../../machines/outside.ts";
import type { ChannelAdapter } from "./port.ts";
import { telegram } from "./telegram/index.ts";
import { whatsapp } from "./whatsapp/index.ts";

const ADAPTERS: Partial<Record<OutsideChannel, ChannelAdapter>> = { telegram, whatsapp };

/** @throws if there is no such channel. */
export function adapterOf(channel: OutsideChannel): ChannelAdapter {
  const adapter = ADAPTERS[channel];
  if (!adapter) throw new Error(`no channel is called ${channel}`);
  return adapter;
}
