package io.gridwright.worker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that fetch pages without pause, each over a connection that it keeps. */
public final class Clients implements AutoCloseable {
  private final URI address;
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> pages = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private final ExecutorService threads;
  private volatile boolean over;

  public Clients(String host, int count) {
    address = URI.create("http://" + host + "/");
    threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      running.add(CompletableFuture.runAsync(this::fetch, threads));
    }
  }

  /** Pages so far, by the server that wrote them. */
  public Map<String, AtomicInteger> pages() {
    return pages;
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Fetches so many pages one after another and counts who wrote them. */
  public static Map<String, Integer> count(String host, int requests) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    IntStream.range(0, requests)
        .forEach(
            i -> {
              try {
                counts.merge(fetch(client, URI.create("http://" + host + "/")), 1, Integer::sum);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return counts;
  }

  /** What one of the servers behind a balancer tells of its links. */
  public static String linksOf(String host, String server) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + host + "/links"))
                  .header("Cookie", "GRIDWRIGHT=" + server)
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    over = true;
    running.forEach(CompletableFuture::join);
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch() {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    while (!over) {
      try {
        pages.computeIfAbsent(fetch(client, address), p -> new AtomicInteger()).incrementAndGet();
      } catch (IOException failure) {
        failures.add(failure.toString());
      }
    }
  }

  /** As browsers do, a GET whose kept connection was closed under it goes out on another. */
  private static String fetch(HttpClient client, URI address) throws IOException {
    try {
      return fetchOnce(client, address);
    } catch (IOException lost) {
      if (!String.valueOf(lost.getMessage()).contains("received no bytes")) {
        throw lost;
      }
      return fetchOnce(client, address);
    }
  }

  private static String fetchOnce(HttpClient client, URI address) throws IOException {
    try {
      var answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return answer.body().strip();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
