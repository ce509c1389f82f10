package io.gridwright.standalone.temporal;

import io.gridwright.standalone.Part;
import java.util.Optional;

/** The workflow engine of an instance. */
public interface TemporalServer extends Part {

  /** {@code host:port}. */
  String target();

  /** Address of its UI, if it has one. */
  Optional<String> ui();

  /** Whether it is the SDK's in-process server, with what that needs of workers and schedules. */
  boolean inProcess();
}
