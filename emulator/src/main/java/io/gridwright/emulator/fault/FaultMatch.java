package io.gridwright.emulator.fault;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which calls a fault meets.
 *
 * @param method HTTP method, or {@code *} for any
 * @param path glob over the path behind {@code /api2/json}: {@code *} stands for one segment,
 *     {@code **} for any number of them
 * @param parameters globs by name, all of which must be met: {@code *} stands for anything; the
 *     elements of an array are compared as one text with blanks between them
 */
public record FaultMatch(String method, String path, Map<String, String> parameters) {
  /** Each call is held against each fault, so that globs are compiled once. */
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  public FaultMatch {
    method = method == null || method.isBlank() ? "*" : method.toUpperCase(Locale.ROOT);
    path = path == null || path.isBlank() ? "**" : path;
    parameters = Map.copyOf(parameters);
  }

  /** Whatever the parameters are. */
  public FaultMatch(String method, String path) {
    this(method, path, Map.of());
  }

  /** Whether a call with this method and path (behind {@code /api2/json}) is meant. */
  public boolean meets(String calledMethod, String calledPath, Map<String, String> given) {
    return (method.equals("*") || method.equals(calledMethod))
        && COMPILED.computeIfAbsent(path, FaultMatch::pattern).matcher(calledPath).matches()
        && parameters.entrySet().stream().allMatch(wanted -> isMet(wanted, given));
  }

  private static boolean isMet(Map.Entry<String, String> wanted, Map<String, String> given) {
    String value = given.get(wanted.getKey());
    String glob = Pattern.quote(wanted.getValue()).replace("*", "\\E.*\\Q");
    return value != null
        && Pattern.compile(glob, Pattern.DOTALL).matcher(value.replace('\0', ' ')).matches();
  }

  private static Pattern pattern(String path) {
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
