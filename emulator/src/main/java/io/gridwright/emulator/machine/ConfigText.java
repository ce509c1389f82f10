package io.gridwright.emulator.machine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of {@code /etc/pve/nodes/<node>/qemu-server/<vmid>.conf}: sections of {@code key:
 * value}.
 */
public final class ConfigText {
  private static final String PENDING = "PENDING";

  private ConfigText() {}

  static String write(VmConfig config) {
    StringBuilder text = new StringBuilder();
    section(text, config.current());
    if (!config.pending().isEmpty() || !config.pendingDeletes().isEmpty()) {
      text.append("\n[").append(PENDING).append("]\n");
      if (!config.pendingDeletes().isEmpty()) {
        text.append("delete: ").append(String.join(",", config.pendingDeletes())).append('\n');
      }
      section(text, config.pending());
    }
    config
        .snapshots()
        .forEach(
            (name, keys) -> {
              text.append("\n[").append(name).append("]\n");
              section(text, keys);
            });
    return text.toString();
  }

  private static void section(StringBuilder text, Map<String, String> keys) {
    String description = keys.get("description");
    if (description != null) {
      description.lines().forEach(line -> text.append('#').append(encode(line)).append('\n'));
    }
    keys.forEach(
        (key, value) -> {
          if (!key.equals("description")) {
            text.append(key).append(": ").append(value).append('\n');
          }
        });
  }

  /** A line of a description, percent-encoded where it is not plain text. */
  private static String encode(String line) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : line.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= ' ' && c < 0x7f && c != '%') {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static String decode(String line) {
    return URLDecoder.decode(line.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Reads such a text back. */
  public static VmConfig parse(String text) {
    Reader reader = new Reader();
    text.lines().forEach(reader::line);
    reader.endSection();
    return reader.config;
  }

  private static final class Reader {
    private VmConfig config = VmConfig.EMPTY;
    private String name = "";
    private SortedMap<String, String> keys = new TreeMap<>();
    private final StringBuilder description = new StringBuilder();

    void line(String line) {
      if (line.startsWith("[") && line.endsWith("]")) {
        endSection();
        name = line.substring(1, line.length() - 1);
      } else if (line.startsWith("#")) {
        description.append(description.isEmpty() ? "" : "\n").append(decode(line.substring(1)));
      } else if (line.contains(": ")) {
        int colon = line.indexOf(": ");
        keys.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }

    void endSection() {
      if (!description.isEmpty()) {
        keys.put("description", description.toString());
      }
      if (name.isEmpty()) {
        config = VmConfig.of(keys);
      } else if (name.equals(PENDING)) {
        pending();
      } else {
        config = config.withSnapshot(name, keys);
      }
      keys = new TreeMap<>();
      description.setLength(0);
    }

    private void pending() {
      String deletes = keys.remove("delete");
      if (deletes != null) {
        for (String key : deletes.split(",")) {
          config = config.withPendingDelete(key);
        }
      }
      keys.forEach((key, value) -> config = config.withPending(key, value));
    }
  }
}
