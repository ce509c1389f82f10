package io.gridwright.activities.fence;

import io.gridwright.domain.grid.NodeName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The operator's list of BMCs, a secret file: a line {@code NODE URL USER PASSWORD} for each node,
 * where the password is the rest of the line; empty lines and such as begin with # are passed over.
 */
public final class BmcFile {

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it cannot be read or used; the message has no password
   */
  public static SortedMap<NodeName, Bmc> read(Path file) {
    SortedMap<NodeName, Bmc> bmcs = new TreeMap<>();
    List<String> lines = lines(file);
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(bmcs, line, file + ", line " + (index + 1));
      }
    }
    return Collections.unmodifiableSortedMap(bmcs);
  }

  private static void add(SortedMap<NodeName, Bmc> bmcs, String line, String where) {
    String[] words = line.split("\\s+", 4);
    if (words.length < 4) {
      throw new IllegalArgumentException(where + ": expected NODE URL USER PASSWORD");
    }
    if (bmcs.put(new NodeName(words[0]), bmc(words, where)) != null) {
      throw new IllegalArgumentException(where + ": node " + words[0] + " has a BMC already");
    }
  }

  private static Bmc bmc(String[] words, String where) {
    try {
      return new Bmc(URI.create(words[1]), words[2], words[3]);
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(where + ": " + unusable.getMessage(), unusable);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "the list of BMCs %s cannot be read; see that it exists and that user %s may read it"
              .formatted(file, System.getProperty("user.name")),
          unreadable);
    }
  }

  private BmcFile() {}
}
