package io.gridwright.api.event;

import java.util.List;

/** What one stream reads. */
interface EventFeed {
  /** The events after a number, oldest first, a page at a time. */
  List<StreamedEvent> after(long number);

  /** Whether its reader is still logged on. */
  boolean mayBeRead();

  /** An event as it is sent: its number, its name, its payload as one line of JSON. */
  record StreamedEvent(long number, String name, String data) {}
}
