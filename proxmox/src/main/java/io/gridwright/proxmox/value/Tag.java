package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/** A tag of a guest; the server folds it to lower case. */
public record Tag(String text) implements Comparable<Tag> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_+.-]*");

  public Tag {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a tag: expected " + FORM);
    }
  }

  public static Tag of(String text) {
    return new Tag(text);
  }

  @Override
  public int compareTo(Tag other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
