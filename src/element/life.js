// The life of an element as a state machine. It knows no document: an event leads to the next state and to tasks, which the element's class
// carries out in this order. Placed before the class, in the same script.
//
// Events:
//   far        it was connected to a document, and the form is not needed before it comes near the screen
//   asked      the form is needed, but the element is outside a document
//   awaited    the form is needed, but the program has not started
//   drawable   the form is needed, and the program has started
//   missed     the program has started, but the element is outside a document
//   late       the program has not arrived after some time
//   failed     the program cannot start or continue
//   styled     the browser took the style sheet
//   unstyled   the browser refused it
//   set        the rubric was set, or is to be read again
//   read       the rubric's text has arrived, or cannot be read
//   opened     the program has opened it
//   removed    the element left its document and did not return at once
//
// A state ignores the events that it does not list.
const zipingLife = {
  // Outside a document, and the form was not asked for.
  idle: { far: ["far", "watch"], asked: ["asked"], awaited: ["waiting", "fetch"], drawable: ["drawing", "draw"] },
  // In a document, but not near the screen.
  far: {
    far: ["far", "watch"],
    asked: ["asked", "unwatch"],
    awaited: ["waiting", "unwatch", "fetch"],
    drawable: ["drawing", "unwatch", "draw"],
    removed: ["idle", "unwatch"],
  },
  // Outside a document; the form is drawn once the element is in one.
  asked: { far: ["asked", "request"], awaited: ["waiting", "fetch"], drawable: ["drawing", "draw"], failed: ["asked", "fail"] },
  // In a document, without the program. It may still arrive after it was late or failed.
  waiting: {
    far: ["waiting", "request"],
    awaited: ["waiting", "fetch"],
    drawable: ["drawing", "draw"],
    missed: ["asked"],
    late: ["waiting", "late"],
    failed: ["waiting", "fail"],
    removed: ["asked", "unlist"],
  },
  // The style sheet is being adopted.
  drawing: { drawable: ["drawing", "draw"], styled: ["blank", "mount"], unstyled: ["unstyled", "refuse"], removed: ["asked"] },
  // The browser refused the style sheet; each further request tries again.
  unstyled: { drawable: ["drawing", "draw"], failed: ["unstyled", "fail"], removed: ["asked"] },
  // Drawn, without a form: no rubric was set, or it cannot be opened.
  blank: { set: ["opening", "cancel", "read"], opened: ["open"], failed: ["blank", "fail"], removed: ["asked", "cancel", "unmount"] },
  // Drawn, without a form, while a rubric is being read.
  opening: {
    set: ["opening", "cancel", "read"],
    read: ["blank", "open"],
    opened: ["reopening"],
    failed: ["opening", "fail"],
    removed: ["asked", "cancel", "unmount"],
  },
  // A form is open.
  open: { set: ["reopening", "cancel", "read"], failed: ["open", "fail"], removed: ["asked", "cancel", "keep", "unmount"] },
  // A form is open while another rubric, or the same again, is being read.
  reopening: {
    set: ["reopening", "cancel", "read"],
    read: ["open", "open"],
    failed: ["reopening", "fail"],
    removed: ["asked", "cancel", "keep", "unmount"],
  },
};

const zipingNext = (state, event) => {
  const [next, ...tasks] = zipingLife[state][event] ?? [state];
  return { state: next, tasks };
};

// How long a page may take to set the rubric of an element that has none, in milliseconds: some set it once they have data.
const zipingUnset = 3000;

// The event of a request for the form.
const zipingRequest = (connected, program) => (!connected ? "asked" : program ? "drawable" : "awaited");

const zipingOpen = (state) => state === "open" || state === "reopening";
const zipingDrawn = (state) => zipingOpen(state) || state === "blank" || state === "opening";

// Returns a function that schedules the work as a microtask. Until that has run, further calls change nothing.
const zipingOnce = (work) => {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      work();
    });
  };
};
