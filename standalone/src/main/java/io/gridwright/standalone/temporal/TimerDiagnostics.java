package io.gridwright.standalone.temporal;

import io.temporal.internal.testservice.TestServicesStarter;
import java.lang.reflect.Field;
import java.util.LinkedList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test server's timer keeps a list of lock events "for debugging purposes only" that grows for
 * ever and is searched under its global lock, so that the server gets slower with each workflow.
 * This puts a list in its place that keeps nothing. Where the field is not found, the server works
 * all the same, only slower.
 */
final class TimerDiagnostics {
  private static final Logger LOG = LoggerFactory.getLogger(TimerDiagnostics.class);

  /** Whether the list was replaced; the version of the server is pinned, so a test says yes. */
  static boolean drop(TestServicesStarter services) {
    try {
      var timer = valueOf(services, "selfAdvancingTimer");
      fieldOf(timer, "lockEvents").set(timer, new Forgetful<>());
      return true;
    } catch (ReflectiveOperationException changed) {
      LOG.warn("Temporal's in-process server will slow down over time: {}", changed.toString());
      return false;
    }
  }

  private static Object valueOf(Object owner, String name) throws ReflectiveOperationException {
    return fieldOf(owner, name).get(owner);
  }

  private static Field fieldOf(Object owner, String name) throws ReflectiveOperationException {
    var field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private TimerDiagnostics() {}

  /** Keeps nothing. */
  private static final class Forgetful<T> extends LinkedList<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean add(T element) {
      return true;
    }

    @Override
    public boolean remove(Object element) {
      return true;
    }
  }
}
