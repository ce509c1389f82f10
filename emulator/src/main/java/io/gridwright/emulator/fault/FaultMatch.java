package io.gridwright.emulator.fault;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which calls a fault meets.
 *
 * @param method HTTP method, or {@code *} for any
 * @param path glob over the path behind {@code /api2/json}: {@code *} stands for one segment,
 *     {@code **} for any number of them
 */
public record FaultMatch(String method, String path) {

  public FaultMatch {
    method = method == null || method.isBlank() ? "*" : method.toUpperCase(Locale.ROOT);
    path = path == null || path.isBlank() ? "**" : path;
  }

  /** Whether a call with this method and path (behind {@code /api2/json}) is meant. */
  public boolean meets(String calledMethod, String calledPath) {
    return (method.equals("*") || method.equals(calledMethod))
        && pattern().matcher(calledPath).matches();
  }

  private Pattern pattern() {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      if (path.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (path.charAt(i) == '*') {
        regex.append("[^/]*");
      } else {
        regex.append(Pattern.quote(path.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
