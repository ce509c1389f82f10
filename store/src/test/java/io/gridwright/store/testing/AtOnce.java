package io.gridwright.store.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Real threads that begin at the same instant. */
public final class AtOnce {
  private AtOnce() {}

  /** How one thread ended. */
  public sealed interface Outcome<T> {
    /** With a value. */
    record Returned<T>(T value) implements Outcome<T> {}

    /** With a failure. */
    record Threw<T>(Throwable failure) implements Outcome<T> {}
  }

  /** Runs a task per thread and waits for all. */
  public static <T> List<Outcome<T>> run(int threads, IntFunction<Callable<T>> task) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<T> mine = task.apply(i);
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return mine.call();
                }));
      }
      List<Outcome<T>> outcomes = new ArrayList<>();
      for (Future<T> future : futures) {
        outcomes.add(outcomeOf(future));
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  /** The values of those that returned. */
  public static <T> List<T> values(List<Outcome<T>> outcomes) {
    List<T> values = new ArrayList<>();
    for (Outcome<T> outcome : outcomes) {
      if (outcome instanceof Outcome.Returned<T> returned) {
        values.add(returned.value());
      }
    }
    return values;
  }

  /** What the others threw. */
  public static <T> List<Throwable> failures(List<Outcome<T>> outcomes) {
    List<Throwable> failures = new ArrayList<>();
    for (Outcome<T> outcome : outcomes) {
      if (outcome instanceof Outcome.Threw<T> threw) {
        failures.add(threw.failure());
      }
    }
    return failures;
  }

  private static <T> Outcome<T> outcomeOf(Future<T> future) {
    try {
      return new Outcome.Returned<>(future.get());
    } catch (ExecutionException e) {
      return new Outcome.Threw<>(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while threads ran", e);
    }
  }
}
