package io.gridwright.proxmox.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.Tag;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An answer's data, read leniently: the server is written in Perl, so that numbers come as texts,
 * texts as numbers, and a false value often not at all.
 */
public final class Fields {
  private final JsonNode node;

  Fields(JsonNode node) {
    this.node = node == null ? MissingNode.getInstance() : node;
  }

  /**
   * Reads a JSON text, for an {@link Api} that does not speak HTTP.
   *
   * @throws ProxmoxException.Unreadable if it is none
   */
  public static Fields parse(String json) {
    try {
      return new Fields(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new ProxmoxException.Unreadable("not JSON: " + e.getOriginalMessage());
    }
  }

  /** True for an absent or a null value. */
  public boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  public boolean has(String name) {
    return !new Fields(node.get(name)).isAbsent();
  }

  public Fields child(String name) {
    return new Fields(node.get(name));
  }

  /** The value itself as text; empty for absent, an object or a list. */
  public Optional<String> asText() {
    return isAbsent() || node.isContainerNode() ? Optional.empty() : Optional.of(node.asText());
  }

  public Optional<String> text(String name) {
    return child(name).asText();
  }

  public Optional<String> nonBlank(String name) {
    return text(name).filter(text -> !text.isBlank());
  }

  /** The text, or an empty one. */
  public String textOrEmpty(String name) {
    return text(name).orElse("");
  }

  /** A text without which the answer makes no sense. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () -> new ProxmoxException.Unreadable("field '" + name + "' is missing in " + names()));
  }

  public OptionalLong number(String name) {
    return decimal(name)
        .map(value -> OptionalLong.of(value.longValue()))
        .orElse(OptionalLong.empty());
  }

  /** The elements of a list of numbers; what is none is left out. */
  public List<Double> fractions(String name) {
    return rows(name).stream()
        .flatMap(row -> row.asText().stream())
        .flatMap(text -> parsed(text).stream())
        .map(BigDecimal::doubleValue)
        .toList();
  }

  public OptionalInt integer(String name) {
    return decimal(name).map(value -> OptionalInt.of(value.intValue())).orElse(OptionalInt.empty());
  }

  public OptionalDouble fraction(String name) {
    return decimal(name)
        .map(value -> OptionalDouble.of(value.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  private Optional<BigDecimal> decimal(String name) {
    return nonBlank(name).flatMap(Fields::parsed);
  }

  private static Optional<BigDecimal> parsed(String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** An amount of bytes; a negative one, which counters may show around a reset, reads as none. */
  public Optional<Bytes> bytes(String name) {
    return decimal(name).map(BigDecimal::longValue).filter(count -> count >= 0).map(Bytes::of);
  }

  public Optional<Duration> seconds(String name) {
    return decimal(name).map(BigDecimal::longValue).map(Duration::ofSeconds);
  }

  public Optional<Instant> instant(String name) {
    return decimal(name).map(BigDecimal::longValue).map(Instant::ofEpochSecond);
  }

  /** The words of a list in one text, whichever separator it has. */
  public Set<String> words(String name) {
    return Arrays.stream(textOrEmpty(name).split("[,; \\x00]+"))
        .filter(word -> !word.isBlank())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public Set<Tag> tags(String name) {
    return words(name).stream().map(Tag::of).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** 1, "1" and true are true; 0, "0", "", false and an absent field are false. */
  public boolean flag(String name) {
    return text(name).map(Fields::truth).orElse(false);
  }

  static boolean truth(String text) {
    return !text.isBlank() && !text.equals("0") && !text.equals("false");
  }

  /** The rows of a list; an object's values where Perl made an object of it; none where absent. */
  public List<Fields> rows() {
    List<Fields> rows = new ArrayList<>();
    node.forEach(row -> rows.add(new Fields(row)));
    return rows;
  }

  public List<Fields> rows(String name) {
    return child(name).rows();
  }

  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Every plain value as text, in the order of the answer. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    names().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
