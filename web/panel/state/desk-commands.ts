/** What can be done wherever one is at the desk. */
import { called } from "./called.ts";
import { shortId } from "./short-id.ts";
import { SECTIONS, type Command, type Commands } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { askToNotify } from "./notifications.ts";
import { whyNotMine } from "./rights.ts";
import { muted, setMuted } from "./sound.ts";
import { t } from "../words/index.ts";

const DIGITS = 9;

/** Moves the focus in the list, from where it is or from what is open. */
function moveFocus(step: 1 | -1): void {
  const entries = [...document.querySelectorAll<HTMLElement>("nav .entry")];
  const focused = entries.indexOf(document.activeElement as HTMLElement);
  const at = focused >= 0 ? focused : entries.findIndex((entry) => entry.ariaCurrent === "true");
  const next = at >= 0 ? at + step : step === 1 ? 0 : entries.length - 1;
  entries[Math.min(entries.length - 1, Math.max(0, next))]?.focus();
}

export function deskCommands(desk: Desk, commands: Commands): () => readonly Command[] {
  /** As it stands on the screen: what is filtered out cannot be moved to. */
  const ids = (): string[] => desk.finding.found().map(({ id }) => id);
  const open = (id: string | undefined): void => void (id !== undefined && desk.select(id));
  const openNext = (step: 1 | -1): void => {
    const at = ids().indexOf(desk.selected()?.id ?? "");
    open(ids()[at >= 0 ? at + step : step === 1 ? 0 : ids().length - 1]);
  };
  const own: Command[] = [
    { id: "next", group: "list", label: () => t().keys.next, keys: ["J", "ArrowDown"], run: () => moveFocus(1) },
    { id: "previous", group: "list", label: () => t().keys.previous, keys: ["K", "ArrowUp"], run: () => moveFocus(-1) },
    { id: "open-next", group: "list", label: () => t().keys.openNext, keys: ["Alt+ArrowDown"], run: () => openNext(1) },
    {
      id: "open-previous",
      group: "list",
      label: () => t().keys.openPrevious,
      keys: ["Alt+ArrowUp"],
      run: () => openNext(-1),
    },
    {
      id: "find",
      group: "list",
      label: () => t().keys.find,
      keys: ["/"],
      run: () => document.querySelector<HTMLElement>("#list-search")?.focus(),
    },
    {
      id: "availability",
      group: "desk",
      label: () => (desk.agent()?.available ? t().acceptNoMore : t().acceptNew),
      keys: ["A"],
      reason: () =>
        whyNotMine(desk.me, "conversations.take") ?? (desk.isLive() && desk.agent() ? undefined : t().notConnected),
      run: () => {
        const isAvailable = desk.agent()!.available;
        if (!isAvailable) askToNotify();
        desk.setAvailable(!isAvailable);
      },
    },
    {
      id: "mute",
      group: "desk",
      label: () => (muted() ? t().unmute : t().mute),
      keys: ["M"],
      run: () => setMuted(!muted()),
    },
    { id: "alerts", group: "desk", label: () => t().alerts.title, run: () => commands.open("alerts") },
    { id: "catalogue", group: "desk", label: () => t().catalogue.title, run: () => commands.open("catalogue") },
    { id: "hours", group: "desk", label: () => t().catalogue.hours, run: () => commands.open("hours") },
    ...SECTIONS.filter((section) => section !== "projects" || desk.hasOtherProjects()).map((section) => ({
      id: `settings-${section}`,
      group: "desk" as const,
      label: () => t().menu[section],
      run: () => commands.open(section),
    })),
    { id: "bar", group: "help", label: () => t().keys.bar, keys: ["Mod+K"], run: () => commands.open("bar") },
    // Beside the desk, which goes on.
    { id: "tour", group: "help", label: () => t().tour, run: () => void window.open("/tour", "_blank", "noopener") },
    { id: "shortcuts", group: "help", label: () => t().keys.title, keys: ["?"], run: () => commands.open("shortcuts") },
  ];
  return () => [
    ...own,
    ...Array.from({ length: DIGITS }, (_, index) => ({
      id: `open-${index + 1}`,
      group: "list" as const,
      label: () => t().keys.openAt(index + 1),
      keys: [String(index + 1)],
      run: () => open(ids()[index]),
    })),
    ...desk.notices.ways().flatMap(({ id, name, wayBack }) => {
      const way = wayBack();
      if (!way) return [];
      return {
        id: `back ${id}`,
        group: "conversation" as const,
        passing: true,
        label: () => way.labelOf(name || t().visitor),
        run: () => void desk.notices.takeBack(id),
      };
    }),
    ...(desk.agent()?.snoozed ?? []).map(({ conversationId, customerName }) => ({
      id: `aside ${conversationId}`,
      group: "list" as const,
      passing: true,
      label: () => t().snooze.read(customerName || t().visitor),
      run: () => desk.select(conversationId),
    })),
    ...desk.conversations().map((one) => ({
      id: `open ${one.id}`,
      group: "list" as const,
      passing: true,
      label: () => t().keys.openWith(called(one) || t().visitor, shortId(one.assignment.customerId)),
      run: () => desk.select(one.id),
    })),
  ];
}
