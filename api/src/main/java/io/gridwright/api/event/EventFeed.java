package io.gridwright.api.event;

import java.util.List;

/** What one stream reads: the events after a number, oldest first, a page at a time. */
@FunctionalInterface
interface EventFeed {
  List<StreamedEvent> after(long number);

  /** An event as it is sent: its number, its name, its payload as one line of JSON. */
  record StreamedEvent(long number, String name, String data) {}
}
