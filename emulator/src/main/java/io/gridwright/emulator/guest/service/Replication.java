package io.gridwright.emulator.guest.service;

import io.gridwright.emulator.guest.service.DatabaseJournal.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replica's side of replication: calls the source, copies, follows, calls again when cut. */
public final class Replication {
  private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
  private static final long RETRY_MILLIS = 100;

  /** Opens connections through the emulated network. */
  @FunctionalInterface
  public interface Dialler {
    /** Connects to a host by name or address, or fails as a guest's system call would. */
    Socket dial(String host, int port) throws IOException;
  }

  private final DatabaseEngine engine;
  private final Dialler dialler;
  private final String host;
  private final int port;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean connected;
  private volatile long sourcePosition = -1;
  private volatile Socket socket = new Socket();

  Replication(DatabaseEngine engine, Dialler dialler, String host, int port) {
    this.engine = engine;
    this.dialler = dialler;
    this.host = host;
    this.port = port;
    this.thread = new Thread(this::run, "replica-of-" + host);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped.countDown();
    thread.interrupt();
    closeSocket();
  }

  boolean connected() {
    return connected;
  }

  /** The source's last known position, -1 before the first contact. */
  long sourcePosition() {
    return sourcePosition;
  }

  private void run() {
    try {
      do {
        try (Socket connection = dialler.dial(host, port)) {
          socket = connection;
          if (stopped.getCount() > 0) {
            follow(connection);
          }
        } catch (IOException e) {
          LOG.debug("replication from {}:{} is cut: {}", host, port, e.getMessage());
        } finally {
          connected = false;
        }
      } while (!stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Socket connection) throws IOException {
    long position = engine.resumeAt();
    connection
        .getOutputStream()
        .write(("REPLICATE " + position + "\n").getBytes(StandardCharsets.UTF_8));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    List<Entry> batch = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("ENTRY") && words.length == 3) {
        batch.add(new Entry(words[1], words[2]));
      } else if (words[0].equals("HEAD")) {
        engine.replicate(this, position, batch);
        position += batch.size();
        batch.clear();
        sourcePosition = Long.parseLong(words[1]);
        connected = true;
      } else {
        throw new IOException("the source answered " + line);
      }
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing the connection to {} failed", host, e);
    }
  }
}
