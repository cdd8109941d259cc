/** English: what the guide says. */
import type { Words } from "./es.ts";

export const en: Words = {
  title: "Guided tour",
  practice: "Practice centre: nothing leaves this browser.",
  step: (number, of) => `Step ${number} of ${of}`,
  steps: {
    accept: {
      title: "Become Available",
      text: "Somebody waits in the queue. Press “Accept New Conversations” to have them come to you.",
      done: "You are Available.",
      why: "Only who is connected, Available and has room is given conversations. The queue decides, and always gives away whoever has waited longest.",
    },
    open: {
      title: "Open the conversation",
      text: "It has come to your list by itself. The green dot says that it is new: open it.",
      done: "You have opened it.",
      why: "Opened on one screen, it has no dot on any other of yours.",
    },
    answer: {
      title: "Answer",
      text: "Read what they ask, write below, and send with Enter or the button. You will see when they have read it.",
      done: "You have answered.",
      why: "The time in the list counts from the oldest message without an answer. Your message clears it; a note does not.",
    },
    reply: {
      title: "Use a canned reply",
      text: "In the empty box, type / and choose “Ask for the order number” with the arrows and Enter. Then send it.",
      done: "You have used a canned reply.",
      why: "Gaps, such as the customer's name, are filled by themselves. Before you send it you may change whatever you like.",
    },
    note: {
      title: "Leave a private note",
      text: "Go to “Private note”, write something for your colleagues, and save it.",
      done: "The note is saved.",
      why: "The customer never sees it, nor that there is one.",
    },
    transfer: {
      title: "Transfer the conversation",
      text: "Press “Transfer Conversation” and choose Luis Romero. You may add a note for him. The others say why they cannot take it now.",
      done: "Luis has it.",
      why: "The queue looks at that moment whether your colleague is there, Available and has room. If not, you keep it and are told why.",
    },
    undo: {
      title: "Take it back",
      text: "A mistake? As long as Luis has not opened it, you can have it back by the button of the notice.",
      done: "It is yours again.",
      why: "As soon as your colleague does anything in it, it is theirs and the button is gone.",
    },
    aside: {
      title: "Label it, or put it aside",
      text: "Under “More actions”, give it labels, or snooze it: its slot is free at once, and it comes back by itself, in time or when the customer writes.",
      done: "Done.",
      why: "Snoozing frees the slot at once, and the next of the queue comes in. The customer notices nothing.",
    },
    several: {
      title: "Several at once",
      text: "More are coming. Answer three different people. Who waits longest is on top.",
      keys: "Alt+↓ and Alt+↑ go from one to the next.",
      done: "You have attended to several people at once.",
      why: "Of those who can, the queue chooses who has fewest. Your capacity is a limit that nobody passes.",
    },
    finish: {
      title: "Finish a conversation",
      text: "Press “Finish Conversation” and choose a reason. Your slot is free for the next one.",
      done: "You have finished it.",
      why: "Finishing frees a slot, and the next of the queue comes in at that moment. If the customer writes again, another one begins in the same thread.",
    },
    pause: {
      title: "Take a break",
      text: "Press “Stop Accepting Conversations”. You keep those that you have, and no new ones come.",
      done: "You are Unavailable.",
      why: "It is your own choice, and holds on all your screens. A lost connection does not change it.",
    },
  },
  hints: {
    accept: "First, accept conversations.",
    open: "First, open a conversation of the list.",
    wait: "One moment: somebody is about to write.",
    back: "Go back to the list.",
    answerMode: "Go back to “Answer”: this is a note.",
    send: "Now send it.",
    next: "Go on to who waits.",
    choose: "Choose Luis Romero.",
    confirm: "Now confirm it.",
    chooseReason: "Choose a reason.",
  },
  known: "You have done this already.",
  back: "Back",
  skip: "Skip",
  next: "Next",
  leave: "Leave the tour",
  why: "Why is this so?",
  rule: "The rule, as the program keeps it:",
  chart: "See the machine (another tab)",
  fold: "Fold",
  unfold: "Unfold",
  keys: "F6: from the tour to the panel and back.",
  welcome: {
    title: "Your first day, at no risk",
    text: "This is the real panel in a simulated centre: customers and colleagues are programs. Eleven steps, some five minutes.",
    begin: "Begin",
    resume: (step) => `Go on at “${step}”`,
  },
  finished: {
    title: "You know what matters",
    text: (done, of) =>
      done === of
        ? "You have done all eleven steps."
        : `You have done ${done} of ${of} steps. The others are still here.`,
    done: "done",
    not: "not done",
    panel: "Go to the panel",
    shortcuts: "Keyboard shortcuts",
    simulate: "Simulate a whole centre",
    again: "Take the tour again",
  },
};
