package io.gridwright.emulator.guest.address;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose machine a guest is, as its description says: {@code gridwright: configuration=…;
 * component=…; stateless=true}. Empty texts where it says nothing.
 */
public record Ownership(String configuration, String component, boolean stateless) {
  private static final Pattern MARK = Pattern.compile("gridwright:([^\\n]*)");

  /** Reads the mark from a description of any other content. */
  public static Ownership of(String description) {
    Matcher mark = MARK.matcher(description);
    String fields = mark.find() ? mark.group(1) : "";
    return new Ownership(
        field(fields, "configuration"),
        field(fields, "component"),
        field(fields, "stateless").equals("true"));
  }

  /** Whether the description names both configuration and component. */
  public boolean known() {
    return !configuration.isEmpty() && !component.isEmpty();
  }

  private static String field(String fields, String name) {
    for (String part : fields.split(";", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equals(name)) {
        return pair[1].strip();
      }
    }
    return "";
  }
}
