package io.gridwright.scheduler.reassign.roadef;

import java.io.IOException;
import java.io.Reader;

/** Integers separated by blanks, one after the other: a set of 5,000 machines has 25 million. */
final class Numbers {
  private static final int LONGEST_WORD_TOLD = 20;

  private final String file;
  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private int length;
  private int next;
  private long line = 1;
  private long number;

  /**
   * @param file how messages call it
   */
  Numbers(String file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Returns the next number, which must lie between the two. */
  long next(String what, long least, long most) throws IOException {
    int c = skipBlanks();
    number++;
    if (c < 0) {
      throw error(what, "the file ends here");
    }
    long value = value(what, c);
    if (value < least || value > most) {
      throw error(what, "%d is not between %d and %d".formatted(value, least, most));
    }
    return value;
  }

  int nextInt(String what, int least, int most) throws IOException {
    return (int) next(what, least, most);
  }

  void end(String after) throws IOException {
    if (skipBlanks() >= 0) {
      number++;
      throw error("end of file", "more follows after " + after);
    }
  }

  private int skipBlanks() throws IOException {
    int c = read();
    while (c >= 0 && Character.isWhitespace(c)) {
      line += c == '\n' ? 1 : 0;
      c = read();
    }
    return c;
  }

  private long value(String what, int first) throws IOException {
    boolean negative = first == '-';
    var word = new StringBuilder().append((char) first);
    long value = 0;
    boolean whole = true;
    int digits = 0;
    for (int c = negative ? read() : first; c >= 0; c = read()) {
      if (Character.isWhitespace(c)) {
        next--;
        break;
      }
      if (c != first || digits > 0 || negative) {
        word.append((char) c);
      }
      whole &= c >= '0' && c <= '9' && digits < 18;
      value = whole ? value * 10 + (c - '0') : value;
      digits++;
      if (word.length() > LONGEST_WORD_TOLD) {
        break;
      }
    }
    if (!whole || digits == 0) {
      throw error(what, "'%s' is not an integer of at most 18 digits".formatted(word));
    }
    return negative ? -value : value;
  }

  private int read() throws IOException {
    if (next == length) {
      length = reader.read(buffer);
      next = 0;
      if (length <= 0) {
        length = 0;
        return -1;
      }
    }
    return buffer[next++];
  }

  RoadefFormatException error(String what, String fault) {
    return new RoadefFormatException(
        "%s, line %d, number %d, %s: %s".formatted(file, line, number, what, fault));
  }
}
