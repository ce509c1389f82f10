package io.gridwright.emulator.guest.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The writes that a database has acknowledged, in order, one per line of a file that is synced
 * before an acknowledgement. A last line that a crash tore is dropped on opening: it was never
 * acknowledged. Not thread-safe.
 */
final class DatabaseJournal implements AutoCloseable {
  /** One write. */
  record Entry(String key, String value) {}

  private final FileChannel file;
  private final List<Entry> entries = new ArrayList<>();

  DatabaseJournal(Path path) {
    try {
      Files.createDirectories(path.getParent());
      byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      int end = lastNewline(bytes) + 1;
      new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(this::remember);
      this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.truncate(end);
      file.position(end);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the database's journal " + path, e);
    }
  }

  /** Keeps the writes; on the disk when this returns. */
  void append(List<Entry> more) {
    StringBuilder lines = new StringBuilder();
    more.forEach(entry -> lines.append(entry.key()).append(' ').append(entry.value()).append('\n'));
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("the write could not be kept and is not acknowledged", e);
    }
    entries.addAll(more);
  }

  /** Drops everything. */
  void clear() {
    try {
      file.truncate(0);
      file.position(0);
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("the database's journal could not be emptied", e);
    }
    entries.clear();
  }

  List<Entry> entries() {
    return entries;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the database's journal could not be closed", e);
    }
  }

  private void remember(String line) {
    int blank = line.indexOf(' ');
    entries.add(new Entry(line.substring(0, blank), line.substring(blank + 1)));
  }

  private static int lastNewline(byte[] bytes) {
    int at = bytes.length - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }
}
