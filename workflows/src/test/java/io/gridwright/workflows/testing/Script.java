package io.gridwright.workflows.testing;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What happens to the activities of a test, and in which order they were called. A step is named by
 * its words, {@code clone web-1}; what is not scripted goes well.
 */
public final class Script {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> calls = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(String step, IntPredicate calls, Runnable before, Runnable after) {
    boolean meets(String called, int count) {
      return step.equals(called) && calls.test(count);
    }
  }

  /** What shall happen in some calls of a step. */
  public final class Line {
    private final String step;
    private final IntPredicate when;

    private Line(String step, IntPredicate when) {
      this.step = step;
      this.when = when;
    }

    /** Fails before it has done anything. */
    public void fails(Supplier<ApplicationFailure> failure) {
      before(
          () -> {
            throw failure.get();
          });
    }

    /** Does what it must, and its answer is lost. */
    public void losesItsAnswer() {
      after(
          () -> {
            throw ApplicationFailure.newFailure("the answer was lost", "LOST_ANSWER");
          });
    }

    /** Waits before it does anything, until the gate is opened. */
    public Gate holds() {
      var gate = new Gate(step);
      before(gate::pass);
      return gate;
    }

    /** Waits once it has done what it must, until the gate is opened. */
    public Gate holdsBeforeItAnswers() {
      var gate = new Gate(step);
      after(gate::pass);
      return gate;
    }

    /** Something else happens before. */
    public void before(Runnable event) {
      add(new Rule(step, when, event, () -> {}));
    }

    /** Something else happens after it did what it must. */
    public void after(Runnable event) {
      add(new Rule(step, when, () -> {}, event));
    }
  }

  /** Each call of a step. */
  public Line each(String step) {
    return new Line(step, count -> true);
  }

  /** The first call of a step. */
  public Line first(String step) {
    return nth(step, 1);
  }

  /** The nth call of a step, 1... */
  public Line nth(String step, int n) {
    return new Line(step, count -> count == n);
  }

  /** Carries out a call as it is scripted. */
  public <T> T play(String step, Supplier<T> effect) {
    var rules = rulesFor(step);
    rules.forEach(rule -> rule.before().run());
    T answer = effect.get();
    rules.forEach(rule -> rule.after().run());
    return answer;
  }

  private synchronized List<Rule> rulesFor(String step) {
    calls.add(step);
    int count = counts.merge(step, 1, Integer::sum);
    notifyAll();
    return rules.stream().filter(rule -> rule.meets(step, count)).toList();
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  /** Waits until a step was called. */
  synchronized void awaitCall(String step) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count(step) == 0) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("'" + step + "' was not called; called were " + calls);
      }
      try {
        wait(left);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a call", stopped);
      }
    }
  }

  /** All calls in their order, repeats included. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Begins to count anew. */
  public synchronized void forgetCalls() {
    calls.clear();
    counts.clear();
  }

  /** How often a step was called. */
  public synchronized int count(String step) {
    return counts.getOrDefault(step, 0);
  }
}
