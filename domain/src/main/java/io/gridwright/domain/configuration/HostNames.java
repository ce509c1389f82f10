package io.gridwright.domain.configuration;

import java.util.regex.Pattern;

/** Names in DNS: labels (RFC 1123) and names made of them, in lower case. */
final class HostNames {
  private static final String LABEL_PATTERN = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(LABEL_PATTERN);
  private static final Pattern NAME =
      Pattern.compile(LABEL_PATTERN + "(\\." + LABEL_PATTERN + ")*");

  private HostNames() {}

  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  static boolean isName(String text) {
    return text.length() <= 253 && NAME.matcher(text).matches();
  }

  /** Reports a name that is no label. */
  static void requireLabel(String text, FieldReport report) {
    if (!isLabel(text)) {
      report.fault(
          "\"%s\" cannot be a name in DNS; use 1 to 63 lower-case letters, digits and hyphens,"
                  .formatted(shortened(text))
              + " with a letter or digit first and last");
    }
  }

  static void requireName(String text, FieldReport report) {
    if (!isName(text)) {
      report.fault(
          "\"%s\" is no host name; write it in lower case like shop.example.com"
              .formatted(shortened(text)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
