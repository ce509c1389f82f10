package io.gridwright.proxmox.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class LockName {
  private static final Pattern WORDS = Pattern.compile("is locked \\(([^)]*)\\)");

  private LockName() {}

  static String in(String text) {
    Matcher found = WORDS.matcher(text);
    return found.find() ? found.group(1) : "";
  }
}
