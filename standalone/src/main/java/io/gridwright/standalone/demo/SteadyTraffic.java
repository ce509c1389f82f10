package io.gridwright.standalone.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask for a page at a steady rate, whatever the answers take: a request is due at its
 * time, and its latency is counted from then, so that a server that stalls is not spared the
 * requests of those who wait. As every client of HTTP may (RFC 9110 section 9.2.2), the client
 * repeats a GET whose kept connection was closed before anything was answered.
 */
public final class SteadyTraffic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final HttpRequest request;
  private final long intervalNanos;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final LongAdder repeated = new LongAdder();
  private final Phaser underWay = new Phaser(1);
  private final Thread pace;
  private volatile boolean over;

  /**
   * How one request went.
   *
   * @param dueNanos by {@link System#nanoTime}
   * @param failure empty where it was answered with 200
   */
  public record Answer(long dueNanos, long latencyNanos, String failure) {
    public boolean failed() {
      return !failure.isEmpty();
    }
  }

  /**
   * Begins.
   *
   * @param host and port
   * @param perSecond requests, 1..
   */
  public SteadyTraffic(String host, int perSecond) {
    request = HttpRequest.newBuilder(URI.create("http://" + host + "/")).timeout(PATIENCE).build();
    intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    pace = new Thread(this::keepPace, "steady-traffic");
    pace.start();
  }

  /** Requests that were answered or failed so far. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Requests that were sent again, as the kept connection was closed under them. */
  public long repeated() {
    return repeated.sum();
  }

  /** Sends no more, and waits for the answers that are due. */
  @Override
  public void close() {
    over = true;
    try {
      pace.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    underWay.arriveAndAwaitAdvance();
  }

  /**
   * Latency that so many of the answers do not pass.
   *
   * @param share 0.5 for the median
   * @return milliseconds
   */
  public static double percentile(List<Answer> answers, double share) {
    var sorted = answers.stream().mapToLong(Answer::latencyNanos).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? 0
        : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
  }

  private void keepPace() {
    var due = System.nanoTime();
    while (!over) {
      send(due);
      due += intervalNanos;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private CompletableFuture<HttpResponse<Void>> again() {
    repeated.increment();
    return client.sendAsync(request, BodyHandlers.discarding());
  }

  private static CompletableFuture<HttpResponse<Void>> answered(
      HttpResponse<Void> response, Throwable lost) {
    return lost == null
        ? CompletableFuture.completedFuture(response)
        : CompletableFuture.failedFuture(lost);
  }

  /** Whether a kept connection was closed just when the request went out on it. */
  private static boolean isClosed(Throwable lost) {
    return String.valueOf(lost).contains("received no bytes");
  }

  private void send(long due) {
    underWay.register();
    client
        .sendAsync(request, BodyHandlers.discarding())
        .handle((response, lost) -> isClosed(lost) ? again() : answered(response, lost))
        .thenCompose(answer -> answer)
        .whenComplete(
            (response, lost) -> {
              var failure =
                  lost != null
                      ? String.valueOf(lost)
                      : response.statusCode() == 200 ? "" : "status " + response.statusCode();
              answers.add(new Answer(due, System.nanoTime() - due, failure));
              underWay.arriveAndDeregister();
            });
  }
}
